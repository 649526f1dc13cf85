"""Chinese dispatches and signatures, whose own words say what their lines are, and what they are not.

A dispatch says where it comes from before anything else: 新华社北京１２月３１日电, （梧嶺廿日海通電）. Where such words end
inside a line, and the text goes on behind them, that line is a text's, however wide or short it is set; where a line's end
divides them, the next line has the rest. So with the date code that a wire prints below its signature (1110103).

Several dispatches may stand under one headline, each a paragraph of the same article: papers put what each wire had of the
day's fighting under one heading, at a time when print had pause marks where full stops are set today. A further dispatch of
the same manner that names nobody, with no headline and no full stop above it, is the next paragraph of the article that
opened with the first.

A text that opened with its reporter's dispatch has no second one, nor does a picture's credit end it: a further dispatch
that names a reporter begins a text of its own, whose headline is lost or stands below, and so does a last paragraph that
ends with the name of a photographer alone, which is a caption. Nor does any text go on below such a name.

Left alone: credits without a word of dispatch or a date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tasks.model.article import AGENCY, PHOTOGRAPHER, Credit
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_words import data, one_of
from tasks.segment.decision.labels import BODY, HEAD, LABELS

SURE = 0.85
"""From this score on, words that open a text are a credit whatever their line looks like."""
DATED = 0.7
"""In brackets, and with a date, they are from this one on: （洛陽廿日電）."""
SIGNED = 0.5
"""A signature that scores less may be anything in brackets."""
WINDOW = 4
"""Printed lines that such words take at most."""
CAPTION = 200
"""Characters of a caption, at the most."""
NO_TEXT = frozenset({*HEAD, "X", "F", "J"})
"""What the line of a text's first words is not."""
NOT_FIRST = frozenset(LABELS) - {"A", "P"}
NOT_WITHIN = frozenset(LABELS) - {"Q"}
NOT_SIGNED = frozenset(LABELS) - {"Q", "Y"}
"""What lines are not that open a dispatch, go on with one, or end a signature."""
_STOP = re.compile("[。！？!?][”’」』）)]*$")
_CODE = re.compile(r"\s*\d{6,8}\s*")


def refusals(lines: Sequence[Line], seen: Sequence[Sequence[str]], language: str) -> dict[int, frozenset[str]]:
    """The labels that such words leave no room for, by line.

    Args:
        lines: the page's lines.
        seen: the names of what the grammar finds in each line.
        language: its BCP 47 tag; only Chinese is read here.
    """
    out: dict[int, frozenset[str]] = {}
    if not language.startswith("zh"):
        return out
    for i, names in enumerate(seen):
        if any(name.startswith("opening") for name in names):
            out = {**_opened(i, lines, language), **out}  # what is within a credit does not open with another
        elif i and _CODE.fullmatch(lines[i].text.text) and _signed(lines[i - 1].text.text, lines[i].text.text, language):
            out[i] = NOT_SIGNED
    return out


def _signed(above: str, code: str, language: str) -> bool:
    """Whether a line ends in a signature that goes on with a date code in the next."""
    said = credits.closing(above + code, language) if above.endswith(("）", ")")) else None
    return said is not None and said.start < len(above) and said.score >= SIGNED


def _opened(i: int, lines: Sequence[Line], language: str) -> Mapping[int, frozenset[str]]:
    texts = [line.text.text for line in lines[i : i + WINDOW]]
    said = credits.opening("".join(texts), language)
    if said is None or said.start or not (said.score >= SURE or _is_wired(said)):
        return {}
    begins = [sum(map(len, texts[:k])) for k in range(len(texts))]
    last = max(k for k, begin in enumerate(begins) if begin < said.end)
    later = ["".join(texts[k:]) for k in range(1, last + 1)]
    if last and not _named(texts[0]) or any(_named(text) and _opens_by_itself(text, language) for text in later):
        return {}  # the end of a headline or of a credit, read as the name of the paper that the next line opens with
    runs_on = said.end < begins[last] + len(texts[last])
    if not runs_on and said.date is None:
        return {}  # a byline on lines of its own
    shown = fold("".join(texts)[: said.end + 1])
    shown = shown if shown.endswith(")") else shown[: said.end]
    if shown.count("(") != shown.count(")"):
        return {}  # it begins in a line above
    first = NOT_FIRST if _is_wired(said) else NO_TEXT | {"Y"} if last else NO_TEXT
    out = {i: first} | {i + k: NOT_WITHIN for k in range(1, last + 1)}
    if not runs_on and (last or _is_wired(said)) and i + last + 1 < len(lines):
        out |= {i + last + 1: NO_TEXT | {"A", "Y"}}  # what was sent follows
    return out


