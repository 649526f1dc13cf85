"""How well corrections are obeyed: those that a person who knows the gold would make, on pages that came out wrong.

    python -m tests.quality.corrections                     typeset pages in all manners, and a tenth of those printed
    python -m tests.quality.corrections --folder DIR        pages in DIR/*/*/: gold.json and dumps in each manner
    python -m tests.quality.corrections --every 5           every fifth of them

Every wrong start, end, headline and kind of a page becomes a correction. Each is made alone, and the page is looked at: is
the article as the correction says (``alone``)? Then all of a page's are made at once (``together``), and what was wrong is
held against what is still wrong, and the page's figures before against those after.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks import reflow, segment
from tasks.model.article import Article, SegmentedPage
from tasks.model.correction import END, START, Correction, Edge, HeadlineOf, KindOf
from tasks.model.page import FlowPage, Line
from tasks.model.trace import Span, Traced
from tasks.normalise import Settings, normalise
from tasks.segment.pieces import split_rows
from tests.learn.label import labels
from tests.learn.pages import Page
from tests.quality.__main__ import MANNERS, pages
from tests.quality.__main__ import _plain as plain
from tests.quality.score import mean, score


@dataclass(frozen=True)
class Told:
    """Each article by the lines it holds: of its paragraphs, of its text with byline and jump, of its headline."""

    body: list[list[int]]
    text: list[list[int]]
    head: list[list[int]]
    kinds: list[str]

    def of(self, line: int) -> int | None:
        """The article whose text, or else whose headline, a line is."""
        return next((k for side in (self.text, self.head) for k, lines in enumerate(side) if line in lines), None)

    def edges(self, edge: str, strict: bool = False) -> set[int]:
        """Lines with which an article starts (ends): its paragraphs, its text, all of it; ``strict``: all of it alone."""
        pick = min if edge == START else max
        whole = [[*text, *head] for text, head in zip(self.text, self.head, strict=True)]
        return {pick(lines) for lines in [*whole, *([] if strict else [*self.body, *self.text])] if lines}


def told(page: SegmentedPage, lines: Sequence[Line]) -> Told:
    """What came out, read off the spans of the articles alone."""
    at: dict[int, int] = {}
    for i, line in enumerate(lines):
        for start, end, _ in line.text.stretches:
            at.update((place, i) for place in range(start, end))

    def of(*texts: Traced | None) -> list[int]:
        spans = [span for text in texts if text for span in text.spans()]
        return sorted({at[place] for start, end in spans for place in range(start, end) if place in at})

    def body(article: Article) -> list[int]:
        return of(*(part.text for part in article.paragraphs), *article.dateline_text)

    def text(article: Article) -> list[int]:
        parts = [part.text for part in article.paragraphs]
        return of(*parts, *article.byline, *article.dateline_text, *article.marks, article.jump and article.jump.text)

    articles = page.articles
    heads = [of(one.kicker, one.headline, one.deck) for one in articles]
    return Told([body(one) for one in articles], [text(one) for one in articles], heads, [one.kind for one in articles])


def span_of(line: Line, edge: str = START) -> Span:
    """A line's place: its first stretch without a gap, or its last, as a person would give it for an end."""
    return line.text.spans()[0 if edge == START else -1]


