"""How readers of page files dump a set page: one function for each manner, from the sheet to the text of the dump.

What each does was learnt by setting one page beside its dumps by poppler (``raw``, ``default``, ``layout``), MuPDF,
pdfminer and a newspaper's own export (``seedlike``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from tests.typeset.damage import doubled, letter_spaced, loose, pieces, radicals, split_marks, torn
from tests.typeset.page import Block, Line, Sheet

_HANGING = "“《「『"


def _printed(line: Line, sheet: Sheet) -> str:
    text = sheet.style.indent + line.text if line.first and not line.drop else line.text
    return f"{line.drop} {text}" if line.drop else text


def raw(sheet: Sheet, rng: random.Random) -> str:
    """Painting order, no blank lines; squeezed pairs of marks fall apart, and blanks between Chinese get lost."""
    out: list[str] = []
    for block in sheet.blocks:
        for line in block.lines:
            text = _printed(line, sheet)
            if not sheet.wide:
                out.append(text)
                continue
            if loose(line, 0.14):
                text = letter_spaced(text)
            elif rng.random() < 0.6:
                text = re.sub(r"(?<=[^ -~]) (?=[^ -~])", "", text)
            out += split_marks(text, rng)
    return _lines(out)


def mupdf(sheet: Sheet, rng: random.Random) -> str:
    """Painting order, no blank lines; a loosely justified line falls apart at its blanks."""
    out: list[str] = []
    for block in sheet.blocks:
        for line in block.lines:
            if line.drop:
                out.append(line.drop)
            text = line.text if line.drop else _printed(line, sheet)
            out += pieces(text) if not sheet.wide and loose(line, 0.8) else [text]
    return _lines(out)


def seedlike(sheet: Sheet, rng: random.Random) -> str:
    """Painting order; blank lines at paragraphs and column breaks, after a first line, before hanging quotation marks."""
    out: list[str] = []
    brackets = rng.random() < 0.6
    shared = rng.choice(_meetings(sheet)) if _meetings(sheet) and rng.random() < 0.5 else 0
    for number, block in enumerate(sheet.blocks):
        for place, line in enumerate(block.lines):
            text = _printed(line, sheet)
            if sheet.wide:
                text = _loosened(line, text, brackets, rng)
            if shared and (number, place) == (shared, 0):
                out[-1] += " " + text  # the headline's last line and the next lead stand on one baseline
                out.append("")
                continue
            if _blank_above(sheet.blocks[number - 1] if number else None, block, place, rng):
                out.append("")
            out.append(text)
    return re.sub(r"\n{3,}", "\n\n", _lines(out))


def _meetings(sheet: Sheet) -> list[int]:
    """Blocks that open an article behind the headline of another."""
    return [
        number
        for number, (before, block) in enumerate(zip(sheet.blocks, sheet.blocks[1:], strict=False), 1)
        if before.role == "head" and block.role == "body" and before.article != block.article
    ]


def _blank_above(before: Block | None, block: Block, place: int, rng: random.Random) -> bool:
    """Whether a blank line stands above a block's line.

    At a column break nearly always, between articles mostly, before a paragraph or a hanging mark mostly, below a lead's
    first line (which its byline lifts off) now and then.
    """
    if place == 0:
        inside = before is not None and before.article == block.article and before.role == block.role
        return rng.random() < (0.9 if inside else 0.8)
    above, line = block.lines[place - 1], block.lines[place]
    lifted = place == 1 and above.first and block.column == 0 and rng.random() < 0.1
    return lifted or _starts(above, line, rng) or (line.text[0] in _HANGING and rng.random() < 0.8)


def _starts(above: Line, line: Line, rng: random.Random) -> bool:
    """Whether a blank line stands before this one as a paragraph's first (or a crosshead)."""
    if above.role in ("kicker", "main", "deck") and line.role in ("main", "deck"):
        return above.role != line.role and rng.random() < 0.3
    return (line.first or line.role != above.role) and rng.random() < 0.92


def _loosened(line: Line, text: str, brackets: bool, rng: random.Random) -> str:
    """The blanks that justification leaves round brackets and digits, or between all characters of a line."""
    if loose(line, 0.1) and rng.random() < 0.4:
        return letter_spaced(text)
    if brackets and line.role == "body" and rng.random() < 0.8:
        text = re.sub(r"(?<=[^\s，。])（", " （", text)
        text = re.sub(r"）(?=[^\s，。、；：”])", "） ", text)
    if line.slack >= 1 and rng.random() < 0.35:
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)
    return text


