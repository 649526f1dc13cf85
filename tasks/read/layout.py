"""What a reader found → a page: blocks in reading order, their text, and where each word stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain, repeat
from math import inf
from statistics import median
from typing import Literal

from tasks.model.source import POINT, READ_BY_MACHINE, Box, SourceBlock, SourceLine, SourcePage, SourceWord
from tasks.model.trace import Span
from tasks.read.continued import continued, is_in_turn
from tasks.read.found import WIDE, FoundBlock, FoundLine, FoundPage, FoundWord, around
from tasks.read.heights import agreed, are_tight, evened, line_height
from tasks.read.listed import in_items
from tasks.read.order import reading_order
from tasks.read.pdf_uprights import from_the_right
from tasks.read.pictured import below_voids, captioned, set_apart
from tasks.read.placed import placed
from tasks.read.rebuilt import rebuilt
from tasks.read.specks import swept
from tasks.read.squares import Squares
from tasks.read.torn import rejoined
from tasks.read.uneven import evenly_set

Ordering = Literal["auto", "geometry", "given"]
"""Whose reading order counts: the format's own where people saw to it and else that of the boxes, or always one of them."""

IN_POINTS = ("alto", "page")
"""Formats that state the size of type in points, while their boxes are in another unit."""

BLANK = 0.3
"""White between two CJK characters from which it is a blank, in sizes of the type, over what the line has between all."""

FAR = 1.0
"""White between a CJK character and one of another script, or pieces of a number, that an engine read, from which it is a
blank: marks and figures are words of their own to it."""


def lay_out(page: FoundPage, ordering: Ordering = "auto") -> SourcePage:
    """A page with its text.

    Args:
        page: what the reader of its format found.
        ordering: ``given`` takes the format's reading order (PAGE's, else that of the file); ``geometry`` that of the boxes,
            as far as there are any; ``auto`` the one or the other, as the page is ``ordered`` or not.
    """
    by_boxes = ordering == "geometry" or (ordering == "auto" and not page.ordered)
    blocks = [block for block in page.blocks if any([line.words for line in block.lines])]
    for block in blocks:
        block.lines = [printed for line in block.lines if line.words for printed in _printed(line)]
    tight = page.unit != POINT and are_tight(line for block in blocks for line in block.lines)
    stated = _are_comparable(page, blocks)
    if not stated:
        for line in (line for block in blocks for line in block.lines):
            line.size = None
    blocks, specks = swept(blocks, tight) if page.as_read and by_boxes else (blocks, [])
    own = [line.size for block in blocks for line in block.lines if line.size] if page.as_read else []
    for block in blocks:
        _place(block, tight, stated, median(own) if own else 0.0)
    if by_boxes and page.format in READ_BY_MACHINE:
        free = [block for block in blocks if not block.listed]
        squares = Squares(free if page.as_read else [])
        free = rebuilt(free, tight) if page.as_read else free
        free = rejoined(free)
        squares.put_back(free)
        if page.as_read:
            free = evenly_set(free)
            captioned(free, page.pictures)
        blocks = free + [block for block in blocks if block.listed]
        for block in blocks:
            _place(block, tight, stated)
    ordered = _in_order(page, blocks, by_boxes, tight)
    if by_boxes and page.format == "pdf":
        below_voids(blocks)
        painted = blocks if is_in_turn(ordered, blocks) else ordered
        ordered = set_apart(continued(from_the_right(ordered, painted), painted))
    ordered = [*in_items(ordered), *specks]
    text, spans, words = _text_of(ordered, page.as_read)
    made, lines, at = list[SourceBlock](), list[SourceLine](), 0
    faces: dict[str, int] = {}
    for number, block in enumerate(ordered):
        first = at
        for line in block.lines:
            span = spans[at][0], spans[(at := at + len(line.words)) - 1][1]
            face = _face(line)
            index = None if face is None else faces.setdefault(face, len(faces))
            lines.append(SourceLine(span, line.box, line.size, line.id, number, line.upright, index))
        span = spans[first][0], spans[at - 1][1]
        made.append(SourceBlock(span, block.box, block.id, block.role, block.parent, block.listed))
    return SourcePage(
        page.number, page.label, page.width, page.height, page.unit, text,
        tuple(made), tuple(lines), tuple(words), page.format, zoned=page.zoned, faces=tuple(faces),
        damage=page.damage,
    )  # fmt: skip


