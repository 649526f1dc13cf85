"""Keeps the lines of printed pages with their boxes, as the reader of PDF finds them: ``tests/pages/press/boxes``.

    python -m tests.press.boxes DIR --sets train0,train1 [--to tests/pages/press/boxes]

packs the PDFs of sets that ``python -m tests.press`` has made, one page a line, in ``<language>.jsonl.xz``, with ``--add``
behind the pages already packed. ``stored`` reads them again, with the gold of ``tests/pages/press``, or their own where no
dumps of the page are kept there; that needs neither PDFs nor their reader.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tasks.model.source import POINT, Box, SourceBlock, SourceLine, SourcePage, SourceWord
from tasks.read import read
from tests.press import LANGUAGES
from tests.press.store import PRESS
from tests.press.store import stored as printed

BOXES = PRESS / "boxes"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 25}]

Row = tuple[str, float, float, float, float, float, bool | None, int, int]
"""A line: its text, box, size, whether it is bold, its block, whether it is upright."""


def rows(page: SourcePage) -> list[Row]:
    """A page's lines; bold where most of its letters are."""
    out: list[Row] = []
    words = iter(page.words)
    for line in page.lines:
        mine = [next(words)]
        while mine[-1].span[1] < line.span[1]:
            mine.append(next(words))
        weight = sum((word.span[1] - word.span[0]) * (1 if word.bold else -1) for word in mine)
        box, size = line.box, line.size
        assert box is not None
        assert size is not None
        edges = [round(edge, 1) for edge in box]
        text = page.text[slice(*line.span)]
        out.append((text, *edges, round(size, 2), weight > 0, line.block, int(line.upright)))
    return out


def page_of(found: list[Row]) -> SourcePage:
    """The page that these lines make; each is one word as far as weight goes."""
    text, lines, words, blocks = "", [], [], list[SourceBlock]()
    for line, x, y, width, height, size, bold, block, upright in found:
        if text:
            text += "\n" if lines[-1].block == block else "\n\n"
        span, box = (len(text), len(text) + len(line)), Box(x, y, width, height)
        text += line
        lines.append(SourceLine(span, box, size, None, block, bool(upright)))
        words.append(SourceWord(span, box, size, bold, None, None, None))
        while len(blocks) <= block:
            blocks.append(SourceBlock(span, box, None, None))
    right, bottom = max(line.box.right for line in lines), max(line.box.bottom for line in lines)
    return SourcePage(1, None, right, bottom, POINT, text, tuple(blocks), tuple(lines), tuple(words), "pdf")


def stored(language: str, part: int | None = None, folder: Path = BOXES) -> Iterator[tuple[str, list[Row], dict[str, Any]]]:
    """The name, lines and gold of each page kept in that language.

    Args:
        language: of the pages; nothing comes if none are stored.
        part: only pages whose articles are of that half of the pool, as the end of their set's name says.
        folder: of the archives.
    """
    archive = folder / f"{language}.jsonl.xz"
    if not archive.exists():
        return
    gold = {(page.set, page.name): page.gold for page in printed(language)}
    with lzma.open(archive, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            page = json.loads(line)
            if part is None or page["set"].endswith(str(part)):
                yield f"{page['set']}-{page['name']}", page["lines"], page.get("gold") or gold[page["set"], page["name"]]


def pack(folder: Path, sets: list[str], language: str, to: Path, add: bool = False) -> int:
    """Write the archive of one language, with ``add`` behind its pages of other sets; how many bytes it has."""
    archive = to / f"{language}.jsonl.xz"
    out = ""
    if add and archive.exists():
        with lzma.open(archive, "rt", encoding="utf-8", newline="\n") as lines:
            out = "".join(line for line in lines if json.loads(line)["set"] not in sets)
    known = {(page.set, page.name) for page in printed(language)}
    for set_ in sets:
        for page in sorted((folder / set_).glob(f"{language}-[0-9]*")):
            (source,) = read((page / "page.pdf").read_bytes())
            told = {"set": set_, "name": page.name, "lines": rows(source)}
            if (set_, page.name) not in known:
                told["gold"] = json.loads((page / "gold.json").read_text(encoding="utf-8"))
            out += json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"
    to.mkdir(parents=True, exist_ok=True)
    archive.write_bytes(lzma.compress(out.encode("utf-8"), filters=_FILTERS))
    return archive.stat().st_size


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.press.boxes", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="folder of sets")
    parser.add_argument("--sets", required=True, help="with commas between")
    parser.add_argument("--to", type=Path, default=BOXES, help="folder of the archives (default: the repository's)")
    parser.add_argument("--add", action="store_true", help="keep the pages of other sets that are packed there")
    told = parser.parse_args()
    for language in LANGUAGES:
        print(f"{language}: {pack(told.folder, told.sets.split(','), language, told.to, told.add)} bytes")


if __name__ == "__main__":
    main()
