"""Stage 2, reflow: clean text → printed lines in reading order, each with how it joins the line before.

The problem: a page's dump is a heap of short lines. Which blanks were printed, which lines stand side by side or are torn,
how wide the column is, whether a line-end hyphen is part of the word: all of that must be known before anybody can ask where
an article begins. Signals in order of precedence:

1. boxes, where the format has them: then the reader has settled lines and order (``lines/printed``), and of the rest only
   blanks, hyphens and measures are asked;
2. the places of blanks over many lines: columns side by side (``columns/``), lines that a reader has torn at their blanks
   (``lines/torn``) or run together (``order/run_together``);
3. the characters on both sides of a blank or a line's end: blanks of justification (``lines/rows``), an initial apart from
   its word (``words/initials``), lines set upright (``lines/upright``);
4. how lines go on in one another: columns printed into each other line by line (``order/weaves``), blocks that stand out of
   order (``order/blocks``; in dumps whose hyphens were swallowed ``order/sequence``), headlines that stand within a sentence
   (``order/intruders``);
5. the words of the page itself, then the lexicon of its language: line-end hyphens (``words/hyphens``);
6. the lengths of lines: the measure of the column (``lines/measure``), and whether the next word would have fitted
   (``lines/fitting``); by the count of letters where lines were broken at one (``lines/counted``).

The promise: no character is lost or made up; each blank closed is an edit in the ledger; which lines form a paragraph is
*not* settled here, because only the page's articles tell, so a line carries how it would join (its ``joint``), and stage 3
applies it. Left alone: anything without evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.model.page import CleanPage, FlowPage

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """What reflow can be told: nothing so far."""


def reflow(page: CleanPage, settings: Settings) -> FlowPage:
    """The page's printed lines in reading order.

    Args:
        page: what ``normalise`` made of the source.
        settings: none are read yet.

    Returns:
        Lines with their measure and their joints, the edits that closed blanks in them, the decisions that moved blocks.

    Raises:
        BrokenSource: the page is damaged, and other pages of its file are not.
    """
    from tasks.reflow.work import reflow as work

    return work(page, settings)
