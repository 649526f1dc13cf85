"""Writes invented pages: ``<page>/<manner>.txt`` and ``<page>/gold.json`` in a folder.

    python -m tests.typeset OUT --pages 8 --seed 1 --lang zh-Hans --manner raw,seedlike

The same arguments write the same bytes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.typeset import LANGUAGES, MANNERS, draw_sheet, dump


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.typeset", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="folder the pages are written to")
    parser.add_argument("--pages", type=int, default=8, help="pages for each language (default: 8)")
    parser.add_argument("--seed", type=int, default=1, help="other seeds, other pages (default: 1)")
    parser.add_argument("--lang", default=",".join(LANGUAGES), help="languages, with commas between (default: %(default)s)")
    parser.add_argument("--manner", default=",".join(MANNERS), help="manners, with commas between (default: %(default)s)")
    told = parser.parse_args()
    for name, allowed in (("lang", LANGUAGES), ("manner", tuple(MANNERS))):
        if unknown := set(getattr(told, name).split(",")) - set(allowed):
            parser.error(f"--{name}: {', '.join(sorted(unknown))}: allowed are {', '.join(allowed)}")
    for language in told.lang.split(","):
        for number in range(told.pages):
            name, seed = f"{language}-{number:02d}", f"{told.seed} {number}"
            sheet = draw_sheet(language, seed, name)
            folder = told.out / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "gold.json").write_text(json.dumps(sheet.gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            for manner in told.manner.split(","):
                (folder / f"{manner}.txt").write_text(dump(sheet, manner, seed), encoding="utf-8")


if __name__ == "__main__":
    main()
