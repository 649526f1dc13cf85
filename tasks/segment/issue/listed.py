"""Articles as the METS of an issue lists them, where people cut the issue before: what belongs together is settled.

METS stands for DIDL, too. It says which blocks form an item, and calls some of them headings or authors. That is taken as
it stands; what it does not say (paragraphs, crossheads, credits within the text, hyphens) is found as on any page. Text
of no item is furniture: whoever cut the page left it out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from tasks.model.article import ARTICLE, AUTHOR, NOTICE, UNKNOWN, Article, Author, Confidence, Paragraph
from tasks.model.ledger import Decision, Edit
from tasks.model.page import Line
from tasks.model.source import Listed
from tasks.segment import articles
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import HEAD, LABELS
from tasks.segment.pieces import body_text
from tasks.segment.units import Body, Head

SURE = 0.99
"""How sure the METS's word is: people cut the issue, and people err."""

ENOUGH = 0.5
"""The share of a page's lines that are in items, from which on those that are in none are furniture."""

_ROLES = (
    ("Y", re.compile("AUTHOR|BYLINE|SIGNATURE")),
    ("X", re.compile("CROSS_?HEAD|INTERTITLE")),
    ("K", re.compile("OVERLINE|KICKER|SURTITLE")),
    ("D", re.compile("SUB_?HEAD|SUB_?TITLE|DECK")),
    ("M", re.compile("HEADING|HEADLINE|TITLE")),
)
"""What a part is, by the last name in its role that says any of it, in the order asked."""
_MASTHEAD = "TITLE_SECTION"
_NOTICES = ("ADVERTISEMENT", "ADVERT", "NOTICE", "DEATH_NOTICE", "OBITUARY")


@dataclass(slots=True)
class Item:
    """An item's lines on the page: indices, in the order that the METS gives them."""

    said: Listed
    head: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    bylines: list[list[int]] = field(default_factory=list)

    @property
    def lines(self) -> list[int]:
        """All of them, from the top."""
        return sorted([*self.head, *self.body, *(i for order in self.bylines for i in order)])


def is_listed(lines: Sequence[Line]) -> bool:
    """Whether the METS has cut this page: most of its lines are in items."""
    return sum(line.listed is not None for line in lines) > ENOUGH * len(lines)


def label_of(said: Listed) -> str | None:
    """The label that a part's role means; None for text.

    >>> [label_of(Listed(0, None, "ARTICLE", role, "b1")) for role in ("HEADING/OVERLINE", "BODY/TEXT")]
    ['K', None]
    """
    if said.type.upper() == _MASTHEAD:
        return None
    for name in reversed(said.role.upper().split("/")):
        for label, role in _ROLES:
            if role.search(name):
                return label
    return None


def listed_labels(lines: Sequence[Line], reading: Reading) -> list[str]:
    """Each line's label: the METS's where it has one, that of the reading where it fits into a body."""
    further, within = reading.all_chances("P"), reading.all_chances("Q")
    out: list[str] = []
    begun: set[int] = set()
    for i, line in enumerate(lines):
        own = reading.labels[i]
        if line.listed is None:
            out.append("F")
            continue
        label = label_of(line.listed)
        if label is None and line.listed.item not in begun:
            begun.add(line.listed.item)
            label = "A"
        if label is None:
            label = own if own in "PQX" else "P" if further[i] > within[i] else "Q"
        out.append(label)
    return out


def items(lines: Sequence[Line], labels: Sequence[str]) -> list[Item]:
    """The page's items, in its order."""
    found: dict[int, Item] = {}
    above = ""
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if line.listed is None:
            above = ""
            continue
        item = found.setdefault(line.listed.item, Item(line.listed))
        if label in HEAD:
            item.head.append(i)
        elif label != "Y":
            item.body.append(i)
        elif above == line.listed.element:
            item.bylines[-1].append(i)
        else:
            item.bylines.append([i])
        above = line.listed.element if label == "Y" else ""
    return list(found.values())


def article_of(item: Item, lines: Sequence[Line], labels: Sequence[str], language: str) -> tuple[Article, list[Edit]]:
    """An item as an article: its text by the rules of all texts, its headline and authors as the METS has them."""
    type_ = item.said.type.upper()
    if type_ == _MASTHEAD:
        drafted = _whole(item.body, lines, language)
    elif item.body or item.bylines:
        body = Body(item.body, bylines=item.bylines) if item.body else Body([i for order in item.bylines for i in order])
        drafted = articles.draft(body, lines, labels, language)
        if item.body and not item.head and not drafted.paragraphs:
            drafted = _whole(item.body, lines, language)  # whoever cut it took it for a text
    else:
        drafted = articles.Draft(language)
    head = Head(item.head) if item.head else None
    sure = Confidence(SURE if head else None, SURE, SURE)
    made, edits = articles.finish(drafted, head, lines, {i: labels[i] for i in item.head}, sure)
    made = replace(made, authors=_authors(made, item))
    if type_ == _MASTHEAD:
        cautions = tuple(one for one in made.warnings if one.code != "headline-missing")
        made = replace(made, kind=UNKNOWN, warnings=cautions)
    elif type_ in _NOTICES and made.kind in (ARTICLE, UNKNOWN):
        made = replace(made, kind=NOTICE)
    return made, edits


def _whole(order: Sequence[int], lines: Sequence[Line], language: str) -> articles.Draft:
    """A masthead's text, block by block: nothing in it is a credit."""
    out = articles.Draft(language)
    for _, block in groupby(order, lambda i: lines[i].listed):
        text, edits = body_text(lines, list(block))
        out.paragraphs.append(Paragraph(text))
        out.edits += edits
    return out


def _authors(made: Article, item: Item) -> tuple[Author, ...]:
    """The authors that the METS names, as far as the byline has their names; else whom the byline names.

    Nobody, where the METS names the authors of other items and for this one neither names nor marks any.
    """
    said = item.said
    if said.credited and not said.authors and not item.bylines:
        return ()
    printed = _squash(" ".join(piece.text for piece in made.byline))
    named = [name for name in said.authors if _squash(name) in printed]
    roles = {_squash(author.name): author.role for author in made.authors}
    given = tuple(Author(name, roles.get(_squash(name), AUTHOR)) for name in dict.fromkeys(named))
    return given or made.authors


def _squash(text: str) -> str:
    return "".join(text.split())


def ledger(found: Sequence[Item], lines: Sequence[Line], labels: Mapping[int, str] | Sequence[str]) -> list[Decision]:
    """A decision for each item, and one for each of its parts: the METS's word for it."""
    out: list[Decision] = []
    for item in found:
        order, said = item.lines, item.said
        elements = " ".join(dict.fromkeys(one.element for i in order if (one := lines[i].listed)))
        why: dict[str, float | str] = {"item": said.id or str(said.item + 1), "type": said.type, "elements": elements}
        out.append(Decision("segment.take-listed-item", _span(lines, order), f"an item: {said.type}", SURE, why))
        for (part, label), run in groupby(order, lambda i: (lines[i].listed, labels[i])):
            if part and label not in "APQ":
                role: dict[str, float | str] = {"role": part.role, "elements": part.element}
                out.append(Decision("segment.take-listed-part", _span(lines, list(run)), LABELS[label], SURE, role))
    return out


def _span(lines: Sequence[Line], order: Sequence[int]) -> tuple[int, int]:
    extents = [lines[i].text.extent() for i in order]
    return min(start for start, _ in extents), max(end for _, end in extents)
