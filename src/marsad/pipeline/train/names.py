"""Train the names model: words from unlabelled news, then a CRF and a net over the corpora.

The same data, lock file and machine give the same files, byte for byte: every step is
single-threaded, seeded and ordered. `docs/decisions/0008-names.md` tells what was tried.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from marsad.analysis.names.features import Lexicon, sentence_features
from marsad.analysis.names.gazetteer import load_gazetteer
from marsad.analysis.names.model import NamesModel, pack_weights, unpack_weights
from marsad.analysis.names.words import folded_word
from marsad.errors import ConfigError
from marsad.pipeline.train.corpora import (
    Document,
    Marked,
    anercorp,
    news_sentences,
    news_texts,
    own_texts,
)
from marsad.pipeline.train.net import train_net
from marsad.pipeline.train.starts import train_starts

_VECTORS = ((3, 5), (1, 8))  # windows of context and passes over the news, a view each
_SIZE = 100
_SEED = 7
_GRAINS = (1500, 320, 80)
_FEWEST = 3  # occurrences of a word that has clusters
_C1, _C2, _ITERATIONS = 0.05, 0.15, 100
_SMALLEST = 0.01  # weights below it are left out
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of every entry of the file, so that bytes do not tell the time

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class WordSpace:
    """Word keys in order with their clusters, and a row of a vector for each."""

    clusters: dict[str, tuple[str, ...]]
    vectors: Any


@dataclass(frozen=True, slots=True)
class _View:
    vectors: dict[str, Any]
    clusters: dict[str, tuple[int, ...]]


def train_names(data: Path, corpus: Path, out: Path, *, tell: Tell = lambda _: None) -> None:
    """Write `clusters.txt`, `starts.txt`, `weights.npz` and `net.npz` into the folder `out`.

    `data` holds `names/` and `news/`; `corpus` the project's own data sets.

    Raises:
        ConfigError: the libraries of the `train` group are not installed.
        InputError: a corpus is missing or damaged.
    """
    _need("gensim", "jax", "pycrfsuite", "sklearn", "threadpoolctl")
    out.mkdir(parents=True, exist_ok=True)
    texts = marked_texts(data, corpus)
    tell("where names begin")
    starts = sorted(train_starts(texts, load_gazetteer()).items())
    (out / "starts.txt").write_text("".join(f"{name}\t{weight}\n" for name, weight in starts))
    tell("vectors and clusters of words from unlabelled news")
    space = read_words(data)
    lines = (f"{key} {' '.join(names)}\n" for key, names in space.clusters.items())
    (out / "clusters.txt").write_text("".join(lines), encoding="utf-8")
    documents = training_documents(data, corpus)
    lexicon = Lexicon(load_gazetteer(), space.clusters)
    tell("the CRF")
    weights = train_crf(documents, lexicon)
    (out / "weights.npz").write_bytes(archive(weights))
    teacher = NamesModel(unpack_weights(weights), lexicon, "marsad")
    net = train_net(documents, news_sentences(data), teacher, space.vectors, tell=tell)
    (out / "net.npz").write_bytes(archive(net))


def _need(*libraries: str) -> None:
    missing = [name for name in libraries if find_spec(name) is None]
    if missing:
        raise ConfigError(f"training needs the dependency group `train`: no {', '.join(missing)}")


def training_documents(data: Path, corpus: Path) -> list[Document]:
    """Return everything that the shipped model learns from, in a fixed order."""
    marked = marked_texts(data, corpus)
    return [*anercorp(data), *(text.document() for text in marked)]


def marked_texts(data: Path, corpus: Path) -> list[Marked]:
    """Return the texts that the shipped model learns from beside ANERcorp, in a fixed order."""
    folder = corpus / "arabic-news-names"
    return [*own_texts(folder / "train.jsonl"), *news_texts(folder / "ant_labels.jsonl", data)]


# --- clusters ---------------------------------------------------------------------


def read_words(data: Path) -> WordSpace:
    """Learn what the words of the ANT corpora are alike from the company they keep.

    Skip-gram vectors (T. Mikolov et al., 2013) of words without what is glued to them, in two
    windows, then k-means; the coarser grains join the finest one's centres.
    """
    key = load_gazetteer().key
    sentences = [[key(word) for word in words] for words in news_sentences(data)]
    sentences += [
        [key(folded_word(word)) for word in sentence.words]
        for document in anercorp(data)
        for sentence in document.sentences
    ]
    views = [_view(sentences, window, passes) for window, passes in _VECTORS]
    words = sorted(views[0].vectors.keys() | views[1].vectors.keys())
    nowhere = (-1,) * len(_GRAINS)
    clusters, vectors = {}, np.zeros((len(words), len(views) * _SIZE), np.float32)
    for row, word in enumerate(words):
        grains = [grain for view in views for grain in view.clusters.get(word, nowhere)]
        clusters[word] = tuple(map(str, grains))
        for number, view in enumerate(views):
            if word in view.vectors:
                vectors[row, number * _SIZE : (number + 1) * _SIZE] = view.vectors[word]
    return WordSpace(clusters, vectors)


def _view(sentences: list[list[str]], window: int, passes: int) -> _View:
    from gensim.models import Word2Vec  # noqa: PLC0415  # only for training
    from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    with threadpool_limits(limits=1):
        model = Word2Vec(
            sentences, vector_size=_SIZE, window=window, sg=1, negative=8, min_count=_FEWEST,
            epochs=passes, workers=1, seed=_SEED, sample=1e-4,
        )  # fmt: skip
        words = model.wv.index_to_key
        vectors = model.wv.vectors / np.linalg.norm(model.wv.vectors, axis=1, keepdims=True)
        fine = MiniBatchKMeans(
            _GRAINS[0], random_state=0, batch_size=8192, n_init=1, max_iter=40
        ).fit(vectors)
        centres = fine.cluster_centers_
        centres = centres / np.linalg.norm(centres, axis=1, keepdims=True)
        coarse = [AgglomerativeClustering(size).fit_predict(centres) for size in _GRAINS[1:]]
    clusters = {
        word: (int(label), *(int(grain[label]) for grain in coarse))
        for word, label in zip(words, fine.labels_, strict=True)
    }
    return _View(dict(zip(words, vectors, strict=True)), clusters)


# --- the CRF ----------------------------------------------------------------------


def train_crf(documents: Sequence[Document], lexicon: Lexicon) -> dict[str, Any]:
    """Return the arrays of a CRF's file."""
    tagger = _fit(
        (
            sentence_features(
                [folded_word(word) for word in sentence.words], lexicon, document.guideline
            ),
            sentence.labels,
        )
        for document in documents
        for sentence in document.sentences
    )
    info = tagger.info()
    labels = sorted(info.labels, key=lambda label: (label != "O", label[2:], label))
    states = (
        (feature, label, weight)
        for (feature, label), weight in info.state_features.items()
        if abs(weight) >= _SMALLEST
    )
    moves = ((source, target, weight) for (source, target), weight in info.transitions.items())
    return pack_weights(labels, states, moves)


def _fit(rows: Iterable[tuple[list[list[str]], tuple[str, ...]]]) -> Any:
    """Train with L-BFGS (N. Okazaki, CRFsuite, 2007) and return the tagger."""
    import pycrfsuite  # noqa: PLC0415  # only for training

    trainer = pycrfsuite.Trainer(verbose=False, algorithm="lbfgs")
    for sentence, labels in rows:
        trainer.append(sentence, labels)
    trainer.set_params(
        {
            "c1": _C1, "c2": _C2, "max_iterations": _ITERATIONS,
            "feature.possible_transitions": True,
        }
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names.crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)  # read whole: `open_inmemory` would need the bytes for ever
    return tagger


def archive(arrays: dict[str, Any]) -> bytes:
    """Return an `npz` file that is the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(arrays):
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            data = io.BytesIO()
            np.lib.format.write_array(data, np.asarray(arrays[name]), allow_pickle=False)
            file.writestr(entry, data.getvalue())
    return out.getvalue()
