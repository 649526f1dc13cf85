"""Headings of items that a first reading took for crossheads of the item above, or for text, in Latin print.

The chain weighs line by line. Where a heading is as wide as the text, and blank lines stand nowhere or everywhere, short
items run together. The lines around it say better:

1. A crosshead relieves a long text. On a page of short items one in capitals, or with a full stop as old papers set it,
   that parts hardly any heads the next item.
2. Lines in capitals from end to end, between text that has come to its end and text that begins, are no text. A cry is
   none of these (``LONG LIVE THE KING!``), nor a place that a dateline goes on from (``HALDEN,``), nor what runs into the
   text behind a dash (``A DANGEROUS GAME.—``).

Left alone: texts that may begin on another page, or end there; pages whose lines have boxes, which tell more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from tasks.model.page import Line
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import BODY, HEAD, TEXT, runs
from tasks.segment.islands import STOP

SOON, PARTED = 200.0, 390.0
"""Cells of text above a crosshead, and on both sides of it, at the least: few on golden pages have less."""
SHORT, FEWEST = 300.0, 4
"""Cells of text between two headlines in the mean, at the most, and headlines of a page of short items, at the least."""
HEADED = frozenset("KMDXY")
"""Below what a text begins here, and not on another page."""
DEEPEST = 3
"""Printed lines in capitals that stand together as a heading, at the most."""
_WORD = re.compile(r"[^\W\d_]{3}")
_BEGINS = re.compile(r"[\"'“„«»‘‹—–*†-]*\s?[^\W\d_a-zß-öø-ÿ]")


def refusals(lines: Sequence[Line], reading: Reading, language: str) -> dict[int, set[str]]:
    """The labels that such headings do not have, by line.

    Args:
        lines: the page's lines.
        reading: what the chain has read of them.
        language: its BCP 47 tag.
    """
    out: dict[int, set[str]] = {}
    if language.startswith("zh") or any(line.place for line in lines):
        return out
    for first, after in runs(reading.labels, {"X"}) if _are_short(lines, reading.labels) else ():
        if _is_like_a_head(lines[first:after]) and _is_too_soon(first, after, reading.labels, lines):
            out.update((i, {"X"}) for i in range(first, after))
    for first, after in _capitals(reading.labels, lines):
        out.update((i, set(TEXT)) for i in range(first, after))
    return out


def _are_short(lines: Sequence[Line], labels: Sequence[str]) -> bool:
    """Whether most of what stands between the page's headlines is short."""
    found = [end for _, end in runs(labels, HEAD)]
    ends = [*(first for first, _ in runs(labels, HEAD)), len(lines)][1:]
    sizes = [sum([lines[i].width for i in range(a, b) if labels[i] in BODY]) for a, b in zip(found, ends, strict=True)]
    return len(sizes) >= FEWEST and median(sizes) <= SHORT


def _is_like_a_head(own: Sequence[Line]) -> bool:
    """Whether lines are in capitals, or end with a full stop; crossheads of later papers are and do neither."""
    return own[-1].text.text.endswith(".") or all(line.text.text.isupper() for line in own)


def _is_too_soon(first: int, after: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a crosshead parts hardly any text."""
    above, below = first, after
    while above and labels[above - 1] in TEXT:
        above -= 1
    while below < len(labels) and labels[below] in TEXT:
        below += 1
    if not above or labels[above - 1] not in HEADED or below == len(labels) or above == first:
        return False
    before = sum([line.width for line in lines[above:first]])
    return before < SOON or before + sum([line.width for line in lines[after:below]]) < PARTED


def _capitals(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Lines in capitals that were read as text, between two texts."""
    texts = [line.text.text for line in lines]
    loud = ["C" if text.isupper() and _WORD.search(text) else "-" for text in texts]
    for first, after in runs(loud, "C"):
        own = " ".join(texts[first:after])
        if not first or after == len(lines) or after - first > DEEPEST or not TEXT.issuperset(labels[first - 1 : first + 1]):
            continue
        ended = STOP.search(texts[first - 1]) is not None and not own.endswith(("!", "?", ",", "—", "–", "-"))
        if ended and own.count("(") == own.count(")") and _BEGINS.match(own) and _BEGINS.match(texts[after]):
            yield first, after
