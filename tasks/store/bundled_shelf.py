"""A shelf whose results lie in bundles, many to a file: for batches that are too large for a file each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from tasks.store.bundle import Record, Torn, piece
from tasks.store.bundles import Bundles
from tasks.store.folder import Folder
from tasks.store.looks import Look
from tasks.store.shelf import Damaged, Labelled, Shelf
from tasks.store.stamp import Recipe, Stamp


class BundledShelf(Shelf):
    """The results of one stage for one batch, each a record of the bundle that its name belongs to.

    A record is the result as JSON, on one line; its label is in the bundle's index. What is put or dropped is on the disk
    after :meth:`settle`.
    """

    def __init__(self, root: Folder, count: int) -> None:
        """A shelf of ``count`` bundles over a folder that need not exist yet."""
        super().__init__(root)
        self.bundles = Bundles(root, count)
        self._recipes: dict[int, tuple[Mapping[str, Any], Recipe]] = {}

    def file(self, name: str) -> str:
        """The bundle that holds this result, by its name within the folder."""
        return self.bundles.file(name)

    def told(self, name: str) -> str:
        """The bundle that holds this result, and its name there."""
        return f"{self.root / self.file(name)}: {name}"

    def has(self, name: str) -> bool:
        """Whether there is such a result."""
        return self.bundles.find(name) is not None

    def stamp(self, name: str) -> Stamp | None:
        """The result's label, or None where there is no result; read off the bundle's index."""
        found = self.bundles.find(name)
        try:
            if found is None:
                return None
            inputs, parts, *note = found.label
            return Stamp(self._recipe(found.kind), inputs, parts, found.digest, *note)
        except (ValueError, TypeError):
            return None

    def labelled(self, name: str) -> Labelled:
        """The same, with the look of the bundle."""
        return Labelled(self.stamp(name), self.look(name))

    def opened(self, name: str) -> tuple[Labelled, Callable[[], bytes]]:
        """The same, and what reads the result."""
        return self.labelled(name), partial(self.body, name)

    def look(self, name: str) -> Look | None:
        """How the bundle looked before it was read; how it looks, if it was not."""
        return self.bundles.look(name)

    def _recipe(self, kind: Any) -> Recipe:  # noqa: ANN401 - what JSON holds
        """The recipe that many results of a bundle share, made once."""
        known = self._recipes.get(id(kind))
        if known is None or known[0] is not kind:
            if len(self._recipes) > 1000:
                self._recipes.clear()
            known = self._recipes[id(kind)] = (kind, Recipe(**kind))
        return known[1]

    def lay(self, name: str, label: Stamp, body: bytes) -> None:
        """Put a result that is encoded already, with its whole label."""
        raw = label.as_json()
        own = [raw.pop("inputs"), raw.pop("parts"), *([raw.pop("note")] if label.note else [])]
        del raw["result"]  # it is the record's digest
        self.bundles.put(name, piece(body, raw, own))

    def body(self, name: str) -> bytes:
        """A result as it was encoded."""
        try:
            return self.bundles.read(name)
        except Torn as wrong:
            raise Damaged(f"{self.told(name)} is not as it was written: {wrong}; run that page again") from wrong

    def drop(self, name: str) -> bool:
        """Take a result away; whether there was one."""
        return self.bundles.drop(name)

    def others(self, names: Collection[str]) -> list[str]:
        """The names of all results but these."""
        return [name for name in self.bundles.names() if name not in names]

    def drop_other(self, other: str) -> bool:
        """Take away what :meth:`others` named."""
        return self.drop(other)

    def bytes(self, name: str) -> int:
        """How many bytes of its bundle a result takes."""
        found = self.bundles.find(name)
        return found.length if isinstance(found, Record) else 0

    def gather(self, name: str) -> None:
        """Read this name's bundle whole, for who will read most of its results."""
        self.bundles.gather(name)

    def forget(self, name: str) -> None:
        """Forget what is known of this name's bundle; other processes may have written it."""
        self.bundles.forget(name)

    def settle(self) -> None:
        """Write what was put and dropped.

        Raises:
            Unwritable: a bundle, which is as it was.
        """
        self.bundles.settle()
