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
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.analysis.names.codes import EDGES, KIND, WIDTH, Codes, read_codes
from marsad.analysis.names.features import (
    FAMILY,
    Guideline,
    Lexicon,
    alone,
    kind,
    listing,
    quoted,
    remember,
)
from marsad.analysis.names.gazetteer import load_gazetteer, parse_gazetteer
from marsad.analysis.names.neighbours import Neighbours, read_neighbours
from marsad.analysis.names.net import GAP, NET_KINDS, Net, pieces, unpack_net
from marsad.analysis.names.paths import best_paths
from marsad.errors import ConfigError

Scores = NDArray[np.float32]

_REACH = 2  # words to each side that a word's scores depend on
_KEPT_WORDS = 120_000
_TOGETHER = 64  # sentences decoded at once
_PLACES = (-2, -1, 1, 2)
_NET_LABELS = ("O", *(f"{place}-{kind}" for kind in NET_KINDS for place in "BI"))
_NET_WEIGHT = 0.6
"""How much the net's word counts beside the CRF's."""

_AGAIN = {"PER": 2.0, "LOC": 0.0, "ORG": 1.75, "MISC": 0.0}
"""What speaks for a type when the document has the same word as such a name once more."""

_OFTEN = 1.5
"""Times as much where it has it more than once."""

_FAMILY = {f"{FAMILY}!": 10.0, FAMILY: 6.5, f"{FAMILY}?": 4.0}
"""What speaks for a person where the word ends a person's full name elsewhere in the document."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What training learned; the last row of `states` is zeros."""

    labels: tuple[str, ...]  # "O", "B-PER", "I-PER" …
    features: dict[str, int] = field(repr=False)  # to the rows of `states`
    beside: dict[str, int] = field(repr=False)  # features of a neighbour, to rows of `places`
    places: Any = field(repr=False)  # rows of `states` for each of `_PLACES`; the last: nothing
    states: Scores = field(repr=False)  # features by labels
    transitions: Scores = field(repr=False)  # from by to
    codes: Codes = field(repr=False)
    neighbours: Neighbours = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Document:
    """Sentences one after the other, as numbers; `starts` are where each begins, and the end."""

    starts: Sequence[int]
    keys: Sequence[Sequence[str]]
    scores: Scores  # words by labels, the CRF's
    vectors: Scores  # of its words, for the net
    tags: Sequence[tuple[int, Sequence[str]]]  # words of known names, and what these say

    def sentences(self) -> list[Scores]:
        return [self.scores[start:end] for start, end in pairwise(self.starts)]


@dataclass(frozen=True, slots=True)
class _Words:
    """What is known of words that were met, a row each."""

    scores: Scores  # what a word adds two places on, one on, here, one back, two back
    vectors: Scores  # for the net
    numbers: Any  # for the codes

    def joined(self, more: _Words) -> _Words:
        return _Words(
            np.concatenate([self.scores, more.scores]),
            np.concatenate([self.vectors, more.vectors]),
            np.concatenate([self.numbers, more.numbers]),
        )


