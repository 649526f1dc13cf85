"""The pictures of the documents, made of the sample pages: what commands print, as a terminal shows it, and a page drawn.

``python -m tests.pictures`` writes them to ``docs/pictures/`` anew.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tasks.__main__ import main
from tests.documents import ROOT

FOLDER = ROOT / "docs/pictures"
WIDE = 112
"""Characters in a line of the terminal; longer ones are wrapped."""

PAPER = TerminalTheme((252, 252, 250), (40, 40, 40), [(40, 40, 40)] * 8)
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g></g></svg>
"""
"""Rich's picture of a terminal, without the font that it has browsers fetch."""


def terminal(command: str, told: str) -> str:
    """What a command prints, as a picture of a terminal."""
    console = Console(record=True, width=WIDE, file=io.StringIO(), highlight=False)
    console.print(Text(f"$ {command}", "bold"))
    for line in told.splitlines():
        quiet = "dim" if re.match(r" {6}", line) else ""
        console.print(Text(line, quiet), soft_wrap=False)
    return console.export_svg(title=command, theme=PAPER, code_format=FRAME, unique_id="t")


def printed(line: str) -> str:
    """What a command of ours prints, typed in the current folder."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        main(shlex.split(line)[1:])
    return told.getvalue()


def explained() -> str:
    """Why a line is a headline."""
    line = "clipsheet explain merrowby-observer --line 39"
    return terminal(line, printed(line))


def failed() -> str:
    """A batch with two bad pages: what its run says."""
    Path("seeds/2026-11-23/wharf-post-01.txt").write_bytes(b"")
    Path("seeds/2026-11-23/wharf-post-02.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    line = "clipsheet run --batch 2026-11-23"
    return terminal(line, printed(line))


def drawn() -> str:
    """A page with boxes."""
    return printed("clipsheet draw harbour-gazette-10")


PICTURES: dict[str, Callable[[], str]] = {"explain.svg": explained, "page.svg": drawn, "failed.svg": failed}


def made(place: Path) -> dict[str, str]:
    """Every picture by its file's name, made in a folder where the sample pages are done."""
    with contextlib.chdir(place):
        return {name: make() for name, make in PICTURES.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(ROOT / "seeds", "seeds")
        assert main(["run"]) == 0
        FOLDER.mkdir(exist_ok=True)
        for name, picture in made(Path(folder)).items():
            (FOLDER / name).write_text(picture, encoding="utf-8")
