"""Kicker, main headline and deck: which lines of a headline group are which.

Where only text is known, size is not, and the parts of a headline stand one above the other with nothing between them. The
ways to part a group are few: the first lines are the kicker, the last ones the deck, those between the main headline. Each
way is weighed as a whole, by how headlines are set and worded:

1. *Wraps.* Lines of one part are set in one size to one width, so that a line is only broken where the next word does not
   fit; a line that had room for it ends its part. Lines of Chinese break within words, too; parts do not.
2. *Sizes.* The main headline is the largest type: its lines hold fewer characters than the width has room for in the
   kicker's or the deck's.
3. *Wording.* A label or a phrase above, a sentence or a summary below; case, closing marks, dashes that open a deck.
4. *Blank lines*: on a page that sets each block of type apart they tell the parts, where the rest does not speak against it.
   A page does so that has them in several headlines, and in none where the rest would not part it, too.

The weights are data, ``weights-heads.json``, learned by ``python -m tests.learn``; a group of one line is the main headline.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.model.page import Line
from tasks.segment.decision import learned
from tasks.segment.decision.wording import TOLD
from tasks.segment.evidence import boxes
from tasks.segment.headlines.head_wording import say
from tasks.segment.headlines.parting import Group, Parting, labelled
from tasks.segment.sheet.set_together import is_one_block
from tasks.segment.units import Head

DOUBT = 0.65
"""Nats a line that the weights may speak, over all of a page, against parting its headlines where blank lines do: some dumps
set each block of type apart, others have blank lines anywhere. Tried on dumps of both kinds: at 0.5 pages whose blank lines
are true lose their main headlines, at 1.0 a tenth of those of poppler's plain dumps, whose blank lines fall anywhere."""
APART = 2
"""Headlines with a blank line in them on such a page, at the least."""
DEEPEST = 9
"""Lines of a headline that are weighed; what comes below is deck."""

EXACT = 0.03
"""How much the sizes of lines of one part may differ where a setter states them, as a part of theirs."""

LARGER = 1.15
"""How much larger than the main headline another part may be there."""

LONGEST = 40
"""Lines of a headline that are looked at: each way to part them looks at all, and no headline of a newspaper has as many."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A headline group as parted: the chosen way, how sure that is (0..1), the runner-up, what spoke for it, its worth."""

    parting: Parting
    chance: float
    other: Parting | None
    reasons: dict[str, float | str]
    worth: float


def ways(count: int) -> Iterator[Parting]:
    """Every way to part so many lines: main headline alone, with kicker, with deck, with both."""
    for top in range(min(count, DEEPEST)):
        for end in range(top + 1, min(count, DEEPEST) + 1):
            yield Parting(top, end, count)


Choice = tuple[Parting, float, Parting | None, float]
"""The best way to part a group, how sure that is (0..1), the runner-up, the best way's worth."""


class _Weighed:
    """A group's lines with the worth of every way to part them."""

    def __init__(self, lines: Sequence[Line], wide: bool, language: str) -> None:
        self.count, self.lines = len(lines), lines[:LONGEST]
        self.group = Group(self.lines, wide, labelled(self.lines, language))
        self.placed = all(line.place for line in self.lines)
        name = "heads" + boxes.known(lines) * self.placed
        self.weights: dict[str, float] = learned.data(name)["wide" if wide else "narrow"]
        self.found = [(self._worth(way), way) for way in _even(list(ways(len(self.lines))), self.lines)]

    def _worth(self, way: Parting) -> float:
        known = self.weights.get
        return sum([known(name, 0.0) for name in self.group.names(way)])

    def choice(self, blanks_tell: bool = False) -> Choice:
        """The likeliest way; ``blanks_tell``: of those that part the lines where blank lines do, and nowhere else."""
        found = self.found
        if blanks_tell:
            named = self.group.wide and self.group.label[0] and not all(self.group.label)
            found = [(score, way) for score, way in found if _as_told(way, self.lines, named)] or found
        order = sorted(found, key=lambda item: -item[0])
        best = order[0][0]
        total = sum([math.exp(score - best) for score, _ in found])
        return order[0][1], 1.0 / total, order[1][1] if len(order) > 1 else None, best

    def parted(self, choice: Choice) -> Parted:
        """The choice with what speaks for it."""
        way, chance, other, worth = choice
        against = self.group.names(other) if other else []
        reasons = _reasons(self.group.names(way), against, self.weights)
        return Parted(replace(way, count=self.count), chance, other and replace(other, count=self.count), reasons, worth)


