"""A page with gold as the chain sees it: its lines, and what each of them truly is."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.model.page import Line
from tests.learn.label import labels
from tests.learn.lines import lines_of
from tests.learn.pages import Page


@dataclass(frozen=True)
class Known:
    """A page's lines, each as printed, its label and the article it belongs to (None where the gold does not tell)."""

    page: Page
    lines: list[Line]
    printed: list[str]
    labels: list[str | None]
    owners: list[int | None]


def known(page: Page) -> Known:
    """Read a page's dump and hold it against its gold."""
    lines, printed = lines_of(page.dump, page.language)
    true, owners = labels([line.text.text for line in lines], page.gold)
    return Known(page, lines, printed, true, owners)
