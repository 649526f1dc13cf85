"""Printed lines put together again that a reader of PDF pages has run together or broken within a block.

The problem: readers that gather print into blocks (``pdftotext`` without options) do three things to a printed line. They
swallow the hyphen at its end and set the block's next line, often another column's, straight after it (``on behalf of the
garfarm``); they give lines of neighbouring columns as one (:mod:`tasks.reflow.order.abreast`, of Latin print
:mod:`tasks.reflow.order.side_by_side`); they break a loosely justified
line at its wide blanks. What is known without any picture:

1. *The measure.* A block's lines fill one width; the one that explains most of its lines is taken (:func:`_measure`).
2. *Too long.* A line wider than the measure was run together inside a word near the measure, best one that no lexicon holds.
3. *Too short.* Pieces in a row that fill no more than one line together are one line.

Left alone: pages without blank lines (no blocks), pages whose lines keep their hyphens, blocks of no clear measure; and
too long lines of pages that no reader of PDF gave, where few are twice as long as the others (:data:`GLUED`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.order.abreast import part_abreast
from tasks.reflow.order.continuity import SENTENCE_END
from tasks.reflow.order.follows import end, start, text_signs
from tasks.reflow.order.side_by_side import GoesOn, part_side_by_side
from tasks.reflow.order.weaves import weights as follow_weights
from tasks.reflow.words.lexicon import has_lexicon, known

BLOCKS = 3
"""Blocks that a dump must have to be one in blocks."""
LINES = 3
"""Lines that a block must have for its measure to be judged."""
FULL, LOOSE, OVER = 0.8, 0.7, 1.15
"""A line's share of its measure: nearly all lines have more than the first, loosely set ones (in letters of their natural
width) the second, none the third; found by looking at narrow columns, where a book face's widths err most."""
NARROW = 22.0
"""The measure in cells below which columns are so narrow that justification tears their lines to pieces."""
KEPT = 0.012
"""The share of lines within blocks that may end in a hyphen where hyphens are swallowed: compounds that end a line."""
GLUED, TWICE = 0.07, 1.6
"""The least share of a dump's lines that are found run together, counted where a line is so many measures long, for hyphens
to be taken as swallowed where no form feed tells a reader of PDF: one line in ten and more of pages in narrow columns. Of
undivided words up to 0.05, where a headline stands in the block or the right edge is ragged: such words stay whole."""
TOP = 3
"""Lines at a block's top among which a headline may stand."""
AHEAD = 8
"""Lines below among which the other half of a divided word is looked for: more columns are not woven into one block."""

_HYPHEN_END = re.compile(r"[^\W\d_]-$")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"[^\W\d_]*")
_LAST = re.compile(r"[^\W\d_]*$")
_OPENING = "“‘„«‹(['’\""
_MARK = re.compile(r"[.,;:!?]")
_VOWEL = re.compile(r"[aeiouyäöüáàâéèêëíîïóôúûùœæ]", re.IGNORECASE)

Cuts = frozenset[int]
"""Source offsets after which a word goes on in another line, its hyphen swallowed."""


def mend(rows: Sequence[Row], wide: bool, language: str, fed: bool = True) -> tuple[list[Row], Cuts]:
    """The printed lines of a dump that comes in blocks.

    Args:
        rows: the dump's lines, none of their blanks closed yet.
        wide: whether the page is set in full-width characters.
        language: the page's BCP 47 tag.
        fed: whether a form feed tells that a reader of PDF gave the dump.

    Returns:
        The printed lines, and where words were found to go on from one to another.
    """
    at = [0, *(i for i in range(1, len(rows)) if rows[i].gap), len(rows)]
    if len(at) <= BLOCKS:
        return list(rows), frozenset()
    stripped = [row if (text := row.text.strip()) is row.text else replace(row, text=text) for row in rows]
    blocks = [stripped[a:z] for a, z in pairwise(at)]
    if wide:
        return part_abreast(blocks), frozenset()
    inner = [row.text.text for block in blocks for row in block[:-1]]
    if sum(bool(_HYPHEN_END.search(text)) for text in inner) > KEPT * len(inner) + 1:
        return list(rows), frozenset()
    cuts: set[int] = set()
    beside = [part_side_by_side(block, language, _goes_on(language), cuts) for block in blocks]
    alone = [block for block, parted in zip(blocks, beside, strict=True) if parted is None]
    glued: set[int] = set()
    apart, twice = zip(*(_part_glued(block, language, glued) for block in alone), strict=True) if alone else ((), ())
    if fed or sum(twice) >= GLUED * sum(len(block) for block in alone):
        cuts |= glued
        alone = list(apart)
    left = iter([_join_pieces(block, cuts) for block in alone])
    out = [row for parted in beside for row in (next(left) if parted is None else parted)]
    return out, frozenset(cuts)


