"""Last lines of a credit that were taken for the first of the headline below.

The problem: a text ends in a credit which the column's measure divides (``… Photo J.-P.`` / ``Maltête``, ``（整理：何`` /
``苇）``), and right below stands the next headline. What is known: a text ends with a sentence or with a credit. So where
the line above a headline stops within neither, and with the headline's first line reads as a whole credit, that line is the
credit's. Where the credit above may be whole by itself, its line must have been full, or break off at a mark.

A line that says of reporters what they did, and in Latin print a name behind its initials, signs the text above it: no
headline's first line does.
Left alone: a headline of one line, which would then be lost, and pages with boxes, which tell more than a line's end does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tasks.model.article import Credit
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import BODY, HEAD, runs
from tasks.segment.evidence.called import HYPHENS
from tasks.segment.evidence.features import SENTENCE_END

READS, SURE = 0.4, 0.9
"""What a credit scores at least, and one that signs a Chinese text."""
ABOVE = 3
"""Lines above the headline in which the credit begins."""
SLACK = 0.05
"""How much less a credit may score with the line than without it."""
FEW = 3
"""Chinese characters of a line that may be the rest of a credit which is whole without it."""
ROOM = 4.0
"""Cells that a full line of Chinese print lacks at most: a mark that may not begin a line takes its character along."""
_OPEN = re.compile(r"(?:[/／∕|&(（〔【,、-]|(?:(?<=\w )|(?<=\.-))[A-ZÀ-Þ]\.-?)$")
"""What a line ends in that breaks off within a credit: a mark that joins or opens, an initial behind a word.

Two (``D. R.``) are a signature, and so is one alone or behind a dash.
"""
_WORD = re.compile(r"[^\W\d_]{2}|[\u4e00-\u9fff]")
_UNCLOSED = re.compile(r"[(（〔【][^)）〕】]*$")
_INITIALS = re.compile(r"[—–-]? ?(?:[A-ZÀ-Þ]\.[ -]?){1,3}(?:(?:[dD][eiuEIU]|[vV][oaOA][nN]|[lL][aeAE]) )?[A-ZÀ-Þ][\w’-]+\.?")


def carried(labels: Sequence[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, with such lines the text's or the byline's.

    Args:
        labels: what the lines were read as.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    out = list(labels)
    for first, after in runs(labels, HEAD):
        if not first or after - first < 2 or lines[first].place or labels[first - 1] not in (*BODY, "Y"):
            continue
        count = next((n for n in (1, 2) if n < after - first and _ends_credit(labels, lines, first, first + n, language)), 0)
        if count:
            out[first : first + count] = ["Q" if labels[first - 1] in BODY else "Y"] * count
        elif labels[first - 1] in BODY and _signs(lines, first, language):
            out[first] = "Y"
    return out


def _ends_credit(labels: Sequence[str], lines: Sequence[Line], first: int, after: int, language: str) -> bool:
    """Whether the lines from a headline's first on are the last of the credit above."""
    kinds = BODY if labels[first - 1] in BODY else {"Y"}
    start = first
    while start and first - start < ABOVE and labels[start - 1] in kinds:
        start -= 1
    above, whole = printed(lines, range(start, first)), printed(lines, range(start, after))
    said, more = _credit(above, kinds, language), _credit(whole, kinds, language)
    if more is None or more.start >= len(above) or not more.authors:
        return False
    if more.start and not SENTENCE_END.search(above[: more.start].rstrip()):
        return False
    if credits.furniture(lines[first].text.text, language) or lines[after - 1].text.text.endswith(HYPHENS):
        return False
    last = lines[first - 1].text.text.rstrip()
    if not _WORD.search(above, more.start):
        return False  # initials sign by themselves
    breaks_off = _OPEN.search(last) is not None
    if said is None:
        return breaks_off or _UNCLOSED.search(above) is not None or _is_full(lines[first - 1], language)
    if not said.authors:
        return breaks_off
    names, longer = [one.name for one in said.authors], [one.name for one in more.authors]
    if said.start != more.start or more.score < said.score - SLACK or longer[: len(names) - 1] != names[:-1]:
        return False
    if len(longer) < len(names) or not longer[len(names) - 1].startswith(names[-1]):
        return False
    return breaks_off or after == first + 1 and _is_rest(lines[first - 1], lines[first], language)


def _is_rest(above: Line, line: Line, language: str) -> bool:
    """Whether a line of a few Chinese characters ends the full one above; in Latin print one word may name a section."""
    return language.startswith("zh") and _is_full(above, language) and len(line.text) <= FEW


def _credit(text: str, kinds: Collection[str], language: str) -> Credit | None:
    """The credit that a text ends in, or that a byline is."""
    said = credits.standalone(text, language) if "Y" in kinds else credits.closing(text, language)
    return said if said and said.score >= READS else None


def _is_full(line: Line, language: str) -> bool:
    """Whether the next word would not have fitted on a line."""
    measure = line.fit_above or line.above
    return measure is not None and line.width + (ROOM if language.startswith("zh") else line.need) > measure


def _signs(lines: Sequence[Line], first: int, language: str) -> bool:
    """Whether a headline's first line signs the text above, whose last sentence has ended."""
    text = lines[first].text.text
    if not SENTENCE_END.search(lines[first - 1].text.text):
        return False
    said = credits.standalone(text, language)
    if said is None or not said.authors:
        return False
    if language.startswith("zh"):
        return said.score >= SURE
    return said.score >= READS and _INITIALS.fullmatch(text) is not None
