"""A small batch from beginning to end, as one program, for environments in which it may not get far.

``python -m tests.torture.story`` in a folder with ``seeds/``; what each command ended with stands in ``story.json``. Options
are added to each command that works.
"""

import json
import sys
from pathlib import Path

from tasks.__main__ import main, settle_in
from tests.torture import pages

PAGE, INNER = "海浦 2", "Bote/1"
COMMANDS = (
    ["run", "--shard-size", "2"],
    ["run"],
    ["status"],
    ["status", "--json"],
    ["explain", PAGE, "--line", "3"],
    ["explain", INNER, "--line", "4", "--json"],
    ["validate"],
    ["rerun", "--stage", "reflow", "--batch", "default", "--page", INNER, "--dry-run"],
    ["rerun", "--stage", "reflow", "--batch", "default", "--page", INNER],
    ["validate"],
    ["run", "--page", "no such page 無"],
)
ENDS = [0] * (len(COMMANDS) - 1) + [20]


def lay(seeds: Path) -> None:
    """The batch that the story is about."""
    for name, data in pages.delivery(3).items():
        path = seeds / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    settle_in()
    ends = [main(command + sys.argv[1:] * (command[0] in ("run", "rerun"))) for command in COMMANDS]
    Path("story.json").write_text(json.dumps([ends, sys.getfilesystemencoding()]), encoding="ascii")
