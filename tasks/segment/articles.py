"""From a unit of lines to an article: paragraphs, credits taken out of them, kicker, headline and deck, kind, warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.model.article import (
    AGENCY,
    ARTICLE,
    AUTHOR,
    CAPTION,
    NOTICE,
    PHOTOGRAPHER,
    UNKNOWN,
    Article,
    Author,
    Confidence,
    Credit,
    Dateline,
    Jump,
    Paragraph,
)
from tasks.model.ledger import Caution, Edit
from tasks.model.page import Line
from tasks.model.trace import Traced
from tasks.segment import credits
from tasks.segment.bylines import run_in
from tasks.segment.bylines.jump_behind import behind_name
from tasks.segment.bylines.standing import parted, printed
from tasks.segment.issue.comes import FROM, came, comes
from tasks.segment.pieces import body_text, head_text
from tasks.segment.units import Body, Head, paragraphs

SURE = 0.5
"""Credits scored below this stay in the text: precision first."""
WHOLE = 0.85
"""From here on a line is a byline by its own words, and none of them is lacking."""
READ = 0.15
"""A line set as a byline names nobody if it scores less: a single word that may be anything."""
NOTICE_SURE = 0.5
OFFICE_SURE = 0.7
"""The same where a byline of its own stands below, which may be another text's where a dump is torn."""
CAPTION_SURE = 0.5
CAPTION_BARE = 0.2
"""For a short paragraph without headline, byline and opening: on golden pages all fifteen such items were captions."""
CAPTION_LONGEST = 420
"""Characters: a caption is seldom longer in any language, and an article seldom ends in a picture's credit."""


@dataclass(slots=True)
class Draft:
    """An article while its parts are being found."""

    language: str
    kind: str | None = None
    """What a person, or the format, says it is."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    byline: list[Traced] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    dateline: list[Traced] = field(default_factory=list)
    marks: list[Traced] = field(default_factory=list)
    jump: Jump | None = None
    came: Jump | None = None
    edits: list[Edit] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    opened: bool = False
    signed: bool = False
    """A bare name ends the last paragraph, as the photographer's does below a picture."""


def draft(body: Body, lines: Sequence[Line], labels: Sequence[str], language: str, kind: str | None = None) -> Draft:
    """The body's paragraphs without its credits and jump line; ``kind`` is what a person or the format says it is."""
    out = Draft(language, kind)
    body, labels = run_in.given_back(body, lines, labels, language)
    body, labels = parted(body, lines, labels, language)
    body, out.came, edits = came(body, lines, language)
    out.edits += edits
    orders = list(paragraphs(body, labels))
    for order in orders:
        text, edits = body_text(lines, order)
        out.edits += edits
        out.paragraphs.append(Paragraph(text, "crosshead" if labels[order[0]] == "X" else "body"))
    _jump(out, body, lines)
    _came_within(out)
    _opening(out, lines, orders)
    offices = _offices(out, body, lines)
    standing = [_standing(out, order, lines) for order in body.bylines if order not in offices]
    _closing(out)
    for order in offices:
        text, edits = body_text(lines, order)
        out.edits += edits
        out.paragraphs.append(Paragraph(text, "body"))
    begin = lines[body.lines[0] if body.lines else 0].text.starts[0]
    leading = [t for t in standing if t and t.starts[0] < begin]
    trailing = [t for t in standing if t and t.starts[0] >= begin]
    out.byline = [*leading, *out.byline, *trailing] if leading else [*out.byline, *trailing]
    out.paragraphs = [p for p in out.paragraphs if p.text]
    return out


def credited(body: Body, lines: Sequence[Line], language: str) -> bool:
    """Whether the body's own first or last line names somebody."""
    first, _ = body_text(lines, body.lines[:3])
    last, _ = body_text(lines, body.lines[-3:] if language.startswith("zh") else body.lines[-1:])
    found = [credits.opening(first.text, language), credits.closing(last.text, language)]
    return any(c is not None and c.score >= SURE and c.authors for c in found)


def _jump(out: Draft, body: Body, lines: Sequence[Line]) -> None:
    if body.jumps:
        text, edits = body_text(lines, body.jumps)
        out.edits += edits
        found = credits.jump(text.text, out.language)
        out.jump = Jump(found[2] if found else "to", found[3] if found else None, text)
        return
    if out.paragraphs:
        last = out.paragraphs[-1]
        found = credits.jump(last.text.text, out.language) or behind_name(last.text.text, out.language)
        if found and found[1] >= len(last.text.text.rstrip()) - 1:
            out.jump = Jump(found[2], found[3], last.text[found[0] :].strip())
            out.paragraphs[-1] = replace(last, text=last.text[: found[0]].strip())


