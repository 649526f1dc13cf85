"""How long the pages in seeds/ take, from nothing and again with everything cached: ``make bench``."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tasks", "run", "--intermediate", f"{folder}/i", "--output", f"{folder}/o"]
        for name in ("from nothing", "all cached"):
            start = time.perf_counter()
            done = subprocess.run([*command, *sys.argv[1:]], capture_output=True, text=True, check=False)
            took = time.perf_counter() - start
            pages = len(list(Path(folder, "o").rglob("page.json")))
            print(f"{name}: {pages} pages in {took:.2f} s (start-up included), exit code {done.returncode}")


if __name__ == "__main__":
    main()
