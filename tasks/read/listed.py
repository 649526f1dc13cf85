"""Blocks as the METS or DIDL of their issue lists them: whose article each belongs to, and in which order they are read.

It names elements of an ALTO file: blocks, blocks that hold blocks, lines, or all words from one to another. Whatever it
names is words that follow each other in the file; where a part ends within a block, the block is cut there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tasks.model.source import Listed, SourceIssue
from tasks.read.found import FoundBlock, FoundLine, FoundPage

TITLE = "HEADING/TITLE"
"""The role of a part that is its item's title, where the issue does not say what its parts are."""

Stretch = tuple[int, int]
"""The first word of an element and the one after its last, counted through the page."""


def list_blocks(page: FoundPage, issue: SourceIssue, resource: str) -> None:
    """Put into a page's blocks what the METS says of them; cut those that it parts.

    Args:
        page: what the reader of the ALTO found.
        issue: what the METS says.
        resource: the ALTO file's name in it.
    """
    places = _places(page.blocks)
    owners: dict[int, tuple[int, Listed]] = {}
    words = [word.text for block in page.blocks for line in block.lines for word in line.words]
    for part, (listed, last) in enumerate(_parts(issue, resource)):
        begin, end = places.get(listed.element), places.get(last)
        if begin and end:
            if not issue.says_headings and _is_title(words[begin[0] : end[1]], issue.items[listed.item].title):
                listed = replace(listed, role=TITLE)
            for word in range(begin[0], end[1]):
                owners.setdefault(word, (part, listed))
    if owners:
        page.blocks = [piece for block in _counted(page.blocks) for piece in _cut(*block, owners)]


def _is_title(words: Sequence[str], title: str | None) -> bool:
    """Whether a part's words are an item's title, or a part of it: where they only begin a text, they are no heading.

    >>> _is_title(["Neue", "Brücke"], "NEUE BRÜCKE."), _is_title("Der Rat beschloß am Montag".split(), "Der Rat beschloß")
    (True, False)
    """
    printed, said = ("".join(filter(str.isalnum, text.casefold())) for text in ("".join(words), title or ""))
    return bool(printed) and printed in said


def _parts(issue: SourceIssue, resource: str) -> Iterator[tuple[Listed, str]]:
    """Each part of an item in a file, and the id of its last element."""
    credited = any(item.authors for item in issue.items)
    for number, item in enumerate(issue.items):
        files = tuple(dict.fromkeys(part.resource for part in item.parts))
        over = files if len(files) > 1 else ()
        for part in item.parts:
            if part.resource == resource:
                said = (part.role, part.element, item.authors, over, credited)
                yield Listed(number, item.id, item.type, *said), part.last


def _counted(blocks: Sequence[FoundBlock]) -> Iterator[tuple[FoundBlock, int]]:
    """Each block with the number of its first word."""
    count = 0
    for block in blocks:
        yield block, count
        count += sum(len(line.words) for line in block.lines)


def _places(blocks: Sequence[FoundBlock]) -> dict[str, Stretch]:
    """Where each element's words are, by its id."""
    found: dict[str, Stretch] = {}

    def note(name: str | None, start: int, end: int) -> None:
        if name:
            first, last = found.get(name, (start, end))
            found[name] = min(first, start), max(last, end)

    for block, start in _counted(blocks):
        at = start
        for line in block.lines:
            for count, word in enumerate(line.words, at):
                note(word.id, count, count + 1)
            note(line.id, at, at + len(line.words))
            at += len(line.words)
        note(block.id, start, at)
        note(block.parent, start, at)
    return found


def _cut(block: FoundBlock, start: int, owners: dict[int, tuple[int, Listed]]) -> Iterator[FoundBlock]:
    """A block's pieces, each wholly of one part or of none."""
    numbers = range(start, start + sum(len(line.words) for line in block.lines))
    runs = [(owner, list(run)) for owner, run in groupby(numbers, owners.get)]
    for owner, run in runs:
        piece = block if len(runs) == 1 else _piece(block, start, run[0], run[-1] + 1)
        if owner:
            piece.part, piece.listed = owner
        yield piece
    if not runs:
        yield block


def _piece(block: FoundBlock, start: int, first: int, end: int) -> FoundBlock:
    """The part of a block from one word to before another."""
    lines, at = list[FoundLine](), start
    for line in block.lines:
        words = line.words[max(0, first - at) : max(0, end - at)]
        at += len(line.words)
        if len(words) == len(line.words):
            lines.append(line)
        elif words:
            lines.append(FoundLine(words, None, line.id, line.size, line.upright))
    return FoundBlock(lines, None, block.id, block.role, block.rank, block.parent)


def in_items(blocks: Sequence[FoundBlock]) -> list[FoundBlock]:
    """Blocks in reading order, those of an item together and as the METS has them, where the first of them stood."""
    items: dict[int, list[FoundBlock]] = {}
    for block in blocks:
        if block.listed:
            items.setdefault(block.listed.item, []).append(block)
    out: list[FoundBlock] = []
    for block in blocks:
        if not block.listed:
            out.append(block)
        else:
            out += sorted(items.pop(block.listed.item, ()), key=lambda one: one.part)
    return out