def _came_within(out: Draft) -> None:
    """Take out words in the first line that say where the text comes from: （上接第1版）."""
    if not out.paragraphs or out.paragraphs[0].role != "body" or out.came:
        return
    text = out.paragraphs[0].text
    found = comes(text.text, out.language)
    if found and text.text[found[1] :].strip():
        out.came = Jump(FROM, found[2], text[: found[1]].strip())
        out.paragraphs[0] = replace(out.paragraphs[0], text=text[found[1] :].strip())


def _opening(out: Draft, lines: Sequence[Line], orders: Sequence[Sequence[int]]) -> None:
    if not out.paragraphs or out.paragraphs[0].role != "body":
        return
    text = out.paragraphs[0].text
    found = run_in.opening(text.text, lines, orders[0], out.language)
    if found is None or found.score < SURE or found.end > len(text):
        return
    printed = text[: found.end].strip()  # with a mark that stands before the credit
    out.opened = True
    out.credits.append(found)
    (out.byline if found.authors or not (found.place or found.date) else out.dateline).append(printed)
    out.paragraphs[0] = replace(out.paragraphs[0], text=text[found.end :].strip())


def _closing(out: Draft) -> None:
    bodies = [i for i, p in enumerate(out.paragraphs) if p.text]
    if not bodies or out.paragraphs[bodies[-1]].role != "body":
        return
    last = bodies[-1]
    text = out.paragraphs[last].text
    found = credits.closing(text.text, out.language)
    if found is None or found.score < SURE or not found.rule.endswith("picture") and _is_notice(out):
        return
    out.signed = found.rule == "latin.closing-name" and text.text[found.start].isupper()
    out.credits.append(found)
    (out.byline if found.authors or found.rule.find("mark") < 0 else out.marks).append(text[found.start :].strip())
    out.paragraphs[last] = replace(out.paragraphs[last], text=text[: found.start].strip())


def _offices(out: Draft, body: Body, lines: Sequence[Line]) -> list[list[int]]:
    """The lines right below a notice where an office signs: bylines that say nothing of who wrote or photographed."""
    below = [order for order in body.bylines if body.lines and order[0] > body.lines[-1]]
    if not below or not _is_notice(out, OFFICE_SURE):
        return []
    found = [credits.standalone(body_text(lines, order)[0].text, out.language) for order in below]
    return [order for order, said in zip(below, found, strict=True) if not said or ".label" not in said.rule]


def _is_notice(out: Draft, sure: float = NOTICE_SURE) -> bool:
    """Whether the text alone is a notice: the name below it is that of an office, and stays."""
    if out.kind:
        return out.kind == NOTICE
    return credits.notice("\n".join(p.text.text for p in out.paragraphs), out.language) >= sure


def _standing(out: Draft, order: Sequence[int], lines: Sequence[Line]) -> Traced | None:
    """A byline on lines of its own: its text, and the authors it names."""
    text, edits = body_text(lines, order)
    out.edits += edits
    if whole := run_in.standing(lines, order, out.language):
        out.credits.append(whole)
        return text
    alone = [credits.standalone(lines[i].text.text, out.language) for i in order]
    if len(order) > 1 and all(credit and credit.score >= WHOLE and credit.authors for credit in alone):
        out.credits += [credit for credit in alone if credit]  # bylines one below the other, none broken at its line's end
        return text
    found = _read_standing(out, text.text, printed(lines, order))
    if found and (found.place or found.date) and not found.authors:
        out.credits.append(found)
        out.dateline.append(text)
        return None
    if found and found.score >= READ:
        out.credits.append(found)
    else:
        out.cautions.append(
            Caution("byline-unread", f"a line set as a byline names nobody that could be read: {text.text!r}")
        )
    return text


