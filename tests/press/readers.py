"""Reads a printed page back with the tools that people use: what each makes of the PDF is a dump."""

from __future__ import annotations

import contextlib
import io
import logging
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

TESSERACT = {"zh-Hans": "chi_sim", "zh-Hant": "chi_tra", "en": "eng", "de": "deu", "fr": "fra"}


def _poppler(*options: str) -> Callable[[Path], str]:
    def read(pdf: Path) -> str:
        return subprocess.run(["pdftotext", *options, str(pdf), "-"], check=True, capture_output=True).stdout.decode("utf-8")

    return read


def _mupdf(pdf: Path) -> str:
    import pymupdf

    with pymupdf.open(pdf) as document:
        return "".join(page.get_text() for page in document)


def _pdfminer(pdf: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(pdf)


READERS: dict[str, Callable[[Path], str]] = {
    "raw": _poppler("-raw"),
    "default": _poppler(),
    "layout": _poppler("-layout"),
    "mupdf": _mupdf,
    "pdfminer": _pdfminer,
}
"""Each kind of dump and its reader. None of them is needed by the program: only by whoever prints pages."""


def at_hand() -> tuple[str, ...]:
    """The readers that are installed here. PyMuPDF's licence (AGPL) keeps it out of this project's dependencies."""
    kinds = ["raw", "default", "layout"]
    for kind, module in (("mupdf", "pymupdf"), ("pdfminer", "pdfminer.high_level")):
        with contextlib.suppress(ImportError):
            __import__(module)
            kinds.append(kind)
    return tuple(kinds)


def read(pdf: Path, kinds: tuple[str, ...]) -> dict[str, str]:
    """The page's dumps."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with contextlib.redirect_stderr(io.StringIO()):
        return {kind: READERS[kind](pdf) for kind in kinds}


def recognise(pdf: Path, language: str) -> str:
    """The page as Tesseract reads it from a scan at 300 dpi."""
    with tempfile.TemporaryDirectory(prefix="press-") as folder:
        image = Path(folder) / "page"
        subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", "-singlefile", str(pdf), str(image)], check=True)
        done = subprocess.run(
            ["tesseract", f"{image}.png", "-", "-l", TESSERACT[language], "--dpi", "300"], check=True, capture_output=True
        )
        return done.stdout.decode("utf-8")


def pages(pdf: bytes) -> int:
    """How many pages the PDF has."""
    return pdf.count(b"/Type /Page\n")
