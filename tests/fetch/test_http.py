"""Pages come over HTTP politely, within bounds, and with what the server says of them."""

from __future__ import annotations

import asyncio
import datetime as dt
import gzip
import itertools
import zlib
from contextlib import suppress

import pytest
from aiohttp import web

from marsad.errors import (
    AddressForbidden,
    FetchError,
    HttpStatusError,
    RobotsForbidden,
    TooLarge,
)
from marsad.fetch.http import Fetcher, response_time, retry_seconds
from tests.fetch.site import Answer, Handler, Site, polite_settings

NOW = dt.datetime(2024, 11, 12, 12, 0, tzinfo=dt.UTC)
PAGE = Answer.html("<p>خبر</p>")


def redirect(location: str, status: int = 302, **headers: str) -> Answer:
    return Answer(status=status, headers={"Location": location, **headers})


# --- answers -----------------------------------------------------------------


async def test_a_page_comes_with_its_type_time_and_validators() -> None:
    headers = {"ETag": '"v1"', "Last-Modified": "Tue, 12 Nov 2024 09:00:00 GMT"}
    async with (
        Site({"/خبر/1": Answer.html("<p>خبر</p>", **headers)}) as site,
        Fetcher(polite_settings()) as fetcher,
    ):
        fetched = await fetcher.get(site.url("/خبر/1?x=1#top"))
    page = fetched.page
    assert page.body == "<p>خبر</p>".encode()
    assert page.content_type == "text/html; charset=utf-8"
    assert page.status == 200
    assert page.fetched_at is not None
    assert page.fetched_at.tzinfo is not None
    assert page.url == fetched.final_url == site.url("/%D8%AE%D8%A8%D8%B1/1?x=1")
    assert (fetched.etag, fetched.last_modified) == ('"v1"', headers["Last-Modified"])
    assert not fetched.not_modified


async def test_the_request_says_who_asks_and_for_arabic() -> None:
    settings = polite_settings(user_agent="Marsad/9 (test)", contact="mailto:a@b.example")
    async with Site({"/": PAGE}) as site, Fetcher(settings) as fetcher:
        await fetcher.get(site.url().replace("http://", "http://name:secret@"))
    for request in site.requests:
        assert request.headers["User-Agent"] == "Marsad/9 (test) +mailto:a@b.example"
        assert request.headers["Accept-Language"].startswith("ar")
        assert "Authorization" not in request.headers


async def test_an_unchanged_page_is_not_sent_again() -> None:
    async def conditional(request: web.Request) -> web.Response:
        same = request.headers.get("If-None-Match") == '"v1"'
        since = request.headers.get("If-Modified-Since")
        assert since in (None, "Tue, 12 Nov 2024 09:00:00 GMT")
        return web.Response(status=304 if same else 200, body=b"" if same else b"x")

    async with Site({"/feed": conditional}) as site, Fetcher(polite_settings()) as fetcher:
        first = await fetcher.get(site.url("/feed"))
        again = await fetcher.get(
            site.url("/feed"), etag='"v1"', last_modified="Tue, 12 Nov 2024 09:00:00 GMT"
        )
    assert not first.not_modified
    assert again.not_modified
    assert again.page.body == b""


@pytest.mark.parametrize(
    ("status", "transient"),
    [(404, False), (410, False), (403, False), (500, True), (503, True), (429, True), (522, True)],
)
async def test_an_error_says_whether_to_try_again(status: int, transient: bool) -> None:
    async with Site({"/": Answer(status=status)}) as site, Fetcher(polite_settings()) as fetcher:
        with pytest.raises(HttpStatusError, match=f"answered {status}") as caught:
            await fetcher.get(site.url(), robots=False)
    assert caught.value.status == status
    assert caught.value.transient is transient


