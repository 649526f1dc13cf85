"""Whether one block of lines goes on in another: what its last line leaves open and the other's first line takes up.

The signs, each with its weight, all of them from the way newspapers are set:

* the end: a full last line without a sentence's end, a comma, a hyphen, a word that ends nothing (``the``, ``und``, 的);
* the start: lower case; in full-width print a first line without the indent of two ems, or a mark that only closes;
* both: one measure (an article's columns are of one width), the halves of a divided word, two characters that stand side by
  side elsewhere on the page, a quotation left open and closed, words in common;
* the dump: nearer is likelier, further down more so, and with nothing but headlines between the most.

The weights are round numbers on one scale: what is seen at nearly every true pair counts a half or more (an open end, an
open start, one measure), what is chance in itself a tenth or two. Set by hand on half of the invented pages.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from statistics import median

from tasks.languages import language as knowledge
from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.words.lexicon import known

SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)\]〕】»›“ ]*$")
_HYPHEN = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010\u00ac⸗]$")
CLOSING = "”’」』》〉）)】〕]］»›、，。；：？！,;:?!.…"
_OPENING = "“‘「『《〈（(【〔[［«‹„"
PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "«": "»", "„": "“"}
"""Marks that open, and what closes each."""
PAIRED = re.compile(f"[{re.escape(''.join(chain(*PAIRS.items())))}]")
_BULLETS = "□■●◎○◆◇△▲▼▽★☆※◤►▶•·*—–-"
_MARK = re.compile(r"[，。、；：！？,;:!?]")
WORD = re.compile(r"[^\W\d_]{4,}")
ALNUM = re.compile(r"[^\W_]{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``first`` to ``last`` (half open) that stand together, and the measure they share, if they do."""

    first: int
    last: int
    measure: float | None

    def __len__(self) -> int:
        """How many rows."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a block continues another: its signs with their weights, and their sum."""

    score: float
    signs: dict[str, float]


def cut(rows: Sequence[Row], wide: bool) -> list[Block]:
    """The rows cut into blocks: at blank lines, and below lines at a block's head that are none of its column."""
    widths = [set_width(row.text.text, wide) for row in rows]
    at = [0, *(i for i in range(1, len(rows)) if rows[i].gap), len(rows)]
    out: list[Block] = []
    for first, last in pairwise(at):
        body = _body(rows, widths, first, last, wide)
        spans = [(first, body), (body, last)] if first < body else [(first, last)]
        out += [Block(a, z, measure_of(widths[a:z], wide)) for a, z in spans]
    return out


def _body(rows: Sequence[Row], widths: Sequence[float], first: int, last: int, wide: bool) -> int:
    """Where a block's column begins: below the last line that neither fills the column's measure nor ends a sentence."""
    measure = measure_of(widths[first:last], wide)
    if measure is None:
        return first
    least, most = (measure - 6.5, measure + 3) if wide else (measure * 0.6, math.inf)
    body = first
    for i in range(last - 2, first - 1, -1):
        text = rows[i].text.text
        if not least <= widths[i] <= most and not SENTENCE_END.search(text) and not _HYPHEN.search(text):
            body = i + 1
            break
    while first < body < last - 1 and wide and _is_phrases(rows[body]):
        body += 1
    return body


def _is_phrases(row: Row) -> bool:
    """Whether a line of full-width print is phrases parted by blanks, without marks: a headline's line, or a byline."""
    text = row.text.text
    return (" " in text or 0 < len(row.blanks) < 4) and not _MARK.search(text) and not SENTENCE_END.search(text)


def measure_of(widths: Sequence[float], wide: bool) -> float | None:
    """The width that most of a block's lines fill, the wider the more each of them says; None for a line alone."""
    if len(widths) < 2:
        return None
    if not wide:
        return median(widths[:-1])
    order = sorted(widths)
    filling = {w: bisect_right(order, w + 0.1) - bisect_left(order, w - 1.5) for w in order}
    best = max(filling, key=lambda w: (filling[w] * w, w))
    return best if filling[best] > 1 else order[-1]


def ends_divided(text: str) -> bool:
    """Whether a line ends in a hyphen behind letters."""
    return _HYPHEN.search(text) is not None


