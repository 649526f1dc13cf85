"""Figures and Latin letters as wide as they were printed, which clean text no longer shows.

Chinese papers that set on a grid print figures full-width, one em each (１９９８年１２月): such a line holds as many
characters as any other of its column, and breaks between any two figures. ``normalise`` writes them in their plain form;
measured so, each would fall half an em short, and a line with a date in it would look like the last of its paragraph. Its
edits say where they stood, so that lines are measured with what was set.
"""

from __future__ import annotations

from collections.abc import Iterable

from tasks.model.ledger import Edit
from tasks.model.trace import Traced

NARROWED = "normalise.narrow-full-width"
_WIDER = 0xFEE0
"""From a plain character to its full-width form, in Unicode."""


def narrowed(edits: Iterable[Edit]) -> frozenset[int]:
    """Where in the source characters stand that were full-width there."""
    return frozenset(at for edit in edits if edit.rule == NARROWED for at in range(*edit.span))


def as_set(text: Traced, were_wide: frozenset[int]) -> str:
    """The text as it was set, character by character: for measuring only.

    >>> as_set(Traced.whole("12月31日", 7), frozenset({7, 8, 10, 11}))
    '１２月３１日'
    """
    if not were_wide or were_wide.isdisjoint(text.starts):
        return text.text
    return "".join(
        chr(_WIDER + ord(char)) if at in were_wide and "0" <= char <= "z" else char
        for char, at in zip(text.text, text.starts, strict=True)
    )
