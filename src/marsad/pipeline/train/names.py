"""Train the names model: word clusters from unlabelled news, then a CRF over the corpora.

The same data, lock file and machine give the same files, byte for byte: every step is
single-threaded, seeded and ordered. `docs/decisions/0008-names.md` tells what was tried.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from marsad.analysis.names.features import (
    Lexicon,
    remember,
    remembered,
    sentence_features,
)
from marsad.analysis.names.gazetteer import load_gazetteer
from marsad.analysis.names.model import pack_weights
from marsad.analysis.names.words import folded_word
from marsad.errors import ConfigError
from marsad.pipeline.train.corpora import (
    Document,
    Sentence,
    anercorp,
    news_documents,
    news_sentences,
    own_documents,
)

_VECTORS = ((3, 5), (1, 8))  # windows of context and passes over the news, a view each
_SIZE = 100
_SEED = 7
_GRAINS = (1500, 320, 80)
_FOLDS = 3
_FEWEST = 3  # occurrences of a word that has clusters
_C1, _C2, _ITERATIONS = 0.05, 0.15, 100
_SMALLEST = 0.01  # weights below it are left out
_UNKNOWN = "m=?"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of every entry of the file, so that bytes do not tell the time

Tell = Callable[[str], None]


def train_names(data: Path, corpus: Path, out: Path, *, tell: Tell = lambda _: None) -> None:
    """Write `clusters.txt` and `weights.npz` into the folder `out`.

    `data` holds `names/` and `news/`; `corpus` the project's own data sets.

    Raises:
        ConfigError: the libraries of the `train` group are not installed.
        InputError: a corpus is missing or damaged.
    """
    tell("clusters of words from unlabelled news")
    clusters = make_clusters(data)
    lines = (f"{key} {' '.join(names)}\n" for key, names in sorted(clusters.items()))
    out.mkdir(parents=True, exist_ok=True)
    (out / "clusters.txt").write_text("".join(lines), encoding="utf-8")
    documents = training_documents(data, corpus)
    lexicon = Lexicon(load_gazetteer(), clusters)
    arrays = train_crf(documents, lexicon, tell=tell)
    (out / "weights.npz").write_bytes(archive(arrays))


def training_documents(data: Path, corpus: Path) -> list[Document]:
    """Return everything that the shipped model learns from, in a fixed order."""
    labels = corpus / "arabic-news-names" / "ant_labels.jsonl"
    return [
        *anercorp(data),
        *own_documents(corpus / "arabic-news-names" / "train.jsonl"),
        *news_documents(labels, data),
    ]


# --- clusters ---------------------------------------------------------------------


def make_clusters(data: Path) -> dict[str, tuple[str, ...]]:
    """Cluster the words of the ANT corpora by the company they keep.

    Skip-gram vectors (T. Mikolov et al., 2013) of words without what is glued to them, then
    k-means; the coarser grains join the finest one's centres.
    """
    key = load_gazetteer().key
    sentences = [[key(word) for word in words] for words in news_sentences(data)]
    sentences += [
        [key(folded_word(word)) for word in sentence.words]
        for document in anercorp(data)
        for sentence in document.sentences
    ]
    views = [_view(sentences, window, passes) for window, passes in _VECTORS]
    names: dict[str, tuple[str, ...]] = {}
    for word in sorted(set().union(*views)):
        grains = [view.get(word, (-1,) * len(_GRAINS)) for view in views]
        names[word] = tuple(str(grain) for view_grains in grains for grain in view_grains)
    return names


def _view(sentences: list[list[str]], window: int, passes: int) -> dict[str, tuple[int, ...]]:
    try:
        from gensim.models import Word2Vec  # noqa: PLC0415  # only for training
        from sklearn.cluster import AgglomerativeClustering, MiniBatchKMeans  # noqa: PLC0415
        from threadpoolctl import threadpool_limits  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError(f"training needs the dependency group `train`: {error}") from error
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
    return {
        word: (int(label), *(int(grain[label]) for grain in coarse))
        for word, label in zip(words, fine.labels_, strict=True)
    }


# --- the CRF ----------------------------------------------------------------------


def train_crf(
    documents: Sequence[Document], lexicon: Lexicon, *, tell: Tell = lambda _: None
) -> dict[str, Any]:
    """Return the arrays of a model.

    What a document says of a word elsewhere must be as uncertain in training as at work: it comes
    from models that did not see the document. Each sentence is learned twice, without and with it.
    """
    features = _Features(lexicon)
    first: dict[int, list[list[str]]] = {}
    for fold in range(_FOLDS):
        tell(f"a first reading by models of the other parts, {fold + 1} of {_FOLDS}")
        rows = (
            (features.blind(document, sentence), sentence.labels)
            for number, document in enumerate(documents)
            if number % _FOLDS != fold
            for sentence in document.sentences
        )
        tagger = _fit(rows)
        for number, document in enumerate(documents):
            if number % _FOLDS == fold:
                first[number] = [
                    tagger.tag(features.blind(document, sentence))
                    for sentence in document.sentences
                ]
    tell("the model itself")
    tagger = _fit(_both_views(documents, first, features))
    info = tagger.info()
    labels = sorted(info.labels, key=lambda label: (label != "O", label[2:], label))
    states = (
        (feature, label, weight)
        for (feature, label), weight in info.state_features.items()
        if abs(weight) >= _SMALLEST
    )
    moves = ((source, target, weight) for (source, target), weight in info.transitions.items())
    return pack_weights(labels, states, moves)


class _Features:
    """The features of sentences, worked out once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[int, list[list[str]]] = {}

    def plain(self, document: Document, sentence: Sentence) -> list[list[str]]:
        found = self._known.get(id(sentence))
        if found is None:
            words = [folded_word(word) for word in sentence.words]
            found = sentence_features(words, self.lexicon, document.guideline)
            self._known[id(sentence)] = found
        return found

    def blind(self, document: Document, sentence: Sentence) -> list[list[str]]:
        """Return the features of a first reading."""
        return [[*row, _UNKNOWN] for row in self.plain(document, sentence)]

    def keys(self, sentence: Sentence) -> list[str]:
        return [self.lexicon.gazetteer.key(folded_word(word)) for word in sentence.words]


def _both_views(
    documents: Sequence[Document], first: dict[int, list[list[str]]], features: _Features
) -> Iterable[tuple[list[list[str]], tuple[str, ...]]]:
    for number, document in enumerate(documents):
        keys = [features.keys(sentence) for sentence in document.sentences]
        memory = remember(keys, first[number])
        for sentence, remarks in zip(document.sentences, memory, strict=True):
            yield features.blind(document, sentence), sentence.labels
            rows = features.plain(document, sentence)
            yield (
                [[*row, *remembered(remarks, at)] for at, row in enumerate(rows)],
                sentence.labels,
            )


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
