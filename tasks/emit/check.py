"""The laws, checked on what was published: a page's files against its source, with nothing else at hand.

``emit`` settles the same account while it still knows where each character came from; here only spans and the ledger of
edits are left, which is what any reader of the files has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tasks.emit.account import ARTICLE, ELSEWHERE, FURNITURE, Account, squash
from tasks.emit.articles import PARAGRAPH_BREAK
from tasks.emit.check_parts import (
    JUMPS,
    LINES,
    Others,
    check_given,
    check_parts,
    claims,
    conversion_of,
    disagreeing,
    edits_of,
    own_byline,
    own_paragraphs,
)
from tasks.emit.invention import Conversion, foreign_names, unfounded
from tasks.emit.manifest import file_name
from tasks.emit.schema import ARTICLE_SCHEMA, PAGE_SCHEMA, schema_problems
from tasks.model.errors import LawBroken

Json = dict[str, Any]


def check_page(articles: Sequence[Json], manifest: Json, source: str, others: Others = lambda page: None) -> list[str]:
    """Everything that is wrong with a page's published files.

    Args:
        articles: the page's article files as read, in the order of their names.
        manifest: its ``page.json`` as read.
        source: the decoded text of the whole source file (a file of several pages is not cut up).
        others: gives the pages on which its articles have further parts, or of whose articles it has some.

    Returns:
        Problems in words, each naming the file concerned; none if the page keeps schema and laws. Where the schema is
        broken nothing else is looked at.
    """
    problems = [f"page.json: {problem}" for problem in schema_problems(PAGE_SCHEMA, manifest)]
    for number, article in enumerate(articles, 1):
        problems += [f"{file_name(number)}: {problem}" for problem in schema_problems(ARTICLE_SCHEMA, article)]
    if problems:
        return problems
    for number, article in enumerate(articles, 1):
        problems += [f"{file_name(number)}: {problem}" for problem in _identity(article, number, manifest)]
        problems += [f"{file_name(number)}: {problem}" for problem in consistency(article)]
        problems += [f"{file_name(number)}: {problem}" for problem in check_parts(article, others)]
    problems += [f"page.json: {problem}" for problem in check_given(manifest, others)]
    return problems + _listing(articles, manifest) + _laws(articles, manifest, source)


def _identity(article: Json, number: int, manifest: Json) -> Iterable[str]:
    """Whether the article says the same of itself as its place and its page do."""
    conversion = manifest["conversion"]
    origin, mine = manifest["provenance"], article["provenance"]
    expected = {
        "id": (article["id"], f"{manifest['id']}/{number:02d}"),
        "order": (article["order"], number),
        "batch": (article["batch"], manifest["batch"]),
        "page": (article["page"], manifest["page"]),
        "language": (article["language"], manifest["language"]),
        "provenance.source": (mine["source"], origin["source"]),
        "provenance.sha256": (mine["sha256"], origin["sha256"]),
        "provenance.encoding": (mine["encoding"], origin["encoding"]["name"]),
        "provenance.pipeline": (mine["pipeline"], origin["pipeline"]),
        "provenance.converted_from": (mine["converted_from"], conversion and conversion["from"]),
    }
    for field, (found, wanted) in expected.items():
        if found != wanted:
            yield f"{field} is {found!r}, its page makes it {wanted!r}"


def consistency(article: Json) -> Iterable[str]:
    """Where the article's fields do not agree with each other."""
    text = PARAGRAPH_BREAK.join(paragraph["text"] for paragraph in article["paragraphs"]) or None
    if article["text"] != text:
        yield "text is not its paragraphs joined by a blank line"
    spans = article["provenance"]["spans"]
    texts = {**article, "byline": own_byline(article)}
    for field in (*LINES, *JUMPS):
        if (texts.get(field) is None) != (field not in spans):
            yield f"{field} has a text or spans, but not both"
    yield from disagreeing(article)
    if article["headline"] is None and article["confidence"]["headline"] is not None:
        yield "confidence.headline is given for an article without a headline"
    if article["kind"] == "article" and article["headline"] is None:
        codes = [warning["code"] for warning in article["warnings"]]
        if "headline-missing" not in codes:
            yield "there is no headline and no warning headline-missing"


