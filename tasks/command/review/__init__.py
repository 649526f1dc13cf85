"""``review``: a batch as a site to look at and to correct, made of files alone.

    output/<batch>/review/
      index.html  style.css  *.js   the same for every batch, copied from ``site/``
      batch.js                      a row for each page: how it stands, its counts, its lowest confidences
      pages/<digest>.js             a page: its source, where each part went, the ledger; loaded when it is opened
      made.json                     what each of these was made from, so that only pages that changed are made again

No server and no network: a browser opens ``index.html`` from the disk. A browser lets no page read other files there, but
run scripts; so data come as scripts of one call each, ``batch({…})`` and ``page({…})``.

``page`` and ``batch`` make the data, ``doubts`` says where to look first, ``files`` writes. What is shown is nowhere built
from source text as markup: the scripts make elements and text, and the site's policy refuses anything else.
"""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from tasks.command.harmless import harmless
from tasks.command.review.files import bring_up_to_date
from tasks.run.errors import NotWritable, PagesFailed
from tasks.run.job import job_of
from tasks.run.which import each
from tasks.store import Unreached, Unwritable


def review(args: Namespace, options: dict[str, str]) -> int:
    """Make the sites of batches, or bring them up to date; exit code 30 if a page could not be shown.

    Raises:
        NotWritable: a file of a site cannot be written.
    """
    return each(args.batch, options, partial(_site, options))


def _site(options: dict[str, str], batch: str) -> int:
    job = job_of(options, batch, fresh=True)
    try:
        made = bring_up_to_date(job)
    except (Unwritable, Unreached) as wrong:
        raise NotWritable(f"{wrong}; mend that, or name another folder with --output") from wrong
    pages = "page" if made.pages == 1 else "pages"
    told = f"batch {batch}: {made.pages} {pages}, {made.anew} made anew, {made.gone} taken away; open {made.index}"
    print(harmless(told))
    if made.why_there:
        print(f"  {made.why_there}")
    for name, why in made.unshown:
        print(harmless(f"  cannot be shown: {name!r}: {why}"))
    return PagesFailed.code if made.unshown else 0
