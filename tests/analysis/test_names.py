"""Readers follow news by its names: they are found whole, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.names.features import Guideline
from marsad.analysis.names.find import find_names
from marsad.text.sentences import split_sentences
from marsad.types import Mention


def names(text: str, guideline: Guideline = "marsad") -> tuple[Mention, ...]:
    return find_names(text, split_sentences(text), guideline=guideline)


def found(text: str, guideline: Guideline = "marsad") -> list[tuple[str, str]]:
    return [(name.type, name.text) for name in names(text, guideline)]


def test_people_places_and_organisations_are_told_apart() -> None:
    text = (
        "وصل وزير الخارجية المصري بدر عبد العاطي إلى الخرطوم للقاء مسؤولين في جامعة الدول العربية."
    )
    assert found(text) == [
        ("PER", "بدر عبد العاطي"),
        ("LOC", "الخرطوم"),
        ("ORG", "جامعة الدول العربية"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال المتحدث إن القافلة وصلت إلى القاهرة وبغداد.", "بغداد"),
        ("رحّب الوزير بقرار يتعلق بالقاهرة.", "القاهرة"),
        ("سلّم الوفد رسالة للاتحاد الأوروبي.", "اتحاد الأوروبي"),
        ("عاد الوفد إلى بيروت ولبنان ينتظر.", "لبنان"),
        ("افتتح الحاكم مشروعا برأس الخيمة أمس.", "رأس الخيمة"),
        ("اندلع حريق في حي الثورة بأم درمان غربي الخرطوم.", "أم درمان"),
        ("عثر العمال على منجم قديم بوادي حلفا شمالي السودان.", "وادي حلفا"),
        ("وصلت القافلة إلى بني سويف مساء.", "بني سويف"),
        ("قال المدير العام للأمن العام إن الحدود آمنة.", "أمن العام"),
        ("سلمت الشركة أجهزة لليبيا وتونس.", "ليبيا"),
    ],
)
def test_what_is_glued_to_a_name_stands_outside(text: str, name: str) -> None:
    assert name in [text for _, text in found(text)]


def test_under_anercorps_guideline_names_are_whole_words() -> None:
    text = "وقال المتحدث إن القافلة وصلت إلى القاهرة وبغداد."
    assert ("LOC", "وبغداد") in found(text, "anercorp")


def test_harakat_and_tatweel_stay_in_the_span() -> None:
    text = "وصل الوفد إلى القَاهِرَة وبَغـداد."
    for name in names(text):
        assert text[name.start : name.end] == name.text
    assert "القَاهِرَة" in [name.text for name in names(text)]


def test_a_family_name_alone_is_known_again_from_its_full_form() -> None:
    text = (
        "بلينكن يزور بروكسل\nأعلنت وزارة الخارجية الأمريكية أن الوزير أنتوني بلينكن سيزور بروكسل.\n"
        "وقال بلينكن إن الزيارة مهمة."
    )
    people = [name.text for name in names(text) if name.type == "PER"]
    assert people == ["بلينكن", "أنتوني بلينكن", "بلينكن"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "السوداني يأمر بالتحقيق\nوجه رئيس الوزراء محمد شياع السوداني بفتح تحقيق في الحريق.",
            ["السوداني", "محمد شياع السوداني"],
        ),
        (
            "قال رئيس الوزراء محمد شياع السوداني إن الاجتماع مهم. ووصل الوفد السوداني إلى بغداد.",
            ["محمد شياع السوداني"],
        ),
        (
            "تحدثت هانا تيته أمام المجلس. وقال محمد تكالة إن تيته ستحيط مجلس الأمن غدا.",
            ["هانا تيته", "محمد تكالة", "تيته"],
        ),
    ],
)
def test_a_family_name_may_be_an_everyday_word_too(text: str, people: list[str]) -> None:
    assert [name.text for name in names(text) if name.type == "PER"] == people


def test_what_a_person_announces_is_no_part_of_the_name() -> None:
    mourning = "أعلن المحافظ محمد جميل المياحي الحداد ثلاثة أيام. وقال المياحي إن العزاء مفتوح."
    family = "قال الوزير سالم علي الحداد إن الملف أغلق. وأضاف الحداد أن اللجنة انتهت."
    assert [name.text for name in names(mourning)] == ["محمد جميل المياحي", "المياحي"]
    assert [name.text for name in names(family)] == ["سالم علي الحداد", "الحداد"]


def test_a_sentence_in_latin_letters_is_no_name() -> None:
    text = "كتب ترامب على منصته: We will win this war and Iran will pay. وأشاد بهاتف iPhone 17 Pro."
    assert found(text) == [("PER", "ترامب"), ("MISC", "iPhone 17 Pro")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n  ",
        "؟!.،؛«»",
        "Только латиница и кириллица 中文 日本語",
        "١٢٣ 456 ٧٨٩",
        "ـ" * 500,
        "\u064b" * 50,
        "ا" * 5000,
        "كلمة" * 2000,
    ],
)
def test_odd_texts_hold_nothing_and_raise_nothing(text: str) -> None:
    for name in names(text):
        assert text[name.start : name.end] == name.text


def test_a_paragraph_without_a_stop_is_read_to_its_end() -> None:
    text = "سار الموكب في الطريق ثم توقف " * 3000 + "في القاهرة"
    assert names(text)[-1].text == "القاهرة"


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىأإآ .،\nوال123abc«»\u064e\u200f", max_size=300)
)
def test_spans_are_in_order_apart_and_say_what_they_cover(text: str) -> None:
    end = 0
    for name in names(text):
        assert end <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text
        end = name.end


def test_the_same_text_gives_the_same_names_whatever_was_read_before() -> None:
    text = "زار رئيس الوزراء العراقي محمد شياع السوداني طهران والتقى مسعود بزشكيان."
    first = names(text)
    for number in range(200):
        names(f"نص آخر رقم {number} عن مدينة قرية{number} وفلان{number}")
    assert names(text) == first


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("تسلم الجيش طائرة F-35 للتدريب على القتال.", "F-35"),
        ("عرضت الشركة طائرة بوينغ 787 للتدريب.", "بوينغ 787"),
    ],
)
def test_what_a_product_is_for_is_no_part_of_its_name(text: str, name: str) -> None:
    assert ("MISC", name) in found(text)


@pytest.mark.parametrize("who", ["للأندية", "للسيدات", "للناشئين"])
def test_a_year_may_stand_within_a_name(who: str) -> None:
    text = f"يشارك النادي في كأس العالم 2025 {who}."
    assert ("MISC", f"كأس العالم 2025 {who}") in found(text)


@pytest.mark.parametrize(
    "tag", ["#الملك_سلمان_بن_عبدالعزيز", "#محمد_صلاح_", "#السودان_ينتصر", "#_بغداد_", "#_#"]
)
def test_joints_of_a_hashtag_are_no_part_of_a_name(tag: str) -> None:
    for name in names(f"تصدر وسم {tag} موقع التواصل."):
        assert name.text.strip("_#") == name.text


def test_who_stands_right_behind_a_place_is_no_part_of_it() -> None:
    text = "أوضح المتحدث باسم الهلال الأحمر بمنطقة القصيم خالد الخضر أن البلاغ وصل فجرا."
    assert found(text)[1:] == [("LOC", "القصيم"), ("PER", "خالد الخضر")]
    bridge = "أغلقت السلطات جسر الشيخ جابر الأحمد الصباح لمدة يومين."
    assert found(bridge) == [("LOC", "جسر الشيخ جابر الأحمد الصباح")]


def test_floods_are_no_capital() -> None:
    assert found("حذرت الأرصاد من أمطار وسيول في جازان.") == [("LOC", "جازان")]
    assert ("LOC", "سيول") in found("وصل الرئيس إلى سيول للقاء نظيره الكوري.")