async def test_a_host_that_asks_to_be_left_alone_is_left_alone() -> None:
    busy = Answer(status=429, headers={"Retry-After": "3600"})
    async with Site({"/1": busy, "/2": PAGE}) as site, Fetcher(polite_settings()) as fetcher:
        with pytest.raises(HttpStatusError) as caught:
            await fetcher.get(site.url("/1"))
        assert caught.value.retry_after == 3600
        with pytest.raises(HttpStatusError, match="left alone") as caught:
            await fetcher.get(site.url("/2"))
    assert caught.value.transient
    assert caught.value.retry_after is not None
    assert caught.value.retry_after > 3000
    assert site.asked == ["/1"]


def test_retry_after_is_seconds_or_a_date_and_a_day_at_most() -> None:
    assert retry_seconds("120", NOW) == 120
    assert retry_seconds("Tue, 12 Nov 2024 12:05:00 GMT", NOW) == 300
    assert retry_seconds("Tue, 12 Nov 2024 11:00:00 GMT", NOW) == 0
    assert retry_seconds("99999999999", NOW) == 24 * 3600
    for nonsense in (None, "", "soon", "-5", "١٢"):
        assert retry_seconds(nonsense, NOW) in (None, 12)


def test_a_page_was_seen_when_its_server_says_unless_that_cannot_be() -> None:
    assert response_time("Tue, 12 Nov 2024 10:00:00 GMT", NOW) == NOW - dt.timedelta(hours=2)
    for wrong in (
        None,
        "",
        "yesterday",
        "Tue, 12 Nov 2024 15:00:00 GMT",
        "Sat, 01 Jan 2000 00:00:00 GMT",
    ):
        assert response_time(wrong, NOW) == NOW


# --- bounds ------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_bomb_is_not_unpacked(encoding: str) -> None:
    data = b"x" * 50_000_000
    packed = gzip.compress(data) if encoding == "gzip" else zlib.compress(data)
    bomb = Answer(packed, headers={"Content-Encoding": encoding, "Content-Type": "text/html"})
    settings = polite_settings(max_page_bytes=100_000)
    async with Site({"/": bomb, "/2": PAGE}) as site, Fetcher(settings) as fetcher:
        with pytest.raises(TooLarge, match="100,000 bytes"):
            await fetcher.get(site.url())
        assert (await fetcher.get(site.url("/2"))).page.status == 200


async def test_an_endless_body_is_given_up_at_the_limit() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionError):
            while True:
                await response.write(b"x" * 10_000)
        return response

    settings = polite_settings(max_page_bytes=1_000_000)
    async with Site({"/": endless}) as site, Fetcher(settings) as fetcher:
        with pytest.raises(TooLarge):
            await fetcher.get(site.url())


async def test_a_server_that_never_ends_its_answer_is_left() -> None:
    released = asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<p>")
        await released.wait()
        return response

    settings = polite_settings(request_timeout=0.2)
    async with Site({"/": slow}) as site, Fetcher(settings) as fetcher:
        with pytest.raises(FetchError, match=r"no answer within 0\.2 s") as caught:
            await fetcher.get(site.url())
        released.set()
    assert caught.value.transient


async def test_a_body_that_breaks_off_is_no_page() -> None:
    async def broken(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b"<p>half")
        assert request.transport is not None
        request.transport.close()
        return response

    async with Site({"/": broken}) as site, Fetcher(polite_settings()) as fetcher:
        with pytest.raises(FetchError, match="connection broke") as caught:
            await fetcher.get(site.url())
    assert caught.value.transient


async def test_large_headers_are_read() -> None:
    page = Answer.html("x", **{"Content-Security-Policy": "x" * 30_000})
    async with Site({"/": page}) as site, Fetcher(polite_settings()) as fetcher:
        assert (await fetcher.get(site.url())).page.body == b"x"


# --- redirects ---------------------------------------------------------------


async def test_redirects_are_followed_to_the_page() -> None:
    pages: dict[str, Answer | Handler] = {
        "/a": redirect("/b", 301),
        "/b": redirect("c?x=1", 307),
        "/c?x=1": PAGE,
    }
    async with Site(pages) as site, Fetcher(polite_settings()) as fetcher:
        fetched = await fetcher.get(site.url("/a"))
        assert fetched.page.url == fetched.final_url == site.url("/c?x=1")


