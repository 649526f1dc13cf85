"""Marks that a machine read where nothing is printed: the white of a gutter between two columns of Chinese.

An engine that takes two columns for one has a wide blank in each of its lines, and to one that knows Chinese as squares,
a square of white is a mark: a comma, full stop or quotation mark stands where the gutter is, behind the left column's line
or before the right one's. It is told from a printed mark by two things together: that the engine was unsure of it, and that
it stands out of its column, whose lines all begin and end at one place.

Left alone: marks that the engine was sure of (a newspaper may hang its closing marks out of the measure), marks within the
column, columns of few lines, whose measure is not known, and all text that no machine read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tasks.model.ledger import Edit
from tasks.model.source import READ_BY_MACHINE, SourcePage, SourceWord
from tasks.model.trace import Traced
from tasks.normalise.characters import replace

RULE = "normalise.drop-read-white"

UNSURE = 0.75
"""Confidence of such marks at the most: those in gutters of pages by Tesseract have 0 to 0.74, printed ones mostly more."""

LINES = 3
"""Lines of a column, at the least, for its edges to be known."""


def dropped(text: Traced, page: SourcePage, offset: int) -> tuple[Traced, list[Edit]]:
    """A page's text without marks that are white.

    Args:
        text: Chinese, traced to the decoded text of the file, in which the page's begins at ``offset``.
        page: with the places of its words, and how sure the engine was of each.
        offset: see ``text``.

    Returns:
        The text, and one edit for each mark.
    """
    if page.format not in READ_BY_MACHINE:
        return text, []
    white = {at + offset for word in _white(page) for at in range(*word.span)}
    changes = [(at, at + 1, "") for at, start in enumerate(text.starts) if start in white]
    return replace(text, changes, RULE, page.text, offset) if changes else (text, [])


def _white(page: SourcePage) -> Iterator[SourceWord]:
    """The marks that stand out of their column."""
    rows = Counter(line.block for line in page.lines)
    words = iter(page.words)
    word = next(words, None)
    for line in page.lines:
        block = page.blocks[line.block]
        while word and word.span[1] <= line.span[1]:
            if word.box and block.box and rows[line.block] >= LINES and not line.upright and _is_unsure(word, page.text):
                middle = word.box.x + word.box.width / 2
                if not block.box.x <= middle <= block.box.right:
                    yield word
            word = next(words, None)


def _is_unsure(word: SourceWord, text: str) -> bool:
    """Whether a word is marks alone, and the engine said that it may not be there."""
    letters = text[word.span[0] : word.span[1]]
    return word.confidence is not None and word.confidence < UNSURE and not any(map(str.isalnum, letters))
