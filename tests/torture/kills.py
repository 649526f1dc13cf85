"""Batches killed at random instants, and the runs that take up what is left."""

import contextlib
import os
import random
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tasks.__main__ import main
from tasks.run import articles_file, looking, noted
from tasks.run.stages import NAMES, STAGES
from tasks.store import Shelf
from tests.torture import pages, trial
from tests.torture.disturbed import SHARDS, differences
from tests.torture.scenes import Scene, lay

MAIN, GROUP, WORKER = "the main process alone", "main process and workers", "one worker alone"
WHO = (MAIN, GROUP, WORKER)
_WORKERS = ("--workers", "2", "--shard-size", "3")
_FILES = 10


def scenes() -> list[Scene]:
    """A first run, and second runs after all that may change between two nights."""
    first = pages.delivery(_FILES)
    names = list(first)
    changed = {
        names[0]: pages.page("lantern", 900),
        names[1]: pages.page("Bote", 101).partition(b"\n\nKindergarten")[0],  # one article less
        names[3]: pages.page("lantern", 103),  # its second page is gone
        names[5]: None,
        names[6]: None,
        "new.txt": pages.page("海浦", 901),
        "default/lantern/later.txt": pages.page("lantern", 902) + b"\f" + pages.page("Bote", 903),
    }
    return [
        Scene("a first run", {}, first),
        Scene("a setting changed", first, {}, options=("--script", "zh-Hant")),
        Scene("pages changed, shrunk, gone, new", first, changed),
        Scene("all of that at once", first, changed, options=("--script", "zh-TW", "--language", "de")),
        Scene("all of that at once, in shards", first, changed, options=("--script", "zh-TW"), config=SHARDS),
        Scene("files laid out as shards", first, changed, options=("--layout", "shards", "--shard-size", "3")),
    ]


@dataclass
class Ready:
    """A scene as it looks before the run that is killed, and what must come of it."""

    scene: Scene
    template: Path
    made: dict[str, dict[str, bytes]]
    fresh: int  # results that the change left whole
    done: frozenset[tuple[str, str]]  # in the end
    seconds: float


