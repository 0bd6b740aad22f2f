"""Feeds of every kind and state give the pages they announce."""

from __future__ import annotations

import datetime as dt
import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad import codec
from marsad.errors import FetchError
from marsad.fetch.feeds import Entry, parse_feed

URL = "https://news.example/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>صحيفة المثال &amp; أخواتها</title><link>/</link><language>ar-EG</language>
<item><title>خبر &amp;quot;أول&amp;quot; &amp;#8211; <![CDATA[<b>عاجل</b>]]></title>
  <link>../1?a=1&amp;b=2</link>
  <guid isPermaLink="false">n1</guid><pubDate>Tue, 12 Nov 2024 09:30:00 +0200</pubDate></item>
<item><title>بلا رابط</title><guid>https://news.example/2</guid><dc:date>2024-11-12T10:00:00</dc:date></item>
<item><title>بلا تاريخ</title><link>https://news.example/3</link></item>
<item><title>بلا عنوان صفحة</title><link>javascript:void(0)</link></item>
<item><title>مكرر</title><link>https://news.example/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>مثال</title>
<link rel="alternate" href="https://news.example/"/><link rel="self" href="/atom"/>
<entry><title type="html">خبر &amp;lt;1&amp;gt;</title><id>tag:news.example,2024:1</id>
<link rel="enclosure" href="/1.mp3"/><link rel="alternate" href="/1"/>
<published>2024-11-12T09:30:00+02:00</published><updated>2024-11-12T11:00:00Z</updated></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>مثال</title>
<link>https://news.example/</link></channel><item rdf:about="https://news.example/1">
<title>خبر</title><link>https://news.example/1</link><dc:date>2024-11-12</dc:date></item></rdf:RDF>"""

CAIRO = dt.timezone(dt.timedelta(hours=2))


def test_rss_gives_its_entries() -> None:
    feed = parse_feed(RSS.encode(), url=URL)
    assert (feed.kind, feed.title, feed.homepage, feed.language) == (
        "rss", "صحيفة المثال & أخواتها", "https://news.example/", "ar-EG",
    )  # fmt: skip
    assert feed.entries[0] == Entry(
        "https://news.example/1?a=1&b=2",
        'خبر "أول" – عاجل',
        dt.datetime(2024, 11, 12, 9, 30, tzinfo=CAIRO),
    )
    assert feed.entries[1].url == "https://news.example/2"
    assert feed.entries[1].published == codec.parse_stamp("2024-11-12T10:00")  # no zone is made up
    assert [entry.url for entry in feed.entries[2:]] == ["https://news.example/3"]
    assert feed.entries[2].published is None


def test_atom_gives_publication_and_change() -> None:
    feed = parse_feed(ATOM.encode(), url=URL)
    assert feed.kind == "atom"
    assert feed.entries == (
        Entry(
            "https://news.example/1",
            "خبر <1>",
            dt.datetime(2024, 11, 12, 9, 30, tzinfo=CAIRO),
            dt.datetime(2024, 11, 12, 11, tzinfo=dt.UTC),
        ),
    )


def test_rdf_gives_its_entries() -> None:
    feed = parse_feed(RDF.encode(), url=URL)
    assert feed.kind == "rdf"
    assert [entry.published for entry in feed.entries] == [dt.date(2024, 11, 12)]


