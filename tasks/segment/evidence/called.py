"""What the language's grammar of bylines, jump lines and furniture says of each line.

A credit may be divided by a line's end, so lines are also read with their neighbours: the windows of one to four lines that
form a byline of their own, the closing credit that begins at the end of one line and ends in the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tasks.model.article import PHOTOGRAPHER
from tasks.model.page import Line
from tasks.segment import credits

WINDOW = 4
"""Printed lines that a byline of its own takes at most."""
LONGEST_LINE, LONGEST = 60, 120
"""Characters of one line, and of all lines, of a byline of its own."""
_INITIAL = re.compile(r"\s[A-Z]\.$")
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+$")
_OPEN, _CLOSE = frozenset("（【〔("), frozenset("）】〕)")
_BRACKETS = _OPEN | _CLOSE
_NEVER = frozenset("，。！？；")
HYPHENS = ("-", "\u00ad", "\u2010", "\u00ac")


def called(lines: Sequence[Line], language: str, wide: bool) -> tuple[list[list[str]], set[int]]:
    """The names of what the grammar finds in each line.

    Also: the lines without an opening credit, on a page whose articles open with credits (elsewhere none): what opens
    without one there is seldom an article.
    """
    out: list[list[str]] = [[] for _ in lines]
    flow = Flow.of(lines, wide)
    texts = flow.texts
    running = _running(texts, language, wide)
    known = [credits.clues(text, language) for text in texts]
    begun = _begun(flow, known, language)
    opened, plain = 0, set[int]()
    for i, text in enumerate(texts):
        score = _opening(i, flow, begun[i] & credits.OPENING != 0, language, out)
        opened += score >= 0.85
        if not score:
            plain.add(i)
        if begun[i] & ~credits.OPENS and not running[i]:
            _standalone(i, flow, running, language, out)
        if known[i] & credits.SMALL:
            _small_print(text, language, out[i])
        if not running[i]:  # a credit goes on to its end
            _closing_across(i, flow, language, wide, out)
        if known[i] & credits.CLOSES:
            _closing(i, text, language, out)
    return out, plain if opened >= 3 else set()


def _small_print(text: str, language: str, out: list[str]) -> None:
    """Marks a line with a jump, and one that is the page's own."""
    if credits.jump(text, language):
        out.append("jump" if len(text) < 30 else "jump-within")
    if furniture := credits.furniture(text, language):
        out.append(f"furniture:{_grade(furniture[1])}")


def broken_off(lines: Sequence[Line], seen: Sequence[Sequence[str]]) -> list[int]:
    """The lines that break off within a bracket of the credit that they open with; the next has its rest.

    Args:
        lines: the page's lines.
        seen: the names of what the grammar finds in each line.
    """
    out = []
    for i, (mine, below) in enumerate(pairwise(seen)):
        opens = any(name.startswith("opening:") for name in mine)
        if opens and any(name.startswith("opening-rest") for name in below):
            last = next((sign for sign in reversed(lines[i].text.text) if sign in _BRACKETS), "")
            if last in _OPEN:
                out.append(i)
    return out


def _running(texts: Sequence[str], language: str, wide: bool) -> list[bool]:
    """Which lines are running text, whatever stands above and below: no credit holds them.

    A word that a line's end divides counts for neither line. Chinese lines are told by the sentences that end in them.
    """
    if language.startswith("zh"):
        return [credits.running(text, language) for text in texts]
    out: list[bool] = []
    above = wide
    for text in texts:
        divided = wide or text[-1:] in HYPHENS
        whole = text.partition(" ")[2] if above else text
        out.append(credits.running(whole.rpartition(" ")[0] if divided else whole, language))
        above = divided
    return out


