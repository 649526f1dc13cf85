"""Headlines that stand within a sentence of a text, set above or below it, where OCR has read them too early or too late.

The problem: engines of OCR read a page block by block, down one column and then the next, and a headline over two columns is
not in either. Its last line, centred and short, comes out below the first column of its own text; the name of a section or
a headline of the column beside lands between the halves of a sentence. In Latin print the halves show it: the text above
ends without a stop, what stands below the headline goes on in small letters and in the same measure.

What is done, block by block between blank lines:

1. *The rest of a headline* is put below the headline over that column, where it shows that it is one: it opens in small
   letters, or the headline above ends in a word that ends nothing (``of``, ``and``) or alone has no stop at its end.
2. *Any other headline* is put below the column that goes on: above the next headline, or where a text of another measure
   begins.

Left alone: full-width print, dumps whose lines have boxes or behind which a reader of PDF has put a form feed (there blocks
are moved by :mod:`tasks.reflow.order.blocks`), and whatever stands between texts that come to their ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from tasks.languages import language as knowledge
from tasks.model.ledger import Decision
from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.order.continuity import SENTENCE_END, ends_divided, measure_of

ROWS, LONGEST, STACKED = 3, 130, 4
"""Printed lines of a headline's block at most, its letters, and how many such blocks may stand one below the other."""
BYLINE = 2
"""Blocks of a byline at most."""
FULL = 0.7
"""How much of its measure the last line fills that breaks off."""
ALIKE = 0.12
"""By how much the measures of a text's two columns differ at most."""
FEW = 4
"""Lines of a block at most whose measure is the widest of them; of more, it is the one that most of them have."""
PAGE = 2
"""Blocks of a page's own head, each with a figure (the day, the page), at most."""
COLUMNS = 3
"""Blocks of text between a headline and its last line, at most."""
_CLOSED = re.compile(r"(?:[.!?…:;]['\"”’»]*|[)\]])$")
_SMALL = re.compile(r"['\"“„«‘(\[]?[a-zß-öø-ÿœ]")
_LARGE = re.compile(r"['\"“„«»‘(\[]*\s?[^\W_a-zß-öø-ÿœ]")
_WORD = re.compile(r"([^\W\d_]+)\W*$")
_WITHIN = re.compile(r"[a-zß-öø-ÿœ]{3}(?: ?['\"”’»)])*[.!?]['\"”’»)]* \S")

Run = tuple[int, int]