class NamesModel:
    """A model ready to tag under one guideline; it remembers words that it has met.

    Without a `net` the CRF reads alone.
    """

    def __init__(
        self, weights: Weights, lexicon: Lexicon, guideline: Guideline, net: Net | None = None
    ) -> None:
        self.labels = weights.labels
        self.lexicon = lexicon
        self._weights = weights
        self._guideline = guideline
        self._net = net
        self._words: dict[str, int] = {}
        self._seen: list[tuple[str, str]] = []  # the keys and kinds of these
        self._table = self._empty(1024)
        self._said: dict[str, Scores] = {}  # what a known name adds at its word and beside it
        self._columns = [_NET_LABELS.index(label) for label in self.labels if net]

    def tag(self, sentences: Sequence[Sequence[str]], *, once: bool = False) -> list[list[str]]:
        """Label the folded words of a document's sentences.

        What a word was taken for elsewhere in the document counts when it is read again; sentences
        that do not belong together are read `once`.
        """
        keys: list[Sequence[str]] = []
        scores: list[Scores] = []
        for piece in pieces(list(map(len, sentences))):
            document = self._read(sentences[piece.start : piece.stop])
            self._hear_net(document)
            keys += document.keys
            scores += document.sentences()
        found = self._decode(scores)
        if once:
            return found
        memory = remember(keys, found)
        again = [
            number
            for number, remarks in enumerate(memory)
            if self._recall(scores[number], remarks, found[number])
        ]
        for number, labels in zip(again, self._decode([scores[n] for n in again]), strict=True):
            found[number] = labels
        return found

    def _recall(self, scores: Scores, remarks: Sequence[str], labels: Sequence[str]) -> bool:
        """Favour what words are elsewhere; say whether any of them was something else."""
        differs = False
        for at, remark in enumerate(remarks):
            if not remark:
                continue
            kind = "PER" if remark in _FAMILY else remark.removesuffix("+")
            favour = _FAMILY.get(remark) or _AGAIN[kind] * (1 if remark == kind else _OFTEN)
            if favour and not labels[at].endswith(kind):
                differs = True
                for column, name in enumerate(self.labels):
                    if name.endswith(kind):
                        scores[at, column] += favour
        return differs

    def _hear_net(self, document: _Document) -> None:
        """Add what the net says of a document to the scores of its words."""
        if self._net is None or not len(document.scores):
            return
        lengths = np.diff(document.starts)
        rows = np.arange(len(document.scores)) + np.repeat(np.arange(len(lengths)) * GAP, lengths)
        vectors = np.zeros((len(rows) + len(lengths) * GAP, self._net.width), np.float32)
        vectors[rows] = document.vectors
        tags = [(int(rows[at]), said) for at, said in document.tags]
        said = self._net.read(vectors, tags, self._guideline)[rows]
        document.scores[:] += _NET_WEIGHT * said[:, self._columns]

    # --- scores ---

    def _sum(self, features: Iterable[str]) -> Scores:
        """Return what features add to the labels' scores together."""
        index = self._weights.features
        rows = [index[feature] for feature in features if feature in index]
        return np.asarray(self._weights.states[rows].sum(axis=0))

    def _empty(self, size: int) -> _Words:
        width = self._net.width if self._net else 0
        return _Words(
            np.zeros((size, 2 * _REACH + 1, len(self.labels)), np.float32),
            np.zeros((size, width), np.float32), np.zeros((size, WIDTH), np.int64),
        )  # fmt: skip

    def _meet(self, words: Iterable[str]) -> None:
        """Fill the table's rows of words that were not met before."""
        new = [word for word in dict.fromkeys(words) if word not in self._words]
        if not new:
            return
        first = len(self._words)
        while first + len(new) > len(self._table.scores):
            self._table = self._table.joined(self._empty(len(self._table.scores)))
        table, lexicon = self._table, self.lexicon
        keys = [lexicon.gazetteer.key(word) for word in new]
        table.scores[first : first + len(new)] = self._word_scores(new, keys)
        for row, (word, key) in enumerate(zip(new, keys, strict=True), first):
            self._words[word] = row
            kind_, clusters = kind(key, lexicon), lexicon.clusters.get(key)
            table.numbers[row] = self._weights.codes.of(kind_, clusters)
            self._seen.append((key, kind_))
        if self._net:
            table.vectors[first : first + len(new)] = self._net.embed(new, lexicon, keys)

    def _word_scores(self, words: Sequence[str], keys: Sequence[str]) -> Scores:
        """Return what words add two places on, one on, here, one back and two back."""
        weights = self._weights
        index, beside = weights.features, weights.beside
        here, near_rows, far_rows = [], [], []
        nothing = len(weights.places) - 1
        for word, key in zip(words, keys, strict=True):
            own, near, far = alone(word, key, self.lexicon, self._guideline)
            here.append([index[feature] for feature in own if feature in index])
            both = [beside.get(feature, nothing) for feature in far]
            first, *others = [beside.get(feature, nothing) for feature in near]
            near_rows.append([both[0], first, *both[1:], *others])  # as `features.near` says it
            far_rows.append(both)
        found = np.empty((len(words), 2 * _REACH + 1, len(self.labels)), np.float32)
        found[:, _REACH] = self._totals(_padded(here, len(weights.states) - 1))
        for rows, columns in ((far_rows, (0, 3)), (near_rows, (1, 2))):
            places = weights.places[_padded(rows, nothing)]
            for column in columns:
                found[:, _REACH + _PLACES[column]] = self._totals(places[:, :, column])
        return found

    def _totals(self, rows: Any) -> Scores:
        """Return the sums of some rows of weights, for each row of numbers."""
        return np.asarray(self._weights.states[rows].sum(axis=1))

    def _read(self, sentences: Sequence[Sequence[str]]) -> _Document:
        """Return the labels' scores of a document's words by the CRF."""
        if len(self._words) >= _KEPT_WORDS:
            self._words.clear()
            self._seen.clear()
        starts = [0, *accumulate(map(len, sentences))]
        words = [word for sentence in sentences for word in sentence]
        self._meet(words)
        at = [self._words[word] for word in words]
        rows = np.array(at, np.int64)
        lengths = np.diff(starts)
        # Words stand two places apart from the next sentence's: what is added there is dropped.
        inner = (
            np.arange(starts[-1]) + np.repeat(np.arange(len(lengths)) * 2 * EDGES, lengths) + EDGES
        )
        wide = np.zeros((starts[-1] + len(lengths) * 2 * EDGES, len(self.labels)), np.float32)
        table = self._table
        said = np.zeros((len(wide), *table.scores.shape[1:]), np.float32)
        said[inner] = table.scores[rows]
        for column in range(2 * _REACH + 1):
            on = _REACH - column
            wide[max(0, on) : len(wide) + min(0, on)] += said[
                max(0, -on) : len(wide) - max(0, on), column
            ]
        self._add_edges(wide, starts)
        self._add_codes(wide, table.numbers[rows], inner, starts)
        scores = wide[inner]
        tags: list[tuple[int, Sequence[str]]] = []
        seen = [self._seen[row] for row in at]
        keys = [[key for key, _ in seen[start:end]] for start, end in pairwise(starts)]
        kinds = [
            ["^", "^", *(kind for _, kind in seen[start:end]), "$", "$"]
            for start, end in pairwise(starts)
        ]
        self._add(scores, zip(starts, sentences, keys, kinds, strict=False), tags)
        self._add_tags(scores, tags, starts)
        return _Document(starts, keys, scores, table.vectors[rows], tags)

    def _add_edges(self, wide: Scores, starts: Sequence[int]) -> None:
        """Add what the edges of sentences say of the words near them."""
        lengths = np.diff(starts)
        firsts = np.array(starts[:-1], np.int64) + np.arange(len(lengths)) * 2 * EDGES + EDGES
        for offset in _PLACES:
            for distance in range(abs(offset)):  # words from the edge
                long = lengths > distance
                first, length = firsts[long], lengths[long]
                at = first + distance if offset < 0 else first + length - 1 - distance
                wide[at] += self._edge(offset)

    def _edge(self, offset: int) -> Scores:
        name = f"{offset}:edge"
        found = self._said.get(name)
        if found is None:
            found = self._said[name] = self._sum([name])
        return found

    def _add_codes(self, wide: Scores, numbers: Any, inner: Any, starts: Sequence[int]) -> None:
        """Add what the kinds and clusters of neighbours say."""
        codes = self._weights.codes
        found = np.zeros((len(wide), WIDTH), np.int64)
        ends = np.array(starts[1:]) + np.arange(len(starts) - 1) * 2 * EDGES + EDGES
        begins = np.array(starts[:-1]) + np.arange(len(starts) - 1) * 2 * EDGES
        for at in range(EDGES):
            found[begins + at, KIND] = codes.kinds.get("^", 0)
            found[ends + at, KIND] = codes.kinds.get("$", 0)
        found[inner] = numbers
        for places, rows in codes.rows(found):
            wide[places] += self._weights.states.take(rows, axis=0)

    def _add(
        self,
        scores: Scores,
        sentences: Iterable[tuple[int, Sequence[str], Sequence[str], Sequence[str]]],
        said: list[tuple[int, Sequence[str]]],
    ) -> None:
        """Add the other features that depend on more than one word; collect known names.

        A sentence is where it starts, its words, their keys and kinds.
        """
        lexicon, index = self.lexicon, self._weights.features
        places: list[int] = []
        rows: list[int] = []
        for start, words, names, row in sentences:
            tags = lexicon.gazetteer.tags(names)
            said += [(start + at, tag) for at, tag in enumerate(tags) if tag]
            for at, found in self._weights.neighbours.rows(names):
                places.append(start + at)
                rows.append(found)
            for at, features in (*listing(words, names, row, tags), *quoted(names, lexicon)):
                known = [index[feature] for feature in features if feature in index]
                places += [start + at] * len(known)
                rows += known
        if rows:
            np.add.at(scores, places, self._weights.states[rows])

    def _add_tags(
        self, scores: Scores, tags: Sequence[tuple[int, Sequence[str]]], starts: Sequence[int]
    ) -> None:
        """Add what known names say of their words and of the neighbours in the sentence."""
        if not tags:
            return
        places = np.array([at for at, names in tags for _ in names])
        said = np.stack([self._tag(name) for _, names in tags for name in names])
        np.add.at(scores, places, said[:, 0])
        begins = np.zeros(len(scores) + 1, bool)
        begins[starts] = True
        after = ~begins[places + 1]
        np.add.at(scores, places[after] + 1, said[after, 1])
        before = ~begins[places]
        np.add.at(scores, places[before] - 1, said[before, 2])

    def _tag(self, name: str) -> Scores:
        found = self._said.get(name)
        if found is None:
            own_ = (f"g={name}", f"{self._guideline}:g={name}")
            found = np.stack(
                [self._sum(features) for features in (own_, [f"-1:g={name}"], [f"+1:g={name}"])]
            )
            self._said[name] = found
        return found

    # --- decoding ---

    def _decode(self, scores: Sequence[Scores]) -> list[list[str]]:
        """Return the best labels of each sentence (A. Viterbi, 1967)."""
        order = sorted(range(len(scores)), key=lambda number: len(scores[number]))
        found: list[list[str]] = [[] for _ in scores]
        for start in range(0, len(order), _TOGETHER):
            numbers = [number for number in order[start : start + _TOGETHER] if len(scores[number])]
            if numbers:
                paths = best_paths(
                    [scores[number] for number in numbers], self._weights.transitions
                )
                for number, path in zip(numbers, paths, strict=True):
                    found[number] = [self.labels[label] for label in path]
        return found


