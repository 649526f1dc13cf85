"""Lines that stand by themselves between blank lines, and are no paragraph: no sentence ends with them.

A paragraph ends with a stop. A few lines with a blank line above and below, that end without one, between text that has come
to its end and text that begins, are a headline, a crosshead, a byline, a heading of the page: the chain, which weighs each
line by itself, is told that they are no text, and says which of these they are. Where the page keeps its headings apart so,
one that runs on into text without a blank line is none.

Left alone: lines that a blank line parts from the rest of their sentence, at the foot of a column or before a picture, since
the line above has no stop, or the last one ends as no heading does (a hyphen, a comma, ``of the``), or the text below goes
on in the midst of a sentence; pages whose lines have boxes, which tell more; Chinese print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tasks.languages import language as known
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.decision.labels import HEAD, TEXT
from tasks.segment.evidence import alone
from tasks.segment.headlines.matching import overlaps
from tasks.segment.pieces import wrapped_text

MOST = 5
"""Printed lines of a heading that are looked at: narrow columns have as many."""
WORDS, LONGEST = 3, 110
"""Words of such a heading at the least, characters at the most; a name parted from its sentence has two."""
REGULAR, RARE = 3, 8
"""Headings that stand so on a page that keeps its headings apart, at the least; one in how many may stand otherwise."""
APART = {*HEAD, "Y", "X", "F", "J"}
"""What a block is of that holds no text."""
LEAN = 0.2
"""How much more of a headline's words stand in its own text above it than in the next; a crosshead's stand below it."""
APART_BY = 0.3
"""How much more of their words two headlines have in their own texts: so 38 of 100 pairs do, and no crosshead of 23."""
BEFORE = frozenset("KMDYF")
"""What stands above an article's first line, if no blank line does, where headings are kept apart."""
_CLOSE = f"[{re.escape(alone.CLOSE)}]*$"
STOP = re.compile(f"[{re.escape(alone.STOPS)}]{_CLOSE}")
_NO_END = re.compile(f"[{re.escape(alone.STOPS)}:;,：；，、&+/=¬\\-\u00ad\u2010]{_CLOSE}|[—–(\\[„“«]$")
SENTENCE = re.compile(r"[a-zß-öø-ÿ]{3}[.!?][\"'”’»)]* [\"'“„«»‘‹(]?[^\W\d_a-zß-öø-ÿ]")
_OPENS = re.compile(r"[\"'“„«»‘‹(\[—–《「『（【-]?\s?[^\W_a-zß-öø-ÿ]")
_LAST = re.compile(r"([^\W\d_]+)\W*$")

Run = tuple[int, int]
"""The first of some lines, and the one after the last."""


