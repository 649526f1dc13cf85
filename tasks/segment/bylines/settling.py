"""Bylines cut to what reads as one: where they begin, where they end, what only stands beside them.

The chain weighs line by line, so a byline's neighbours are sometimes taken for a part of it: the next article's headline
below a signature, the place that opens the body, a running head. Reading says better: a run of byline lines is cut into
those that read as bylines and those that do not, which go to the headline or the body beside them. A run of which nothing
can be read is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.model.article import AGENCY, PHOTOGRAPHER, Credit
from tasks.model.ledger import Decision
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.bylines import byline_runs
from tasks.segment.bylines.carried_over import carried
from tasks.segment.bylines.overlooked import uncovered
from tasks.segment.bylines.standing import printed
from tasks.segment.decision.labels import BODY, HEAD, LABELS
from tasks.segment.evidence.called import HYPHENS
from tasks.segment.evidence.features import SENTENCE_END
from tasks.segment.sheet.set_together import is_flush_below

STATED = 0.2
"""How much less a name of two lines may score than the first of them, where a setter has put both together."""
READS = 0.4
"""A window of a byline run that scores less is no byline; bare names of unknown given names score 0.45."""
MOST = 7
"""Printed lines that a byline takes at most where the column is narrow."""
FURNITURE = 0.6
"""A line that scores less as furniture may as well be the byline that the chain took it for."""
LONGEST = 130
"""Characters that a byline takes at most, in however many lines."""
_JOINS = (",", "/", "&", "|")
_INITIAL = re.compile(r"(?<!\w)(?:[A-ZÀ-Þ]\.-?)+$")
"""What ends a line of a byline whose name goes on in the next."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of the page's bylines once they are read.

    ``begins`` are lines at which a further byline begins below another.
    """

    labels: list[str]
    begins: set[int]
    decisions: list[Decision]


def settle(read: Sequence[str], seen: Sequence[Sequence[str]], lines: Sequence[Line], language: str) -> Settled:
    """The chain's labels, with bylines cut to what reads as one, and those found that it overlooked.

    Args:
        read: the chain's labels.
        seen: the names of what the grammar finds in each line.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    out = Settled(carried(read, lines, language), set(), [])
    if language.startswith("zh"):
        out.labels[:], begins = byline_runs.settled(out.labels, lines, language)
        out.begins.update(begins)
    else:
        _settle_latin(out, seen, lines, language)
    for i, (old, new) in enumerate(zip(read, out.labels, strict=True)):
        if old != new:
            out.decisions.append(_told(lines[i], old, new))
    return out


def _settle_latin(out: Settled, seen: Sequence[Sequence[str]], lines: Sequence[Line], language: str) -> None:
    """Cut the bylines of a page in Latin print, and find those that the chain overlooked."""
    out.labels[:] = uncovered(list(out.labels), seen, lines, language)
    for start, end in _runs(out.labels):
        end = _to_the_name(out.labels, lines, start, end, language)
        start = _from_the_place(out.labels, lines, start, end, language)
        found = list(_windows(lines, start, end, language))
        found = _announced(found, lines, start > 0 and out.labels[start - 1] in HEAD, language)
        if found and start and out.labels[start - 1] in BODY and _ends_sentence(lines, start, found[0], language):
            out.labels[slice(*found[0])] = ["Q"] * (found[0][1] - start)
        elif not found:
            _part_furniture(out.labels, lines, (start, end), language)
        else:
            out.begins.update(a for (_, before), (a, _) in pairwise(found) if before == a)
            _cut(out.labels, found, lines, (start, end), language)


def _runs(labels: Sequence[str]) -> list[tuple[int, int]]:
    """Where byline lines follow one another: the first, and the one after the last."""
    edges = [i for i in range(len(labels) + 1) if ("Y" in labels[i : i + 1]) != (i > 0 and labels[i - 1] == "Y")]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _to_the_name(labels: list[str], lines: Sequence[Line], start: int, end: int, language: str) -> int:
    """The line after a byline; the surname below an initial at its end, which was read as a headline's, is its own."""
    if end >= len(labels) or labels[end] not in HEAD or " " in lines[end].text.text:
        return end
    if not _INITIAL.search(lines[end - 1].text.text):
        return end
    said, more = _read(lines, start, end, language), _read(lines, start, end + 1, language)
    if said is None or more is None or len(said.authors) != len(more.authors) or more.score < max(0.6, said.score - 0.05):
        return end
    labels[end] = "Y"
    return end + 1