def _opens_by_itself(text: str, language: str) -> bool:
    said = credits.opening(text, language)
    return said is not None and said.start == 0 and said.score >= SURE


def _named(text: str) -> bool:
    """Whether a text begins with an outlet that is known, or with a bracket."""
    return _outlets().match(fold(text)) is not None


@lru_cache(maxsize=1)
def _outlets() -> re.Pattern[str]:
    credit = data()["credit"]
    return re.compile(rf"[(]|据?{one_of([*credit['own'], *credit['agencies']])}")


def _is_wired(said: Credit) -> bool:
    """Whether the words are a dispatch's in brackets, with its date, and name nobody."""
    return said.rule == "credit.opening-bracket" and said.date is not None and said.score >= DATED and not _names(said)


def _names(said: Credit) -> bool:
    """Whether a credit names anybody but an agency."""
    return any(one.role != AGENCY for one in said.authors)


def under_one_head(read: Sequence[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, with a further dispatch under the same headline as a paragraph of the article above."""
    labels = list(read)
    if not language.startswith("zh"):
        return labels
    headed = wired = False
    above = last = ""
    for i, label in enumerate(read):
        if label in "FJ":
            continue
        if label == "A":
            mine = _wire_of(i, lines, language)
            if mine and headed and wired and above in BODY and not _STOP.search(last):
                labels[i] = "P"
            else:
                headed, wired = above in HEAD, mine
        above, last = label, lines[i].text.text
    return labels


def _wire_of(i: int, lines: Sequence[Line], language: str) -> bool:
    said = _opens_with(i, lines, language)
    return said is not None and _is_wired(said)


def _opens_with(i: int, lines: Sequence[Line], language: str) -> Credit | None:
    """The credit that a line begins with; it may go on in the lines below."""
    said = credits.opening("".join(line.text.text for line in lines[i : i + WINDOW]), language)
    return said if said is not None and said.start == 0 else None


def after_reports(read: Sequence[str], lines: Sequence[Line], seen: Sequence[Sequence[str]], language: str) -> list[str]:
    """The labels, with dispatches and captions below a reporter's dispatch begun as texts of their own."""
    labels = list(read)
    if not language.startswith("zh"):
        return labels
    reported, last = False, None
    for i, label in enumerate(read):
        if label == "A":
            reported, last = _is_reported(i, lines, seen, language), None
        elif label in HEAD:
            reported = False
        elif label == "P" and i and _is_pictured(i - 1, read, lines, seen, language):
            labels[i], reported, last = "A", False, None
        elif label == "P" and reported:
            last = i
            if _is_reported(i, lines, seen, language):
                labels[i], last = "A", None
        if reported and last is not None and _is_pictured(i, read, lines, seen, language):
            if sum(len(line.text) for line in lines[last : i + 1]) <= CAPTION:
                labels[last] = "A"
            reported = False
    return labels


def _is_pictured(i: int, labels: Sequence[str], lines: Sequence[Line], seen: Sequence[Sequence[str]], language: str) -> bool:
    """Whether a line of text ends with the names of photographers alone."""
    if labels[i] not in "APQ" or not any(name.startswith("closing-picture") for name in seen[i]):
        return False
    said = credits.closing(lines[i].text.text, language)
    return said is not None and {one.role for one in said.authors} == {PHOTOGRAPHER}


def _is_reported(i: int, lines: Sequence[Line], seen: Sequence[Sequence[str]], language: str) -> bool:
    """Whether a line opens with a dispatch, or another credit, that surely names who reports."""
    if not any(name.startswith("opening") for name in seen[i]):
        return False
    said = _opens_with(i, lines, language)
    return said is not None and said.score >= SURE and _names(said)
