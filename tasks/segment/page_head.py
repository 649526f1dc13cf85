"""Lines that are the page's own by where they stand or by what they are made of: the running head, rules, who made it.

A running head has the paper's name, the day, the section and the page's number, set in one line or in several, of which a
reader of PDF makes as many: at the top of a page nothing stands above the day but the paper's name, what stands between two
of them is the section, and a section's name in capitals right below the day is the page's, too.
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
from tasks.segment.credits.latin_furniture import is_day

TOP = 4
"""Printed lines from the page's first in which a running head that is set in several lines has its day."""
LONGEST_NAME = 6
"""Words of a paper's name with its place and motto."""
LONGEST_SECTION, LONGEST_CHINESE = 4, 6
"""Words, and in Chinese characters, of a section's name."""
DAY_ALONE = ("running-head", 0.3)
"""What a line at the page's top is that holds a day and nothing else, in Latin print; of Chinese the grammar says so."""
DAY = 0.8
"""What a line scores as a running head at least that names the day and the year, or the paper beside the day."""
MAKERS = 0.95
"""What a line scores as editors' that names two of them, or the page."""
FLAG = 0.5
"""What a paper's name scores at least that ends a running head; a section's or a headline's in capitals looks like one."""
SECTION = 0.6
"""What a section's name in capitals scores at least; in small letters it may as well be the first article's kicker."""
_RULE = re.compile(r"[-—–―_=~]{3,}|[■□●◆◇▲△▼▽※]+|(?:[-—–*•·+#~○■□●◆◇] ?){3,}")
"""A rule as readers print it; one small mark alone may be a scrap, one ring a nought, and stars are what a critic gives."""
_HAN = re.compile("[\u4e00-\u9fff]")
_PAGE = re.compile(r"PAGE ?\d+|.{1,4}版", re.IGNORECASE)
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
        language: its BCP 47 tag.
    """
    rules = [i for i, line in enumerate(lines) if _RULE.fullmatch(line.text.text)]
    makers = _makers(lines, language) if language.startswith("zh") else []
    return sorted({*rules, *makers, *_running_head(lines, language)})


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
    """The lines of a running head of which one says it beyond doubt, or two do together."""
    texts = [line.text.text for line in lines[: TOP + 2]]
    said = [_said(text, language) for text in texts]
    told = [i for i, one in enumerate(said[:TOP]) if one]
    while told and not _is_head(texts, said, told):
        told.pop()
    if not told:
        return []
    end = told[-1] + 1
    dated = any((one := said[i]) and one[0] == "running-head" and one[1] >= DAY for i in told)
    while dated and end < len(texts) and (one := said[end]) and (one[0] == "section" and one[1] >= SECTION or one[1] >= DAY):
        end += 1
    return list(range(end))


def _said(text: str, language: str) -> tuple[str, float] | None:
    """What a line at the page's top is of the page's own: the day alone is, though it is none elsewhere."""
    said = credits.furniture(text, language)
    return said or (DAY_ALONE if not language.startswith("zh") and is_day(text, language) else None)


def _is_head(texts: Sequence[str], said: Sequence[tuple[str, float] | None], told: Sequence[int]) -> bool:
    """Whether the lines down to the last of those ``told`` are a running head.

    Of these lines one is sure, or two say different things, one of them the paper or the page's number. What stands between
    two of them is the section; what stands above them all is the paper's name.
    """
    last, found = told[-1], [one for i in told if (one := said[i])]
    role, score = found[-1]
    if role == "section" or (role == "flag" and score < FLAG):
        return False
    if not all(said[i] or _is_section(texts[i]) for i in range(told[0], last)):
        return False
    sure = max(score for _, score in found) >= DAY
    if told[0]:
        return sure and all(_is_name(text) for text in texts[: told[0]])
    if len(told) == 1:
        return sure and found[0][0] == "running-head"
    roles = {role for role, _ in found}
    return sure or (len(roles) > 1 and not roles.isdisjoint({"folio", "flag"}))


def _is_name(text: str) -> bool:
    """Whether a line may name a page, or the paper though no word tells: a few words in capitals, as few headlines are."""
    if _PAGE.fullmatch(text):
        return True
    return text.isupper() and len(text.split()) <= LONGEST_NAME and not text.endswith(_SENTENCE)


def _is_section(text: str) -> bool:
    """Whether a line between two of a running head's may be the name of a section."""
    if _HAN.search(text):
        return len(text) <= LONGEST_CHINESE
    return len(text.split()) <= LONGEST_SECTION and not text.endswith(_SENTENCE)
