"""``validate``: what is published, against the schema, the laws and its own labels; nothing is changed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tasks.command.harmless import harmless
from tasks.command.run import FAILED
from tasks.run import batch as whole
from tasks.run.commands import again, kept, typed
from tasks.run.dossier import page_source
from tasks.run.failures import command
from tasks.run.freshness import PageState, look
from tasks.run.job import Job, job_of
from tasks.run.publish import ARTICLES
from tasks.run.which import each
from tasks.store import Damaged

if TYPE_CHECKING:
    from tasks.emit.check_parts import Published


def validate(args: Namespace, options: dict[str, str]) -> int:
    """Print what is wrong with the output of batches; exit code 30 if anything is."""
    code = each(args.batch, options, partial(_validated, options))
    if code == FAILED and (same := kept(options)):
        print(f"with the options of this command: {same}")
    return code


def _validated(options: dict[str, str], batch: str) -> int:
    job = job_of(options, batch, fresh=True)
    checked, problems = 0, 0
    for file in whole.choose(job, []):
        for state in look(job, file):
            checked += 1
            for problem in page_problems(job, state):
                problems += 1
                print(harmless(f"{job.published.told(state.page)}: {problem}"))
    for problem in _batch_problems(job):
        problems += 1
        print(harmless(f"{job.output}: {problem}"))
    pages, found = "page" + "s" * (checked != 1), "problem" + "s" * (problems != 1)
    print(f"batch {batch}: {checked} {pages} checked, {problems} {found}")
    return FAILED if problems else 0


def page_problems(job: Job, state: PageState) -> Iterator[str]:
    """What is wrong with a page's published files, each in words."""
    from tasks.emit.check import check_page

    if not state.done("emit"):
        stage, one = next((stage, one) for stage, one in state.states.items() if one.kind != "done")
        failure = state.failure
        mended = f"{failure.mend}; then: {command(job.batch, failure)}" if failure else f"{typed(job.batch)} makes it"
        yield f"not done: {stage} {one}; {mended}"
        return
    changed = job.published.changed(state.page, job.shelves["emit"].get(state.page, dict))
    if changed:
        yield f"{changed} is not as it was written; {again(job.batch, 'emit', state.page)} writes it anew"
        return
    try:
        own = _published(job, state.page)
        assert own
        yield from check_page(own.articles, own.manifest, own.source, partial(_published, job))
    except (Damaged, ValueError) as problem:
        yield str(problem)


def _published(job: Job, page: str) -> Published | None:
    """A page as published, with its source; None for one that is not there."""
    from tasks.emit.check_parts import Published

    try:
        return Published(job.published.articles(page), job.published.manifest(page), page_source(job, page))
    except FileNotFoundError:
        return None


def _batch_problems(job: Job) -> Iterator[str]:
    """Whether ``articles.jsonl`` holds exactly the published articles, and nothing is published that is no page's."""
    found = [state.page for state in whole.states(job, job.files) if "emit" in state.stamps]
    for other in job.published.others(set(found)):
        yield f"{other!r} is published and is no page of the batch; {typed(job.batch)} takes it away"
    if not job.published.joined:
        return
    try:
        articles = [json.loads(line) for line in job.output.lines(ARTICLES)]
    except IsADirectoryError:
        yield f"{ARTICLES} is a folder; take it away, then {typed(job.batch)} writes the file"
        return
    except (OSError, ValueError) as wrong:
        told = wrong.strerror if isinstance(wrong, OSError) else wrong
        yield f"{ARTICLES} cannot be read: {told}; {typed(job.batch)} writes it"
        return
    try:
        expected = [article for page in found for article in job.published.articles(page)]
    except (OSError, ValueError):
        return  # a page is not as it was written, which has been told of it
    if articles != expected:
        yield f"{ARTICLES} does not hold what the pages' files hold; {typed(job.batch)} writes it"
