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
    first, last = text.extent() if text else (offset, end)
    if not offset <= first <= last <= end:
        raise LawBroken(f"the clean text leads to places outside its page {clean.span}")
    at = 0
    for left, right, length in text.stretches:
        letters = text.text[at : at + length]
        at += length
        if right - left == length:
            found[left - offset : right - offset] = letters
        elif right > left and any(map(str.isspace, letters)):
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
