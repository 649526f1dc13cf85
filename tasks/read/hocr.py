"""hOCR: what Tesseract, OCRopus, kraken and ocrmypdf write; HTML whose classes and titles say what was read where.

XHTML is parsed as the XML that it is; HTML that is none (OCRopus, kraken) with the standard library's parser, which never
complains, so that a file without its end is told by ``</html>`` missing. Lines without words (OCRopus) are cut at blanks,
each word getting its share of the line's box.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from tasks.model.errors import BrokenSource
from tasks.model.source import PIXEL, Box
from tasks.read.found import FoundBlock, FoundLine, FoundPage, FoundWord, clean, number, stated, stated_size
from tasks.read.markup import Attributes, Handlers, local, walk

LINES = {"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_textfloat", "ocr_caption", "ocr_title", "ocr_pageno"}
BLOCKS = {"ocr_par", "ocrx_block"}
PICTURES = {"ocr_photo", "ocr_image", "ocrx_image"}
AREAS = {"ocr_carea", "ocr_column", "ocr_xycut"}
_ELEMENTS = ("div", "p", "span", "h1", "h2", "h3", "h4")
_BOLD = ("strong", "b")
_NUMBERS = r"((?:\s+-?[0-9.]+)+)"
_BBOX = re.compile(r"\bbbox" + _NUMBERS)
_PROPERTY = {name: re.compile(rf"\b{name}\s+(-?[0-9.]+)") for name in ("x_size", "x_wconf", "x_fsize", "textangle")}


def read_hocr(data: bytes) -> list[FoundPage]:
    """The pages of an hOCR file.

    Raises:
        BrokenSource: it is damaged, or has none of hOCR's classes; with line and element.
        UnsafeMarkup: it declares entities, or nests without bound.
    """
    reader = _Reader()
    head = data[:2000].lower()
    if b"<?xml" in head or b"xhtml" in head:
        walk(data, "hOCR", reader.handlers())
    else:
        _Html(reader).read(data)
    if not any(block.lines for page in reader.pages for block in page.blocks) and not reader.pages:
        raise BrokenSource("expected hOCR, but no element has a class 'ocr_page' or 'ocr_line'")
    return reader.pages


class _Reader:
    """What has been read so far: ``open`` holds the kind of each open element."""

    def __init__(self) -> None:
        self.pages: list[FoundPage] = []
        self.open: list[str] = []
        self.block = FoundBlock()
        self.line: FoundLine | None = None
        self.word: FoundWord | None = None
        self.bold = 0
        self.gathered: list[str] = []

    def handlers(self) -> Handlers:
        opened = {name: self.start for name in _ELEMENTS} | {name: self.bolder for name in _BOLD}
        closed = {name: self.end for name in _ELEMENTS} | {name: self.lighter for name in _BOLD}
        return Handlers(self.root, opened, closed, self.gathered.append)

    def root(self, name: str, attributes: Attributes) -> None:
        if local(name).lower() != "html":
            raise BrokenSource(f"expected the root <html> of hOCR, found <{name}>")

    def bolder(self, _: Attributes) -> None:
        self.bold += 1

    def lighter(self) -> None:
        self.bold -= 1
        if self.word and "".join(self.gathered).strip():
            self.word = self.word._replace(bold=True)

    def start(self, given: Attributes) -> None:
        kinds = (given.get("class") or "").split()
        kind = next((kind for kind in kinds if kind.startswith("ocr")), "")
        title = given.get("title") or ""
        box = _box(title)
        if kind == "ocr_page":
            width, height = (box.right, box.bottom) if box else (0.0, 0.0)
            self.pages.append(FoundPage(len(self.pages) + 1, "hocr", PIXEL, None, width, height, as_read=True))
            self.block = FoundBlock()
        elif kind in AREAS or kind in BLOCKS:
            self.block = FoundBlock([], box, given.get("id"), None)
            self._page().blocks.append(self.block)
        elif kind in LINES:
            self._start_line(kind, given.get("id"), title, box)
        elif kind == "ocrx_word" or kind == "ocr_word":
            sure, size = stated(_property(title, "x_wconf")), stated_size(_property(title, "x_fsize"))
            self._end_words()
            self.word = FoundWord("", box, size or None, None, None if sure is None else sure / 100, given.get("id"))
        elif kind == "ocr_separator" and box:
            self._page().rules.append(box)
        elif kind in PICTURES and box:
            self._page().pictures.append(box)
        self.open.append(kind)

    def _page(self) -> FoundPage:
        if not self.pages:  # OCRopus may write lines and no page
            self.pages.append(FoundPage(1, "hocr", PIXEL, as_read=True))
        return self.pages[-1]

    def _start_line(self, kind: str, identity: str | None, title: str, box: Box | None) -> None:
        page = self._page()
        if not page.blocks or self.block is not page.blocks[-1]:
            self.block = FoundBlock([], None, None, None)
            page.blocks.append(self.block)
        angle = stated(_property(title, "textangle")) or 0.0
        self.line = FoundLine([], box, identity, stated_size(_property(title, "x_size")), angle % 180 == 90)
        self.block.lines.append(self.line)
        if kind not in ("ocr_line", "ocrx_line") and self.block.role is None:
            self.block.role = kind.removeprefix("ocr_")
        self.gathered.clear()

    def end(self) -> None:
        kind = self.open.pop() if self.open else ""
        if kind in ("ocrx_word", "ocr_word"):
            self._end_words()
        elif kind in LINES and self.line:
            rest = "".join(self.gathered).split()
            if rest and not self.line.words:
                self.line.words = share(rest, self.line.box, self.line.size)
            else:
                self._end_words()
            self.line = None

    def _end_words(self) -> None:
        """What was read of the word that is open is one; text of a line beside its words is words without boxes."""
        text = clean("".join(self.gathered))
        if text and self.line:
            if self.word:
                bold = self.word.bold or (True if self.bold else None)
                self.line.words.append(self.word._replace(text=text, bold=bold))
            else:
                self.line.words += [FoundWord(word) for word in text.split()]
        elif text and self.word:
            raise BrokenSource("expected words within lines, but one stands outside")
        self.word = None
        self.gathered.clear()


class _Html(HTMLParser):
    """HTML that is no XML, told to the same reader."""

    def __init__(self, reader: _Reader) -> None:
        super().__init__()
        self.reader = reader
        self.done = False

    def read(self, data: bytes) -> None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            line = data.count(b"\n", 0, wrong.start) + 1
            raise BrokenSource("expected hOCR in UTF-8, but there are bytes that are not in it", line) from wrong
        try:
            self.feed(text)
            self.close()
        except BrokenSource as wrong:
            raise type(wrong)(str(wrong), self.getpos()[0]) from wrong
        if not self.done:
            raise BrokenSource("expected hOCR up to </html>, but the file ends before it", text.count("\n") + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _ELEMENTS:
            self.reader.start(given)
        elif tag in _BOLD:
            self.reader.bolder(given)

    def handle_endtag(self, tag: str) -> None:
        if tag in _ELEMENTS:
            self.reader.end()
        elif tag in _BOLD:
            self.reader.lighter()
        self.done = self.done or tag == "html"

    def handle_data(self, data: str) -> None:
        self.reader.gathered.append(data)


def share(words: list[str], box: Box | None, size: float | None) -> list[FoundWord]:
    """Words of a line that only the line has a box for: each gets its share of it by its letters.

    >>> [word.box.x for word in share(["ab", "c"], Box(0, 0, 8, 2), None)]
    [0.0, 6.0]
    """
    if not box:
        return [FoundWord(word, None, size) for word in words]
    step = box.width / max(1, sum(map(len, words)) + len(words) - 1)
    found, at = [], box.x
    for word in words:
        found.append(FoundWord(word, Box(float(at), box.y, len(word) * step, box.height), size))
        at += (len(word) + 1) * step
    return found


def _box(title: str) -> Box | None:
    match = _BBOX.search(title)
    if not match:
        return None
    try:
        left, top, right, bottom = map(number, match[1].split()[:4])
    except ValueError:
        return None
    return Box(left, top, right - left, bottom - top) if left <= right and top <= bottom else None


def _property(title: str, name: str) -> str | None:
    match = _PROPERTY[name].search(title)
    return match[1] if match else None
