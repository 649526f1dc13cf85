"""What was done to a page, and why: the ledger that ``explain`` reads back."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.model.trace import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A place where the output differs from the source: ``before`` (the source at ``span``) became ``after``.

    ``rule`` is ``room.verb-object``, e.g. ``normalise.replace-kangxi-radical``, ``reflow.join-hyphen-word-on-page``.
    """

    rule: str
    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice a stage made about a stretch of source, with the evidence for it.

    ``evidence`` maps the name of each signal to its weight in the decision (positive: for it) or to a word that states it;
    ``runner_up`` names the choice that would have been made otherwise; ``score`` is 0..1, the certainty of the choice.
    """

    rule: str
    span: Span
    chosen: str
    score: float
    evidence: dict[str, float | str] = field(default_factory=dict)
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something a reader of the result should know (an entry of ``warnings``); its code is listed in the README."""

    code: str
    message: str
