"""Paragraphs of Latin print where a sentence ends with its line: what the lengths of the page's other paragraphs tell.

The chain sees a line with its neighbours. Where the last word of a sentence fills its line, nothing there says whether the
paragraph ends with it; but a paper writes paragraphs of a length, and two run into one stand out among the others, as do the
halves of one. So the doubtful line ends of a text are decided together: of all ways to part it, the one is taken in which
what the chain saw at each, and how usual the lengths are that come of it, are worth most together.

A paragraph's length counts as its logarithm does, which is spread evenly around the mean: twice as long is as rare as
half as long. Short ones (speech, lists) may fall further short. Mean and spread are those of the paragraphs as read so far,
of which most are right; so nothing here is learned, and a page whose paragraphs are of all lengths tells little.

Left alone: line ends of which the chain is sure, or that end no sentence; the first lines of articles; full-width print,
where lines are full to the character and the chain is seldom in doubt; pages whose format states places.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import fmean, pstdev

from tasks.model.page import Line
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import TEXT, runs
from tasks.segment.evidence.features import SENTENCE_END

REACH = 40
"""Doubtful line ends that a paragraph may run over: so many sentences no paragraph has, and no page may take its time."""
FEWEST = 4
"""Paragraphs of a page that can tell what is usual on it."""
ROUNDS = 2
"""Times that the lines are parted: mean and spread are nearer the truth after the first."""
DOUBT = 2.0
"""Nats up to which the chain may be for or against a line's end, and lengths have a say: beyond, it is hardly ever wrong."""
SPREAD = 0.3, 1.0
"""Bounds of the spread of lengths (their logarithms): of few paragraphs it comes out too small, with captions too large."""
SHORTER = 1.5
"""How much wider the spread is towards short ones."""
MOST = 4.0
"""Nats that a length may speak against at most: there are paragraphs of any length."""


def parted(labels: Sequence[str], reading: Reading, lines: Sequence[Line], wide: bool) -> list[str]:
    """The labels, with paragraphs begun or run on at doubtful line ends so that their lengths are the page's usual ones.

    Args:
        labels: of the page's lines, as read so far.
        reading: what the chain read, for how sure it is; where a label is another by now, others knew more.
        lines: the page's lines.
        wide: whether they are set in full-width characters: these are left alone.
    """
    out = list(labels)
    texts = [] if wide or any(line.place for line in lines) else list(runs(labels, TEXT))
    worth = _doubtful(labels, reading, lines, texts)
    sizes = list(accumulate([len(line.text.text) for line in lines], initial=0))
    for _ in range(ROUNDS if worth else 0):
        logs = [math.log(sizes[stop] - sizes[start]) for start, stop in _paragraphs(out, texts)]
        if len(logs) < FEWEST:
            break
        usual = fmean(logs), min(max(pstdev(logs), SPREAD[0]), SPREAD[1])
        for i in worth:
            out[i] = "Q"
        for start, stop in list(_paragraphs(out, texts)):
            for i in _best(start, [i for i in range(start + 1, stop) if i in worth], stop, worth, sizes, usual):
                out[i] = "P"
    return out


def _paragraphs(labels: Sequence[str], texts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs of some texts: the first line of each, and the one after its last."""
    for first, end in texts:
        yield from pairwise([first, *(i for i in range(first + 1, end) if labels[i] != "Q"), end])


def _doubtful(
    labels: Sequence[str], reading: Reading, lines: Sequence[Line], texts: Sequence[tuple[int, int]]
) -> dict[int, float]:
    """The lines that may or may not begin a paragraph, and what it is worth that they do, in nats."""
    begins, runs_on = reading.all_chances("A", "P"), reading.all_chances("Q")
    out = {}
    for first, end in texts:
        for i in range(first + 1, end):
            if labels[i] != reading.labels[i] or labels[i] == "A" or lines[i].text.text[0].islower():
                continue
            told = math.log((begins[i] + 1e-4) / (runs_on[i] + 1e-4))
            if abs(told) <= DOUBT and SENTENCE_END.search(lines[i - 1].text.text):
                out[i] = told
    return out


def _best(
    start: int,
    doubtful: Sequence[int],
    stop: int,
    worth: Mapping[int, float],
    sizes: Sequence[int],
    usual: tuple[float, float],
) -> list[int]:
    """Of the doubtful lines within a stretch those that begin a paragraph, where all is worth most together."""
    places, scores, backs = [start], [0.0], [0]
    for i in [*doubtful, stop]:
        near = range(max(0, len(places) - REACH), len(places))
        best, back = max((scores[k] - _rare(sizes[i] - sizes[places[k]], usual), k) for k in near)
        places.append(i)
        scores.append(best + worth.get(i, 0.0))
        backs.append(back)
    chosen: list[int] = []
    at = backs[-1]
    while at:
        chosen.append(places[at])
        at = backs[at]
    return chosen


def _rare(size: int, usual: tuple[float, float]) -> float:
    """How rare a paragraph of so many characters is, in nats against the most usual one."""
    mean, spread = usual
    off = (math.log(size) - mean) / spread
    return min(MOST, (off if off > 0 else off / SHORTER) ** 2 / 2)
