"""The grammar of a Chinese credit: outlet, persons, place, date and what was done, in any of the orders papers print.

A credit is read from left to right. A word such as 记者 opens a group of names; 摄, 采写, 整理 behind names say what those
before them did; a run before a date or 报道 is a place, or ends in one. Anything that fits nowhere ends the reading with
None: a credit is taken as a whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from tasks.model.article import AGENCY, AUTHOR, CORRESPONDENT, EDITOR, PHOTOGRAPHER, Author
from tasks.segment.credits import cjk_tokens as t
from tasks.segment.credits.cjk_names import (
    FROM,
    Piece,
    cut,
    is_body,
    is_district,
    is_name,
    is_place,
    listed,
    name_and_place,
    place_cost,
    surname,
)
from tasks.segment.credits.cjk_running import is_running
from tasks.segment.credits.cjk_words import names as known_names

_LONGEST_NAME = 12

_AFTER = "据據"
"""What stands before an agency whose report was followed, and is no part of its name."""


@dataclass(slots=True)
class _Group:
    """Persons (each as the pieces of the name) who did the same."""

    roles: set[str] = field(default_factory=set)
    people: list[list[Piece]] = field(default_factory=list)
    agency: Piece | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of text says as a credit."""

    groups: tuple[_Group, ...]
    words: frozenset[str]
    place: Piece | None
    date: Piece | None
    described: bool

    @classmethod
    def of_name(cls, pieces: list[Piece]) -> Reading:
        """One name without any word for what its bearer did."""
        return cls((_Group(people=[pieces]),), frozenset({t.HAN_}), None, None, False)

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these kinds was read."""
        return not self.words.isdisjoint(kinds)

    @property
    def bare(self) -> int:
        """How many names stand without any word for what they did."""
        return sum(len(group.people) for group in self.groups if not group.roles)

    @property
    def people(self) -> int:
        """How many persons are named."""
        return sum(len(group.people) for group in self.groups)

    def surnames(self, text: str) -> float:
        """The weakest surname among the names."""
        return min(
            (surname("".join(text[a:b] for a, b in one)) for group in self.groups for one in group.people), default=0.0
        )


ROLES = (t.REPORTER, t.SENDER, t.WRITER, t.WORDS, t.PICTURE, t.EDITOR, t.BOTH)
DESCRIBED = "described"
OUTLETS = (t.OWN, t.AGENCY, t.PAPER)


def _role(roles: set[str]) -> str:
    """The one role of a person who did all this, by the contract's precedence."""
    if t.PICTURE in roles and not roles & {t.WORDS, t.BOTH}:
        return PHOTOGRAPHER
    if t.SENDER in roles:
        return CORRESPONDENT
    return EDITOR if t.EDITOR in roles else AUTHOR


def authors(readings: list[Reading], text: str) -> tuple[Author, ...]:
    """Whom these readings name, in printed order, each once; ``text`` is the text as printed."""
    out: dict[str, str] = {}
    for group in (group for reading in readings for group in reading.groups):
        if group.agency:
            out.setdefault("".join(text[slice(*group.agency)].split()).lstrip(_AFTER), AGENCY)
        for pieces in group.people:
            name, role = "".join(text[a:b] for a, b in pieces), _role(group.roles)
            if out.get(name) == PHOTOGRAPHER and role in (AUTHOR, CORRESPONDENT) and group.roles:
                out[name] = role  # credited with the words as well
            out.setdefault(name, role)
    return tuple(Author(name, role) for name, role in out.items())


