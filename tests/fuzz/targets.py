"""One function for each room: bytes in, nothing out, and an exception where a law is broken or the time is up."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from msgspec import structs

from tasks import emit, normalise, reflow, segment
from tasks.emit.check import check_page
from tasks.emit.replay import Replay, unreplayed
from tasks.emit.source import printed as as_printed
from tasks.model.article import SegmentedPage
from tasks.model.emitted import EmittedPage
from tasks.model.errors import LawBroken, PageError
from tasks.model.page import CleanPage, Encoding, FlowPage, Joint, Line
from tasks.model.trace import Traced
from tasks.run.dossier import put_together
from tests.fuzz import hostile, laws
from tests.fuzz.clock import clock
from tests.fuzz.draw import LANGUAGES, Draw, page
from tests.invented_page import ORIGIN

Target = Callable[[bytes], None]

CODECS = (
    None, "utf-8", "gb18030", "gbk", "big5", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252",
    "latin-1", "cp850", "mac_roman", "cp437", "shift_jis", "euc_jp", "iso2022_jp", "hz", "utf-7", "cp037", "unicode_escape",
    "utf-8-sig",
)  # fmt: skip
SCRIPTS: tuple[emit.Script, ...] = ("as-printed", "zh-Hant", "zh-Hans", "zh-TW")


def normalise_room(data: bytes) -> None:
    """Bytes of any kind: a file as it is, a page in some encoding, one with bytes spoilt."""
    draw = Draw(data)
    file, text, stated = _file(draw)
    settings = normalise.Settings(encoding=stated, language=draw.one((None, None, None, *LANGUAGES)))
    try:
        pages = clock.within(len(file), "normalise", lambda: normalise.normalise(file, settings))
    except LawBroken:
        raise
    except PageError as wrong:
        laws.hold(bool(str(wrong)) and bool(wrong.mend), "an error that says nothing")
        return
    laws.clean_pages(pages, text if stated == "utf-8" and text is not None and file == text.encode() else None)
    laws.hold(normalise.normalise(file, settings) == pages, "another result at the second time")
    for clean in pages:
        if clean.text.text.strip():
            again = normalise.normalise(clean.text.text.encode(), replace(settings, encoding="utf-8"))
            laws.hold([one.text.text for one in again] == [clean.text.text], "its own result is changed again")


def _file(draw: Draw) -> tuple[bytes, str | None, str | None]:
    """A file, its text if it was drawn as text, and the encoding to state."""
    how = draw.number(3)
    stated = draw.one(CODECS) if draw.number(2) == 0 else None
    if how == 0:
        return draw.rest(), None, stated
    codec = draw.one(CODECS) or "utf-8"
    spoils = [(draw.number(0xFFFF), draw.byte()) for _ in range(draw.number(4))] if how == 1 else []
    cut = draw.number(3) if how == 1 else 0
    text = page(draw)
    data = bytearray(text.encode(codec, "replace"))
    for at, byte in spoils:
        if data:
            data[at % len(data)] = byte
    return bytes(data[: len(data) - cut]), text, "utf-8" if how == 2 and codec == "utf-8" else stated


def reflow_room(data: bytes) -> None:
    """A clean page: as ``normalise`` makes it of drawn text, or lines of text that nothing has repaired."""
    for clean in _clean(Draw(data)):
        _flow(clean)


def _clean(draw: Draw) -> tuple[CleanPage, ...]:
    language, repaired = draw.one(LANGUAGES), draw.number(3)
    text = page(draw)
    if repaired:
        return normalised(text, language)
    text = laws.NEVER_CLEAN.sub("\n", text)
    span = (7, 7 + len(text))
    traced = Traced.whole(text, span[0])
    return (CleanPage(1, 1, span, Encoding("utf-8", "drawn", 1.0), language, traced, (), (), ()),)


def normalised(text: str, language: str | None) -> tuple[CleanPage, ...]:
    """The pages of drawn text; none where there is nothing in it."""
    try:
        return normalise.normalise(text.encode(), normalise.Settings(encoding="utf-8", language=language))
    except LawBroken:
        raise
    except PageError:
        return ()


def _size(clean: CleanPage) -> int:
    return len(clean.text.text.encode())


def _flow(clean: CleanPage) -> FlowPage:
    flow = clock.within(_size(clean), "reflow", lambda: reflow.reflow(clean, reflow.Settings()))
    laws.flow(clean, flow)
    laws.hold(reflow.reflow(clean, reflow.Settings()) == flow, "another flow at the second time")
    return flow


def segment_room(data: bytes) -> None:
    """Lines as ``reflow`` gives them, and lines that it never would: in any order, of any measure, with any joint."""
    draw = Draw(data)
    if draw.number(1):
        for clean in _clean(draw):
            _segment(clean, reflow.reflow(clean, reflow.Settings()))
    else:
        _segment(*_lines(draw), replayable=False)


def _lines(draw: Draw) -> tuple[CleanPage, FlowPage]:
    """Drawn text, its lines with measures and joints drawn before it, and blanks to put back that no edit closed."""
    language = draw.one(LANGUAGES)
    odd = [(draw.byte(), draw.byte()) for _ in range(draw.number(8))] or [(0, 0)]
    turned = draw.number(3) == 3
    text = "\n".join(" ".join(line.split()) for line in laws.NEVER_CLEAN.sub("\n", page(draw)).split("\n"))
    span = (3, 3 + len(text))
    traced, lines, at, gap = Traced.whole(text, span[0]), list[Line](), 0, 0
    for row, printed in enumerate(text.split("\n")):
        if printed:
            measure, joint = odd[row % len(odd)]
            lines.append(_line(traced[at : at + len(printed)], gap, row, measure, joint))
        gap = 0 if printed else gap + 1
        at += len(printed) + 1
    lines = lines[::-1] if turned else lines
    lines = [structs.replace(line, row=i, joint=_joint(lines[i - 1] if i else None, line)) for i, line in enumerate(lines)]
    clean = CleanPage(1, 1, span, Encoding("utf-8", "drawn", 1.0), language, traced, (), (), ())
    return clean, FlowPage(language, tuple(lines), (), (), ())


def _line(text: Traced, gap: int, row: int, measure: int, joint: int) -> Line:
    kept = (None, float(measure or 1), 0.5, 31.5)
    glue = ("", " ", " ", "-")[joint % 4]
    return Line(
        text=text,
        gap=gap,
        left=joint % 9,
        width=float(measure or len(text)),
        above=kept[measure % 4],
        below=kept[joint // 4 % 4],
        row=row,
        joint=Joint(glue, "reflow.join-hyphen" if glue == "-" else "reflow.join-words", joint / 255),
        blanks=tuple(range(1, len(text), 1 + joint)) if joint % 3 == 2 else (),
        need=float(joint % 17),
        fit_above=kept[joint // 16 % 4],
        fit_below=kept[joint // 64],
    )


def _joint(before: Line | None, line: Line) -> Joint:
    """The line's joint, where there is a line before it, and a hyphen if it drops one."""
    if before is None:
        return Joint("", "reflow.first-line")
    if line.joint.glue == "-" and before.text.text[-1] not in "-\u2010\u2011=":
        return Joint(" ", "reflow.join-words")
    return line.joint


