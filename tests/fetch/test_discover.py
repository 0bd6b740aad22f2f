"""One address is enough to find a publisher's feeds, name and country."""

from __future__ import annotations

import pytest

from marsad.errors import FetchError, RobotsForbidden
from marsad.fetch.check import check_feed
from marsad.fetch.discover import country_of, discover
from marsad.fetch.http import Fetcher
from marsad.types import Feed, Source
from tests.fetch.site import Answer, Handler, Site, polite_settings

RSS = Answer.xml(
    "<rss version='2.0'><channel><title>نشرة المثال</title><link>/</link><language>ar</language>"
    "<item><title>خبر</title><link>/1</link><pubDate>Tue, 12 Nov 2024 09:30:00 GMT</pubDate></item>"
    "</channel></rss>"
)
SPORT = Answer.xml(
    "<rss version='2.0'><channel><item><title>هدف</title><link>/s/1</link></item></channel></rss>"
)
EMPTY_RSS = Answer.xml("<rss version='2.0'><channel><title>فارغ</title></channel></rss>")
SITEMAP = Answer.xml("<urlset><url><loc>/1</loc></url><url><loc>/2</loc></url></urlset>")
NOT_FOUND_PAGE = Answer.html("<html><p>هذه الصفحة غير موجودة</p></html>")


async def found(pages: dict[str, Answer | Handler], path: str = "/") -> tuple[Source, Site]:
    async with Site(pages) as site, Fetcher(polite_settings(poll_interval=77)) as fetcher:
        return await discover(fetcher, site.url(path, host="news.localhost")), site


def feeds(source: Source) -> list[tuple[str, str]]:
    return [("/" + feed.url.split("/", 3)[3], feed.kind) for feed in source.feeds]


async def test_a_feed_is_its_own_source() -> None:
    source, _ = await found({"/rss": RSS}, "/rss")
    assert (source.name, source.domain, source.interval) == ("نشرة المثال", "news.localhost", 77)
    assert feeds(source) == [("/rss", "feed")]
    assert source.homepage is not None
    assert source.homepage.endswith("/")


async def test_a_sitemap_is_taken_as_it_is() -> None:
    source, _ = await found({"/s.xml": SITEMAP}, "/s.xml")
    assert feeds(source) == [("/s.xml", "sitemap")]
    assert source.name == "news.localhost"


async def test_a_home_page_names_its_feeds() -> None:
    home = Answer.html(
        """<html lang="ar-EG"><head><title>المثال | الرئيسية</title>
        <meta property="og:site_name" content="صحيفة المثال">
        <link rel="alternate" type="application/rss+xml" href="/feed" title="الأخبار">
        <link rel="alternate" type="application/rss+xml" href="/comments/feed" title="التعليقات">
        <link rel="alternate" type="application/atom+xml" href="/empty">
        <link rel="alternate" type="application/atom+xml" href="/atom">
        <link rel="alternate" type="application/atom+xml" href="/gone">
        <link rel="alternate" hreflang="en" href="/en"></head>
        <body><a href="/sport/rss.xml">RSS</a><a href="https://other.example/feed">x</a></body></html>"""
    )
    source, site = await found(
        {
            "/": home, "/feed": RSS, "/sport/rss.xml": SPORT, "/atom": RSS, "/comments/feed": RSS,
            "/empty": EMPTY_RSS,
            "/robots.txt": Answer("Sitemap: /sitemap.xml\nSitemap: /news-sitemap.xml"),
            "/sitemap.xml": SITEMAP, "/news-sitemap.xml": SITEMAP,
        }
    )  # fmt: skip
    assert (source.name, source.language) == ("صحيفة المثال", "ar")
    assert feeds(source) == [
        ("/feed", "feed"),
        ("/sport/rss.xml", "feed"),
        ("/news-sitemap.xml", "sitemap"),
    ]
    assert "/comments/feed" not in site.asked
    assert "/sitemap.xml" not in site.asked


