"""From labelled lines to the page's units: headline groups, bodies, bylines of their own, furniture."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from tasks.segment.corrections.rulings import NOTHING, Rulings
from tasks.segment.decision.labels import BODY, HEAD


@dataclass(slots=True)
class Head:
    """A headline's printed lines: indices of kicker, main and deck lines."""

    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """A body's printed lines, its jump lines, and the bylines that stand by themselves beside it.

    ``comes`` are jump lines above it, that say where its text comes from.
    """

    lines: list[int] = field(default_factory=list)
    jumps: list[int] = field(default_factory=list)
    bylines: list[list[int]] = field(default_factory=list)
    comes: list[int] = field(default_factory=list)

    @property
    def every_line(self) -> list[int]:
        """All of them, part by part."""
        return [*self.comes, *self.lines, *self.jumps, *(i for order in self.bylines for i in order)]


@dataclass(slots=True)
class Byline:
    """A byline on lines of its own, not yet given to an article."""

    lines: list[int] = field(default_factory=list)


Unit = Head | Body | Byline


def units(
    labels: Sequence[str],
    restarts: Collection[int] = (),
    ruled: Rulings = NOTHING,
    comes: Collection[int] = (),
    beside: Collection[int] = (),
    stated: bool = False,
) -> tuple[list[Unit], list[int]]:
    """The page's units in order, and its furniture lines.

    A body goes on over furniture and bylines, but never over a headline: what stands below one is its text, even where a
    dump gives the columns in another order than the page's, so that the text begins in mid-sentence. A headline group ends
    where another begins: at a kicker after a main line, at a main line after a deck; a byline may stand above its deck.
    ``restarts`` are byline lines at which another byline begins, ``comes`` lines that say where a text comes from: that of
    the next line of text, which thus begins there, whether it or its headline stands below them.
    """
    out: list[Unit] = []
    furniture: list[int] = []
    body: Body | None = None
    headed = False  # whether a headline stands between the last line of text and here
    previous = ""
    above: list[int] = []  # lines that say where the next text comes from
    parted = False  # whether a person parted articles between the last line of text and here
    groups: dict[int, Head] = {}  # those that a person told, by number
    for i, label in enumerate(labels):
        parted = parted or i in ruled.parts
        if label == "F":
            furniture.append(i)
            continue
        last = out[-1] if out else None
        part = _above_byline(label, previous, stated and i not in beside)
        if part and (over := _over_byline(out, labels, part)) and i not in ruled.groups and i not in ruled.parts:
            over.lines.append(i)
            headed = True
        elif label in HEAD:
            apart = not isinstance(last, Head) or (label == "K" and previous in "MD") or (label == "M" and previous == "D")
            apart = apart or i in beside
            _group(i, apart, out, groups, ruled).lines.append(i)
            headed = True
        elif label == "Y":
            if not isinstance(last, Byline) or i in restarts or i in ruled.parts:
                out.append(Byline())
            _byline(out[-1]).lines.append(i)
        elif i in comes and i not in ruled.joins:
            above.append(i)
        elif label == "J" and body is not None:
            body.jumps.append(i)
        else:
            begins = label == "A" or headed or parted or above
            if body is None or begins and i not in ruled.joins:
                body = Body()
                out.append(body)
            body.comes += above
            above, headed, parted = [], False, False
            body.lines.append(i)
        previous = label
    if above:
        out.append(Body(above))
    return out, furniture


def _above_byline(label: str, previous: str, stated: bool) -> str:
    """What a headline's lines above a byline are that has such a line below it: none, if nothing."""
    if label == "D":
        return "MD"
    return ("K" if previous == "Y" else "M") if label == "M" and stated else ""


def _over_byline(found: Sequence[Unit], labels: Sequence[str], part: str = "MD") -> Head | None:
    """The headline above a byline that ends the page so far: its deck stands below the byline, or all below its kicker."""
    if len(found) < 2 or not isinstance(found[-1], Byline) or not isinstance(found[-2], Head):
        return None
    return found[-2] if labels[found[-2].lines[-1]] in part else None


def _group(i: int, apart: bool, out: list[Unit], groups: dict[int, Head], ruled: Rulings) -> Head:
    """The headline group of a line, opened if there is none yet; ``apart``: it goes on with no line above."""
    group = ruled.groups.get(i)
    if group in groups:
        return groups[group]
    if apart or group is not None or i in ruled.parts or any(head is out[-1] for head in groups.values()):
        out.append(Head())
    head = _head(out[-1])
    if group is not None:
        groups[group] = head
    return head


def _head(unit: Unit) -> Head:
    assert isinstance(unit, Head)
    return unit


def _byline(unit: Unit) -> Byline:
    assert isinstance(unit, Byline)
    return unit


def paragraphs(body: Body, labels: Sequence[str]) -> list[list[int]]:
    """A body's lines, paragraph by paragraph (a crosshead is one of its own)."""
    out: list[list[int]] = []
    for i in body.lines:
        label = labels[i] if labels[i] in BODY else "P"
        cross = label == "X"
        if out and (label == "Q" and labels[out[-1][-1]] != "X" or cross and labels[out[-1][-1]] == "X"):
            out[-1].append(i)
        else:
            out.append([i])
    return out
