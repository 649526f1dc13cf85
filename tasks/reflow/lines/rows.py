"""From clean text to printed lines: pieces put together, blanks of justification closed, marks brought home.

The problem: a dump's line is not always a printed line. MuPDF breaks a loosely justified line at its wide blanks, poppler
gives a closing mark a line of its own, typesetters space letters out to fill a line, and every extractor turns the white
around full-width brackets and digits into blanks. What is done here needs no knowledge of articles:

1. ``join-pieces``: a line that ends in a blank goes on in the next line (MuPDF's manner; believed only on pages where most
   lines do *not* end so, and not between two Latin words of full-width print that are wider together than any line near);
2. ``join-closing-mark``: no printed line of Chinese begins with a closing mark, so a dump's line that does is the rest of
   the line above; and where one ends in a closing mark and the next opens with an opening one, poppler has cut a line at
   marks set close, if both together fill the measure and no more;
3. ``close-letter-spacing``: single letters or characters between single blanks, a whole stretch of them (of figures alone in
   Latin print it is a table's row);
4. ``close-blank``: blanks between full-width characters, or between one and a digit;
5. ``fold-blanks``: several blanks between Latin words are one, a plain one.

Left alone: single blanks between Latin words, between a full-width character and a Latin word, and in Korean, whose words
are full-width and stand apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from tasks.model.ledger import Edit
from tasks.model.trace import Traced

WIDE = (
    r"\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf"
    r"\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
)
"""Characters that take two cells, as a class for regular expressions."""
QUOTES = "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7"
"""Marks that are full-width in Chinese print and narrow in Latin print: ‘ ’ “ ” — … ·"""

_WIDE = re.compile(f"[{WIDE}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_QUOTES = re.compile(f"[{QUOTES}]")
_ALL_WIDE = re.compile(f"[{WIDE}]*")
_MAY_BE_WIDE = re.compile("[\u0378-\U0010ffff]")  # below, no character takes two cells
_BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_HAN = re.compile("[\u4e00-\u9fff]+")
_MANY = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{2}")
_CLOSERS = "\u201d\u2019」』》〉）】〕｝，。、；：？！"
_OPENERS = "\u201c\u2018「『《〈（【〔"
_STOPS = "。！？）】"
AROUND = 4
"""Lines above and below by which a column's measure is told, where it is asked for before lines are whole."""
INDENT = 4.0
"""Cells by which the first line of a paragraph in full-width print is set in: two ems."""
_LATIN_END = re.compile("[A-Za-z.,;:]\\s+$")
_ONE_BY_ONE = re.compile(" . . ")  # what every stretch of letters spaced out has
_ODD = re.compile(f"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{WIDE}]")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_] ){3,}[^\W_](?![^\W_])")


_CLASSES = {  # advance in thousandths of an em, as Times sets it
    250: " .,",
    278: "ijlt:;/|",
    333: "fr-I()[]!’‘'\u00ad",
    389: "sJ",
    444: 'acez?“”„«»"',
    500: "bdghknopquvxy0123456789–ß",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw&",
    778: "m",
    889: "M",
    944: "W",
    1000: "—…",
}
_ADVANCE = {char: width / 500 for width, chars in _CLASSES.items() for char in chars}


class _Advances(dict[str, float]):
    """How wide characters are, each told when it is first met: asking a dict is half the time of asking a cache."""

    most = 50_000  # characters that are kept: no newspaper has more, a hostile page may

    def __missing__(self, char: str) -> float:
        """A full-width character, or an accented letter, which is as wide as its base."""
        wide = _WIDE.match(char)
        width = 2.0 if wide else _ADVANCE.get(unicodedata.normalize("NFD", char)[0], 1.0)
        if len(self) < self.most:
            self[char] = width
        return width


class _Told(dict[str, bool]):
    """Whether something holds of characters, each asked about when it is first met."""

    def __init__(self, asked: Callable[[str], bool]) -> None:
        """By what tells."""
        self.asked = asked

    def __missing__(self, char: str) -> bool:
        """Ask, and remember."""
        told = self.asked(char)
        if len(self) < _Advances.most:
            self[char] = told
        return told


takes_two = _Told(lambda char: unicodedata.east_asian_width(char) in "WF").__getitem__  # by Unicode
_is_wide = _Told(lambda char: _WIDE.match(char) is not None).__getitem__
_advance = _Advances((char, width) for char, width in _ADVANCE.items() if not _WIDE.match(char)).__getitem__


class Row(msgspec.Struct, frozen=True):
    """A printed line: its text, the blank lines above it, its left edge in cells, and where blanks were closed in it.

    ``beside`` says that it was cut off a dump's line whose part to the left is the row before.
    """

    text: Traced
    gap: int
    left: int
    blanks: tuple[int, ...] = ()
    beside: bool = False


