"""The evidence for one way to part a headline group into kicker, main headline and deck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tasks import languages
from tasks.languages.pairs import CLOSE, bond
from tasks.model.page import Line
from tasks.segment.headlines.head_sizes import sizes
from tasks.segment.headlines.head_wording import ROLES

_WORD = re.compile(r"[^\W\d_]+")
_CLOSE = '”"’」』)）'
"""What may stand behind a stop."""
_INNER = re.compile(r"[.;:—–、，。；：,]\s*\S")
_DASH = re.compile(r"^\s*[-—–―─－]")
_QUOTE = re.compile(r"^[“„«‘「『《\"]")
CASES = ("none", "capitals", "title", "sentence", "lower")
STYLES = tuple(f"{case}{stop}" for case in CASES for stop in ("", "."))
"""How a piece of Latin print is written: its case, and whether it ends with a full stop."""


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
        return ", ".join(f"{ROLES[role]} {b - a} line{'s' if b - a > 1 else ''}" for role, a, b in self.parts())

    def parts(self) -> Iterator[tuple[str, int, int]]:
        """Each part's role, first line and the line after its last."""
        for role, a, b in (("K", 0, self.top), ("M", self.top, self.end), ("D", self.end, self.count)):
            if a < b:
                yield role, a, b


def labelled(lines: Sequence[Line], language: str) -> list[bool]:
    """Which lines are the name of a section or of a kind of piece, and nothing else: ``Letters to the Editor``.

    >>> from tasks.segment.headlines.parting import _label
    >>> bool(_label("en").fullmatch("OBITUARY.")), bool(_label("en").fullmatch("Obituary of a lock-keeper"))
    (True, False)
    """
    label = _label(language)
    return [label.fullmatch(line.text.text) is not None for line in lines]


@cache
def _label(language: str) -> re.Pattern[str]:
    names = languages.language(language).section("headline").get("label", "(?!)")
    return re.compile(rf"\W*(?:the )?(?:{names})\W*", re.IGNORECASE)


