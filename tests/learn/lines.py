"""A dump's lines as segment sees them."""

from __future__ import annotations

from tasks import reflow
from tasks.model.page import Line
from tasks.normalise import Settings, normalise
from tasks.segment.pieces import split_rows


def lines_of(dump: str, language: str) -> tuple[list[Line], list[str]]:
    """The lines, and each as it is printed in the dump (blanks and all)."""
    clean = normalise(dump.replace("\f", "\n").encode(), Settings(language=language))[0]
    flow = reflow.reflow(clean, reflow.Settings())
    lines, _ = split_rows(flow.lines, flow.language)
    where = {at: i for i, at in reversed(list(enumerate(clean.text.starts)))}
    ends = {at: i for i, at in enumerate(clean.text.ends)}
    source = clean.text.text

    def printed(line: Line) -> str:
        """The line's stretches of the dump, with the blanks that were closed; an initial stands apart from its line."""
        runs: list[list[int]] = []
        for start, end in line.text.spans():
            first, last = where[start], ends[end] + 1
            if runs and first >= runs[-1][1] and not source[runs[-1][1] : first].strip():
                runs[-1][1] = last
            else:
                runs.append([first, last])
        return "".join(source[first:last] for first, last in runs).replace("\n", "")

    return lines, [printed(line) for line in lines]
