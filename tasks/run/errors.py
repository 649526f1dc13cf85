"""What stops a run, each with its exit code (Luigi's, where Luigi has one) and the way out."""

from __future__ import annotations


class RunError(Exception):
    """A run that cannot go on; the message says what happened, to what, and how to mend it."""

    code = 40


class Usage(RunError):
    """A setting, an option or a name that is wrong."""

    code = 2


class NoBatch(Usage):
    """A name that no batch can have; of a folder among the seeds it costs no other batch anything."""


class AlreadyRunning(RunError):
    """Somebody else works on the batch."""

    code = 10


class NothingThere(RunError):
    """A batch or page that was asked for and is not among the seeds."""

    code = 20


class Unreadable(RunError):
    """A folder of seeds or a configuration file that may not be read: nobody knows what is in it."""

    code = 25


class NotWritable(RunError):
    """A folder that results should go to cannot be written."""

    code = 25


class Altered(RunError):
    """A result or a published file that somebody else has changed, and that this cannot go on without."""

    code = 30


class PagesFailed(RunError):
    """Some pages failed; all others are done."""

    code = 30


class Hopeless(RunError):
    """More pages failed than ``max_failed_share`` allows: the rest was not tried."""

    code = 30
