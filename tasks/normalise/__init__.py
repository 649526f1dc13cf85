"""Stage 1, normalise: a file's bytes → pages of clean Unicode text, each character traced to what the file had.

The problem: nothing says what encoding a file is in, fonts and converters put other characters in the place of printed ones,
and the stages after this must not care. Signals in order of precedence: for the encoding see ``decode``, for characters
``characters`` and ``mojibake``, for the language ``language``.

Files in formats with geometry come as the pages that their readers made; their text is repaired likewise.

The promise: what is changed is an edit with its place in the decoded text; blanks and line breaks stay where they are (how
lines are laid out is evidence later), only the kind of line end is made one, which a single decision says; text that is
clean comes back as it is. A form feed ends a page and belongs to none; blank pages before the first and after the last text
are no pages, one between two others keeps its number and is empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tasks.model.page import CleanPage
    from tasks.model.source import SourcePage

VERSION = "1"

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "de", "fr", "nl", "it", "es", "pt", "und")
"""What the setting ``language`` may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What normalise can be told."""

    encoding: str | None = field(default=None, metadata={"help": "the files' encoding", "codec": True})
    language: str | None = field(default=None, metadata={"help": "the pages' language", "choices": LANGUAGES})
    article_structure: Literal["vendor", "own"] = field(
        default="vendor",
        metadata={"help": "articles as an issue's METS or DIDL has them (vendor), or found as on any page (own)"},
    )
    full_width: Literal["mixed", "always", "never"] = field(
        default="mixed",
        metadata={"help": "full-width letters and figures made plain ones: where a page has both (mixed), always, never"},
    )
    max_page_bytes: int = field(default=10_000_000, metadata={"help": "bytes a file may have", "min": 1})
    max_file_pages: int = field(default=1_000, metadata={"help": "pages a file may have, parted by form feeds", "min": 1})
    max_page_characters: int = field(default=1_000_000, metadata={"help": "characters a page may have", "min": 1})
    max_page_lines: int = field(default=50_000, metadata={"help": "lines a page may have, blank ones included", "min": 1})


def normalise(data: bytes | Sequence[SourcePage], settings: Settings) -> tuple[CleanPage, ...]:
    """The pages of a file.

    Args:
        data: the whole file; or its pages, where it was in a format with geometry.
        settings: encoding and language where somebody knows them, and how large a file may be.

    Raises:
        EmptyPage: there is no text in it.
        PageTooLarge: it, or a page in it, has more than one of the settings ``max_…`` allows.
        BinaryPage: it is no text.
        UndecodablePage: its encoding is none, several, or not the one stated.
    """
    from tasks.normalise.work import normalise as work

    return work(data, settings)
