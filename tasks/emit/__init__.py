"""Stage 4, emit: articles in memory → JSON that satisfies the schema and the laws.

The problem: what leaves the pipeline is trusted without being looked at, so it must be right in form and complete. This room
joins the parts of an article that runs over pages of its issue (``joining`` decides which, ``parts`` does it), gives the
articles their published form, converts the script if that was asked for, and settles the page's accounts: every character of
the source that is no blank is in a field of one article, in the furniture, taken out by an edit of the ledger, or part of an
article that is published with another page; every character of the output is the source's or an edit's.

The promise: an account that does not add up raises, naming place and text; nothing is dropped, guessed or made up here, and
the same page gives the same bytes. Left alone: the texts themselves, which stage 3 hands over finished (only blanks at their
ends go, and a line end within a headline becomes a blank).

What a reader may want to know of the form: ``text`` joins the paragraphs by a blank line; pieces of a byline are joined by
one space; place and date of a dateline that stands within a byline have spans within the byline's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tasks.model.article import SegmentedPage
    from tasks.model.emitted import EmittedPage, InIssue, Origin
    from tasks.model.page import CleanPage

VERSION = "1"

Script = Literal["as-printed", "zh-Hans", "zh-Hant", "zh-TW", "zh-HK"]
"""The scripts that text can be written in."""


Joining = Literal["proven", "never"]
"""Which parts of articles on pages of one issue are joined: those proven to belong together, or none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What emit can be told: the script of the emitted Chinese (``as-printed`` leaves it), whether to join parts."""

    script: Script = "as-printed"
    join: Joining = "proven"


def emit(
    page: SegmentedPage, clean: CleanPage, origin: Origin, settings: Settings, place: InIssue | None = None
) -> EmittedPage:
    """The page's articles and manifest, ready to be written.

    Args:
        page: what ``segment`` made; its edits may or may not repeat those of the stages before (each counts once).
        clean: what ``normalise`` made of the same page: the source text is read back from it and its edits.
        origin: batch, page, file, digest and versions, which the text cannot tell.
        settings: the script to write in.
        place: the page's in its issue, with the parts of its articles on other pages, and what of its own is part of theirs;
            None for a page by itself.

    Returns:
        Articles as dictionaries in the schema's order of fields, and ``page.json``.

    Raises:
        LawBroken: a character is in two places or in none, or was invented, or a result does not fit the schema.
    """
    from tasks.emit.work import emit as work

    return work(page, clean, origin, settings, place)
