"""Whatever is printed in a known style is read back; whatever else comes breaks nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.calendar import load_calendar
from marsad.text.format import FormatStyle, format_date
from marsad.text.stamps import read_stamp, read_stamps

CALENDAR = load_calendar()
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
AWARE = dt.datetime(2024, 11, 12, 13, 15, tzinfo=dt.UTC)

days = st.dates(dt.date(1950, 1, 1), dt.date(2076, 1, 1))
clocks = st.times().map(lambda time: time.replace(second=0, microsecond=0))
digits = st.sampled_from([None, ARABIC_DIGITS, PERSIAN_DIGITS])
blanks = st.sampled_from([" ", "  ", "\u00a0", "\u200f ", " \n "])


def _month_styles(day: dt.date) -> list[str]:
    spelled = [" ".join(key) for key, number in CALENDAR.months if number == day.month]
    names = CALENDAR.month_names
    double = f"{names['masri'][day.month - 1]}/{names['shami'][day.month - 1]}"
    return [*spelled, double, double.replace("/", "/ ")]


def _weekday_styles(day: dt.date) -> list[str]:
    return [" ".join(key) for key, iso in CALENDAR.weekdays if iso == day.isoweekday()]


@st.composite
def written_days(draw: st.DrawFn, day: dt.date) -> str:
    month = draw(st.sampled_from(_month_styles(day)))
    sign = draw(st.sampled_from(["/", "-", "."]))
    shape: Callable[[], str] = draw(
        st.sampled_from(
            [
                lambda: f"{day.day} {month} {day.year}",
                lambda: f"{day.day:02} {month}، {day.year}م",
                lambda: f"{month} {day.day}, {day.year}",
                lambda: f"{day.year} {month} {day.day}",
                lambda: f"{day.day}{sign}{day.month}{sign}{day.year}",
                lambda: f"{day.day:02} / {day.month:02} / {day.year}",
                day.isoformat,
                lambda: f"{day.year}/{day.month}/{day.day}",
            ]
        )
    )
    weekday = draw(st.sampled_from(["", *_weekday_styles(day)]))
    joint = draw(st.sampled_from([" ", "، ", ", "]))
    return f"{weekday}{joint}{shape()}" if weekday else shape()


@st.composite
def written_clocks(draw: st.DrawFn, clock: dt.time) -> str:
    marks = ["ص", "صباحا", "AM"] if clock.hour < 12 else ["م", "مساءً", "PM"]
    shape: Callable[[], str] = draw(
        st.sampled_from(
            [
                lambda: f"{clock.hour:02}:{clock.minute:02}",
                lambda: f"{clock.hour}:{clock.minute:02}:00",
                lambda: f"الساعة {clock.hour:02}:{clock.minute:02}",
                lambda: f"{clock.hour % 12 or 12}:{clock.minute:02} {marks[0]}",
                lambda: f"{clock.hour % 12 or 12:02}:{clock.minute:02} {marks[1]}",
                lambda: f"{clock.hour % 12:02}:{clock.minute:02} {marks[2]}",
            ]
        )
    )
    return shape()


@given(st.data(), days, digits, blanks)
def test_a_day_written_in_any_style_is_read_back(
    data: st.DataObject, day: dt.date, table: dict[int, int] | None, blank: str
) -> None:
    text = data.draw(written_days(day)).replace(" ", blank)
    text = text.translate(table) if table else text
    reading = read_stamp(text)
    assert reading is not None, text
    assert reading.stamp == day, text
    assert reading.confidence > 0.3


@given(st.data(), days, clocks, digits)
def test_a_time_written_in_any_style_is_read_back(
    data: st.DataObject, day: dt.date, clock: dt.time, table: dict[int, int] | None
) -> None:
    written, time = data.draw(written_days(day)), data.draw(written_clocks(clock))
    label = data.draw(st.sampled_from(["", "نُشر في: ", "آخر تحديث: "]))
    joint = data.draw(st.sampled_from([" ", " - ", " | ", "، "]))
    first = data.draw(st.booleans()) and not written[0].isdecimal()
    text = label + (f"{time}{joint}{written}" if first else f"{written}{joint}{time}")
    text = text.translate(table) if table else text
    reading = read_stamp(text)
    assert reading is not None, text
    assert reading.stamp == dt.datetime.combine(day, clock), text


@given(days, st.sampled_from(["هـ", " هـ", "", " هجري"]))
def test_hijri_days_are_read_back(day: dt.date, era: str) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    month = CALENDAR.hijri_month_names[hijri.month - 1]
    reading = read_stamp(f"{hijri.day} {month} {hijri.year}{era}")
    assert reading is not None
    assert reading.stamp == day
    assert reading.calendar == "hijri"


@given(
    st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2099, 1, 1)),  # noqa: DTZ001
    st.integers(-12 * 60, 14 * 60),
)
def test_iso_instants_are_read_back(local: dt.datetime, minutes: int) -> None:
    stamp = local.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(minutes=minutes)))
    reading = read_stamp(stamp.isoformat())
    assert reading is not None
    assert reading.stamp == stamp
    assert reading.stamp.isoformat() == stamp.isoformat()


@given(
    days,
    st.builds(
        FormatStyle,
        locale=st.sampled_from(["ar", "en"]),
        digits=st.sampled_from(["latn", "arab"]),
        months=st.sampled_from(["masri", "shami", "maghribi", "tunisi", "double"]),
        hour_cycle=st.sampled_from([12, 24]),
    ),
    clocks,
)
def test_what_format_prints_is_read_back(day: dt.date, style: FormatStyle, clock: dt.time) -> None:
    for stamp in (day, dt.datetime.combine(day, clock), dt.datetime.combine(day, clock, dt.UTC)):
        text = format_date(stamp, style)
        reading = read_stamp(text)
        assert reading is not None, text
        assert reading.stamp == stamp, text
        assert text[reading.start : reading.end] == text


_pieces = st.sampled_from(
    "12 نوفمبر 2024 ١٢ ١١ ٢٠٢٤ / - . : , ، ( ) + T Z م ص هـ GMT منذ قبل ساعة ساعتين أيام أمس اليوم "
    "الثلاثاء جمادى الأولى 1446 نشر تحديث الساعة بتوقيت القاهرة غرينتش Nov 12th 31 0 00 99999999 "
    "و نصف الثاني عشر والعشرون ذو الحجة مكة المكرمة 10:33 \u200f \u0654".split()
)


@given(st.one_of(st.text(), st.lists(_pieces).map(" ".join), st.lists(_pieces).map("".join)))
def test_no_text_raises_and_spans_lie_in_it(text: str) -> None:
    for reading in read_stamps(text, fetched_at=AWARE):
        assert 0 <= reading.start < reading.end <= len(text)
        assert 0 < reading.confidence <= 1
        assert isinstance(reading.stamp, dt.datetime) == (type(reading.stamp) is not dt.date)


def test_hostile_lengths_are_harmless() -> None:
    for text in (
        "9" * 200_000,
        "1/" * 50_000,
        "GMT " * 30_000,
        "تحديث " * 30_000,
        "الآن " * 30_000,
    ):
        assert not [r for r in read_stamps(text, fetched_at=AWARE) if r.kind == "published"]
    assert len(read_stamps("12/11/2024 " * 10_000)) == 10_000
