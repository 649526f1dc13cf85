"""Bylines on lines of their own: where the lines of a body and of a byline beside it are parted.

What labels a line sees it by itself. A byline in the line above a body may be the first part of the body's dateline or of
its first sentence; a line labelled as the body's first may be a byline that the measure gives away: it falls short, and what
follows opens a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tasks.languages import language as known
from tasks.model.article import EDITOR
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.decision.labels import BODY, HEAD, runs
from tasks.segment.pieces import body_text, wrapped_text
from tasks.segment.units import Body

SURE, LIKELY = 0.8, 0.4
"""From these scores on a body's first line is a byline: by its words alone, or if it falls short of its measure as well."""
ANNOUNCED = ("latin.label", "latin.standalone-nobody", "latin.standalone-told")
"""Rules that read words which announce a byline, not a bare name."""
NAME, NAMED = 4, 0.4
"""Characters of a Chinese name that stands between blank lines, at the most, and the score of one with a usual surname."""
CAPTION = 420
"""Characters of the longest caption."""
SHORT = 0.8
"""Share of the measure that a byline's last line fills at most; a paragraph's lines fill it all (98 of 100 in justified and
ragged print alike)."""
_RUNS_ON = re.compile(r"[^\W\d_][\w’-]*, (?:\d{1,3}\b|of\b|who\b|aged\b|an?\b|the\b)")
_INITIAL = re.compile(r"(?:^|[\s.])(?:[A-Z]|ST|MC)\.$")
_ENDED = re.compile(r"[.!?…][\"'”’)»]*$")


