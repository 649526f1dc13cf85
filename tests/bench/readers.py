"""The row about opendataloader-pdf: articles out of a page's PDF, where we have them out of a dump of the same page."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from tests import press as press_of_pages
from tests.bench.batches import laid_out, run
from tests.bench.measure import ran
from tests.bench.pages import Page, digest_of, language_of, maker
from tests.bench.plan import Plan
from tests.bench.rows import Goal, Row, both, wall
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
    missing = [
        what
        for what, there in (
            ("opendataloader-pdf", program),
            ("java", shutil.which("java")),
            ("Chromium", any(map(shutil.which, BINARIES))),
            ("pdftotext", shutil.which("pdftotext")),
            ("pyphen", importlib.util.find_spec("pyphen")),
        )
        if not there
    ]
    if missing or program is None:
        raise Absent(f"{', '.join(missing)} not found; it {NEEDS}")
    return [program]


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