def _goes_on(language: str) -> GoesOn:
    """How likely a line goes on from another, by what stands at their edges alone."""
    learned = follow_weights("narrow")
    return lambda before, after: sum(
        [learned.get(name, 0.0) for name in text_signs(end(before, language, False), start(after, language), language)]
    )


def _measure(widths: Sequence[float]) -> float | None:
    """The width that explains most of a block's lines: as lines of one column, or as two or three run together."""

    def explained(measure: float) -> float:
        return sum(_explained(width / measure) for width in widths)

    best = max(sorted(set(widths)), key=explained, default=None)
    if best is None or len(widths) < LINES or explained(best) < 0.45 * sum(w > best * LOOSE for w in widths):
        return None
    near = sorted(w for w in widths if FULL * best <= w <= 1.12 * best)
    return near[len(near) // 2] if len(near) > 1 else None


def _explained(share: float) -> float:
    """What a line of this share of the measure speaks for it."""
    for limit, worth in ((LOOSE, 0.0), (0.85, 0.4), (1.06, 1.0), (1.22, -0.7), (3.2, 0.3)):
        if share <= limit:
            return worth
    return -1.0


def _part_glued(rows: Sequence[Row], language: str, cuts: set[int]) -> tuple[list[Row], int]:
    """Lines that were run together at a swallowed hyphen, apart, and how many were as long as ``TWICE`` the measure.

    Where each is cut is added to ``cuts``.
    """
    widths = [set_width(row.text.text) for row in rows]
    measure = _measure(widths)
    if measure is None:
        return list(rows), 0
    single = sum(FULL <= w / measure <= 1.12 for w in widths)
    double = sum(1.76 <= w / measure <= 2.16 for w in widths)
    doubtful = double > 2 and double * 2 > single  # another column of twice the measure may be in the block
    out: list[Row] = []
    twice = 0
    for i, row in enumerate(rows):
        piece = i > 0 and widths[i - 1] < LOOSE * measure and not SENTENCE_END.search(rows[i - 1].text.text)
        indent = widths[i - 1] + 0.5 if piece and measure < NARROW else 0.0
        text, gap = row.text, row.gap
        below = rows[i + 1 : i + AHEAD]
        head = i < TOP and _is_head(text.text, below)
        while not head and set_width(text.text) + indent > measure * OVER:
            place = _place(text.text, measure, below, language, doubtful)
            if place is None and indent:
                place = _place(text.text, measure - indent, below, language, True)
            if place is None or not _may_part(text.text, place, measure, below, language):
                break
            out.append(Row(text[:place], gap, row.left))
            cuts.add(text.ends[place - 1])
            twice += set_width(text.text) >= TWICE * measure
            text, gap, indent = text[place:], 0, 0.0
        out.append(Row(text, gap, row.left))
    return out, twice


def _is_head(text: str, below: Sequence[Row]) -> bool:
    """Whether a line near a block's top may be a headline's: no mark in it, and a capital after it."""
    return not _MARK.search(text) and bool(below) and below[0].text.text[0].isupper()


def _may_part(text: str, place: int, measure: float, below: Sequence[Row], language: str) -> bool:
    """Whether what is left of a line is as wide as one, ends its paragraph, or was no part of its word."""
    rest = set_width(text[place:])
    if rest >= LOOSE * measure or SENTENCE_END.search(text) or text[-1] in ":,)”":
        return True
    if measure < NARROW and rest + (set_width(below[0].text.text) if below else measure) <= measure:
        return True
    left, right = _LAST.search(text[:place]), _FIRST.match(text[place:])
    return not _is_word((left.group() if left else "") + (right.group() if right else ""), language)


def _is_word(text: str, language: str) -> bool:
    """Whether letters may be one word; where no lexicon tells, any may."""
    return not has_lexicon(language) or known(text.lower(), language)


def _place(text: str, measure: float, below: Sequence[Row], language: str, doubtful: bool) -> int | None:
    """Where inside a word a line of this measure ended; None where no word stands there."""
    best, worth = None, -9.0
    for found in _LETTERS.finditer(text):
        first, last = found.span()
        if set_width(text[:last]) < measure * LOOSE:
            continue
        if set_width(text[:first]) > measure * 1.12:
            break
        whole = _is_word(found.group(), language)
        if whole and found.group().isupper():  # capitals are headlines', which are not divided
            continue
        tight = first > 0 and not text[first - 1].isspace() and text[first - 1] not in _OPENING  # U.S.|based
        places = [(first, 0.5)] if tight else []
        if not whole:
            places += _within_unknown(text, first, last, below, language)
        elif not doubtful:
            places += [(at, _syllables(found.group(), at - first)) for at in range(first + 2, last - 2)]
        for at, score in places:
            fill = (set_width(text[:at]) + 0.67) / measure
            if 0.72 <= fill <= 1.17 and score - 3.0 * abs(fill - 0.97) > worth:
                best, worth = at, score - 3.0 * abs(fill - 0.97)
    return best


def _within_unknown(text: str, first: int, last: int, below: Sequence[Row], language: str) -> list[tuple[int, float]]:
    """Places in letters that are no word, with what speaks for each: a capital, a word after it, the other half below."""
    starts = [m.group() for row in below if (m := _FIRST.match(row.text.text)) and m.group()[:1].islower()]
    out = []
    for at in range(first + 2, last):
        left, right = text[first:at], text[at:last]
        camel = right[0].isupper() and left[-1].islower()
        if len(right) > 1 or camel:
            score = 0.5 + 2.0 * camel + _syllables(text[first:last], at - first)
            score += 0.3 * min(len(right), 6) if known(right.lower(), language) else -0.3
            score += 1.2 * any(known((left + more).lower(), language) for more in starts)
            out.append((at, score))
    return out


def _syllables(word: str, at: int) -> float:
    """Whether a word may be divided here, by the rule that most languages share: a consonant and a vowel come after."""
    if not _VOWEL.search(word[:at]) or not _VOWEL.search(word[at:]):
        return -0.8
    return 0.3 if not _VOWEL.match(word[at]) and _VOWEL.match(word[at + 1 : at + 2]) else 0.0


def _join_pieces(rows: Sequence[Row], cuts: set[int]) -> list[Row]:
    """Pieces of loosely justified lines put together: neighbours that fill no more than one line between them."""
    measure = _measure([set_width(row.text.text) for row in rows])
    if measure is None:
        return list(rows)
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        if last and _is_piece(last.text.text, row.text.text, measure) and last.text.ends[-1] not in cuts:
            out[-1] = Row(Traced.join([last.text, Traced.inserted(" ", row.text.starts[0]), row.text]), last.gap, last.left)
        else:
            out.append(row)
    return out


def _is_piece(before: str, after: str, measure: float) -> bool:
    """Whether two neighbours may be of one line: they fit into it, one of them is a word (in narrow columns, two).

    A capital by itself is an initial, which :mod:`tasks.reflow.words.initials` looks at.
    """
    if any(len(text) == 1 and text.isupper() for text in (before, after)):
        return False
    both = set_width(before) + set_width(after) + 0.5
    fewest = min(before.count(" "), after.count(" "))
    return both <= measure and fewest < (2 if measure < NARROW else 1) and not SENTENCE_END.search(before)
