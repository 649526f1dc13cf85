"""Text that knows where each of its characters was printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""Half-open character offsets into the source text as decoded, before any repair."""


class Traced:
    """A string and, for each of its characters, the span of source text that it came from.

    ``starts[i]`` and ``ends[i]`` bound the source of ``text[i]``: one character for a letter taken as it was, several
    where a repair made one of many, the same one twice where a ligature became two letters, none (``start == end``) for a
    blank that was put in.

    >>> word = Traced.whole("newspaper", 100)
    >>> (word[:4] + word[4:]).spans()
    ((100, 109),)
    >>> (word[:4] + word[5:]).spans()
    ((100, 104), (105, 109))
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: tuple[int, ...], ends: tuple[int, ...]) -> None:
        """Text with the source span of each character; treat it as a value: it is never changed."""
        self.text = text
        self.starts = starts
        self.ends = ends

    def __eq__(self, other: object) -> bool:
        """Same text from the same places."""
        if not isinstance(other, Traced):
            return NotImplemented
        return self.text == other.text and self.starts == other.starts and self.ends == other.ends

    def __hash__(self) -> int:
        """By text and place."""
        return hash((self.text, self.starts[:1]))

    def __repr__(self) -> str:
        """Its text and its spans."""
        return f"Traced({self.text!r}, {list(self.spans())})"

    @classmethod
    def whole(cls, text: str, start: int = 0) -> Traced:
        """Text that stands in the source as it is, from offset ``start`` on."""
        return cls(text, tuple(range(start, start + len(text))), tuple(range(start + 1, start + len(text) + 1)))

    @classmethod
    def inserted(cls, text: str, at: int) -> Traced:
        """Text that no source character stands for, put in at offset ``at`` (blanks only: nothing else is invented)."""
        return cls(text, (at,) * len(text), (at,) * len(text))

    @classmethod
    def empty(cls) -> Traced:
        """No text at all."""
        return cls("", (), ())

    @classmethod
    def join(cls, parts: Iterable[Traced]) -> Traced:
        """All parts, one after the other."""
        items = list(parts)
        return cls(
            "".join(part.text for part in items),
            tuple(at for part in items for at in part.starts),
            tuple(at for part in items for at in part.ends),
        )

    @classmethod
    def from_runs(cls, text: str, runs: Sequence[Sequence[int]]) -> Traced:
        """The inverse of :meth:`runs`: ``runs`` holds ``[source start, source end, length in text]``."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end, length in runs:
            if end - start == length:
                starts.extend(range(start, end))
                ends.extend(range(start + 1, end + 1))
            else:
                starts.extend([start] * length)
                ends.extend([end] * length)
        if len(starts) != len(text):
            raise ValueError(f"the runs trace {len(starts)} characters, the text has {len(text)}")
        return cls(text, tuple(starts), tuple(ends))

    def runs(self) -> list[list[int]]:
        """``[source start, source end, length in text]`` for each stretch; equal lengths mean one to one."""
        out: list[list[int]] = []
        plain = False  # whether the last run is one to one
        for start, end in zip(self.starts, self.ends, strict=True):
            one = end - start == 1
            last = out[-1] if out else None
            if last and one and plain and last[1] == start:
                last[1] = end
                last[2] += 1
            elif last and not one and not plain and last[:2] == [start, end] and last[2] + 1 != end - start:
                last[2] += 1
            else:
                out.append([start, end, 1])
                plain = one
        return out

    def spans(self) -> tuple[Span, ...]:
        """The source spans of this text in its own order, neighbours merged; what was put in has none."""
        out: list[list[int]] = []
        for start, end in zip(self.starts, self.ends, strict=True):
            if start == end:
                continue
            if out and out[-1][0] <= start <= out[-1][1]:
                out[-1][1] = max(out[-1][1], end)
            else:
                out.append([start, end])
        return tuple((start, end) for start, end in out)

    def extent(self) -> Span:
        """From the earliest source character of this text to the latest: it may be read in another order than printed.

        >>> (Traced.whole("paper", 50) + Traced.whole("news", 10)).extent()
        (10, 55)
        """
        return min(self.starts), max(self.ends)

    def strip(self) -> Traced:
        """Without blanks at either end."""
        if self.text == self.text.strip():
            return self
        left = len(self.text) - len(self.text.lstrip())
        return self[left : len(self.text.rstrip())] if left < len(self.text) else Traced.empty()

    def without(self, places: Iterable[int]) -> Traced:
        """Without the characters at these indices of the text."""
        drop = set(places)
        if not drop:
            return self
        keep = [i for i in range(len(self.text)) if i not in drop]
        return Traced(
            "".join(self.text[i] for i in keep), tuple(self.starts[i] for i in keep), tuple(self.ends[i] for i in keep)
        )

    def __getitem__(self, part: slice) -> Traced:
        """A slice, by indices of the text."""
        return Traced(self.text[part], self.starts[part], self.ends[part])

    def __add__(self, other: Traced) -> Traced:
        """This text and then the other."""
        return Traced(self.text + other.text, self.starts + other.starts, self.ends + other.ends)

    def __len__(self) -> int:
        """Characters in the text."""
        return len(self.text)

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.text)
