from __future__ import annotations

import dataclasses
import datetime as dt

from marsad.store.engine import Store
from marsad.store.query import parse_query
from marsad.store.records import Ingest, IngestReport
from marsad.types import Article, Failure, Page
from tests.store.builders import HOUR, NOW, TEXT, given, make, seen


def page(number: int, body: bytes = b"body", at: dt.datetime | None = NOW) -> Page:
    return Page(f"https://nakhla.example/news/{number}", body, "text/html; charset=utf-8", 200, at)


def found(store: Store, text: str) -> list[str]:
    return [hit.item.id for hit in store.search(parse_query(text)).hits]


def page_id_of(store: Store, article_id: str = "article-1") -> int:
    stored = store.article_by_id(article_id)
    assert stored is not None
    assert stored.page_id is not None
    return stored.page_id


def test_pages_come_back_byte_by_byte_in_order(store: Store) -> None:
    bodies = [b"", bytes(range(256)) * 50, "صفحة".encode("cp1256")]
    pages = [page(n, body) for n, body in enumerate(bodies)]
    pages.append(Page(None, b"no address", None, 404, None))
    store.ingest([Ingest(str(n), page=value) for n, value in enumerate(pages)], now=NOW)
    kept = list(store.pages())
    assert [item.page for item in kept] == pages
    assert [item.id for item in kept] == sorted(item.id for item in kept)
    assert [item.page for item in store.pages(after_id=kept[1].id)] == pages[2:]
    assert store.page(kept[0].id) == kept[0]
    assert store.page(10**9) is None


def test_the_same_bytes_of_an_address_are_kept_once(store: Store) -> None:
    batch = [Ingest("a", page=page(1)), Ingest("b", page=page(1, at=NOW + HOUR))]
    store.ingest(batch, now=NOW)
    store.ingest([*batch, Ingest("c", page=page(1, b"other")), Ingest("d", page=page(2))], now=NOW)
    assert store.counts().pages == len(list(store.pages())) == 3


def test_pages_since_a_moment_are_those_fetched_then(store: Store) -> None:
    batch = [Ingest(str(n), page=page(n, at=NOW - n * HOUR)) for n in range(50)]
    store.ingest(batch, now=NOW)
    assert len(list(store.pages(since=NOW - 24 * HOUR))) == 25


def test_a_newer_reading_takes_the_place_of_the_older_and_is_no_edit(store: Store) -> None:
    store.ingest([seen(make(sections=("خطأ",)), NOW - HOUR)], now=NOW)
    better = make(made_by="test 2", text=f"{TEXT}\nفقرة كانت غائبة.", sections=("رياضة",))
    assert store.reingest(page_id_of(store), [better], now=NOW) == IngestReport(revised=1)
    stored = store.article_by_id("article-1")
    assert stored is not None
    assert stored.article == better
    assert [revision.article.made_by for revision in stored.revisions] == ["test 2"]
    assert stored.revisions[0].seen_at == NOW - HOUR
    assert found(store, "غائبة") == ["article-1"]
    assert [block.topic for block in store.front(per_topic=1)] == ["sports"]
    assert store.reingest(page_id_of(store), [better], now=NOW) == IngestReport(unchanged=1)


def test_an_older_version_read_anew_stays_an_older_version(store: Store) -> None:
    store.ingest([seen(make(text="النص الأول"), NOW - 2 * HOUR)], now=NOW)
    first_page = page_id_of(store)
    store.ingest([seen(make(text="النص الثاني"), NOW - HOUR)], now=NOW)
    store.reingest(first_page, [make(text="النص الأول بعد تحسين", made_by="test 2")], now=NOW)
    stored = store.article_by_id("article-1")
    assert stored is not None
    assert [revision.article.text for revision in stored.revisions] == [
        "النص الأول بعد تحسين",
        "النص الثاني",
    ]
    assert found(store, "تحسين") == []


def test_a_page_that_brought_no_version_brings_none_when_read_by_newer_code(store: Store) -> None:
    store.ingest([seen(make(), NOW - 2 * HOUR, b"one"), seen(make(), NOW - HOUR, b"two")], now=NOW)
    first, second = (item.id for item in store.pages())
    better = make(made_by="test 2", text="نص أفضل")
    assert store.reingest(second, [better], now=NOW) == IngestReport(unchanged=1)
    assert store.reingest(first, [better], now=NOW) == IngestReport(revised=1)
    assert store.reingest(second, [better], now=NOW) == IngestReport(unchanged=1)
    # The newer code sees an edit that the older one was blind to.
    edited = dataclasses.replace(better, text="نص أفضل معدّل")
    assert store.reingest(second, [edited], now=NOW) == IngestReport(revised=1)
    stored = store.article_by_id("article-1")
    assert stored is not None
    assert len(stored.revisions) == 2


def test_a_page_that_failed_before_leaves_quarantine_when_it_is_read(store: Store) -> None:
    failure = Failure("x", "extract", "no")
    store.ingest([Ingest("x", page=page(1), failure=failure)], now=NOW)
    (kept,) = store.pages()
    assert store.reingest(kept.id, [make()], now=NOW) == IngestReport(new=1)
    assert store.quarantine(limit=5) == ()
    assert page_id_of(store) == kept.id
    stored = store.article_by_id("article-1")
    assert stored is not None
    assert stored.first_seen == NOW


def test_a_better_address_moves_the_article_and_its_id_stays(store: Store) -> None:
    store.ingest([seen(make(), NOW)], now=NOW)
    url = "https://nakhla.example/canonical/1"
    moved = make(canonical_url=url, id="another", made_by="test 2")
    assert store.reingest(page_id_of(store), [moved], now=NOW) == IngestReport(revised=1)
    stored = store.article_by_id("article-1")
    assert stored is not None
    assert stored.article.canonical_url == url
    assert store.counts().articles == 1
    assert store.ingest([given(moved)], now=NOW) == IngestReport(unchanged=1)


def test_every_article_of_a_page_is_read_anew(store: Store) -> None:
    related = make(2, canonical_url=None, id="content-id", title="خبر مرفق")
    item = dataclasses.replace(seen(make(), NOW), articles=(make(), related))
    store.ingest([item], now=NOW)
    better: list[Article] = [
        dataclasses.replace(article, made_by="test 2", tags=("وسم",)) for article in item.articles
    ]
    assert store.reingest(page_id_of(store), better, now=NOW) == IngestReport(revised=2)
    assert {stored.article.made_by for stored in store.export()} == {"test 2"}
    assert store.counts().articles == 2


def test_a_dumps_article_that_is_then_fetched_can_be_read_anew(store: Store) -> None:
    store.ingest([given(make())], now=NOW)
    store.ingest([seen(make(), NOW + HOUR)], now=NOW + HOUR)
    assert page_id_of(store) == next(store.pages()).id