def _read_standing(out: Draft, text: str, printed: str) -> Credit | None:
    """The best reading of a byline's lines: by themselves, as the signature of the text above, as a dateline."""
    if printed[1:2] == "\n" and printed[0].isupper():  # a drop cap stands before the byline, or before the dateline
        capped = credits.opening(f"{printed[0]}{text[2:]} ", out.language)
        if capped and capped.place and capped.score >= SURE and capped.end >= len(text) - 1:
            return capped
        text, printed = text[2:], printed[2:]
    found = credits.standalone(printed, out.language)
    dated = credits.opening(f"{text} ", out.language)
    named = {one.name.casefold() for one in found.authors} if found else set[str]()
    surer = dated is not None and dated.score >= max(0.9, found.score if found else 0)
    if dated and dated.place and dated.end >= len(text) and surer and dated.place.casefold() not in named:
        return dated  # and no person's name before an agency
    if found and found.score >= 0.3:
        return found
    above = out.paragraphs[-1].text.text[-120:].rstrip() if out.paragraphs else ""
    signed = credits.closing(f"{above} {text}", out.language) if above else None
    if signed and signed.score >= SURE and signed.start >= len(above):
        return signed
    if dated and dated.score >= SURE and dated.end >= len(text):
        return dated
    found = found or credits.closing(text, out.language)
    alone = found is not None and found.score < 0.2 and not (out.paragraphs and text.isupper() and text.endswith("."))
    return None if alone else found


def authors(found: Sequence[Credit]) -> tuple[Author, ...]:
    """Everybody the credits name, once each."""
    return tuple(dict.fromkeys(a for credit in found for a in credit.authors))


def _photographers(out: Draft) -> tuple[Author, ...]:
    """Whom a caption names: a bare name at its end is the photographer's."""
    named = authors(out.credits)
    return tuple(replace(a, role=PHOTOGRAPHER) if out.signed and a.role == AUTHOR else a for a in named)


def kind_of(out: Draft, head: str) -> str:
    """What kind of item a draft is: a notice by its words, a caption by its credit and its size, else an article."""
    text = "\n".join(p.text.text for p in out.paragraphs)
    if not text:
        return UNKNOWN
    if credits.notice(f"{head}\n{text}" if head else text, out.language) >= NOTICE_SURE:
        return NOTICE
    short = len(text) <= CAPTION_LONGEST and len(out.paragraphs) == 1
    return CAPTION if short and not out.opened and _is_caption(out, text, head) else ARTICLE


def _is_caption(out: Draft, text: str, head: str) -> bool:
    """Whether a short text credits only a picture's source (（某馆供图）), or has no headline and reads as a caption."""
    named = authors(out.credits)
    pictured = any(c.rule.endswith(("photographer", "picture")) for c in out.credits)
    if all(a.role in (PHOTOGRAPHER, AGENCY) for a in named) and (pictured or any(a.role == PHOTOGRAPHER for a in named)):
        return True
    sure = CAPTION_SURE if named or out.jump else CAPTION_BARE
    return not head and (out.signed or credits.caption(text, out.language) >= sure)


def finish(
    out: Draft, head: Head | None, lines: Sequence[Line], roles: Mapping[int, str], confidence: Confidence
) -> tuple[Article, list[Edit]]:
    """The article: the draft with its headline, kind, authors and warnings."""
    parts: dict[str, Traced | None] = {"K": None, "M": None, "D": None}
    edits = list(out.edits)
    if head:
        for role, order in _split(head, roles).items():
            parts[role], made = head_text(lines, order)
            edits += made
    whole = " ".join(t.text for t in parts.values() if t)
    kind = out.kind or kind_of(out, whole)
    first = next((c for c in out.credits if c.place or c.date), None)
    article = Article(
        kind=kind,
        kicker=parts["K"],
        headline=parts["M"],
        deck=parts["D"],
        byline=tuple(out.byline),
        authors=authors(out.credits) if kind != CAPTION else _photographers(out),
        dateline=Dateline(first.place if first else None, first.date if first else None),
        dateline_text=tuple(out.dateline),
        marks=tuple(out.marks),
        paragraphs=tuple(out.paragraphs),
        jump=out.jump or out.came,
        came=out.came if out.jump else None,
        confidence=confidence,
        warnings=tuple(_warnings(out, head, kind)),
    )
    return article, edits


def _warnings(out: Draft, head: Head | None, kind: str) -> list[Caution]:
    found = list(out.cautions)
    if head is None and kind in (ARTICLE, NOTICE):
        found.append(Caution("headline-missing", "no headline on the page belongs to this text"))
    if not out.paragraphs:
        found.append(Caution("body-missing", "no text on the page belongs to this headline"))
    return found


def _split(head: Head, roles: Mapping[int, str]) -> dict[str, list[int]]:
    """The head's lines by role; without a main line, the first role found is the main one."""
    out: dict[str, list[int]] = {}
    for i in head.lines:
        out.setdefault(roles[i], []).append(i)
    if "M" not in out:
        first = next(iter(out))
        out = {"M" if role == first else role: order for role, order in out.items()}
    return out
