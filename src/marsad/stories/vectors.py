"""What articles lead with, as sparse vectors; many articles at once.

A word counts by its stem and by how rare the stem is in news (`marsad.lexicon.frequencies`). A
stem's column is a checksum of its letters, so that no vocabulary has to be kept or agreed on.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from marsad.lexicon.frequencies import load_frequencies
from marsad.stories.items import LEAD_WORDS, Item, lead
from marsad.stories.words import Words, read_words
from marsad.text.stem import stem

COLUMNS = 1 << 20
OPENING_WORDS = 35
_COMMON = 0.2  # share of articles from which on a stem tells nothing
_CACHED = 500_000  # words whose stems are remembered
_KINDS = {"PER": 0, "ORG": 0, "LOC": 1, "MISC": 0}

Rows = Any
"""A `scipy.sparse.csr_matrix`; SciPy has no types to check."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Articles as rows of matrices, (articles, COLUMNS) each, and of columns, (articles,) each."""

    lead: Rows  # headline twice, and lead; rows of length 1
    opening: Rows  # headline, and first sentence or so; rows of length 1
    title: Rows  # rows of length 1
    title_share: Rows  # rows of sum 1
    lead_has: Rows  # 1 where a stem stands
    who: Rows  # 1 where a name stands that is no place's
    where: Rows  # 1 where a place stands
    day: NDArray[np.int32]  # the first day named, as an ordinal; 0 where none is known
    at: NDArray[np.float64]  # publication, seconds since 1970
    publisher: NDArray[np.uint32]  # a checksum of its name; 0 where unknown

    def __len__(self) -> int:
        """Return the number of articles."""
        return len(self.at)


def telling(rows: Rows, share: float) -> Rows:
    """Return rows without the stems that more than a share of all articles have."""
    kept = _rarity()[rows.indices] >= -math.log(share)
    counts = np.concatenate(([0], np.cumsum(kept)))[rows.indptr]
    return sparse.csr_matrix(
        (rows.data[kept], rows.indices[kept], counts.astype(np.int32)), shape=rows.shape
    )


def stack(parts: Sequence[Vectors]) -> Vectors:
    """Put the rows of several below each other."""
    columns = {
        field.name: [getattr(part, field.name) for part in parts] for field in fields(Vectors)
    }
    joined = {
        name: sparse.vstack(values, format="csr")
        if sparse.issparse(values[0])
        else np.concatenate(values)
        for name, values in columns.items()
    }
    return Vectors(**joined)


class Vectorizer:
    """Makes vectors and remembers the stems of words that it has met."""

    def __init__(self) -> None:
        """Begin with no word."""
        self._columns: dict[int, int] = {}

    def read(self, items: Sequence[Item]) -> Vectors:
        """Return the vectors of articles, a row each."""
        titles = read_words([item.title or "" for item in items])
        leads = read_words([lead(item.text) for item in items])
        title = self._stems(titles)
        body = self._stems(leads)
        title_rows, body_rows = _row_numbers(titles), _row_numbers(leads)
        places = np.arange(len(body), dtype=np.int64) - leads.offsets[body_rows]
        early, within = places < OPENING_WORDS, places < LEAD_WORDS
        size = len(items)
        join = np.concatenate
        counts = _counts(
            size,
            join((title_rows, title_rows, body_rows[within])),
            join((title, title, body[within])),
        )
        opening = _counts(size, join((title_rows, body_rows[early])), join((title, body[early])))
        heads = _counts(size, title_rows, title)
        return Vectors(
            lead=_unit(_weighted(counts)),
            opening=_unit(_weighted(opening)),
            title=_unit(_weighted(heads)),
            title_share=_shares(_weighted(heads, flat=True)),
            lead_has=_ones(counts),
            who=_names(items, 0),
            where=_names(items, 1),
            day=np.array([item.day or 0 for item in items], dtype=np.int32),
            at=np.array([item.at for item in items], dtype=np.float64),
            publisher=np.array([_checksum(item.publisher) for item in items], dtype=np.uint32),
        )

    def _stems(self, words: Words) -> NDArray[np.int64]:
        """Return the column of each word."""
        numbers, first, where = np.unique(words.numbers, return_index=True, return_inverse=True)
        if len(self._columns) > _CACHED:
            self._columns.clear()
        known = self._columns
        columns = np.zeros(len(numbers), dtype=np.int64)
        for at, number in enumerate(numbers.tolist()):
            column = known.get(number)
            if column is None:
                column = known[number] = column_of(words.printed(int(first[at])))
            columns[at] = column
        return columns[where]


def column_of(word: str) -> int:
    """Return the column of a folded word's stem."""
    return _checksum(stem(word)) % COLUMNS


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode())


@cache
def _rarity() -> NDArray[np.float32]:
    """Return the weight of each column; 0 where a stem is too common to tell anything."""
    known = load_frequencies()
    weights = np.full(COLUMNS, math.log(known.articles + 1), dtype=np.float32)
    for term, count in known.counts.items():
        at = _checksum(term) % COLUMNS
        weight = known.rarity(term) if count < _COMMON * known.articles else 0.0
        weights[at] = min(weights[at], weight)
    return weights


def _row_numbers(words: Words) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(words), dtype=np.int64), np.diff(words.offsets))


def _counts(size: int, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Rows:
    """Count how often each column stands in each row."""
    keys, counts = np.unique(rows * COLUMNS + columns, return_counts=True)
    kept = _rarity()[keys % COLUMNS] > 0
    keys, counts = keys[kept], counts[kept]
    starts = np.searchsorted(keys, np.arange(size + 1, dtype=np.int64) * COLUMNS)
    return sparse.csr_matrix(
        (counts.astype(np.float32), (keys % COLUMNS).astype(np.int32), starts.astype(np.int32)),
        shape=(size, COLUMNS),
    )


def _weighted(counts: Rows, *, flat: bool = False) -> Rows:
    data = _rarity()[counts.indices]
    if not flat:
        data = data * (1 + np.log(counts.data))
    return _with(counts, data)


def _ones(counts: Rows) -> Rows:
    return _with(counts, np.ones_like(counts.data))


def _with(matrix: Rows, data: NDArray[np.float32]) -> Rows:
    return sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _unit(matrix: Rows) -> Rows:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return _divided(matrix, lengths)


def _shares(matrix: Rows) -> Rows:
    return _divided(matrix, np.asarray(matrix.sum(axis=1)).ravel())


def _divided(matrix: Rows, by: NDArray[np.float32]) -> Rows:
    return _with(matrix, matrix.data / np.repeat(by, np.diff(matrix.indptr)))


def _names(items: Iterable[Item], kind: int) -> Rows:
    indices: list[int] = []
    starts = [0]
    for item in items:
        names = item.names or ()
        indices += sorted(
            {_checksum(name.key) % COLUMNS for name in names if _KINDS[name.type] == kind}
        )
        starts.append(len(indices))
    data = np.ones(len(indices), dtype=np.float32)
    return sparse.csr_matrix(
        (data, np.array(indices, dtype=np.int32), np.array(starts, dtype=np.int32)),
        shape=(len(starts) - 1, COLUMNS),
    )
