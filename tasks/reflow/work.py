"""A page's lines, from its text on: what stands in the room's ``__init__`` is done here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from tasks.model.errors import BrokenSource
from tasks.model.ledger import Caution, Decision, Edit
from tasks.model.page import CleanPage, FlowPage, Joint, Line
from tasks.reflow import Settings
from tasks.reflow.columns.split import column_rows
from tasks.reflow.lines.counted import by_count
from tasks.reflow.lines.fitting import fits, need
from tasks.reflow.lines.line_spacing import closed_up
from tasks.reflow.lines.measure import measures
from tasks.reflow.lines.printed import Layout
from tasks.reflow.lines.rows import (
    Row,
    close_blanks,
    close_marks,
    join_close_marks,
    join_pieces,
    printed_rows,
    script_of,
    set_width,
)
from tasks.reflow.lines.torn import is_torn, mend_lines
from tasks.reflow.lines.upright import set_level
from tasks.reflow.order.blocks import order_blocks
from tasks.reflow.order.intruders import set_aside
from tasks.reflow.order.run_together import Cuts, mend
from tasks.reflow.order.sequence import order_runs
from tasks.reflow.order.weaves import is_woven, part_weaves
from tasks.reflow.words.hyphens import DOUBTFUL
from tasks.reflow.words.initials import join_initials
from tasks.reflow.words.joints import joint
from tasks.reflow.words.page_words import Vocabulary, page_words


def reflow(page: CleanPage, settings: Settings) -> FlowPage:
    """The page's printed lines in reading order. See the room."""
    if page.printed and page.printed.damage:
        raise BrokenSource(page.printed.damage)  # here, since the stage before is of whole files
    wide = script_of(page.text.text) == "wide"
    layout = Layout(page.printed, page.span[0]) if page.printed else None
    moves, side_by_side = list[Decision](), False
    if layout:
        rows, edits, mended, cuts = *_closed(printed_rows(page.text)), list[Decision](), Cuts()
    else:
        rows, edits, mended, cuts, side_by_side = _printed(page, wide)
        shuffled = cuts or (wide and any(made.rule == "reflow.part-weave" for made in mended))
        if shuffled:
            rows, moves = order_runs(rows, page.language, cuts, wide, page.fed)
        elif page.fed:  # readers of PDF tear columns; other dumps of pages in one column stand as they were set
            rows, moves = order_blocks(rows, wide, page.language)
        elif not wide and not side_by_side:
            rows, moves = set_aside(rows, page.language)
    words = page_words([row.text.text for row in rows])
    joints = [Joint("", "reflow.first-line")]
    for before, row in pairwise(rows):
        marked = layout.marked(before.text, row.text) if layout else None
        joints.append(marked or _joint(before, row, cuts, page.language, words))
    lines = _lines(rows, joints, wide, layout)
    hyphens, doubts = _hyphens(lines)
    decisions = (*page.decisions, *mended, *moves, *hyphens)
    warnings = (*page.warnings, *doubts)
    return FlowPage(page.language, tuple(lines), (*page.edits, *edits), decisions, warnings, side_by_side)


def _lines(rows: Sequence[Row], joints: Sequence[Joint], wide: bool, layout: Layout | None) -> list[Line]:
    """The rows with their measures, and with what their line breaks tell."""
    widths, backward, forward = _measured(rows, wide)
    texts = [row.text.text for row in rows]
    needs = [need(a, b, wide) for a, b in pairwise(texts)]
    if not wide and layout is None and (counted := by_count([row.text for row in rows], widths, needs)):
        widths, needs = counted
        backward, forward = measures(widths, wide)
    ends = fits(needs, widths)
    told = zip(rows, widths, backward, forward, joints, *ends, strict=False)  # a page without a row has a joint, too
    lines = [
        Line(row.text, row.gap, row.left, width, above, below, i, joint, row.blanks, need, fit_above, fit_below)
        for i, (row, width, above, below, joint, need, fit_above, fit_below) in enumerate(told)
    ]
    if layout is None:
        return lines
    return [replace(line, place=layout.place(line.text), listed=layout.listed(line.text)) for line in lines]


def _printed(page: CleanPage, wide: bool) -> tuple[list[Row], list[Edit], list[Decision], Cuts, bool]:
    """The page's printed lines, mended each by itself, with what was done to them and where swallowed hyphens stood.

    Beside them stands whether the dump set columns side by side.
    """
    dumped, cuts, decisions = column_rows(page.text), Cuts(), list[Decision]()
    in_columns = dumped is not None
    if dumped is None:
        dumped, cuts, decisions = _whole_lines(closed_up(printed_rows(page.text)), wide, page.language, page.fed)
    rows, edits, found = _leveled(dumped, wide, page.language)
    if not in_columns:
        woven, parted = part_weaves(rows, wide, page.language, cuts)
        if wide and not is_woven(rows, parted) and (parted or any(row.beside for row in rows)):
            rows, edits, found = _leveled(join_pieces(closed_up(printed_rows(page.text))), wide, page.language)
        else:
            rows, found = woven, [*found, *parted]
    return rows, edits, [*decisions, *found], cuts, in_columns


