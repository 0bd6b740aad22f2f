"""Score titles, their holders and the persons of articles against a gold standard.

A gold file is JSON lines as `scripts/names_corpus.py` compiles them: `text`, `mentions` (`start`,
`end`, `text`, `type`, `metonym`) and `roles` (`start`, `end`, `text`, `person`, `country`). The
gold names are given to the stage, so that its figures do not depend on a tagger. A title is right
where both its ends are; holders and countries are counted over the titles that are right. Gold
names a holder by the fullest name, which may stand elsewhere in the text: an entity agrees where
its name or one of its aliases is that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import orjson

from marsad.analysis.understand import understand_names
from marsad.errors import InputError
from marsad.pipeline.ratio import Ratio, not_empty
from marsad.text.normalize import fold
from marsad.text.sentences import split_sentences
from marsad.types import Entity, Mention, Role


@dataclass(frozen=True, slots=True)
class RoleMiss:
    """A title that was not read as the gold standard says."""

    article: str
    wanted: str  # title, holder and country; "-" for none
    found: str


@dataclass(frozen=True, slots=True)
class RoleScores:
    """Counts over all articles of a gold file."""

    articles: int = 0
    titles: Ratio = field(default_factory=Ratio)
    holders: Ratio = field(default_factory=Ratio)  # of the right titles
    countries: Ratio = field(default_factory=Ratio)  # of the right titles
    pairs: Ratio = field(default_factory=Ratio)  # titles of one person, two by two
    metonyms: Ratio = field(default_factory=Ratio)
    misses: tuple[RoleMiss, ...] = ()


def evaluate_roles(gold: Path) -> RoleScores:
    """Find the roles of every gold article and compare.

    Raises:
        InputError: the file cannot be read or is not JSON lines of the form above.
    """
    return score_roles(gold, not_empty(gold, read_gold(gold)))


def read_gold(path: Path) -> list[Mapping[str, Any]]:
    """Return the records of a gold file; see `evaluate_roles`."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    records: list[Mapping[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(f"{path}:{number}: not JSON: {error}") from error
        if not isinstance(record, dict):
            raise InputError(f"{path}:{number}: expected an object")
        records.append(record)
    return records


def score_roles(name: Path, records: Iterable[Mapping[str, Any]]) -> RoleScores:
    """Compare what is found in the texts of gold records with their roles."""
    total = RoleScores()
    for number, record in enumerate(records, 1):
        try:
            total = _add(total, _score(record))
        except (KeyError, TypeError) as error:
            raise InputError(f"{name}:{number}: {error} is missing or wrong") from error
    return total


def _add(one: RoleScores, two: RoleScores) -> RoleScores:
    return RoleScores(
        one.articles + two.articles,
        one.titles + two.titles,
        one.holders + two.holders,
        one.countries + two.countries,
        one.pairs + two.pairs,
        one.metonyms + two.metonyms,
        one.misses + two.misses,
    )


def _score(record: Mapping[str, Any]) -> RoleScores:
    text = record["text"]
    gold_mentions = record["mentions"]
    given = [Mention(m["start"], m["end"], m["text"], m["type"]) for m in gold_mentions]
    mentions, roles, entities = understand_names(text, split_sentences(text), given)
    wanted = {(role["start"], role["end"]): role for role in record["roles"]}
    found = {(role.start, role.end): role for role in roles}
    by_id = {entity.id: entity for entity in entities}
    both = [span for span in wanted if span in found]
    held = [s for s in both if _same_holder(wanted[s]["person"], found[s].person, by_id)]
    placed = [s for s in both if wanted[s]["country"] == found[s].country]
    right = set(held) & set(placed)
    title = f"{record.get('article_id', '?')}"
    return RoleScores(
        1,
        Ratio(len(found), len(wanted), len(both)),
        Ratio(len(both), len(both), len(held)),
        Ratio(len(both), len(both), len(placed)),
        _pairs(both, wanted, found),
        _metonyms(gold_mentions, mentions),
        tuple(_miss(title, span, wanted, found, by_id)
              for span in sorted(wanted.keys() | found.keys()) if span not in right),
    )  # fmt: skip


def _same_holder(wanted: str | None, found: str | None, by_id: Mapping[str, Entity]) -> bool:
    if wanted is None or found is None:
        return wanted is found
    entity = by_id[found]
    return fold(wanted) in map(fold, (entity.name, *entity.aliases))


def _pairs(
    both: Sequence[tuple[int, int]],
    wanted: Mapping[tuple[int, int], Mapping[str, Any]],
    found: Mapping[tuple[int, int], Role],
) -> Ratio:
    """Count pairs of titles that one person holds, over the right titles."""
    gold, mine = set(), set()
    for one, two in combinations(both, 2):
        if wanted[one]["person"] and wanted[one]["person"] == wanted[two]["person"]:
            gold.add((one, two))
        if found[one].person and found[one].person == found[two].person:
            mine.add((one, two))
    return Ratio(len(mine), len(gold), len(gold & mine))


def _metonyms(gold: Sequence[Mapping[str, Any]], mentions: Sequence[Mention]) -> Ratio:
    pairs = [(bool(g.get("metonym")), m.metonym) for g, m in zip(gold, mentions, strict=True)]
    return Ratio(
        sum(mine for _, mine in pairs), sum(g for g, _ in pairs), sum(g and m for g, m in pairs)
    )


def _miss(
    article: str,
    span: tuple[int, int],
    wanted: Mapping[tuple[int, int], Mapping[str, Any]],
    found: Mapping[tuple[int, int], Role],
    by_id: Mapping[str, Entity],
) -> RoleMiss:
    gold, mine = wanted.get(span), found.get(span)
    said = got = "nothing"
    if gold is not None:
        said = " | ".join((gold["text"], gold["person"] or "-", gold["country"] or "-"))
    if mine is not None:
        holder = by_id[mine.person].name if mine.person else "-"
        got = " | ".join((mine.text, holder, mine.country or "-"))
    return RoleMiss(article, said, got)


def roles_table(scores: RoleScores) -> str:
    """Return the scores as lines for people, the misses first."""
    lines = [f"{'article':<12} wanted → found"] if scores.misses else []
    lines += [f"{miss.article[:12]:<12} {miss.wanted} → {miss.found}" for miss in scores.misses]
    lines += ["", f"{scores.articles} articles, {scores.titles.gold} titles"]
    for name, ratio in (
        ("titles", scores.titles),
        ("one person", scores.pairs),
        ("metonyms", scores.metonyms),
    ):
        lines.append(
            f"{name:<11} precision {ratio.precision:.3f}  recall {ratio.recall:.3f}"
            f"  F1 {_f1(ratio):.3f}"
        )
    for name, ratio in (("holders", scores.holders), ("countries", scores.countries)):
        lines.append(f"{name:<11} right {ratio.recall:.3f}  ({ratio.right} of {ratio.gold})")
    return "\n".join(lines)


def _f1(ratio: Ratio) -> float:
    both = ratio.precision + ratio.recall
    return 2 * ratio.precision * ratio.recall / both if both else 0.0
