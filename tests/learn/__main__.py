"""Learns the segmentation's weights: ``python -m tests.learn [--hold-out PART] [--print wide|narrow]``.

Reads dumps with gold (``tests/pages/typeset``; ``tests/pages/press``, which ``tests/press`` printed; pages that
``tests/typeset`` sets; new pages made of all of them by ``augment``), labels their lines by alignment with the gold, and
writes into ``tasks/segment/decision``: the weights of a linear chain for full-width and for Latin print, those by which
headlines are parted, and, with ``--trust``, those by which articles are trusted. The same pages give the same weights.

With ``--hold-out 0`` (or 1) pages of even (odd) number and half of the pool's articles are left out; ``python -m
tests.quality --held-out 0`` then scores on just those.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tasks import segment
from tasks.segment.decision import learned as shelf
from tasks.segment.decision.labels import NAMES
from tasks.segment.evidence.features import evidence
from tests.learn import boxes, heads, trust
from tests.learn.augment import augmented
from tests.learn.crf import Example, mean, train
from tests.learn.known import Known, known
from tests.learn.pages import Page, generated, pressed, typeset
from tests.learn.prior import FOLLOWING, PRIOR
from tests.learn.write import write

ROOM = Path(segment.__file__).parent / "decision"
SOURCE = "python -m tests.learn"
ORDERED = ("raw", "mupdf")
"""Manners that keep the page's order: a chain learned on torn pages learns that anything may follow anything."""
TORN = ("pdfminer", "layout", "default")
"""Manners whose lines come in order only once reflow has put them so; each page is read in one of them, in turn."""
SEEDLIKE = 5
"""Pages with blank lines that lie for each that is set in an ordered manner: there are no others of them to learn from."""
STRENGTH = 8.0
"""The pull towards the prior: the share (F1) of first lines and paragraphs found on pages of other papers, whose articles
were not learned from, is the same within a hundredth from 3 to 16; below, it falls."""
HEADS_STRENGTH = 2.0
"""The same for the parting of headlines; between 1 and 4 it makes little difference."""
PRINTS = ("wide", "narrow")
DRAWS = 6
"""Chains that are learned, each from the pages there are and from others set anew; the mean of their weights is written. On
papers of another kind one chain finds a few articles in a hundred more or fewer than another, their mean about as many as
the best."""
FIRST_DRAW = 7
"""The first chain's seed."""


def sources(kind: str, held_out: int | None, each: int) -> Iterator[Page]:
    """The pages with gold of one print that are learned from."""
    for found in (typeset((*ORDERED, *TORN), held_out), pressed(("raw", *TORN), held_out)):
        for page in found:
            if page.language.startswith("zh") == (kind == "wide") and _in_turn(page):
                yield page
    for page in chain(generated(ORDERED, each, held_out), generated(("seedlike",), SEEDLIKE * each, held_out)):
        if page.language.startswith("zh") == (kind == "wide"):
            yield page


def _in_turn(page: Page) -> bool:
    """Whether a page is read in this manner: all are in ordered ones."""
    return page.manner in ORDERED or TORN.index(page.manner) == int(page.name[-2:]) % len(TORN)


def example(page: Known) -> Example:
    """The page's lines with their evidence and true labels."""
    return Example(evidence(page.lines, page.page.language).names() if page.lines else [], page.labels)


def learn(kind: str, held_out: int | None, to: Path, each: int, more: int, strength: float, draws: int = DRAWS) -> None:
    """Learn one print's weights, the mean of several chains', and write them."""
    wide = kind == "wide"
    pages = [known(page) for page in sources(kind, held_out, each)]
    groups = heads.cases(pages, wide)
    parting = heads.train(groups, HEADS_STRENGTH)
    heads.write(to / "weights-heads.json", kind, parting, SOURCE)
    print(f"{kind}: {len(groups)} headlines, {heads.right(groups, parting):.3f} parted as printed", flush=True)
    ordered = [one for one in pages if one.page.manner in ORDERED]
    given = [example(page) for page in pages]
    chains = []
    for draw in range(draws):
        anew = (known(page) for page in augmented(ordered, more if wide else more // 2, seed=FIRST_DRAW + draw))
        examples = [*given, *(example(page) for page in anew)]
        chains.append(train(examples, NAMES, PRIOR, FOLLOWING, least=8, strength=strength))
        lines = sum(len(e.labels) for e in examples)
        print(f"{kind}: {len(examples)} dumps, {lines} lines, {len(chains[-1][0])} pieces of evidence", flush=True)
    write(to / f"weights-{kind}.json", NAMES, mean(chains), SOURCE)


def learn_trust(half: Path, part: int, to: Path) -> None:
    """Learn how far articles and headlines may be trusted: on one half of the pages, read with the other half's weights."""
    trust.write(half / "weights-trust.json", trust.PLAIN, SOURCE)
    weights: dict[str, dict[str, float]] = {}
    for places in trust.PLACES:
        with shelf.read_from(half):
            seen = trust.cases(trust.judged(part, places))
        for what, cases in seen.items():
            weights[what + places] = trust.train(cases)
            print(what + places, *trust.table(cases, weights[what + places]), sep="\n", flush=True)
    trust.write(to / "weights-trust.json", {name: weights[name] for name in sorted(weights)}, SOURCE)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hold-out", type=int, choices=(0, 1), help="leave out this half of pages and articles")
    parser.add_argument("--print", choices=PRINTS, help="learn only this print's weights")
    parser.add_argument("--strength", type=float, default=STRENGTH, help="pull of the weights towards the prior")
    parser.add_argument("--pages", type=int, default=6, help="generated pages for each language")
    help_ = "augmented pages for each Chinese language and manner, half of it for others"
    parser.add_argument("--augmented", type=int, default=120, help=help_)
    parser.add_argument("--draws", type=int, default=DRAWS, help="chains whose mean is written")
    parser.add_argument("--to", type=Path, default=ROOM, help="folder the weights are written to")
    help_ = "with --hold-out: learn how far articles may be trusted, by the weights in this folder that were learned so"
    parser.add_argument("--trust", type=Path, help=help_)
    help_ = "pages whose format has boxes, with weights of their own: learn from them, too; from none; from them only"
    parser.add_argument("--boxes", choices=("too", "none", "only"), default="too", help=help_)
    told = parser.parse_args()
    told.to.mkdir(parents=True, exist_ok=True)
    if told.trust:
        learn_trust(told.trust, told.hold_out or 0, told.to)
        return
    for kind in (told.print,) if told.print else PRINTS:
        if told.boxes != "only":
            learn(kind, told.hold_out, told.to, told.pages, told.augmented, told.strength, told.draws)
        if told.boxes != "none":
            boxes.learn(kind, told.hold_out, told.to, (told.strength, HEADS_STRENGTH), SOURCE)


if __name__ == "__main__":
    main()
