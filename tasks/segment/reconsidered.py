"""What a first reading of a page took for more than it is: said to the chain, which then reads the page once more.

The chain weighs line by line, and cannot see how long a headline grows, that a jump line names no page, or what the page
does elsewhere. Twelve things are refused of what it reads:

1. a headline that runs on like text: no headline of 500 golden ones has more than 241 characters, with a sentence's end
   among them;
2. a jump line that nothing reads as one, and that no word for a page stands in: a mark in brackets that closes a paragraph;
3. an article's first line below text, without a headline between them, on a page that keeps its headlines apart by blank
   lines and above their texts, if it is no more likely one than not, or not much more and a long text follows: on golden
   pages those that do begin an article are captions and briefs;
4. a headline right below text whose sentence has not come to its end, without a blank line between them, on such a page;
5. a headline that begins with a small letter below text whose sentence has not come to its end, on any page: that line,
   and what stands in one block with it below a blank line;
6. a headline among rows of results (``Ashby 21, Marlow 20``, ``Ashby – Marlow 3:2``), of which two at least stand together;
7. text that goes on below a line that ends with the credit of a picture: the caption ends there;
8. anything but an article's first line where the dump has an initial apart from the rest of its word, as it has others,
   below a line that is not the end of a sentence; nor is that line text, unless it ends with a credit;
9. in Chinese print, where none of these is looked for but rows of results (``江陵队 78:71 平江队``): a text's first line
   right below the first line of another, whose sentence has not come to its end;
10. there, too, a headline that opens with a bullet and is longer than a column's name: it is a crosshead, a brief, a byline;
11. there, text in a paragraph's first line that breaks off far short of the measure, with full lines below it that go on;
12. there, text in a line below a sentence's end that is nothing but a byline: the text ends with it.

Left alone: pages whose lines have boxes, which tell more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from tasks.model.article import AGENCY
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.credits.cjk_tokens import BULLETS
from tasks.segment.decision.chain import Reading
from tasks.segment.decision.labels import BODY, HEAD, runs
from tasks.segment.evidence.called import HYPHENS
from tasks.segment.evidence.marks import initial
from tasks.segment.islands import SENTENCE, STOP, Islands
from tasks.segment.pieces import body_text

LONGEST = 260
"""Characters of a headline with a sentence's end in its midst, at the most."""
KEPT = 3
"""Headlines that stand by themselves between blank lines on a page that keeps them apart, at the least."""
LIKELY, SURE = 0.5, 0.75
"""From these chances on such a page's text may begin below another text, without a headline: a brief one, or one that is
long or has no blank line above it."""
BRIEF = 600
"""Characters of a text without a headline, at the most; captions and briefs have hardly any, and most are half as long."""
_RESULT = re.compile(r"\d ?[-–:] ?\d+[.,;]?$|[^\W\d_] \d+[,;]? [^\W\d_].* \d+[.,;]?$")
"""How the row of a table of results ends: figures of both sides together, or each behind its name."""
_SCORE = re.compile(r"^[^\W\d][^，。；！？“”]{1,14}?\d{1,3} ?[-–—:：比] ?\d{1,3}(?:[^\W\d][^，。；！？“”]{0,14})?$")
"""The row of a Chinese table of results: 铁路队 78:71 供电队."""
LONGEST_ROW = 40
"""Characters of such a row, at the most."""
NAMED = 8
"""Characters of a column's name with a bullet before it (``■聚焦两会``), at the most. Of 1,670 golden Chinese headlines one
opens with a bullet, and closes with another; paragraphs and crossheads do by the dozen."""
CREDITED, FEW = {"closing-picture-after-text:sure", "closing-picture-after-text:likely"}, 2
"""What the grammar calls a picture's credit behind text; blanks of a line below it that is no part of the credit."""
ROW = 2
"""Printed lines of such a row, at the most."""
INITIALS = 3
"""Initials of a page that sets them, at the least: OCR, too, puts a blank into a word here and there."""
BESIDE = 2
"""Characters of the dump between an initial and its word, at the most: where more stands between, the page may be torn."""
QUOTES = "”’」』》）"
"""What may stand behind a line's last word, if no sentence ends there."""
FILLED = 2
"""Lines below a paragraph's first that fill the measure, at the least, where the first tells by falling short of it."""
INDENT, ROOM, CELLS = 4, 4, 2
"""Cells: of a paragraph's indent, that the line falls short besides, and by which a full line may miss the measure."""
Never = tuple[int, AbstractSet[str]]
"""A line, and labels that it does not have."""
_QUOTING = re.compile("[“‘「『《（(][^”’」』》）)]*$")
"""A quotation or bracket that a line opens and does not close."""
_PAGE = re.compile(r"\b(?:page|p\.|pp\.|seite|s\.|blatt|p[áa]g(?:ina)?|blz|bladzijde|col(?:umn)?|spalte)\b", re.IGNORECASE)