@dataclass
class Truth:
    """What the gold says of a page's lines: label and article of each; None where it does not tell."""

    labels: list[str | None]
    owners: list[int | None]
    gold: dict[str, Any]

    def lines(self, article: int, labels: str) -> list[int]:
        """The lines of an article that have one of these labels."""
        both = enumerate(zip(self.labels, self.owners, strict=True))
        return [i for i, (label, owner) in both if owner == article and label and label in labels]

    def corrections(self, found: Told, lines: Sequence[Line]) -> Iterator[Correction]:
        """What a person would mark: each edge, headline and kind that is not as the gold has it."""
        starts, ends = found.edges(START), found.edges(END)
        right_starts: set[int] = set()
        right_ends: set[int] = set()
        for number, article in enumerate(self.gold["articles"]):
            text, head = self.lines(number, "APQXYJ"), self.lines(number, "KMD")
            body = self.lines(number, "APQ")
            if not body:
                continue
            for some in (text, body, [*text, *head], self.lines(number, "APQXY")):
                right_starts.add(min(some))
                right_ends.add(max(some))
            first = next((i for i in body if self.labels[i] == "A"), None)
            if first is not None and first == min(body) and not {first, min(text)} & starts:
                yield Edge(START, span_of(lines[first]), True)
            if first is not None and not {max(body), max(text)} & ends:
                yield Edge(END, span_of(lines[max(body)], END), True)
            mine = found.of(body[len(body) // 2])
            if mine is None:
                continue
            named = any(article["headline"].values())
            if bool(head) == named and found.head[mine] != head:
                spans = tuple(span for i in head for span in lines[i].text.spans())
                yield HeadlineOf(spans, span_of(lines[body[len(body) // 2]]))
            if found.kinds[mine] != article["kind"]:
                yield KindOf(span_of(lines[body[len(body) // 2]]), article["kind"])
        for edge, right in ((START, right_starts), (END, right_ends)):
            for i in sorted(found.edges(edge, strict=True) - right):
                if self.owners[i] is not None:
                    yield Edge(edge, span_of(lines[i], edge), False)


def obeyed(said: Correction, found: Told, lines: Sequence[Line]) -> bool:
    """Whether what came out is as a correction says."""
    where = {span: i for i, line in enumerate(lines) for span in line.text.spans()}
    if isinstance(said, Edge):
        return (where[said.line] in found.edges(said.edge, strict=not said.right)) == said.right
    mine = found.of(where[said.of])
    if mine is None:
        return False
    if isinstance(said, HeadlineOf):
        return found.head[mine] == sorted({where[span] for span in said.lines})
    return found.kinds[mine] == said.kind


def name_of(said: Correction) -> str:
    """What is counted together."""
    if isinstance(said, Edge):
        return f"{said.edge} {'right' if said.right else 'wrong'}"
    if isinstance(said, HeadlineOf):
        return "headline" if said.lines else "headline none"
    return "kind"


def made(flow: FlowPage, corrections: Sequence[Correction] = ()) -> SegmentedPage:
    """The page, corrected."""
    return segment.segment(flow, segment.Settings(), corrections)


def folder(place: Path) -> Iterator[Page]:
    """Pages with gold in a folder's folders."""
    for gold in sorted(place.glob("*/*/gold.json")):
        truth = json.loads(gold.read_text(encoding="utf-8"))
        for manner in MANNERS:
            file = gold.with_name(f"{manner}.txt")
            if file.exists():
                yield Page(gold.parent.name, manner, truth["language"], file.read_bytes().decode(), truth)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="pages with gold elsewhere")
    parser.add_argument("--every", type=int, default=1, help="only every n-th page")
    parser.add_argument("--show", action="store_true", help="name each correction that was not obeyed")
    args = parser.parse_args()
    alone: Counter[tuple[str, bool]] = Counter()
    together: Counter[tuple[str, bool]] = Counter()
    left: Counter[str] = Counter()
    before, after = [], []
    for number, page in enumerate(folder(args.folder) if args.folder else pages(None, 10)):
        if number % args.every:
            continue
        for clean in normalise(page.dump.encode(), Settings())[:1]:
            flow = reflow.reflow(clean, reflow.Settings())
            lines, _ = split_rows(flow.lines, flow.language)
            truth = Truth(*labels([line.text.text for line in lines], page.gold), page.gold)
            plainly = made(flow)
            wrong = list(truth.corrections(told(plainly, lines), lines))
            for said in wrong:
                well = obeyed(said, told(made(flow, [said]), lines), lines)
                alone[name_of(said), well] += 1
                if args.show and not well:
                    print(page.name, page.manner, said)
            corrected = made(flow, wrong)
            found = told(corrected, lines)
            for said in wrong:
                together[name_of(said), obeyed(said, found, lines)] += 1
            left.update(map(name_of, truth.corrections(found, lines)))
            before.append(score(page.gold, [plain(article) for article in plainly.articles]))
            after.append(score(page.gold, [plain(article) for article in corrected.articles]))
    print(f"{len(before)} pages\n{'':16}{'wrong':>8}{'alone':>8}{'together':>10}{'wrong after':>13}")
    for name in sorted({name for name, _ in alone} | set(left)):
        total = alone[name, True] + alone[name, False]
        shares = [some[name, True] / max(1, total) for some in (alone, together)]
        print(f"{name:16}{total:8}{shares[0]:8.3f}{shares[1]:10.3f}{left[name]:13}")
    total = alone.total()
    shares = [sum(n for (_, well), n in some.items() if well) / max(1, total) for some in (alone, together)]
    print(f"{'all':16}{total:8}{shares[0]:8.3f}{shares[1]:10.3f}{left.total():13}")
    print("before", mean(before))
    print("after ", mean(after))


if __name__ == "__main__":
    main()
