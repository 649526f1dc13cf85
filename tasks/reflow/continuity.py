"""Blocks of lines: where blank lines cut a dump, the measure that a block's lines share, and the marks that it leaves open.

What stands between blank lines is a column, or lines of a headline above it: a line that neither fills the column's measure
nor ends a sentence is none of it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median

from tasks.reflow.rows import Row, set_width

SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’」』）)\]〕】»›“ ]*$")
_HYPHEN = re.compile(r"[^\W\d_]{2}[-\u00ad\u2010\u00ac⸗]$")
PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "«": "»", "„": "“"}
"""Marks that open, and what closes each."""
PAIRED = re.compile(f"[{re.escape(''.join(chain(*PAIRS.items())))}]")
_MARK = re.compile(r"[，。、；：！？,;:!?]")


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``first`` to ``last`` (half open) that stand together, and the measure they share, if they do."""

    first: int
    last: int
    measure: float | None

    def __len__(self) -> int:
        """How many rows."""
        return self.last - self.first


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
