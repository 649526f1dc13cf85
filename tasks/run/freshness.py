"""What of a batch is done, missing, stale or failed, and why: read off labels alone, never off results."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from tasks.model.errors import PageError
from tasks.run.failures import Failure
from tasks.run.job import Job
from tasks.run.joined import Issued, issue_of, mates_of
from tasks.run.noted import surely_told, told
from tasks.run.publish import Label
from tasks.run.seeds import SeedFile
from tasks.run.stages import NAMES, STAGES, Stage
from tasks.store import Damaged, Look, Recipe, Stamp, changes

JOINED = "joined"
"""The input of the last stage that is what other pages of the issue give and take."""

DONE, MISSING, STALE, FAILED = "done", "missing", "stale", "failed"


@dataclass(frozen=True, slots=True)
class State:
    """How a page stands at a stage, and why."""

    kind: str
    why: str = ""

    def __str__(self) -> str:
        """``stale: setting encoding: null → big5``."""
        return f"{self.kind}: {self.why}" if self.why else self.kind


@dataclass(frozen=True, slots=True)
class PageState:
    """How a page stands at each stage, with the labels of the results there are, and its failure if it has one.

    ``number`` counts the pages of ``file`` from 1. ``issue`` is the issue that the page is of, where it is of one and the
    last stage was asked about; ``unjoined``: all that makes that stage stale is what other pages of it have become.
    ``made`` is the digest of the last stage's label, if there is one, and ``look`` says how all its files looked before any
    was read, where it is done and that was asked for (see ``noted``).
    """

    file: SeedFile
    number: int
    states: Mapping[str, State]
    stamps: Mapping[str, Stamp]
    failure: Failure | None
    issue: Issued | None = field(default=None, repr=False)
    unjoined: bool = False
    made: str = ""
    look: str = ""

    @property
    def page(self) -> str:
        """The page's name."""
        return self.file.page(self.number)

    @property
    def alone(self) -> str:
        """The name that means this page and no other of its file."""
        return f"{self.file.name}.p{self.number}"

    def done(self, stage: str) -> bool:
        """Whether the page is done up to this stage."""
        return self.states[stage].kind == DONE


class Labels(Mapping[str, Stamp]):
    """The labels of a page's results of these stages, each read when it is asked for."""

    __slots__ = ("_job", "_page", "_stages")

    def __init__(self, job: Job, page: str, stages: Sequence[str] = NAMES) -> None:
        """Of those that there were when the page was looked at; all, where it is done."""
        self._job, self._page, self._stages = job, page, stages

    def __getitem__(self, stage: str) -> Stamp:
        """The label as it is now."""
        stamp = self._job.shelves[stage].stamp(self._page) if stage in self._stages else None
        if stamp is None:
            raise KeyError(stage)
        return stamp

    def __iter__(self) -> Iterator[str]:
        """The stages."""
        return iter(self._stages)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._stages)

    def __contains__(self, stage: object) -> bool:
        """Whether a stage has one; it is not read for that."""
        return stage in self._stages


ALL_DONE: Mapping[str, State] = {name: State(DONE) for name in NAMES}
"""How a page stands that is done."""


def recall(job: Job, file: SeedFile) -> list[PageState]:
    """How the pages of a file stood when all was well with all of them, as noted; none if that is not known of each."""
    noted, found = job.noted, []
    for number in range(1, noted.parts(file.name) + 1):
        page = file.page(number)
        known = noted.find(file.name, page)
        look = noted.looked(file.name, page) if known else ""
        if not known or not look:
            return []
        found.append(PageState(file, number, ALL_DONE, Labels(job, page), None, None, False, known[0].made, look))
    return found


def glance(job: Job, file: SeedFile) -> list[PageState]:
    """The same where all their files still look as they did then, and none has failed; none where one does not."""
    found = recall(job, file)
    for state in found:
        page, known = state.page, job.noted.find(file.name, state.page)
        if not known or job.failures.get(page):
            return []
        looks = [*_looks(job, file, page), *job.published.looks(page, known[0].articles)]
        if told(looks) != state.look:
            return []
    return found


def _looks(job: Job, file: SeedFile, page: str) -> Sequence[Look | None]:
    """How a page's files look; not known of one that depends on more."""
    return job.looks(file, page) if _by_itself(job, file, page) else [None]


def _by_itself(job: Job, file: SeedFile, page: str) -> bool:
    """Whether how a page stands shows in its own files: it depends on no other of its issue, nor on corrections."""
    listed, mates = mates_of(job, file)
    return not (listed or len(mates) > 1 or job.corrections.of(page) or job.corrections.is_unread(page))


def look(job: Job, file: SeedFile, upto: str = "emit", at: int = 0) -> Iterator[PageState]:
    """How each page of a file stands, up to a stage. A page is fresh at a stage only if it is at all stages before.

    ``at`` is the clock before anything is looked at: then the state of a page that is done says how its files look. Each
    file says how it looks when it is opened, before it is read.
    """
    first = job.shelves["normalise"].labelled(file.name)
    inputs, unreadable, seed = dict[str, str](), None, None
    try:
        if first.stamp or not job.reading_is_dear:
            source, seed = job.source_seen(file)
            inputs = job.begun_from(source, job.issues.of(file))
    except PageError as wrong:
        unreadable = str(wrong)
    parts = first.stamp.parts if first.stamp else 1
    begun = []
    for number in range(1, parts + 1):
        page = file.page(number)
        stamp, own = first if number == 1 else job.shelves["normalise"].labelled(page)
        if unreadable:
            state = State(STALE if stamp else MISSING, unreadable)
        else:
            state = _state(stamp, job.recipe("normalise", file), inputs)
        looks = [job.look_of_given(file), seed, own] if at and _by_itself(job, file, page) else None
        begun.append(_Begun(number, stamp, state, looks, at))
    stamps = {one.number: one.clean for one in begun if one.clean}
    issue = issue_of(job, file, stamps) if upto == STAGES[-1].name and stamps else None
    for one in begun:
        yield _page(job, file, one, issue, upto)


