"""A jump line that closes a text's last line behind the writer's name: ``… war naß. Anna Berg Fortsetzung Seite 3``.

A jump line within a line is told by the sentence's end before it. Where a name stands between, the name tells: what is left
must close with a credit.
"""

from __future__ import annotations

import re

from tasks.segment import credits

LONGEST = 60
"""Characters of a jump line, at most."""

SURE = 0.5
"""A credit that closes a text scores at least as much."""

_WORD_BEFORE = re.compile(r"[^\W\d_]{2,}\.? (?=[^\W\d_])")


def behind_name(text: str, language: str) -> tuple[int, int, str, str | None] | None:
    """Where the jump line stands, ``to`` or ``from``, and the page as printed; None where there is none.

    Args:
        text: of an article's last paragraph.
        language: its BCP 47 tag.
    """
    if language.startswith("zh") or not text.rstrip(" .)]")[-1:].isdigit():
        return None
    for found in [*_WORD_BEFORE.finditer(text, max(0, len(text) - LONGEST))][::-1]:
        at = found.end()
        told = credits.jump(text[at:], language)
        if told and told[0] == 0 and told[3]:
            said = credits.closing(text[:at].rstrip(), language)
            return (at, at + told[1], told[2], told[3]) if said is not None and said.score >= SURE else None
    return None
