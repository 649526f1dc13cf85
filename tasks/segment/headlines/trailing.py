"""Headlines that stand below their texts, taken for furniture or crossheads.

Where the page begins with text, that has no headline above it, headlines stand below. There

1. what stands below the last text is its headline, unless grammar reads a running head, a folio or an imprint in it. At a
   page's end the chain expects furniture, and a headline may look like it, or like a crosshead, being short; but a page's
   last line has no text below it that a crosshead could stand above.
2. In Chinese print, a crosshead's words come again in the text below it. Where they stand in the text above, and hardly one
   below, it is that text's headline: so it is of six such on pages set for trial, a crosshead of one.

Left alone: pages whose lines have boxes, which tell more; Latin crossheads, which ``islands`` looks at.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import BODY, HEAD, TEXT, runs
from tasks.segment.headlines.matching import grams, overlaps

LONGEST = 3
"""Printed lines of such a headline, at the most."""
READS = 0.6
"""What reads as furniture beyond doubt scores that at the least; a bare word that names a section less."""
ABOVE = frozenset("APQJY")
"""What the last headline stands below: its text, with a jump line or a byline at its end."""
WORDS = 3
"""Stems or pairs of characters that can tell where a crosshead's words come again, at the least."""
LEAN, HARDLY = 0.4, 0.1
"""How much more of its words stand above than below, at the least, and how much of them below, at the most."""
SURE = 0.7
"""How likely it is a heading at all, at the least: a line of text has words of the text above, too."""
REACH = 60
"""Lines of text looked through on either side, at the most."""


def refusals(lines: Sequence[Line], reading: Reading, language: str) -> dict[int, set[str]]:
    """The labels that lines do not have which are headlines of the text above them.

    Args:
        lines: the page's lines.
        reading: what the chain has read of them.
        language: its BCP 47 tag.
    """
    begins = next((one for one in reading.labels if one in HEAD or one in BODY), "")
    if any(line.place for line in lines) or begins not in BODY:
        return {}
    crossheads = _crossheads(lines, reading) if language.startswith("zh") else {}
    return crossheads | _last(lines, reading.labels, language)


def _last(lines: Sequence[Line], labels: Sequence[str], language: str) -> dict[int, set[str]]:
    """What the page's last lines are not, below the text that they are the headline of."""
    first = len(labels)
    while first and labels[first - 1] == labels[-1] and labels[-1] in "FX":
        first -= 1
    if not 0 < len(labels) - first <= LONGEST or labels[first - 1] not in ABOVE:
        return {}
    said = [credits.furniture(line.text.text, language) for line in lines[first:]]
    if any(found is not None and found[1] >= READS for found in said):
        return {}
    return {i: {"F", "X"} for i in range(first, len(labels))}


def _crossheads(lines: Sequence[Line], reading: Reading) -> dict[int, set[str]]:
    """Crossheads whose words stand in the text above, and hardly in the text below."""
    labels, out = reading.labels, dict[int, set[str]]()
    for first, after in runs(labels, {"X"}):
        named = _text(lines, range(first, after))
        if reading.chance(first, *HEAD, "X") < SURE or len(grams(named)) < WORDS:
            continue
        start, end = first, after
        while start and first - start < REACH and labels[start - 1] in TEXT:
            start -= 1
        while end < len(lines) and end - after < REACH and labels[end] in TEXT:
            end += 1
        above, below = overlaps([named], [_text(lines, range(start, first)), _text(lines, range(after, end))])[0]
        if below <= HARDLY and above - below >= LEAN:
            out |= {i: {"X"} for i in range(first, after)}
    return out


def _text(lines: Sequence[Line], order: Sequence[int]) -> str:
    return "\n".join(lines[i].text.text for i in order)
