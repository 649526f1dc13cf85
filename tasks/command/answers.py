"""The answers of ``explain``, each for machines (JSON) and for people (lines of text)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from msgspec import structs

from tasks.command import ledger_words as words
from tasks.model.ledger import Decision, Edit
from tasks.model.trace import Span
from tasks.run.dossier import Dossier, Place, touches

Found = Sequence[tuple[str, Decision]]


def page_json(found: Dossier) -> dict[str, object]:
    """All that is known of a page."""
    return {
        "page": found.page,
        "language": found.clean.language,
        "encoding": asdict(found.clean.encoding),
        "lines": [found.first_line, found.last_line],
        "edits": [_edit_json(stage, edit) for stage, edit in found.edits],
        "decisions": [_decision_json(stage, made) for stage, made in found.decisions],
        "unreplayed": found.unreplayed(),
        "manifest": found.manifest,
    }


def page_text(found: Dossier) -> list[str]:
    """A page in short: its articles, how sure they are, what was changed how often."""
    encoding = found.clean.encoding
    out = [
        f"{found.page}: lines {found.first_line} to {found.last_line} of its file, language {found.clean.language}",
        f"encoding {encoding.name}, known by {encoding.how}, {encoding.confidence:.0%} sure",
    ]
    for number, article in enumerate(found.articles, 1):
        headline = words.quoted(article["headline"]) if article["headline"] else "no headline"
        out.append(f"  {number:02d} {article['kind']}: {headline} ({_sureness(article['confidence'])})")
        out += words.warned(article["warnings"], "       ")
    out += words.warned(found.manifest.get("warnings", []), "  ")
    for rule, count in sorted(Counter(edit.rule for _, edit in found.edits).items()):
        out.append(f"  {count:5} × {words.worded(rule)}")
    out += [f"  NOT from the source and these edits: {wrong}" for wrong in found.unreplayed()]
    out.append("One line in detail: --line N; where two articles part: --between A B; what was taken out: --removed")
    return out


def line_json(found: Dossier, line: int) -> dict[str, object]:
    """What is known of a line."""
    span = found.span_of(line)
    edits, decisions = found.here(span)
    return {
        "page": found.page,
        "line": line,
        "span": span,
        "text": found.text(span).rstrip(),
        "went": [asdict(place) | {"text": found.text(place.span)} for place in _pieces(found, span)],
        "edits": [_edit_json(stage, edit) for stage, edit in edits],
        "decisions": [_decision_json(stage, made) for stage, made in decisions],
    }


def line_text(found: Dossier, line: int) -> list[str]:
    """What is known of a line: where it went, what was decided and changed."""
    span = found.span_of(line)
    parts = [f"{found.page}, line {line} (characters {span[0]} to {span[1]} of the source):", ""]
    parts += [f"    {found.text(span).rstrip()}", "", "Where it went:"]
    pieces = list(_pieces(found, span))
    parts += [f"  {words.quoted(found.text(piece.span))} → {words.where(found, piece)}" for piece in pieces]
    if not pieces:
        blank = not found.text(span).strip()
        parts.append("  nowhere: " + ("it is blank" if blank else "no article and no furniture has it"))
    edits, decisions = found.here(span)
    near = [item for item in decisions if not _is_page_wide(found, item[1])]
    wide = [item for item in decisions if _is_page_wide(found, item[1])]
    parts += _decided(found, "What was decided, and why:", near)
    parts += _decided(found, "What was decided for the page as a whole:", wide)
    if edits:
        parts += ["", "What was changed:", *(words.edit(found, stage, edit) for stage, edit in edits)]
    if not decisions and not edits:
        parts += ["", "Nothing was decided or changed here: it was taken as printed."]
    return parts


def between_json(found: Dossier, first: int, second: int) -> dict[str, object]:
    """Why two articles part where they do."""
    last, opening = _edges(found, first, second)
    return {
        "page": found.page,
        "articles": [_article_json(found, number) for number in (first, second)],
        "ends": _place_json(found, last),
        "between": [asdict(place) | {"text": found.text(place.span)} for place in _inside(found, last, opening)],
        "begins": [_place_json(found, place) for place in opening],
        "whole": [_decision_json(stage, made) for stage, made in _trust(found, last, *opening)],
    }


def between_text(found: Dossier, first: int, second: int) -> list[str]:
    """Why two articles part where they do: the line that ends one, those that begin the other, what stands between."""
    last, opening = _edges(found, first, second)
    out = [f"{found.page}: where {words.titled(found, first)} ends and {words.titled(found, second)} begins", ""]
    out += ["The first ends with", _shown(found, last)]
    out += _decided(found, None, _of_lines(found, last))
    between = _inside(found, last, opening)
    if between:
        out += ["", "Between them in the source:", *(_shown(found, place) for place in between)]
    out += ["", "The second begins with"]
    told: list[tuple[str, Decision]] = []
    for place in opening:
        new = [item for item in _of_lines(found, place) if item not in told]
        out += [_shown(found, place), *_decided(found, None, new)]
        told += new
    if not found.articles[second - 1]["headline"]:
        out.append("  no headline on the page belongs to it")
    return out + _decided(found, "How far each is one whole, and each headline its own:", _trust(found, last, *opening))


def removed_json(found: Dossier) -> dict[str, object]:
    """What was taken out of the text, and what was set aside."""
    return {
        "page": found.page,
        "removed": [
            _edit_json(stage, edit) | {"line": found.line_of(edit.span[0]), "near": _near(found, edit)}
            for stage, edit in found.removed()
        ],
        "blanks": len(_blanks(found)),
        "cut": [_decision_json(stage, made) for stage, made in _cut(found)],
        "set_aside": [asdict(place) | {"text": found.text(place.span)} for place in _aside(found)],
    }


def removed_text(found: Dossier) -> list[str]:
    """What was taken out of the text, rule by rule, and what was set aside as no article's text."""
    gone = found.removed()
    out = [f"{found.page}: taken out in {len(gone)} places; {len(_blanks(found))} blanks closed or made plain"]
    rules: dict[str, list[Edit]] = {}
    for _, edit in gone:
        rules.setdefault(edit.rule, []).append(edit)
    for rule, edits in sorted(rules.items()):
        why = words.reason(rule)
        out += ["", f"{len(edits)} × {words.worded(rule)}" + (f": {why}" if why else "")]
        for edit in edits:
            became = f" → {words.visible(edit.after)}" if edit.after else ""
            gone_here = words.visible(found.text(edit.span))
            out.append(f"  line {found.line_of(edit.span[0])}: {gone_here}{became} in {words.quoted(_near(found, edit))}")
    out += _decided(found, "Left out because it is no character:", _cut(found))
    aside = _aside(found)
    out += ["", "Set aside, no part of any article's text:"] if aside else []
    return out + [_shown(found, place) for place in aside]


