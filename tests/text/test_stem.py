"""A search for one form of a word finds the others, and no other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.normalize import fold
from marsad.text.stem import exact_term, exact_terms, index_terms, stem


@pytest.mark.parametrize(
    "forms",
    [
        "الكتاب كتاب وكتاب بالكتاب كتابا كتابه كتابها وكتابهم للكتاب",
        "المفاوضات مفاوضات مفاوضاتها للمفاوضات والمفاوضات",
        "الأمريكية أمريكي أمريكا الأمريكيين الأمريكيون أمريكيا للأمريكيين",
        "اوكرانيا أوكرانيا لأوكرانيا الأوكراني الأوكرانية الأوكرانيين",
        "مصر لمصر بمصر مصري المصرية المصريين ومصر",
        "وزير الوزير للوزير وزيرا وزيرها ووزير لوزير",
        "وزارة الوزارة بوزارة وزارات وزارته للوزارة وزارتها",
        "دولة الدولة دولتان دولتين الدولتين للدولة بدولة",
        "سياسة السياسة سياستها سياسات السياسات سياسي السياسية السياسيين",
        "سوريا سورية السوري السورية السوريين السوريون بسوريا",
        "تركيا التركي تركية لتركيا",
        "كرواتيا الكرواتي الكرواتية",
        "جمهورية الجمهوري الجمهوريون للجمهورية",
        "لبنان اللبناني لبنانية اللبنانيين بلبنان ولبنان للبنان",
        "فلسطين الفلسطينيين فلسطيني الفلسطينية لفلسطين بفلسطين",
        "ألمانيا الألماني ألمانية بألمانيا الألمان",
        "الإمارات إماراتي الإماراتية الإماراتيين",
        "متظاهرون المتظاهرين متظاهر للمتظاهرين ومتظاهرون",
        "مسؤول المسؤول مسئول المسئولين مسؤولون لمسؤول مسؤولة",
        "شركة الشركة شركات الشركات لشركة لشركات بشركة للشركة شركته",
        "التزام الالتزام التزامات بالتزاماتها والتزام",
        "بايدن لبايدن وبايدن",
        "قال وقال فقال قالوا",
        "election elections Elections",
        "F-35 F35",
        "أ.ف.ب (أ ف ب)",
        "1,250 1250 ١٢٥٠",
    ],
)
def test_forms_of_a_word_meet(forms: str) -> None:
    stems = index_terms(forms)
    assert len(set(stems)) == 1, stems


@pytest.mark.parametrize(
    "words",
    [
        "عمل عملة",
        "شعب شعبان",
        "لبن لبنان",
        "بحر البحرين",
        "شهر شهرة",
        "عرب عربة",
        "ورقة الرقة",
        "مال كمال",
        "سور سوريا",
        "ترك تركيا",
        "كروي كرواتيا",
        "جورج جورجيا",
        "جمهور جمهورية",
        "إيمان كايمان",
        "قان قانون",
        "تام تأمين",
        "مهرج مهرجان",
        "أمر امرأة",
        "مال مالك",
        "سود السودان",
        "ثور ثورة",
        "حسن حسين",
        "غز غزة",
        "قم قمة",
        "عشر عشرون",
        "زير وزير",
        "إلى آليات",
    ],
)
def test_unrelated_words_stay_apart(words: str) -> None:
    first, second = index_terms(words)
    assert first != second


def test_exact_terms_keep_forms_apart_but_not_spellings() -> None:
    assert exact_terms("الكِتاب كتابٌ F-35") == ["الكتاب", "كتاب", "f35"]
    assert exact_terms("إسلام") == exact_terms("اسلام")


@given(st.text())
def test_any_text_has_terms(text: str) -> None:
    terms = index_terms(text)
    assert len(terms) == len(exact_terms(text))
    assert all(terms)


@given(st.text(st.sampled_from("وفبلكسالتينمرهيءا"), min_size=1, max_size=15))
def test_a_stem_is_part_of_its_word(word: str) -> None:
    stemmed = stem(fold(word))
    assert len(stemmed) >= min(2, len(word))
    assert stemmed.removesuffix("ه") in word


def test_long_words_are_cut_to_a_bound() -> None:
    assert max(map(len, index_terms("ا" * 1000 + " " + "a" * 1000 + " " + "9" * 1000))) <= 80


def test_elided_articles_are_dropped() -> None:
    assert index_terms("L'Orient d’Alger") == index_terms("Orient Alger")
    assert stem("") == ""
    assert exact_term("u.s.") == "us"
