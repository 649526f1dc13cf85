"""What can be wrong with a page: one exception per situation, each with the way out of it."""

from __future__ import annotations


class PageError(Exception):
    """A page that cannot be worked on; costs this page and no other.

    ``mend`` is what its keeper can do about it; ``may_pass`` says that trying again may help with nothing changed.
    """

    mend = "look at the file"

    def __init__(self, message: str, mend: str | None = None, may_pass: bool = False) -> None:
        """With what happened, and the way out where this case has one of its own."""
        super().__init__(message)
        if mend is not None:
            self.mend = mend
        self.may_pass = may_pass


class EmptyPage(PageError):
    """No text at all: no bytes, or nothing but blanks."""

    mend = "put the page's text into the file, or take the file away"


class BinaryPage(PageError):
    """Not text: a picture, an archive or a program under a text file's name."""

    mend = "put the page's text there instead, or take the file away"


class UndecodablePage(PageError):
    """Bytes that are no text in any encoding that newspapers are delivered in."""

    mend = "state its encoding with the setting 'encoding', or deliver the page in UTF-8"


class PageTooLarge(PageError):
    """More than a page of newspaper can be."""

    mend = "split the file, or raise the setting 'max_page_bytes'"


class PageTookTooLong(PageError):
    """A page on which the program works longer than it may."""

    mend = "split the page, or raise the setting 'max_page_seconds'"


class LawBroken(PageError):
    """A result that breaks a law of the pipeline: a mistake of the program, never of the page.

    ``offset`` is the place in the source that it shows at, where there is one.
    """

    mend = "report the page: the program made a mistake on it, and nothing was written"

    def __init__(self, message: str, offset: int | None = None) -> None:
        """With what happened, and where."""
        super().__init__(message)
        self.offset = offset
