"""Prints pages of invented articles and reads them back: ``<to>/<set>/<page>/`` with the PDF, its dumps and ``gold.json``.

    python -m tests.press --to DIR --set dev0 --pages 8 --seed 1 --hold 0/2

Needs Chromium and poppler; MuPDF and pdfminer.six are used if they are installed (what is used is printed), Tesseract with
``--ocr``. The same arguments, pool and tools make the same pages.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.press import LANGUAGES, Page, draw_page
from tests.press.chromium import Chromium
from tests.press.readers import at_hand, pages, read, recognise
from tests.typeset.articles import POOL, Record, chosen


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.press", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", type=Path, required=True, help="folder of sets")
    parser.add_argument("--set", required=True, help="name of the set")
    parser.add_argument("--pages", type=int, default=8, help="pages for each language (default: 8)")
    parser.add_argument("--seed", default="1", help="other seeds, other pages (default: 1)")
    parser.add_argument("--languages", default=",".join(LANGUAGES), help="with commas between (default: %(default)s)")
    parser.add_argument("--hold", help="PART/PARTS: only articles whose place in the pool leaves that remainder")
    parser.add_argument("--families", default="house,roaming", help="looks, taken in turn (default: %(default)s)")
    parser.add_argument("--kept", action="store_true", help="articles that are kept from learning, in looks kept from it")
    parser.add_argument(
        "--articles", type=Path, default=POOL, help="folder of the pool of articles (default: the repository's)"
    )
    parser.add_argument("--files", help="only articles of the language's files of these numbers (1 is <language>.toml)")
    parser.add_argument("--ocr", action="store_true", help="read each page with Tesseract, too")
    parser.add_argument("--only-pdf", action="store_true", help="no dumps: for pages whose lines are kept with their boxes")
    told = parser.parse_args()
    part, parts = map(int, told.hold.split("/")) if told.hold else (0, 1)
    families = ["kept"] if told.kept else told.families.split(",")
    files = told.files and [int(number) for number in told.files.split(",")]
    kinds = () if told.only_pdf else at_hand()
    print(f"readers: {', '.join(kinds)}")
    with Chromium() as browser:
        for language in told.languages.split(","):
            records = chosen(language, (part, parts), told.kept, told.articles, files)
            for number in range(told.pages):
                name = f"{language}-{number:02d}"
                page, pdf = printed(
                    browser, name, language, records, families[number % len(families)], f"{told.seed} {number}"
                )
                keep(page, pdf, told.to / told.set / name, kinds, told.ocr)


def printed(
    browser: Chromium, name: str, language: str, records: tuple[Record, ...], family: str, seed: str
) -> tuple[Page, bytes]:
    """Print a page, with fewer articles if they do not fit one sheet."""
    for fewer in range(18):
        page = draw_page(name, language, records, family, seed, fewer)
        pdf, _ = browser.print(page.html, page.look.width)
        if pages(pdf) == 1:
            return page, pdf
    raise SystemExit(f"{name}: no page of these articles fits one sheet")


def keep(page: Page, pdf: bytes, folder: Path, kinds: tuple[str, ...], ocr: bool) -> None:
    """Write the page, its gold and what each reader makes of it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gold.json").write_text(json.dumps(page.gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "page.pdf").write_bytes(pdf)
    dumps = read(folder / "page.pdf", kinds)
    if ocr:
        dumps["ocr"] = recognise(folder / "page.pdf", page.look.language)
    for kind, text in dumps.items():
        (folder / f"{kind}.txt").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
