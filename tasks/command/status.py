"""``status``: how each page stands at each stage, and why. ``settings``: what everything is set to."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tasks.command.run import batches
from tasks.run import batch as whole
from tasks.run.failures import command
from tasks.run.freshness import DONE, FAILED, MISSING, STALE, PageState
from tasks.run.job import Job, job_of
from tasks.run.settings import SECTION, keys, load


def status(args: Namespace, options: dict[str, str]) -> int:
    """Print how batches stand; reads labels only and changes nothing."""
    reports = []
    for batch in batches([args.batch] if args.batch else None, options):
        job = job_of(options, batch, fresh=True)
        found = list(whole.states(job, whole.choose(job, [])))
        if args.json:
            reports.append(_as_json(job, found))
        else:
            print(_as_text(job, found))
    if args.json:
        print(json.dumps({"batches": reports}, ensure_ascii=False, indent=2))
    return 0


def overall(state: PageState) -> str:
    """A page's state in one word: the worst of its stages'."""
    kinds = {one.kind for one in state.states.values()}
    return next(kind for kind in (FAILED, STALE, MISSING, DONE) if kind in kinds)


def _as_json(job: Job, found: list[PageState]) -> dict[str, object]:
    return {
        "batch": job.batch,
        "counts": dict(Counter(overall(state) for state in found)),
        "pages": [
            {
                "page": state.page,
                "state": overall(state),
                "stages": {name: {"state": one.kind, "why": one.why or None} for name, one in state.states.items()},
                "failure": asdict(state.failure) | {"rerun": command(job.batch, state.failure)} if state.failure else None,
            }
            for state in found
        ],
    }


def _as_text(job: Job, found: list[PageState]) -> str:
    counts = Counter(overall(state) for state in found)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in (DONE, STALE, MISSING, FAILED) if counts[kind])
    lines = [f"batch {job.batch}: {len(found)} pages: {told}"]
    for state in found:
        name = state.page if state.page.isprintable() else repr(state.page)
        if overall(state) == DONE:
            lines.append(f"  {name}: done")
            continue
        lines.append(f"  {name}: " + " · ".join(f"{stage} {one}" for stage, one in state.states.items()))
        if state.failure:
            lines.append(f"      {state.failure.mend}; then: {command(job.batch, state.failure)}")
    return "\n".join(lines)


def settings(args: Namespace, options: dict[str, str]) -> int:
    """Print every setting with its value, what is allowed, and what it is for."""
    named = dict(options)
    config = named.pop("config", None)
    found = load(Path(config) if config else None, named)
    section = ""
    for key in keys():
        if key.section != section:
            section = key.section
            print(f"[{section}]")
        owner = found.run if section == SECTION else found.of_stage(section, "default")
        print(f"{key.name} = {_written(getattr(owner, key.name))}  # {key.allowed}" + _meant(key.rules.get("help")))
    return 0


def _meant(text: object) -> str:
    return f"; {text}" if text else ""


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
