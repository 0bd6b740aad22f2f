"""The front page of stories, and copies folded in lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from marsad.config import Settings
from marsad.store.engine import Store, open_store
from marsad.web.story_items import copies_text
from tests.web.affair import affair, article_keys, tell, told
from tests.web.conftest import client_of
from tests.web.newsroom import NOW
from tests.web.reading import first, page, texts, value
from tests.web.test_names import _reader

FIRST = "بلينكن يصل القاهرة في مستهل جولة بالمنطقة"
OWN = "زيارة بلينكن لمصر: اختبار للنيات قبل نهاية الشهر"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with more stories than fit a page."""
    path = tmp_path_factory.mktemp("many") / "marsad.db"
    titles = ("مطار", "ميناء", "جسر", "متحف", "ملعب", "مصنع", "سد")
    articles = tuple(
        told(
            "nil.example",
            f"many{number}",
            f"افتتاح {titles[number % 7]} جديد رقم {number} في القاهرة بعد سنوات من العمل المتواصل",
            f"افتتح المحافظ سليم الدقاق في القاهرة {titles[number % 7]}ًا جديدًا رقمه {number}، "
            "بعد أعوام من العمل شارك فيها مهندسون من بغداد وبيروت والرباط، وبكلفة لم يُعلن عنها.",
            number + 1,
            story=f"many{number}",
            affair=f"many{number}",
            section="اقتصاد",
        )
        for number in range(80)
    )
    with open_store(f"sqlite:///{path}") as store:
        tell(store, articles)
        yield store


@pytest.fixture(scope="module")
def top(readers: TestClient) -> LexborHTMLParser:
    return page(readers, "/")


# --- the front page -----------------------------------------------------------------


def test_the_story_of_most_sources_leads_with_its_counts_and_mark(top: LexborHTMLParser) -> None:
    lead = first(top, ".card.lead")
    assert texts(lead, "h2") == [OWN]
    assert "/story/" in value(first(lead, "h2 a"), "href")
    meta = texts(lead, ".meta")[0]
    for part in ("4 مصادر", "4 أخبار", "من قبل ساعتين", "آخرها قبل ساعة"):
        assert part in meta
    assert texts(lead, ".growth") == ["عاجل"]
    assert "نشرها 4 مصادر" in texts(lead, ".kicker .section")[0]
    assert texts(lead, ".summary")[0].count(".") <= 1
    chips = texts(lead, ".chips li")
    assert "أنتوني بلينكن" in chips
    assert all(value(chip, "href").startswith("/e/") for chip in lead.css(".chips a"))
    assert texts(top, "h1") == ["مرصد"]


def test_a_story_of_one_article_leads_to_it_and_names_its_publisher(top: LexborHTMLParser) -> None:
    card = next(node for node in top.css(".card") if "القمح" in node.text())
    assert value(first(card, "h2 a"), "href").startswith("/a/")
    assert texts(card, ".outlet") == ["أطلس اليوم"]
    assert not card.css(".counts")


def test_no_story_stands_twice_on_the_front_page(top: LexborHTMLParser) -> None:
    links = [value(link, "href") for link in top.css(".card h2 a, .card h3 a")]
    assert len(links) == len(set(links)) == 6


def test_the_latest_stand_beside_with_copies_folded(top: LexborHTMLParser) -> None:
    ticker = first(top, ".fold-ticker")
    titles = texts(ticker, "h3")
    assert titles[0] == "بلينكن يغادر القاهرة إلى بغداد"
    assert FIRST in titles
    assert "بلينكن يصل القاهرة" not in titles
    assert "ونسختان" in texts(ticker, ".ticker-outlet .plain-link")


def test_tabs_show_where_the_reader_is(readers: TestClient, top: LexborHTMLParser) -> None:
    assert texts(top, ".tabs [aria-current]") == ["الأبرز"]
    assert texts(page(readers, "/latest"), ".tabs [aria-current]") == ["الأحدث"]
    for link in top.css(".tabs a"):
        page(readers, value(link, "href"))


def test_stories_of_a_country_are_those_that_happen_there(
    readers: TestClient, top: LexborHTMLParser
) -> None:
    countries = texts(top, ".tabs-countries a")
    assert countries[0] == "مصر"
    assert "السعودية" in countries
    tree = page(readers, "/?country=IQ")
    assert texts(tree, "h1") == ["أبرز القصص: العراق"]
    titles = texts(tree, ".card h2")
    assert "بلينكن يغادر القاهرة إلى بغداد" in titles
    assert "القمح يتراجع للأسبوع الثالث" not in titles
    assert texts(tree, ".tabs [aria-current]") == ["العراق"]
    assert texts(page(readers, "/?country=eg"), "h1") == ["أبرز القصص: مصر"]
    assert "لا قصص هنا بعد" in first(page(readers, "/?country=JP"), ".empty").text()


