"""Long articles out of short ones: the pool's articles run to a few paragraphs, a paper's to thirty and more.

New paragraphs are sentences of other articles into which words of the article itself are put, so that, as in a real one, its
words come again all along it. Lists, lines that end in a colon, one-line quotations and crossheads stand between them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tests.learn.cuts import Cut

_SENTENCE = re.compile(r"[^。！？.!?]{8,}?(?:[。！？]|[.!?](?=\s|$))[”’」』»“]?")
_WORD = re.compile(r"[^\W\d_]{5,}")
_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_MARKS = "。！？.!?,，、；;:：”’」』»“‘「『« "


class Sentences:
    """The sentences of a pool of articles, each handed out once."""

    def __init__(self, articles: Iterable[Cut], dice: random.Random) -> None:
        texts = {text for article in articles for text in article.gold["paragraphs"]}
        self.left = [s.strip() for text in sorted(texts) for s in _SENTENCE.findall(text)]
        dice.shuffle(self.left)

    def next(self) -> str | None:
        return self.left.pop() if self.left else None


def lengthened(article: Cut, source: Sentences, wide: bool, dice: random.Random) -> Cut:
    """The article with many more paragraphs before its last one; a single paragraph stays as it is."""
    golden = article.gold["paragraphs"]
    if len(golden) < 2 or len(article.paragraphs) < 2:
        return article
    made = _paragraphs(_words(article, wide, dice), source, wide, dice)
    at, gold_at = len(article.paragraphs) - 1, len(golden) - 1
    heads = [k for k, (_, cross) in enumerate(made) if cross]
    lone = {k if k < at else k + len(made) for k in article.lone} | {at + k for k in heads}
    subheads = [k if k < gold_at else k + len(made) for k in article.gold.get("subheads", [])] + [gold_at + k for k in heads]
    texts = [text for text, _ in made]
    gold = {**article.gold, "paragraphs": [*golden[:gold_at], *texts, *golden[gold_at:]], "subheads": sorted(subheads)}
    return replace(
        article, paragraphs=[*article.paragraphs[:at], *([t] for t in texts), *article.paragraphs[at:]], lone=lone, gold=gold
    )


def _words(article: Cut, wide: bool, dice: random.Random) -> list[str]:
    """The article's words; some of them, what it is about, make up half."""
    text = "\n".join([*article.head, *article.gold["paragraphs"]])
    words = (_PAIR if wide else _WORD).findall(text) or ["一二" if wide else "something"]
    subject = dice.sample(words, min(12, len(words)))
    return words + subject * (len(words) // len(subject))


def _paragraphs(words: Sequence[str], source: Sentences, wide: bool, dice: random.Random) -> list[tuple[str, bool]]:
    """Paragraphs, and whether each is a crosshead."""
    out: list[tuple[str, bool]] = []
    count = dice.choice((dice.randint(4, 10), dice.randint(8, 20), dice.randint(15, 40)))
    longest, lists, crossheads = dice.choice((1, 2, 4)), dice.choice((0, 0, 0.1)), dice.choice((0, 0, 0, 0, 0.05))
    numbering = dice.choice(("{}", "{}", "{}、{}", "{}. {}"))
    while len(out) < count:
        drawn = [source.next() for _ in range(dice.randint(1, longest))]
        told = [_about(s, words, wide, dice) for s in drawn if s]
        if not told:
            return out
        if dice.random() < lists:
            out += [(text, False) for text in _list(told[0], source, words, wide, dice)]
        elif dice.random() < crossheads and out and not out[-1][1]:
            out.append((_numbered(numbering, sum(cross for _, cross in out), _clause(told[0], wide, dice), wide), True))
        else:
            out.append((("" if wide else " ").join(told), False))
    return out if not out[-1][1] else out[:-1]


def _numbered(form: str, before: int, text: str, wide: bool) -> str:
    """A crosshead with its number, where the article numbers them."""
    number = "一二三四五六七八九十"[before % 10] if wide and form == "{}、{}" else before + 1
    return text if form == "{}" else form.format(number, text)


def _about(sentence: str, words: Sequence[str], wide: bool, dice: random.Random) -> str:
    """The sentence with some of its words changed for words of the article."""
    share = dice.choice((0.1, 0.25, 0.4))  # gives about the cohesion that articles of real papers have
    return (_PAIR if wide else _WORD).sub(lambda m: dice.choice(words) if dice.random() < share else m.group(), sentence)


def _clause(sentence: str, wide: bool, dice: random.Random) -> str:
    """A sentence's beginning, as a crosshead or an item of a list is worded."""
    if wide:
        return re.split(r"[，。：；！？]", sentence)[0][: dice.randint(5, 18)].strip(_MARKS) or sentence.strip(_MARKS)
    return " ".join(sentence.split()[: dice.randint(2, 9)]).strip(_MARKS)


def _list(lead: str, source: Sentences, words: Sequence[str], wide: bool, dice: random.Random) -> list[str]:
    """A line that ends in a colon, and items with one mark before all."""
    mark = dice.choice(("●", "■", "{}、", "（{}）", "") if wide else ("• ", "- ", "{}. ", "({}) ", ""))
    drawn = [source.next() for _ in range(dice.randint(3, 6))]
    items = [_about(s, words, wide, dice) for s in drawn if s]
    items = items if dice.random() < 0.4 else [_clause(item, wide, dice) for item in items]
    return [lead.rstrip(_MARKS) + ("：" if wide else ":"), *(mark.format(n) + item for n, item in enumerate(items, 1))]
