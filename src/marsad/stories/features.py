"""What two articles have in common, as numbers that tell whether they belong together.

What is not known (names that nobody looked for, a lead without a day) is 0 and says so in a column
of its own, so that a decision can do without it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from marsad.stories.vectors import Rows, Vectors

DAY = 86_400.0

NAMES = (
    "lead",  # cosines
    "opening",
    "title",
    "title_in_lead",  # share of a headline that the other's lead has, the greater of both
    "titles_in_leads",  # the smaller of both
    "shared",  # logarithm of the number of shared stems of the leads
    "who",  # shared names of people, organisations and others, Jaccard
    "where",
    "no_who",  # not known, or one names nobody
    "same_day",
    "other_day",
    "gap",  # days between the publications
    "log_gap",  # logarithm of hours
    "same_publisher",
    "same_publisher_lead",  # products
    "same_publisher_gap",
    "gap_lead",
)
"""The columns of `pair_features`."""


def pair_features(
    one: Vectors, rows: NDArray[np.int64], other: Vectors, others: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return a row for each pair `one[rows[i]]`, `other[others[i]]`: (pairs, len(NAMES))."""
    lead = _dot(one.lead, rows, other.lead, others)
    first = _dot(one.title_share, rows, other.lead_has, others)
    second = _dot(other.title_share, others, one.lead_has, rows)
    who, no_who = _jaccard(one.who, rows, other.who, others)
    where, _ = _jaccard(one.where, rows, other.where, others)
    day, other_day = one.day[rows], other.day[others]
    both = (day > 0) & (other_day > 0)
    gap = np.minimum(np.abs(one.at[rows] - other.at[others]) / DAY, 30.0)
    same = (one.publisher[rows] == other.publisher[others]) & (one.publisher[rows] != 0)
    columns = {
        "lead": lead,
        "opening": _dot(one.opening, rows, other.opening, others),
        "title": _dot(one.title, rows, other.title, others),
        "title_in_lead": np.maximum(first, second),
        "titles_in_leads": np.minimum(first, second),
        "shared": np.log1p(_dot(one.lead_has, rows, other.lead_has, others)),
        "who": who,
        "where": where,
        "no_who": no_who,
        "same_day": both & (day == other_day),
        "other_day": both & (day != other_day),
        "gap": gap,
        "log_gap": np.log1p(gap * 24),
        "same_publisher": same,
        "same_publisher_lead": same * lead,
        "same_publisher_gap": same * gap,
        "gap_lead": gap * lead,
    }
    return np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in NAMES])


def _dot(
    one: Rows, rows: NDArray[np.int64], other: Rows, others: NDArray[np.int64]
) -> NDArray[np.float64]:
    return np.asarray(one[rows].multiply(other[others]).sum(axis=1), dtype=np.float64).ravel()


def _jaccard(
    one: Rows, rows: NDArray[np.int64], other: Rows, others: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the share of names in common, and where either has none."""
    shared = _dot(one, rows, other, others)
    sizes, other_sizes = np.diff(one.indptr)[rows], np.diff(other.indptr)[others]
    union = sizes + other_sizes - shared
    return shared / np.maximum(union, 1), (sizes == 0) | (other_sizes == 0)
