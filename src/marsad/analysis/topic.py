"""What an article is about, as one of the contract's topics.

A linear model over stems, trained by `scripts/train_topic.py`; scored here with numpy alone. First
it decides between economy, sports, culture, science and all the rest together, which is what the
categories of its corpora say for sure; then for the topic within. `topic_model/README.md` says what
it was trained on and how well it does on publishers that it has not seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from marsad.text.stem import stem
from marsad.text.tokenize import Token, tokens
from marsad.types import Topic

TITLE_WEIGHT = 3
"""How often a word of the headline counts."""

MOST_WORDS = 20_000
"""Words of a text that are looked at."""

LEAST_WORDS = 3
"""Known words without which nothing is said."""

CATEGORIES = ("rest", "culture", "economy", "science", "sports")
"""What the corpora's categories tell apart; `rest` holds all other topics."""

REST = ("accidents", "health", "politics", "religion", "security", "society", "weather")
"""The topics within `rest`."""

_STEPS = 127  # weights are kept as signed bytes

Floats = npt.NDArray[np.floating[Any]]


def find_topic(
    text: str, title_length: int, *, words: Sequence[Token] | None = None
) -> Topic | None:
    """Return the topic of `text`; None where too few of its words are known.

    The first `title_length` characters are the headline. `words` are the tokens of `text`, where
    they are known already. The score is the label's probability as the model sees it. Linear in the
    length of `text`; never raises.
    """
    words = (tokens(text) if words is None else words)[:MOST_WORDS]
    headline = sum(1 for word in words[:1000] if word.start < title_length)
    return load_model().topic([stem(word.folded) for word in words], headline)


@dataclass(frozen=True, slots=True)
class TopicModel:
    """A linear model over tf-idf of stems; its columns are `CATEGORIES`, then `REST`."""

    vocabulary: Mapping[str, int] = field(repr=False)  # stem → row
    rarity: npt.NDArray[np.float32] = field(repr=False)  # per row
    weights: npt.NDArray[np.int8] = field(repr=False)  # row × column
    scale: npt.NDArray[np.float32] = field(repr=False)  # per column: the value of one step
    bias: npt.NDArray[np.float32] = field(repr=False)  # per column

    @classmethod
    def build(cls, vocabulary: Sequence[str], rarity: Any, weights: Any, bias: Any) -> TopicModel:
        """Make a model of plain numbers; `weights` (row × column) are rounded to bytes."""
        largest = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-6)
        scale = (largest / _STEPS).astype(np.float32)
        return cls(
            {word: at for at, word in enumerate(vocabulary)},
            np.round(rarity, 2).astype(np.float16).astype(np.float32),
            np.round(weights / scale).clip(-_STEPS, _STEPS).astype(np.int8),
            scale,
            np.round(bias, 3).astype(np.float32),
        )

    def features(self, stems: Sequence[str], title: int) -> tuple[npt.NDArray[np.intp], Floats]:
        """Return rows and values of a text's tf-idf; the first `title` stems are its headline."""
        counts: dict[int, int] = {}
        row = self.vocabulary.get
        for weight, part in ((TITLE_WEIGHT, stems[:title]), (1, stems[title:])):
            for place in map(row, part):
                if place is not None:
                    counts[place] = counts.get(place, 0) + weight
        rows = np.fromiter(counts, np.intp, len(counts))
        times = np.fromiter(counts.values(), np.float64, len(counts))
        values = (1 + np.log(times)) * self.rarity[rows]
        return rows, values / max(math.sqrt(float(values @ values)), 1e-9)

    def topic(self, stems: Sequence[str], title: int = 0) -> Topic | None:
        """Return the topic of a text given as stems, the first `title` of them its headline."""
        rows, values = self.features(stems, title)
        if len(rows) < LEAST_WORDS:
            return None
        scores = (values @ self.weights[rows]) * self.scale + self.bias
        category, chance = _likeliest(CATEGORIES, scores[: len(CATEGORIES)])
        if category == CATEGORIES[0]:
            category, share = _likeliest(REST, scores[len(CATEGORIES) :])
            chance *= share
        return Topic(category, round(chance, 3))

    def save(self, path: Path) -> None:
        """Write the model; the same model gives the same bytes."""
        words = np.frombuffer("\n".join(self.vocabulary).encode(), np.uint8)
        rarity = self.rarity.astype(np.float16)
        with path.open("wb") as file:
            np.savez_compressed(
                file, vocabulary=words, rarity=rarity, weights=self.weights, scale=self.scale,
                bias=self.bias,
            )  # fmt: skip


def _likeliest(labels: Sequence[str], scores: npt.NDArray[Any]) -> tuple[str, float]:
    """Return the label of the highest score and its probability."""
    odds = np.exp(scores - scores.max())
    best = int(odds.argmax())
    return labels[best], float(odds[best] / odds.sum())


def read_model(path: Any) -> TopicModel:
    """Read what `TopicModel.save` wrote."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        words = arrays["vocabulary"].tobytes().decode().split("\n")
        rarity = arrays["rarity"].astype(np.float32)
        weights, scale, bias = (arrays[name] for name in ("weights", "scale", "bias"))
        return TopicModel({word: at for at, word in enumerate(words)}, rarity, weights, scale, bias)


@cache
def load_model() -> TopicModel:
    """Read the model that comes with the package."""
    return read_model(files("marsad.analysis") / "topic_model" / "model.npz")
