"""Initials brought home: the big letter that opens an article's text, joined with the rest of its word.

The problem: an initial over two or three lines (a drop cap) is set in a type of its own, so that readers give it a line by
itself: before its text, with a byline in between (``D`` / ``By Ann Lee`` / ``er Strom``), or after the lines beside it.
What is known, by weight:

1. *The word.* Letter and rest make a word of the language or of the page (``T`` + ``he``), or the letter is one (``A``), or
   the rest begins with the apostrophe of one that is elided (``L`` + ``’hiver``); a rest that is no word speaks for it, too.
2. *The place.* The rest follows at once, or a few lines on, or stands right above, or at the head of the block above:
   ``pdftotext`` gives an initial behind the block whose text it opens where headline or byline begin that block.
3. *The rest.* It opens in lower case (or in capitals) where nothing goes on into it: below a sentence's end or a blank line,
   not below a line of text, and no half of a word that a swallowed hyphen divided. It and the line below it are narrower
   than the others, since the initial stood beside them.

Letters and rests are paired one to one. In a line that has both, ``T he``, only the blank is closed.
Left alone: a letter without a rest. In full-width print a character by itself is as likely the end of a headline.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from msgspec.structs import replace

from tasks.languages import language as knowledge
from tasks.model.assignment import assign
from tasks.model.ledger import Decision, Edit
from tasks.model.trace import Traced
from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.words.breaks import HYPHENS
from tasks.reflow.words.lexicon import habits, known
from tasks.reflow.words.page_words import LETTER, page_words

_QUOTE = "[\"'“”„‘’«»‹›(\\[]"
_INITIAL = re.compile(rf"(?:{_QUOTE} ?)?([{LETTER}])['’]?")
_LONGEST = 4  # characters of an initial by itself: a quote, a blank, the letter, an apostrophe
_REST = re.compile(rf"(['’]?)([{LETTER}]+)")
_SPACED = re.compile(rf"(?:{_QUOTE} ?)?([{LETTER}])( +)(['’]?)([{LETTER}]+)")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")

AHEAD, BEHIND = 8, 6
"""How many lines a rest is looked for below its initial, and above it: bylines and a lead may stand between."""
NEAR = 4
"""Lines of a byline and a lead that often stand between."""
HEADED = 8
"""Lines of a block, headline and byline among them, of which one may be the rest of the initial that stands below it."""
SET, INDENT = 8, 1.0
"""Lines from an initial on whose widths are compared, and by how many cells those beside it are narrower than the others."""
BESIDE = 4
"""Lines that stand beside an initial, at most."""
TOGETHER = 60
"""Letters that are weighed against each other: more are on no page, and the work grows by the cube."""
SURE = 1.4
"""What the signs must add up to: a known word close by (1 + 0.7), or no known one right below (0.5 + 1); set by hand on half
of the invented pages with initials, where none was joined wrongly."""

Found = tuple[float, str, dict[str, float | str]]
"""How well a letter and a rest go together, the glue between them, and the signs."""


@dataclass(frozen=True)
class _Words:
    """What is asked of words: the page's own, gathered when the language's do not suffice, and the language's."""

    language: str
    lines: Sequence[str]
    letters: frozenset[str]

    @cached_property
    def page(self) -> frozenset[str]:
        """The words of the lines but for the first ones, which may be rests."""
        return page_words([line.partition(" ")[2] for line in self.lines]).words

    def has(self, word: str) -> bool:
        """Whether a word, in lower case, is known; a letter by itself only where it is a word."""
        if len(word) == 1:
            return word in self.letters
        return known(word, self.language) or word in self.page


def join_initials(rows: Sequence[Row], language: str) -> tuple[list[Row], list[Decision], list[Edit]]:
    """The rows with initials joined to their words.

    Args:
        rows: the printed rows, their blanks closed.
        language: the page's BCP 47 tag.

    Returns:
        The rows, a decision for each initial that was joined, an edit for each blank closed behind one.
    """
    letters = [i for i, row in enumerate(rows) if len(row.text) <= _LONGEST and _is_initial(row.text.text)]
    spaced = [i for i, row in enumerate(rows) if " " in row.text.text[:_LONGEST] and _SPACED.match(row.text.text)]
    if not letters and not spaced:
        return list(rows), [], []
    flow = frozenset(str(knowledge(language).section("initial").get("words", "")).split())
    words = _Words(language, [row.text.text for row in rows], flow)
    out, edits = _close_up(rows, spaced, words)
    joined, decisions = _join(out, letters, words)
    return joined, decisions, edits