def _listing(articles: Sequence[Json], manifest: Json) -> list[str]:
    """Whether the manifest lists exactly these articles."""
    problems = []
    if manifest["id"] != f"{manifest['batch']}/{manifest['page']}":
        problems.append(f"page.json: id is {manifest['id']!r}, not batch and page")
    if len(manifest["articles"]) != len(articles):
        problems.append(f"page.json: lists {len(manifest['articles'])} articles, {len(articles)} are there")
    for number, (entry, article) in enumerate(zip(manifest["articles"], articles, strict=False), 1):
        wanted = {key: article[key] for key in ("order", "id", "kind", "headline")} | {"file": file_name(number)}
        problems += [
            f"page.json: article {number}: {key} is {entry[key]!r}, its file has {wanted[key]!r}"
            for key in wanted
            if entry[key] != wanted[key]
        ]
    return problems


def _laws(articles: Sequence[Json], manifest: Json, source: str) -> list[str]:
    """Conservation, and nothing invented."""
    left, right = manifest["provenance"]["span"]
    if not left <= right <= len(source):
        return [f"page.json: the page is at [{left}, {right}] of a source of {len(source)} characters"]
    problems = []
    for edit in manifest["edits"]:
        printed = source[edit["span"][0] : edit["span"][1]]
        if squash(edit["before"]) != squash(printed):
            problems.append(
                f"page.json: {edit['rule']} at {edit['span']} changes {edit['before']!r}, printed is {printed!r}"
            )
    try:
        account = Account(source[left:right], left, edits_of(manifest))
    except LawBroken as wrong:
        return [*problems, f"page.json: {wrong}"]
    problems += _conservation(articles, manifest, account)
    conversion = conversion_of(manifest)
    for number, article in enumerate(articles, 1):
        problems += [f"{file_name(number)}: {problem}" for problem in _invented(article, account, conversion)]
    for piece in manifest["furniture"]:
        wrong_at = unfounded(piece["text"], piece["spans"], account, conversion)
        if wrong_at:
            problems.append(f"page.json: furniture: {wrong_at}")
    return problems


def _conservation(articles: Sequence[Json], manifest: Json, account: Account) -> list[str]:
    """Whether each printed character is in one place, and the counts say so."""
    found = [
        (spans, ARTICLE, f"{file_name(number)}: {field}")
        for number, article in enumerate(articles, 1)
        for field, spans in claims(article["provenance"], own_paragraphs(article))
    ]
    found += [(piece["spans"], FURNITURE, f"page.json: furniture ({piece['role']})") for piece in manifest["furniture"]]
    found += [(piece["spans"], ELSEWHERE, f"page.json: of {piece['article']}") for piece in manifest.get("elsewhere", [])]
    problems = []
    for spans, owner, field in found:
        try:
            account.claim([(left, right) for left, right in spans], owner, field)
        except LawBroken as wrong:
            problems.append(str(wrong))
    try:
        counts = account.settle()
    except LawBroken as wrong:
        return [*problems, f"page.json: {wrong}"]
    said = manifest["counts"]
    return problems + [
        f"page.json: counts.{key} is {said.get(key, 0)}, counted are {counts.get(key, 0)}"
        for key in {**counts, **said}
        if counts.get(key, 0) != said.get(key, 0)
    ]


def _invented(article: Json, account: Account, conversion: Conversion) -> Iterable[str]:
    """What of an article's texts is neither printed nor an edit's."""
    spans = article["provenance"]["spans"]
    own = {**article, "byline": own_byline(article)}
    texts = [(field, own[field], spans.get(field, [])) for field in LINES]
    texts += [(field, own[field]["text"], spans.get(field, [])) for field in JUMPS if own.get(field)]
    texts += [(f"paragraph {n}", part["text"], part["spans"]) for n, part in enumerate(own_paragraphs(article), 1)]
    for field, text, where in texts:
        wrong = unfounded(text or "", where, account, conversion)
        if wrong:
            yield f"{field}: {wrong}"
    yield from foreign_names(article, account, conversion)
