"""How far an article may be trusted to be whole, nothing lost and nothing of a neighbour's in it; and how far its headline.

The chain's probabilities speak of single lines, given that the lines stand in order; on a torn dump they are sure of what is
wrong. So they are weighed together with what shows that a page was torn: paragraphs that end without a closing mark or open
in mid-sentence, lines that were moved. A headline is right if it is the article's own, all of it and nothing else: against
that speak another text that it fits as well, lines beside it that could belong to it, and doubts of the article. The results
are held against pages with gold (``python -m tests.learn`` learns the weights on pages that the chain has not seen): of what
is trusted with 0.9 or more at least 98 in 100 should be right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.model.article import Article
from tasks.model.page import Line
from tasks.segment.decision import chain, learned
from tasks.segment.decision.labels import HEAD
from tasks.segment.evidence import boxes
from tasks.segment.headlines.matching import Pair
from tasks.segment.pieces import UNHYPHENED
from tasks.segment.units import Body, Head

ARTICLE, HEADLINE = "article", "headline"
"""What is trusted."""
MOST = 5.0
"""Nats of doubt at which one signal has said all it can."""
WORDS = {
    "whole": "most articles are whole",
    "start": "doubt whether it begins with its first line",
    "end": "doubt whether it ends with its last line",
    "inside": "doubt whether another article begins within it",
    "open-paragraphs": "paragraphs that end without a closing mark",
    "opens-within-sentence": "its first paragraph opens in mid-sentence",
    "paragraphs-within-sentence": "further paragraphs open in mid-sentence",
    "lines-moved": "lines of it stood elsewhere in the dump",
    "page-in-blocks": "the dump parts its lines by blank ones: its blocks may stand in an order of their own",
    "hyphens-lost": "the dump has swallowed the hyphens at line ends: its blocks do stand in an order of their own",
    "page-torn": "the whole page is torn: paragraphs without an end, lines out of order",
    "no-headline": "no headline belongs to it",
    "short": "it is short",
    "long": "it is long",
}
"""What the evidence about articles is called in the ledger, and what speaks for any before it."""
HEADLINE_WORDS = {
    "whole": "most headlines are right",
    "match": "doubt whether it belongs to this text",
    "no-words": "none of its words come again in the text",
    "lines": "doubt whether one of its lines is a headline's",
    "above": "doubt whether the line above belongs to it",
    "below": "doubt whether the line below belongs to it",
    "open": "its last line breaks off",
    "moved": "its lines stand apart in the dump",
    "deep": "it has many lines",
    "article": "doubt whether its article is whole",
    "page-in-blocks": WORDS["page-in-blocks"],
    "hyphens-lost": WORDS["hyphens-lost"],
    "page-torn": WORDS["page-torn"],
}
"""The same about headlines."""
NO_TEXT: dict[str, float | str] = {"text": "none, so that nothing more can be said of it"}
"""What is said of a headline by itself."""
_STOPS, _BEHIND, _CLOSERS = ".!?。！？…:：—", "\"'”’」』）)]〕】»›“ ", "”’」』）)]】"
"""Marks that close a paragraph, what may stand behind them, and what closes one without them."""
_UNENDED = tuple(",，、;；:：-–—(（《「『„")
"""What a headline does not end with, if all of it is there; not what closes a quotation in some languages."""
_OPEN = re.compile(r"^[a-zà-öø-ÿ，。、；：！？”’」』）]")


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked of the whole page, found once for all of its articles.

    ``breaks`` has for each line how likely an article, a headline or furniture begins there, ``heads`` how likely it is a
    headline's; ``size`` counts the lines, ``blanks`` those below a blank one; ``unhyphened`` says whether words are divided
    without a hyphen, ``known`` what is known of places (``boxes.known``).
    """

    reading: chain.Reading
    breaks: list[float]
    heads: list[float]
    size: int
    blanks: int
    unhyphened: bool
    torn: float
    known: str

    @classmethod
    def of(cls, articles: Sequence[Article], lines: Sequence[Line], reading: chain.Reading) -> Page:
        """The page of these articles and lines, as the chain read it."""
        return cls(
            reading,
            reading.all_chances("A", "K", "M", "D", "F"),
            reading.all_chances(*sorted(HEAD)),
            len(lines),
            sum([line.gap > 0 for line in lines]),
            any([line.joint.rule == UNHYPHENED for line in lines]),
            torn(articles, lines),
            boxes.known(lines),
        )


