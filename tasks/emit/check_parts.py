"""The laws over the pages of an issue: what one page's article has of another, that page must have given it, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.emit.account import Account
from tasks.emit.invention import Conversion, unfounded
from tasks.model.errors import LawBroken
from tasks.model.ledger import Edit

Json = dict[str, Any]
LINES = ("kicker", "headline", "deck", "byline")
JUMPS = ("jump", "jump_from")


@dataclass(frozen=True)
class Published:
    """A page as published: its articles, its ``page.json``, and the decoded text of its source file."""

    articles: Sequence[Json]
    manifest: Json
    source: str


Others = Callable[[str], Published | None]
"""Gives another page of the batch by its name; None where there is none."""


def edits_of(manifest: Json) -> list[Edit]:
    """The edits of a page, as its manifest has them."""
    return [
        Edit(edit["rule"], (edit["span"][0], edit["span"][1]), edit["before"], edit["after"]) for edit in manifest["edits"]
    ]


def conversion_of(manifest: Json) -> Conversion:
    """What characters of a page were converted to."""
    changes = manifest["conversion"]["characters"] if manifest["conversion"] else []
    return Conversion((before, after) for before, after, _ in changes)


def parts_of(article: Json) -> list[Json]:
    """The parts of an article of several pages, the first of them its own page's; none of any other article."""
    found: list[Json] = article["provenance"].get("parts", [])
    return found


def own_paragraphs(article: Json) -> list[Json]:
    """The paragraphs that stand on the article's own page."""
    return [paragraph for paragraph in article["paragraphs"] if "part" not in paragraph]


def own_byline(article: Json) -> str | None:
    """What of the byline stands on the article's own page."""
    parts = parts_of(article)
    byline: str | None = parts[0].get("byline") if parts else article["byline"]
    return byline


def claims(part: Json, paragraphs: Iterable[Json]) -> Iterable[tuple[str, list[list[int]]]]:
    """Each field with the spans that are its own: a dateline within the byline has none."""
    spans = part["spans"]
    byline = spans.get("byline", [])
    for field, where in spans.items():
        inside = all(any(left <= start and end <= right for left, right in byline) for start, end in where)
        if field != "dateline" or not inside:
            yield field, where
    for number, paragraph in enumerate(paragraphs, 1):
        yield f"paragraph {number}", paragraph["spans"]


def disagreeing(article: Json) -> Iterable[str]:
    """Where the parts of an article do not agree with its fields."""
    parts, named = parts_of(article), [paragraph.get("part", 1) for paragraph in article["paragraphs"]]
    if named != sorted(named) or (named and named[-1] > max(1, len(parts))):
        yield "its paragraphs are not in the order of its parts"
    if not parts:
        return
    if parts[0]["page"] != article["page"] or parts[0]["spans"] != article["provenance"]["spans"]:
        yield "the first of its parts is not this page's"
    if article["byline"] != (" ".join(part["byline"] for part in parts if "byline" in part) or None):
        yield "byline is not that of its parts"
    for number, part in enumerate(parts[1:], 2):
        for field in (*LINES, *JUMPS):
            if (field in part) != (field in part["spans"]):
                yield f"part {number}: {field} has a text or spans, but not both"


def check_parts(article: Json, others: Others) -> Iterable[str]:
    """What is wrong with an article's parts on other pages, in words."""
    for number, part in enumerate(parts_of(article)[1:], 2):
        page = others(part["page"])
        if page is None:
            yield f"part {number} is of page {part['page']!r}, which is not published"
            continue
        mine = [paragraph for paragraph in article["paragraphs"] if paragraph.get("part") == number]
        yield from (f"part {number}: {wrong}" for wrong in _given(article, part, mine, page))
        yield from (f"part {number}: {wrong}" for wrong in _invented(part, mine, page))


def _given(article: Json, part: Json, paragraphs: Sequence[Json], page: Published) -> Iterable[str]:
    """Whether the other page gave exactly this."""
    origin = page.manifest["provenance"]
    stated = (part["source"], part["sha256"], part["encoding"])
    if stated != (origin["source"], origin["sha256"], origin["encoding"]["name"]):
        yield f"source, sha256 and encoding are {stated}, not those of page {part['page']!r}"
    has = sorted(span for _, spans in claims(part, paragraphs) for span in spans)
    given = [entry["spans"] for entry in page.manifest.get("elsewhere", []) if entry["article"] == article["id"]]
    if sorted(has) not in [sorted(spans) for spans in given]:
        yield f"its spans are not those that page {part['page']!r} gave to it"


def _invented(part: Json, paragraphs: Sequence[Json], page: Published) -> Iterable[str]:
    """What of the part's texts is neither printed on the other page nor an edit's there."""
    left, right = page.manifest["provenance"]["span"]
    try:
        account = Account(page.source[left:right], left, edits_of(page.manifest))
    except LawBroken as wrong:
        yield str(wrong)
        return
    spans, conversion = part["spans"], conversion_of(page.manifest)
    texts = [(field, part.get(field) or "", spans.get(field, [])) for field in LINES]
    texts += [(field, part[field]["text"], spans.get(field, [])) for field in JUMPS if field in part]
    texts += [(f"paragraph {n}", one["text"], one["spans"]) for n, one in enumerate(paragraphs, 1)]
    for field, text, where in texts:
        problem = unfounded(text, where, account, conversion)
        if problem:
            yield f"{field}: {problem}"


def check_given(manifest: Json, others: Others) -> Iterable[str]:
    """What is wrong with what a page gave to articles of other pages, in words."""
    for entry in manifest.get("elsewhere", []):
        page, _, order = entry["article"].removeprefix(f"{manifest['batch']}/").rpartition("/")
        owner = others(page)
        if owner is None or not _has_part(owner.articles, int(order), manifest["page"]):
            yield f"elsewhere: article {entry['article']} has no part of this page"


def _has_part(articles: Sequence[Mapping[str, Any]], order: int, page: str) -> bool:
    found = articles[order - 1] if 0 < order <= len(articles) else None
    return found is not None and any(part["page"] == page for part in found["provenance"].get("parts", [])[1:])
