"""Lines around a byline put right by what the byline says: where it begins, where it ends, what only stands beside it.

The chain weighs line by line, so a byline's neighbours are sometimes taken for a part of it (a headline below a signature, the
place that opens the body), or its own lines for a headline's or a paragraph's. Reading says better: a run of byline lines is
cut into those that read as bylines and those that do not, and lines that announce a byline (``Von …``, ``Propos recueillis
par …``) at a headline's foot or a body's head are one. Names that nothing announces are left to the chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.model.article import Credit
from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.called import WINDOW
from tasks.segment.labels import BODY, HEAD, LABELS

READS = 0.4
"""A window of a byline run that scores less is no byline; bare names of unknown given names score 0.45."""
ANNOUNCED = 0.8
"""What a line in a headline or a body must score; labels with names of two words and more do."""
LONGEST = 130
_RULES = ("latin.label-author", "latin.label-correspondent", "latin.standalone-nobody", "latin.standalone-told")

_HYPHENS = ("-", "\N{HYPHEN}", "\N{SOFT HYPHEN}", "\N{NOT SIGN}")

Labels = list[str]


def settle(read: Sequence[str], lines: Sequence[Line], language: str) -> tuple[tuple[str, ...], list[Decision]]:
    """The chain's labels, with bylines cut to what reads as one, and the decisions for each line that changed.

    Args:
        read: the chain's labels.
        lines: the page's lines.
        language: its BCP 47 tag; Chinese print is left alone.
    """
    if language.startswith("zh"):
        return tuple(read), []
    labels = list(read)
    texts = [line.text.text for line in lines]
    for start, end in list(_runs(labels, frozenset("Y"))):
        _cut(labels, texts, start, end, language)
    for start, end in list(_runs(labels, HEAD)):
        _foot(labels, texts, start, end, language)
    for i, label in enumerate(labels):
        if label == "A":
            _top(labels, texts, i, language)
    return tuple(labels), [_told(lines[i], old, new) for i, (old, new) in enumerate(zip(read, labels, strict=True)) if old != new]


def _runs(labels: Sequence[str], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    start = None
    for i, label in enumerate([*labels, ""]):
        if label in wanted and start is None:
            start = i
        elif label not in wanted and start is not None:
            yield start, i
            start = None


def _cut(labels: Labels, texts: Sequence[str], start: int, end: int, language: str) -> None:
    """Cut a run of byline lines into those that read as bylines and the rest."""
    found = list(_windows(texts, start, end, language))
    if not found:
        return
    kept = {i for a, b in found for i in range(a, b)}
    for i in range(start, end):
        if i in kept:
            continue
        if credits.furniture(texts[i], language):
            labels[i] = "F"
        elif i < found[0][0]:
            labels[i] = _before(labels, texts, i)
        elif i >= found[-1][1]:
            _after(labels, texts, i, end, language)
        else:
            labels[i] = "M"


def _windows(texts: Sequence[str], start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The parts of the lines that read as bylines, from the first line on, each as long as it goes on being one byline."""
    i = start
    while i < end:
        best = 0
        for n in range(1, min(WINDOW, end - i) + 1):
            if n > 1 and best and not _goes_on(texts[i : i + n - 1], texts[i + n - 1], language):
                break
            said = _read(texts[i : i + n], language)
            if said and said.score >= READS and not (i + n < end and texts[i + n - 1].endswith(_HYPHENS)):
                best = n
        if best:
            yield i, i + best
        i += best or 1


def _read(texts: Sequence[str], language: str) -> Credit | None:
    text = texts[0]
    for line in texts[1:]:
        text += line if text.endswith(_HYPHENS) else f" {line}"
    return credits.standalone(text, language) if len(text) <= LONGEST else None


def _goes_on(before: Sequence[str], line: str, language: str) -> bool:
    """Whether a line goes on with the byline above it rather than beginning something else."""
    said = _read(before, language)
    if said is None or before[-1].endswith(_HYPHENS):
        return True
    if not said.authors:
        return _read([*before, line], language) is not None and _read([line], language) is None
    if before[-1].rstrip().endswith((",", "/", "&", "-", "|")) or line[0].islower() or line[0] in "(/|&":
        return True
    if before[-1].split()[-1].casefold() in ("und", "et", "and", "u.", "von", "par", "by", "de", "mit", "avec"):
        return True
    more = _read([*before, line], language)
    if more is None or more.score < said.score - 0.25:
        return False
    whole = all(" " in one.name.strip() or one.role == "agency" for one in said.authors)
    return not whole or {one.name for one in said.authors} <= {one.name for one in more.authors}


def _before(labels: Labels, texts: Sequence[str], i: int) -> str:
    """What a line above a byline is: the end of the body above, or of a headline."""
    above = labels[i - 1] if i else ""
    if above in HEAD:
        return above
    ended = i > 0 and texts[i - 1].rstrip()[-1:] in '.!?”»“"…'
    return "Q" if above in BODY and not ended else "M"


def _after(labels: Labels, texts: Sequence[str], i: int, end: int, language: str) -> None:
    """What a line below a byline is: a headline's first, or the body's (its place, its drop capital)."""
    below = labels[end] if end < len(labels) else ""
    if below in HEAD:
        labels[i] = below
        return
    opens = credits.opening(" ".join(texts[i : end + 2]), language)
    if below == "A" and i == end - 1 and (len(texts[i]) == 1 or opens and opens.score >= 0.5 and opens.end >= len(texts[i])):
        labels[i], labels[end] = "A", "Q"
        return
    labels[i] = "M"


def _foot(labels: Labels, texts: Sequence[str], start: int, end: int, language: str) -> None:
    """A headline's last or first lines that announce a byline."""
    for n in range(1, min(3, end - start) + 1):
        if _announced(texts[end - n : end], language) and end < len(labels) and labels[end] != "F":
            labels[end - n : end] = ["Y"] * n
            return
    for n in range(1, min(3, end - start - 1) + 1):
        if start and labels[start - 1] in BODY and _announced(texts[start : start + n], language):
            labels[start : start + n] = ["Y"] * n
            return


def _top(labels: Labels, texts: Sequence[str], i: int, language: str) -> None:
    """A body's first lines that announce a byline, if the text below begins anew."""
    for n in range(1, 4):
        if i + n >= len(labels) or labels[i + n] not in ("P", "Q") or texts[i + n][0].islower():
            return
        if _announced(texts[i : i + n], language):
            labels[i : i + n] = ["Y"] * n
            labels[i + n] = "A"
            return


def _announced(texts: Sequence[str], language: str) -> bool:
    """Whether the lines are a byline that says so and names somebody in full, and no less than that."""
    said = _read(texts, language) if not texts[-1].endswith(_HYPHENS) else None
    if said is None or said.score < ANNOUNCED or said.rule not in _RULES:
        return False
    return all(" " in one.name.strip() or one.role == "agency" for one in said.authors)


def _told(line: Line, old: str, new: str) -> Decision:
    span = (line.text.starts[0], line.text.ends[-1])
    return Decision("segment.settle-byline", span, LABELS[new], 0.8, {"reads": line.text.text[:40]}, LABELS[old])
