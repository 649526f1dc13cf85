"""The version of code, read off the code: digests of all that a module is made of, and the libraries it calls."""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from tasks.store.files import digest, walk

_IMPORT = re.compile(
    r"""^[ \t]*(?:
        from[ \t]+(?P<source>[\w.]+)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n]*)  # from a.b import c, d
      | import[ \t]+(?P<modules>[\w.]+(?:[ \t]*,[ \t]*[\w.]+)*)                    # import a.b, c
    )""",
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True)
class Making:
    """What a module is made of: digests of its code and of its data files, and versions of libraries by name."""

    code: str
    data: str
    libraries: dict[str, str]


@functools.cache
def making_of(module: str, root: Path, *more: str) -> Making:
    """What ``module`` is made of, with all it imports from its own top-level package, however far.

    Args:
        module: dotted name of a package or module.
        root: the folder that holds its top-level package.
        more: further modules of that package that shape the same results.

    Returns:
        Digests over the ``.py`` files reached and over all other files beside them; nothing is listed by hand, so that
        nothing can be forgotten.
    """
    top = module.partition(".")[0]
    files: set[Path] = set()
    outside: set[str] = set()
    wanted = [module, *more]
    seen: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        for path in _files_of(name, root):
            if path in files:
                continue
            files.add(path)
            if path.suffix == ".py":
                for found in _imports(path.read_text(encoding="utf-8")):
                    if found.partition(".")[0] == top:
                        wanted.append(found)
                    else:
                        outside.add(found.partition(".")[0])
    code = {path for path in files if path.suffix == ".py"}
    return Making(_digest(code, root), _digest(files - code, root), _versions(outside))


def _imports(source: str) -> Iterator[str]:
    for match in _IMPORT.finditer(source):
        if match["modules"]:
            yield from re.findall(r"[\w.]+", match["modules"])
        else:
            yield match["source"]
            yield from (f"{match['source']}.{name}" for name in re.findall(r"\w+", match["names"]))


def _files_of(module: str, root: Path) -> list[Path]:
    """A module's file; for a package all below it, so that a data file counts whoever reads it.

    The package of nouns is the exception that proves it cheap: a bare ``__init__`` names no other module, so that its
    modules count one by one.
    """
    place = root.joinpath(*module.split("."))
    if place.with_suffix(".py").is_file():
        return [place.with_suffix(".py")]
    init = place / "__init__.py"
    if not init.is_file():
        return []
    if module.count(".") == 0 or _is_bare(init):
        return [init]
    return [path for path in walk(place) if "__pycache__" not in path.parts and not path.name.startswith(".")]


def _is_bare(init: Path) -> bool:
    siblings = [path for path in init.parent.iterdir() if path.name != "__pycache__"]
    return not _IMPORT.search(init.read_text(encoding="utf-8")) and all(path.suffix == ".py" for path in siblings)


def _digest(files: set[Path], root: Path) -> str:
    lines = sorted(f"{path.relative_to(root).as_posix()} {digest(path.read_bytes())}" for path in files)
    return digest("\n".join(lines).encode())[:16]


def _versions(names: set[str]) -> dict[str, str]:
    """Versions of the distributions behind imported names, and of the Unicode tables that Python brings."""
    found = {"unicode": unicodedata.unidata_version}
    for name in sorted(names - sys.stdlib_module_names - {"__future__"}):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            for distribution in metadata.packages_distributions().get(name, []):
                found[distribution] = metadata.version(distribution)
    return found
