"""Scoring titles, holders and metonyms against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import InputError
from marsad.pipeline.evaluate_roles import evaluate_roles, roles_table
from tests.analysis.marked import read_marked

CORPUS = Path(__file__).parents[2] / "datasets" / "arabic-news-names"
TEXT = "قال وزير النقل الأردني [PER نبيل قاسم] إن [LOC بيروت] وافقت. وزار مدير المصنع [LOC صور]."


def gold(*roles: tuple[str, str | None, str | None], metonyms: tuple[str, ...] = ()) -> str:
    text, mentions = read_marked(TEXT)
    record: dict[str, Any] = {"article_id": "a-1", "text": text}
    record["mentions"] = [
        {"start": m.start, "end": m.end, "text": m.text, "type": m.type,
         "metonym": m.text in metonyms}
        for m in mentions
    ]  # fmt: skip
    record["roles"] = [
        {"start": text.index(title), "end": text.index(title) + len(title), "text": title,
         "person": person, "country": country}
        for title, person, country in roles
    ]  # fmt: skip
    return json.dumps(record, ensure_ascii=False)


def test_titles_holders_countries_and_metonyms_are_counted_apart(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        gold(("وزير النقل الأردني", None, "JO"), ("مدير المصنع", None, "LB"), metonyms=("بيروت",))
        + "\n"
    )
    scores = evaluate_roles(path)
    assert (scores.articles, scores.titles.gold, scores.titles.right) == (1, 2, 2)
    assert (scores.holders.right, scores.countries.right) == (1, 1)
    assert (scores.metonyms.gold, scores.metonyms.right, scores.metonyms.found) == (1, 1, 1)
    assert [miss.wanted for miss in scores.misses] == [
        "وزير النقل الأردني | - | JO",
        "مدير المصنع | - | LB",
    ]
    assert "وزير النقل الأردني | نبيل قاسم | JO" in roles_table(scores)


def test_a_title_with_other_ends_is_missed_and_superfluous(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(gold(("وزير النقل", "نبيل قاسم", None), ("مدير المصنع", None, None)))
    scores = evaluate_roles(path)
    assert (scores.titles.found, scores.titles.gold, scores.titles.right) == (2, 2, 1)


@pytest.mark.parametrize("line", ["{", "[1]", '{"text": "أمس"}', '{"text": 1, "mentions": []}'])
def test_a_broken_gold_file_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line)
    with pytest.raises(InputError, match=r"gold\.jsonl"):
        evaluate_roles(path)


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none"):
        evaluate_roles(tmp_path / "none.jsonl")


@pytest.mark.parametrize(("split", "titles"), [("train", 0.9), ("dev", 0.9)])
def test_the_annotated_corpus_is_read_well(split: str, titles: float) -> None:
    scores = evaluate_roles(CORPUS / f"{split}.jsonl")
    assert scores.titles.precision >= titles - 0.02, roles_table(scores)
    assert scores.titles.recall >= titles, roles_table(scores)
    assert scores.holders.recall >= 0.95, roles_table(scores)
    assert scores.countries.recall >= 0.9, roles_table(scores)
    assert scores.metonyms.precision >= 0.9, roles_table(scores)
