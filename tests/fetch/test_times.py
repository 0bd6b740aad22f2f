"""Times of feeds, sitemaps and dumps are as precise as they are printed."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.codec import format_stamp
from marsad.fetch.times import instant, read_time

EAST = dt.timezone(dt.timedelta(hours=3))


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2017-01-20T21:43:00+01:00", "2017-01-20T21:43:00+01:00"),
        ("2017-01-22T185600", "2017-01-22T18:56"),
        ("17/05/2015", "2015-05-17"),
        ("05/17/2015", "2015-05-17"),
        ("3/4/2015 09:05", "2015-04-03T09:05"),
        ("Sun, 18 Feb 2018 21:35:43 +0300", "2018-02-18T21:35:43+03:00"),
        ("Sun, 18 Feb 2018 17:21:49 GMT", "2018-02-18T17:21:49+00:00"),
        ("2024-11-12", "2024-11-12"),
        ("2024/11/12 10:00", "2024-11-12T10:00"),
        ("2024-11-12T10:00:00.123456Z", "2024-11-12T10:00:00+00:00"),
        ("2024-11-12T10:00+0300", "2024-11-12T10:00:00+03:00"),
        ("2024-11-12 10:00:00 +03", "2024-11-12T10:00:00+03:00"),
        ("  2024-11-12T10:00:00  ", "2024-11-12T10:00"),
        ("الثلاثاء، 12 نوفمبر 2024 10:00", "2024-11-12T10:00"),
    ],
)
def test_a_time_is_read(printed: str, iso: str) -> None:
    stamp = read_time(printed)
    assert stamp is not None
    assert format_stamp(stamp) == iso


@pytest.mark.parametrize(
    "printed",
    ["", "2024", "2024-11", "31/02/2024", "2024-13-45", "2024-11-12T25:61", "soon", "1" * 500, 5],
)  # fmt: skip
def test_what_is_no_time_is_none(printed: object) -> None:
    assert read_time(printed) is None


@given(st.integers(0, 4_000_000_000))
def test_what_programs_write_is_read_back(seconds: int) -> None:
    moment = dt.datetime.fromtimestamp(seconds, EAST)
    assert read_time(moment.isoformat()) == moment
    assert read_time(format_datetime(moment)) == moment


@given(st.text(max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    stamp = read_time(text)
    moment = instant(stamp)
    assert moment is None or moment.utcoffset() == dt.timedelta(0)
