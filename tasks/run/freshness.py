"""What of a batch is done, missing, stale or failed, and why: read off labels alone, never off results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tasks.model.errors import PageError
from tasks.run.failures import Failure
from tasks.run.job import Job
from tasks.run.joined import Issued, issue_of
from tasks.run.seeds import SeedFile
from tasks.run.stages import STAGES
from tasks.store import Damaged, Recipe, Stamp, changes

JOINED = "joined"
"""The input of the last stage that is what other pages of the issue give and take."""

DONE, MISSING, STALE, FAILED = "done", "missing", "stale", "failed"


@dataclass(frozen=True)
class State:
    """How a page stands at a stage, and why."""

    kind: str
    why: str = ""

    def __str__(self) -> str:
        """``stale: setting encoding: null → big5``."""
        return f"{self.kind}: {self.why}" if self.why else self.kind


@dataclass(frozen=True)
class PageState:
    """How a page stands at each stage, with the labels of the results there are, and its failure if it has one.

    ``number`` counts the pages of ``file`` from 1. ``issue`` is the issue that the page is of, where it is of one and the
    last stage was asked about; ``unjoined``: all that makes that stage stale is what other pages of it have become.
    """

    file: SeedFile
    number: int
    states: dict[str, State]
    stamps: dict[str, Stamp]
    failure: Failure | None
    issue: Issued | None = field(default=None, repr=False)
    unjoined: bool = False

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


def look(job: Job, file: SeedFile, upto: str = "emit") -> Iterator[PageState]:
    """How each page of a file stands, up to a stage. A page is fresh at a stage only if it is at all stages before."""
    first = job.shelves["normalise"].stamp(file.name)
    inputs, unreadable = dict[str, str](), None
    try:
        if first or not job.reading_is_dear:
            inputs = job.begun_from(job.source_digest(file), job.issues.of(file))
    except PageError as wrong:
        unreadable = str(wrong)
    parts = first.parts if first else 1
    states = []
    for number in range(1, parts + 1):
        stamp = first if number == 1 else job.shelves["normalise"].stamp(file.page(number))
        if unreadable:
            state = State(STALE if stamp else MISSING, unreadable)
        else:
            state = _state(stamp, job.recipe("normalise", file), inputs)
        states.append((number, stamp, state))
    own = {number: stamp for number, stamp, _ in states if stamp}
    issue = issue_of(job, file, own) if upto == STAGES[-1].name and own else None
    for number, stamp, state in states:
        yield _page(job, file, number, stamp, state, upto, issue)


def _state(stamp: Stamp | None, recipe: Recipe, inputs: dict[str, str]) -> State:
    if stamp is None:
        return State(MISSING)
    changed = changes(stamp, recipe, inputs)
    return State(STALE, "; ".join(changed)) if changed else State(DONE)


def _page(
    job: Job, file: SeedFile, number: int, clean: Stamp | None, state: State, upto: str, issue: Issued | None
) -> PageState:
    page = file.page(number)
    failure = job.failures.get(page) or (job.failures.get(file.name) if number > 1 else None)
    if failure and failure.page != page and failure.stage != "normalise":
        failure = None
    failed = _failed(failure) if failure else None
    if failed and failure and failure.stage == "normalise":
        state = failed
    states = {"normalise": state}
    stamps = {"normalise": clean} if clean else {}
    unjoined = False
    for stage in STAGES[1:]:
        before = STAGES[STAGES.index(stage) - 1].name
        if before == upto:
            break
        stamp = job.shelves[stage.name].stamp(page)
        if stamp:
            stamps[stage.name] = stamp
        if states[before].kind == DONE:
            recipe, inputs = job.recipe(stage.name, file), job.inputs(stage, file, page, stamps)
            if stage is STAGES[-1] and issue:
                inputs[JOINED] = issue.told(page)
            state = _state(stamp, recipe, inputs)
            unjoined = state.kind == STALE and stamp is not None and _only_joins(stamp, recipe, inputs)
            if stage.name == "emit" and state.kind == DONE and stamp:
                state = _published(job, page, stamp)
        else:
            state = State(STALE, f"waits for {before}") if stamp else State(MISSING)
        if failed and failure and failure.stage == stage.name:
            state = failed
        states[stage.name] = state
    return PageState(file, number, states, stamps, failure, issue, unjoined and not failed)


def _only_joins(stamp: Stamp, recipe: Recipe, inputs: dict[str, str]) -> bool:
    """Whether nothing has changed but what other pages of the issue give and take."""
    before, now = ({name: value for name, value in one.items() if name != JOINED} for one in (stamp.inputs, inputs))
    return not changes(replace(stamp, inputs=before), recipe, now)


def _failed(failure: Failure) -> State:
    """A stage that failed has not been done since, whatever label an earlier run left; nor have those after it."""
    often = f"{failure.times} time{'s' * (failure.times != 1)}"
    return State(FAILED, f"{failure.error}: {failure.message} (since {failure.since}, {often})")


def _published(job: Job, page: str, stamp: Stamp) -> State:
    """Whether what the label names is still there, at a glance; its bytes are for ``validate``."""
    try:
        wrong = job.published.wrong(page, stamp.result, lambda: job.shelves["emit"].get(page, dict))
    except (Damaged, FileNotFoundError):
        return State(STALE, "its cached label was changed on disk")
    return State(STALE, wrong) if wrong else State(DONE)
