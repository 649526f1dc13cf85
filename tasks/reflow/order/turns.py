"""Signs that one block of lines goes on in another: a column in the next, a headline in its text.

Each sign has a name; its weight is in ``weights-turns.json`` (learned by ``python -m tests.learn.turns``). They speak of

* the joint: what stands at the first block's end and the other's start (:mod:`tasks.reflow.order.follows`), whether the last
  line is full, quotations left open and closed;
* the setting: an article's columns share one measure and, being balanced, are of nearly as many lines;
* the matter: rare words that both have and few other blocks of the page, and whether no rival of either has as many
  (:mod:`tasks.reflow.order.rivals`);
* the blank line: ``pdftotext`` leaves it out between two blocks only where the lower one stands right below, no wider than
  the white around the upper allows and in no larger type: such two nearly always go on in each other, while of two with a
  blank line between, one in three does;
* the dump: how far and on which side the other block stands, whether text or only headlines stand between, and headlines
  side by side, which it gives row by row (:mod:`tasks.reflow.order.grids`).

No word of any page is a sign.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from tasks.reflow.lines.rows import Row, set_width
from tasks.reflow.order.abreast import SLACK, page_measures
from tasks.reflow.order.continuity import ALNUM, PAIRS, SENTENCE_END, WORD, Block, left_open
from tasks.reflow.order.follows import end, small_words, start, text_signs
from tasks.reflow.order.grids import Pairs, grid_signs
from tasks.reflow.order.rivals import rank_signs

Weights = Mapping[str, float]

_MARK = re.compile(r"[,;:!?]")
_WIDE_MARK = re.compile("[，。、；：？！]")
FILLED, INDENTED = 2.4, 6.4
"""Cells that a full line of full-width print lacks to its measure at most, and a paragraph's first one, two ems in."""
BRIEF = 24.0
"""Cells of a line alone that may be the name of a section or a kicker."""
ABREAST = 4
"""Texts side by side at most whose blocks a dump gives by turns."""
HEADLINE = 4
"""Lines of a headline's block at most."""
LONG = 4
"""Lines that make a block's number of lines say something of its column."""


@lru_cache(maxsize=2)
def weights(print_: str) -> Weights:
    """The weights of the signs for ``wide`` or ``narrow`` print."""
    data = json.loads(resources.files(__package__).joinpath("weights-turns.json").read_text(encoding="utf-8"))
    found: Weights = data[print_]
    return found