def test_stories_of_a_topic(readers: TestClient) -> None:
    tree = page(readers, "/?topic=economy")
    assert texts(tree, ".card h2") == ["القمح يتراجع للأسبوع الثالث"]
    assert texts(tree, "h1") == ["أبرز القصص: اقتصاد"]
    assert value(first(tree, ".page-head a"), "href") == "/topic/economy"
    both = page(readers, "/?topic=economy&country=IQ")
    assert first(both, ".empty")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("topic=nothing", 404),
        ("country=EGY", 404),
        ("country=%D9%85%D8%B5", 404),
        ("country=ZZ", 404),  # CLDR calls it the unknown region
        ("country=qq", 404),
        ("topic=economy&country=EU", 404),
        ("after=x", 400),
    ],
)
def test_what_is_no_topic_country_or_place_is_refused(
    readers: TestClient, query: str, status: int
) -> None:
    assert first(page(readers, f"/?{query}", status), "html").attributes["lang"] == "ar"


@pytest.mark.parametrize(("start", "topic"), [("/", None), ("/?topic=society", "society")])
def test_all_stories_are_read_page_by_page_each_once(
    many: Store, settings: Settings, start: str, topic: str | None
) -> None:
    client, path, seen = client_of(many, settings), start, []
    while path:
        tree = page(client, path)
        seen += [value(link, "href") for link in tree.css(".card:not(.band .card) h2 a")]
        onward = tree.css_first(".pager [rel=next]")
        path = value(onward, "href") if onward else ""
    known = many.stories.list(topic=topic, limit=100).items
    assert len(seen) == len(set(seen)) == len(known) > 30
    assert first(tree, ".pager [rel=prev]").attributes["href"] == start


def test_the_first_page_of_stories_is_light(many: Store, settings: Settings) -> None:
    client = client_of(many, settings)
    tree = page(client, "/")
    size = len(client.get("/").content)
    for node in tree.css("link[rel=stylesheet], script[src]"):
        size += len(client.get(node.attributes.get("href") or value(node, "src")).content)
    assert size <= 100_000
    assert len(tree.css(".card")) > 13
    assert tree.css(".band")


def test_while_nothing_is_connected_the_newest_stand_there(
    client: TestClient, empty_store: Store, settings: Settings
) -> None:
    tree = page(client, "/")
    assert "لم تُجمع الأخبار في قصص بعد" in texts(tree, ".unconnected")[0]
    assert tree.css(".card.lead")
    empty = page(client_of(empty_store, settings), "/")
    assert "لا أخبار بعد" in empty.text()
    assert not empty.css(".unconnected")


def test_a_day_without_news_is_told_on_the_front_page(affairs: Store, settings: Settings) -> None:
    later = client_of(affairs, settings, now=NOW + dt.timedelta(days=3))
    tree = page(later, "/")
    assert "آخر خبر وصل" in texts(tree, ".notice")[0]
    assert not tree.css(".growth")


# --- copies in lists -------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/latest", "/search?q=بلينكن القاهرة", "/e/{blinken}", "/topic/politics"]
)
def test_copies_are_folded_under_the_first(readers: TestClient, affairs: Store, path: str) -> None:
    key = affairs.entities(text="بلينكن").items[0].key
    path = path.replace("{blinken}", str(key))
    if path.startswith("/e/"):
        path = readers.get(path).headers["location"]
    tree = page(readers, path)
    titles = [" ".join(node.text().split()) for node in tree.css(".card h2, .card h3")]
    assert FIRST in titles
    assert "بلينكن يصل القاهرة" not in titles
    card = next(node for node in tree.css(".card") if FIRST in " ".join(node.text().split()))
    link = first(card, ".copies a")
    assert link.text() == "ونسختان"
    assert texts(card, ".meta li")[0] == "وكالة زيتون للأنباء ونسختان"
    place = affairs.stories.places([article_keys(affairs)["first"]])
    (story,) = {one.story for one in place.values()}
    assert value(link, "href") == f"/story/{story}"


def test_a_publishers_own_page_hides_none_of_its_articles(readers: TestClient) -> None:
    titles = texts(page(readers, "/source/gulf.example"), ".card h3")
    assert "بلينكن يصل القاهرة" in titles


def test_a_copy_stands_for_its_text_where_the_first_is_not_in_the_list(
    readers: TestClient,
) -> None:
    tree = page(readers, "/search?q=بلينكن&source=gulf.example")
    card = next(node for node in tree.css(".card") if "بلينكن يصل" in " ".join(node.text().split()))
    assert texts(card, ".copies") == ["ونسختان"]


def test_the_number_of_copies_is_written_as_it_is_said() -> None:
    reader = _reader()
    said = [copies_text(number, reader) for number in (1, 2, 4, 11)]
    assert said == ["ونسخة واحدة", "ونسختان", "و 4 نسخ", "و 11 نسخة"]


def test_folding_asks_the_store_no_more_for_longer_lists(many: Store, tmp_path: Path) -> None:
    from sqlalchemy import event

    asked: list[str] = []
    keys = [item.key for item in many.latest(limit=60).items]

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    event.listen(many.database.engine, "before_cursor_execute", note)
    try:
        for count in (5, 60):
            asked.clear()
            many.stories.places(keys[:count])
            selects = [statement for statement in asked if statement.startswith("SELECT")]
            assert len(selects) <= 2
    finally:
        event.remove(many.database.engine, "before_cursor_execute", note)


def test_one_page_of_the_affair_has_every_text_once(readers: TestClient) -> None:
    shown = len(page(readers, "/latest").css(".river .card"))
    assert shown == len([one for one in affair() if one.copy_of is None])
