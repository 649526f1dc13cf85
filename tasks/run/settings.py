"""Settings: from luigi.cfg and the command line (which wins), each checked for key, type and value.

``[clipsheet]`` holds what concerns a run, ``[normalise]``, ``[reflow]``, ``[segment]`` and ``[emit]`` what each stage reads
(the fields of its room's ``Settings``; nothing is listed here twice). ``[batch:2026-11-23]`` holds stages' settings for one
batch, ``[page:2026-11-23/merrowby-observer]`` for one file of it; both may be patterns (``[batch:2026-11-*]``). A page's
section wins over a batch's, a name in full over a pattern, of two patterns the later.
"""

from __future__ import annotations

import configparser
import contextlib
import dataclasses
import difflib
import fnmatch
import functools
import os
import re
import types
import typing
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from tasks.run.errors import Unreadable, Usage
from tasks.run.stages import NAMES, STAGES, IsSettings

SECTION = "clipsheet"
BATCH, PAGE = "batch:", "page:"
PATTERN = frozenset("*?[")
"""What makes a batch's or a page's name one for several."""


@dataclasses.dataclass(frozen=True)
class RunSettings:
    """What concerns a run and shapes no result."""

    seeds: str = dataclasses.field(
        default="seeds",
        metadata={
            "help": "the folder of raw pages, read only; like the next two a path, or a URL such as s3://papers/seeds"
        },
    )
    intermediate: str = dataclasses.field(default="intermediate", metadata={"help": "the folder of cached results"})
    output: str = dataclasses.field(default="output", metadata={"help": "the folder that articles are written to"})
    workers: int = dataclasses.field(default=1, metadata={"help": "processes at work at once", "min": 1, "max": 256})
    shard_size: int = dataclasses.field(
        default=100, metadata={"help": "files one Luigi task works on, at most", "min": 1, "max": 100_000}
    )
    layout: str | None = dataclasses.field(
        default=None,
        metadata={
            "help": "a file for each result, or many to a file; nothing: as the batch lies, a new one in files",
            "choices": ("files", "shards"),
        },
    )
    max_failed_share: float = dataclasses.field(
        default=1.0,
        metadata={"help": "the share of failed files at which a run gives up early", "min": 0.0, "max": 1.0},
    )
    retry: int = dataclasses.field(
        default=0,
        metadata={"help": "how often to try again what may pass: an unreadable file, a full disk", "min": 0, "max": 10},
    )
    max_page_seconds: float = dataclasses.field(
        default=300.0,
        metadata={"help": "seconds that a stage may work on a page, normalise on a file; 0: any time", "min": 0.0},
    )
    ignore: tuple[str, ...] = dataclasses.field(
        default=(
            *("README", "README.*", "*.part", "*.tmp", "*.swp", "*~", "Thumbs.db", "desktop.ini"),
            *("*mets.xml", "*METS.xml", "*didl.xml", "*DIDL.xml"),  # they list an issue's pages, and hold none
            *("*_articletext.xml", "*_a[0-9]*_ocr.xml"),  # what a DIDL's articles say, which ALTO says with its places
        ),
        metadata={"help": "patterns of file names among the seeds that are no pages"},
    )
    corrections: str = dataclasses.field(
        default="take",
        metadata={"help": "what corrections.json beside the pages says: taken, or left alone", "choices": ("take", "leave")},
    )
    engine: str = dataclasses.field(
        default="local", metadata={"help": "what does the work: processes here, or Dask", "choices": ("local", "dask")}
    )
    scheduler: str | None = dataclasses.field(
        default=None,
        metadata={"help": "the address of a luigid, or with engine = dask of Dask's scheduler; nothing: the run needs none"},
    )
    worker_wait: float = dataclasses.field(
        default=60.0,
        metadata={"help": "seconds without any worker after which a run on Dask gives up; 0: never", "min": 0.0},
    )
    log_file: str | None = dataclasses.field(
        default=None, metadata={"help": "a file that each run's log is added to; -: standard error; nothing: no log"}
    )
    log_format: str = dataclasses.field(
        default="text", metadata={"help": "one entry a line either way", "choices": ("text", "json")}
    )
    metrics_file: str | None = dataclasses.field(
        default=None, metadata={"help": "a file that each run's figures are written to, for Prometheus"}
    )


