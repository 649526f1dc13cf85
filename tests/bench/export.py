"""How much memory an export takes, and how long, for batches of several sizes.

    python -m tests.bench.export
    python -m tests.bench.export --articles 2000,20000,200000 --to parquet,dolma

Each export is a process of its own, over invented articles (some 3.5 KB of JSON each); the peak is what the system says that
the process held at most, libraries included.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT
from tests.invented_articles import articles, publish

_CHILD = """
import re, sys, time
from pathlib import Path
from tasks.__main__ import main
if int(sys.argv[1]):
    from tasks.export import parquet
    parquet.BYTES_IN_GROUP = int(sys.argv[1])
code = main(sys.argv[2:])
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(f"{code} {peak:.1f} {time.process_time():.2f}", file=sys.stderr)
"""


def measured(kind: str, output: Path, batch: str, to: Path, group: int = 0) -> tuple[float, float]:
    """Megabytes held at most and seconds of the processor's time, of an export of one batch as ``kind``.

    ``group``: bytes of a row group of Parquet, if they are to be others than usual.
    """
    command = [
        "export",
        "--to",
        kind,
        "--batch",
        batch,
        "--articles",
        str(output),
        "--output",
        str(to),
        "--date",
        "2000-01-01",
    ]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(group), *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    code, peak, seconds = done.stderr.split()[-3:]
    assert code == "0", done.stderr
    return float(peak), float(seconds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a line for each export."""
    parser = argparse.ArgumentParser(description="Memory and time of exports.")
    parser.add_argument("--articles", default="2000,20000", help="sizes of batches (2000,20000)")
    parser.add_argument("--to", default="parquet", help="formats (parquet)")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        output = Path(work, "output")
        for count in map(int, args.articles.split(",")):
            batch = f"batch-{count}"
            publish(output, batch, articles(batch, count))
            size = (output / batch / "articles.jsonl").stat().st_size
            for kind in args.to.split(","):
                peak, seconds = measured(kind, output, batch, Path(work, kind))
                told = {
                    "to": kind,
                    "articles": count,
                    "mb_in": round(size / 1e6, 1),
                    "peak_mb": peak,
                    "cpu_seconds": seconds,
                }
                print(json.dumps(told), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
