"""What a run's news add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tasks.report.news import News

AGAIN = "again"
"""The state of news that say that a run goes on after what ended it early: errors so far were not its last word."""


@dataclass
class Tally:
    """Sums over news: which items each stage worked on and for how long, which failed, and errors that were no item's.

    ``item`` is what the news call an item.
    """

    item: str
    worked: dict[str, dict[str, float]] = field(default_factory=dict)
    failed: dict[str, dict[str, float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def hear(self, news: News) -> None:
        """Take one piece of news; a later one of the same item and stage wins."""
        if news.get("state") == AGAIN:
            self.errors.clear()
        elif "error" in news:
            error = f"{news['error']}: {news['message']}"
            if error not in self.errors:
                self.errors.append(error)
        elif news.get("state") in ("done", "failed"):
            right, wrong = (self.worked, self.failed) if news["state"] == "done" else (self.failed, self.worked)
            stage, name = str(news["stage"]), str(news[self.item])
            seconds = wrong.get(stage, {}).pop(name, 0.0) + float(news.get("seconds", 0))
            mine = right.setdefault(stage, {})
            mine[name] = mine.get(name, 0.0) + seconds

    @property
    def items_worked(self) -> set[str]:
        """The items that any stage worked on and did not fail."""
        return {name for names in self.worked.values() for name in names}

    @property
    def items_failed(self) -> set[str]:
        """The items that failed at any stage."""
        return {name for names in self.failed.values() for name in names}

    def seconds(self, stage: str) -> float:
        """How long a stage worked in all, over all workers."""
        return sum(sum(one.get(stage, {}).values()) for one in (self.worked, self.failed))

    def slowest(self, count: int, stages: Iterable[str]) -> list[tuple[str, float]]:
        """The items that these stages worked on longest, with their seconds."""
        sums: dict[str, float] = {}
        for stage in stages:
            for found in (self.worked, self.failed):
                for name, seconds in found.get(stage, {}).items():
                    sums[name] = sums.get(name, 0.0) + seconds
        return sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:count]