def _is_initial(text: str) -> bool:
    found = _INITIAL.fullmatch(text)
    return bool(found and found.group(1).isupper())


def _close_up(rows: Sequence[Row], spaced: Sequence[int], words: _Words) -> tuple[list[Row], list[Edit]]:
    """The rows without the blank behind an initial that stands in the line of its word: ``T he``."""
    out, edits = list(rows), []
    for i in spaced:
        text = rows[i].text
        found = _SPACED.match(text.text)
        if not found or not found.group(1).isupper() or not _is_cut(found.group(1), found.group(3), found.group(4), words):
            continue
        first, last = found.span(2)
        edits.append(Edit("reflow.close-initial", (text.starts[first], text.ends[last - 1]), found.group(2), ""))
        out[i] = replace(rows[i], text=text.without(range(first, last)), blanks=())
    return out, edits


def _is_cut(letter: str, mark: str, rest: str, words: _Words) -> bool:
    """Whether a blank cuts a word behind its initial: both make one, or the rest is none; both, if the letter is a word."""
    low = letter.lower()
    if mark:
        return low in habits(words.language).elisions
    if not (rest.islower() or (rest.isupper() and len(rest) > 1)):
        return False
    if words.has(low):
        return not known(rest.lower(), words.language) and known(low + rest.lower(), words.language)
    return words.has(low + rest.lower()) or (rest.islower() and len(rest) > 2 and not words.has(rest))


def _join(rows: list[Row], letters: Sequence[int], words: _Words) -> tuple[list[Row], list[Decision]]:
    """The rows with each initial put before its rest, where one is found."""
    alone = set(letters)
    rests = [j for j, row in enumerate(rows) if j not in alone and _rest(row.text.text)]
    fits: dict[int, dict[int, Found]] = {}
    begins: list[int] = []
    for k, row in enumerate(rows):
        begins.append(k if row.gap or not k else begins[-1])
    for i in letters:
        top = range(0)
        if i and rows[i].gap and (i + 1 == len(rows) or rows[i + 1].gap):
            top = range(begins[i - 1], min(begins[i - 1] + HEADED, i))
        near = {*_within(rests, i - BEHIND, i + AHEAD), *_within(rests, top.start, top.stop - 1)}
        found = {j: fit for j in sorted(near) if (fit := _fit(rows, i, j, words, j in top)) and fit[0] >= SURE}
        fits |= {i: found} if found else {}
    decisions: list[Decision] = []
    gone: dict[int, int] = {}
    for i, j in _pairs(fits):
        score, glue, signs = fits[i][j]
        head, rest = rows[i].text, rows[j].text
        rows[j] = replace(rows[j], text=head + Traced.inserted(glue, head.ends[-1]) + rest, blanks=())
        gone[i] = j
        _close_gap(rows, i, j)
        signs |= {"rest": rest.text[:20]}
        decisions.append(Decision("reflow.join-initial", head.extent(), "initial of the line", min(1.0, score / 2), signs))
    return list(_without(rows, gone)), decisions


