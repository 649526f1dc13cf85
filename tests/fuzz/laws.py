"""The laws of each room on what it gives, as assertions that say what was broken."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from tasks.command import answers
from tasks.emit.replay import Replay
from tasks.emit.source import printed
from tasks.model.ledger import Decision, Edit
from tasks.model.page import CleanPage, FlowPage, Line
from tasks.model.trace import Span, Traced
from tasks.run.dossier import Dossier

NEVER_CLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Controls and ends of lines that ``normalise`` leaves on no page."""


class LawBroken(AssertionError):
    """A room's result breaks a law; the fuzzer keeps what it was made from."""


def hold(kept: bool, *said: object) -> None:
    """Raise where a law is not kept."""
    if not kept:
        raise LawBroken(" ".join(map(str, said)))


def survives_the_shelf(result: object) -> None:
    """What is read back from the cache is what was written, byte for byte."""
    body = msgspec.json.encode(result)
    again = msgspec.json.decode(body, type=type(result))
    hold(again == result, "the cache gives back something else")
    hold(msgspec.json.encode(again) == body, "the cache gives back other bytes")


def lies_on_its_page(span: Span, edits: Iterable[Edit], decisions: Iterable[Decision]) -> None:
    """Edits and decisions have their places within the page, and run forwards; certainties are certainties."""
    for one in (*edits, *decisions):
        hold(span[0] <= one.span[0] <= one.span[1] <= span[1], one.rule, "at", one.span, "leaves its page", span)
    for made in decisions:
        hold(0 <= made.score <= 1, made.rule, "is", made.score, "sure")


def clean_pages(pages: Sequence[CleanPage], text: str | None) -> None:
    """Pages run forwards, each character leads to its place, and the source can be read back (from ``text`` if known)."""
    for number, page in enumerate(pages, 1):
        hold(not NEVER_CLEAN.search(page.text.text), "a control is left in", repr(page.text.text[:200]))
        hold((page.number, page.pages) == (number, len(pages)), "page", number, "is numbered", page.number)
        lies_on_its_page(page.span, page.edits, [d for d in page.decisions if d.rule.startswith("normalise.tell-language")])
        source = printed(page)
        if text is not None:
            wanted = text[slice(*page.span)]
            hold("".join(source.split()) == "".join(wanted.split()), "the source reads back as", repr(source[:200]))
        (again,) = Replay(source, page.span[0], page.edits).stretches([page.span])
        hold(again.split() == page.text.text.split(), "the ledger replays as", repr(again[:200]))
        survives_the_shelf(page)
    hold(all(left.span[1] < right.span[0] for left, right in pairwise(pages)), "pages overlap")


def flow(clean: CleanPage, page: FlowPage) -> None:
    """Each inked character of the clean text is in one line, at its place; what is gone was taken out by an edit."""
    wanted = Counter(_inked(clean.text))
    found = Counter(place for line in page.lines for place in _inked(line.text))
    taken = [edit.span for edit in page.edits if edit not in clean.edits and edit.before.strip()]
    lost = [place for place in wanted - found if not any(a <= place[1] and place[2] <= z for a, z in taken)]
    hold(not lost, "lost:", lost[:20])
    more = [place for place in found - wanted if not any(a <= place[1] and place[2] <= z for a, z in taken)]
    hold(not more, "doubled or made up:", more[:20])
    lies_on_its_page(clean.span, page.edits, [made for made in page.decisions if made not in clean.decisions])
    hold([line.row for line in page.lines] == sorted(line.row for line in page.lines), "rows run backwards")
    for before, line in pairwise((None, *page.lines)):
        if line is not None:
            _line(before, line)
    survives_the_shelf(page)


def explained(found: Dossier) -> None:
    """Each line, and the place where each two articles part, has an answer, for people and for machines."""
    hold(not (wrong := found.unreplayed()), *wrong)
    for line in range(found.first_line, found.last_line + 1):
        said = answers.line_json(found, line)
        json.dumps(said).encode()
        hold(said["text"] in answers.line_text(found, line)[2], "line", line, "is shown as another")
        accounted = said["went"] or said["edits"] or not "".join(str(said["text"]).split())
        hold(bool(accounted), "line", line, "went nowhere:", said["text"])
    numbers = range(1, len(found.articles))
    told = [answers.between_text(found, a, a + 1) + [json.dumps(answers.between_json(found, a, a + 1))] for a in numbers]
    told += [answers.page_text(found), answers.removed_text(found), [json.dumps(answers.removed_json(found))]]
    hold(all("\n".join(one).encode() for one in told), "an answer is empty")


def _line(before: Line | None, line: Line) -> None:
    hold(bool(line.text.text.strip()), "a line without text")
    hold(line.text.text == line.text.text.strip(), "blanks at an end of", repr(line.text.text))
    hold(line.gap >= 0 and line.left >= 0 and line.width >= 0, "a measure below nothing:", line)
    hold(list(line.blanks) == sorted(set(line.blanks)), "blanks out of order:", line.blanks)
    hold(all(0 <= at <= len(line.text) for at in line.blanks), "blanks outside of their line:", line.blanks)
    hold(line.joint.glue in ("", " ", "-"), "glue is", repr(line.joint.glue))
    hold(line.joint.glue != "-" or before is not None, "the first line drops a hyphen")


def _inked(text: Traced) -> Iterable[tuple[str, int, int]]:
    return (
        (letter, start, end)
        for letter, start, end in zip(text.text, text.starts, text.ends, strict=True)
        if not letter.isspace()
    )
