"""Learns how strips go on in one another: ``python -m tests.learn.strips [--hold-out PART] [--to FILE]``.

Reads dumps that set columns side by side, in full-width print, with gold (``tests/pages/typeset``, ``tests/pages/press``),
and finds for each strip the one that truly comes next in its article; learned as in :mod:`tests.learn.turns`, and written
to ``tasks/reflow/columns/weights-strips.json``. The same pages give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from tasks import reflow
from tasks.model.trace import Traced
from tasks.normalise import Settings, normalise
from tasks.reflow.columns import split as columns
from tasks.reflow.columns.strip_signs import StripSigns
from tasks.reflow.columns.strips import MOST, Strips
from tasks.reflow.lines.rows import Row
from tasks.reflow.order.continuity import Block
from tests.learn.pages import Page, pressed, typeset
from tests.learn.turns import Choices, learn, true_next, true_places

TO = Path(reflow.__file__).parent / "columns" / "weights-strips.json"
MANNERS = ("layout",)
PULL = 4.0
"""How much weights are drawn to nought: with less, articles of pages that nothing was learned from are torn more often."""


def choices(page: Page) -> Iterator[Choices]:
    """The choices of a page's strips."""
    for clean in normalise(page.dump.replace("\f", "\n").encode(), Settings(language=page.language)):
        texts = clean.text.text.split("\n")
        found, texts = columns.wide_pieces(texts)
        if not found:
            continue
        strips = Strips(found, texts)
        if not 1 < len(strips.strips) <= MOST:  # read in another way, and its pairs would outweigh many pages'
            continue
        signs = StripSigns(strips, columns.orders_of(found, texts))
        rows, blocks = list[Row](), list[Block]()
        for strip in signs.all:
            first = len(rows)
            for piece in (found[i] for i in strip.members):
                rows.append(_row(texts[piece.row][piece.start : piece.end]))
            blocks.append(Block(first, len(rows), None))
        places, count = true_places(rows, blocks, page.gold), range(len(blocks))
        pairs = {(a, b): signs.signs(a, b) for a in count for b in signs.candidates(a)}
        onward = {a: b for a, b in true_next(places).items() if (a, b) in pairs}
        last, first_ = [signs.last_signs(k) for k in count], [signs.first_signs(k) for k in count]
        asked = [place is not None for place in places]
        yield Choices(pairs, last, first_, onward, asked, asked)


def _row(text: str) -> Row:
    """A row of this text, from nowhere."""
    return Row(Traced.whole(text, 0), 0, 0)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out", type=int, choices=(0, 1), help="leave out half of the pages")
    parser.add_argument("--every", type=int, default=1, help="read only every so many pages")
    parser.add_argument("--to", type=Path, default=TO, help="file the weights are written to")
    told = parser.parse_args()
    read = [*typeset(MANNERS, told.hold_out), *pressed(MANNERS, told.hold_out)]
    pages = [one for page in read[:: told.every] if page.language.startswith("zh") for one in choices(page)]
    data = learn(pages, PULL)
    print(f"{len(pages)} pages, {len(data)} signs")
    told.to.write_text(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
