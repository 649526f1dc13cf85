"""Learns the segmentation's weights: ``python -m tests.learn [--hold-out PART] [--print wide|narrow]``.

Reads dumps with gold (``tests/pages/typeset``, pages that the generator of ``tests/typeset`` sets, and new pages made of
both by ``augment``), labels their lines by alignment with the gold, trains a linear chain for full-width and one for Latin
print, and writes ``tasks/segment/weights-wide.json`` and ``weights-narrow.json``. The same pages give the same weights.

With ``--hold-out 0`` (or 1) pages of even (odd) number and half of the generator's articles are left out; ``python -m
tests.quality --held-out 0`` then scores on just those.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tasks import segment
from tasks.segment.features import evidence
from tasks.segment.labels import NAMES
from tests.learn import heads
from tests.learn.crf import Example, train
from tests.learn.label import labels
from tests.learn.lines import lines_of
from tests.learn.pages import Page, augmented, generated, typeset
from tests.learn.prior import FOLLOWING, PRIOR
from tests.learn.write import write

ROOM = Path(segment.__file__).parent
ORDERED = ("raw", "mupdf")
"""Manners that keep the page's order: a chain learned on torn pages learns that anything may follow anything."""

STRENGTH = {"wide": 2.5, "narrow": 5.0}
"""The pull towards the prior, tried with ``--hold-out 0``: article_f1 of raw dumps on the half left out, and on generated
pages of articles left out. Latin print: 1 gives 0.78 and 0.55, 3 gives 0.83 and 0.58, 8 gives 0.84 and 0.57. Full-width
print: 3 gives 0.90 and 0.77, 8 gives 0.90 and 0.81. Beyond, sample pages with lying blank lines come out worse."""

HEADS_STRENGTH = 2.0
"""The same for the parting of headlines; between 1 and 4 it makes little difference."""


def example(page: Page) -> Example:
    """The page's lines with their evidence and true labels."""
    lines, _ = lines_of(page.dump, page.language)
    true, _ = labels([line.text.text for line in lines], page.gold)
    return Example(evidence(lines, page.language), true)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out", type=int, choices=(0, 1), help="leave out this half of pages and articles")
    parser.add_argument("--print", choices=("wide", "narrow"), help="learn only this print's weights")
    parser.add_argument("--strength", type=float, help="pull of the weights towards the prior (default: by print)")
    parser.add_argument("--pages", type=int, default=20, help="generated pages for each language")
    help_ = "augmented pages for each Chinese language and manner, half of it for others"
    parser.add_argument("--augmented", type=int, default=75, help=help_)
    parser.add_argument("--to", type=Path, default=ROOM, help="folder the weights are written to")
    told = parser.parse_args()
    parting: dict[str, dict[str, float]] = {}
    for kind in (told.print,) if told.print else ("wide", "narrow"):
        pages = [p for p in typeset(ORDERED, told.hold_out) if p.language.startswith("zh") == (kind == "wide")]
        made = generated((*ORDERED, "seedlike"), told.pages, told.hold_out)
        pages += [p for p in made if p.language.startswith("zh") == (kind == "wide")]
        pages += augmented(
            [p for p in pages if p.manner in ORDERED], told.augmented if kind == "wide" else told.augmented // 2
        )
        groups = heads.cases(pages, kind == "wide")
        parting[kind] = heads.train(groups, HEADS_STRENGTH)
        print(f"{kind}: {len(groups)} headlines, {heads.right(groups, parting[kind]):.3f} parted as printed")
        examples = [example(page) for page in pages]
        learned = train(examples, NAMES, PRIOR, FOLLOWING, least=8, strength=told.strength or STRENGTH[kind])
        write(told.to / f"weights-{kind}.json", NAMES, learned, "python -m tests.learn")
        lines = sum(len(e.labels) for e in examples)
        print(f"{kind}: {len(examples)} dumps, {lines} lines, {len(learned[0])} pieces of evidence")
    if not told.print:
        heads.write(told.to / "weights-heads.json", parting, "python -m tests.learn")


if __name__ == "__main__":
    main()
