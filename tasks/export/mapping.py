"""What all formats share: the rows of their tables, and how an article is turned into an object by them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import msgspec

Json = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """An article as published, the day that its batch is called by, and the one given for batches called by none."""

    article: Json
    night: date | None = None
    given: date | None = None

    @property
    def day(self) -> date | None:
        """The day its paper is of: its issue's date, else that of the batch."""
        return self._issued or self.batch_day

    @property
    def batch_day(self) -> date | None:
        """The day its batch is of: its own, else the one given."""
        return self.night or self.given

    @property
    def chosen_by(self) -> date | None:
        """The day that it is chosen by: that of its batch's name, else its issue's, else the one given."""
        return self.night or self._issued or self.given

    @property
    def _issued(self) -> date | None:
        found = (self.article.get("issue") or {}).get("date")
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:  # as a METS has it, in whatever form
            return None


class NotHeld(Exception):
    """An article that cannot be in a format, for want of something that the format asks for; the message has the way out."""


class PackageMissing(Exception):
    """A package that a format needs and that is not installed; the message says how to install it."""


@dataclass(frozen=True)
class Row:
    """Where fields of an article go.

    ``field`` names them as the article's schema does, several with commas between; none is what the format asks for by
    itself. ``to`` is the place in the format's own words; what stands after a blank is for readers alone. ``give`` gives
    what stands there, where that is not the field as it is.
    """

    field: str
    to: str
    give: Callable[[Entry], object] | None = None

    def value(self, entry: Entry) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What goes there; None or nothing at all if the article has none."""
        return self.give(entry) if self.give else at(entry.article, self.field)


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> object:
        """Take these bytes."""


class Writer(Protocol):
    """An export under way."""

    def add(self, entry: Entry) -> None:
        """Write an article.

        Raises:
            NotHeld: the format cannot have this one.
        """

    def end(self) -> None:
        """Write what belongs after the last one."""


Begin = Callable[[Sequence[Sink], str, date | None], Writer]
"""Begins an export into these sinks (one for each of the format's files) under a title, of a day."""


@dataclass(frozen=True)
class Format:
    """A format: its table, what it cannot hold (fields, with commas between, and why), and how it is written.

    ``files`` are the names of a batch's files, ``{}`` being the batch. ``joins``: one file may hold several batches.
    ``extra``: what has to be installed for it, as an extra of the package.
    """

    name: str
    title: str
    rows: Sequence[Row]
    begin: Begin
    files: Sequence[str]
    lost: Sequence[tuple[str, str]] = ()
    joins: bool = True
    extra: str = ""

    @property
    def suffix(self) -> str:
        """What the name of a file in the format ends in."""
        return self.files[0].partition("{}")[2]

    def lost_fields(self) -> list[str]:
        """The fields that it cannot hold, in the order of their table."""
        return [field for fields, _ in self.lost for field in split(fields)]

    def held_fields(self) -> list[str]:
        """The fields that it holds, each once."""
        return list(dict.fromkeys(field for row in self.rows for field in split(row.field)))

    def lost_told(self) -> list[str]:
        """The same, in short: ``confidence`` where nothing of it can be held."""
        held = {field.partition(".")[0] for field in self.held_fields()}
        tops = ((field, field.partition(".")[0]) for field in self.lost_fields())
        return list(dict.fromkeys(field if top in held else top for field, top in tops))


def split(fields: str) -> list[str]:
    """The fields that a row names."""
    return [field.strip() for field in fields.split(",") if field.strip()]


def at(article: Json, field: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A field by its name with dots; None where something above it is null.

    >>> at({"jump": None, "dateline": {"place": "Wexcombe"}}, "dateline.place")
    'Wexcombe'
    """
    value: Any = article
    for part in field.split("."):
        if value is None:
            return None
        value = value.get(part)
    return value


_STEP = re.compile(r"([^.\[\s]+)(\[([^\]]*)\])?(?:\.|(?=\s|$))")


@functools.cache
def _steps(to: str) -> tuple[tuple[str, dict[str, str] | None], ...]:
    """The steps of a place: each a name and, for lists, what marks the object meant (nothing: the list itself)."""
    found = []
    for name, brackets, inside in _STEP.findall(to.partition(" ")[0]):
        marks = dict(mark.split("=", 1) for mark in inside.split(",") if mark)
        found.append((name, marks if brackets else None))
    return tuple(found)


def put(item: Json, to: str, value: object) -> None:
    """Put a value into its place in an object; lists grow, objects on the way are made.

    ``headlines[role=deck].value`` is the value of the object in the list ``headlines`` whose role is ``deck``;
    ``people[]`` puts all of a list into that of this name.

    >>> item = {}
    >>> put(item, "headlines[role=main].value", "Wells run dry")
    >>> put(item, "people[] (name, rel)", [{"name": "Joss Penhallow"}])
    >>> item
    {'headlines': [{'role': 'main', 'value': 'Wells run dry'}], 'people': [{'name': 'Joss Penhallow'}]}
    """
    *way, (last, listed) = _steps(to)
    for name, marks in way:
        item = item.setdefault(name, {}) if marks is None else _marked(item.setdefault(name, []), marks)
    if listed is None:
        item[last] = value
    else:
        item.setdefault(last, []).extend(value)


def _marked(found: list[Json], marks: Mapping[str, str]) -> Json:
    for one in found:
        if marks.items() <= one.items():
            return one
    found.append(dict(marks))
    return found[-1]


def item_of(rows: Sequence[Row], entry: Entry, nulls: bool = False) -> Json:
    """An article as an object in a format; what it does not have is left out, or null where ``nulls``."""
    item: Json = {}
    for row in rows:
        value = row.value(entry)
        if nulls or (value is not None and value != []):
            put(item, row.to, value)
    return item


@dataclass(frozen=True)
class Lines:
    """A writer of one JSON object a line."""

    sink: Sink
    make: Callable[[Entry], object]

    def add(self, entry: Entry) -> None:
        """Write a line."""
        self.sink.write(msgspec.json.encode(self.make(entry)) + b"\n")

    def end(self) -> None:
        """Nothing comes after the last line."""


def lines(rows: Sequence[Row], nulls: bool = False) -> Begin:
    """Begins a file of one JSON object a line, made by these rows."""
    return lambda sinks, _title, _day: Lines(sinks[0], lambda entry: item_of(rows, entry, nulls))


def iso(entry: Entry) -> str | None:
    """The day of an entry's paper, as 2026-11-23."""
    return entry.day.isoformat() if entry.day else None


def midnight(day: date | None) -> str | None:
    """The beginning of a day, where a format wants a time: 2026-11-23T00:00:00Z."""
    return f"{day.isoformat()}T00:00:00Z" if day else None


def paragraph_spans(article: Json) -> list[tuple[int, int]]:
    r"""Where each paragraph stands in ``text``, half-open, in characters.

    >>> paragraph_spans({"text": "One.\n\nTwo.", "paragraphs": [{"text": "One."}, {"text": "Two."}]})
    [(0, 4), (6, 10)]
    """
    found = []
    start = 0
    for paragraph in article["paragraphs"]:
        end = start + len(paragraph["text"])
        found.append((start, end))
        start = end + 2  # the blank line between
    return found
