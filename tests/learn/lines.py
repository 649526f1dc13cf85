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
    printed = [
        clean.text.text[where[line.text.starts[0]] : ends[line.text.ends[-1]] + 1].replace("\n", "") for line in lines
    ]
    return lines, printed