class Blocks:
    """A page's blocks between blank lines, and what each of them may be."""

    def __init__(self, rows: Sequence[Row], language: str) -> None:
        """Looks at every block once."""
        at = [0, *(i for i in range(1, len(rows)) if rows[i].gap), len(rows)]
        self.runs: list[Run] = list(pairwise(at))
        self.texts = [[row.text.text for row in rows[first:last]] for first, last in self.runs]
        self.open_words, self.sections = _ends_open(language), _sections(language)
        widths = [[set_width(text) for text in texts] for texts in self.texts]
        self.measures = [(measure_of(w, wide=False) if len(w) > FEW else max(w)) if len(w) > 1 else None for w in widths]
        self.closed = [_CLOSED.search(texts[-1]) is not None for texts in self.texts]
        self.small = [_SMALL.match(texts[0]) is not None for texts in self.texts]
        self.heads = [self._is_head(texts) for texts in self.texts]
        for k in range(1, len(at) - 1):  # a line alone that goes on in small letters is set as the column above it
            if len(self.texts[k]) == 1 and self.small[k] and not self.closed[k - 1]:
                self.measures[k] = self.measures[k - 1]
        self.breaks_off = [
            not closed and measure is not None and w[-1] >= FULL * measure
            for closed, measure, w in zip(self.closed, self.measures, widths, strict=True)
        ]

    @staticmethod
    def _is_head(texts: Sequence[str]) -> bool:
        """Whether a block may be of a headline: few lines, none of which ends as a line of a sentence does."""
        if len(texts) > ROWS or sum(map(len, texts)) > LONGEST or ends_divided(texts[-1]) or texts[-1][-1] in ",;—–-":
            return False
        stops = any(SENTENCE_END.search(text) for text in texts[:-1]) or (len(texts) > 1 and texts[-1][-1] == ".")
        if stops and not "".join(texts).isupper():
            return False
        letters = sum(char.isalpha() for char in "".join(texts))
        return letters >= 3 and not any(_WITHIN.search(text) for text in texts)

    def goes_on(self, above: int, below: int, label: bool = False) -> bool:
        """Whether the sentence that breaks off at one block's end goes on in another, as far as measure and case tell.

        Below a ``label`` no text begins: there case tells nothing.
        """
        if not self.breaks_off[above] or not (self.small[below] or (label and not self.heads[below])):
            return False
        one, other = self.measures[above], self.measures[below]
        if other is None:
            return SENTENCE_END.search(self.texts[below][-1]) is not None
        return one is not None and abs(one - other) <= ALIKE * max(one, other)

    def are_headlines(self, run: Sequence[int], above: int) -> bool:
        """Whether blocks below a column are headlines: several, a section's name above, lines in capitals or a wider one."""
        lines = [text for b in run for text in self.texts[b]]
        if _LARGE.match(lines[0]) is None:
            return False
        if len(run) > 1 or self.is_label(run) or (len(lines) > 1 and self.sections(lines[0].strip(".").lower())):
            return True
        column = (1 + ALIKE) * (self.measures[above] or 0)
        capitals = "".join(lines).isupper() and lines[0][-1] != "."
        return " " in "".join(lines) and (capitals or any(set_width(text) > column for text in lines))

    def is_label(self, run: Sequence[int]) -> bool:
        """Whether blocks are the name of a section and nothing else: a word in capitals, or a name that papers give one."""
        texts = self.texts[run[0]]
        if len(run) > 1 or len(texts) > 1:
            return False
        capitals = texts[0].isupper() and texts[0].isalpha()
        return capitals or self.sections(texts[0].strip(".").lower())

    def is_rest(self, head: int, line: int) -> bool:
        """Whether a block is the last line of a headline that stands further above."""
        if len(self.texts[line]) > 1 or self.closed[head]:
            return False
        last = _WORD.search(self.texts[head][-1])
        opened = last is not None and last.group(1).lower() in self.open_words
        return self.small[line] or opened or self.closed[line]

    def headline_over(self, order: Sequence[int], at: int) -> int | None:
        """Where in the order the headline stands whose text's first columns end at that place; None where none does.

        What stands between headline and text, much shorter than the headline's last line, is a byline.
        """
        low = at
        while low > max(at - COLUMNS, 0) and (low == at or not self._heads(order[low])):
            low -= 1
        if low == at or not self._heads(order[low]):
            return None
        for k in range(low, max(low - STACKED, -1), -1):
            if not self._heads(order[k]) or self.is_own(order, k):
                return low
            above = [len(self.texts[order[j]][-1]) for j in range(max(k - BYLINE, 0), k) if not self.is_own(order, j)]
            if not above or max(above) <= 2 * len(self.texts[order[k]][-1]):
                return k
        return low

    def is_own(self, order: Sequence[int], at: int) -> bool:
        """Whether a block is of the page's own head: one of the first, with a figure in it."""
        return at < PAGE and any(map(str.isdigit, self.texts[order[at]][0]))

    def _heads(self, block: int) -> bool:
        return self.heads[block] and not self.small[block]


def set_aside(rows: Sequence[Row], language: str) -> tuple[list[Row], list[Decision]]:
    """The rows with headlines out of the sentences in which they stand.

    Args:
        rows: the printed rows of a page in Latin print, as the dump has them.
        language: the page's BCP 47 tag.

    Returns:
        The same rows, each once, and a decision for each headline that was moved. What goes on has no gap above.
    """
    if sum(row.gap > 0 for row in rows[1:]) < 2:
        return list(rows), []
    blocks = Blocks(rows, language)
    order, joined, decisions = list(range(len(blocks.runs))), set[int](), list[Decision]()
    at = 0
    while at < len(order) - 2:
        moved = _moved(blocks, order, at)
        if moved is not None:
            after, run, goes_on, why = moved
            below = rows[blocks.runs[after][1] - 1] if after >= 0 else None
            decisions.append(_decision(rows, [blocks.runs[b] for b in run], below, why))
            joined.update(goes_on)
        at += 1
    if not decisions:
        return list(rows), []
    out: list[Row] = []
    for b in order:
        first, last = blocks.runs[b]
        out += [replace(rows[first], gap=0) if b in joined else rows[first], *rows[first + 1 : last]]
    return out, decisions