def _begun(flow: Flow, clues: Sequence[int], language: str) -> list[int]:
    """With what each line may begin, as far as single words tell, as bits; it goes on in the next few lines, if at all.

    ``clues`` are each line's own. Of Chinese print single characters tell, which no line's end divides.
    """
    texts, known = flow.texts, list(clues)
    for i in range(len(texts) - 1 if not language.startswith("zh") else 0):
        if flow.before[i][-1:] not in " \n":  # what is printed in two lines as one word
            known[i] |= credits.clues(flow.joined(i, i + 1), language)
    for step in (1, 2):  # of each line and of the three below it
        known = [here | below for here, below in zip(known, [*known[step:], 0, 0], strict=False)]
    return [credits.begins(text, language) & near for text, near in zip(texts, known, strict=True)]


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that follow one another, read together: in a narrow column a place or a name is divided as any word is.

    ``texts`` are the lines; ``before`` is each as it stands before the next one, with the blank between them, or without the
    hyphen of a divided word (``SAINT-`` / ``AUBIN.``); ``parted`` is the same with line feeds for blanks.
    """

    texts: list[str]
    before: list[str]
    parted: list[str]

    @classmethod
    def of(cls, lines: Sequence[Line], wide: bool) -> Flow:
        """The lines of a page; those of full-width print have nothing between them."""
        texts = [line.text.text for line in lines]
        if wide:
            return cls(texts, texts, texts)
        glues = [line.joint.glue for line in lines[1:]]
        before, parted = ([_before(*line, blank) for line in zip(texts, glues, strict=False)] for blank in " \n")
        return cls(texts, before, parted)

    def joined(self, first: int, last: int) -> str:
        """The text of lines ``first`` to ``last``, the latter included."""
        return "".join(self.before[first:last]) + self.texts[last]

    def begins(self, first: int, last: int) -> list[int]:
        """Where in the joined text each of its lines begins."""
        return [0, *accumulate(map(len, self.before[first:last]))]


def _before(text: str, glue: str, blank: str) -> str:
    """A line as it stands before the next, which ``glue`` joins to it."""
    if text[-1:] not in HYPHENS or glue not in ("-", ""):
        return text + blank
    return text[:-1] if glue else text


def _opening(i: int, flow: Flow, begun: bool, language: str, out: list[list[str]]) -> float:
    """Marks a line that opens with a credit, and the lines that hold the rest of one; its score, 0 where there is none."""
    if any(name.startswith("opening-rest") for name in out[i]):
        return 1.0
    if not begun:
        return 0.0
    last = min(i + WINDOW, len(flow.texts)) - 1
    found = credits.opening(flow.joined(i, last), language)
    if found is None or found.score < 0.3:
        return 0.0
    runs_on = found.end < len(flow.texts[i])  # the body begins on the same line
    out[i].append(f"opening{'-runs-on' if runs_on else ''}:{_grade(found.score)}")
    for k, begin in enumerate(flow.begins(i, last)[1:], start=i + 1):
        if begin < found.end:
            out[k].append(f"opening-rest{'-runs-on' if found.end < begin + len(flow.texts[k]) else ''}")
    return found.score


def _closing(i: int, text: str, language: str, out: list[list[str]]) -> None:
    """Marks a line that ends in a closing credit, and the lines above a picture's."""
    found = credits.closing(text, language)
    if found is None or found.score < 0.3:
        return
    picture = any(a.role == PHOTOGRAPHER for a in found.authors)
    after_text = "-after-text" if found.start else ""
    out[i].append(f"closing{'-picture' if picture else ''}{after_text}:{_grade(found.score)}")
    for back in range(1, 6):
        if picture and i >= back:
            out[i - back].append(f"picture-credit-ahead:{'near' if back < 3 else 'far'}")


def _closing_across(i: int, flow: Flow, language: str, wide: bool, out: list[list[str]]) -> None:
    """Marks a closing credit that the line's end divides: its first line, and the lines that hold the rest."""
    texts = flow.texts
    if not i or len(texts[i]) > LONGEST_LINE:
        return
    back = 1
    if texts[i].rstrip()[-1:] in _CLOSE:  # in a narrow column a bracket may run over three or four lines
        back = next((n for n in range(1, min(WINDOW, i + 1)) if not _OPEN.isdisjoint(texts[i - n])), 1)
    text = flow.joined(i - back, i)
    if not credits.begins_before(text, len(text) - len(texts[i]), language):
        return
    if not wide and _whole(texts[i - 1], texts[i], language):
        return
    found = credits.closing(text, language)
    if not wide and back == 1:
        if found and found.score >= 0.8 and found.start == len(text) - len(texts[i]) and found.rule.endswith("pseudonym"):
            out[i].append("byline:likely")  # a letter's formula ends the line above: what stands here is its signature
        if _ends_whole(texts[i - 1], texts[i], language):
            return
    if found and found.score >= 0.5 and 0 < found.start < len(texts[i - back]):
        out[i - back].append("closing-begins")
        for k in range(i - back + 1, i + 1):
            out[k].append("closing-rest")


def _ends_whole(above: str, line: str, language: str) -> bool:
    """Whether the line above ends with the whole of its credit: initials above a heading, a name in full."""
    if _INITIAL.search(above) and line.isupper() and len(line) > 7:
        return True
    whole = credits.closing(above, language)
    if whole is None:
        return False
    named = bool(whole.authors) and all(" " in one.name and re.search("[a-z]", one.name) for one in whole.authors)
    return whole.score >= 0.5 and named


def _whole(above: str, line: str, language: str) -> bool:
    """Whether the line above ends in a whole credit, with which the next line does not go on."""
    if above.rstrip().endswith((")", "]")):
        return True
    if line[0].islower() or line[0] in "(/&" or above.rstrip()[-1:] in ",/&-" or _INITIALS.match(line):
        return False
    said = credits.closing(above, language)
    if said is None or said.score < 0.5 or not said.authors:
        return False
    return all(" " in one.name or one.name.endswith(".") for one in said.authors)


def _standalone(i: int, flow: Flow, running: Sequence[bool], language: str, out: list[list[str]]) -> None:
    """Marks lines ``i…`` as a byline of their own, for the best of the windows of one to four lines from ``i``."""
    first = flow.texts[i]
    begins = not first[0].islower() or first.split()[-1].isupper()  # par Marcel LAFOSSE
    if len(first) > LONGEST_LINE or not begins or not _NEVER.isdisjoint(first):
        return
    best, score = 0, 0.0
    above = ""
    for n in range(1, min(WINDOW, len(flow.texts) - i) + 1):
        if running[i + n - 1]:
            break
        text = above + flow.texts[i + n - 1]
        if len(text) > LONGEST:
            break
        found = credits.standalone(text, language)
        if found and found.score > score and not found.rule.endswith("dateline"):
            best, score = n, found.score
        above += flow.parted[i + n - 1] if n < WINDOW and i + n < len(flow.texts) else ""
    if score >= 0.3:
        for k in range(best):
            name = f"byline:{_grade(score)}" if k == 0 else f"byline-on:{_grade(score)}"
            if name not in out[i + k]:
                out[i + k].append(name)


def _grade(score: float) -> str:
    return "sure" if score >= 0.85 else "likely" if score >= 0.6 else "maybe"
