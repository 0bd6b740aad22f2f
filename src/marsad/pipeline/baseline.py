"""A stored baseline of extraction scores: no field may fall below it on the same pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from marsad.codec import dumps
from marsad.errors import ConfigError, InputError
from marsad.pipeline.evaluate import FIELDS, ExtractScores, gold_folders
from marsad.pipeline.ratio import Ratio

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Score:
    """One figure, and whether more of it is better."""

    name: str
    value: float
    more_is_better: bool = True

    def is_worse(self, before: float) -> bool:
        """Say whether it got worse since it was `before`."""
        return self.value < before if self.more_is_better else self.value > before


@dataclass(frozen=True, slots=True)
class Baseline:
    """The scores that some pages had; `digest` tells whether they are still the same pages."""

    pages: int
    digest: str
    scores: Mapping[str, float]

    @classmethod
    def of(cls, scores: ExtractScores, folders: Sequence[Path]) -> Baseline:
        """Return today's scores as a baseline."""
        figures = {figure.name: figure.value for figure in figures_of(scores)}
        return cls(len(scores.pages), digest_of(folders), figures)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed since a baseline, each as a line for people."""

    worse: tuple[str, ...]
    better: tuple[str, ...]


def figures_of(scores: ExtractScores) -> list[Score]:
    """Return all figures of a scoring, rounded so that they can be stored and compared."""
    figures = [
        Score("body_f1", scores.f1),
        Score("leaks", scores.leaks, more_is_better=False),
        Score("titles", scores.titles),
    ]
    for name in FIELDS:
        ratio: Ratio = getattr(scores.scores, name)
        figures.append(Score(f"{name}_precision", ratio.precision))
        figures.append(Score(f"{name}_recall", ratio.recall))
    return [Score(one.name, round(one.value, _DIGITS), one.more_is_better) for one in figures]


def digest_of(folders: Sequence[Path]) -> str:
    """Return a hash of all pages of some folders and their gold standards."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in gold_folders(folder):
            for name in ("page.html", "gold.json"):
                content = (path / name).read_bytes()
                digest.update(f"{path.relative_to(folder)}/{name} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()


def compare(scores: ExtractScores, folders: Sequence[Path], baseline: Baseline) -> Comparison:
    """Compare scores with a baseline of the same pages.

    Raises:
        InputError: it was made of other pages, or lacks a figure.
    """
    if digest_of(folders) != baseline.digest:
        raise InputError("the baseline was made of other pages: make it anew (--update)")
    before = baseline.scores
    if lacking := [one.name for one in figures_of(scores) if one.name not in before]:
        raise InputError(f"the baseline lacks {lacking[0]}: make it anew (--update)")
    changed = [one for one in figures_of(scores) if before[one.name] != one.value]
    lines = {one: f"{one.name} {before[one.name]:g} → {one.value:g}" for one in changed}
    worse = tuple(line for one, line in lines.items() if one.is_worse(before[one.name]))
    return Comparison(worse, tuple(line for line in lines.values() if line not in worse))


def load_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Raises:
        InputError: it cannot be read, or is none.
    """
    try:
        return TypeAdapter(Baseline).validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except ValidationError as error:
        raise InputError(f"{path}: no baseline: {error.errors()[0]['msg']}") from error


def save_baseline(path: Path, baseline: Baseline) -> None:
    """Write a baseline.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        path.write_bytes(dumps(baseline, indent=True) + b"\n")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error
