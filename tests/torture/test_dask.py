"""Whatever part of a run on Dask is killed, at whatever instant: it goes on, or the same command does, to the same bytes."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tasks.__main__ import main
from tests.torture import pages
from tests.torture.trial import orphans, tree

if find_spec("distributed") is None:
    pytest.skip("Dask is not installed", allow_module_level=True)

from tests.dask_cluster import ROOT, below, children, dask, end, scheduler, worker

pytestmark = pytest.mark.torture
KILLS = int(os.environ.get("KILLS", "4"))
SEED = int(os.environ.get("SEED", "1"))
FAILED = 30  # one page is no text
VICTIMS = [
    "child",
    "worker",
    "machine",
    "all machines",
    "scheduler",
    "scheduler, and a run that tries again",
    "run",
    "stopped",
]
ON_DASK = ["run", "--engine", "dask", "--shard-size", "4", "--worker-wait", "30"]


@pytest.fixture(scope="module")
def calm():
    """A working folder with what a plain run made in it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="dask-", dir=memory if memory.is_dir() else None) as made:
        place = Path(made, "calm")
        for name, data in pages.delivery(60).items():
            (place / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
            (place / "seeds" / name).write_bytes(data)
        (place / "seeds/picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(place)
            assert main(["run", "--workers", "2"]) == FAILED
        yield place


def begun(place: Path, address: str, *more: str) -> subprocess.Popen:
    """A run of its own, up to its first results."""
    run = subprocess.Popen(
        [sys.executable, "-m", "tasks", *ON_DASK, "--scheduler", address, *more],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    until = time.monotonic() + 120
    while not any((place / "intermediate").rglob("*.json")):
        assert time.monotonic() < until, "no page was begun"
        assert run.poll() is None, run.communicate()[0]
        time.sleep(0.005)
    return run


def made(place: Path) -> dict[str, bytes]:
    both = {f"{root}/{name}": data for root in ("intermediate", "output") for name, data in tree(place / root).items()}
    return {name: data for name, data in both.items() if not name.endswith((".lock", "seen.json", "failures/picture.json"))}


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.parametrize("victim", VICTIMS)
def test_whatever_is_killed(calm, victim, number):
    chance = random.Random(f"{SEED} {victim} {number}")
    with tempfile.TemporaryDirectory(prefix="place-", dir=calm.parent) as folder, dask() as (processes, address):
        place = Path(folder)
        (place / "seeds").symlink_to(calm / "seeds")
        tries = victim.endswith("tries again")
        run = begun(place, address, *(["--retry", "5"] if tries else []))
        time.sleep(chance.uniform(0, 1.5))
        machine = processes[chance.randrange(1, 3)]
        if victim == "child":
            for process in children(machine):
                process.kill()
        elif victim == "worker":
            for process in below(machine, "spawn_main"):
                process.kill()
        elif victim == "machine":
            end(machine)
        elif victim == "all machines":
            for process in processes[1:]:
                end(process)
            processes.append(worker(address))
        elif victim.startswith("scheduler"):
            processes[0].kill()
            processes[0].wait()
            processes += [scheduler(int(address.rpartition(":")[2])), worker(address)]
        else:
            run.send_signal(signal.SIGKILL if victim == "run" else signal.SIGTERM)
        told, _ = run.communicate(timeout=300)
        print(victim, run.returncode, told)
        allowed = {"scheduler": {FAILED, 35}, "run": {-9}, "stopped": {143}}.get(victim, {FAILED})
        assert run.returncode in {*allowed, FAILED}, told
        assert "Traceback" not in told
        if run.returncode == 35:
            assert "what is done is kept" in told
        if run.returncode != FAILED:
            command = [sys.executable, "-m", "tasks", *ON_DASK, "--scheduler", address]
            after = subprocess.run(
                command, cwd=place, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
            )
            assert after.returncode == FAILED, after.stdout + after.stderr
        assert made(place) == made(calm)
        assert orphans(place) == []
        assert not (place / "intermediate/default/.workers").exists()
