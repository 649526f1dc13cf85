"""The quality gate: scores every page with gold and compares with the pinned floors.

    python -m tests.quality                 the table, and whether every floor holds (exit 1 where one does not)
    python -m tests.quality --pin           writes floors from today's figures; refuses to lower one
    python -m tests.quality --pin --lower   lowers floors too: say why in the commit
    python -m tests.quality --held-out 0 --weights DIR
                                            what tests.learn --hold-out 0 left out

All typeset pages are judged, and one in ten of those printed, as dumps and with their boxes (``--one-in 1``: every one);
and pages set as many papers give theirs away (``seedlike``): in columns, with blank lines that lie, most of their headlines
below the texts.
Floors are means by manner of dump, in ``floors.toml``, beside the hash of the pages they were measured on: other pages,
other floors. ``--pages`` lists each page, so that the one that fell can be found.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

from tasks import reflow, segment
from tasks.model.article import Article
from tasks.model.source import SourcePage
from tasks.normalise import Settings, normalise
from tasks.segment.decision.learned import folder, read_from
from tests.learn.pages import Page, generated, pressed, typeset
from tests.learn.rough import rough, unweighed
from tests.press import LANGUAGES, boxes
from tests.quality.score import Scores, mean, score

FLOORS = Path(__file__).with_name("floors.toml")
MANNERS = ("raw", "mupdf", "pdfminer", "default", "layout")
SET = 10
"""Pages for each language that are set for judging, none of which is learned from (their articles are)."""
NAMES = [f.name for f in fields(Scores)]
LESS_IS_BETTER = {"cer", "cer_found"}


def pages(held_out: int | None, one_in: int) -> Iterator[Page]:
    """The pages to judge: all typeset ones, some set anew, one in so many of those printed; of each, perhaps one half's."""
    other = None if held_out is None else 1 - held_out
    yield from typeset(MANNERS, other)
    yield from generated(("seedlike",), SET, other, "judge")
    for page in pressed(MANNERS, other):
        if int(page.name[-2:]) % one_in == 0:
            yield Page(page.name, f"printed-{page.manner}", page.language, page.dump, page.gold)


def placed(held_out: int | None, one_in: int) -> Iterator[tuple[Page, tuple[SourcePage, ...]]]:
    """One in so many of the kept pages with boxes, as they were set and as OCR finds them (``boxes``, ``measured``)."""
    for language in LANGUAGES:
        for name, rows, gold in boxes.stored(language, None if held_out is None else 1 - held_out):
            if int(name[-2:]) % one_in:
                continue
            source = boxes.page_of(rows)
            yield Page(name, "boxes", language, source.text, gold), (source,)
            source = replace(unweighed(boxes.page_of(rough(rows, random.Random(name)))), format="alto")
            yield Page(name, "measured", language, source.text, gold), (source,)


def articles(source: bytes | tuple[SourcePage, ...]) -> list[dict[str, Any]]:
    """What the rooms make of a dump, or of a page with boxes, in the shape that is scored."""
    out = []
    for clean in normalise(source, Settings()):
        flow = reflow.reflow(clean, reflow.Settings())
        out += [_plain(article) for article in segment.segment(flow, segment.Settings()).articles]
    return out


def _plain(article: Article) -> dict[str, Any]:
    return {
        "kind": article.kind,
        "kicker": article.kicker and article.kicker.text,
        "headline": article.headline and article.headline.text,
        "deck": article.deck and article.deck.text,
        "authors": [{"name": a.name, "role": a.role} for a in article.authors],
        "paragraphs": [p.text.text for p in article.paragraphs],
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", type=int, choices=(0, 1), help="judge only this half of pages and articles")
    parser.add_argument("--weights", type=Path, help="weights to judge (default: those in the package)")
    parser.add_argument("--one-in", type=int, default=10, help="of the printed pages judge one in so many")
    parser.add_argument("--pages", action="store_true", help="a row for each page")
    parser.add_argument("--pin", action="store_true", help="write the floors")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too")
    told = parser.parse_args()
    if told.weights and not any(told.weights.glob("weights-*.json")):
        parser.error(f"{told.weights} holds no weights; python -m tests.learn --to {told.weights} puts them there")
    with read_from(told.weights or folder()):
        _compare(told)


def _compare(told: argparse.Namespace) -> None:
    rows: dict[str, list[Scores]] = {}
    digest = hashlib.sha256()
    print(f"{'':30}" + "".join(f"{name:>11}" for name in NAMES))
    texts = ((page, page.dump.encode()) for page in pages(told.held_out, told.one_in))
    for page, source in chain(texts, placed(told.held_out, told.one_in)):
        digest.update(page.dump.encode() + repr(page.gold).encode())
        found = score(page.gold, articles(source))
        rows.setdefault(page.manner, []).append(found)
        rows.setdefault(f"{page.manner} {page.language}", []).append(found)
        if told.pages:
            print(_row(f"{page.name} {page.manner}", found))
    means = {name: mean(found) for name, found in rows.items()}
    for name, found in means.items():
        print(_row(name, found))
    if told.held_out is None:
        sys.exit(_pin(means, digest.hexdigest(), told.lower) if told.pin else _judge(means, digest.hexdigest()))


def _row(name: str, found: Scores) -> str:
    return f"{name:30}" + "".join(f"{value:11.3f}" for value in asdict(found).values())


def _kinds(means: dict[str, Scores]) -> dict[str, Scores]:
    return {name: found for name, found in means.items() if " " not in name}


def _below(found: Scores, floor: dict[str, float]) -> list[str]:
    out = []
    for name, value in asdict(found).items():
        bad = value > floor[name] + 5e-4 if name in LESS_IS_BETTER else value < floor[name] - 5e-4
        if bad:
            out.append(f"{name} {value:.3f}, floor {floor[name]:.3f}")
    return out


def _judge(means: dict[str, Scores], digest: str) -> int:
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    if pinned["corpus"] != digest:
        print("the pages are not those the floors were measured on: pin anew with --pin", file=sys.stderr)
        return 1
    fallen = [f"{name}: {what}" for name, found in _kinds(means).items() for what in _below(found, pinned["floors"][name])]
    print("\n".join(["fell below its floor:", *fallen]) if fallen else "every floor holds")
    return 1 if fallen else 0


def _pin(means: dict[str, Scores], digest: str, lower: bool) -> int:
    old = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"corpus": digest, "floors": {}}
    if old["corpus"] == digest and not lower:
        fallen = [
            f"{n}: {w}" for n, found in _kinds(means).items() if n in old["floors"] for w in _below(found, old["floors"][n])
        ]
        if fallen:
            print("\n".join(["not pinned, these would be lowered (--lower to do so):", *fallen]), file=sys.stderr)
            return 1
    lines = ["# Written by: python -m tests.quality --pin", f'corpus = "{digest}"']
    for name, found in _kinds(means).items():
        lines += ["", f'[floors."{name}"]', *(f"{key} = {value:.3f}" for key, value in asdict(found).items())]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    main()
