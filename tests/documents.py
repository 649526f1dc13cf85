"""The project's documents as a machine reads them: what they tell the reader to type, and what they say comes of it.

A step is a command or a piece of Python. Commands are

- each line of a block marked ``sh``;
- in a block marked ``console`` each line behind ``$``; what follows up to the next one is all that it prints, where ``…``
  stands for anything in a line, and alone on a line for any lines;
- in every other block (the indented ones, too) each line that begins with one of ``PROGRAMS``.

A command ends with exit code 0, or with the one that its comment names: ``# exit code 30``. Blocks marked ``python`` are run
one after the other, each knowing what those before it have defined; one marked ``output`` holds what the one before prints.

``<!-- not run: why -->`` before a block says that its steps cannot be run here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = (".venv/bin/", "clipsheet ", "make ", "python ", "pip ", "luigid ", "dask ", "zcat ", "jq ", "git ", "SEED=")

_NOT_RUN = re.compile(r"<!-- not run: (.+?) -->")
_FENCE = re.compile(r"^( *)```(\w*)\s*$")
_HERE = re.compile(r"<<'?(\w+)'?")


@dataclass(frozen=True)
class Block:
    """A block of code: its language (nothing: none is named), its lines, the number of the first, why it is not run."""

    language: str
    lines: list[str]
    first: int
    why_not: str | None


@dataclass(frozen=True)
class Step:
    """What a reader is told to type.

    Attributes:
        language: ``sh`` or ``python``.
        line: its line in the document.
        text: what is typed, of several lines where they belong together.
        prints: all that it prints, if the document says so.
        code: its exit code.
        why_not: why it is not run; None for what is.
    """

    language: str
    line: int
    text: str
    prints: list[str] | None
    code: int
    why_not: str | None


def blocks(text: str) -> Iterator[Block]:
    """The blocks of code of a document, fenced or indented."""
    lines = text.splitlines()
    why_not = None
    at = 0
    while at < len(lines):
        first, line = at, lines[at]
        at += 1
        fence, marked = _FENCE.match(line), _NOT_RUN.search(line)
        if fence:
            end = next(n for n in range(at, len(lines)) if lines[n].strip() == "```")
            yield Block(fence[2], [inner.removeprefix(fence[1]) for inner in lines[at:end]], first + 2, why_not)
            at, why_not = end + 1, None
        elif line.startswith("    ") and not _continues_a_list(lines, first):
            while at < len(lines) and (lines[at].startswith("    ") or _blank_within(lines, at)):
                at += 1
            yield Block("", [inner.removeprefix("    ") for inner in lines[first:at]], first + 1, why_not)
            why_not = None
        elif marked:
            why_not = marked[1]


def _continues_a_list(lines: list[str], at: int) -> bool:
    """Whether an indented line is text of the item above it: no blank line parts the two."""
    return at > 0 and bool(lines[at - 1].strip())


def _blank_within(lines: list[str], at: int) -> bool:
    return not lines[at].strip() and at + 1 < len(lines) and lines[at + 1].startswith("    ")


def steps(text: str) -> list[Step]:
    """The steps of a document, in its order."""
    found: list[Step] = []
    for block in blocks(text):
        if block.language == "python":
            found.append(Step("python", block.first, "\n".join(block.lines), None, 0, block.why_not))
        elif block.language == "output":
            last = found.pop()
            assert last.language == "python", f"line {block.first}: an output that no Python stands before"
            found.append(Step("python", last.line, last.text, block.lines, 0, last.why_not))
        else:
            found += _commands(block)
    return found


def _commands(block: Block) -> Iterator[Step]:
    at = 0
    while at < len(block.lines):
        first = at
        typed = _typed(block, at)
        at += 1
        if typed is None:
            continue
        while typed.endswith("\\") and at < len(block.lines):
            typed, at = f"{typed}\n{block.lines[at]}", at + 1
        here = _HERE.search(typed)
        while here and block.lines[at - 1] != here[1]:
            typed, at = f"{typed}\n{block.lines[at]}", at + 1
        prints = None
        if block.language == "console":
            end = next((n for n in range(at, len(block.lines)) if block.lines[n].startswith("$ ")), len(block.lines))
            prints, at = block.lines[at:end], end
        code = re.search(r"# .*?exit code (\d+)", typed)
        yield Step("sh", block.first + first, typed, prints, int(code[1]) if code else 0, block.why_not)


def _typed(block: Block, at: int) -> str | None:
    """What is typed in a line of a block; None for a line that is none to type."""
    line = block.lines[at]
    if block.language in ("sh", "bash", "shell"):
        return line if line.strip() and not line.startswith("#") else None
    if block.language == "console":
        return line.removeprefix("$ ") if line.startswith("$ ") else None
    return line if line.startswith(PROGRAMS) else None


def printing(prints: list[str]) -> re.Pattern[str]:
    """The pattern of what a step prints."""
    parts = ["(?:.*\n)*" if line.strip() == "…" else _line(line) for line in prints]
    return re.compile("".join(parts))


def _line(line: str) -> str:
    return ".*".join(map(re.escape, line.rstrip().split("…"))) + "\n"
