"""What kind of file this is, by its content."""

from __future__ import annotations

import codecs
import re

from tasks.model.errors import UnknownFormat
from tasks.read.markup import ENVELOPE, HOLDER, wide_codec

ALTO, METS, DIDL, HOCR, PAGE, PDF, TSV = "alto", "mets", "didl", "hocr", "page", "pdf", "tsv"
"""The formats that are told here; all else is text, or an error if it is some other XML."""

_ROOTS = {"alto": ALTO, "mets": METS, "didl": DIDL, "pcgts": PAGE}
_BEFORE_ROOT = re.compile(
    r"""\s*(?:
        <\?.*?\?>\s*                        # the declaration, other instructions
      | <!--.*?-->\s*                       # comments
      | <!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*
    )*""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)(?=[\s/>])")
_HOLDER = re.compile(rf"<(?:[\w.-]+:)?{HOLDER}(?:\s[^>]*)?>\s*(?=<)")
_OCR_CLASS = re.compile(rb"""class\s*=\s*["']?[^"'>]*\bocrx?_\w+""")
_TSV = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
_OF_CORRECTIONS = re.compile(
    r'\s*\{(?=.*"batch"\s*:)(?=.*"pages"\s*:\s*\[)(?=.*"(?:schema_version|corrections)"\s*:)', re.DOTALL
)
_BEFORE_PDF = b" \t\r\n\0" + codecs.BOM_UTF8
_HEAD = 65536
"""Bytes within which the root element begins: comments and the like stand before it."""


def format_of(data: bytes) -> str | None:
    """The format of a file; None for whatever may be plain text.

    Raises:
        UnknownFormat: it is XML or HTML, but of no kind that is read; or a file of corrections, which browsers give another
            name where one of theirs is there already ("corrections (1).json").

    >>> format_of(b"%PDF-1.7 ..."), format_of(b"<alto/>"), format_of("Merrowby, Tuesday.".encode())
    ('pdf', 'alto', None)
    """
    if _is_pdf(data):
        return PDF
    head = _text(data[:_HEAD])
    if head.startswith(_TSV):
        return TSV
    if _OF_CORRECTIONS.match(head):
        raise UnknownFormat(
            "it is a file of corrections under another name, and no page",
            "if it is to count, name it corrections.json, at the top of its batch; else take it away",
            renames=True,
        )
    start = _BEFORE_ROOT.match(head)
    root = _ROOT.match(head, start.end() if start else 0)
    declared = head.lstrip().lower().startswith(("<?xml", "<!doctype"))
    if root is None:
        if declared:
            raise UnknownFormat("it begins as XML, but no element follows within its first 64 KB")
        return None
    name = root[1].rpartition(":")[2]
    if name == ENVELOPE and (held := _HOLDER.search(head, root.end())) and (inner := _ROOT.match(head, held.end())):
        name = inner[1].rpartition(":")[2]
        if name.lower() not in (METS, DIDL):
            raise UnknownFormat(f"it is an answer of OAI-PMH with <{inner[1]}>; expected <mets> or <DIDL> in it")
    if name.lower() in _ROOTS:
        return _ROOTS[name.lower()]
    if name.lower() == "html":
        if _OCR_CLASS.search(data):
            return HOCR
        raise UnknownFormat("it is HTML, but none of its classes is one of hOCR's")
    if declared or "xmlns" in head[root.start() : root.end() + 200]:
        raise UnknownFormat(f"it is XML with the root <{root[1]}>; expected <alto>, <PcGts> (PAGE), <mets> or <html> (hOCR)")
    return None


def _is_pdf(data: bytes) -> bool:
    """Whether it begins as a PDF; readers allow for a kilobyte of rubbish before, which must not be a text about PDF."""
    start = data[:1024].find(b"%PDF-")
    return start >= 0 and (not data[:start].strip(_BEFORE_PDF) or b"endobj" in data)


def _text(head: bytes) -> str:
    """The beginning of a file, as text good enough for finding an element."""
    if wide := wide_codec(head):
        return head.decode(wide, "ignore").removeprefix("\ufeff")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
