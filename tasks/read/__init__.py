"""Reading: a source in whatever format → pages of text in reading order, with the place and size of every word.

The problem: PDF, ALTO, hOCR and PAGE each say the same (words, lines, blocks, where they stand) in another way, some of it
wrong, and none says how a page is read. Signals in order of precedence: what kind of file it is, by its content and never by
its name; what the format states; geometry, where it states nothing, and for the order of blocks, since formats that state
one mostly state the order that an engine happened to work in.

The promise: every word of the source stands in the text exactly once; nothing is followed (entities, DTDs, networks,
archives); a file that cannot be read says what was expected, and where it broke. Plain text is not read here: ``normalise``
decodes it.
"""

from __future__ import annotations

from tasks.model.errors import UnknownFormat
from tasks.model.source import SourceIssue, SourcePage
from tasks.read.alto import read_alto
from tasks.read.formats import ALTO, DIDL, HOCR, METS, PAGE, PDF, TSV, format_of
from tasks.read.hocr import read_hocr
from tasks.read.layout import Ordering, lay_out
from tasks.read.listed import list_blocks
from tasks.read.page_xml import read_page_xml
from tasks.read.pdf import read_pdf
from tasks.read.tsv import read_tsv

VERSION = "1"

READERS = {ALTO: read_alto, HOCR: read_hocr, PAGE: read_page_xml, PDF: read_pdf, TSV: read_tsv}
"""The readers of files that hold pages; a METS or DIDL only lists some, see ``issue``."""


def read(
    data: bytes, ordering: Ordering = "auto", issue: SourceIssue | None = None, resource: str = ""
) -> tuple[SourcePage, ...]:
    """The pages of a file in a format with geometry.

    Args:
        data: the whole file.
        ordering: ``given`` for the format's own reading order, ``geometry`` for that of the boxes, or ``auto``.
        issue: what a METS or DIDL says of the issue that the file is of; its items tell which text belongs together, and
            its order of their parts is taken.
        resource: the file's name, as the issue has it.

    Raises:
        UnknownFormat: it is in no such format; plain text is none.
        BrokenSource: it is damaged, or not what it begins as.
        UnsafeMarkup: it declares entities, or nests without bound.
        NoTextLayer: a PDF without characters.
        ReaderMissing: a PDF, and pypdfium2 is not installed.
    """
    kind = format_of(data)
    if kind in (METS, DIDL):
        mend = "deliver the ALTO files that it lists in one folder with it"
        raise UnknownFormat(f"it is a {kind.upper()}: it lists the pages of an issue, and holds none itself", mend)
    if kind is None:
        raise UnknownFormat("it is neither PDF nor ALTO, hOCR or PAGE XML")
    pages = READERS[kind](data)
    if issue:
        for page in pages:
            list_blocks(page, issue, resource)
    return tuple(lay_out(page, ordering) for page in pages)
