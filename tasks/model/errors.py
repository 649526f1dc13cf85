"""What can be wrong with a page: one exception per situation, each with the way out of it."""

from __future__ import annotations


class PageError(Exception):
    """A page that cannot be worked on; costs this page and no other.

    ``mend`` is what its keeper can do about it; ``renames`` says that this gives the file another name, ``may_pass`` that
    trying again may help with nothing changed.
    """

    mend = "look at the file"
    renames = False

    def __init__(self, message: str, mend: str | None = None, may_pass: bool = False, renames: bool = False) -> None:
        """With what happened, and the way out where this case has one of its own."""
        super().__init__(message)
        if mend is not None:
            self.mend = mend
        self.may_pass = may_pass
        self.renames = renames or self.renames


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


class UnknownFormat(PageError):
    """A file in none of the formats that pages are read from."""

    mend = "deliver the page as text, PDF, ALTO, hOCR or PAGE XML"


class BrokenSource(PageError):
    """A file that does not hold what its format promises: cut off, not well-formed, or without what a page needs.

    ``line`` (from 1) is where it broke; ``element`` what was being read there; each None where the format knows no such
    thing.
    """

    mend = "deliver the file again: it is damaged, or no file of this kind"

    def __init__(self, message: str, line: int | None = None, element: str | None = None, mend: str | None = None) -> None:
        """With what was expected, and where it broke."""
        where = [f"line {line}"] if line else []
        where += [f"in <{element}>"] if element else []
        super().__init__(f"{message} ({', '.join(where)})" if where else message, mend)
        self.line = line
        self.element = element


class UnsafeMarkup(BrokenSource):
    """XML that declares entities, or is nested deeper than any page: made to overload what reads it, or by mistake."""

    mend = "take the declarations out of the file, if it comes from somebody you trust"


class NoTextLayer(PageError):
    """A PDF of pictures: there are no characters in it."""

    mend = "run OCR over it first (ocrmypdf puts a text layer into a PDF), or deliver ALTO, hOCR or PAGE XML"


class ReaderMissing(PageError):
    """The library that reads this format is not installed."""

    mend = "install it: pip install 'clipsheet[pdf]'"


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
