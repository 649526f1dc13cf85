"""Lines that are the page's own by where they stand or by what they are made of: the running head whole, printed rules.

A running head has the paper's name, the day and the section, set in one line or in several: at the top of a page nothing
stands above the day but the paper's name, and a section's name in capitals right below it is the page's, too.
A line of strokes or of ornaments alone (``———``, ``* * *``, ``■``) is a rule between headlines or items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from tasks.model.page import Line
from tasks.segment import credits

TOP = 4
"""Printed lines from the page's first in which a running head that is set in several lines has its day."""
LONGEST_NAME = 6
"""Words of a paper's name with its place and motto."""
DAY = 0.8
"""What a line scores as a running head at least that names the day and the year, or the paper beside the day."""
SECTION = 0.6
"""What a section's name in capitals scores at least; in small letters it may as well be the first article's kicker."""
_RULE = re.compile(r"[-—–―_=~]{3,}|[■□●◆◇▲△▼▽★☆※]+|(?:[-—–*•·+#~○■□●◆◇★☆] ?){3,}")
"""A rule as readers print it; one small mark alone may be a scrap, and one ring a nought."""
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
        language: its BCP 47 tag; of Chinese print, whose running heads say more, only rules are told.
    """
    rules = [i for i, line in enumerate(lines) if _RULE.fullmatch(line.text.text)]
    return rules if language.startswith("zh") else sorted({*rules, *_running_head(lines, language)})


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
