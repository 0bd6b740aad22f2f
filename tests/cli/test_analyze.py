"""`marsad analyze`: what a text says, as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.analysis.tiny_models import onnx_classifier, spacy_rules
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


def test_a_model_of_the_users_own_finds_the_names(tmp_path: Path) -> None:
    spacy_rules(tmp_path / "rules", {"تزور": "PER"})
    onnx_classifier(tmp_path / "pieces", {"السد": "B-LOC"})
    (tmp_path / "marsad.toml").write_text('names = "spacy:rules"', encoding="utf-8")
    by_setting = marsad("analyze", "-", home=tmp_path, stdin=LINE.encode())
    assert by_setting.code == 0, by_setting.err
    named = [(one["type"], one["text"]) for one in by_setting.records[0]["mentions"]]
    assert named == [("PER", "تزور")] * 2
    for jobs in ("1", "2"):
        done = marsad(
            "analyze", "--names", "hf:pieces", "--jobs", jobs, "-",
            home=tmp_path, stdin=LINE.encode(),
        )  # fmt: skip
        assert done.code == 0, done.err
        named = [(one["type"], one["text"]) for one in done.records[0]["mentions"]]
        assert named == [("LOC", "السد")] * 2


def test_names_of_the_users_own_model_are_scored(tmp_path: Path) -> None:
    onnx_classifier(tmp_path / "pieces", {"بيروت": "B-LOC"})
    (tmp_path / "gold.conll").write_text("زار O\nبيروت B-LOC\nوصيدا B-LOC\n", encoding="utf-8")
    done = marsad(
        "evaluate", "names", "gold.conll", "--names", "hf:pieces", "--guideline", "anercorp",
        "-f", "json", home=tmp_path,
    )  # fmt: skip
    assert done.code == 0, done.err
    scores = json.loads(done.out)
    scores = scores[0] if isinstance(scores, list) else scores
    assert scores["all"] == {"found": 1, "gold": 2, "right": 1}


@pytest.mark.parametrize("task", ["keywords", "names", "roles", "times", "topic"])
def test_of_an_empty_gold_standard_there_are_no_scores(tmp_path: Path, task: str) -> None:
    (tmp_path / "gold.jsonl").write_text("\n", encoding="utf-8")
    done = marsad("evaluate", task, "gold.jsonl", home=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert "gold.jsonl: holds nothing to compare with" in done.err


@pytest.mark.parametrize("task", ["names", "roles", "times", "topic"])
def test_a_folder_as_gold_standard_is_told_from_a_file(tmp_path: Path, task: str) -> None:
    (tmp_path / "gold").mkdir()
    done = marsad("evaluate", task, "gold", home=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert f"gold: a folder, where {task} wants a file: " in done.err


@pytest.mark.parametrize(
    "options",
    [("--no-lists",), ("--confusion",), ("--names", "marsad"), ("--guideline", "anercorp")],
)
def test_an_option_that_would_do_nothing_is_refused(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "gold.jsonl").write_text("{}", encoding="utf-8")
    done = marsad("evaluate", "topic", "gold.jsonl", *options, home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert options[0] in done.err
    assert "belongs to the task names" in done.err


def test_lists_cannot_be_taken_from_another_model(tmp_path: Path) -> None:
    (tmp_path / "gold.conll").write_text("بيروت B-LOC\n", encoding="utf-8")
    (tmp_path / "marsad.toml").write_text('names = "spacy:rules"', encoding="utf-8")
    done = marsad("evaluate", "names", "gold.conll", "--no-lists", home=tmp_path)
    assert done.code == 2
    assert "belongs to the model that ships" in done.err


def test_an_address_is_no_folder_of_a_model(tmp_path: Path) -> None:
    choice = "hf:https://models.example/arabic-ner"
    done = marsad("analyze", "--names", choice, "-", home=tmp_path, stdin=LINE.encode())
    assert (done.code, done.out) == (2, "")
    assert f"'{choice}': not a folder" in done.err


@pytest.mark.parametrize("command", ["analyze", "import"])
def test_a_wrong_choice_of_names_is_said_before_anything_is_read(
    tmp_path: Path, command: str
) -> None:
    (tmp_path / "marsad.toml").write_text('names = "spacy:lost"', encoding="utf-8")
    done = marsad(command, "-", home=tmp_path, stdin=LINE.encode())
    assert (done.code, done.out) == (2, "")
    assert "spacy:lost: no such folder" in done.err
    assert len(done.err.splitlines()) == 1
    assert not list(tmp_path.rglob("*.db"))
