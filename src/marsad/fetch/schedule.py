"""When to ask again, and for what: decisions without I/O."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from urllib.parse import urlsplit

from marsad.errors import FetchError, HttpStatusError
from marsad.fetch.announced import entry_time
from marsad.fetch.feeds import Entry

MAX_ATTEMPTS = 7
"""Tries of a page before it is given up: with delays from two minutes to six hours, ten hours."""

_DAY = dt.timedelta(days=1)
_RECENT = dt.timedelta(days=7)
_ENOUGH = 500
"""Pages taken of one poll: a publisher's week, at one page a second under ten minutes."""

_FEW = 50
_SAME_TIME = 5
_MAX_SITEMAPS = 10
_FIRST_RETRY = 120.0
_MAX_RETRY = 6 * 3600.0


def choose_entries(entries: Sequence[Entry], *, now: dt.datetime) -> tuple[Entry, ...]:
    """Choose what to fetch of a poll: all of a short list, the news of a long one.

    Of a list longer than 500, that is what was published or changed in the last seven days (at
    least the newest 50), newest first. Where nothing is dated, it is the top and the end of the
    list, where sites put what is new. Home pages are left out.
    """
    pages = _believed([entry for entry in entries if _is_page(entry.url)])
    if len(pages) <= _ENOUGH:
        return tuple(pages)
    dated = [(time, entry) for entry in pages if (time := entry_time(entry))]
    if not dated:
        return (*pages[: _ENOUGH // 2], *pages[-_ENOUGH // 2 :])
    dated.sort(key=lambda pair: pair[0], reverse=True)
    recent = [entry for time, entry in dated if time > now - _RECENT][:_ENOUGH]
    return tuple(recent if len(recent) > _FEW else (entry for _, entry in dated[:_FEW]))


def _believed(entries: list[Entry]) -> list[Entry]:
    """Drop change times that are the same for all: sites that print the time of the request.

    Such times would ask for every page again at every poll. Whole days are believed.
    """
    times = {entry.modified for entry in entries}
    only = next(iter(times), None) if len(times) == 1 else None
    if len(entries) < _SAME_TIME or only is None or only.time() == dt.time(0):
        return entries
    return [Entry(entry.url, entry.title, entry.published) for entry in entries]


def _is_page(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def choose_sitemaps(
    sitemaps: Sequence[Entry], *, since: dt.datetime | None, now: dt.datetime
) -> tuple[str, ...]:
    """Choose the sitemaps of an index to read: ten at most, those that may hold news.

    `since` is the last poll. Dated ones count if they changed after it (at first, in the last
    seven days, or the newest one); undated ones by a name with "news", then by their place at the
    top and the end.
    """
    after = max(since - _DAY, now - _RECENT) if since else now - _RECENT
    dated = sorted(
        ((entry.modified, entry.url) for entry in sitemaps if entry.modified), reverse=True
    )
    fresh = [url for time, url in dated if time >= after] or [url for _, url in dated[:1]]
    undated = [entry.url for entry in sitemaps if entry.modified is None]
    news = [url for url in undated if "news" in urlsplit(url).path.lower()]
    half = _MAX_SITEMAPS // 2
    chosen = dict.fromkeys((*fresh, *news, *undated[:half], *undated[-half:]))
    return tuple(chosen)[:_MAX_SITEMAPS]


def next_poll(
    interval: float, *, now: dt.datetime, newest: dt.datetime | None = None
) -> dt.datetime:
    """Return when to poll a feed again: after its interval, later if it has long been silent.

    `newest` is the time of its newest entry: two days of silence double the interval and thirty
    make it four times as long, up to a day. A little chance spreads the polls.
    """
    silence = now - newest if newest else dt.timedelta(0)
    factor = 1 if silence < 2 * _DAY else 2 if silence < 30 * _DAY else 4
    seconds = max(interval, min(interval * factor, _DAY.total_seconds()))
    return now + dt.timedelta(seconds=seconds * random.uniform(1.0, 1.1))


def poll_after_error(
    interval: float, *, failures: int, error: Exception, now: dt.datetime
) -> dt.datetime:
    """Return when to poll a failing feed again; `failures` are those in a row before this one.

    The interval doubles with each failure, up to a day; a server's own wish counts if longer.
    """
    day = _DAY.total_seconds()
    seconds = max(interval, min(interval * 2.0 ** min(failures + 1, 20), day))
    asked = error.retry_after if isinstance(error, HttpStatusError) else None
    return now + dt.timedelta(seconds=max(seconds, asked or 0.0) * random.uniform(1.0, 1.1))


def retry_at(error: Exception, *, attempts: int, now: dt.datetime) -> dt.datetime | None:
    """Return when to try a page again; None to give it up. `attempts` counts this one."""
    if not (isinstance(error, FetchError) and error.transient) or attempts >= MAX_ATTEMPTS:
        return None
    seconds = min(_FIRST_RETRY * 3.0 ** (attempts - 1), _MAX_RETRY) * random.uniform(0.75, 1.25)
    asked = error.retry_after if isinstance(error, HttpStatusError) else None
    return now + dt.timedelta(seconds=max(seconds, asked or 0.0))
