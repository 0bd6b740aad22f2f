"""The hours of printed stamps: what leads to them, and which half of the day they are of."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.text.stamps import read_stamp, read_stamps


@pytest.mark.parametrize("word", ["على", "عند", "على الساعة"])
@pytest.mark.parametrize("clock", ["15:20", "15h20", "03:20 م"])
def test_a_preposition_leads_to_an_hour(word: str, clock: str) -> None:
    reading = read_stamp(f"12 نوفمبر 2024 {word} {clock}")
    assert reading is not None
    assert reading.stamp == dt.datetime(2024, 11, 12, 15, 20)  # noqa: DTZ001


@pytest.mark.parametrize("rest", ["على 15 ميلا", "على 2 م", "على 15", "عند 3.5 درجات"])
def test_it_leads_to_no_bare_number(rest: str) -> None:
    reading = read_stamp(f"12 نوفمبر 2024 {rest}")
    assert reading is not None
    assert reading.stamp == dt.date(2024, 11, 12)


@pytest.mark.parametrize("label", ["الوقت:", "التوقيت:", "الساعة:"])
def test_a_label_of_the_time_may_stand_before_the_day(label: str) -> None:
    reading = read_stamp(f"{label} 12-11-2024 14:20")
    assert reading is not None
    assert reading.stamp == dt.datetime(2024, 11, 12, 14, 20)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("نشر في 12/11/2024 على 14:20 | حدث في 12/11/2024 على 15:00", ["published", "updated"]),
        ("نشر في 12/11/2024 على 14:20 - حدث على 15:00", ["published", "updated"]),
        ("حُدّث في 12/11/2024 على 15:00", ["updated"]),
        ("حدث في: 12/11/2024 15:00", ["updated"]),
        ("حدث في 12/11/2024 على 15:00", [None]),
        ("زلزال حدث في 12/11/2024", [None]),
    ],
)
def test_a_verb_of_prose_is_a_label_beside_another_stamp(
    line: str, kinds: list[str | None]
) -> None:
    assert [reading.kind for reading in read_stamps(line)] == kinds


@pytest.mark.parametrize(
    ("clock", "known"),
    [("02:20 م", True), ("- ص 02:20", True), ("14:20", True), ("00:20", True), ("02:20", False)],
)
def test_a_reading_says_whether_its_half_of_the_day_is_printed(clock: str, known: bool) -> None:
    reading = read_stamp(f"12 نوفمبر 2024 {clock}")
    assert reading is not None
    assert reading.half_known is known


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("[3/12/2025 2:41:17 PM]", (2025, 3, 12)),
        ("10/7/2025 5:12:00 AM", (2025, 10, 7)),
        ("24/3/2025 2:41:17 PM", (2025, 3, 24)),
        ("3/12/2025 02:41 م", (2025, 12, 3)),
        ("03/12/2025 2:41:17 PM", (2025, 12, 3)),
        ("3/12/2025 14:41:17", (2025, 12, 3)),
        ("الأربعاء 3/12/2025 2:41:17 PM", (2025, 12, 3)),
    ],
)
def test_a_clock_as_net_writes_it_for_the_united_states_has_the_month_first(
    printed: str, day: tuple[int, int, int]
) -> None:
    reading = read_stamp(printed)
    assert reading is not None
    stamp = reading.stamp
    assert (stamp.year, stamp.month, stamp.day) == day


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("نشر في: 25 مايس, 2025: 12:08 ص", (2025, 5, 25)),
        ("الثلاثاء, 21 تشرين1/أكتوير 2025 00:00", (2025, 10, 21)),
    ],
)
def test_months_as_iraq_and_a_widespread_translation_spell_them(
    printed: str, day: tuple[int, int, int]
) -> None:
    reading = read_stamp(printed)
    assert reading is not None
    assert (reading.stamp.year, reading.stamp.month, reading.stamp.day) == day
