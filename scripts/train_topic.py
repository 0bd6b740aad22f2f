"""Train the topic model from news corpora and lists of words, or measure it honestly.

    python scripts/train_topic.py ../shared/data/news --out src/marsad/analysis/topic_model
    python scripts/train_topic.py ../shared/data/news --leave-out

The corpora's categories tell economy, sports, culture and science apart from the rest. For
the topics within the rest (politics, security, society, religion, health, weather, accidents)
`topic_seeds.toml` labels the articles where the words of one topic clearly outweigh all others', a
first model labels the others, and a second learns from both. The project's own annotated texts
(train) join in.

The models are linear over stems: logistic regressions over tf-idf and, so that rare words learn
from their neighbours, over a latent semantic space of the same texts, folded into one matrix of
small integers. Run single-threaded (OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1), it gives the same
bytes on the same lock file. `--leave-out` trains without a publisher (its words, too, count
nowhere) and scores on it; politics, security, accidents, society, religion, health and weather
count as one.
"""

from __future__ import annotations

import argparse
import gzip
import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import scipy.sparse as sp
from scipy.sparse.linalg import svds
from sklearn.linear_model import LogisticRegression

from marsad.analysis.topic import CATEGORIES, REST, TopicModel
from marsad.pipeline.evaluate_topic import group_of
from marsad.text.stem import index_terms

HERE = Path(__file__).parent
OWN = HERE.parent / "datasets" / "arabic-news-names" / "train.jsonl"
SECTIONS = {
    "sport": "sports", "technology": "science", "culture": "culture", "economy": "economy",
    "internationalNews": "rest", "middleEast": "rest", "politic": "rest", "society": "rest",
    "localNews": "mixed",
}  # fmt: skip
LEAST_ARTICLES = 6  # that hold a stem
LEAST_PUBLISHERS = 2
DIMENSIONS = 200
REGULARITY = 3.0
SURE = 12.0  # weight of the seeds of one topic in an article
CLEAR = 1.4  # times that of the next topic
MIXED_SHARE, SEED_SHARE = 0.5, 0.3  # weight of a text beside a categorised article
OWN_SHARE = 4.0  # of the project's own texts, where the other labels are guesses

Words = Sequence[str]
Matrix = Any  # scipy's sparse matrices carry no types


@dataclass(frozen=True, slots=True)
class Text:
    """A text as stems, with its topic, or "rest" or "mixed", or "" where only words count."""

    source: str
    label: str
    title: Words
    body: Words


def read_texts(news: Path) -> list[Text]:
    """Read the corpora, each address once, and the project's own texts."""
    texts, seen = [], set()
    for path in sorted(news.glob("*.jsonl.gz")):
        with gzip.open(path) as lines:
            for line in lines:
                record = orjson.loads(line)
                label = SECTIONS.get(record["cat"])
                body = record["text"] or ""
                if label and len(body) > 40 and record["url"] not in seen:
                    seen.add(record["url"])
                    title = index_terms(record["title"] or "")
                    texts.append(Text(record["src"], label, title, index_terms(body)))
    for line in OWN.read_bytes().splitlines():
        record = orjson.loads(line)
        title, _, body = record["text"].partition("\n")
        texts.append(Text("own", record["topic"], index_terms(title), index_terms(body)))
    return texts


# --- seeds ------------------------------------------------------------------------


