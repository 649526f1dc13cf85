"""The ledger of a page in words: where parts of it went, what was decided and changed, each with its reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any

from tasks.model.ledger import Decision, Edit
from tasks.run.dossier import Dossier, Place

LONGEST = 60
"""Characters of a quotation; the rest is in ``--json``."""


@cache
def _table(name: str) -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def reason(rule: str) -> str | None:
    """What a rule goes by, in words; None for one that has none.

    >>> reason("reflow.keep-hyphen-beside-digit")
    'figures are never divided'
    """
    room, _, name = rule.partition(".")
    words: str | None = _table("reasons").get(room, {}).get(name)
    return words


def warning_codes(on: str | None = None) -> list[str]:
    """The codes of all warnings that an article or a page may have; ``on`` article or page: that one."""
    return [code for code, told in _table("warnings").items() if on in (None, told["on"])]


def evidence(rule: str, name: str) -> str:
    """The name of a piece of evidence in words.

    >>> evidence("segment.match-headline", "words")
    "share of the headline's words that the text has"
    """
    known: dict[str, str] = _table("reasons")["evidence"].get(rule, {})
    return known.get(name, name)


def where(found: Dossier, place: Place) -> str:
    """The field that a part of the source went to."""
    if place.elsewhere:
        return f"part of article {place.elsewhere}, which begins on another page"
    if place.article is None:
        return f"furniture of the page ({place.field})"
    return f"{place.field} of {titled(found, place.article)}"


def titled(found: Dossier, number: int) -> str:
    """An article by kind, number and headline."""
    article = found.articles[number - 1]
    name = quoted(article["headline"]) if article["headline"] else "without a headline"
    return f"{article['kind']} {number:02d}, {name}"


def decision(found: Dossier, stage: str, made: Decision) -> Iterator[str]:
    """A choice with its evidence."""
    first, last = found.line_of(made.span[0]), found.line_of(max(made.span[0], made.span[1] - 1))
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    yield f"  {worded(made.rule)} ({stage}, {lines}): {quoted(found.text(made.span))}"
    other = f", rather than {made.runner_up}" if made.runner_up else ""
    yield f"    → {made.chosen}, {made.score:.0%} sure{other}"
    why = reason(made.rule)
    if why:
        yield f"      because: {why}"
    for name, word in made.evidence.items():
        if isinstance(word, str):
            yield f"      {evidence(made.rule, name)}: {word}"
    weights = [(name, value) for name, value in made.evidence.items() if not isinstance(value, str)]
    for name, weight in sorted(weights, key=lambda item: -abs(item[1])):
        yield f"      {'for' if weight >= 0 else 'against'} it: {evidence(made.rule, name)} ({weight:+.2f})"


def edit(found: Dossier, stage: str, made: Edit) -> str:
    """A change, in one line."""
    before, after = (text or "nothing" for text in (visible(made.before), visible(made.after)))
    return f"  {worded(made.rule)} ({stage}, line {found.line_of(made.span[0])}): {before} → {after}"


def warned(warnings: Sequence[dict[str, str]], indent: str) -> list[str]:
    """Warnings, each with what to do about it."""
    out = []
    for one in warnings:
        out.append(f"{indent}warning {one['code']}: {one['message']}")
        known = _table("warnings").get(one["code"])  # none: it was made by another version
        out += [f"{indent}  what to do: {known['do'].replace('`', '')}"] if known else []
    return out


def worded(rule: str) -> str:
    """A rule's id, as a person says it.

    >>> worded("reflow.join-hyphen")
    'join hyphen [reflow.join-hyphen]'
    """
    return f"{rule.rpartition('.')[2].replace('-', ' ')} [{rule}]"


def quoted(text: str) -> str:
    """A text in one line, cut where it is long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= LONGEST else line[: LONGEST - 1] + '…'}”"


def visible(text: str) -> str:
    """A text with what cannot be seen written out."""
    return f"“{''.join(letter if letter.isprintable() else f'U+{ord(letter):04X}' for letter in text)}”" if text else ""
