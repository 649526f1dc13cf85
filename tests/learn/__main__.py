"""Learns the segmentation's weights: ``python -m tests.learn [--hold-out PART] [--strength S]``.

Reads every dump of the pages with gold (``tests/pages/typeset``, and pages that the generator of ``tests/typeset`` sets anew),
labels their lines by alignment with the gold, trains a linear chain for full-width and one for Latin print, and writes
``tasks/segment/weights-wide.json`` and ``weights-narrow.json``. The same pages give the same weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tasks import reflow, segment
from tasks.normalise import Settings, normalise
from tasks.segment.features import evidence, is_wide
from tasks.segment.labels import NAMES
from tasks.segment.pieces import split_rows
from tests.learn.crf import Example, train
from tests.learn.label import labels
from tests.learn.pages import Page, generated, typeset
from tests.learn.prior import PRIOR
from tests.learn.write import write

ROOM = Path(segment.__file__).parent
MANNERS = ("raw", "mupdf", "pdfminer", "default", "seedlike")


def example(page: Page) -> tuple[str, Example]:
    """``wide`` or ``narrow``, and the page's lines with their evidence and true labels."""
    clean = normalise(page.dump.encode(), Settings(language=page.gold.get("language")))[0]
    flow = reflow.reflow(clean, reflow.Settings())
    lines, _ = split_rows(flow.lines, flow.language)
    true, _ = labels([line.text.text for line in lines], page.gold)
    return ("wide" if is_wide(lines, flow.language) else "narrow"), Example(evidence(lines, flow.language), true)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out", type=int, choices=(0, 1), help="leave out the pages of even (0) or odd (1) number")
    parser.add_argument("--strength", type=float, default=1.0, help="pull of the weights towards the prior")
    parser.add_argument("--pages", type=int, default=6, help="generated pages per language and manner")
    parser.add_argument("--to", type=Path, default=ROOM, help="folder the weights are written to")
    told = parser.parse_args()
    sets: dict[str, list[Example]] = {"wide": [], "narrow": []}
    for page in [*typeset(MANNERS, told.hold_out), *generated(told.pages)]:
        kind, made = example(page)
        sets[kind].append(made)
    for kind, examples in sets.items():
        learned = train(examples, NAMES, PRIOR, strength=told.strength)
        write(told.to / f"weights-{kind}.json", NAMES, learned, "python -m tests.learn")
        print(f"{kind}: {len(examples)} dumps, {sum(len(e.labels) for e in examples)} lines, {len(learned[0])} pieces of evidence")


if __name__ == "__main__":
    main()