def relabelled(labels: Sequence[str], seen: Sequence[Sequence[str]], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, with lines of a headline that say of themselves that they are a byline labelled so.

    Of 350 golden headlines none has a line whose words announce a name or a correspondent as a byline does.
    """
    out = list(labels)
    if language.startswith("zh"):
        return _names_apart(_letters_headed(_notices_headed(out, lines, language), lines, language), lines, language)
    for i, label in enumerate(labels):
        if label not in HEAD or not any(name.startswith("byline:") for name in seen[i]):
            continue
        order = [i]
        while order[-1] + 1 < len(lines) and labels[order[-1] + 1] in HEAD and _goes_on(seen[order[-1] + 1]):
            order.append(order[-1] + 1)
        said = credits.standalone(printed(lines, order), language)
        signed = i > 0 and labels[i - 1] in BODY and _ends_sentence(lines[i - 1].text.text)
        if said and (said.score >= 0.7 and said.rule.startswith(ANNOUNCED) or said.score >= 0.62 and signed):
            out[order[0] : order[-1] + 1] = ["Y"] * len(order)
    return _captions_apart(out, lines, language)


def _notices_headed(labels: list[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels of Chinese print, with what ends like a notice's headline no crosshead: below it another text begins."""
    headings = tuple(known(language).section("notice")["heading"])
    for first, after in runs(labels, {"X"}):
        if after < len(labels) and labels[after] in BODY and fold(lines[after - 1].text.text).endswith(headings):
            labels[first : after + 1] = [*"M" * (after - first), "A"]
    return labels


def _letters_headed(labels: list[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels of Chinese print, with what stands above a letter's salutation no crosshead: the letter begins below it."""
    salutes = _salutes(language)
    for first, after in runs(labels, {"X"}):
        if after < len(labels) and labels[after] in BODY and salutes.match(fold(lines[after].text.text)):
            labels[first : after + 1] = [*"M" * (after - first), "A"]
    return labels


@cache
def _salutes(language: str) -> re.Pattern[str]:
    return re.compile(known(language).section("flow")["salutes"])


def _names_apart(labels: list[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels of Chinese print, with names that stand between blank lines within or below a headline labelled bylines."""
    for i in range(1, len(lines) - 1):
        if labels[i] in HEAD and labels[i - 1] in HEAD and lines[i].gap and lines[i + 1].gap and not lines[i].place:
            said = credits.standalone(lines[i].text.text, language) if len(lines[i].text) <= NAME else None
            if said and said.score >= NAMED and said.authors:
                labels[i] = "Y"
    return labels


def _captions_apart(labels: list[str], lines: Sequence[Line], language: str) -> list[str]:
    """The labels, with a body's last paragraph an item of its own where it ends in a picture's credit: it is a caption.

    An article signs with its writer; only below a picture stands who took it. A crosshead above is the caption's heading.
    """
    out = list(labels)
    start, below = -1, _below(labels)
    first = next((i for i, label in enumerate(labels) if label in BODY), len(labels))
    for i, label in enumerate(labels):
        if label in "AP":
            start = i
        if label not in "APQ" or below[i] and below[i] in "PQX" or start < 0 or labels[start] != "P":
            continue
        if "".join(labels[start + 1 : i + 1]).strip("Q") or first >= start:
            continue
        text, _ = body_text(lines, range(start, i + 1))
        said = credits.closing(text.text, language) if len(text) <= CAPTION else None
        if said and said.score >= 0.6 and said.start and said.rule.endswith(("photographer", "picture")):
            out[start] = "A"
            heading = start - 1
            while heading > 0 and labels[heading] == "X":
                out[heading] = "M"
                heading -= 1
    return out


def _below(labels: Sequence[str]) -> list[str]:
    """For each line the label of the next that is neither furniture nor a jump line; none below the last."""
    out: list[str] = []
    after = ""
    for label in reversed(labels):
        out.append(after)
        after = after if label in "FJ" else label
    return out[::-1]


def _ends_sentence(text: str) -> bool:
    return _ENDED.search(text) is not None and _INITIAL.search(text) is None


def _goes_on(names: Sequence[str]) -> bool:
    return any(name.startswith("byline-on") for name in names)


def signs(order: Sequence[int], lines: Sequence[Line], language: str) -> bool:
    """Whether a byline belongs below a text: it names an editor, or is a bare name below a sentence's end."""
    said = credits.standalone(printed(lines, order), language) if order else None
    if said and any(one.role == EDITOR for one in said.authors):
        return True
    if language.startswith("zh") or not order or not _ends_sentence(lines[order[0] - 1].text.text):
        return False
    return said is not None and not said.rule.startswith(ANNOUNCED) and bool(said.authors)


def printed(lines: Sequence[Line], order: Sequence[int]) -> str:
    """The text of those lines, with a line feed where a line's end leaves a blank."""
    return wrapped_text(lines, order)


def parted(body: Body, lines: Sequence[Line], labels: Sequence[str], language: str) -> tuple[Body, Sequence[str]]:
    """The body with its bylines' lines where they belong, and the labels that then hold."""
    if language.startswith("zh") or not body.lines:
        return body, labels
    first = body.lines[0]
    jumps = [order for order in body.bylines if _is_jump(lines, order, language)]
    if jumps and not body.jumps:
        body = replace(body, jumps=jumps[0], bylines=[order for order in body.bylines if order is not jumps[0]])
    body = _given_back(body, lines, language)
    back = body.lines[: body.lines.index(first)]
    if back:
        labels = ["A" if i == back[0] else "Q" if i in back or i == first else label for i, label in enumerate(labels)]
    return _signed(_lifted(body, lines, language), lines, language), labels


def _is_jump(lines: Sequence[Line], order: Sequence[int], language: str) -> bool:
    text, _ = body_text(lines, order)
    found = credits.jump(text.text, language)
    return found is not None and found[0] == 0 and found[1] >= len(text.text) - 1


def _given_back(body: Body, lines: Sequence[Line], language: str) -> Body:
    """Lines taken for a byline that are the start of the body: of its dateline, of its first sentence, a drop cap."""
    kept: list[list[int]] = []
    first = list(body.lines)
    for order in body.bylines:
        drop = lines[order[0]].text.text
        if len(order) > 1 and len(drop) == 1 and drop.isupper() and lines[first[0]].text.text[0].islower():
            first.insert(0, order[0])
            kept.append(order[1:])
        elif order[-1] + 1 == first[0] and _opens_body(order, first, lines, language):
            first = [*order, *first]
        else:
            kept.append(order)
    return body if len(first) == len(body.lines) else replace(body, lines=first, bylines=kept)


def _opens_body(order: Sequence[int], first: Sequence[int], lines: Sequence[Line], language: str) -> bool:
    text, _ = body_text(lines, order)
    said = credits.standalone(text.text, language)
    if said and said.score >= SURE:
        return False
    whole, _ = body_text(lines, [*order, *first[:3]])
    opened = credits.opening(whole.text, language)
    if opened and opened.score >= 0.5 and opened.end > len(text.text) + 1:
        return True
    return _RUNS_ON.match(lines[first[0]].text.text) is not None


def _lifted(body: Body, lines: Sequence[Line], language: str) -> Body:
    """A body's first lines that are a byline."""
    for count in (3, 2, 1):
        order, rest = body.lines[:count], body.lines[count:]
        if not rest or any(after != before + 1 for before, after in pairwise(order)):
            continue
        last, after = lines[order[-1]], lines[rest[0]].text.text
        text = printed(lines, order)
        if len(text) > 120 or _ENDED.search(last.text.text) and count == 1 or after[0].islower():
            continue
        short = last.below is not None and last.width < SHORT * last.below
        said = credits.standalone(text, language)
        if said and said.score >= (LIKELY if short else SURE) and said.authors and not _wraps(last, after):
            return replace(body, lines=list(rest), bylines=[*body.bylines, list(order)])
    return body


def _wraps(last: Line, after: str) -> bool:
    """Whether the sentence goes on in the next line."""
    return last.text.text[-1] in ",-–—" or _RUNS_ON.match(after) is not None


def _signed(body: Body, lines: Sequence[Line], language: str) -> Body:
    """A body's last lines that are a signature: they stand below a sentence's end."""
    for count in (1, 2):
        order, rest = body.lines[-count:], body.lines[:-count]
        if not rest or any(after != before + 1 for before, after in pairwise(order)):
            continue
        text = printed(lines, order)
        above = lines[rest[-1]].text.text
        if len(text) > 70 or not _ends_sentence(above) or text.count("(") != text.count(")"):
            continue
        said = credits.standalone(text, language)
        if said and said.score >= LIKELY and said.authors and all(" " in one.name for one in said.authors):
            return replace(body, lines=list(rest), bylines=[*body.bylines, list(order)])
    return body
