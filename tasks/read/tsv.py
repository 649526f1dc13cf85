"""Tesseract's TSV: one row for each page, block, paragraph, line and word, with its box in pixels and its confidence."""

from __future__ import annotations

from tasks.model.errors import BrokenSource
from tasks.model.source import PIXEL
from tasks.read.found import FoundBlock, FoundLine, FoundPage, FoundWord, clean, number, stated_box

COLUMNS = 12
"""Level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
_PAGE, _PARAGRAPH, _LINE, _WORD = 1, 3, 4, 5


def read_tsv(data: bytes) -> list[FoundPage]:
    """The pages of a TSV.

    Raises:
        BrokenSource: a row has other columns than the first line names, or no number where one must be; with its line.
    """
    try:
        rows = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise BrokenSource("expected TSV in UTF-8, but there are bytes that are not in it", line) from wrong
    pages: list[FoundPage] = []
    for at, row in enumerate(rows[1:], 2):
        cells = row.split("\t")
        try:
            level, *_, sure = map(number, [*cells[:6], cells[10]])
            box = stated_box(cells[6], cells[7], cells[8], cells[9])
        except (ValueError, IndexError) as wrong:
            says = f"expected a row of {COLUMNS} columns, all but the last numbers: {row[:60]!r}"
            raise BrokenSource(says, at) from wrong
        text = clean(" ".join(cells[11:]))
        if level == _PAGE or not pages:
            pages.append(FoundPage(len(pages) + 1, "tsv", PIXEL, None, box.width, box.height, as_read=True))
        if level == _PARAGRAPH or not pages[-1].blocks:
            pages[-1].blocks.append(FoundBlock([], box))
        if level == _LINE or not pages[-1].blocks[-1].lines:
            pages[-1].blocks[-1].lines.append(FoundLine([], box))
        if level == _WORD and text:
            word = FoundWord(text, box, None, None, sure / 100 if sure >= 0 else None)
            pages[-1].blocks[-1].lines[-1].words.append(word)
    if not pages:
        raise BrokenSource("expected TSV with a row for each page and word, but only its first line is there", 1)
    return pages