def _moved(blocks: Blocks, order: list[int], at: int) -> tuple[int, list[int], list[int], str] | None:
    """Moves the headline below a place in the order: below which block, what, which blocks then go on in others, why."""
    end = at + 1
    while end < len(order) and end <= at + STACKED and blocks.heads[order[end]]:
        if end > at + 1 and blocks.goes_on(order[at], order[end]):
            break
        end += 1
    run = order[at + 1 : end]
    if not run or end == len(order):
        return None
    over = blocks.headline_over(order, at) if len(run) == 1 else None
    goes_on = blocks.goes_on(order[at], order[end], blocks.is_label(run))
    above = blocks.measures[order[at]]
    parted = (
        above is not None
        and blocks.closed[order[at]]
        and blocks.small[run[0]]
        and not blocks.closed[run[0]]
        and not blocks.small[order[end]]
    )
    within = goes_on and not blocks.small[run[0]]
    if over is not None and (within or parted) and blocks.is_rest(order[over], run[0]):
        head = order[over]
        del order[at + 1 : end]
        order[over + 1 : over + 1] = run
        return head, run, [run[0], *([order[end]] if goes_on else [])], "the rest of a headline"
    if not goes_on or not blocks.are_headlines(run, order[at]):
        return None
    below = order[end]
    top = _top(blocks, order, at) if len(run) > 1 or " " in blocks.texts[run[0]][0] else None
    if top is not None:
        order[top:end] = [*run, *order[top : at + 1]]
        return order[top - 1] if top else -1, run, [below], "the text's own, below its first column"
    to = _foot(blocks, order, end)
    after = order[to - 1]
    order[at + 1 : to] = [*order[end:to], *run]
    return after, run, [below], "within a sentence"


def _top(blocks: Blocks, order: Sequence[int], at: int) -> int | None:
    """Where the text begins whose column ends at that place, if no headline stands above it; None where one does."""
    measure, k = blocks.measures[order[at]], at
    while k and not blocks.heads[order[k - 1]]:
        other = blocks.measures[order[k - 1]]
        if blocks.closed[order[k - 1]] and measure and other and abs(measure - other) > ALIKE * max(measure, other):
            return k
        k -= 1
    return k if all(blocks.is_own(order, j) for j in range(k)) else None


def _foot(blocks: Blocks, order: Sequence[int], at: int) -> int:
    """Where the text that goes on there ends: the place of the next headline, or of a text of another measure."""
    measure = blocks.measures[order[at]]
    for k in range(at + 1, len(order)):
        b, before = order[k], order[k - 1]
        if blocks.heads[b]:
            below = next((j for j in range(k + 1, len(order)) if not blocks.heads[order[j]]), None)
            if (
                not blocks.small[b]
                and not blocks.heads[before]
                and (below is None or not blocks.goes_on(before, order[below]))
            ):
                return k
            continue
        other = blocks.measures[b]
        measure = measure or other
        if blocks.closed[before] and measure and other and abs(measure - other) > ALIKE * max(measure, other):
            return k
    return len(order)


@lru_cache(maxsize=16)
def _ends_open(language: str) -> frozenset[str]:
    return frozenset(str(knowledge(language).section("flow").get("ends_open", "")).split())


@lru_cache(maxsize=16)
def _sections(language: str) -> Callable[[str], bool]:
    """Whether a word is the name of a section or a kind of piece (see the language's data, ``headline.label``)."""
    names = re.compile(str(knowledge(language).section("headline").get("label", "(?!)")))
    return lambda word: names.fullmatch(word) is not None


def _decision(rows: Sequence[Row], runs: Sequence[Run], below: Row | None, why: str) -> Decision:
    span = Traced.join([row.text for first, last in runs for row in rows[first:last]]).extent()
    evidence: dict[str, float | str] = {"signs": why, "blocks": float(len(runs))}
    chosen = "above all others" if below is None else f"below the line at {below.text.starts[0]}"
    return Decision("reflow.set-aside", span, chosen, 0.8, evidence, "stays where it stands")