async def test_a_redirect_loop_ends() -> None:
    pages: dict[str, Answer | Handler] = {"/a": redirect("/b"), "/b": redirect("/a")}
    async with Site(pages) as site, Fetcher(polite_settings(max_redirects=5)) as fetcher:
        with pytest.raises(FetchError, match="more than 5 redirects") as caught:
            await fetcher.get(site.url("/a"))
    assert not caught.value.transient
    assert len(site.asked) == 6


async def test_a_site_that_wants_its_cookie_back_gets_it() -> None:
    async def gate(request: web.Request) -> web.Response:
        if request.cookies.get("seen") == "1":
            return web.Response(text="in")
        headers = {"Location": "/gate", "Set-Cookie": "seen=1; Path=/"}
        return web.Response(status=302, headers=headers)

    async with Site({"/gate": gate}) as site, Fetcher(polite_settings()) as fetcher:
        assert (await fetcher.get(site.url("/gate"))).page.body == b"in"
        await fetcher.get(site.url("/gate"))
    assert [("Cookie" in request.headers) for request in site.requests[-2:]] == [False, True]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.example/x", "javascript:alert(1)", "//["]
)
async def test_redirects_lead_to_web_addresses_only(target: str) -> None:
    async with Site({"/": redirect(target)}) as site, Fetcher(polite_settings()) as fetcher:
        with pytest.raises(FetchError, match="no web address"):
            await fetcher.get(site.url())


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "[fe80::1]"])
async def test_redirects_to_private_addresses_are_refused(host: str) -> None:
    async with (
        Site({"/": redirect(f"http://{host}/secret")}) as site,
        Fetcher(polite_settings()) as fetcher,
    ):
        with pytest.raises(AddressForbidden, match="private or local") as caught:
            await fetcher.get(site.url())
    assert not caught.value.transient


# --- addresses ---------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "news.localhost"])
async def test_this_machine_is_asked_only_by_an_explicit_setting(host: str) -> None:
    async with Site({"/": PAGE}) as site:
        async with Fetcher(polite_settings(allow_loopback=False)) as fetcher:
            with pytest.raises(AddressForbidden):
                await fetcher.get(site.url(host=host))
        assert not site.requests
        async with Fetcher(polite_settings()) as fetcher:
            await fetcher.get(site.url(host=host))
        assert site.requests


@pytest.mark.parametrize(
    "host", ["2130706433", "127.1", "0x7f.0.0.1", "017700000001", "127.0.0.1."]
)
async def test_odd_spellings_of_this_machine_are_no_way_around(host: str) -> None:
    async with Site({"/": PAGE}) as site, Fetcher(polite_settings(allow_loopback=False)) as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(site.url(host=host), robots=False)
    assert not site.requests


@pytest.mark.parametrize(
    "url", ["", "news", "ftp://a.example/", "http://", "http://a.example:99999/"]
)
async def test_what_is_no_web_address_is_named(url: str) -> None:
    async with Fetcher(polite_settings()) as fetcher:
        with pytest.raises(FetchError, match="not a web address"):
            await fetcher.get(url)


async def test_a_host_that_nobody_knows_is_named() -> None:
    async with Fetcher(polite_settings()) as fetcher:
        with pytest.raises(FetchError, match="no such host") as caught:
            await fetcher.get("http://nowhere.invalid/", robots=False)
    assert caught.value.transient


# --- robots.txt --------------------------------------------------------------


async def test_robots_txt_is_kept_to_and_asked_for_once() -> None:
    rules = (
        "User-agent: *\nDisallow: /\n\nUser-agent: marsad\nDisallow: /private\nAllow: /private/ok\n"
    )
    pages: dict[str, Answer | Handler] = {
        "/robots.txt": Answer(rules), "/1": PAGE, "/private/ok": PAGE, "/private/2": PAGE,
    }  # fmt: skip
    async with Site(pages) as site, Fetcher(polite_settings()) as fetcher:
        await asyncio.gather(fetcher.get(site.url("/1")), fetcher.get(site.url("/private/ok")))
        with pytest.raises(RobotsForbidden, match=r"robots\.txt"):
            await fetcher.get(site.url("/private/2"))
    assert [request.path for request in site.requests].count("/robots.txt") == 1
    assert "/private/2" not in site.asked


