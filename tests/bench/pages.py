"""Pages to measure with: set by ``tests/typeset`` of its invented articles, as many and as long as asked for, and kept.

Page ``n`` of a size is always the same. Every second page is Chinese, by turns in simplified and traditional characters;
the others are English, German and French. The pool's articles are short, so that each article here has the paragraphs of
several, and a page of 20 KB holds about a dozen.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from tests.typeset import Record, draw_style, set_page
from tests.typeset.articles import POOL, chosen

CHINESE, LATIN = ("zh-Hans", "zh-Hant"), ("en", "de", "fr")
CYCLE = 12
"""After so many pages the order of languages comes again."""
MANNERS = ("raw", "raw", "seedlike")
"""Dumps as plain readers give them: lines of one column in painting order."""
_BYTES_AN_ARTICLE = 1700
_SHORT = 2  # kilobytes
_MORE = 1.15  # what is set beyond the size asked for, since headlines and captions do not run as bodies do


@dataclass(frozen=True)
class Page:
    """A page on disk: its number, language and file."""

    number: int
    language: str
    path: Path


def language_of(number: int) -> str:
    """The language of the n-th page.

    >>> [language_of(n) for n in range(6)]
    ['zh-Hans', 'en', 'zh-Hant', 'de', 'zh-Hans', 'fr']
    """
    half = number // 2
    return LATIN[half % len(LATIN)] if number % 2 else CHINESE[half % len(CHINESE)]


def text_of(number: int, kilobytes: float) -> str:
    """The n-th page of that size, cut at the end of a line; the same arguments give the same text."""
    language, size = language_of(number), round(kilobytes * 1000)
    dice = random.Random(f"bench {kilobytes:g} {number}")
    records = _drawn(language, round(size * _MORE), dice)
    style = draw_style(language, dice, records[0].epoch == "old")
    text, _ = set_page(_joined(records, max(2, size // _BYTES_AN_ARTICLE)), style, dice.random(), dice.choice(MANNERS))
    return _cut(text, size)


def _drawn(language: str, size: int, dice: random.Random) -> list[Record]:
    """Articles of one epoch, and of the other where the first has not enough, that come to so many bytes."""
    records = list(chosen(language))
    dice.shuffle(records)
    epoch = records[0].epoch
    found: list[Record] = []
    for record in sorted(records, key=lambda record: record.epoch != epoch):
        found.append(record)
        size -= sum(len(text.encode()) for text in record.paragraphs)
        if size <= 0:
            break
    return found


def _joined(records: Sequence[Record], count: int) -> list[Record]:
    """So many articles of all these, each with the paragraphs of others below its own; captions and notices stay alone."""
    heads = list(records[:count])
    takers = [place for place, record in enumerate(heads) if record.kind == "article"] or [0]
    for number, record in enumerate(records[count:]):
        place = takers[number % len(takers)]
        heads[place] = replace(heads[place], paragraphs=heads[place].paragraphs + record.paragraphs)
    return heads


def _cut(text: str, size: int) -> str:
    """As many whole lines as have that many bytes."""
    data = text.encode()[:size]
    return data[: data.rfind(b"\n") + 1].decode() if len(text.encode()) > size else text


def runaway(kilobytes: float, work: Path) -> bytes:
    """One dump of that size: many short pages on end, as a reader gives that takes a whole edition for one page. In Chinese.

    Latin print of more than a million characters is refused as it is, so that only Chinese has pages of two megabytes. The
    pages are short so that a tenth of the dump has every kind of page that all of it has; without their blank lines, two
    megabytes have no more lines than a page may.
    """
    texts: list[bytes] = []
    number = 0
    while sum(map(len, texts)) < kilobytes * 1000:
        texts.append(re.sub(rb"\n+", b"\n", page(number, _SHORT, folder(_SHORT, work)).path.read_bytes()))
        number += 2 * len(CHINESE)
    data = b"".join(texts)[: round(kilobytes * 1000)]
    return data[: data.rfind(b"\n") + 1]


@cache
def maker() -> str:
    """A digest of all that pages are made of, so that kept pages are never those of another generator."""
    return digest_of(Path(__file__), *POOL.parent.rglob("*.py"), *POOL.rglob("*.toml"))


def digest_of(*parts: Path) -> str:
    """A short digest of what is in some files."""
    return hashlib.sha256(b"".join(part.read_bytes() for part in sorted(parts))).hexdigest()[:12]


def folder(kilobytes: float, work: Path) -> Path:
    """Where pages of that size are kept."""
    return work / "pages" / f"{kilobytes:g}-kb-{maker()}"


def page(number: int, kilobytes: float, kept: Path) -> Page:
    """The n-th page, made if it is not there."""
    language = language_of(number)
    path = kept / f"{number:06d}-{language}.txt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(text_of(number, kilobytes), encoding="utf-8", newline="")
        part.replace(path)
    return Page(number, language, path)


def pages(count: int, kilobytes: float, kept: Path) -> list[Page]:
    """The first so many pages of that size; those that are not there are made, on all cores.

    Args:
        count: how many.
        kilobytes: thousands of bytes of each, in UTF-8.
        kept: the folder that holds them.
    """
    make = partial(page, kilobytes=kilobytes, kept=kept)
    if count < 20 or (kept / f"{count - 1:06d}-{language_of(count - 1)}.txt").exists():
        return [make(number) for number in range(count)]
    with multiprocessing.get_context("fork").Pool() as pool:
        made = pool.map(make, range(count), chunksize=10)
        pool.close()
        pool.join()
    return made