def _from_the_place(labels: list[str], lines: Sequence[Line], start: int, end: int, language: str) -> int:
    """The first line of a byline; a headline's last line is, too, where it is the place and day of the agency below it."""
    if start < 2 or not {labels[start - 1], labels[start - 2]} <= HEAD:
        return start
    said, more = _read(lines, start - 1, start, language), _read(lines, start - 1, end, language)
    if not said or not said.date or not more or more.date != said.date or not more.authors:
        return start
    labels[start - 1] = "Y"
    return start - 1


def _cut(
    labels: list[str], found: Sequence[tuple[int, int]], lines: Sequence[Line], run: tuple[int, int], language: str
) -> None:
    """Label what stands in a run of byline lines and in none of its bylines."""
    kept = {i for a, b in found for i in range(a, b)}
    for i in range(*run):
        if i in kept or labels[i] != "Y":
            continue
        if credits.furniture(lines[i].text.text, language):
            labels[i] = "F"
        elif i < found[0][0]:
            labels[i] = _before(labels, lines, i)
        elif i >= found[-1][1]:
            _after(labels, lines, i, run[1], language)
        else:
            labels[i] = "M"


def _announced(
    found: list[tuple[int, int]], lines: Sequence[Line], below_head: bool, language: str
) -> list[tuple[int, int]]:
    """Without a bare name between a headline and a byline that says so: it is the headline's last line."""
    if not below_head or len(found) < 2 or found[0][1] != found[1][0]:
        return found
    said = [_read(lines, a, b, language) for a, b in found[:2]]
    bare, labelled = (one.rule if one else "" for one in said)
    return found[1:] if bare == "latin.standalone-name" and labelled.startswith("latin.label-author") else found


def _ends_sentence(lines: Sequence[Line], start: int, first: tuple[int, int], language: str) -> bool:
    """Whether a bare name with a full stop is the end of the sentence above: ``…, nuance l’œnologue / Anne Le Goff.``."""
    above, last = lines[start - 1].text.text, lines[first[1] - 1].text.text
    if first[0] != start or SENTENCE_END.search(above) or not last.endswith("."):
        return False
    said = _read(lines, *first, language)
    return said is not None and said.rule == "latin.standalone-name"


def _part_furniture(labels: list[str], lines: Sequence[Line], run: tuple[int, int], language: str) -> None:
    """A paper's own name or a folio among byline lines that name nobody."""
    for i in range(*run):
        found = credits.furniture(lines[i].text.text, language)
        if found and found[1] >= FURNITURE:
            labels[i] = "F"


