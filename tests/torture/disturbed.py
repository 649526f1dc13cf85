"""A run with one fault in it, what may be seen of that, and the next run, which must end as if there had been none."""

import random
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from simple_rooms import PAGE

from tasks.__main__ import main
from tasks.store import is_orphan
from tests.torture import trial
from tests.torture.faults import DEAD, DIE_WITHIN, FAULTS, SHORT, Faults
from tests.torture.scenes import Scene, lay

_MAY_END = {0, 25, 30}
_CANNOT = re.compile(r"(?:cannot|could not) be written")
_BATCH_FOLDER = re.compile(r"(?:intermediate|output)(?:/|\b)")

FRESH = Scene(
    "a first run",
    before={},
    change={"wells.txt": PAGE.encode(), "default/city/two.txt": (PAGE + "\f" + PAGE).encode()},
)
CHANGED = Scene(
    "a setting, pages that shrink, one that is gone, one that is new, one of the same size",
    before={
        "wells.txt": PAGE.encode(),
        "same.txt": PAGE.encode(),
        "default/city/two.txt": (PAGE + "\f" + PAGE + "\f" + PAGE).encode(),
        "default/gone/corn.txt": PAGE.encode(),
    },
    change={
        "wells.txt": PAGE.partition("\n\n")[0].encode(),
        "default/city/two.txt": ("Second thoughts\n" + PAGE + "\f" + PAGE).encode(),
        "default/gone/corn.txt": None,
        "mill.txt": PAGE.encode(),
        "same.txt": PAGE.replace("May", "Jun").encode(),
    },
    options=("--shout", "true"),
    taken_back=3,
)
SAME = Scene(
    "a page of the same size, and nothing else",
    before={"same.txt": PAGE.encode()},
    change={"same.txt": PAGE.replace("May", "Jun").encode()},
    taken_back=1,
)
SPOILT = Scene(
    "pages that were well and now fail",
    before={"wells.txt": PAGE.encode(), "two.txt": (PAGE + "\f" + PAGE).encode(), "mill.txt": PAGE.encode()},
    change={"two.txt": b"\xff\xfe\xff", "mill.txt": b"!fail-segment\n"},
    code=30,
    taken_back=3,
)
RERUN = Scene(
    "a stage run again",
    before={"wells.txt": PAGE.encode(), "default/city/two.txt": (PAGE + "\f" + PAGE).encode()},
    change={},
    command=("rerun", "--stage", "reflow", "--batch", trial.BATCH),
)
SHARDS = "[clipsheet]\nlayout = shards\nshard_size = 3\n"
SHARDED = tuple(
    replace(scene, name=f"{scene.name}, in shards", config=SHARDS) for scene in (FRESH, CHANGED, SAME, SPOILT, RERUN)
)
INTO_SHARDS = replace(
    CHANGED, name="files laid out as shards", options=("--layout", "shards", "--shard-size", "3"), taken_back=0
)
INTO_FILES = replace(CHANGED, name="shards laid out as files", options=("--layout", "files"), taken_back=0, config=SHARDS)
MORE_SHARDS = replace(CHANGED, name="more shards", options=("--shard-size", "1"), taken_back=0, config=SHARDS)
SCENES = (FRESH, CHANGED, SAME, SPOILT, RERUN, *SHARDED, INTO_SHARDS, INTO_FILES, MORE_SHARDS)


@dataclass
class Stage:
    """A scene ready to be played any number of times: how it looks before the disturbed run, and what must come of it."""

    scene: Scene
    template: Path
    output: dict[str, bytes]
    folders: set[str]
    calls: list[tuple[str, str]]
    escapes: list[str]
    before: dict[str, bytes]  # what was published before the change
    ends: Counter[int] = field(default_factory=Counter)


def set_up(scene: Scene, folder: Path) -> Stage:
    """Prepare a scene below a folder, and play it once undisturbed, counting the calls."""
    template, calm = folder / "template", folder / "calm"
    scene.prepare(template, trial.run)
    lay(template, scene.change)
    trial.copy(template, calm)

    def counted() -> tuple[int, list[tuple[str, str]], list[str]]:
        faults = Faults()
        return main(scene.arguments()), faults.calls, faults.escapes

    ended = trial.do(calm, counted)
    code, calls, escapes = ended.gave
    assert code == scene.code, ended.told
    made = calm / "output"
    return Stage(scene, template, trial.tree(made), trial.folders(made), calls, escapes, trial.tree(template / "output"))


def applies(stage: Stage, at: int, fault: str) -> bool:
    """Whether this fault can strike at this call."""
    return fault not in (SHORT, DIE_WITHIN) or stage.calls[at - 1][0] in ("write", "pwrite")


