"""The words of a language, by simplemma's lexicons: whether one is in, which is all that is asked.

Simplemma keeps a lexicon as a dictionary of words and their basic forms (130 MB for German, English and French) or reads it
anew at each question (twenty times as slow). Without the basic forms a lexicon is a sorted text of a dozen megabytes, which
processes share as long as they live, and in which a word is found in a few steps.
"""

from __future__ import annotations

import functools
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any
from unicodedata import normalize

_BLOCK = 1024
"""Bytes that are looked through at once."""
_AT_ONCE = 4096
"""Words that are held at once while a lexicon is loaded."""


class Lexicon(Mapping[str, str]):
    """Words in order, a line each; the basic forms that simplemma asks for are left empty."""

    def __init__(self, words: Iterable[str]) -> None:
        """Of these words, in whatever order; quickest in their own."""
        lines, last, in_order = bytearray(b"\n"), b"", True
        left = map(str.encode, words)
        while some := list(islice(left, _AT_ONCE)):  # a million small objects would leave their memory in pieces
            in_order = in_order and last <= some[0] and some == sorted(some)
            lines += b"\n".join(some) + b"\n"
            last = some[-1]
        self._index(bytes(lines) if in_order else b"\n%b\n" % b"\n".join(sorted(lines[1:-1].split(b"\n"))))

    def _index(self, text: bytes) -> None:
        self._lines = text
        end = len(self._lines) - 1
        self._starts = array("I", (self._lines.index(b"\n", at) for at in range(0, end, _BLOCK)))
        self._starts.append(end)
        self._firsts = [self._lines[at + 1 : self._lines.find(b"\n", at + 1)] for at in self._starts[:-1]]

    @classmethod
    def of(cls, tag: str) -> Lexicon:
        """The words of a language that simplemma has."""
        from simplemma.strategies import StreamDictionaryFactory

        return cls(StreamDictionaryFactory().get_dictionary(tag))

    @classmethod
    def from_text(cls, text: bytes) -> Lexicon:
        """One whose :attr:`text` another process has sent."""
        made = cls.__new__(cls)
        made._index(text)
        return made

    @property
    def text(self) -> bytes:
        """All of it: the words in the order of their bytes, each between two line feeds."""
        return self._lines

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as Mapping has it
        """An empty text if the word is in."""
        word = key.encode(errors="surrogatepass")
        block = bisect_right(self._firsts, word) - 1
        if block < 0 or b"\n" in word:
            return default
        found = self._lines.find(b"\n%b\n" % word, self._starts[block], self._starts[block + 1] + 1)
        return default if found < 0 else ""

    def __getitem__(self, key: str) -> str:
        """An empty text; KeyError if the word is not in."""
        if self.get(key) is None:
            raise KeyError(key)
        return ""

    def __iter__(self) -> Iterator[str]:
        """Every word, in the order of their bytes."""
        return (word.decode() for word in self._lines[1:-1].split(b"\n"))

    def __len__(self) -> int:
        """How many there are."""
        return self._lines.count(b"\n") - 1


_loaded: dict[str, Lexicon] = {}


def load(tag: str, text: bytes | None = None) -> Lexicon:
    """A language's lexicon, read once in a process; with ``text``, that of one read elsewhere is taken."""
    if tag not in _loaded:
        _loaded[tag] = Lexicon.of(tag) if text is None else Lexicon.from_text(text)
    return _loaded[tag]


@functools.cache
def _lookup() -> Any:  # noqa: ANN401 - simplemma has no types
    """Simplemma's way of looking a word up (as it stands, with a capital or without, with any apostrophe)."""
    from simplemma.strategies import DictionaryFactory, DictionaryLookupStrategy

    class Lexicons(DictionaryFactory):
        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return load(lang)

    return DictionaryLookupStrategy(Lexicons())


def is_word(word: str, tag: str) -> bool:
    """Whether a language's lexicon holds a word; it is loaded at the first question.

    Args:
        word: as printed, or in lower case.
        tag: of a language that simplemma has, such as ``de``.

    >>> is_word("newspaper", "en"), is_word("newspa", "en"), is_word("zeitung", "de")
    (True, False, True)
    """
    return _lookup().get_lemma(normalize("NFC", word), tag) is not None
