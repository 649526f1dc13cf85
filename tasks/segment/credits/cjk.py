"""Chinese credits and small print, either script, with the functions that every grammar of this room has.

One grammar (``cjk_reading``, over the words of ``cjk_tokens``) reads a stretch of text as a credit or not at all. The
places differ in which stretch they hand it and in what they ask beyond: brackets and words of dispatch at an article's
start (``cjk_opening``), brackets and the phrase after the last full stop at its end (``cjk_closing``), a whole line
(``cjk_standalone``). Bare names need most: a bracket at the very end, a bullet, a surname. Jump lines, running heads,
notices and captions are in ``cjk_page``.
"""

from tasks.segment.credits import BRACKETED, BYLINES, CLOSES, OPENS, SMALL
from tasks.segment.credits.cjk_closing import begins_before, closing
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_opening import bracketed, inside, opening
from tasks.segment.credits.cjk_page import caption, furniture, jump, notice
from tasks.segment.credits.cjk_running import ends_sentence, may_open
from tasks.segment.credits.cjk_standalone import standalone

__all__ = [
    "begins",
    "begins_before",
    "caption",
    "closing",
    "clues",
    "furniture",
    "inside",
    "jump",
    "notice",
    "opening",
    "running",
    "standalone",
]


def running(text: str, language: str) -> bool:
    """Whether a sentence ends in this text: no credit holds a full stop."""
    return ends_sentence(text)


def begins(text: str, language: str) -> int:
    """Any line may begin with a credit; with an opening one that no word tells where a bracket opens it."""
    return BYLINES | OPENS | (BRACKETED if bracketed(text) else 0)


def clues(text: str, language: str) -> int:
    """Whether a character stands in the text that every word has which an opening credit is told by."""
    return BYLINES | CLOSES | SMALL | BRACKETED | (OPENS if may_open(fold(text)) else 0)
