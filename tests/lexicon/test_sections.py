from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.lexicon.sections import parse_sections, topic_label, topic_of_section, topics

CONTRACT = {
    "politics", "economy", "sports", "culture", "health", "science", "security", "society",
    "religion", "weather", "accidents",
}  # fmt: skip


def test_topics_are_the_contracts_with_names_in_both_languages() -> None:
    assert set(topics()) == CONTRACT
    for topic in topics():
        assert topic_of_section(topic) == topic
        for locale in ("ar", "en"):
            assert topic_of_section(topic_label(topic, locale)) == topic
    assert topic_label("sports", "ar") == "رياضة"
    assert topic_label("sports", "fr") == "رياضة"
    assert topic_label("unheard of") == "unheard of"


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("سياسة", "politics"),
        ("السّياسة", "politics"),
        ("middleEast", "politics"),
        ("internationalNews", "politics"),
        ("عرب وعالم", "politics"),
        ("أخبار العالم", "politics"),
        ("أخبار محلية", "society"),
        ("محليات", "society"),
        ("اقتصاد", "economy"),
        ("إقتصاد", "economy"),
        ("مال وأعمال", "economy"),
        ("المال والأعمال", "economy"),
        ("الاقتصاد السعودي", "economy"),
        ("رياضة", "sports"),
        ("sport", "sports"),
        ("كرة القدم", "sports"),
        ("رياضه", "sports"),
        ("Sport > Football", "sports"),
        ("أخبار / الرياضة", "sports"),
        ("رياضة عالمية", "sports"),
        ("ثقافة وفن", "culture"),
        ("culture-and-art", "culture"),
        ("فن ومشاهير", "culture"),
        ("منوعات", "society"),
        ("تكنولوجيا", "science"),
        ("technology", "science"),
        ("علوم", "science"),
        ("صحة", "health"),
        ("صحة وجمال", "health"),
        ("حوادث", "accidents"),
        ("Faits divers", "accidents"),
        ("جرائم ومحاكم", "accidents"),
        ("society", "society"),
        ("Économie", "economy"),
        ("santé", "health"),
        ("إسلاميات", "religion"),
        ("طقس", "weather"),
        ("météo", "weather"),
        ("أمن ودفاع", "security"),
        ("آخر أخبار الرياضة العربية اليوم", "sports"),
    ],
)
def test_sections_of_every_region_tell_their_topic(name: str, topic: str) -> None:
    assert topic_of_section(name) == topic


@pytest.mark.parametrize(
    "name", [None, "", " ", "عاجل", "الرئيسية", "مقالات", "فيديو", "Opinion", "أخبار", "xyz", "123"]
)
def test_names_that_say_nothing_have_none(name: str | None) -> None:
    assert topic_of_section(name) is None


@given(st.text(max_size=300))
def test_no_name_is_wrong(name: str) -> None:
    assert topic_of_section(name) in CONTRACT | {None}


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("topics = 3", "topics"),
        ("none = [", "sections.toml"),
        ("none = []\nfillers = []\n[topics.x]\nen = 'X'\nnames = []", r"topics.x.ar"),
        ("none = []\nfillers = []\n[topics.x]\nar = 'س'\nen = 'X'", r"topics.x.names"),
        ("none = ['a']\nfillers = []\n[topics.x]\nar = 'س'\nen = 'X'\nnames = ['A']", "'A' stands"),
        ("none = 'a'\n[topics.x]\nar = 'س'\nen = 'X'\nnames = ['A']", "none"),
    ],
)
def test_a_mistake_in_the_data_is_named(source: str, field: str) -> None:
    with pytest.raises(ConfigError, match=field):
        parse_sections(source)
