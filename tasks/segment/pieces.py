"""Lines put together into text, with the edits that this takes; and lines taken apart where an article begins inside one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from tasks.model.ledger import Decision, Edit
from tasks.model.page import Joint, Line
from tasks.model.trace import Span, Traced
from tasks.segment import credits

_WIDE_EDGE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’—…]")
UNHYPHENED = "reflow.close-divided-word"
"""The joint of a word whose hyphen the dump has lost: in a headline, too, its halves close up."""
_DIVIDED = re.compile(r"[^\W\d_]-$")


def split_rows(lines: Sequence[Line], language: str) -> tuple[list[Line], list[Decision]]:
    """The lines, with those in which an article's opening credit follows something else cut before the credit.

    Those of an article that a METS lists are left whole: where it begins is known.
    """
    out: list[Line] = []
    decisions: list[Decision] = []
    for line in lines:
        inside = [] if line.listed else credits.inside(line.text.text, language)
        places = [p for p in inside if 0 < p < len(line.text)]
        if not places:
            out.append(line)
            continue
        edges = [0, *places, len(line.text)]
        for k, (a, b) in enumerate(pairwise(edges)):
            out.append(piece(line, a, b, first=k == 0))
        extents = _extents(line.text, places)
        for p in places:
            evidence: dict[str, float | str] = {
                "opens-with-credit": line.text.text[p : p + 12],
                "after": line.text.text[max(0, p - 8) : p],
            }
            decisions.append(
                Decision(
                    "segment.split-row",
                    extents[p],
                    "article begins inside the line",
                    0.9,
                    evidence,
                )
            )
    return out, decisions


def _extents(text: Traced, places: Sequence[int]) -> dict[int, Span]:
    """The extent of the text from each place on; from the right, so that each character is looked at once."""
    out: dict[int, Span] = {}
    right = len(text)
    for place in reversed(places):
        first, last = text[place:right].extent()
        if right < len(text):
            first, last = min(first, out[right][0]), max(last, out[right][1])
        out[place] = (first, last)
        right = place
    return out


def piece(line: Line, a: int, b: int, first: bool) -> Line:
    """A line's text from ``a`` to ``b`` as a line of its own; ``first``: whether it is the line's first piece."""
    if first and b == len(line.text):
        return line
    text = line.text[a:b].strip()
    blanks = tuple(i - a for i in line.blanks if a < i < b)
    width = line.width * len(text) / max(1, len(line.text))
    joint = line.joint if first else Joint("", "segment.same-row")
    return replace(line, text=text, blanks=blanks, width=width, gap=line.gap if first else 0, joint=joint)


def body_text(lines: Sequence[Line], order: Sequence[int]) -> tuple[Traced, list[Edit]]:
    """The text of lines that form one paragraph, wraps and divided words closed."""
    parts, edits = _wrapped([lines[i].text for i in order], lines, order)
    return Traced.join(parts), edits


def wrapped_text(lines: Sequence[Line], order: Sequence[int]) -> str:
    """The same text, with a line feed where a line's end leaves a blank."""
    parts = [lines[order[0]].text.text]
    tail = parts[0][-2:]
    for before, i in pairwise(order):
        text = lines[i].text.text
        joint = _met(lines, before, i, tail)
        if _drops(joint, tail):
            parts[-1] = parts[-1][:-1]
            tail = tail[:-1]
        elif joint.glue == " ":
            parts.append("\n")
            tail += " "
        parts.append(text)
        tail = (tail + text)[-2:]
    return "".join(parts)


def printed_blanks(lines: Sequence[Line], order: Sequence[int]) -> str:
    """The text of those lines with the blanks in it that were closed, for what these tell."""
    return "".join(part.text for part in _wrapped([_as_printed(lines[i]) for i in order], lines, order)[0])


def _wrapped(texts: Sequence[Traced], lines: Sequence[Line], order: Sequence[int]) -> tuple[list[Traced], list[Edit]]:
    return _glued(texts, lambda k, tail: _met(lines, order[k - 1], order[k], tail))


