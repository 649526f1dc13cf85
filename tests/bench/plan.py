"""How much is measured: sizes and rounds, and where pages and results are kept meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.pages import CYCLE, Page, folder, page, pages


@dataclass(frozen=True)
class Plan:
    """Sizes of a measurement.

    Attributes:
        work: the folder for pages, and for batches while they are measured.
        rounds: how often each comparison is made.
        pages: pages of the rows about single pages and about the plain pool.
        kilobytes: of each of them.
        many: pages of the large batch; the one it is compared with has a tenth.
        many_kilobytes: of each of its pages.
        shard_size: files of one Luigi task in these two batches.
        runaway: kilobytes of the long page; the one it is compared with has a tenth.
        workers: processes of a run.
    """

    work: Path
    rounds: int = 5
    pages: int = 60
    kilobytes: float = 20
    many: int = 600
    many_kilobytes: float = 2
    shard_size: int = 60
    runaway: float = 200
    workers: int = 2

    @property
    def few(self) -> int:
        """Pages of the batch that the large one is compared with."""
        return max(1, self.many // 10)

    def small_pages(self) -> list[Page]:
        """The pages of the rows about single pages."""
        return pages(self.pages, self.kilobytes, folder(self.kilobytes, self.work))

    def other_pages(self) -> list[Page]:
        """As many pages of that size as it takes to see most words and characters once; none of those measured."""
        kept = folder(self.kilobytes, self.work)
        return [page(number, self.kilobytes, kept) for number in range(self.pages, self.pages + 2 * CYCLE)]

    def many_pages(self) -> list[Page]:
        """The pages of the large batch."""
        return pages(self.many, self.many_kilobytes, folder(self.many_kilobytes, self.work))

    def sizes(self, count: int) -> str:
        """In words: so many pages of the usual size."""
        return f"{count:,} pages of {self.kilobytes:g} KB, half of them Chinese"


SIZES = {
    "quick": {},
    "full": {"pages": 2000, "many": 20_000, "many_kilobytes": 20, "shard_size": 100, "runaway": 2000},
}
"""By name: what differs from the plan as it is by default. ``full`` is what the goals are set for, and takes hours."""
