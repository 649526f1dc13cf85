"""Printed lines put together again that a reader of PDF pages has run together or broken within a block.

The problem: readers that gather print into blocks (``pdftotext`` without options) do three things to a printed line. They
swallow the hyphen at its end and set the next line of the block, often another column's, straight after it (``on behalf of
the garfarm``); they give the lines of neighbouring columns that stand at one height as one line (full-width print, a blank
between them); they break a loosely justified line at its wide blanks. What is known without any picture:

1. *The measure.* A block's lines fill one width; the one that explains most of its lines is taken (:func:`_measure`).
2. *Too long.* A line wider than the measure was run together: in Latin print inside a word near the measure, best one that
   no lexicon holds; in full-width print at a blank that leaves lines of the measure on either side.
3. *Too short.* Pieces in a row that fill no more than one line together are one line.

Left alone: pages without blank lines (no blocks), pages whose lines keep their hyphens, blocks of no clear measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tasks.model.trace import Traced
from tasks.reflow.lexicon import has_lexicon, known
from tasks.reflow.rows import Row, set_width

LINES = 3
"""Lines that a block must have for its measure to be judged."""
NARROW = 22.0
"""The measure in cells below which columns are so narrow that justification tears their lines to pieces."""
SLACK = 1.6
"""Cells by which lines of one measure differ in full-width print: a mark set close, a digit."""
NARROWEST = 12.0
"""Cells of the narrowest column that full-width print is set in: six characters."""
SHARED = 4
"""Lines that must fill a width for it to be one of the page's measures."""
KEPT = 0.012
"""The share of lines within blocks that may end in a hyphen where hyphens are swallowed: compounds that end a line."""
SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)\]〕】»›“ ]*$")
_BETWEEN = re.compile(r"(?<=\S)\s+(?=\S{3})|(?<=\S{3})\s+(?=\S)")
"""Blanks beside three characters that stand together; blanks between single ones space a line out."""
_WIDE_MARK = re.compile("[，。、；：？！]")
_HYPHEN_END = re.compile(r"[^\W\d_]-$")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"[^\W\d_]*")
_OPENING = "“‘„«‹(['’\""
_LAST = re.compile(r"[^\W\d_]+$")
_MARK = re.compile(r"[.,;:!?]")
_VOWEL = re.compile(r"[aeiouyäöüáàâéèêëíîïóôúûùœæ]", re.IGNORECASE)

Cuts = frozenset[int]
"""Source offsets after which a word goes on in another line, its hyphen swallowed."""


def mend(rows: Sequence[Row], wide: bool, language: str) -> tuple[list[Row], Cuts]:
    """The printed lines of a dump that comes in blocks.

    Args:
        rows: the dump's lines, none of their blanks closed yet.
        wide: whether the page is set in full-width characters.
        language: the page's BCP 47 tag.

    Returns:
        The printed lines, and where words were found to go on from one to another.
    """
    blocks = [(a, z) for a, z in pairwise([0, *(i for i in range(1, len(rows)) if rows[i].gap), len(rows)]) if a < z]
    if len(blocks) < LINES:
        return list(rows), frozenset()
    stripped = [Row(row.text.strip(), row.gap, row.left, row.blanks) for row in rows]
    if wide:
        usual = page_measures([set_width(row.text.text, True) for row in stripped if " " not in row.text.text])
        return [row for a, z in blocks for row in _part_merged(stripped[a:z], usual)], frozenset()
    inner = [row.text.text for a, z in blocks for row in stripped[a : z - 1]]
    if sum(bool(_HYPHEN_END.search(text)) for text in inner) > KEPT * len(inner) + 1:
        return list(rows), frozenset()
    out: list[Row] = []
    cuts: set[int] = set()
    for a, z in blocks:
        out += _join_pieces(_unglue(stripped[a:z], language, cuts), cuts)
    return out, frozenset(cuts)


