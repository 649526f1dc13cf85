"""A font's name → the family of its face.

A name holds more: the tag of a subset (``ABCDEF+``), style and weight behind the family (``-BoldItalic``, ``,Bold``), what
its maker or its encoding adds (``PSMT``, ``--GB1-0``). Only whether two lines are set in one family is ever asked, so that a
family cut short does no harm, and one that keeps its style behind it does.
"""

from __future__ import annotations

import re

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_WEIGHTS = "(?:Extra|Ultra|Semi|Demi)?[- ]?(?:Bold|Black|Heavy|Light)|Thin|Medium|Regular|Roman|Book"
_STYLES = f"{_WEIGHTS}|Italic|Ital|Oblique|Kursiv|It|PS|MT"
_STYLE = re.compile(rf"(?:[-, ](?i:{_STYLES})|(?<=[a-z\d])(?:{_STYLES})|(?<=PS)MT)+$")
"""Styles at a name's end, behind a mark or with a capital of their own; ``Narrow`` is a face of its own."""
_SHORTEST = 3
"""Letters of a family, at the least: of ``E-BZ9`` all is its name."""


def face(name: str) -> str | None:
    """The family of a font's face; None where it has no name.

    >>> face("ABCDEF+LiberationSerif-BoldItalic")
    'LiberationSerif'
    >>> face("Times New Roman Bold"), face("FZSSJW--GB1-0")
    ('TimesNew', 'FZSSJW')
    """
    name = _SUBSET.sub("", name).strip()
    if not name:
        return None
    family = name.partition("--")[0]
    shorter = _STYLE.sub("", family)
    return (shorter if len(shorter) >= _SHORTEST else family).replace(" ", "")
