"""Scoring keywords against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import InputError
from marsad.pipeline.evaluate_keywords import (
    GoldKeywords,
    evaluate_keywords,
    keywords_table,
    score_keywords,
)

AKEC = Path(__file__).parents[3] / "shared" / "data" / "keyphrases" / "akec"
TEXT = "تزور وزيرة المياه السد العالي غدا. والسد العالي أكبر سدود البلاد."


def write(path: Path, record: dict[str, Any]) -> Path:
    path.write_text(json.dumps(record, ensure_ascii=False))
    return path


def test_forms_of_a_phrase_count_as_one_and_only_ten_are_counted() -> None:
    gold = [GoldKeywords("1", None, TEXT, ("السد العالي", "للسدود", "قناة"))]
    scores = score_keywords(
        gold, lambda _: ["بالسد العالي", "سدود", "السدود", *map(str, range(99))]
    )
    assert (scores.all.gold, scores.all.found, scores.all.right) == (3, 9, 2)
    assert scores.all.f1 == pytest.approx(4 / 12)
    assert scores.misses[0].wanted == ("قناة",)
    assert "قناة" in keywords_table(scores)


@pytest.mark.parametrize(
    "keywords", [{"keywords": ["السد العالي"]}, {"keywords": [{"text": "السد العالي", "score": 1}]},
                 {"tags": ["السد العالي"]}],
)  # fmt: skip
def test_articles_with_keywords_or_tags_are_read(tmp_path: Path, keywords: dict[str, Any]) -> None:
    gold = write(tmp_path / "gold.jsonl", {"id": "a", "title": "السد", "text": TEXT, **keywords})
    assert evaluate_keywords(gold).all.recall == 1.0


def test_a_folder_in_the_form_of_akec_is_read(tmp_path: Path) -> None:
    for part, name, text in (
        ("documents/pure", "A1.txt", TEXT),
        ("keyphrases/sort_frequency", "pure.txt", "A1 : السد العالي,قناة السويس\n"),
    ):
        (tmp_path / part).mkdir(parents=True)
        (tmp_path / part / name).write_text(text, encoding="utf-8")
    scores = evaluate_keywords(tmp_path)
    assert (scores.documents, scores.all.gold, scores.all.right) == (1, 2, 1)
    assert scores.misses[0].wanted == ("قناة السويس",)


def test_a_folder_or_line_of_another_form_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="AKEC"):
        evaluate_keywords(tmp_path)
    with pytest.raises(InputError, match=r"gold\.jsonl:1: neither keywords nor tags"):
        evaluate_keywords(write(tmp_path / "gold.jsonl", {"text": TEXT}))
    with pytest.raises(InputError, match=r"gold\.jsonl:1: expected keywords or tags"):
        evaluate_keywords(write(tmp_path / "gold.jsonl", {"text": TEXT, "tags": [1]}))


@pytest.mark.skipif(not AKEC.is_dir(), reason="the keyphrase corpus is not beside the checkout")
def test_keywords_of_people_are_found() -> None:
    scores = evaluate_keywords(AKEC)
    assert scores.all.f1 >= 0.28, keywords_table(scores)
