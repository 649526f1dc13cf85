"""Headlines side by side whose texts follow side by side: signs of what a dump in blocks gives row by row.

The problem: four blocks that stand in two rows and two columns, in line with each other, are a table to ``pdftotext``, and
those of a table are given row by row, however many columns it has. So are two articles whose headlines begin at one height,
and so are their kickers::

    Theater                                  first row
    Wissenschaft
    Ein König auf der Waschmaschine          second row
    Was die Ameise weiß
    Das Landestheater hat am Freitag …       and the first text, all of it
    Wer ihr den Weg verstellt, der …

What is the one headline's and what the other's nobody tells by looking at two blocks: the kicker goes on in the headline
that many blocks further on as the row is long. Here blocks in a run of headlines get signs that speak of the run as a whole:
how long it is, whether its rows would look alike, how many texts begin below it, and which of these it would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

WIDEST = 4
"""Columns of a table at most that are told apart."""
LONGEST = 8
"""Blocks in a run of headlines at most: longer ones are lists."""
BELOW = 10
"""Blocks of text below a run, at most, that are looked at."""

Pairs = dict[tuple[int, int], list[str]]
"""The signs of pairs of blocks: the first goes on in the second."""


def grid_signs(heads: Sequence[bool], brief: Sequence[bool], begins: Sequence[bool]) -> Pairs:
    """The signs of a page's runs of headlines.

    Args:
        heads: for each block whether it may be a headline's.
        brief: whether it is a short line alone, as kickers are.
        begins: whether a text may begin in it: that above has come to its end.
    """
    out: Pairs = {}
    for first, last in _runs(heads):
        texts = _texts(heads, last)
        starts = [b for b in texts if b == last or begins[b]]
        count, several = min(last - first, 4), len(starts) > 1
        alike = {k: _alike(brief[first:last], k) for k in range(2, WIDEST + 1)}
        rows = any(alike.values())
        alike[1] = rows
        for i in range(first, last):
            for j in range(i + 1, min(last, i + WIDEST + 1)):
                out[i, j] = [f"grid:{j - i}:{count}:{alike[j - i]:d}:{several:d}"]
        for behind in range(1, min(last - first, WIDEST) + 1):  # as long as the row is, if this is its first
            i, told = last - behind, alike[behind]
            for b in texts:
                place = starts.index(b) if b in starts else -1
                out[i, b] = [f"grid:text:{behind}:{min(place, 2)}:{count}:{told:d}:{several:d}"]
        for n, b in enumerate(starts[1:]):
            out.setdefault((b - 1, b), []).append(f"grid:new:{min(n, 2)}:{count}:{rows:d}")
    return out


def _runs(heads: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where runs of several headlines that a text follows begin and end (half open)."""
    first = 0
    for k, head in enumerate(heads):
        if not head:
            if 2 <= k - first <= LONGEST:
                yield first, k
            first = k + 1


def _texts(heads: Sequence[bool], last: int) -> list[int]:
    """The blocks of text below a run."""
    end = last
    while end < min(len(heads), last + BELOW) and not heads[end]:
        end += 1
    return list(range(last, end))


def _alike(brief: Sequence[bool], width: int) -> bool:
    """Whether a run comes out in rows of this many blocks, those of each row alike."""
    rows = [brief[at : at + width] for at in range(0, len(brief), width)]
    return len(brief) % width == 0 and all(len(set(row)) == 1 for row in rows)
