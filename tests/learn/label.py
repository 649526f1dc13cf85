"""True labels for a dump's lines, found by aligning them with the page's gold articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

GRAM = 3
_DROP = re.compile(r"[\s\u00ad\u2010\u2011-]+")


def bare(text: str | None) -> str:
    """Without blanks and hyphens, which dumps lose or add at a line's end."""
    return _DROP.sub("", (text or "").replace("\u2215", "/").replace("\u2015", "\u2014"))


def fields(gold: dict[str, Any]) -> list[tuple[str, int, int, str]]:
    """``(role, article, paragraph, bare text)`` for each printed piece of the gold."""
    out: list[tuple[str, int, int, str]] = []
    for i, article in enumerate(gold["articles"]):
        head = article["headline"]
        for role, key in (("K", "kicker"), ("M", "main"), ("D", "deck")):
            if head.get(key):
                out.append((role, i, 0, bare(head[key])))
        for j, text in enumerate(article["paragraphs"]):
            cross = j in article.get("subheads", [])
            out.append(("X" if cross else "B", i, j, bare(text)))
        if article.get("byline"):
            out.append(("Y", i, 0, bare(article["byline"])))
        if article.get("jump"):
            out.append(("J", i, 0, bare(article["jump"]["text"])))
    out += [("F", -1, n, bare(text)) for n, text in enumerate(gold.get("furniture", []))]
    return out


def align(lines: Sequence[str], gold: dict[str, Any]) -> list[tuple[int, int, int] | None]:
    """For each line ``(field, place in the field, where in the line that place stands)``, or None where nothing fits."""
    parts = fields(gold)
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for f, (_, _, _, text) in enumerate(parts):
        for at in range(max(1, len(text) - GRAM + 1)):
            index[text[at : at + GRAM]].append((f, at))
    out: list[tuple[int, int, int] | None] = []
    last: tuple[int, int] | None = None
    for line in lines:
        found = _place(bare(line), parts, index, last)
        out.append(found)
        if found:
            last = (found[0], found[1] + len(bare(line)) - found[2])
    return out


def _place(
    text: str, parts: list[tuple[str, int, int, str]], index: dict[str, list[tuple[int, int]]], last: tuple[int, int] | None
) -> tuple[int, int, int] | None:
    votes: Counter[tuple[int, int]] = Counter()
    for at in range(max(1, len(text) - GRAM + 1)):
        for f, place in index.get(text[at : at + GRAM], ()):
            votes[f, place - at] += 1
    if len(text) < GRAM:
        for f, (_, _, _, field) in enumerate(parts):
            if field == text or (last and last[0] == f and field.startswith(text, last[1])):
                votes[f, field.find(text, last[1] if last and last[0] == f else 0)] += 1
    if not votes:
        return None

    def rank(item: tuple[tuple[int, int], int]) -> tuple[float, float]:
        (f, diagonal), n = item
        near = (
            0.5
            if last and last[0] == f and abs(diagonal - last[1]) <= 2
            else 0.2
            if last and parts[last[0]][1] == parts[f][1]
            else 0
        )
        return (n + near, near)

    (f, diagonal), n = max(votes.items(), key=rank)
    lead = _lead(text, f, parts)
    if lead is not None:
        return lead
    if parts[f][0] in "YJ" and n < len(text) - GRAM - 1:  # a line that a byline shares with body text is body
        body = {k: v for k, v in votes.items() if parts[k[0]][0] == "B" and parts[k[0]][1] == parts[f][1]}
        if body:
            (other, slope), m = max(body.items(), key=rank)
            if m >= 2 and (slope < 0 or slope + len(text) > len(parts[other][3])) or m > 0.3 * len(text):
                (f, diagonal), n = (other, slope), m + n
    if n < 0.3 * max(1, len(text) - GRAM + 1):
        return None
    return (f, max(0, diagonal), max(0, -diagonal))


def _lead(text: str, f: int, parts: list[tuple[str, int, int, str]]) -> tuple[int, int, int] | None:
    """The lead's first words at the end of a line that its byline opens."""
    role, article, _, byline = parts[f]
    if role != "Y":
        return None
    for g, (other, owner, paragraph, field) in enumerate(parts):
        if other == "B" and owner == article and paragraph == 0:
            for k in range(len(text) - 1, 0, -1):
                if field.startswith(text[-k:]) and text[:-k] in byline and not byline.endswith(text):
                    return (g, 0, len(text) - k)
    return None


def labels(lines: Sequence[str], gold: dict[str, Any]) -> tuple[list[str | None], list[int | None]]:
    """For each line its label (``decision/labels.py``) and its gold article; None where the gold does not tell."""
    parts = fields(gold)
    places = align(lines, gold)
    out: list[str | None] = []
    owner: list[int | None] = []
    for place in places:
        if place is None:
            out.append(None)
            owner.append(None)
            continue
        f, at, offset = place
        role, article, paragraph, _ = parts[f]
        owner.append(article if article >= 0 else None)
        if role == "B":
            out.append(("A" if paragraph == 0 else "P") if at <= 1 else "Q")
        else:
            out.append(role)
    return _inline_bylines(out, owner, places, parts), owner


def _inline_bylines(out: list[str | None], owner: list[int | None], places: Any, parts: Any) -> list[str | None]:
    """Byline lines that open the lead, or close the last paragraph, belong to the body."""
    for i, label in enumerate(out):
        if label == "A" and places[i][2] > 0:  # the paragraph begins inside this line
            first = i
            while first and out[first - 1] == "Y" and owner[first - 1] == owner[i]:
                first -= 1
            if first < i:
                out[first] = "A"
                out[first + 1 : i + 1] = ["Q"] * (i - first)
    for i in range(1, len(out)):
        if out[i] in ("A", "P") and places[i][1] == 1 and out[i - 1] == out[i] and owner[i] == owner[i - 1]:
            out[i] = "Q"  # the paragraph's first character stands at the end of the line before
        within = out[i] == "Y" and (places[i][1] > 0 or places[i][2] > 1)
        if within and out[i - 1] in ("Q", "P", "A") and owner[i] == owner[i - 1]:
            out[i] = "Q"
    return out
