"""One spelling for all spellings of a word, and a way back to the page's own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.normalize import fold, fold_with_map

# Text with everything that folding changes in it.
tricky = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "اأإآٱؤئىيةهـکگی\u064b\u064e\u0651\u0654\u0670ﷲﻻﷺ٠۵٬٫\u200f\u200c\u2067\ufeff’ﬁÉß"
        ),
    )
)


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("الرَّحْمٰنِ", "الرحمن"),
        ("ٱلْكِتَـٰبُ ۝", "الكتب "),
        ("العـــراق", "العراق"),
        ("أمل إمل آمل ٱمل", "امل امل امل امل"),
        ("مستشفى", "مستشفي"),
        ("مدرسة", "مدرسه"),
        ("مسؤول مسئول", "مسءول مسءول"),
        ("مسو\u0654ول شي\u0654", "مسءول شء"),
        ("پاریس گوگل ڤيينا", "باريس كوكل فيينا"),
        ("اُردُو ہے", "اردو هي"),
        ("ﷲ ﻻ ﷺ", "الله لا صلي الله عليه وسلم"),
        ("ﺍﻟﻌﺮﺑﻴﺔ", "العربيه"),
        ("٢٠٢٤ ۲۰۲۴ 2024", "2024 2024 2024"),
        ("١٬٢٥٠٫٧٥٪", "1,250.75%"),
        ("\u200fعر\u200cبي\u202c\ufeff", "عربي"),
        ("Élysée İSTANBUL GROẞ ＡＢＣ", "elysee istanbul gross abc"),
        ("كلمة\u00a0أخرى", "كلمه اخري"),
        ("L’Orient", "l'orient"),
        ("سطر\nآخر", "سطر\nاخر"),
        ("", ""),
    ],
)
def test_spellings_meet(spelling: str, folded: str) -> None:
    assert fold(spelling) == folded


def test_every_character_of_the_written_planes_is_folded_once_and_for_all() -> None:
    changing = [chr(code) for code in range(0x20000) if fold(fold(chr(code))) != fold(chr(code))]
    assert not changing


@given(tricky)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(tricky)
def test_hamza_written_apart_folds_like_the_composed_letter(text: str) -> None:
    arabic = "".join(char for char in text if not "\u0300" <= char <= "\u036f")
    assert fold(unicodedata.normalize("NFC", arabic)) == fold(arabic)


@given(tricky, st.data())
def test_offsets_lead_back_to_the_source(text: str, data: st.DataObject) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    # A span widens to whole source characters, so it holds at least what was asked for.
    assert folded.text[start:end] in fold(text[first:last])


@given(st.text(st.sampled_from("اأةى\u064b\u064e\u0651ـبتن 12\u200f"), min_size=1))
def test_a_span_takes_the_marks_of_its_last_letter(text: str) -> None:
    folded = fold_with_map(text)
    for at in range(len(folded.text)):
        first, last = folded.span(at, at + 1)
        assert fold(text[first:last]) == folded.text[at]
        assert not text[first:last].endswith("\u200f")
        assert last == len(text) or text[last] not in "\u064b\u064e\u0651ـ"


@given(tricky)
def test_many_spans_at_once_are_those_one_by_one(text: str) -> None:
    folded = fold_with_map(text)
    size = len(folded.text)
    places = [(start, end) for start in range(size) for end in range(start + 1, size + 1)]
    assert folded.spans(places) == [folded.span(*place) for place in places]


def test_a_ligature_is_one_source_character() -> None:
    folded = fold_with_map("قال ﷲ")
    assert folded.text == "قال الله"
    assert folded.span(5, 6) == (4, 5)


def test_an_empty_span_is_empty() -> None:
    folded = fold_with_map("عَرَب")
    assert folded.span(1, 1) == (2, 2)
    assert folded.span(3, 3) == (5, 5)