def _state(stamp: Stamp | None, recipe: Recipe, inputs: dict[str, str]) -> State:
    if stamp is None:
        return State(MISSING)
    changed = changes(stamp, recipe, inputs)
    return State(STALE, "; ".join(changed)) if changed else State(DONE)


@dataclass(slots=True)
class _Begun:
    """What is known of a page by its first stage: its number, that one's label and state, and when it was looked at.

    ``looks`` are those of its files so far, where they are asked for and say how it stands.
    """

    number: int
    clean: Stamp | None
    state: State
    looks: list[Look | None] | None
    at: int


def _page(job: Job, file: SeedFile, begun: _Begun, issue: Issued | None, upto: str) -> PageState:
    page = file.page(begun.number)
    failure = _failure(job, file, begun.number)
    failed = _failed(failure) if failure else None
    states = {"normalise": failed if failed and failure and failure.stage == "normalise" else begun.state}
    stamps = {"normalise": begun.clean} if begun.clean else {}
    if issue:
        begun.looks = None  # what others of its issue have become is not seen of its own files
    unjoined = False
    for before, stage in itertools.pairwise(STAGES):
        if before.name == upto:
            break
        stamp, label = _labelled(job, stage, page, begun.looks)
        if stamp:
            stamps[stage.name] = stamp
        if states[before.name].kind == DONE:
            recipe, inputs = job.recipe(stage.name, file), job.inputs(stage, file, page, stamps)
            if stage is STAGES[-1] and issue:
                inputs[JOINED] = issue.told(page)
            state = _state(stamp, recipe, inputs)
            unjoined = state.kind == STALE and stamp is not None and _only_joins(stamp, recipe, inputs)
            if stage is STAGES[-1] and state.kind == DONE and stamp:
                touched = bool(job.noted.looked(file.name, page))
                state = _published(job, page, stamp, label, begun.looks, touched)
        else:
            state = State(STALE, f"waits for {before.name}") if stamp else State(MISSING)
        if failed and failure and failure.stage == stage.name:
            state = failed
        states[stage.name] = state
    made = stamps["emit"].result if "emit" in stamps else ""
    done = begun.looks and "emit" in states and states["emit"].kind == DONE
    look = surely_told(begun.looks, begun.at) if begun.looks and done else ""
    return PageState(file, begun.number, states, stamps, failure, issue, unjoined and not failed, made, look)


def _failure(job: Job, file: SeedFile, number: int) -> Failure | None:
    """The failure of a file's n-th page: its own, or that of its file."""
    page = file.page(number)
    failure = job.failures.get(page) or (job.failures.get(file.name) if number > 1 else None)
    return None if failure and failure.page != page and failure.stage != "normalise" else failure


def _labelled(
    job: Job, stage: Stage, page: str, looks: list[Look | None] | None
) -> tuple[Stamp | None, Callable[[], Label]]:
    """The label of a page's result of a stage after the first, and, of the last stage, what gives its result.

    How its file looks is added to ``looks``, where these are asked for.
    """
    shelf = job.shelves[stage.name]
    (stamp, look), body = shelf.opened(page) if stage is STAGES[-1] else (shelf.labelled(page), bytes)
    if looks is not None:
        looks.append(look)
    return stamp, lambda: msgspec.json.decode(body(), type=dict[str, dict[str, Any]])


def _only_joins(stamp: Stamp, recipe: Recipe, inputs: dict[str, str]) -> bool:
    """Whether nothing has changed but what other pages of the issue give and take."""
    before, now = ({name: value for name, value in one.items() if name != JOINED} for one in (stamp.inputs, inputs))
    return not changes(replace(stamp, inputs=before), recipe, now)


def _failed(failure: Failure) -> State:
    """A stage that failed has not been done since, whatever label an earlier run left; nor have those after it."""
    often = f"{failure.times} time{'s' * (failure.times != 1)}"
    return State(FAILED, f"{failure.error}: {failure.message} (since {failure.since}, {often})")


def _published(
    job: Job, page: str, stamp: Stamp, label: Callable[[], Label], looks: list[Look | None] | None, touched: bool
) -> State:
    """Whether what the label names is still there, at a glance (its bytes are for ``validate``).

    How it looks is added to ``looks``, where these are asked for. Where it is known how its files looked when all was well
    (``touched``: now they look otherwise, else nobody would ask), bytes are compared, too.
    """
    label = functools.cache(label)
    try:
        if looks is None:
            wrong = job.published.wrong(page, stamp.result, label)
        else:
            wrong, found = job.published.seen(page, stamp.result, label)
            looks += found
        if touched and not wrong:
            wrong = job.published.touched(page, label)
    except (Damaged, FileNotFoundError):
        if looks is not None:
            looks.append(None)
        return State(STALE, "its cached label was changed on disk")
    return State(STALE, wrong) if wrong else State(DONE)
