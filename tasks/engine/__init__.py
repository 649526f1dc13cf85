"""Batches on Dask: shards are handed to its workers, which may be on other machines, and what they do is told here.

    the run        handover.py   hands a batch's shards to Dask, keeps them coming, tells what comes back
                   cluster.py    finds Dask's scheduler, or starts a cluster on this machine
                   orders.py     what an order for a shard says, and whether it can be carried out here
    Dask's worker  worker.py     passes an order on to a process of its own, and that one's news back
    its process    child.py      works on the shard, as a run's own worker would

Results never travel: workers write them into the folders, which all machines must share. Work is done in a process of its
own because Dask's workers work in threads: only the main thread of a process can be interrupted when a page takes too long,
and a page that brings its process down then costs a worker nothing.

Only ``--engine dask`` imports what is in here, and only ``cluster.py``, ``handover.py`` and ``worker.py`` know Dask.
"""