async def test_a_redirect_is_checked_against_the_rules_of_where_it_leads() -> None:
    forbidding = {"/robots.txt": Answer("User-agent: *\nDisallow: /"), "/x": PAGE}
    async with Site(forbidding) as other, Site({"/": redirect(other.url("/x"))}) as site:
        async with Fetcher(polite_settings()) as fetcher:
            with pytest.raises(RobotsForbidden):
                await fetcher.get(site.url())
        assert other.asked == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
async def test_without_a_robots_txt_everything_is_allowed(status: int) -> None:
    async with (
        Site({"/robots.txt": Answer(status=status), "/1": PAGE}) as site,
        Fetcher(polite_settings()) as fetcher,
    ):
        assert (await fetcher.get(site.url("/1"))).page.status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_while_robots_txt_cannot_be_read_nothing_is_asked(status: int) -> None:
    async with (
        Site({"/robots.txt": Answer(status=status), "/1": PAGE}) as site,
        Fetcher(polite_settings()) as fetcher,
    ):
        for _ in range(2):
            with pytest.raises(FetchError, match=r"robots\.txt cannot be read") as caught:
                await fetcher.get(site.url("/1"))
            assert caught.value.transient
    assert [request.path for request in site.requests] == ["/robots.txt"]


async def test_a_robots_txt_without_end_is_read_as_far_as_need_be() -> None:
    rules = "User-agent: *\nDisallow: /private\n" + "# x\n" * 500_000
    async with (
        Site({"/robots.txt": Answer(rules), "/1": PAGE}) as site,
        Fetcher(polite_settings()) as fetcher,
    ):
        await fetcher.get(site.url("/1"))
        with pytest.raises(RobotsForbidden):
            await fetcher.get(site.url("/private"))


async def test_robots_txt_names_sitemaps_and_a_delay() -> None:
    rules = "Sitemap: /news.xml\nUser-agent: *\nCrawl-delay: 86400\n"
    async with Site({"/robots.txt": Answer(rules)}) as site, Fetcher(polite_settings()) as fetcher:
        found = await fetcher.rules(site.url("/"))
    assert found.sitemaps == ("/news.xml",)
    assert found.delay == 30  # within reason


# --- politeness --------------------------------------------------------------


async def test_a_host_gets_one_request_at_a_time_with_the_delay_between() -> None:
    async def page(request: web.Request) -> web.Response:
        await asyncio.sleep(0.02)
        return web.Response(text="x")

    delay = 0.1
    async with (
        Site({f"/{n}": page for n in range(5)}) as site,
        Fetcher(polite_settings(host_delay=delay)) as fetcher,
    ):
        await asyncio.gather(*(fetcher.get(site.url(f"/{n}")) for n in range(5)))
    seen = sorted(site.requests, key=lambda request: request.started)
    assert len(seen) == 6
    for before, after in itertools.pairwise(seen):
        assert after.started - before.ended > delay - 0.01  # the clock's grain


async def test_hosts_are_asked_side_by_side() -> None:
    both = asyncio.Barrier(2)

    async def page(request: web.Request) -> web.Response:
        await both.wait()  # answers only when the other host has been asked as well
        return web.Response(text="x")

    async with Site({"/": page}) as site, Fetcher(polite_settings(host_delay=60)) as fetcher:
        urls = [site.url(host=host) for host in ("a.localhost", "b.localhost")]
        await asyncio.gather(*(fetcher.get(url, robots=False) for url in urls))


async def test_no_more_requests_are_under_way_than_allowed() -> None:
    under_way = most = 0

    async def page(request: web.Request) -> web.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        under_way -= 1
        return web.Response(text="x")

    async with Site({"/": page}) as site, Fetcher(polite_settings(concurrency=3)) as fetcher:
        urls = [site.url(host=f"h{n}.localhost") for n in range(12)]
        await asyncio.gather(*(fetcher.get(url, robots=False) for url in urls))
    assert most == 3
