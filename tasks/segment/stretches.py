"""Stretches of lines that run on: what is set as one piece, a paragraph, a headline, a crosshead, a byline.

One line says little: the first line of a crosshead looks like the first line of a paragraph. What tells is the whole piece:
how many lines it takes, whether it ends as sentences do, whether the column holds it, what stands before and after it. A
stretch ends where a line was ended although the next word would have fitted, where a sentence ends with a little room left,
or where the setting changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.model.page import Line
from tasks.segment.setting import changed, holds, room

ENDED = frozenset(("half-em", "em", "2em", "some", "much"))
"""Room after the next word that no full line has left (see :func:`tasks.segment.setting.room`)."""
INDENTED = frozenset(("half-em", "em", "2em"))
"""Room that a first line may have, because it is set in."""
_SENTENCE = re.compile(r"[.!?。！？…][\"'”’」』）)\]〕】»›“ ]*$")
_STARTS = re.compile(r"^[\W_]*[A-ZÀ-ÖØ-Þ\d\u2e80-\uffef]")


def stretches(lines: Sequence[Line], wide: bool) -> list[list[str]]:
    """The names of what each line's stretch shows, line by line."""
    found = runs(lines, wide)
    shapes = [_shape(lines, a, b, wide) for a, b in found]
    out: list[list[str]] = []
    for k, (a, b) in enumerate(found):
        before = shapes[k - 1] if k else ("none", "none", "none")
        after = shapes[k + 1] if k + 1 < len(shapes) else ("none", "none", "none")
        for i in range(a, b):
            out.append(_names(_place(i, a, b), shapes[k], before, after))
    return out


def _names(place: str, shape: tuple[str, str, str], before: tuple[str, str, str], after: tuple[str, str, str]) -> list[str]:
    count, ends, set_ = shape
    return [
        f"stretch:{count}+{place}",
        f"stretch:{count}+{place}+ends:{ends}",
        f"stretch:{count}+{place}+{set_}",
        f"stretch:{count}+{place}+{set_}+ends:{ends}",
        f"stretch:{count}+{place}+before:{before[0]}+{before[1]}",
        f"stretch:{count}+{place}+after:{after[0]}+{after[1]}",
        f"stretch:{place}+{set_}+before:{before[0]}+{before[2]}+after:{after[0]}+{after[2]}",
    ]


def _shape(lines: Sequence[Line], a: int, b: int, wide: bool) -> tuple[str, str, str]:
    """How many lines a stretch takes, how it ends, and whether the columns above and below hold it."""
    count = b - a
    size = str(count) if count < 4 else "4-6" if count < 7 else "many"
    last = lines[b - 1].text.text
    ends = "sentence" if _SENTENCE.search(last) else "mark" if last[-1] in ",:;，：；、—-" else "open"
    held = {holds(line.fit_above, line, wide) for line in lines[a:b]}
    below = {holds(line.fit_below, line, wide) for line in lines[a:b]}
    set_ = f"{_held(held)}/{_held(below)}/{changed(lines[a].fit_above, lines[b - 1].fit_below, wide)}"
    return size, ends, set_


def _held(found: set[str]) -> str:
    return "beyond" if "beyond" in found else "holds" if "holds" in found else "unknown"


def _place(i: int, a: int, b: int) -> str:
    return "only" if b - a == 1 else "first" if i == a else "last" if i == b - 1 else "inner"


def runs(lines: Sequence[Line], wide: bool) -> list[tuple[int, int]]:
    """The stretches: each one's first line and the line after its last."""
    found: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or _cut(lines, i, i - 1 == first, wide):
            found.append((first, i))
            first = i
    return found if lines else []


def _cut(lines: Sequence[Line], i: int, after_first: bool, wide: bool) -> bool:
    """Whether one piece ends and another begins above line ``i``; ``after_first``: the line before is a piece's first."""
    before, line = lines[i - 1], lines[i]
    above, below = room(before, before.fit_above, wide), room(before, line.fit_below, wide)
    sentence = bool(_SENTENCE.search(before.text.text))
    if above in ENDED and below in (*ENDED, "unknown", "beyond") or above == "unknown" and below in ENDED:
        set_in = after_first and not sentence and {above, below} <= {*INDENTED, "unknown", "beyond"}
        return not set_in  # a first line is as much shorter as it is set in
    if holds(before.fit_above, before, wide) == "holds" and holds(before.fit_above, line, wide) == "beyond":
        return True
    if above == below == "beyond" or above == below == "unknown":
        return before.width + before.need < line.width * 0.97 or sentence
    if not sentence or not _STARTS.match(line.text.text):
        return False
    return line.gap > 0 or _is_set_in(line, wide)


def _is_set_in(line: Line, wide: bool) -> bool:
    """Whether a line is as much shorter than its column as first lines are, though its sentence goes on."""
    found = {room(line, line.fit_above, wide), room(line, line.fit_below, wide)} - {"unknown"}
    return bool(found) and found <= INDENTED and not _SENTENCE.search(line.text.text)