def evidence(article: Article, body: Body, page: Page) -> dict[str, float]:
    """What speaks against an article, each from nought (nothing) up.

    Args:
        article: as it was put together.
        body: its lines.
        page: the page it stands on.
    """
    order, reading = body.lines, page.reading
    after = max([*order, *body.jumps]) + 1
    plain = [p.text.text for p in article.paragraphs if p.role == "body"]
    size = sum(len(text) for text in plain)
    return {
        "start": _doubt(reading.chance(order[0], "A")),
        "end": _doubt(1.0 - reading.chance(after, "P", "Q", "X")) if after < page.size else 0.0,
        "inside": min(MOST, sum([-math.log(max(1e-6, 1.0 - page.breaks[i])) for i in order[1:]])),
        "open-paragraphs": sum(not _closed(text) for text in plain) / max(1, len(plain)),
        "opens-within-sentence": float(bool(plain) and bool(_OPEN.match(plain[0]))),
        "paragraphs-within-sentence": min(1.0, sum(bool(_OPEN.match(text)) for text in plain[1:]) / 2),
        "lines-moved": _moved(order),
        "page-in-blocks": _in_blocks(page),
        "hyphens-lost": float(page.unhyphened),
        "page-torn": page.torn,
        "no-headline": float(article.headline is None),
        "short": max(0.0, 1.5 - math.log10(max(size, 1)) / 2),
        "long": max(0.0, math.log10(max(size, 1)) - 2.7),
    }


def headline_evidence(head: Head, last: str, pair: Pair, whole: float, page: Page) -> dict[str, float]:
    """What speaks against an article's headline, each from nought (nothing) up.

    Args:
        head: its lines.
        last: the text of its last line.
        pair: how it was found to be the article's.
        whole: how far the article is trusted.
        page: the page it stands on.
    """
    order = head.lines
    first, after = min(order) - 1, max(order) + 1
    return {
        "match": _doubt(min(1.0, 0.5 + pair.margin)),
        "no-words": max(0.0, 1.0 - 4 * float(pair.evidence["words"])),
        "lines": max([_doubt(page.heads[i]) for i in order]),
        "above": _doubt(1.0 - page.heads[first]) if first >= 0 else 0.0,
        "below": _doubt(1.0 - page.heads[after]) if after < page.size else 0.0,
        "open": float(last.endswith(_UNENDED)),
        "moved": _moved(order),
        "deep": max(0.0, len(order) / 3 - 1),
        "article": _doubt(whole),
        "page-in-blocks": _in_blocks(page),
        "hyphens-lost": float(page.unhyphened),
        "page-torn": page.torn,
    }


def torn(articles: Sequence[Article], lines: Sequence[Line]) -> float:
    """How torn a page is: paragraphs that end or begin in mid-sentence, lines that were moved (0: not at all; 2: wholly)."""
    plain = [p.text.text for a in articles for p in a.paragraphs if p.role == "body"]
    loose = sum(bool(_OPEN.match(text)) or not _closed(text) for text in plain) / max(1, len(plain))
    begins = [line.text.stretches[0][0] for line in lines]
    moved = sum([below < above for above, below in pairwise(begins)])
    return loose + min(1.0, 20 * moved / max(1, len(lines)))


def weights(what: str, page: Page) -> dict[str, float]:
    """The weights for articles (:data:`ARTICLE`) or headlines (:data:`HEADLINE`) of such a page."""
    known: dict[str, float] = learned.data("trust")[what + page.known]
    return known


def trust(found: dict[str, float], known: dict[str, float]) -> float:
    """From nought to one, by the weights given."""
    score = known["whole"] - sum(known.get(name, 0.0) * value for name, value in found.items())
    chance = 1.0 / (1.0 + math.exp(-score))
    return float(round(chance ** known.get("caution", 1.0), 3))


def reasons(found: dict[str, float], known: dict[str, float], words: dict[str, str] = WORDS) -> dict[str, float | str]:
    """What speaks for an article and against it, with what each adds to the balance; of a headline in words for those."""
    against = {words.get(name, name): round(-known.get(name, 0.0) * value, 2) for name, value in found.items()}
    balance: dict[str, float | str] = {words["whole"]: known["whole"]}
    balance.update((said, weight) for said, weight in against.items() if weight)
    return balance


def _in_blocks(page: Page) -> float:
    return min(1.0, 25 * page.blanks / page.size)


def _moved(order: Sequence[int]) -> float:
    """The share of some lines that do not stand right below the one before, in the dump."""
    return sum(below != above + 1 for above, below in pairwise(order)) / len(order)


def _closed(text: str) -> bool:
    """Whether a paragraph ends with a closing mark."""
    stop = text.rstrip(_BEHIND)[-1:]
    return bool(stop) and stop in _STOPS or bool(text) and text[-1] in _CLOSERS


def _doubt(chance: float) -> float:
    return min(MOST, -math.log(max(1e-6, chance)))
