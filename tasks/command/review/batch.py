"""What the site knows of all pages: a row for each, so short that thousands are loaded at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tasks.command.review.doubts import COUNTED
from tasks.run.failures import command
from tasks.run.freshness import DONE, FAILED, MISSING, STALE, PageState
from tasks.run.stages import program_version

Json = dict[str, Any]
Row = list[Any]

COLUMNS = ("page", "file", "state", "language", "articles", "in_articles", "in_furniture", "in_edits",
           "headline", "start", "end", "doubts", "warnings", "note")  # fmt: skip
"""What a row holds; from ``language`` to ``warnings`` it follows from the page alone (:func:`summary`)."""

STATES = (FAILED, STALE, MISSING, DONE)
"""The worst first; a row has a state's index."""


def summary(data: Json) -> Row:
    """The part of a row that follows from a page's data: counts, lowest confidences (per cent), warnings by code."""
    articles, counts = data["articles"], data["counts"] or {}
    lowest = [
        min((round(100 * value) for one in articles if (value := one["confidence"][name]) is not None), default=None)
        for name in ("headline", "start", "end")
    ]
    codes = Counter(one["code"] for owner in (data, *articles) for one in owner["warnings"])
    doubtful = sum(score < COUNTED for _, _, score, _, _ in data["doubts"])
    fates = [counts.get(name, 0) for name in ("in_articles", "in_furniture", "in_edits")]
    return [data["language"], len(articles), *fates, *lowest, doubtful, dict(sorted(codes.items())) or 0]


EMPTY: Row = [None, 0, 0, 0, 0, None, None, None, 0, 0]
"""The summary of a page of which there are no results."""


def row(state: PageState, batch: str, file: str | None, about: Row, wrong: str = "") -> Row:
    """A page's row.

    Args:
        state: how it stands.
        batch: its batch.
        file: the name of its data's file, without folder and suffix; None where there is none.
        about: its summary.
        wrong: why it cannot be shown, if it cannot.
    """
    kind = next(kind for kind in STATES if kind in {one.kind for one in state.states.values()})
    return [state.page, file or 0, STATES.index(kind), *about, _note(state, batch, wrong) or 0]


def _note(state: PageState, batch: str, wrong: str) -> Json:
    """What there is to say of a page that is not done: why, what mends it, what to type."""
    if state.failure:
        failure = state.failure
        where = f"{failure.source}, line {failure.line}" if failure.line else failure.source
        return {
            "why": f"{failure.stage}: {failure.error}: {failure.message}",
            "where": f"seeds/{where}",
            "mend": failure.mend,
            "command": command(batch, failure),
        }
    first = next(((stage, one) for stage, one in state.states.items() if one.kind != DONE), None)
    note = {"why": f"{first[0]} {first[1]}"} if first else {}
    return note | ({"why": f"it cannot be shown: {wrong}"} if wrong else {})


def batch_data(batch: str, rows: Sequence[Row]) -> Json:
    """The data of ``batch.js``; ``site/page-data.js`` takes it."""
    return {
        "batch": batch,
        "version": program_version(),
        "columns": list(COLUMNS),
        "states": list(STATES),
        "rows": list(rows),
    }
