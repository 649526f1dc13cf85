"""The source text of a page, read back from what ``normalise`` made of it."""

from __future__ import annotations

from tasks.model.errors import LawBroken
from tasks.model.page import CleanPage


def printed(clean: CleanPage) -> str:
    """The page as decoded, before any repair: its clean text with every edit of stage 1 undone.

    A character that was taken as it was stands in the clean text, one that was not stands in an edit's ``before``. Where two
    edits speak of one place the first made saw the source. Line ends and blanks of several characters that became one
    need no edit: all of them are blanks.

    Raises:
        LawBroken: a place of the source is neither in the text nor in an edit.
    """
    offset, end = clean.span
    found = [""] * (end - offset)  # "" where nothing is known
    text = clean.text
    if text and not offset <= min(text.starts) <= max(text.ends) <= end:
        raise LawBroken(f"the clean text leads to places outside its page {clean.span}")
    for letter, left, right in zip(text.text, text.starts, text.ends, strict=True):
        if right - left == 1:
            found[left - offset] = letter
        elif right > left and letter.isspace():
            found[left - offset : right - offset] = " " * (right - left)
    for edit in reversed(clean.edits):
        left, right = edit.span
        if not offset <= left <= right <= end:
            raise LawBroken(f"the edit {edit.rule} is outside of the page {clean.span}: {edit.span}")
        if len(edit.before) == right - left:
            found[left - offset : right - offset] = edit.before
    if "" in found:
        at = found.index("")
        near = "".join(letter or "\N{REPLACEMENT CHARACTER}" for letter in found[max(0, at - 20) : at + 20])
        at += offset
        raise LawBroken(f"stage normalise left out the character at {at} without an edit, near {near!r}", at)
    return "".join(found)
