"""Whether two articles tell of one event, or of one affair: two logistic regressions.

`scripts/train_stories.py` learned them from labelled pairs; `docs/decisions` has how, and figures.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from marsad.errors import ConfigError
from marsad.stories.features import NAMES

_FILE = "model.json"


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """A probability from features."""

    weights: NDArray[np.float64]  # (len(NAMES),)
    bias: float

    def __call__(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability of each row, 0 to 1."""
        scores = features @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -50.0, 50.0))))


@dataclass(frozen=True, slots=True)
class Decisions:
    """What is decided about a pair."""

    story: Decision  # the same event
    saga: Decision  # the same affair, the same event included


@cache
def load_decisions() -> Decisions:
    """Read the model that ships.

    Raises:
        ConfigError: the file does not fit the features.
    """
    return parse_decisions(files("marsad.stories").joinpath(_FILE).read_text("utf-8"))


def parse_decisions(source: str) -> Decisions:
    """Read the text of a `model.json`: for each decision its bias and a weight for each feature."""
    try:
        model = json.loads(source)
        return Decisions(*(_decision(model[name]) for name in ("story", "saga")))
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{_FILE}: {type(error).__name__}: {error}") from error


def _decision(value: dict[str, float]) -> Decision:
    weights = {**value}
    bias = float(weights.pop("bias"))
    if weights.keys() != set(NAMES):
        raise ValueError("the features are not those of this version")
    return Decision(np.array([float(weights[name]) for name in NAMES]), bias)
