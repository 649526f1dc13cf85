"""Scores a page's articles against its golden ones.

    python -m tests.quality.score tests/pages/yunhe-daily-02/gold.json output/default/yunhe-daily-02
    python -m tests.quality.score --set tests/pages output/default

The second form scores every ``<page>/gold.json`` against the output folder of the same name, and skips pages without one
(``<batch>/<page>/gold.json``, as ``clipsheet gold`` writes it, against ``output``).
Articles are paired one to one by the 5-grams of their bodies; a pair that shares less than half counts as no pair.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

FOUND, PAIRED = 0.9, 0.5
"""Shares of common 5-grams from which on an article counts as found, and from which on its fields are compared at all."""

GRAM = 5
NEAR = 0.05
"""A paragraph with at most this share of wrong characters is still the paragraph (a misread letter is no cut)."""

_FOLD = str.maketrans(
    {
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{IDEOGRAPHIC SPACE}": " ",
        "\N{DIVISION SLASH}": "/",
        "\N{HORIZONTAL BAR}": "\N{EM DASH}",
        "\u6236": "\u6237",  # three code points of one character, the door
        "\u6238": "\u6237",
    }
)
_BLANKS = re.compile(r"\s+")
_HYPHENS = re.compile("[-\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")

Gold = dict[str, Any]
HEAD = "kicker", "main", "deck"
Article = dict[str, Any]


@dataclass(frozen=True)
class Scores:
    """A page's figures, each 0..1; for the two error rates less is better, for all others more.

    ``article_f1``: articles found. ``b3_f1``: B-cubed F1 of the bodies' 5-grams over articles: how well the page is cut,
    near misses counted. ``headline``: share of golden articles whose whole headline (kicker, main, deck; or its absence)
    is right, ``main`` of those whose main headline is. ``kind``: share of right kinds. ``author_f1``: pairs of name and
    role, ``name_f1``: names. ``para_f1``: paragraphs. ``cer``: wrong characters of the bodies, a lost article costing all
    of its own; ``cer_found``: the same over the articles found.
    """

    article_f1: float
    b3_f1: float
    headline: float
    main: float
    kind: float
    author_f1: float
    name_f1: float
    para_f1: float
    cer: float
    cer_found: float


MEASURES = tuple(field.name for field in fields(Scores))


@dataclass(frozen=True)
class _Pair:
    """A golden article and what came out for it: nothing, where no body is near."""

    gold: Article
    found: Article | None
    likeness: float


def squash(text: str | None) -> str:
    """Without blanks, and with the characters that readers render in several ways made one."""
    return _BLANKS.sub("", (text or "").translate(_FOLD))


def bare(text: str | None) -> str:
    """Without hyphens too: some dumps swallow the one at a line's end."""
    return _HYPHENS.sub("", squash(text))


def load(folder: Path) -> list[Article]:
    """Every article below the folder: JSON with ``paragraphs``, whose texts alone are kept."""
    articles = []
    for path in sorted(folder.rglob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(article, dict) and "paragraphs" in article:
            texts = [part if isinstance(part, str) else part.get("text", "") for part in article["paragraphs"]]
            articles.append(article | {"paragraphs": texts})
    return articles


def score(gold: Gold, articles: Sequence[Article]) -> Scores:
    """Score a page's articles."""
    golden = gold["articles"]
    true, made = ([_grams(squash("".join(article["paragraphs"]))) for article in side] for side in (golden, articles))
    likeness = np.array([[_overlap(one, other) for other in made] for one in true]).reshape(len(true), len(made))
    partner = {int(i): int(j) for i, j in zip(*linear_sum_assignment(-likeness), strict=True)}
    pairs = []
    for i, article in enumerate(golden):
        near = likeness[i, partner[i]] if i in partner else 0.0
        pairs.append(_Pair(article, articles[partner[i]] if near >= PAIRED else None, float(near)))
    wrong, total, wrong_found, total_found = _character_errors(pairs)
    return Scores(
        article_f1=_f1(sum(pair.likeness >= FOUND for pair in pairs), len(articles), len(golden)),
        b3_f1=_b_cubed(true, made, partner),
        headline=_share(pairs, lambda article: _head(article, *HEAD)),
        main=_share(pairs, lambda article: _head(article, "main")),
        kind=_share(pairs, lambda article: article.get("kind")),
        author_f1=_author_f1(pairs, articles, with_role=True),
        name_f1=_author_f1(pairs, articles, with_role=False),
        para_f1=_paragraph_f1(pairs, articles),
        cer=wrong / max(total, 1),
        cer_found=wrong_found / max(total_found, 1),
    )


def right(gold: Gold, articles: Sequence[Article]) -> list[tuple[bool, bool]]:
    """Which articles are a golden one, one to one: whether the text is (at least :data:`FOUND` alike), and the headline.

    The headline is right where kicker, main headline and deck together are those of the golden article whose text it is
    given, but for so many letters misread as a paragraph may have.
    """
    golden = gold["articles"]
    true, made = ([_grams(squash("".join(article["paragraphs"]))) for article in side] for side in (golden, articles))
    if not true or not made:
        return [(False, False)] * len(made)
    alike = np.array([[_overlap(one, other) for other in made] for one in true])
    partner = {int(j): int(i) for i, j in zip(*linear_sum_assignment(-alike), strict=True) if alike[i, j] >= PAIRED}
    whole = {j for j, i in partner.items() if alike[i, j] >= FOUND}
    titled = {j for j, i in partner.items() if _same_paragraph(_head(golden[i], *HEAD), [_head(articles[j], *HEAD)]) == 0}
    return [(j in whole, j in titled) for j in range(len(made))]


def mean(scores: Iterable[Scores]) -> Scores:
    """The mean of several pages, measure by measure."""
    rows = list(scores)
    return Scores(**{measure: sum(getattr(row, measure) for row in rows) / len(rows) for measure in MEASURES})


def _grams(text: str) -> Counter[str]:
    return Counter(text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))) if text else Counter()


