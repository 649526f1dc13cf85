"""Pictures of the review site, taken of the sample pages in a browser: list and page, light, dark, on a phone.

``python -m tests.screenshots`` writes them to ``docs/pictures/`` anew, in few colours, so that they stay small. They show
what the browser and the fonts of a machine make of the site: no test compares them.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from tasks.__main__ import main
from tests.browser import Watched, browser

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs/pictures"
COLOURS = (200, 128, 96, 64)
"""How many a picture may have: the most with which it is small enough."""
LARGEST = 100_000
"""Bytes that a picture may have."""

WIDE, NARROW = {"width": 1360, "height": 860}, {"width": 390, "height": 844}


def page(name: str, doubts: int) -> Callable[[Any], None]:
    """What opens a page of the list, and goes to one of its doubtful places."""

    def act(tab: Any) -> None:
        tab.get_by_role("link", name=name, exact=True).click()
        tab.wait_for_selector(".grid")
        for _ in range(doubts):
            tab.keyboard.press("n")

    return act


def sheet(tab: Any) -> None:
    """What opens the page with boxes, and chooses its largest headline."""
    page("harbour-gazette-10", 0)(tab)
    tab.locator('.articles [data-edge="headline"][data-article="4"]').last.click()


SHOTS: dict[str, tuple[str, dict[str, int], str, Callable[[Any], None]]] = {
    "review-list": ("samples", WIDE, "light", lambda tab: None),
    "review-list-dark": ("samples", WIDE, "dark", lambda tab: None),
    "review-list-phone": ("samples", NARROW, "light", lambda tab: None),
    "review-page": ("samples", WIDE, "light", page("merrowby-observer", 2)),
    "review-page-dark": ("samples", WIDE, "dark", page("yunhe-daily-02", 2)),
    "review-page-phone": ("samples", NARROW, "light", page("yunhe-daily-02", 2)),
    "review-sheet": ("samples", WIDE, "light", sheet),
}
"""By the picture's name: the batch, the window, the colour scheme, what is done before it is taken."""


def made(folder: Path) -> Path:
    """The site of all sample pages as one batch, with one that failed."""
    seeds = folder / "seeds/samples"
    seeds.mkdir(parents=True)
    for path in sorted((ROOT / "seeds").rglob("*.*")):
        if path.is_file() and not path.name.startswith("."):
            shutil.copy(path, seeds)
    (seeds / "wharf-post-02.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    where = [f"--{name}={folder / name}" for name in ("seeds", "intermediate", "output")]
    main(["run", *where])
    main(["review", *where])
    return folder / "output"


def small(picture: bytes) -> bytes:
    """A picture in few colours."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        image.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) < LARGEST:
            break
    return out.getvalue()


def take(folder: Path, wanted: list[str]) -> None:
    """Write the pictures of these names, or all."""
    with tempfile.TemporaryDirectory() as place, browser() as chromium:
        output = made(Path(place))
        for name, (batch, size, scheme, act) in SHOTS.items():
            if wanted and name not in wanted:
                continue
            watched = Watched(chromium, viewport=size, color_scheme=scheme)
            watched.page.goto((output / batch / "review/index.html").as_uri())
            watched.page.wait_for_selector("#table tbody tr")
            act(watched.page)
            watched.page.mouse.move(0, 0)
            data = small(watched.page.screenshot())
            assert len(data) < LARGEST, f"{name} has {len(data)} bytes"
            assert watched.wrong == []
            (folder / f"{name}.png").write_bytes(data)
            print(f"{name}.png: {len(data) // 1000} KB")
            watched.context.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    take(FOLDER, sys.argv[1:])
