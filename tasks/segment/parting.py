"""The evidence for one way to part a headline group into kicker, main headline and deck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tasks import languages
from tasks.model.page import Line
from tasks.segment.head_sizes import sizes

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.。][”\"’」』)）]*$")
_ASKS = re.compile(r"[?!？！…][”\"’」』)）]*$")
_INNER = re.compile(r"[.;:—–、，。；：,]\s*\S")
_DASH = re.compile(r"^\s*[-—–―─－]")
_QUOTE = re.compile(r"^[“„«‘「『《\"]")
NAMES = {"K": "kicker", "M": "main headline", "D": "deck"}


@dataclass(frozen=True, slots=True)
class Parting:
    """The lines up to ``top`` are the kicker, those from ``end`` on the deck, those between the main headline."""

    top: int
    end: int
    count: int

    def roles(self) -> str:
        """The role of each line."""
        return "K" * self.top + "M" * (self.end - self.top) + "D" * (self.count - self.end)

    def said(self) -> str:
        """The parts in words.

        >>> Parting(1, 3, 3).said()
        'kicker 1 line, main headline 2 lines'
        """
        return ", ".join(f"{NAMES[role]} {b - a} line{'s' if b - a > 1 else ''}" for role, a, b in self.parts())

    def parts(self) -> Iterator[tuple[str, int, int]]:
        """Each part's role, first line and the line after its last."""
        for role, a, b in (("K", 0, self.top), ("M", self.top, self.end), ("D", self.end, self.count)):
            if a < b:
                yield role, a, b


def labelled(lines: Sequence[Line], language: str) -> list[bool]:
    """Which lines are the name of a section or of a kind of piece, and nothing else: ``Letters to the Editor``.

    >>> from tasks.segment.parting import _label
    >>> bool(_label("en").fullmatch("OBITUARY.")), bool(_label("en").fullmatch("Obituary of a lock-keeper"))
    (True, False)
    """
    label = _label(language)
    return [label.fullmatch(line.text.text) is not None for line in lines]


@cache
def _label(language: str) -> re.Pattern[str]:
    names = languages.language(language).section("headline").get("label", "(?!)")
    return re.compile(rf"\W*(?:the )?(?:{names})\W*", re.IGNORECASE)


def evidence(lines: Sequence[Line], way: Parting, wide: bool, label: Sequence[bool]) -> list[str]:
    """The names of what can be seen of this way to part the lines; ``label`` says which are a section's name."""
    shape = "".join(role for role, _, _ in way.parts())
    names = [f"shape:{shape}", f"shape:{shape}+lines:{min(way.count, 5)}"]
    for role, a, b in way.parts():
        names += _part(lines, role, a, b, wide)
    for at in (way.top, way.end):
        if 0 < at < way.count:
            names += _cut(lines, at, "KM" if at == way.top else "MD")
    names += [f"{role}-label" for role, a, b in way.parts() if all(label[a:b])]
    names += [f"{role}-label-within" for role, a, b in way.parts() if b - a > 1 and label[a] and not all(label[a:b])]
    names += _compared(lines, way, wide)
    return names + sizes(lines, list(way.parts()))


def _part(lines: Sequence[Line], role: str, a: int, b: int, wide: bool) -> list[str]:
    """What a part shows by itself: its size, its wraps, its wording."""
    mine = lines[a:b]
    text = " ".join(line.text.text for line in mine)
    widest = max(line.width for line in mine)
    names = [f"{role}-lines:{min(b - a, 4)}", f"{role}-size:{_size(sum(line.width for line in mine), wide)}"]
    for before, line in zip(mine, mine[1:], strict=False):
        names += [f"{role}-wrap:{_wrap(before, line)}", f"{role}-wrap-widest:{_wrap_within(before, widest)}"]
        names.append(f"{role}-inner-gap:{min(line.gap, 1)}")
        names.append(f"{role}-inner:{_end(before.text.text)}")
    names += [f"{role}-ends:{_end(text)}", f"{role}-opens:{_start(text)}"]
    if _INNER.search(text):
        names.append(f"{role}-mark-within")
    if any(c.isdigit() for c in text):
        names.append(f"{role}-number")
    if wide:
        blanks = sum(len(line.blanks) for line in mine)
        names.append(f"{role}-phrases:{min(blanks, 3)}")
        names.append(f"{role}-even:{_even(mine)}")
    else:
        names.append(f"{role}-words:{_count(text)}")
        names.append(f"{role}-case:{_case(text)}")
    return names