async def test_robots_txt_names_the_news_sitemap() -> None:
    source, _ = await found(
        {
            "/": NOT_FOUND_PAGE,
            "/robots.txt": Answer("Sitemap: /news.xml"),
            "/news.xml": SITEMAP,
            "/feed": RSS,
        }
    )
    assert feeds(source) == [("/news.xml", "sitemap")]


async def test_the_usual_places_are_tried_last() -> None:
    source, _ = await found(
        {"/": NOT_FOUND_PAGE, "/feed": NOT_FOUND_PAGE, "/rss.xml": RSS, "/atom.xml": RSS}
    )
    assert feeds(source) == [("/rss.xml", "feed")]
    assert source.name == "نشرة المثال"
    source, _ = await found({"/": NOT_FOUND_PAGE, "/sitemap.xml": SITEMAP})
    assert feeds(source) == [("/sitemap.xml", "sitemap")]


async def test_a_windows_1256_home_page_keeps_its_name() -> None:
    body = """<html lang=ar><head>
    <meta http-equiv="Content-Type" content="text/html; charset=windows-1256">
    <title>صحيفة المثال اليومية</title></head></html>"""
    home = Answer(body.encode("cp1256"), headers={"Content-Type": "text/html"})
    source, _ = await found({"/": home, "/feed": EMPTY_RSS, "/rss.xml": SITEMAP})
    assert source.name == "صحيفة المثال اليومية"


async def test_nothing_found_is_said_after_few_requests() -> None:
    everywhere = "".join(f"<a href='/feed/{n}'>x</a>" for n in range(100))
    async with Site({"/": Answer.html(everywhere)}) as site, Fetcher(polite_settings()) as fetcher:
        with pytest.raises(FetchError, match="no feed or sitemap"):
            await discover(fetcher, site.url())
    assert len(site.asked) <= 21


async def test_what_robots_txt_forbids_is_not_looked_at() -> None:
    pages: dict[str, Answer | Handler] = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /"), "/": NOT_FOUND_PAGE, "/feed": RSS,
    }  # fmt: skip
    async with Site(pages) as site, Fetcher(polite_settings()) as fetcher:
        with pytest.raises(RobotsForbidden):
            await discover(fetcher, site.url())
    assert site.asked == []


async def test_a_domain_without_scheme_is_tried_both_ways() -> None:
    async with Site({"/": RSS}) as site, Fetcher(polite_settings()) as fetcher:
        source = await discover(fetcher, f"127.0.0.1:{site.port}")
    assert source.feeds == (Feed(site.url()),)


@pytest.mark.parametrize(
    ("domain", "country"),
    [
        ("news.com.eg", "EG"),
        ("bbc.co.uk", "GB"),
        ("خبر.السعودية", "SA"),
        ("xn--mgbcd4a2b0d2b.xn--wgbh1c", "EG"),
        ("news.tv", None),
        ("news.me", None),
        ("news.com", None),
        ("news.localhost", None),
        ("127.0.0.1", None),
    ],
)
def test_the_domain_tells_the_country(domain: str, country: str | None) -> None:
    assert country_of(domain) == country


async def test_a_check_says_what_a_feed_announces_or_why_not() -> None:
    async with (
        Site({"/rss": RSS, "/html": NOT_FOUND_PAGE}) as site,
        Fetcher(polite_settings()) as fetcher,
    ):
        good = await check_feed(fetcher, Feed(site.url("/rss")))
        wrong = await check_feed(fetcher, Feed(site.url("/html")))
        gone = await check_feed(fetcher, Feed(site.url("/gone")))
    assert (good.entries, good.error) == (1, None)
    assert good.newest is not None
    assert good.newest.isoformat() == "2024-11-12T09:30:00+00:00"
    assert wrong.error == "an HTML page, not a feed"
    assert gone.error == "answered 404 Not Found"