def refusals(
    lines: Sequence[Line], reading: Reading, seen: Sequence[Sequence[str]], apart: Islands, language: str
) -> dict[int, set[str]]:
    """The labels that lines do not have, for all that the first reading says.

    Args:
        lines: the page's lines.
        reading: what the chain has read of them.
        seen: the names of what the grammar finds in each line.
        apart: the page's blocks, and those that stand by themselves.
        language: its BCP 47 tag.
    """
    if any(line.place for line in lines):
        return {}
    out: defaultdict[int, set[str]] = defaultdict(set)
    if language.startswith("zh"):
        told, no_jumps = _in_chinese(lines, reading.labels, seen, language), list[int]()
    else:
        told, no_jumps = _in_others(lines, reading, seen, apart), list(_no_jumps(lines, reading.labels, seen, language))
    for i, never in told:
        out[i] |= never
    return {**out, **{i: {"J"} for i in no_jumps}}  # whatever else was refused of these: they may be text


def _in_chinese(
    lines: Sequence[Line], labels: Sequence[str], seen: Sequence[Sequence[str]], language: str
) -> Iterator[Never]:
    yield from ((i, {"A"}) for i in range(1, len(lines)) if _is_torn(i, labels, lines, seen))
    yield from ((i, {"A", "P", "Q"}) for i in range(len(lines)) if _breaks_off(i, labels, lines))
    for i in range(1, len(lines)):
        if _is_signature(i, labels, lines, seen, language):
            yield i, {"A", "P", "Q", "X"}
            if i + 1 < len(lines) and lines[i + 1].gap:
                yield i + 1, {"Q"}
    yield from ((i, HEAD) for i in [*_results(lines, _is_score), *_bulleted(lines)])


def _in_others(lines: Sequence[Line], reading: Reading, seen: Sequence[Sequence[str]], apart: Islands) -> Iterator[Never]:
    labels = reading.labels
    yield from ((i, HEAD) for i in [*_going_on(labels, lines), *_results(lines, _is_result)])
    yield from ((i, {"P", "Q"}) for i in range(1, len(lines)) if _is_below_caption(i, labels, lines, seen))
    yield from _by_initials(labels, lines, seen)
    if _headed(labels) and sum(_is_heading(labels[slice(*block)]) for block in apart.blocks) >= KEPT:
        yield from ((i, {"A"}) for i in _unheaded(labels) if _is_unlikely(i, reading, lines))
    if sum(set(labels[slice(*block)]) <= HEAD for block in apart.apart) >= KEPT:
        alone = {i for block in apart.apart for i in range(*block)}
        yield from ((i, HEAD) for i in _within(labels, lines, alone))


def _going_on(labels: Sequence[str], lines: Sequence[Line]) -> Iterator[int]:
    """Lines of headlines that go on with the text above them, or run on like text."""
    for first, after in runs(labels, HEAD):
        if _goes_on(first, labels, lines):
            yield from range(first, next(_pieces(lines, first, after))[1] if lines[first].gap else first + 1)
        for start, end in _pieces(lines, first, after):
            if _runs_on(lines, start, end):
                yield from range(start, end)


