"""ALTO 1 to 4: the format of libraries' newspaper scans. One file is a page, rarely several.

Read: blocks, lines and words with their boxes, type sizes and bold from the styles, confidences, tags as roles, printed
rules, and hyphens: ``HYP`` stands in the text as the hyphen that was printed, ``SUBS_CONTENT`` is kept as the word it
divides. Files of all versions and of none that is stated are told apart by nothing: where they differ, both ways of writing
are understood.
"""

from __future__ import annotations

import re

from tasks.model.errors import BrokenSource
from tasks.model.source import INCH1200, MM10, NONE, PIXEL, Box
from tasks.read.found import FoundBlock, FoundLine, FoundPage, FoundWord, clean, stated, stated_box, stated_size
from tasks.read.markup import Attributes, Handlers, local, namespace, walk

UNITS = {"pixel": PIXEL, "mm10": MM10, "inch1200": INCH1200}
HYPHENS = "-\N{SOFT HYPHEN}\N{HYPHEN}\N{NOT SIGN}\N{DOUBLE OBLIQUE HYPHEN}="
_ORDERING = re.compile("docworks|metae|pr2metsalto", re.IGNORECASE)
"""Software in which people put zones into the order of articles, or see to it, before the ALTO is written."""
_ENGINE = re.compile("tesseract", re.IGNORECASE)
"""Software that writes ALTO of a scan by itself; where it is the only one that is named, nobody has seen to the zones."""

_DIVIDED = {"HypPart1", "HypPart2"}