def _cut(lines: Sequence[Line], at: int, where: str) -> list[str]:
    """How the lines meet where two parts do."""
    before, line = lines[at - 1], lines[at]
    return [
        f"{where}-wrap:{_wrap(before, line)}",
        f"{where}-gap:{min(line.gap, 1)}",
        f"{where}-after:{_end(before.text.text)}",
        f"{where}-after:{_end(before.text.text)}+opens:{_start(line.text.text)}",
    ]


def _compared(lines: Sequence[Line], way: Parting, wide: bool) -> list[str]:
    """How wide the parts' widest lines are against each other's: in larger type a column holds fewer characters."""
    widest = {role: max(line.width for line in lines[a:b]) for role, a, b in way.parts()}
    cased = {role: _case(" ".join(line.text.text for line in lines[a:b])) for role, a, b in way.parts()}
    names = []
    for role in ("K", "D"):
        if role in widest:
            names.append(f"{role}/M:{_ratio(widest[role], widest['M'])}")
            several = min(way.end - way.top, 2)
            names.append(f"{role}/M:{_ratio(widest[role], widest['M'])}+M-lines:{several}")
            if not wide:
                names.append(f"{role}-case:{cased[role]}+M-case:{cased['M']}")
    if not wide and len(widest) == 1:
        changes = [_case(a.text.text) != _case(b.text.text) for a, b in zip(lines, lines[1:], strict=False)]
        names.append(f"case-changes:{min(sum(changes), 2)}")
    return names


def _wrap(before: Line, line: Line) -> str:
    """Whether the line before could have held the next word in the width that this line takes."""
    room = (line.width - before.width - before.need) / max(line.width, 1.0)
    return _room(room)


def _wrap_within(before: Line, widest: float) -> str:
    return _room((widest - before.width - before.need) / max(widest, 1.0))


def _room(share: float) -> str:
    for limit, name in ((-0.25, "far-over"), (-0.02, "over"), (0.05, "edge"), (0.2, "room"), (0.45, "much-room")):
        if share <= limit:
            return name
    return "half-empty"


def _ratio(a: float, b: float) -> str:
    share = a / max(b, 1.0)
    for limit in (0.3, 0.5, 0.7, 0.9, 1.1, 1.35, 1.7, 2.2):
        if share <= limit:
            return f"{limit}"
    return "more"


def _size(width: float, wide: bool) -> str:
    for limit in (8, 14, 20, 28, 40, 60, 90):
        if width <= limit:
            return str(limit)
    return "more"


def _even(part: Sequence[Line]) -> str:
    widths = [len(line.text) for line in part]
    return "one" if len(part) == 1 else "even" if max(widths) - min(widths) <= 1 else "uneven"


def _count(text: str) -> str:
    words = len(_WORD.findall(text))
    for limit in (1, 2, 3, 5, 8, 12, 18):
        if words <= limit:
            return str(limit)
    return "more"


def _case(text: str) -> str:
    words = [w for w in _WORD.findall(text) if len(w) > 3] or _WORD.findall(text)
    if not words or not any(c.islower() or c.isupper() for c in text):
        return "none"
    if all(w.isupper() for w in words):
        return "capitals"
    if len(words) > 1 and sum(w[0].isupper() for w in words) * 5 >= len(words) * 4:
        return "title"
    return "sentence" if words[0][0].isupper() or not text[0].islower() else "lower"


def style(lines: Sequence[str]) -> str:
    """The case of some lines of Latin print, and whether they end with a full stop."""
    text = " ".join(lines)
    return f"{_case(text)}{'.' if _SENTENCE.search(text) else ''}"


def _end(text: str) -> str:
    if _SENTENCE.search(text):
        return "period"
    if _ASKS.search(text):
        return "asks"
    last = text[-1]
    if last in ":：":
        return "colon"
    if last in ",，、;；":
        return "comma"
    if last in "-\u00ad\u2010\u00ac":
        return "hyphen"
    if last in "—–":
        return "dash"
    if last in '”’」』»"》)）':
        return "closer"
    return "other"


def _start(text: str) -> str:
    if _DASH.match(text):
        return "dash"
    if _QUOTE.match(text):
        return "quote"
    return "lower" if text[0].islower() else "digit" if text[0].isdigit() else "other"
