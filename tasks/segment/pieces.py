"""Lines put together into text, with the edits that this takes; and lines taken apart where an article begins inside one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.model.ledger import Decision, Edit
from tasks.model.page import Joint, Line
from tasks.model.trace import Traced
from tasks.segment import credits

_WIDE_EDGE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’—…]")
_DIVIDED = re.compile(r"[^\W\d_]-$")


def split_rows(lines: Sequence[Line], language: str) -> tuple[list[Line], list[Decision]]:
    """The lines, with those in which an article's opening credit follows something else cut before the credit."""
    out: list[Line] = []
    decisions: list[Decision] = []
    for line in lines:
        places = [p for p in credits.inside(line.text.text, language) if 0 < p < len(line.text)]
        edges = [0, *places, len(line.text)]
        for k, (a, b) in enumerate(zip(edges, edges[1:], strict=False)):
            out.append(_piece(line, a, b, first=k == 0))
        for p in places:
            evidence: dict[str, float | str] = {
                "opens-with-credit": line.text.text[p : p + 12],
                "after": line.text.text[max(0, p - 8) : p],
            }
            decisions.append(
                Decision(
                    "segment.split-row",
                    line.text[p:].extent(),
                    "article begins inside the line",
                    0.9,
                    evidence,
                )
            )
    return out, decisions


def _piece(line: Line, a: int, b: int, first: bool) -> Line:
    if first and b == len(line.text):
        return line
    text = line.text[a:b].strip()
    blanks = tuple(i - a for i in line.blanks if a < i < b)
    width = line.width * len(text) / max(1, len(line.text))
    joint = line.joint if first else Joint("", "segment.same-row")
    return replace(line, text=text, blanks=blanks, width=width, gap=line.gap if first else 0, joint=joint)


def body_text(lines: Sequence[Line], order: Sequence[int]) -> tuple[Traced, list[Edit]]:
    """The text of lines that form one paragraph, wraps and divided words closed."""
    text = lines[order[0]].text
    edits: list[Edit] = []
    for before, i in zip(order, order[1:], strict=False):
        joint = lines[i].joint if i == before + 1 else _across(text.text, lines[i].text.text)
        text, made = _glue(text, lines[i].text, joint)
        edits += made
    return text, edits


def head_text(lines: Sequence[Line], order: Sequence[int]) -> tuple[Traced, list[Edit]]:
    """The text of a headline's lines: printed blanks kept, lines joined by one blank, a divided word rejoined."""
    text = _as_printed(lines[order[0]])
    edits: list[Edit] = []
    for before, i in zip(order, order[1:], strict=False):
        joint = lines[i].joint if i == before + 1 else _across(text.text, lines[i].text.text)
        keeps = joint.glue == "-" or text.text.endswith("-")
        text, made = _glue(text, _as_printed(lines[i]), joint if keeps else Joint(" ", "segment.join-headline-lines"))
        edits += made
    return text, edits


def _as_printed(line: Line) -> Traced:
    parts, last = [], 0
    for at in line.blanks:
        if 0 < at < len(line.text):
            parts += [line.text[last:at], Traced.inserted(" ", line.text.starts[at])]
            last = at
    return Traced.join([*parts, line.text[last:]])


def _glue(text: Traced, more: Traced, joint: Joint) -> tuple[Traced, list[Edit]]:
    if joint.glue == "-" and text.text[-1:] in "-\u2010\u00ac\u2e17\u00ad=":
        gone = text[-1:]
        return text[:-1] + more, [Edit(joint.rule, (gone.starts[0], gone.ends[0]), gone.text, "")]
    if joint.glue == " ":
        return text + Traced.inserted(" ", more.starts[0]) + more, []
    return text + more, []


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
