"""Headlines set upright: one character a line, from top to bottom, put together into lines.

The problem: Chinese papers set headlines beside their text, downwards. A dump has each character on a line of its own, and
the lines of a headline one below the other (painted from right to left) or as blocks. What is known: four lines of one
character in a row are no body text; a mark or a figure may stand beside its character. A line of body text above ends in a
full stop, and a bracket that stays open begins the byline below.

Blocks of such lines are read from the left by readers that sort by place, but from the right by people: where none is longer
than the one before they are turned round (those readers put the shorter first in any case, so that rising lengths say
nothing). Left alone: fewer than four such lines: the rest of a headline, or of a line spaced out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from tasks.model.ledger import Decision
from tasks.model.trace import Traced
from tasks.reflow.lines.rows import WIDE, Row

FEWEST = 4
"""Lines of one character that are a headline; three are found in lines spaced out over a narrow column."""

_MARKS = "“”‘’「」『』《》〈〉（）()【】，、：；！？。,.:·—…∕／/-"
_ONE = re.compile(
    rf"[{re.escape(_MARKS)}]{{0,2}}(?:[{WIDE}]|[0-9]{{1,2}}|[A-Za-z])[{re.escape(_MARKS)}]{{0,2}}|[{re.escape(_MARKS)}]"
)
_LETTER = re.compile(rf"[{WIDE}]")
_STOPS = "。！"
_PAIRS = {"（": "）", "(": ")", "【": "】", "〔": "〕"}
_SLASHES = "／∕/"


def set_level(rows: Sequence[Row]) -> tuple[list[Row], list[Decision]]:
    """The rows with upright lines put together, and a decision for each.

    Args:
        rows: the printed rows of a page in full-width print, their blanks closed.
    """
    out: list[Row] = []
    made: list[int] = []
    decisions: list[Decision] = []
    at = 0
    while at < len(rows):
        if not _is_one(rows[at]):  # nearly every line of text
            out.append(rows[at])
            at += 1
            continue
        end = at + 1
        while end < len(rows) and rows[end].gap == 0 and _is_one(rows[end]):
            end += 1
        for first, last in _lines(rows, at, end):
            if last - first < 2:
                out.append(rows[first])
                continue
            text = Traced.join([row.text for row in rows[first:last]])
            made.append(len(out))
            out.append(replace(rows[first], text=text, blanks=()))
            evidence: dict[str, float | str] = {"lines": float(last - first), "text": text.text[:30]}
            span = text.extent()
            decisions.append(Decision("reflow.set-level", span, "one line set upright", 0.95, evidence))
        at = end
    return _from_the_right(out, made), decisions


def _is_one(row: Row) -> bool:
    return len(row.text.text) <= 4 and bool(_ONE.fullmatch(row.text.text.strip()))


def _lines(rows: Sequence[Row], first: int, last: int) -> list[tuple[int, int]]:
    """A run of rows of one character, cut into upright lines (``first`` and ``last``, half open); single rows else."""
    singles = [(i, i + 1) for i in range(first, last)]
    texts = [rows[i].text.text.strip() for i in range(first, last)]
    begin = max((k + 1 for k, text in enumerate(texts[:3]) if text[-1] in _STOPS), default=0)
    closed = {mark: k for k, text in enumerate(texts) for mark in text}
    end = next((k for k in range(begin, len(texts)) if _stays_open(k, texts[k], closed)), len(texts))
    if end - begin < FEWEST or sum(bool(_LETTER.search(text)) for text in texts[begin:end]) < FEWEST - 1:
        return singles
    credits = [k for k in range(begin + 1, end - 1) if texts[k + 1][0] in _SLASHES]  # 文／, 圖／: who wrote, who drew
    cuts = [begin, *credits, end]
    lines = [(first + a, first + z) for a, z in pairwise(cuts)]
    return [*singles[:begin], *lines, *singles[end:]]


def _stays_open(at: int, text: str, last: Mapping[str, int]) -> bool:
    """Whether the row ``at`` opens a bracket that neither it nor one below closes; ``last``: where each sign stands last."""
    closing = _PAIRS.get(text[0])
    return closing is not None and last.get(closing, -1) < at


def _from_the_right(rows: list[Row], made: Sequence[int]) -> list[Row]:
    """The rows with neighbouring blocks of upright lines read from the right, where their lengths do not rise."""
    at = 0
    while at < len(made):
        end = at + 1
        while end < len(made) and made[end] == made[end - 1] + 1 and rows[made[end]].gap > 0:
            end += 1
        lengths = [len(rows[i].text) for i in made[at:end]]
        if end - at > 1 and all(a >= b for a, b in pairwise(lengths)):
            first, last = made[at], made[end - 1] + 1
            gaps = [row.gap for row in rows[first:last]]
            rows[first:last] = [replace(row, gap=gap) for row, gap in zip(reversed(rows[first:last]), gaps, strict=True)]
        at = end
    return rows
