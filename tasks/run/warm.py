"""What the rooms know, loaded before workers are forked: they share it then, and none loads it for itself.

Luigi forks a process for each task, and what a room loads when it first needs it (a language's lexicon, names, weights, some
seconds for all) is gone with that process. Small invented pages, one in each language, have the rooms load it in the process
that forks; whatever a room may need is loaded because the room is at work, and nothing has to be listed here.

Of which languages a batch's pages are is told by the beginnings of some of them. That is a guess, and need be no more: what
was not loaded here, a worker loads. A page as a whole is for workers alone, which may fail over it.
"""

from __future__ import annotations

import codecs
import gc
import random
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tasks.model.emitted import Origin
from tasks.model.errors import PageError
from tasks.run import seeds
from tasks.run.errors import NothingThere
from tasks.run.remote_seeds import RemoteSeeds
from tasks.run.stages import NAMES, STAGES

if TYPE_CHECKING:
    from tasks.run.job import Job

SHARDS = 4
"""Shards for each worker from which all languages are loaded where some pages do not say theirs: all take some seconds."""

LOOKS = 24
"""Files that are looked at, drawn from all over the batch, the same each time."""

HEAD = 4096
"""Bytes of each: enough for the small words of a language, and hardly any time."""

PAGES = {
    "en": """NEW BRIDGE FOR THE TOWN
By Ann Miller
WEXFORD, Monday. - The council of the town has agreed that the old bridge over the river is to be re-
placed by a new one, and that it will be open to all traffic from the spring of the next year, the may-
or said. It was the wish of the people who live on the other side of the river for more than ten years.
""",
    "de": """Neue Brücke für die Stadt
Von Anna Müller
Neustadt. Der Rat der Stadt hat beschlossen, dass die alte Brücke über den Fluss durch eine neue er-
setzt werden soll, und dass sie vom Frühling des nächsten Jahres an für den Verkehr frei ist, sagte der Bürger-
meister. Das war der Wunsch der Menschen, die auf der anderen Seite des Flusses wohnen, seit zehn Jahren.
""",
    "fr": """UN NOUVEAU PONT POUR LA VILLE
Par Anne Meunier
Villeneuve, 9 novembre. — Le conseil de la ville a décidé que le vieux pont sur la rivière sera rem-
placé par un nouveau, et qu'il sera ouvert à tous dans le printemps de l'année qui vient, a dit le mai-
re. C'était le souhait des gens qui vivent de l'autre côté de la rivière depuis plus de dix ans.
""",
    "zh-Hans": """我市新桥明年开通
本报讯（记者 王小明）市政府昨日决定，在河上建一座新
桥，代替旧桥。新桥将于明年春天开通，所有车辆都可以通
过。这是河对岸居民十多年来的愿望。市民们对此表示欢迎。
""",
    "zh-Hant": """本市新橋明年開通
【本報訊】市政府昨日決定，在河上興建一座新橋，代替舊
橋。新橋將於明年春天開通，所有車輛都可以通過。這是河
對岸居民十多年來的願望。市民們對此表示歡迎。
""",
}
"""Invented, and small: each has what a page of its language makes the rooms load."""


_loaded: set[str] = set()


def prepare(job: Job, files: Sequence[seeds.SeedFile], shards: int) -> None:
    """Make ready to fork processes that work on these files, in so many shards; a run that forks none needs nothing."""
    workers = job.settings.run.workers
    if workers < 2:
        return
    for stage in STAGES:
        stage.load()
    if all(getattr(stage.room, "__file__", None) for stage in STAGES):  # a stand-in has nothing to load
        told = {_language(head) for head in _heads(job, files)} or {None}
        many = shards >= SHARDS * workers
        warm(PAGES if None in told and many else [language for language in told if language])


def warm(languages: Iterable[str] = PAGES) -> None:
    """Have the rooms load what they know of these languages; once in a process, and in none that is forked from it."""
    new = [language for language in PAGES if language in languages and language not in _loaded]
    for language in new:
        _work(PAGES[language].encode())
        _loaded.add(language)
    if new:
        gc.collect()
        gc.freeze()  # what is loaded stays: no collection need look at it again, nor a worker have it copied


def _heads(job: Job, files: Sequence[seeds.SeedFile]) -> Iterable[bytes]:
    """The beginnings of some files that can be read; of none behind a URL, where each costs a request."""
    if isinstance(job.seeds, RemoteSeeds):
        return
    drawn = random.Random(len(files)).sample(files, min(LOOKS, len(files)))  # noqa: S311 - every n-th may be of one paper
    for file in drawn:
        try:
            yield seeds.read(file, job.seeds, HEAD)
        except (PageError, NothingThere, OSError):
            continue  # its worker says what is wrong with it


def _language(head: bytes) -> str | None:
    """The key in ``PAGES`` of the language that a file begins in; None where it does not say."""
    from tasks.normalise.language import tell_language

    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)  # what is cut off at the end is left
    except UnicodeDecodeError:
        if 3 * sum(byte > 0x7F for byte in head) > len(head):
            return "zh-Hans"  # in GB18030 or Big5: what is loaded for both scripts is nearly the same
        text = head.decode("cp1252", "ignore")
    told = tell_language(text).tag
    return told if told in PAGES else None


def _work(data: bytes) -> None:
    """All stages over one page, for nothing but what they load."""
    normalise, reflow, segment, emit = ((stage.work, stage.room.Settings()) for stage in STAGES)
    (clean,) = normalise[0](data, normalise[1])
    page = segment[0](reflow[0](clean, reflow[1]), segment[1])
    origin = Origin("none", "none", "seeds/none.txt", "0" * 64, "utf-8", "0", dict.fromkeys(NAMES, "0"))
    emit[0](page, clean, origin, emit[1])
