"""Bylines that were overlooked: below a headline, within what was read as the first sentence of its body.

Where the label of a section stands above a headline, or a deck below one, the line that is surely a headline's may be the
first and the rest be worded, and in narrow columns set, as a body begins. But no sentence has a byline in its midst. Where
the lines right below a headline's run up to a byline without a stop, they are the headline's, too; the byline is one, and
the body begins below it.

Left alone: lines with a sentence's end among them, which a body has sooner than a headline; what only names who took a
picture, since captions end so, often without a stop; a byline below which no line opens as a sentence does, since it may not
be whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.model.article import PHOTOGRAPHER, Credit
from tasks.model.page import Line
from tasks.segment import credits
from tasks.segment.decision.labels import HEAD
from tasks.segment.pieces import wrapped_text

DEEPEST = 7
"""Lines between a headline and its byline that are looked at: decks of narrow columns have as many."""
LONGEST = 4
"""Printed lines of the byline."""
ANNOUNCED, BARE = 0.7, 0.62
"""Scores from which on words that announce a byline, and a bare name, count here; as for lines of a headline."""
_STOP = re.compile(r"[.!?…:;][\"'”’)»]*(?:\s|$)")


def uncovered(read: Sequence[str], seen: Sequence[Sequence[str]], lines: Sequence[Line], language: str) -> list[str]:
    """The labels with such lines labelled anew: those above as the headline's, the byline, the body's first line.

    Args:
        read: the lines' labels.
        seen: the names of what the grammar finds in each line.
        lines: the page's lines.
        language: its BCP 47 tag.
    """
    labels = list(read)
    for start in [i for i in range(1, len(labels)) if labels[i] == "A" and labels[i - 1] in HEAD]:
        at = _byline_below(start, labels, seen, lines)
        end = (_known if labels[at] == "Y" else _end)(at, labels, lines, language) if at else 0
        if end:
            labels[start:at] = ["D"] * (at - start)
            labels[at:end] = ["Y"] * (end - at)
            labels[end] = "A"
    return labels


def _byline_below(start: int, labels: Sequence[str], seen: Sequence[Sequence[str]], lines: Sequence[Line]) -> int:
    """The first line below that may be a byline, if no sentence ends before it; 0 if there is none."""
    for i in range(start, min(start + 1 + DEEPEST, len(lines))):
        if labels[i] == "Y":
            return i
        if i > start and labels[i] != "Q":
            return 0
        if any(name.startswith("byline") for name in seen[i]):
            return i if i > start and not {"byline:sure", "byline:likely"}.isdisjoint(seen[i]) else 0
        if _STOP.search(lines[i].text.text):
            return 0
    return 0


def _known(at: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> int:
    """The line after a byline that the chain has seen, if a body begins there; 0 where the byline leads none."""
    end = next((i for i in range(at, len(labels)) if labels[i] != "Y"), len(labels))
    if labels[end : end + 1] != ["A"] or end - at > LONGEST:
        return 0
    said = credits.standalone(wrapped_text(lines, range(at, end)), language)
    return end if said and _leads(said, lines[end].text.text) else 0


def _end(at: int, labels: Sequence[str], lines: Sequence[Line], language: str) -> int:
    """The line after a byline's last, which goes on with the body; 0 where it is none after all."""
    best, score = 0, 0.0
    for end in range(at + 1, min(at + LONGEST, len(lines) - 1) + 1):
        if labels[end] != "Q":
            break
        said = credits.standalone(wrapped_text(lines, range(at, end)), language)
        if said and said.score > score and _leads(said, lines[end].text.text):
            best, score = end, said.score
    return best


def _leads(said: Credit, below: str) -> bool:
    """Whether a byline that reads so leads the text below."""
    if not said.authors or all(one.role == PHOTOGRAPHER for one in said.authors) or not _opens(below):
        return False
    return said.score >= (ANNOUNCED if said.rule.startswith("latin.label") else BARE)


def _opens(text: str) -> bool:
    """Whether a line opens as a sentence does; one in capitals alone may be the rest of a name."""
    return not text[:1].islower() and not text.isupper()
