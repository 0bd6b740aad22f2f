"""Who is who, as a reader meets it: names in an article, pages of names, the directory."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from marsad.analysis.analyze import analyze
from marsad.config import Settings
from marsad.errors import ConfigError
from marsad.pipeline.analyse import analyze_waiting
from marsad.store.engine import Store, open_store
from marsad.text.format import FormatStyle
from marsad.types import Analysis, Keyword, Mention
from marsad.web.article_view import article_view
from marsad.web.i18n import load_languages
from marsad.web.times_view import NameLink, Times
from marsad.web.views import Reader
from marsad.web.world_map import (
    ACROSS,
    DOWN,
    load_world,
    parse_world,
    places_map,
    state_map,
    town_map,
)
from tests.web.conftest import client_of
from tests.web.newsroom import NOW, VISIT, article, at, observed
from tests.web.reading import article_page, as_published, first, page, texts, value

FIRST = """
قال وزير الخارجية الأمريكي أنتوني بلينكن إن المحادثات مثمرة.
وأضاف بلينكن أن زيارة القاهرة تنتهي غدًا. ثم غادر بلينكن قاعة الاجتماع.
"""
SECOND = "وصل وزير الخارجية الأمريكي أنطوني بلينكين إلى عمّان قادمًا من القاهرة."
THIRD = """
التقى الرئيس المصري عبد الفتاح السيسي في القاهرة وزير الخارجية الأمريكي أنتوني بلينكن.
"""
STORIES = (("one", 72, FIRST), ("two", 48, SECOND), ("three", 24, THIRD))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with a few stories, read and analysed as any other."""
    path = tmp_path_factory.mktemp("names") / "marsad.db"
    with open_store(f"sqlite:///{path}") as store:
        stories = [
            article("nil.example", slug, f"خبر {slug}", text, published=at(hours))
            for slug, hours, text in STORIES
        ]
        store.ingest([observed(story, NOW) for story in stories], now=NOW)
        for _ in analyze_waiting(store, jobs=1, clock=lambda: NOW):
            pass
        yield store


@pytest.fixture(scope="module")
def reader(told: Store, settings: Settings) -> TestClient:
    return client_of(told, settings)


def address(store: Store, typed: str) -> str:
    """The address of the name that begins like this."""
    return f"/e/{store.entities(text=typed).items[0].key}"


def name_page(reader: TestClient, store: Store, typed: str) -> LexborHTMLParser:
    path = address(store, typed)
    return page(reader, reader.get(path).headers["location"])


# --- in an article ------------------------------------------------------------------


def test_a_name_leads_to_its_page_where_the_body_has_it_first(
    reader: TestClient, told: Store
) -> None:
    tree = article_page(reader, _key(told, "one"))
    links = [(link.text(), value(link, "href")) for link in tree.css(".body a.name")]
    assert [text for text, _ in links] == ["أنتوني بلينكن", "القاهرة"]
    assert links[0][1].startswith(f"{address(told, 'بلينكن')}/")
    assert reader.get(links[0][1]).status_code == 200
    assert not tree.css("h1 a.name")


def test_the_words_stay_the_publishers(client: TestClient, keys: dict[str, int]) -> None:
    tree = article_page(client, keys["politics/visit"])
    assert tree.css(".body a.name")
    assert tree.css(".body a.computed-time")
    assert [as_published(node) for node in tree.css(".body p")] == list(VISIT.paragraphs)


def test_a_latin_name_in_arabic_says_its_language(
    client: TestClient, english: TestClient, keys: dict[str, int]
) -> None:
    for visitor in (client, english):
        tree = article_page(visitor, keys["politics/visit"])
        languages = {link.text(): link.attributes.get("lang") for link in tree.css("a.name")}
        assert languages["G20"] == "en"
        assert languages["أسبيورن هاوغن"] is None


def test_names_within_dates_and_dates_within_names_leave_the_text_whole() -> None:
    text = "قمة تونس 2024 انتهت"
    link = NameLink("/e/1")
    times = Times(links=((4, 8, link), (6, 13, link)))
    pieces = times.pieces(text, 0)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.link] == ["تونس"]


