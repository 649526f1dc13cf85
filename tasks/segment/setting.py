"""How a line stands to the column's measure: what the line breaks around it agree on."""

from __future__ import annotations

from tasks.model.page import Line


def room(line: Line, measure: float | None, wide: bool) -> str:
    """How much room (in cells, half an em each) was left after the next word; ``beyond``: the line is wider than that."""
    if measure is None:
        return "unknown"
    if holds(measure, line, wide) == "beyond":
        return "beyond"
    left = measure - line.width - line.need
    for limit, name in (
        (-1.5, "none"),
        (-0.3, "hardly"),
        (0.5, "edge"),
        (1.5, "half-em"),
        (3.2, "em"),
        (5.5, "2em"),
        (12, "some"),
    ):
        if left <= limit:
            return name
    return "much"


def holds(measure: float | None, line: Line, wide: bool) -> str:
    """Whether a column of that measure holds the line."""
    if measure is None:
        return "unknown"
    return "beyond" if line.width > measure + (2.2 if wide else max(1.5, measure * 0.07)) else "holds"


def changed(above: float | None, below: float | None, wide: bool) -> str:
    """Whether two measures are one."""
    if above is None or below is None:
        return f"{'unknown' if above is None else 'known'}-{'unknown' if below is None else 'known'}"
    slack = 4.2 if wide else max(2.0, max(above, below) * 0.1)
    return "same" if abs(above - below) <= slack else "narrower" if below < above else "broader"
