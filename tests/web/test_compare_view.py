"""Two texts set in rows, as a reader sees them."""

from __future__ import annotations

import re
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from marsad.stories.difference import difference
from marsad.web.compare_view import CONTEXT, FOLDED_FROM, Row, layout

WORDS = "قال الوزير إنّ الاجتماع، أمس. كان\n 3,5 «مثمرًا» في العاصمة بعد لقاء".split(" ")
texts = st.lists(st.sampled_from(WORDS), max_size=300).map(" ".join)


def side(rows: list[Row], number: int) -> str:
    """All words that the rows show of one text, without blanks."""
    parts = []
    for row in rows:
        if row.folded is not None:
            parts.append(row.folded)
        else:
            cell = (row.first, row.second)[number]
            parts += [run.text for run in chain.from_iterable(cell)]
    return re.sub(r"\s", "", "".join(parts))


def words(count: int, start: int = 0) -> str:
    letters = "ابتثجحخدذر"
    spelled = (
        "".join(letters[int(digit)] for digit in f"{n:04}") for n in range(start, start + count)
    )
    return " ".join(f"كلمة{word}" for word in spelled)


@given(texts, texts)
def test_rows_show_all_of_the_first_text(first: str, second: str) -> None:
    rows = list(layout(difference(first, second).pieces))
    assert side(rows, 0) == re.sub(r"\s", "", first)


@given(texts)
def test_marks_stand_only_on_their_own_side(text: str) -> None:
    rows = list(layout(difference(text, " ".join(reversed(text.split()))).pieces))
    for row in rows:
        assert {run.kind for run in chain.from_iterable(row.first)} <= {"same", "cut"}
        assert {run.kind for run in chain.from_iterable(row.second)} <= {"same", "added"}


def test_a_long_stretch_without_a_change_is_folded_between_changes() -> None:
    middle = words(300)
    rows = list(layout(difference(f"قديم {middle} ختام", f"جديد {middle} نهاية").pieces))
    before, folded, after = rows
    assert folded.folded is not None
    assert folded.words == 300 - 2 * CONTEXT
    for row in (before, after):
        assert len(" ".join(run.text for run in row.first[0]).split()) == CONTEXT + 1


def test_a_fold_begins_and_ends_with_a_sentence_where_one_is_near() -> None:
    sentences = ". ".join(words(12, start) for start in range(0, 240, 12))
    rows = list(layout(difference(f"قديم {sentences} ختام", f"جديد {sentences} نهاية").pieces))
    folded = next(row for row in rows if row.folded is not None)
    assert folded.folded is not None
    assert folded.folded.split()[0] == words(1, 12)
    assert folded.folded.endswith(".")


def test_short_stretches_stay_open_and_equal_texts_fold_whole() -> None:
    short = words(FOLDED_FROM - 1)
    assert all(row.folded is None for row in layout(difference(short, f"{short} زيادة").pieces))
    (whole,) = layout(difference(words(200), words(200)).pieces)
    assert whole.words == 200


def test_paragraphs_stay_paragraphs_and_blanks_are_no_change() -> None:
    rows = list(layout(difference("فقرة أولى\nفقرة ثانية هنا", "فقرة أولى\nفقرة ثالثة هنا").pieces))
    assert len(rows) == 2
    assert rows[0].is_same
    (changed,) = rows[1].second
    assert [(run.kind, run.text) for run in changed] == [
        ("same", "فقرة "), ("added", "ثالثة"), ("same", " "), ("same", "هنا"),
    ]  # fmt: skip


def test_a_paragraph_split_in_two_is_no_change() -> None:
    text = words(40)
    cut = text.replace(" ", "\n", 20).replace("\n", " ", 19)
    assert all(row.is_same for row in layout(difference(text, cut).pieces))


def test_what_nobody_printed_has_no_rows() -> None:
    assert list(layout(difference("", "").pieces)) == []
    assert list(layout(difference("\n \n", "").pieces)) == []
