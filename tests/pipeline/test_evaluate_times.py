"""Scoring the resolution of times against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import InputError
from marsad.pipeline.evaluate_times import evaluate_times, times_table

SHARED = Path(__file__).parents[3] / "shared" / "data"
GOLD = Path(__file__).parents[2] / "benchmarks" / "gold"


def write(path: Path, *records: Any) -> Path:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records))
    return path


def item(text: str, span: str, value: str | None, interval: list[str] | None) -> dict[str, Any]:
    start = text.index(span)
    return {"start": start, "end": start + len(span), "value": value, "interval": interval}


RIGHT = "وصل الوفد أمس"
WRONG = "وصل الوفد غدا"


def test_right_wrong_and_superfluous_findings_are_counted(tmp_path: Path) -> None:
    day = ["2024-11-11", "2024-11-12"]
    records: list[dict[str, Any]] = [
        {"id": "1", "text": RIGHT, "expressions": [item(RIGHT, "أمس", "2024-11-11", day)]},
        {"id": "2", "text": WRONG, "expressions": [item(WRONG, "غدا", "2024-11-11", day)]},
        {"id": "3", "text": RIGHT, "expressions": []},
    ]
    gold = write(
        tmp_path / "gold.jsonl",
        *({**record, "reference": "2024-11-12T10:00"} for record in records),
    )
    scores = evaluate_times(gold)
    assert (scores.gold, scores.solved, scores.found, scores.right) == (2, 1, 3, 1)
    assert (scores.empty, scores.false_hits) == (1, 1)
    assert [miss.name for miss in scores.misses] == ["2", "3"]
    assert "2024-11-13" in times_table(scores)


def test_labels_by_offset_are_read_from_the_corpus(tmp_path: Path) -> None:
    corpus = tmp_path / "news"
    corpus.mkdir()
    write(corpus / "a.jsonl", {"id": "A-1", "text": f"تمهيد. {RIGHT}"})
    label = {
        "id": "A-1", "start": 7, "end": 7 + len(RIGHT), "reference": "2024-11-12",
        "expressions": [item(RIGHT, "أمس", "2024-11-11", ["2024-11-11", "2024-11-12"])],
    }  # fmt: skip
    gold = write(tmp_path / "gold.jsonl", label)
    assert evaluate_times(gold, corpus).recall == 1.0
    with pytest.raises(InputError, match="corpus"):
        evaluate_times(gold)
    with pytest.raises(InputError, match="A-2"):
        evaluate_times(write(tmp_path / "other.jsonl", {**label, "id": "A-2"}), corpus)


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": "1"}', '{"id": "1", "text": "أمس"}'])
def test_a_broken_gold_file_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line)
    with pytest.raises(InputError, match=r"gold\.jsonl"):
        evaluate_times(path)


def test_a_missing_gold_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none"):
        evaluate_times(tmp_path / "none.jsonl")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public cases are not beside the checkout")
@pytest.mark.parametrize(
    ("name", "solved"),
    [
        ("time/public_dates.jsonl", 0.95),
        ("time/suites/cldr_full_dates.jsonl", 1.0),
        ("time/suites/hijridate_ummalqura.jsonl", 1.0),
        ("time/suites/dateparser_ar.jsonl", 0.95),  # one of them is a duration, with no date in it
    ],
)
def test_public_cases_are_solved(name: str, solved: float) -> None:
    scores = evaluate_times(SHARED / name)
    assert scores.recall >= solved, times_table(scores)
    assert scores.precision >= 0.95, times_table(scores)
    assert scores.false_hits == 0


@pytest.mark.skipif(not SHARED.is_dir(), reason="the news corpora are not beside the checkout")
def test_sentences_of_real_news_are_solved() -> None:
    scores = evaluate_times(GOLD / "times_work.jsonl", SHARED / "news")
    assert scores.recall >= 0.9, times_table(scores)
    assert scores.precision >= 0.9, times_table(scores)