@dataclass
class Figures:
    """What a series of kills came to."""

    kills: Counter[str] = field(default_factory=Counter)
    tenths: Counter[int] = field(default_factory=Counter)  # of the run's own results, how much was whole at the kill
    kept: int = 0
    redone: int = 0
    ends: Counter[int] = field(default_factory=Counter)  # of runs that lost a worker
    longest: float = 0.0  # seconds that a resuming run took
    late: int = 0  # the run had ended before the kill: not counted
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def __iadd__(self, other: "Figures") -> "Figures":
        for name in ("kills", "tenths", "kept", "redone", "ends", "late"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.longest = max(self.longest, other.longest)
        self.wrong |= other.wrong
        return self


def watch_work() -> None:
    """Have this process and its children log each result: ``work <stage> <process>``, ``put <stage> <page>``."""
    put = Shelf.put

    def logged(self: Shelf, name: str, *more: Any) -> Any:
        _log(f"put {str(self.root).rpartition('-')[2]} {name}")
        return put(self, name, *more)

    Shelf.put = logged
    for stage in STAGES:
        setattr(stage.room, stage.name, _working(stage.name, stage.work))


def part_finely() -> None:
    """Have this process and its children end runs as large batches end: in many parts, by several processes."""
    looking.FILES, looking.MANY, articles_file._AT_ONCE, noted.LEAF = 3, 1, 4, 4


def _working(name: str, work: Any) -> Any:
    def call(*given: Any) -> Any:
        _log(f"work {name} {os.getpid()}")
        return work(*given)

    return call


def _log(line: str) -> None:
    with Path("work.log").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def ready(scene: Scene, folder: Path) -> Ready:
    """Prepare a scene, play it undisturbed, and see that it gives what a run from nothing gives."""
    template, calm, new = folder / "template", folder / "calm", folder / "new"
    scene.prepare(template, trial.run, _WORKERS)
    lay(template, scene.change)
    trial.copy(template, calm)
    began = time.monotonic()
    ended = trial.run(calm, scene.arguments(*_WORKERS))
    seconds = time.monotonic() - began
    assert ended.code == 0, ended.told
    trial.copy(template, new)
    for name in ("intermediate", "output"):
        shutil.rmtree(new / name, ignore_errors=True)
    assert trial.run(new, scene.arguments()).code == 0
    made = _made(calm)
    assert differences(made["output"], _made(new)["output"]) == [], "the order of runs shows"
    fresh, done = (trial.standing(place, options(scene)).done for place in (template, calm))
    return Ready(scene, template, made, len(fresh), done, seconds)


def options(scene: Scene) -> dict[str, str]:
    """A scene's settings, by name."""
    return dict(zip([name[2:] for name in scene.options[::2]], scene.options[1::2], strict=True))


def _made(place: Path) -> dict[str, dict[str, bytes]]:
    return {name: trial.tree(place / name) for name in ("intermediate", "output")}


def series(prepared: Sequence[Ready], place: Path, count: int, seed: int) -> Figures:
    """So many kills over these scenes by turns, at instants spread evenly over each one's duration."""
    chance = random.Random(seed)
    figures = Figures()
    lasts = [one.seconds for one in prepared]
    number = 0
    while number < count:
        which = number % len(prepared)
        one, who = prepared[which], WHO[number // len(prepared) % len(WHO)]
        instant = (number // len(prepared) % 20 + chance.random()) / 20
        problems = _kill(one, place, who, instant * lasts[which], figures)
        if problems is None:  # it was quicker than the last
            figures.late += 1
            lasts[which] *= 0.93
            continue
        number += 1
        lasts[which] = max(lasts[which], one.seconds * 0.3)
        if problems:
            figures.wrong[f"{who}, {one.scene.name}, at {instant:.2f} (kill {number} of series {seed})"] = problems
    return figures


def _kill(one: Ready, place: Path, who: str, after: float, figures: Figures) -> list[str] | None:
    """One kill and the run after it: what is wrong; None if the run had ended before."""
    trial.copy(one.template, place)
    child = trial.begin(place, lambda: main(one.scene.arguments(*_WORKERS)))
    time.sleep(after)
    victim = child if who != WORKER else _worker(child)
    if victim is None or os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        trial.wait(place, child)
        return None
    os.killpg(child, signal.SIGKILL if who == GROUP else signal.SIGSTOP)  # stopped, nothing changes while one looks
    at_kill = trial.standing(place, options(one.scene))
    left = {str(process) for process in trial.children(child)}
    with contextlib.suppress(ProcessLookupError):
        os.kill(victim, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGCONT)
    ended = trial.wait(place, child)
    wrong = list(at_kill.wrong)
    if who == WORKER:
        figures.ends[ended.code] += 1
        if ended.code not in (0, 30) or "Traceback" in ended.told:
            wrong.append(f"ended with {ended.code}: {ended.told}")
    elif ended.code != trial.KILLED:
        return None
    figures.kills[who] += 1
    share = (len(at_kill.done) - one.fresh) / (len(one.done) - one.fresh)
    figures.tenths[min(9, int(10 * share))] += 1
    figures.kept += len(at_kill.done)
    return wrong + _resumed(one, place, at_kill, left, figures)


def _worker(process: int) -> int | None:
    """One of a run's workers, as soon as there is one; None if the run ends without."""
    while not os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        found = trial.children(process)
        if found:
            return found[0]
        time.sleep(0.001)
    return None


def _first(page: str) -> str:
    """The first page of a page's file: all are normalised at once, and its result, put last, says that all are there."""
    return re.sub(r"\.p\d+$", "", page)


def _unsettled(one: Ready, at_kill: trial.Standing) -> set[str]:
    """Pages of issues that were still to change at the kill: their articles are made of what others of the issue have.

    The files of a folder are an issue. Until all of them have come through the third stage, the last stage's result of each
    is whole only as the others stand; whichever comes then may make it stale.
    """
    behind = {_folder(page) for stage, page in one.done - at_kill.done if stage == NAMES[-2]}
    return {page for _, page in one.done if _folder(page) in behind - {""}}


def _folder(page: str) -> str:
    return page.rpartition("/")[0]


def _of_last_stage(path: str, page: str) -> bool:
    """Whether a file is of what a page's last stage gave."""
    return f"-{NAMES[-1]}/{page}." in path or f"/output/{trial.BATCH}/{page}/" in path


def _resumed(one: Ready, place: Path, at_kill: trial.Standing, left: set[str], figures: Figures) -> list[str]:
    """What is wrong after the run that takes up what is left.

    ``left`` are the killed run's own workers: they end after the page they are at, which they cannot publish any more.
    """
    (place / "work.log").unlink(missing_ok=True)
    began = time.monotonic()
    again = trial.run(place, one.scene.arguments(*_WORKERS))
    figures.longest = max(figures.longest, time.monotonic() - began)
    log = (place / "work.log").read_text(encoding="utf-8").splitlines() if (place / "work.log").exists() else []
    put = [tuple(line.split(" ", 2)[1:]) for line in log if line.startswith("put")]
    work = Counter(line.split()[1] for line in log if line.startswith("work") and line.split()[2] not in left)
    figures.redone += len(put)
    wrong = [] if again.code == 0 else [f"the next run ended with {again.code}: {again.told}"]
    by_file = {(stage, page) for stage, page in put if stage == NAMES[0] and (stage, _first(page)) not in at_kill.done}
    unsettled = _unsettled(one, at_kill)
    again_by_right = by_file | {(NAMES[-1], page) for page in unsettled}
    twice = [made for made in put if made in at_kill.done and made not in again_by_right]
    wrong += [f"made again, though whole: {stage} of {page}" for stage, page in twice]
    wrong += [
        f"{stage} worked {times} times for {made} results"
        for stage, times in work.items()
        if times > (made := sum(which == stage for which, _ in put))
    ]
    kept = [path for path in at_kill.marks if not any(_of_last_stage(path, page) for page in unsettled)]
    now = trial.marks([path for path in map(Path, kept) if path.exists()])
    wrong += [f"written again, though whole: {path}" for path, mark in now.items() if at_kill.marks[path] != mark]
    for name, found in _made(place).items():
        wrong += [f"{name}: {what}" for what in differences(one.made[name], found)]
    return wrong + [f"an orphan: {name}" for name in trial.orphans(place)]
