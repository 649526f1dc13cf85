"""Paragraphs of text whose lines were broken at a count of letters: there each line says exactly whether it was full.

The chain weighs signs that are fuzzy in set type: how much room a line has left differs with its letters. Where lines were
broken at a count, the longest around is as long as the measure, and nothing is fuzzy. A line on which the next word would
still have fitted was ended: a paragraph stops there, at a sentence's end always, elsewhere (a list, a heading) if all that
is known of the measure says so. A full line tells the rest: of the sentences that end with one, few end a paragraph, since
the last lines of paragraphs end anywhere, and seldom there; a blank line, or a first line that is set in, may still say so.

Left alone: set type, Chinese print among it; what else the chain has found (crossheads, the first lines of articles).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.model.page import Line
from tasks.segment.decision.labels import TEXT, runs
from tasks.segment.evidence.features import SENTENCE_END

FEWEST = 20
"""Lines of a page that can be told."""
MOST = 0.8
"""The share of a page's lines that are as wide as they have letters, at the least; of set type, an eighth at most."""
NEAR = 12
"""Lines on either side whose longest is as long as the measure."""
EXACT = 0.1
"""Cells by which widths may differ that were rounded: much less than a letter."""
GOES_ON = ",;-\u2010\u2013\u2014"
"""What a line ends with whose sentence goes on."""
SET_IN = 5
"""Cells that a first line may be set in, at the most."""


def parted(labels: Sequence[str], lines: Sequence[Line], wide: bool) -> list[str]:
    """The labels, with a paragraph begun where a line was ended, and none where one is merely full.

    Args:
        labels: of the page's lines, as read so far.
        lines: the page's lines.
        wide: whether they are set in full-width characters: these are left alone.
    """
    out = list(labels)
    if wide or not are_counted(lines):
        return out
    for first, end in runs(labels, TEXT):
        for i in range(first + 1, end):
            if out[i] != "A" and (label := _label(lines, range(first, end), i)):
                out[i] = label
    return out


def are_counted(lines: Sequence[Line]) -> bool:
    """Whether lines are as wide as they have letters (``tasks/reflow/lines/counted.py``)."""
    if len(lines) < FEWEST or any(line.place for line in lines):
        return False
    lengths = [len(line.text.text) for line in lines]
    letter = sum([line.width for line in lines]) / max(1, sum(lengths))
    exact = sum([abs(line.width - letter * length) <= EXACT for line, length in zip(lines, lengths, strict=True)])
    return exact >= MOST * len(lines)  # a letter that was repaired may have been two


def _label(lines: Sequence[Line], rows: range, i: int) -> str | None:
    """What a line is, that stands among others of its text; None where nothing is certain."""
    above, line = lines[i - 1], lines[i]
    measure = max(lines[k].width for k in rows[max(0, i - NEAR - rows.start) : i + NEAR - rows.start])
    had_room = above.width + above.need <= measure + EXACT
    ended = SENTENCE_END.search(above.text.text) is not None
    if had_room:
        fits = [fit for fit in (above.fit_above, line.fit_below, measure) if fit]
        agreed = above.width + above.need <= min(fits) + EXACT
        sure = ended or agreed and above.text.text[-1] not in GOES_ON
        return "P" if sure and not line.text.text[0].islower() else None
    set_in = line.left > above.left or measure - SET_IN <= line.width + line.need <= measure + EXACT
    return "Q" if ended and not line.gap and not set_in else None
