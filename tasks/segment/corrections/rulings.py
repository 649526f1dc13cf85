"""What a person's corrections leave of a page's choices: labels refused, articles parted or joined, headlines given.

They enter where the choice is made, as evidence that outweighs all other: the chain reads the page anew with the labels that
are left, units are parted and joined where a person says so, headlines and bodies that belong together are matched. So all
that hangs on a choice follows it: where a start is denied, the headline above may turn out a crosshead.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.segment.decision.labels import LABELS


@dataclass(slots=True)
class Rulings:
    """What holds whatever else a page shows; lines by their numbers.

    ``refused`` are labels that a line cannot have; at ``parts`` something new begins: a headline, a byline, the next body;
    at ``joins`` the body above goes on, over headlines, too. ``groups`` numbers whole headlines, by line; ``heads`` says for
    a line of a headline to which line's body it belongs; ``headless`` are lines of bodies without a headline. ``bylines``
    says of byline lines whether they are the body's below, ``kinds`` what the article of a line is.
    """

    refused: dict[int, set[str]] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)
    joins: set[int] = field(default_factory=set)
    groups: dict[int, int] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    headless: set[int] = field(default_factory=set)
    bylines: dict[int, bool] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)

    def refuse(self, line: int, labels: Collection[str]) -> None:
        """Take labels from a line, unless none were left."""
        left = set(LABELS) - self.refused.get(line, set()) - set(labels)
        if left:
            self.refused.setdefault(line, set()).update(labels)

    def leave(self, line: int, labels: Collection[str]) -> None:
        """Take all labels but these from a line."""
        self.refuse(line, set(LABELS) - set(labels))

    def kept(self, before: Sequence[str], after: Sequence[str]) -> list[str]:
        """Labels after a change, with what was before where the change gave one that is refused."""
        both = enumerate(zip(before, after, strict=True))
        return [old if new in self.refused.get(i, ()) else new for i, (old, new) in both]

    def told(self, heads: Sequence[Collection[int]], bodies: Sequence[Collection[int]]) -> Mapping[tuple[int, int], bool]:
        """What is said of headlines and bodies, each as its lines, by their numbers."""
        out: dict[tuple[int, int], bool] = {}
        if not self.heads and not self.headless:
            return out
        head_of, body_of = ({line: n for n, lines in enumerate(side) for line in lines} for side in (heads, bodies))
        for line in self.headless & body_of.keys():
            out.update(((h, body_of[line]), False) for h in range(len(heads)))
        for line, of in self.heads.items():
            if line in head_of and of in body_of:
                out[head_of[line], body_of[of]] = True
        return out

    def kind(self, lines: Collection[int]) -> str | None:
        """What a person says the article of these lines is."""
        return next((self.kinds[line] for line in lines if line in self.kinds), None) if self.kinds else None


NOTHING = Rulings()
"""Of a page without corrections."""
