"""What comes first on a front page: many independent sources, growing, recent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

RECENT = 6 * 3600
"""Seconds before a story's last article whose sources show that it grows."""

_SOURCE_BONUS = 10 * 3600
_GROWTH_BONUS = 2 * 3600


class Report(NamedTuple):
    """An article of a story, as far as its rank goes."""

    at: int  # seconds since 1970
    publisher: str
    copied: bool


class Rank(NamedTuple):
    """How a story stands."""

    sources: int  # publishers that print it
    recent: int  # of them, those of its last hours
    hot: int  # seconds; what has more comes first


def rank(reports: Sequence[Report]) -> Rank:
    """Rank a story by its articles; there must be one.

    Each doubling of the publishers that report by themselves is worth ten hours of age, each
    doubling of those of its last hours two more. So the order of two stories never changes by time
    alone, and a list can be read page by page.
    """
    last = max(report.at for report in reports)
    own = {report.publisher for report in reports if not report.copied}
    late = [report for report in reports if report.at > last - RECENT]
    recent = {report.publisher for report in late}
    growing = {report.publisher for report in late if not report.copied}
    bonus = _SOURCE_BONUS * math.log2(max(len(own), 1))
    growth = _GROWTH_BONUS * math.log2(max(len(growing), 1))
    sources = {report.publisher for report in reports}
    return Rank(len(sources), len(recent), last + round(bonus + growth))