def _windows(lines: Sequence[Line], start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """The lines that read as bylines, from the first on, each byline as long as it goes on."""
    i = start
    while i < end:
        best = 0
        for n in range(1, min(MOST, end - i) + 1):
            if n > 1 and best and not _goes_on(lines, i, i + n - 1, language):
                break
            divided = i + n < end and lines[i + n - 1].text.text.endswith(HYPHENS)
            said = _read(lines, i, i + n, language)
            if said and said.score >= READS and not divided:
                best = n
        if best:
            yield i, i + best
        i += best or 1


def _read(lines: Sequence[Line], start: int, end: int, language: str) -> Credit | None:
    text = printed(lines, range(start, end))
    return credits.standalone(text, language) if len(text) <= LONGEST else None


def _goes_on(lines: Sequence[Line], start: int, at: int, language: str) -> bool:
    """Whether the line ``at`` goes on with the byline that begins at ``start`` rather than beginning something else."""
    said = _read(lines, start, at, language)
    above, line = lines[at - 1].text.text.rstrip(), lines[at].text.text
    if said is None or above.endswith((*_JOINS, *HYPHENS)) or line[0].islower() or line[0] in "(/|&":
        return True
    more = _read(lines, start, at + 1, language)
    unnamed = not said.authors and said.rule != "latin.label-photographer"
    if unnamed and more is not None and more.authors and more.rule.startswith("latin.label"):
        return True  # Von unserem Mitarbeiter / Knut Fehling
    if more is None or more.score < said.score - 0.25 or not said.authors and said.rule == "latin.label-photographer":
        return False
    if not said.authors:
        return _read(lines, at, at + 1, language) is None
    named = {one.name for one in said.authors}
    if any(" " not in one.name and one.role not in (AGENCY, PHOTOGRAPHER) for one in said.authors):
        return True
    if _completes(said, more, lines, at, language):
        return True
    if named < {one.name for one in more.authors}:
        return _adds(said, lines, at, language)
    return named == {one.name for one in more.authors} and "," not in above


def _completes(said: Credit, more: Credit, lines: Sequence[Line], at: int, language: str) -> bool:
    """Whether a line is the rest of a name or of a post that the line above it has begun.

    ``HAROLD J.`` / ``PENNIMAN``, ``By Jo Pym, Staff`` / ``Writer``, ``Ann Lee, Health`` / ``Correspondent``. A name that
    may be whole goes on only in a line that is set together with the one above.
    """
    *before, last = [one.name for one in said.authors]
    *same, longer = [one.name for one in more.authors][: len(said.authors)] or [""]
    together = _is_set_with(lines[at - 1], lines[at])
    least = said.score - (STATED if together and _is_stated(lines[at]) else 0.05)
    if len(said.authors) != len(more.authors) or same != before or more.score < least:
        return False
    alone = _read(lines, at, at + 1, language)
    if alone is not None and alone.score >= READS and alone.rule.startswith("latin.label"):
        return False
    if longer == last:
        return more.score > said.score + 0.1 or together or " " not in lines[at].text.text
    return longer.startswith(last) and (together or last.endswith(".") or " " not in last)


def _is_set_with(above: Line, line: Line) -> bool:
    """Whether boxes say that two lines are set together, in one type."""
    a, b = above.place, line.place
    if a is None or b is None:
        return False
    if a.bold != b.bold or abs(a.size - b.size) >= 0.05 * a.size:
        return False
    return a.block == b.block or _is_stated(line) and not b.upright and is_flush_below(a, b)


def _is_stated(line: Line) -> bool:
    """Whether a setter states where a line stands."""
    return line.place is not None and not line.place.measured


def _adds(said: Credit, lines: Sequence[Line], at: int, language: str) -> bool:
    """Whether a line that names further persons goes on with the byline: after its writers come its pictures."""
    alone = _read(lines, at, at + 1, language)
    if alone is not None and alone.score < READS and _INITIAL.search(lines[at - 1].text.text):
        return True  # By Ann Lee and T.J. / Pym
    pictures = alone is not None and alone.rule == "latin.label-photographer"
    return alone is None or pictures and said.rule != "latin.label-photographer"


def _before(labels: Sequence[str], lines: Sequence[Line], i: int) -> str:
    """What a line above a byline is: the end of the body above, or of a headline."""
    above = labels[i - 1] if i else ""
    if above in HEAD:
        return above
    ended = i > 0 and SENTENCE_END.search(lines[i - 1].text.text) is not None
    return "Q" if above in BODY and not ended else "M"


def _after(labels: list[str], lines: Sequence[Line], i: int, end: int, language: str) -> None:
    """What a line below a byline is: a headline's first, or the body's (its place, its drop capital)."""
    below = labels[end] if end < len(labels) else ""
    if below in HEAD:
        labels[i] = below
        return
    opens = credits.opening(" ".join(line.text.text for line in lines[i : end + 2]), language)
    whole = " ".join(line.text.text for line in lines[i:end])
    placed = opens is not None and opens.score >= 0.5 and opens.end >= len(whole)
    if below == "A" and (len(whole) == 1 or placed):
        labels[i : end + 1] = ["A", *"Q" * (end - i)]
        return
    labels[i] = "M"


def _told(line: Line, old: str, new: str) -> Decision:
    said: dict[str, float | str] = {"beside-byline": line.text.text[:40]}
    return Decision("segment.settle-byline", line.text.extent(), LABELS[new], 0.8, said, LABELS[old])
