"""What was done to a page, and why: the ledger that ``explain`` reads back.

A page has hundreds of entries: a frozen dataclass takes ten times as long to make, and longer to be written and read.
"""

from __future__ import annotations

import msgspec

from tasks.model.trace import Span


class Edit(msgspec.Struct, frozen=True):
    """A place where the output differs from the source: ``before`` (the source at ``span``) became ``after``.

    ``rule`` is ``room.verb-object``, e.g. ``normalise.replace-kangxi-radical``, ``reflow.join-hyphen-word-on-page``.
    """

    rule: str
    span: Span
    before: str
    after: str


class Decision(msgspec.Struct, frozen=True):
    """A choice a stage made about a stretch of source, with the evidence for it.

    ``evidence`` maps the name of each signal to its weight in the decision (positive: for it) or to a word that states it;
    ``runner_up`` names the choice that would have been made otherwise; ``score`` is 0..1, the certainty of the choice.
    """

    rule: str
    span: Span
    chosen: str
    score: float
    evidence: dict[str, float | str] = {}
    runner_up: str | None = None


class Caution(msgspec.Struct, frozen=True):
    """Something a reader of the result should know (an entry of ``warnings``); its code is listed in the README."""

    code: str
    message: str