class Turns:
    """A page's blocks with all that the signs are read from, found once each."""

    def __init__(
        self,
        rows: Sequence[Row],
        blocks: Sequence[Block],
        language: str,
        cuts: frozenset[int] = frozenset(),
        wide: bool = False,
    ) -> None:
        """Reads the page's lines; nothing is decided yet."""
        self.language, self.blocks, self.wide = language, blocks, wide
        self.texts = [row.text.text for row in rows]
        self.widths = [set_width(text, wide) for text in self.texts]
        self.usual = page_measures(self.widths) if wide else []
        self.parted = [k == 0 or rows[block.first].gap > 0 for k, block in enumerate(blocks)] + [True]
        self.kinds = [self._kind(block) for block in blocks]
        self.shapes = [self._shape(k) for k in range(len(blocks))]
        self.looks = ["text" if shape in ("text", "short", "line") else shape for shape in self.shapes]
        self.text_before = [0]
        for kind in self.kinds:
            self.text_before.append(self.text_before[-1] + (kind == "text"))
        self.ends = [end(self.texts[b.last - 1], language, rows[b.last - 1].text.ends[-1] in cuts) for b in blocks]
        self.starts = [start(self.texts[b.first], language) for b in blocks]
        self.closed = [self._closing(k) for k in range(len(blocks))]
        self.opens = [self._opening(k) for k in range(len(blocks))]
        self.torn = self._tornness()
        self.grids = {} if wide else self._grids()
        self.initials = any(len(text) < 3 and text[0].isupper() for text in self.texts)
        self.heads_before, self.begins_before = self._counted()
        self.grams = [self._grams(block) for block in blocks]
        spread = Counter(gram for bag in self.grams for gram in bag)
        self.worth = {gram: math.log(len(blocks) / n) / n for gram, n in spread.items() if n > 1}
        self.shared = [bag & self.worth.keys() for bag in self.grams]
        self.ranks = {} if wide else self._ranked()
        self.balance = [left_open("".join(self.texts[block.first : block.last])) for block in blocks]

    def _kind(self, block: Block) -> str:
        """Text, a headline (no line of it has a mark), or a short piece that may be either."""
        texts = self.texts[block.first : block.last]
        mark = _WIDE_MARK if self.wide else _MARK
        marked = sum(bool(mark.search(line) or SENTENCE_END.search(line)) for line in texts)
        if not marked:
            if len(block) == 1 and any(abs(m - self.widths[block.first]) <= SLACK for m in self.usual):
                return "line"
            return "head" if len(block) < 5 else "list"
        return "text" if len(block) > 2 and marked * 6 >= len(block) else "short"

    def _shape(self, k: int) -> str:
        """What a block looks like, more closely: of headlines short lines alone, bylines and lost initials by themselves."""
        block, kind = self.blocks[k], self.kinds[k]
        text = self.texts[block.first]
        if kind == "head" and len(block) <= 3:
            word = text.partition(" ")[0]
            if len(text) <= 2:
                return "letter"
            if small_words(self.language).get(word.lower()) == "prepositions" and word[:1].isupper():
                return "by"
            if len(block) == 1 and self.widths[block.first] <= BRIEF:
                return "brief"
        return "text" if kind == "list" else kind

    def _agree(self, one: int, other: int) -> str:
        """How the measures of two blocks agree."""
        a, z = self.blocks[one].measure, self.blocks[other].measure
        if a is None or z is None:
            return "alone"
        gap = abs(a - z)
        if self.wide:
            return "same" if gap <= 1 else "near" if gap <= 2.2 else "other"
        gap /= max(a, z)
        return "same" if gap <= 0.05 else "near" if gap <= 0.12 else "other" if gap <= 0.4 else "far"

    def _closing(self, k: int) -> str:
        block, kind = self.blocks[k], self.ends[k].kind
        closed = "stop" if kind in ("stop", "bracket") else "open"
        if self.wide:
            short = self._short(block, block.last - 1)
            return f"{closed}-{'alone' if short is None else 'full' if short <= FILLED else 'short'}"
        if block.measure is None:
            return f"{closed}-alone"
        full = self.widths[block.last - 1] >= 0.8 * block.measure
        return f"{closed}-{'full' if full else 'short'}"

    def _opening(self, k: int) -> str:
        first = self.starts[k]
        if self.wide:
            short = self._short(self.blocks[k], self.blocks[k].first)
            indent = "alone" if short is None else "flush" if short < FILLED else "upper" if short <= INDENTED else "short"
            return first.kind if first.kind in ("closing", "bullet") else indent
        return first.kind if first.kind in ("digit", "piece") else "lower" if first.word[:1].islower() else "upper"

    def _short(self, block: Block, line: int) -> float | None:
        """What a line of full-width print lacks to its block's measure; a line alone, to the page's next wider one."""
        width = self.widths[line]
        wider = [measure for measure in self.usual if measure >= width - SLACK]
        measure = block.measure if block.measure is not None else min(wider, default=None)
        return None if measure is None else measure - width

    def _tornness(self) -> int:
        """How torn the page is: the share of texts that stop in mid-sentence above what is no text, in three steps."""
        stops = [k for k in range(len(self.kinds) - 1) if self.kinds[k] == "text" and self.closed[k] == "open-full"]
        cut_off = sum(self.kinds[k + 1] == "head" or self.opens[k + 1] == "upper" for k in stops)
        return (cut_off + 1 > 0.25 * (len(stops) + 2)) + (cut_off + 1 > 0.5 * (len(stops) + 2))

    def _grids(self) -> Pairs:
        """The signs of headlines that stand side by side in the dump."""
        count = range(len(self.blocks))
        heads = [self.kinds[k] not in ("text", "list") and len(self.blocks[k]) <= HEADLINE for k in count]
        stops = [closed.startswith("stop") for closed in self.closed]
        begins = [k > 0 and stops[k - 1] and self.opens[k] not in ("lower", "piece", "closing", "flush") for k in count]
        return grid_signs(heads, [shape in ("brief", "by", "letter") for shape in self.shapes], begins)

    def _ranked(self) -> dict[tuple[int, int], str]:
        """The signs of how the words that two blocks share compare with what their rivals share."""
        texts = [kind == "text" for kind in self.kinds]
        goes_on = [
            not self.parted[k + 1] or not self.closed[k].startswith("stop") or self._agree(k, k + 1) == "same"
            for k in range(len(self.blocks) - 1)
        ]
        return rank_signs(self.shared, texts, self.parted, goes_on)

    def _counted(self) -> tuple[list[int], list[int]]:
        """How many headlines, and how many beginnings of texts, stand before each block."""
        heads, begins = [0], [0]
        for k, kind in enumerate(self.kinds):
            ends = k == 0 or self.kinds[k - 1] == "head" or self.closed[k - 1].startswith("stop")
            heads.append(heads[-1] + (kind == "head" and (k == 0 or self.kinds[k - 1] != "head" or len(self.blocks[k]) > 1)))
            begins.append(begins[-1] + (kind == "text" and ends and self.opens[k] == "upper"))
        return heads, begins

    def _grams(self, block: Block) -> set[str]:
        if self.wide:
            runs = ALNUM.findall("".join(self.texts[block.first : block.last]))
            return {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
        return {word.lower()[:6] for word in WORD.findall(" ".join(self.texts[block.first : block.last]))}

    def signs(self, before: int, after: int) -> list[str]:
        """The signs that one block goes on in another."""
        kinds = f"{self.kinds[before]}>{self.kinds[after]}"
        names = [kinds, f"{kinds}:{self._distance(before, after)}:torn-{self.torn}", self._matter(before, after, kinds)]
        names.append(f"between:{kinds}:{self._between(before, after)}")
        if (before, after) in self.ranks:
            names.append(self.ranks[before, after])
        if after != before + 1:
            names.append(f"apart:{kinds}:{self.parted[before + 1]:d}{self.parted[after]:d}")
        shapes = f"{self.shapes[before]}>{self.shapes[after]}"
        names.append(f"shapes:{shapes}:{self._distance(before, after)}")
        names += self._rivals(before, after, shapes)
        names += self.grids.get((before, after), ())
        if after > before + 1:
            heads = self.heads_before[after] - self.heads_before[before + 1]
            begins = self.begins_before[after] - self.begins_before[before + 1]
            names.append(f"over:{kinds}:{max(-2, min(2, heads - begins))}")
            if kinds == "text>text":
                names += self._inserted(before, after)
        if not (self.kinds[before] == "head" or self.kinds[after] == "head"):
            names += text_signs(self.ends[before], self.starts[after], self.language)
            names.append(f"{self.closed[before]}>{self.opens[after]}")
            names += self._setting(before, after)
            opened, closed = self.balance[before][1], self.balance[after][0]
            if opened or closed:
                names.append(f"marks:{'both' if PAIRS.get(opened) == closed else f'{bool(opened):d}{bool(closed):d}'}")
        else:
            names.append(f"{kinds}:{self.closed[before]}>{self.opens[after]}:{self.initials:d}")
        return names

    def _rivals(self, before: int, after: int, shapes: str) -> list[str]:
        """What stands next to either in the dump, and whether the rows of several texts side by side go on by turns."""
        step, agree = after - before, self._agree(before, after)
        if step == 1:
            return [f"next:{shapes}:{agree}:{self.parted[after]:d}"]
        names = (
            [f"above:{self.shapes[after - 1]}>{self.shapes[after]}:{self._agree(after - 1, after)}:{agree}"] if after else []
        )
        if before + 1 < len(self.blocks):
            below = f"{self.shapes[before]}>{self.shapes[before + 1]}:{self._agree(before, before + 1)}:{agree}"
            names.append(f"below:{below}:{'+' if step > 0 else '-'}")
        if 2 <= step <= ABREAST:
            names.append(f"turns:{step}:{shapes}:{self.by_turns(before, after):d}")
        return names

    def by_turns(self, before: int, after: int) -> bool:
        """Whether as many blocks of one look as lie between two stand before those of another look: rows side by side."""
        step, looks = after - before, self.looks
        for begin in range(max(0, before - step + 1), before + 1):
            rows = looks[begin : begin + step], looks[begin + step : begin + 2 * step]
            if len(rows[1]) == step and len(set(rows[0])) == len(set(rows[1])) == 1:
                return True
        return False

    def _inserted(self, before: int, after: int) -> list[str]:
        """Whether what stands between two texts may be whole articles, set below the first in its column.

        ``pdftotext`` gives what stands below a column before the columns to its right, unless it is wider.
        """
        head = self.kinds[before + 1] == "head"
        above = next((k for k in range(after - 1, before, -1) if self.kinds[k] != "head"), None)
        ended = "none" if above is None else self.closed[above].partition("-")[0]
        names = [f"inserted:{head:d}:{ended}:{self.kinds[after - 1] == 'head':d}"]
        measure = self.blocks[before].measure
        if measure is not None:
            wider = max((self.blocks[k].measure or 0.0 for k in range(before + 1, after)), default=0.0)
            names.append(f"inserted:{'wider' if wider > measure * 1.15 + (2 if self.wide else 0) else 'within'}")
        goes = f"{self.closed[before]}>{self.opens[after]}"
        return [*names, f"inserted:{head:d}:{ended}:{goes}"]

    def last_signs(self, k: int) -> list[str]:
        """The signs that nothing goes on from a block."""
        kind, below = self.kinds[k], f"{self.kinds[k + 1]}:{self.opens[k + 1]}" if k + 1 < len(self.kinds) else "none"
        names = [f"last:{kind}:{self.closed[k]}", f"last:{kind}", f"last:{self.ends[k].kind}", f"last:{kind}>{below}"]
        if k + 1 < len(self.kinds):
            shapes = f"{self.shapes[k]}>{self.shapes[k + 1]}"
            names.append(f"last:{shapes}:{self._agree(k, k + 1)}:{self.closed[k]}>{self.opens[k + 1]}")
        names.append(f"last:{kind}:{self.closed[k]}:parted-{self.parted[k + 1]:d}")
        return [*names, f"last:{self.shapes[k]}:{self._edge(k)}", f"last:open:{self.balance[k][1] != ''}"]

    def first_signs(self, k: int) -> list[str]:
        """The signs that a block goes on from nothing."""
        kind, above = self.kinds[k], f"{self.kinds[k - 1]}:{self.closed[k - 1]}" if k else "none"
        names = [f"first:{kind}:{self.opens[k]}", f"first:{kind}", f"first:{self.starts[k].kind}", f"first:{above}>{kind}"]
        if k:
            shapes = f"{self.shapes[k - 1]}>{self.shapes[k]}"
            names.append(f"first:{shapes}:{self._agree(k - 1, k)}:{self.closed[k - 1]}>{self.opens[k]}")
        names.append(f"first:{kind}:{self.opens[k]}:parted-{self.parted[k]:d}{self.parted[k + 1]:d}")
        return [*names, f"first:{self.shapes[k]}:{self._edge(k)}", f"first:open:{self.balance[k][0] != ''}"]

    def _edge(self, k: int) -> str:
        """Whether a block stands where a dump has the page's running heads: among its first or last."""
        return "top" if k < 3 else "end" if k >= len(self.blocks) - 2 else "amid"

    def _distance(self, before: int, after: int) -> str:
        far = after - before
        if far == 1 and not self.parted[after]:
            return "below"
        for most in (1, 2, 3, 5, 9, 16):
            if abs(far) <= most:
                return f"{'+' if far > 0 else '-'}{most}"
        return "+far" if far > 0 else "-far"

    def _between(self, before: int, after: int) -> str:
        """How many blocks of text stand between."""
        low, high = sorted((before, after))
        texts = self.text_before[high] - self.text_before[low + 1]
        return f"{'+' if before < after else '-'}{min(texts, 4)}"

    def _matter(self, before: int, after: int, kinds: str) -> str:
        shared = self.shared[before] & self.shared[after]
        rare = sum([self.worth[gram] for gram in shared])
        size = min(len(self.grams[before]), len(self.grams[after]))
        steps = min(12, int(3.0 * math.log2(1 + 4.0 * rare / math.sqrt(4 + size))))
        return f"matter:{'head' if 'head' in kinds else 'text'}:{steps}"

    def _setting(self, before: int, after: int) -> list[str]:
        one, other = self.blocks[before], self.blocks[after]
        names = []
        if one.measure is None or other.measure is None:
            names.append("measure:alone")
        else:
            gap = abs(one.measure - other.measure)
            gap = gap if self.wide else 20 * gap / max(one.measure, other.measure)
            names.append(f"measure:{min(6, round(gap)) if gap < 7.5 else 8 if gap < 11 else 12}")
        if len(one) >= LONG and len(other) >= LONG:
            longer = len(other) - len(one)
            names.append(f"lines:{max(-4, min(4, longer))}:{'long' if len(one) >= 3 * LONG else 'brief'}")
        return names
