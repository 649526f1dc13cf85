"""The ledger replayed: the decoded source, with every edit made again in its order, gives what was published.

Edits say what became of characters. A line's end is none: it leaves a blank or nothing, as the joint has it, and pieces of a
headline or a byline are put one behind the other with a blank. So a text is made of its stretches of source, each exactly as
it replays, and of one blank at most where one ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tasks.emit.check_parts import JUMPS, LINES, own_byline, own_paragraphs
from tasks.emit.invention import Conversion
from tasks.model.ledger import Edit


class Replay:
    r"""A page's source once all edits are made again.

    >>> replay = Replay("Der Ver-\nein ﬁng", 0, [Edit("x", (13, 14), "ﬁ", "fi"), Edit("y", (7, 8), "-", "")])
    >>> replay.stretches([[0, 8], [9, 16]])
    ['Der Ver', 'ein fing']
    """

    def __init__(self, source: str, offset: int, edits: Iterable[Edit]) -> None:
        """With the page's source, which begins at ``offset`` of the file's, and its edits in the order they were made."""
        self._letters = list(source)
        self._starts = list(range(offset, offset + len(source)))
        for edit in edits:
            self._make(edit)

    def _make(self, edit: Edit) -> None:
        """What is left of the stretch becomes what the edit says; as many characters as before keep their places."""
        first, last = (bisect_left(self._starts, at) for at in edit.span)
        if last - first != len(edit.after):
            self._starts[first:last] = [edit.span[0]] * len(edit.after)
        self._letters[first:last] = edit.after

    def stretches(self, spans: Iterable[Sequence[int]]) -> list[str]:
        """What stands at each of these spans."""
        places = ([bisect_left(self._starts, at) for at in span] for span in spans)
        return ["".join(self._letters[first:last]) for first, last in places]


def unreplayed(articles: Iterable[Mapping[str, Any]], manifest: Mapping[str, Any], replay: Replay) -> Iterator[str]:
    """Which published texts do not follow from the source and the edits, in words.

    Args:
        articles: the page's articles, as published.
        manifest: its ``page.json``.
        replay: of its source, with all its edits.
    """
    changes = manifest["conversion"]["characters"] if manifest["conversion"] else []
    conversion = Conversion((before, after) for before, after, _ in changes)
    for number, article in enumerate(articles, 1):
        for field, text, spans in _texts(article):
            wrong = _differs(text, replay.stretches(spans), conversion)
            if wrong:
                yield f"article {number}, {field}: {wrong}"
    for piece in manifest["furniture"]:
        wrong = _differs(piece["text"], replay.stretches(piece["spans"]), conversion)
        if wrong:
            yield f"furniture ({piece['role']}): {wrong}"


def _texts(article: Mapping[str, Any]) -> Iterator[tuple[str, str, list[list[int]]]]:
    """Each text that stands on the article's own page; its further parts replay on theirs."""
    spans = article["provenance"]["spans"]
    texts = {**article, "byline": own_byline(dict(article))}
    yield from ((field, texts[field], spans[field]) for field in LINES if texts[field])
    yield from ((field, texts[field]["text"], spans[field]) for field in JUMPS if texts.get(field))
    for count, paragraph in enumerate(own_paragraphs(dict(article)), 1):
        yield f"paragraph {count}", paragraph["text"], paragraph["spans"]


def _differs(text: str, stretches: Sequence[str], conversion: Conversion) -> str | None:
    """Where a text is not its stretches, one behind the other with at most one blank between two; None if it is."""
    at = 0
    for stretch in filter(None, map(str.strip, stretches)):
        if at and text[at : at + 1].isspace():
            at += 1
        there = text[at : at + len(stretch)]
        if there != stretch and (len(there) != len(stretch) or not all(map(conversion.allows, stretch, there))):
            return f"{there!r} stands where {stretch!r} replays"
        at += len(stretch)
    return f"{text[at:]!r} stands behind what replays" if text[at:] else None