def cells(text: str) -> int:
    """The width of a text in cells: a full-width character takes two.

    >>> cells("第5版"), cells("Seite 5")
    (5, 7)
    """
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text))


@lru_cache(maxsize=4096)  # most lines are asked about several times in a row
def set_width(text: str, wide: bool = False) -> float:
    """The width of a text as set in a newspaper's body type, in cells (half an em): what a line's filling is judged by.

    Full-width characters are two cells, and on a ``wide`` page so are the quotes and dashes it shares with Latin print; for
    the others the widths of a book face (Times) stand for all, since what counts is
    that ``i`` is narrow and ``M`` is wide.

    >>> set_width("第5版"), set_width("illi") < set_width("mama")
    (5.0, True)
    """
    if text > "\u10ff" and _ALL_WIDE.fullmatch(text):
        return 2.0 * len(text)  # as the sum below, which is exact
    width = sum(map(_advance, text))
    if wide and (marks := _QUOTES.findall(text)):
        width += sum(2.0 - _advance(c) for c in marks)
    return round(width, 1)


def is_wide(char: str) -> bool:
    """Whether a character is full-width."""
    return _is_wide(char)


def printed_rows(text: Traced) -> list[Row]:
    """The dump's lines with text, as they stand (their own blanks at the end included), and the blank ones above each."""
    rows: list[Row] = []
    gap = at = 0
    for line in text.text.split("\n"):
        end = at + len(line)
        bare = line.lstrip()
        if bare:
            left = len(line) - len(bare)
            rows.append(Row(text[at + left : end], gap, cells(line[:left]) if left else 0))
            gap = 0
        elif len(line) != 1 or not (rows and _is_upright(rows[-1])):
            gap += 1
        at = end + 1
    return rows


def _is_upright(row: Row) -> bool:
    """Whether a row is one full-width character: a blank alone below it was printed between two phrases set upright."""
    return len(row.text) <= 2 and _WIDE.match(row.text.text) is not None


def join_pieces(rows: Sequence[Row]) -> list[Row]:
    """Rows put together where one piece of a printed line ends in a blank and the next piece goes on."""
    open_ends = sum(row.text.text[-1].isspace() for row in rows)
    believed = 0 < open_ends * 2 < len(rows)
    out: list[Row] = []
    for i, row in enumerate(rows):
        last = out[-1] if out else None
        open_ = believed and last is not None and row.gap == 0 and last.text.text[-1].isspace()
        if last and open_ and not _wraps_between_words(last.text.text, rows, i):
            out[-1] = Row(last.text + row.text, last.gap, last.left, (), last.beside)
        elif last and row.gap == 0 and row.text.text[0] in _CLOSERS and _wide_end(last.text.text):
            out[-1] = Row(last.text.strip() + row.text, last.gap, last.left, (), last.beside)
        else:
            out.append(row)
    return out


def _wraps_between_words(above: str, rows: Sequence[Row], i: int) -> bool:
    """Whether the blank before row ``i`` is where a column's line was full, between two Latin words of full-width print.

    ``above`` is the line that ends in it. One line of both would be wider than all that stand around it.
    """
    row = rows[i].text.text
    if not (_LATIN_END.search(above) and row[0].isascii() and row[0].isalpha() and _WIDE.search(above + row)):
        return False
    around = [*rows[max(0, i - 1 - AROUND) : max(0, i - 1)], *rows[i + 1 : i + 1 + AROUND]]
    whole = [set_width(near.text.text.strip(), True) for near in around if not near.text.text[-1].isspace()]
    return bool(whole) and set_width(above + row.rstrip(), True) > max(whole) + INDENT


def close_marks(rows: Sequence[Row]) -> list[int]:
    """The rows that open with an opening mark right below one that ends in a closing mark."""
    return [
        i
        for i, (above, row) in enumerate(pairwise(rows), 1)
        if row.gap == 0 and row.text.text[0] in _OPENERS and above.text.text[-1] in _CLOSERS
    ]


def join_close_marks(rows: Sequence[Row], measure: Mapping[int, float | None]) -> list[Row]:
    """Rows put together that were cut between two marks: ``……码放，`` and ``“仿佛……`` of one printed line.

    ``measure`` is that of the lines above each of :func:`close_marks`.
    """
    out: list[Row] = []
    for i, row in enumerate(rows):
        most = measure.get(i)
        if most and _cut_at_marks(out[-1].text.text, row.text.text, most):
            last = out[-1]
            blanks = (*last.blanks, *(len(last.text) + b for b in row.blanks))
            out[-1] = Row(last.text + row.text, last.gap, last.left, blanks, last.beside)
        else:
            out.append(row)
    return out


