"""What a page tells to the others of its issue: its number and heading, and which of its articles may have further parts.

All of it is found on the page alone; which parts belong together is decided where all pages are known (``emit.joining``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from operator import add

from tasks.languages import UNKNOWN
from tasks.model.article import ARTICLE, Article, Furniture
from tasks.model.issue import End, Offers
from tasks.model.source import Listed
from tasks.segment.issue.comes import FROM
from tasks.segment.issue.over_pages import Run, Running
from tasks.segment.issue.running_heads import head_of, page_name

MOST_WORDS = 40
"""Words that an article is told by: enough that a long one shares some with its other part, few enough for a label."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_STOPS = tuple(".!?…:;。！？；：”»\"')）】」』")


def offers(
    articles: Sequence[Article],
    furniture: Sequence[Furniture],
    language: str,
    listed: Sequence[Listed] = (),
    running: Running = Running(),  # noqa: B008 (it is frozen)
) -> Offers:
    """What the page offers.

    Args:
        articles: the page's, in page order.
        furniture: likewise.
        language: the page's.
        listed: what the METS says of each article, where it has cut the page.
        running: how each article begins and ends, as the page's zones tell.
    """
    head = head_of(furniture, language)
    jumps = [_jumps(article, language) for article in articles]
    begun = [_begins_open(article) for article in articles]
    spread = [one.pages for one in listed] or [()] * len(articles)
    runs = running.runs or [Run()] * len(articles)
    edges = [run.goes_on or run.breaks_off for run in runs]
    told = [k for k, run in enumerate(runs) if any(jumps[k]) or begun[k] or spread[k] or edges[k] or run.head or run.foot]
    worded = [any(jumps[k]) or begun[k] or edges[k] for k in range(len(articles))]
    words = _telling(articles, [k for k, own in enumerate(worded) if own])
    ends = tuple(
        End(
            article=k,
            to=jumps[k][0],
            come=jumps[k][1],
            item=listed[k].item if spread[k] else None,
            pages=spread[k],
            words=words.get(k, ()),
            open_end=_ends_open(articles[k]),
            open_start=begun[k],
            goes_on=runs[k].goes_on,
            breaks_off=runs[k].breaks_off,
            fills=runs[k].fills,
            head=runs[k].head,
            foot=runs[k].foot,
        )
        for k in told
    )
    spoken = language.partition("-")[0] if ends and language != UNKNOWN else None
    return Offers(head.number, head.title, head.date, head.edition, ends, spoken, running.rows, running.headed, running.told)


def _jumps(article: Article, language: str) -> tuple[str | None, str | None]:
    """The pages that the article's lines send to, and come from."""
    to = come = None
    for jump in (article.jump, article.came):
        if jump and jump.direction == FROM:
            come = page_name(jump.page, language)
        elif jump:
            to = page_name(jump.page, language)
    return to, come


def _begins_open(article: Article) -> bool:
    """Whether the text begins within a sentence, as far as letters tell, with nothing above it."""
    above = article.kicker or article.headline or article.deck or article.byline or article.dateline_text
    if above or article.kind != ARTICLE or not article.paragraphs:
        return False
    return article.paragraphs[0].text.text[:1].islower()


def _ends_open(article: Article) -> bool:
    """Whether the text breaks off within a sentence."""
    text = article.paragraphs[-1].text.text.rstrip() if article.paragraphs else ""
    return bool(text) and not text.endswith(_STOPS)


def _telling(articles: Sequence[Article], asked: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """For each article that is asked for the words that stand in no other of the page, by their frequency, then sorted."""
    words = [_words(article) for article in articles] if asked else []
    owners = Counter(chain.from_iterable(map(set, words)))
    out = {}
    for k in asked:
        count = Counter(words[k])
        own = [word for word in count if owners[word] == 1]
        out[k] = tuple(sorted(sorted(own, key=lambda word: (-count[word], -len(word), word))[:MOST_WORDS]))
    return out


def _words(article: Article) -> list[str]:
    """Words of five letters and more; of Chinese, pairs of characters."""
    parts = [article.headline, *(part.text for part in article.paragraphs)]
    text = " ".join(part.text for part in parts if part).casefold()
    words, runs = _WORD.findall(text), _HAN.findall(text)
    if not runs:
        return words
    return [word for word in words if not _HAN.match(word)] + [pair for run in runs for pair in map(add, run, run[1:])]