@dataclasses.dataclass(frozen=True)
class Key:
    """One setting: its section, name, type, default and what is allowed."""

    section: str
    name: str
    kind: Any
    default: Any
    rules: Mapping[str, Any]

    @property
    def allowed(self) -> str:
        """In words, what a value may be."""
        choices = self.choices
        if choices:
            return "one of " + ", ".join(str(choice) for choice in choices)
        words = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
        optional = type(None) in typing.get_args(self.kind)
        text = "a list, separated by blanks" if _is_tuple(self.kind) else words[_scalar(self.kind)]
        if self.rules.get("codec"):
            text = "a text encoding that Python knows, such as gb18030 or cp1252"
        low, high = self.rules.get("min"), self.rules.get("max")
        if low is not None or high is not None:
            text += f" from {low}" + (f" to {high}" if high is not None else " up")
        return text + (", or nothing for automatic" if optional else "")

    @property
    def choices(self) -> tuple[Any, ...]:
        """The values allowed, where they are few: of a Literal, or as the field's metadata says."""
        if typing.get_origin(self.kind) is typing.Literal:
            return typing.get_args(self.kind)
        return tuple(self.rules.get("choices", ()))

    def read(self, text: str, where: str) -> object:
        """The value that a text stands for.

        Raises:
            Usage: it is none that is allowed.
        """
        value = text.strip()
        wrong = Usage(f"{where}: {self.name} = {text!r} is not allowed; allowed is {self.allowed}")
        if value in ("", "auto", "none") and type(None) in typing.get_args(self.kind):
            return None
        if _is_tuple(self.kind):
            return tuple(value.replace(",", " ").split())
        try:
            found = _converted(value, str if self.choices else _scalar(self.kind))
            if self.rules.get("codec"):
                "a".encode(value)  # of an empty text Python would ask no codec
        except (ValueError, LookupError):
            raise wrong from None
        if self.choices:
            by_text = {str(choice): choice for choice in self.choices}
            if value not in by_text:
                raise wrong
            return by_text[value]
        low, high = self.rules.get("min"), self.rules.get("max")
        if (low is not None and not found >= low) or (high is not None and not found <= high):
            raise wrong
        return found


def _is_tuple(kind: object) -> bool:
    return typing.get_origin(kind) in (tuple, list, frozenset)


def _scalar(kind: object) -> type:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kind = next(part for part in typing.get_args(kind) if part is not type(None))
    return next((plain for plain in (bool, int, float) if kind is plain), str)


def _converted(value: str, kind: type) -> Any:  # noqa: ANN401 - what it is, ``kind`` says
    if kind is bool:
        states = configparser.ConfigParser.BOOLEAN_STATES
        if value.lower() not in states:
            raise ValueError(value)
        return states[value.lower()]
    return kind(value.replace("_", "")) if kind is int else kind(value)


@functools.cache
def keys() -> tuple[Key, ...]:
    """Every setting there is."""
    return tuple(_keys_of(SECTION, RunSettings)) + tuple(
        key for stage in STAGES for key in _keys_of(stage.name, stage.room.Settings)
    )


def _keys_of(section: str, owner: type[IsSettings]) -> Iterator[Key]:
    hints = typing.get_type_hints(owner)
    for field in dataclasses.fields(owner):
        yield Key(section, field.name, hints[field.name], getattr(owner(), field.name), field.metadata)


