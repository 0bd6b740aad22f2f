"""Articles are found by their keywords, however these are spelled, and by topic and country."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as given_values
from hypothesis import strategies as st

from marsad.analysis.analyze import analyze
from marsad.store.engine import Store, open_store
from marsad.store.keywords import MAX_CHARS, MAX_KEYWORDS, keyword_key
from marsad.store.records import Analysed, Shelf
from marsad.types import Article, Failure, Keyword, Source
from tests.store.builders import HOUR, NOW, given, go_back, make, seen


def bring(store: Store, *articles: Article, keywords: tuple[str, ...] = ()) -> None:
    """Store articles and analyse them, with these keywords found besides their tags."""
    store.ingest([given(article) for article in articles], now=NOW)
    analyse(store, keywords)


def analyse(store: Store, keywords: tuple[str, ...] = (), now: dt.datetime = NOW) -> None:
    found = tuple(Keyword(text, 1.0) for text in keywords)
    done = [
        Analysed(
            stored.key, stored.article, "test", replace(analyze(stored.article), keywords=found)
        )
        for stored in store.lease_unanalysed(now=now, limit=500, seconds=60)
    ]
    store.save_analyses(done, now=now)


def listed(store: Store, keyword: str) -> list[str]:
    return [item.id for item in store.shelf_articles(Shelf("keyword", keyword)).items]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الانتخابات الرئاسية", "انتخابات رئاسيه"),
        ("إنتخابات", "انتخابات"),
        ("الاِنتِخاباتُ", "الانتـخابات"),
        ("مجلس الأمن", "مجلس  الامن "),
        ("F-35", "f35"),
        ("2024", "٢٠٢٤"),
        ("أ.ف.ب", "أ ف ب"),
        ("المستشفى", "مستشفي"),
    ],
)
def test_spellings_of_one_keyword_meet(one: str, other: str) -> None:
    assert keyword_key(one)
    assert keyword_key(one) == keyword_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("مجلس الأمن", "مجلس الأمة"),
        ("انتخابات", "انتخاب"),
        ("الأمن", "أمين"),
        ("ألمانيا", "مانيا"),
        ("ألعاب", "عاب"),
        ("السيول", "سيول"),  # floods, Seoul
        ("القطر", "قطر"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert keyword_key(one) != keyword_key(other)


@given_values(st.text(max_size=150))
def test_every_text_has_a_key_that_a_store_can_keep(typed: str) -> None:
    key = keyword_key(typed)
    assert "\0" not in key
    assert key.strip() == key
    assert key.encode().decode() == key
    assert len(typed) <= MAX_CHARS or not key


def test_an_article_is_listed_by_our_keywords_and_its_publishers(store: Store) -> None:
    bring(store, make(1, tags=("الجسر الجديد",)), keywords=("وزير النقل",))
    assert listed(store, "وزير النقل") == ["article-1"]
    assert listed(store, "جسر جديد") == ["article-1"]
    assert listed(store, "قطار") == []
    (key,) = [item.key for item in store.latest().items]
    assert store.article_keywords(key) == {keyword_key("وزير النقل"), keyword_key("الجسر الجديد")}


def test_a_list_goes_on_page_by_page_newest_first(store: Store) -> None:
    times = [NOW - HOUR * number for number in range(1, 8)]
    articles = [make(n, published=time, tags=("نقل",)) for n, time in enumerate(times)]
    bring(store, *articles[::-1])
    shelf, after, found = Shelf("keyword", "النقل"), None, []
    while True:
        listing = store.shelf_articles(shelf, limit=3, after=after)
        found += [item.id for item in listing.items]
        after = listing.after
        if after is None:
            break
    assert found == [article.id for article in articles]
    assert store.shelf_count(shelf) == 7


def test_what_is_analysed_again_is_listed_as_it_is_now(store: Store) -> None:
    first = make(1, tags=("نقل",))
    store.ingest([seen(first, NOW)], now=NOW)
    analyse(store, ("جسور",))
    edited = replace(first, text=first.text + "\nوأضاف جديدًا.", tags=("النقل البري",))
    store.ingest([seen(edited, NOW + HOUR)], now=NOW + HOUR)
    analyse(store, ("الجسور", "جسر"), NOW + HOUR)
    assert listed(store, "نقل") == []
    assert listed(store, "النقل البري") == listed(store, "جسور") == ["article-1"]
    assert store.keyword_name("نقل") is None
    assert store.keyword_name("جسور") == "الجسور"


def test_an_article_that_moves_in_time_moves_in_its_lists(store: Store) -> None:
    day = dt.date(2024, 11, 11)
    noon = dt.datetime(2024, 11, 11, 12, 0, tzinfo=dt.UTC)
    first = make(1, tags=("نقل",), published=day)
    store.ingest([seen(first, NOW), seen(make(2, tags=("نقل",), published=noon), NOW)], now=NOW)
    analyse(store)
    assert listed(store, "نقل") == ["article-1", "article-2"]
    at_six = replace(first, published=noon - 6 * HOUR)  # what the page says is now more precise
    store.ingest([seen(at_six, NOW + HOUR)], now=NOW + HOUR)
    assert listed(store, "نقل") == ["article-2", "article-1"]
    assert [item.id for item in store.latest().items] == ["article-2", "article-1"]


def test_an_article_whose_analysis_failed_is_listed_by_its_tags(store: Store) -> None:
    store.ingest([given(make(1, tags=("نقل",)))], now=NOW)
    (stored,) = store.lease_unanalysed(now=NOW, limit=1, seconds=60)
    failure = Failure(stored.article.id, "analyze", "a mistake")
    store.save_analyses([Analysed(stored.key, stored.article, "test", failure=failure)], now=NOW)
    assert listed(store, "نقل") == ["article-1"]


def test_a_keyword_is_shown_as_it_is_mostly_spelled(store: Store) -> None:
    for number, form in enumerate(["انتخابات", "الإنتخابات", "الانتخابات", "الانتخابات"]):
        bring(store, make(number, tags=(form,)))
    assert store.keyword_name("انتخابات") == "الانتخابات"
    assert store.keyword_name("سباق") is None


def test_keywords_beside_a_keyword_are_those_that_several_articles_share(store: Store) -> None:
    bring(
        store,
        make(1, tags=("نقل", "جسور", "وزارة")),
        make(2, tags=("نقل", "الجسور")),
        make(3, tags=("نقل", "قطار")),
        make(4, tags=("وزارة",)),
    )
    beside = store.shelf_keywords(Shelf("keyword", "نقل"))
    assert [(item.name.removeprefix("ال"), item.articles) for item in beside] == [("جسور", 2)]
    everywhere = store.shelf_keywords(Shelf("all"))
    assert [item.articles for item in everywhere] == [3, 2, 2]
    assert {item.name.removeprefix("ال") for item in everywhere} == {"نقل", "جسور", "وزارة"}


def test_days_are_counted_where_they_begin_and_end(store: Store) -> None:
    midnight = dt.datetime(2024, 11, 11, 22, tzinfo=dt.UTC)  # in Cairo
    second = dt.timedelta(seconds=1)
    times = [midnight - second, midnight, midnight + HOUR, midnight + 24 * HOUR - second]
    articles = [make(n, published=time, tags=("نقل",)) for n, time in enumerate(times)]
    store.ingest([given(*[article]) for article in articles], now=NOW + 48 * HOUR)
    analyse(store, now=NOW + 48 * HOUR)
    days = [dt.date(2024, 11, day) for day in (11, 12, 13)]
    found = {
        zone: [
            (item.day.day, item.articles)
            for item in store.shelf_days(Shelf("keyword", "نقل"), days, zone=ZoneInfo(zone))
        ]
        for zone in ("Africa/Cairo", "UTC")
    }
    assert found == {"Africa/Cairo": [(11, 1), (12, 3)], "UTC": [(11, 3), (12, 1)]}
    assert store.shelf_days(Shelf("keyword", "قطار"), days, zone=dt.UTC) == ()


@pytest.mark.parametrize("publisher", ["Africa/Casablanca", "Africa/Cairo", "Asia/Muscat", None])
@pytest.mark.parametrize("site", ["UTC", "Africa/Casablanca", "Asia/Muscat"])
def test_a_day_without_a_time_counts_on_that_day(
    store: Store, publisher: str | None, site: str
) -> None:
    day = dt.date(2024, 11, 5)
    store.add_source(Source("نخلة برس", "nakhla.example", zone=publisher), now=NOW)
    bring(store, make(1, published=day), make(2, published=dt.date(1969, 1, 2)))
    days = [day + dt.timedelta(days=offset) for offset in (-1, 0, 1)]
    for wanted in (day, dt.date(1969, 1, 2)):
        days = [wanted + dt.timedelta(days=offset) for offset in (-1, 0, 1)]
        counts = store.shelf_days(Shelf("all"), days, zone=ZoneInfo(site))
        assert [(item.day, item.articles) for item in counts] == [(wanted, 1)]


def test_topics_and_countries_are_shelves_too(store: Store) -> None:
    store.add_source(Source("نخلة برس", "nakhla.example", country="EG"), now=NOW)
    unclear = make(2, title="هنا وهناك", text="كان ما كان.", tags=("كرة",))
    bring(store, make(1, sections=("رياضة",), tags=("كرة",)), unclear)
    for shelf, ids in {
        Shelf("topic", "sports"): ["article-1"],
        Shelf("topic", ""): ["article-2"],
        Shelf("topic", "weather"): [],
        Shelf("country", "eg"): ["article-2", "article-1"],
        Shelf("country", "MA"): [],
    }.items():
        assert [item.id for item in store.shelf_articles(shelf).items] == ids, shelf
        assert store.shelf_count(shelf) == len(ids), shelf
    assert [item.name for item in store.shelf_keywords(Shelf("country", "EG"))] == ["كرة"]
    assert store.topic_counts() == {"sports": 1, "": 1}


def test_sentences_and_floods_of_tags_are_no_keywords(store: Store) -> None:
    flood = tuple(f"كلمة {number}" for number in range(100))
    bring(store, make(1, tags=("؟!", "جملة " * 40, *flood)))
    (key,) = [item.key for item in store.latest().items]
    assert len(store.article_keywords(key)) == MAX_KEYWORDS
    assert listed(store, "؟!") == listed(store, "") == []


def test_an_older_store_is_migrated_and_its_articles_are_listed_then(store_url: str) -> None:
    with open_store(store_url) as store:
        bring(store, make(1, tags=("نقل",)))
        go_back(store, "0004")
    with open_store(store_url) as store:
        assert store.unanalysed() == 1
        assert listed(store, "نقل") == []
        analyse(store)
        assert listed(store, "نقل") == ["article-1"]
