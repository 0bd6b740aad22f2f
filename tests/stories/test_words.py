"""Words of many texts at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from marsad.stories.words import LONGEST, read_words, shingles
from marsad.text.normalize import fold
from tests.stories.tellings import items

ANY = st.text(max_size=200)
ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىئؤ ًٌَُِّْـ،.؟\n"), max_size=200)


def words_of(text: str) -> list[str]:
    words = read_words([text])
    return [words.printed(at) for at in range(len(words.numbers))]


def test_words_are_folded_runs_of_letters_and_digits() -> None:
    assert words_of("«أعلنَ» الرئيسُ، في ١٢ نوفمبر: G20!") == [
        "اعلن", "الرءيس", "في", "12", "نوفمبر", "g20",
    ]  # fmt: skip


def test_ligatures_come_apart_and_emoji_part_words() -> None:
    assert words_of("ﷲ ﻻ شكر😀ا") == [*fold("ﷲ ﻻ").split(), "شكر", "ا"]


@given(st.lists(st.one_of(ANY, ARABIC), max_size=6))
def test_reading_texts_together_is_reading_each_alone(texts: list[str]) -> None:
    together = read_words(texts)
    assert len(together) == len(texts)
    for at, text in enumerate(texts):
        first, last = together.offsets[at], together.offsets[at + 1]
        assert np.array_equal(together.numbers[first:last], read_words([text]).numbers)


def test_a_neighbour_with_an_emoji_changes_no_word() -> None:
    text = "مسو\u0654ول"
    alone = read_words([text]).numbers
    assert np.array_equal(read_words([text, "😀"]).numbers, alone)
    assert np.array_equal(alone, read_words(["مسؤول"]).numbers)


@given(ARABIC)
def test_spelling_variants_and_marks_change_nothing(text: str) -> None:
    bare = text.translate(str.maketrans("أإآىة", "اااي" + "ه", "ًٌَُِّْـ"))
    assert np.array_equal(read_words([text]).numbers, read_words([bare]).numbers)


def test_different_words_have_different_numbers() -> None:
    words = read_words([item.text for item in items()])
    printed = {words.printed(at): int(number) for at, number in enumerate(words.numbers)}
    assert len(set(printed.values())) == len(printed)


def test_a_text_of_n_words_has_its_runs_of_three_in_order() -> None:
    one, two, none = shingles(read_words(["ا ب ت ث", "ب ت ث", "ا ب"]))
    assert len(one) == 2
    assert len(none) == 0
    assert one[1] == two[0]


def test_what_is_beyond_any_article_is_not_read() -> None:
    assert len(read_words(["ا " * LONGEST]).numbers) == LONGEST // 2
