"""What the rooms know, loaded before workers are forked: they share it then, and none loads it for itself.

Luigi forks a process for each task, and what a room loads when it first needs it (a language's lexicon, names, weights, some
seconds for all) is gone with that process. Small invented pages, one in each language, have the rooms load it in the process
that forks; whatever a room may need is loaded because the room is at work, and nothing has to be listed here.

Of which languages a batch's pages are is a guess (``spoken``), and need be no more: what was not loaded, a worker loads.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tasks.languages.words import load
from tasks.model.emitted import Origin
from tasks.run import seeds
from tasks.run.beside import Send, beside
from tasks.run.spoken import languages_of
from tasks.run.stages import NAMES, STAGES
from tasks.run.warm_pages import PAGES, USUAL

if TYPE_CHECKING:
    from tasks.run.job import Job

MANY = 40
"""Files for each worker from which all usual languages are loaded where some do not say theirs: all take some seconds."""

LONGEST = "de"
"""The language whose lexicon takes longer to read than those of all others."""

_loaded: set[str] = set()
T = TypeVar("T")


def prepare(job: Job, files: Sequence[seeds.SeedFile]) -> None:
    """Make ready to fork processes that work on these files; a run that forks none needs nothing."""
    workers = job.settings.run.workers
    if workers < 2:
        return
    for stage in STAGES:
        stage.load()
    if all(getattr(stage.room, "__file__", None) for stage in STAGES):  # a stand-in has nothing to load
        told = languages_of(job, files)
        many = len(files) >= MANY * workers
        spoken = [language for language in told if language]
        warm([*USUAL, *spoken] if None in told and many else spoken)


def warm(languages: Iterable[str] = USUAL) -> None:
    """Have the rooms load what they know of these languages; once in a process, and in none that is forked from it."""
    new = [language for language in PAGES if language in languages and language not in _loaded]
    others = [language for language in new if language != LONGEST]
    apart = others not in ([], new)
    with _read_beside(LONGEST) if apart else contextlib.nullcontext():
        for language in others if apart else new:
            _work(PAGES[language].encode())
    if apart:
        _work(PAGES[LONGEST].encode())
    _loaded.update(new)
    if new:
        gc.collect()
        gc.freeze()  # what is loaded stays: no collection need look at it again, nor a worker have it copied


@contextlib.contextmanager
def _read_beside(tag: str) -> Iterator[None]:
    """Have a language's lexicon read by a process of its own, during this block. Where that fails the rooms read it."""

    def read(send: Send) -> None:
        send(load(tag).text)

    with beside(read) as heard:
        yield
        for text in heard:
            load(tag, text)


def _work(data: bytes) -> None:
    """All stages over one page, for nothing but what they load; results are written and read, if to nowhere."""
    normalise, reflow, segment, emit = ((stage.work, stage.room.Settings()) for stage in STAGES)
    clean = _read_again(normalise[0](data, normalise[1])[0])
    flow = _read_again(reflow[0](clean, reflow[1]))
    page = _read_again(segment[0](flow, segment[1]))
    origin = Origin("none", "none", "seeds/none.txt", "0" * 64, "utf-8", "0", dict.fromkeys(NAMES, "0"))
    emit[0](page, clean, origin, emit[1])


def _read_again(result: T) -> T:
    return msgspec.json.decode(msgspec.json.encode(result), type=type(result))
