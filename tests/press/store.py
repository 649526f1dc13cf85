"""Keeps printed pages in the repository, small: ``tests/pages/press/<language>.jsonl.xz``, one page a line.

    python -m tests.press.store DIR --sets train0,train1 [--to tests/pages/press]

packs sets that ``python -m tests.press`` has made, with ``--add`` behind the pages already packed. ``stored`` reads them
again; that needs neither browser nor readers.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.press import LANGUAGES

PRESS = Path(__file__).parents[1] / "pages" / "press"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 25}]


@dataclass(frozen=True)
class Stored:
    """A printed page. ``part`` is the half of the pool that its articles come from, as the end of its set's name says."""

    set: str
    name: str
    gold: dict[str, Any]
    dumps: dict[str, str]

    @property
    def part(self) -> int | None:
        """0 or 1; pages of the other part share no article with this one."""
        return int(self.set[-1]) if self.set[-1] in "01" else None


def stored(language: str, part: int | None = None, folder: Path = PRESS) -> Iterator[Stored]:
    """The printed pages of that language, in the order in which they were packed.

    Args:
        language: of the pages; nothing comes if none are stored.
        part: only pages whose articles are of that half of the pool.
        folder: of the archives.
    """
    archive = folder / f"{language}.jsonl.xz"
    if not archive.exists():
        return
    with lzma.open(archive, "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            page = Stored(**json.loads(line))
            if part is None or page.part == part:
                yield page


def pack(pages: Sequence[Stored], archive: Path) -> int:
    """Write an archive; how many bytes it has. The same pages give the same bytes."""
    lines = "".join(json.dumps(asdict(page), ensure_ascii=False, sort_keys=True) + "\n" for page in pages)
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.write_bytes(lzma.compress(lines.encode("utf-8"), filters=_FILTERS))
    return archive.stat().st_size


def gathered(folder: Path, set_: str, language: str) -> Iterator[Stored]:
    """The pages of one set and language as they lie in a folder."""
    for page in sorted((folder / set_).glob(f"{language}-[0-9]*")):
        gold = json.loads((page / "gold.json").read_text(encoding="utf-8"))
        dumps = {file.stem: file.read_bytes().decode("utf-8") for file in sorted(page.glob("*.txt"))}
        yield Stored(set_, page.name, gold, dumps)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.press.store", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="folder of sets")
    parser.add_argument("--sets", required=True, help="with commas between")
    parser.add_argument("--to", type=Path, default=PRESS, help="folder of the archives (default: the repository's)")
    parser.add_argument("--add", action="store_true", help="keep the pages of other sets that are packed there")
    told = parser.parse_args()
    sets = told.sets.split(",")
    for language in LANGUAGES:
        kept = [page for page in stored(language, folder=told.to) if page.set not in sets] if told.add else []
        pages = kept + [page for name in sets for page in gathered(told.folder, name, language)]
        if pages:
            print(f"{language}: {len(pages)} pages, {pack(pages, told.to / f'{language}.jsonl.xz')} bytes")


if __name__ == "__main__":
    main()
