"""A page cut as a person says: its corrections made, each told in the ledger, those that cannot be made in a warning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tasks.model.article import Confidence
from tasks.model.correction import END, START, Correction, Edge, HeadlineOf
from tasks.model.ledger import Caution, Decision
from tasks.model.trace import Span
from tasks.segment.corrections.placing import SURE, Placed, Unused, place
from tasks.segment.corrections.ruling import STEPS, Found, Item, denies, grouped, meant, obeyed, rule
from tasks.segment.corrections.rulings import Rulings
from tasks.segment.cutting import Cut, Cutting

_WHY: dict[str, float | str] = {"said-by": "a person"}


@dataclass(frozen=True, slots=True)
class Corrected:
    """A page's corrections: those that were made, and those that were not; ``made`` is the page with them.

    ``without`` says of each that was made whether the page was so without it.
    """

    made: Cut | None = None
    ruled: Rulings = field(default_factory=Rulings)
    done: Sequence[Placed] = ()
    without: Sequence[bool] = ()
    unused: Sequence[Unused] = ()

    @property
    def warnings(self) -> tuple[Caution, ...]:
        """What the page's reader should know."""
        return tuple(Caution("correction-unused", f"{_said(one.said)}, was not made: {one.why}") for one in self.unused)

    def confidence(self, sure: Confidence, text: Sequence[int], all_lines: Sequence[int]) -> Confidence:
        """How sure an article's edges are, given its lines: as sure as a person's word where there is one."""
        told = {(one.said.edge, one.lines[0]) for one in self.done if isinstance(one.said, Edge) and one.said.right}
        if told and not told.isdisjoint([(START, text[0]), (START, min(all_lines))]):
            sure = replace(sure, start=SURE)
        if told and not told.isdisjoint([(END, text[-1]), (END, max(all_lines))]):
            sure = replace(sure, end=SURE)
        return sure

    def decisions(self, extents: Sequence[Span]) -> Iterator[Decision]:
        """A decision for each correction that was made."""
        for one, so_before in zip(self.done, self.without, strict=True):
            lines = one.lines or (one.of,)
            span = min(extents[i][0] for i in lines), max(extents[i][1] for i in lines)
            other = None if so_before else "what the page's own evidence says"
            yield Decision("segment.take-correction", span, _said(one.said), SURE, dict(_WHY), other)


UNCORRECTED = Corrected()


def corrected(cutting: Cutting, made: Cut, corrections: Sequence[Correction]) -> Corrected:
    """The page with its corrections.

    Args:
        cutting: the page's lines, cut where the corrections need it.
        made: the page as it is without them.
        corrections: in the order in which a person made them; later ones win.
    """
    placed, unused = place(cutting.lines, corrections)
    before = found = as_found(made)
    order = list(meant(placed, found))
    ruled, steps = Rulings(groups=grouped(order)), [0] * len(order)
    turns = sorted(range(len(order)), key=lambda k: (denies(order[k]), -k))  # who comes first finds the line free
    for _ in range(STEPS):
        for k in turns:
            one = order[k]
            if not steps[k] or not obeyed(one, found):
                rule(one, steps[k], found, ruled)
                steps[k] += 1
        made = cutting.cut(ruled)
        found = as_found(made)
        if all(obeyed(one, found) for one in order):
            break
    done = [one for one in order if obeyed(one, found)]
    unused += [
        Unused(one.said, "the page's other lines or corrections leave no room for it") for one in order if one not in done
    ]
    return Corrected(made, ruled, done, [obeyed(one, before) for one in done], unused)


def as_found(made: Cut) -> Found:
    """A page as corrections are held against it."""
    heads = [tuple(head.lines) for _, head in made.heads]
    pairs = {pair.body: heads[pair.head] for pair in made.pairs}
    items = []
    for b, (_, body) in enumerate(made.bodies):
        head = pairs.get(b, ())
        items.append(Item(tuple(body.lines), head, tuple(sorted([*head, *body.every_line]))))
    taken = {pair.head for pair in made.pairs}
    items += [Item((), head, tuple(sorted(head))) for h, head in enumerate(heads) if h not in taken]
    return Found(made.reading.labels, heads, items)


def _said(said: Correction) -> str:
    """A correction in words."""
    if isinstance(said, Edge):
        verb = "starts" if said.edge == START else "ends"
        return f"{'an' if said.right else 'no'} article {verb} with the line at {list(said.line)}"
    if isinstance(said, HeadlineOf):
        lines = ", ".join(str(list(span)) for span in said.lines)
        return f"the text at {list(said.of)} has {f'the headline at {lines}' if lines else 'no headline'}"
    return f"the article at {list(said.of)} is of kind {said.kind}"
