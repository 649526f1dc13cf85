"""Headlines set anew, so that their parting is learned from more papers than were printed.

A paper's look decides how a headline breaks: how wide its column is, how large kicker, main headline and deck are set,
whether lines are balanced. The pages that are learned from show few looks; here each headline of their gold is set in
several more. The words stay with their part, and a line is as full as it would be in print.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.languages.pairs import bond
from tasks.model.page import Joint, Line
from tasks.model.trace import Traced
from tasks.reflow.lines.fitting import need
from tasks.reflow.lines.rows import set_width
from tests.learn.known import Known
from tests.learn.setting import CLOSERS, OPENERS

EACH = 12
"""Looks for each headline. Of the several-line headlines on pages of which nothing was learned, 73 in 100 of full-width
print are parted as printed without these and 75 with them, of Latin print 85 and 86, of papers in looks of their own 71
and 77; from 6 to 36 looks it is much the same."""
SIZES = {"K": (0.9, 1.0, 1.15, 1.3, 1.4), "M": (1.3, 1.4, 1.6, 1.8, 2.1, 2.4, 2.8, 3.2), "D": (1.0, 1.1, 1.25, 1.3, 1.5)}
"""Sizes of type, against the body's."""
COLUMNS = ((16, 45), (24, 60), (45, 130))
"""Cells of body type that a headline's column holds: a narrow column, a column, several of them."""
BALANCED, BLANKS, ALONE = 0.3, 0.12, 0.7
"""Shares: looks with balanced lines, dumps whose blank lines tell the parts, main headlines alone that are kept."""

Named = tuple[str, str | None, str, str | None]
"""A headline: its language, kicker, main headline, deck."""


@dataclass(frozen=True)
class Heading:
    """A headline as set: its lines, the role of each, its language."""

    lines: list[Line]
    roles: str
    language: str


def headings(pages: Iterable[Known], each: int = EACH, seed: int = 11) -> Iterator[Heading]:
    """The headlines of these pages' gold, each in so many looks."""
    found: set[Named] = set()
    for page in pages:
        for article in page.page.gold["articles"]:
            head = article["headline"]
            if head.get("main"):
                found.add((page.page.language, head.get("kicker"), head["main"], head.get("deck")))
    dice = random.Random(seed)
    for head in sorted(found, key=str):
        for _ in range(each):
            made = _set(head, dice)
            if len(set(made.roles)) > 1 or dice.random() < ALONE:
                yield made


def _set(head: Named, dice: random.Random) -> Heading:
    """The headline in a look at random."""
    language, *texts = head
    wide = language.startswith("zh")
    sizes = {role: dice.choice(choices) for role, choices in SIZES.items()}
    sizes["D"] = min(sizes["D"], 0.75 * sizes["M"])
    column, balanced, tell = dice.uniform(*dice.choice(COLUMNS)), dice.random() < BALANCED, dice.random() < BLANKS
    rows: list[str] = []
    roles = ""
    for role, text in zip("KMD", texts, strict=True):
        if text:
            made = _part(text, column / sizes[role], wide, balanced)
            rows += made
            roles += role * len(made)
    return Heading(_lines(rows, roles, wide, tell), roles, language)


def _part(text: str, room: float, wide: bool, balanced: bool) -> list[str]:
    """One part's lines; balanced, they are as narrow as so many lines allow."""
    fill: Callable[[str, float], list[str]] = _fill_wide if wide else _fill
    rows = fill(text, room)
    least = room / len(rows)
    if balanced and wide:
        return _phrased(text, room, len(rows))
    while balanced and len(rows) > 1 and room * 0.95 > least:
        room *= 0.95
        narrower = fill(text, room)
        if len(narrower) > len(rows):
            break
        rows = narrower
    return rows


def _phrased(text: str, room: float, count: int) -> list[str]:
    """Full-width print in so many lines (or one more), broken between words, best between phrases, into lines much alike."""
    rows: list[str] = []
    rest = text.strip()
    while count > 1:
        even = set_width(rest, True) / count
        found = [at for at in range(1, len(rest)) if set_width(rest[:at], True) <= room and _breaks(rest, at)]
        if not found:
            return [*rows, *_fill_wide(rest, room)]
        at = min(found, key=lambda at: abs(set_width(rest[:at], True) - even) - (6 if rest[at] == " " else 0))
        rows.append(rest[:at].strip())
        rest, count = rest[at:].strip(), count - 1
    return [*rows, *_fill_wide(rest, room)]


def _breaks(text: str, at: int) -> bool:
    """Whether a line may end before that character."""
    return text[at] not in CLOSERS and text[at - 1] not in OPENERS and not bond(text[at - 1], text[at])


def _fill(text: str, room: float) -> list[str]:
    """Latin print: words, none of them divided."""
    out = [""]
    for word in text.split():
        longer = f"{out[-1]} {word}".strip()
        if out[-1] and set_width(longer) > room:
            out.append(word)
        else:
            out[-1] = longer
    return out


def _fill_wide(text: str, room: float) -> list[str]:
    """Full-width print: no closing mark begins a line and no opening mark ends one."""
    out = [""]
    for char in text.strip():
        if out[-1] and char not in CLOSERS and set_width(out[-1] + char, True) > room:
            kept = out[-1][-1] if out[-1][-1] in OPENERS and len(out[-1]) > 1 else ""
            out[-1] = out[-1][: len(out[-1]) - len(kept)].strip()
            out.append(kept)
        out[-1] += char if out[-1] or not char.isspace() else ""
    return [row.strip() for row in out if row.strip()]


def _lines(rows: Sequence[str], roles: str, wide: bool, tell: bool) -> list[Line]:
    """The rows as reflow gives them: in full-width print their blanks are closed, and their places kept."""
    closed = [_closed(row) if wide else (row, ()) for row in rows]
    texts = [text for text, _ in closed]
    out: list[Line] = []
    for i, (text, blanks) in enumerate(closed):
        gap = int(tell and i > 0 and roles[i] != roles[i - 1])
        more = need(text, texts[i + 1], wide) if i + 1 < len(texts) else 0.0
        width = set_width(text, wide)
        out.append(Line(Traced.whole(text), gap, 0, width, None, None, i, Joint(" ", "segment.join"), blanks, more))
    return out


def _closed(row: str) -> tuple[str, tuple[int, ...]]:
    """A row without its blanks, and where they stood."""
    words = row.split()
    ends = [sum(map(len, words[:n])) for n in range(1, len(words))]
    return "".join(words), tuple(ends)
