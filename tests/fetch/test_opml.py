"""Subscriptions come in from other readers and go out to them, ours without loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from marsad.errors import InputError
from marsad.fetch.opml import read_opml, write_opml
from marsad.types import Feed, Source

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>x</title></head><body>
<outline text="مصر"><outline text="صحيفة &amp; أخواتها" type="rss"
  xmlUrl="https://www.news.example/feed" htmlUrl="https://www.news.example/" xmlURL2="x"/>
  <outline text="الرياضة" type="rss" xmlUrl="https://news.example/sport.xml"/></outline>
<outline title="وكالة" type="rss" xmlUrl="https://feeds.proxy.example/agency"
  htmlUrl="https://agency.example/ar" language="en" interval="5" zone="Nowhere/X" country="Egypt"/>
<outline text="bad" xmlUrl="javascript:alert(1)"/><outline text="بلا شيء"/>
</body></opml>"""


def test_the_feeds_of_other_readers_become_sources_by_domain() -> None:
    first, second = read_opml(FOREIGN.encode())
    assert first == Source(
        name="صحيفة & أخواتها",
        domain="news.example",
        homepage="https://www.news.example/",
        feeds=(Feed("https://www.news.example/feed"), Feed("https://news.example/sport.xml")),
    )
    assert second.domain == "agency.example"
    assert second.name == "وكالة"
    assert (second.country, second.zone, second.interval) == (None, None, 10)


SOURCES = (
    Source(
        "صحيفة «المثال» <&>",
        "news.example",
        "https://news.example/",
        "EG",
        "Africa/Cairo",
        "ar",
        (Feed("https://news.example/feed?a=1&b=2"), Feed("https://news.example/s.xml", "sitemap")),
        300,
    ),
    Source("وكالة", "agency.example"),
)


def test_an_export_is_imported_without_loss() -> None:
    first, second = read_opml(write_opml(SOURCES))
    assert first == SOURCES[0]
    assert (second.name, second.domain, second.feeds) == ("وكالة", "agency.example", ())


def test_an_export_is_what_other_readers_expect() -> None:
    root = etree.fromstring(write_opml(SOURCES))
    outlines = root.findall("body/outline")
    assert root.get("version") == "2.0"
    assert [outline.get("xmlUrl") for outline in outlines] == [
        "https://news.example/feed?a=1&b=2",
        "https://news.example/s.xml",
        None,
    ]
    assert {outline.get("htmlUrl") for outline in outlines[:2]} == {"https://news.example/"}
    assert outlines[0].get("text") == outlines[0].get("title") == "صحيفة «المثال» <&>"


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"<html/>", b"<opml/>", b"<opml><body><outline text='x'/></body></opml>"],
)
def test_what_names_no_feed_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match="OPML"):
        read_opml(data)


def test_hostile_files_are_bounded() -> None:
    many = b"<outline xmlUrl='https://a.example/f'/>" * 30_000
    with pytest.raises(InputError, match="20,000"):
        read_opml(b"<opml><body>" + many + b"</body></opml>")
    with pytest.raises(InputError, match="10,000,000"):
        read_opml(b"<opml>" + b" " * 10_000_000)
    deep = b"<opml><body>" + b"<outline text='x'>" * 100_000
    with pytest.raises(InputError):
        read_opml(deep)
    entity = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><opml><body>
    <outline text="&f;" xmlUrl="https://a.example/f"/></body></opml>"""
    assert read_opml(entity)[0].name in {"a.example", "&f;"}


names = st.text(min_size=1, max_size=50).map(lambda text: " ".join(text.split()))
hosts = st.from_regex(r"[a-z]{1,10}\.example", fullmatch=True)


@given(st.dictionaries(hosts, st.tuples(names, st.sampled_from(["feed", "sitemap"])), min_size=1))
def test_whatever_is_written_is_read_back(found: dict[str, tuple[str, str]]) -> None:
    sources = [
        Source(name, domain, feeds=(Feed(f"https://{domain}/f", kind),))  # type: ignore[arg-type]
        for domain, (name, kind) in found.items()
    ]
    again = read_opml(write_opml(sources))
    assert [source.feeds for source in again] == [source.feeds for source in sources]
    assert [source.domain for source in again] == [source.domain for source in sources]


@given(st.binary(max_size=200), st.integers(0, len(FOREIGN)))
def test_no_file_breaks_it(noise: bytes, place: int) -> None:
    data = FOREIGN.encode()
    try:
        sources = read_opml(data[:place] + noise + data[place:])
    except InputError:
        return
    assert all(source.domain and source.name for source in sources)
