"""The calendar's names are complete, and mistakes in their file are named."""

from __future__ import annotations

import calendar
from importlib.resources import files

import pytest

from marsad.errors import ConfigError
from marsad.text.calendar import load_calendar, parse_calendar
from marsad.text.phrases import scan

SOURCE = files("marsad.text").joinpath("calendar.toml").read_text("utf-8")
CALENDAR = load_calendar()


@pytest.mark.parametrize(
    ("number", "spellings"),
    [
        (1, "يناير كانون‌الثاني جانفي ك2 janvier Jan"),
        (2, "فبراير شباط فيفري février"),
        (3, "مارس آذار mars"),
        (4, "أبريل إبريل ابريل نيسان أفريل avril"),
        (5, "مايو أيار ايار ماي mai"),
        (6, "يونيو يونيه حزيران جوان juin"),
        (7, "يوليو يوليه تموز جويلية يوليوز juillet"),
        (8, "أغسطس اغسطس آب أوت غشت أغشت août"),
        (9, "سبتمبر أيلول شتنبر شتمبر Sept"),
        (10, "أكتوبر اكتوبر ت1 octobre"),
        (11, "نوفمبر نونبر نوفنبر ت2 Nov"),
        (12, "ديسمبر دجنبر دجمبر ك1 décembre"),
    ],
)
def test_month_names_of_the_arab_world(number: int, spellings: str) -> None:
    for spelling in spellings.split():
        words = scan(spelling.replace("\u200c", " ")).texts
        assert CALENDAR.months.match(words, 0) == (number, len(words)), spelling


def test_display_names() -> None:
    assert CALENDAR.month_names_en == tuple(calendar.month_name[1:])
    assert CALENDAR.weekday_names_en == tuple(calendar.day_name)
    assert CALENDAR.month_names["shami"][10] == "تشرين الثاني"
    assert CALENDAR.month_names["maghribi"][10] == "نونبر"
    assert CALENDAR.month_names["tunisi"][1] == "فيفري"
    assert CALENDAR.hijri_month_names[4] == "جمادى الأولى"
    assert CALENDAR.weekday_names[0] == "الاثنين"


def test_no_spelling_names_two_months() -> None:
    for table in (CALENDAR.months, CALENDAR.hijri_months, CALENDAR.weekdays):
        keys = [key for key, _ in table]
        assert len(keys) == len(set(keys))


def test_zones_are_named_by_place() -> None:
    for place, zone in {
        "القاهرة": "Africa/Cairo",
        "مكة المكرمة": "Asia/Riyadh",
        "السعودية": "Asia/Riyadh",
        "أبوظبي": "Asia/Dubai",
        "أبو ظبي": "Asia/Dubai",
        "القدس المحتلة": "Asia/Hebron",
        "سلطنة عمان": "Asia/Muscat",
    }.items():
        words = scan(place).texts
        assert CALENDAR.zones.match(words, 0) == (zone, len(words))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[[month]]\nnumber = 1\n", "[[month]]\nnumber = 13\n", "number from 1 to 12"),
        ('masri = "يناير"', "masri = 1", "month 1: masri must be a word"),
        ('libyan = ["النوار"]', 'libyan = "النوار"', "month 2: libyan must be a list"),
        ('iana = "Africa/Cairo"', 'iana = "Africa/Kairo"', "Africa/Kairo"),
        ("GST = 240", 'GST = "240"', "GST must be a whole number"),
        ("[eras]", "[era]", r"\[eras\] is missing"),
        ("[[weekday]]", "[[weekdays]]", r"\[\[weekday\]\] is missing"),
        ('bare = ["أحد"]', 'bare = [""]', "holds no word"),
        ("[clock]", "[clock", r"calendar\.toml"),
    ],
)
def test_mistakes_in_the_file_are_named(before: str, after: str, message: str) -> None:
    assert before in SOURCE
    with pytest.raises(ConfigError, match=message):
        parse_calendar(SOURCE.replace(before, after))
