"""Lines of a format with boxes: where each stands, and which words the format itself marks as divided.

The problem: where a reader knows the place of every word, lines, columns and their order are settled before any text is
looked at; what the stages after this need is the place of each line. Nothing is moved or parted here, and nothing put
together: the reader's lines are the printed lines. Only the word of a format that says what a hyphen divides (ALTO's
``SUBS_CONTENT``) is taken before all other evidence, if it is that word: the two halves, with the hyphen or without.
"""

from __future__ import annotations

from bisect import bisect_right

from tasks.model.page import Joint, Place
from tasks.model.source import Listed, SourceLine, SourcePage, SourceWord
from tasks.model.trace import Traced

HYPHENS = "-=\N{HYPHEN}\N{NOT SIGN}\N{SOFT HYPHEN}\N{DOUBLE OBLIQUE HYPHEN}"
SIZES_SET = 20
"""Sizes of type that a typeset page has at most; OCR makes up a size for each line."""
_MARKS = "([{\"'“”„‚‘’«»‹›.,;:!?)]}—–*"
MARKED = "reflow.join-hyphen-as-marked", "reflow.keep-hyphen-as-marked"


class Layout:
    """A page's lines and words by their places in its file's text, which begins at ``offset``."""

    def __init__(self, page: SourcePage, offset: int) -> None:
        """With the starts of all lines and words at hand."""
        self.page = page
        self.offset = offset
        self.lines = [line.span[0] for line in page.lines]
        self.words = [word.span[0] for word in page.words]
        self.divided = any(word.joined for word in page.words)
        self.measured = _is_measured(page)
        self.zones = _zones(page) if page.zoned else []

    def place(self, text: Traced) -> Place | None:
        """Where the line stands that this text begins; None where the format does not say."""
        at = bisect_right(self.lines, text.starts[0] - self.offset) - 1
        line = self.page.lines[at]
        if at < 0 or not line.box or not line.size:
            return None
        role, zone = self.page.blocks[line.block].role, self.zones[line.block] if self.zones else None
        face = None if line.face is None else self.page.faces[line.face]
        return Place(line.box, line.size, self._bold(line), line.block, role, line.upright, self.measured, zone, face)

    def listed(self, text: Traced) -> Listed | None:
        """What the issue's METS says of the line that this text begins; None where it says nothing."""
        at = bisect_right(self.lines, text.starts[0] - self.offset) - 1
        return self.page.blocks[self.page.lines[at].block].listed if at >= 0 else None

    def _bold(self, line: SourceLine) -> bool | None:
        """Whether most of a line is set bold."""
        first = bisect_right(self.words, line.span[0] - 1)
        mine = self.page.words[first : bisect_right(self.words, line.span[1] - 1)]
        known = [word for word in mine if word.bold is not None]
        if not known:
            return None
        return 2 * sum(_letters(word) for word in known if word.bold) > sum(_letters(word) for word in known)

    def marked(self, before: Traced, text: Traced) -> Joint | None:
        """How a line joins the one before where the format says which word their halves are."""
        if not self.divided or before.text[-1] not in HYPHENS:
            return None
        head, tail = before.text.rpartition(" ")[2], text.text.partition(" ")[0]
        kept, joined = _bare(head) + tail, _bare(head)[:-1] + tail
        for whole in map(self._divided, (before.ends[-1] - 1, text.starts[0])):  # some engines name it at one half alone
            if whole and (joined.startswith(whole) or whole.startswith(joined)):
                return Joint("-", MARKED[0], 0.99)
            if whole and (kept.startswith(whole) or whole.startswith(kept)):
                return Joint("", MARKED[1], 0.99)
        return None

    def _divided(self, place: int) -> str:
        """The whole word, without marks before and after it, of the half that is printed at a place of the source."""
        at = bisect_right(self.words, place - self.offset) - 1
        return _bare(self.page.words[at].joined or "").rstrip(_MARKS) if at >= 0 else ""


def _bare(text: str) -> str:
    """A text without the marks before it: some engines count them as the word's, some do not."""
    return text.lstrip(_MARKS)


def _zones(page: SourcePage) -> list[int]:
    """For each block the first of those that one element holds, as an advertisement's."""
    first: dict[str, int] = {}
    return [first.setdefault(block.parent, n) if block.parent else n for n, block in enumerate(page.blocks)]


def _is_measured(page: SourcePage) -> bool:
    """Whether sizes and edges were measured on a scan, by what made the file or by the OCR behind a PDF's text."""
    return page.format != "pdf" or len({round(line.size, 1) for line in page.lines if line.size}) > SIZES_SET


def _letters(word: SourceWord) -> int:
    return word.span[1] - word.span[0]