class Seeds:
    """Words that by themselves say what a text is about."""

    def __init__(self, path: Path, frequencies: Counter[str], articles: int) -> None:
        self.topics: dict[tuple[str, ...], str] = {}
        for topic, listed in tomllib.loads(path.read_text("utf-8")).items():
            for phrase in listed.replace("\n", ",").split(","):
                stems = tuple(index_terms(phrase))
                if stems and self.topics.setdefault(stems, topic) != topic:
                    raise SystemExit(f"{path}: {phrase.strip()} stands under two topics")
        self._beginnings: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._weights = {}
        for stems in self.topics:
            self._beginnings[stems[0]].append(stems)
            rarest = min(frequencies[stem] for stem in stems)
            self._weights[stems] = math.log(articles / (rarest + 1)) + (len(stems) > 1)

    def weigh(self, text: Text) -> dict[str, float]:
        """Return the weight of each topic's seeds in a text; those of the title count thrice."""
        counts: Counter[tuple[str, ...]] = Counter()
        for words, times in ((text.title, 3), (text.body, 1)):
            for at, word in enumerate(words):
                for stems in self._beginnings.get(word, ()):
                    if tuple(words[at : at + len(stems)]) == stems:
                        counts[stems] += times
        weights: dict[str, float] = defaultdict(float)
        for stems, count in counts.items():
            weights[self.topics[stems]] += self._weights[stems] * math.log1p(count)
        return weights

    def label(self, text: Text) -> str | None:
        """Return the topic of "the rest" that a text's words clearly speak for."""
        weights = ((weight, topic) for topic, weight in self.weigh(text).items() if topic in REST)
        ranked = sorted(weights, reverse=True)
        if not ranked or ranked[0][0] < SURE:
            return None
        clear = len(ranked) < 2 or ranked[0][0] >= CLEAR * ranked[1][0]
        return ranked[0][1] if clear else None


# --- training ---------------------------------------------------------------------


def train(texts: Sequence[Text]) -> TopicModel:
    """Train a model on all of `texts`."""
    frequencies: Counter[str] = Counter()
    publishers: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        words = {*text.title, *text.body}
        frequencies.update(words)
        for word in words:
            publishers[word].add(text.source)
    seeds = Seeds(HERE / "topic_seeds.toml", frequencies, len(texts))
    seeded = {stem for stems in seeds.topics for stem in stems}
    vocabulary = sorted(
        seeded.union(
            word
            for word, count in frequencies.items()
            if count >= LEAST_ARTICLES and len(publishers[word]) >= LEAST_PUBLISHERS
        )
    )
    rarity = np.array([math.log((len(texts) + 1) / (frequencies[w] + 1)) + 1 for w in vocabulary])
    columns = len(CATEGORIES) + len(REST)
    blank = np.zeros((len(vocabulary), columns))
    empty = TopicModel.build(vocabulary, rarity, blank, np.zeros(columns))
    features = _stack(empty, [(text.title, text.body) for text in texts])
    space = _space(features)
    wide = _widen(features, space)
    wide_seeds = _widen(_stack(empty, [((), stems) for stems in seeds.topics]), space)
    models = [
        _train_categories(texts, wide, seeds, wide_seeds),
        _train_rest(texts, wide, seeds, wide_seeds),
    ]
    size = len(vocabulary)
    weights = np.vstack(
        [model.coef_[:, :size] + model.coef_[:, size:] @ space.T for model in models]
    )
    bias = np.concatenate([model.intercept_ for model in models])
    return TopicModel.build(vocabulary, rarity, weights.T, bias)


def _train_categories(texts: Sequence[Text], wide: Matrix, seeds: Seeds, more: Matrix) -> Any:
    """Learn what the corpora's categories tell apart.

    Texts of mixed sections join where the seeds say that they belong to the rest: forecasts stand
    there and in science. The project's own texts do not: they lack some topics, and their style
    would speak for the others.
    """
    chosen = [
        at
        for at, text in enumerate(texts)
        if text.source != "own" and (text.label != "mixed" or seeds.label(text) is not None)
    ]
    labels = [group_of(texts[at].label) for at in chosen]
    weights = _weights([(texts[at], label) for at, label in zip(chosen, labels, strict=True)])
    seeded = [group_of(topic) for topic in seeds.topics.values()]
    return _fit(wide[chosen], labels, weights, more, seeded, CATEGORIES)


