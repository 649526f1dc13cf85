"""Learning how far articles and headlines may be trusted: which of them are right, on pages that the chain has not seen."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from tasks import reflow, segment
from tasks.model.article import Article
from tasks.model.page import CleanPage
from tasks.normalise import Settings, normalise
from tasks.segment import trust as measure
from tests.learn.pages import pressed, typeset
from tests.learn.rough import rough, unweighed
from tests.press import LANGUAGES
from tests.press.boxes import page_of, stored
from tests.quality.score import Gold, right

Case = tuple[dict[str, float], bool]
"""What speaks against an article or a headline, and whether it is right."""

RIGHT = 0.98
"""The share of what is trusted that must be right."""
WORDS = {measure.ARTICLE: measure.WORDS, measure.HEADLINE: measure.HEADLINE_WORDS}
PLACES = ("", "-boxes", "-measured")
"""What is known of places: nothing, what the setter states, what was measured on a scan (``boxes.known``)."""
PLAIN = {what + known: {name: float(name != "whole") for name in words} for what, words in WORDS.items() for known in PLACES}
"""Weights of one: by them the ledger says what was found, as it was found."""
MANNERS = ("raw", "mupdf", "pdfminer", "default", "layout")


def judged(part: int, known: str) -> Iterator[tuple[CleanPage, Gold]]:
    """Pages of one half, of whose places so much is known.

    Dumps come in every manner, of those printed one in four; pages with places as they are set, or as OCR finds them.
    """
    if known:
        for language in LANGUAGES:
            for name, rows, gold in stored(language, part):
                source = page_of(rows)
                if known == "-measured":
                    source = replace(unweighed(page_of(rough(rows, random.Random(name)))), format="alto")
                yield normalise((source,), Settings(language=language))[0], gold
        return
    for page in typeset(MANNERS, 1 - part):
        yield from ((clean, page.gold) for clean in normalise(page.dump.encode(), Settings()))
    for page in pressed(MANNERS, 1 - part):
        if int(page.name[-2:]) % 4 == 0:
            yield from ((clean, page.gold) for clean in normalise(page.dump.encode(), Settings()))


def cases(pages: Iterable[tuple[CleanPage, Gold]]) -> dict[str, list[Case]]:
    """Every article with text that is made of these pages, and every headline of one; right as ``score.right`` says."""
    out: dict[str, list[Case]] = {what: [] for what in WORDS}
    for clean, gold in pages:
        made = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
        made_right = right(gold, [_plain(article) for article in made.articles])
        at = -1
        for decision in made.decisions:
            what = decision.rule.removeprefix("segment.trust-")
            at += what == measure.ARTICLE
            if what in WORDS and made.articles[at].paragraphs:
                said = decision.evidence
                doubts = {name: -float(said.get(words, 0.0)) for name, words in WORDS[what].items()}
                out[what].append((doubts | {"whole": 0.0}, made_right[at][what == measure.HEADLINE]))
    return out


def _plain(article: Article) -> dict[str, Any]:
    """The article as its scores are made of it."""
    parts = {"kicker": article.kicker, "headline": article.headline, "deck": article.deck}
    return {
        "paragraphs": [paragraph.text.text for paragraph in article.paragraphs],
        **{name: part.text if part else None for name, part in parts.items()},
    }


def train(seen: Sequence[Case], strength: float = 1.0) -> dict[str, float]:
    """Weights of a logistic regression: what each doubt costs (never less than nought), and the trust without any."""
    names = sorted({name for doubts, _ in seen for name in doubts} - {"whole"})
    x = np.array([[doubts.get(name, 0.0) for name in names] for doubts, _ in seen])
    y = np.array([is_right for _, is_right in seen], dtype=float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = w[0] - x @ w[1:]
        chance = 1.0 / (1.0 + np.exp(-score))
        total = -float(np.sum(y * np.log(chance + 1e-12) + (1 - y) * np.log(1 - chance + 1e-12)))
        off = chance - y
        grad = np.concatenate([[off.sum()], -(off @ x) + strength * w[1:]])
        return total + 0.5 * strength * float(w[1:] @ w[1:]), grad

    bounds = [(None, None)] + [(0.0, None)] * len(names)
    best = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    known = {"whole": round(float(best[0]), 2), **{n: round(float(w), 2) for n, w in zip(names, best[1:], strict=True)}}
    return known | {"caution": _caution(seen, known)}


def _caution(seen: Sequence[Case], weights: dict[str, float]) -> float:
    """The power to which a chance is raised, so that of the articles trusted with 0.9 and more :data:`RIGHT` are right."""
    scored = sorted(((measure.trust(doubts, weights), is_right) for doubts, is_right in seen), reverse=True)
    lowest, hits = scored[0][0], 0
    for count, (score, is_right) in enumerate(scored, 1):
        hits += is_right
        last = count == len(scored) or scored[count][0] < score  # of those with this score
        if last and hits >= RIGHT * count:
            lowest = score
    return math.ceil(1000 * math.log(0.9) / math.log(min(lowest, 0.999))) / 1000  # up: one below it must not reach 0.9


def table(seen: Sequence[Case], weights: dict[str, float]) -> list[str]:
    """How often the trusted are right, from the surest down."""
    scored = [(measure.trust(doubts, weights), is_right) for doubts, is_right in seen]
    out = []
    for low, high in ((0.9, 1.01), (0.7, 0.9), (0.5, 0.7), (0.3, 0.5), (0.0, 0.3)):
        hits = [is_right for score, is_right in scored if low <= score < high]
        if hits:
            out.append(f"{low:.1f} and more: {len(hits):5}, {sum(hits) / len(hits):.3f} right")
    return out


def write(path: Path, weights: dict[str, dict[str, float]], source: str) -> None:
    """One line a doubt."""
    path.write_text(json.dumps({"source": source, **weights}, indent=1) + "\n", encoding="utf-8")