def _cut_at_marks(before: str, after: str, measure: float) -> bool:
    """Whether two lines are one, cut between a closing and an opening mark: together they fill the measure and no more.

    Where a sentence has ended, a paragraph's last line and the next one's first, two ems in, fill it as well.
    """
    if before[-1] not in _CLOSERS or after[0] not in _OPENERS:
        return False
    head, tail = set_width(before, True), set_width(after, True)
    if before[-1] in _STOPS and abs(measure - INDENT - tail) <= 3:
        return False
    return abs(head + tail - 1.5 - measure) <= 2.5


def _wide_end(text: str) -> bool:
    """Whether a line of full-width print ends here (a mark on the next line can only belong to such a one)."""
    return bool(_WIDE.search(text.rstrip()[-3:]))


def close_blanks(row: Row) -> tuple[Row, list[Edit]]:
    """The row without the blanks that its justification put in, and the edits that took them out."""
    text = row.text.strip()
    if not _may_be_justified(text.text):
        return row if text is row.text and not row.blanks else Row(text, row.gap, row.left, (), row.beside), []
    drop: set[int] = set()
    edits: list[Edit] = []
    letters = list(text.text)
    for first, last, keep, rule in _closings(text.text):
        if text.text[first:last] == " " * keep:  # as it stands already
            continue
        drop.update(range(first + keep, last))
        letters[first : first + keep] = " " * keep
        edits.append(_edit(rule, text, first, last, " " * keep))
    if not edits:
        return Row(text, row.gap, row.left, (), row.beside), edits
    closed = text.reading("".join(letters)).without(drop)
    at = 0
    blanks: list[int] = []
    for i, char in enumerate(text.text):
        if i not in drop:
            at += 1
        elif char.isspace() and (not blanks or blanks[-1] != at) and not (at and closed.text[at - 1] == " "):
            blanks.append(at)
    return Row(closed, row.gap, row.left, tuple(blanks), row.beside), edits


def _may_be_justified(text: str) -> bool:
    """Whether any blank of a line could be one to take out: told at one look, for nearly all lines have none such."""
    if " " not in text and not _BLANKS.search(text):
        return False
    odd = (not text.isascii() or "\t" in text) and _ODD.search(text) is not None
    return odd or "  " in text or _ONE_BY_ONE.search(text) is not None


def _closings(text: str) -> Iterable[tuple[int, int, int, str]]:
    """``(first, last, blanks to keep, rule)`` for each run of blanks that is not left as it is."""
    wide = bool(_WIDE.search(text)) and not _HANGUL.search(text)
    spaced = [m.span() for m in _SPACED.finditer(text) if wide or not m[0].replace(" ", "").isdigit()]  # figures: a table
    if not wide and not spaced and not _MANY.search(text):
        return
    stretch = 0  # both come in order
    for m in _BLANKS.finditer(text):
        before, after = text[m.start() - 1], text[m.end() : m.end() + 1]
        while stretch < len(spaced) and spaced[stretch][1] <= m.start():
            stretch += 1
        spaced_out = stretch < len(spaced) and spaced[stretch][0] <= m.start()
        if spaced_out and m.end() - m.start() == 1:
            yield m.start(), m.end(), 0, "reflow.close-letter-spacing"
        elif wide and _closes(before, after):
            yield m.start(), m.end(), 0, "reflow.close-blank"
        elif m.end() - m.start() > 1:
            yield m.start(), m.end(), 1, "reflow.fold-blanks"


def _closes(before: str, after: str) -> bool:
    """Whether a blank between these two characters comes from justification."""
    left, right = _full(before), _full(after)
    if left and right:
        return True
    if left or right:
        other = after if left else before
        return other.isdigit() or not other.isalnum()
    return False


def _full(char: str) -> bool:
    return _is_wide(char) or char in QUOTES


def _edit(rule: str, text: Traced, first: int, last: int, after: str) -> Edit:
    return Edit(rule, (text.starts[first], text.ends[last - 1]), text.text[first:last], after)


def script_of(text: str) -> str:
    """``wide`` for text set in full-width characters, else ``narrow``."""
    if text.isascii():
        return "narrow"
    if sum(map(len, _HAN.findall(text))) * 3 > len(text):  # letters all, which take two cells: nearly all full-width print
        return "wide"
    found = sum(map(takes_two, _MAY_BE_WIDE.findall(text)))
    if not found:
        return "narrow"
    letters = sum(map(str.isalpha, text))
    return "wide" if found * 3 > letters > 0 else "narrow"
