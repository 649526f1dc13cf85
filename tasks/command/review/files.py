"""The files of a site: where they lie, which have to be made anew, and which are of pages that are no more."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from tasks.command.review.batch import EMPTY, Row, batch_data, row, summary
from tasks.command.review.page import page_data
from tasks.run import batch as whole
from tasks.run.dossier import dossier
from tasks.run.errors import RunError, Usage
from tasks.run.freshness import PageState
from tasks.run.job import Job
from tasks.store import Damaged, Folder, Ready, Unreached, digest, making_of, settle

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("review", "review-site")
"""What the site's folder is called: the first that no page of the batch is, or lies in."""
MADE, PAGES = "made.json", "pages"
AT_ONCE = 50
"""Files that are forced to the disk together."""
_PAGE = re.compile(r"[0-9a-f]{16}\.js")
_DANGEROUS = re.compile("[<>\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""What a script's file had better not hold as it is: markup, line ends, what turns text round, halves of pairs."""


@dataclass
class Made:
    """What was done for a batch: ``unshown`` are pages whose results cannot be read, with the reason."""

    index: str
    pages: int
    anew: int = 0
    gone: int = 0
    why_there: str = ""
    unshown: list[tuple[str, str]] = field(default_factory=list)


def script(call: str, data: object) -> bytes:
    """A script that hands data over: a single call, in which nothing acts as markup wherever it may be put.

    >>> script("page", ["<b>"]).decode().strip().replace(chr(92), "/")
    'page(["/u003cb/u003e"]);'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = _DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return f"{call}({safe});\n".encode()


def bring_up_to_date(job: Job) -> Made:
    """Make what is not as it should be of a batch's site.

    Raises:
        NothingThere: the batch has no pages.
        Usage: pages have all the names that the site's folder may have.
        Unwritable, Unreached: a file cannot be written or taken away; what was made counts, and the next time goes on.
    """
    states = list(whole.states(job, whole.choose(job, [])))
    name = folder_name([state.page for state in states])
    for other in NAMES:
        if other != name:
            _take_away(job.output, other)
    folder = job.output / name
    made = Made(f"{folder}/index.html", len(states))
    if name != NAMES[0]:
        made.why_there = f"a page of the batch is called {NAMES[0]!r}, so that the site lies in {name}/"
    _write(job, folder, states, made)
    return made


def folder_name(pages: Sequence[str]) -> str:
    """The name of the site's folder beside those of pages (which a disk may not tell apart by capitals).

    Raises:
        Usage: there is none left.
    """
    taken = {page.partition("/")[0].casefold() for page in pages}
    for name in NAMES:
        if name not in taken:
            return name
    raise Usage(f"pages of the batch are called {' and '.join(NAMES)}; rename the file of one, so that the site has a place")


def _write(job: Job, folder: Folder, states: Sequence[PageState], made: Made) -> None:
    """Write pages first, then the list of them, then what they were made from; what is no more goes last."""
    before, there = _record(folder), set(folder.names(PAGES))
    rows, after, ready = list[Row](), dict[str, Any](), list[Ready]()
    for state in states:
        file, key = file_of(state.page), _key(job, state)
        known = before.get(state.page)
        about = EMPTY
        wrong = ""
        if key and known and known[0] == key and f"{file}.js" in there:
            about = known[1]
        elif key:
            try:
                data = page_data(dossier(job, state.file, state.number))
                about = summary(data)
                name, content = f"{PAGES}/{file}.js", script("page", data)
                if not folder.holds(name, content):
                    ready.append(folder.beside(name, content))
                made.anew += 1
            except (Damaged, FileNotFoundError, ValueError, RunError) as error:
                wrong = str(error)
                made.unshown.append((state.page, wrong))
        if key and not wrong:
            after[state.page] = [key, about]
        rows.append(row(state, job.batch, file if key and not wrong else None, about, wrong))
        if len(ready) >= AT_ONCE:
            _put(ready)
    _put(ready)
    for asset, content in assets().items():
        folder.write(asset, content)
    folder.write("batch.js", script("batch", batch_data(job.batch, rows)))
    folder.write(MADE, json.dumps({"pages": after}, ensure_ascii=True, separators=(",", ":")).encode())
    kept = {f"{file_of(page)}.js" for page in after}
    for name in sorted(there - kept):
        if _PAGE.fullmatch(name):
            made.gone += folder.discard(f"{PAGES}/{name}")


def _put(ready: list[Ready]) -> None:
    """Put files in their places, at one go; none is left beside its place."""
    try:
        settle(ready)
        for file in ready:
            file.put()
    finally:
        for file in ready:
            file.drop()
        ready.clear()


def file_of(page: str) -> str:
    """The name of a page's file: digits only, so that no page's name can mean anything to a disk or an address."""
    return digest(page.encode(errors="surrogatepass"))[:16]


def _key(job: Job, state: PageState) -> str:
    """What a page's data are made from, in one digest; empty where there are no results to show."""
    if "normalise" not in state.stamps:
        return ""
    first = job.shelves["normalise"]
    before = [stamp.result for k in range(1, state.number) if (stamp := first.stamp(state.file.page(k)))]
    results = {name: stamp.result for name, stamp in state.stamps.items()}
    published = state.states["emit"].why if "emit" in state.stamps else ""
    return digest(json.dumps([_making(), before, results, published]).encode())


@functools.cache
def _making() -> list[object]:
    """The code and the data files that shape the site."""
    made = making_of("tasks.command.review", ROOT)
    return [made.code, made.data]


def _record(folder: Folder) -> dict[str, Any]:
    """What pages were made from, and their summaries; nothing where that cannot be read."""
    try:
        pages = json.loads(folder.read(MADE))["pages"]
    except Unreached:
        raise
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return pages if isinstance(pages, dict) else {}


def _take_away(output: Folder, site: str) -> None:
    """Take away a site that lies where it is no longer to lie, its record last; all but its own files stays."""
    if output.size(f"{site}/{MADE}") is None:
        return
    pages = [f"{PAGES}/{name}" for name in output.names(f"{site}/{PAGES}") if _PAGE.fullmatch(name)]
    for name in [*assets(), "batch.js", *pages, MADE]:
        output.remove(f"{site}/{name}")


@functools.cache
def assets() -> dict[str, bytes]:
    """The files that are the same for every batch, by name."""
    found = resources.files(__package__).joinpath("site").iterdir()
    return {one.name: one.read_bytes() for one in sorted(found, key=lambda one: one.name) if one.is_file()}
