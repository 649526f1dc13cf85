"""Credits: who a newspaper says wrote, sent or photographed a piece, and the small print around it.

The grammar differs by script, not by paper: ``cjk`` reads Chinese of either script, ``latin`` everything else. Both offer
the functions below with the same meaning. ``text`` is one printed line or several already joined; every position is an
index of ``text`` as given. None of them looks beyond its text: what a line means on its page is decided by the room
around them.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

from tasks.model.article import Credit

REMEMBERED = 4096
"""Readings kept: a page's lines, each with its neighbours in a few ways, are read again by each step of the room."""

OPENS, BYLINES = 1 << 53, 1 << 54
"""Bits of ``begins``: an opening credit may begin, a byline may. The ``clues`` of a text in Latin print have both."""
BRACKETED = 1 << 50
"""The bit of a Chinese text that opens with a bracket, which may be an opening credit whatever it holds."""
OPENING = OPENS | BRACKETED
SMALL = 1 << 52
"""Bit of the ``clues`` of a text that may hold a jump line or belong to the page (``furniture``); without it it does not."""
CLOSES = 1 << 51
"""Bit of the ``clues`` of a text that may end in a closing credit; without it it does not."""


@lru_cache(maxsize=64)
def _grammar(language: str) -> ModuleType:
    """The grammar for a BCP 47 tag; imported when first asked for, as a page is in one language."""
    if language.split("-")[0] == "zh":
        from tasks.segment.credits import cjk

        return cjk
    from tasks.segment.credits import latin

    return latin


@lru_cache(maxsize=REMEMBERED)
def opening(text: str, language: str) -> Credit | None:
    """A credit or dateline at the very start of an article's text; its ``end`` is where the body begins."""
    found: Credit | None = _grammar(language).opening(text, language)
    return found


@lru_cache(maxsize=REMEMBERED)
def closing(text: str, language: str) -> Credit | None:
    """A credit or wire mark at the very end of an article's text; its ``start`` is where the body has ended."""
    found: Credit | None = _grammar(language).closing(text, language)
    return found


@lru_cache(maxsize=REMEMBERED)
def standalone(text: str, language: str) -> Credit | None:
    """A text that is a byline and nothing else."""
    found: Credit | None = _grammar(language).standalone(text, language)
    return found


def running(text: str, language: str) -> bool:
    """Whether these whole words are running text, so that no credit holds them, whatever else it holds."""
    found: bool = _grammar(language).running(text, language)
    return found


def begins(text: str, language: str) -> int:
    """With what a credit may begin at the text's start, as bits to be held against ``clues``.

    Where the clues of the text, and of whatever is read together with it, have neither of ``OPENING`` among these bits, no
    opening credit begins with it; where they have none but ``OPENS``, no byline does.
    """
    found: int = _grammar(language).begins(text, language)
    return found


def clues(text: str, language: str) -> int:
    """What the words of a text tell of the credits that it may hold, as bits; of lines read together, those of them all."""
    found: int = _grammar(language).clues(text, language)
    return found


def begins_before(text: str, at: int, language: str) -> bool:
    """Whether a text's closing credit may begin before ``at`` or there, but not with the text; if not, it does not."""
    found: bool = _grammar(language).begins_before(text, at, language)
    return found


def inside(text: str, language: str) -> list[int]:
    """Places inside a printed line where an article's opening credit begins after something else."""
    places: list[int] = _grammar(language).inside(text, language)
    return places


@lru_cache(maxsize=REMEMBERED)
def jump(text: str, language: str) -> tuple[int, int, str, str | None] | None:
    """A jump line in the text: start, end, direction (``to`` or ``from``) and page as printed."""
    found: tuple[int, int, str, str | None] | None = _grammar(language).jump(text, language)
    return found


@lru_cache(maxsize=REMEMBERED)
def furniture(text: str, language: str) -> tuple[str, float] | None:
    """The role of a text that belongs to the page and to no article, and how sure that is (0..1)."""
    found: tuple[str, float] | None = _grammar(language).furniture(text, language)
    return found


def notice(text: str, language: str) -> float:
    """How much (0..1) an article's text reads like a public notice or an advertisement set as text."""
    score: float = _grammar(language).notice(text, language)
    return score


def caption(text: str, language: str) -> float:
    """How much (0..1) a short text reads like the caption of a picture."""
    score: float = _grammar(language).caption(text, language)
    return score