class _Reader:
    """Reads one stretch; ``text`` is folded."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups: list[_Group] = []
        self.mark = 0
        self.pieces: list[Piece] = []
        self.words: set[str] = set()
        self.place: Piece | None = None
        self.date: Piece | None = None
        self.slash = False
        self.headed = False  # roles stand before a slash: 记者/甲 摄影/乙
        self.described = False
        self.bad = False
        self.first: t.Token | None = None
        self.last: t.Token | None = None

    def read(self, items: Iterable[t.Token]) -> Reading | None:
        """All words of the stretch, in order; no more of them are asked for than it takes to know that it is no credit."""
        before: t.Token | None = None
        item: t.Token | None = None
        for follows in chain(items, (None,)):
            self.first = self.first or follows
            if item is not None and not self.described:
                self._take(item, before, follows)
                if self.bad:
                    return None
            before, item = item, follows
        self.last = before
        self._names()
        if self.bad:
            return None
        return Reading(tuple(self.groups), frozenset(self.words), self.place, self.date, self.described)

    def _take(self, item: t.Token, before: t.Token | None, follows: t.Token | None) -> None:
        if item.kind == t.HAN_ and before and self.text[before.start : before.end] == "发自":
            self.place = (item.start, item.end)
        elif item.kind in (t.HAN_, t.LATIN):
            self._piece(item)
        elif item.kind == t.SP:
            return
        elif item.kind in (t.SEP, t.SLASH, t.BULLET):
            self._sign(item, before, follows)
        elif item.kind == t.AGENCY:
            self._dateline()
            self.groups.append(_Group(agency=(item.start, item.end), done=True))
        elif item.kind == t.DATE_:
            if before is not None and before.kind in (t.REPORTER, t.SENDER):
                self.bad = True  # 记者11月9日从…: a sentence
            self._dateline(certain=True)
            self.date = (item.start, item.end)
        elif item.kind == t.PLAIN:
            if self.text[item.start : item.end] == "发自":
                self._names()
            else:
                self._dateline()
        elif item.kind == t.SUPPLY:
            self._supply()
        elif item.kind in ROLES:
            self._role_word(item, before, follows)
        else:
            self._names()
        self.words.add(item.kind)
        if item.kind not in (t.SLASH, t.SP, t.HAN_, t.LATIN):
            self.slash = False

    def _piece(self, item: t.Token) -> None:
        if item.end - item.start > 30:
            self.bad = True
        if self.slash and self.groups and self.groups[-1].people and t.WRITER in self.groups[-1].roles:
            self.described = True
            return
        self.pieces.append((item.start, item.end))

    def _sign(self, item: t.Token, before: t.Token | None, follows: t.Token | None) -> None:
        """A mark between words: names end here; a writer's description may begin."""
        if self.text[item.start] == "," and before is not None and before.kind in (t.REPORTER, t.SENDER):
            self.bad = True  # 某人告诉记者，…: a sentence
        if item.kind == t.SLASH and follows is not None and follows.kind == t.HAN_ and self._is_task():
            self.pieces = []
            self.groups.append(_Group({t.WORDS}))
            return
        waiting = bool(self.pieces)
        self._names()
        group = self.groups[-1] if self.groups else None
        if item.kind == t.BULLET:
            self.groups.append(_Group())
        elif waiting and group and t.WRITER in group.roles and group.people:
            self.described = True  # 作者罗以恩，某大学教授
        elif item.kind == t.SLASH and before is not None:
            self.slash = waiting

    def _is_task(self) -> bool:
        """Whether the run before a slash is no name, but what somebody did whose name follows: 示範／林小舟."""
        if len(self.pieces) != 1 or self.groups and not self.groups[-1].people:
            return False
        run = self.text[slice(*self.pieces[0])]
        return len(run) == 2 and not surname(run) and not is_place(run) and run not in known_names().ordinary

    def _role_word(self, item: t.Token, before: t.Token | None, follows: t.Token | None) -> None:
        if item.place == "before" or (item.place == "either" and self._leads(before, follows)):
            if item.kind == t.WRITER and not self.groups:
                self.pieces = []  # 台中市 读者 江小舟: where a letter comes from
            self._names()
            self.headed = self.headed or follows is not None and follows.kind == t.SLASH
            last = self.groups[-1] if self.groups else None
            if last and last.people and item.kind in (t.REPORTER, t.SENDER) and before and before.kind == t.SEP:
                self.groups.append(_Group({item.kind} | last.roles & {t.WORDS, t.PICTURE, t.BOTH}))  # 摄影：甲、本报记者 乙
            elif last and not last.people and not last.done and last.agency is None:
                last.roles.add(item.kind)  # 文/图 本报记者 …, 摄影：本报记者 …
            else:
                self.groups.append(_Group({item.kind}))
            if item.agency:
                self.groups.insert(len(self.groups) - 1, _Group(agency=item.agency, done=True))
            return
        self._names()
        if not any(group.people for group in self.groups[self.mark :]) and t.SUPPLY not in self.words:
            self.groups.append(_Group({item.kind}))
            return
        for group in self.groups[self.mark :]:
            group.roles.add(item.kind)
            group.done = True
        self.mark = len(self.groups)

    def _leads(self, before: t.Token | None, follows: t.Token | None) -> bool:
        """Whether a role that may stand on either side of the names stands before them here."""
        group = self.groups[-1] if self.groups else None
        worded = group is not None and bool(group.roles - {t.REPORTER, t.SENDER, t.WRITER})
        prefixed = group is not None and not group.done and (worded or self.headed)
        after = follows.kind if follows else ""
        if before is not None and before.kind == t.SLASH and not self.pieces and (group is None or group.people):
            return after in (t.SLASH,)
        if after == t.SLASH:
            return prefixed or not self.pieces or (before is not None and before.kind == t.SP)
        if not self.pieces and not (group and group.people and not group.done):
            return follows is not None
        if before is not None and before.kind in (t.HAN_, t.LATIN):
            return prefixed and after in (t.HAN_, t.LATIN)
        return follows is not None and prefixed

    def _supply(self) -> None:
        """提供, 翻摄自 …: who supplied a picture is a person only where the name looks like one."""
        pieces, self.pieces = self.pieces, []
        group = self.groups[-1] if self.groups else None
        run = "".join(self.text[a:b] for a, b in pieces)
        if pieces and not is_body(run) and len(run) <= 4 and surname(run) and (group is None or group.roles):
            found = listed(self.text, pieces)
            if found:
                (group or self._new()).people += found
                self.groups[-1].roles.add(t.PICTURE)

    def _new(self) -> _Group:
        self.groups.append(_Group())
        return self.groups[-1]

    def _open(self) -> _Group:
        """The group that names belong to now."""
        return self.groups[-1] if self.groups and not self.groups[-1].done else self._new()

    def _names(self) -> None:
        """The pieces read so far are names (or a body, or a desk behind a slash)."""
        pieces, self.pieces = self.pieces, []
        if not pieces:
            return
        group = self.groups[-1] if self.groups and not self.groups[-1].done else None
        if group and t.WRITER in group.roles and not group.people and self.text[pieces[0][0]] in "为系是":
            self._described_writer(group, pieces)
            return
        run = "".join(self.text[a:b] for a, b in pieces)
        if self.slash and group and group.people and (not surname(run) or run in known_names().places or len(run) > 4):
            self.place = (pieces[0][0], pieces[-1][1])
            return
        if t.SUPPLY in self.words and run in known_names().bodies:
            return  # 取自脸书
        if len(pieces) > 1 and (is_place(first := self.text[slice(*pieces[0])]) or is_district(first)):
            pieces = pieces[1:]  # a reader's letter: 江苏 王小明, 河北定县 王小明
        found = listed(self.text, pieces)
        if found is None:
            self.bad = t.SUPPLY not in self.words
        elif found:
            self._open().people += found
        elif not (group or self.words):
            self.bad = True

    def _described_writer(self, group: _Group, pieces: list[Piece]) -> None:
        """作者为剧场工作者 冉星河: the name stands last, or there is none."""
        self.words.add(DESCRIBED)
        start, end = pieces[-1]
        run = self.text[start:end]
        if len(pieces) > 1 and is_name(run) and (surname(run) or len(run) <= 3) and not is_body(run):
            group.people.append([(start, end)])
        else:
            for size in (3, 2):  # 某大学教授林小舟
                name, calling = run[-size:], run[-size - 1 : -size]
                if calling and calling in known_names().callings and surname(name) >= 0.9 and is_name(name):
                    group.people.append([(end - size, end)])
                    break
        group.done = True

    def _dateline(self, certain: bool = False) -> None:
        """The pieces read so far end in a place (``certain``: a date follows) or are names before 报道, 电."""
        pieces, self.pieces = self.pieces, []
        if not pieces:
            return
        first, last = pieces[0], pieces[-1]
        group = self.groups[-1] if self.groups and not self.groups[-1].done else None
        expecting = group is not None and bool(group.roles) and not (self.slash and group.people)
        if not expecting or (
            group and len(pieces) == 1 and not group.people and self.text[slice(*first)] in known_names().places
        ):
            self.place = (first[0], last[1])
            self.bad = last[1] - first[0] > _LONGEST_NAME
            return
        run = self.text[slice(*last)]
        if len(pieces) > 1 or (group and group.people and self.slash):
            if certain or place_cost(run) <= 0 or (not surname(run) and len(run) > 1) or is_body(run):
                self.place, pieces = last, pieces[:-1]
        else:
            end = name_and_place(run)
            if end is None:
                self.bad = True
                return
            if end < len(run):
                begins = end + (run[end] in FROM)
                self.place, pieces = (last[0] + begins, last[1]), [(last[0], last[0] + end)]
        found = listed(self.text, pieces)
        self.bad = found is None
        if group is not None:
            group.people += found or []


