"""Two runs, and what changes between them: the second run is the one that is disturbed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

Pages = dict[str, bytes | None]
"""File name below ``seeds/`` → its bytes; None: it is taken away."""


@dataclass(frozen=True)
class Scene:
    """What lies among the seeds at first (nothing: no first run), what changes, and how the second run is called.

    ``config`` is what stands in luigi.cfg; ``taken_back`` is at which disturbances the change is taken back before the next
    run: every n-th, 0 for none.
    """

    name: str
    before: Pages
    change: Pages
    options: Sequence[str] = field(default_factory=tuple)
    command: Sequence[str] = ("run",)
    code: int = 0
    taken_back: int = 0
    config: str = ""

    def prepare(self, place: Path, run, first: Sequence[str] = ()) -> None:
        """Lay out the seeds and make the first run; the change is not yet made."""
        (place / "seeds").mkdir(parents=True)
        if self.config:
            (place / "luigi.cfg").write_text(self.config)
        if self.before:
            lay(place, self.before)
            ended = run(place, ["run", *first])
            assert ended.code == 0, ended.told

    def arguments(self, *more: str) -> list[str]:
        """The disturbed run's command line."""
        return [*self.command, *self.options, *more]


def lay(place: Path, pages: Pages) -> None:
    """Put files among the seeds, or take them away."""
    for name, data in pages.items():
        path = place / "seeds" / name
        if data is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
