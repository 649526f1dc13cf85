"""Learning from pages whose format knows places and sizes: what lines are, and how headlines are parted."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tasks import reflow
from tasks.model.source import SourcePage
from tasks.normalise import Settings, normalise
from tasks.segment.decision import learned as shelf
from tasks.segment.decision.labels import NAMES
from tasks.segment.evidence.features import evidence
from tasks.segment.pieces import split_rows
from tests.learn import heads
from tests.learn.crf import Example, Learned, train
from tests.learn.known import Known
from tests.learn.label import labels
from tests.learn.pages import Page
from tests.learn.prior import FOLLOWING, PRIOR, ROLES
from tests.learn.rough import rough, unweighed
from tests.learn.write import write
from tests.press import LANGUAGES
from tests.press.boxes import page_of, stored

SHARE = 0.5
"""Of what boxes teach in the weights of measured pages; the rest is what dumps without boxes teach. Pages are few and clean,
dumps many and of every kind: over scans of papers that nothing was learned from, the mean of both finds more articles
(article_f1 0.31-0.33) than boxes (0.27-0.31) or dumps (0.26) alone; on pages that state their sizes boxes alone do."""
STEPS = 90
"""Of the optimiser, for a chain with half as many pieces of evidence again as that of text alone has."""


def pages(kind: str, held_out: int | None, measured: bool) -> Iterator[Known]:
    """The kept pages of one print; those of one half of the pool's articles left out where asked.

    Args:
        kind: ``wide`` or ``narrow``.
        held_out: the half of the pool that is left out.
        measured: as they are set, and as OCR finds them; else only as they are set.
    """
    for language in LANGUAGES:
        if language.startswith("zh") != (kind == "wide"):
            continue
        for name, rows, gold in stored(language, None if held_out is None else 1 - held_out):
            yield known(page_of(rows), name, language, gold)
            if measured:
                found = unweighed(page_of(rough(rows, random.Random(name))))
                yield known(replace(found, format="alto"), name, language, gold)


def known(source: SourcePage, name: str, language: str, gold: dict) -> Known:
    """A page's lines and what each of them truly is."""
    clean = normalise((source,), Settings(language=language))[0]
    lines, _ = split_rows(reflow.reflow(clean, reflow.Settings()).lines, language)
    printed = [line.text.text for line in lines]
    true, owners = labels(printed, gold)
    return Known(Page(name, "pdf", language, source.text, gold), lines, printed, true, owners)


def mean(learned: Learned, text: dict[str, Any]) -> Learned:
    """The weights of measured pages: what was learned from boxes, and what was learned from dumps of text alone."""

    def row(values: Sequence[float], name: str, others: dict[str, dict[str, float]]) -> list[float]:
        known = others.get(name, {})
        return [round(SHARE * v + (1 - SHARE) * known.get(label, 0.0), 3) for label, v in zip(NAMES, values, strict=True)]

    evidence, following, first = learned
    none = [0.0] * len(NAMES)
    names = sorted({*evidence, *text["evidence"]})
    return (
        {name: row(evidence.get(name, none), name, text["evidence"]) for name in names},
        [row(values, before, text["following"]) for before, values in zip(NAMES, following, strict=True)],
        row(first, "first", text),
    )


def learn(kind: str, held_out: int | None, to: Path, strengths: tuple[float, float], source: str) -> None:
    """Learn one print's weights, of pages as they are set and as they are measured, and write them."""
    for name in ("boxes", "measured"):
        found = list(pages(kind, held_out, name == "measured"))
        groups = heads.cases(found, kind == "wide", anew=False)
        parting = heads.train(groups, strengths[1])
        heads.write(to / f"weights-heads-{name}.json", kind, parting, source)
        print(
            f"{kind} with {name}: {len(groups)} headlines, {heads.right(groups, parting):.3f} parted as printed", flush=True
        )
        examples = [Example(evidence(page.lines, page.page.language).names(), page.labels) for page in found]
        learned = train(examples, NAMES, PRIOR, FOLLOWING, least=8, strength=strengths[0], steps=STEPS)
        if name == "measured":
            with shelf.read_from(to):
                learned = mean(learned, shelf.data(kind))
            learned[0].update({role: [row.get(label, 0.0) for label in NAMES] for role, row in ROLES.items()})
        write(to / f"weights-{kind}-{name}.json", NAMES, learned, source)
        print(f"{kind} with {name}: {len(examples)} pages, {len(learned[0])} pieces of evidence", flush=True)
