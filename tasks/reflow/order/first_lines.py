"""First lines of columns that a dump in blocks has put into the headline's block, given back to their columns.

The problem: ``pdftotext`` without options takes into a block whatever stands at most half its type size below the block's
last line. Half a headline's type size is a line of text and more, so that the first lines of all columns below it end up in
the headline's block, side by side in one line of the dump or woven; the columns follow as blocks of their own, each without
its first line:

    ==========================================
    二審改判一年二月
    〔記者溫若寧報導〕 同事聚餐，飲用紅酒約      ← in the headline's block

    青潮縣一名雷姓女會
    計師去年中秋夜酒後

    六百毫升，酒測值回
    推達每公升零點七毫
    ==========================================

Which of the next blocks goes on from which part is weighed for all parts at once, for their columns come in the same order:
by what stands at both ends (:mod:`tasks.reflow.order.follows`), by the measures, and by the place in the order. The weights
are learned by ``python -m tests.learn.follow``.

Left alone: parts that none of the next blocks takes up surely.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.order.continuity import measure_of
from tasks.reflow.order.follows import end, start, text_signs
from tasks.reflow.order.line_signs import SLACK

AHEAD = 3
"""How many more columns are looked at than there are parts: other articles' that stand between."""
MOST = 12
"""Parts of a block that are looked at: no page has more columns."""
SURE = 0.5
"""What a part must gain, as a logarithm of likelihood ratios, by going on in a block."""

Column = Sequence[Row]
At = tuple[int, int]
"""A column: its block among the page's, and its place in the block."""
Link = tuple[At, At]
"""A part, and the column that goes on from it."""
Worth = Callable[[list[str]], float]


def links(flows: Sequence[Sequence[Column]], language: str, worth: Worth) -> list[Link]:
    """The parts of blocks that go on in a later block, with the columns that they go on in.

    Args:
        flows: the dump's blocks, each with its columns from left to right.
        language: the page's BCP 47 tag.
        worth: what signs add up to, as the logarithm of odds.
    """
    out: list[Link] = []
    taken: set[At] = set()
    for f, flow in enumerate(flows):
        if not 2 <= len(flow) <= MOST:
            continue
        parts, ahead = [(f, c) for c in range(len(flow))], candidates(flows, f)
        gain = [[worth(signs(flows, a, b, ahead, language)) - SURE for b in ahead] for a in parts]
        found = [(parts[i], ahead[j]) for i, j in in_order(gain)]
        out += [link for link in found if link[1] not in taken]
        taken.update(b for _, b in found)
    return out


def candidates(flows: Sequence[Sequence[Column]], f: int) -> list[At]:
    """The next columns of text below a block."""
    most, out = len(flows[f]) + AHEAD, list[At]()
    for g in range(f + 1, min(len(flows), f + 1 + 2 * most)):
        out += [(g, c) for c, column in enumerate(flows[g]) if len(column) > 1]
        if len(out) >= most:
            break
    return out[:most]


def signs(flows: Sequence[Sequence[Column]], a: At, b: At, ahead: Sequence[At], language: str) -> list[str]:
    """The signs that a column goes on from a part of an earlier block."""
    part, column = flows[a[0]][a[1]], flows[b[0]][b[1]]
    last, first = end(part[-1].text.text, language, False), start(column[0].text.text, language)
    measure = measure_of([set_width(row.text.text, True) for row in column], True) or 0.0
    width, lead = set_width(part[-1].text.text, True), set_width(column[0].text.text, True)
    full = "full" if abs(measure - width) <= SLACK else "short" if width < measure else "over"
    inset = measure - lead
    opens = "flush" if inset <= SLACK else "indent" if inset <= 6.2 else "short"
    rank = ahead.index(b) - a[1]
    stops = "stop" if last.kind in ("stop", "bracket") else "open"
    names = ["given", f"given:{full}", f"given:{stops}-{full}>{opens}", f"given:rank:{max(-3, min(4, rank))}"]
    names.append(f"given:{'only' if len(part) == 1 else 'last'}:{full}")
    return [*text_signs(last, first, language), *names]


def in_order(gain: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of a row and a column, both in rising order, that gain most together; none that loses."""
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())] * (len(gain[0]) + 1 if gain else 1)
    for i, row in enumerate(gain):
        above, best = best, best[:1]
        for j, worth in enumerate(row):
            with_it = above[j][0] + worth, (*above[j][1], (i, j))
            best.append(max(above[j + 1], best[j], with_it, key=lambda one: one[0]))
    return list(best[-1][1])


def given_back(flows: Sequence[Sequence[Column]], found: Sequence[Link]) -> list[list[Row]]:
    """The page's columns, each part that goes on in a later block right above it, without a gap between.

    A part to the right of such a one, from which none goes on, comes after that block: columns follow in the order of parts.
    """
    before = {b: a for a, b in found}
    waiting = _waiting(flows, dict(found))
    moved = {*before.values(), *(at for held in waiting.values() for at in held)}
    out: list[list[Row]] = []
    for f, flow in enumerate(flows):
        ready = [(f, c) for c in reversed(range(len(flow))) if (f, c) not in moved]
        while ready:  # what waits for a column comes right after it
            chain = [ready.pop()]
            while chain[-1] in before:
                chain.append(before[chain[-1]])
            rows = [list(flows[g][d]) for g, d in reversed(chain)]
            rows[1:] = [[replace(part[0], gap=0), *part[1:]] for part in rows[1:]]
            out.append([row for part in rows for row in part])
            ready += [at for link in chain for at in reversed(waiting.get(link, ()))]
    return out


def _waiting(flows: Sequence[Sequence[Column]], onward: Mapping[At, At]) -> dict[At, list[At]]:
    """The parts that nothing goes on from, by the column that they come after: the next part to the left goes on in it."""
    out: dict[At, list[At]] = {}
    for f, flow in enumerate(flows):
        left: At | None = None
        for at in [(f, c) for c in range(len(flow))]:
            left = onward.get(at, left)
            if left is not None and at not in onward:
                out.setdefault(left, []).append(at)
    return out
