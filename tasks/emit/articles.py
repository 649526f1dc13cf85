"""An article as the JSON that is published, its characters claimed in the page's account."""

from __future__ import annotations

from tasks.emit.account import ARTICLE, Account, squash
from tasks.emit.schema import SCHEMA_VERSION
from tasks.emit.script import Writer
from tasks.model.article import Article, Confidence, Jump
from tasks.model.emitted import Origin
from tasks.model.ledger import Caution
from tasks.model.trace import Traced

Spans = dict[str, list[list[int]]]

PARAGRAPH_BREAK = "\n\n"
"""What joins the paragraphs in ``text``."""


def article_json(article: Article, order: int, account: Account, writer: Writer, origin: Origin) -> dict[str, object]:
    """The article's published form.

    Args:
        article: as ``segment`` found it.
        order: its number on the page, from 1.
        account: of the page; each field claims its characters there.
        writer: writes texts in the script asked for.
        origin: of the page.

    Returns:
        A dictionary in the schema's order of fields.

    Raises:
        LawBroken: a character of it is another field's too, or invented.
    """
    form = Form(f"article {order}", account, writer)
    kicker = form.line("kicker", article.kicker)
    headline = form.line("headline", article.headline)
    deck = form.line("deck", article.deck)
    byline = form.line("byline", in_one_line(article.byline))
    dateline = dateline_json(article, form)
    form.line("marks", in_one_line(article.marks))
    jump = jump_json("jump", article.jump, form)
    came = jump_json("jump_from", article.came, form)
    paragraphs = paragraphs_json(article, form)
    return {
        "schema_version": SCHEMA_VERSION,
        "id": article_id(origin, order),
        "batch": origin.batch,
        "page": origin.page,
        "order": order,
        "kind": article.kind,
        "language": writer.language,
        "kicker": kicker,
        "headline": headline,
        "deck": deck,
        "byline": byline,
        "authors": authors_json(article, writer),
        "dateline": dateline,
        "paragraphs": paragraphs,
        "text": PARAGRAPH_BREAK.join(str(paragraph["text"]) for paragraph in paragraphs) or None,
        "jump": jump,
        **({"jump_from": came} if came else {}),
        "confidence": _confidence(article.confidence),
        "warnings": warnings_json(article.warnings),
        "provenance": {
            "source": origin.source,
            "sha256": origin.sha256,
            "encoding": origin.encoding,
            "converted_from": writer.converted_from,
            "spans": form.spans,
            "pipeline": pipeline_json(origin),
        },
    }


class Form:
    """Fills in an article's fields: follows each text to its source, claims it, writes it, keeps its spans."""

    def __init__(self, name: str, account: Account, writer: Writer, owner: int = ARTICLE) -> None:
        """For what is called ``name`` in errors; ``owner`` is whose its characters are in the account."""
        self.name = name
        self.account = account
        self.writer = writer
        self.owner = owner
        self.spans: Spans = {}

    def text(self, field: str, text: Traced) -> tuple[str, list[list[int]]]:
        """A text as it is written, and where it was printed."""
        where = self.account.follow(text, f"{self.name}, {field}")
        self.account.claim([(left, right) for left, right in where], self.owner, f"{self.name}, {field}")
        return self.writer.write(text.text), where

    def line(self, field: str, text: Traced | None) -> str | None:
        """A field of one line, None where nothing was printed; its spans are kept under its name."""
        text = text.strip() if text is not None else None
        if not text:
            return None
        written, self.spans[field] = self.text(field, text)
        return written.replace("\n", " ")


def authors_json(article: Article, writer: Writer) -> list[dict[str, str]]:
    """Who the byline names, spelt as there."""
    pieces = [piece.text for piece in article.byline]
    return [{"name": writer.write_part(author.name, *pieces), "role": author.role} for author in article.authors]


def in_one_line(pieces: tuple[Traced, ...]) -> Traced:
    """Pieces in printed order, one space between two."""
    parts: list[Traced] = []
    for piece in (piece.strip() for piece in pieces):
        if not piece:
            continue
        if parts:
            parts.append(Traced.inserted(" ", piece.starts[0]))
        parts.append(piece)
    return Traced.join(parts)


def dateline_json(article: Article, form: Form) -> dict[str, str | None]:
    """Place and date, with the spans of the dateline's own text, or of the two within the byline."""
    pieces = (*article.dateline_text, *article.byline)
    texts = [piece.text for piece in pieces]
    form.line("dateline", in_one_line(article.dateline_text))
    parts = _parts(article)
    if "dateline" not in form.spans:
        within = [span for part in parts if part for span in _within(part, article.byline)]
        if within:
            form.spans["dateline"] = sorted(within)
    place, date = (form.writer.write_part(part, *texts) if part else None for part in parts)
    return {"place": place, "date": date}


def _parts(article: Article) -> tuple[str | None, str | None]:
    """Place and date, where the dateline's own text has them, or the byline if there is none.

    A part that a line's end divides between the two has no spans of its own that would lead back to it: it is unknown.
    """
    own = set("".join(piece.text for piece in article.dateline_text))

    def said(part: str | None) -> str | None:
        there = set(squash(part)) <= own if part and own else part and _within(part, article.byline)
        return part if there else None

    return said(article.dateline.place), said(article.dateline.date)


def _within(part: str, pieces: tuple[Traced, ...]) -> list[list[int]]:
    """The spans of the first place where the pieces say this, blanks aside."""
    wanted = squash(part)
    for piece in pieces:
        inked = [i for i, letter in enumerate(piece.text) if not letter.isspace()]
        at = "".join(piece.text[i] for i in inked).find(wanted)
        if wanted and at >= 0:
            found = piece[inked[at] : inked[at + len(wanted) - 1] + 1]
            return [[left, right] for left, right in found.spans()]
    return []


def paragraphs_json(article: Article, form: Form) -> list[dict[str, object]]:
    """The paragraphs that have any text, in order."""
    out: list[dict[str, object]] = []
    for number, paragraph in enumerate(article.paragraphs, 1):
        text = paragraph.text.strip()
        if text:
            written, where = form.text(f"paragraph {number}", text)
            out.append({"text": written, "role": paragraph.role, "spans": where})
    return out


def jump_json(field: str, jump: Jump | None, form: Form) -> dict[str, str | None] | None:
    """A jump line; None where nothing was printed."""
    text = form.line(field, jump.text) if jump is not None else None
    if jump is None or text is None:
        return None
    return {"direction": jump.direction, "page": jump.page or None, "text": text}


def _confidence(confidence: Confidence) -> dict[str, float | None]:
    headline = confidence.headline
    return {
        "headline": None if headline is None else round(float(headline), 3),
        "start": round(float(confidence.start), 3),
        "end": round(float(confidence.end), 3),
    }


def article_id(origin: Origin, order: int) -> str:
    """Batch, page and number."""
    return f"{origin.batch}/{origin.page}/{order:02d}"


def warnings_json(warnings: tuple[Caution, ...]) -> list[dict[str, str]]:
    """Warnings as published, each once."""
    return [{"code": warning.code, "message": warning.message} for warning in dict.fromkeys(warnings)]


def pipeline_json(origin: Origin) -> dict[str, object]:
    """The versions that made a page's files."""
    return {"version": origin.version, "stages": dict(origin.stages)}
