"""What readers find on each page."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from marsad.codec import decode
from marsad.config import Settings
from marsad.store.engine import Store, open_store
from marsad.types import Article
from tests.web.conftest import client_of
from tests.web.newsroom import HOSTILE_TITLES, NOW, VISIT
from tests.web.reading import article_page, as_published, first, page, texts, value

# --- front page and lists ------------------------------------------------------


def test_the_front_page_leads_with_the_newest_article_and_shows_topics(client: TestClient) -> None:
    tree = page(client, "/")
    assert texts(tree, ".card.lead h2") == [VISIT.title]
    assert "سياسة" in texts(tree, ".card.lead .kicker")[0]
    topics = " ".join(texts(tree, ".band h2"))
    assert "مجتمع" in topics
    assert "خبرًا" in topics
    assert texts(tree, "h1") == ["مرصد"]


def test_no_article_is_printed_twice_above_the_topics(client: TestClient) -> None:
    links = [node.attributes["href"] for node in page(client, "/").css(".fold h2 a, .fold h3 a")]
    assert len(links) == len(set(links))
    assert len(links) > 8


def test_an_empty_observatory_says_how_to_add_a_source(
    empty_store: Store, settings: Settings
) -> None:
    client = client_of(empty_store, settings)
    assert "marsad source add" in page(client, "/").text()
    assert "لا أخبار بعد" in page(client, "/").text()
    for path in ("/latest", "/sources", "/topic/sports", "/search?q=خبر", "/about"):
        page(client, path)


def test_readers_are_told_when_nothing_has_come_for_a_day(
    store: Store, settings: Settings, client: TestClient
) -> None:
    assert not page(client, "/").css(".notice")
    later = client_of(store, settings, now=NOW + dt.timedelta(days=3))
    assert "آخر خبر وصل" in texts(page(later, "/"), ".notice")[0]


def test_the_river_is_read_to_its_end_page_by_page(client: TestClient, store: Store) -> None:
    path, seen = "/latest", []
    while path:
        tree = page(client, path)
        seen += [node.attributes["href"] for node in tree.css(".river .card h3 a")]
        following = tree.css_first("a[rel=next]")
        path = value(following, "href") if following else ""
    assert len(seen) == len(set(seen)) == store.counts().articles


def test_a_river_groups_by_day_and_prints_the_hour(client: TestClient) -> None:
    tree = page(client, "/latest")
    day = first(tree, ".day")
    assert texts(day, "h2") == ["الثلاثاء 12 نوفمبر/تشرين الثاني 2024"]
    assert texts(day, ".card time")[0] == "19:00"
    assert first(day, ".card time").attributes["datetime"] == "2024-11-12T19:00+02:00"


def test_a_topic_lists_its_own_articles_only(client: TestClient) -> None:
    tree = page(client, "/topic/sports")
    assert texts(tree, "h1") == ["رياضة"]
    assert len(tree.css(".card")) == 1
    assert first(tree, ".sections [aria-current=page]").text() == "رياضة"
    page(client, "/topic/other")
    page(client, "/topic/nothing", 404)


# --- article -------------------------------------------------------------------


@pytest.fixture(scope="session")
def visit(client: TestClient, keys: dict[str, int]) -> LexborHTMLParser:
    return article_page(client, keys["politics/visit"])


def test_an_article_shows_headline_body_and_publisher(visit: LexborHTMLParser) -> None:
    assert [as_published(node) for node in visit.css("h1")] == [VISIT.title]
    assert first(visit, "h1").attributes["dir"] == "auto"
    printed = [as_published(node) for node in visit.css(".body p")]
    assert printed == list(VISIT.paragraphs)
    assert {node.attributes["dir"] for node in visit.css(".body p")} == {"auto"}
    outlet = first(visit, ".from .outlet")
    assert outlet.text() == "صحيفة شراع"
    assert outlet.attributes["href"] == "/source/nil.example"
    assert texts(visit, ".by bdi") == ["هدى المنشاوي", "Lars Berg"]


def test_an_article_prints_its_time_in_its_publishers_zone(visit: LexborHTMLParser) -> None:
    time = first(visit, ".times time")
    assert time.text() == "الثلاثاء 12 نوفمبر/تشرين الثاني 2024، 19:00 بتوقيت القاهرة"
    assert time.attributes["datetime"] == "2024-11-12T19:00+02:00"
    hint = value(time, "title")
    assert "2024-11-12 17:00 UTC" in hint
    assert (VISIT.published_text or "?") in hint
    assert "آخر تعديل:" in texts(visit, ".times")[0]
    assert VISIT.published_text in texts(visit, ".facts dd")


def test_a_day_without_an_hour_gets_none(client: TestClient, keys: dict[str, int]) -> None:
    tree = article_page(client, keys["culture/manuscripts"])
    time = first(tree, ".times time")
    assert time.text() == "الثلاثاء 12 نوفمبر/تشرين الثاني 2024"
    assert time.attributes["datetime"] == "2024-11-12"
    assert "1446" in (value(time, "title"))


def test_an_article_without_a_date_says_when_it_was_seen(
    client: TestClient, keys: dict[str, int]
) -> None:
    tree = article_page(client, keys["misc/untimed"])
    assert "بلا تاريخ نشر، رُصد" in texts(tree, ".times")[0]


def test_credits_stand_apart_and_lead_to_known_publishers(visit: LexborHTMLParser) -> None:
    names = visit.css(".credits .outlet")
    assert [node.text() for node in names] == ["وكالة زيتون للأنباء", "صوت الشمال"]
    assert names[0].attributes["href"] == "/source/quds.example"
    assert "href" not in names[1].attributes


def test_the_original_is_linked_without_vouching_for_it(visit: LexborHTMLParser) -> None:
    links = visit.css(".facts a[rel]")
    assert {node.attributes["rel"] for node in links} == {"noopener nofollow external"}
    assert VISIT.url in {node.attributes["href"] for node in links}
    assert not visit.css("img")


def test_tags_lead_to_all_articles_that_have_them(
    visit: LexborHTMLParser, client: TestClient
) -> None:
    chips = visit.css(".tags a")
    assert [chip.text() for chip in chips] == list(VISIT.tags)
    found = page(client, value(chips[1], "href"))
    assert VISIT.title in texts(found, ".card h3")


def test_related_items_are_titles_that_lead_to_the_best_place(
    visit: LexborHTMLParser, keys: dict[str, int]
) -> None:
    items = visit.css(".related li")
    assert [" ".join(item.text().split())[:12] for item in items] == [
        related.title[:12] for related in VISIT.related
    ]
    hrefs = [value(link, "href") for link in visit.css(".related a")]
    assert hrefs[0].startswith(f"/a/{keys['economy/wheat']}/")
    assert hrefs[1:] == ["https://elsewhere.example/maps"]


def test_neighbours_are_linked_for_reading_on(client: TestClient, keys: dict[str, int]) -> None:
    tree = article_page(client, keys["economy/wheat"])
    for rel in ("prev", "next"):
        link = first(tree, f".neighbours a[rel={rel}]")
        assert (value(link, "href")).startswith("/a/")


def test_wrong_and_missing_slugs_lead_to_the_right_one(
    client: TestClient, keys: dict[str, int]
) -> None:
    key = keys["economy/wheat"]
    for path in (f"/a/{key}", f"/a/{key}/", f"/a/{key}/قديم", f"/a/{key}/a/b", f"/a/0{key}/x"):
        response = client.get(path)
        assert response.status_code == 301, path
        assert unquote(response.headers["location"]).startswith(f"/a/{key}/أسعار-القمح-تتراجع")
        assert response.headers["location"].isascii()
    assert client.get(client.get(f"/a/{key}").headers["location"]).status_code == 200


@pytest.mark.parametrize("key", ["0", "99", "999999999999999999", "9" * 30, "9" * 5000, "x", "٣"])
def test_an_unknown_article_is_a_page_of_its_own(client: TestClient, key: str) -> None:
    key = "987654" if key == "99" else key
    for path in (f"/a/{key}", f"/a/{key}.json", f"/a/{key}/revisions"):
        assert "الصفحة غير موجودة" in page(client, path, 404).text()


def test_an_article_is_given_as_the_contracts_json(
    client: TestClient, keys: dict[str, int], store: Store
) -> None:
    response = client.get(f"/a/{keys['politics/visit']}.json")
    assert response.headers["content-type"] == "application/json"
    stored = store.article(keys["politics/visit"])
    assert stored
    assert decode(Article, json.loads(response.content)) == stored.article


def test_versions_show_what_changed_word_by_word(client: TestClient, keys: dict[str, int]) -> None:
    article = article_page(client, keys["politics/visit"])
    link = first(article, ".times a")
    assert link.text() == "تعديل واحد"
    tree = page(client, value(link, "href"))
    versions = tree.css(".version")
    assert len(versions) == 2
    assert texts(versions[0], ".diff-title ins") == ["وعمّان"]
    assert any("مشيرًا إلى أن المؤتمر" in text for text in texts(versions[0], "ins"))
    assert texts(versions[0], ".unchanged") == ["فقرة واحدة بلا تغيير"]
    assert texts(versions[0], ".chips ins") == ["مؤتمر المياه", "G20"]
    assert not tree.css(".legend ~ ins, .version:last-child ins")


def test_an_unedited_article_has_one_version(client: TestClient, keys: dict[str, int]) -> None:
    tree = page(client, f"/a/{keys['economy/wheat']}/revisions")
    assert len(tree.css(".version")) == 1
    assert not tree.css(".version ins, .version del")


@pytest.mark.parametrize("name", HOSTILE_TITLES)
def test_hostile_articles_are_only_text(
    client: TestClient, keys: dict[str, int], name: str
) -> None:
    tree = article_page(client, keys[f"hostile/{name}"])
    assert len(tree.css("h1")) == 1
    assert not tree.css("main img, main script, h1 *, .tags b, .credits i, .by u")
    hrefs = [node.attributes.get("href") or "" for node in tree.css("[href]")]
    assert not [href for href in hrefs if re.match(r"\s*(javascript|data|vbscript):", href)]
    assert first(tree, "h1").text().strip()
    title = first(tree, "title").text()
    assert "\u202e" not in title
    assert title.count("\u2068") == title.count("\u2069") == 1


def test_an_article_whose_headline_is_a_reserved_word_can_be_read(
    client: TestClient, keys: dict[str, int]
) -> None:
    assert texts(article_page(client, keys["hostile/revisions"]), "h1") == ["Revisions"]


def test_an_arabic_headline_that_begins_with_a_latin_name_runs_from_the_right(
    client: TestClient, keys: dict[str, int]
) -> None:
    assert first(article_page(client, keys["tech/5g"]), "h1").attributes["dir"] == "rtl"


@pytest.mark.parametrize("name", ["edge/first", "edge/last"])
def test_dates_at_the_ends_of_the_calendar_break_nothing(
    client: TestClient, keys: dict[str, int], name: str
) -> None:
    tree = article_page(client, keys[name])
    assert value(first(tree, ".times time"), "datetime")[:4] in ("0001", "9999")


# --- sources -------------------------------------------------------------------


def test_a_source_shows_its_feeds_state_and_its_articles(client: TestClient) -> None:
    tree = page(client, "/source/nil.example")
    assert texts(tree, "h1") == ["صحيفة شراع"]
    head = texts(tree, ".page-head")[0]
    assert "مصر" in head
    assert "3 أخبار" in head
    feed = texts(tree, ".feeds li")[0]
    assert "nil.example/rss" in feed
    assert "secret" not in tree.text()
    assert "تعمل، جُلبت قبل 12 دقيقة" in feed
    assert "3 صفحات" in tree.text()
    assert VISIT.title in texts(tree, ".card h3")


def test_a_failing_feed_says_why(client: TestClient) -> None:
    tree = page(client, "/source/rafidain.example")
    assert texts(tree, ".feeds .failing strong") == ["متعثرة"]
    assert "HTTP 503" in texts(tree, ".feed-error")[0]
    older = first(tree, "a[rel=next]").attributes["href"] or ""
    assert older.startswith("/source/rafidain.example?after=")
    assert first(page(client, older), "a[rel=prev]").attributes["href"] == (
        "/source/rafidain.example"
    )


def test_a_source_without_articles_and_an_unknown_one(client: TestClient) -> None:
    assert "لم يصل منه خبر بعد" in page(client, "/source/empty.example").text()
    page(client, "/source/nobody.example", 404)
    page(client, "/source/%00%22%3E", 404)


def test_the_directory_groups_by_country(client: TestClient) -> None:
    tree = page(client, "/sources")
    assert "فلسطين" in texts(tree, ".directory h2")
    assert {node.attributes["href"] for node in tree.css(".directory section > ul > li > a")} >= {
        "/source/nil.example",
        "/source/empty.example",
    }


# --- the rest ------------------------------------------------------------------


def test_health_tells_counts_and_failure(
    client: TestClient, store: Store, settings: Settings, tmp_path: Path
) -> None:
    body = client.get("/healthz").json()
    assert body["status"] == "ok"
    assert body["articles"] == store.counts().articles
    path = tmp_path / "broken.db"
    with open_store(f"sqlite:///{path}") as broken:
        broken.counts()
        broken.close()
        for name in (path, path.with_name("broken.db-wal"), path.with_name("broken.db-shm")):
            name.write_bytes(b"no database at all" * 1000)
        lost = client_of(broken, settings)
        response = lost.get("/healthz")
        assert response.status_code == 503
        assert response.json() == {"status": "error"}
        assert "الأخبار غير متاحة الآن" in page(lost, "/", 503).text()
        assert "broken" not in lost.get("/").text


def test_robots_icon_and_search_description(client: TestClient) -> None:
    assert "Disallow: /search" in client.get("/robots.txt").text
    for path in ("/favicon.ico", "/favicon.svg"):
        assert client.get(path).headers["content-type"] == "image/svg+xml"
    description = client.get("/opensearch.xml")
    assert description.headers["content-type"] == "application/opensearchdescription+xml"
    assert 'template="http://127.0.0.1:8000/search?q={searchTerms}"' in description.text


def test_the_public_address_is_the_settings_not_the_requests(
    store: Store, settings: Settings, client: TestClient, keys: dict[str, int]
) -> None:
    host = {"Host": "evil.example"}
    key = keys["economy/wheat"]
    for path in ("/", f"/a/{key}", "/opensearch.xml", "/latest", "/nothing", "/search?q=x"):
        response = client.get(path, headers=host)
        assert "evil.example" not in response.text + str(response.headers)
    proxied = client_of(store, settings.model_copy(update={"public_url": "https://n.example"}))
    assert "https://n.example/search" in proxied.get("/opensearch.xml").text


@pytest.mark.parametrize(
    ("method", "path", "status", "heading"),
    [
        ("GET", "/nothing", 404, "الصفحة غير موجودة"),
        ("GET", "/static/0/nothing.css", 404, "الصفحة غير موجودة"),
        ("GET", "/static/0/../pages.py", 404, "الصفحة غير موجودة"),
        ("POST", "/", 405, "الطلب غير مسموح"),
        ("DELETE", "/latest", 405, "الطلب غير مسموح"),
        ("GET", "/latest?after=x", 400, "الطلب غير مفهوم"),
        ("GET", "/latest?after=1e999-5", 400, "الطلب غير مفهوم"),
        ("GET", "/topic/sports?after=5", 400, "الطلب غير مفهوم"),
        ("GET", "/source/nil.example?after=--", 400, "الطلب غير مفهوم"),
        ("GET", "/search?q=x&after=1-", 400, "الطلب غير مفهوم"),
        ("GET", "/search?from=yesterday", 400, "الطلب غير مفهوم"),
        ("GET", "/search?to=2024-13-45", 400, "الطلب غير مفهوم"),
        ("GET", "/search?from=2024-11-12&to=2024-11-01", 400, "الطلب غير مفهوم"),
        ("GET", "/latest/", 404, "الصفحة غير موجودة"),
    ],
)
def test_errors_are_pages_in_arabic(
    client: TestClient, method: str, path: str, status: int, heading: str
) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    tree = LexborHTMLParser(response.text)
    assert texts(tree, "h1") == [heading]
    assert first(tree, "html").attributes["lang"] == "ar"
    assert "no-store" in response.headers["cache-control"]


def test_a_mistake_of_ours_is_a_page_too(settings: Settings) -> None:
    class Faulty:
        def __getattr__(self, name: str) -> object:
            raise RuntimeError("secret detail")

    client = client_of(cast(Store, Faulty()), settings)
    response = client.get("/")
    assert response.status_code == 500
    assert "خطأ في الموقع" in response.text
    assert "secret" not in response.text
    assert "Content-Security-Policy" in response.headers


def test_every_page_answers_head_requests(client: TestClient, keys: dict[str, int]) -> None:
    location = client.get(f"/a/{keys['economy/wheat']}").headers["location"]
    for path in ("/", "/latest", "/sources", "/search?q=خبر", "/about", "/healthz", location):
        assert client.head(path).status_code == 200, path


def test_a_page_that_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/about")
    again = client.get("/about", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert "private" in first.headers["cache-control"]
    assert "Cookie" in first.headers["vary"]


def test_the_first_page_is_light(client: TestClient) -> None:
    tree = page(client, "/")
    size = len(client.get("/").content)
    for node in tree.css("link[rel=stylesheet], script[src]"):
        size += len(client.get(node.attributes.get("href") or value(node, "src")).content)
    assert size <= 100_000
    sheet = first(tree, "link[rel=stylesheet]").attributes["href"] or ""
    fonts = set(re.findall(r'url\("(fonts/[^"]+)"\)', client.get(sheet).text))
    addresses = [sheet.replace("style.css", name) for name in fonts]
    assert 0 < sum(len(client.get(address).content) for address in addresses) <= 110_000