def points(stage: Stage, per_call: int) -> list[tuple[int, str]]:
    """Every call with so many of the faults that can strike there, drawn by a fixed seed."""
    chance = random.Random(len(stage.calls))
    found = []
    for at in range(1, len(stage.calls) + 1):
        able = [fault for fault in FAULTS if applies(stage, at, fault)]
        found += [(at, fault) for fault in chance.sample(able, min(per_call, len(able)))]
    return found


def play_all(stage: Stage, folder: Path, chosen: Sequence[tuple[int, str]]) -> dict[str, list[str]]:
    """Play a scene once for each of these faults, on all processors; what went wrong, by fault."""

    def some(number: int, count: int) -> tuple[dict[str, list[str]], Counter[int]]:
        wrong = {}
        for at, fault in chosen[number::count]:
            problems = play(stage, folder / f"place-{number}", at, fault)
            if problems:
                wrong[f"{fault} at call {at}, {stage.calls[at - 1]}"] = problems
        return wrong, stage.ends

    wrong: dict[str, list[str]] = {}
    for found, ends in trial.spread(folder, some):
        wrong |= found
        stage.ends += ends
    return wrong


def play(stage: Stage, place: Path, at: int, fault: str) -> list[str]:
    """What is wrong with how the fault at this call was met; nothing if all is well."""
    scene = stage.scene
    trial.copy(stage.template, place)

    def disturbed() -> int:
        Faults(at, fault)
        return main(scene.arguments())

    ended = trial.do(place, disturbed)
    stage.ends[ended.code] += 1
    options = dict(zip([name[2:] for name in scene.options[::2]], scene.options[1::2], strict=True))
    wrong = [*_told(scene, ended, fault), *trial.standing(place, options).wrong]
    if scene.taken_back and (at + FAULTS.index(fault)) % scene.taken_back == 0:
        return wrong + _taken_back(stage, place)
    return wrong + _mended(stage, place, ended)


def _told(scene: Scene, ended: trial.Ended, fault: str) -> list[str]:
    """What is wrong with what the user saw."""
    if fault in FAULTS[:3]:
        return [] if ended.code in (DEAD, scene.code) else [f"exit code {ended.code} of a process that was killed"]
    wrong = []
    if ended.code not in _MAY_END or (fault == SHORT and ended.code != scene.code):
        wrong.append(f"exit code {ended.code}")
    if "Traceback" in ended.told:
        wrong.append("a traceback reached the user")
    if ended.code not in (0, scene.code) and not (_BATCH_FOLDER.search(ended.told) and _CANNOT.search(ended.told)):
        wrong.append("no message that names the folder")
    return [f"{one}: {ended.told}" for one in wrong]


def _mended(stage: Stage, place: Path, disturbed: trial.Ended) -> list[str]:
    """What is wrong after the next run."""
    wrong = []
    if disturbed.code == 0:
        found = {name: data for name, data in _published(place).items() if not name.endswith(".lock")}
        wrong += [f"exit code 0, but {one}" for one in differences(stage.output, found)]
    again = trial.run(place, ["run", *stage.scene.options])
    if again.code != stage.scene.code:
        wrong.append(f"the next run ended with {again.code}: {again.told}")
    wrong += differences(stage.output, _published(place))
    wrong += [f"a folder left empty, or not made: {name}" for name in trial.folders(place / "output") ^ stage.folders]
    return wrong + _orphans(place, stage.scene.options)


def _published(place: Path) -> dict[str, bytes]:
    """What stands in the output folder, half-written files aside, which :func:`_orphans` looks for."""
    return {name: data for name, data in trial.tree(place / "output").items() if not is_orphan(name)}


def _orphans(place: Path, options: Sequence[str]) -> list[str]:
    """What half-written files there are when a run has had something to do: one that has not does not look for them."""
    if trial.orphans(place):
        lay(place, {"later.txt": PAGE.encode()})
        trial.run(place, ["run", *options])
    return [f"an orphan: {name}" for name in trial.orphans(place)]


def _taken_back(stage: Stage, place: Path) -> list[str]:
    """What is wrong where the change is taken back before the next run: nothing that was half done may count for it."""
    shutil.rmtree(place / "seeds")
    lay(place, stage.scene.before)
    wrong = [f"after the change was taken back, {one}" for one in trial.standing(place, {}).wrong]
    again = trial.run(place, ["run"])
    if again.code:
        wrong.append(f"the run after the change was taken back ended with {again.code}: {again.told}")
    wrong += differences(stage.before, _published(place))
    return wrong + _orphans(place, ())


def differences(wanted: Mapping[str, bytes], found: Mapping[str, bytes]) -> list[str]:
    """The files that are missing, surplus or different."""
    return [f"not the same: {name}" for name in sorted({*wanted, *found}) if wanted.get(name) != found.get(name)]
