"""`marsad analyze`: what a text says, as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import SHARED, marsad

LINE = json.dumps(
    {
        "id": "a1",
        "title": "وزيرة المياه تزور السد غدًا",
        "text": "تزور الوزيرة السد غدا الأربعاء.",
        "published": "2024-11-12T09:30:00+02:00",
    },
    ensure_ascii=False,
)


def test_an_article_gives_its_sentences_and_resolved_times(tmp_path: Path) -> None:
    done = marsad("analyze", "-", home=tmp_path, stdin=LINE.encode())
    (analysis,) = done.records
    assert done.code == 0, done.err
    assert analysis["article_id"] == "a1"
    text = analysis["text"]
    assert text == "وزيرة المياه تزور السد غدًا\nتزور الوزيرة السد غدا الأربعاء."
    for span in [*analysis["sentences"], *analysis["times"]]:
        assert text[span["start"] : span["end"]] == span["text"]
    assert analysis["times"][-1]["text"] == "غدا الأربعاء"
    assert {time["value"] for time in analysis["times"]} == {"2024-11-13"}


def test_plain_text_takes_its_day_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("يجتمع المجلس غدا.\n", encoding="utf-8")
    known = marsad("analyze", "a.txt", "--published", "2024-11-12", home=tmp_path).records[0]
    unknown = marsad("analyze", "a.txt", home=tmp_path).records[0]
    assert [time["value"] for time in known["times"]] == ["2024-11-13"]
    assert [time["value"] for time in unknown["times"]] == [None]
    assert marsad("analyze", "a.txt", "--published", "أمس", home=tmp_path).code == 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here")
def test_evaluate_prints_the_share_that_is_solved(tmp_path: Path) -> None:
    done = marsad("evaluate", "times", SHARED / "time" / "public_dates.jsonl", home=tmp_path)
    assert done.code == 0, done.err
    assert "precision" in done.out
