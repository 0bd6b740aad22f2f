"""Train the net beside the CRF (`marsad.analysis.names.net`) with JAX, single-threaded and seeded.

First it reads unlabelled news with words left out: it guesses which cluster stood there, and learns
to say what the CRF says of every word. Then it learns from the labelled texts, with words' vectors,
letters and known names left out at random, so that none of them is all that it relies on.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from marsad.analysis.names.features import Guideline, Lexicon
from marsad.analysis.names.model import NamesModel
from marsad.analysis.names.net import (
    BUCKETS,
    GAP,
    GUIDELINES,
    MOST_GRAMS,
    NET_KINDS,
    REACHES,
    grams,
    marks,
    pack_net,
)
from marsad.analysis.names.words import folded_word
from marsad.pipeline.train.corpora import Document

LABELS = ("O", *(f"{place}-{kind}" for kind in NET_KINDS for place in "BI"))

_WORD, _HIDDEN = 64, 128
_ROW = 128  # words read in a row
_NEWS_BATCH, _GOLD_BATCH = 48, 32
_MASKED_EVERY = 8
_SHARE = 1  # of so many sentences of the news one is read
_LONGEST = 150
_MOST_MARKS, _MOST_TAGS = 8, 4
_NO_TAGS = [0] * _MOST_TAGS
_RATE, _ROUNDS = 1e-3, 10
_WORDLESS, _NEWS_WORDLESS = 0.1, 0.05  # words whose vector or letters are left out
_LISTLESS = 0.3  # rows whose known names are left out
_DROPPED = 0.2
_GUESSES = 0.1  # weight of guessing clusters beside labelling
_SEED = 1

Arrays = dict[str, Any]
Tell = Callable[[str], None]


@dataclass(slots=True)
class Rows:
    """Words in rows: numbers of words, of what lists say, of labels, of the guideline."""

    words: Any
    tags: Any
    labels: Any
    guidelines: Any

    def __len__(self) -> int:
        return len(self.words)

    def take(self, at: Any) -> Rows:
        """Return some of the rows."""
        return Rows(self.words[at], self.tags[at], self.labels[at], self.guidelines[at])

    def from_word(self, start: int) -> Rows:
        """Return the words from one on, cut into rows again."""
        count = (self.words.size - start) // _ROW

        def cut(values: Any) -> Any:
            flat = values.reshape(self.words.size, *values.shape[2:])
            part = flat[start : start + count * _ROW]
            return part.reshape(count, _ROW, *values.shape[2:])

        return Rows(*map(cut, (self.words, self.tags, self.labels, self.guidelines)))


class Vocabulary:
    """Numbers for words and for what is said of them; 0 is nothing."""

    def __init__(self, lexicon: Lexicon, vectors: Any) -> None:
        self.lexicon = lexicon
        self._vectors = vectors
        self._rows = {key: row for row, key in enumerate(lexicon.clusters)}
        self._words: dict[str, int] = {"": 0}
        self.marks: dict[str, int] = {}
        self.tags: dict[str, int] = {}

    def row(
        self, sentences: Iterable[tuple[Sequence[str], Sequence[str]]], guideline: Guideline
    ) -> Rows:
        """Return sentences of folded words and labels as one long row, gaps between."""
        words, tags, labels = array("i"), array("B"), array("B")
        for sentence, names in sentences:
            keys = [self.lexicon.gazetteer.key(word) for word in sentence]
            words.extend(self._words.setdefault(word, len(self._words)) for word in sentence)
            for said in self.lexicon.gazetteer.tags(keys):
                tags.extend(self._said(said) if said else _NO_TAGS)
            labels.extend(map(LABELS.index, names))
            words.extend([0] * GAP)
            tags.extend(_NO_TAGS * GAP)
            labels.extend([0] * GAP)
        return Rows(
            np.array(words, np.int32), np.array(tags, np.uint8).reshape(-1, _MOST_TAGS),
            np.array(labels, np.uint8),
            np.full(len(words), GUIDELINES.index(guideline), np.uint8),
        )  # fmt: skip

    def _said(self, names: Sequence[str]) -> list[int]:
        found = [self.tags.setdefault(name, len(self.tags) + 1) for name in names[:_MOST_TAGS]]
        return found + [0] * (_MOST_TAGS - len(found))

    def tables(self) -> Tables:
        """Return what is known of every word that was numbered."""
        size = len(self._words)
        tables = Tables(
            np.zeros((size, MOST_GRAMS), np.int32), np.zeros((size, _MOST_MARKS), np.int32),
            np.full(size, -1, np.int32), self._vectors,
            np.array([_first_grains(names) for names in self.lexicon.clusters.values()]),
        )  # fmt: skip
        for word, number in self._words.items():
            if number:
                key = self.lexicon.gazetteer.key(word)
                rows = grams(key)
                tables.grams[number, : len(rows)] = rows
                found = marks(word, self.lexicon)[:_MOST_MARKS]
                tables.marks[number, : len(found)] = [
                    self.marks.setdefault(mark, len(self.marks) + 1) for mark in found
                ]
                tables.rows[number] = self._rows.get(key, -1)
        return tables


def _first_grains(names: Sequence[str]) -> tuple[int, int]:
    """Return a word's finest cluster in each view."""
    return int(names[0]), int(names[len(names) // 2])


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of words by their numbers."""

    grams: Any
    marks: Any
    rows: Any  # of `vectors`, -1 for none
    vectors: Any
    clusters: Any

    def of(self, words: Any) -> tuple[tuple[Any, ...], Any]:
        """Return what is known of the different words of a batch, and which of them is where."""
        different, places = np.unique(words, return_inverse=True)
        size = -len(different) // 1024 * -1024  # few sizes, so that few programs are compiled
        padded = np.zeros(size, np.int32)
        padded[: len(different)] = different
        rows = self.rows[padded]
        known = (rows >= 0).astype(np.float32)
        vectors = self.vectors[rows] * known[:, None]
        table = (self.grams[padded], self.marks[padded], vectors, known)
        return table, places.reshape(words.shape).astype(np.int32)

    def guesses(self, words: Any) -> Any:
        """Return the clusters of words, -1 for those that have none."""
        rows = self.rows[words]
        return np.where((rows >= 0)[..., None], self.clusters[rows], -1).astype(np.int32)


# --- the net ----------------------------------------------------------------------


def _jax() -> Any:
    os.environ.setdefault(
        "XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    )
    import jax  # noqa: PLC0415  # only for training

    return jax


def fresh_net(marks_: int, tags: int, width: int, clusters: int) -> Arrays:
    """Return a net that has learned nothing, of so many marks, tags, dimensions, clusters."""
    random = np.random.RandomState(_SEED)

    def normal(*shape: int, scale: float = 0.0) -> Any:
        scale = scale or 1 / float(np.sqrt(np.prod(shape[:-1])))
        return (random.randn(*shape) * scale).astype(np.float32)

    arrays = {
        "gram": normal(BUCKETS, _WORD, scale=0.1), "mark": normal(marks_ + 1, _WORD, scale=0.1),
        "project": normal(width, _WORD, scale=0.22), "unknown": normal(_WORD, scale=0.1),
        "masked": normal(_WORD, scale=0.1), "first": normal(5, _WORD, _HIDDEN),
        "first_bias": np.zeros(_HIDDEN, np.float32),
        "tag": normal(tags + 1, 3, _HIDDEN, scale=0.1),
        "guideline": normal(len(GUIDELINES), _HIDDEN, scale=0.1),
    }  # fmt: skip
    for number in range(len(REACHES)):
        arrays[f"layer{number}"] = normal(3, _HIDDEN, _HIDDEN)
        arrays[f"layer{number}_bias"] = np.zeros(_HIDDEN, np.float32)
    for name, size in (("out", len(LABELS)), ("guess", 2 * clusters)):
        arrays[name] = normal(_HIDDEN, size)
        arrays[f"{name}_bias"] = np.zeros(size, np.float32)
    return arrays


class NetFunctions:
    """The net's functions over JAX arrays."""

    def __init__(self, jax: Any) -> None:
        self.jax, self.numpy = jax, jax.numpy

    def words(self, net: Arrays, table: tuple[Any, ...]) -> tuple[Any, Any, Any]:
        """Return what letters, marks and vectors say of words."""
        gram_rows, mark_rows, vectors, known = table
        real = (gram_rows > 0)[..., None]
        letters = (net["gram"][gram_rows] * real).sum(1) / self.numpy.sqrt(1.0 + real.sum(1))
        said = (net["mark"][mark_rows] * (mark_rows > 0)[..., None]).sum(1)
        meant = vectors @ net["project"] + (1 - known)[:, None] * net["unknown"]
        return letters, said, meant

    def embedded(
        self, net: Arrays, table: tuple[Any, ...], places: Any, words: Any, left: float, key: Any
    ) -> Any:
        """Return the vectors of words where they stand, some of what they say left out."""
        letters, said, meant = self.words(net, table)
        if left:
            first, second = self.jax.random.split(key)
            shape = (len(letters), 1)
            meant = meant * self.jax.random.bernoulli(first, 1 - left, shape)
            letters = letters * self.jax.random.bernoulli(second, 1 - left, shape)
        return (letters + said + meant)[places] * (words > 0)[..., None]

    def hidden(
        self, net: Arrays, vectors: Any, tags: Any, guidelines: Any, dropped: float, key: Any
    ) -> Any:
        """Return the last hidden layer."""

        def some(rows: Any, number: int) -> Any:
            if not dropped:
                return rows
            seed = self.jax.random.fold_in(key, number)
            kept = self.jax.random.bernoulli(seed, 1 - dropped, rows.shape)
            return rows * kept / (1 - dropped)

        rows = net["first_bias"] + net["guideline"][guidelines]
        for number, offset in enumerate((-2, -1, 0, 1, 2)):
            rows = rows + self.shifted(vectors @ net["first"][number], offset)
        said = (net["tag"][tags] * (tags > 0)[..., None, None]).sum(2)
        for number, offset in enumerate((-1, 0, 1)):
            rows = rows + self.shifted(said[:, :, number], offset)
        rows = some(self.jax.nn.relu(rows), 0)
        for number, reach in enumerate(REACHES):
            more = net[f"layer{number}_bias"]
            for part, offset in enumerate((-reach, 0, reach)):
                more = more + self.shifted(rows @ net[f"layer{number}"][part], offset)
            rows = rows + some(self.jax.nn.relu(more), number + 1)
        return rows

    def shifted(self, rows: Any, offset: int) -> Any:
        """Return at each place what stands at an offset from it, zeros beyond the edges."""
        if not offset:
            return rows
        nothing = self.numpy.zeros((rows.shape[0], abs(offset), rows.shape[2]), rows.dtype)
        if offset < 0:
            return self.numpy.concatenate([nothing, rows[:, :offset]], 1)
        return self.numpy.concatenate([rows[:, offset:], nothing], 1)

    def missed(self, scores: Any, right: Any, counted: Any) -> Any:
        """Return the mean loss of scores where `counted`."""
        logs = self.jax.nn.log_softmax(scores)
        found = self.numpy.take_along_axis(logs, right[..., None], -1)[..., 0]
        return -(found * counted).sum() / self.numpy.maximum(counted.sum(), 1)

    def label_loss(
        self, net: Arrays, table: Any, places: Any, rows: tuple[Any, ...], key: Any
    ) -> Any:
        """Return how badly labels are told."""
        words, tags, labels, guidelines = rows
        vectors = self.embedded(net, table, places, words, _WORDLESS, key)
        seed = self.jax.random.fold_in(key, 7)
        hidden = self.hidden(net, vectors, tags, guidelines, _DROPPED, seed)
        return self.missed(hidden @ net["out"] + net["out_bias"], labels, words > 0)

    def news_loss(
        self, net: Arrays, table: Any, places: Any, rows: tuple[Any, ...], masks: Any, key: Any
    ) -> Any:
        """Return how badly the teacher's labels and left-out words are told."""
        words, tags, labels, guidelines = rows
        masked, at, clusters = masks
        vectors = self.embedded(net, table, places, words, _NEWS_WORDLESS, key)
        vectors = self.numpy.where(masked[..., None], net["masked"], vectors)
        tags = self.numpy.where(masked[..., None], 0, tags)
        hidden = self.hidden(net, vectors, tags, guidelines, 0.0, key)
        loss = self.missed(hidden @ net["out"] + net["out_bias"], labels, words > 0)
        there = self.numpy.take_along_axis(hidden, at[..., None], 1)
        guesses = there @ net["guess"] + net["guess_bias"]
        half = guesses.shape[-1] // 2
        for view, part in enumerate((guesses[..., :half], guesses[..., half:])):
            right = clusters[..., view]
            counted = right >= 0
            loss = loss + _GUESSES * self.missed(part, self.numpy.maximum(right, 0), counted)
        return loss


class _Learner:
    """Adam (D. Kingma, J. Ba, 2015) with the gradient's length bounded."""

    def __init__(self, jax: Any, net: Arrays, loss: Callable[..., Any], steps: int) -> None:
        self.net = {name: jax.numpy.asarray(values) for name, values in net.items()}
        self._state = {name: (values * 0, values * 0) for name, values in self.net.items()}
        self._step, self._steps = 0, steps
        self._update = jax.jit(self._program(jax, loss))

    @staticmethod
    def _program(jax: Any, loss: Callable[..., Any]) -> Callable[..., Any]:
        numpy = jax.numpy

        def update(net: Arrays, state: Arrays, step: Any, rate: Any, *batch: Any) -> Any:
            lost, slopes = jax.value_and_grad(loss)(net, *batch)
            length = numpy.sqrt(sum((slope**2).sum() for slope in slopes.values()))
            bound = numpy.minimum(1.0, 5.0 / (length + 1e-9))
            new_net, new_state = {}, {}
            for name, values in net.items():
                slope = slopes[name] * bound
                mean = 0.9 * state[name][0] + 0.1 * slope
                square = 0.99 * state[name][1] + 0.01 * slope * slope
                move = (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.99**step)) + 1e-8)
                new_net[name], new_state[name] = values - rate * move, (mean, square)
            return new_net, new_state, lost

        return update

    def learn(self, *batch: Any) -> float:
        """Take a step, shorter towards the end, and return the loss."""
        self._step += 1
        rate = _RATE * min(1.0, self._step / 100) * max(0.02, 1 - self._step / self._steps)
        self.net, self._state, lost = self._update(
            self.net, self._state, float(self._step), rate, *batch
        )
        return float(lost)


