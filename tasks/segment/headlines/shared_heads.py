"""Chinese texts one below the other that share a headline: they are one article.

A text without a headline beside one that has one may have lost its own, or it is a part of the same article: a further
dispatch under a headline that tells of both (``外长甲访京 总理乙抵沪``), or what follows a line that was taken for a text's
first. What tells is the headline, whose words come in both texts and in no other of the page. Of texts that open with
credits, dispatches alone are joined, and only if the headline has as much of the one that it stands beside. So it is with a
line that opens with a mark or a number as the parts of a text do (``●``, ``二、``) and was taken for a headline: where the
headline of the text above or below tells of both, it is a crosshead.

Left alone: a text below a signature, a jump line or a picture's credit, which end the one above; texts that a headline
parts; pages whose lines have places; print in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.bylines.dispatches import WINDOW
from tasks.segment.headlines.matching import overlaps
from tasks.segment.pieces import headline
from tasks.segment.units import Body, Byline, Head

if TYPE_CHECKING:
    from tasks.segment.cutting import Cut

SHARE = 0.15
"""How much of the headline's words each of both texts has, at the least; of dispatches :data:`WIRED`."""
WIRED = 0.2
ELSEWHERE = 1.5
"""How many times as much of them as any other text of the page the one without a headline has, if it is no dispatch."""
OWN = 0.85
"""How much of them, for what the other dispatch has, the one has that the headline stands beside, at the least."""
LONGEST = 3
"""Printed lines of a crosshead that was taken for a headline, at the most."""
_ENDS = ("closing", "jump")
_PART = re.compile("[●■▲◆★□◇○◎△※]|[（(]?[一二三四五六七八九十]{1,2}[）)、.．]|[（(]?[0-9０-９]{1,2}[）)、.．](?![0-9０-９])")


@dataclass(frozen=True, slots=True)
class _Texts:
    """The page's texts, and what each has of each headline's words."""

    lines: Sequence[Line]
    seen: Sequence[Sequence[str]]
    language: str
    shares: Sequence[Sequence[float]]

    def is_ended(self, body: Body) -> bool:
        """Whether a text ends with a credit or a jump line."""
        return bool(body.jumps) or any(name.startswith(_ENDS) for name in self.seen[body.lines[-1]])

    def is_wired(self, body: Body) -> bool:
        """Whether a text opens with where and when it was sent from."""
        first = body.lines[0]
        said = credits.opening("".join(line.text.text for line in self.lines[first : first + WINDOW]), self.language)
        return said is not None and said.start == 0 and said.date is not None

    def share(self, head: int, without: int, other: int, above: Body, below: Body) -> bool:
        """Whether the text ``without`` a headline and the ``other`` share that of the latter."""
        row = self.shares[head]
        mine, theirs = row[without], row[other]
        if any(name.startswith("opening") for name in self.seen[below.lines[0]]):
            wired = self.is_wired(above) and self.is_wired(below)
            return wired and min(mine, theirs) >= WIRED and theirs >= OWN * mine
        rest = max((share for b, share in enumerate(row) if b not in (without, other)), default=0.0)
        return min(mine, theirs) >= SHARE and mine >= ELSEWHERE * rest


def going_on(cut: Cut, lines: Sequence[Line], seen: Sequence[Sequence[str]], language: str) -> dict[int, str]:
    """The labels of lines that begin nothing: first lines of texts that go on, and the crossheads above them.

    Args:
        cut: the page as cut so far.
        lines: its lines.
        seen: the names of what the grammar finds in each of them.
        language: its BCP 47 tag.
    """
    pairs = {p.body: p.head for p in cut.pairs}
    if not language.startswith("zh") or not pairs or any(line.place for line in lines):
        return {}
    tried = list(_tried(cut, pairs, lines))
    if not tried:
        return {}
    named = [headline(lines, head.lines) for _, head in cut.heads]
    whole = ["\n".join(lines[i].text.text for i in body.lines) for _, body in cut.bodies]
    texts = _Texts(lines, seen, language, overlaps(named, whole))
    out: dict[int, str] = {}
    for head, without, other, crosshead in tried:
        above, below = (cut.bodies[b][1] for b in sorted((without, other)))
        if not texts.is_ended(above) and texts.share(head, without, other, above, below):
            out |= dict.fromkeys(crosshead, "X") | {below.lines[0]: "P"}
    return out


def _tried(cut: Cut, pairs: Mapping[int, int], lines: Sequence[Line]) -> Iterator[tuple[int, int, int, list[int]]]:
    """Neighbours that may share a headline: it, the text it does not stand beside, the one it does, a crosshead between."""
    for b in range(1, len(cut.bodies)):
        (first, _), (last, below) = cut.bodies[b - 1], cut.bodies[b]
        between = [unit for unit in cut.units[first + 1 : last] if not isinstance(unit, Byline)]
        if below.comes:
            continue
        if not between and (b in pairs) != (b - 1 in pairs):
            yield (pairs[b], b - 1, b, []) if b in pairs else (pairs[b - 1], b, b - 1, [])
        elif len(between) == 1 and isinstance(between[0], Head) and _is_part(between[0], lines):
            mine = next((h for h, (_, head) in enumerate(cut.heads) if head is between[0]))
            for without, other in ((b - 1, b), (b, b - 1)):
                if pairs.get(other, mine) != mine:
                    yield pairs[other], without, other, between[0].lines


def _is_part(head: Head, lines: Sequence[Line]) -> bool:
    """Whether a headline opens as the parts of a text do."""
    return len(head.lines) <= LONGEST and _PART.match(lines[head.lines[0]].text.text) is not None