def _drops(joint: Joint, tail: str) -> bool:
    """Whether the hyphen that the text ends with goes where the next line's text is joined to it."""
    return joint.glue == "-" and tail[-1:] in "-\u2010\u00ac\u2e17\u00ad="


def _met(lines: Sequence[Line], before: int, i: int, tail: str) -> Joint:
    """How a line joins one above it, of which ``tail`` is the end."""
    return lines[i].joint if i == before + 1 else _across(tail, lines[i].text.text)


def head_text(lines: Sequence[Line], order: Sequence[int]) -> tuple[Traced, list[Edit]]:
    """The text of a headline's lines: printed blanks kept, lines joined by one blank, a divided word rejoined."""
    parts, edits = _head_parts(lines, order)
    return Traced.join(parts), edits


def headline(lines: Sequence[Line], order: Sequence[int]) -> str:
    """The same text, without what it is traced to."""
    return "".join(part.text for part in _head_parts(lines, order)[0])


def _head_parts(lines: Sequence[Line], order: Sequence[int]) -> tuple[list[Traced], list[Edit]]:
    def meet(k: int, tail: str) -> Joint:
        joint = _met(lines, order[k - 1], order[k], tail)
        divided = joint.glue == "-" or tail.endswith("-") or joint.rule == UNHYPHENED
        return joint if divided else Joint(" ", "segment.join-headline-lines")

    return _glued([_as_printed(lines[i]) for i in order], meet)


def _as_printed(line: Line) -> Traced:
    if not line.blanks:
        return line.text
    parts, last = [], 0
    for at in line.blanks:
        if 0 < at < len(line.text):
            parts += [line.text[last:at], Traced.inserted(" ", line.text.starts[at])]
            last = at
    return Traced.join([*parts, line.text[last:]])


def _glued(texts: Sequence[Traced], meet: Callable[[int, str], Joint]) -> tuple[list[Traced], list[Edit]]:
    """The pieces of texts put one behind the other, and the edits that this takes.

    In pieces, since to copy what is there for each further line takes time by its square.

    Args:
        texts: what is joined.
        meet: how text ``k`` joins those before it, given their last two characters.
    """
    parts, edits = [texts[0]], list[Edit]()
    tail = texts[0].text[-2:]
    for k, more in enumerate(texts[1:], 1):
        joint = meet(k, tail)
        if _drops(joint, tail):
            gone, parts[-1] = parts[-1][-1:], parts[-1][:-1]
            edits.append(Edit(joint.rule, (gone.starts[0], gone.ends[0]), gone.text, ""))
            tail = tail[:-1]
        elif joint.glue == " ":
            parts.append(Traced.inserted(" ", more.stretches[0][0]))
            tail += " "
        parts.append(more)
        tail = (tail + more.text)[-2:]
    return parts, edits


def torn_hyphens(lines: Sequence[Line], order: Sequence[int]) -> Iterator[Decision]:
    """A decision for each hyphen whose word goes on in a line that stands elsewhere in the dump."""
    for before, i in pairwise(order):
        above, below = lines[before].text, lines[i].text.text
        if i == before + 1 or not _DIVIDED.search(above.text):
            continue
        joint = _across(above.text, below)
        chosen = "hyphen joined" if joint.glue == "-" else "hyphen kept"
        said: dict[str, float | str] = {"before": above.text.rpartition(" ")[2], "after": below.partition(" ")[0]}
        yield Decision(joint.rule, (above.starts[-1], above.ends[-1]), chosen, joint.score, said)


def _across(before: str, after: str) -> Joint:
    """How lines join that the dump tore apart (a column's foot, a headline between them)."""
    if _WIDE_EDGE.match(before[-1:]) or _WIDE_EDGE.match(after[:1]):
        return Joint("", "segment.join-across")
    if _DIVIDED.search(before):
        return (
            Joint("-", "segment.join-hyphen-across", 0.7)
            if after[:1].islower()
            else Joint("", "segment.keep-hyphen-across", 0.7)
        )
    return Joint(" ", "segment.join-across")
