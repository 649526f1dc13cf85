"""Articles made up whole, as they are published: for tests of what reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SENTENCES = (
    "The parish council has put off the sale of the old pump house until the spring.",
    "Two of the three tenders came in above the reserve, and the third was not signed.",
    "Mrs. Penhallow said the roof would not last another winter without new lead.",
    "A boundary stone was found under the yard, and nobody present could say whose it was.",
    "The meeting closed at ten, the lamp having given out.",
)
LANGUAGES = ("en", "de", "fr", "zh-Hans", "zh-Hant")
KINDS = ("article", "article", "article", "notice", "caption", "unknown")
WIDTH = 42
"""Characters of a printed line."""


def article(batch: str, page: str, order: int, paragraphs: int = 3, **fields: Any) -> Json:
    """An article that fits the schema; ``fields`` stand in the place of its own."""
    start = order * 10_000
    found = []
    for number in range(paragraphs):
        text = " ".join(SENTENCES[(order + number + k) % len(SENTENCES)] for k in range(len(SENTENCES)))
        ends = [*range(start, start + len(text), WIDTH), start + len(text)]
        found.append({"text": text, "role": "body", "spans": [list(pair) for pair in zip(ends, ends[1:], strict=False)]})
        start += len(text) + 1
    made: Json = {
        "schema_version": "1.0",
        "id": f"{batch}/{page}/{order:02}",
        "batch": batch,
        "page": page,
        "order": order,
        "kind": KINDS[order % len(KINDS)],
        "language": LANGUAGES[order % len(LANGUAGES)],
        "kicker": None,
        "headline": f"Pump House, No. {order}",
        "deck": None,
        "byline": "By MARGARET OKONJO",
        "authors": [{"name": "Margaret Okonjo", "role": "author"}],
        "dateline": {"place": "WEXCOMBE", "date": None},
        "paragraphs": found,
        "text": "\n\n".join(one["text"] for one in found) or None,
        "jump": None,
        "confidence": {"headline": 0.9, "start": round(0.5 + order % 50 / 100, 3), "end": 0.95},
        "warnings": [],
        "provenance": {
            "source": f"seeds/{batch}/{page}.txt",
            "sha256": f"{order:064x}",
            "encoding": "utf-8",
            "converted_from": None,
            "spans": {"headline": [[0, 16]], "byline": [[17, 35]]},
            "pipeline": {"version": "0.1.0", "stages": {"normalise": "1", "reflow": "1", "segment": "1", "emit": "1"}},
        },
    }
    return made | fields


def odd(batch: str, page: str, order: int) -> Json:
    """An article with everything that one may have, and text that formats stumble over."""
    bodies = (
        '“Wells” & <b>wars</b> ]]> "quoted" \\ back',
        "Zwischentitel",
        "喷\u3000泉 \U00020bb7 \u202eright\u202c\ttab\x0bfeed",
    )
    roles = ("body", "crosshead", "body")
    box = {"page": 1, "x": 10.5, "y": 20, "width": 300.25, "height": 12, "element": "line_1"}
    made = article(batch, page, order)
    made |= {
        "kind": "article",
        "kicker": "A kicker’s <kick>",
        "headline": "Head & Line\u2028",
        "deck": "Deck",
        "byline": "Von Jörg Ö. (dpa) / Bild: N. N.",
        "authors": [
            {"name": "Jörg Ö.", "role": "author"},
            {"name": "dpa", "role": "agency"},
            {"name": "N. N.", "role": "photographer"},
            {"name": "E. D.", "role": "editor"},
            {"name": "C. C.", "role": "correspondent"},
        ],
        "dateline": {"place": "Grünwalde", "date": "9. Nov."},
        "paragraphs": [
            {"text": text, "role": role, "spans": [[40 * n, 40 * n + 7], [40 * n + 8, 40 * n + 30]]}
            for n, (text, role) in enumerate(zip(bodies, roles, strict=True))
        ],
        "text": "\n\n".join(bodies),
        "issue": {"title": "Der “Bote”", "date": "1903-05-02", "edition": "No. 7", "pages": ["2", "5"]},
        "jump": {"direction": "to", "page": "5", "text": "（下转第5版）"},
        "jump_from": {"direction": "from", "page": None, "text": "（上接头版）"},
        "confidence": {"headline": None, "start": 0.25, "end": 0.125},
        "warnings": [
            {"code": "byline-unread", "message": "“N. N.” & others"},
            {"code": "headline-missing", "message": "none"},
        ],
    }
    made["paragraphs"][-1]["part"] = 2
    lines = ("kicker", "headline", "deck", "byline", "dateline", "marks", "jump", "jump_from")
    made["provenance"] |= {
        "source": "seeds/x/运河 03 &.xml",
        "converted_from": "zh-Hant",
        "spans": {field: [[1, 2], [3, 4]] for field in lines},
        "boxes": {"headline": [box], "paragraphs": [[box, box | {"element": None}], [], [box]]},
    }
    first = {"page": page, "number": "2", "why": None, "source": "seeds/x/运河 03 &.xml", "sha256": f"{order:064x}"}
    second = {"page": "y", "number": None, "why": "jump-lines", "source": "seeds/y/运河 05.xml", "sha256": "0" * 64}
    made["provenance"]["parts"] = [
        first | {"encoding": "utf-8", "byline": made["byline"], "spans": made["provenance"]["spans"]},
        second
        | {
            "encoding": "gb18030",
            "headline": "喷泉",
            "jump": {"direction": "from", "page": "2", "text": "（上接第2版）"},
            "spans": {"headline": [[0, 2]], "jump": [[3, 10]]},
            "boxes": {"headline": [box | {"page": 2}]},
        },
    ]
    return made


def articles(batch: str, count: int, on_a_page: int = 10) -> Iterator[Json]:
    """So many articles of a batch."""
    for number in range(count):
        yield article(batch, f"page-{number // on_a_page:05}", number % on_a_page + 1)


def publish(output: Path, batch: str, found: Iterable[Json]) -> None:
    """Write articles as a run that is through leaves them, in files."""
    (output / batch).mkdir(parents=True, exist_ok=True)
    with (output / batch / "articles.jsonl").open("w", encoding="utf-8") as file:
        for one in found:
            file.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n")
