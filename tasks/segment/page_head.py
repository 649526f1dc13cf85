"""Lines that are the page's own by where they stand or by what they are made of: the running head, rules, who made it.

A running head has the paper's name, the day and the section, set in one line or in several: at the top of a page nothing
stands above the day but the paper's name, and a section's name in capitals right below it is the page's, too.
A line of strokes or of ornaments alone (``———``, ``* * *``, ``■``) is a rule between headlines or items. A Chinese line that
names who edited, laid out and read the page (``责编 … 美编 … 校对 …``) is the page's wherever it stands: who edited one text
is named in brackets, or alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from tasks.languages import language as known
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.credits.cjk_fold import fold

TOP = 4
"""Printed lines from the page's first in which a running head that is set in several lines has its day."""
LONGEST_NAME = 6
"""Words of a paper's name with its place and motto."""
DAY = 0.8
"""What a line scores as a running head at least that names the day and the year, or the paper beside the day."""
MAKERS = 0.95
"""What a line scores as editors' that names two of them, or the page."""
SECTION = 0.6
"""What a section's name in capitals scores at least; in small letters it may as well be the first article's kicker."""
_RULE = re.compile(r"[-—–―_=~]{3,}|[■□●◆◇▲△▼▽※]+|(?:[-—–*•·+#~○■□●◆◇] ?){3,}")
"""A rule as readers print it; one small mark alone may be a scrap, one ring a nought, and stars are what a critic gives."""
_SENTENCE = (".", "!", "?", ",", ";", ":", "-", "…", "”", "»")


def without_rules(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without the printed rules among them, each of which leaves a blank line behind; and the rules."""
    kept, rules, blanks = list[Line](), list[Line](), 0
    for line in lines:
        if _RULE.fullmatch(line.text.text):
            rules.append(line)
            blanks += line.gap + 1
        else:
            kept.append(replace(line, gap=line.gap + blanks) if blanks else line)
            blanks = 0
    return kept, rules


def own(lines: Sequence[Line], language: str) -> list[int]:
    """The lines that are the page's own.

    Args:
        lines: the page's lines.
        language: its BCP 47 tag; of Chinese print, whose running heads say more, only rules and editors' lines are told.
    """
    rules = [i for i, line in enumerate(lines) if _RULE.fullmatch(line.text.text)]
    more = _makers(lines, language) if language.startswith("zh") else _running_head(lines, language)
    return sorted({*rules, *more})


def _makers(lines: Sequence[Line], language: str) -> list[int]:
    """The lines that say who made the page."""
    making = _making(language)
    out: list[int] = []
    for i, line in enumerate(lines):
        text = line.text.text
        if making.search(fold(text)) and text[0] not in "(（【〔":
            said = credits.furniture(text, language)
            if said and said[0] == "editor-line" and said[1] >= MAKERS:
                out.append(i)
    return out


@cache
def _making(language: str) -> re.Pattern[str]:
    """A word for what is done to a page and to no text of it."""
    return re.compile("|".join(known(language).section("furniture")["making"]))


def _running_head(lines: Sequence[Line], language: str) -> list[int]:
    """The lines of a running head whose day stands within the page's first lines."""
    texts = [line.text.text for line in lines[: TOP + 2]]
    said = [credits.furniture(text, language) for text in texts]
    days = [i for i, one in enumerate(said[:TOP]) if one and one[0] == "running-head" and one[1] >= DAY]
    if not days or not all(said[i] or _is_name(texts[i]) for i in range(days[0])):
        return []
    end = days[0] + 1
    while end < len(texts) and (one := said[end]) and (one[0] == "section" and one[1] >= SECTION or one[1] >= DAY):
        end += 1
    return list(range(end))


def _is_name(text: str) -> bool:
    """Whether a line may be a paper's name that no word tells: a few words in capitals, as few headlines are."""
    return text.isupper() and len(text.split()) <= LONGEST_NAME and not text.endswith(_SENTENCE)
