"""Conversion of the emitted Chinese between scripts, after all repairs (a wrap inside a phrase would change the result)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import get_args

from opencc import OpenCC

from tasks.emit import Script

_CONFIGS = {
    # Each keeps the words and changes the script alone: s2tw and not s2twp, which would turn Chinese terms into Taiwan's.
    ("zh-Hans", "zh-Hant"): "s2t",
    ("zh-Hans", "zh-TW"): "s2tw",
    ("zh-Hans", "zh-HK"): "s2hk",
    ("zh-Hant", "zh-Hans"): "t2s",
    ("zh-Hant", "zh-TW"): "t2tw",
    ("zh-Hant", "zh-HK"): "t2hk",
}
"""(language of the page, script asked for) → OpenCC configuration; any other pair stays as printed."""


class Writer:
    """Writes a page's texts in the script asked for, character for character, and keeps account of what it changed.

    ``language`` is the tag of what it writes; ``converted_from`` the page's own where it converts, else None.

    >>> writer = Writer("zh-Hans", "zh-TW")
    >>> writer.write("乡村旅游示范村")
    '鄉村旅遊示範村'
    >>> Writer("en", "zh-TW").write("Letters to the Editor")
    'Letters to the Editor'
    """

    def __init__(self, language: str, script: Script) -> None:
        """For a page in this language.

        Raises:
            ValueError: there is no such script.
        """
        if script not in get_args(Script):
            raise ValueError(f"script = {script!r}: allowed are {', '.join(get_args(Script))}")
        self.config = _CONFIGS.get((language, script))
        self.language = script if self.config else language
        self.converted_from = language if self.config else None
        self._changes: Counter[tuple[str, str]] = Counter()

    def write(self, text: str) -> str:
        """The text in the script asked for, of the same length, so that its spans stay true."""
        if self.config is None:
            return text
        written = _convert(self.config, text)
        self._changes.update((old, new) for old, new in zip(text, written, strict=True) if old != new)
        return written

    def write_part(self, part: str, *wholes: str) -> str:
        """A part of a text in the script asked for, as it came out within the first of these texts that holds it.

        So that a name is spelt in ``authors`` as in the byline: its characters depend on their neighbours.
        """
        if self.config is None:
            return part
        for whole in wholes:
            at = whole.find(part)
            if at >= 0:
                return _convert(self.config, whole)[at : at + len(part)]
        return self.write(part)

    def changes(self) -> Iterable[tuple[str, str]]:
        """Each pair of a character and what it became somewhere on the page."""
        return self._changes.keys()

    def conversion(self) -> dict[str, object] | None:
        """What was converted, for the manifest: each change of a character with its number, by code point."""
        if self.config is None:
            return None
        return {
            "from": self.converted_from,
            "to": self.language,
            "config": self.config,
            "characters": [[old, new, count] for (old, new), count in sorted(self._changes.items())],
        }


def _convert(config: str, text: str) -> str:
    """By OpenCC; character by character should a phrase ever come out longer or shorter (none does today)."""
    written: str = _converter(config).convert(text)
    if len(written) == len(text):
        return written
    single = (_converter(config).convert(letter) for letter in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, single, strict=True))


@cache
def _converter(config: str) -> OpenCC:
    """Built at its first use in a process (5-70 ms), never at import: it cannot be pickled."""
    return OpenCC(config)
