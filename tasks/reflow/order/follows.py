"""Signs that one printed line goes on in another: what stands at the end of the first and at the start of the second.

What lines show beyond their edges is in :mod:`tasks.reflow.order.line_signs`. Each sign has a name; its weight is in
``weights-follow.json`` (learned by ``python -m tests.learn.follow``). The signs speak of how print is set and how sentences
run: marks, cases, kinds of small words, divided words, characters that stand together in Chinese words, lines that fill
their measure. No word of any page is a sign.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from tasks.languages import language as knowledge
from tasks.languages.pairs import bond
from tasks.reflow.lines.fitting import HYPHENS
from tasks.reflow.order.continuity import CLOSING, SENTENCE_END
from tasks.reflow.words.lexicon import has_lexicon, known

_FIRST = re.compile(r"[^\W\d_]+")
LONGEST_WORD = 100
_LAST = re.compile(r"[^\W\d_]+$")
_CJK = re.compile(r"[\u3400-\u9fff]")
_OPENING = "“‘「『《〈（(【〔[［«‹„\"'"
_BULLETS = "□■●◎○◆◇△▲▼▽★☆※◤►▶•·*"
KINDS = ("determiners", "prepositions", "conjunctions", "auxiliaries", "pronouns")
"""The lists of small words in ``[flow]`` of a language's file."""


class Edge(msgspec.Struct, frozen=True):
    """What a line shows at one of its ends: its kind of sign, and its outermost word in lower case."""

    kind: str
    word: str
    text: str


@lru_cache(maxsize=32)
def small_words(language: str) -> dict[str, str]:
    """The small words of a language, each with its kind; empty where its file has none."""
    stated = knowledge(language).section("flow")
    return {word: kind for kind in reversed(KINDS) for word in str(stated.get(kind, "")).split()}


def _last(text: str) -> re.Match[str] | None:
    """The word that a text ends with; of one longer than words are, its end: a search from afar would try each letter."""
    return _LAST.search(text, max(text.rfind(" ") + 1, len(text) - LONGEST_WORD))


@lru_cache(maxsize=4096)
def end(text: str, language: str, cut: bool) -> Edge:
    """How a line ends; ``cut`` says that a swallowed hyphen stood there."""
    found = _last(text)
    word = found.group().lower() if found else ""
    last = text[-1]
    if cut or (last in HYPHENS and text[-2:-1].isalpha()):
        body = text if cut else text[:-1]
        piece = _last(body)
        return Edge("divided", piece.group().lower() if piece else "", text)
    if SENTENCE_END.search(text):
        kind = "stop"
    elif last in ",，、":
        kind = "comma"
    elif last in ";；:：":
        kind = "colon"
    elif last in "”’」』»›\"'":
        kind = "quote"
    elif last in "）)】〕]］":
        kind = "bracket"
    elif last in _OPENING:
        kind = "opening"
    elif last.isdigit():
        kind = "digit"
    elif _CJK.match(last):
        kind = "wide"
    elif word:
        kind = small_words(language).get(word) or ("capital" if found and found.group()[0].isupper() else "word")
    else:
        kind = "other"
    return Edge(kind, word, text)


@lru_cache(maxsize=4096)
def start(text: str, language: str) -> Edge:
    """How a line starts."""
    found = _FIRST.match(text)
    word = found.group() if found else ""
    first = text[0]
    if first in CLOSING:
        kind = "closing"
    elif first in _OPENING:
        kind = "opening"
    elif first in _BULLETS:
        kind = "bullet"
    elif first in "-–—―":
        kind = "dash"
    elif first.isdigit():
        kind = "digit"
    elif _CJK.match(first):
        kind = "wide"
    elif word and word[0].islower():
        kind = small_words(language).get(word) or "word"
        if kind == "word" and has_lexicon(language) and not known(word, language):
            kind = "piece"
    elif word:
        kind = "capitals" if len(word) > 1 and word.isupper() else "capital"
    else:
        kind = "other"
    return Edge(kind, word, text)


def text_signs(before: Edge, after: Edge, language: str) -> list[str]:
    """The signs of a joint that its text gives."""
    names = [f"{before.kind}>{after.kind}"]
    if before.kind == "divided":
        if after.word and has_lexicon(language):
            whole = known((before.word + after.word).lower(), language)
            alone = known(after.word.lower(), language)
            names.append(f"divided:{'whole' if whole else 'unknown'}-{'word' if alone else 'piece'}")
        else:
            names.append(f"divided:{'lower' if after.word[:1].islower() else 'other'}")
    if before.kind == "wide" and after.kind == "wide":
        names.append(f"bond:{bond(before.text[-1], after.text[0])}")
        names.append(f"bonds:{_longer(before.text, after.text)}")
    return names


def _longer(before: str, after: str) -> str:
    """How the joint's bond compares with those on either side of it."""
    return f"{bond_before(before)}{bond(before[-1], after[0])}{bond_after(after)}"


def bond_before(text: str) -> int:
    """How closely the last two Chinese characters of a text stand together."""
    return bond(text[-2], text[-1]) if len(text) > 1 and _CJK.match(text[-2]) else 0


def bond_after(text: str) -> int:
    """How closely the first two Chinese characters of a text stand together."""
    return bond(text[0], text[1]) if len(text) > 1 and _CJK.match(text[1]) else 0
