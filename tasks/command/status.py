"""``status``: how each page stands at each stage, and why. ``settings``: what everything is set to."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict

import msgspec

from tasks.command.harmless import harmless
from tasks.run import batch as whole
from tasks.run.commands import kept
from tasks.run.ending import corrections_trouble
from tasks.run.failures import command
from tasks.run.freshness import DONE, FAILED, MISSING, STALE, PageState
from tasks.run.job import Job, job_of
from tasks.run.looking import looked_through
from tasks.run.settings import SECTION, keys, of_options
from tasks.run.which import each

ORDER = (FAILED, STALE, MISSING, DONE)
"""The worst first."""

ALIKE = 20
"""Pages that stand alike and are named one by one; of more the rest is counted (``--json`` has all)."""


def status(args: Namespace, options: dict[str, str]) -> int:
    """Print how batches stand; reads labels only and changes nothing."""
    reports: list[dict[str, object]] = []
    named: list[str] = []

    def tell(batch: str) -> int:
        job = job_of(options, batch, fresh=True)
        found = looked_through(job, whole.choose(job, []))
        if args.json:
            reports.append(_as_json(job, found))
        else:
            print(_as_text(job, found))
            named.extend(state.page for state in found if state.failure)
        return 0

    code = each(args.batch, options, tell)
    if named and (same := kept(options)):
        print(f"with the options of this command: {same}")
    if args.json:
        data = json.dumps({"batches": reports}, ensure_ascii=False).encode(errors="backslashreplace")
        print(msgspec.json.format(data, indent=2).decode())  # json's own indenting takes longer than all the looking
    return code


def overall(state: PageState) -> str:
    """A page's state in one word: the worst of its stages'."""
    kinds = {one.kind for one in state.states.values()}
    return next(kind for kind in ORDER if kind in kinds)


def _as_json(job: Job, found: Collection[PageState]) -> dict[str, object]:
    broken = corrections_trouble(job, found)
    return {
        "batch": job.batch,
        "corrections": {"state": FAILED, "why": str(broken), "mend": broken.mend} if broken else None,
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


def _as_text(job: Job, found: Collection[PageState]) -> str:
    counts = Counter(overall(state) for state in found)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in (DONE, STALE, MISSING, FAILED) if counts[kind])
    lines = [f"batch {job.batch}: {len(found)} page{'s' * (len(found) != 1)}: {told}"]
    if job.laid != (job.wanted, job.wanted) and any("normalise" in state.stamps for state in found):
        now = " and ".join(dict.fromkeys(map(str, job.laid)))
        lines.append(f"  laid out as {now}; the next run lays it out as {job.wanted}, without computing anything")
    for section in job.settings.about_nothing(job.batch, {file.name for file in job.files}):
        lines += [f"  [{section}] is about no file of this batch", "      name the file as it is called, without its suffix"]
    broken = corrections_trouble(job, found)
    lines += [f"  {broken}", f"      {broken.mend}"] if broken else []
    for group, count in sorted(_alike(found), key=lambda one: ORDER.index(overall(one[0][0]))):
        for state in group[:ALIKE] if count > ALIKE + 1 else group:
            name = state.page if state.page.isprintable() else repr(state.page)
            lines.append(f"  {name}: {_in_words(state)}")
            if state.failure:
                lines.append(f"      {state.failure.mend}; then: {command(job.batch, state.failure)}")
        if count > ALIKE + 1:
            lines.append(f"  and {count - ALIKE} more pages: {_in_words(group[0], with_input=False)}")
    return "\n".join(map(harmless, lines))


def _alike(found: Iterable[PageState]) -> list[tuple[list[PageState], int]]:
    """Pages that stand alike, for the same reason, together: the first of them, and how many they are.

    Those that failed stand each for itself.
    """
    groups: dict[object, list[PageState]] = {}
    counts = Counter[object]()
    for number, state in enumerate(found):
        key = number if state.failure else _in_words(state, with_input=False)
        counts[key] += 1
        if counts[key] <= ALIKE + 1:
            groups.setdefault(key, []).append(state)
    return [(group, counts[key]) for key, group in groups.items()]


def _in_words(state: PageState, with_input: bool = True) -> str:
    """How a page stands; digests of inputs differ from page to page and may be left out."""
    if overall(state) == DONE:
        return DONE
    words = " · ".join(f"{stage} {one}" for stage, one in state.states.items())
    return words if with_input else re.sub(r"(input \S+): \w+ → \w+", r"\1 has changed", words)


def settings(args: Namespace, options: dict[str, str]) -> int:
    """Print every setting with its value, what is allowed, and what it is for."""
    found = of_options(options)
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