@dataclass(frozen=True, slots=True)
class Islands:
    """The blocks of a page's lines between blank lines, and those of them that stand by themselves."""

    blocks: list[Run]
    apart: set[Run]

    def refused(self, labels: Sequence[str], lines: Sequence[Line], language: str) -> dict[int, set[str]]:
        """What lines are not, by the block that they stand in, as read so far.

        Args:
            labels: what the chain has read, before it knows.
            lines: the page's lines.
            language: its BCP 47 tag.
        """
        out: dict[int, set[str]] = {}
        regular, trail = self._are_kept(labels), labels[0] == "A"  # above the first text stands no headline
        for block, below in pairwise([*self.blocks, (len(lines), len(lines))]):
            own = labels[slice(*block)]
            never = set[str]()
            if block in self.apart:
                never = set(TEXT)
                if set(labels[slice(*below)]) == {"Y"} and _reads(lines, block, language) < _reads(lines, below, language):
                    never |= {"X", "Y"}  # below it stands the byline, that a crosshead has none of
                if not set(own) <= {*HEAD, "Y"}:
                    never |= self._trails(block, lines, language) if trail else self._parts(block, labels, lines)
            elif regular and not set(own) <= APART and _is_text(block, below, lines):
                never = set(HEAD)
            for i in range(*block):
                begins = {"A"} if regular and not set(labels[block[0] : i]) <= BEFORE else set[str]()
                if never or begins:
                    out[i] = never | begins
        return out

    def _trails(self, block: Run, lines: Sequence[Line], language: str) -> set[str]:
        """What lines are not that may be the headline of the text above, as its words tell, or as it ends the page."""
        text = _text(lines, *block)
        if block[1] == len(lines):
            return set() if credits.furniture(text, language) else {"F"}
        above = max((end for start, end in self.apart if end <= block[0]), default=0)
        below = min((start for start, _ in self.apart if start >= block[1]), default=len(lines))
        shares = overlaps([text], [_text(lines, above, block[0]), _text(lines, block[1], below)])[0]
        return {"X"} if shares[0] - shares[1] > LEAN else set()

    def _parts(self, block: Run, labels: Sequence[str], lines: Sequence[Line]) -> set[str]:
        """What lines are not that part two texts, each with words of its own headline and hardly any of the other's."""
        heads = [one for one in self.apart if one[1] <= block[0] and set(labels[slice(*one)]) <= set(HEAD)]
        if not heads:
            return set()
        head = max(heads)
        below = min((start for start, _ in self.apart if start >= block[1]), default=len(lines))
        texts = [_text(lines, head[1], block[0]), _text(lines, block[1], below)]
        first, second = overlaps([_text(lines, *head), _text(lines, *block)], texts)
        return {"X"} if first[0] - first[1] > APART_BY and second[1] - second[0] > APART_BY else set()

    def _are_kept(self, labels: Sequence[str]) -> bool:
        """Whether this page keeps its headings apart."""
        kept = sum(set(labels[slice(*block)]) <= set(HEAD) for block in self.apart)
        mixed = sum(labels[start] in HEAD and not set(labels[start:end]) <= APART for start, end in self.blocks)
        return kept >= REGULAR and mixed * RARE <= kept


def islands(lines: Sequence[Line], language: str) -> Islands:
    """The blocks of a page, and those that stand by themselves.

    Args:
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    if language.startswith("zh") or any(line.place for line in lines):
        return Islands([], set())
    begins = [i for i, line in enumerate(lines) if i == 0 or line.gap]
    blocks = list(pairwise([*begins, len(lines)]))
    apart: set[Run] = set()
    above: Run | None = None
    for block in blocks:
        ended = above is None or above in apart or STOP.search(lines[block[0] - 1].text.text) is not None
        if ended and _is_whole(lines, *block, language):
            apart.add(block)
        above = block
    return Islands(blocks, apart)


def is_open(text: str, language: str) -> bool:
    """Whether a line ends as no heading does: with a stop, a comma, a hyphen, or words after which a sentence goes on."""
    last = _LAST.search(text)
    return _NO_END.search(text) is not None or last is not None and last[1].casefold() in _open_ends(language)


def begins_anew(text: str) -> bool:
    """Whether a line may begin something: not with a small letter, nor with a mark that closes."""
    return _OPENS.match(text) is not None


def _is_whole(lines: Sequence[Line], start: int, end: int, language: str) -> bool:
    """Whether lines between two blank lines read as a heading does, and the text below begins anew."""
    text = _text(lines, start, min(end, start + MOST + 1))
    if end - start > MOST or len(text) > LONGEST or text.count(" ") < WORDS - 1 or not _OPENS.match(text):
        return False
    if SENTENCE.search(text) or is_open(text, language):
        return False
    return end == len(lines) or begins_anew(lines[end].text.text)


def _reads(lines: Sequence[Line], block: Run, language: str) -> float:
    """How much lines read as a byline."""
    said = credits.standalone(wrapped_text(lines, range(*block)), language)
    return said.score if said is not None else 0.0


def _is_text(block: Run, below: Run, lines: Sequence[Line]) -> bool:
    """Whether a block is text beyond doubt: it is long, or begins or goes on in the midst of a sentence."""
    (start, end), after = block, below[0]
    goes_on = after < len(lines) and lines[after].text.text[0].islower()
    return end - start > MOST or lines[start].text.text[0].islower() or goes_on


def _text(lines: Sequence[Line], start: int, end: int) -> str:
    return " ".join(line.text.text for line in lines[start:end])


@cache
def _open_ends(language: str) -> frozenset[str]:
    """The words after which a sentence goes on."""
    return frozenset(known(language).section("flow").get("ends_open", "").split())
