"""Whether a text can be what was printed at its spans, given the ledger: no character of it invented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tasks.emit.account import Account, squash

Step = tuple[bool, frozenset[str]]
"""What may stand next: any number of these characters (True), or one of them (False)."""


class Conversion:
    """What each character may have been converted to."""

    def __init__(self, changes: Iterable[tuple[str, str]] = ()) -> None:
        """With pairs of a character and what it became somewhere on the page."""
        self._became: dict[str, set[str]] = defaultdict(set)
        for before, after in changes:
            self._became[before].add(after)

    def forms(self, letters: str) -> frozenset[str]:
        """These characters and whatever they may have become."""
        return frozenset(letters).union(*(self._became.get(letter, ()) for letter in set(letters)))


def unfounded(text: str, spans: Sequence[Sequence[int]], account: Account, conversion: Conversion) -> str | None:
    """Where a text stops being what was printed at these spans, in words; None if it is.

    Blanks aside. What no edit touches must be there character for character, in order; where edits changed something,
    what they put in and what was printed there may stand. An automaton with at most three states alive at a time: linear.

    >>> account = Account("Der Verein", 0, [])
    >>> unfounded("Der Verein", [[0, 10]], account, Conversion())
    >>> unfounded("Der Vereine", [[0, 10]], account, Conversion())
    "'e' after 'DerVerein' was not printed, and no edit put it in"
    """
    inked = squash(text)
    if inked == squash("".join(_printed(spans, account))):
        return None
    steps = _merged(_steps(spans, account, conversion))
    states = _reach({0}, steps)
    for i, letter in enumerate(inked):
        after = {n if steps[n][0] else n + 1 for n in states if n < len(steps) and letter in steps[n][1]}
        if not after:
            return f"{letter!r} after {inked[max(0, i - 10) : i]!r} was not printed, and no edit put it in"
        states = _reach(after, steps)
    return None if len(steps) in states else f"it breaks off after {inked[-10:]!r}, its spans go on"


def foreign(text: str, spans: Sequence[Sequence[int]], account: Account, conversion: Conversion) -> str:
    """The characters of a text that nothing at these spans gives, sorted."""
    known = {letter for _, letters in _steps(spans, account, conversion) for letter in letters}
    return "".join(sorted(set(squash(text)) - known))


def _printed(spans: Sequence[Sequence[int]], account: Account) -> Iterator[str]:
    return (account.source[left - account.offset : right - account.offset] for left, right in spans)


def _steps(spans: Sequence[Sequence[int]], account: Account, conversion: Conversion) -> Iterator[Step]:
    """What may stand at each place: printed characters, and what edits put in at or before them."""
    for span, printed in zip(spans, _printed(spans, account), strict=True):
        for at, letter in enumerate(printed, span[0]):
            put_in = account.put_in.get(at, "")
            ink = "" if letter.isspace() else letter
            if at in account.changed:
                yield True, conversion.forms(put_in + ink)
                continue
            if put_in:
                yield True, conversion.forms(put_in)
            if ink:
                yield False, conversion.forms(ink)
        if span[1] in account.put_in:
            yield True, conversion.forms(account.put_in[span[1]])


def _merged(steps: Iterable[Step]) -> list[Step]:
    """With neighbouring optional steps made one, so that few states are alive at a time."""
    out: list[Step] = []
    for many, letters in steps:
        if many and out and out[-1][0]:
            out[-1] = (True, out[-1][1] | letters)
        else:
            out.append((many, letters))
    return out


def _reach(states: set[int], steps: Sequence[Step]) -> set[int]:
    """These states and those behind an optional step."""
    return states | {n + 1 for n in states if n < len(steps) and steps[n][0]}
