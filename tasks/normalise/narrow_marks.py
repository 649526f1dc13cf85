"""Marks that a machine read as narrow ones in Chinese print, where wide ones stand.

Chinese is set on a grid: a comma has the room of a whole character, of which its ink takes a corner. OCR knows such marks
by their ink alone and often gives the comma, colon, bracket of Latin print (U+002C instead of U+FF0C). Which of the two was
printed shows in the room: the white from the character before a mark to the one behind it, the mark's ink included, is that
of a character, or but half of it. Boxes of single characters are measured badly, so that all such marks of a page are asked
together, and nothing is changed on a page whose marks are few or stand close.

Left alone: marks between Latin letters or figures (1,300 and 3:2 are set narrow), marks behind marks, full stops (U+002E
may stand for an ideographic full stop or a decimal point), quotation marks, and all text that no machine read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from statistics import median

from tasks.model.ledger import Edit
from tasks.model.source import READ_BY_MACHINE, SourceLine, SourcePage, SourceWord
from tasks.model.trace import Traced
from tasks.normalise.characters import replace

RULE = "normalise.widen-mark"

ROOM = 0.6
"""The room of a page's marks from which they are wide, in widths of a character: narrow ones have 0.2 to 0.5, wide ones of
eight pages by Tesseract 0.7 to 1.1."""

ASKED = 3
"""Marks whose room is known, at the least, for it to be no chance."""

_WIDER = {code: chr(0xFEE0 + ord(code)) for code in ",:;?!()"}
_WIDE = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CLOSED = _WIDE + "\u300b\u300d\u300f\u3011\u3015\u2019\u201d\uff09%0-9A-Za-z)"
_MARK = re.compile(
    rf"(?<=[{_WIDE}]) *([,:;?!)])"  # behind a character
    rf"|(?<=[{_CLOSED}]) *([,:;?!)])(?= *(?:[{_WIDE}\u3000-\u303f\uff00-\uffef\u2018-\u201d]|$))"  # or before one
    rf"|(\()(?= *[{_WIDE}])",
    re.MULTILINE,
)


def widened(text: Traced, page: SourcePage, offset: int) -> tuple[Traced, list[Edit]]:
    """A page's text, marks that stand in the room of a character made wide.

    Args:
        text: Chinese, traced to the decoded text of the file, in which the page's begins at ``offset``.
        page: with the places of its words.
        offset: see ``text``.

    Returns:
        The text, and one edit for each mark.
    """
    if page.format not in READ_BY_MACHINE:
        return text, []
    places = [match.start(match.lastindex or 0) for match in _MARK.finditer(text.text)]
    rooms = list(_rooms(page, {text.starts[at] - offset for at in places}))
    if len(rooms) < ASKED or median(rooms) < ROOM:
        return text, []
    changes = [(at, at + 1, _WIDER[text.text[at]]) for at in places]
    return replace(text, changes, RULE, page.text, offset)


def _rooms(page: SourcePage, marks: set[int]) -> Iterator[float]:
    """The room of each mark that is a word by itself between two others of its line, in widths of a character."""
    width = _character(page)
    starts = [line.span[0] for line in page.lines]
    for before, word, after in zip(page.words, page.words[1:], page.words[2:], strict=False):
        if word.span[0] not in marks or word.span[1] - word.span[0] > 1 or not before.box or not after.box:
            continue
        line = page.lines[bisect_right(starts, word.span[0]) - 1]
        if line.size and width and _are_of(line, before, after):
            yield (after.box.x - before.box.right) / (width * line.size)


def _are_of(line: SourceLine, before: SourceWord, after: SourceWord) -> bool:
    """Whether both words are of one line that is not upright."""
    return line.span[0] <= before.span[0] and after.span[1] <= line.span[1] and not line.upright


def _character(page: SourcePage) -> float:
    """How wide a character is set, in sizes of its line: that of lines that hold nothing else; 0 where none do."""
    found = []
    for line in page.lines:
        letters = page.text[line.span[0] : line.span[1]].replace(" ", "")
        if line.box and line.size and len(letters) > ASKED and re.fullmatch(f"[{_WIDE}]+", letters):
            found.append(line.box.width / len(letters) / line.size)
    return median(found) if found else 0.0
