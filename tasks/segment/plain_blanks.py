"""One plain blank between words, whatever blank was printed: the last thing done to a page's texts.

No-break and wide blanks are evidence until then (a French colon has one before it, columns are parted by them), so they stay
through reflow and are made plain only where a text is finished. Each is an edit.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.model.article import Article, Dateline, Jump, SegmentedPage
from tasks.model.ledger import Edit
from tasks.model.trace import Traced

RULE = "segment.make-blank-plain"
_ODD = re.compile("[^\\S \n]")


def plain_page(page: SegmentedPage) -> SegmentedPage:
    """The page with plain blanks in all its texts, and the edits that made them so."""
    plain = _Plain()
    articles = tuple(plain.article(article) for article in page.articles)
    furniture = tuple(replace(piece, text=plain.text(piece.text)) for piece in page.furniture)
    return replace(page, articles=articles, furniture=furniture, edits=(*page.edits, *plain.edits))


class _Plain:
    r"""Makes blanks plain, and remembers where.

    >>> plain = _Plain()
    >>> plain.text(Traced.whole("M.\u00a0Dupont", 5)).text, plain.edits[0].span
    ('M. Dupont', (7, 8))
    """

    def __init__(self) -> None:
        self.edits: list[Edit] = []

    def text(self, text: Traced) -> Traced:
        places = [found.start() for found in _ODD.finditer(text.text)]
        self.edits += [Edit(RULE, (text.starts[i], text.ends[i]), text.text[i], " ") for i in places]
        return text.reading(_ODD.sub(" ", text.text)) if places else text

    def texts(self, texts: tuple[Traced, ...]) -> tuple[Traced, ...]:
        return tuple(map(self.text, texts))

    def one(self, text: Traced | None) -> Traced | None:
        return self.text(text) if text else text

    def article(self, article: Article) -> Article:
        place, date = (part and _ODD.sub(" ", part) for part in (article.dateline.place, article.dateline.date))
        return replace(
            article,
            kicker=self.one(article.kicker),
            headline=self.one(article.headline),
            deck=self.one(article.deck),
            byline=self.texts(article.byline),
            authors=tuple(replace(author, name=_ODD.sub(" ", author.name)) for author in article.authors),
            dateline=Dateline(place, date),
            dateline_text=self.texts(article.dateline_text),
            marks=self.texts(article.marks),
            paragraphs=tuple(replace(part, text=self.text(part.text)) for part in article.paragraphs),
            jump=article.jump and self.jump(article.jump),
            came=article.came and self.jump(article.came),
        )

    def jump(self, jump: Jump) -> Jump:
        return replace(jump, text=self.text(jump.text))
