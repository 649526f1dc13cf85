"""The account of a page: where each printed character went, and where each emitted one comes from."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tasks.model.errors import LawBroken
from tasks.model.ledger import Edit
from tasks.model.trace import Span, Traced

ARTICLE, FURNITURE, EDIT, ELSEWHERE = 1, 2, 3, 4
"""Who can own a character of the source (0: nobody yet)."""


class Account:
    r"""The source of a page, and who has claimed which of its characters.

    Fields claim the characters they were printed with; :meth:`settle` then gives to the edits what they took out. Blanks
    have no owner. A second claim on a character, or a claim outside the page, raises at once.

    >>> account = Account("Der Ver-\nein", 0, [Edit("reflow.join-hyphen", (7, 9), "-\n", "")])
    >>> account.claim([(0, 7), (9, 12)], ARTICLE, "headline")
    >>> account.settle()
    {'source_characters': 10, 'in_articles': 9, 'in_furniture': 0, 'in_edits': 1}
    """

    def __init__(self, source: str, offset: int, edits: Sequence[Edit]) -> None:
        """With a page's source text, the offset of its first character in the file, and all edits in order of place."""
        self.source = source
        self.offset = offset
        self.edits = edits
        self._owner = bytearray(len(source))
        self._ink = _inked(source)  # where the source is no blank
        self._put_in: dict[int, list[frozenset[str]]] = {}  # at and just behind the place of an edit: what it put there
        self._unions: dict[tuple[frozenset[str], ...], frozenset[str]] = {}  # edits overlap, and may be long
        self.changed: set[int] = set()  # the places that an edit changed, blanks aside
        for edit in edits:
            self._note(edit)

    def _note(self, edit: Edit) -> None:
        """Keep in mind what an edit put in, and where."""
        left, right = edit.span
        if not 0 <= left - self.offset <= right - self.offset <= len(self.source):
            raise LawBroken(f"the edit {edit.rule} is outside of the page: {edit.span}")
        after = squash(edit.after)
        if squash(edit.before) != after:
            self.changed.update(range(left, right))
            letters = frozenset(after)
            for at in range(left, right + 1):
                self._put_in.setdefault(at, []).append(letters)

    def put_in(self, at: int) -> frozenset[str]:
        """The characters that an edit may have put in at this place of the source, or just before it."""
        sets = tuple(self._put_in.get(at, ()))
        if len(sets) > 1 and sets not in self._unions:
            self._unions[sets] = frozenset().union(*sets)
        return self._unions[sets] if len(sets) > 1 else sets[0] if sets else frozenset()

    def claim(self, spans: Iterable[Span], owner: int, field: str) -> None:
        """Give the characters of these spans to a field.

        Raises:
            LawBroken: one of them belongs to another field already, or is outside of the page.
        """
        for span in spans:
            left, right = span[0] - self.offset, span[1] - self.offset
            if not 0 <= left < right <= len(self.source):
                raise LawBroken(f"{field}: the span {list(span)} is outside of the page or empty", span[0])
            if self._owner.count(0, left, right) < right - left:
                twice = [at for at in range(left, right) if self._owner[at] and self._ink[at]]
                if twice:
                    self._refuse(f"{field}: claimed by another field too", twice)
            self._owner[left:right] = bytes((owner,)) * (right - left)

    def follow(self, text: Traced, field: str) -> list[list[int]]:
        """The spans of a text in its own order, once each of its characters is found in the source or in an edit.

        Where a blank was put in, a further span begins, though nothing may have been printed there.

        Raises:
            LawBroken: a character is neither what was printed there nor put in by an edit there.
        """
        source, offset = self.source, self.offset
        first, last = text.extent() if text else (offset, offset)
        if not offset <= first <= last <= offset + len(source):
            raise LawBroken(f"{field}: its text leads outside of the page")
        out: list[list[int]] = []
        before, end = -1, -1  # the place of the last character that has one
        parted = False  # a blank was put in behind it
        for letters, place in _stretches(text):
            if place[0] == place[1] and letters.isspace():  # blanks put in, which need no reason
                parted = True
                continue
            plain = place[1] - place[0] == len(letters) and source[place[0] - offset : place[1] - offset] == letters
            if plain and place[0] >= end:  # as printed, behind what comes before: nearly all there is
                if out:
                    out[-1][1] = end
                if place[0] != end or parted:
                    out.append([place[0], place[0] + 1])
                before, end, parted = place[1] - 1, place[1], False
                continue
            for letter, left, right in _each(letters[:1] if plain and not parted else letters, place, len(letters)):
                again = left == before and right == end
                shared = before <= left < end <= right  # with the one before: a ligature, its second letter under an accent
                if shared or right - left != 1 or source[left - offset] != letter:
                    self._justify(letter, (left, right), field)
                if left < right and not again:
                    if out:
                        out[-1][1] = end
                    if (left != end or parted) and not shared:
                        out.append([left, right])
                    before, end, parted = left, right, False
                parted = parted or left == right
            if plain:  # each of its characters follows the one before
                before, end = place[1] - 1, place[1]
        if out:
            out[-1][1] = end
        return out

    def _justify(self, letter: str, span: Span, field: str) -> None:
        """Find the reason why a character differs from its source, or raise."""
        left, right = span
        if letter.isspace():  # put in, or a blank printed otherwise, or what an edit made of a character
            fine = left == right or self._print(span).isspace() or any(at in self.changed for at in range(left, right))
        else:
            fine = any(letter in self.put_in(at) for at in range(left, right + 1))
        if not fine:
            printed = self._print(span)
            raise LawBroken(f"{field}: {letter!r} at {list(span)} was printed as {printed!r}, and no edit tells why", left)

    def _print(self, span: Span) -> str:
        return self.source[span[0] - self.offset : span[1] - self.offset]

    def settle(self) -> dict[str, int]:
        """Give what the edits took out to them, and count.

        An edit accounts for the characters it has in ``before`` and no more in ``after``, if no field holds them; where it
        put in others instead, some field must hold a part of the place.

        Raises:
            LawBroken: a character is left that nobody accounts for.
        """
        owner, ink = np.frombuffer(self._owner, np.uint8), self._ink
        free = np.flatnonzero(ink & (owner == 0)).tolist()
        for edit in self.edits if free else ():
            left, right = edit.span[0] - self.offset, edit.span[1] - self.offset
            places = free[bisect_left(free, left) : bisect_left(free, right)]
            if not places:
                continue
            after = squash(edit.after)
            if after and not any(self._owner[left:right]):
                continue
            taken = Counter(squash(edit.before))
            if after:
                taken -= Counter(after)
            for at in places:
                if not self._owner[at] and taken[self.source[at]] > 0:
                    taken[self.source[at]] -= 1
                    self._owner[at] = EDIT
        counts = np.bincount(owner[ink], minlength=5).tolist()
        if counts[0]:
            lost = np.flatnonzero(ink & (owner == 0))
            self._refuse("no field, furniture or edit accounts for what was printed", lost.tolist())
        return {
            "source_characters": sum(counts),
            "in_articles": counts[ARTICLE],
            "in_furniture": counts[FURNITURE],
            "in_edits": counts[EDIT],
            **({"in_elsewhere": counts[ELSEWHERE]} if counts[ELSEWHERE] else {}),
        }

    def _refuse(self, what: str, places: list[int]) -> None:
        """Raise over the first stretch of these places (offsets within the page)."""
        end = places[0]
        for at in places:
            if self.source[end:at].strip():
                break
            end = at + 1
        span = [places[0] + self.offset, end + self.offset]
        text = self.source[places[0] : end]
        shown = text if len(text) <= 80 else text[:79] + "\N{HORIZONTAL ELLIPSIS}"
        raise LawBroken(f"{what}: {shown!r} at {span} ({len(places)} characters in all)", span[0])


_BLANK = np.array([chr(code).isspace() for code in range(0x3001)] + [False])  # 3000 is the last blank there is


def _inked(text: str) -> npt.NDArray[np.bool_]:
    """Which characters are no blanks."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return ~_BLANK[np.minimum(codes, len(_BLANK) - 1)]


def _stretches(text: Traced) -> Iterator[tuple[str, Span]]:
    """A text's stretches, each with its place in the source."""
    at = 0
    for left, right, length in text.stretches:
        yield text.text[at : at + length], (left, right)
        at += length


def _each(letters: str, place: Span, length: int) -> Iterator[tuple[str, int, int]]:
    """The first characters of a stretch of this length, each with its place."""
    left, right = place
    if right - left != length:
        return ((letter, left, right) for letter in letters)
    return ((letter, at, at + 1) for at, letter in enumerate(letters, left))


def squash(text: str) -> str:
    r"""Without blanks.

    >>> squash(" a b\n")
    'ab'
    """
    parts = text.split()
    return parts[0] if len(parts) == 1 else "".join(parts)
