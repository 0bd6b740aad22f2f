"""Numbers are read in digits, in words of both genders, and mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.text.numbers import (
    find_numbers,
    may_begin_number,
    parse_number,
    parse_numbers,
    read_number,
)
from marsad.text.phrases import scan


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("صفر", 0),
        ("واحدة", 1),
        ("اثنان", 2),
        ("اثنتين", 2),
        ("ثلاثة", 3),
        ("ثماني", 8),
        ("عشرة", 10),
        ("أحد عشر", 11),
        ("إحدى عشرة", 11),
        ("اثني عشر", 12),
        ("اثنتا عشرة", 12),
        ("تسع عشرة", 19),
        ("عشرون", 20),
        ("واحد وعشرين", 21),
        ("إحدى وعشرون", 21),
        ("خمسة و أربعين", 45),
        ("مئة", 100),
        ("مائتان", 200),
        ("ثلاثمائة", 300),
        ("ثلاث مئة", 300),
        ("مئة وخمسة وعشرون", 125),
        ("مئة وعشرة", 110),
        ("ألف", 1000),
        ("ألفين", 2000),
        ("ألفان وأربعة وعشرون", 2024),
        ("ألف وتسعمائة وخمسة وتسعون", 1995),
        ("خمسة آلاف", 5000),
        ("مئتي ألف", 200_000),
        ("مئة وخمسة وعشرين ألفا وثلاثمئة", 125_300),
        ("مليونان ومئتا ألف وخمسة", 2_200_005),
        ("3 ملايين", 3_000_000),
        ("1.5 مليون", 1_500_000),
        ("٢٥ ألفا و300", 25_300),
        ("عشرون مليار", 20_000_000_000),
        ("١٬٢٥٠٫٧٥", 1250.75),
        ("1,250", 1250),
        ("1.250.000", 1_250_000),
        ("4,8", 4.8),
        ("۲۰۲۴", 2024),
        ("الخمسة", 5),
        ("الأول", 1),
        ("الثانية", 2),
        ("العاشر", 10),
        ("الحادي عشر", 11),
        ("الثانية عشرة", 12),
        ("الحادي والعشرون", 21),
        ("السادسة والثلاثين", 36),
    ],
)
def test_numbers(text: str, value: float) -> None:
    assert parse_number(text) == value
    (reading,) = find_numbers(f"قيل {text}، ثم سكت")
    assert reading.value == value


@pytest.mark.parametrize(
    "text", ["", "كتاب", "خمسة وعشرة", "خمسة كتب", "12.11.2024", "9" * 5000, "1," * 5000]
)
def test_no_number_or_more_than_one(text: str) -> None:
    assert parse_number(text) is None


def test_spans_leave_proclitics_out() -> None:
    text = "أصيب وخمسةٌ في الخامس من مايو ولثلاثين يوما"
    readings = find_numbers(text)
    assert [text[one.start : one.end] for one in readings] == ["خمسةٌ", "الخامس", "ثلاثين"]
    assert [one.ordinal for one in readings] == [False, True, False]


def test_digits_join_after_a_scale_only_with_and() -> None:
    assert [one.value for one in find_numbers("ألف 300")] == [1000, 300]
    assert [one.value for one in find_numbers("ألف و300")] == [1300]
    assert [one.value for one in find_numbers("ألف و5000")] == [1000, 5000]


def test_words_that_only_look_like_ordinals() -> None:
    assert not find_numbers("انتظر ثانية")


_units = "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة".split()
_tens = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()
_hundreds = "مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة".split()


def _spelled(number: int) -> str:
    """Spell a number below a million whose last two digits are no teens."""
    thousands, rest = divmod(number, 1000)
    parts = []
    if thousands == 1:
        parts.append("ألف")
    elif thousands == 2:
        parts.append("ألفان")
    elif thousands:
        parts.append(f"{_spelled(thousands)} ألف")
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        parts.append(_hundreds[hundreds - 1])
    tens, units = divmod(rest, 10)
    if units:
        parts.append(_units[units - 1])
    if tens:
        parts.append(_tens[tens - 2])
    return " و".join(parts)


def _spellable(number: int) -> bool:
    return number % 100 // 10 != 1 and number // 1000 % 100 // 10 != 1


@given(st.integers(1, 999_999).filter(_spellable))
def test_spelled_numbers_are_read_back(number: int) -> None:
    assert parse_number(_spelled(number)) == number


@given(
    st.integers(1, 999_999).filter(_spellable), st.sampled_from(["", "و", "ب", "ل", "ال", "وال"])
)
def test_no_word_that_a_number_begins_with_is_passed_over(number: int, glued: str) -> None:
    words = scan(glued + _spelled(number))
    for at, word in enumerate(words.texts):
        assert may_begin_number(word) or read_number(words, at) is None


def test_few_other_words_may_begin_a_number() -> None:
    assert not any(map(may_begin_number, ["قال", "الوزير", "وفي", "بيروت", "للاتحاد", "5", ""]))


@given(st.integers(0, 10**15))
def test_grouped_digits_are_read_back(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert (
        parse_number(f"{number:,}".translate(str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬"))) == number
    )


@given(st.text(st.one_of(st.characters(), st.sampled_from("0123456789.,٫٬ و"))))
def test_no_text_raises(text: str) -> None:
    for reading in find_numbers(text):
        assert 0 <= reading.start < reading.end <= len(text)


@given(
    st.lists(
        st.sampled_from("و ألف مئة وخمسة وعشرون مليون ألفين 3 عشر الثاني والعشرين صفر".split())
    )
)
def test_no_sequence_of_number_words_raises(words: list[str]) -> None:
    find_numbers(" ".join(words))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("zero = 1", r"numbers\.toml"),
        ("=", r"numbers\.toml"),
        (
            "not_alone = []\nzero = []\n[units]\nx = ['واحد']\n[tens]\n[ordinals]",
            "x must be a number",
        ),
    ],
)
def test_mistakes_in_the_data_are_named(source: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_numbers(source)
