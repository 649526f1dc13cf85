"""Lines that say where a text comes from ("Continued from Page 1"): they stand above it, and are its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.model.article import Article, Furniture, Jump
from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.model.trace import Span, Traced
from tasks.segment import credits

FROM = "from"


def comes(text: str, language: str) -> tuple[int, int, str] | None:
    """Where a line or paragraph begins with words that name the page it comes from: start, end, page."""
    found = credits.jump(text, language)
    if found is None or found[2] != FROM or not found[3] or text[: found[0]].strip():
        return None
    return found[0], found[1], found[3]


def coming(lines: Sequence[Line], labels: Sequence[str], language: str) -> set[int]:
    """The jump lines that belong to the text below them."""
    return {i for i, label in enumerate(labels) if label == "J" and comes(lines[i].text.text, language)}


def with_their_texts(
    articles: Sequence[Article], furniture: Sequence[Furniture], language: str
) -> tuple[tuple[Article, ...], list[Decision]]:
    """Give each such line that came out as an item of its own to the text that begins right below it.

    It is right below where nothing stands between but what that text's article has itself (a headline, a byline).
    """
    out: list[Article | None] = list(articles)
    spans = [sorted(_spans(article)) for article in articles]
    others = [span for piece in furniture for span in piece.text.spans()]
    decisions = []
    for i, line in enumerate(articles):
        if not _is_only_a_line(line, language):
            continue
        assert line.jump is not None
        end = line.jump.text.extent()[1]
        below = [(_start(one), k) for k, one in enumerate(articles) if one.paragraphs and _start(one) >= end]
        start, k = min(below, default=(0, -1))
        taken = out[k] if k >= 0 else None
        between = [span for n, own in enumerate(spans) if n not in (i, k) for span in own] + others
        if taken is None or any(end <= left < start for left, _ in between) or _comes_already(taken):
            continue
        out[i], out[k] = None, _given(taken, line.jump)
        why: dict[str, float | str] = {"page": line.jump.page or ""}
        decisions.append(Decision("segment.give-jump-line", line.jump.text.extent(), "of the text below", 0.9, why))
    return tuple(article for article in out if article), decisions


def _is_only_a_line(article: Article, language: str) -> bool:
    others = (article.kicker, article.headline, article.deck, *article.byline, *article.dateline_text, *article.marks)
    if article.paragraphs or article.jump is None or any(others):
        return False
    return comes(article.jump.text.text, language) is not None


def _comes_already(article: Article) -> bool:
    return article.came is not None or article.jump is not None and article.jump.direction == FROM


def _given(article: Article, line: Jump) -> Article:
    return replace(article, came=line) if article.jump else replace(article, jump=line)


def _start(article: Article) -> int:
    return article.paragraphs[0].text.extent()[0]


def _spans(article: Article) -> Iterator[Span]:
    texts: list[Traced | None] = [article.kicker, article.headline, article.deck]
    texts += [jump.text for jump in (article.jump, article.came) if jump]
    texts += [*article.byline, *article.dateline_text, *article.marks, *(part.text for part in article.paragraphs)]
    for text in texts:
        if text:
            yield from text.spans()
