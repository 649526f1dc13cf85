"""Texts worded as real papers word them: figures, foreign words and abbreviations, quotations, questions.

The articles of the pool are tidy: hardly a headline of theirs has a figure in it. What is learned from them must not be that
figures, marks and foreign words are no part of headlines.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from tests.learn.cuts import Cut

SIGNS = ("$", "€", "£")
LATIN = (
    *("AI", "5G", "CEO", "GDP", "App", "COVID-19", "WHO", "NBA", "IPO", "ETF", "Omega", "Micron", "Lionel", "DNA", "PM2.5"),
    *("NATO", "iPad", "MoU", "CPI", "EV", "LED", "ChatBot", "Sofia Lindqvist", "Grand Prix", "K-pop", "Covax", "UEFA", "3D"),
)
"""Abbreviations and foreign words that stand in Chinese text."""
_PAIRS = re.compile(r"[\u4e00-\u9fff]{2}")
_FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def reworded(article: Cut, language: str, dice: random.Random) -> Cut:
    """The article with other words in its headline and, in full-width print, in its text."""
    wide = language.startswith("zh")
    full = wide and dice.random() < 0.2
    gold, paragraphs = article.gold, article.paragraphs
    if wide:
        share = dice.choice((0.0, 0.01, 0.03, 0.06))
        pairs = [
            _text(text, share, full, dice) if not cross else text
            for text, cross in ((text, n in gold.get("subheads", ())) for n, text in enumerate(gold["paragraphs"]))
        ]
        made = {old: new for old, new in zip(gold["paragraphs"], pairs, strict=True) if old != new}
        paragraphs = [_found(lines, made) for lines in paragraphs]
        kept = {"".join(lines) for lines in paragraphs}
        gold = {**gold, "paragraphs": [made[old] if made.get(old) in kept else old for old in gold["paragraphs"]]}
    head, roles = _head(article.head, article.roles, language, full, dice)
    headline = {
        name: (joined(head, roles, role, wide) if role in roles else gold["headline"].get(name))
        for role, name in (("K", "kicker"), ("M", "main"), ("D", "deck"))
    }
    return replace(article, head=head, paragraphs=paragraphs, gold={**gold, "headline": headline})


def joined(head: Sequence[str], roles: Sequence[str], role: str, wide: bool) -> str:
    """The lines of one part of a headline as one text."""
    return ("" if wide else " ").join(line for line, mine in zip(head, roles, strict=True) if mine == role)


def _found(lines: list[str], made: dict[str, str]) -> list[str]:
    """A paragraph's lines, or its new text where it has one."""
    return [made.get("".join(lines), "")] if "".join(lines) in made else lines


def _text(text: str, share: float, full: bool, dice: random.Random) -> str:
    """The paragraph with figures and foreign words in the place of some of its words."""
    return _PAIRS.sub(lambda m: _thing(full, dice) if dice.random() < share else m.group(), text)


def _thing(full: bool, dice: random.Random) -> str:
    """A figure, or a foreign word or abbreviation."""
    if dice.random() < 0.5:
        figure = str(dice.choice((dice.randint(2, 9), dice.randint(10, 99), dice.randint(100, 2999)))) + dice.choice(
            "年月日人例%次個"
        )
        return figure.translate(_FULL_DIGITS) if full else figure
    word = dice.choice(LATIN)
    return dice.choice((word, word, f"（{word}）"))


def _head(lines: list[str], roles: list[str], language: str, full: bool, dice: random.Random) -> tuple[list[str], list[str]]:
    """The headline with a figure, a foreign word, a quotation, a colon or a question."""
    if "M" not in roles:
        return lines, roles
    out = list(lines)
    for n, role in enumerate(roles):
        if dice.random() < (0.75 if role == "M" else 0.4):
            out[n] = _wide(out[n], full, dice) if language.startswith("zh") else _narrow(out[n], dice)
    last = max(n for n, role in enumerate(roles) if role == "M")
    if dice.random() < 0.1 and out[last][-1:].isalnum():
        out[last] += "？" if language.startswith("zh") else "?" if language == "en" else " ?" if language == "fr" else "?"
    return out, roles


def _narrow(line: str, dice: random.Random) -> str:
    """A line of a headline in Latin print, with one of its words changed or marked."""
    words = line.split()
    at = dice.randrange(len(words))
    kind = dice.random()
    if kind < 0.6:
        words[at] = _figure(dice)
    elif kind < 0.75:
        words[at] = f"'{words[at]}'"
    elif kind < 0.9 and len(words) > 2 and at < len(words) - 1 and words[at].isalnum():
        words[at] += ":"
    else:
        words[at] = words[at].upper()
    return " ".join(words)


def _figure(dice: random.Random) -> str:
    """A sum, a share, a year, a count."""
    number = dice.choice((str(dice.randint(2, 99)), f"{dice.randint(1, 900)},000", str(dice.randint(1990, 2030))))
    return dice.choice(
        (
            number,
            number,
            f"{dice.choice(SIGNS)}{number}",
            f"{dice.randint(1, 99)}%",
            f"{dice.choice(SIGNS)}{dice.randint(1, 99)}m",
        )
    )


def _wide(line: str, full: bool, dice: random.Random) -> str:
    """A line of a Chinese headline, with two of its characters changed, or a mark or a blank between them."""
    places = [m.start() for m in _PAIRS.finditer(line)]
    if not places:
        return line
    at = dice.choice(places)
    kind = dice.random()
    if kind < 0.55:
        return line[:at] + _thing(full, dice) + line[at + 2 :]
    if kind < 0.7:
        return line[:at] + dice.choice("：？！，") + line[at:] if at else line
    if kind < 0.85:
        return line[:at] + " " + line[at:] if at else line
    if kind < 0.95:
        return f"{line[:at]}「{line[at : at + 2]}」{line[at + 2 :]}"
    return f"{line[:at]}＋{dice.randint(1, 99)}{line[at:]}"
