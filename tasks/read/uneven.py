"""Blocks that hold lines of several settings: parted where a headline, a byline or a column ends within them.

Engines make one block of what stands close together, so that a headline has the byline under it in its block, and the column
under that. Where columns stand side by side below a headline, such a block is neither over them nor one of them, and can be
read neither before nor between them. But a text is set in one size and with flush edges: where type becomes or ceases to be
of the text's size, or a line of it is centred over the next, another part begins. A single line over larger type is a
kicker, and stays with its headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from tasks.read.found import FoundBlock, FoundLine, around

LARGER = 1.2
"""How much larger the type of a part is than that of the next, at the least: less may be measuring."""

CENTRED = 0.6
"""How far the middles of lines are from one another that are centred, at the most, in sizes."""

SHORTER = 1.5
"""How much shorter one of two centred lines is at each end, at the least, in sizes."""

WORDS = 2
"""Words of a line that tell its size, at the least."""


def evenly_set(blocks: Sequence[FoundBlock]) -> list[FoundBlock]:
    """The blocks, those that hold lines of several settings parted; all others are the same objects."""
    sizes = [line.size for block in blocks for line in block.lines if line.size]
    body = median(sizes) if sizes else 0.0
    out: list[FoundBlock] = []
    for block in blocks:
        runs: list[list[FoundLine]] = [block.lines[:1]]
        for line in block.lines[1:]:
            if _ends(runs[-1], line, body):
                runs.append([])
            runs[-1].append(line)
        if len(runs) == 1:
            out.append(block)
            continue
        for run in runs:
            box = around([line.box for line in run if line.box])
            out.append(FoundBlock(run, box, block.id, block.role, block.rank, block.parent, block.listed))
    return out


def _ends(run: Sequence[FoundLine], below: FoundLine, body: float) -> bool:
    """Whether a part ends with the last of its lines."""
    line = run[-1]
    if line.upright or below.upright or not line.box or not below.box or not line.size or not below.size:
        return False
    small, large = sorted((line.size, below.size))
    if small > LARGER * body:
        return False
    if large > LARGER * small:
        told = min(len(line.words), len(below.words)) >= WORDS or large > LARGER**2 * small
        return told and (line is not run[0] or line.size > below.size)
    apart = below.box.x - line.box.x, line.box.right - below.box.right
    return abs(apart[0] - apart[1]) <= 2 * CENTRED * small and min(map(abs, apart)) >= SHORTER * small
