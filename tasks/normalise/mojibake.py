"""Mojibake: text that was decoded wrongly before it came here (``Ã¼`` for ü), repaired where that is certain.

ftfy knows how it looks; nothing is touched where ftfy's own test for suspicious pairs is silent, and its answer counts for
one line at a time only if the line reads better by that same test. Ordinary text that looks a little like it
(``VOCÊ…``, Greek quotation marks) stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

from tasks.model.ledger import Edit
from tasks.model.trace import Traced
from tasks.normalise.characters import replace

RULE = "normalise.repair-mojibake"

COMPARED = 2_000
"""Characters of a line up to which it is compared with its repair; the time for that grows by their square and more."""

WAYS = 32
"""Of the ways to share a line's characters out among the letters of its repair, as many are followed at a time."""

LOST = "\N{REPLACEMENT CHARACTER}"

_Steps = tuple[int, int, str, "_Steps"] | None
"""Which stretch stands for which letter, the last first."""

_SUSPECT = re.compile(
    # what the first byte of UTF-8 turns into in Latin, Cyrillic, Greek, Macintosh and DOS code pages, and what the second
    "[\u00c2-\u00f4\u0102\u0103\u0413\u0420\u0421\u0192\u221a\u2248\u251c\u252c\u039f]"
    "[\x80-\u00bf\u0100-\u0178\u0192\u0400-\u045f\u02c6-\u02dd\u2013-\u2122\u2202-\u2265\u2500-\u25ca\ufb01\ufb02\u00c0-\u00ff]"
)
"""A first look that costs nothing on Chinese and little on Latin text; ftfy's own test decides."""

_LINE_ENDS = "\n\r\v\u2028\u2029"
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
"""What ends a line. NEL may, but U+0085 is half of many a letter's mojibake, too (``Ã\\x85`` for Å)."""
_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


def repair(text: Traced, source: str, offset: int) -> tuple[Traced, list[Edit]]:
    """Repair what is certain, line by line.

    Args:
        text: traced text, line ends as they came.
        source: the printed text of the page, which starts at ``offset`` of the file's decoded text.
        offset: see ``source``.
    """
    if text.text.isascii() or not _SUSPECT.search(text.text):
        return text, []
    changes: list[tuple[int, int, str]] = []
    for start, line in _suspect_lines(text.text):
        changes += [(start + left, start + right, after) for left, right, after in _changes(line)]
    return replace(text, changes, RULE, source, offset) if changes else (text, [])


def _suspect_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that have a suspect pair, and where each begins.

    A pair that one before it hides from the search has that one in its line: no line's end is the first of a pair.
    """
    done = 0
    for found in _SUSPECT.finditer(text):
        if found.start() < done:
            continue
        start = max(text.rfind(end, done, found.start()) for end in _LINE_ENDS) + 1 or done
        close = _LINE_END.search(text, found.start())
        end = close.start() if close else len(text)
        line = text[start:end]
        if _SUSPECT.search(line):  # the pair may have been with the line's end
            yield start, line
        done = end + 1


@lru_cache(maxsize=512)
def _changes(line: str) -> tuple[tuple[int, int, str], ...]:
    """What to put in the place of which stretches of a line."""
    import ftfy  # here, for most pages and all questions about a batch do without
    from ftfy.badness import badness

    bad = badness(line)
    if not bad:
        return ()
    fixed = ftfy.fix_encoding(line)
    if fixed == line or len(fixed) >= len(line) or badness(fixed) >= bad:
        return ()
    found = _aligned(line, fixed) if len(line) > COMPARED else _compared(line, fixed)
    if any(len(after) > right - left for left, right, after in found):
        found = _stepped(line, fixed)  # mojibake is never shorter than what it stands for: letters were taken for others
    if any(not _ENDS.isdisjoint(after) for _, _, after in found):
        return ()  # no repair makes a line end: ftfy took several characters for one that is none
    return found


def _compared(line: str, fixed: str) -> tuple[tuple[int, int, str], ...]:
    """What differs between a line and its repair."""
    found: list[tuple[int, int, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, line, fixed, autojunk=False).get_opcodes():
        if tag == "insert":  # belongs to the character before or behind it
            if i1 and found and found[-1][1] == i1:
                left, _, after = found.pop()
                found.append((left, i2, after + fixed[j1:j2]))
            elif i1:
                found.append((i1 - 1, i2, fixed[j1 - 1 : j2]))
            else:
                return ()
        elif tag != "equal":
            found.append((i1, i2, fixed[j1:j2]))
    return tuple(part for left, right, after in found for part in _by_character(left, right, after))


def _aligned(line: str, fixed: str) -> tuple[tuple[int, int, str], ...]:
    """The same for a long line, if each character stands for as many as UTF-8 has bytes of it; else nothing is certain."""
    edges = list(accumulate((len(letter.encode()) for letter in fixed), initial=0))
    if edges[-1] != len(line):
        return ()
    parts = zip(edges, edges[1:], fixed, strict=False)
    return tuple((left, right, after) for left, right, after in parts if line[left:right] != after)


def _stepped(line: str, fixed: str) -> tuple[tuple[int, int, str], ...]:
    """The same, letter by letter from the left, where bytes were lost and many letters became one and the same U+FFFD.

    A letter stands for itself, or for as many characters as UTF-8 has bytes of it, none of them lost; U+FFFD for two to
    four, of which one was. Of all ways that use up the line, the one with the most letters that stand for themselves; if
    there is none, nothing is certain.
    """
    ways: dict[int, tuple[int, _Steps]] = {0: (0, None)}
    for letter in fixed:
        further: dict[int, tuple[int, _Steps]] = {}
        for left, (cost, steps) in ways.items():
            sizes = [1] if line.startswith(letter, left) else []
            if not letter.isascii():
                sizes += (2, 3, 4) if letter == LOST else (len(letter.encode()),)
            for size in sizes:
                if size > 1 and (LOST in line[left : left + size]) != (letter == LOST):
                    continue
                way = (cost + (size > 1), (left, left + size, letter, steps))
                if left + size <= len(line) and (left + size not in further or way[0] < further[left + size][0]):
                    further[left + size] = way
        if len(further) > WAYS:
            further = dict(sorted(further.items(), key=lambda item: item[1][0])[:WAYS])
        ways = further
    found: list[tuple[int, int, str]] = []
    step = ways.get(len(line), (0, None))[1]
    while step:
        left, right, letter, step = step
        if line[left:right] != letter:
            found.append((left, right, letter))
    return tuple(reversed(found))


def _by_character(left: int, right: int, after: str) -> Iterator[tuple[int, int, str]]:
    """A change as one for each character that comes out, so that a line may be divided between two of them.

    Mojibake is as many characters as UTF-8 has bytes; where that does not add up (it was decoded wrongly twice), they are
    shared out evenly, as long as there are enough.

    >>> list(_by_character(7, 13, "报讯"))
    [(7, 10, '报'), (10, 13, '讯')]
    """
    sizes = [len(letter.encode()) for letter in after]
    count = len(after)
    if sum(sizes) == right - left:
        edges = list(accumulate(sizes, initial=left))
    elif 0 < count <= right - left:
        edges = [left + (right - left) * k // count for k in range(count + 1)]
    else:
        yield left, right, after
        return
    yield from zip(edges, edges[1:], after, strict=False)
