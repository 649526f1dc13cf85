"""The columns of American Stories (Dell et al. 2023), as JSON Lines: what ``datasets`` gives of its article-level files.

All columns are strings there; what is not known is null. Newspaper and edition are those of the article's issue, where its
page is known to be of one; they are not guessed from file names.
"""

from __future__ import annotations

from tasks.export.mapping import Format, Row, iso, lines

ROWS = (
    Row("id", "article_id"),
    Row("issue.title", "newspaper_name"),
    Row("issue.edition", "edition"),
    Row("issue.date, batch", "date (else the batch's day)", iso),
    Row("page", "page"),
    Row("headline", "headline"),
    Row("byline", "byline"),
    Row("text", "article"),
)

FORMAT = Format(
    name="american-stories",
    title="American Stories columns, JSON Lines",
    rows=ROWS,
    begin=lines(ROWS, nulls=True),
    files=("{}.jsonl",),
    lost=(
        (
            "schema_version, order, kind, language, issue.pages, kicker, deck, authors.name, authors.role, dateline.place, "
            "dateline.date, paragraphs.text, "
            "paragraphs.role, paragraphs.spans, paragraphs.part, jump.direction, jump.page, jump.text, jump_from, "
            "confidence.headline, "
            "confidence.start, confidence.end, warnings.code, warnings.message, provenance.source, provenance.sha256, "
            "provenance.encoding, provenance.converted_from, provenance.spans, provenance.boxes, provenance.parts, "
            "provenance.pipeline",
            "there are eight columns; order is the last part of article_id, paragraphs are parted by blank lines in article",
        ),
    ),
)
