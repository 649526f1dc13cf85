"""Of which languages a batch's pages are, told by some of them. It is a guess, and need be no more.

A text says by its beginning. Pages in other formats are read as a whole, a few of them, and in another process: it may fail
over them.
"""

from __future__ import annotations

import codecs
import contextlib
import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tasks.model.errors import PageError
from tasks.run import seeds
from tasks.run.beside import Send, beside
from tasks.run.errors import NothingThere
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.stages import NAMES, normalised
from tasks.run.warm_pages import PAGES

if TYPE_CHECKING:
    from tasks.run.job import Job

LOOKS = 24
"""Files that are looked at, drawn from all over the batch, the same each time."""

HEAD = 4096
"""Bytes of each: enough for the small words of a language, and hardly any time."""

READ = 4
"""Files of other formats that are read."""


def languages_of(job: Job, files: Sequence[seeds.SeedFile]) -> set[str | None]:
    """Keys in ``PAGES`` of the languages that some of these files are in; None among them if one does not say."""
    told: set[str | None] = set()
    printed = []
    for file, head in _heads(job, files):
        if _is_text(head):
            told.add(_language(head))
        else:
            printed.append(file)
    if printed:
        told |= _read(job, printed[:READ]) or {None}
    return told or {None}


def _heads(job: Job, files: Sequence[seeds.SeedFile]) -> Iterator[tuple[seeds.SeedFile, bytes]]:
    """The beginnings of some files that can be read; of none behind a URL, where each costs a request."""
    if isinstance(job.seeds, RemoteSeeds):
        return
    drawn = random.Random(len(files)).sample(files, min(LOOKS, len(files)))
    for file in drawn:
        try:
            yield file, seeds.read(file, job.seeds, HEAD)
        except (PageError, NothingThere, OSError):
            continue  # its worker says what is wrong with it


def _is_text(head: bytes) -> bool:
    from tasks.read.formats import format_of

    try:
        return format_of(head) is None
    except PageError:
        return False


def _language(head: bytes) -> str | None:
    """The language that a text begins in; None where it does not say."""
    from tasks.normalise.language import tell_language

    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)  # what is cut off at the end is left
    except UnicodeDecodeError:
        if 3 * sum(byte > 0x7F for byte in head) > len(head):
            return "zh-Hans"  # in GB18030 or Big5: what is loaded for both scripts is nearly the same
        text = head.decode("cp1252", "ignore")
    told = tell_language(text).tag
    return told if told in PAGES else None


def _read(job: Job, files: Sequence[seeds.SeedFile]) -> set[str | None]:
    """The languages of the pages of these files, as far as they can be read."""

    def read(send: Send) -> None:
        for file in files:
            with contextlib.suppress(PageError, NothingThere, OSError):
                for page in normalised(job.read(file), job.settings_of(NAMES[0], file), file.source):
                    send(page.language.encode())

    with beside(read) as heard:
        return {told if (told := name.decode()) in PAGES else None for name in heard}
