"""Lines that say where a text comes from ("Continued from Page 1"): they stand above it, and are its own.

An article that a paper goes on with elsewhere has such a line at its head there: below the few words of headline that it
has on that page, above these, or above the text alone. What follows it next is the text that it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.model.article import Jump
from tasks.model.ledger import Edit
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.pieces import body_text
from tasks.segment.units import Body

FROM = "from"
MOST_LINES = 3
"""Lines into which a column breaks such a line at most."""


def comes(text: str, language: str) -> tuple[int, int, str] | None:
    """Where a line or paragraph begins with words that name the page it comes from: start, end, page."""
    found = credits.jump(text, language)
    if found is None or found[2] != FROM or not found[3] or text[: found[0]].strip():
        return None
    return found[0], found[1], found[3]


def coming(lines: Sequence[Line], labels: Sequence[str], language: str) -> set[int]:
    """The jump lines that are of the text below them; ``CONTINUED`` and ``FROM PAGE 9.`` say so together."""
    out: set[int] = set()
    for i, label in enumerate(labels):
        if label == "J" and i not in out:
            out.update(next((order for order in _orders(i, labels) if comes(_text(lines, order), language)), ()))
    return out


def _orders(i: int, labels: Sequence[str]) -> Iterator[range]:
    """The line and those right below it that are jump lines too: it alone, then with one more, and so on."""
    for n in range(1, MOST_LINES + 1):
        if "".join(labels[i : i + n]) != "J" * n:
            return
        yield range(i, i + n)


def _text(lines: Sequence[Line], order: Sequence[int]) -> str:
    return body_text(lines, order)[0].text


def came(body: Body, lines: Sequence[Line], language: str) -> tuple[Body, Jump | None, list[Edit]]:
    """What is said of where a text comes from, by the lines above it or by its first.

    Returns:
        The body without its first line, if it is that line; what it says; the edits that it takes to say it in one line.
    """
    above = body.comes
    if not above and len(body.lines) > 1 and _is_whole(lines[body.lines[0]].text.text, language):
        above, body = body.lines[:1], replace(body, lines=body.lines[1:])
    if not above:
        return body, None, []
    text, edits = body_text(lines, above)
    found = comes(text.text, language)
    return body, Jump(FROM, found[2] if found else None, text.strip()), edits


def _is_whole(text: str, language: str) -> bool:
    found = comes(text, language)
    return found is not None and not text[found[1] :].strip(" .)")