def _f1(hits: int, made: int, true: int) -> float:
    """F1 of so many hits; 1 where there was nothing to find and nothing came out."""
    return 1.0 if not made and not true else 2 * hits / (made + true)


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    return _f1((one & other).total(), one.total(), other.total())


def _b_cubed(true: list[Counter[str]], made: list[Counter[str]], partner: dict[int, int]) -> float:
    """B-cubed over the 5-grams that stand in one golden article alone; one that came out nowhere stands by itself."""
    owners = Counter(gram for grams in true for gram in grams)
    table = np.zeros((len(true), len(made)))
    size = np.zeros(len(true))
    for i, grams in enumerate(true):
        first = [partner[i]] if i in partner else []
        for gram in grams:
            if owners[gram] > 1:
                continue
            size[i] += 1
            home = next((j for j in [*first, *range(len(made))] if gram in made[j]), None)
            if home is not None:
                table[i, home] += 1
    total = max(size.sum(), 1)
    lost = size.sum() - table.sum()
    alone = max(size.mean() if len(size) else 1, 1)
    recall = ((table**2 / np.maximum(size, 1)[:, None]).sum() + lost / alone) / total
    precision = ((table**2 / np.maximum(table.sum(0), 1)[None, :]).sum() + lost) / total
    return float(2 * recall * precision / (recall + precision)) if recall + precision else 0.0


def _head(article: Article, *parts: str) -> str:
    head = article.get("headline")
    if not isinstance(head, dict):  # the output has kicker and deck beside the headline, the gold inside it
        head = {"kicker": article.get("kicker"), "main": head, "deck": article.get("deck")}
    return bare("".join(head.get(part) or "" for part in parts))


def _share(pairs: list[_Pair], view: Callable[[Article], object]) -> float:
    """The share of golden articles that look the same in that view."""
    return sum(pair.found is not None and view(pair.gold) == view(pair.found) for pair in pairs) / max(len(pairs), 1)


def _authors(article: Article | None, with_role: bool) -> Counter[Any]:
    people = (article or {}).get("authors") or []
    return Counter((bare(one["name"]), one.get("role")) if with_role else bare(one["name"]) for one in people)


def _author_f1(pairs: list[_Pair], articles: Sequence[Article], with_role: bool) -> float:
    hits = sum((_authors(pair.gold, with_role) & _authors(pair.found, with_role)).total() for pair in pairs)
    true = sum(_authors(pair.gold, with_role).total() for pair in pairs)
    return _f1(hits, sum(_authors(article, with_role).total() for article in articles), true)


def _paragraph_f1(pairs: list[_Pair], articles: Sequence[Article]) -> float:
    hits = 0
    for pair in pairs:
        left = [squash(text) for text in pair.found["paragraphs"]] if pair.found else []
        for text in map(squash, pair.gold["paragraphs"]):
            hit = _same_paragraph(text, left)
            if hit is not None:
                left.pop(hit)
                hits += 1
    true = sum(len(pair.gold["paragraphs"]) for pair in pairs)
    return _f1(hits, sum(len(article["paragraphs"]) for article in articles), true)


def _same_paragraph(text: str, others: list[str]) -> int | None:
    """Where the paragraph stands among the others: an equal one before one that is nearly so."""
    if text in others:
        return others.index(text)
    for place, other in enumerate(others):
        allowed = max(1 if len(text) > 5 else 0, NEAR * max(len(text), len(other)))
        if Levenshtein.distance(text, other, score_cutoff=int(allowed)) <= allowed:
            return place
    return None


def _character_errors(pairs: list[_Pair]) -> tuple[int, int, int, int]:
    """Wrong and all characters of the bodies, spaces counted: over all golden articles, and over those found."""
    wrong = total = wrong_found = total_found = 0
    for pair in pairs:
        true, made = (
            " ".join((side or {"paragraphs": []})["paragraphs"]).translate(_FOLD) for side in (pair.gold, pair.found)
        )
        errors = Levenshtein.distance(true, made)
        wrong += errors
        total += len(true)
        if pair.likeness >= FOUND:
            wrong_found += errors
            total_found += len(true)
    return wrong, total, wrong_found, total_found


def _table(rows: dict[str, Scores]) -> str:
    lines = [" " * 28 + "".join(f"{measure:>11}" for measure in MEASURES)]
    lines += [f"{name:28}" + "".join(f"{value:11.3f}" for value in asdict(row).values()) for name, row in rows.items()]
    return "\n".join(lines)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="a gold.json, or with --set a folder of pages")
    parser.add_argument("output", type=Path, help="a page's output folder, or with --set the folder that holds them")
    parser.add_argument("--set", action="store_true", help="score a folder of pages")
    parser.add_argument("--json", action="store_true", help="print JSON")
    told = parser.parse_args()
    golden = sorted(told.gold.rglob("gold.json")) if told.set else [told.gold]
    rows = {}
    for path in golden:
        page = path.parent.relative_to(told.gold).as_posix() if told.set else path.parent.name
        folder = told.output / page if told.set else told.output
        if folder.is_dir():
            rows[page] = score(json.loads(path.read_text(encoding="utf-8")), load(folder))
    if not rows:
        parser.error(
            f"{told.output} holds none of the pages in {told.gold}; run the pages first, or name their output folder"
        )
    if told.set:
        rows["[all]"] = mean(rows.values())
    print(json.dumps({name: asdict(row) for name, row in rows.items()}, indent=1) if told.json else _table(rows))


if __name__ == "__main__":
    main()
