"""One long run, watched from beginning to end: whether pages come as fast, and take as little memory, late as early.

    python -m tests.bench.flat --pages 100000 --kilobytes 2 --work DIR

Makes the pages in DIR/seeds, cleans them with ``clipsheet run``, and looks every few seconds at how many are done and what
the processes hold. DIR/flat.json has all of it and DIR/flat.png the plot. Killed at any time, the same command goes on where
it was. ``--options "--layout shards"`` hands options on to ``clipsheet run``; take another DIR for each.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.machine import commit, machine, write
from tests.bench.measure import CLIPSHEET, ROOT, environment, ran
from tests.bench.pages import language_of, maker, page
from tests.bench.plot import draw
from tests.bench.seen import START, Done, Sample, looked_at, samples, tenths

BATCH, LOG, SAMPLES = "flat", "run.log", "samples.jsonl"
_A_FOLDER = 1000  # pages; a folder of a hundred thousand files is slow to look at by itself
STOPPED = 130


def sow(count: int, kilobytes: float, work: Path) -> None:
    """Make the pages that are not there yet, on all cores.

    Raises:
        SystemExit: the folder has pages of another size or another generator.
    """
    note, now = work / "pages.json", {"kilobytes": kilobytes, "maker": maker()}
    if note.exists() and json.loads(note.read_text(encoding="utf-8")) != now:
        raise SystemExit(f"{work} has pages of another size, or from another version; name another folder with --work")
    work.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(now) + "\n", encoding="utf-8")
    wanted = [n for n in range(count) if not _place(n, work).joinpath(f"{n:06d}-{language_of(n)}.txt").exists()]
    if not wanted:
        return
    print(f"making {len(wanted):,} pages in {work / 'seeds'}", file=sys.stderr, flush=True)
    with multiprocessing.get_context("fork").Pool() as pool:
        for _ in pool.imap_unordered(partial(_sow_one, kilobytes=kilobytes, work=work), wanted, chunksize=50):
            pass
        pool.close()
        pool.join()


def _place(number: int, work: Path) -> Path:
    return work / "seeds" / BATCH / f"{number // _A_FOLDER:04d}"


def _sow_one(number: int, kilobytes: float, work: Path) -> None:
    page(number, kilobytes, _place(number, work))


def command(told: argparse.Namespace) -> list[str]:
    """The run that is watched."""
    options = ["--workers", str(told.workers), "--log-file", LOG, "--log-format", "json", *shlex.split(told.options)]
    return [*CLIPSHEET, "run", "--batch", BATCH, *options]


def sit(told: argparse.Namespace, before: Sequence[Sample]) -> int:
    """Begin the run, or go on with it, and look at it until it ends; its exit code."""
    work, done = told.work, Done(told.work / LOG)
    last = before[-1] if before else START
    began, children = time.monotonic(), _spent_by_children()
    with (work / "run.out").open("ab") as out, (work / SAMPLES).open("a", encoding="utf-8") as kept:

        def keep(sample: Sample) -> None:
            clock = round(last.at + time.monotonic() - began, 2)
            sample = replace(sample, at=clock, sitting=last.sitting + 1, pages=done.count())
            kept.write(json.dumps(asdict(sample)) + "\n")
            kept.flush()
            _tell(sample, told.pages)

        process = subprocess.Popen(
            command(told), cwd=work, env=environment(), stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )  # a Ctrl-C reaches it once: from here
        seen = last
        try:
            for _ in _ticks(process, told.every):
                if now := looked_at(process.pid, last.cpu):
                    seen = now
                    keep(seen)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait()
            keep(replace(seen, cpu=round(last.cpu + _spent_by_children() - children, 2)))
            print(file=sys.stderr)
    return process.returncode


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ticks(process: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """One now and one every so many seconds, while the process lives."""
    while process.poll() is None:
        yield
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


def _tell(sample: Sample, pages: int) -> None:
    workers = " ".join(f"{held:.0f}" for held in sample.workers_mb)
    print(f"\r{sample.at:8.0f} s  {sample.pages:,} of {pages:,} pages  {workers} MB  ", end="", file=sys.stderr, flush=True)


def stored(folder: Path) -> dict[str, int]:
    """Files below a folder, and their bytes."""
    files = size = 0
    for place, _, names in os.walk(folder):
        files += len(names)
        size += sum(os.stat(f"{place}/{name}").st_size for name in names)  # noqa: PTH116 - a million of them
    return {"files": files, "bytes": size}


def afterwards(work: Path, options: Sequence[str]) -> dict[str, Any]:
    """What commands cost over the whole batch when it is done: a run with nothing to do, one page again, its status."""
    name = next(_place(0, work).iterdir()).stem
    last = ["--batch", BATCH, *options]
    commands = {
        "idle": [*CLIPSHEET, "run", *last],
        "rerun": [*CLIPSHEET, "rerun", *last, "--stage", "segment", "--page", f"0000/{name}"],
        "status": [*CLIPSHEET, "status", "--batch", BATCH],
    }
    found = {}
    for what, words in commands.items():
        print(f"{what}: {shlex.join(words[1:])}", file=sys.stderr, flush=True)
        one = ran(words, work)
        found[what] = {"wall": round(one.cost.wall, 2), "cpu": round(one.cost.cpu, 2), "peak_mb": round(one.peak_mb, 1)}
    return found


def summed(told: argparse.Namespace, seen: Sequence[Sample], code: int) -> dict[str, Any]:
    """All that is known of the run by now."""
    parts, latest = tenths(seen), seen[-1]
    first = next((sample.at for sample in seen if sample.pages), latest.at)
    end = next(sample.at for sample in seen if sample.pages == latest.pages)
    return {
        "command": shlex.join(["python", "-m", "tests.bench.flat", *sys.argv[1:]]),
        "run": shlex.join(["clipsheet", *command(told)[3:]]),
        "commit": commit(),
        "machine": machine(),
        "exit_code": code,
        "pages": latest.pages,
        "kilobytes": told.kilobytes,
        "sittings": latest.sitting,
        "seconds": latest.at,
        "seconds_to_first_page": first,
        "seconds_after_last_page": round(latest.at - end, 2),
        "cpu_seconds": latest.cpu,
        "cpu_ms_a_page": round(1000 * latest.cpu / max(1, latest.pages), 2),
        "pages_a_second": round(latest.pages / latest.at, 2) if latest.at else 0.0,
        "worker_peak_mb": max(sample.peak_mb for sample in seen),
        "main_peak_mb": max(sample.main_mb for sample in seen),
        "last_tenth_to_second": {  # the first has the start in it
            key: round(last / second, 3) for key, second in parts[1].items() if second and (last := parts[-1][key])
        },
        "tenths": parts,
        "stored": {name: stored(told.work / name) for name in ("seeds", "intermediate", "output")},
        "samples": [asdict(sample) for sample in seen],
    }


def main(arguments: Sequence[str] | None = None) -> dict[str, Any]:
    """The command; what is written to flat.json."""
    told = _parser().parse_args(arguments)
    told.work = told.work.resolve()
    sow(told.pages, told.kilobytes, told.work)
    code = STOPPED
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = sit(told, samples(told.work / SAMPLES))
    except KeyboardInterrupt:
        pass
    finally:  # whoever is forked later must be as easy to end as ever
        signal.signal(signal.SIGTERM, before)
    seen = samples(told.work / SAMPLES)
    if not seen or not seen[-1].pages:
        raise SystemExit(f"the run ended with exit code {code} before a page was done; {told.work / 'run.out'} says why")
    out = summed(told, seen, code)
    if code == 0 and not told.no_afterwards:
        out["afterwards"] = afterwards(told.work, shlex.split(told.options))
    write(told.work / "flat.json", out)
    draw(out, told.work / "flat.png")
    kept = ("pages", "seconds", "pages_a_second", "cpu_ms_a_page", "worker_peak_mb", "main_peak_mb", "last_tenth_to_second")
    print(json.dumps({key: out[key] for key in kept} | {"exit_code": code}, indent=1))
    print(f"{told.work / 'flat.json'}, {told.work / 'flat.png'}")
    return out


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.flat", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000, help="how many (default: 2000)")
    parser.add_argument("--kilobytes", type=float, default=2, help="of each page (default: 2)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the run (default: 2)")
    parser.add_argument("--options", default="", help="further options of clipsheet run, in one word")
    parser.add_argument("--every", type=float, default=5, help="seconds between two looks (default: 5)")
    parser.add_argument("--no-afterwards", action="store_true", help="do not measure what commands cost when all is done")
    parser.add_argument("--work", type=Path, default=ROOT / ".venv" / "bench" / "flat", help="folder for all of it")
    return parser


if __name__ == "__main__":
    sys.exit(main()["exit_code"])
