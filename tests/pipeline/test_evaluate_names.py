"""Whoever changes the names model sees what its mistakes are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import InputError
from marsad.pipeline.evaluate_names import names_table, read_gold, score_names
from marsad.text.sentences import split_sentences
from marsad.types import Mention, MentionType
from tests.support.cli import marsad

TEXT = "قال سمير الحلبي في بيروت إن بنك الشرق فتح فرعا في صيدا قرب نهر الأولي"


def mention(text: str, kind: MentionType) -> Mention:
    start = TEXT.index(text)
    return Mention(start, start + len(text), text, kind)


def gold(path: Path, *names: Mention) -> Path:
    record = {
        "text": TEXT,
        "mentions": [{"start": n.start, "end": n.end, "type": n.type} for n in names],
    }
    path.write_text(json.dumps(record), "utf-8")
    return path


GOLD = (
    mention("سمير الحلبي", "PER"),
    mention("بيروت", "LOC"),
    mention("بنك الشرق", "ORG"),
    mention("صيدا", "LOC"),
)


def test_names_are_told_by_what_they_came_to(tmp_path: Path) -> None:
    (item,) = read_gold(gold(tmp_path / "gold.jsonl", *GOLD))
    found = [
        mention("الحلبي", "PER"),  # other edges
        mention("بيروت", "ORG"),  # another type
        mention("بنك الشرق", "ORG"),
        mention("نهر الأولي", "LOC"),  # where there is none; صيدا is missed
    ]
    scores = score_names([(item, found)])
    assert scores.came_to == {
        "PER": {"PER edges": 1},
        "LOC": {"ORG": 1, "-": 1},
        "ORG": {"ORG": 1},
        "-": {"LOC": 1},
    }
    assert (scores.all.found, scores.all.gold, scores.all.right) == (4, 4, 1)


def test_of_two_names_where_one_should_be_the_longer_counts(tmp_path: Path) -> None:
    (item,) = read_gold(gold(tmp_path / "gold.jsonl", mention("سمير الحلبي", "PER")))
    found = [mention("سمير", "LOC"), mention("الحلبي", "PER")]
    scores = score_names([(item, found)])
    assert scores.came_to == {"PER": {"PER edges": 1}}


def test_every_name_of_the_gold_standard_is_in_the_table_once(tmp_path: Path) -> None:
    (item,) = read_gold(gold(tmp_path / "gold.jsonl", *GOLD))
    scores = score_names([(item, GOLD[:3])])
    table = names_table(scores, confusion=True)
    rows = {line.split()[0]: line.split()[1:] for line in table.splitlines()[-4:]}
    assert table.splitlines()[-5].split()[0] == "gold"
    for kind, counts in scores.by_type.items():
        assert sum(map(int, rows[kind])) == counts.gold
    assert rows["LOC"][-1] == "1"  # missed
    assert names_table(scores) in table


def test_the_command_prints_the_confusion(tmp_path: Path) -> None:
    gold(tmp_path / "gold.jsonl", *GOLD)
    plain = marsad("evaluate", "names", "gold.jsonl", home=tmp_path)
    more = marsad("evaluate", "names", "gold.jsonl", "--confusion", home=tmp_path)
    assert (plain.code, more.code) == (0, 0), more.err
    assert more.out.startswith(plain.out.rstrip("\n"))
    assert "missed" in more.out
    assert "missed" not in plain.out


@pytest.mark.parametrize(
    "record", [{"text": "a"}, {"mentions": []}, {"text": "a", "mentions": [{"start": 0}]}, []]
)
def test_a_broken_line_is_named(tmp_path: Path, record: Any) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "", "mentions": []}\n' + json.dumps(record) + "\n", "utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:2"):
        read_gold(path)


def test_conll_files_are_read_as_lines_of_words(tmp_path: Path) -> None:
    path = tmp_path / "gold.conll"
    path.write_text("زار O\nبيروت B-LOC\n\nسمير B-PERS\nالحلبي I-PERS\n", "utf-8")
    (item,) = read_gold(path)
    assert item.text == "زار بيروت\nسمير الحلبي"
    assert item.gold == {(1, 2, "LOC"), (2, 4, "PER")}
    assert [span.text for span in item.sentences] == item.text.split("\n")
    assert [span.text for span in split_sentences(item.text)] == item.text.split("\n")