def _train_rest(texts: Sequence[Text], wide: Matrix, seeds: Seeds, more: Matrix) -> Any:
    """Learn the topics within the rest: from clear articles, then from all."""
    rest = [at for at, text in enumerate(texts) if group_of(text.label) == "rest"]
    guesses = [
        texts[at].label if texts[at].label in REST else seeds.label(texts[at]) for at in rest
    ]
    listed = [at for at, topic in enumerate(seeds.topics.values()) if topic in REST]
    seeded = [topic for topic in seeds.topics.values() if topic in REST]
    model = None
    for _ in range(2):
        labels = list(guesses)
        if model is not None:
            unknown = [at for at, label in enumerate(labels) if label is None]
            found = model.predict(wide[[rest[at] for at in unknown]])
            for at, best in zip(unknown, found, strict=True):
                labels[at] = REST[best]
        known = [(at, label) for at, label in zip(rest, labels, strict=True) if label]
        weights = _weights([(texts[at], label) for at, label in known])
        own = np.array([texts[at].source == "own" for at, _ in known])
        mixed = np.array([texts[at].label == "mixed" for at, _ in known])
        weights = np.where(own, OWN_SHARE, np.where(mixed, weights * MIXED_SHARE, weights))
        rows = wide[[at for at, _ in known]]
        model = _fit(rows, [label for _, label in known], weights, more[listed], seeded, REST)
    return model


def _fit(
    rows: Matrix, labels: Sequence[str], weights: Any, more: Matrix, seeded: Sequence[str],
    names: Sequence[str],
) -> Any:  # fmt: skip
    """Fit one logistic regression to texts and, lightly, to the seeds as texts of one word."""
    model = LogisticRegression(C=REGULARITY, max_iter=100, tol=1e-3)
    model.fit(
        sp.vstack([rows, more]).tocsr(),
        [names.index(label) for label in [*labels, *seeded]],
        sample_weight=np.concatenate([weights, np.full(len(seeded), SEED_SHARE)]),
    )
    return model


def _stack(model: TopicModel, texts: Sequence[tuple[Words, Words]]) -> Matrix:
    ends, columns, values = [0], [], []
    for title, body in texts:
        places, weights = model.features([*title, *body], len(title))
        columns.append(places)
        values.append(weights)
        ends.append(ends[-1] + len(places))
    shape = (len(texts), len(model.vocabulary))
    return sp.csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=shape)


def _space(features: Matrix) -> Any:
    """Return the axes of a latent semantic space; signs are fixed, so that runs agree."""
    start = np.ones(min(features.shape)) / math.sqrt(min(features.shape))
    _, _, axes = svds(features, k=DIMENSIONS, v0=start)
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])
    return (axes * signs[:, None]).T


def _widen(features: Matrix, space: Any) -> Matrix:
    return sp.hstack([features, sp.csr_matrix(features @ space)]).tocsr()


def _weights(labelled: Sequence[tuple[Text, str]]) -> Any:
    """Weigh texts so that no publisher's habit and no topic's size rules."""
    sizes = Counter((text.source, label) for text, label in labelled)
    weights = np.array([sizes[text.source, label] ** -0.5 for text, label in labelled])
    return weights / weights.mean()


# --- measuring --------------------------------------------------------------------


def leave_out(texts: Sequence[Text]) -> None:
    """Print for each publisher the share that a model trained on the others gets right."""
    for publisher in sorted({text.source for text in texts} - {"own"}):
        model = train([text for text in texts if text.source != publisher])
        right: Counter[str] = Counter()
        total: Counter[str] = Counter()
        confused: Counter[tuple[str, str]] = Counter()
        for text in texts:
            if text.source == publisher and text.label != "mixed":
                topic = model.topic([*text.title, *text.body], len(text.title))
                found = group_of(topic.label) if topic else "none"
                wanted = group_of(text.label)
                total[wanted] += 1
                right[wanted] += found == wanted
                confused[wanted, found] += found != wanted
        share = right.total() / total.total()
        print(f"{publisher:12} {share:.4f} of {total.total():6,}", end="  ")
        print("  ".join(f"{name} {right[name] / total[name]:.3f}" for name in sorted(total)))
        print(
            "    ", ", ".join(f"{a}→{b} {n}" for (a, b), n in confused.most_common(6)), flush=True
        )


def main() -> None:
    """Train, or measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("news", type=Path, help="folder of the ANT corpora")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--leave-out", action="store_true")
    options = parser.parse_args()
    texts = read_texts(options.news)
    if options.leave_out:
        leave_out(texts)
    if options.out:
        train(texts).save(options.out / "model.npz")


if __name__ == "__main__":
    main()
