"""Fuzz a room, led by coverage: ``python -m tests.fuzz ROOM --seconds N`` (needs atheris: ``pip install atheris``).

What it finds is kept in ``--keep`` and the search goes on; ``--replay FILE`` runs one find again. Code is
instrumented here and slower for it, so that the clock is more patient; ``--replay`` measures the plain code.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.fuzz.draw import plain
from tests.press.store import LANGUAGES, stored

PAGES = Path(__file__).parents[1] / "pages"
SLOWER = 2.0
"""How much longer instrumented code may take: over the sample pages it takes 1.5 times as long."""


def main() -> int:
    """Run the room's target until the time is up."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("room", choices=("normalise", "reflow", "segment", "emit", "whole"))
    parser.add_argument("--seconds", type=int, default=60, help="seconds of the processor's time")
    parser.add_argument("--keep", type=Path, default=Path(".fuzz"), help="folder for finds and for what reached new code")
    parser.add_argument("--replay", type=Path, help="run this find and nothing else")
    args = parser.parse_args()
    if args.replay:
        importlib.import_module("tests.fuzz.targets").ROOMS[args.room](args.replay.read_bytes())
        print("nothing is wrong with it (any more)")
        return 0
    return _search(args.room, args.seconds, args.keep)


def _search(room: str, seconds: int, keep: Path) -> int:
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        print("atheris is not installed: the search is at random, not led by coverage")
        return _at_random(Hunt(room, seconds, keep / room))
    with atheris.instrument_imports(include=["tasks"]):
        targets = importlib.import_module("tests.fuzz.targets")
        for name in ("normalise", "reflow", "segment", "emit"):
            importlib.import_module(f"tasks.{name}.work")
    targets.clock.patience = SLOWER
    hunt = Hunt(room, seconds, keep / room)
    options = ["-max_len=4000", f"-artifact_prefix={hunt.keep}/", "-timeout=3600", "-rss_limit_mb=0", "-detect_leaks=0"]
    atheris.Setup([sys.argv[0], str(hunt.keep / "corpus"), *options], hunt)
    atheris.Fuzz()  # never returns: the hunt ends the process
    return 0


def _at_random(hunt: Hunt) -> int:
    """Bytes at random, and files of the corpus with some bytes changed, by turns."""
    known = [file.read_bytes() for file in sorted((hunt.keep / "corpus").iterdir())]
    rng = random.Random()
    while True:
        data = bytearray(rng.choice(known) if rng.random() < 0.3 else rng.randbytes(rng.randint(10, 250)))
        for _ in range(rng.randint(0, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        hunt(bytes(data))


class Hunt:
    """A target that keeps what it finds instead of ending at it, each kind of find once."""

    def __init__(self, room: str, seconds: int, keep: Path) -> None:
        """A room's target, for so many seconds of the processor's time; what is kept begins with parts of dumps."""
        self.room = room
        self.target = importlib.import_module("tests.fuzz.targets").ROOMS[room]
        self.seconds = seconds
        self.keep = keep
        self.runs = 0
        self.found: Counter[str] = Counter()
        self.began = time.process_time()
        self.said = self.began
        (keep / "corpus").mkdir(parents=True, exist_ok=True)
        self._seed()

    def _seed(self) -> None:
        """Begin with parts of dumps, the choices before them drawn in three ways by turns."""
        for n, text in enumerate(dumps()):
            choices = (b"\x00" * 8, bytes([2, 1, 1, 0]), bytes([1, 1, 1, 1, 1]))[n % 3]
            at = 300 * (n % 8)
            (self.keep / "corpus" / f"dump-{n}").write_bytes(choices + plain(text[at : at + 400]))

    def __call__(self, data: bytes) -> None:
        """Run the target over these bytes, and keep them if they break something."""
        self.runs += 1
        try:
            self.target(data)
        except Exception as wrong:
            self._found(data, wrong)
        now = time.process_time()
        if now - self.said > 30:
            self.said = now
            self._say()
        if now - self.began > self.seconds:
            self._say()
            os._exit(1 if self.found else 0)

    def _found(self, data: bytes, wrong: Exception) -> None:
        frame = traceback.extract_tb(wrong.__traceback__)[-1]
        kind = f"{type(wrong).__name__} {Path(frame.filename).name}:{frame.lineno} {str(wrong)[:40]}"
        self.found[kind] += 1
        if self.found[kind] > 3:
            return
        file = self.keep / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
        file.write_bytes(data)
        print(f"{self.room}: {file}: {kind}: {str(wrong)[:300]}", flush=True)

    def _say(self) -> None:
        spent = time.process_time() - self.began
        said = {"room": self.room, "runs": self.runs, "seconds": round(spent), "corpus": self._corpus(), "found": self.found}
        print(json.dumps(said, ensure_ascii=False), flush=True)

    def _corpus(self) -> int:
        return sum(1 for _ in (self.keep / "corpus").iterdir())


def dumps() -> list[str]:
    """Dumps of pages in every language: those that were typeset, and printed ones."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((PAGES / "typeset").glob("*-00/*.txt"))]
    return texts + [dump for language in LANGUAGES for dump in next(stored(language)).dumps.values()]


if __name__ == "__main__":
    sys.exit(main())
