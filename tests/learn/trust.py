"""Learning how far articles may be trusted: which of them are right, on pages that the chain has not seen."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tasks import reflow, segment
from tasks.normalise import Settings, normalise
from tasks.segment import trust as measure
from tests.learn.pages import Page, pressed, typeset
from tests.quality.score import found

Case = tuple[dict[str, float], bool]
"""What speaks against an article, and whether it is right."""

RIGHT = 0.98
"""The share of trusted articles that must be right."""
PLAIN = {name: float(name != "whole") for name in measure.WORDS}
"""Weights of one: by them the ledger says what was found, as it was found."""
MANNERS = ("raw", "mupdf", "pdfminer", "default", "layout")


def judged(part: int) -> Iterator[Page]:
    """Pages of one half, in every manner; of those printed, one in four."""
    yield from typeset(MANNERS, 1 - part)
    for page in pressed(MANNERS, 1 - part):
        if int(page.name[-2:]) % 4 == 0:
            yield page


def cases(pages: Iterable[Page]) -> list[Case]:
    """Every article with text that is made of these dumps; it is right if it is found in the gold."""
    out: list[Case] = []
    for page in pages:
        for clean in normalise(page.dump.encode(), Settings()):
            made = segment.segment(reflow.reflow(clean, reflow.Settings()), segment.Settings())
            told = [d for d in made.decisions if d.rule == "segment.trust-article"]
            bodies = [["".join(p.text.text for p in a.paragraphs)] for a in made.articles]
            right = found(page.gold, bodies)
            for article, decision, is_right in zip(made.articles, told, right, strict=True):
                if article.paragraphs:
                    said = decision.evidence
                    found_out = {name: -float(said.get(words, 0.0)) for name, words in measure.WORDS.items()}
                    out.append((found_out | {"whole": 0.0}, is_right))
    return out


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
    lowest, right = scored[0][0], 0
    for count, (score, is_right) in enumerate(scored, 1):
        right += is_right
        last = count == len(scored) or scored[count][0] < score  # of those with this score
        if last and right >= RIGHT * count:
            lowest = score
    return math.ceil(1000 * math.log(0.9) / math.log(min(lowest, 0.999))) / 1000  # up: one below it must not reach 0.9


def table(seen: Sequence[Case], weights: dict[str, float]) -> list[str]:
    """How often the trusted are right, from the surest down."""
    scored = [(measure.trust(doubts, weights), is_right) for doubts, is_right in seen]
    out = []
    for low, high in ((0.9, 1.01), (0.7, 0.9), (0.5, 0.7), (0.3, 0.5), (0.0, 0.3)):
        right = [is_right for score, is_right in scored if low <= score < high]
        if right:
            out.append(f"{low:.1f} and more: {len(right):5} articles, {sum(right) / len(right):.3f} right")
    return out


def write(path: Path, weights: dict[str, float], source: str) -> None:
    """One line a doubt."""
    path.write_text(json.dumps({"source": source, "doubt": weights}, indent=1) + "\n", encoding="utf-8")
