"""Bylines that stand by themselves where bylines stand: between a headline and its text, in a block of their own.

A bare name, or an office's, has nothing about it that says it is a byline, so that the chain takes one between two blank
lines for a headline's deck, or for one more headline. Its place tells: it is the last block above a text, and a headline
stands above it, or, where headlines stand below their texts, nothing. What reads as a name there is a byline. Where a page's
bylines stand there as a rule, a few capitalised words are one, too, though nobody's name (``Harbour Museum Trust``).

Left alone: what stands in the same block as the headline; Chinese print; pages whose lines have boxes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.article import PHOTOGRAPHER
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.decision.labels import BODY, HEAD
from tasks.segment.islands import Run
from tasks.segment.pieces import wrapped_text

MOST = 2
"""Printed lines of such a byline, at the most."""
LONGEST = 70
"""Characters of it, at the most."""
READS = 0.4
"""What reads as a name scores at least as much."""
REGULAR = 3
"""Bylines between a headline and its text on a page where they stand there as a rule, at the least, and half of all."""
WORDS = 7
"""Words of a byline that names an office, at the most."""
_SMALL = frozenset(("and", "for", "of", "the", "in", "at", "de", "des", "du", "la", "le", "les", "et", "y", "e", "&"))
_SMALL |= {"von", "und", "der", "für", "van", "voor", "en", "di", "da", "do", "del", "della", "dos", "para", "per"}


def placed(labels: Sequence[str], blocks: Sequence[Run], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, with what stands in a byline's place made one.

    Args:
        labels: of the page's lines, as read so far.
        blocks: its lines between blank lines; none where nothing is to be said.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    out = list(labels)
    places = list(_places(labels, blocks))
    regular = sum(set(labels[slice(*block)]) == {"Y"} for block in places)
    for block in places:
        own = set(labels[slice(*block)])
        if own == {"Y"} or not own <= {*HEAD, "F", "X", "Y"}:
            continue
        if _names(block, lines, language) or (regular >= max(REGULAR, len(places) / 2) and _is_office(block, lines)):
            out[slice(*block)] = ["Y"] * (block[1] - block[0])
    return out


def _places(labels: Sequence[str], blocks: Sequence[Run]) -> Iterator[Run]:
    """The blocks that stand where a byline may: right above a text, below a headline, or below nothing."""
    trails = bool(blocks) and set(labels[slice(*blocks[-1])]) <= HEAD  # headlines stand below their texts
    for n, (start, end) in enumerate(blocks[:-1]):
        if end - start > MOST or not _is_text(labels, blocks[n + 1]) or _is_text(labels, (start, end)):
            continue
        above = labels[slice(*blocks[n - 1])] if n else ()
        if (n == 0 and trails) or (n and set(above) <= HEAD):
            yield start, end


def _is_text(labels: Sequence[str], block: Run) -> bool:
    return any(label in BODY and label != "X" for label in labels[slice(*block)])


def _names(block: Run, lines: Sequence[Line], language: str) -> bool:
    """Whether a block reads as the name of somebody who wrote."""
    text = wrapped_text(lines, range(*block))
    said = credits.standalone(text, language) if len(text) <= LONGEST else None
    if said is None or said.score < READS or not said.authors:
        return False
    return any(one.role != PHOTOGRAPHER and " " in one.name for one in said.authors)


def _is_office(block: Run, lines: Sequence[Line]) -> bool:
    """Whether a block is a few capitalised words, as the name of an office is."""
    words = wrapped_text(lines, range(*block)).split()
    if not 1 < len(words) <= WORDS or block[1] - block[0] > 1:
        return False
    return all(word[0].isupper() and word[-1].isalpha() or word in _SMALL for word in words) and words[0] not in _SMALL
