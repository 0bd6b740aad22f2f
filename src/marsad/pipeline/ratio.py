"""Precision, recall and F1 of what a stage found, for every scorer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from marsad.errors import InputError

Items = TypeVar("Items", bound=Sequence[object])


def not_empty(gold: Path, items: Items) -> Items:
    """Return what a gold file holds, if it holds anything: of nothing all would be right.

    Raises:
        InputError: there is nothing in it; the message names the file.
    """
    if not items:
        raise InputError(f"{gold}: holds nothing to compare with")
    return items


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many items were found, are in the gold standard, and were found rightly."""

    found: int = 0
    gold: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found; 1 where there is nothing."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both; 1 where there is nothing and nothing was found."""
        both = self.found + self.gold
        return 2 * self.right / both if both else 1.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.found + other.found, self.gold + other.gold, self.right + other.right)
