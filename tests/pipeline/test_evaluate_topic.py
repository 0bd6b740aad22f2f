"""Scoring topics against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import InputError
from marsad.pipeline.evaluate_topic import evaluate_topic, topic_table

SPORT = "فاز الفريق في مباراة الدوري على ملعب المدينة وسجل المهاجم هدفين أمام الجماهير"
WAR = "قصفت مقاتلات الجيش مواقع المسلحين وقتل جنود في اشتباكات مع تنظيم إرهابي"


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records))
    return path


def test_categories_of_the_rest_count_as_one_and_topics_count_exactly(tmp_path: Path) -> None:
    gold = write(
        tmp_path / "gold.jsonl",
        {"text": SPORT, "cat": "sport", "src": "A"},
        {"text": WAR, "cat": "middleEast", "src": "A"},  # security is politics here
        {"text": WAR, "topic": "politics", "src": "B"},  # and is not here
        {"text": WAR, "topic": {"label": "security", "score": 1}, "src": "B"},
        {"text": WAR, "cat": "رأي", "src": "B"},  # says nothing
        {"text": WAR, "cat": "localNews", "src": "B"},
    )
    scores = evaluate_topic(gold)
    assert (scores.articles, scores.right) == (4, 3)
    assert scores.sources == {"A": (2, 2), "B": (1, 2)}
    assert scores.confusion["politics"] == {"security": 1}
    table = topic_table(scores)
    assert "0.750  (3 of 4)" in table
    assert "B " in table


def test_a_text_of_unknown_words_counts_as_missed(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", {"text": "ززز", "topic": "sports"})
    assert evaluate_topic(gold).confusion == {"sports": {"none": 1}}


@pytest.mark.parametrize(
    "record", [{"text": SPORT}, {"text": SPORT, "topic": "sport"}, {"text": 3, "topic": "sports"}]
)
def test_a_line_without_text_or_topic_is_named(tmp_path: Path, record: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"gold\.jsonl:1"):
        evaluate_topic(write(tmp_path / "gold.jsonl", record))
