"""What the analysis found is kept beside its article, and never shown beside another text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from marsad.analysis.analyze import analyze
from marsad.store.engine import Store
from marsad.store.query import parse_query
from marsad.store.records import Analysed, StoredArticle
from marsad.types import Failure, Topic
from tests.store.builders import HOUR, NOW, given, make, seen


def lease(store: Store, now: dt.datetime = NOW) -> tuple[StoredArticle, ...]:
    return store.lease_unanalysed(now=now, limit=10, seconds=60)


def done(stored: StoredArticle) -> Analysed:
    return Analysed(stored.key, stored.article, "test 1", analyze(stored.article))


def test_a_new_article_waits_until_its_analysis_is_kept(store: Store) -> None:
    store.ingest([given(make())], now=NOW)
    (stored,) = lease(store)
    assert store.analysis(stored) is None
    store.save_analyses([done(stored)], now=NOW)
    assert store.analysis(stored) == analyze(stored.article)
    assert store.unanalysed() == 0


def test_the_newest_article_comes_first_and_to_one_worker_alone(store: Store) -> None:
    store.ingest([given(make(1)), given(make(2))], now=NOW)
    leased = lease(store)
    assert [stored.article.id for stored in leased] == ["article-2", "article-1"]
    assert lease(store) == ()


def test_what_a_dead_worker_had_comes_back(store: Store) -> None:
    store.ingest([given(make())], now=NOW)
    lease(store)
    assert len(lease(store, NOW + HOUR)) == 1


def test_an_edit_asks_for_a_new_analysis_and_hides_the_old_one(store: Store) -> None:
    first = make()
    store.ingest([seen(first, NOW)], now=NOW)
    (stored,) = lease(store)
    store.save_analyses([done(stored)], now=NOW)
    edited = replace(first, text=first.text + "\nوأضاف أن الجسر يفتح غدًا.")
    store.ingest([seen(edited, NOW + HOUR)], now=NOW + HOUR)
    (again,) = lease(store, NOW + HOUR)
    assert store.analysis(again) is None
    store.save_analyses([done(again)], now=NOW + HOUR)
    assert store.analysis(again) == analyze(edited)


def test_an_article_that_changes_while_it_is_analysed_stays_due(store: Store) -> None:
    first = make()
    store.ingest([seen(first, NOW)], now=NOW)
    (stored,) = lease(store)
    edited = replace(first, title="عنوان آخر")
    store.ingest([seen(edited, NOW + HOUR)], now=NOW + HOUR)
    store.save_analyses([done(stored)], now=NOW + HOUR)
    (again,) = lease(store, NOW + HOUR)
    assert again.article.title == "عنوان آخر"
    assert store.analysis(again) is None


def test_an_article_seen_again_unchanged_waits_for_nothing(store: Store) -> None:
    store.ingest([given(make())], now=NOW)
    store.save_analyses([done(stored) for stored in lease(store)], now=NOW)
    store.ingest([given(make())], now=NOW)
    assert store.unanalysed() == 0


def test_a_failed_analysis_is_in_quarantine_and_is_not_tried_for_ever(store: Store) -> None:
    store.ingest([given(make())], now=NOW)
    (stored,) = lease(store)
    failure = Failure(stored.article.id, "analyze", "ValueError: too odd")
    store.save_analyses([Analysed(stored.key, stored.article, "test 1", failure=failure)], now=NOW)
    assert store.unanalysed() == 0
    (kept,) = store.quarantine(limit=10)
    assert (kept.name, kept.stage, kept.reason) == ("article-1", "analyze", "ValueError: too odd")
    store.ask_for_analysis(made_by="test 1")
    store.save_analyses([done(stored) for stored in lease(store)], now=NOW)
    assert store.quarantine(limit=10) == ()


@pytest.mark.parametrize(("version", "waiting"), [("test 1", 0), ("test 2", 2)])
def test_an_upgrade_asks_for_what_older_versions_made(
    store: Store, version: str, waiting: int
) -> None:
    store.ingest([given(make(1)), given(make(2))], now=NOW)
    store.save_analyses([done(stored) for stored in lease(store)], now=NOW)
    assert store.ask_for_analysis(made_by=version) == waiting


def analysed_as(stored: StoredArticle, topic: Topic | None) -> Analysed:
    found = done(stored)
    assert found.analysis is not None
    return replace(found, analysis=replace(found.analysis, topic=topic))


def test_an_article_without_a_section_stands_under_the_topic_that_the_analysis_finds(
    store: Store,
) -> None:
    store.ingest([given(make(1)), given(make(2, sections=("رياضة",)))], now=NOW)
    found = [analysed_as(stored, Topic("economy", 0.8)) for stored in lease(store)]
    store.save_analyses(found, now=NOW)
    assert store.topic_counts() == {"economy": 1, "sports": 1}
    assert [item.id for item in store.latest(topic="economy").items] == ["article-1"]
    assert store.search(parse_query("الجسر topic:اقتصاد")).total == 1
    assert store.search(parse_query("الجسر topic:رياضة")).total == 1
    assert store.unanalysed() == 0


def test_a_doubtful_topic_is_none_and_a_later_analysis_may_take_one_back(store: Store) -> None:
    store.ingest([given(make(1))], now=NOW)
    store.save_analyses([analysed_as(lease(store)[0], Topic("economy", 0.8))], now=NOW)
    store.ask_for_analysis(made_by="another version")
    store.save_analyses([analysed_as(lease(store)[0], Topic("sports", 0.4))], now=NOW)
    assert store.topic_counts() == {"": 1}
    assert store.search(parse_query("الجسر topic:اقتصاد")).total == 0


def test_an_edit_leaves_an_article_under_its_topic_until_it_is_analysed_anew(store: Store) -> None:
    store.ingest([seen(make(1), NOW)], now=NOW)
    store.save_analyses([analysed_as(lease(store)[0], Topic("economy", 0.8))], now=NOW)
    edited = make(1, text="افتتح الوزير الجسر أمس.")
    store.ingest([seen(edited, NOW + HOUR)], now=NOW + HOUR)
    assert store.topic_counts() == {"economy": 1}


def test_a_section_that_comes_later_outweighs_the_analysis(store: Store) -> None:
    store.ingest([seen(make(1), NOW)], now=NOW)
    store.save_analyses([analysed_as(lease(store)[0], Topic("economy", 0.8))], now=NOW)
    store.ingest([seen(make(1, sections=("رياضة",)), NOW + HOUR)], now=NOW + HOUR)
    assert store.topic_counts() == {"sports": 1}
