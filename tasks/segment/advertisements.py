"""Advertisements in display type, as old Chinese papers set them between the articles: each is one text, without a headline.

An article's sentences are parted by marks; an advertisement has none, whatever its lines hold: names of goods, prices, a few
characters a line in sizes that differ, each piece apart. Read line by line, such pieces look like headlines and texts in
turn, and what stands above and below is drawn in. So a long stretch of lines without one mark, in blocks that blank lines
part, is advertisements, if it says where a shop is or who sells. Each says that once: it ends with its address, or with its
firm; one that opens with its street corner ends with the firm, above the next corner, or where the stretch does. A block of
many words that ends with both may be a whole one. A headline that ends the stretch belongs to the text below it.

What a paper says of itself, its rates or how widely it is read, runs along the page's edge in one long line.

Left alone: stretches that no firm and no address closes (names of a prize list, results, verse); pages whose lines have
places, which part advertisements from articles; print in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tasks.model.page import Line
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_words import data, one_of
from tasks.segment.decision.labels import HEAD

LONGEST_HEADLINE = 9
"""Lines without a mark that may be a headline, with the title of its series, its writer and the end of the text above; half
of the pages of 1939 that it was chosen on have stretches of advertisements of 10 lines or more, and none of articles."""
HEADLINE_BLOCKS = 2
"""Blocks that the headline below a stretch is printed in, at most."""
WHOLE_LINES, WHOLE = 4, 12
"""Lines of a block that is an advertisement by itself, and characters above those that close it, at the least."""
OWN = 24
"""Characters of a line in which a paper speaks of itself, at the least: a headline of one line has fewer, or a mark."""
_MARKS = frozenset("，。、；：！？")
_CLAUSES = _MARKS - {"："}


def opened(labels: Sequence[str], lines: Sequence[Line], language: str) -> tuple[list[str], list[int]]:
    """The labels, with each advertisement as a text of its own, and the first lines of these.

    Args:
        labels: what the lines were read as.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    out, firsts = list(labels), list[int]()
    if not language.startswith("zh") or any(line.place for line in lines):
        return out, firsts
    for own in _own(labels, lines):
        out[own], labels = "A", [*labels[:own], "F", *labels[own + 1 :]]
        firsts.append(own)
        if out[own + 1 : own + 2] and out[own + 1] in "PQX":
            out[own + 1] = "A"
    for first, end in _stretches(labels, lines):
        blocks = _blocks(first, end, lines)
        told = [_Block.of(lines[a:b]) for a, b in blocks]
        last = len(blocks)
        if out[end : end + 1] == ["A"]:
            last -= _headline(blocks, told, out)
        if not any(block.closes for block in told[:last]) or sum(b - a for a, b in blocks[:last]) <= LONGEST_HEADLINE:
            continue
        for some in _parted(told[:last]):
            for k in some:
                begin, stop = blocks[k]
                out[begin:stop] = ["A" if k == some[0] else "P", *"Q" * (stop - begin - 1)]
            firsts.append(blocks[some[0]][0])
        after = blocks[last - 1][1]
        if out[after : after + 1] and out[after] in "PQX":
            out[after] = "A"  # what stands below is no part of the last one
    return out, firsts


def _own(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[int]:
    """The lines at the page's head and foot, by themselves, in which the paper speaks of itself."""
    head = next((i for i, label in enumerate(labels) if label != "F"), 0)
    for i in sorted({head, len(lines) - 1}):
        text = lines[i].text.text
        alone = (i == 0 or lines[i].gap) and (i + 1 == len(lines) or lines[i + 1].gap)
        if alone and len(text) >= OWN and _CLAUSES.isdisjoint(text) and _words().own.match(fold(text)):
            yield i


def _stretches(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where long stretches of whole blocks without a mark begin, and the line after each; the page's own lines end them."""
    first = 0
    for i in range(len(lines) + 1):
        if i < len(lines) and labels[i] != "F" and _MARKS.isdisjoint(lines[i].text.text):
            continue
        begin, end = first, i
        first = i + 1
        while 0 < begin < end and not lines[begin].gap and labels[begin - 1] != "F":
            begin += 1  # the end of the text above
        while end > begin and end < len(lines) and not lines[end].gap and labels[end] != "F":
            end -= 1  # the beginning of the text below
        if end - begin > LONGEST_HEADLINE:
            yield begin, end


def _blocks(first: int, end: int, lines: Sequence[Line]) -> list[tuple[int, int]]:
    begins = [first, *(i for i in range(first + 1, end) if lines[i].gap)]
    return list(zip(begins, [*begins[1:], end], strict=True))


@dataclass(frozen=True, slots=True)
class _Block:
    """What the words of some lines that stand together say: ``where`` a shop is, by whom something is ``sold``.

    ``corner`` says that they are no more than a street corner, or open with one, ``whole`` that they say much else before.
    """

    where: bool
    sold: bool
    corner: bool
    whole: bool

    @property
    def closes(self) -> bool:
        """Whether it may be an advertisement's last."""
        return self.where or self.sold

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Block:
        """What these lines say."""
        known = _words()
        texts = [fold(line.text.text).strip("●◆▲·.…() ") for line in lines]
        whole = "".join(texts)
        called = known.where.search(whole)
        corners = [known.corner.search(text) for text in (*texts, whole)]
        sold = any(known.sold.search(text) for text in (*texts, whole))
        first = next((n for n, text in enumerate(texts) if known.closes(text)), 0)
        above = min(len("".join(texts[:first])), called.start() if called else len(whole))
        return cls(
            called is not None or any(corners),
            sold,
            called is None and (corners[0] or corners[-1]) is not None,
            len(texts) >= WHOLE_LINES and above >= WHOLE,
        )


class _Known(NamedTuple):
    where: re.Pattern[str]
    corner: re.Pattern[str]
    sold: re.Pattern[str]
    own: re.Pattern[str]

    def closes(self, text: str) -> bool:
        """Whether a line may be an advertisement's last."""
        return any(some.search(text) for some in (self.where, self.corner, self.sold))


@lru_cache(maxsize=1)
def _words() -> _Known:
    known = data()["advertisement"]
    return _Known(
        re.compile(one_of(known["where"])),
        re.compile(known["corner"]),
        re.compile(known["sold"]),
        re.compile(one_of(known["own"])),
    )


def _headline(blocks: Sequence[tuple[int, int]], told: Sequence[_Block], labels: Sequence[str]) -> int:
    """How many blocks at a stretch's end are the headline of the text below it."""
    held = 0
    for block, says in zip(blocks[: -HEADLINE_BLOCKS - 1 : -1], told[::-1], strict=False):
        if says.closes or not {*labels[slice(*block)]} <= HEAD:
            break
        held += 1
    return held


def _parted(blocks: Sequence[_Block]) -> Iterator[list[int]]:
    """The blocks of each advertisement, by number."""
    mine: list[int] = []
    for i, block in enumerate(blocks):
        mine.append(i)
        first, below = blocks[mine[0]], blocks[i + 1 : i + 2]
        if below and below[0].corner and (block.sold or first.corner) and i + 2 < len(blocks):
            yield mine  # a corner that opens the next one
            mine = []
        elif any(other.closes and not (other.whole and block.closes) for other in below):
            continue
        elif block.sold or block.where and (block.whole or len(mine) > 1) and (first.whole or not first.where):
            yield mine
            mine = []
    if mine:
        yield mine
