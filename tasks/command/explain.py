"""``explain``: what happened to a line of a page, and why, in words; read back from the ledger, nothing is run again."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from tasks.command.run import batches
from tasks.model.ledger import Decision, Edit
from tasks.model.trace import Span
from tasks.run.batch import belongs
from tasks.run.dossier import Dossier, Place, dossier
from tasks.run.errors import NothingThere, Usage
from tasks.run.freshness import look
from tasks.run.job import Job, job_of
from tasks.run.seeds import SeedFile

_LONGEST = 60  # characters of a quotation; the rest is in --json


def explain(args: Namespace, options: dict[str, str]) -> int:
    """Print what is known of a page or of one of its lines."""
    job, file, number = find(args.page, args.batch, options)
    _warn_if_stale(job, file, number)
    found = dossier(job, file, number)
    if args.line is None:
        print(json.dumps(_page_json(found), ensure_ascii=False, indent=2) if args.json else "\n".join(_page_text(found)))
        return 0
    if not found.first_line <= args.line <= found.last_line:
        raise Usage(f"page {found.page!r} has the lines {found.first_line} to {found.last_line}, not {args.line}")
    if args.json:
        print(json.dumps(line_json(found, args.line), ensure_ascii=False, indent=2))
    else:
        print(line_text(found, args.line))
    return 0


def find(page: str, batch: str | None, options: dict[str, str]) -> tuple[Job, SeedFile, int]:
    """The page of this name: in a batch, or in the only batch that has it (``batch/page`` names both).

    Raises:
        NothingThere: there is none.
        Usage: several batches have one.
    """
    page = page.removeprefix("seeds/")
    found = []
    for name in batches([batch] if batch else None, options):
        job = job_of(options, name, fresh=True)
        for wanted in dict.fromkeys((page, page.removeprefix(f"{name}/"))):
            found += [(job, file, _number(wanted, file)) for file in job.files if belongs(wanted, file)]
    if not found:
        raise NothingThere(f"there is no page {page!r}; 'clipsheet status' lists them")
    if len(found) > 1:
        names = ", ".join(f"{job.batch}/{file.page(number)}" for job, file, number in found)
        raise Usage(f"{page!r} may be any of {names}; name one of them")
    return found[0]


def _number(page: str, file: SeedFile) -> int:
    base, _, number = page.rpartition(".p")
    return int(number) if page != file.name and base == file.name else 1


def _warn_if_stale(job: Job, file: SeedFile, number: int) -> None:
    for state in look(job, file):
        stale = [f"{stage} {one}" for stage, one in state.states.items() if one.kind != "done"]
        if state.number == number and stale:
            print("Not up to date: " + "; ".join(stale) + "\n")


def line_json(found: Dossier, line: int) -> dict[str, object]:
    """What is known of a line, for machines."""
    span = found.span_of(line)
    return {
        "page": found.page,
        "line": line,
        "span": span,
        "text": found.text(span).rstrip(),
        "went": [asdict(place) | {"text": found.text(place.span)} for place in _pieces(found, span)],
        "edits": [asdict(edit) | {"stage": stage} for stage, edit in found.edits if _touches(edit.span, span)],
        "decisions": [asdict(one) | {"stage": stage} for stage, one in found.decisions if _touches(one.span, span)],
    }


def line_text(found: Dossier, line: int) -> str:
    """What is known of a line, for people."""
    span = found.span_of(line)
    parts = [f"{found.page}, line {line} (characters {span[0]} to {span[1]} of the source):", ""]
    parts += [f"    {found.text(span).rstrip()}", "", "Where it went:"]
    pieces = list(_pieces(found, span))
    parts += [f"  {_quoted(found.text(piece.span))} → {_place(found, piece)}" for piece in pieces]
    if not pieces:
        blank = not found.text(span).strip()
        parts.append("  nowhere: " + ("it is blank" if blank else "no article and no furniture has it"))
    decisions = [(stage, one) for stage, one in found.decisions if _touches(one.span, span)]
    near = [item for item in decisions if not _is_page_wide(found, item[1])]
    wide = [item for item in decisions if _is_page_wide(found, item[1])]
    for title, group in (("What was decided, and why:", near), ("What was decided for the page as a whole:", wide)):
        parts += ["", title] if group else []
        for stage, decision in group:
            parts += _decision(found, stage, decision)
    edits = [(stage, edit) for stage, edit in found.edits if _touches(edit.span, span)]
    if edits:
        parts += ["", "What was changed:"]
        parts += [f"  {_edit(found, stage, edit)}" for stage, edit in edits]
    if not decisions and not edits:
        parts += ["", "Nothing was decided or changed here: it was taken as printed."]
    return "\n".join(parts)


def _is_page_wide(found: Dossier, decision: Decision) -> bool:
    left, right = found.clean.span
    return decision.span[1] - decision.span[0] >= (right - left) / 2 and found.last_line > found.first_line + 1


def _touches(one: Span, other: Span) -> bool:
    """Whether two spans share a character; an empty one (something was put in) counts where it stands."""
    if one[0] == one[1]:
        return other[0] <= one[0] < other[1]
    return one[0] < other[1] and other[0] < one[1]


def _pieces(found: Dossier, span: Span) -> Iterator[Place]:
    """The parts of a span by where they went, in printed order."""
    for place in sorted(found.places(), key=lambda one: (one.span, one.field)):
        if _touches(place.span, span):
            yield Place((max(place.span[0], span[0]), min(place.span[1], span[1])), place.article, place.field)


def _place(found: Dossier, place: Place) -> str:
    if place.article is None:
        return f"furniture of the page ({place.field})"
    article = found.articles[place.article - 1]
    name = _quoted(article["headline"]) if article["headline"] else "without a headline"
    return f"{place.field} of {article['kind']} {place.article:02d}, {name}"


def _decision(found: Dossier, stage: str, decision: Decision) -> Iterator[str]:
    first, last = found.line_of(decision.span[0]), found.line_of(max(decision.span[0], decision.span[1] - 1))
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    yield f"  {_words(decision.rule)} ({stage}, {lines}): {_quoted(found.text(decision.span))}"
    other = f", rather than {decision.runner_up}" if decision.runner_up else ""
    yield f"    → {decision.chosen}, {decision.score:.0%} sure{other}"
    weights = [(name, value) for name, value in decision.evidence.items() if not isinstance(value, str)]
    for name, word in decision.evidence.items():
        if isinstance(word, str):
            yield f"      {name}: {word}"
    for name, weight in sorted(weights, key=lambda item: -abs(item[1])):
        yield f"      {'for' if weight >= 0 else 'against'} it: {name} ({weight:+.2f})"


def _edit(found: Dossier, stage: str, edit: Edit) -> str:
    before, after = (text or "nothing" for text in (_visible(edit.before), _visible(edit.after)))
    return f"{_words(edit.rule)} ({stage}, line {found.line_of(edit.span[0])}): {before} → {after}"


def _words(rule: str) -> str:
    """A rule's id, as a person says it: ``reflow.join-hyphen`` → ``join hyphen [reflow.join-hyphen]``."""
    return f"{rule.rpartition('.')[2].replace('-', ' ')} [{rule}]"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}”"


