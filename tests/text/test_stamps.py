"""Printed stamps of every kind are read, or honestly left unread."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from marsad.text.stamps import read_stamp, read_stamps

CAIRO = ZoneInfo("Africa/Cairo")
FETCHED = dt.datetime(2024, 11, 12, 13, 15, 42, tzinfo=dt.timezone(dt.timedelta(hours=2)))
NOVEMBER_12 = [
    # day, month and year in every order, naming and script
    "12th, November 2024 GMT",
    "12 نوفمبر 2024",
    "١٢ نوفمبر ٢٠٢٤",
    "۱۲ نوفمبر ۲۰۲۴",
    "12 نوفمبر، 2024",
    "12 نوفمبر 24",
    "الثلاثاء 12 تشرين الثاني 24 - المرسى",
    "12 نوفمبر ,2024",
    "12نوفمبر2024",
    "12 من نوفمبر 2024",
    "12 من شهر نوفمبر عام 2024",
    "12 تشرين الثاني 2024",
    "12 تشرين ثاني 2024",
    "12 ت2 2024",
    "12 نونبر 2024",
    "12 نوفمبر/تشرين الثاني 2024",
    "12 نوفمبر/ تشرين الثاني 2024",
    "12 تشرين الثاني/نوفمبر 2024",
    "12 نوفمبر (تشرين الثاني) 2024",
    "12 (تشرين الثاني) نوفمبر 2024",
    "الثلاثاء 12 نوفمبر 2024",
    "الثلاثاء، 12 نوفمبر، 2024",
    "الثلاثاء,12 نوفمبر, 2024",
    "الثلاثا ١٢ نوفمبر ٢٠٢٤ م",
    "الثلاثاء: 12/11/2024",
    "الثلاثاء 12-11-2024",
    "الثلاثاء 12 نُوفَمْبِر 2024م",
    "يوم الثلاثاء الموافق 12 نوفمبر 2024 ميلادي",
    "نوفمبر 12, 2024",
    "نوفمبر 12، 2024",
    "الثلاثاء, نوفمبر 12, 2024",
    "2024 نوفمبر 12",
    "2024، 12 نوفمبر",
    "2024-Nov-12",
    "12-Nov-2024",
    "12/نوفمبر/2024",
    "12-Nov-24",
    "Nov 12, 2024",
    "Nov. 12, 2024",
    "NOVEMBER 12, 2024",
    "November 12th, 2024",
    "Tuesday, November 12, 2024",
    "Tuesday, 12th of November 2024",
    "12 novembre 2024",
    "Mardi 12 Novembre 2024",
    "Publié le 12 novembre 2024",
    "12/11/2024",
    "12-11-2024",
    "12.11.2024",
    "12\\11\\2024",
    "١٢/١١/٢٠٢٤",
    "12 / 11 / 2024",
    "\u200f12\u200f/11\u200f/2024",
    "2024/11/12",
    "2024-11-12",
    "2024.11.12",
    "12/11/24",
    "11/12/2024 الثلاثاء",
    "Tuesday 11/12/2024",
    "الثاني عشر من نوفمبر 2024",
    "10 جمادى الأولى 1446هـ - 12 نوفمبر 2024م",
    "الثلاثاء 10 جمادى الأولى 1446هـ الموافق 12 نوفمبر 2024م",
    "الثلاثاء ١٠ جمادي الأول ١٤٤٦هـ - ١٢ نوفمبر ٢٠٢٤م",
    "12-11-2024 م الموافق 10-5-1446 هـ",
    "الثلاثاء 10 جمادى الأولى 1446هـ",
    "10 جمادى الأولى 1446",
    "10/5/1446هـ",
    "1446-05-10 هـ",
    "العدد 1234 - الثلاثاء 12 نوفمبر 2024",
    "القاهرة - محمد سالم | 12 نوفمبر 2024",
]
WITH_CLOCK = [
    # 17:05 local time of an unknown zone
    "12 نوفمبر 2024 17:05",
    "12 نوفمبر 2024 - 05:05 م",
    "12 نوفمبر 2024 - 5:05 مساءً",
    "12 نوفمبر 2024 05:05 PM",
    "12 نوفمبر 2024 05:05 p.m.",
    "12 نوفمبر 2024 م 05:05 م",
    "12 نوفمبر 2024 | الساعة 17:05",
    "12 نوفمبر 2024 في 5:05 م",
    "12 نوفمبر 2024 على الساعة 17 و 05 دقيقة",
    "12 نوفمبر 2024 م 05:05 (م)",
    "12 نوفمبر 2024 17h05",
    "12 نوفمبر 2024 17سا05",
    "12 نوفمبر 2024 17سا و05د",
    "12 novembre 2024 à 17h05",
    "12 نوفمبر 2024 الساعة 5.05 مساء",
    "12 نوفمبر 2024 17:05:33",
    "١٧:٠٥ الثلاثاء ١٢ / ١١ / ٢٠٢٤",
    "17:05 | 2024.11.12",
    "17:05-12/11/2024",
    "12-11-2024 | 17:05",
    "12/11/202417:05",
    "12 نوفمبر 202417:05",
    "الثلاثاء 2024/11/12 05:05 م",
    "الثلاثاء، 12 نوفمبر 2024 05:05 م",
    "مساء الثلاثاء 12 نوفمبر 2024 - ٥:٠٥ مـ",
    "2024-11-12T17:05",
    "2024-11-12 17:05:00",
    "2024-11-12T170500",
    "الساعة: 17:05 - التاريخ: 12/11/2024",
    "نُشر: 17:05-12 نوفمبر 2024 م ـ 10 جمادي الأول 1446 هـ",
    "الثلاثاء / 10 / جمادى الأولى / 1446 هـ الثلاثاء 12 نوفمبر 2024 17:05",
    "نوفمبر ١٢, ٢٠٢٤ / ٠٥:٠٥ م / منذ يوم",
    "Published 5:05 PM, 12 Nov 2024",
    "12 نوفمبر 2024، 17:05 بالتوقيت المحلي",
]
WITH_OFFSET = [
    # 17:05 with the minutes east of Greenwich that are printed
    ("12 نوفمبر 2024 17:05 GMT", 0),
    ("12 نوفمبر 2024 17:05 بتوقيت غرينتش", 0),
    ("12 نوفمبر 2024 ، آخر تحديث 17:05 ، غرينتش", 0),
    ("12/11/2024 الساعة 17:05 (بتوقيت جرينتش)", 0),
    ("12 نوفمبر 2024 17:05 ت.غ", 0),
    ("12 نوفمبر 2024 17:05 بتوقيت القاهرة", 120),
    ("12 نوفمبر 2024: 05:05 م GST", 240),
    ("12 نوفمبر ,2024: 05:05 م GST", 240),
    ("الأربعاء، 12 نوفمبر 2025، آخر تحديث 17:05 (GMT+0400)", 240),
    ("12 نوفمبر 2024 17:05 (توقيت القدس)", 120),
    ("12 نوفمبر 2024 17:05 (مكة المكرمة)", 180),
    ("12 نوفمبر 2024 - 17:05 بتوقيت أبوظبي", 240),
    ("12 نوفمبر 2024 17:05 UTC+5:30", 330),
    ("12 نوفمبر 2024 17:05 غرينتش+2", 120),
    ("12 نوفمبر 2024 17:05 +3 غرينتش", 180),
    ("12 نوفمبر 2024 17:05 EET", 120),
    ("12/11/2024 17:05 (مكة المكرمة)، 14:05 (غرينتش)", 180),
    ("آخر تحديث: الثلاثاء, 12 نوفمبر/ تشرين الثاني, 2024, 17:05 GMT", 0),
    ("تاريخ النشر:12.11.2024 | 17:05 GMT | أخبار", 0),
    ("Tue Nov 12, 2024 5:05 pm (GMT +2)", 120),
    ("Tue, 12 Nov 2024 17:05:00 +0300", 180),
    ("Tue, 12 Nov 2024 17:05:00 -0500", -300),
    ("Tue, 12 Nov 2024 17:05:00 GMT", 0),
    ("Tue Nov 12 17:05:00 UTC 2024", 0),
    ("Tue Nov 12 2024 17:05:00 GMT+0300 (Arabia Standard Time)", 180),
    ("2024-11-12T17:05:00Z", 0),
    ("2024-11-12T17:05:00.123Z", 0),
    ("2024-11-12T17:05:00+03:00", 180),
    ("2024-11-12T17:05+0300", 180),
    ("2024-11-12T17:05:00.000-05:00", -300),
    ("2024-11-12 17:05:00 +0200", 120),
    ("12/Nov/2024:17:05:00 +0100", 60),
]
NO_STAMP = [
    "12 نوفمبر 24 قتيلا",
    "12 نوفمبر 24%",
    "12 نوفمبر 18:45",
    "",
    " ",
    "نوفمبر 2024",
    "2024",
    "عام 2024",
    "12 نوفمبر",
    "الثلاثاء 12 نوفمبر",
    "الثلاثاء",
    "17:05",
    "الساعة 17:05 بتوقيت القاهرة",
    "31 فبراير 2024",
    "30/02/2024",
    "00/11/2024",
    "12/00/2024",
    "32 يناير 2024",
    "29 فبراير 2023",
    "13 نوفمبر 12024",
    "10 جمادى الأولى 2024",
    "12 نوفمبر 1446",
    "12 نوفمبر 2024هـ",
    "31 جمادى الأولى 1446",
    "1731405600",
    "1731405600000",
    "20241112",
    "192.168.1.12",
    "978-12-11-2024",
    "1.12.2024.5",
    "12,11,2024",
    "v10/12/2024",
    "10.12.24",
    "رقم 12345/11/2024",
    "10 - 12 نوفمبر 2024",
    "من 10 إلى 12 نوفمبر 2024",
    "© 2010 - 2024",
    "الربيع 2024",
    "مارس الفريق ضغطا كبيرا",
    "فاز 3-1 في 2024",
    "9" * 5000,
    "9" * 100_000 + "/11/2024",
    "منتصف نوفمبر 2024",
    "قراءة 5 دقائق",
]


@pytest.mark.parametrize("text", NOVEMBER_12)
def test_day_in_any_form(text: str) -> None:
    reading = read_stamp(text)
    assert reading is not None
    assert reading.stamp == dt.date(2024, 11, 12)
    assert not isinstance(reading.stamp, dt.datetime)
    assert reading.confidence >= 0.5


@pytest.mark.parametrize("text", WITH_CLOCK)
def test_clock_without_zone_stays_naive(text: str) -> None:
    reading = read_stamp(text)
    assert reading is not None
    assert isinstance(reading.stamp, dt.datetime)
    assert reading.stamp.replace(second=0) == dt.datetime(2024, 11, 12, 17, 5)  # noqa: DTZ001


@pytest.mark.parametrize("text", WITH_CLOCK)
def test_clock_is_in_the_publishers_zone_where_none_is_printed(text: str) -> None:
    reading = read_stamp(text, zone=CAIRO)
    assert reading is not None
    assert isinstance(reading.stamp, dt.datetime)
    assert reading.stamp.utcoffset() == dt.timedelta(hours=2)


@pytest.mark.parametrize(("text", "minutes"), WITH_OFFSET)
def test_printed_zone_wins(text: str, minutes: int) -> None:
    reading = read_stamp(text, zone=ZoneInfo("Asia/Tokyo"))
    assert reading is not None
    assert isinstance(reading.stamp, dt.datetime)
    assert reading.stamp.utcoffset() == dt.timedelta(minutes=minutes)
    assert (reading.stamp.hour, reading.stamp.minute) == (17, 5)


@pytest.mark.parametrize("text", NO_STAMP)
def test_nothing_is_made_up(text: str) -> None:
    assert read_stamp(text, fetched_at=FETCHED) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("12:09 م", 12),
        ("12:30 ص", 0),
        ("00:15 م", 12),
        ("11:59 ص", 11),
        ("09:23 صباحا", 9),
        ("3:00 فجرا", 3),
        ("12:00 ظهرا", 12),
        ("1:30 ظهرا", 13),
        ("4:00 عصرا", 16),
        ("2:00 بعد الظهر", 14),
        ("9:00 ليلا", 21),
        ("1:00 ليلا", 1),
        ("14:30 م", 14),
        ("ص 09:30", 9),
        ("م 09:30", 21),
    ],
)
def test_twelve_hour_clocks(text: str, hour: int) -> None:
    reading = read_stamp(f"الثلاثاء 12/11/2024 - {text}")
    assert reading is not None
    assert isinstance(reading.stamp, dt.datetime)
    assert reading.stamp.hour == hour


def test_midnight_as_24() -> None:
    reading = read_stamp("12 نوفمبر 2024 24:00")
    assert reading is not None
    assert reading.stamp == dt.datetime(2024, 11, 13)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("منذ 3 ساعات", "2024-11-12T10:15:00+02:00"),
        ("قبل ساعتين", "2024-11-12T11:15:00+02:00"),
        ("منذ ساعة", "2024-11-12T12:15:00+02:00"),
        ("قبل ساعة واحدة", "2024-11-12T12:15:00+02:00"),
        ("منذ ساعة ونصف", "2024-11-12T11:45:00+02:00"),
        ("منذ نصف ساعة", "2024-11-12T12:45:00+02:00"),
        ("منذ ساعة و 20 دقيقة", "2024-11-12T11:55:00+02:00"),
        ("قبل خمس دقائق", "2024-11-12T13:10:00+02:00"),
        ("قبل خمس وأربعين دقيقة", "2024-11-12T12:30:00+02:00"),
        ("منذ ١٢ دقيقة", "2024-11-12T13:03:00+02:00"),
        ("منذ حوالي 3 ساعات", "2024-11-12T10:15:00+02:00"),
        ("الآن", "2024-11-12T13:15:00+02:00"),
        ("منذ لحظات", "2024-11-12T13:15:00+02:00"),
        ("3 hours ago", "2024-11-12T10:15:00+02:00"),
        ("an hour ago", "2024-11-12T12:15:00+02:00"),
        ("il y a 3 heures", "2024-11-12T10:15:00+02:00"),
        ("قبل يومين", "2024-11-10"),
        ("منذ 3 أيام", "2024-11-09"),
        ("منذ أسبوع", "2024-11-05"),
        ("أمس", "2024-11-11"),
        ("أول أمس", "2024-11-10"),
        ("أول من أمس", "2024-11-10"),
        ("أمس 14:30", "2024-11-11T14:30:00"),
        ("أمس الساعة 2:30 م", "2024-11-11T14:30:00"),
        ("اليوم، 10:20 ص", "2024-11-12T10:20:00"),
        ("اليوم الثلاثاء", "2024-11-12"),
        ("yesterday at 14:30", "2024-11-11T14:30:00"),
        ("منذ شهر", None),
        ("قبل 3 أشهر", None),
        ("قبل سنتين", None),
        ("منذ 99999 ساعة", None),
    ],
)
def test_relative_stamps_count_from_the_fetch(text: str, stamp: str | None) -> None:
    reading = read_stamp(text, fetched_at=FETCHED)
    assert (reading and reading.stamp.isoformat()) == stamp
    assert read_stamp(text) is None


def test_relative_days_are_those_of_the_publishers_zone() -> None:
    late = dt.datetime(2024, 11, 12, 23, 30, tzinfo=dt.UTC)
    reading = read_stamp("أمس 14:30", fetched_at=late, zone=CAIRO)
    assert reading is not None
    assert reading.stamp == dt.datetime(2024, 11, 12, 14, 30, tzinfo=CAIRO)


@pytest.mark.parametrize(
    "text",
    [
        "اليوم السابع",
        "المصري اليوم",
        "قال إن الحرب مستمرة منذ 3 ساعات في المدينة كلها",
        "روسيا اليوم",
    ],
)
def test_prose_and_names_are_no_relative_stamps(text: str) -> None:
    assert read_stamp(text, fetched_at=FETCHED) is None


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("تاريخ النشر:", "published"),
        ("نُشر في", "published"),
        ("نشرت في:", "published"),
        ("أضيف في", "published"),
        ("حُرّر في", "published"),
        ("بتاريخ", "published"),
        ("Published:", "published"),
        ("Posted on", "published"),
        ("آخر تحديث:", "updated"),
        ("تم التحديث في", "updated"),
        ("تحديث", "updated"),
        ("آخر تعديل -", "updated"),
        ("Last updated", "updated"),
        ("القاهرة -", None),
    ],
)
def test_labels_tell_publication_from_update(label: str, kind: str | None) -> None:
    text = f"{label} 12 نوفمبر 2024"
    reading = read_stamp(text)
    assert reading is not None
    assert reading.kind == kind
    assert text[reading.start : reading.end] == "12 نوفمبر 2024"


def test_publication_and_update_on_one_line() -> None:
    line = "نشر في: 12 نوفمبر 2024 - 10:30 م آخر تحديث: 13 نوفمبر 2024 - 11:00 ص"
    first, second = read_stamps(line)
    assert (first.kind, first.stamp) == ("published", dt.datetime(2024, 11, 12, 22, 30))  # noqa: DTZ001
    assert (second.kind, second.stamp) == ("updated", dt.datetime(2024, 11, 13, 11))  # noqa: DTZ001
    reversed_line = "آخر تحديث: 13 نوفمبر 2024 | نشر في: 12 نوفمبر 2024"
    reading = read_stamp(reversed_line)
    assert reading is not None
    assert reading.stamp == dt.date(2024, 11, 12)


def test_label_with_a_clock_alone_takes_the_day_before_it() -> None:
    (reading,) = read_stamps("الأربعاء، 28 آب/اغسطس 2013، آخر تحديث 14:00 (GMT+0400)")
    assert reading.kind == "updated"
    assert (reading.start, reading.end) == (0, 54)
    assert reading.stamp.isoformat() == "2013-08-28T14:00:00+04:00"
    first, second = read_stamps("نشر في 12 نوفمبر 2024 10:00، تحديث 14:00")
    assert (first.kind, second.kind) == ("published", "updated")
    assert second.stamp.isoformat() == "2024-11-12T14:00:00"


def test_one_label_for_day_and_another_for_clock() -> None:
    (reading,) = read_stamps("تاريخ النشر: 12/11/2024 - وقت النشر: 17:05")
    assert reading.stamp == dt.datetime(2024, 11, 12, 17, 5)  # noqa: DTZ001


def test_two_days_take_their_own_weekdays() -> None:
    line = "الثلاثاء 12 نوفمبر 2024 10:00 الأربعاء 13 نوفمبر 2024 11:00"
    assert [reading.confidence for reading in read_stamps(line)] == [1.0, 1.0]
    line = "12 نوفمبر 2024، الأربعاء 13 نوفمبر 2024"
    assert [reading.confidence for reading in read_stamps(line)] == [1.0, 1.0]


@pytest.mark.parametrize(
    "text", ["الأربعاء 12 نوفمبر 2024", "Friday, 12 Nov 2024", "السبت 10 جمادى الأولى 1446هـ"]
)
def test_contradicting_weekday_is_noted(text: str) -> None:
    reading = read_stamp(text)
    assert reading is not None
    assert reading.stamp == dt.date(2024, 11, 12)
    assert reading.confidence == pytest.approx(0.3)
    assert reading.note


def test_calendars_that_disagree_are_noted() -> None:
    reading = read_stamp("10 محرم 1446هـ - 12 نوفمبر 2024م")
    assert reading is not None
    assert (reading.stamp, reading.confidence) == (dt.date(2024, 11, 12), 0.5)
    assert reading.note


def test_yesterday_on_another_weekday_is_noted() -> None:
    reading = read_stamp("أمس الثلاثاء", fetched_at=FETCHED)
    assert reading is not None
    assert (reading.stamp, reading.confidence) == (dt.date(2024, 11, 11), 0.3)


@pytest.mark.parametrize("clock", ["23:75", "25:10", "10:333", "17:05:5 م", "10:33:75"])
def test_impossible_clocks_leave_the_day(clock: str) -> None:
    reading = read_stamp(f"12/11/2024 - {clock}")
    assert reading is not None
    assert reading.stamp == dt.date(2024, 11, 12)


def test_hijri_day_moves_to_its_weekday() -> None:
    reading = read_stamp("الأربعاء 10 جمادى الأولى 1446")
    assert reading is not None
    assert reading.stamp == dt.date(2024, 11, 13)
    assert reading.calendar == "hijri"
    assert reading.note


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/12/2024", dt.date(2024, 12, 11)),
        ("11/13/2024", dt.date(2024, 11, 13)),
        ("13/11/2024", dt.date(2024, 11, 13)),
        ("الثلاثاء 11/12/2024", dt.date(2024, 11, 12)),
        ("الأربعاء 11/12/2024", dt.date(2024, 12, 11)),
        ("2024/13/11", dt.date(2024, 11, 13)),
    ],
)
def test_order_of_day_and_month(text: str, day: dt.date) -> None:
    reading = read_stamp(text)
    assert reading is not None
    assert reading.stamp == day


def test_a_day_after_the_fetch_is_read_month_first() -> None:
    reading = read_stamp("11/12/2024", fetched_at=FETCHED)
    assert reading is not None
    assert reading.stamp == dt.date(2024, 11, 12)


def test_future_stamps_are_doubtful() -> None:
    reading = read_stamp("1 يناير 2030", fetched_at=FETCHED)
    assert reading is not None
    assert reading.confidence == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("فاتح نونبر 2024", dt.date(2024, 11, 1)),
        ("متم نونبر 2024", dt.date(2024, 11, 30)),
        ("متم فبراير 2024", dt.date(2024, 2, 29)),
        ("غرة رمضان 1445هـ", dt.date(2024, 3, 11)),
        ("سلخ رمضان 1445", dt.date(2024, 4, 9)),
        ("الأول من يناير 2024", dt.date(2024, 1, 1)),
        ("1er janvier 2024", dt.date(2024, 1, 1)),
        ("3 الطير 1998", dt.date(1998, 4, 3)),
        ("1 الفاتح 1999", dt.date(1999, 9, 1)),
    ],
)
def test_days_in_words(text: str, day: dt.date) -> None:
    reading = read_stamp(text)
    assert reading is not None
    assert reading.stamp == day


def test_long_text_is_read_in_bounded_time_and_keeps_offsets() -> None:
    text = "كلام " * 200_000 + "نشر في 12 نوفمبر 2024" + " 1/" * 100_000
    (reading,) = read_stamps(text)
    assert text[reading.start : reading.end] == "12 نوفمبر 2024"
