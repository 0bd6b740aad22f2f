"""Dates, numbers and counts read well in Arabic and English."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.text.bidi import strip_controls
from marsad.text.format import (
    FormatStyle,
    clock_place,
    format_count,
    format_date,
    format_delay,
    format_duration,
    format_number,
    format_range,
    format_relative,
    format_time,
    month_name,
)
from marsad.text.plurals import load_nouns, parse_nouns, plural_category
from marsad.types import Stamp

CAIRO = ZoneInfo("Africa/Cairo")
MOMENT = dt.datetime(2024, 11, 12, 17, 5, tzinfo=CAIRO)
ARABIC = FormatStyle(months="masri")
EASTERN = FormatStyle(months="masri", digits="arab", hour_cycle=12)
ENGLISH = FormatStyle(locale="en")

styles = st.builds(
    FormatStyle,
    locale=st.sampled_from(["ar", "en"]),
    digits=st.sampled_from(["latn", "arab"]),
    months=st.sampled_from(["masri", "shami", "maghribi", "tunisi", "double"]),
    hour_cycle=st.sampled_from([12, 24]),
)


@pytest.mark.parametrize(
    ("stamp", "style", "text"),
    [
        (MOMENT, ARABIC, "الثلاثاء 12 نوفمبر 2024، 17:05 بتوقيت القاهرة"),
        (MOMENT, EASTERN, "الثلاثاء ١٢ نوفمبر ٢٠٢٤، ٥:٠٥ م بتوقيت القاهرة"),
        (MOMENT, FormatStyle(), "الثلاثاء 12 نوفمبر/تشرين الثاني 2024، 17:05 بتوقيت القاهرة"),
        (MOMENT, FormatStyle(months="maghribi"), "الثلاثاء 12 نونبر 2024، 17:05 بتوقيت القاهرة"),
        (MOMENT, ENGLISH, "Tuesday 12 November 2024, 17:05 Cairo time"),
        (MOMENT.replace(tzinfo=None), ARABIC, "الثلاثاء 12 نوفمبر 2024، 17:05"),
        (dt.date(2024, 11, 12), ARABIC, "الثلاثاء 12 نوفمبر 2024"),
        (dt.date(2024, 11, 12), ENGLISH, "Tuesday 12 November 2024"),
    ],
)
def test_dates(stamp: Stamp, style: FormatStyle, text: str) -> None:
    assert format_date(stamp, style) == text


def test_parts_of_a_date_can_be_left_out() -> None:
    assert format_date(MOMENT, ARABIC, weekday=False, time=False) == "12 نوفمبر 2024"


@pytest.mark.parametrize(
    ("zone", "arabic", "english"),
    [
        (CAIRO, "بتوقيت القاهرة", "Cairo time"),
        (ZoneInfo("Asia/Riyadh"), "بتوقيت مكة المكرمة", "Mecca time"),
        (ZoneInfo("America/Chicago"), "بتوقيت شيكاغو", "Chicago time"),
        (dt.UTC, "بتوقيت غرينتش", "GMT"),
        (ZoneInfo("UTC"), "بتوقيت غرينتش", "GMT"),
        (dt.timezone(dt.timedelta(hours=2)), "بتوقيت غرينتش+2", "GMT+2"),
        (dt.timezone(dt.timedelta(hours=-3, minutes=-30)), "بتوقيت غرينتش-3:30", "GMT-3:30"),
        (None, None, None),
    ],
)
def test_whose_clock_it_is(zone: dt.tzinfo | None, arabic: str | None, english: str | None) -> None:
    moment = dt.datetime(2024, 11, 12, 17, 5, tzinfo=zone)
    assert clock_place(moment, ARABIC) == arabic
    assert clock_place(moment, ENGLISH) == english
    assert clock_place(moment.date(), ARABIC) is None


@pytest.mark.parametrize(
    ("hour", "text"), [(0, "12:05 ص"), (5, "5:05 ص"), (12, "12:05 م"), (17, "5:05 م")]
)
def test_twelve_hours(hour: int, text: str) -> None:
    assert format_time(dt.time(hour, 5), FormatStyle(hour_cycle=12)) == text


@pytest.mark.parametrize(
    ("seconds", "arabic", "english"),
    [
        (5, "الآن", "just now"),
        (60, "قبل دقيقة", "1 minute ago"),
        (120, "قبل دقيقتين", "2 minutes ago"),
        (180, "قبل 3 دقائق", "3 minutes ago"),
        (11 * 60, "قبل 11 دقيقة", "11 minutes ago"),
        (3600, "قبل ساعة", "1 hour ago"),
        (7200, "قبل ساعتين", "2 hours ago"),
        (10 * 3600, "قبل 10 ساعات", "10 hours ago"),
        (17 * 3600, "قبل 17 ساعة", "17 hours ago"),
        (20 * 3600, "أمس", "yesterday"),
        (48 * 3600, "قبل يومين", "2 days ago"),
        (72 * 3600, "قبل 3 أيام", "3 days ago"),
        (8 * 86400, "قبل أسبوع", "1 week ago"),
        (40 * 86400, "قبل شهر", "1 month ago"),
        (340 * 86400, "قبل 11 شهرًا", "11 months ago"),
        (800 * 86400, "قبل سنتين", "2 years ago"),
        (-7200, "بعد ساعتين", "in 2 hours"),
        (-86400, "غدًا", "tomorrow"),
        (-5 * 86400, "بعد 5 أيام", "in 5 days"),
    ],
)
def test_relative(seconds: int, arabic: str, english: str) -> None:
    then = MOMENT - dt.timedelta(seconds=seconds)
    assert format_relative(then, MOMENT, ARABIC) == arabic
    assert format_relative(then.astimezone(dt.UTC), MOMENT, ENGLISH) == english


@pytest.mark.parametrize(
    ("minutes", "arabic", "english"),
    [
        (-3, "في الوقت نفسه", "at the same time"),
        (0.9, "في الوقت نفسه", "at the same time"),
        (1, "بعد دقيقة", "1 minute later"),
        (2, "بعد دقيقتين", "2 minutes later"),
        (35, "بعد 35 دقيقة", "35 minutes later"),
        (60, "بعد ساعة", "1 hour later"),
        (80, "بعد ساعة و20 دقيقة", "1 hour 20 minutes later"),
        (123, "بعد ساعتين و3 دقائق", "2 hours 3 minutes later"),
        (359, "بعد 5 ساعات و59 دقيقة", "5 hours 59 minutes later"),
        (365, "بعد 6 ساعات", "6 hours later"),
        (47 * 60 + 59, "بعد 47 ساعة", "47 hours later"),
        (48 * 60, "بعد يومين", "2 days later"),
        (20 * 1440, "بعد 20 يومًا", "20 days later"),
    ],
)
def test_delay(minutes: float, arabic: str, english: str) -> None:
    delay = dt.timedelta(minutes=minutes)
    assert format_delay(delay, ARABIC) == arabic
    assert format_delay(delay, ENGLISH) == english


def test_a_length_of_time_is_at_least_a_minute() -> None:
    assert format_duration(dt.timedelta(seconds=5), ARABIC) == "دقيقة"
    assert format_duration(dt.timedelta(minutes=90), ARABIC) == "ساعة و30 دقيقة"
    assert format_duration(dt.timedelta(minutes=90), FormatStyle(digits="arab")) == "ساعة و٣٠ دقيقة"


def test_relative_days_need_no_clock() -> None:
    assert format_relative(dt.date(2024, 11, 12), MOMENT, ARABIC) == "اليوم"
    assert format_relative(dt.datetime(2024, 11, 11, 23, 59), MOMENT, ARABIC) == "أمس"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("number", "latin", "arabic"),
    [
        (0, "0", "٠"),
        (1250, "1,250", "١٬٢٥٠"),
        (1250.75, "1,250.75", "١٬٢٥٠٫٧٥"),
        (2.0, "2", "٢"),
        (-3, "-3", "-٣"),
        (-0.001, "0", "٠"),
    ],
)
def test_numbers(number: float, latin: str, arabic: str) -> None:
    assert format_number(number, ARABIC) == latin
    assert format_number(number, EASTERN) == arabic


def test_ranges_are_words() -> None:
    assert format_range(5, 10, ARABIC) == "من 5 إلى 10"
    assert format_range(5, 10, EASTERN) == "من ٥ إلى ١٠"
    assert format_range(5, 10, ENGLISH) == "5 to 10"
    days = dt.date(2024, 11, 5), dt.date(2024, 11, 10)
    assert format_range(*days, ARABIC) == "من 5 إلى 10 نوفمبر 2024"
    days = dt.date(2024, 11, 28), dt.date(2024, 12, 3)
    assert format_range(*days, ARABIC) == "من 28 نوفمبر 2024 إلى 3 ديسمبر 2024"
    assert format_range(*days, ENGLISH) == "28 November 2024 to 3 December 2024"


@pytest.mark.parametrize(
    ("number", "result", "article"),
    [
        (0, "لا نتائج", "لا أخبار"),
        (1, "نتيجة واحدة", "خبر واحد"),
        (2, "نتيجتان", "خبران"),
        (3, "3 نتائج", "3 أخبار"),
        (10, "10 نتائج", "10 أخبار"),
        (11, "11 نتيجة", "11 خبرًا"),
        (99, "99 نتيجة", "99 خبرًا"),
        (100, "100 نتيجة", "100 خبر"),
        (101, "101 نتيجة", "101 خبر"),
        (103, "103 نتائج", "103 أخبار"),
        (1234, "1,234 نتيجة", "1,234 خبرًا"),
    ],
)
def test_counts_in_six_forms(number: int, result: str, article: str) -> None:
    assert format_count(number, "result", ARABIC) == result
    assert format_count(number, "article", ARABIC) == article


def test_counts_in_english() -> None:
    assert [format_count(n, "copy", ENGLISH) for n in (0, 1, 2)] == [
        "0 copies",
        "1 copy",
        "2 copies",
    ]


def test_unknown_nouns_are_mistakes() -> None:
    with pytest.raises(KeyError):
        format_count(1, "unicorn", ARABIC)


@pytest.mark.parametrize(
    ("number", "category"),
    [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (110, "few"), (11, "many"), (199, "many"),
     (100, "other"), (102, "other"), (1.5, "other")],
)  # fmt: skip
def test_plural_categories(number: float, category: str) -> None:
    assert plural_category(number) == category


def test_all_nouns_are_complete() -> None:
    for key in load_nouns():
        for number in (0, 1, 2, 3, 11, 100):
            assert format_count(number, key, ARABIC).strip()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[x]\ngender = 'n'", "x: gender must be m or f"),
        ("[x]\ngender = 'm'\nen = ['a']", "x: en must be two words"),
        ("[x]\ngender = 'm'\nen = ['a', 'b']\nsingular = ''", "x: singular"),
        ("x = 1", "x"),
        ("[", r"nouns\.toml"),
    ],
)
def test_mistakes_in_the_nouns_are_named(source: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_nouns(source)


@given(st.datetimes(timezones=st.timezones()), styles)
def test_printed_text_holds_no_direction_controls(moment: dt.datetime, style: FormatStyle) -> None:
    for text in (
        format_date(moment, style),
        format_relative(moment, MOMENT, style),
        format_range(moment.date(), moment, style),
        month_name(moment.month, style),
    ):
        assert text == strip_controls(text)


@given(st.integers(), styles)
def test_any_count_can_be_printed(number: int, style: FormatStyle) -> None:
    assert format_count(number, "hour", style)
    assert format_number(number, style)
