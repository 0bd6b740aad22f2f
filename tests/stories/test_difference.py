"""What one text has of another, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.stories.difference import MOST_CHARS, Difference, difference

WORDS = "قال الوزير إنّ الاجتماع، أمس. كان\n 3,5 «مثمرًا» F-35 أ.ف.ب ! \u200f".split(" ")
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


def stretches(found: Difference, kind: str) -> list[tuple[str, str]]:
    return [(p.first.strip(), p.second.strip()) for p in found.pieces if p.kind == kind]


@given(texts, texts)
def test_both_texts_can_be_rebuilt_to_the_letter(first: str, second: str) -> None:
    pieces = difference(first, second).pieces
    assert "".join(piece.first for piece in pieces) == first
    assert "".join(piece.second for piece in pieces) == second
    for piece in pieces:
        assert bool(piece.first) == (piece.kind != "added")
        assert bool(piece.second) == (piece.kind != "cut")


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    found = difference(text, text)
    assert {piece.kind for piece in found.pieces} <= {"same"}
    assert (found.lost, found.gained, found.shared) == (0, 0, 1.0)


@given(texts, texts)
def test_what_one_gained_the_other_would_lose(first: str, second: str) -> None:
    there, back = difference(first, second), difference(second, first)
    assert there.kept + there.lost == back.kept + back.gained
    assert 0 <= there.shared <= 1


def test_what_was_cut_added_and_changed_is_told_apart() -> None:
    found = difference(
        "زار الوزير عمّان أمس والتقى الملك. وقال مصدر إن اللقاء كان مثمرًا. وعاد مساءً.",
        "زار الوزير بيروت أمس والتقى الملك. وقال مصدر إن اللقاء كان مثمرًا، بحسب الوكالة.",
    )
    assert stretches(found, "changed") == [("عمّان", "بيروت"), ("وعاد مساءً.", "بحسب الوكالة.")]
    longer = difference("بدأ المؤتمر صباح اليوم في أوسلو", "بدأ المؤتمر في أوسلو بحضور خمسين دولة")
    assert stretches(longer, "cut") == [("صباح اليوم", "")]
    assert stretches(longer, "added") == [("", "بحضور خمسين دولة")]
    assert (longer.kept, longer.lost, longer.gained) == (4, 2, 3)


def test_spelling_harakat_and_punctuation_are_no_difference() -> None:
    found = difference("أعلنت الحكومةُ، اليوم: إجازةً", "اعلنت الحكومه اليوم اجازة!")
    assert [piece.kind for piece in found.pieces] == ["same"]


@given(texts, texts)
def test_to_the_letter_what_is_the_same_is_printed_alike(first: str, second: str) -> None:
    pieces = difference(first, second, as_printed=True).pieces
    assert "".join(piece.first for piece in pieces) == first
    assert "".join(piece.second for piece in pieces) == second
    for piece in pieces:
        if piece.kind == "same":
            assert piece.first.split() == piece.second.split()


def test_to_the_letter_spelling_harakat_and_punctuation_are_differences() -> None:
    found = difference("أعلنت الحكومةُ، اليوم إجازة", "اعلنت الحكومة اليوم إجازة", as_printed=True)
    assert stretches(found, "changed") == [("أعلنت الحكومةُ،", "اعلنت الحكومة")]
    assert stretches(found, "same") == [("اليوم إجازة", "اليوم إجازة")]


def test_a_rewritten_sentence_is_not_shown_as_a_patchwork() -> None:
    found = difference(
        "افتتح الرئيس المعرض الدولي مساء في العاصمة بحضور الوزراء جميعًا",
        "هطلت أمطار غزيرة على الساحل كله في الليل وغمرت الشوارع القديمة",
    )
    assert [piece.kind for piece in found.pieces] == ["changed"]


def test_a_paragraph_cut_from_the_middle_leaves_the_rest_the_same() -> None:
    paragraphs = [
        " ".join(f"كلمة{part}{one}{two}" for one in "دذرزسش" for two in "طظعغفقكلمن")
        for part in "ابتثجح"
    ]
    found = difference("\n".join(paragraphs), "\n".join(paragraphs[:2] + paragraphs[3:]))
    assert stretches(found, "cut") == [(paragraphs[2], "")]
    assert (found.lost, found.gained) == (60, 0)


HOSTILE = {
    "one word": ("ا" * MOST_CHARS, "ب" * MOST_CHARS),
    "two words for ever": ("ا ب " * 50_000, "ب ا ج " * 33_000),
    "marks alone": ("\u064e" * MOST_CHARS, "\u064f" * MOST_CHARS),
    "abbreviations": ("F-35 أ.ف.ب " * 15_000, "أ.ف.ب F-35 " * 15_000),
    "without end": ("كلمة أخرى " * 50_000, "كلمة غيرها " * 50_000),
    "lines": ("سطر\n" * 40_000, "سطران\n" * 30_000),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("as_printed", [False, True])
def test_hostile_texts_are_compared_within_bounds(name: str, as_printed: bool) -> None:
    first, second = HOSTILE[name]
    found = difference(first, second, as_printed=as_printed)
    assert "".join(piece.first for piece in found.pieces) == first
    assert "".join(piece.second for piece in found.pieces) == second


def test_what_was_too_long_or_too_monotonous_to_compare_is_said() -> None:
    assert not difference(*HOSTILE["two words for ever"]).is_complete
    assert not difference("نص " * 100_000, "نص آخر").is_complete
    assert difference("نص قصير", "نص آخر").is_complete


def test_a_long_text_with_many_edits_is_still_aligned() -> None:
    words = [f"كلمة{number * 7919 % 20_011}" for number in range(20_000)]
    edited = [f"غير{at}" if at % 40 == 0 else word for at, word in enumerate(words)]
    found = difference(" ".join(words), " ".join(edited))
    assert found.is_complete
    assert found.shared == pytest.approx(39 / 40, abs=0.001)
