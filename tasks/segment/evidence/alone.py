"""What a line shows by itself: what it opens and ends with, its marks, its case, its digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.model.page import Line
from tasks.segment.evidence.families import Codes, Column, Family, Flags
from tasks.segment.evidence.letters import CLOSING, COMMA, DIGIT, LONG, LOWER, PAIR, Letters, Lookup
from tasks.segment.evidence.setting import DEFICITS, Measures

OPENS = ("quote", "bracket", "bullet", "closer", "dash", "digit", "wide", "upper", "lower", "other")
"""What a line opens with."""
ENDS = ("sentence", "hyphen", "comma", "colon", "quote", "bracket", "dash", "digit", "wide", "letter")
"""What a line ends with."""
SENTENCE, BEHIND = ENDS.index("sentence"), len(ENDS)
CLOSE = "\"'”’」』)）]〕】»›“ "
"""What may stand behind a sentence's stop."""
STOPS = ".!?。！？…"
PAUSE, PAUSED, OFTENER = "、", 5, 2
"""The mark that old Chinese print sets where full stops are set today; how often it stands there on such a page, at the
least, and how often more for each full stop."""
_HYPHENS = "-\u00ad\u2010\u00ac⸗"
_OPENERS = '\u201c\u2018「『《〈\u201e«‹"'
_BRACKETS = "（(【〔[［"
_CLOSERS = "”’」』》〉）)】〕]］»›、，。；：？！,;:?!.·…"
_BULLETS = "□■●◎○◆◇△▲▼▽★☆※◤►▶•·*"
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]")
GAPS = ("0", "1", "2")
_OPENS, _ENDS = Family("opens:{}", OPENS), Family("ends:{}", ENDS)
_INNER, _COMMA, _NO_MARK = Family("sentence-within"), Family("comma"), Family("no-mark")
CASES = ("all-capitals", "title-case")
_CASES, _LOWER = Family("{}", CASES), Family("lower-start")
WORDS = 6
"""Words that are counted: a line that has more has many."""
_WORDS = Family("words:{}", [str(n + 1) for n in range(WORDS)])
_PHRASES = Family("{}", ("spaced-out", "phrase-gaps:1", "phrase-gaps:2", "phrase-gaps:3"))
_DIGITS = Family("{}", ("digits", "number"))
_GAP = Family("gap:{}", GAPS)
_ABOVE, _BELOW = Family("short-above:{}", DEFICITS), Family("short-below:{}", DEFICITS)
TINY = ("1", "2", "3", "4")
"""Characters of a line that has but a few."""
_TINY = Family("tiny:{}", TINY)


@dataclass(frozen=True, slots=True)
class Edges:
    """What each line opens and ends with, as numbers of :data:`OPENS` and :data:`ENDS`."""

    opens: Codes
    ends: Codes

    @classmethod
    def of(cls, texts: Sequence[str], letters: Letters, gap: Codes) -> Edges:
        """The edges of these lines, which so many blank lines stand above."""
        opens = _OPENING.at(letters.codes[letters.starts]).astype(np.intp)
        ends = _ENDING.at(letters.codes[letters.ends - 1]).astype(np.intp)
        for i in np.flatnonzero(ends == BEHIND).tolist():
            ends[i] = _ending_behind(texts[i])
        ends[_paused(letters.codes[letters.ends - 1], ends, gap)] = SENTENCE
        return cls(opens, ends)


def _paused(last: npt.NDArray[np.uint32], ends: Codes, gap: Codes) -> Flags:
    """Which lines end with a pause mark for a stop: above blank lines, on a page where these hardly follow a stop."""
    closed = np.append(gap[1:] > 0, np.True_)
    paused: Flags = closed & (last == ord(PAUSE))
    stopped = int(np.count_nonzero(closed & (ends == SENTENCE)))
    return paused & np.bool_(np.count_nonzero(paused) >= PAUSED + OFTENER * stopped)


def _opening(first: str) -> int:
    """What a line opens with, by its first character."""
    kinds = ((_OPENERS, "quote"), (_BRACKETS, "bracket"), (_BULLETS, "bullet"), (_CLOSERS, "closer"), ("-–—―", "dash"))
    name = next((name for signs, name in kinds if first in signs), None) or (
        "digit"
        if first.isdigit()
        else "wide"
        if _WIDE.match(first)
        else "upper"
        if first.isupper()
        else "lower"
        if first.islower()
        else "other"
    )
    return OPENS.index(name)