def _face(line: FoundLine) -> str | None:
    """The face of most of a line's characters; None where most have none that is named."""
    faces = {word.face for word in line.words}
    if len(faces) == 1:
        return faces.pop()
    counts = Counter[str | None]()
    for word in line.words:
        counts[word.face] += len(word.text)
    return max(counts, key=counts.__getitem__)


def _printed(line: FoundLine) -> list[FoundLine]:
    """The lines that words stand on: several where the format knew but the words, and called all of them one line."""
    first, last = line.words[0].box, line.words[-1].box
    if line.upright or not first or not last or last.y < first.y + first.height:
        return [line]
    rows: list[list[FoundWord]] = [[]]
    for word in line.words:
        before = rows[-1][-1].box if rows[-1] else None
        if before and word.box and word.box.x < before.x and word.box.y + word.box.height / 2 > before.bottom:
            rows.append([])
        rows[-1].append(word)
    if len(rows) == 1:
        return [line]
    return [FoundLine(row, None, line.id, None) for row in rows]


def _are_comparable(page: FoundPage, blocks: list[FoundBlock]) -> bool:
    """Whether the sizes that are stated can stand beside those that are measured, or are stated of all lines.

    Engines refer to a style at the words that differ from their block, so that of most lines nothing is stated: ten points
    would stand beside forty pixels, and a line with one word in italics would seem a fourth of its neighbours' size.
    """
    if page.format not in IN_POINTS:
        return True
    lines = [line for block in blocks for line in block.lines]
    if not all(any(word.box for word in line.words) for line in lines):
        return True  # in one unit, or there is nothing to measure
    return all(line.size or any(word.size for word in line.words) for line in lines)


def _place(block: FoundBlock, tight: bool, stated: bool, body: float = 0.0) -> None:
    """Boxes and sizes of lines and blocks from those of their parts, where they have none of their own.

    Args:
        block: whose lines are to have places.
        tight: whether words' boxes are as high as their letters.
        stated: whether the sizes that the format states are taken.
        body: the usual size of the page's lines, where an engine states it.
    """
    for line in block.lines:
        line.box = line.box or around([word.box for word in line.words if word.box])
        if not line.size:
            sizes = [word.size for word in line.words if word.size and stated]
            line.size = median(sizes) if sizes else None
    if body and tight and all(line.size for line in block.lines):
        told = [line_height(line, tight) for line in block.lines]
        for line, height in zip(block.lines, agreed([line.size for line in block.lines], told, body), strict=True):
            line.size = height
    if not all([line.size for line in block.lines]):
        for line, height in zip(block.lines, evened([line_height(line, tight) for line in block.lines]), strict=True):
            line.size = line.size or height
    block.box = around([line.box for line in block.lines if line.box]) or block.box


def _in_order(page: FoundPage, blocks: list[FoundBlock], by_boxes: bool, tight: bool) -> list[FoundBlock]:
    if by_boxes and all(block.box for block in blocks):
        boxes = [block.box for block in blocks if block.box]
        uprights = sum(line.upright for block in blocks for line in block.lines)
        leftward = 2 * uprights > sum(len(block.lines) for block in blocks)
        sizes = [_type_height(block, page.unit == POINT, tight) for block in blocks]
        return [blocks[i] for i in reading_order(boxes, sizes, page.rules, slope(blocks), leftward)]
    given = sorted(blocks, key=lambda block: block.rank or 0)
    return placed(given) if page.zoned else given


