"""The four stages: their order, where their results lie, and the rooms that do the work (imported when first used)."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from tasks.model.errors import PageError
from tasks.store import Making, Recipe, Sources, plain

if TYPE_CHECKING:
    from tasks.model.article import SegmentedPage
    from tasks.model.correction import Correction
    from tasks.model.ledger import Caution
    from tasks.model.page import CleanPage, FlowPage
    from tasks.model.source import SourceIssue

OWN = "own"
"""Of the setting ``article_structure``: what the METS or DIDL of an issue says of its articles is not taken."""

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds the package ``tasks``."""


class IsSettings(Protocol):
    """A frozen dataclass with a default for each field: a room's settings."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True)
class Stage:
    """A stage: ``folder`` holds its cached results, of the type at ``kind`` (``module:name``).

    Its room is ``tasks.<name>``.
    """

    name: str
    folder: str
    kind: str

    @property
    def result(self) -> Any:  # noqa: ANN401 - the stage says what
        """The type of its results; the nouns are imported when there are some to be read."""
        module, _, name = self.kind.partition(":")
        return getattr(importlib.import_module(module), name) if name else dict[str, dict[str, Any]]

    @property
    def room(self) -> ModuleType:
        """The room's module."""
        return importlib.import_module(f"tasks.{self.name}")

    def load(self) -> None:
        """Import all that the room works with, which asking for its settings does not."""
        if hasattr(self.room, "__path__"):  # a stand-in has nothing behind it
            for module in (f"tasks.{self.name}.work", *_BEFORE.get(self.name, ())):
                importlib.import_module(module)

    @property
    def work(self) -> Callable[..., Any]:
        """The room's one public function."""
        work: Callable[..., Any] = getattr(self.room, self.name)
        return work

    @property
    def version(self) -> str:
        """The version that the room's author gave it."""
        return str(self.room.VERSION)

    def recipe(self, settings: IsSettings) -> Recipe:
        """What makes this stage's results besides their input, under these settings."""
        made = making(self.name)
        values = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
        return Recipe(self.name, self.version, made.code, made.data, plain(values), made.libraries)


STAGES = (
    Stage("normalise", "1-normalise", "tasks.model.page:CleanPage"),
    Stage("reflow", "2-reflow", "tasks.model.page:FlowPage"),
    Stage("segment", "3-segment", "tasks.model.article:SegmentedPage"),
    Stage("emit", "4-emit", ""),
)
"""In the order they run. Emit's cached result names the files it wrote: file → digest and size."""

NAMES = tuple(stage.name for stage in STAGES)

_BEFORE = {"normalise": ("tasks.read",)}
"""Rooms at work before a stage's own: what the readers of formats make of a file is what its first stage begins from."""


def normalised(
    data: bytes, settings: IsSettings, source: str = "", issue: tuple[str, bytes] | None = None
) -> tuple[CleanPage, ...]:
    """The pages of a file in whatever format, through the readers and the first stage.

    Args:
        data: the file.
        settings: of the first stage.
        source: the file's path; its METS or DIDL knows it by its name.
        issue: the path and the bytes of the METS or DIDL that names it, if there is one.

    Raises:
        PageError: it cannot be a page, of whichever kind.
    """
    from tasks.read import read
    from tasks.read.formats import format_of
    from tasks.read.issue import in_issue

    limit = getattr(settings, "max_page_bytes", None)
    whole = limit is None or len(data) <= limit
    if not whole or not format_of(data):
        plain_pages: tuple[CleanPage, ...] = STAGES[0].work(data, settings)
        return plain_pages
    name = source.rpartition("/")[2]
    listed, doubts = _listed(name, issue) if issue else (None, [])
    name = listed.name_of(name) if listed else name
    taken = listed if getattr(settings, "article_structure", OWN) != OWN else None
    printed = read(data, issue=taken, resource=name)
    if listed:
        printed = in_issue(printed, listed, name)
    named = taken and any(part.resource == name for item in taken.items for part in item.parts)
    if named and not any(block.listed for page in printed for block in page.blocks):
        doubts.append(_caution(f"none of the elements that the issue's METS or DIDL names is in {name}"))
    pages: tuple[CleanPage, ...] = STAGES[0].work(printed, settings)
    return tuple(replace(page, warnings=(*page.warnings, *doubts)) for page in pages) if doubts else pages


def segmented(
    flow: FlowPage, settings: IsSettings, corrections: Sequence[Correction] = (), doubts: Sequence[Caution] = ()
) -> SegmentedPage:
    """A page's articles, by the third stage, as a person has corrected them; ``doubts`` are added to its warnings."""
    made: SegmentedPage = STAGES[2].work(flow, settings, *([tuple(corrections)] if corrections else []))
    return replace(made, warnings=(*made.warnings, *doubts)) if doubts else made


@functools.lru_cache(maxsize=2)
def _parsed(data: bytes) -> SourceIssue:
    """A METS or DIDL, parsed once for the pages that it names: they come one after the other."""
    from tasks.read.issue import read_issue

    return read_issue(data)


def _listed(name: str, issue: tuple[str, bytes]) -> tuple[SourceIssue | None, list[Caution]]:
    """What a METS or DIDL says; where it is damaged, pages are read without it, and say so."""
    try:
        return _parsed(issue[1]), []
    except PageError as wrong:
        return None, [_caution(f"{issue[0]}, which lies beside {name}, cannot be read: {wrong}")]


def _caution(message: str) -> Caution:
    from tasks.model.ledger import Caution

    return Caution("issue-unread", message)


@functools.cache
def making(name: str) -> Making:
    """The code, data and libraries behind a stage."""
    return _makings()[name]


@functools.cache
def _makings() -> dict[str, Making]:
    """Those of all stages, which share most of their files."""
    sources = Sources(ROOT)
    return {name: sources.making_of(f"tasks.{name}", *_BEFORE.get(name, ())) for name in NAMES}


@functools.cache
def program_version() -> str:
    """The version of clipsheet: of the checkout if this is one, else of what is installed."""
    import tomllib

    try:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        if project["name"] == "clipsheet":
            return str(project["version"])
    except (OSError, KeyError, ValueError):
        pass
    from importlib import metadata  # where it is needed: it takes a while

    return metadata.version("clipsheet")
