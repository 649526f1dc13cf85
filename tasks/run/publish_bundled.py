"""What is published of a batch too large for a file an article: its articles and its manifests, in bundles.

``articles/<bundle>`` has the articles of the bundle's pages, one a line, ``pages/<bundle>`` their manifests; a page is a
record of the same name in both. The index of ``pages/`` says what a page has, so that a batch is counted without reading it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from tasks.run.publish import Json, Label, Publication, Published, Sum, as_line, files_of, label_of
from tasks.store import Bundles, Folder, Look, Piece, Ready, Record, Torn, digest, number_of, piece

ARTICLES_FOLDER, PAGES_FOLDER = "articles", "pages"


class PageBundles(Published):
    """Two records for each page: its articles, and its manifest, which is settled after them.

    Both carry the digest of the page's label; a page counts only where the two and the cached label agree.
    """

    joined = False

    def __init__(self, output: Folder, count: int) -> None:
        """``count`` bundles of each kind in the batch's folder, which need not exist yet."""
        self.output = output
        self._articles = Bundles(output / ARTICLES_FOLDER, count, to_last=True)
        self._pages = Bundles(output / PAGES_FOLDER, count, to_last=True)
        self._late: dict[str, Piece] = {}  # manifests that wait for their articles to be written

    def told(self, page: str) -> str:
        """The bundle of the page's articles, and its name there."""
        return f"{self.output / ARTICLES_FOLDER}/{self._articles.file(page)}: {page}"

    def publication(self, page: str, articles: Sequence[Json], manifest: Json) -> Publication:
        """Both records, compressed."""
        label = label_of(files_of(articles, manifest))
        made = digest(msgspec.json.encode(label))  # as the shelf of labels has it
        warnings = Counter(one["code"] for entry in (*articles, manifest) for one in entry["warnings"])
        about = {"made": made, "articles": len(articles), "warnings": dict(sorted(warnings.items()))}
        lines = piece(b"\n".join(map(as_line, articles)), None, made)
        return _Records(self, page, lines, piece(as_line(manifest), None, about), label)

    def place(self, page: str, lines: Piece, whole: Piece, before: Callable[[], object]) -> None:
        """Put a page's articles and its manifest in the places of those of its name; see :class:`Publication`."""
        if self._articles.holds(page, lines):
            if not (self._late[page] == whole if page in self._late else self._pages.holds(page, whole)):
                before()
                if page in self._late:
                    self._late[page] = whole
                else:
                    self._pages.put(page, whole)
            return
        before()
        self._pages.drop(page)  # until the articles are written, which it would not be true of
        self._articles.put(page, lines)
        self._late[page] = whole

    def _page(self, page: str) -> Record | Piece | None:
        return self._late.get(page) or self._pages.find(page)

    def take(self, page: str) -> bool:
        """Take both records away."""
        found = self._late.pop(page, None) is not None
        found = self._pages.drop(page) or found
        return self._articles.drop(page) or found

    def take_other(self, other: str) -> bool:
        """The same; pages are called by their names."""
        return self.take(other)

    def others(self, pages: Collection[str]) -> list[str]:
        """The pages in the bundles that are none of these."""
        return sorted({name for kind in (self._pages, self._articles) for name in kind.names() if name not in pages})

    def gather(self, page: str) -> None:
        """Read this page's bundles whole."""
        self._articles.gather(page)
        self._pages.gather(page)

    def settle(self) -> None:
        """Write the bundles: manifests that are no more, then articles, then manifests."""
        late, self._late = self._late, {}
        self._pages.settle()
        self._articles.settle()
        for page, whole in late.items():
            self._pages.put(page, whole)
        self._pages.settle()

    def forget(self, page: str) -> None:
        """Forget what is known of this page's bundles, and what is not settled there."""
        self._articles.forget(page)
        self._pages.forget(page)
        number = number_of(page, self._pages.count)
        self._late = {name: one for name, one in self._late.items() if number_of(name, self._pages.count) != number}

    def articles(self, page: str) -> list[Json]:
        """Read the page's articles."""
        return [json.loads(line) for line in self._read(self._articles, page).split(b"\n") if line]

    def sums(self, pages: Sequence[str]) -> Iterator[Sum]:
        """Read the indexes; there are no lines to add."""
        for page in pages:
            found = self._page(page)
            yield Sum(b"", found.label["articles"], found.label["warnings"]) if found else Sum(b"", 0, {})

    def looks(self, page: str, articles: int) -> list[Look | None]:
        """How the two bundles look."""
        return [kind.look(page) for kind in (self._articles, self._pages)]

    def seen(self, page: str, made: str, label: Callable[[], Label]) -> tuple[str, list[Look | None]]:
        """The same, and the bundles' looks; the label's result is not read."""
        return self.wrong(page, made, label), self.looks(page, 0)

    def manifest(self, page: str) -> Json:
        """Read the page's manifest."""
        found: Json = json.loads(self._read(self._pages, page))
        return found

    def _read(self, bundles: Bundles, page: str) -> bytes:
        try:
            return bundles.read(page)
        except Torn as wrong:
            raise ValueError(f"{bundles.folder}/{bundles.file(page)} is not as it was written: {wrong}") from wrong

    def wrong(self, page: str, made: str, label: Callable[[], Label]) -> str:
        """Compare the digests that the two records carry with that of the label."""
        for kind, found in ((PAGES_FOLDER, self._page(page)), (ARTICLES_FOLDER, self._articles.find(page))):
            if found is None:
                return f"its record in {kind}/ is gone"
            if made != (found.label["made"] if kind == PAGES_FOLDER else found.label):
                return f"its record in {kind}/ is another"
        return ""

    def changed(self, page: str, label: Label) -> str:
        """Read both, and compare what the files would be."""
        try:
            found: dict[str, Any] = label_of(files_of(self.articles(page), self.manifest(page)))
        except (OSError, ValueError):
            return "its record"
        return next((name for name in sorted({*found, *label}) if found.get(name) != label.get(name)), "")

    def counts(self, pages: Collection[str]) -> tuple[int, Counter[str]]:
        """Read the indexes."""
        articles, codes = 0, Counter[str]()
        for page in sorted(pages, key=lambda name: number_of(name, self._pages.count)):
            found = self._page(page)
            if found:
                articles += found.label["articles"]
                codes.update(found.label["warnings"])
        return articles, codes


@dataclass(frozen=True)
class _Records:
    """A page's two records, ready to be put in their places."""

    published: PageBundles
    page: str
    lines: Piece
    whole: Piece
    label: Label

    @property
    def ready(self) -> Sequence[Ready]:
        """Nothing: bundles are written when they are settled."""
        return ()

    def put(self, before: Callable[[], object]) -> None:
        """Put them there."""
        self.published.place(self.page, self.lines, self.whole, before)
