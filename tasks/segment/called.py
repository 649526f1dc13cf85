"""What the language's grammar of bylines, jump lines and furniture says of each line.

A credit may be divided by a line's end, so lines are also read with their neighbours: the windows of one to four lines that
form a byline of their own, the closing credit that begins at the end of one line and ends in the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.model.article import PHOTOGRAPHER
from tasks.model.page import Line
from tasks.segment import credits

WINDOW = 4
"""Printed lines that a byline of its own takes at most."""
LONGEST_LINE, LONGEST = 60, 120
"""Characters of one line, and of all lines, of a byline of its own."""
_NEVER = frozenset("，。！？；")


def called(lines: Sequence[Line], language: str, wide: bool) -> tuple[list[list[str]], set[int]]:
    """The names of what the grammar finds in each line.

    Also: the lines without an opening credit, on a page whose articles open with credits (elsewhere none): what opens
    without one there is seldom an article.
    """
    out: list[list[str]] = [[] for _ in lines]
    texts = [line.text.text for line in lines]
    glue = "" if wide else " "
    opened, plain = 0, set[int]()
    for i, text in enumerate(texts):
        score = _opening(i, texts, language, glue, out)
        opened += score >= 0.85
        if not score:
            plain.add(i)
        _standalone(i, texts, language, glue, out)
        if credits.jump(text, language):
            out[i].append("jump" if len(text) < 30 else "jump-within")
        furniture = credits.furniture(text, language)
        if furniture:
            out[i].append(f"furniture:{_grade(furniture[1])}")
        _closing_across(i, texts, language, glue, out)
        closing = credits.closing(text, language)
        if closing and closing.score >= 0.3:
            picture = any(a.role == PHOTOGRAPHER for a in closing.authors)
            after_text = "-after-text" if closing.start else ""
            out[i].append(f"closing{'-picture' if picture else ''}{after_text}:{_grade(closing.score)}")
            for back in range(1, 6):
                if picture and i >= back:
                    out[i - back].append(f"picture-credit-ahead:{'near' if back < 3 else 'far'}")
    return out, plain if opened >= 3 else set()


def _opening(i: int, texts: Sequence[str], language: str, glue: str, out: list[list[str]]) -> float:
    """Marks a line that opens with a credit, and the lines that hold the rest of one; its score, 0 where there is none."""
    if any(name.startswith("opening-rest") for name in out[i]):
        return 1.0
    found = credits.opening(glue.join(texts[i : i + WINDOW]), language)
    if found is None or found.score < 0.3:
        return 0.0
    runs_on = found.end < len(texts[i])  # the body begins on the same line
    out[i].append(f"opening{'-runs-on' if runs_on else ''}:{_grade(found.score)}")
    at = len(texts[i]) + len(glue)
    for k in range(i + 1, min(i + WINDOW, len(texts))):
        if at < found.end:
            out[k].append(f"opening-rest{'-runs-on' if found.end < at + len(texts[k]) else ''}")
        at += len(texts[k]) + len(glue)
    return found.score


def _closing_across(i: int, texts: Sequence[str], language: str, glue: str, out: list[list[str]]) -> None:
    """Marks a closing credit that the line's end divides: its first line, and the line that holds the rest."""
    if not i or len(texts[i]) > LONGEST_LINE:
        return
    found = credits.closing(texts[i - 1] + glue + texts[i], language)
    if found and found.score >= 0.8 and found.start == len(texts[i - 1]) + len(glue) and found.rule.endswith("pseudonym"):
        out[i].append("byline:likely")  # a letter's formula ends the line above: what stands here is its signature
    whole = credits.closing(texts[i - 1], language)
    if glue and re.search(r"\s[A-Z]\.$", texts[i - 1]) and texts[i].isupper() and len(texts[i]) > 7:
        return  # initials, and the next heading below them
    if (
        glue
        and whole
        and whole.score >= 0.5
        and whole.authors
        and all(" " in one.name and re.search("[a-z]", one.name) for one in whole.authors)
    ):
        return  # the line above ends with the whole of it
    if found and found.score >= 0.5 and 0 < found.start < len(texts[i - 1]):
        out[i - 1].append("closing-begins")
        out[i].append("closing-rest")


def _standalone(i: int, texts: Sequence[str], language: str, glue: str, out: list[list[str]]) -> None:
    """Marks lines ``i…`` as a byline of their own, for the best of the windows of one to four lines from ``i``."""
    if len(texts[i]) > LONGEST_LINE or texts[i][0].islower() or not _NEVER.isdisjoint(texts[i]):
        return
    best, score = 0, 0.0
    for n in range(1, min(WINDOW, len(texts) - i) + 1):
        text = ("\n" if glue else "").join(texts[i : i + n])
        if len(text) > LONGEST:
            break
        found = credits.standalone(text, language)
        if found and found.score > score:
            best, score = n, found.score
    if score >= 0.3:
        for k in range(best):
            name = f"byline:{_grade(score)}" if k == 0 else f"byline-on:{_grade(score)}"
            if name not in out[i + k]:
                out[i + k].append(name)


def _grade(score: float) -> str:
    return "sure" if score >= 0.85 else "likely" if score >= 0.6 else "maybe"