def _segment(clean: CleanPage, flow: FlowPage, replayable: bool = True) -> EmittedPage:
    made = clock.within(_size(clean), "segment", lambda: segment.segment(flow, segment.Settings()))
    laws.hold(segment.segment(flow, segment.Settings()) == made, "other articles at the second time")
    laws.lies_on_its_page(clean.span, made.edits, [one for one in made.decisions if one not in clean.decisions])
    laws.survives_the_shelf(made)
    return _emit(clean, made, "as-printed", replayable)


def _emit(clean: CleanPage, made: SegmentedPage, script: emit.Script, replayable: bool = True) -> EmittedPage:
    settings = emit.Settings(script)
    result = clock.within(_size(clean), "emit", lambda: emit.emit(made, clean, ORIGIN, settings))
    source = "\f" * clean.span[0] + as_printed(clean)
    problems = clock.within(_size(clean), "checking", lambda: check_page(result.articles, result.manifest, source))
    laws.hold(not problems, *problems)
    if replayable:
        replay = Replay(as_printed(clean), clean.span[0], made.edits)
        laws.hold(not (wrong := list(unreplayed(result.articles, result.manifest, replay))), *wrong)
    again = emit.emit(made, clean, ORIGIN, settings)
    laws.hold(json.dumps([again.articles, again.manifest]) == json.dumps([result.articles, result.manifest]), "other bytes")
    json.dumps(result.manifest, ensure_ascii=False).encode()
    return result


def emit_room(data: bytes) -> None:
    """Articles as ``segment`` makes them, in any script; and some that break laws: those are refused, not published."""
    draw = Draw(data)
    script = draw.one(SCRIPTS)
    if draw.number(2) == 0:
        for clean in _clean(draw):
            made = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
            _emit(clean, made, script)
        return
    made, clean = hostile.page(draw)
    try:
        emit.emit(made, clean, ORIGIN, emit.Settings(script))
    except LawBroken as wrong:
        laws.hold(bool(str(wrong)), "a refusal that says nothing")
        return
    _emit(clean, made, script, replayable=False)


def whole(data: bytes) -> None:
    """A file through all four rooms, and what ``explain`` says of it."""
    draw = Draw(data)
    file, _, stated = _file(draw)
    script = draw.one(SCRIPTS)
    try:
        pages = normalise.normalise(file, normalise.Settings(encoding=stated))
    except LawBroken:
        raise
    except PageError:
        return
    for clean in pages:
        flow = _flow(clean)
        made = segment.segment(flow, segment.Settings())
        result = _emit(clean, made, script)
        results = [("normalise", clean), ("reflow", flow), ("segment", made)]
        laws.explained(put_together(ORIGIN.page, 1, results, result.articles, result.manifest))


def every_room(text: str, language: str | None = None) -> str:
    """The text of all articles of a drawn text, which went through all four rooms with the laws of each and the clock."""
    pages = normalised(text, language)
    laws.clean_pages(pages, text)
    articles = [article for clean in pages for article in _segment(clean, _flow(clean)).articles]
    return "\n".join(str(article["text"]) for article in articles)


ROOMS: dict[str, Target] = {
    "normalise": normalise_room,
    "reflow": reflow_room,
    "segment": segment_room,
    "emit": emit_room,
    "whole": whole,
}
"""Room → its target."""