def test_an_article_that_waits_for_its_analysis_has_no_links(
    told: Store, reader: TestClient
) -> None:
    key = _key(told, "three")
    stored = told.article(key)
    assert stored is not None
    view = article_view(stored, _reader(), analysis=None, names=told.article_entities(key))
    assert not any(piece.link for paragraph in view.paragraphs for piece in paragraph.pieces)


def test_keywords_that_list_no_article_yet_lead_to_a_search(told: Store) -> None:
    stored = told.article(_key(told, "one"))
    assert stored is not None
    found = replace(analyze(stored.article), keywords=(Keyword("محادثات القاهرة", 1.0),))
    (keyword,) = article_view(stored, _reader(), analysis=found).keywords
    assert keyword.text == "محادثات القاهرة"
    assert keyword.href is not None
    assert keyword.href.startswith("/search?q=")


# --- a name's page --------------------------------------------------------------------


def test_a_page_says_who_somebody_is_with_the_sentences(reader: TestClient, told: Store) -> None:
    tree = name_page(reader, told, "بلينكن")
    assert texts(tree, "h1") == ["أنتوني بلينكن"]
    assert texts(tree, ".roles h3") == ["وزير الخارجية الأمريكي"]
    latest, earliest = texts(tree, ".roles blockquote > p:first-child")
    assert latest.startswith("التقى الرئيس المصري")
    assert earliest == "قال وزير الخارجية الأمريكي أنتوني بلينكن إن المحادثات مثمرة."
    sources = [value(link, "href") for link in tree.css(".roles .source a:not(.outlet)")]
    assert sources[0].startswith(f"/a/{_key(told, 'three')}/")
    assert "3 أخبار" in first(tree, ".page-head").text()
    assert "أنطوني بلينكين" in first(tree, ".aliases").text()


def test_a_page_lists_articles_and_company(reader: TestClient, told: Store) -> None:
    tree = name_page(reader, told, "بلينكن")
    assert texts(tree, ".river h3") == ["خبر three", "خبر two", "خبر one"]
    company = dict(zip(texts(tree, ".facet a span"), texts(tree, ".facet a > bdi"), strict=True))
    assert company["القاهرة"] == "3"
    assert company["عبد الفتاح السيسي"] == "1"


def test_mentions_per_day_are_a_picture_and_a_table(reader: TestClient, told: Store) -> None:
    tree = name_page(reader, told, "بلينكن")
    picture = first(tree, ".chart svg")
    assert value(picture, "aria-hidden") == "true"
    bars = picture.css("rect")
    assert len(bars) == 3
    # Time runs as the text does: the oldest and tallest day stands at the right.
    assert max(bars, key=lambda bar: int(value(bar, "x"))) is bars[0]
    assert value(bars[0], "height") == "64"
    rows = [texts(row, "td") for row in tree.css(".panel tbody tr")]
    assert rows == [["1", "1"], ["1", "1"], ["3", "1"]]
    # A few days end a fortnight that begins at the right edge, where its first day is named.
    across = int(value(picture, "viewBox").split()[2])
    assert min(int(value(bar, "x")) for bar in bars) == 0
    days = [dt.date.fromisoformat(value(one, "datetime")) for one in tree.css("figcaption time")]
    assert (days[1] - days[0]).days + 1 == across // 4 == 15


def test_a_place_has_a_map_of_its_surroundings(reader: TestClient, told: Store) -> None:
    tree = name_page(reader, told, "القاهرة")
    drawn = first(tree, "svg.map")
    assert "القاهرة" in value(drawn, "aria-label")
    assert value(first(drawn, ".own"), "d").startswith("M")
    assert first(drawn, ".mark")
    assert "30.06° N, 31.25° E" in tree.body.text()  # type: ignore[union-attr]
    assert not name_page(reader, told, "بلينكن").css("svg.map")


def test_other_addresses_lead_to_the_right_one(reader: TestClient, told: Store) -> None:
    path = address(told, "بلينكن")
    response = reader.get(f"{path}/wrong")
    assert response.status_code == 301
    assert response.headers["cache-control"] == "no-cache"
    for unknown in ("/e/999999", "/e/0", "/e/x", "/e/" + "9" * 40, "/e/²"):
        page(reader, unknown, 404)


