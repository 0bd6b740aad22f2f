from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.store.query import country_code, parse_knowledge, parse_query, read_days
from marsad.store.records import SearchQuery


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("  الجسر   الجديد ", {"words": ("الجسر", "الجديد")}),
        ('زيارة "مجلس الأمن"', {"words": ("زيارة",), "phrases": ("مجلس الأمن",)}),
        ("«مجلس الأمن» “قمة المناخ”", {"phrases": ("مجلس الأمن", "قمة المناخ")}),
        ('"لم تُغلق', {"phrases": ("لم تُغلق",)}),
        ('"" «»', {}),
        ("جسر -خشب", {"words": ("جسر",), "excluded": ("خشب",)}),
        ('جسر -"خشب قديم"', {"words": ("جسر",), "excluded": ("خشب قديم",)}),
        ("F-16 كوفيد-19", {"words": ("F-16", "كوفيد-19")}),
        ("أ ف ب تقول", {"words": ("أ ف ب", "تقول")}),
        ("مصدر:nakhla.example جسر", {"words": ("جسر",), "domain": "nakhla.example"}),
        ('source: "نخلة برس"', {"domain": "نخلة برس"}),
        ("المَصْدر : نخلة", {"domain": "نخلة"}),
        ("بلد:مصر", {"country": "EG"}),
        ("country:eg", {"country": "EG"}),
        ("بلد: المملكة العربية السعودية نفط", {"words": ("نفط",), "country": "SA"}),
        ("بلد:أطلانطس", {"words": ("بلد", "أطلانطس")}),
        ("قسم:اقتصاد", {"section": "اقتصاد"}),
        ("موضوع:رياضة", {"topic": "sports"}),
        ("topic:economy", {"topic": "economy"}),
        (
            "من:2024-11-10 إلى:١٢/١١/٢٠٢٤",
            {"since": dt.date(2024, 11, 10), "until": dt.date(2024, 11, 12)},
        ),
        ("من: 12 تشرين الثاني 2024 جسر", {"words": ("جسر",), "since": dt.date(2024, 11, 12)}),
        (
            "since:2024-02 until:2024-02",
            {"since": dt.date(2024, 2, 1), "until": dt.date(2024, 2, 29)},
        ),
        ("من:2023 إلى:2023", {"since": dt.date(2023, 1, 1), "until": dt.date(2023, 12, 31)}),
        ("قال: الوزير", {"words": ("قال:", "الوزير")}),
        ("من: بروكسل إلى: ليما", {"words": ("من", "بروكسل", "إلى", "ليما")}),
        ("مصدر:", {"words": ("مصدر",)}),
        ("https://nakhla.example/1 10:30", {"words": ("https://nakhla.example/1", "10:30")}),
        ("\u2067جسر\u2069", {"words": ("جسر",)}),
    ],
)
def test_a_query_is_read_as_its_reader_means_it(text: str, expected: dict[str, Any]) -> None:
    assert parse_query(text) == SearchQuery(**expected)


def test_fields_given_beside_the_text_win_unless_they_are_none() -> None:
    query = parse_query("مصدر:a.example جسر", domain="b.example", topic=None, order="time", limit=5)
    assert query == SearchQuery(words=("جسر",), domain="b.example", order="time", limit=5)


@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from(' :-"«»“”من إلى مصدر بلد:12/٣')), max_size=80
    )
)
def test_no_text_is_wrong(text: str) -> None:
    query = parse_query(text)
    assert all(words.strip() for words in (*query.words, *query.phrases, *query.excluded))


def test_a_long_text_is_cut() -> None:
    assert len(parse_query("كلمة " * 100_000).words) <= 500
    assert parse_query(":" * 100_000) is not None
    assert parse_query('"' * 100_000) is not None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("MA", "MA"),
        ("المغرب", "MA"),
        ("Morocco", "MA"),
        ("أمريكا", "US"),
        ("USA", "US"),
        ("الإمارات", "AE"),
        ("الامارات العربيه المتحده", "AE"),
        ("فلسطين", "PS"),
        ("بريطانيا", "GB"),
        ("سورية", "SY"),
        ("كوريا الجنوبية", "KR"),
        ("عُمان", "OM"),
        ("001", None),
        ("zz", None),
        ("", None),
    ],
)
def test_countries_are_known_by_their_names(name: str, code: str | None) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-11-12", ("2024-11-12", "2024-11-12")),
        ("٢٠٢٤/١١/٢", ("2024-11-02", "2024-11-02")),
        ("2024-12", ("2024-12-01", "2024-12-31")),
        ("1999", ("1999-01-01", "1999-12-31")),
        ("9999-12", ("9999-12-01", "9999-12-31")),
        ("2024-13", None),
        ("2024-02-30", None),
        ("0000", None),
        ("كلام", None),
        ("يوم 12 نوفمبر 2024 قال", None),
    ],
)
def test_days_months_and_years_are_read(text: str, days: tuple[str, str] | None) -> None:
    expected = (dt.date.fromisoformat(days[0]), dt.date.fromisoformat(days[1])) if days else None
    assert read_days(text) == expected


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("[operators", "query.toml"),
        ("[countries]", "operators"),
        ("[operators]\nsource = 'x'", "operators.source"),
        ("[operators]\nsource = ['x']", "operators"),
    ],
)
def test_a_mistake_in_the_data_is_named(source: str, field: str) -> None:
    with pytest.raises(ConfigError, match=field):
        parse_knowledge(source)
