"""What the rooms know, loaded before workers are forked: they share it then, and none loads it for itself.

Luigi forks a process for each task, and what a room loads when it first needs it (a language's lexicon, names, weights, some
seconds for all) is gone with that process. Small invented pages, one in each language, have the rooms load it in the process
that forks; whatever a room may need is loaded because the room is at work, and nothing has to be listed here.
"""

from __future__ import annotations

import functools
import gc

from tasks.model.emitted import Origin
from tasks.run.stages import NAMES, STAGES

SHARDS = 4
"""Shards for each worker from which loading beforehand is worth its time: a lexicon takes as long as a dozen pages."""

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
}
"""Invented, and small: each has what a page of its language makes the rooms load."""


def prepare(shards: int, workers: int) -> None:
    """Make ready to fork ``workers`` processes that work on so many shards; one that forks none needs nothing."""
    if shards >= SHARDS * workers > SHARDS:
        warm()
    elif workers > 1:
        for stage in STAGES:
            stage.load()


@functools.cache
def warm() -> None:
    """Have the rooms load what they know; once in a process, and in none that is forked from it."""
    for text in PAGES.values():
        if all(getattr(stage.room, "__file__", None) for stage in STAGES):  # a stand-in has nothing to load
            _work(text.encode())
    gc.collect()
    gc.freeze()  # what is loaded stays: no collection need look at it again, nor a worker have it copied


def _work(data: bytes) -> None:
    """All stages over one page, for nothing but what they load."""
    normalise, reflow, segment, emit = ((stage.work, stage.room.Settings()) for stage in STAGES)
    (clean,) = normalise[0](data, normalise[1])
    page = segment[0](reflow[0](clean, reflow[1]), segment[1])
    origin = Origin("none", "none", "seeds/none.txt", "0" * 64, "utf-8", "0", dict.fromkeys(NAMES, "0"))
    emit[0](page, clean, origin, emit[1])
