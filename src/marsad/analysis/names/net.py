"""A small convolutional net beside the CRF: it reads words by their letters and their company.

After "Fast and accurate entity recognition with iterated dilated convolutions" (E. Strubell et
al., 2017). A word is the sum of a vector learned from unlabelled news, of its letter n-grams and of
its marks; convolutions of growing reach go over the words of a document. The net was first taught
to guess left-out words of unlabelled news, then to label names (`marsad.pipeline.train.net`). What
it says is added to the CRF's scores. At work it is numpy alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from marsad.analysis.names.features import Guideline, Lexicon, shape
from marsad.analysis.names.words import is_word, word_class

Floats = NDArray[np.float32]

BUCKETS = 1 << 14
"""Rows that letter n-grams share; row 0 is nothing's."""
REACHES = (1, 2, 4)
"""How far apart the three words are that each convolution after the first joins."""
GUIDELINES: tuple[Guideline, ...] = ("marsad", "anercorp", "aqmar", "wojood")
NET_KINDS = ("PER", "ORG", "LOC", "MISC")
"""The order of the types in the net's labels, each as B and I, after O."""
GAP = 3
"""Empty rows between sentences."""

_SIZES = (3, 4)
_LETTERS = 24
MOST_GRAMS = 24
_WINDOW = 2
_TOGETHER = 4096
"""Rows read at once: what is longer is read in pieces, between sentences."""


def grams(key: str) -> list[int]:
    """Return the rows of a word key's letter n-grams, of its edges and of the whole."""
    text = f"^{key[:_LETTERS]}$"
    found = [text[start : start + size] for size in _SIZES for start in range(len(text) - size + 1)]
    return [
        1 + zlib.crc32(gram.encode()) % (BUCKETS - 1) for gram in (text, *found[: MOST_GRAMS - 1])
    ]


def marks(folded: str, lexicon: Lexicon, key: str | None = None) -> list[str]:
    """Return what a word is like at first sight, as strings; `key` is its key, if known already."""
    gazetteer = lexicon.gazetteer
    key = gazetteer.key(folded) if key is None else key
    found = [f"sh={shape(folded)}"]
    if folded != key:
        found.append(f"glued={folded[: max(0, len(folded) - len(key))]}")
    if key.startswith("ال"):
        found.append("al")
    found += [
        f"n{names[key]}"
        for names in (gazetteer.given, gazetteer.first, gazetteer.last)
        if key in names
    ]
    if not is_word(key.removeprefix("ال")) and key[0].isalpha():
        found.append("rare")
    if class_ := word_class(key):
        found.append(f"wc={class_}")
    return found


