"""Full-width letters and figures: whether they are how the page was set, or what a converter or keyboard left.

Chinese papers that are set on a grid print each figure as wide as a character (１９９８年１２月): there, the full-width
form is what was printed. Elsewhere the same signs come from fonts, converters and double-byte keyboards, and the print had
the plain form. The page itself tells: where nearly all letters and figures are full-width, among far more characters
that are so anyway, they were set; where both forms are mixed, or no such characters stand around them, they were not.
"""

from __future__ import annotations

import re
from typing import Literal

Manner = Literal["mixed", "always", "never"]

OTHERS = 20
"""Full-width letters and figures for each plain one, at the least, where they are how the page was set: an address of the
web in plain letters does not make a page a mixed one."""

_FULL = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_PLAIN = re.compile("[0-9A-Za-z]")
_CHARACTERS = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")


def are_narrowed(text: str, manner: Manner) -> bool:
    """Whether full-width letters and figures of a page become plain ones.

    >>> are_narrowed("二○二六年Ａ０３版，第12期", "mixed"), are_narrowed("一九九八年１２月３１日电", "mixed")
    (True, False)
    >>> are_narrowed("Ｄａｙ １２", "mixed")
    True
    """
    if manner != "mixed":
        return manner == "always"
    full = len(_FULL.findall(text))
    return full == 0 or len(_PLAIN.findall(text)) * OTHERS > full or len(_CHARACTERS.findall(text)) < full