def _leveled(dumped: Sequence[Row], wide: bool, language: str) -> tuple[list[Row], list[Edit], list[Decision]]:
    """The rows without blanks of justification, upright ones and those cut at marks or after an initial made whole."""
    rows, edits = _closed(dumped)
    if not wide:
        rows, found, made = join_initials(rows, language)
        return rows, [*edits, *made], found
    rows, found = set_level(rows)
    if at := close_marks(rows):
        rows = join_close_marks(rows, dict(zip(at, _measured(rows, wide, at)[1], strict=True)))
    return rows, edits, found


def _closed(printed: Sequence[Row]) -> tuple[list[Row], list[Edit]]:
    """The rows without blanks of justification, and the edits that took those out."""
    rows: list[Row] = []
    edits: list[Edit] = []
    for row in printed:
        closed, made = close_blanks(row)
        rows.append(closed)
        edits += made
    return rows, edits


def _whole_lines(rows: list[Row], wide: bool, language: str, fed: bool) -> tuple[list[Row], Cuts, list[Decision]]:
    """The dump's lines with those put together that a reader has torn, or parted that it has run together."""
    if not wide and is_torn(rows):
        mended, decisions = mend_lines(rows)
        return mended, Cuts(), decisions
    whole, cuts = mend(join_pieces(rows), wide, language, fed)
    return whole, cuts, []


def _joint(before: Row, row: Row, cuts: Cuts, language: str, words: Vocabulary) -> Joint:
    """How a row joins the one before; where a swallowed hyphen divided a word, its halves close up."""
    if cuts and (at := before.text.ends[-1]) in cuts and (row.text.starts[0] == at or row.text.text[0].islower()):
        return Joint("", "reflow.close-divided-word", 0.9)
    return joint(before.text.text, row.text.text, language, words)


def _hyphens(lines: Sequence[Line]) -> tuple[list[Decision], list[Caution]]:
    """A decision for each word divided at a line's end, and one warning for all that were decided without real evidence."""
    decisions: list[Decision] = []
    doubtful: list[str] = []
    for before, line in pairwise(lines):
        chosen = _chosen(line.joint.rule, line.joint.glue)
        if chosen is None:
            continue
        left, right = before.text.text.rpartition(" ")[2], line.text.text.partition(" ")[0]
        span = (before.text.starts[-1], before.text.ends[-1])
        evidence: dict[str, float | str] = {"before": left, "after": right}
        decisions.append(Decision(line.joint.rule, span, chosen, line.joint.score, evidence))
        if line.joint.score < DOUBTFUL:
            doubtful.append(f"{left}/{right}")
    if not doubtful:
        return decisions, []
    said = f"hyphens at line ends decided without evidence, {len(doubtful)}: {', '.join(doubtful[:5])}"
    return decisions, [Caution("hyphen-doubtful", said)]


@lru_cache(maxsize=256)
def _chosen(rule: str, glue: str) -> str | None:
    """What a joint makes of a hyphen at the line's end, or of a word that lost its own; None where there is neither."""
    if rule == "reflow.close-divided-word":
        return "halves of a word closed"
    if "hyphen" not in rule and not rule.startswith("reflow.keep-"):
        return None
    return "hyphen joined" if glue == "-" else "hyphen kept"


def _measured(
    rows: Sequence[Row], wide: bool, at: Sequence[int] | None = None
) -> tuple[list[float], list[float | None], list[float | None]]:
    """The rows' widths, and the measures above and below each; a row spaced out to fill its column is as wide as it.

    ``at`` are the rows whose measures are asked for; all if left out.
    """
    widths = [set_width(row.text.text, wide) for row in rows]
    spaced = [i for i, row in enumerate(rows) if row.blanks and len(row.blanks) * 3 >= len(row.text)]
    filled = dict[int, float]()
    for i, above, below in zip(spaced, *measures(widths, wide, spaced), strict=True) if spaced else ():
        fits = [m for m in (above, below) if m and widths[i] < m <= widths[i] + len(rows[i].blanks) * 2]
        filled |= {i: max(fits)} if fits else {}
    if filled:
        widths = [filled.get(i, width) for i, width in enumerate(widths)]
    return (widths, *measures(widths, wide, at))
