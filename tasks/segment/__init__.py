"""Stage 3, segment: printed lines → articles, each with its own headline, byline and paragraphs.

The problem: nothing in a dump says where an article begins. Headlines stand before or after their bodies, or are missing;
blank lines lie; two articles may share a printed line. Signals in order of precedence:

1. an opening credit inside a line: there an article begins, so the line is cut first (``pieces``);
2. what can be seen of each line (``evidence/``, gathered by ``features``), all of it weighed together in one decision over
   the whole page (``decision/chain``): what language knows (bylines, datelines, jump lines, running heads: ``called``, by
   ``credits/``); how newspapers are set (what lines open and end with, whether the next word would still have fitted, the
   pieces that run on, measure and its changes, blank lines: ``alone``, ``beside``, ``setting``, ``stretches``; place, size
   and weight, type in the headlines' face as larger than it is: ``boxes``, ``display_face``); where words come again and
   where they change (``places``, ``echoes``, ``cohesion``);
3. what the page as a whole says of that reading, said to the chain once more (``reconsidered``, ``headlines/``);
4. bylines read as a whole, which corrects the labels of their lines (``bylines/``: ``standing``, ``settling``), and the
   places of several lines together, where a setter states them (``sheet/``) or people marked zones (``zoned/``), or where
   old Chinese print sets advertisements (``advertisements``); line ends, where lines were broken at a count of letters and
   thus tell exactly (``counted_breaks``);
5. words again: a headline's come in its own body (``headlines/matching``), or in two, which are one then
   (``shared_heads``); bylines go to the text beside them (``bylines/giving``);
6. wraps, sizes and wording part a headline into kicker, main headline and deck (``headlines/heads``, ``parting``).

``cutting`` puts all of this to work, up to the units that ``articles`` makes articles of; ``issue/`` sees to what a page has
from others of its issue, and tells them. What a person says of the page (``corrections/``) is evidence for the same
decisions, and outweighs all other.

The promise: every line ends up in one article or in the page's furniture, nothing is dropped; every boundary, headline and
byline is a decision in the ledger with its evidence and its runner-up, and how far each article may be trusted to be whole
(``trust``) is one, too. What cannot be decided stays in the text, with a warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.model.article import SegmentedPage
    from tasks.model.correction import Correction
    from tasks.model.page import FlowPage

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Settings:
    """What segment can be told: nothing so far."""


def segment(page: FlowPage, settings: Settings, corrections: Sequence[Correction] = ()) -> SegmentedPage:
    """The page's articles and furniture.

    Args:
        page: what ``reflow`` made.
        settings: none are read yet.
        corrections: what a person says of the page, in the order in which it was said.
    """
    from tasks.segment.work import segment as work

    return work(page, settings, corrections)