def default(sheet: Sheet, rng: random.Random) -> str:
    """Blocks from top to bottom, heads above bodies, a blank line after each; hyphens swallowed; some read across."""
    order = sorted(
        sheet.blocks,
        key=lambda block: (
            block.lines[0].y if block.article < 0 else block.band,
            block.article,
            block.role != "head",
            block.column,
        ),
    )
    top = [block for block in sheet.blocks if block.article < 0 and block.lines[0].y < 0]
    rest = [block for block in order if block.article >= 0]
    bottom = [block for block in sheet.blocks if block.article < 0 and block not in top]
    out: list[str] = []
    for blocks in _merged([*top, *rest, *bottom], rng):
        rows = [_printed(line, sheet) for line in blocks[0].lines]
        if len(blocks) > 1:
            rows = [
                " ".join(filter(None, row))
                for row in _abreast([[_printed(line, sheet) for line in block.lines] for block in blocks])
            ]
        elif blocks[0].lines[0].drop:
            rows = [blocks[0].lines[0].drop, "", blocks[0].lines[0].text, *rows[1:]]
        out += [*(rows if sheet.wide else _dehyphenated(rows)), ""]
    return _lines(out)


def _merged(blocks: list[Block], rng: random.Random) -> list[list[Block]]:
    """Sets of blocks that are read as one: mostly each by itself, sometimes an article's columns across."""
    out: list[list[Block]] = []
    across = {article for article in {block.article for block in blocks} if article >= 0 and rng.random() < 0.08}
    for block in blocks:
        if (
            out
            and block.role == "body"
            and block.article in across
            and out[-1][-1].role == "body"
            and out[-1][-1].article == block.article
        ):
            out[-1].append(block)
        else:
            out.append([block])
    return out


def _abreast(columns: list[list[str]]) -> list[list[str]]:
    deep = max(map(len, columns))
    return [[column[row] if row < len(column) else "" for column in columns] for row in range(deep)]


def _dehyphenated(rows: list[str]) -> list[str]:
    out: list[str] = []
    for row in rows:
        if out and re.search(r"[^\W\d_]-$", out[-1]) and row[:1].isalpha():
            out[-1] = out[-1][:-1] + row
        else:
            out.append(row)
    return out


def pdfminer(sheet: Sheet, rng: random.Random) -> str:
    """Blocks of paragraphs, heads sometimes behind the first column, doubled blanks, torn words, Kangxi radicals."""
    out: list[str] = []
    for block in _displaced(sheet, rng):
        stray: list[str] = []
        for place, line in enumerate(block.lines):
            if place and line.first and rng.random() < 0.85:
                out.append("")
            text = _printed(line, sheet)
            if sheet.wide:
                text = radicals(letter_spaced(text) if loose(line, 0.1) and rng.random() < 0.8 else text)
            elif loose(line, 0.15):
                text, lost = torn(doubled(line.text), line, rng)
                text = _printed(replace(line, text=text), sheet)
                stray += lost
            out.append(text)
        out += [*(["", *stray] if stray else []), ""]
    return re.sub(r"\n{3,}", "\n\n", _lines(out))


def _displaced(sheet: Sheet, rng: random.Random) -> list[Block]:
    """Each article's head before its body, behind its first column, or behind all."""
    out: list[Block] = []
    for block in sheet.blocks:
        if block.role != "head":
            out.append(block)
            continue
        inside = [place for place, other in enumerate(out) if other.article == block.article]
        at = rng.choice((inside[0], inside[0] + 1, len(out))) if inside else len(out)
        out.insert(at, block)
    return out


def layout(sheet: Sheet, rng: random.Random) -> str:
    """The page as it looks: columns and neighbouring articles side by side."""
    stretch = 0.62 if sheet.wide else 1.0
    rows: dict[int, list[tuple[int, str]]] = {}
    for block in sheet.blocks:
        for line in block.lines:
            x = line.x - 2 + (2 if line.first else 0)
            rows.setdefault(line.y, []).append((x, f"{line.drop} {line.text}" if line.drop else line.text))
    out: list[str] = []
    above = None
    for y in sorted(rows):
        if above is not None and y > above + 1:
            out.append("")
        text = ""
        for x, piece in sorted(rows[y]):
            at = max(int(x * stretch), len(text) + 2 if text else 0)
            text = text.ljust(at) + piece
        out.append(text)
        above = y
    return _lines(out)


def _lines(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"


MANNERS: dict[str, Callable[[Sheet, random.Random], str]] = {
    "raw": raw,
    "mupdf": mupdf,
    "default": default,
    "pdfminer": pdfminer,
    "layout": layout,
    "seedlike": seedlike,
}
"""Every manner by its name, which is also the name of its file."""


def dump(sheet: Sheet, manner: str, seed: int | str) -> str:
    """The page's dump in that manner; the same seed gives the same text."""
    return MANNERS[manner](sheet, random.Random(f"{manner} {seed}"))