def test_what_was_merged_by_hand_leads_to_the_whole(tmp_path: Path, settings: Settings) -> None:
    with open_store(f"sqlite:///{tmp_path / 'm.db'}") as store:
        story = article(
            "nil.example", "m", "خبر", "زار أنتوني بلينكن وسيرغي لافروف القاهرة.", published=at(9)
        )
        store.ingest([observed(story, NOW)], now=NOW)
        for _ in analyze_waiting(store, jobs=1, clock=lambda: NOW):
            pass
        one, two = (store.entities(text=typed).items[0].key for typed in ("بلينكن", "لافروف"))
        store.merge_entities(two, one, now=NOW)
        location = client_of(store, settings).get(f"/e/{two}/x").headers["location"]
        assert location.startswith(f"/e/{one}/")


def test_the_page_speaks_english_and_keeps_names_as_they_are(
    told: Store, settings: Settings
) -> None:
    visitor = client_of(told, settings)
    visitor.cookies.set("marsad_language", "en")
    tree = name_page(visitor, told, "بلينكن")
    assert first(tree, "h1 bdi").attributes["lang"] == "ar"
    assert "Roles as articles gave them" in texts(tree, "h2")
    bars = tree.css(".chart rect")
    assert min(bars, key=lambda bar: int(value(bar, "x"))) is bars[0]


# --- the directory ----------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["بلين", "أنتوني", "انطوني بل", "بلنكن", "Blink", "blinken"])
def test_the_directory_finds_a_name_in_any_spelling(reader: TestClient, typed: str) -> None:
    tree = page(reader, f"/names?q={typed}")
    assert texts(tree, ".names > li > a") == ["أنتوني بلينكن"]
    assert value(first(tree, "#names-q"), "value") == typed


def test_the_directory_lists_the_most_named_first_and_by_kind(reader: TestClient) -> None:
    names = texts(page(reader, "/names"), ".names > li > a")
    assert names[:2] == ["أنتوني بلينكن", "القاهرة"]
    tree = page(reader, "/names?type=PER")
    assert "القاهرة" not in texts(tree, ".names > li > a")
    assert texts(tree, ".name-kinds [aria-current]") == ["أشخاص"]
    assert "القاهرة" in texts(page(reader, "/names?type=nonsense"), ".names > li > a")


def test_the_directory_goes_on_page_by_page(tmp_path: Path, settings: Settings) -> None:
    with open_store(f"sqlite:///{tmp_path / 'n.db'}") as store:
        towns = [store_name(number) for number in range(130)]
        story = article("nil.example", "n", "خبر", " ".join(towns), published=at(9))
        store.ingest([observed(story, NOW)], now=NOW)
        (stored,) = store.lease_unanalysed(now=NOW, limit=5, seconds=60)
        _save_names(store, stored.key, stored.article.analysed_text, towns)
        visitor, path, seen = client_of(store, settings), "/names?q=بلدة", []
        while path:
            tree = page(visitor, path)
            seen += texts(tree, ".names > li > a")
            onward = tree.css_first(".pager [rel=next]")
            path = value(onward, "href") if onward else ""
        assert sorted(seen) == sorted(towns)


def test_nothing_found_is_said(reader: TestClient, empty_store: Store, settings: Settings) -> None:
    tree = page(reader, "/names?q=%D8%9F%00%F0%9F%98%80")
    assert "لا اسم يبدأ هكذا" in first(tree, ".empty").text()
    empty = page(client_of(empty_store, settings), "/names")
    assert "لم تُستخرج أسماء بعد" in first(empty, ".empty").text()
    page(reader, "/names?after=x", 400)


def test_hostile_names_stay_text(client: TestClient) -> None:
    html = client.get('/names?q="><script>alert(1)</script>').text
    assert "<script>alert" not in html


# --- maps -------------------------------------------------------------------------------


