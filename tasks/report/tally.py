"""What a run's news add up to."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tasks.report.news import News

AGAIN = "again"
"""The state of news that say that a run goes on after what ended it early: errors so far were not its last word."""

_DONE, _FAILED = 1, 2


@dataclass
class _Stage:
    """By an item's number: how a stage went, and the seconds it took. A run may have many items, so they are a few bytes."""

    ended: bytearray = field(default_factory=bytearray)
    seconds: array[float] = field(default_factory=lambda: array("d"))

    def hear(self, number: int, ended: int, seconds: float) -> None:
        """An item ended so, after so many seconds more."""
        more = number + 1 - len(self.ended)
        if more > 0:
            self.ended.extend(bytes(more))
            self.seconds.extend([0.0] * more)
        self.ended[number] = ended
        self.seconds[number] += seconds


@dataclass
class Tally:
    """Sums over news: which items each stage worked on and for how long, which failed, and errors that were no item's.

    ``item`` is what the news call an item.
    """

    item: str
    errors: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _stages: dict[str, _Stage] = field(default_factory=dict)

    def hear(self, news: News) -> None:
        """Take one piece of news; a later one of the same item and stage wins."""
        if news.get("state") == AGAIN:
            self.errors.clear()
        elif "error" in news:
            error = f"{news['error']}: {news['message']}"
            if error not in self.errors:
                self.errors.append(error)
        elif news.get("state") in ("done", "failed"):
            number = self._numbers.setdefault(str(news[self.item]), len(self._numbers))
            stage = self._stages.setdefault(str(news["stage"]), _Stage())
            stage.hear(number, _DONE if news["state"] == "done" else _FAILED, float(news.get("seconds", 0)))

    def stages_of(self, item: str) -> set[str]:
        """The stages that worked on an item, and at which it did not fail."""
        number = self._numbers.get(item)
        if number is None:
            return set()
        return {name for name, one in self._stages.items() if number < len(one.ended) and one.ended[number] == _DONE}

    @property
    def items_failed(self) -> set[str]:
        """The items that failed at any stage."""
        return set(self._ended(_FAILED, *self._stages))

    def _ended(self, how: int, *stages: str) -> Iterator[str]:
        ended = [self._stages[stage].ended for stage in stages if stage in self._stages]
        for name, number in self._numbers.items():
            if any(number < len(one) and one[number] == how for one in ended):
                yield name

    def seconds(self, stage: str) -> float:
        """How long a stage worked in all, over all workers."""
        return sum(self._stages[stage].seconds) if stage in self._stages else 0.0

    def slowest(self, count: int, stages: Iterable[str]) -> list[tuple[str, float]]:
        """The items that these stages worked on longest, with their seconds."""
        some = [self._stages[stage] for stage in stages if stage in self._stages]
        sums = (
            (name, sum(one.seconds[number] for one in some if number < len(one.seconds)))
            for name, number in self._numbers.items()
            if any(number < len(one.ended) and one.ended[number] for one in some)
        )
        return sorted(sums, key=lambda item: (-item[1], item[0]))[:count]
