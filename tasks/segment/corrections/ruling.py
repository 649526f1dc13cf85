"""From a page's corrections to its rulings, and whether the page then is as they say.

A correction is made step by step, each stronger than the one before, until the page as it is read is as the person says:
first what the words of the correction mean for its own line, the rest being left to all other evidence; then what stands in
the way (a headline above a line that begins nothing is crossed, a line that ends nothing is no text at all). One that is not
obeyed after all of them is set aside, with a warning: a page whose corrections cannot all hold says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.model.correction import END, START, Edge, HeadlineOf, KindOf
from tasks.segment.corrections.placing import Placed
from tasks.segment.corrections.rulings import Rulings
from tasks.segment.decision.labels import BODY, HEAD

STEPS = 5
"""Readings of the page at most, after the one without corrections."""
_OVER = frozenset("FYJ")
"""Lines over which a body goes on."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article as lines: of its text, and all, headline and bylines too."""

    text: tuple[int, ...]
    head: tuple[int, ...]
    all: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page as it was read: the lines' labels, its headline groups, its articles."""

    labels: Sequence[str]
    heads: Sequence[Sequence[int]]
    items: Sequence[Item]

    def edges(self, edge: str) -> set[int]:
        """The lines with which an article starts, or ends: of its text, or of all of it."""
        at = 0 if edge == START else -1
        return {item.text[at] for item in self.items if item.text} | {item.all[at] for item in self.items}

    def next_text(self, line: int) -> int | None:
        """The first line of text below a line."""
        return next((i for i in range(line + 1, len(self.labels)) if self.labels[i] in BODY), None)

    def last_text(self, line: int) -> int | None:
        """The last line of text above a line."""
        return next((i for i in range(line - 1, -1, -1) if self.labels[i] in BODY), None)

    def item_of(self, line: int) -> Item | None:
        """The article of a line."""
        return next((item for item in self.items if line in item.all), None)


def obeyed(one: Placed, found: Found) -> bool:
    """Whether the page is as a correction says."""
    said = one.said
    if isinstance(said, Edge):
        there = found.edges(said.edge)
        return one.lines[0] in there if said.right else there.isdisjoint(one.lines)
    item = found.item_of(one.of)
    if isinstance(said, KindOf):
        return item is not None
    return item is not None and (set(item.head) == set(one.lines) if one.lines else not item.head)


def meant(placed: Sequence[Placed], found: Found) -> Iterator[Placed]:
    """The corrections, each with the one line it means: of several columns the one that has the edge that is denied."""
    for one in placed:
        if isinstance(one.said, Edge) and len(one.lines) > 1:
            there = [line for line in one.lines if line in found.edges(one.said.edge)]
            yield Placed(one.said, tuple(there[:1]) or one.lines, one.of)
        else:
            yield one


def grouped(placed: Sequence[Placed]) -> dict[int, int]:
    """The lines of whole headlines, as told, with numbers of these; of two that share a line the later is whole."""
    out: dict[int, int] = {}
    for number, one in enumerate(placed):
        if isinstance(one.said, HeadlineOf):
            out.update(dict.fromkeys(one.lines, number))
    return out


def denies(one: Placed) -> bool:
    """Whether a correction says what is not: it comes after those that say what is."""
    return isinstance(one.said, Edge) and not one.said.right


def rule(one: Placed, step: int, found: Found, out: Rulings) -> None:
    """Add to the rulings what a correction asks for at its n-th step, on a page that was read like this."""
    said = one.said
    if isinstance(said, HeadlineOf):
        _headline(one, found, out)
    elif isinstance(said, KindOf):
        out.kinds[one.of] = said.kind
    elif said.edge == START:
        (_starts if said.right else _starts_not)(one.lines[0], step, found, out)
    elif said.edge == END:
        (_ends if said.right else _ends_not)(one.lines[0], step, found, out)


def _headline(one: Placed, found: Found, out: Rulings) -> None:
    """These lines, and no others of their group, are the headline; ``of`` is text."""
    if not one.lines:
        out.headless.add(one.of)
        return
    out.heads.setdefault(one.lines[0], one.of)
    for line in one.lines:
        out.leave(line, HEAD)
    if found.labels[one.of] not in BODY:
        out.leave(one.of, "APQ")
    for group in found.heads:
        if not set(group).isdisjoint(one.lines):
            for line in set(group) - out.groups.keys():
                out.refuse(line, HEAD)


def _starts(i: int, step: int, found: Found, out: Rulings) -> None:
    label = found.labels[i]
    out.parts.add(i)
    if step == 0:
        out.leave(i, "AKM" + "Y" * (label == "Y"))
        if label == "Y":
            out.bylines[i] = True
    elif step == 1 and label in HEAD:
        below = found.next_text(i)
        if below is not None:
            out.heads.setdefault(i, below)
    else:
        out.leave(i, "A")
    if label in BODY:
        _bylines(range(i - 1, -1, -1), False, found, out)


def _bylines(order: Iterable[int], below: bool, found: Found, out: Rulings) -> None:
    """Bylines beyond the headline that stands at an edge, on the way to the next text, are not this article's."""
    beyond = False
    for i in order:
        if found.labels[i] in BODY:
            return
        beyond = beyond or found.labels[i] in HEAD
        if beyond and found.labels[i] == "Y":
            out.bylines.setdefault(i, below)


def _starts_not(i: int, step: int, found: Found, out: Rulings) -> None:
    label = found.labels[i]
    out.refuse(i, "A")
    if step == 0:
        return
    if label in BODY:
        if found.last_text(i) is not None and i not in out.parts and i not in out.joins:
            out.joins.add(i)
        else:
            out.refuse(i, BODY)
    elif label in HEAD:
        out.refuse(i, HEAD)
    else:
        out.refuse(i, label)


def _ends(i: int, step: int, found: Found, out: Rulings) -> None:
    label = found.labels[i]
    out.parts.add(i + 1)
    out.refuse(i, "F")
    below = next((k for k in range(i + 1, len(found.labels)) if found.labels[k] not in _OVER), None)
    for k in range(i + 1, (len(found.labels) - 1 if below is None else below) + 1):
        out.refuse(k, "PQX")
    if label == "Y":
        out.bylines[i] = False
    if step == 1 and label in HEAD:
        above = found.last_text(i)
        if above is not None:
            out.heads.setdefault(i, above)
    elif step > 1:
        out.refuse(i, [*HEAD, "Y", "J"])
    if label in BODY:
        _bylines(range(i + 1, len(found.labels)), True, found, out)


def _ends_not(i: int, step: int, found: Found, out: Rulings) -> None:
    label, below = found.labels[i], found.next_text(i)
    if label in HEAD and below is not None and step < 2:
        out.heads.setdefault(i, below)
        return
    if label == "Y" and below is not None and step < 2:
        out.bylines[i] = True
        return
    end = min((k for k in out.parts if k > i), default=len(found.labels))
    if below is None or end == i + 1:
        out.refuse(i, BODY)  # nothing is left to go on with: the line itself is no text of the article's
        return
    for k in range(i + 1, min(below + 1, end)):
        out.refuse(k, "A" if below < end else ["A", *HEAD])
    if step and below < end:
        out.joins.add(below)
