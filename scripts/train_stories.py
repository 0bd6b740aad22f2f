"""Learn from labelled pairs whether two articles tell of one event, or of one affair.

    python scripts/train_stories.py NEWS_FOLDER > src/marsad/stories/model.json

The pairs are `benchmarks/gold/stories_train.jsonl` and `stories_work.jsonl`; those that are held
are not read. Every pair is learned twice, with the names and days of its articles and without, so
that a decision can do without them.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from marsad.analysis.analyze import analyze
from marsad.fetch.dumps import read_record
from marsad.stories.features import NAMES, pair_features
from marsad.stories.items import Item, read_item
from marsad.stories.vectors import Vectorizer

GOLD = Path(__file__).resolve().parents[1] / "benchmarks" / "gold"
PAIRS = ("stories_train.jsonl", "stories_work.jsonl")
FILES = ("ant_v2.1.jsonl.gz", "ant_v1.1.jsonl.gz")
DECISIONS = {"story": ("story",), "saga": ("story", "saga")}
STRENGTH = 0.3
"""Of the regression, as the inverse of its penalty; of .05, .3 and 3 the best by ten folds."""


def read_pairs() -> list[tuple[str, str, str]]:
    """Return the ids of labelled pairs, and their labels."""
    lines = [line for name in PAIRS for line in (GOLD / name).read_text().splitlines()]
    return [(pair["a"], pair["b"], pair["label"]) for pair in map(json.loads, lines)]


def read_items(folder: Path, wanted: set[str]) -> Iterator[Item]:
    """Yield the articles wanted, analysed."""
    for name in FILES:
        with gzip.open(folder / name) as lines:
            for record in map(orjson.loads, lines):
                if record["id"] in wanted:
                    wanted.discard(record["id"])
                    article = read_record(record)
                    yield read_item(article, analyze(article))


def features(items: list[Item], pairs: list[tuple[str, str, str]]) -> NDArray[np.float64]:
    """Return the features of each pair."""
    vectors = Vectorizer().read(items)
    at = {item.id: row for row, item in enumerate(items)}
    first, second = ([at[pair[side]] for pair in pairs] for side in (0, 1))
    return pair_features(vectors, np.array(first), vectors, np.array(second))


def main(arguments: list[str]) -> int:
    """Print the model."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    pairs = read_pairs()
    wanted = {one for pair in pairs for one in pair[:2]}
    items = sorted(read_items(Path(arguments[0]), wanted), key=lambda item: item.id)
    bare = [replace(item, names=None, day=None) for item in items]
    rows = np.vstack([features(items, pairs), features(bare, pairs)])
    labels = [label for *_, label in pairs] * 2
    scale = StandardScaler().fit(rows)
    model = {}
    for name, right in DECISIONS.items():
        learned = LogisticRegression(C=STRENGTH, max_iter=5_000)
        learned.fit(scale.transform(rows), np.isin(labels, right))
        weights = learned.coef_[0] / scale.scale_
        bias = float(learned.intercept_[0] - (weights * scale.mean_).sum())
        named = zip(NAMES, weights.tolist(), strict=True)
        model[name] = {"bias": round(bias, 4)} | {key: round(value, 4) for key, value in named}
    print(json.dumps(model, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
