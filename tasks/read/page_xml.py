"""PAGE XML 2010 to 2019: what Transkribus, OCR-D, eScriptorium and Aletheia write, often corrected by hand.

Read: text regions (nested ones and cells of tables, too) with their types as roles, lines and words with their outlines as
boxes, type sizes, confidences, separators, and the reading order. A line's own text counts where its words say something
else, since people correct lines. A mark that divides a word at a line's end (``¬``, ``⸗``) stays as it was transcribed; the
two halves are kept as the word that they make where the mark can mean nothing else (``¬``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from tasks.model.errors import BrokenSource
from tasks.model.source import PIXEL, Box
from tasks.read.found import FoundBlock, FoundLine, FoundPage, FoundWord, clean, number, stated, stated_size
from tasks.read.hocr import share
from tasks.read.markup import Attributes, Closer, Handlers, local, namespace, walk

DIVIDED = "\N{NOT SIGN}"
TABLE = "table"
_CELL = re.compile(r"T\d+C\d+")
"""What models that part tables call a cell: that of which table and column it is."""
_OTHERS = (
    "ImageRegion", "GraphicRegion", "LineDrawingRegion", "ChartRegion", "MapRegion", "MathsRegion", "MusicRegion",
    "ChemRegion", "AdvertRegion", "NoiseRegion", "UnknownRegion", "CustomRegion",
)  # fmt: skip
"""Regions of which nothing is read but what text regions they hold; their outlines are no others'."""
_STRUCTURE = re.compile(r"structure\s*\{[^}]*type:\s*([^;}\s]+)")


def read_page_xml(data: bytes) -> list[FoundPage]:
    """The page of a PAGE file (a list, as the other readers give).

    Raises:
        BrokenSource: it is no PAGE, is damaged, or has no page; with line and element.
        UnsafeMarkup: it declares entities, or nests without bound.
    """
    reader = _Reader()
    walk(data, "PAGE XML", reader.handlers())
    if not reader.pages:
        raise BrokenSource("expected PAGE XML with a <Page>, but there is none")
    for page in reader.pages:
        _rank(page, reader.order)
        _join(page)
    return reader.pages


@dataclass(slots=True)
class _Part:
    """An open region, line or word: its box, its texts by their index, its style; ``letters`` are those of its glyphs."""

    kind: str
    id: str | None
    role: str | None = None
    box: Box | None = None
    texts: list[tuple[int, str, float | None]] = field(default_factory=list)
    size: float | None = None
    bold: bool | None = None
    block: FoundBlock | None = None
    line: FoundLine | None = None
    letters: str = ""

    def text(self) -> tuple[str, float | None]:
        """The first choice among its texts, and how sure it is; where it has none, its letters."""
        _, text, sure = min(self.texts, key=lambda item: item[0], default=(0, self.letters, None))
        return text, sure


