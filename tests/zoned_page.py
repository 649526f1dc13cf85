"""An invented page in ALTO as a library has it made: each heading, text and signature a zone of its own.

Headings are set hardly larger than the text, signatures stand at the right, and what is set in display type within an
advertisement is no headline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

EM, LEADING = 30, 44
LEFT, MEASURE = 100, 800
"""Of the first column, in pixels."""


@dataclass(frozen=True)
class Zone:
    """A zone: its lines, how they stand (``text``, ``text-on`` without an indent, ``heading``, ``signature``), their size.

    ``role`` is that of the element around it, ``under`` how far below the zone above it stands.
    """

    lines: Sequence[str]
    stands: str = "text"
    size: float = 1.0
    role: str = ""
    column: int = 0
    top: int | None = None
    full: bool = False


def alto(zones: Sequence[Zone], software: str = "CCS docWorks") -> str:
    """The page's ALTO."""
    out, foot = [], dict[int, int]()
    for number, zone in enumerate(zones):
        top = zone.top if zone.top is not None else foot.get(zone.column, 400)
        lines = [_line(zone, k, top + round(k * LEADING * zone.size), f"Z{number}L{k}") for k in range(len(zone.lines))]
        foot[zone.column] = top + round(len(zone.lines) * LEADING * zone.size) + 20
        block = f'<TextBlock ID="Z{number}">{"".join(lines)}</TextBlock>'
        out.append(f'<ComposedBlock ID="C{number}" TYPE="{zone.role}">{block}</ComposedBlock>' if zone.role else block)
    head = f"<Description><MeasurementUnit>pixel</MeasurementUnit><softwareName>{software}</softwareName></Description>"
    page = f'<Page ID="P1" WIDTH="2000" HEIGHT="3000"><PrintSpace>{"".join(out)}</PrintSpace></Page>'
    return f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">{head}<Layout>{page}</Layout></alto>'


def _line(zone: Zone, k: int, top: int, name: str) -> str:
    text, size = zone.lines[k], EM * zone.size
    left, right = LEFT + 950 * zone.column, LEFT + 950 * zone.column + MEASURE
    width = min(MEASURE, round(len(text) * size * 0.52))
    if zone.stands == "heading":
        left = left + (MEASURE - width) // 2
    elif zone.stands == "signature":
        left = right - width - EM
    else:
        last = k == len(zone.lines) - 1 and not zone.full
        left += EM if k == 0 and zone.stands == "text" else 0
        width = width if last else right - left
    words, at, share = [], left, width / len(text)
    for n, word in enumerate(text.split()):
        box = f'HPOS="{round(at)}" VPOS="{top}" WIDTH="{round(len(word) * share)}" HEIGHT="{round(size)}"'
        words.append(f'<String ID="{name}W{n}" {box} CONTENT={quoteattr(word)}/>')
        at += (len(word) + 1) * share
    return f'<TextLine ID="{name}">{"".join(words)}</TextLine>'