class Group:
    """A headline's lines, and what can be seen of each stretch of them: the ways to part them have most of it in common."""

    def __init__(self, lines: Sequence[Line], wide: bool, label: Sequence[bool]) -> None:
        """The lines, in order; whether the page is set in full-width characters; which are a section's name."""
        self.lines, self.wide, self.label = lines, wide, label
        self._texts = [line.text.text for line in lines]
        self._words = [_WORD.findall(text) for text in self._texts]
        self._ends = [_end(text) for text in self._texts]
        self._divided = [bond(above[-1], below[0]) == CLOSE for above, below in pairwise(self._texts)] if wide else []
        self._looks: dict[tuple[int, int], _Look] = {}
        self._parts: dict[tuple[str, int, int], list[str]] = {}
        self._cuts: dict[tuple[int, str], list[str]] = {}

    def names(self, way: Parting) -> list[str]:
        """The names of what can be seen of this way to part the lines."""
        parts = list(way.parts())
        shape = "".join(role for role, _, _ in parts)
        names = [f"shape:{shape}", f"shape:{shape}+lines:{min(way.count, 5)}"]
        for part in parts:
            names += self._part(*part)
        for at in (way.top, way.end):
            if 0 < at < way.count:
                names += self._cut(at, "KM" if at == way.top else "MD")
        if any(self.label):
            names += self._labels(parts)
        return names + self._compared(way, parts) + sizes(self.lines, parts)

    def _look(self, a: int, b: int) -> _Look:
        if (a, b) not in self._looks:
            self._looks[a, b] = self._looked(a, b)
        return self._looks[a, b]

    def _looked(self, a: int, b: int) -> _Look:
        """What a stretch of lines shows, whichever part it is: its size, its wraps, its wording."""
        mine, text = self.lines[a:b], " ".join(self._texts[a:b])
        words = [word for some in self._words[a:b] for word in some]
        widest, case = max(line.width for line in mine), "" if self.wide else _case(words, text)
        names = [f"lines:{min(b - a, 4)}", f"size:{_size(sum(line.width for line in mine))}"]
        for i in range(a, b - 1):
            before, line = self.lines[i], self.lines[i + 1]
            names += [f"wrap:{_wrap(before, line)}", f"wrap-widest:{_wrap_within(before, widest)}"]
            names += [f"inner-gap:{min(line.gap, 1)}", f"inner:{self._ends[i]}"]
            if self.wide and self._divided[i]:
                names.append("inner-divided")
        names += [f"ends:{self._ends[b - 1]}", f"opens:{_start(text)}"]
        if _INNER.search(text):
            names.append("mark-within")
        if any(map(str.isdigit, text)):
            names.append("number")
        if self.wide:
            names += [f"phrases:{min(sum(len(line.blanks) for line in mine), 3)}", f"even:{_even(mine)}"]
        else:
            names += [f"words:{_count(words)}", f"case:{case}"]
        return _Look(names, widest, case)

    def _part(self, role: str, a: int, b: int) -> list[str]:
        """What a part shows by itself."""
        if (role, a, b) not in self._parts:
            self._parts[role, a, b] = [f"{role}-{name}" for name in self._look(a, b).names]
        return self._parts[role, a, b]

    def _cut(self, at: int, where: str) -> list[str]:
        """How the lines meet where two parts do."""
        if (at, where) not in self._cuts:
            before, line = self.lines[at - 1], self.lines[at]
            self._cuts[at, where] = [
                f"{where}-wrap:{_wrap(before, line)}",
                f"{where}-gap:{min(line.gap, 1)}",
                f"{where}-after:{self._ends[at - 1]}",
                f"{where}-after:{self._ends[at - 1]}+opens:{_start(line.text.text)}",
            ]
            if self.wide and self._divided[at - 1]:
                self._cuts[at, where].append(f"{where}-divided")
        return self._cuts[at, where]

    def _labels(self, parts: Sequence[tuple[str, int, int]]) -> list[str]:
        """Which parts are the name of a section, and which begin with one."""
        label = self.label
        names = [f"{role}-label" for role, a, b in parts if all(label[a:b])]
        return names + [f"{role}-label-within" for role, a, b in parts if b - a > 1 and label[a] and not all(label[a:b])]

    def _compared(self, way: Parting, parts: Sequence[tuple[str, int, int]]) -> list[str]:
        """How wide the parts' widest lines are against each other's: in larger type a column holds fewer characters."""
        looks = {role: self._look(a, b) for role, a, b in parts}
        main, several = looks["M"], min(way.end - way.top, 2)
        names = []
        for role in ("K", "D"):
            if role in looks:
                ratio = f"{role}/M:{_ratio(looks[role].widest, main.widest)}"
                names += [ratio, f"{ratio}+M-lines:{several}"]
                if not self.wide:
                    names.append(f"{role}-case:{looks[role].case}+M-case:{main.case}")
        if not self.wide and len(looks) == 1:
            cases = [_case(words, text) for words, text in zip(self._words, self._texts, strict=True)]
            changes = sum(before != case for before, case in pairwise(cases))
            names.append(f"case-changes:{min(changes, 2)}")
        return names


@dataclass(frozen=True, slots=True)
class _Look:
    """What a stretch of lines shows: names without the part's, the width of its widest line, its case."""

    names: list[str]
    widest: float
    case: str


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


def _size(width: float) -> str:
    for limit in (8, 14, 20, 28, 40, 60, 90):
        if width <= limit:
            return str(limit)
    return "more"


def _even(part: Sequence[Line]) -> str:
    widths = [len(line.text) for line in part]
    return "one" if len(part) == 1 else "even" if max(widths) - min(widths) <= 1 else "uneven"


def _count(words: Sequence[str]) -> str:
    for limit in (1, 2, 3, 5, 8, 12, 18):
        if len(words) <= limit:
            return str(limit)
    return "more"


def _case(words: Sequence[str], text: str) -> str:
    words = [w for w in words if len(w) > 3] or words
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
    return f"{_case(_WORD.findall(text), text)}{'.' if _end(text) == 'period' else ''}"


def _end(text: str) -> str:
    stop = text.rstrip(_CLOSE)[-1:]
    if stop and stop in ".。":
        return "period"
    if stop and stop in "?!？！…":
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
