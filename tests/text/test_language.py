"""Languages are told apart, and directions kept in place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.text.bidi import isolate, strip_controls
from marsad.text.language import detect_language, parse_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أعلنت وزارة الخارجية أن الوزير سيزور العاصمة", "ar"),
        ("بايدن", "ar"),
        ("مُحَمَّدٌ", "ar"),
        ("قال الرئیس ان الحرب انتهت فی المدینة بعد عام من القتال", "ar"),
        ("این خبر امروز در تهران منتشر شد و برای مردم مهم است", "fa"),
        ("یہ خبر آج لاہور میں شائع ہوئی ہے", "ur"),
        ("ئەم هەواڵە لە کوردستان بڵاو کرایەوە", "ckb"),
        ("دا خبر نن په کابل کې خپور شوی دی", "ps"),
        ("The president said that the war is over", "en"),
        ("Le président a dit que la guerre est finie", "fr"),
        ("El presidente dijo que la guerra ha terminado", "es"),
        ("Der Präsident sagte, dass der Krieg vorbei ist", "de"),
        ("Cumhurbaşkanı savaşın bittiğini söyledi ve bu bir haber", "tr"),
        ("Il presidente ha detto che la guerra è finita", "it"),
        ("הנשיא אמר שהמלחמה הסתיימה", "he"),
        ("Президент сказал, что война закончилась и это не все", "ru"),
        ("Президент сказав, що війна закінчилась і це", "uk"),
        ("戦争は終わったと大統領は述べた", "ja"),
        ("东京都知事選挙、開票作業終了の見通し", "ja"),
        ("总统说战争结束了", "zh"),
        ("대통령은 전쟁이 끝났다고 말했다", "ko"),
        ("الوزير John Smith قال في المدينة", "ar"),
        ("", None),
        ("12/11/2024", None),
        ("x", None),
        ("Xyzzy", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قُلْ إنّ الأمـــرَ على ما يُرام في المدينة" * 9, "ar"),
        ("The road is open. " * 40 + "أعلنت الوزارة أن الطريق فتحت", "en"),
        ("أعلنت الوزارة أن ڤيينا" + " کە لە بۆ" * 30, "ckb"),
        ("12:30 - 14:45 / 2024 (%50) " * 9 + "بدأت الحملة إلى", "ar"),
    ],
)
def test_what_most_texts_are_is_told_from_what_is_mixed(text: str, language: str) -> None:
    assert detect_language(text) == language


@given(st.text())
def test_any_text_is_harmless(text: str) -> None:
    language = detect_language(text)
    assert language is None or language.isalpha()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[klingon.tlh]\nletters = ''\nwords = []", "klingon"),
        ("[latin.en]\nletters = 3\nwords = []", "letters"),
        ("[latin.en]\nletters = ''\nwords = 'the'", "words must be a list"),
    ],
)
def test_mistakes_in_the_data_are_named(source: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_languages(source)


def test_foreign_runs_are_isolated() -> None:
    assert isolate("BBC News") == "\u2068BBC News\u2069"
    assert isolate("+962-7-9000", ltr=True) == "\u2066+962-7-9000\u2069"
    assert isolate("a\u202eb\u2069") == "\u2068ab\u2069"


@given(st.text())
def test_stripping_controls_leaves_nothing_open(text: str) -> None:
    assert not set(strip_controls(text)) & set("\u200e\u200f\u061c\u202a\u202e\u2066\u2069")
