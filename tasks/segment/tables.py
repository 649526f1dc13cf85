"""Rows of a table: lines of several numbers each, one below the other. None is a headline, whatever it looks like.

A league table's row is short, opens with a capital, ends without a stop and fills no measure, as headlines do; the chain,
which sees one line beside the next, takes some of the rows for headlines of others. Where each row begins with a name and
ends with a number, no row goes on in the next line.

Left alone: pages whose lines have boxes, which tell more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from tasks.model.page import Line

NUMBERS, ROWS = 3, 3
"""Numbers in a row and rows of a table, at the least."""
NEVER = frozenset("KMDXY")
"""What a row is not."""
_WHOLE = re.compile(r"[^\W\da-zß-öø-ÿ].*\d\W*$")
"""A row that begins with a name and ends with a number."""
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.:,/–-]\d+)*(?!\w)")


def refusals(lines: Sequence[Line]) -> dict[int, set[str]]:
    """The labels that rows of tables do not have.

    Args:
        lines: the page's lines.
    """
    if any(line.place for line in lines):
        return {}
    rows = [len(_NUMBER.findall(line.text.text)) >= NUMBERS for line in lines]
    out: dict[int, set[str]] = {}
    for is_row, group in groupby(range(len(lines)), key=rows.__getitem__):
        found = list(group)
        if is_row and len(found) >= ROWS:
            whole = all(_WHOLE.match(lines[i].text.text) for i in found)
            out |= {i: {*NEVER, *"QFJ"} if whole else set(NEVER) for i in found}
            if whole and found[-1] + 1 < len(lines):
                out[found[-1] + 1] = {"Q"}
    return out
