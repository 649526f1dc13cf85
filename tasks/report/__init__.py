"""What a run says of itself: news from its workers, what they add up to, its log, and figures for a monitor.

Knows nothing of newspapers, nor of Luigi: stages, items and states come from whoever uses it.
"""

from tasks.report.log import RunLog, pass_on
from tasks.report.metrics import Metric, exposition
from tasks.report.news import News, keep, kept, listening, reported, tell
from tasks.report.tally import AGAIN, Tally

__all__ = [
    "AGAIN",
    "Metric",
    "News",
    "RunLog",
    "Tally",
    "exposition",
    "keep",
    "kept",
    "listening",
    "pass_on",
    "reported",
    "tell",
]
