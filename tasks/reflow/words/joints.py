"""How a printed line joins the next, if both stand in one paragraph.

The problem: a line's end is a blank in Latin print and nothing in Chinese; it may cut a word, a number, an address or a pair
of marks. What the two characters at the joint are decides nearly always; hyphens are a matter of their own
(:mod:`tasks.reflow.words.hyphens`). Left alone: hyphens without evidence, which stay as printed.
"""

from __future__ import annotations

import re

from tasks.model.page import Joint
from tasks.reflow.lines.rows import QUOTES, is_wide
from tasks.reflow.words.breaks import APOSTROPHES, LETTERED_HYPHENS, Break
from tasks.reflow.words.hyphens import hyphen_joint
from tasks.reflow.words.lexicon import habits
from tasks.reflow.words.page_words import LETTER, Vocabulary

DASHES = "\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"
SLASHES = "/\N{FRACTION SLASH}"
OPENERS = "([{«„‚\N{INVERTED EXCLAMATION MARK}\N{INVERTED QUESTION MARK}"
CLOSERS = ".,;:!?)]}»…"

WORDS = Joint(" ", "reflow.join-words")
CLOSED = Joint("", "reflow.close-full-width")

_ELIDED = re.compile(rf"([{LETTER}]+)[{APOSTROPHES}]$")
_ADDRESS_ENDS = "./@_?=&%"
_OPEN_ADDRESS = re.compile(rf"(?:://|www\.|@)\S*[{_ADDRESS_ENDS}]$")  # an address that cannot end where the line does
_LAST_LATIN = re.compile(r"[0-9A-Za-z.]+$")
_FIRST_LATIN = re.compile(r"[0-9A-Za-z.]+")


def joint(before: str, after: str, language: str, words: Vocabulary) -> Joint:
    """How ``after`` joins ``before``, two consecutive printed lines without blanks at their ends.

    Args:
        before: the upper line.
        after: the lower line.
        language: the page's BCP 47 tag.
        words: the page's vocabulary.

    Returns:
        The glue with the rule that chose it. A score below :data:`DOUBTFUL` deserves a warning.

    >>> from tasks.reflow.words.page_words import page_words
    >>> page = page_words(["Der Zug fährt."])
    >>> joint("Ein-", "und Ausfuhr", "de", page).glue, joint("EU-", "Staaten", "de", page).glue
    (' ', '')
    >>> joint("昨日有大", "雨，后有", "zh-Hans", page).glue
    ''
    """
    if not before or not after:
        return Joint("", "reflow.join-nothing")
    ends = before[-1] + after[0]
    if ends.isalnum() and ends < "\u1100" and ends[1] < "\u1100" and language[:2] not in ("zh", "ja"):
        return WORDS  # the common case, told early: two letters or figures of narrow print
    left, right = is_wide(ends[0]), is_wide(ends[1])
    if left and right and not (_hangul(ends[0]) and _hangul(ends[1])):
        return CLOSED  # and that of full-width print, in which no sign is a hyphen
    if not (left or right or language[:2] in ("zh", "ja")):  # none of the rules of full-width print
        return _hyphen(before, after, language, words) or _marks(before, after, language) or _address(before, after) or WORDS
    return (
        _hyphen(before, after, language, words)  # a hyphen says most about what it divides
        or _wide(before, after, language)  # full-width print has no blanks to lose
        or _narrow_in_wide(before, after, language, words)  # figures and Latin words inside it
        or _marks(before, after, language)  # marks that close up to their neighbour
        or _address(before, after)  # an address cannot end in such a sign
        or WORDS  # all else: the line's end is a blank
    )


