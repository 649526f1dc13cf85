"""What of a batch is done, missing, stale or failed, and why: read off labels alone, never off results."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.model.errors import PageError
from tasks.run.failures import Failure
from tasks.run.job import Job
from tasks.run.joined import Issued, issue_of, mates_of
from tasks.run.noted import surely_told, told
from tasks.run.publish import Label
from tasks.run.seeds import SeedFile
from tasks.run.stages import STAGES
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

    def slim(self, job: Job) -> PageState:
        """The same, if it is done, in few bytes: its labels are read again when they are asked for."""
        done = [name for name, state in self.states.items() if state.kind == DONE]
        if self.issue or self.failure or len(done) < len(STAGES):
            return self
        return replace(self, states=_ALL_DONE, stamps=_Labels(job, self.page))

    def done(self, stage: str) -> bool:
        """Whether the page is done up to this stage."""
        return self.states[stage].kind == DONE


class _Labels(Mapping[str, Stamp]):
    """The labels of a page that is done, each read when it is asked for."""

    __slots__ = ("_job", "_page")

    def __init__(self, job: Job, page: str) -> None:
        self._job, self._page = job, page

    def __getitem__(self, stage: str) -> Stamp:
        stamp = self._job.shelves[stage].stamp(self._page) if stage in self._job.shelves else None
        if stamp is None:
            raise KeyError(stage)
        return stamp

    def __iter__(self) -> Iterator[str]:
        return (stage.name for stage in STAGES)

    def __len__(self) -> int:
        return len(STAGES)

    def __contains__(self, stage: object) -> bool:
        return any(stage == one.name for one in STAGES)


_ALL_DONE: Mapping[str, State] = {stage.name: State(DONE) for stage in STAGES}


def recall(job: Job, file: SeedFile) -> list[PageState]:
    """How the pages of a file stood when all was well with all of them, as noted; none if that is not known of each."""
    noted, found = job.noted, []
    for number in range(1, noted.parts(file.name) + 1):
        page = file.page(number)
        if not noted.looked(page):
            return []
        known = noted.pages[page].made, noted.looked(page)
        found.append(PageState(file, number, _ALL_DONE, _Labels(job, page), None, None, False, *known))
    return found


def glance(job: Job, file: SeedFile, failed: Collection[str]) -> list[PageState]:
    """The same where all their files still look as they did then; none where one does not.

    Args:
        job: the batch.
        file: the file.
        failed: the names of all failure records.
    """
    found = recall(job, file)
    for state in found:
        page = state.page
        if failed and job.failures.file(page) in failed:
            return []
        looks = [*_looks(job, file, page), *job.published.looks(page, job.noted.pages[page].articles)]
        if told(looks) != state.look:
            return []
    return found


def _looks(job: Job, file: SeedFile, page: str) -> Sequence[Look | None]:
    """How a page's files look; not known of one that depends on more: on others of its issue, or on corrections."""
    listed, mates = mates_of(job, file)
    if listed or len(mates) > 1 or job.corrections.of(page) or job.corrections.is_unread(page):
        return [None]
    return job.looks(file, page)


def look(job: Job, file: SeedFile, upto: str = "emit", at: int = 0) -> Iterator[PageState]:
    """How each page of a file stands, up to a stage. A page is fresh at a stage only if it is at all stages before.

    ``at`` is the clock before anything is looked at: then the state of a page that is done says how its files look.
    """
    looks = [_looks(job, file, file.name)] if at else []
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
        if at and number > 1:
            looks.append(_looks(job, file, file.page(number)))
        stamp = first if number == 1 else job.shelves["normalise"].stamp(file.page(number))
        if unreadable:
            state = State(STALE if stamp else MISSING, unreadable)
        else:
            state = _state(stamp, job.recipe("normalise", file), inputs)
        states.append((number, stamp, state))
    own = {number: stamp for number, stamp, _ in states if stamp}
    issue = issue_of(job, file, own) if upto == STAGES[-1].name and own else None
    for number, stamp, state in states:
        known = _Begun(number, stamp, state, issue, looks[number - 1] if at else None, at)
        yield _page(job, file, known, upto)


def _state(stamp: Stamp | None, recipe: Recipe, inputs: dict[str, str]) -> State:
    if stamp is None:
        return State(MISSING)
    changed = changes(stamp, recipe, inputs)
    return State(STALE, "; ".join(changed)) if changed else State(DONE)


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is known of a page by its first stage: its number, that one's label and state, how its files look, and when."""

    number: int
    clean: Stamp | None
    state: State
    issue: Issued | None
    looks: Sequence[Look | None] | None
    at: int


def _page(job: Job, file: SeedFile, begun: _Begun, upto: str) -> PageState:
    number, clean, state, issue = begun.number, begun.clean, begun.state, begun.issue
    looks = begun.looks if issue is None else None  # what others of its issue have become is not seen of its own files
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
                state, looks = _published(job, page, stamp, looks)
        else:
            state = State(STALE, f"waits for {before}") if stamp else State(MISSING)
        if failed and failure and failure.stage == stage.name:
            state = failed
        states[stage.name] = state
    made = stamps["emit"].result if "emit" in stamps else ""
    look = surely_told(looks, begun.at) if looks and state.kind == DONE else ""
    return PageState(file, number, states, stamps, failure, issue, unjoined and not failed, made, look)


def _only_joins(stamp: Stamp, recipe: Recipe, inputs: dict[str, str]) -> bool:
    """Whether nothing has changed but what other pages of the issue give and take."""
    before, now = ({name: value for name, value in one.items() if name != JOINED} for one in (stamp.inputs, inputs))
    return not changes(replace(stamp, inputs=before), recipe, now)


def _failed(failure: Failure) -> State:
    """A stage that failed has not been done since, whatever label an earlier run left; nor have those after it."""
    often = f"{failure.times} time{'s' * (failure.times != 1)}"
    return State(FAILED, f"{failure.error}: {failure.message} (since {failure.since}, {often})")


def _published(
    job: Job, page: str, stamp: Stamp, looks: Sequence[Look | None] | None
) -> tuple[State, Sequence[Look | None] | None]:
    """Whether what the label names is still there, at a glance (its bytes are for ``validate``); the looks of it all."""
    labels: list[Label] = []

    def label() -> Label:
        if not labels:
            labels.append(job.shelves["emit"].get(page, dict))
        return labels[0]

    try:
        if looks is not None:
            looks = [*looks, *job.published.looks(page, len(label()) - 1)]
        wrong = job.published.wrong(page, stamp.result, label)
    except (Damaged, FileNotFoundError):
        return State(STALE, "its cached label was changed on disk"), None
    return State(STALE, wrong) if wrong else State(DONE), looks
