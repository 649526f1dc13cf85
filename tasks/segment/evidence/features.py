"""The evidence of a line: what can be seen of it and of its neighbours, before anything is decided.

Each piece of evidence has a name (``short-above``, ``opens:upper``); its weight for each label is in ``weights-*.json``. The
evidence speaks of how newspapers are set: how far a line falls short of its column's measure, what the line before ended
with, which kind of character it opens with, whether it reads like a byline, a jump line, a running head. No word of any
page is evidence, save those that the language's own data (``tasks/languages/``) names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tasks.model.page import Line
from tasks.segment.evidence import alone, beside, boxes
from tasks.segment.evidence.blocks import Blocks, blocks
from tasks.segment.evidence.called import called
from tasks.segment.evidence.cohesion import cohesion
from tasks.segment.evidence.echoes import echoes, enumerated, open_ends
from tasks.segment.evidence.families import Column, Family, Flags, later, named, sooner, spelt
from tasks.segment.evidence.letters import WIDE, Letters
from tasks.segment.evidence.marks import marks
from tasks.segment.evidence.places import Places
from tasks.segment.evidence.seams import seams
from tasks.segment.evidence.setting import Measures
from tasks.segment.evidence.stretches import runs, stretches
from tasks.segment.evidence.styles import styles

_BIAS, _PLAIN = Family("bias"), Family("no-opening-on-page-of-openings")
_FIRST, _LAST = Family("first"), Family("last")
_EDGE = Family("edge:{}{}", ("top", "foot"), "012")
SENTENCE_END = re.compile(f"[{re.escape(alone.STOPS)}][{re.escape(alone.CLOSE)}]*$")
EDGE = 3
"""Lines at the page's top and foot that are counted from there."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What can be seen of a page's lines: columns in the order in which they are weighed.

    ``called`` are the names of what the grammar of credits finds in each line; ``wide`` says whether the page is set in
    full-width characters.
    """

    columns: list[Column]
    called: list[list[str]]
    wide: bool

    def names(self) -> list[list[str]]:
        """The names of what each line shows."""
        return named(self.columns, len(self.called))


def evidence(lines: Sequence[Line], language: str) -> Evidence:
    """What can be seen of a page's lines, of which there is one at least."""
    texts = [line.text.text for line in lines]
    letters = Letters.of(texts)
    wide = is_wide(letters, language)
    measures = Measures.of(lines, wide)
    found, plain = called(lines, language, wide)
    places = Places.of(letters, wide)
    edges = alone.Edges.of(texts, letters, measures.gap)
    sentence: Flags = edges.ends == alone.SENTENCE
    between = None if boxes.known(lines) else Blocks.found(measures, edges)  # places tell more than blank lines do
    pieces = runs(texts, sentence, measures, between.edges if between else None)
    own = alone.seen(lines, letters, measures, edges)
    grammar = spelt(found)
    columns = [Column(_BIAS, np.ones(len(lines), np.intp)), *own.columns, *grammar]
    columns += [*echoes(places), *cohesion(places), *open_ends(texts, language, wide)]
    columns += [
        *stretches(texts, pieces, sentence, measures),
        *marks(lines, letters, measures),
        *styles(texts, pieces, measures),
        *(blocks(between, measures) if between else []),
        *seams(texts, letters, measures.gap, wide),
    ]
    columns += beside.measured(measures)
    columns += beside.neighbours(measures, edges, own)
    columns += beside.items(enumerated(texts))
    columns += _around(grammar, len(lines))
    columns += [_PLAIN.flag(np.array([i in plain for i in range(len(lines))]))] if plain else []
    columns += [*beside.measure_change(measures), *beside.setting(measures, edges), *beside.company(measures)]
    return Evidence([*columns, _edges(len(lines)), *spelt(boxes.evidence(lines))], found, wide)


def is_wide(letters: Letters, language: str) -> bool:
    """Whether a page is set in full-width characters: Chinese always is, others by a third of their characters."""
    return language.startswith("zh") or int(np.count_nonzero(letters.kinds & WIDE)) * 3 > len(letters.kinds)


def _around(grammar: Sequence[Column], lines: int) -> list[Column]:
    """What the grammar finds in the line before and in the one after."""
    before, after = (
        [Column(Family(f"{side}.{{}}", column.family.names[1:], of_page=True), move(column.codes)) for column in grammar]
        for side, move in (("prev", later), ("next", sooner))
    )
    edges = np.zeros((2, lines), np.bool_)
    edges[0, 0] = edges[1, -1] = True
    return [*before, _FIRST.flag(edges[0]), *after, _LAST.flag(edges[1])]


def _edges(count: int) -> Column:
    """How near the page's top or foot a line stands."""
    place = np.arange(count)
    near = np.minimum(place, count - 1 - place)
    return _EDGE.column((place >= EDGE).astype(np.intp), np.minimum(near, EDGE - 1), where=near < EDGE)
