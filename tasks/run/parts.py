"""In how many files at a time a batch is worked on, where each result is a file of its own.

A run ends when its last process does, so that the last parts are to be small; and a part costs something whatever its size
(processes, what each learns of its words anew), so that the others are to be large. With several workers each has a part of
half of what is left, again and again ("factoring": Hummel, Schonberg and Flynn, 1992). No result depends on it.
"""

from __future__ import annotations

from math import ceil

LEAST = 2
"""Files of the smallest part: some tenths of a second's work, and a tenth of a second for having a part."""


def sizes(files: int, most: int, workers: int) -> list[int]:
    """How many files each part has, the large ones first; none has more than ``most``.

    >>> sizes(250, 100, 1), sizes(40, 100, 2), sizes(240, 100, 2)
    ([100, 100, 50], [10, 10, 5, 5, 3, 3, 2, 2], [60, 60, 30, 30, 15, 15, 8, 8, 4, 4, 2, 2, 2])
    """
    found: list[int] = []
    while files:
        share = max(LEAST, ceil(files / (2 * workers))) if workers > 1 else most
        for _ in range(workers):
            found.append(min(share, most, files))
            files -= found[-1]
            if not files:
                break
    return found
