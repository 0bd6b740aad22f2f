"""The gatherer brings in what feeds and sitemaps announce, politely, and nothing stops it."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from itertools import pairwise

import pytest
from aiohttp import web

from marsad.errors import InputError
from marsad.fetch.schedule import MAX_ATTEMPTS
from marsad.pipeline import gather as module
from marsad.pipeline.gather import GatherEvent, GatherReport, gather
from marsad.pipeline.workers import Workers
from marsad.store.engine import Store
from tests.fetch.site import Answer, Site, polite_settings
from tests.pipeline.gathering import (
    HOST,
    NOW,
    add,
    article,
    make_due,
    processes,
    rss,
    run,
    site,
    store,
    titles,
    urlset,
)

__all__ = ["processes", "site", "store"]


# --- the way in --------------------------------------------------------------


async def test_a_feed_brings_its_articles_in(store: Store, site: Site) -> None:
    site.pages = {"/feed": rss("/1", "/2"), "/1": article(1), "/2": article(2)}
    add(store, site, ("/feed", "feed"))
    report, events = await run(store)
    assert report.articles.new == report.pages == 2
    assert (report.feeds, report.failed, report.postponed) == (1, 0, 0)
    stored = list(store.export())
    assert {item.article.publisher.domain for item in stored} == {HOST}
    assert {item.article.publisher.name for item in stored} == {"صحيفة المثال"}
    assert all(item.article.url and item.article.url.startswith("http") for item in stored)
    assert store.counts().pages == 2
    assert sorted(event.kind for event in events) == ["feed", "page", "page"]
    assert all("\n" not in str(event) for event in events)


async def test_nothing_is_fetched_twice(store: Store, site: Site) -> None:
    site.pages = {
        "/feed": rss("/1", "/1?utm_source=feed", "/1#top"),
        "/map.xml": urlset(("/1", None), ("/2", None)),
        "/1": article(1),
        "/2": article(2),
    }
    add(store, site, ("/feed", "feed"), ("/map.xml", "sitemap"))
    await run(store)
    make_due(store)
    report, _ = await run(store)
    assert sorted(path for path in site.asked if path.startswith(("/1", "/2"))) == ["/1", "/2"]
    assert (report.feeds, report.pages) == (2, 0)


async def test_an_unchanged_feed_is_asked_for_with_its_validators(store: Store, site: Site) -> None:
    async def feed(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return web.Response(status=304)
        answer = rss("/1")
        return web.Response(body=answer.body, headers={**answer.headers, "ETag": '"v1"'})

    site.pages = {"/feed": feed, "/1": article(1)}
    add(store, site, ("/feed", "feed"))
    for _ in range(3):
        await run(store)
        make_due(store)
    asked = [seen.headers.get("If-None-Match") for seen in site.requests if seen.path == "/feed"]
    assert asked == [None, '"v1"', '"v1"']


async def test_a_page_changed_later_is_fetched_again(store: Store, site: Site) -> None:
    site.pages = {"/map.xml": urlset(("/1", NOW - dt.timedelta(hours=2))), "/1": article(1)}
    add(store, site, ("/map.xml", "sitemap"))
    await run(store)
    site.pages["/1"] = article(1, "مع تصحيح")
    make_due(store)
    assert (await run(store))[0].pages == 0
    site.pages["/map.xml"] = urlset(("/1", NOW - dt.timedelta(hours=1)))
    make_due(store)
    report, _ = await run(store)
    assert report.articles.revised == 1
    (stored,) = store.export()
    assert len(stored.revisions) == 2


async def test_of_a_huge_sitemap_the_newest_are_fetched(store: Store, site: Site) -> None:
    old = [(f"/old/{n}", NOW - dt.timedelta(days=30 + n)) for n in range(600)]
    new = [(f"/{n}", NOW - dt.timedelta(hours=n)) for n in range(60)]
    site.pages = {"/map.xml": urlset(*old, *new), **{path: article(1) for path, _ in new}}
    add(store, site, ("/map.xml", "sitemap"))
    report, _ = await run(store)
    assert report.pages == 60
    assert not [path for path in site.asked if path.startswith("/old")]


async def test_an_index_leads_to_its_sitemaps_and_a_broken_one_stops_nothing(
    store: Store, site: Site
) -> None:
    index = "".join(
        f"<sitemap><loc>{path}</loc></sitemap>"
        for path in ("/a.xml", "/gone.xml", "/nested.xml", "http://other.localhost/x.xml")
    )
    site.pages = {
        "/index.xml": Answer.xml(f"<sitemapindex>{index}</sitemapindex>", ETag='"same"'),
        "/nested.xml": Answer.xml(
            "<sitemapindex><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
        ),
        "/a.xml": urlset(("/1", None), ("http://other.localhost/3", None)),
        "/b.xml": urlset(("/2", None)),
        "/1": article(1),
        "/2": article(2),
    }
    add(store, site, ("/index.xml", "sitemap"))
    report, _ = await run(store)
    assert (report.pages, report.failed) == (2, 0)
    make_due(store)
    await run(store)
    again = [seen for seen in site.requests if seen.path == "/index.xml"]
    assert all("If-None-Match" not in seen.headers for seen in again)
    assert {seen.host for seen in site.requests} == {f"{HOST}:{site.port}"}


# --- trouble -----------------------------------------------------------------


async def test_what_fails_is_kept_with_its_reason_and_the_rest_is_done(
    store: Store, site: Site
) -> None:
    site.pages = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /private"),
        "/feed": rss("/gone", "/private/1", "/pdf", "/home", "/empty", "/large", "/1"),
        "/pdf": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
        "/home": Answer(status=302, headers={"Location": "/"}),
        "/": Answer.html("<p>الرئيسية</p>"),
        "/empty": Answer.html("<html><body></body></html>"),
        "/large": Answer.html("x" * 300_000),
        "/1": article(1),
    }
    add(store, site, ("/feed", "feed"))
    report, _ = await run(store, max_page_bytes=200_000)
    assert report.articles.new == 1
    assert report.failed == 6
    kept = {
        item.name.rpartition("localhost")[2].partition("/")[2]: item
        for item in store.quarantine(limit=50)
    }
    assert set(kept) == {"gone", "private/1", "pdf", "home", "empty", "large"}
    assert "answered 404" in kept["gone"].reason
    assert "robots.txt" in kept["private/1"].reason
    assert "application/pdf" in kept["pdf"].reason
    assert "home page" in kept["home"].reason
    assert "200,000 bytes" in kept["large"].reason
    assert kept["empty"].stage == "extract"
    assert "/private/1" not in site.asked
    make_due(store)
    before = len(site.asked)
    await run(store)
    assert site.asked[before:] == ["/feed"]  # what was given up is not asked for again


async def test_trouble_that_may_pass_is_tried_again_later(store: Store, site: Site) -> None:
    site.pages = {"/feed": rss("/1"), "/1": Answer(status=500)}
    add(store, site, ("/feed", "feed"))
    report, events = await run(store)
    assert (report.postponed, report.failed) == (1, 0)
    assert not store.quarantine(limit=5)
    assert any(event.kind == "retry" and "again in" in event.detail for event in events)
    due = store.next_due(dt.datetime.now(dt.UTC))
    assert due is not None
    assert due > dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
    site.pages["/1"] = article(1)
    make_due(store)
    report, _ = await run(store)
    assert report.articles.new == 1


async def test_a_page_that_never_comes_is_given_up(store: Store, site: Site) -> None:
    site.pages = {"/feed": rss("/1"), "/1": Answer(status=500)}
    add(store, site, ("/feed", "feed"))
    await run(store)
    assert not store.quarantine(limit=5)
    make_due(store)
    with store.database.write() as conn:
        conn.exec_driver_sql(f"UPDATE queue SET attempts = {MAX_ATTEMPTS - 1}")
    await run(store)
    (kept,) = store.quarantine(limit=5)
    assert "answered 500" in kept.reason


async def test_a_failing_feed_keeps_its_error_and_waits_longer(store: Store, site: Site) -> None:
    site.pages = {
        "/feed": Answer(status=503),
        "/html": Answer.html("<html><p>x</p>"),
        "/ok": rss("/1"),
        "/1": article(1),
    }
    add(store, site, ("/feed", "feed"), ("/html", "feed"), ("/ok", "feed"))
    report, _ = await run(store)
    assert (report.failed, report.articles.new) == (2, 1)
    status = store.source(HOST)
    assert status is not None
    states = {state.feed.url.rpartition("/")[2]: state for state in status.feeds}
    assert "answered 503" in (states["feed"].error or "")
    assert states["html"].error == "an HTML page, not a feed"
    assert states["ok"].error is None
    assert states["feed"].next_at is not None
    assert states["feed"].next_at > dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1500)
    site.pages["/feed"] = rss("/1")
    make_due(store)
    await run(store)
    status = store.source(HOST)
    assert status is not None
    assert [state.error for state in status.feeds if state.feed.url.endswith("/feed")] == [None]


async def test_a_feed_may_name_pages_of_others(store: Store, site: Site) -> None:
    other = site.url("/2", host="other.localhost")
    site.pages = {"/feed": rss("/1", other), "/1": article(1), "/2": article(2)}
    add(store, site, ("/feed", "feed"))
    await run(store)
    names = {item.article.publisher.name for item in store.export() if item.article.url == other}
    assert len(names) == 1
    assert "صحيفة المثال" not in names


async def test_private_addresses_in_a_feed_are_not_asked(store: Store, site: Site) -> None:
    site.pages = {"/feed": rss("http://10.0.0.1/secret", "/1"), "/1": article(1)}
    add(store, site, ("/feed", "feed"))
    report, _ = await run(store)
    assert report.articles.new == 1
    (kept,) = store.quarantine(limit=5)
    assert "private or local" in kept.reason


async def test_an_error_nobody_foresaw_costs_one_page(
    store: Store, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages = {"/feed": rss("/1", "/2"), "/1": article(1), "/2": article(2)}
    add(store, site, ("/feed", "feed"))
    known = module._no_page

    def broken(asked: str, page: object) -> str | None:
        if asked.endswith("/2"):
            raise RuntimeError("nobody foresaw this")
        return known(asked, page)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_no_page", broken)
    report, _ = await run(store)
    assert (report.articles.new, report.failed) == (1, 1)
    (kept,) = store.quarantine(limit=5)
    assert "nobody foresaw this" in kept.reason


# --- politeness --------------------------------------------------------------


async def test_hosts_are_asked_side_by_side_and_each_at_its_pace(store: Store, site: Site) -> None:
    delay, hosts = 0.1, [f"h{n}.localhost" for n in range(3)]
    site.pages = {"/feed": rss("/1", "/2", "/3"), **{f"/{n}": article(n) for n in (1, 2, 3)}}
    for host in hosts:
        add(store, site, ("/feed", "feed"), host=host)
    report, _ = await run(store, host_delay=delay)
    assert report.pages == 9
    for host in hosts:
        seen = sorted(
            (request.started, request.ended)
            for request in site.requests
            if request.host.startswith(host)
        )
        assert len(seen) == 5  # with robots.txt and the feed
        for (_, ended), (next_began, _) in pairwise(seen):
            assert next_began - ended > delay - 0.01  # the clock's grain
    order = [request.host for request in sorted(site.requests, key=lambda seen: seen.started)]
    assert len(set(order[:6])) == 3  # no host waits until another one is done


# --- beginning and end -------------------------------------------------------


async def test_it_waits_for_what_is_due_until_it_is_told_to_stop(store: Store, site: Site) -> None:
    site.pages = {"/feed": rss("/1"), "/1": article(1)}
    add(store, site, ("/feed", "feed"))
    stop, done = asyncio.Event(), asyncio.Event()

    def watch(event: GatherEvent) -> None:
        if event.kind == "page":
            done.set()

    task = asyncio.create_task(
        gather(store, polite_settings(), once=False, on_event=watch, stop=stop)
    )
    await done.wait()
    assert not task.done()
    stop.set()
    report = await task
    assert report.articles.new == 1


@pytest.mark.parametrize("how", ["stop", "cancel"])
async def test_stopped_in_the_middle_it_leaves_nothing_half_done(
    store: Store, site: Site, how: str
) -> None:
    asked, release = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        asked.set()
        await release.wait()
        return web.Response(text="late")

    site.pages = {"/feed": rss("/1", "/slow"), "/1": article(1), "/slow": slow}
    add(store, site, ("/feed", "feed"))
    stop = asyncio.Event()
    task = asyncio.create_task(gather(store, polite_settings(), once=False, stop=stop))
    await asked.wait()
    if how == "stop":
        stop.set()
        await task
    else:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    release.set()
    assert not store.quarantine(limit=5)
    # Pages in hand are due at once, not when their lease ends.
    site.pages["/slow"] = article(2)
    await run(store)
    assert len(titles(store)) == 2


async def test_once_polls_each_feed_once_however_soon_it_is_due_again(
    store: Store, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "next_poll", lambda interval, *, now, newest: now)
    site.pages = {"/feed": rss("/1"), "/1": article(1)}
    add(store, site, ("/feed", "feed"))
    report, _ = await run(store)
    assert (report.feeds, report.pages) == (1, 1)


async def test_without_sources_it_ends_at_once(store: Store) -> None:
    assert (await run(store))[0] == GatherReport()


# --- workers -----------------------------------------------------------------


async def test_a_process_that_dies_takes_only_its_own_work_along() -> None:
    with Workers(1) as pool:
        died, *others = await asyncio.gather(
            pool.run(os._exit, 1),
            *(pool.run(abs, -number) for number in range(3)),
            return_exceptions=True,
        )
        assert isinstance(died, InputError)
        assert others == [0, 1, 2]
        assert await pool.run(abs, -42) == 42
