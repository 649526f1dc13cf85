"""Running the stages over batches of pages: settings, seeds, freshness, one stage over a shard, failures, the batch's files.

Plain functions over a :class:`~tasks.run.job.Job`; ``tasks/pipeline.py`` schedules them, ``tasks/command/`` shows them.
"""