class _Reader:
    """What has been read so far: ``parts`` are the open regions, lines and words, innermost last."""

    def __init__(self) -> None:
        self.pages: list[FoundPage] = []
        self.order: list[str] = []
        self.refs: list[tuple[int, str]] = []
        self.groups: list[list[tuple[int, str | list[str]]]] = []
        self.indices: list[int] = []
        self.parts: list[_Part] = []
        self.gathered: list[str] = []
        self.index, self.sure = 0, None

    sure: float | None

    def handlers(self) -> Handlers:
        opened = {
            "Page": self.page, "TextRegion": self.region, "TextLine": self.text_line, "Word": self.word,
            "TableRegion": self.table, "TableCell": self.table,
            "Coords": self.coords, "Point": self.point, "TextStyle": self.style, "TextEquiv": self.equivalent,
            "Unicode": lambda _: self.gathered.clear(), "RegionRefIndexed": self.ref, "RegionRef": self.ref,
            "SeparatorRegion": lambda given: self.parts.append(_Part("rule", given.get("id"))),
            "Glyph": lambda given: self.parts.append(_Part("glyph", given.get("id"))),
            **{name: lambda given: self.parts.append(_Part("other", given.get("id"))) for name in _OTHERS},
        }  # fmt: skip
        closed: dict[str, Closer] = {
            "TextRegion": self.end_region, "TextLine": self.end_line, "Word": self.end_word, "Unicode": self.end_text,
            "TableRegion": self.end_region, "TableCell": self.end_region,
            "SeparatorRegion": self.end_rule, "Glyph": self.end_glyph, **{name: self.parts.pop for name in _OTHERS},
        }  # fmt: skip
        for name in ("OrderedGroup", "UnorderedGroup", "OrderedGroupIndexed", "UnorderedGroupIndexed"):
            opened[name], closed[name] = self.group, self.end_group
        return Handlers(self.root, opened, closed, self.gathered.append)

    def root(self, name: str, attributes: Attributes) -> None:
        space = namespace(name, attributes)
        if local(name) != "PcGts" or (space and "/PAGE/gts/" not in space):
            raise BrokenSource(f"expected the root <PcGts> in a namespace of PAGE, found <{name}> in '{space}'")

    def page(self, given: Attributes) -> None:
        width, height = (stated_size(given.get(name)) or 0.0 for name in ("imageWidth", "imageHeight"))
        self.pages.append(FoundPage(len(self.pages) + 1, "page", PIXEL, None, width, height))

    def group(self, given: Attributes) -> None:
        self.groups.append([])
        self.indices.append(_index(given))

    def ref(self, given: Attributes) -> None:
        if self.groups:
            self.groups[-1].append((_index(given), given.get("regionRef", "")))

    def end_group(self) -> None:
        group = sorted(self.groups.pop(), key=lambda item: item[0])
        flat = [name for _, item in group for name in (item if isinstance(item, list) else [item])]
        at = self.indices.pop()
        if self.groups:
            self.groups[-1].append((at, flat))
        else:
            self.order += flat

    def region(self, given: Attributes) -> None:
        structure = _STRUCTURE.search(given.get("custom", ""))
        role = structure[1] if structure else given.get("type")
        if (role and _CELL.fullmatch(role)) or (role is None and any(part.role == TABLE for part in self.parts)):
            role = TABLE
        self.begin_region(given, role)

    def table(self, given: Attributes) -> None:
        """A table, or a cell of one, as Transkribus has them: its lines may stand right within it."""
        self.begin_region(given, TABLE)

    def begin_region(self, given: Attributes, role: str | None) -> None:
        block = FoundBlock([], None, given.get("id"), role)
        if not self.pages:
            raise BrokenSource("expected regions within a <Page>, but none was begun")
        self.pages[-1].blocks.append(block)
        self.parts.append(_Part("region", given.get("id"), role, block=block))

    def text_line(self, given: Attributes) -> None:
        owner = next((part.block for part in reversed(self.parts) if part.block), None)
        if owner is None:
            raise BrokenSource("expected lines within a <TextRegion>, but one stands outside")
        line = FoundLine([], None, given.get("id"))
        owner.lines.append(line)
        self.parts.append(_Part("line", given.get("id"), line=line))

    def word(self, given: Attributes) -> None:
        self.parts.append(_Part("word", given.get("id")))

    def coords(self, given: Attributes) -> None:
        if self.parts and given.get("points"):
            self.parts[-1].box = _outline(given["points"])

    def point(self, given: Attributes) -> None:
        """A corner as PAGE 2010 wrote it, an element each."""
        if self.parts:
            box = _outline(f"{given.get('x', '0')},{given.get('y', '0')}")
            part = self.parts[-1]
            if part.box and box:
                x, y = min(part.box.x, box.x), min(part.box.y, box.y)
                box = Box(x, y, max(part.box.right, box.x) - x, max(part.box.bottom, box.y) - y)
            part.box = box

    def style(self, given: Attributes) -> None:
        if self.parts:
            self.parts[-1].size = stated_size(given.get("fontSize"))
            self.parts[-1].bold = given["bold"] in ("true", "1") if "bold" in given else None

    def equivalent(self, given: Attributes) -> None:
        self.index, self.sure = _index(given), stated(given.get("conf"))

    def end_text(self) -> None:
        if self.parts:
            self.parts[-1].texts.append((self.index, "".join(self.gathered), self.sure))

    def end_rule(self) -> None:
        box = self.parts.pop().box
        if box and self.pages:
            self.pages[-1].rules.append(box)

    def end_glyph(self) -> None:
        text, _ = self.parts.pop().text()
        if self.parts:
            self.parts[-1].letters += text

    def end_word(self) -> None:
        part = self.parts.pop()
        text, sure = part.text()
        line = next((outer.line for outer in reversed(self.parts) if outer.line), None)
        if clean(text) and line is not None:
            line.words.append(FoundWord(clean(text), part.box, part.size, part.bold, sure, part.id))

    def end_line(self) -> None:
        part = self.parts.pop()
        line = part.line
        assert line is not None
        line.box, line.size = part.box, part.size
        text, sure = part.text()
        tokens = clean(text).split()
        if tokens and "".join(tokens) != "".join(word.text.replace(" ", "") for word in line.words):
            line.words = _corrected(tokens, line, sure)
        line.words = [word._replace(size=word.size or part.size) for word in line.words]

    def end_region(self) -> None:
        part = self.parts.pop()
        block = part.block
        assert block is not None
        block.box = part.box
        text, _ = part.text()
        if clean(text) and not any(line.words for line in block.lines):  # a region that only has its text
            rows = [row.split() for row in text.splitlines() if row.split()]
            if len(rows) != len(block.lines):
                block.lines = [FoundLine() for _ in rows]
            for line, row in zip(block.lines, rows, strict=True):
                line.words = share(row, line.box, line.size)