def _visible(text: str) -> str:
    """A text with what cannot be seen written out."""
    return f"“{''.join(letter if letter.isprintable() else f'U+{ord(letter):04X}' for letter in text)}”" if text else ""


def _page_json(found: Dossier) -> dict[str, object]:
    return {
        "page": found.page,
        "language": found.clean.language,
        "encoding": asdict(found.clean.encoding),
        "lines": [found.first_line, found.last_line],
        "edits": [asdict(edit) | {"stage": stage} for stage, edit in found.edits],
        "decisions": [asdict(decision) | {"stage": stage} for stage, decision in found.decisions],
        "manifest": found.manifest,
    }


def _page_text(found: Dossier) -> Iterator[str]:
    encoding = found.clean.encoding
    yield f"{found.page}: lines {found.first_line} to {found.last_line} of its file, language {found.clean.language}"
    yield f"encoding {encoding.name}, known by {encoding.how}, {encoding.confidence:.0%} sure"
    for number, article in enumerate(found.articles, 1):
        headline = _quoted(article["headline"]) if article["headline"] else "no headline"
        sure = ", ".join(f"{name} {value:.0%}" for name, value in article["confidence"].items() if value is not None)
        yield f"  {number:02d} {article['kind']}: {headline} ({sure})"
        yield from (f"       warning {one['code']}: {one['message']}" for one in article["warnings"])
    yield from (f"  warning {one['code']}: {one['message']}" for one in found.manifest.get("warnings", []))
    for rule, count in sorted(Counter(edit.rule for _, edit in found.edits).items()):
        yield f"  {count:5} × {_words(rule)}"
    yield "One line in detail: --line N"
