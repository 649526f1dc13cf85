"""Chinese headlines that say in brackets that a picture stands beside them: （图片）, （附图片２张）, （组图）.

Papers end a headline so, and nothing else: not a text, nor the page's own lines. The bracket may be divided by a line's end.

Left alone: lines in which a sentence or a clause ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.model.page import Line
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_words import data
from tasks.segment.decision.labels import HEAD, LABELS

NO_HEADLINE = frozenset(LABELS) - HEAD
"""What such a line is not."""
_MARKS = frozenset("，。；！？")


def refusals(lines: Sequence[Line], language: str) -> dict[int, frozenset[str]]:
    """The labels that such words leave no room for, by line.

    Args:
        lines: the page's lines.
        language: its BCP 47 tag; only Chinese is read here.
    """
    out: dict[int, frozenset[str]] = {}
    if not language.startswith("zh"):
        return out
    for i, line in enumerate(lines):
        text = line.text.text
        if text[-1] not in "）)" or not _MARKS.isdisjoint(text):
            continue
        first = i if "（" in text or "(" in text or not i else i - 1
        whole = "".join(line.text.text for line in lines[first : i + 1])
        found = _bracket().search(fold(whole))
        if found and found.start() and _MARKS.isdisjoint(whole):
            out |= dict.fromkeys(range(first, i + 1), NO_HEADLINE)
    return out


@lru_cache(maxsize=1)
def _bracket() -> re.Pattern[str]:
    return re.compile(rf"\((?:{data()['headline']['pictured']})\)$")