def _measure(widths: Sequence[float]) -> float | None:
    """The width that explains most of a block's lines: as lines of one column, or as two or three run together."""

    def explained(measure: float) -> float:
        total = 0.0
        for width in widths:
            share = width / measure
            total += 1.0 if 0.85 <= share <= 1.06 else 0.4 if 0.7 <= share < 0.85 else 0.0 if share < 0.7 else 0.0
            total += 0.3 if 1.22 <= share <= 3.2 else -0.7 if 1.06 < share < 1.22 else -1.0 if share > 3.2 else 0.0
        return total

    best = max(sorted(set(widths)), key=explained, default=None)
    if best is None or len(widths) < LINES or explained(best) < 0.45 * sum(w > best * 0.7 for w in widths):
        return None
    near = sorted(w for w in widths if 0.8 * best <= w <= 1.12 * best)
    return near[len(near) // 2] if len(near) > 1 else None


def _unglue(rows: Sequence[Row], language: str, cuts: set[int]) -> list[Row]:
    """Lines that were run together at a swallowed hyphen, apart."""
    widths = [set_width(row.text.text) for row in rows]
    measure = _measure(widths)
    if measure is None:
        return list(rows)
    single = sum(0.8 <= w / measure <= 1.12 for w in widths)
    double = sum(1.76 <= w / measure <= 2.16 for w in widths)
    out: list[Row] = []
    for i, row in enumerate(rows):
        nexts = [m.group() for r in rows[i + 1 : i + 8] if (m := _FIRST.match(r.text.text))]
        text, gap = row.text, row.gap
        piece = i > 0 and widths[i - 1] < 0.7 * measure and not SENTENCE_END.search(rows[i - 1].text.text)
        indent = widths[i - 1] + 0.5 if piece and measure < NARROW else 0.0
        after = widths[i + 1] if i + 1 < len(rows) else measure
        while set_width(text.text) > measure * 1.15 or (indent and set_width(text.text) + indent > measure * 1.15):
            place = _place(text.text, measure, nexts, language, double * 2 > single)
            if place is None and indent:
                place = _place(text.text, measure - indent, nexts, language, True)
            if place is None or (i < 3 and _is_head(text.text, rows[i + 1 : i + 2])) or not _may_part(text.text, place, measure, after, language):
                break
            out.append(Row(text[:place], gap, row.left))
            cuts.add(text.ends[place - 1])
            text, gap, indent = text[place:], 0, 0.0
        out.append(Row(text, gap, row.left))
    return out


def _is_head(text: str, following: Sequence[Row]) -> bool:
    """Whether a line near a block's top may be a headline's: no mark in it, and a capital after it."""
    return not _MARK.search(text) and bool(following) and following[0].text.text[0].isupper()


def _may_part(text: str, place: int, measure: float, after: float, language: str) -> bool:
    """Whether what is left of a line is as wide as one, ends its paragraph, or was no part of its word."""
    rest = set_width(text[place:])
    if rest >= 0.7 * measure or (measure < NARROW and rest + after <= measure) or SENTENCE_END.search(text) or text[-1] in ":,)”":
        return True
    left, right = _LAST.search(text[:place]), _FIRST.match(text[place:])
    return not known(((left.group() if left else "") + (right.group() if right else "")).lower(), language)


def _place(text: str, measure: float, nexts: Sequence[str], language: str, doubtful: bool) -> int | None:
    """Where inside a word a line of this measure ended; None where no word stands there."""
    best, worth = None, -9.0
    for found in _LETTERS.finditer(text):
        first, last = found.span()
        if set_width(text[:last]) < measure * 0.7:
            continue
        if set_width(text[:first]) > measure * 1.12:
            break
        word = found.group()
        whole = known(word.lower(), language)
        joined = first > 0 and not text[first - 1].isspace() and text[first - 1] not in _OPENING
        if whole and word.isupper():
            continue
        for at in [*([first] if joined else []), *range(first + 2, last)]:
            fill = (set_width(text[:at]) + 0.67) / measure
            if not 0.72 <= fill <= 1.17:
                continue
            score = -3.0 * abs(fill - 0.97) + (0.5 if at == first else _syllables(word, at - first))
            camel = text[at].isupper() and text[at - 1].islower()
            if at == last - 1 and not camel:
                continue
            if at == first:
                pass
            elif not whole:
                left, right = text[first:at].lower(), text[at:last]
                score += 0.3 * min(len(right), 6) if known(right.lower(), language) else -0.3
                score += 0.5 + 2.0 * camel
                score += 1.2 * any(known(left + more.lower(), language) for more in nexts if more[:1].islower())
            elif doubtful or last - at < 3:
                continue
            if score > worth:
                best, worth = at, score
    return best


def _syllables(word: str, at: int) -> float:
    """Whether a word may be divided here, by the rule that most languages share: a consonant and a vowel come after."""
    if not _VOWEL.search(word[:at]) or not _VOWEL.search(word[at:]):
        return -0.8
    return 0.3 if not _VOWEL.match(word[at]) and _VOWEL.match(word[at + 1]) else 0.0


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
    both = set_width(before) + set_width(after) + 0.5
    fewest = min(before.count(" "), after.count(" "))
    return both <= measure and fewest < (2 if measure < NARROW else 1) and not SENTENCE_END.search(before)


def page_measures(widths: Sequence[float]) -> list[float]:
    """The widths that lines of a page in full-width print fill: those that several lines share and that few just exceed."""
    out: list[float] = []
    for width in sorted({w for w in widths if w >= 10}, reverse=True):
        if sum(width - SLACK <= w <= width for w in widths) >= SHARED and all(m - width > SLACK for m in out):
            out.append(width)
    return out


def _part_merged(rows: Sequence[Row], usual: Sequence[float]) -> list[Row]:
    """Lines of neighbouring columns that were given as one, apart at the blanks between them."""
    texts = [row.text.text for row in rows]
    if len(rows) < 2 or not any(" " in text for text in texts):
        return list(rows)
    parted = _parted(rows, texts)
    single = [set_width(row.text.text, True) for row in parted if " " not in row.text.text]
    most = max(single, default=0.0) + SLACK
    out: list[Row] = []
    for row in parted:
        text = row.text.text
        if " " in text and _solid(text) > most and single and usual and _WIDE_MARK.search(text):
            at = _parts(text, usual)[1]
            pieces = [(row.text[a:z].strip(), k) for k, (a, z) in enumerate(pairwise([*at, len(row.text)]))]
            out += [Row(piece, 0 if k else row.gap, row.left) for piece, k in pieces if piece]
        else:
            out.append(row)
    return out


def _parted(rows: Sequence[Row], texts: Sequence[str]) -> list[Row]:
    """Lines apart at the blanks that leave pieces of the block's one measure."""
    options = sorted({_solid(piece) for text in texts for piece in (text, *text.split())})
    options = [width for width in options if width >= NARROWEST]
    best, places, worth = 0.0, [[0] for _ in rows], 0.0
    for measure in options:
        tried = [_parts(text, (measure,)) for text in texts]
        total = sum(score for score, _ in tried)
        if total > worth + 0.05:
            best, places, worth = measure, [at for _, at in tried], total
    if not best or worth < 0.4 * len(rows):
        return list(rows)
    out: list[Row] = []
    for row, at in zip(rows, places, strict=True):
        if not _WIDE_MARK.search(row.text.text):  # a headline's phrases
            out.append(row)
            continue
        for k, (a, z) in enumerate(pairwise([*at, len(row.text)])):
            piece = row.text[a:z].strip()
            if piece:
                out.append(Row(piece, row.gap if k == 0 else 0, row.left))
    return out


def _parts(text: str, measures: Sequence[float]) -> tuple[float, list[int]]:
    """The best places to cut a line for these measures, and what its pieces are worth together."""
    edges = [0, *(m.end() for m in _BETWEEN.finditer(text)), len(text)]
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for z in range(1, len(edges)):
        options = []
        for a in range(max(0, z - 6), z):
            piece = text[edges[a] : edges[z]].strip()
            worth = max(_filling(piece, measure, z == len(edges) - 1) for measure in measures)
            options.append((best[a][0] + worth, [*best[a][1], edges[a]]))
        best.append(max(options, key=lambda option: (option[0], -len(option[1]))))
    return best[-1]


def _solid(text: str) -> float:
    """A line's width in full-width print without its blanks, which justification puts in as it likes."""
    return set_width("".join(text.split()), True)


def _filling(piece: str, measure: float, last: bool) -> float:
    short = measure - _solid(piece)
    if short < -SLACK:
        return -1.5
    if short <= 2.2:
        return 1.0
    if short <= 6.2:
        return 0.5
    return 0.05 if SENTENCE_END.search(piece) or piece[-1] in "）)" or last else -0.6
