"""The names model at work: features to scores, scores to labels, many sentences at once.

A linear-chain CRF (J. Lafferty et al., 2001) that python-crfsuite trained. What a word alone adds
to the scores of its own and its neighbours' labels is summed once per word and kept; so most of a
text is additions of small arrays, several times faster than the trainer's own tagger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.analysis.names.features import (
    Guideline,
    Lexicon,
    far,
    known,
    near,
    own,
    pairs,
    remember,
    remembered,
)
from marsad.analysis.names.gazetteer import load_gazetteer, parse_gazetteer
from marsad.errors import ConfigError

Scores = NDArray[np.float32]

_REACH = 2  # words to each side that a word's scores depend on
_KEPT_WORDS = 120_000
_TOGETHER = 64  # sentences decoded at once
_EDGE = ""
_UNKNOWN_MEMORY = "m=?"
"""The memory feature of a first reading, when the document is not known yet."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What training learned."""

    labels: tuple[str, ...]  # "O", "B-PER", "I-PER" …
    features: dict[str, int] = field(repr=False)  # to the rows of `states`
    states: Scores = field(repr=False)  # features by labels
    transitions: Scores = field(repr=False)  # from by to


class NamesModel:
    """A model ready to tag under one guideline; it remembers words that it has met."""

    def __init__(self, weights: Weights, lexicon: Lexicon, guideline: Guideline) -> None:
        self.labels = weights.labels
        self.lexicon = lexicon
        self._weights = weights
        self._guideline = guideline
        self._words: dict[str, int] = {}
        self._table = self._empty_table(1024)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Label the folded words of a document's sentences.

        The document is read twice: the second time, what a word was taken for elsewhere counts.
        """
        keys = [[self.lexicon.gazetteer.key(word) for word in words] for words in sentences]
        scores = [self._scores(words, names) for words, names in zip(sentences, keys, strict=True)]
        first = self._decode([one + self._row(_UNKNOWN_MEMORY) for one in scores])
        memory = remember(keys, first)
        for one, remarks in zip(scores, memory, strict=True):
            self._add(one, ((at, remembered(remarks, at)) for at in range(len(remarks))))
        return self._decode(scores)

    # --- scores ---

    def _row(self, feature: str) -> Scores:
        index = self._weights.features.get(feature)
        if index is None:
            return np.zeros(len(self.labels), np.float32)
        return np.asarray(self._weights.states[index])

    def _sum(self, features: Iterable[str]) -> Scores:
        """Return what features add to the labels' scores together."""
        index = self._weights.features
        rows = [index[feature] for feature in features if feature in index]
        return np.asarray(self._weights.states[rows].sum(axis=0))

    def _add(self, scores: Scores, places: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add features to the scores of the words that they stand at."""
        index = self._weights.features
        rows, found = [], []
        for at, features in places:
            for feature in features:
                row = index.get(feature)
                if row is not None:
                    rows.append(at)
                    found.append(row)
        if rows:
            np.add.at(scores, rows, self._weights.states[found])

    def _empty_table(self, size: int) -> Scores:
        return np.zeros((size, 2 * _REACH + 1, len(self.labels)), np.float32)

    def _word(self, folded: str) -> int:
        """Return a word's row in the table: what it adds two places on, one on, here, and back."""
        row = self._words.get(folded)
        if row is not None:
            return row
        if len(self._words) >= _KEPT_WORDS:
            self._words.clear()
        row = len(self._words)
        if row >= len(self._table):
            self._table = np.concatenate([self._table, self._empty_table(len(self._table))])
        self._table[row] = self._word_scores(folded)
        self._words[folded] = row
        return row

    def _word_scores(self, folded: str) -> Scores:
        if folded == _EDGE:
            marks = [[f"{offset}:edge"] for offset in (-2, -1, 0, 1, 2)]
            marks[_REACH] = []
            return np.stack([self._sum(mark) for mark in marks])
        lexicon, guideline = self.lexicon, self._guideline
        beside = near(folded, lexicon, guideline)
        beyond = far(folded, lexicon)
        features = (
            [f"-2:{feature}" for feature in beyond],
            [f"-1:{feature}" for feature in beside],
            own(folded, lexicon, guideline),
            [f"1:{feature}" for feature in beside],
            [f"2:{feature}" for feature in beyond],
        )
        return np.stack([self._sum(found) for found in features])

    def _scores(self, words: Sequence[str], keys: Sequence[str]) -> Scores:
        """Return the labels' scores of a sentence's words, one row a word."""
        edges = [_EDGE] * _REACH
        # Rows first: a word met for the first time may move the table.
        rows = [self._word(word) for word in (*edges, *words, *edges)]
        if len(set(rows)) < len({*words, _EDGE}):  # the table was emptied on the way
            rows = [self._word(word) for word in (*edges, *words, *edges)]
        table, count = self._table[rows], len(words)
        scores = np.zeros((count, len(self.labels)), np.float32)
        for place in range(2 * _REACH + 1):
            scores += table[place : place + count, place]
        self._add(scores, ((at, pairs(keys, at, self.lexicon)) for at in range(count)))
        tags = self.lexicon.gazetteer.tags(keys)
        if any(tags):
            self._add(scores, ((at, known(tags, at, self._guideline)) for at in range(count)))
        return scores

    # --- decoding ---

    def _decode(self, scores: Sequence[Scores]) -> list[list[str]]:
        """Return the best labels of each sentence (A. Viterbi, 1967)."""
        order = sorted(range(len(scores)), key=lambda number: len(scores[number]))
        found: list[list[str]] = [[] for _ in scores]
        for start in range(0, len(order), _TOGETHER):
            numbers = [number for number in order[start : start + _TOGETHER] if len(scores[number])]
            if numbers:
                paths = _viterbi([scores[number] for number in numbers], self._weights.transitions)
                for number, path in zip(numbers, paths, strict=True):
                    found[number] = [self.labels[label] for label in path]
        return found


def _viterbi(scores: Sequence[Scores], transitions: Scores) -> list[list[int]]:
    """Decode sentences of similar length side by side."""
    longest, count = max(map(len, scores)), len(scores)
    padded = np.zeros((longest, count, len(transitions)), np.float32)
    for number, one in enumerate(scores):
        padded[: len(one), number] = one
    best = padded[0]
    back = np.zeros(padded.shape, np.int8)
    # The best score at each sentence's own end is kept where it is: later rows are padding.
    ends = np.array([len(one) - 1 for one in scores])
    final = best.copy()
    for at in range(1, longest):
        options = best[:, :, None] + transitions
        back[at] = options.argmax(axis=1)
        best = options.max(axis=1) + padded[at]
        ending = ends == at
        final[ending] = best[ending]
    labels = final.argmax(axis=1)
    paths = []
    for number, end in enumerate(ends):
        path = [int(labels[number])]
        for at in range(int(end), 0, -1):
            path.append(int(back[at, number, path[-1]]))
        paths.append(path[::-1])
    return paths


# --- files ------------------------------------------------------------------------


def pack_weights(
    labels: Sequence[str],
    states: Iterable[tuple[str, str, float]],
    transitions: Iterable[tuple[str, str, float]],
) -> dict[str, Any]:
    """Return the arrays of a model's file from (feature, label, weight) and (from, to, weight).

    Weights are halved in precision; features are sorted, so that the same model is the same bytes.
    """
    column = {label: number for number, label in enumerate(labels)}
    by_feature: dict[str, list[tuple[int, float]]] = {}
    for feature, label, weight in states:
        by_feature.setdefault(feature, []).append((column[label], weight))
    names = sorted(by_feature)
    counts = [len(by_feature[name]) for name in names]
    pairs_ = [pair for name in names for pair in sorted(by_feature[name])]
    moves = np.zeros((len(labels), len(labels)), np.float32)
    for source, target, weight in transitions:
        moves[column[source], column[target]] = weight
    return {
        "labels": np.frombuffer("\n".join(labels).encode(), np.uint8),
        "features": np.frombuffer("\n".join(names).encode(), np.uint8),
        "counts": np.array(counts, np.uint8),
        "columns": np.array([number for number, _ in pairs_], np.uint8),
        "values": np.array([weight for _, weight in pairs_], np.float16),
        "transitions": moves,
    }


def unpack_weights(arrays: Any) -> Weights:
    """Read the arrays that `pack_weights` made."""
    labels = tuple(arrays["labels"].tobytes().decode().split("\n"))
    names = arrays["features"].tobytes().decode().split("\n")
    states = np.zeros((len(names), len(labels)), np.float32)
    rows = np.repeat(np.arange(len(names)), arrays["counts"])
    states[rows, arrays["columns"]] = arrays["values"]
    index = {name: number for number, name in enumerate(names)}
    return Weights(labels, index, states, arrays["transitions"])


def parse_clusters(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read a `clusters.txt`: a word's key, then its clusters, set apart by blanks.

    Raises:
        ConfigError: a line holds no cluster.
    """
    found = {}
    for number, line in enumerate(lines, 1):
        key, *names = line.split()
        if not names:
            raise ConfigError(f"clusters.txt:{number}: a word without a cluster")
        found[key] = tuple(names)
    return found


@cache
def _shipped() -> tuple[Weights, Lexicon]:
    folder = files("marsad.analysis.names").joinpath("model")
    with folder.joinpath("weights.npz").open("rb") as file, np.load(file) as arrays:
        weights = unpack_weights(arrays)
    clusters = parse_clusters(folder.joinpath("clusters.txt").read_text("utf-8").splitlines())
    return weights, Lexicon(load_gazetteer(), clusters)


@cache
def load_model(guideline: Guideline = "marsad", *, lists: bool = True) -> NamesModel:
    """Return the shipped model, without the known names where `lists` is false.

    Raises:
        ConfigError: a file of it is damaged.
    """
    weights, lexicon = _shipped()
    if not lists:
        lexicon = Lexicon(parse_gazetteer(()), lexicon.clusters)
    return NamesModel(weights, lexicon, guideline)
