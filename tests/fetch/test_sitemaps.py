"""Sitemaps of every kind and state give the pages and sitemaps they name."""

from __future__ import annotations

import datetime as dt
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import FetchError
from marsad.fetch.announced import parse_announced
from marsad.fetch.feeds import Entry, ParsedFeed
from marsad.fetch.sitemaps import MAX_PAGES, Sitemap, parse_sitemap

URL = "https://news.example/sitemap.xml"
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
ENTRIES = """
<url><loc> https://news.example/1?a=1&amp;b=2 </loc><lastmod>2024-11-12</lastmod>
 <image:image><image:loc>https://news.example/1.jpg</image:loc><image:title>صورة</image:title>
 </image:image></url>
<url><loc><![CDATA[/2]]></loc><news:news>
 <news:publication><news:name>مثال</news:name></news:publication>
 <news:publication_date>2024-11-12T09:30+02:00</news:publication_date>
 <news:title>خبر &amp; آخر</news:title></news:news></url>
<url><loc>mailto:a@news.example</loc></url><url/>
<url><loc>/2</loc></url>
"""
PAGES = (
    Entry("https://news.example/1?a=1&b=2", modified=dt.datetime(2024, 11, 12, tzinfo=dt.UTC)),
    Entry(
        "https://news.example/2",
        "خبر & آخر",
        dt.datetime(2024, 11, 12, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    ),
)


@pytest.mark.parametrize(
    "body",
    [
        f'<?xml version="1.0" encoding="UTF-8"?><urlset {SPACES}>{ENTRIES}</urlset>',
        f"\ufeff\n<urlset {SPACES}>{ENTRIES}</urlset>",
        f"<urlset>{ENTRIES}</urlset>",  # namespaces not declared
        f"<urlset {SPACES}>{ENTRIES}",  # cut
        f"<!-- x --><?y z?><urlset {SPACES}><!-- x -->{ENTRIES}</urlset>",
    ],
)
def test_a_sitemap_gives_its_pages(body: str) -> None:
    assert parse_sitemap(body.encode(), url=URL) == Sitemap(pages=PAGES)
    assert parse_sitemap(gzip.compress(body.encode()), url=URL) == Sitemap(pages=PAGES)


def test_an_index_gives_its_sitemaps() -> None:
    body = f"""<sitemapindex {SPACES}><sitemap><loc>/a.xml</loc>
    <lastmod>2024-11-12T10:00:00Z</lastmod></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"""
    assert parse_sitemap(body.encode(), url=URL).sitemaps == (
        Entry("https://news.example/a.xml", modified=dt.datetime(2024, 11, 12, 10, tzinfo=dt.UTC)),
        Entry("https://news.example/b.xml.gz"),
    )


def test_a_list_of_addresses_is_a_sitemap() -> None:
    body = "\ufeffhttps://news.example/1\r\nhttps://news.example/خبر\n\n"
    assert [entry.url for entry in parse_sitemap(body.encode(), url=URL).pages] == [
        "https://news.example/1",
        "https://news.example/خبر",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html><a href='/'>x</a></html>", b"some text\nhttps://news.example/", b"<urlse",
        b"<rss><channel><image><url>https://news.example/i.png</url></image></channel></rss>",
        gzip.compress(b"<urlset/>", mtime=0)[:-6],
    ],
)  # fmt: skip
def test_what_is_no_sitemap_is_named(body: bytes) -> None:
    with pytest.raises(FetchError, match=URL):
        parse_sitemap(body, url=URL)


def test_an_empty_sitemap_is_a_sitemap() -> None:
    assert parse_sitemap(b"<urlset/>", url=URL) == Sitemap()


def test_a_sitemap_is_bounded() -> None:
    many = "".join(f"<url><loc>/{n}</loc></url>" for n in range(MAX_PAGES + 10))
    assert len(parse_sitemap(f"<urlset>{many}</urlset>".encode(), url=URL).pages) == MAX_PAGES
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    with pytest.raises(FetchError, match="larger than"):
        parse_sitemap(bomb, url=URL)


def test_entities_are_not_expanded() -> None:
    body = """<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "aaaa">]>
    <urlset><url><loc>https://news.example/&f;&a;</loc></url></urlset>"""
    assert all("aaaa" not in page.url for page in parse_sitemap(body.encode(), url=URL).pages)


def test_feeds_and_sitemaps_are_told_apart_by_themselves() -> None:
    rss = b"<rss version='2.0'><channel><item><link>/1</link></item></channel></rss>"
    assert isinstance(parse_announced(rss, url=URL), ParsedFeed)
    for body in (b"<urlset/>", gzip.compress(b"<urlset/>"), b"https://news.example/1"):
        assert isinstance(parse_announced(body, url=URL), Sitemap)
    with pytest.raises(FetchError):
        parse_announced(b"<!DOCTYPE html><html><body>x</body></html>", url=URL)


@settings(deadline=None)
@given(st.lists(st.integers(0, 999), unique=True), st.integers(0, 400), st.booleans())
def test_what_stands_before_a_cut_comes_out(numbers: list[int], cut: int, packed: bool) -> None:
    items = [f"<url><loc>https://news.example/{n:03}</loc></url>" for n in numbers]
    body = f"<urlset {SPACES}>{''.join(items)}"
    whole = body[: len(body) - min(cut, len(items[0]) * len(items) if items else 0)].encode()
    pages = parse_sitemap(gzip.compress(whole) if packed else whole, url=URL).pages
    expected = [f"https://news.example/{n:03}" for n in numbers]
    done = whole.count(b"</loc>")
    assert [page.url for page in pages[:done]] == expected[:done]


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(ENTRIES)))
def test_no_body_breaks_it(noise: bytes, place: int) -> None:
    data = f"<urlset {SPACES}>{ENTRIES}</urlset>".encode()
    try:
        sitemap = parse_sitemap(data[:place] + noise + data[place:], url=URL)
    except FetchError:
        return
    assert all(page.url.startswith("http") for page in sitemap.pages)
