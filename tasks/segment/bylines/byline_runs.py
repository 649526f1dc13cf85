"""Chinese bylines cut to what reads as one, and those found that were taken for a headline's line.

Where an article ends in a byline and the next begins with one, or a headline stands right below it, the chain takes both
for one byline, of which nothing can be read: names are lost, and so is the headline. Such a run is cut into the lines that
read as bylines, each by itself, and what is left goes to the headline or the text beside it. A run that reads as a whole, or
of which nothing reads, is left as it is.

A headline's first or last line that reads as nothing but writers and what they did (``本報記者林小舟　整理``,
``文：林小舟``, ``◎林小舟``) is a byline. No headline names its writer so; of 1,778 parts of Chinese headlines two read so
(``專訪…``, ``…編輯``), and have none of the words and marks that are asked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.model.article import Credit
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.bylines.standing import printed
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.cjk_tokens import BULLETS
from tasks.segment.decision.labels import HEAD, runs

READS, TOLD = 0.6, 0.8
"""What a line scores as a byline at least that is one of several, or that was taken for a headline's."""
MOST = 3
"""Printed lines of a byline in such a run, at the most."""
_TOLD = re.compile("记者|通讯员|读者|作者|评论员|特派员|[/:]")


def settled(read: Sequence[str], lines: Sequence[Line], language: str) -> tuple[list[str], set[int]]:
    """The labels of a Chinese page with its bylines cut, and the lines at which a further one begins below another."""
    labels, begins = list(read), set[int]()
    for first, after in runs(labels, HEAD):
        for i in {first, after - 1}:
            if _tells(printed(lines, [i]), language):
                labels[i] = "Y"
    for start, end in runs(labels, {"Y"}):
        if end - start < 2:
            continue
        if whole := _reads(lines, start, end, language):
            if start and labels[start - 1] in HEAD and _is_deck(lines, start, end, whole, language):
                labels[start] = "D"
            continue
        found = list(_windows(lines, start, end, language))
        if found and found[0][0] == start:
            begins |= {a for a, _ in found[1:]}
            _give(labels, start, end, found)
    return labels, begins


def _tells(text: str, language: str) -> bool:
    """Whether a line reads as a byline that says who is its writer, in words or by a mark."""
    flat = fold(text)
    if flat[0] == "(" or flat.count("(") != flat.count(")"):
        return False
    said = credits.standalone(text, language)
    if said is None or said.score < TOLD or not said.authors:
        return False
    return flat[0] in BULLETS or said.rule.endswith("-signed") or _TOLD.search(flat) is not None


def _reads(lines: Sequence[Line], start: int, end: int, language: str) -> Credit | None:
    said = credits.standalone(printed(lines, range(start, end)), language)
    return said if said and said.score >= READS else None


def _is_deck(lines: Sequence[Line], start: int, end: int, whole: Credit, language: str) -> bool:
    """Whether a run's first line says something and no name: ``水務局：週末恢復供水`` above ``記者林小舟／臨河報導``."""
    if "：" not in lines[start].text.text[1:-1] or credits.standalone(lines[start].text.text, language):
        return False
    rest = _reads(lines, start + 1, end, language)
    return rest is not None and rest.authors == whole.authors


def _windows(lines: Sequence[Line], start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The lines that read as bylines, from the first on, the longest first."""
    i = start
    while i < end:
        tries = range(min(MOST, end - i), 0, -1)
        size = next((n for n in tries if (said := _reads(lines, i, i + n, language)) and said.authors), 0)
        if size:
            yield i, i + size
        i += size or 1


def _give(labels: list[str], start: int, end: int, found: Sequence[tuple[int, int]]) -> None:
    """Label what stands in a run and in none of its bylines: above the first, it goes on with what is above."""
    first, last = found[0][0], found[-1][1]
    above, below = labels[start - 1] if start else "", labels[end] if end < len(labels) else ""
    if first > start and above:
        labels[start:first] = [above if above in HEAD else "Q"] * (first - start)
    if last < end and below in HEAD:
        labels[last:end] = [below] * (end - last)
    elif last < end and below == "A":
        labels[last : end + 1] = ["A", *"Q" * (end - last - 1), "P"]
