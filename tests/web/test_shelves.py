"""Topics, countries and keywords, as a reader meets them: from an article to all that share one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from marsad.config import Settings
from marsad.pipeline.analyse import analyze_waiting
from marsad.store.engine import Store, open_store
from marsad.types import Source
from tests.web.conftest import client_of
from tests.web.newsroom import NOW, article, at, observed
from tests.web.reading import article_page, first, page, texts, value

TEXT = "وقعت الشركة عقد الصيانة، وتصل القطارات الجديدة إلى المحطة في موعدها المقرر."


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Forty articles about trains over twenty days, one about something else."""
    path = tmp_path_factory.mktemp("shelves") / "marsad.db"
    with open_store(f"sqlite:///{path}") as store:
        store.add_source(Source("صحيفة شراع", "nil.example", country="EG"), now=NOW)
        trains = [
            article(
                "nil.example", f"train/{n}", f"خبر القطار رقم {n}", TEXT, published=at(1 + 12 * n),
                section="اقتصاد",
                tags=("السكك الحديدية", "قطارات") if n % 2 else ("سكك حديديّة", "C++ & <b>"),
            )
            for n in range(40)
        ]  # fmt: skip
        other = article("nil.example", "ball", "مباراة", "فاز الفريق أمس.", section="رياضة")
        store.ingest([observed(story, NOW) for story in (*trains, other)], now=NOW)
        for _ in analyze_waiting(store, jobs=1, clock=lambda: NOW):
            pass
        yield store


@pytest.fixture(scope="module")
def reader(told: Store, settings: Settings) -> TestClient:
    return client_of(told, settings)


def key_of(store: Store, slug: str) -> int:
    return next(
        stored.key for stored in store.export() if (stored.article.url or "").endswith(f"/{slug}")
    )


def keyword(reader: TestClient, text: str, status: int = 200) -> object:
    return page(reader, "/k/" + quote(text, safe=""), status)


def test_tags_and_keywords_of_an_article_lead_to_all_that_share_them(
    told: Store, reader: TestClient
) -> None:
    tree = article_page(reader, key_of(told, "train/3"))
    tag = first(tree, ".tags a")
    assert tag.text() == "السكك الحديدية"
    shared = page(reader, value(tag, "href"))
    assert "40 خبرًا" in texts(shared, ".page-head .meta")[0]
    for link in tree.css(".keywords a"):
        listed = page(reader, value(link, "href"))
        assert any("خبر القطار" in title for title in texts(listed, ".card h3"))


def test_every_spelling_leads_to_the_same_page(reader: TestClient) -> None:
    pages = [
        page(reader, "/k/" + quote(text, safe=""))
        for text in ("السكك الحديدية", "سكك حديديه", "السِكك   الحديديةِ")
    ]
    assert {texts(tree, "h1")[0] for tree in pages} <= {"السكك الحديدية", "سكك حديديّة"}
    assert len({tuple(texts(tree, ".page-head")) for tree in pages}) == 1
    assert len({value(first(tree, "link[rel=canonical]"), "href") for tree in pages}) == 1


def test_a_list_is_read_to_its_end_page_by_page(reader: TestClient) -> None:
    path, seen = "/k/" + quote("سكك حديدية"), list[str]()
    while path:
        tree = page(reader, path)
        seen += [value(node, "href") for node in tree.css(".river .card h3 a")]
        following = tree.css_first("a[rel=next]")
        path = value(following, "href") if following else ""
    assert len(seen) == len(set(seen)) == 40


def test_the_picture_has_every_day_with_its_number(reader: TestClient) -> None:
    tree = page(reader, "/topic/economy")
    rows = [texts(row, "td")[0] for row in tree.css(".side table tbody tr")]
    assert sum(map(int, rows)) == 40
    assert len(rows) == len(tree.css(".chart rect")) == 20
    assert texts(tree, ".side thead th") == ["اليوم", "الأخبار"]
    older = page(reader, value(first(tree, "a[rel=next]"), "href"))
    assert len(older.css(".chart rect")) == 20  # on every page of the list the same


def test_words_beside_lead_on(reader: TestClient) -> None:
    tree = page(reader, "/topic/economy")
    beside = {link.css("span")[0].text(): link for link in tree.css(".company .facet a")}
    assert "قطارات" in beside
    assert texts(beside["قطارات"], "span")[-1] == "20"
    assert texts(page(reader, value(beside["قطارات"], "href")), "h1") == ["قطارات"]


def test_signs_in_a_keyword_do_no_harm(reader: TestClient) -> None:
    tree = page(reader, "/k/" + quote("C++ & <b>", safe=""))
    assert texts(tree, "h1") == ["C++ & <b>"]
    assert len(tree.css(".river .card")) == 20


@pytest.mark.parametrize("text", ["مفقود", "؟", "x" * 5000, "\0", "a/b/c", "%", "..."])
def test_an_unknown_keyword_is_said_in_arabic(reader: TestClient, text: str) -> None:
    tree = page(reader, "/k/" + quote(text, safe=""), 404)
    assert "لا خبر محفوظ بهذه الكلمة الدلالية" in first(tree, "main").text()
    assert first(tree, "html").attributes["dir"] == "rtl"


def test_a_country_lists_its_publishers_articles(reader: TestClient) -> None:
    assert reader.get("/country/eg").headers["location"] == "/country/EG"
    tree = page(reader, "/country/EG")
    assert texts(tree, "h1") == ["مصر"]
    assert "41 خبرًا" in texts(tree, ".page-head .meta")[0]
    assert "لا أخبار هنا بعد." in texts(page(reader, "/country/MA"), ".empty p")[0]
    for unknown in ("QQ", "001", "egypt", "ZZZ", "%00", "ZZ", "EU", "UN"):
        assert "لا بلد بهذا الرمز" in first(page(reader, f"/country/{unknown}", 404), "main").text()


def test_the_topics_are_listed_with_what_they_are_about(reader: TestClient) -> None:
    tree = page(reader, "/topics")
    assert first(tree, ".sections [aria-current=page]").text() == "المواضيع"
    names = texts(tree, ".topics > li > a")
    assert names == ["اقتصاد", "رياضة"]
    assert "40 خبرًا" in texts(tree, ".topics > li")[0]
    assert "قطارات" in texts(first(tree, ".topics > li"), ".chips a")
    assert texts(tree, ".side h2") == ["كلمات الأخبار الأحدث", "بلدان الناشرين"]
    for link in tree.css(".topics a, .side a"):
        page(reader, value(link, "href"))


def test_an_empty_site_says_so(empty_store: Store, settings: Settings) -> None:
    client = client_of(empty_store, settings)
    for path in ("/topics", "/topic/economy", "/topic/other", "/country/EG"):
        assert texts(page(client, path), ".empty p")[0] == "لا أخبار هنا بعد."


def test_a_shelf_of_long_ago_is_drawn_where_its_articles_are(
    tmp_path: Path, settings: Settings
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'old.db'}") as store:
        old = [
            article("nil.example", f"old/{year}", f"خبر {year}", TEXT, section="اقتصاد",
                    published=dt.date(year, 1, 2), tags=(f"عام {year}",))
            for year in (1, 1969, 2019)
        ]  # fmt: skip
        store.ingest([observed(story, NOW) for story in old], now=NOW)
        for _ in analyze_waiting(store, jobs=1, clock=lambda: NOW):
            pass
        client = client_of(store, settings)
        for year in (1, 1969, 2019):
            tree = page(client, "/k/" + quote(f"عام {year}"))
            assert len(tree.css(".chart rect")) == 1, year
        assert len(page(client, "/topic/economy").css(".chart rect")) == 1
