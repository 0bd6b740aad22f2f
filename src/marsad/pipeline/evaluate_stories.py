"""Score copies, stories and read-also against gold standards that name articles by id.

Gold files are JSON lines: `{"a", "b", "label"}`, two articles with `copy`, `excerpt`, `update` or
`none` for copies, `story`, `saga`, `related` or `unrelated` for stories (`benchmarks/gold` has the
guideline); `{"id", "related"}`, an article with the ids of those to find, for read-also. The texts
are in a corpus of the reader's own: every article there is connected, not only those of the gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from marsad.errors import InputError
from marsad.pipeline.evaluate_times import read_lines
from marsad.pipeline.ratio import Ratio, not_empty
from marsad.stories.connect import Connected, Connector
from marsad.stories.items import Item, in_order, lead
from marsad.stories.related import Library

_COPIES = ("copy", "excerpt", "update")
_WINDOW = 72 * 3600.0
_AMONG = 50
"""Places that are looked at for an article to be found."""


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two articles and what they are to each other."""

    a: str
    b: str
    label: str


@dataclass(frozen=True, slots=True)
class PairScores:
    """Counts over the pairs of a gold file."""

    pairs: int
    same: Ratio  # copies: of one text; stories: of one event
    saga: Ratio | None = None  # stories: of one affair
    confusion: Mapping[str, int] = field(default_factory=dict)  # "saga as story"
    largest: int = 0  # articles of the largest copy group or story of the corpus


@dataclass(frozen=True, slots=True)
class RelatedScores:
    """Where the articles to find stood."""

    queries: int
    mean_reciprocal_rank: float
    first: float  # share that stood first
    among_five: float


def evaluate_copies(gold: Path, items: Iterable[Item]) -> PairScores:
    """Find the copies of a corpus and compare them with the gold pairs.

    Raises:
        InputError: a line is none, or an article is not in the corpus.
    """
    pairs = not_empty(gold, read_pairs(gold, (*_COPIES, "none")))
    places = _connect(items)
    _check(gold, pairs, places)

    def said(pair: GoldPair) -> str:
        first, second = places[pair.a], places[pair.b]
        if (first.copy_of or first.article_id) != (second.copy_of or second.article_id):
            return "none"
        return second.copy_kind or first.copy_kind or "copy"

    answers = [said(pair) for pair in pairs]
    same = _ratio(pairs, answers, _COPIES)
    roots = Counter(place.copy_of or place.article_id for place in places.values())
    return PairScores(len(pairs), same, None, _confusion(pairs, answers), _most(roots))


def evaluate_stories(gold: Path, items: Iterable[Item]) -> PairScores:
    """Group a corpus into stories and sagas and compare them with the gold pairs.

    Raises:
        InputError: a line is none, or an article is not in the corpus.
    """
    pairs = not_empty(gold, read_pairs(gold, ("story", "saga", "related", "unrelated")))
    places = _connect(items)
    _check(gold, pairs, places)

    def said(pair: GoldPair) -> str:
        first, second = places[pair.a], places[pair.b]
        if first.story_id == second.story_id:
            return "story"
        return "saga" if first.saga_id == second.saga_id else "apart"

    answers = [said(pair) for pair in pairs]
    stories = Counter(place.story_id for place in places.values())
    return PairScores(
        len(pairs),
        _ratio(pairs, answers, ("story",)),
        _ratio(pairs, answers, ("story", "saga")),
        _confusion(pairs, answers),
        _most(stories),
    )


def evaluate_related(gold: Path, items: Iterable[Item]) -> RelatedScores:
    """Look for each gold article's relatives within 72 hours, from headline and lead alone.

    Raises:
        InputError: a line is none, or an article is not in the corpus.
    """
    wanted = not_empty(gold, _read_related(gold))
    library = Library([replace(item, text=lead(item.text)) for item in items])
    missing = [one for one, others in wanted for one in (one, *others) if one not in library]
    if missing:
        raise InputError(
            f"{gold}: {len(missing)} articles are not in the corpus, {missing[0]} first"
        )
    ranks = []
    for one, others in wanted:
        found = library.nearest(one, limit=_AMONG, within=_WINDOW)
        at = [rank for rank, near in enumerate(found, 1) if near.article_id in others]
        ranks.append(at[0] if at else 0)
    count = max(len(ranks), 1)
    return RelatedScores(
        len(ranks),
        round(sum(1 / rank for rank in ranks if rank) / count, 4),
        round(sum(rank == 1 for rank in ranks) / count, 4),
        round(sum(0 < rank <= 5 for rank in ranks) / count, 4),
    )


