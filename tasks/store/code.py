"""The version of code, read off the code: digests of all that a module is made of, and the libraries it calls."""

from __future__ import annotations

import functools
import itertools
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tasks.store.files import digest

_IMPORT = re.compile(
    r"""^[ \t]*(?:
        from[ \t]+(?P<source>[\w.]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n]*)  # from a.b import c, d
      | import[ \t]+(?P<modules>[\w.]+(?:[ \t]*,[ \t]*[\w.]+)*)                    # import a.b, c
    )""",
    re.VERBOSE | re.MULTILINE,
)
_WORD = re.compile("import")  # in each of them: looked for first, in a tenth of the time


@dataclass(frozen=True)
class Making:
    """What a module is made of: digests of its code and of its data files, and versions of libraries by name."""

    code: str
    data: str
    libraries: dict[str, str]


class Sources:
    """The files of a top-level package, each read once, however many modules are asked about.

    Paths are texts below ``root``: most of the time would go into Paths.
    """

    def __init__(self, root: Path) -> None:
        """For the folder that holds the package."""
        self._root = str(root)
        self._digests: dict[str, str] = {}
        self._imports: dict[str, tuple[str, ...]] = {}
        self._files: dict[str, tuple[str, ...]] = {}
        self._names: dict[str, frozenset[str]] = {}

    def making_of(self, *modules: str) -> Making:
        """What modules are made of, with all they import from their own top-level package, however far.

        Args:
            modules: dotted names of packages or modules that shape the same results.

        Returns:
            Digests over the ``.py`` files reached and over all other files beside them; nothing is listed by hand, so that
            nothing can be forgotten.
        """
        top = modules[0].partition(".")[0]
        files: set[str] = set()
        outside: set[str] = set()
        wanted, seen = list(modules), set[str]()
        while wanted:
            name = wanted.pop()
            if name in seen:
                continue
            seen.add(name)
            for path in self._files_of(name):
                if path in files:
                    continue
                files.add(path)
                for found in self._imported(path):
                    if found.partition(".")[0] == top:
                        wanted.append(found)
                    else:
                        outside.add(found.partition(".")[0])
        code = {path for path in files if path.endswith(".py")}
        return Making(self._digest(code), self._digest(files - code), _versions(outside))

    def _imported(self, path: str) -> tuple[str, ...]:
        if not path.endswith(".py"):
            return ()
        if path not in self._imports:
            data = self._read(path)
            self._imports[path] = tuple(_imports(data.decode()))
        return self._imports[path]

    def _read(self, path: str) -> bytes:
        with open(f"{self._root}/{path}", "rb") as file:  # noqa: PTH123
            data = file.read()
        self._digests[path] = digest(data)
        return data

    def _files_of(self, module: str) -> tuple[str, ...]:
        """A module's file; for a package all below it, so that a data file counts whoever reads it.

        The package of nouns is the exception that proves it cheap: a bare ``__init__`` names no other module, so that its
        modules count one by one.
        """
        if module not in self._files:
            self._files[module] = tuple(self._found(module))
        return self._files[module]

    def _found(self, module: str) -> Iterator[str]:
        place = module.replace(".", "/")
        folder, _, name = place.rpartition("/")
        if f"{name}.py" in self._within(folder):
            yield f"{place}.py"
            return
        init = f"{place}/__init__.py"
        if "__init__.py" not in self._within(place):
            return
        if "." not in module or self._is_bare(place, init):
            yield init
            return
        for folder, folders, names in os.walk(f"{self._root}/{place}"):
            folders[:] = [name for name in folders if name != "__pycache__"]
            within = folder[len(self._root) + 1 :]
            yield from (f"{within}/{name}" for name in names if not name.startswith("."))

    def _within(self, folder: str) -> frozenset[str]:
        """The names in a folder, which is listed once; none where it is no folder, as most of what is imported from."""
        if folder not in self._names:
            above, _, name = folder.rpartition("/")
            there = not folder or name in self._within(above)
            self._names[folder] = frozenset(_listed(f"{self._root}/{folder}")) if there else frozenset()
        return self._names[folder]

    def _is_bare(self, place: str, init: str) -> bool:
        siblings = self._within(place) - {"__pycache__"}
        return not self._imported(init) and all(name.endswith(".py") for name in siblings)

    def _digest(self, files: set[str]) -> str:
        for path in files - self._digests.keys():
            self._read(path)
        return digest("\n".join(sorted(f"{path} {self._digests[path]}" for path in files)).encode())[:16]


@functools.cache
def making_of(module: str, root: Path, *more: str) -> Making:
    """What ``module`` and ``more`` are made of, as they lie below ``root`` now; see :meth:`Sources.making_of`."""
    return Sources(root).making_of(module, *more)


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []


def _imports(source: str) -> Iterator[str]:
    end = 0
    for word in _WORD.finditer(source):
        start = source.rfind("\n", 0, word.start()) + 1
        match = _IMPORT.match(source, start) if start >= end else None
        if match is None:
            continue
        end = match.end()
        if match["modules"]:
            yield from re.findall(r"[\w.]+", match["modules"])
        else:
            yield match["source"]
            yield from (f"{match['source']}.{name}" for name in re.findall(r"\w+", match["names"]))


def _versions(names: set[str]) -> dict[str, str]:
    """Versions of the distributions behind imported names, and of the Unicode tables that Python brings."""
    found = {"unicode": unicodedata.unidata_version}
    for name in sorted(names - sys.stdlib_module_names - {"__future__"}):
        found |= _version(name)
    return found


@functools.cache
def _version(name: str) -> dict[str, str]:
    at_hand = _installed(name)
    if at_hand:
        return {name: at_hand}
    from importlib import metadata  # where it is needed: it takes longer than all the digests

    try:
        return {name: metadata.version(name)}
    except metadata.PackageNotFoundError:
        distributions = metadata.packages_distributions().get(name, [])
        return {distribution: metadata.version(distribution) for distribution in distributions}


def _installed(name: str) -> str | None:
    """The version of a distribution that is installed as pip does it, in a folder; None for any other.

    The same as ``importlib.metadata`` says, which parses all that stands in its description, by a parser of mails.
    """
    wanted = _plain(name)
    for folder in sys.path:
        for found in _distributions(folder):
            if _plain(found.partition("-")[0]) == wanted:
                try:
                    with open(f"{folder}/{found}/METADATA", encoding="utf-8") as file:  # noqa: PTH123
                        lines = itertools.takewhile(str.strip, file)
                        return next((line[8:].strip() for line in lines if line.startswith("Version:")), None)
                except OSError:
                    return None
    return None


@functools.cache
def _distributions(folder: str) -> tuple[str, ...]:
    return tuple(name for name in _listed(folder) if name.endswith(".dist-info"))


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