def _by_initials(labels: Sequence[str], lines: Sequence[Line], seen: Sequence[Sequence[str]]) -> Iterator[Never]:
    """What lines are not that open with an initial, and those above them, where the page sets initials."""
    initials = [i for i, line in enumerate(lines) if _has_initial(line)]
    for i in initials if len(initials) >= INITIALS else ():
        if i and labels[i] in "PQX" and _ends_no_sentence(lines[i - 1].text.text):
            yield i, {*HEAD, "P", "Q", "X"}
            if not any(name.startswith("closing") for name in seen[i - 1]):
                yield i - 1, BODY


def _no_jumps(lines: Sequence[Line], labels: Sequence[str], seen: Sequence[Sequence[str]], language: str) -> Iterator[int]:
    """Lines taken for jump lines that say of no page that the text goes on there."""
    for first, after in runs(labels, frozenset("J")):
        if not _is_jump(lines, seen, first, after, language):
            yield from range(first, after)


def _is_unlikely(i: int, reading: Reading, lines: Sequence[Line]) -> bool:
    """Whether a text that begins below another without a headline is a less likely one than such texts are."""
    close = not lines[i].gap and reading.labels[i - 1] not in "JF"
    least = SURE if close or _length(i, reading.labels, lines) > BRIEF else LIKELY
    return reading.chance(i, "A") < least


def _within(labels: Sequence[str], lines: Sequence[Line], alone: Collection[int]) -> Iterator[int]:
    """Lines of headlines in one block with the text above them, whose sentence goes on; up to the next blank line."""
    for first, after in runs(labels, HEAD):
        if first not in alone and _is_within(first, labels, lines):
            yield from range(first, next(_pieces(lines, first, after))[1])


def _is_torn(i: int, labels: Sequence[str], lines: Sequence[Line], seen: Sequence[Sequence[str]]) -> bool:
    """Whether a text would begin right below the first line of another, whose sentence has not come to its end."""
    if labels[i - 1 : i + 1] != ("A", "A") or lines[i].gap or any(name.startswith("closing") for name in seen[i - 1]):
        return False
    return lines[i - 1].text.text[-1].isalpha()


