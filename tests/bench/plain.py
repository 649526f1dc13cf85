"""What a run is compared with: a plain pool of processes that calls the rooms and writes the same files, and no more.

It looks for nothing that is done already, forces nothing to the disk, survives no kill, and a bad page ends it. Each page
goes through all four rooms in one process, its results handed on in memory. ``python -m tests.bench.plain SEEDS CACHE
OUTPUT WORKERS`` is a program of its own, so that it pays for its start as a run does.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tasks.model.emitted import Origin
from tasks.run.joined import note_of
from tasks.run.stages import STAGES, program_version
from tasks.store import Recipe, Stamp

BATCH = "bench"


class Plain:
    """The work on one page after the other."""

    def __init__(self, seeds: Path, cache: Path, output: Path) -> None:
        """For the batch in these folders, with all settings as they are by default."""
        self.seeds, self.cache, self.output = (folder / BATCH for folder in (seeds, cache, output))
        self.settings: dict[str, Any] = {stage.name: stage.room.Settings() for stage in STAGES}
        self.recipes: dict[str, Recipe] = {stage.name: stage.recipe(self.settings[stage.name]) for stage in STAGES}
        self.versions = {stage.name: stage.version for stage in STAGES}
        for stage in STAGES:
            (self.cache / stage.folder).mkdir(parents=True, exist_ok=True)

    def clean(self, name: str) -> bytes:
        """Write a page's results, articles and manifest; its lines of ``articles.jsonl``."""
        data = (self.seeds / f"{name}.txt").read_bytes()
        normalise, reflow, segment, emit = (stage.work for stage in STAGES)
        settings = self.settings
        inputs: dict[str, str] = {"source": _digest(data)}
        clean = normalise(data, settings["normalise"])[0]
        made = {"normalise": self._keep("normalise", name, inputs, clean)}
        flow = reflow(clean, settings["reflow"])
        made["reflow"] = self._keep("reflow", name, {"normalise": made["normalise"]}, flow)
        page = segment(flow, settings["segment"])
        made["segment"] = self._keep("segment", name, {"reflow": made["reflow"]}, page, note_of(page.offers))
        source = f"seeds/{BATCH}/{name}.txt"
        encoding = clean.encoding.name
        origin = Origin(BATCH, name, source, inputs["source"], encoding, program_version(), self.versions)
        emitted = emit(page, clean, origin, settings["emit"])
        files = {f"{number:02d}.json": _file(article) for number, article in enumerate(emitted.articles, 1)}
        files["page.json"] = _file(emitted.manifest)
        folder = self.output / name
        folder.mkdir(parents=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        inputs |= {"segment": made["segment"], "normalise": made["normalise"], "file": source}
        inputs["versions"] = " ".join([program_version(), *(f"{stage}={v}" for stage, v in self.versions.items())])
        sums = {file: {"sha256": _digest(content), "bytes": len(content)} for file, content in files.items()}
        self._keep("emit", name, inputs, sums)
        lines = (json.dumps(article, ensure_ascii=False, separators=(",", ":")) for article in emitted.articles)
        return b"".join(line.encode() + b"\n" for line in lines)

    def _keep(self, stage: str, name: str, inputs: dict[str, str], result: object, note: Any = None) -> str:
        """Write a result with its label; the result's digest."""
        body = msgspec.json.encode(result)
        rest = b'"result": ' + body + b"}\n"
        label = Stamp(self.recipes[stage], inputs, result=_digest(body), note=note).as_json()
        head = json.dumps({"bytes": len(rest), "stamp": label}, ensure_ascii=False, sort_keys=True).encode()
        folder = next(one.folder for one in STAGES if one.name == stage)
        (self.cache / folder / f"{name}.json").write_bytes(head[:-1] + b",\n" + rest)
        return _digest(body)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _file(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def main(arguments: Sequence[str]) -> None:
    """Clean a batch."""
    seeds, cache, output = map(Path, arguments[:3])
    plain = Plain(seeds, cache, output)
    names = sorted(path.stem for path in plain.seeds.iterdir())
    with multiprocessing.get_context("fork").Pool(int(arguments[3])) as pool:
        lines = pool.map(plain.clean, names, chunksize=max(1, min(10, len(names) // int(arguments[3]))))
    (plain.output / "articles.jsonl").write_bytes(b"".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