def _sureness(confidence: dict[str, float | None]) -> str:
    return ", ".join(f"{name} {value:.0%}" for name, value in confidence.items() if value is not None)


def _edit_json(stage: str, edit: Edit) -> dict[str, object]:
    return structs.asdict(edit) | {"stage": stage, "because": words.reason(edit.rule)}


def _decision_json(stage: str, made: Decision) -> dict[str, object]:
    return structs.asdict(made) | {"stage": stage, "because": words.reason(made.rule)}


def _article_json(found: Dossier, number: int) -> dict[str, object]:
    article = found.articles[number - 1]
    return {"number": number} | {key: article[key] for key in ("kind", "headline", "confidence")}


def _place_json(found: Dossier, place: Place) -> dict[str, object]:
    decisions = [_decision_json(stage, made) for stage, made in _of_lines(found, place)]
    line = found.line_of(place.span[0])
    return asdict(place) | {"line": line, "text": found.text(place.span), "decisions": decisions}


def _decided(found: Dossier, title: str | None, decisions: Found) -> list[str]:
    """Decisions below a heading, if there are any; a hyphen that was to go but is still there is said to be."""
    out = ["", title] if title and decisions else []
    gone = {edit.span for _, edit in found.edits}
    for stage, made in decisions:
        out += words.decision(found, stage, made)
        if made.chosen == "hyphen joined" and made.span not in gone:
            out.append("      it stayed all the same: the next line is another text's")
    return out