def _connect(items: Iterable[Item]) -> dict[str, Connected]:
    placed = Connector().connect(in_order(items))
    return {found.item.id: found.connected for found in placed}


def _most(groups: Counter[str]) -> int:
    return max(groups.values(), default=0)


def _ratio(pairs: Sequence[GoldPair], answers: Sequence[str], right: Sequence[str]) -> Ratio:
    both = [
        (pair.label in right, answer in right) for pair, answer in zip(pairs, answers, strict=True)
    ]
    return Ratio(
        found=sum(answer for _, answer in both),
        gold=sum(label for label, _ in both),
        right=sum(label and answer for label, answer in both),
    )


def _confusion(pairs: Sequence[GoldPair], answers: Sequence[str]) -> dict[str, int]:
    counts = Counter(
        f"{pair.label} as {answer}" for pair, answer in zip(pairs, answers, strict=True)
    )
    return dict(sorted(counts.items()))


# --- gold files -----------------------------------------------------------------------


def read_pairs(path: Path, labels: Sequence[str]) -> list[GoldPair]:
    """Read a gold file of pairs.

    Raises:
        InputError: a line is none; the message names it.
    """
    pairs = []
    for number, line in enumerate(read_lines(path), 1):
        pair = GoldPair(*(_string(path, number, line, name) for name in ("a", "b", "label")))
        if pair.label not in labels:
            raise InputError(f"{path}:{number}: {pair.label!r} is not one of: {', '.join(labels)}")
        pairs.append(pair)
    return pairs


def _read_related(path: Path) -> list[tuple[str, list[str]]]:
    wanted = []
    for number, line in enumerate(read_lines(path), 1):
        others = line.get("related")
        if not isinstance(others, list) or not all(isinstance(one, str) for one in others):
            raise InputError(f"{path}:{number}: related: expected a list of ids")
        wanted.append((_string(path, number, line, "id"), others))
    return wanted


def _string(path: Path, number: int, line: Mapping[str, Any], name: str) -> str:
    value = line.get(name)
    if not isinstance(value, str):
        raise InputError(f"{path}:{number}: {name}: expected a string")
    return value


def _check(path: Path, pairs: Sequence[GoldPair], places: Mapping[str, Connected]) -> None:
    missing = [one for pair in pairs for one in (pair.a, pair.b) if one not in places]
    if missing:
        raise InputError(
            f"{path}: {len(missing)} articles are not in the corpus, {missing[0]} first"
        )


# --- tables ---------------------------------------------------------------------------


def pairs_table(scores: PairScores) -> str:
    """Return the scores of pairs for people."""
    lines = [f"{'':<10}{'precision':>10}{'recall':>8}{'F1':>8}"]
    for name, ratio in (("same", scores.same), ("saga", scores.saga)):
        if ratio is not None:
            lines.append(
                f"{name:<10}{ratio.precision:>10.3f}{ratio.recall:>8.3f}{ratio.f1:>8.3f}"
                f"  ({ratio.right} right, {ratio.found} found, {ratio.gold} there)"
            )
    lines += ["", f"{scores.pairs} pairs; the largest group has {scores.largest} articles", ""]
    lines += [f"{count:>5}  {name}" for name, count in scores.confusion.items()]
    return "\n".join(lines)


def related_table(scores: RelatedScores) -> str:
    """Return the scores of read-also for people."""
    return (
        f"{scores.queries} articles: mean reciprocal rank {scores.mean_reciprocal_rank:.3f}, "
        f"first {scores.first:.3f}, among five {scores.among_five:.3f}"
    )
