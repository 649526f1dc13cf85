"""How fast clipsheet is, as ratios to other programs on the same machine in the same minutes: ``python -m tests.bench``.

Absolute times say as much about the machine and its other work as about the program. So every figure here is a ratio of two
measurements taken by turns, in several rounds; what is compared is the median, and the table shows how far rounds lie apart.

    pages      the pages measured with, set by tests/typeset
    measure    what work costs: of a function, of a whole command
    memory     what the processes of a command hold while it works
    plan       how much is measured
    rows       a line of the table, and what it is judged by
    rooms      rows about the rooms of text: pipeline, detection, runaway
    plain      the plain pool of processes that a run is compared with
    batches    rows about whole runs: pool, flat, memory, idle, rerun, start
    readers    the row about opendataloader-pdf, only with --opendataloader
    machine    the machine, the commit, the table and the JSON

Programs of their own, for ``docs/scale.md``:

    flat       one long run, watched (seen, plot)
    scheduling what Luigi costs by itself
    requests   what an object store is asked
    spent      where the time of a page goes, for `docs/speed.md`
    million    a million pages, reckoned from what these and the row ``pipeline`` found
"""