def read_alto(data: bytes) -> list[FoundPage]:
    """The pages of an ALTO file.

    Raises:
        BrokenSource: it is no ALTO, is damaged, or has no page; with line and element.
        UnsafeMarkup: it declares entities, or nests without bound.
    """
    reader = _Reader()
    walk(data, "ALTO", reader.handlers())
    if not reader.pages:
        raise BrokenSource("expected ALTO with a <Page> in its <Layout>, but there is none")
    return reader.pages


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.pages: list[FoundPage] = []
        self.unit, self.ordered = NONE, False
        self.engines: list[bool] = []  # of each program that is named, whether it is an engine alone
        self.styles: dict[str, tuple[float | None, bool]] = {}
        self.tags: dict[str, str] = {}
        self.around: list[tuple[str | None, str | None]] = []  # role and id of the composed blocks around
        self.block = FoundBlock()
        self.line = FoundLine()
        self.refs: dict[str | None, tuple[float | None, bool | None]] = {}
        self.gathered: list[str] = []

    def handlers(self) -> Handlers:
        tag = self.tag
        return Handlers(
            self.root,
            {
                "TextStyle": self.style, "LayoutTag": tag, "StructureTag": tag, "RoleTag": tag, "NamedEntityTag": tag,
                "OtherTag": tag, "MeasurementUnit": self.begin, "softwareName": self.begin,
                "Page": self.page,
                "ComposedBlock": self.composed, "TextBlock": self.text_block, "TextLine": self.text_line,
                "String": self.string, "HYP": self.hyphen, "GraphicalElement": self.rule,
                "Illustration": self.picture,
            },
            {"MeasurementUnit": self.measured, "softwareName": self.software, "ComposedBlock": lambda: self.around.pop()},
            self.gathered.append,
        )  # fmt: skip

    def root(self, name: str, attributes: Attributes) -> None:
        space = namespace(name, attributes)
        if local(name).lower() != "alto" or (space and "alto" not in space.lower()):
            raise BrokenSource(f"expected the root <alto> in a namespace of ALTO or none, found <{name}> in '{space}'")

    def begin(self, _: Attributes) -> None:
        self.gathered.clear()

    def measured(self) -> None:
        self.unit = UNITS.get("".join(self.gathered).strip(), NONE)

    def software(self) -> None:
        name = "".join(self.gathered)
        self.ordered = self.ordered or bool(_ORDERING.search(name))
        self.engines.append(bool(_ENGINE.search(name)))

    def style(self, given: Attributes) -> None:
        self.styles[given.get("ID", "")] = (stated_size(given.get("FONTSIZE")), "bold" in given.get("FONTSTYLE", ""))

    def tag(self, given: Attributes) -> None:
        self.tags[given.get("ID", "")] = given.get("LABEL") or given.get("TYPE") or ""

    def page(self, given: Attributes) -> None:
        label = given.get("PRINTED_IMG_NR", "").strip("[] ") or None
        width, height = (stated_size(given.get(side)) or 0.0 for side in ("WIDTH", "HEIGHT"))
        as_read = bool(self.engines) and all(self.engines)
        page = FoundPage(len(self.pages) + 1, "alto", self.unit, label, width, height, ordered=self.ordered, as_read=as_read)
        page.zoned = self.ordered
        self.pages.append(page)

    def composed(self, given: Attributes) -> None:
        role = given.get("TYPE") or self._tagged(given) or (self.around[-1][0] if self.around else None)
        self.around.append((role, given.get("ID")))

    def text_block(self, given: Attributes) -> None:
        outer, parent = self.around[-1] if self.around else (None, None)
        role = self._tagged(given) or given.get("TYPE") or outer
        self.block = FoundBlock([], _box(given), given.get("ID"), role, None, parent)
        self._page().blocks.append(self.block)

    def _tagged(self, given: Attributes) -> str | None:
        return next((self.tags[ref] for ref in given.get("TAGREFS", "").split() if self.tags.get(ref)), None)

    def _page(self) -> FoundPage:
        if not self.pages:
            raise BrokenSource("expected text within a <Page>, but none was begun")
        return self.pages[-1]

    def text_line(self, given: Attributes) -> None:
        size, _ = self._style(given.get("STYLEREFS"))
        self.line = FoundLine([], _box(given), given.get("ID"), size)
        self.block.lines.append(self.line)

    def _style(self, refs: str | None) -> tuple[float | None, bool | None]:
        """Size and weight of the styles referred to."""
        if refs not in self.refs:
            styles = [self.styles[ref] for ref in (refs or "").split() if ref in self.styles]
            self.refs[refs] = (
                next((size for size, _ in styles if size), None),
                any(bold for _, bold in styles) if styles else None,
            )
        return self.refs[refs]

    def string(self, given: Attributes) -> None:
        get = given.get
        text = get("CONTENT", "")
        if not text.isprintable() or " " in text or not text:
            text = clean(text)
            if not text:
                return
        size, bold = self._style(get("STYLEREFS"))
        if "STYLE" in given:
            bold = bold or "bold" in given["STYLE"]
        sure = get("WC")
        joined = get("SUBS_CONTENT") if get("SUBS_TYPE") in _DIVIDED else None
        try:
            box = stated_box(given["HPOS"], given["VPOS"], given["WIDTH"], given["HEIGHT"])
        except (KeyError, ValueError):
            box = None
        word = FoundWord(text, box, size or self.line.size, bold, stated(sure), get("ID"), joined)
        self.line.words.append(word)

    def hyphen(self, given: Attributes) -> None:
        """A hyphen ends the word before it, whose content does not hold it; some engines write it in both places."""
        words = self.line.words
        if len(words) > 1 and _is_read_twice(words[-2], words[-1]):
            words.pop()
        if words and words[-1].text[-1] not in HYPHENS:
            printed = (given.get("CONTENT") or "-").replace("\N{SOFT HYPHEN}", "-").strip() or "-"
            last = words[-1]
            box, place = last.box, _box(given)
            if box and place and place.right > box.right:
                box = box._replace(width=place.right - box.x)
            words[-1] = last._replace(text=last.text + printed, box=box)

    def rule(self, given: Attributes) -> None:
        box = _box(given)
        if box:
            self._page().rules.append(box)

    def picture(self, given: Attributes) -> None:
        box = _box(given)
        if box:
            self._page().pictures.append(box)


def _is_read_twice(half: FoundWord, mark: FoundWord) -> bool:
    """Whether what stands behind a word's first half is its hyphen, read as a word too (``i-``, ``I``): both are one ink."""
    if not half.joined or mark.joined or len(mark.text) > 2 or half.box is None or mark.box is None:
        return False
    return mark.box.x < half.box.right


def _box(given: Attributes) -> Box | None:
    """An element's box; None where the file leaves it empty, as minimal ALTO may, or states none that can be."""
    try:
        return stated_box(given["HPOS"], given["VPOS"], given["WIDTH"], given["HEIGHT"])
    except (KeyError, ValueError):
        try:  # a HYP has no height of its own
            return stated_box(given["HPOS"], given["VPOS"], given["WIDTH"], "0")
        except (KeyError, ValueError):
            return None
