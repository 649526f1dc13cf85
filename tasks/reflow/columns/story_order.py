"""The order in which a reader takes a page's stories: headline, then its columns, one story after the other."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.reflow.columns.gutters import Piece
from tasks.reflow.columns.overruns import parted_overruns
from tasks.reflow.columns.stories import Story, stories
from tasks.reflow.columns.tall_letters import lifted, rows_of

DEEPEST = 24
"""Cuts within cuts; a page has some six."""
Box = tuple[int, int, int, int, int]
"""The rows and the grid columns that a story stands on, and its number."""


def story_order(found: Sequence[Piece], texts: Sequence[str]) -> list[list[Piece]]:
    """The pieces, given row by row, story by story, each in the order it is read."""
    pieces, letters = lifted(parted_overruns(found, texts), texts)
    read: set[int] = set()
    out: list[list[Piece]] = []
    told = [story.members for story in _ordered(stories(pieces, texts, rows_of(found, texts)), pieces)]
    for members in [*told, *([i] for i in range(len(pieces)))]:  # a piece that no story has is read by itself
        block: list[Piece] = []
        for i in members:
            if i in read:  # columns of tabbed lines may claim a piece twice
                continue
            read.add(i)
            if pieces[i] in letters:
                block.append(letters[pieces[i]])
            block.append(pieces[i])
        if block:
            out.append(block)
    return out


def _ordered(found: Sequence[Story], pieces: Sequence[Piece]) -> list[Story]:
    """The stories from top to bottom and left to right: cut along white rows, then along white columns, and again."""
    boxes: list[Box] = []
    for number, story in enumerate(found):
        rows = [pieces[i].row for i in story.members]
        boxes.append((min(rows), max(rows) + 1, story.x0, story.x1, number))
    return [found[n] for n in in_order(boxes)]


def in_order(boxes: list[Box]) -> list[int]:
    """The boxes' numbers in reading order."""
    out: list[int] = []
    _cut(boxes, out, 0)
    return out


def _cut(boxes: list[Box], out: list[int], depth: int) -> None:
    """Append the boxes' numbers in reading order: parts from top to bottom, else from left to right, each parted again."""
    if len(boxes) <= 1:
        out += [box[4] for box in boxes]
        return
    for low, high in ((0, 1), (2, 3)) if depth < DEEPEST else ():
        boxes = sorted(boxes, key=lambda box: (box[low], box[2 - low]))
        parts: list[list[Box]] = []
        end = -1
        for box in boxes:
            if box[low] >= end:
                parts.append([])
            parts[-1].append(box)
            end = max(end, box[high])
        if len(parts) > 1:
            for part in parts:
                _cut(part, out, depth + 1)
            return
    out += [box[4] for box in sorted(boxes, key=lambda box: (box[0], box[2]))]