# --- the two lessons --------------------------------------------------------------


def train_net(
    documents: Sequence[Document],
    news: Iterable[Sequence[str]],
    teacher: NamesModel,
    vectors: Any,
    *,
    tell: Tell = lambda _: None,
) -> dict[str, Any]:
    """Return the arrays of a net's file; `vectors` has a row for each of the lexicon's clusters."""
    jax = _jax()
    vocabulary = Vocabulary(teacher.lexicon, vectors)
    gold = [vocabulary.row(_folded(document), document.guideline) for document in documents]
    tell("the news as the CRF reads them")
    unlabelled = _in_rows([vocabulary.row(taught(news, teacher), "marsad")])
    tables = vocabulary.tables()
    clusters = int(tables.clusters.max()) + 1 if len(tables.clusters) else 1
    net = fresh_net(len(vocabulary.marks), len(vocabulary.tags), vectors.shape[1], clusters)
    functions, random = NetFunctions(jax), np.random.RandomState(_SEED)
    net = read_news(functions, net, unlabelled, tables, random, tell)
    net = read_gold(functions, net, gold, tables, random, tell)
    return packed(net, vocabulary, vectors)


def _folded(document: Document) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    for sentence in document.sentences:
        yield [folded_word(word) for word in sentence.words], sentence.labels


