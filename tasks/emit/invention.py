"""Whether a text can be what was printed at its spans, given the ledger: no character of it invented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

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
        self._known: dict[frozenset[str], frozenset[str]] = {}

    def forms(self, letters: frozenset[str]) -> frozenset[str]:
        """These characters and whatever they may have become."""
        if not self._became:
            return letters
        if letters not in self._known:
            self._known[letters] = letters.union(*(self._became[letter] for letter in letters & self._became.keys()))
        return self._known[letters]

    def allows(self, before: str, after: str) -> bool:
        """Whether this character may stand where that one was printed."""
        return before == after or after in self._became.get(before, ())


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
    inked = squash(text)
    if not inked:
        return ""
    known: set[str] = set()
    for _, letters in _steps(spans, account, conversion):
        known |= letters
    return "".join(sorted(set(inked) - known))


def foreign_names(article: Mapping[str, Any], account: Account, conversion: Conversion) -> Iterator[str]:
    """What place, date and authors of an article say that their spans, or its byline, do not, in words.

    Args:
        article: as published.
        account: of its page.
        conversion: what characters were converted to.
    """
    for part in ("place", "date"):
        value = article["dateline"][part]
        strange = foreign(value or "", article["provenance"]["spans"].get("dateline", []), account, conversion)
        if strange:
            yield f"dateline.{part}: {value!r} has {strange!r}, which its spans have not"
    known = set((article["byline"] or "").casefold())
    for author in article["authors"]:
        strange = "".join(sorted(set(squash(author["name"]).casefold()) - known))
        if strange and author["role"] != "agency":  # an agency is spelt as it is known
            yield f"authors: {author['name']!r} has {strange!r}, which the byline has not"


def _printed(spans: Sequence[Sequence[int]], account: Account) -> Iterator[str]:
    return (account.source[left - account.offset : right - account.offset] for left, right in spans)


def _steps(spans: Sequence[Sequence[int]], account: Account, conversion: Conversion) -> Iterator[Step]:
    """What may stand at each place: printed characters, and what edits put in at or before them."""
    for span, printed in zip(spans, _printed(spans, account), strict=True):
        before = None
        for at, letter in enumerate(printed, span[0]):
            put_in = account.put_in(at)
            ink = frozenset() if letter.isspace() else frozenset(letter)
            if put_in and put_in is not before:  # the same again at each place of an edit, which may be long
                yield True, conversion.forms(put_in)
            before = put_in
            if ink:
                yield at in account.changed, conversion.forms(ink)
        if account.put_in(span[1]):
            yield True, conversion.forms(account.put_in(span[1]))


def _merged(steps: Iterable[Step]) -> list[tuple[bool, Set[str]]]:
    """With neighbouring optional steps made one, so that few states are alive at a time."""
    out: list[tuple[bool, Set[str]]] = []
    gathered: set[str] = set()
    for many, letters in steps:
        if many and out and out[-1][0]:
            gathered |= letters
        elif many:
            gathered = set(letters)
            out.append((True, gathered))
        else:
            out.append((False, letters))
    return out


def _reach(states: set[int], steps: Sequence[tuple[bool, Set[str]]]) -> set[int]:
    """These states and those behind an optional step."""
    return states | {n + 1 for n in states if n < len(steps) and steps[n][0]}