def read(text: str, lo: int, hi: int, items: list[t.Token] | None = None) -> Reading | None:
    """What ``text[lo:hi]`` (folded) says as a credit, or None where some of it is nothing that credits hold."""
    if hi - lo > 120 or items is None and is_running(text, lo, hi):
        return None
    rest = iter(t.tokens(text, lo, hi) if items is None else items)
    opening = list(islice(rest, 3))
    if _is_statement(text, opening):
        return None
    reader = _Reader(text)
    reading = reader.read(chain(opening, rest))
    first, last = reader.first, reader.last
    if reading is None or first is None or last is None:
        return None
    if last.end != hi and not (reading.described and first.kind == t.WRITER and hi - lo <= 60):
        return None
    if reading.described and ("。" in text[lo:hi] or text[hi - 1] in ",、"):
        return None
    return reading


def _is_statement(text: str, items: Sequence[t.Token]) -> bool:
    """Whether somebody is said to say something (业者：备援系统未启动): after a colon, more than a name."""
    if len(items) < 3 or items[0].kind != t.HAN_ or items[1].kind not in (t.SEP, t.SLASH) or items[2].kind != t.HAN_:
        return False
    return text[items[1].start] in ":：" and items[2].end - items[2].start > 4


__all__ = ["DESCRIBED", "OUTLETS", "ROLES", "Reading", "authors", "cut", "read"]