def taught(
    news: Iterable[Sequence[str]], teacher: NamesModel
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield sentences with what the teacher says of them."""
    some: list[Sequence[str]] = []
    for sentence in islice(news, 0, None, _SHARE):
        some.append(sentence[:_LONGEST])
        if len(some) == 2_000:
            yield from zip(some, teacher.tag(some, once=True), strict=True)
            some = []
    if some:
        yield from zip(some, teacher.tag(some, once=True), strict=True)


def _in_rows(parts: Sequence[Rows]) -> Rows:
    names = ("words", "tags", "labels", "guidelines")
    joined = Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
    missing = -len(joined.words) % _ROW

    def cut(values: Any) -> Any:
        padded = np.concatenate([values, np.zeros((missing, *values.shape[1:]), values.dtype)])
        return padded.reshape(-1, _ROW, *values.shape[1:])

    return Rows(*(cut(getattr(joined, name)) for name in names))


def _ready(rows: Rows, listless: Any) -> tuple[Any, ...]:
    tags = rows.tags.astype(np.int32) * ~listless[:, None, None]
    return rows.words, tags, rows.labels.astype(np.int32), rows.guidelines.astype(np.int32)


def read_news(
    functions: NetFunctions, net: Arrays, news: Rows, tables: Tables, random: Any, tell: Tell
) -> Arrays:
    """Guess left-out words of unlabelled news, once over all of them."""
    batch = max(1, min(_NEWS_BATCH, len(news)))
    steps = len(news) // batch
    learner = _Learner(functions.jax, net, functions.news_loss, steps)
    key = functions.jax.random.PRNGKey(_SEED)
    order = random.permutation(len(news))
    for step in range(steps):
        rows = news.take(np.sort(order[step * batch : (step + 1) * batch]))
        table, places = tables.of(rows.words)
        shape = (batch, _ROW // _MASKED_EVERY)
        at = np.arange(shape[1]) * _MASKED_EVERY + random.randint(0, _MASKED_EVERY, shape)
        masked = np.zeros(rows.words.shape, bool)
        np.put_along_axis(masked, at, True, 1)  # numpy has no name for it
        clusters = tables.guesses(np.take_along_axis(rows.words, at, 1))
        ready = _ready(rows, random.rand(batch) < _LISTLESS)
        masks = (masked, at.astype(np.int32), clusters)
        lost = learner.learn(table, places, ready, masks, functions.jax.random.fold_in(key, step))
        if step % 200 == 199:
            tell(f"unlabelled news, {step + 1} of {steps}: {lost:.3f}")
    return learner.net


def read_gold(
    functions: NetFunctions,
    net: Arrays,
    gold: Sequence[Rows],
    tables: Tables,
    random: Any,
    tell: Tell,
) -> Arrays:
    """Learn from labelled documents, many times over and in another order each time."""
    if not gold:
        return net
    size = len(_in_rows(gold).words)
    batch = min(_GOLD_BATCH, size)
    steps = _ROUNDS * max(1, (size - 1) // batch)
    learner = _Learner(functions.jax, net, functions.label_loss, steps)
    key = functions.jax.random.PRNGKey(_SEED + 1)
    step = 0
    for number in range(_ROUNDS):
        rows = _in_rows([gold[document] for document in random.permutation(len(gold))])
        if len(rows) > batch:
            rows = rows.from_word(random.randint(_ROW))
        order, lost = random.permutation(len(rows)), 0.0
        for start in range(0, len(rows) - batch + 1, batch):
            some = rows.take(order[start : start + batch])
            table, places = tables.of(some.words)
            ready = _ready(some, random.rand(batch) < _LISTLESS)
            step += 1
            lost += learner.learn(table, places, ready, functions.jax.random.fold_in(key, step))
        tell(f"labelled texts, round {number + 1} of {_ROUNDS}: {lost * batch / len(rows):.3f}")
    return learner.net


def packed(net: Mapping[str, Any], vocabulary: Vocabulary, vectors: Any) -> dict[str, Any]:
    """Return the arrays of a file; what only the first lesson needs is left out."""
    kept = {name: np.asarray(values, np.float32) for name, values in net.items()}
    for name in ("masked", "guess", "guess_bias"):
        del kept[name]
    projected = np.asarray(vectors @ kept.pop("project"), np.float32)
    for name in ("first", *(f"layer{number}" for number in range(len(REACHES)))):
        kept[name] = kept[name].reshape(-1, kept[name].shape[-1])
    kept["mark"], kept["tag"] = kept["mark"][1:], kept["tag"][1:]
    return pack_net(kept, projected, list(vocabulary.marks), list(vocabulary.tags))
