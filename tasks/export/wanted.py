"""Which articles an export is to have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks.export.mapping import Entry, Json

ANY = "any"
"""In the place of a warning's code: whichever."""

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)


def day_of(batch: str) -> date | None:
    """The day that a batch's name begins with, if it does.

    >>> day_of("2026-11-23"), day_of("1903-05-01-evening"), day_of("default"), day_of("2026-13-01")
    (datetime.date(2026, 11, 23), datetime.date(1903, 5, 1), None, None)
    """
    found = _DAY.match(batch)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def sureness(article: Json) -> float:
    """The least of an article's confidences: that of its headline, where it has one, of its start and of its end."""
    return float(min(value for value in article["confidence"].values() if value is not None))


@dataclass(frozen=True)
class Wanted:
    """Filters; an article must pass all of them, and one of several values of the same filter is enough.

    ``languages`` are BCP 47 ranges: ``zh`` takes ``zh-Hans``, too (RFC 4647, basic filtering). ``since`` and ``until`` are
    both inclusive, and compared with the day of the batch's name; of a batch that is called by none with an article's own
    (``Entry.chosen_by``). What has no day passes neither.
    """

    kinds: Sequence[str] = ()
    languages: Sequence[str] = ()
    min_confidence: float = 0.0
    warnings: Sequence[str] = ()
    without_warnings: Sequence[str] = ()
    since: date | None = None
    until: date | None = None

    def takes_day(self, day: date | None) -> bool:
        """Whether that day, or none, passes."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def takes(self, entry: Entry) -> bool:
        """Whether an article passes."""
        article = entry.article
        codes = {warning["code"] for warning in article["warnings"]}
        return (
            self.takes_day(entry.chosen_by)
            and (not self.kinds or article["kind"] in self.kinds)
            and (not self.languages or any(_in_range(article["language"], one) for one in self.languages))
            and (self.min_confidence <= 0 or sureness(article) >= self.min_confidence)
            and (not self.warnings or _names(self.warnings, codes))
            and not _names(self.without_warnings, codes)
        )


def _in_range(tag: str, wanted: str) -> bool:
    tag, wanted = tag.lower(), wanted.lower()
    return tag == wanted or tag.startswith(f"{wanted}-")


def _names(asked: Sequence[str], codes: set[str]) -> bool:
    return bool(codes) if ANY in asked else not codes.isdisjoint(asked)