@dataclass(frozen=True, slots=True)
class Net:
    """What training learned; the words of `vectors` are those of the clusters, in order."""

    words: Mapping[str, int] = field(repr=False)  # keys to rows of `vectors`
    vectors: NDArray[np.int8] = field(repr=False)
    scales: Floats = field(repr=False)  # of the rows of `vectors`
    arrays: Mapping[str, Floats] = field(repr=False)
    marks: Mapping[str, int] = field(repr=False)
    tags: Mapping[str, int] = field(repr=False)  # of the known names

    @property
    def width(self) -> int:
        """Numbers in the vector of a word."""
        return int(self.vectors.shape[1])

    def embed(
        self, words: Sequence[str], lexicon: Lexicon, keys: Sequence[str] | None = None
    ) -> Floats:
        """Return the vectors of folded words by themselves, a row each.

        `keys` are theirs, where they are known already.
        """
        keys = keys or [lexicon.gazetteer.key(word) for word in words]
        letters = [grams(key) for key in keys]
        sizes = np.array(list(map(len, letters)), np.float32)
        found = _sums(self.arrays["gram"], letters) / np.sqrt(1 + sizes)[:, None]
        nothing = len(self.arrays["mark"]) - 1
        get = self.marks.get
        found += _sums(
            self.arrays["mark"],
            [
                [get(mark, nothing) for mark in marks(word, lexicon, key)]
                for word, key in zip(words, keys, strict=True)
            ],
        )
        rows = np.array([self.words.get(key, -1) for key in keys])
        known = (rows >= 0)[:, None]
        meant = np.where(
            known, self.vectors[rows] * self.scales[rows, None], self.arrays["unknown"]
        )
        return np.asarray(found + meant, np.float32)

    def read(
        self,
        vectors: Floats,
        tags: Sequence[tuple[int, Sequence[str]]],
        guideline: Guideline,
    ) -> Floats:
        """Return the log-probabilities of labels, one row for each row of `vectors`.

        `tags` are rows with what the known names say of them. One core does it: threads that wait
        for each other over such small products take longer than the products.
        """
        with _threads().limit(limits=1, user_api="blas"):
            return self._read(vectors, tags, guideline)

    def _read(
        self, vectors: Floats, tags: Sequence[tuple[int, Sequence[str]]], guideline: Guideline
    ) -> Floats:
        hidden = _windows(vectors, range(-_WINDOW, _WINDOW + 1)) @ self.arrays["first"]
        hidden += self.arrays["first_bias"] + self.arrays["guideline"][GUIDELINES.index(guideline)]
        self._add_tags(hidden, tags)
        np.maximum(hidden, 0, out=hidden)
        for number, reach in enumerate(REACHES):
            more = _windows(hidden, (-reach, 0, reach)) @ self.arrays[f"layer{number}"]
            more += self.arrays[f"layer{number}_bias"]
            hidden += np.maximum(more, 0, out=more)
        scores = hidden @ self.arrays["out"] + self.arrays["out_bias"]
        scores -= scores.max(axis=1, keepdims=True)
        return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), np.float32)

    def _add_tags(self, hidden: Floats, tags: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Add what the known names say at a row and at its neighbours."""
        table = self.arrays["tag"]
        turns: list[tuple[list[int], list[int]]] = []  # in each, a row once
        for row, names in tags:
            found = [self.tags[name] for name in names if name in self.tags]
            for turn, name in enumerate(found):
                if turn == len(turns):
                    turns.append(([], []))
                turns[turn][0].append(row)
                turns[turn][1].append(name)
        for column, offset in enumerate((1, 0, -1)):  # what is said at a row reaches the next too
            for rows, known in turns:
                at = np.array(rows) + offset
                inside = (at >= 0) & (at < len(hidden))
                hidden[at[inside]] += table[np.array(known)[inside], column]


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _sums(table: Floats, rows: Sequence[Sequence[int]]) -> Floats:
    """Return the sum of some rows of a table for each of several choices; none is empty."""
    starts = [0, *accumulate(map(len, rows[:-1]))]
    flat = [row for choice in rows for row in choice]
    return np.asarray(np.add.reduceat(table[flat], starts, axis=0), np.float32)


def _windows(rows: Floats, offsets: Sequence[int] | range) -> Floats:
    """Return each row beside those at some offsets, zeros beyond the edges."""
    size, width = rows.shape
    found = np.zeros((size, len(offsets) * width), np.float32)
    for number, offset in enumerate(offsets):
        part = found[:, number * width : (number + 1) * width]
        if offset < 0:
            part[-offset:] = rows[:offset]
        elif offset:
            part[:-offset] = rows[offset:]
        else:
            part[:] = rows
    return found


def pieces(lengths: Sequence[int]) -> list[range]:
    """Return which sentences are read at once."""
    found, start, rows = [], 0, 0
    for number, length in enumerate(lengths):
        if rows and rows + length + GAP > _TOGETHER:
            found.append(range(start, number))
            start, rows = number, 0
        rows += length + GAP
    return [*found, range(start, len(lengths))] if lengths else []


# --- files ------------------------------------------------------------------------


def pack_net(
    arrays: Mapping[str, Floats], vectors: Floats, marks_: Sequence[str], tags: Sequence[str]
) -> dict[str, Any]:
    """Return the arrays of a net's file; vectors are kept in bytes, the rest in half precision."""
    found: dict[str, Any] = {
        name: array.astype(np.float16) for name, array in arrays.items() if name != "gram"
    }
    for name, table in (("vectors", vectors), ("gram", arrays["gram"])):
        scales = np.maximum(np.abs(table).max(axis=1), 1e-6) / 127
        found[name] = np.round(table / scales[:, None]).astype(np.int8)
        found[f"{name}_scales"] = scales.astype(np.float16)
    found["marks"] = np.frombuffer("\n".join(marks_).encode(), np.uint8)
    found["tags"] = np.frombuffer("\n".join(tags).encode(), np.uint8)
    return found


def unpack_net(arrays: Mapping[str, Any], words: Sequence[str]) -> Net:
    """Read the arrays that `pack_net` made; `words` are the keys of the vectors' rows."""
    kept = {name: np.asarray(arrays[name]) for name in arrays}
    marks_, tags = (kept.pop(name).tobytes().decode().split("\n") for name in ("marks", "tags"))
    vectors, scales = kept.pop("vectors"), kept.pop("vectors_scales").astype(np.float32)
    gram = kept.pop("gram") * kept.pop("gram_scales").astype(np.float32)[:, None]
    floats = {name: array.astype(np.float32) for name, array in kept.items()}
    floats["mark"] = np.vstack([floats["mark"], np.zeros_like(floats["unknown"])])  # an unknown one
    return Net(
        {word: row for row, word in enumerate(words)},
        vectors,
        scales,
        {**floats, "gram": gram},
        {mark: row for row, mark in enumerate(marks_)},
        {tag: row for row, tag in enumerate(tags)},
    )