def _is_page_wide(found: Dossier, made: Decision) -> bool:
    left, right = found.clean.span
    return made.span[1] - made.span[0] >= (right - left) / 2 and found.last_line > found.first_line + 1


def _pieces(found: Dossier, span: Span) -> Iterator[Place]:
    """The parts of a span by where they went, in printed order."""
    for place in sorted(found.places(), key=lambda one: (one.span, one.field)):
        if touches(place.span, span):
            yield replace(place, span=(max(place.span[0], span[0]), min(place.span[1], span[1])))


def _shown(found: Dossier, place: Place) -> str:
    return f"  line {found.line_of(place.span[0])}: {words.quoted(found.text(place.span))} ({words.where(found, place)})"


def _edges(found: Dossier, first: int, second: int) -> tuple[Place, list[Place]]:
    """The last piece of one article's text, and the pieces of another that come first."""
    places = list(found.places())
    mine, theirs = ([one for one in places if one.article == number] for number in (first, second))
    return closing(mine), opening(theirs)


def closing(mine: Sequence[Place]) -> Place:
    """The last piece of an article's text, of all its pieces (or the last of these, where it has no text)."""
    return ([place for place in mine if place.field.startswith("paragraph")] or mine)[-1]


def opening(mine: Sequence[Place]) -> list[Place]:
    """Of an article's pieces those that come first: its head, its byline, its opening."""
    above = [place for place in mine if place.field in ("kicker", "headline", "deck", "byline", "dateline")]
    opens = [place for place in mine if place.field == "paragraph 1"][:1]
    return sorted([*above, *opens] or mine[:1], key=lambda place: place.span)


def _inside(found: Dossier, last: Place, opening: Sequence[Place]) -> list[Place]:
    """What stands between an article's end and another's beginning, if that comes after it in the source."""
    gap = (last.span[1], min(place.span[0] for place in opening))
    places = [place for place in found.places() if gap[0] <= place.span[0] and place.span[1] <= gap[1]]
    return sorted(places, key=lambda place: place.span)


def _of_lines(found: Dossier, place: Place) -> Found:
    """What was decided of a piece's lines that makes boundaries: labels, headlines, cuts."""
    line = found.span_of(found.line_of(place.span[0]))
    span = (min(line[0], place.span[0]), max(min(line[1], found.clean.span[1]), place.span[1]))
    apart = ("segment.trust-", "normalise.", "reflow.join-", "reflow.keep-")
    return [item for item in found.here(span)[1] if not item[1].rule.startswith(apart)]


def _trust(found: Dossier, *places: Place) -> Found:
    """How far the articles of these places are trusted to be whole, and their headlines to be theirs."""
    made = [item for item in found.decisions if item[1].rule.startswith("segment.trust-")]
    return [item for item in made if any(touches(item[1].span, place.span) for place in places)]


def _near(found: Dossier, edit: Edit) -> str:
    return found.text((max(found.clean.span[0], edit.span[0] - 16), edit.span[1] + 12))


def _blanks(found: Dossier) -> list[Edit]:
    """The edits that touched nothing but blanks."""
    return [edit for _, edit in found.edits if not found.text(edit.span).strip() and not edit.after.strip()]


def _cut(found: Dossier) -> Found:
    return [item for item in found.decisions if item[1].rule == "normalise.cut-partial-character"]


def _aside(found: Dossier) -> list[Place]:
    """Furniture, and marks of wires and printers, in printed order."""
    kept = (place for place in found.places() if place.elsewhere is None)
    places = [place for place in kept if place.article is None or place.field == "marks"]
    return sorted(places, key=lambda place: place.span)
