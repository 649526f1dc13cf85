"""Stand-ins for the rooms of text: small enough to see through, so that tests of the running are about the running.

A page's paragraphs, parted by blank lines, are articles; their first lines are the headlines. Bytes must be UTF-8. A page
that holds ``!fail-<stage>`` fails at that stage. ``work`` counts what was done: [(stage, text)].
"""

import functools
import types
from dataclasses import dataclass, field

from tasks.command import status as statuscommand
from tasks.model.article import Article, Confidence, Dateline, Paragraph, SegmentedPage
from tasks.model.errors import EmptyPage, PageTooLarge, UndecodablePage
from tasks.model.ledger import Caution, Decision
from tasks.model.page import CleanPage, Encoding, FlowPage, Joint, Line
from tasks.model.trace import Traced
from tasks.run import settings as settingsroom


@dataclass(frozen=True)
class NormaliseSettings:
    encoding: str | None = None
    max_page_bytes: int = field(default=1_000_000, metadata={"min": 1})


@dataclass(frozen=True)
class ReflowSettings:
    shout: bool = False


@dataclass(frozen=True)
class SegmentSettings:
    mood: str = field(default="calm", metadata={"choices": ("calm", "wild")})


def install(monkeypatch, log=None):
    """Put the stand-ins in place of three rooms (emit stays real), in this process and those forked from it.

    ``log`` is a file that gets a line ``stage page-text`` for each piece of work, from whatever process.
    """

    found = functools.cache(settingsroom.keys.__wrapped__)  # what the real rooms have stays remembered
    for module in (settingsroom, statuscommand):
        monkeypatch.setattr(module, "keys", found)

    def note(stage, text):
        if log is not None:
            with log.open("a") as file:
                file.write(f"{stage} {text.split(chr(10))[0]}\n")
        if f"!fail-{stage}" in text:
            raise RuntimeError(f"told to fail at {stage}")

    def normalise(data, settings):
        if len(data) > settings.max_page_bytes:
            raise PageTooLarge("too large")
        try:
            text = data.decode(settings.encoding or "utf-8")
        except UnicodeDecodeError as wrong:
            raise UndecodablePage("not UTF-8") from wrong
        if not text.strip():
            raise EmptyPage("the file holds no text")
        note("normalise", text)
        pages, start = text.split("\f"), 0
        made = []
        for number, page in enumerate(pages, 1):
            span = (start, start + len(page))
            encoding = Encoding(settings.encoding or "utf-8", "test", 1.0)
            made.append(CleanPage(number, len(pages), span, encoding, "en", Traced.whole(page, start), (), (), ()))
            start = span[1] + 1
        return tuple(made)

    def reflow(page, settings):
        note("reflow", page.text.text)
        lines, start, gap = [], 0, 0
        for row, text in enumerate(page.text.text.split("\n")):
            if text.strip():
                joint = Joint(" ", "test.line")
                lines.append(Line(page.text[start : start + len(text)], gap, 0, len(text), None, None, row, joint))
                gap = 0
            else:
                gap += 1
            start += len(text) + 1
        return FlowPage("en", tuple(lines), (), (), (Caution("loud", "as told"),) if settings.shout else ())

    def segment(page, settings):
        note("segment", "\n".join(line.text.text for line in page.lines))
        blocks = []
        for line in page.lines:
            if line.gap or not blocks:
                blocks.append([])
            blocks[-1].append(line.text)
        decisions = tuple(
            Decision("segment.take-headline", block[0].spans()[0], "headline", 0.9, {"stands first": 1.0}, "body")
            for block in blocks
        )
        return SegmentedPage("en", tuple(map(article, blocks)), (), (), decisions, page.warnings)

    def article(block):
        paragraphs = tuple(Paragraph(line.strip()) for line in block[1:])
        return Article(
            "article", None, block[0].strip(), None, (), (), Dateline(None, None), (), (), paragraphs, None,
            Confidence(1.0, 1.0, 1.0), (),
        )  # fmt: skip

    rooms = {"normalise": (normalise, NormaliseSettings), "reflow": (reflow, ReflowSettings)}
    for name, (work, settings) in {**rooms, "segment": (segment, SegmentSettings)}.items():
        room = types.ModuleType(f"tasks.{name}")
        setattr(room, name, work)
        room.Settings, room.VERSION = settings, "1"
        monkeypatch.setitem(__import__("sys").modules, f"tasks.{name}", room)


def working_folder(tmp_path, monkeypatch, log=None):
    """An empty working folder with seeds/, and the stand-in rooms."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    install(monkeypatch, log)
    return tmp_path


def seed(place, **pages):
    """Files of the batch ``default``, by name."""
    for name, text in pages.items():
        (place / "seeds" / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())


PAGE = (
    "Harbour wall to be raised\nWork on the wall begins in May.\n\nBakers' strike ends\nBread was on sale again on Friday.\n"
)