def _corrected(tokens: list[str], line: FoundLine, sure: float | None) -> list[FoundWord]:
    """The words of a line that was corrected: with the boxes of the old ones, if there are as many."""
    if len(tokens) == len(line.words):
        return [word._replace(text=token, confidence=sure) for token, word in zip(tokens, line.words, strict=True)]
    return [word._replace(confidence=sure) for word in share(tokens, line.box, line.size)]


def _rank(page: FoundPage, order: list[str]) -> None:
    """Give regions their place in the reading order; those it leaves out follow the one before them in the file."""
    places = {name: place for place, name in enumerate(dict.fromkeys(order))}
    last = -1
    for block in page.blocks:
        last = places.get(block.id or "", last)
        block.rank = last if places else None
    page.ordered = bool(places)


def _join(page: FoundPage) -> None:
    """Keep the word that ``¬`` divides with both of its halves, over the end of a region where the order is known."""
    lines: list[FoundLine | None] = []
    for block in sorted(page.blocks, key=lambda item: item.rank or 0):
        lines += [*block.lines, *([] if page.ordered else [None])]
    for above, below in pairwise(lines):
        if above is None or below is None:
            continue
        if above.words and below.words and above.words[-1].text.endswith(DIVIDED) and len(above.words[-1].text) > 1:
            whole = above.words[-1].text[:-1] + below.words[0].text
            above.words[-1] = above.words[-1]._replace(joined=whole)
            below.words[0] = below.words[0]._replace(joined=whole)


def _index(given: Attributes) -> int:
    try:
        return int(given.get("index", "0"))
    except ValueError:
        return 0


def _outline(points: str) -> Box | None:
    """The box around an outline, ``x,y x,y …``."""
    try:
        corners = [tuple(number(place) for place in pair.split(",")) for pair in points.split()]
        x, y = min(corner[0] for corner in corners), min(corner[1] for corner in corners)
        return Box(x, y, max(corner[0] for corner in corners) - x, max(corner[1] for corner in corners) - y)
    except (ValueError, IndexError) as wrong:
        raise BrokenSource(f"expected corners as 'x,y x,y', found '{points[:40]}'") from wrong
