"""The style of a page's headlines: a newspaper keeps to its own case and to its own use of the full stop.

A line by itself may be a headline, a crosshead or the last line of a paragraph; the page's sure headlines, those that no
column beside them holds, show how the others look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from tasks.segment.evidence.families import Column, Family
from tasks.segment.evidence.setting import Measures
from tasks.segment.evidence.stretches import Runs
from tasks.segment.headlines.parting import STYLES, style

ENOUGH = 3
"""Headlines that must be of one style for the page to have one."""
MOST = 0.7
"""The share of them."""
LONGEST = 5
"""Lines of a headline from whose style the page's is read."""
_USUAL = ("mixed", "unknown", *STYLES)
_HERE = Family("heads:{}+here:{}+{}", _USUAL, STYLES, ("held", "beyond"))
_LIKE = Family("heads:{}+{}", ("mixed", "unknown", "known"), ("unlike", "as-they"))


def styles(texts: Sequence[str], runs: Runs, measures: Measures) -> list[Column]:
    """How each line's style compares with that of the page's sure headlines; full-width print has no case."""
    if measures.wide:
        return []
    short = runs.end - runs.first <= LONGEST
    above, below = (measures.holds(fit, measures.width) for fit in (measures.fit_above, measures.fit_below))
    apart = (above != 1) & (below != 1) & ((above == 2) | (below == 2))  # in some column, and in none that holds it
    sure = runs.any_of(apart) & short
    edges = zip(runs.first.tolist(), runs.end.tolist(), short.tolist(), strict=True)
    kinds = [style(texts[a:b]) if few else "" for a, b, few in edges]
    usual = Counter(kind for kind, one in zip(kinds, sure.tolist(), strict=True) if one)
    total = sum(usual.values())
    top, count = usual.most_common(1)[0] if usual else ("", 0)
    name = top if count >= ENOUGH and count >= MOST * total else "mixed" if total >= ENOUGH else "unknown"
    number = {kind: n for n, kind in enumerate(STYLES)}
    here = np.array([number.get(kind, 0) for kind in kinds], np.intp)[runs.of]
    like = np.array([kind == top for kind in kinds], np.intp)[runs.of]
    where = short[runs.of]
    page = np.full(len(here), _USUAL.index(name))
    return [
        _HERE.column(page, here, sure.astype(np.intp)[runs.of], where=where),
        _LIKE.column(np.minimum(page, 2), like, where=where),
    ]