@lru_cache(maxsize=32)
def _flow(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words (in Chinese: characters) that end no sentence, and the characters that begin none."""
    stated = knowledge(language).section("flow")

    def items(key: str) -> frozenset[str]:
        value = str(stated.get(key, ""))
        return frozenset(value if language.startswith("zh") else value.split())

    return items("ends_open"), items("starts_on")


def left_open(text: str) -> tuple[str, str]:
    """The first mark that a text closes without having opened it, and the last that it opens and leaves open.

    >>> left_open("said he.” “I never")
    ('”', '“')
    """
    closed = ""
    stack: list[str] = []
    for char in PAIRED.findall(text):
        if char in PAIRS and not (char == "“" and stack and stack[-1] == "„"):
            stack.append(char)
        elif char in PAIRS.values():
            if stack and PAIRS[stack[-1]] == char:
                stack.pop()
            elif not stack and not closed:
                closed = char
    return closed, stack[-1] if stack else ""


class Continuity:
    """The signs of a page's blocks, found once each; :meth:`fit` weighs them for a pair."""

    def __init__(self, rows: Sequence[Row], blocks: Sequence[Block], wide: bool, language: str) -> None:
        """Reads the page's lines; nothing is decided yet."""
        self.wide = wide
        self.language = language
        self.blocks = blocks
        self.texts = [row.text.text for row in rows]
        self.widths = [set_width(text, wide) for text in self.texts]
        self.ends_open, self.starts_on = _flow(language)
        self.indents = self._indents() if wide else False
        self.is_text = [self._is_text(block) for block in blocks]
        told = list(zip(blocks, self.is_text, strict=True))
        self.open_end = [self._open_end(block) if text else 0.0 for block, text in told]
        self.open_start = [self._open_start(block) if text else 0.0 for block, text in told]

    @cached_property
    def page(self) -> str:
        """The page's text; as what follows, first asked for where two blocks are weighed, which on most pages none are."""
        return "\n".join(self.texts)

    @cached_property
    def grams(self) -> list[set[str]]:
        """Pieces of words of each block."""
        return [self._grams(block) for block in self.blocks]

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many blocks each stands."""
        return Counter(chain.from_iterable(self.grams))

    @cached_property
    def balance(self) -> list[tuple[str, str]]:
        """The quotations that each block leaves open at either end."""
        return [left_open("".join(self.texts[block.first : block.last])) for block in self.blocks]

    def _indents(self) -> bool:
        """Whether the first lines of this page's paragraphs are indented: they are two ems short after a sentence's end."""
        indented = flush = 0
        for block in self.blocks:
            for i in range(max(1, block.first), block.last - 1):
                if block.measure and SENTENCE_END.search(self.texts[i - 1]) and self.widths[i - 1] < block.measure - 5:
                    short = block.measure - self.widths[i]
                    indented += 2.5 <= short <= 6.5
                    flush += short < 2
        return indented > flush

    def _open_end(self, block: Block) -> float:
        text = self.texts[block.last - 1]
        if SENTENCE_END.search(text) or text[-1] in "）)】〕":
            return 0.0
        if self.wide:
            full = block.measure is None or self.widths[block.last - 1] >= block.measure - 2.5
            return 0.6 + 0.2 * (text[-1] in self.ends_open or text[-1] in "，、") if full else 0.0
        if len(block) < 3 or self.widths[block.last - 1] < (block.measure or 0.0) * 0.75:
            return 0.0
        last = _LETTERS.findall(text)[-1:]
        strong = (
            text[-1] == ","
            or _HYPHEN.search(text)
            or (last and last[0].lower() in self.ends_open and text.endswith(last[0]))
        )
        return 0.8 if strong else 0.5

    def _open_start(self, block: Block) -> float:
        text = self.texts[block.first]
        if text[0] in _BULLETS or text[0] in _OPENING:
            return 0.0
        if not self.wide:
            return 0.7 if text[0].islower() and (len(block) > 1 or SENTENCE_END.search(text)) else 0.0
        if text[0] in CLOSING or text[0] in self.starts_on:
            return 0.8
        if block.measure is None:
            return 0.4 if SENTENCE_END.search(text) and text[-1] not in "？！…" else 0.0
        if self.widths[block.first] >= block.measure - 2:
            return 0.7 if self.indents else 0.0
        return 0.0

    def _is_text(self, block: Block) -> bool:
        """Whether there are marks in a block, or a column's measure, as there are none in most headlines."""
        marked = sum(bool(_MARK.search(line) or SENTENCE_END.search(line)) for line in self.texts[block.first : block.last])
        return marked * 4 >= len(block) and (
            block.measure is not None or bool(SENTENCE_END.search(self.texts[block.first])) or self._leads(block)
        )

    def _leads(self, block: Block) -> bool:
        """Whether a line alone may be a paragraph's first: as wide as the column above or two ems less, and with a mark."""
        above = next((b.measure for b in reversed(self.blocks) if b.last <= block.first and b.measure), None)
        return above is not None and self.wide and -1 <= above - self.widths[block.first] <= 6.5

    def _grams(self, block: Block) -> set[str]:
        text = "".join(self.texts[block.first : block.last])
        if self.wide:
            return {run[i : i + 2] for run in ALNUM.findall(text) for i in range(len(run) - 1)}
        return {word.lower()[:6] for word in WORD.findall(text)}

    def fit(self, end: int, start: int) -> Fit | None:
        """The signs that block ``start`` continues block ``end``; None where their measures differ."""
        measure = self._same_measure(end, start)
        if measure is None:
            return None
        signs = {"open-end": self.open_end[end], "open-start": self.open_start[start], "measure": measure}
        signs["joint"] = self._joint(self.texts[self.blocks[end].last - 1], self.texts[self.blocks[start].first])
        signs["marks"] = self._marks(end, start)
        signs["words"] = self._words(end, start)
        between = range(end + 1, start) if start > end else range(start, end)
        texts = sum(self.is_text[b] for b in between)
        signs["distance"] = -0.08 * min(texts + (start < end), 8)
        signs["heads-between"] = 0.4 if len(between) and start > end and not texts and len(between) <= 4 else 0.0
        return Fit(sum(signs.values()), {name: value for name, value in signs.items() if value})

    def _same_measure(self, end: int, start: int) -> float | None:
        a, z = self.blocks[end].measure, self.blocks[start].measure
        if (a is None or z is None) and len(self.blocks[end]) + len(self.blocks[start]) < 4:
            return None  # a line or two: no measure to go by
        if a is None or z is None:  # one line alone: it must fill the other's measure, or be its last or first
            most = a or z or 0.0
            width = self.widths[self.blocks[end].last - 1 if a is None else self.blocks[start].first]
            if width > most * (1.0 if self.wide else 1.15) + 1:
                return None
            if a is None and not (width >= most - 6.5 if self.wide else width >= most * 0.75):
                return None
            return 0.0
        if self.wide:
            return 0.5 if abs(a - z) <= 1 else 0.3 if abs(a - z) <= 2.2 else None
        return 0.4 if abs(a - z) <= 0.07 * max(a, z) else 0.2 if abs(a - z) <= 0.12 * max(a, z) else None

    def _joint(self, before: str, after: str) -> float:
        if self.wide:
            if not (before[-1].isalnum() and after[0].isalnum()):
                return 0.0
            if not self._inside(before[-1] + after[0]):  # nor can longer pieces with these two be there
                return 0.0
            return 0.6 if self._inside(before[-2:] + after[0]) or self._inside(before[-1] + after[:2]) else 0.35
        return 1.2 if self._divided(before, after) else 0.0

    def _divided(self, before: str, after: str) -> bool:
        """Whether the lines hold the halves of one word, of which the second is no word by itself."""
        left, right = _LETTERS.findall(before)[-1:], _LETTERS.match(after)
        if not left or not right or not _HYPHEN.search(before) or known(right.group().lower(), self.language):
            return False
        return known((left[0] + right.group()).lower(), self.language)

    def _inside(self, piece: str) -> bool:
        return len(piece) > 1 and piece.isalnum() and piece in self.page

    def _marks(self, end: int, start: int) -> float:
        opened, closed = self.balance[end][1], self.balance[start][0]
        if opened and closed and PAIRS.get(opened) == closed:
            return 0.5
        return -0.4 if closed and not opened else -0.15 if opened and not closed else 0.0

    def _words(self, end: int, start: int) -> float:
        shared = self.grams[end] & self.grams[start]
        rare = math.fsum(1.0 / (self.spread[gram] - 1) for gram in shared if self.spread[gram] > 1)  # the same in any order
        return min(0.6, 4.0 * rare / (10 + min(len(self.grams[end]), len(self.grams[start]))))

    def together(self, above: int, below: int) -> bool:
        """Whether two neighbours may well be one text, so that neither is free to belong elsewhere."""
        if not (self.is_text[above] and self.is_text[below]) or not self._may_share_column(above, below):
            return False
        return self._goes_on(above) and not self._begins(below)

    def _goes_on(self, block: int) -> bool:
        """Whether a block ends in no sentence's end, or in one that fills its line."""
        text, measure = self.texts[self.blocks[block].last - 1], self.blocks[block].measure
        full = measure is None or self.widths[self.blocks[block].last - 1] >= (
            measure - 2.5 if self.wide else measure * 0.75
        )
        return full or not SENTENCE_END.search(text)

    def _begins(self, block: int) -> bool:
        """Whether a block can only be a beginning: on a page that indents them, one whose first line is two ems short."""
        measure = self.blocks[block].measure
        if self.texts[self.blocks[block].first][0] in _BULLETS:
            return True
        return self.indents and measure is not None and 2.5 <= measure - self.widths[self.blocks[block].first] <= 6.5

    def _may_share_column(self, above: int, below: int) -> bool:
        a, z = self.blocks[above].measure, self.blocks[below].measure
        if a is None or z is None:  # a line alone shares any column that it does not exceed
            return True
        return abs(a - z) <= (4 if self.wide else 0.2 * max(a, z))

    def same_column(self, above: int, below: int) -> bool:
        """Whether two blocks that stand one above the other may be paragraphs (or a crosshead) of one column."""
        a, z = self.blocks[above].measure, self.blocks[below].measure
        if a is None or z is None:
            return False
        return abs(a - z) <= (2.2 if self.wide else 0.12 * max(a, z))
