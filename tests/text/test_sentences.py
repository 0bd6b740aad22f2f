"""Text comes apart into sentences where a reader would stop."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.text.sentences import parse_abbreviations, split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["قال الوزير إن الاتفاق قريب.", "وأضاف أن الوفد عاد."],
        ["هل انتهت الحرب؟", "لا أحد يعرف!", "ربما."],
        ["وصل د. محمد سالم إلى المدينة.", "ثم غادر."],
        ["نقلت أ.ف.ب عن مصدر قوله ذلك.", "ولم تعلق الحكومة."],
        ["بلغ السعر 12.5 دولار.", "وكان 10.3 أمس."],
        ["في عام 1446 هـ.", "وبعد ذلك عام 2024م.", "ثم جاء عام 2025.", "وانتهى."],
        ["قال «ذهبت وعدت.»", "ثم سكت."],
        ["قال: «نعم».", "وأضاف: «لا»."],
        ["سأل «هل انتهت الحرب؟» ثم سكت."],
        ["السودان.. الجيش يتقدم في المدينة"],
        ["لا أعرف... ربما غدا.", "هكذا قال."],
        ["1. البند الأول من الاتفاق.", "2. البند الثاني."],
        ["زوروا www.example.com لمعرفة المزيد.", "شكرا."],
        ["Mr. Smith met U.S. officials.", "He left at 5 p.m. yesterday."],
        ["عاد (كما قيل).", "ولم يبق أحد."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    assert [span.text for span in split_sentences(" ".join(sentences))] == sentences


def test_lines_end_sentences_without_a_stop() -> None:
    text = "عنوان بلا نقطة\nفقرة أولى\n\n  فقرة ثانية.  "
    spans = split_sentences(text)
    assert [span.text for span in spans] == ["عنوان بلا نقطة", "فقرة أولى", "فقرة ثانية."]


def test_a_stop_without_a_blank_ends_a_sentence() -> None:
    assert [span.text for span in split_sentences("انتهى الاجتماع.وقال الوزير")] == [
        "انتهى الاجتماع.",
        "وقال الوزير",
    ]


@given(st.text(st.one_of(st.characters(), st.sampled_from('.!?؟…»”") \nابد12ـ\u064eA'))))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    covered = {at for span in spans for at in range(span.start, span.end)}
    assert all(char.isspace() for at, char in enumerate(text) if at not in covered)
    assert all(span.text == text[span.start : span.end] for span in spans)
    assert all(span.text == span.text.strip() and span.text for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


def test_many_stops_and_blanks_are_harmless() -> None:
    assert len(split_sentences("." * 200_000)) == 1
    assert len(split_sentences(("ا." + " " * 200) * 2_000)) >= 1


def test_mistakes_in_the_data_are_named() -> None:
    with pytest.raises(ConfigError, match=r"sentences\.toml:1: abbreviations must be a list"):
        parse_abbreviations("abbreviations = 3")
