"""Dates as the invented publishers print them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.demo.dates import (
    DateStyle,
    fill_placeholders,
    unknown_placeholder,
    write_date,
    write_since,
)

DAY = dt.datetime(2024, 11, 12, 9, 5, tzinfo=dt.UTC)
MASRI = DateStyle("masri")


@pytest.mark.parametrize(
    ("months", "written"),
    [
        ("masri", "12 نوفمبر 2024"),
        ("shami", "12 تشرين الثاني 2024"),
        ("maghribi", "12 نونبر 2024"),
        ("tunisian", "12 نوفمبر 2024"),
        ("double", "12 تشرين الثاني/نوفمبر 2024"),
    ],
)
def test_every_country_has_its_month_names(months: str, written: str) -> None:
    style = DateStyle(months)  # type: ignore[arg-type]
    assert fill_placeholders("{fulldate:0}", DAY.date(), style) == written


def test_january_is_janfi_in_tunisia() -> None:
    assert fill_placeholders("{date:+50}", DAY.date(), DateStyle("tunisian")) == "1 جانفي"


def test_a_legacy_stamp_has_arabic_digits_and_a_short_half_day() -> None:
    pattern = "{day:02}/{month_number:02}/{year} - {hour12:02}:{minute:02} {half_day_short}"
    assert write_date(pattern, DAY, DateStyle("shami", "arab")) == "١٢/١١/٢٠٢٤ - ٠٩:٠٥ ص"


@pytest.mark.parametrize(
    ("hour", "written"), [(0, "12 صباحًا"), (9, "9 صباحًا"), (12, "12 مساءً"), (23, "11 مساءً")]
)
def test_hours_of_the_half_day(hour: int, written: str) -> None:
    assert write_date("{hour12} {half_day}", DAY.replace(hour=hour), MASRI) == written


def test_a_hijri_date_is_of_umm_al_qura() -> None:
    pattern = "{weekday} {hijri_day} {hijri_month} {hijri_year}هـ"
    assert write_date(pattern, DAY, MASRI) == "الثلاثاء 10 جمادى الأولى 1446هـ"


@pytest.mark.parametrize(
    ("day", "ordinal"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_english_ordinals(day: int, ordinal: str) -> None:
    assert write_date("{ordinal}", DAY.replace(day=day), MASRI) == ordinal


@pytest.mark.parametrize(
    ("minutes", "written"),
    [
        (0, "منذ دقيقة"),
        (2, "منذ دقيقتين"),
        (10, "منذ 10 دقائق"),
        (11, "منذ 11 دقيقة"),
        (119, "منذ ساعة"),
        (120, "منذ ساعتين"),
        (200, "منذ 3 ساعات"),
        (24 * 60, "منذ يوم"),
        (12 * 24 * 60, "منذ 12 يومًا"),
    ],
)
def test_a_relative_stamp_counts_as_arabic_counts(minutes: int, written: str) -> None:
    assert write_since(DAY, DAY + dt.timedelta(minutes=minutes), MASRI) == written


def test_placeholders_count_from_the_given_day() -> None:
    text = "أمس {weekday:-1}، وغدًا {weekday:+1} {date:+1}، ومطلع {month:+30}"
    filled = "أمس الاثنين، وغدًا الأربعاء 13 نوفمبر، ومطلع ديسمبر"
    assert fill_placeholders(text, DAY.date(), MASRI) == filled


@pytest.mark.parametrize("text", ["{weekday}", "{day:+1}", "{weekday:+1", "x}", "{date: 1}"])
def test_a_mistyped_placeholder_is_found(text: str) -> None:
    assert unknown_placeholder(text) is not None


@given(
    kind=st.sampled_from(["weekday", "date", "fulldate", "month"]),
    days=st.integers(-999, 999),
    day=st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)),
)
def test_every_placeholder_is_filled(kind: str, days: int, day: dt.date) -> None:
    text = f"{{{kind}:{days:+}}}"
    assert unknown_placeholder(text) is None
    assert "{" not in fill_placeholders(text, day, MASRI)