def _padded(rows: Sequence[Sequence[int]], nothing: int) -> Any:
    """Return rows of numbers as one array, the shorter ones filled with `nothing`."""
    width = max(1, *map(len, rows))
    return np.array([[*row, *[nothing] * (width - len(row))] for row in rows], np.int64)


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
    states = np.zeros((len(names) + 1, len(labels)), np.float32)
    rows = np.repeat(np.arange(len(names)), arrays["counts"])
    states[rows, arrays["columns"]] = arrays["values"]
    index = {name: number for number, name in enumerate(names)}
    beside, places = _beside(names)
    return Weights(
        labels, index, beside, places, states, arrays["transitions"], read_codes(index),
        read_neighbours(index),
    )  # fmt: skip


def _beside(names: Sequence[str]) -> tuple[dict[str, int], Any]:
    """Return numbers of what a neighbour says, without its place, and their rows by place."""
    nothing = len(names)
    found: dict[str, list[int]] = {}
    columns = {f"{place}": at for at, place in enumerate(_PLACES)}
    for row, name in enumerate(names):
        place, _, feature = name.partition(":")
        if feature and place in columns:
            found.setdefault(feature, [nothing] * len(_PLACES))[columns[place]] = row
    rows_ = np.array([*found.values(), [nothing] * len(_PLACES)], np.int64)
    return {feature: number for number, feature in enumerate(found)}, rows_


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


@dataclass(frozen=True, slots=True)
class _Files:
    weights: Weights
    lexicon: Lexicon
    net: Net


@cache
def _shipped() -> _Files:
    folder = files("marsad.analysis.names").joinpath("model")
    clusters = parse_clusters(folder.joinpath("clusters.txt").read_text("utf-8").splitlines())
    with folder.joinpath("weights.npz").open("rb") as file, np.load(file) as arrays:
        weights = unpack_weights(arrays)
    with folder.joinpath("net.npz").open("rb") as file, np.load(file) as arrays:
        net = unpack_net(arrays, list(clusters))
    return _Files(weights, Lexicon(load_gazetteer(), clusters), net)


@cache
def load_model(guideline: Guideline = "marsad", *, lists: bool = True) -> NamesModel:
    """Return the shipped model, without the known names where `lists` is false.

    Raises:
        ConfigError: a file of it is damaged.
    """
    shipped = _shipped()
    lexicon = shipped.lexicon
    if not lists:
        lexicon = Lexicon(parse_gazetteer(()), lexicon.clusters)
    return NamesModel(shipped.weights, lexicon, guideline, shipped.net)
