"""What the processes of one run have to tell each other, on one machine: lines in a file that all of them have open."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from typing import Any


class Notebook:
    """Lines of JSON in a file without a name; those that are there stay."""

    def __init__(self) -> None:
        """An empty one; processes forked from this one share it."""
        file, path = tempfile.mkstemp(prefix="clipsheet-notebook-")
        os.close(file)
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        os.unlink(path)  # noqa: PTH108 - the open file is enough, and leaves nothing behind

    def add(self, line: Sequence[Any]) -> None:
        """Add a line, in one write."""
        os.write(self._file, json.dumps(line, ensure_ascii=False).encode(errors="surrogatepass") + b"\n")

    def since(self, offset: int) -> tuple[list[Any], int]:
        """The lines added after an offset, and the offset after them."""
        size = os.fstat(self._file).st_size
        data = b""
        while len(data) < size - offset:
            more = os.pread(self._file, size - offset - len(data), offset + len(data))
            if not more:
                break
            data += more
        data = data[: data.rfind(b"\n") + 1]
        return [json.loads(line.decode(errors="surrogatepass")) for line in data.splitlines()], offset + len(data)
