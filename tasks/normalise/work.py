"""The pages of a file, from its bytes on: what stands in the room's ``__init__`` is done here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.model.errors import EmptyPage, PageTooLarge
from tasks.model.ledger import Caution, Decision, Edit
from tasks.model.page import CleanPage, Encoding
from tasks.model.source import SourcePage
from tasks.model.trace import Span, Traced
from tasks.normalise import Settings, characters, mojibake, narrow_marks, read_white
from tasks.normalise.decode import Decoded, decode
from tasks.normalise.full_width import Manner, are_narrowed
from tasks.normalise.language import HANS, HANT, Told, tell_language

_INVISIBLE = re.compile("[\\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*")


def normalise(data: bytes | Sequence[SourcePage], settings: Settings) -> tuple[CleanPage, ...]:
    """The pages of a file. See the room."""
    if not isinstance(data, bytes):
        return _from_source(data, settings)
    if len(data) > settings.max_page_bytes:
        raise PageTooLarge(f"it has more than {settings.max_page_bytes} bytes")
    if not data.strip():
        raise EmptyPage("there is nothing in it" if not data else "there are only blanks in it")
    decoded = decode(data, settings.encoding)
    spans = _page_spans(decoded.text)
    if not spans:
        raise EmptyPage("there are only blanks in it")
    _check_size(decoded.text, spans, settings)
    return tuple(_page(decoded, span, number, len(spans), settings) for number, span in enumerate(spans, 1))


def _from_source(pages: Sequence[SourcePage], settings: Settings) -> tuple[CleanPage, ...]:
    """The pages of a file in a format with geometry: its text is what the reader found, parted by form feeds.

    Raises:
        EmptyPage: there are no words on any of them.
        PageTooLarge: one has more than the settings allow.
    """
    text = "\f".join(page.text for page in pages)
    if not text.strip():
        raise EmptyPage(f"there is no text on its {len(pages)} page{'s' * (len(pages) != 1)}")
    spans: list[Span] = []
    for page in pages:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(page.text)))
    _check_size(text, spans, settings, fed=False)
    kind = pages[0].format
    decoded = Decoded(text, Encoding(kind, f"read as {kind.upper()}", 1.0))
    return tuple(
        _printed(_page(decoded, span, number, len(spans), settings), page)
        for number, (span, page) in enumerate(zip(spans, pages, strict=True), 1)
    )


def _printed(clean: CleanPage, page: SourcePage) -> CleanPage:
    """A page with what its format holds of it, and with the repairs that need to know it."""
    if clean.language not in (HANS, HANT):
        return replace(clean, printed=page)
    text, dropped = read_white.dropped(clean.text, page, clean.span[0])
    text, widened = narrow_marks.widened(text, page, clean.span[0])
    return replace(clean, text=text, edits=(*clean.edits, *dropped, *widened), printed=page)


def _page_spans(text: str) -> list[Span]:
    """Where pages begin and end: at form feeds, from the first page that has text to the last."""
    spans: list[Span] = []
    start = 0
    for piece in text.split("\f"):
        spans.append((start, start + len(piece)))
        start += len(piece) + 1
    inked = [i for i, (left, right) in enumerate(spans) if not _INVISIBLE.fullmatch(text, left, right)]
    return spans[inked[0] : inked[-1] + 1] if inked else []


def _check_size(text: str, spans: list[Span], settings: Settings, fed: bool = True) -> None:
    """Refuse what is no page of a newspaper before hours are spent on it; ``fed`` says that form feeds part its pages.

    Raises:
        PageTooLarge: see :func:`normalise`.
    """
    if len(spans) > settings.max_file_pages:
        raise PageTooLarge(
            f"{'its form feeds part it into' if fed else 'it has'} {len(spans)} pages; "
            f"{settings.max_file_pages} are allowed",
            f"{'take the form feeds out, ' * fed}split the file, or raise the setting 'max_file_pages'",
        )
    for number, (left, right) in enumerate(spans, 1):
        lines = text.count("\n", left, right) + text.count("\r", left, right) - text.count("\r\n", left, right) + 1
        for count, what, allowed in (
            (right - left, "characters", settings.max_page_characters),
            (lines, "lines", settings.max_page_lines),
        ):
            if count > allowed:
                raise PageTooLarge(
                    f"its page {number} has {count} {what}; {allowed} are allowed",
                    f"split the page{' with form feeds' * fed}, or raise the setting 'max_page_{what}'",
                )


def _page(decoded: Decoded, span: Span, number: int, pages: int, settings: Settings) -> CleanPage:
    """One page, from its stretch of the decoded text."""
    source = decoded.text[span[0] : span[1]]
    text, edits, told, ends = _clean(source, span[0], settings)
    decisions = [*_file_decisions(decoded, span, number == pages), *ends]
    warnings = list(decoded.warnings)
    if settings.language is None:
        rule, evidence = "normalise.tell-language", dict(told.evidence)
        decisions.append(Decision(rule, span, told.tag, told.score, evidence, told.runner_up))
    warnings += _cautions(decisions, text)
    language = settings.language or told.tag
    made = tuple(edits), tuple(decisions), tuple(warnings)
    fed = decoded.text.startswith("\f", span[1])
    return CleanPage(number, pages, span, decoded.encoding, language, text, *made, fed=fed)


def _clean(source: str, offset: int, settings: Settings) -> tuple[Traced, list[Edit], Told, list[Decision]]:
    """Repaired text, and what was done: until nothing is left to do, since one repair may uncover another."""
    text, edits = mojibake.repair(Traced.whole(source, offset), source, offset)
    text, ended = characters.apply(text, source, offset, (characters.LINE_ENDS,))
    told = tell_language(text.text)
    language = settings.language or told.tag
    for _ in range(8):
        text, changed = characters.apply(text, source, offset, _rules(text.text, language, settings.full_width))
        text, repaired = mojibake.repair(text, source, offset)
        made = changed + repaired
        edits += made
        if not made:
            break
    return text, edits, told, list(_line_ends(ended, (offset, offset + len(source))))


def _rules(text: str, language: str, full_width: Manner) -> tuple[characters.Rule, ...]:
    """The rules for a page in this language."""
    rules = characters.RULES
    if not are_narrowed(text, full_width):
        rules = tuple(rule for rule in rules if rule is not characters.FULL_WIDTH)
    return (characters.SIMPLE_RADICALS, *rules) if language == HANS else rules


def _line_ends(edits: list[Edit], span: Span) -> Iterator[Decision]:
    """One decision for all line ends of a page: an edit for each would bury the others."""
    if edits:
        names = {"\r\n": "CRLF", "\r": "CR", "\v": "VT", "\x85": "NEL", "\u2028": "LS", "\u2029": "PS"}
        counts: dict[str, float | str] = {}
        for edit in edits:
            counts[names[edit.before]] = float(counts.get(names[edit.before], 0.0)) + 1
        yield Decision(characters.LINE_ENDS.name, span, "LF", 1.0, counts)


def _file_decisions(decoded: Decoded, span: Span, last: bool) -> Iterator[Decision]:
    """The decisions of decoding that concern this page: the choice of the encoding, and wrong bytes within it."""
    for made in decoded.decisions:
        whole = made.rule == "normalise.tell-encoding"
        if whole or span[0] <= made.span[0] < span[1] or (last and made.span[0] >= span[1]):
            yield made


def _cautions(decisions: list[Decision], text: Traced) -> Iterator[Caution]:
    """The warnings that follow from what happened."""
    wrong = [made for made in decisions if made.rule == "normalise.keep-wrong-bytes"]
    if wrong:
        first = wrong[0].evidence
        message = f"bytes that are no characters in {len(wrong)} places (first: {first['bytes']} at byte {first['at byte']})"
        yield Caution("bytes-wrong", f"{message}; each stands as U+FFFD")
    for made in decisions:
        if made.rule == "normalise.cut-partial-character":
            yield Caution("file-truncated", f"the file ends within a character (bytes {made.evidence['bytes']}): left out")
    if not text.text.strip():
        yield Caution("page-blank", "there is no text on this page")