def _ending_behind(text: str) -> int:
    """What a line ends with whose last character may stand behind a sentence's stop."""
    stop = text.rstrip(CLOSE)[-1:]
    return SENTENCE if stop and stop in STOPS else _ending(text[-1])


def _ending_or_behind(last: str) -> int:
    """What a line ends with, by its last character; :data:`BEHIND` where what stands before that tells."""
    return BEHIND if last in CLOSE else _ending(last)


def _ending(last: str) -> int:
    """What a line ends with, by its last character alone."""
    kinds = (
        *((STOPS, "sentence"), (_HYPHENS, "hyphen"), (",，、;；", "comma"), (":：", "colon")),
        *(('”’」』»›"“', "quote"), ("）)】〕]］", "bracket"), ("-–—", "dash")),
    )
    name = next((name for signs, name in kinds if last in signs), None) or (
        "digit" if last.isdigit() else "wide" if _WIDE.match(last) else "letter"
    )
    return ENDS.index(name)


_OPENING, _ENDING = Lookup(_opening), Lookup(_ending_or_behind)


@dataclass(frozen=True, slots=True)
class Own:
    """What lines show by themselves: all of it, and what their neighbours are told of it."""

    columns: list[Column]
    inner: Column
    no_mark: Column
    case: Column
    gap: Column
    tiny: Column


def seen(lines: Sequence[Line], letters: Letters, measures: Measures, edges: Edges) -> Own:
    """What the lines show by themselves."""
    sizes = letters.ends - letters.starts
    inner = _INNER.flag(letters.goes_on_after_stop())
    no_mark = _NO_MARK.flag(~letters.has(CLOSING))
    words, case, lower = _case(letters) if not measures.wide else ([], _CASES.none(len(lines)), [])
    gap = _GAP.column(np.minimum(measures.gap, 2))
    tiny = _TINY.column(np.minimum(sizes - 1, 3), where=sizes <= len(TINY))
    blanks = [_blanks(lines, sizes)] if measures.wide else []
    many = letters.count(DIGIT) * 3 > sizes if letters.has(DIGIT).any() else np.zeros(len(lines), np.bool_)
    digits = Column(_DIGITS, np.where(many, 1, 2 * letters.has(PAIR)))
    return Own(
        [
            *(_OPENS.column(edges.opens), _ENDS.column(edges.ends), inner, _COMMA.flag(letters.has(COMMA)), no_mark),
            *(*words, case, *lower, *blanks, digits, gap),
            _ABOVE.column(measures.deficit(measures.above, measures.width)),
            _BELOW.column(measures.deficit(measures.below, measures.width)),
            tiny,
        ],
        *(inner, no_mark, case, gap, tiny),
    )


def _blanks(lines: Sequence[Line], sizes: Codes) -> Column:
    """Blanks between phrases, or between all of a line's characters."""
    blanks = np.array([len(line.blanks) for line in lines], np.intp)
    return Column(_PHRASES, np.where(blanks * 3 > sizes, 1, np.minimum(blanks, 3) + 1) * (blanks > 0))


def _case(letters: Letters) -> tuple[list[Column], Column, list[Column]]:
    """How many words a line has, how they are written, and whether the first is in lower case."""
    words, count = letters.words, len(letters.starts)
    number = np.bincount(words.line, minlength=count)
    size = np.bincount(words.line, words.size, count)
    capitals = (np.bincount(words.line[words.upper], minlength=count) == number) & (size > 2)
    long = words.size > LONG
    longer = np.bincount(words.line[long], minlength=count)
    titled = np.bincount(words.line[long & words.opens_upper], minlength=count)
    title = (longer > 1) & (titled * 4 >= longer * 3)
    lower = letters.kinds[letters.starts] & LOWER != 0
    some = number > 0
    case = np.where(capitals, 1, 2 * title) * some
    counted = _WORDS.column(np.minimum(number, WORDS) - 1, where=some)
    return [counted], Column(_CASES, case), [_LOWER.flag(lower & some & ~capitals)]
