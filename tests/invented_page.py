"""Pages for the tests of ``emit``, put together from printed pieces by the model's own constructors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tasks.emit import Settings, emit
from tasks.emit.check import check_page
from tasks.model.article import (
    ARTICLE,
    Article,
    Author,
    Confidence,
    Dateline,
    Furniture,
    Jump,
    Paragraph,
    SegmentedPage,
)
from tasks.model.emitted import EmittedPage, Origin
from tasks.model.ledger import Caution, Edit
from tasks.model.page import CleanPage, Encoding
from tasks.model.trace import Traced

ORIGIN = Origin(
    batch="2031-05-06",
    page="harbour-02",
    source="seeds/2031-05-06/harbour-02.txt",
    sha256="ab" * 32,
    encoding="utf-8",
    version="0.1.0",
    stages={"normalise": "1", "reflow": "1", "segment": "1", "emit": "1"},
)

PRINTED = Settings()

NO_HEADLINE = Caution("headline-missing", "no headline was found for this article")


@dataclass
class Press:
    """Prints a page piece by piece, and remembers what the stages before ``emit`` would have made of it.

    In what it is given, ``{a>b}`` is an ``a`` that stage 1 replaced by ``b`` and ``[a]`` an ``a`` that stage 3 took out.
    """

    language: str = "en"
    offset: int = 0
    source: str = ""
    clean: Traced = field(default_factory=Traced.empty)
    early: list[Edit] = field(default_factory=list)
    late: list[Edit] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)

    def set(self, copy: str) -> Traced:
        """Print this and a line end; the text as it should come out."""
        text = Traced.empty()
        while copy:
            if copy[0] == "{":
                before, after = copy[1 : copy.index("}")].split(">")
                text += self._replaced(before, after)
                copy = copy[copy.index("}") + 1 :]
            elif copy[0] == "[":
                self._removed(copy[1 : copy.index("]")])
                copy = copy[copy.index("]") + 1 :]
            else:
                text += self._plain(copy[0])
                copy = copy[1:]
        self._plain("\n")
        return text

    def _plain(self, printed: str) -> Traced:
        traced = Traced.whole(printed, self.offset + len(self.source))
        self.source += printed
        self.clean += traced
        return traced

    def _replaced(self, before: str, after: str) -> Traced:
        start = self.offset + len(self.source)
        span = (start, start + len(before))
        self.source += before
        self.early.append(Edit("normalise.replace-form", span, before, after))
        traced = Traced.placed(after, (span[0],) * len(after), (span[1],) * len(after))
        self.clean += traced
        return traced

    def _removed(self, printed: str) -> None:
        start = self.offset + len(self.source)
        self._plain(printed)
        self.late.append(Edit("segment.join-hyphen", (start, start + len(printed)), printed, ""))

    def article(self, **parts: object) -> None:
        """File an article, with everything that is not named unknown."""
        nothing = Article(
            kind=ARTICLE,
            kicker=None,
            headline=None,
            deck=None,
            byline=(),
            authors=(),
            dateline=Dateline(None, None),
            dateline_text=(),
            marks=(),
            paragraphs=(),
            jump=None,
            confidence=Confidence(None, 0.9, 0.9),
            warnings=(NO_HEADLINE,),
        )
        if parts.get("headline"):
            parts = {"confidence": Confidence(0.87654, 0.9, 1), "warnings": ()} | parts
        self.articles.append(replace(nothing, **parts))

    def pages(self) -> tuple[SegmentedPage, CleanPage]:
        """What ``segment`` and ``normalise`` would hand over."""
        span = (self.offset, self.offset + len(self.source))
        encoding = Encoding("utf-8", "strict", 1.0)
        clean = CleanPage(1, 1, span, encoding, self.language, self.clean, tuple(self.early), (), ())
        page = SegmentedPage(
            self.language, tuple(self.articles), tuple(self.furniture), tuple(self.early + self.late), (), ()
        )
        return page, clean

    @property
    def file(self) -> str:
        """The decoded file: the page, behind whatever stands before its offset."""
        return "\f" * self.offset + self.source


def front_page(offset: int = 0) -> Press:
    """An English page with every field in use."""
    press = Press(offset=offset)
    press.furniture.append(Furniture("running-head", press.set("THE HARBOUR COURIER")))
    first = [
        press.set("The ferry company said on Tuesday that the {ﬁ>fi}rst of two new ves[-\n]sels"),
        press.set("At anchor"),
    ]
    headline = press.set("Ferry line orders") + Traced.inserted(" ", press.offset + len(press.source))
    headline += press.set("two new ships")
    press.article(
        headline=headline,
        kicker=press.set("Shipping"),
        deck=press.set("Trials begin in spring"),
        byline=(press.set("By ELSPETH MARROW"), press.set("Reuter")),
        authors=(Author("Elspeth Marrow", "author"), Author("Reuters", "agency")),
        dateline=Dateline("WEXHOLME", "May 5"),
        dateline_text=(press.set("WEXHOLME, May 5 —"),),
        marks=(press.set("(By Private Wire.)"),),
        paragraphs=(Paragraph(first[0]), Paragraph(first[1], "crosshead"), Paragraph(press.set("will be slow."))),
        jump=Jump("to", "4", press.set("Continued on Page 4")),
    )
    credit = press.set("Our correspondent in Dunmarrow (Iain Ross)")
    press.article(
        byline=(credit,),
        authors=(Author("Iain Ross", "correspondent"),),
        dateline=Dateline("Dunmarrow", None),
        paragraphs=(Paragraph(press.set("Nobody had been told of the plan.")),),
    )
    return press


def chinese_page() -> Press:
    """A page in simplified characters."""
    press = Press(language="zh-Hans")
    body = press.set("近日，乡村旅游示范村的干部群众参加会议，国际来宾发来贺信。")
    press.article(
        headline=press.set("旅游示范村里迎来贵宾"),
        byline=(press.set("本报讯（记者范丽华）"),),
        authors=(Author("范丽华", "author"),),
        paragraphs=(Paragraph(body),),
    )
    press.furniture.append(Furniture("folio", press.set("第３版")))
    return press


def emitted(press: Press, settings: Settings = PRINTED) -> EmittedPage:
    """What emit makes of it."""
    page, clean = press.pages()
    return emit(page, clean, ORIGIN, settings)


def problems(result: EmittedPage, press: Press) -> list[str]:
    """What is wrong with it on disk."""
    return check_page(result.articles, result.manifest, press.file)
