"""How many requests an object store gets, for each page and besides: counted by a local S3 server, for two sizes of batch.

    python -m tests.bench.requests --kilobytes 20
    python -m tests.bench.requests --pages 100,200 --options "--layout shards"

What is in proportion to the pages is what the second batch took more than the first; the rest comes once for each command.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.machine import commit, machine, write
from tests.bench.measure import CLIPSHEET, ROOT, ran
from tests.bench.pages import folder, pages
from tests.bench.plain import BATCH

ACCESS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
"""What a client needs of the local server; nothing of the user's is read."""


def counted(count: int, kilobytes: float, options: Sequence[str], work: Path) -> dict[str, dict[str, int]]:
    """Requests by kind, for each command, over a batch of so many pages in a bucket of its own."""
    import fsspec

    from tests.object_store import Server

    server = Server()
    try:
        os.environ.update(ACCESS | {"AWS_ENDPOINT_URL": server.url})
        store: Any = fsspec.filesystem("s3", skip_instance_cache=True)
        bucket = f"pages-{count}"
        store.mkdir(bucket)
        made = pages(count, kilobytes, folder(kilobytes, work))
        for page in made:
            store.pipe_file(f"{bucket}/seeds/{BATCH}/{page.path.name}", page.path.read_bytes())
        cwd = work / "requests"
        shutil.rmtree(cwd, ignore_errors=True)
        cwd.mkdir(parents=True)
        places = [part for name in ("seeds", "intermediate", "output") for part in (f"--{name}", f"s3://{bucket}/{name}")]
        last = ["--batch", BATCH, *places]
        commands = {
            "run": ["run", *last, *options],
            "idle": ["run", *last, *options],
            "rerun": ["rerun", *last, *options, "--stage", "segment", "--page", made[0].path.stem],
            "status": ["status", *last],
        }
        found = {}
        for name, words in commands.items():
            server.counted()
            ran([*CLIPSHEET, *words], cwd)
            found[name] = dict(sorted(server.counted().items()))
        return found
    finally:
        server.stop()


def apart(small: dict[str, int], large: dict[str, int], sizes: tuple[int, int]) -> dict[str, dict[str, float]]:
    """What is for each page, and what for the whole, of what a command asked over two batches."""
    fewer, more = Counter(small), Counter(large)
    each = {kind: (more[kind] - fewer[kind]) / (sizes[1] - sizes[0]) for kind in sorted({*small, *large})}
    return {
        "a_page": {kind: round(number, 2) for kind, number in each.items()},
        "besides": {kind: round(fewer[kind] - each[kind] * sizes[0], 1) for kind in each},
    }


def main(arguments: Sequence[str] | None = None) -> dict[str, Any]:
    """The command; what is written to requests.json."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.requests", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", default="12,24", help="two sizes; dozens have all languages (default: %(default)s)")
    parser.add_argument("--kilobytes", type=float, default=2, help="of each page (default: 2)")
    parser.add_argument("--options", default="", help="further options of clipsheet run, in one word")
    parser.add_argument("--work", type=Path, default=ROOT / ".venv" / "bench", help="folder of requests.json")
    told = parser.parse_args(arguments)
    few, many = map(int, told.pages.split(","))
    options = shlex.split(told.options)
    small, large = (counted(count, told.kilobytes, options, told.work) for count in (few, many))
    commands = {name: apart(small[name], large[name], (few, many)) for name in small}
    out = {
        "command": shlex.join(["python", "-m", "tests.bench.requests", *sys.argv[1:]]),
        "commit": commit(),
        "machine": machine(),
        "counted": {str(few): small, str(many): large},
        "commands": commands,
    }
    write(told.work / "requests.json", out)
    for name, parts in commands.items():
        for part, kinds in parts.items():
            print(f"{name:7} {part.replace('_', ' '):8} {', '.join(f'{kind} {n:g}' for kind, n in kinds.items()) or 'none'}")
    return out


if __name__ == "__main__":
    main()
