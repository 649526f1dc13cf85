"""Commands as they are typed: the ones that messages name, and what of a command line the next one needs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

_OF_ONE_RUN = {"workers", "retry", "engine", "scheduler", "worker_wait", "log_file", "log_format", "metrics_file"}
"""Options that change nothing of what comes of a run, and need not be typed again at the next."""


def again(batch: str, stage: str, page: str) -> str:
    """What to type to run a stage of a page again.

    >>> again("2026-11-23", "emit", "city page")
    "clipsheet rerun --stage emit --batch 2026-11-23 --page='city page'"
    """
    return f"clipsheet rerun --stage {stage} {named(batch)} --page={shlex.quote(page)}"


def named(batch: str) -> str:
    """The option that names a batch; one that begins with a dash would be taken for an option itself.

    >>> named("2026-11-23"), named("-old")
    ('--batch 2026-11-23', '--batch=-old')
    """
    return f"--batch{'=' if batch.startswith('-') else ' '}{shlex.quote(batch)}"


def typed(batch: str, name: str = "run") -> str:
    """A command for a batch within a sentence: quoted as a shell takes it, and apart from the words around it.

    >>> typed("2026-11-23"), typed("evening edition", "status")
    ("'clipsheet run --batch 2026-11-23'", "clipsheet status --batch 'evening edition'")
    """
    command = f"clipsheet {name} {named(batch)}"
    return f"'{command}'" if shlex.quote(batch) == batch else command


def kept(options: Mapping[str, str]) -> str:
    """Of the options of a command, by name, those that the next command needs as well; as typed.

    >>> kept({"output": "other out", "workers": "4"})
    "--output 'other out'"
    """
    lasting = ((f"--{name.replace('_', '-')}", value) for name, value in options.items() if name not in _OF_ONE_RUN)
    return without_password(shlex.join(word for pair in lasting for word in pair))


def without_password(text: str) -> str:
    """A text with addresses in it, without the passwords in them.

    >>> without_password("http://night:secret@luigi.example:8082/")
    'http://night:…@luigi.example:8082/'
    """
    return re.sub(r"(://[^/\s:@]*:)[^/\s@]*@", r"\1…@", text)
