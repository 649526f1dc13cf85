"""What a page does throughout: the style of its headlines, how it signs, how long its paragraphs are.

A newspaper keeps to its own ways. A line by itself may be a headline or a crosshead, a byline or the last line of a
headline; it is told by what the page's sure ones look like. None of these names is of use on another page without the
page's own habit, so each is a comparison.
"""

from __future__ import annotations

import re
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
_SENTENCE = re.compile(r"[.。!?！？…][\"'”’」』）)\]〕】»›“ ]*$")


def habits(lines: Sequence[Line], grammar: Sequence[Sequence[str]], wide: bool) -> list[list[str]]:
    """The names of how each line compares with what the page does throughout.

    Args:
        lines: the page's lines.
        grammar: what language finds in them (:func:`tasks.segment.called.called`).
        wide: whether they are set in full-width characters.
    """
    out: list[list[str]] = [[] for _ in lines]
    _bylines(grammar, out)
    _paragraphs(lines, wide, out)
    if not wide:
        _styles(lines, out)
    return out


def _bylines(grammar: Sequence[Sequence[str]], out: list[list[str]]) -> None:
    """What reads as a byline, by how many of the page do so without doubt."""
    sure = min(3, sum("byline:sure" in names for names in grammar))
    opened = min(3, sum(any(n.startswith("opening") and n.endswith(":sure") for n in names) for names in grammar))
    for i, names in enumerate(grammar):
        for name in names:
            if name.startswith(("byline:", "byline-on:")):
                out[i].append(f"{name}+sure-here:{sure}")
            if name.startswith(("opening:", "opening-runs-on:")):
                out[i].append(f"{name}+openings-here:{opened}")


def _paragraphs(lines: Sequence[Line], wide: bool, out: list[list[str]]) -> None:
    """How often lines of the page end with a sentence: by chance, or more often because paragraphs do."""
    ended = [bool(_SENTENCE.search(line.text.text)) for line in lines]
    sure = 0
    for i, line in enumerate(lines[:-1]):
        fit = line.fit_above or line.fit_below
        sure += ended[i] and fit is not None and line.width + line.need < 0.8 * fit
    rate = sure / max(1, len(lines))
    name = next((n for limit, n in ((0.03, "long"), (0.06, "mid"), (0.1, "short")) if rate < limit), "brief")
    for i in range(1, len(lines)):
        if ended[i - 1]:
            before, here = lines[i - 1], lines[i]
            fit = before.fit_above or here.fit_below
            left = "?" if not fit else _share((fit - before.width - before.need) / fit)
            next_left = "?" if not fit else _share((fit - here.width - here.need) / fit)
            out[i].append(f"paragraphs:{name}+left:{left}")
            out[i].append(f"left:{left}+here:{next_left}")


def _share(share: float) -> str:
    for limit in (-0.2, -0.1, -0.05, -0.02, 0.0, 0.02, 0.05, 0.1, 0.2, 0.4):
        if share < limit:
            return str(limit)
    return "more"


def _styles(lines: Sequence[Line], out: list[list[str]]) -> None:
    """Whether lines are set in the style of the page's sure headlines: those that no column beside them holds."""
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
