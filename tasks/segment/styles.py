"""The style of a page's headlines: a newspaper keeps to its own case and to its own use of the full stop.

A line by itself may be a headline, a crosshead or the last line of a paragraph; the page's sure headlines, those that no
column beside them holds, show how the others look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.model.page import Line
from tasks.segment.parting import style
from tasks.segment.setting import holds
from tasks.segment.stretches import runs

ENOUGH = 3
"""Headlines that must be of one style for the page to have one."""
MOST = 0.7
"""The share of them."""
LONGEST = 5
"""Lines of a headline from whose style the page's is read."""


def styles(lines: Sequence[Line], wide: bool) -> list[list[str]]:
    """The names of how each line's style compares with that of the page's sure headlines; full-width print has no case."""
    out: list[list[str]] = [[] for _ in lines]
    if wide:
        return out
    found: list[tuple[int, int, bool, str]] = []
    for a, b in runs(lines, wide=False):
        piece = lines[a:b]
        wide_of = any(
            {holds(line.fit_above, line, False), holds(line.fit_below, line, False)} <= {"beyond", "unknown"}
            and (line.fit_above or line.fit_below)
            for line in piece
        )
        found.append((a, b, wide_of and b - a <= LONGEST, style([line.text.text for line in piece])))
    usual = Counter(kind for _, _, sure, kind in found if sure)
    total = sum(usual.values())
    top, count = usual.most_common(1)[0] if usual else ("", 0)
    name = top if count >= ENOUGH and count >= MOST * total else "mixed" if total >= ENOUGH else "unknown"
    for a, b, sure, kind in found:
        if b - a <= LONGEST:
            for i in range(a, b):
                out[i].append(f"heads:{name}+here:{kind}+{'beyond' if sure else 'held'}")
                out[i].append(f"heads:{'known' if name == top else name}+{'as-they' if kind == top else 'unlike'}")
    return out
