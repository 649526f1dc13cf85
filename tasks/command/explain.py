"""``explain``: what happened on a page, and why; read back from the ledger, nothing is run again.

A maintainer's questions and where the answers stand: why did this line become a headline, why was this hyphen kept
(``--line N``); why do these two articles part here (``--between 3 4``); what was removed (``--removed``).
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable

from tasks.command import answers
from tasks.command.harmless import harmless
from tasks.run.batch import belongs
from tasks.run.dossier import Dossier, dossier
from tasks.run.errors import NothingThere, Usage
from tasks.run.freshness import look
from tasks.run.job import Job
from tasks.run.seeds import SeedFile
from tasks.run.which import readable


def explain(args: Namespace, options: dict[str, str]) -> int:
    """Print what is known of a page, of one of its lines, of where two articles part, or of what was removed."""
    job, file, number = find(args.page, args.batch, options)
    found = dossier(job, file, number)
    as_json, as_text = _asked(found, args)
    stale = _stale(job, file, number)
    if args.json:
        print(json.dumps({**as_json(), "not_up_to_date": stale}, ensure_ascii=False, indent=2))
    else:
        told = [*(["Not up to date: " + "; ".join(stale), ""] if stale else []), *as_text()]
        print("\n".join(map(harmless, told)))
    return 0


def _asked(found: Dossier, args: Namespace) -> tuple[Callable[[], dict[str, object]], Callable[[], list[str]]]:
    """The answer to what was asked, for machines and for people.

    Raises:
        Usage: the page has no such line or article, or two things were asked at once.
    """
    if sum((args.line is not None, args.between is not None, args.removed)) > 1:
        raise Usage("--line, --between and --removed are different questions; ask one at a time")
    if args.line is not None:
        if not found.first_line <= args.line <= found.last_line:
            raise Usage(f"page {found.page!r} has the lines {found.first_line} to {found.last_line}, not {args.line}")
        return lambda: answers.line_json(found, args.line), lambda: answers.line_text(found, args.line)
    if args.between is not None:
        first, second = sorted(args.between)
        if not 1 <= first < second <= len(found.articles):
            raise Usage(f"page {found.page!r} has {len(found.articles)} articles; name two of them, such as --between 1 2")
        return lambda: answers.between_json(found, first, second), lambda: answers.between_text(found, first, second)
    if args.removed:
        return lambda: answers.removed_json(found), lambda: answers.removed_text(found)
    return lambda: answers.page_json(found), lambda: answers.page_text(found)


def find(page: str, batch: str | None, options: dict[str, str]) -> tuple[Job, SeedFile, int]:
    """The page of this name: in a batch, or in the only batch that has it (``batch/page`` names both).

    Raises:
        NothingThere: there is none.
        Usage: several batches have one.
    """
    page = page.removeprefix("seeds/")
    found = []
    for job in readable(batch, options):
        for wanted in dict.fromkeys((page, page.removeprefix(f"{job.batch}/"))):
            found += [(job, file, _number(wanted, file)) for file in job.files if belongs(wanted, file)]
    if not found:
        raise NothingThere(f"there is no page {page!r}; 'clipsheet status' lists them")
    if len(found) > 1:
        names = ", ".join(f"{job.batch}/{file.page(number)}" for job, file, number in found)
        raise Usage(f"{page!r} may be any of {names}; name one of them")
    return found[0]


def _number(page: str, file: SeedFile) -> int:
    base, _, number = page.rpartition(".p")
    return int(number) if page != file.name and base == file.name else 1


def _stale(job: Job, file: SeedFile, number: int) -> list[str]:
    """Which stages of the page are of an earlier making, and why."""
    states = [state for state in look(job, file) if state.number == number]
    return [f"{stage} {one}" for state in states for stage, one in state.states.items() if one.kind != "done"]
