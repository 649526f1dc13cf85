"""The rows about PDF: what reading one takes over asking PDFium alone, and articles against opendataloader-pdf.

opendataloader-pdf has articles out of a page's PDF where we have them out of a dump of the same page.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from tasks.read import read as read_source
from tests import press as press_of_pages
from tests.bench.batches import laid_out, run
from tests.bench.measure import cost_of, ran
from tests.bench.pages import Page, digest_of, language_of, maker
from tests.bench.plan import Plan
from tests.bench.rows import Goal, Row, both, cpu, wall
from tests.press import FAMILIES
from tests.press.__main__ import printed
from tests.press.chromium import BINARIES, Chromium
from tests.press.readers import at_hand, read
from tests.typeset.articles import chosen

NEEDS = "needs opendataloader-pdf (pip), Java 11 or later, Chromium and poppler"


class Absent(Exception):
    """Something is not installed that a row needs."""


def _program() -> list[str]:
    """The command, in this environment or in PATH.

    Raises:
        Absent: something is missing.
    """
    beside = Path(sys.executable).parent / "opendataloader-pdf"
    program = str(beside) if beside.exists() else shutil.which("opendataloader-pdf")
    missing = _missing(("opendataloader-pdf", program), ("java", shutil.which("java")))
    if missing or program is None:
        raise Absent(f"{', '.join(missing)} not found; it {NEEDS}")
    return [program]


def _missing(*more: tuple[str, object]) -> list[str]:
    """What is not there of what prints pages, and of what a row needs besides."""
    needed = (
        *more,
        ("Chromium", any(map(shutil.which, BINARIES))),
        ("pdftotext", shutil.which("pdftotext")),
        ("pyphen", importlib.util.find_spec("pyphen")),
    )
    return [what for what, there in needed if not there]


def _papers(plan: Plan, count: int) -> list[tuple[Page, Path]]:
    """So many printed pages, each as a dump and as a PDF; those that are kept from before are taken."""
    press = Path(press_of_pages.__file__).parent
    kept = plan.work / f"printed-{maker()}-{digest_of(*press.glob('*.*'))}"
    kept.mkdir(parents=True, exist_ok=True)
    made = []
    wanted = [(n, language_of(n), kept / f"{n:06d}-{language_of(n)}.pdf") for n in range(count)]
    with Chromium() as browser:
        for number, language, pdf in wanted:
            if not pdf.with_suffix(".txt").exists():
                family = FAMILIES[number % 2]
                _, data = printed(browser, pdf.stem, language, chosen(language), family, f"bench {number}")
                pdf.write_bytes(data)
                dump = read(pdf, tuple(kind for kind in at_hand() if kind == "raw"))["raw"]
                pdf.with_suffix(".txt").write_text(dump, encoding="utf-8", newline="")
            made.append((Page(number, language, pdf.with_suffix(".txt")), pdf))
    return made


def opendataloader(plan: Plan) -> Row:
    """A folder of pages at a time: ours from their dumps, theirs from their PDFs, each as it is by default.

    Raises:
        Absent: something that it needs is not installed.
    """
    program = _program()
    papers = _papers(plan, plan.pages)
    folder = laid_out(plan.work / "readers", [page for page, _ in papers])
    pdfs = folder / "pdf"
    pdfs.mkdir()
    for _, pdf in papers:
        shutil.copyfile(pdf, pdfs / pdf.name)
    ours, theirs = [], []
    for _ in range(plan.rounds):
        for name in ("intermediate", "output", "read"):
            shutil.rmtree(folder / name, ignore_errors=True)
        theirs.append(ran([*program, "--quiet", "--output-dir", "read", "pdf"], folder).cost.each(len(papers)))
        ours.append(ran(run(plan), folder).cost.each(len(papers)))
    return Row(
        "opendataloader",
        f"clipsheet run --workers {plan.workers}, a page",
        "opendataloader-pdf over the folder of their PDFs",
        "wall",
        Goal(1 / 25, None, "a folder of pages at a time"),
        wall(ours),
        wall(theirs),
        f"{len(papers)} pages printed by tests/press, start-up of both included",
        more=both("cpu", ours, theirs),
    )


def pdf(plan: Plan) -> Row:
    """Pages of text out of PDFs, against a loop that asks PDFium for each character and its box and keeps neither.

    Raises:
        Absent: something that it needs is not installed.
    """
    if missing := _missing(("pypdfium2", importlib.util.find_spec("pypdfium2"))):
        raise Absent(f"{', '.join(missing)} not found; it needs pypdfium2, pyphen, Chromium and poppler")
    files = [pdf.read_bytes() for _, pdf in _papers(plan, plan.pages)]
    ours, theirs = [], []
    for warm in [True, *[False] * plan.rounds]:
        ask = cost_of(lambda: [_asked_alone(data) for data in files]).each(len(files))
        own = cost_of(lambda: [read_source(data) for data in files]).each(len(files))
        if not warm:
            theirs.append(ask)
            ours.append(own)
    return Row(
        "pdf",
        "a page's words, lines and blocks in order, from its PDF",
        "pypdfium2 alone, asked for each character and its box",
        "cpu",
        Goal(1.3, None, "60 pages"),
        cpu(ours),
        cpu(theirs),
        f"{len(files)} pages printed by tests/press",
        short=plan.pages < 60,
        more=both("wall", ours, theirs),
    )


def _asked_alone(data: bytes) -> int:
    """The characters of a PDF, each asked for as pypdfium2's own interface has it; how many there are."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    asked = 0
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        for at in range(text.count_chars()):
            text.get_charbox(at, loose=True)
            asked += 1
        text.close()
        page.close()
    document.close()
    return asked
