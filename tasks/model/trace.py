"""Text that knows where each of its characters was printed."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat

import msgspec

Span = tuple[int, int]
"""Half-open character offsets into the source text as decoded, before any repair."""

Run = tuple[int, int, int]
"""Source start, source end, length in text: a stretch of a text; equal lengths mean one to one, else all share the span."""


class Traced(msgspec.Struct, frozen=True, dict=True):
    """A string and, for each of its characters, the span of source text that it came from.

    ``starts[i]`` and ``ends[i]`` bound the source of ``text[i]``: one character for a letter taken as it was, several
    where a repair made one of many, the same one twice where a ligature became two letters, none (``start == end``) for a
    blank that was put in. Nearly all text stands in the source in a few stretches, which is how it is kept: two numbers for
    each character would take longer to copy than the text takes to work on. ``stretches`` are as :func:`_joined` leaves
    them; they are made by the methods below.

    >>> word = Traced.whole("newspaper", 100)
    >>> (word[:4] + word[4:]).spans()
    ((100, 109),)
    >>> (word[:4] + word[5:]).spans()
    ((100, 104), (105, 109))
    >>> msgspec.json.encode(word[:4])
    b'{"text":"news","runs":[[100,104,4]]}'
    """

    text: str
    stretches: tuple[Run, ...] = msgspec.field(name="runs")

    @classmethod
    def placed(cls, text: str, starts: Sequence[int], ends: Sequence[int]) -> Traced:
        """Text with the source span of each of its characters."""
        return cls(text, _runs(starts, ends))

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where the source of each character begins."""
        runs = self.stretches
        if len(runs) == 1 and runs[0][1] - runs[0][0] == runs[0][2]:
            return range(runs[0][0], runs[0][1])
        return tuple(chain.from_iterable(range(s, e) if e - s == n else repeat(s, n) for s, e, n in runs))

    @cached_property
    def ends(self) -> Sequence[int]:
        """Where the source of each character ends."""
        runs = self.stretches
        if len(runs) == 1 and runs[0][1] - runs[0][0] == runs[0][2]:
            return range(runs[0][0] + 1, runs[0][1] + 1)
        return tuple(chain.from_iterable(range(s + 1, e + 1) if e - s == n else repeat(e, n) for s, e, n in runs))

    @cached_property
    def _at(self) -> tuple[int, ...]:
        """Where in the text each run begins."""
        return (0, *accumulate([run[2] for run in self.stretches]))

    def __repr__(self) -> str:
        """Its text and its spans."""
        return f"Traced({self.text!r}, {list(self.spans())})"

    @classmethod
    def whole(cls, text: str, start: int = 0) -> Traced:
        """Text that stands in the source as it is, from offset ``start`` on."""
        return cls(text, ((start, start + len(text), len(text)),) if text else ())

    @classmethod
    def inserted(cls, text: str, at: int) -> Traced:
        """Text that no source character stands for, put in at offset ``at`` (blanks only: nothing else is invented)."""
        return cls(text, ((at, at, len(text)),) if text else ())

    @classmethod
    def empty(cls) -> Traced:
        """No text at all."""
        return cls("", ())

    @classmethod
    def join(cls, parts: Iterable[Traced]) -> Traced:
        """All parts, one after the other."""
        items = list(parts)
        if len(items) == 1:
            return cls(items[0].text, items[0].stretches)
        return cls("".join([part.text for part in items]), _joined([run for part in items for run in part.stretches]))

    def spans(self) -> tuple[Span, ...]:
        """The source spans of this text in its own order, neighbours merged; what was put in has none."""
        out: list[Span] = []
        for start, end, _ in self.stretches:
            if start == end:
                continue
            if out and out[-1][0] <= start <= out[-1][1]:
                out[-1] = (out[-1][0], max(out[-1][1], end))
            else:
                out.append((start, end))
        return tuple(out)

    def extent(self) -> Span:
        """From the earliest source character of this text to the latest: it may be read in another order than printed.

        >>> (Traced.whole("paper", 50) + Traced.whole("news", 10)).extent()
        (10, 55)
        """
        runs = self.stretches
        if len(runs) == 1:
            return runs[0][:2]
        return min([run[0] for run in runs]), max([run[1] for run in runs])

    def strip(self) -> Traced:
        """Without blanks at either end."""
        bare = self.text.strip()
        if len(bare) == len(self.text):
            return self
        left = len(self.text) - len(self.text.lstrip())
        return self[left : left + len(bare)]

    def without(self, places: Iterable[int]) -> Traced:
        """Without the characters at these indices of the text."""
        drop = sorted(set(places))
        if not drop:
            return self
        edges = [-1, *drop, len(self.text)]
        return Traced.join([self[a + 1 : b] for a, b in pairwise(edges) if a + 1 < b])

    def reading(self, text: str) -> Traced:
        """Another text of the same length, from the same places.

        >>> Traced.whole("a b").reading("a_b")
        Traced('a_b', [(0, 3)])
        """
        return Traced(text, self.stretches)

    def __getitem__(self, part: slice) -> Traced:
        """A slice, by indices of the text."""
        first, last, step = part.indices(len(self.text))
        if step != 1:
            return Traced.placed(self.text[part], self.starts[part], self.ends[part])
        if first >= last:
            return Traced.empty()
        runs = self.stretches
        if len(runs) == 1:
            start, end, length = runs[0]
            if end - start == length:  # nearly always
                return Traced(self.text[part], ((start + first, start + last, last - first),))
            return Traced(self.text[part], ((start, end, last - first),))
        at = self._at
        a, z = bisect_right(at, first) - 1, bisect_right(at, last - 1)
        if z - a == 1:  # within one run: part of one is one
            return Traced(self.text[part], (_cut(runs[a], first - at[a], last - at[a]),))
        cut = list(runs[a:z])
        cut[-1] = _cut(cut[-1], 0, last - at[z - 1])
        cut[0] = _cut(cut[0], first - at[a], cut[0][2])
        return Traced(self.text[part], _joined(cut))

    def __add__(self, other: Traced) -> Traced:
        """This text and then the other."""
        return Traced(self.text + other.text, _joined([*self.stretches, *other.stretches]))

    def __len__(self) -> int:
        """Characters in the text."""
        return len(self.text)

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.text)


def _cut(run: Run, first: int, last: int) -> Run:
    """A run's characters from ``first`` to ``last``, by their number in it."""
    start, end, length = run
    return (start + first, start + last, last - first) if end - start == length else (start, end, last - first)


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with those put together that go on in one another."""
    if len(runs) < 2 and all(run[2] == run[1] - run[0] > 0 for run in runs):
        return tuple(runs)
    out: list[Run] = []
    for start, end, length in runs:
        if end - start == length:
            if out and out[-1][1] == start and start - out[-1][0] == out[-1][2]:
                out[-1] = (out[-1][0], end, out[-1][2] + length)
            elif length:
                out.append((start, end, length))
        else:
            _share(out, start, end, length)
    return tuple(out)


def _share(out: list[Run], start: int, end: int, length: int) -> None:
    """Add characters that share one span: never as many to a run as the span is wide, which would mean one to one."""
    most = end - start - 1 if end > start else math.inf
    if most and out and out[-1][:2] == (start, end) and out[-1][2] <= most:
        length += out.pop()[2]
    while length > 0:
        size = int(min(length, max(1, most)))
        out.append((start, end, size))
        length -= size


def _runs(starts: Sequence[int], ends: Sequence[int]) -> tuple[Run, ...]:
    """The runs of a text whose characters have these places."""
    return _joined([(start, end, 1) for start, end in zip(starts, ends, strict=True)])
