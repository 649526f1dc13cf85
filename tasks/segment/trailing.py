"""The last headline of a page whose headlines stand below their texts.

At a page's end the chain expects furniture, and a headline there may look like it, or like a crosshead, being short. But
where the page begins with text, that has no headline above it, headlines stand below; then what stands below the last text
is its headline, unless grammar reads a running head, a folio or an imprint in it. Nor has a page's last line any text below
it that a crosshead could stand above.

Left alone: pages whose lines have boxes, which tell more.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.labels import BODY, HEAD

LONGEST = 3
"""Printed lines of such a headline, at the most."""
READS = 0.6
"""What reads as furniture beyond doubt scores that at the least; a bare word that names a section less."""
ABOVE = frozenset("APQJY")
"""What the last headline stands below: its text, with a jump line or a byline at its end."""


def refusals(lines: Sequence[Line], labels: Sequence[str], language: str) -> dict[int, set[str]]:
    """The labels that the page's last lines do not have.

    Args:
        lines: the page's lines.
        labels: what the chain has read of them.
        language: its BCP 47 tag.
    """
    if any(line.place for line in lines) or next((one in HEAD for one in labels if one in HEAD or one in BODY), True):
        return {}
    first = len(labels)
    while first and labels[first - 1] == labels[-1] and labels[-1] in "FX":
        first -= 1
    if not 0 < len(labels) - first <= LONGEST or labels[first - 1] not in ABOVE:
        return {}
    said = [credits.furniture(line.text.text, language) for line in lines[first:]]
    if any(found is not None and found[1] >= READS for found in said):
        return {}
    return {i: {"F", "X"} for i in range(first, len(labels))}
