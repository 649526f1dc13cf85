"""A page's lines cut into its units, and headlines matched to bodies: all that is decided before texts are put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.model.source import SPECK
from tasks.segment import beyond, chain, matching, small_heads, standing
from tasks.segment.comes import coming
from tasks.segment.features import Evidence
from tasks.segment.giving import give_bylines
from tasks.segment.labels import LABELS
from tasks.segment.pieces import headline
from tasks.segment.rulings import NOTHING, Rulings
from tasks.segment.settling import settle
from tasks.segment.units import Body, Head, Unit, units

_TEXT = set(LABELS) - {"F"}
"""What a line is not that holds what was never printed, unless a person says so."""


def specks(lines: Sequence[Line]) -> list[int]:
    """The lines that hold what OCR read and nobody printed."""
    return [i for i, line in enumerate(lines) if line.place and line.place.role == SPECK]


def _changed(lines: Sequence[Line], before: Sequence[str], after: Sequence[str], why: str) -> Iterator[Decision]:
    """Decisions about the lines whose labels the setting of the whole page has changed."""
    for line, old, new in zip(lines, before, after, strict=True):
        if old != new:
            said: dict[str, float | str] = {why: line.text.text[:40]}
            yield Decision("segment.settle-setting", line.text.extent(), LABELS[new], 0.8, said, LABELS[old])


@dataclass(frozen=True, slots=True)
class Cut:
    """A page as cut: headlines and bodies with their places among the units, and which of them are pairs.

    ``settled`` are the decisions about bylines, and about lines that their setting beside others tells of.
    """

    reading: chain.Reading
    settled: list[Decision]
    units: list[Unit]
    furniture: list[int]
    heads: list[tuple[int, Head]]
    bodies: list[tuple[int, Body]]
    pairs: list[matching.Pair]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A page's lines with what can be seen of them, and the weights to use."""

    lines: Sequence[Line]
    seen: Evidence
    learned: chain.Weights
    language: str

    def cut(self, ruled: Rulings = NOTHING) -> Cut:
        """The page as cut; what a person ``ruled`` wins over all that can be seen."""
        reading, restarts, settled = self._read(ruled)
        found, furniture = units(reading.labels, restarts, ruled, coming(self.lines, reading.labels, self.language))
        heads = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Head)]
        bodies = [(u, unit) for u, unit in enumerate(found) if isinstance(unit, Body)]
        pairs = self._pairs(heads, bodies, ruled)
        before = sum(heads[p.head][0] < bodies[p.body][0] for p in pairs) * 2 >= len(pairs)
        give_bylines(found, before, self.lines, self.language, ruled.bylines)
        return Cut(reading, settled, found, furniture, heads, bodies, pairs)

    def _read(self, ruled: Rulings) -> tuple[chain.Reading, set[int], list[Decision]]:
        """The lines' labels, corrected by what bylines and the page say as wholes; lines at which another byline begins."""
        called, lines, language = self.seen.called, self.lines, self.language
        refused = dict.fromkeys(specks(lines), _TEXT) | ruled.refused
        reading = chain.read(self.seen.columns, self.learned, refused)
        named = standing.relabelled(reading.labels, called, lines, language)
        begun = beyond.parted(named, lines, language)
        settled = settle(begun, lines, language)
        labels = small_heads.crossheads(settled.labels, lines, language)
        decisions = [
            *_changed(lines, named, begun, "beyond-headline"),
            *settled.decisions,
            *_changed(lines, settled.labels, labels, "no-larger-than-text"),
        ]
        if ruled.refused:
            labels = ruled.kept(reading.labels, labels)
        said = {line.text.extent(): LABELS[label] for line, label in zip(lines, labels, strict=True)}
        decisions = [made for made in decisions if made.chosen == said[made.span]]
        reading = replace(reading, labels=tuple(labels))
        restarts = settled.begins | standing.restarts(reading.labels, called, lines, language) - settled.inner
        return reading, restarts, decisions

    def _pairs(
        self, heads: Sequence[tuple[int, Head]], bodies: Sequence[tuple[int, Body]], ruled: Rulings
    ) -> list[matching.Pair]:
        """Which headline is which body's."""
        texts = [(u, headline(self.lines, unit.lines)) for u, unit in heads]
        bodies_texts = [(u, "\n".join(self.lines[i].text.text for i in unit.lines)) for u, unit in bodies]
        told = ruled.told([unit.lines for _, unit in heads], [unit.lines for _, unit in bodies])
        return matching.match(texts, bodies_texts, told)
