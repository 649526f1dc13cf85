"""Pages of advertisements in Latin print, as at the end of a paper: each block is one, and what is set in display is text.

A column of news has headlines, and so has the one public notice below it. A page of advertisements has none: the words in
capitals over a shop's offer are its first, and libraries list them so. It is known by its words and by its blank lines:
some of its blocks read as notices, and most begin something, whole from heading to end. A dump that parts paragraphs or
headings has several blocks for each text.

Left alone: long blocks, as the story at a page's foot, and what goes on from one in the midst of a sentence; pages whose
lines have places, where the format or the type tells; Chinese print (``advertisements``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.features import SENTENCE_END

MANY, ONE_IN = 4, 10
"""Blocks that read as notices, at the least, and one in how many of the page's: OCR leaves few of their words whole."""
SURE = 0.5
"""How much a block reads as one."""
BLOCKS = 1.6
"""Blocks for each that may be a text by itself, at most: where they part paragraphs or headings, over 2."""
LONGEST = 1200
"""Characters of an advertisement, at most."""


def opened(labels: Sequence[str], lines: Sequence[Line], language: str) -> tuple[list[str], list[int]]:
    """The labels, with each advertisement of such a page as a text of its own, and the first lines of these.

    Args:
        labels: what the lines were read as.
        lines: the page's lines, blank lines between them as the dump has them.
        language: its BCP 47 tag.
    """
    out, firsts = list(labels), list[int]()
    if language.startswith("zh") or any(line.place for line in lines):
        return out, firsts
    blocks = list(pairwise([*(i for i, line in enumerate(lines) if not i or line.gap), len(lines)]))
    if len(blocks) > BLOCKS * _whole(blocks, labels):
        return out, firsts
    texts = {block: "\n".join(line.text.text for line in lines[slice(*block)]) for block in blocks}
    short = [block for block in blocks if len(texts[block]) <= LONGEST]
    long = {end for first, end in blocks if (first, end) not in short}
    notices = sum(credits.notice(texts[block], language) >= SURE for block in short)
    if notices < MANY or notices * ONE_IN < len(blocks):
        return out, firsts
    for first, end in short:
        own = [i for i in range(first, end) if labels[i] != "F"]
        if own and not (first in long and _goes_on(first, lines)):
            out[first:end] = ["P" if label in "AKMDXY" else label for label in labels[first:end]]
            out[own[0]] = "A"
            firsts.append(own[0])
    return out, firsts


def _whole(blocks: Sequence[tuple[int, int]], labels: Sequence[str]) -> int:
    """How many blocks may be texts by themselves: something begins with each, and none is the heading of the one below."""
    edges = [[label for label in labels[first:end] if label != "F"] for first, end in blocks]
    begun = [bool(own) and own[0] in "AKMD" for own in edges]
    heading = [{*own} <= {*"KMDY"} and below[:1] == ["A"] for own, below in pairwise([*edges, []])]
    return sum(begins and not heads for begins, heads in zip(begun, heading, strict=True))


def _goes_on(first: int, lines: Sequence[Line]) -> bool:
    """Whether a block goes on with the sentence of the one above."""
    return lines[first].text.text[:1].islower() and not SENTENCE_END.search(lines[first - 1].text.text)
