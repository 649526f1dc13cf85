"""Chinese lines that close a notice or a letter, and are no headline's: who signs it, and the day.

A notice ends with the office that gives it and the day below (``临河县水务局`` / ``2026年11月20日``), or with a word for
"makes known" (``董事會　敬啟``). Short as they are, and set apart, the chain takes them for the next headline's kicker.
No headline is a day with its year and nothing else, nor does one end with such a word.

Left alone: an office without a day below it, which may be a headline's first line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tasks.languages import language as known
from tasks.model.page import Line
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_names import is_body
from tasks.segment.credits.cjk_words import HAN, NUMERAL, one_of
from tasks.segment.decision.labels import HEAD

LONGEST = 24
"""Characters of a line that is looked at."""
GOES_ON = frozenset("PQX")
"""What a line is not below a blank line below such a day: the notice has come to its end."""
TOP = 4
"""Lines at the page's top, where a day is the running head's."""
_DAY = re.compile(rf"[(]?(?:公元|中华民国|民国)?{NUMERAL}{{2,4}}年{NUMERAL}{{1,2}}月{NUMERAL}{{1,3}}日[)]?")


def refusals(lines: Sequence[Line], language: str) -> dict[int, frozenset[str]]:
    """The labels that such lines do not have, by line; on Chinese pages only."""
    out: dict[int, frozenset[str]] = {}
    if not language.startswith("zh"):
        return out
    signed = _signed(language)
    above = ""
    for i, line in enumerate(lines):
        text = line.text.text
        short = fold(text).replace(" ", "") if len(text) <= LONGEST else ""
        if short[-1:] in ("日", ")") and _DAY.fullmatch(short) and i >= TOP:
            out[i] = HEAD | out.get(i, frozenset())
            if is_body(above):
                out[i], out[i - 1] = HEAD | {"F"}, HEAD
                if i + 1 < len(lines) and lines[i + 1].gap:
                    out[i + 1] = GOES_ON
        elif signed.fullmatch(short):
            out[i] = HEAD | out.get(i, frozenset())
        above = short
    return out


@cache
def _signed(language: str) -> re.Pattern[str]:
    """A line that ends with a word for "makes known", behind who does."""
    return re.compile(f"{HAN}{{2,20}}{one_of(known(language).section('notice')['signed'])}")