def _even(found: list[Parting], lines: Sequence[Line]) -> list[Parting]:
    """The ways that a setter's sizes allow: each part in one size, no block in two parts, the main headline the largest."""
    sizes = [line.place.size for line in lines if line.place and not line.place.measured]
    if len(sizes) < len(lines):
        return found
    changes = [i for i in range(1, len(sizes)) if abs(sizes[i] - sizes[i - 1]) > EXACT * sizes[i]]
    cuts = [i for i in range(1, len(sizes)) if not is_one_block(lines[i - 1].place, lines[i].place)]
    if len(cuts) <= DEEPEST:
        found = [Parting(top, end, len(sizes)) for top in (0, *cuts) for end in (*cuts, len(sizes)) if top < end]
    large = [way for way in found if max(sizes) <= LARGER * max(sizes[way.top : way.end])] or found
    even = [way for way in large if all(at in (way.top, way.end) for at in changes)]
    return even or [way for way in large if not any(way.top < at < way.end for at in changes)] or large


def _are_apart(groups: Sequence[_Weighed], made: Sequence[Choice]) -> bool:
    """Whether blank lines stand in several headlines, and in none but where it is parted without regard to them."""
    gaps = [{i for i, line in enumerate(group.lines) if i and line.gap} for group in groups]
    meet = [some <= {way.top, way.end} for some, (way, *_) in zip(gaps, made, strict=True) if some]
    return len(meet) >= APART and all(meet)


def _as_told(way: Parting, lines: Sequence[Line], named: bool) -> bool:
    """Whether the parts meet where blank lines stand, or below a section's ``named`` top line, and nowhere else."""
    cuts = {at for at in (way.top, way.end) if 0 < at < way.count}
    return cuts == {i for i, line in enumerate(lines) if i and line.gap} | ({1} if named and way.top else set())


def _reasons(chosen: Sequence[str], other: Sequence[str], weights: dict[str, float]) -> dict[str, float | str]:
    """What speaks loudest for the chosen way against the runner-up, in words; what only the runner-up shows is said to."""
    balance: dict[str, float] = {}
    own = set(chosen)
    for names, sign in ((chosen, 1.0), (other, -1.0)):
        for name in names:
            if name in weights:
                words = say(name) if sign > 0 or name in own else f"otherwise {say(name)}"
                balance[words] = balance.get(words, 0.0) + sign * weights[name]
    loud = sorted((-abs(w), n, w) for n, w in balance.items() if w)[:TOLD]
    return {words: round(weight, 2) for _, words, weight in loud}


def roles(
    heads: Sequence[Head], lines: Sequence[Line], wide: bool, language: str
) -> tuple[dict[int, str], dict[int, Parted]]:
    """The role (K, M or D) of every headline line of the page; and how each group (by its first line) was parted."""
    groups = [_Weighed([lines[i] for i in head.lines], wide, language) for head in heads]
    made = [group.choice() for group in groups]
    placed = all(group.placed for group in groups)  # then sizes tell what blank lines may
    if not placed and _are_apart(groups, made):
        told = [group.choice(blanks_tell=True) for group in groups]
        doubt = sum(one[-1] - other[-1] for one, other in zip(made, told, strict=True))
        if doubt <= DOUBT * sum(group.count for group in groups if group.count > 1):
            made = told
    parted = [group.parted(choice) for group, choice in zip(groups, made, strict=True)]
    printed: dict[int, str] = {}
    for head, one in zip(heads, parted, strict=True):
        printed |= dict(zip(head.lines, one.parting.roles(), strict=True))
    return printed, {head.lines[0]: one for head, one in zip(heads, parted, strict=True)}
