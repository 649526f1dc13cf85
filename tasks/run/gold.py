"""Pages that a person has checked, as gold: what the quality gate compares a version's articles with.

The shape is that of the project's own golden pages (``tests/pages/README.md``): articles in page order, what was printed as
one headline in its parts, bylines as printed, and which paragraphs are crossheads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tasks.run.batch import choose, states
from tasks.run.commands import typed
from tasks.run.dossier import page_source
from tasks.run.freshness import DONE, PageState
from tasks.run.job import Job

UNMADE = ("correction-unused", "corrections-unread")
"""Warnings of pages that are not as a person says."""
_PRINTED = ("byline", "dateline", "marks")


def gold_of(articles: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any], source: str) -> dict[str, Any]:
    """A page's gold.

    Args:
        articles: as published.
        manifest: its ``page.json``.
        source: the decoded text of its file, or of the page at its place in it.
    """
    origin = manifest["provenance"]
    return {
        "source": origin["source"],
        "sha256": origin["sha256"],
        "page": manifest["page"],
        "language": manifest["language"],
        "encoding": origin["encoding"]["name"],
        "furniture": [piece["text"] for piece in manifest["furniture"]],
        "articles": [_article(article, source) for article in articles],
    }


def _article(article: Mapping[str, Any], source: str) -> dict[str, Any]:
    spans = article["provenance"]["spans"]
    places = sorted({(lo, hi) for field in _PRINTED for lo, hi in spans.get(field, [])})
    outer = [(lo, hi) for lo, hi in places if not any(a <= lo and hi <= b and (a, b) != (lo, hi) for a, b in places)]
    return {
        "kind": article["kind"],
        "headline": {"kicker": article["kicker"], "main": article["headline"], "deck": article["deck"]},
        "authors": article["authors"],
        "byline": " ".join(" ".join(source[lo:hi].split()) for lo, hi in outer),
        "paragraphs": [part["text"] for part in article["paragraphs"]],
        "subheads": [n for n, part in enumerate(article["paragraphs"]) if part["role"] == "crosshead"],
        "jump": article["jump"],
    }


def checked(job: Job, unchecked: bool = False) -> list[PageState]:
    """The pages that a person has checked, in the batch's order; ``unchecked``: all that a person has corrected."""
    wanted = {page for page in job.corrections.pages() if _counts(job, page, unchecked)}
    return [state for state in states(job, choose(job, [])) if state.page in wanted] if wanted else []


def left_out(job: Job) -> int:
    """How many pages have corrections and were not checked."""
    return sum(not _counts(job, page, False) for page in job.corrections.pages())


def _counts(job: Job, page: str, unchecked: bool) -> bool:
    entry = job.corrections.of(page)
    return entry is not None and (entry.checked or unchecked)


def page_gold(job: Job, state: PageState) -> dict[str, Any] | str:
    """A page's gold; or why it has none."""
    entry = job.corrections.of(state.page)
    undone = next((f"{stage} {one}" for stage, one in state.states.items() if one.kind != DONE), None)
    if undone:
        return f"{undone}; {typed(job.batch)} makes it"
    manifest = job.published.manifest(state.page)
    if entry and entry.sha256 != manifest["provenance"]["sha256"]:
        return "its source is not the one that was checked"
    unmade = [one["message"] for one in manifest["warnings"] if one["code"] in UNMADE]
    if unmade:
        return str(unmade[0])
    return gold_of(job.published.articles(state.page), manifest, page_source(job, state.page))
