"""Judges every hyphen at a line's end on the pages with gold: joined rightly, kept rightly?

    python -m tests.quality.hyphens            the shares
    python -m tests.quality.hyphens --wrong    each wrong one, too

The gold's paragraphs say how a word is written: ``news-`` / ``paper`` stands there as ``newspaper``, ``one-`` / ``third`` as
``one-third``. Hyphens whose words stand there in neither form (headlines, running heads) or in both are not counted.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tasks import reflow
from tasks.normalise import Settings, normalise
from tests.learn.pages import Page, typeset
from tests.quality.score import squash

NEAR = 12
"""Characters on either side of the hyphen that must be found in the gold, too."""
_END = re.compile(r"[^\W\d_]-$")


def judged(page: Page) -> Iterator[tuple[str, str, bool, bool, str]]:
    """``(left, right, joined in gold, joined here, rule)`` for each hyphen at a line's end that the gold decides."""
    gold = "\n".join(squash(text) for article in page.gold["articles"] for text in _texts(article))
    for clean in normalise(page.dump.encode(), Settings()):
        lines = reflow.reflow(clean, reflow.Settings()).lines
        for above, below in zip(lines, lines[1:], strict=False):
            before, after = above.text.text, below.text.text
            if not _END.search(before) or not after[0].isalpha():
                continue
            left, right = squash(before[:-1])[-NEAR:], squash(after)[:NEAR]
            joined, kept = left + right in gold, f"{left}-{right}" in gold
            if joined != kept:
                yield before.split()[-1], after.split()[0], joined, below.joint.glue == "-", below.joint.rule


def _texts(article: dict[str, Any]) -> list[str]:
    return [*article["paragraphs"], *(text or "" for text in (article.get("headline") or {}).values())]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list the wrong ones")
    told = parser.parse_args()
    counts: dict[str, Counter[tuple[bool, bool]]] = {}
    for page in typeset(("raw",), None):
        for left, right, gold, here, rule in judged(page):
            for key in (page.language, "all"):
                counts.setdefault(key, Counter())[gold, here] += 1
            if told.wrong and gold != here:
                print(f"{page.name}: {left}/{right} is {'one word' if gold else 'kept'} in the gold: {rule}")
    for key, found in counts.items():
        joins, kept = found[True, True] + found[False, True], found[False, False] + found[False, True]
        print(
            f"{key:8} joins made {joins}, right {found[True, True] / max(1, joins):.4f}; to be joined and kept"
            f" {found[True, False]} of {found.total() - kept}; to be kept and lost {found[False, True]} of {kept}"
        )


if __name__ == "__main__":
    main()
