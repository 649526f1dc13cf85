"""Makes ``python -m luigi --module tasks.pipeline CleanBatch --batch B`` work.

Luigi parses its command line once before it loads the module, and takes ``--batch`` for an abbreviation of its own
``--batch-email-…`` options: it stops with "ambiguous option". Importing this module takes those options off the command
line (``luigi.cfg`` still sets them). ``make setup`` has the interpreter in ``.venv/`` import it for such a command line;
where that is not set up, ``--CleanBatch-batch B`` says the same.
"""

from __future__ import annotations

from luigi.batch_notifier import batch_email
from luigi.task_register import Register

START = "import sys; any('tasks.pipeline' in part for part in sys.orig_argv) and __import__('tasks.command.plain')"
"""The line that ``make setup`` writes into a ``.pth`` file of the environment."""

if batch_email in Register._reg:
    Register._reg.remove(batch_email)


def install() -> None:
    """Write that line into this environment."""
    import sysconfig
    from pathlib import Path

    Path(sysconfig.get_path("purelib"), "clipsheet_luigi.pth").write_text(START + "\n", encoding="ascii")


if __name__ == "__main__":
    install()