def _breaks_off(i: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a paragraph's first line falls far short of the measure that those below it fill, and ends with no mark."""
    line, below = lines[i], lines[i + 1 : i + 1 + FILLED]
    if _QUOTING.search(line.text.text):
        return False  # a piece of a line, as dumps break it off at a quotation
    if (
        labels[i] not in "AP"
        or line.below is None
        or len(below) < FILLED
        or not line.text.text.rstrip(QUOTES)[-1:].isalnum()
    ):
        return False
    if any(label != "Q" or after.gap for label, after in zip(labels[i + 1 :], below, strict=False)):
        return False
    full = all(abs(after.width - line.below) <= CELLS for after in below)
    return full and line.width + line.need + INDENT + ROOM <= line.below


def _is_signature(
    i: int, labels: Sequence[str], lines: Sequence[Line], seen: Sequence[Sequence[str]], language: str
) -> bool:
    """Whether a line of text below a sentence's end is nothing but a byline that names somebody: the text ends there.

    One in brackets is read as the text's end as it is; one with a day is another dispatch's dateline.
    """
    text = lines[i].text.text
    if labels[i] not in "PQ" or "byline:sure" not in seen[i] or text[0] in "（(":
        return False
    said = credits.standalone(text, language) if STOP.search(lines[i - 1].text.text) else None
    return said is not None and said.date is None and any(one.role != AGENCY for one in said.authors)


def _headed(labels: Sequence[str]) -> bool:
    """Whether a page begins with a headline and ends with text: where headlines stand below, two texts may meet."""
    told = [label in HEAD for label in labels if label in HEAD or label in BODY]
    return bool(told) and told[0] and not told[-1]


def _is_heading(own: Sequence[str]) -> bool:
    """Whether a block holds a headline, and no text; a byline may stand with it."""
    return set(own) <= {*HEAD, "Y"} and set(own) != {"Y"}


def _length(first: int, labels: Sequence[str], lines: Sequence[Line]) -> int:
    """Characters of the text that begins with a line, up to the next headline, byline or text."""
    out = 0
    for label, line in zip(labels[first:], lines[first:], strict=True):
        if label not in "PQXJF" and out:
            break
        out += len(line.text)
    return out


def _pieces(lines: Sequence[Line], first: int, after: int) -> Iterator[tuple[int, int]]:
    """The lines between blank ones."""
    starts = [first, *(i for i in range(first + 1, after) if lines[i].gap)]
    yield from zip(starts, [*starts[1:], after], strict=True)


def _runs_on(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether lines are too long for a headline, and have a sentence's end in their midst."""
    text = " ".join(line.text.text for line in lines[start:end])
    return len(text) > LONGEST and SENTENCE.search(text) is not None


def _is_within(first: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a line goes on in the same block with a sentence of the text above."""
    if not first or lines[first].gap or labels[first - 1] not in "APQ":
        return False
    return STOP.search(lines[first - 1].text.text) is None


def _goes_on(first: int, labels: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a line goes on with a small letter in a sentence that the text above has not ended."""
    text = lines[first].text.text
    if not first or labels[first - 1] not in "APQ" or not text[0].islower() or " " not in text:
        return False  # one word may be a writer's code
    return STOP.search(lines[first - 1].text.text) is None


def _is_below_caption(i: int, labels: Sequence[str], lines: Sequence[Line], seen: Sequence[Sequence[str]]) -> bool:
    """Whether a line of text begins anew below a picture's credit; few words, or a slash, may be the rest of the credit."""
    if labels[i] not in "PQ" or labels[i - 1] not in BODY:
        return False
    text, credit = lines[i].text.text, lines[i - 1].text.text
    ends = credit.rfind("(") <= credit.rfind(")") and "/" not in text
    return ends and text.count(" ") >= FEW and not text[0].islower() and not CREDITED.isdisjoint(seen[i - 1])


def _has_initial(line: Line) -> bool:
    """Whether a line opens with an initial, with which texts begin; an apostrophe stands apart in other places, too."""
    first, text = initial(line), line.text
    if first is None or not text.text[first + 1].isalpha():
        return False
    return 0 < text.starts[first + 1] - text.ends[first] <= BESIDE


def _ends_no_sentence(text: str) -> bool:
    """Whether a line ends neither a sentence nor within one, as far as marks tell."""
    return STOP.search(text) is None and not text.endswith((*HYPHENS, ","))


def _bulleted(lines: Sequence[Line]) -> Iterator[int]:
    """Chinese lines that open with a bullet and are longer than the name of a column: crossheads, briefs, bylines."""
    for i, line in enumerate(lines):
        text = line.text.text
        if text[0] in BULLETS and text[-1] not in BULLETS and len(text) > NAMED:
            yield i


def _results(lines: Sequence[Line], is_row: Callable[[str], bool]) -> Iterator[int]:
    """Lines from the first row of results to the last, where rows stand together."""
    rows = [i for i, text in enumerate(line.text.text for line in lines) if is_row(text)]
    for above, below in pairwise(rows):
        if below - above <= ROW:
            yield from range(above, below + 1)


def _is_result(text: str) -> bool:
    """Whether a line is a row of results; nearly all others have no figure at their end."""
    return any(map(str.isdecimal, text[-2:])) and _RESULT.search(text) is not None


def _is_score(text: str) -> bool:
    """Whether a Chinese line is a row of results; few others have as few characters, and a figure."""
    return len(text) <= LONGEST_ROW and _SCORE.match(text) is not None


def _is_jump(lines: Sequence[Line], seen: Sequence[Sequence[str]], first: int, after: int, language: str) -> bool:
    """Whether lines may say where a text goes on: the grammar reads one there, or they speak of a page."""
    if any(name.startswith("jump") for i in range(first, after) for name in seen[i]):
        return True
    text, _ = body_text(lines, range(first, after))
    return credits.jump(text.text, language) is not None or _PAGE.search(text.text) is not None


def _unheaded(labels: Sequence[str]) -> Iterator[int]:
    """First lines of articles right below text, save for jump lines and furniture."""
    above = ""
    for i, label in enumerate(labels):
        if label == "A" and above in BODY and above:
            yield i
        above = above if label in "JF" else label