def test_json_feed_gives_its_entries() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "مثال",
        "home_page_url": "https://news.example/",
        "items": [
            {"id": "1", "url": "/1", "title": " خبر ", "date_published": "2024-11-12T09:30+02:00"},
            {"id": "https://news.example/2", "date_modified": "2024-11-12T11:00:00Z"},
            {"id": None},
            "nonsense",
        ],
    }  # fmt: skip
    feed = parse_feed(json.dumps(body).encode(), url="https://news.example/")
    assert feed.kind == "json"
    assert [entry.url for entry in feed.entries][:2] == [
        "https://news.example/1",
        "https://news.example/2",
    ]
    assert feed.entries[0].title == "خبر"
    assert feed.entries[1].modified == dt.datetime(2024, 11, 12, 11, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("declared", "actual", "header"),
    [
        ("UTF-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("UTF-8", "cp1256", None),
        ("windows-1256", "cp1256", "text/xml; charset=utf-8"),
        ("windows-1256", "cp1256", None),
        ("ISO-8859-6", "iso-8859-6", None),
        ("UTF-8", "cp1256", "text/xml; charset=windows-1256"),
        ("UTF-16", "utf-16", None),
        ("windows-1256", "utf-8", "application/rss+xml"),
    ],
)
def test_titles_survive_wrong_declarations(declared: str, actual: str, header: str | None) -> None:
    title = "وزير الخارجية يصل إلى العاصمة في زيارة رسمية"
    text = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>'
    text += f"<title>نشرة</title><item><title>{title}</title><link>/1</link></item></channel></rss>"
    feed = parse_feed(text.encode(actual), url=URL, content_type=header)
    assert [entry.title for entry in feed.entries] == [title]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("&amp;b", "&b"),  # a bare ampersand
        lambda text: text.replace("خبر", "خبر &nbsp;&eacute;", 1),  # entities of HTML
        lambda text: text[: text.index("<item><title>بلا تاريخ") + 30],  # cut
        lambda text: "\n\n" + text,  # white space before the declaration
        lambda text: text.replace("أول", "أول\x0b\x01"),  # control characters
        lambda text: text.replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', ""),
        lambda text: "\ufeff" + text,
    ],
)
def test_damaged_feeds_are_read(damage: object) -> None:
    feed = parse_feed(damage(RSS).encode(), url=URL)  # type: ignore[operator]
    assert feed.entries[0].url == "https://news.example/1?a=1&b=2"
    assert len(feed.entries) >= 2


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><p>x</html>", b"plain", b"{}", b'{"items": []}', b"{broken", b"\x00\xff"],
)  # fmt: skip
def test_what_is_no_feed_is_named(body: bytes) -> None:
    with pytest.raises(FetchError, match=URL):
        parse_feed(body, url=URL)


def test_a_body_that_is_a_path_or_address_is_not_followed() -> None:
    for body in (b"/etc/passwd", b"http://127.0.0.1:1/feed", b"file:///etc/passwd"):
        with pytest.raises(FetchError, match="not a feed"):
            parse_feed(body, url=URL)


def test_entities_are_not_expanded() -> None:
    lines = ['<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">']
    lines += [
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    body = "".join(lines) + "]><rss version='2.0'><channel><title>&i;&f;</title></channel></rss>"
    feed = parse_feed(body.encode(), url=URL)
    assert len(feed.title or "") < 1000


def test_a_feed_of_tags_alone_is_refused() -> None:
    with pytest.raises(FetchError, match="tags"):
        parse_feed(b"<rss>" + b"<item>" * 400_000, url=URL)


printable = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&\ufffe\uffff")
# With a word of Arabic: feedparser takes a text of Latin letters alone for one decoded twice.
titles = st.text(printable).map(lambda text: " ".join(f"خبر {text}".split()))


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.integers(1, 99_999), titles, max_size=10))
def test_every_entry_of_a_sound_feed_comes_out(items: dict[int, str]) -> None:
    body = "".join(
        f"<item><title>{escape(title)}</title><link>https://news.example/{number}</link></item>"
        for number, title in items.items()
    )
    feed = parse_feed(f"<rss version='2.0'><channel>{body}</channel></rss>".encode(), url=URL)
    assert [(entry.url, entry.title) for entry in feed.entries] == [
        (f"https://news.example/{number}", title[:1000]) for number, title in items.items()
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300), st.integers(0, len(RSS.encode())), st.sampled_from([RSS, ATOM, RDF])
)
def test_no_body_breaks_it(noise: bytes, place: int, whole: str) -> None:
    data = whole.encode()
    try:
        feed = parse_feed(data[:place] + noise + data[place:], url=URL)
    except FetchError:
        return
    assert all(entry.url.startswith("http") for entry in feed.entries)