def _within(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of the places, which stand in order, from one to another."""
    return places[bisect_left(places, first) : bisect_right(places, last)]


def _pairs(fits: Mapping[int, Mapping[int, Found]]) -> Iterator[tuple[int, int]]:
    """The letters with their rests, one to one: ``TOGETHER`` letters at a time, should there be more."""
    letters, gone = list(fits), set[int]()
    for start in range(0, len(letters), TOGETHER):
        some = letters[start : start + TOGETHER]
        rests = sorted({j for i in some for j in fits[i]} - gone)
        for a, b in assign([[fits[i][j][0] if j in fits[i] else 0.0 for j in rests] for i in some]):
            gone.add(rests[b])
            yield some[a], rests[b]


def _close_gap(rows: list[Row], i: int, j: int) -> None:
    """Close the blank line below the few lines that stand beside an initial: their column goes on there."""
    below = next((k for k in range(j + 1, min(j + BESIDE + 2, len(rows))) if rows[k].gap and k != i), None)
    if below is None:
        return
    last = rows[below - 1 if below - 1 != i else below - 2].text.text
    if not _SENTENCE_END.search(last) and (i in (j - 1, below - 1) or rows[below].text.text[0].islower()):
        rows[below] = replace(rows[below], gap=0)


def _rest(text: str) -> bool:
    """Whether a line may lack its first letter: it opens in lower case, with an apostrophe, or with a word in capitals."""
    found = _REST.match(text)
    return found is not None and (found.group(2)[0].islower() or (found.group(2).isupper() and len(found.group(2)) > 1))


def _fit(rows: Sequence[Row], i: int, j: int, words: _Words, headed: bool) -> Found | None:
    """How well the rest in row ``j`` fits the initial in row ``i``; None where it cannot be its rest.

    ``headed`` is whether it stands among the first lines of the block that the initial's own stands below.
    """
    worded = _worded(rows[i].text.text, rows[j].text.text, words)
    if worded is None:
        return None
    word, glue = worded
    before = j - 2 if i == j - 1 else j - 1
    gapped = rows[j].gap > 0 or (i == j - 1 and rows[i].gap > 0)
    if before >= 0 and (rows[before].text.text[-1] in HYPHENS or rows[before].text.ends[-1] == rows[j].text.starts[0]):
        return None  # the rest of a divided word
    opens = before < 0 or gapped or bool(_SENTENCE_END.search(rows[before].text.text))
    near = 0 < j - i <= NEAR and not rows[i + 1].text.text[0].islower()
    place = 1.0 if j == i + 1 else 0.75 if headed or near else 0.5 if abs(j - i) <= NEAR else 0.4
    signs: dict[str, float | str] = {
        "word": word,
        "place": place,
        "opens": 0.2 if opens else 0.0 if near or j == i + 1 or headed else -0.3,
    }
    if glue and j != i + 1:
        signs["letter"] = -0.3  # a letter that is a word needs no rest
    if not opens and j != i + 1 and rows[before].text.text[0].islower():
        signs["amid"] = -0.3  # the line above is text, too; right below the initial, it may be a headline's last
    if _stands_beside(rows, j):
        signs["beside"] = 0.3
    if rows[j].text.text[:2].isupper():
        signs["capitals"] = -0.2  # a byline in capitals begins so, too
    return sum(v for v in signs.values() if isinstance(v, float)), glue, signs


def _stands_beside(rows: Sequence[Row], j: int) -> bool:
    """Whether two lines are narrower than those of the text below them: a tall initial stood beside them."""
    below = [set_width(row.text.text) for row in rows[j : j + SET]]
    end = next((k for k in range(1, len(below)) if rows[j + k].gap), len(below))
    return end > 3 and sum(below[:2]) / 2 <= median(below[2:end]) - INDENT


def _worded(initial: str, line: str, words: _Words) -> tuple[float, str] | None:
    """What the word says that letter and rest make, and the glue between them; None where they make none."""
    found = _REST.match(line)
    low = initial.rstrip("'’")[-1].lower()
    if not found:
        return None
    mark, rest = found.groups()
    if len(rest) == 1 and line[found.end() : found.end() + 1] in ("'", "’"):
        return None  # l’un, o’clock: a word of its own
    if mark or initial[-1] in "'’":
        return (1.0, "") if low in habits(words.language).elisions else None
    whole, part = words.has(low + rest.lower()), words.has(rest.lower())
    if whole and not (part and low in words.letters and len(rest) > 2):
        return (0.7 if part else 1.2), ""
    if low in words.letters and part:
        return 0.7, " "
    if part or (len(rest) < 4 and line[found.end() : found.end() + 1] == "."):
        return None  # a word by itself, or somebody's mark: ``bz.``
    return 0.5, ""


def _without(rows: Sequence[Row], gone: dict[int, int]) -> Iterator[Row]:
    """The rows without the initials that were joined; a gap above one stays above its text if that follows."""
    gap = 0
    for k, row in enumerate(rows):
        if k in gone:
            gap = row.gap if gone[k] == k + 1 else gap
            continue
        yield replace(row, gap=max(gap, row.gap)) if gap else row
        gap = 0