def test_every_state_with_an_outline_can_be_drawn() -> None:
    for state in {ring.state for ring in load_world()} - {"-"}:
        drawn = state_map(state)
        assert drawn is not None
        assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", drawn.own), state
        assert len(drawn.own) + len(drawn.others) < 20_000


@pytest.mark.parametrize("at", [(0.0, 0.0), (89.9, 10.0), (-89.9, 0.0), (12.0, 180.0), (12, -180)])
def test_any_place_on_earth_has_a_map(at: tuple[float, float]) -> None:
    drawn = town_map(at, None)
    assert drawn.mark == (160.0, 110.0)
    for x, y in re.findall(r"M(-?\d+) (-?\d+)", drawn.others):
        assert -6 <= int(x) <= 326
        assert -6 <= int(y) <= 226


def test_the_date_line_does_not_cut_a_map() -> None:
    west, east = town_map((-17.0, 179.9), "FJ"), town_map((-17.0, -179.9), "FJ")
    assert west.own
    assert east.own


@pytest.mark.parametrize(
    "places",
    [
        [(30.06, 31.25)],
        [(30.06, 31.25), (33.34, 44.4), (38.9, -77.0)],
        [(-90.0, -180.0), (90.0, 180.0)],
        [(10.0, 20.0)] * 5,
    ],
)
def test_several_places_have_one_map_that_holds_them_all(places: list[tuple[float, float]]) -> None:
    drawn = places_map(places)
    assert drawn is not None
    assert len(drawn.marks) == len(places)
    assert all(0 <= x <= ACROSS and 0 <= y <= DOWN for x, y in drawn.marks)
    assert places_map([]) is None


def test_east_is_right_and_north_is_up_on_a_map_of_places() -> None:
    drawn = places_map([(30.06, 31.25), (36.2, 44.0)])  # Cairo, Erbil
    assert drawn is not None
    (cairo_x, cairo_y), (erbil_x, erbil_y) = drawn.marks
    assert erbil_x > cairo_x
    assert erbil_y < cairo_y


def test_a_broken_outline_is_named() -> None:
    with pytest.raises(ConfigError, match=r"world\.tsv:2"):
        parse_world(["# outlines", "EG\t1,2 x,3"])


# --- in a browser -----------------------------------------------------------------------


@pytest.mark.browser
def test_a_reader_without_javascript_goes_from_a_name_to_its_articles(
    browser: Browser, site: str, keys: dict[str, int]
) -> None:
    with browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    ) as context:
        visitor = context.new_page()
        visitor.goto(f"{site}/a/{keys['politics/visit']}")
        visitor.locator(".body a.name", has_text="أسبيورن هاوغن").click()
        assert visitor.locator("h1").inner_text() == "أسبيورن هاوغن"
        visitor.locator(".panel summary").first.click()
        assert visitor.locator(".panel table").is_visible()
        visitor.locator(".river h3 a").first.click()
        assert "/a/" in visitor.url


# --- helpers ----------------------------------------------------------------------------


def _key(store: Store, slug: str) -> int:
    for item in store.latest(limit=50).items:
        if item.title == f"خبر {slug}":
            return item.key
    raise AssertionError(slug)


def _reader() -> Reader:
    settings = Settings(timezone="Africa/Cairo")
    from zoneinfo import ZoneInfo

    return Reader(load_languages()["ar"], FormatStyle(), ZoneInfo(settings.timezone), NOW)


def store_name(number: int) -> str:
    letters = "ابتثجحخدذر"
    return "بلدة" + "".join(letters[int(digit)] * 2 for digit in f"{number:03}")


def _save_names(store: Store, key: int, text: str, names: list[str]) -> None:
    from marsad.analysis.understand import understand_names
    from marsad.store.records import Analysed

    mentions = []
    for name in names:
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), name, "LOC"))
    found, roles, entities = understand_names(text, (), mentions)
    analysis = Analysis("n", text, dt.date(2024, 11, 12), mentions=found, entities=entities)
    stored = store.article(key)
    assert stored is not None
    assert roles == ()
    store.save_analyses([Analysed(key, stored.article, "test", analysis)], now=NOW)