def find(name: str, section: str | None, where: str) -> Key:
    """The setting of this name: within a section, or (``stage.name`` or ``name``) within all.

    Raises:
        Usage: there is none, or there are several.
    """
    name = name.replace("-", "_")
    if section is None and "." in name:
        section, _, name = name.partition(".")
    found = [key for key in keys() if key.name == name and section in (None, key.section)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Usage(f"{where}: {name} is a setting of {' and '.join(k.section for k in found)}; write <stage>.{name}")
    known = sorted({key.name for key in keys() if section in (None, key.section)})
    near = difflib.get_close_matches(name, [*known, "batch", "page"] if section is None else known, 1)
    hint = f"; did you mean {near[0]}?" if near else "."
    raise Usage(f"{where}: there is no setting {name!r}{hint} Allowed: {', '.join(known) or 'none in this section'}")


@dataclasses.dataclass(frozen=True)
class Settings:
    """All settings of a run: ``given`` lists what was asked for, each with its section and name."""

    run: RunSettings
    given: tuple[tuple[str, str, Any], ...]

    @functools.cached_property
    def _of_pages(self) -> bool:
        """Whether there is any section about pages."""
        return any(section.startswith(PAGE) for section, _, _ in self.given)

    def page_sections(self, page: str) -> tuple[str, ...]:
        """The sections that are about this page (``batch/name of its file``), among others or alone."""
        if not self._of_pages:
            return ()
        found = (section for section, _, _ in self.given if section.startswith(PAGE))
        return tuple(dict.fromkeys(section for section in found if _matches(section, PAGE, page)))

    def about_nothing(self, batch: str, files: Collection[str]) -> list[str]:
        """The sections that name a file of this batch in full, and not as one of its files is called."""
        start = f"{PAGE}{batch}/"
        named = dict.fromkeys(section for section, _, _ in self.given if section.startswith(start))
        return [section for section in named if not PATTERN & set(section) and section.removeprefix(start) not in files]

    def of_stage(self, stage: str, batch: str, pages: tuple[str, ...] = ()) -> IsSettings:
        """The settings of a stage's room for one batch, or for those files of it that these page sections are about."""
        values: dict[str, Any] = {}
        for section, name, value in sorted(self.given, key=lambda item: _rank(item[0], stage, batch, pages)):
            if _rank(section, stage, batch, pages) >= 0:
                owner, _, key = name.rpartition(".")
                if owner in ("", stage):
                    values[key] = value
        room = next(item for item in STAGES if item.name == stage).room
        made: IsSettings = room.Settings(**values)
        return made


def _rank(section: str, stage: str, batch: str, pages: tuple[str, ...]) -> int:
    """How much a section counts for a stage, a batch and the page sections that apply; negative: not at all."""
    if section == stage:
        return 0
    if section == f"option:{stage}":
        return 5
    if section.startswith(BATCH) and _matches(section, BATCH, batch):
        return 2 if section == BATCH + batch else 1
    if section in pages:
        return 3 if PATTERN & set(section) else 4
    return -1


def _matches(section: str, kind: str, name: str) -> bool:
    pattern = section.removeprefix(kind)
    return pattern == name or fnmatch.fnmatchcase(name, pattern)


def default_file() -> Path:
    """The configuration file in use: ``luigi.cfg`` here, or where Luigi was told it is."""
    return Path(os.environ.get("LUIGI_CONFIG_PATH") or "luigi.cfg")


def load(file: Path | None = None, options: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        file: a configuration file; None for Luigi's own. One that is not there holds nothing.
        options: what the command line said, by name (``encoding`` or ``normalise.encoding``).

    Raises:
        Usage: an unknown section or key, or a value that is not allowed.
    """
    path = default_file() if file is None else file
    if file is not None and not path.exists():
        raise Usage(f"there is no configuration file {path}")
    given: list[tuple[str, str, Any]] = list(_from_file(path))
    for name, text in (options or {}).items():
        key = find(name, None, "command line")
        given.append((f"option:{key.section}", key.name, key.read(text, "command line")))
    run = {name: value for section, name, value in given if section in (SECTION, f"option:{SECTION}")}
    return Settings(RunSettings(**run), tuple(given))


def of_options(options: Mapping[str, str]) -> Settings:
    """The settings under these options, ``config`` among them.

    Raises:
        Usage: as :func:`load`.
    """
    named = dict(options)
    config = named.pop("config", None)
    return load(Path(config) if config else None, named)


def _from_file(path: Path) -> Iterator[tuple[str, str, Any]]:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        with contextlib.suppress(FileNotFoundError), path.open(encoding="utf-8") as file:
            parser.read_file(file, str(path))
    except (configparser.Error, UnicodeDecodeError) as wrong:
        marked = "; save it without the byte order mark" if "\\ufeff" in str(wrong) else ""
        raise Usage(f"{path} cannot be read: {wrong}{marked}") from wrong
    except OSError as wrong:  # as if it were not there, all would be made anew with other settings
        raise Unreadable(
            f"{path} cannot be read: {wrong.strerror or wrong}; mend that, or name another with --config"
        ) from wrong
    ours = (SECTION, *NAMES)
    for section in parser.sections():
        where = f"{path} [{section}]"
        if section.startswith((BATCH, PAGE)):
            _check_named(section, where)
            for name, text in parser.items(section):
                key = find(name, None, where)
                if key.section == SECTION:
                    raise Usage(f"{where}: {key.name} concerns whole runs; set it in [{SECTION}]")
                yield section, f"{key.section}.{key.name}", key.read(text, where)
        elif section in ours:
            for name, text in parser.items(section):
                key = find(name, section, where)
                yield section, key.name, key.read(text, where)
        elif almost := re.match("(batch|page)[^a-z_]+(.*)", section, re.IGNORECASE):
            raise Usage(f"{path}: there is no section [{section}]; did you mean [{almost[1].lower()}:{almost[2]}]?")
        elif near := difflib.get_close_matches(section, [*ours, "batch", "page"], 1, 0.75):
            raise Usage(f"{path}: there is no section [{section}]; did you mean [{near[0]}]? Allowed: {', '.join(ours)}")


def _check_named(section: str, where: str) -> None:
    """Refuse a section whose name no batch, or no page of one, can have: it would say something of nothing.

    Raises:
        Usage: it is one.
    """
    kind, _, name = section.partition(":")
    batch, slash, page = name.partition("/")
    if kind == "batch" and (not batch or slash):
        raise Usage(f"{where}: name a folder directly below the seeds, such as [batch:2026-11-23] or [batch:2026-11-*]")
    if kind == "page" and not (batch and page) and not (name and PATTERN & set(name)):
        raise Usage(f"{where}: name the page's batch, too, such as [page:default/{page or batch or 'front'}]")