def _type_height(block: FoundBlock, in_points: bool, tight: bool) -> float:
    """The height of a block's type in the page's unit: by the boxes, unless the unit is that of its sizes, too."""
    heights = [found for line in block.lines if line.box and (found := line.size if in_points else line_height(line, tight))]
    return median(heights) if heights else 0.0


def slope(blocks: list[FoundBlock]) -> float:
    """How far lines fall for each unit to the right: the page was scanned askew. 0 where too few lines tell."""
    slopes = []
    for block in blocks:
        for line in block.lines:
            if len(line.words) >= 4 and not line.upright:
                first, last = line.words[0].box, line.words[-1].box
                if first and last and last.x > (end := first.x + first.width):
                    slopes.append((last.y + last.height - (first.y + first.height)) / (last.x + last.width - end))
    found = median(slopes) if len(slopes) >= 10 else 0.0
    return found if abs(found) < 0.1 else 0.0


def _text_of(blocks: Sequence[FoundBlock], as_read: bool) -> tuple[str, list[Span], list[SourceWord]]:
    """The text of blocks, where each of their words stands in it, and the words.

    Args:
        blocks: in reading order.
        as_read: whether an engine read them.
    """
    found = [word for block in blocks for line in block.lines for word in line.words]
    if not found:
        return "", [], []
    texts, *known, _ = zip(*found, strict=True)
    plain, before = max(texts) < WIDE, list[str]()  # what stands before each word
    for block in blocks:
        apart = "\n\n" if before else ""
        for line in block.lines:
            before.append(apart)
            before += [" "] * (len(line.words) - 1) if plain else _blanks(line, as_read)
            apart = "\n"
    pieces = list(chain.from_iterable(zip(before, texts, strict=True)))
    places = [*accumulate(map(len, pieces))]
    spans = list(zip(places[::2], places[1::2], strict=True))
    return "".join(pieces), spans, list(map(tuple.__new__, repeat(SourceWord), zip(spans, *known, strict=True)))


def _blanks(line: FoundLine, as_read: bool) -> list[str]:
    """What stands before each word of a line but the first: a blank, or nothing where none begins with a CJK character."""
    if len(line.words) == 1 or max([word.text for word in line.words]) < WIDE:
        return [" "] * (len(line.words) - 1)
    size, usual = line_height(line, False) or 0.0, _usual_white(line)
    near, far = usual + BLANK * size, usual + FAR * size if as_read else -inf
    known = line.apart if len(line.apart) == len(line.words) - 1 else [None] * (len(line.words) - 1)
    pairs = zip(line.words, line.words[1:], known, strict=False)
    found = [_is_blank_between(a, b, near, far, line.upright) if apart is None else apart for a, b, apart in pairs]
    return [" " if blank else "" for blank in found]


def _is_blank_between(left: FoundWord, right: FoundWord, near: float, far: float, upright: bool) -> bool:
    """Whether a blank stands between two words of a line of Chinese.

    Args:
        left: the one.
        right: the other.
        near: the white up to which two CJK characters stand together, in the page's unit.
        far: the same of a CJK character and another, and of two pieces of a number; below nought, these never do.
        upright: whether the line runs downwards.
    """
    wide = (left.text[-1] >= WIDE) + (right.text[0] >= WIDE)
    if not wide and not (_is_piece(left.text) and _is_piece(right.text) and 1 in (len(left.text), len(right.text))):
        return True
    if not left.box or not right.box:
        return wide < 2
    return _white(left.box, right.box, upright) > (near if wide == 2 else far)


def _is_piece(text: str) -> bool:
    """Whether a word is figures and marks alone."""
    return not any(map(str.isalpha, text))


def _usual_white(line: FoundLine) -> float:
    """The white that two neighbours of this line have between them, in the page's unit; 0 where too few tell."""
    pairs = zip(line.words, line.words[1:], strict=False)
    whites = [_white(a.box, b.box, line.upright) for a, b in pairs if a.box and b.box]
    return max(0.0, median(whites)) if len(whites) > 3 else 0.0


def _white(left: Box, right: Box, upright: bool) -> float:
    return right.y - left.bottom if upright else right.x - left.right