def _hyphen(before: str, after: str, language: str, words: Vocabulary) -> Joint | None:
    """The line ends in a hyphen, or in an equals sign between letters."""
    mark = before[-1]
    if mark not in LETTERED_HYPHENS:
        return None
    if mark == "=" and not (before[-2:-1].isalpha() and after[0].isalpha()):
        return None
    if is_wide(before[-2:-1] or " ") or is_wide(after[0]):
        return Joint("", "reflow.keep-hyphen-beside-full-width", 0.95)
    return hyphen_joint(Break.of(before, after, language, words))


def _wide(before: str, after: str, language: str) -> Joint | None:
    """Two full-width characters close up; in Chinese and Japanese the marks that both scripts share are full-width."""
    shared = QUOTES if language[:2] in ("zh", "ja") else ""
    left, right = (is_wide(char) or char in shared for char in (before[-1], after[0]))
    if left and right and not (_hangul(before[-1]) and _hangul(after[0])):
        return CLOSED
    if (left or right) and not (_hangul(before[-1]) or _hangul(after[0])):
        return Joint("", "reflow.close-full-width-and-latin", 0.95)
    return None


def _hangul(char: str) -> bool:
    """Korean is full-width print with blanks between its words."""
    return "\N{HANGUL SYLLABLE GA}" <= char <= "\N{HANGUL SYLLABLE HIH}"


def _narrow_in_wide(before: str, after: str, language: str, words: Vocabulary) -> Joint | None:
    """Latin letters and digits on both sides in Chinese or Japanese print: as the page has them in a line, else by kind.

    ``PM/2.5`` and ``20/25`` are cut where the line was full; two words (``New/York``) keep their blank, and so does a word
    in lower case before its number (``Windows/10``).
    """
    if language[:2] not in ("zh", "ja"):
        return None
    head, tail = _LAST_LATIN.search(before, max(0, len(before) - 40)), _FIRST_LATIN.match(after)
    if not head or not tail:
        return Joint("", "reflow.close-narrow-mark", 0.85)
    left, right = head.group(), tail.group()
    if words.has_pair(left, right):
        return Joint(" ", "reflow.join-words-on-page", 0.95)
    if words.has_closed(left + right):
        return Joint("", "reflow.close-word-on-page", 0.95)
    if left[-1].isalpha() and right[0].isalpha():
        return Joint(" ", "reflow.join-latin-words", 0.9)
    if left[-1].islower() and len(left) > 3:
        return Joint(" ", "reflow.join-word-and-number", 0.75)
    return Joint("", "reflow.close-number", 0.8)


def _marks(before: str, after: str, language: str) -> Joint | None:
    """Dashes and slashes that hug their word, elisions, and marks that open or close."""
    last, first = before[-1], after[0]
    hugging = len(before) > 1 and not before[-2].isspace()
    if last in DASHES + SLASHES and hugging and before[-2] not in ".!?":
        return Joint("", "reflow.close-after-dash", 0.9)
    if first in DASHES + SLASHES and after[1:2].strip() and last.isalnum():
        return Joint("", "reflow.close-before-dash", 0.9)
    elided = _ELIDED.search(before, max(0, len(before) - 12)) if last in APOSTROPHES else None
    if elided and elided.group(1).lower() in habits(language).elisions:
        return Joint("", "reflow.close-elision", 0.95)
    if last in OPENERS and not (last == "«" and language[:2] != "fr" and hugging):
        return Joint(" " if last == "«" and language[:2] == "fr" else "", "reflow.close-after-opening-mark", 0.9)
    if first in CLOSERS and not after.startswith(("...", "…")):
        stands_off = first in habits(language).blank_before
        return Joint(" " if stands_off else "", "reflow.close-before-closing-mark", 0.9)
    return None


def _address(before: str, after: str) -> Joint | None:
    """An address that ends in a sign no address ends in, and goes on in lower case."""
    if before[-1] not in _ADDRESS_ENDS:
        return None
    if _OPEN_ADDRESS.search(before.split()[-1]) and (after[0].islower() or after[0].isdigit()):
        return Joint("", "reflow.close-address", 0.8)
    return None
