"""Learning from pages whose format knows places and sizes: what lines are, and how headlines are parted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tasks import reflow
from tasks.model.source import SourcePage
from tasks.normalise import Settings, normalise
from tasks.segment.features import evidence
from tasks.segment.labels import NAMES
from tasks.segment.pieces import split_rows
from tests.learn import heads
from tests.learn.crf import Example, train
from tests.learn.known import Known
from tests.learn.label import labels
from tests.learn.pages import Page
from tests.learn.prior import FOLLOWING, PRIOR
from tests.learn.write import write
from tests.press import LANGUAGES
from tests.press.boxes import page_of, stored

ROUGH = 3
"""One page in so many is learned from as OCR would find it, too."""
STEPS = 90
"""Of the optimiser, for a chain with half as many pieces of evidence again as that of text alone has."""


def pages(kind: str, held_out: int | None) -> Iterator[Known]:
    """The kept pages of one print; those of one half of the pool's articles left out where asked."""
    for language in LANGUAGES:
        if language.startswith("zh") != (kind == "wide"):
            continue
        for number, (name, rows, gold) in enumerate(stored(language, None if held_out is None else 1 - held_out)):
            source = page_of(rows)
            manners = [source, rough(source, random.Random(name))] if number % ROUGH == 0 else [source]
            for page in manners:
                yield known(page, name, language, gold)


def known(source: SourcePage, name: str, language: str, gold: dict) -> Known:
    """A page's lines and what each of them truly is."""
    clean = normalise((source,), Settings(language=language))[0]
    lines, _ = split_rows(reflow.reflow(clean, reflow.Settings()).lines, language)
    printed = [line.text.text for line in lines]
    true, owners = labels(printed, gold)
    return Known(Page(name, "pdf", language, source.text, gold), lines, printed, true, owners)


def rough(page: SourcePage, dice: random.Random) -> SourcePage:
    """A page as OCR finds it: each line measured a little wrong, weights unknown."""
    lines = []
    for line in page.lines:
        box, size = line.box, line.size
        assert box is not None
        assert size is not None
        size *= dice.lognormvariate(0, 0.05)
        x, y = (box[k] + dice.gauss(0, 0.12 * size) for k in (0, 1))
        place = box._replace(x=x, y=y, width=max(1.0, box.width + dice.gauss(0, 0.15 * size)))
        lines.append(replace(line, box=place, size=size))
    return replace(page, lines=tuple(lines), words=tuple(word._replace(bold=None) for word in page.words))


def learn(kind: str, held_out: int | None, to: Path, strengths: tuple[float, float], source: str) -> None:
    """Learn one print's weights and write them."""
    found = list(pages(kind, held_out))
    groups = heads.cases(found, kind == "wide", anew=False)
    parting = heads.train(groups, strengths[1])
    heads.write(to / "weights-heads-boxes.json", kind, parting, source)
    print(f"{kind} with boxes: {len(groups)} headlines, {heads.right(groups, parting):.3f} parted as printed", flush=True)
    examples = [Example(evidence(page.lines, page.page.language).names(), page.labels) for page in found]
    learned = train(examples, NAMES, PRIOR, FOLLOWING, least=8, strength=strengths[0], steps=STEPS)
    write(to / f"weights-{kind}-boxes.json", NAMES, learned, source)
    print(f"{kind} with boxes: {len(examples)} pages, {len(learned[0])} pieces of evidence", flush=True)
