"""What is asked for and when: the news first, and ever less where there is trouble."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import FetchError, HttpStatusError, RobotsForbidden
from marsad.fetch.feeds import Entry
from marsad.fetch.schedule import (
    MAX_ATTEMPTS,
    choose_entries,
    choose_sitemaps,
    next_poll,
    poll_after_error,
    retry_at,
)

NOW = dt.datetime(2024, 11, 12, 12, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
TRANSIENT = FetchError("x", transient=True)


def entry(number: int, age: dt.timedelta | None = None) -> Entry:
    published = None if age is None else NOW - age
    return Entry(f"https://news.example/{number}", published=published)


def test_a_short_list_is_taken_whole_whatever_its_age() -> None:
    entries = [entry(n, n * 30 * DAY) for n in range(500)]
    assert choose_entries(entries, now=NOW) == tuple(entries)


def test_of_a_long_list_the_news_are_taken_newest_first() -> None:
    entries = [entry(n, n * HOUR) for n in reversed(range(2000))]
    chosen = choose_entries(entries, now=NOW)
    assert [item.url for item in chosen] == [entry(n).url for n in range(7 * 24)]
    busy = [entry(n, n * HOUR / 60) for n in range(3000)]
    assert len(choose_entries(busy, now=NOW)) == 500


def test_of_a_long_old_list_the_newest_are_taken() -> None:
    entries = [entry(n, (100 + n) * DAY) for n in range(1000)]
    assert choose_entries(entries, now=NOW) == tuple(entries[:50])


def test_of_a_long_list_without_dates_both_ends_are_taken() -> None:
    entries = [entry(n) for n in range(10_000)]
    chosen = choose_entries(entries, now=NOW)
    assert len(chosen) == 500
    assert entries[0] in chosen
    assert entries[-1] in chosen


def test_home_pages_are_no_news() -> None:
    entries = [Entry("https://news.example/"), Entry("https://news.example"), entry(1)]
    assert choose_entries(entries, now=NOW) == (entry(1),)


def test_change_times_that_are_all_the_same_are_not_believed() -> None:
    made_up = [Entry(f"https://news.example/{n}", modified=NOW) for n in range(10)]
    assert all(item.modified is None for item in choose_entries(made_up, now=NOW))
    day = dt.datetime(2024, 11, 12, tzinfo=dt.UTC)
    days = [Entry(f"https://news.example/{n}", modified=day) for n in range(10)]
    assert all(item.modified for item in choose_entries(days, now=NOW))


def test_the_sitemaps_that_changed_since_the_last_poll_are_read() -> None:
    def sitemap(name: str, age: dt.timedelta | None) -> Entry:
        return Entry(
            f"https://news.example/{name}.xml", modified=None if age is None else NOW - age
        )

    dated = [sitemap(str(n), n * DAY + HOUR) for n in range(100)]
    first = choose_sitemaps(dated, since=None, now=NOW)
    assert first == tuple(item.url for item in dated[:7])
    later = choose_sitemaps(dated, since=NOW - HOUR, now=NOW)
    assert later == tuple(item.url for item in dated[:2])
    old = [sitemap(str(n), (n + 50) * DAY) for n in range(100)]
    assert choose_sitemaps(old, since=None, now=NOW) == (old[0].url,)
    undated = [sitemap(str(n), None) for n in range(100)] + [sitemap("news", None)]
    chosen = choose_sitemaps(undated, since=None, now=NOW)
    assert len(chosen) == 10
    assert chosen[0].endswith("news.xml")
    assert undated[0].url in chosen


def seconds(moment: dt.datetime | None) -> float:
    assert moment is not None
    return (moment - NOW).total_seconds()


@given(st.integers(10, 10 * 86_400), st.integers(0, 400))
def test_a_feed_is_never_polled_sooner_than_set(interval: int, silent_days: int) -> None:
    wait = seconds(next_poll(interval, now=NOW, newest=NOW - silent_days * DAY))
    assert interval <= wait <= max(interval, min(4 * interval, 86_400)) * 1.1 + 1
    if silent_days < 2:
        assert wait <= interval * 1.1 + 1
    failing = seconds(poll_after_error(interval, failures=silent_days, error=TRANSIENT, now=NOW))
    assert interval <= failing <= max(interval, 86_400) * 1.1 + 1


def test_a_failing_feed_is_left_alone_for_longer_and_longer() -> None:
    waits = [
        seconds(poll_after_error(900, failures=failures, error=TRANSIENT, now=NOW))
        for failures in range(10)
    ]
    assert waits[0] >= 1800
    assert waits[3] >= 4 * waits[0] * 0.9
    assert waits[9] <= 86_400 * 1.1
    asked = HttpStatusError("x", status=429, transient=True, retry_after=40_000)
    assert seconds(poll_after_error(900, failures=0, error=asked, now=NOW)) >= 40_000


def test_a_page_is_tried_again_only_where_that_may_help() -> None:
    assert retry_at(RobotsForbidden("x"), attempts=1, now=NOW) is None
    assert retry_at(HttpStatusError("x", status=404), attempts=1, now=NOW) is None
    assert retry_at(ValueError("x"), attempts=1, now=NOW) is None
    assert retry_at(TRANSIENT, attempts=MAX_ATTEMPTS, now=NOW) is None
    waits = [seconds(retry_at(TRANSIENT, attempts=n, now=NOW)) for n in range(1, MAX_ATTEMPTS)]
    assert waits == sorted(waits)
    assert waits[-1] <= 6 * 3600 * 1.25
    asked = HttpStatusError("x", status=503, transient=True, retry_after=7200)
    assert seconds(retry_at(asked, attempts=1, now=NOW)) >= 7200
