from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from marsad.store import articles
from marsad.store.engine import Store
from marsad.store.records import Announcement, Ingest, IngestReport
from marsad.types import Article, Failure, Feed, Page, Publisher, Related, Source
from tests.store.builders import HOUR, NAKHLA, NOW, TEXT, failed, given, make, seen


def only(store: Store) -> Article:
    (item,) = store.latest().items
    found = store.article(item.key)
    assert found is not None
    return found.article


def test_an_article_comes_back_as_it_was(store: Store) -> None:
    article = make(
        published=dt.datetime.fromisoformat("2024-11-12T09:30+02:00"),
        updated=dt.datetime.fromisoformat("2024-11-12T10:00"),
        authors=("سلمى نور",),
        credits=("وكالة رقيم",),
        dateline="عمّان - رقيم",
        tags=("جسور", "نقل"),
        sections=("محليات", "اقتصاد"),
        image="https://nakhla.example/a.jpg",
        related=(Related("خبر آخر", text="نص الخبر الآخر", published=dt.date(2024, 11, 10)),),
        published_text="الثلاثاء ١٢ نوفمبر",
    )
    report = store.ingest([given(article)], now=NOW)
    assert report == IngestReport(new=1)
    assert only(store) == article
    by_id = store.article_by_id("article-1")
    assert by_id is not None
    assert by_id.article == article
    assert by_id.revisions[0].number == 1


@pytest.mark.parametrize(
    "published",
    [
        None,
        dt.date(2024, 11, 12),
        dt.datetime.fromisoformat("2024-11-12T09:05"),
        dt.datetime.fromisoformat("1890-01-01T00:00+02:05:09"),  # a local mean time
    ],
)
def test_a_publication_time_keeps_its_precision(store: Store, published: dt.datetime) -> None:
    store.ingest([given(make(published=published))], now=NOW)
    assert only(store).published == published


def test_importing_the_same_input_twice_changes_nothing(store: Store) -> None:
    # Two lines of one dump share an address: one article, whose second text is an edit.
    batch = [given(make(1)), given(make(1, id="other", text=f"{TEXT}\nفقرة.")), given(make(2))]
    first = store.ingest(batch, now=NOW)
    kept = list(store.export())
    again = store.ingest(batch, now=NOW + HOUR)
    assert first == IngestReport(new=2, revised=1)
    assert again == IngestReport(unchanged=3)
    assert list(store.export()) == kept


def test_an_article_that_stands_twice_in_one_batch_is_one(store: Store) -> None:
    report = store.ingest([given(make()), given(make()), given(make(), make())], now=NOW)
    assert report == IngestReport(new=1, unchanged=3)
    assert store.counts().articles == 1


def test_the_sections_of_one_address_are_united_quietly(store: Store) -> None:
    store.ingest([given(make(sections=("رياضة",)))], now=NOW)
    report = store.ingest([given(make(sections=("اقتصاد", "رياضة")))], now=NOW)
    assert report == IngestReport(unchanged=1)
    assert only(store).sections == ("رياضة", "اقتصاد")
    assert [item.id for item in store.latest(section="اقتصاد").items] == ["article-1"]
    assert store.front(per_topic=1)[0].topic == "sports"


def test_the_first_section_that_tells_a_topic_gives_it(store: Store) -> None:
    store.ingest([given(make(sections=("عاجل",)))], now=NOW)
    assert store.latest().items[0].topic is None
    store.ingest([given(make(sections=("اقتصاد",)))], now=NOW)
    assert store.latest().items[0].topic == "economy"
    assert [(block.topic, block.count) for block in store.front(per_topic=1)] == [("economy", 1)]


def test_an_edit_is_a_revision_and_not_a_new_article(store: Store) -> None:
    store.ingest([seen(make(), NOW - 2 * HOUR)], now=NOW)
    edited = make(title="عنوان معدّل", text=f"{TEXT}\nوأضاف الوزير.")
    report = store.ingest([seen(edited, NOW - HOUR)], now=NOW)
    assert report == IngestReport(revised=1)
    found = store.article_by_id("article-1")
    assert found is not None
    assert [revision.number for revision in found.revisions] == [1, 2]
    assert [revision.seen_at for revision in found.revisions] == [NOW - 2 * HOUR, NOW - HOUR]
    assert found.article == edited
    assert found.revisions[0].article == make()
    summary = store.latest().items[0]
    assert (summary.title, summary.revisions) == ("عنوان معدّل", 2)


@pytest.mark.parametrize(
    "noise",
    [
        {"made_by": "test 2"},
        {"image": "https://nakhla.example/other.jpg"},
        {"updated": NOW},
        {"published": dt.datetime(2024, 11, 12, 9, 4, tzinfo=dt.UTC)},
        {"text": TEXT.replace(" ", "  ")},
        {"related": (Related("اقرأ أيضا"),)},
        {"url": "https://nakhla.example/news/1?from=feed"},
    ],
)
def test_what_no_reader_reads_makes_no_revision(store: Store, noise: dict[str, Any]) -> None:
    store.ingest([seen(make(), NOW - HOUR)], now=NOW)
    report = store.ingest([seen(make(**noise), NOW)], now=NOW)
    assert report == IngestReport(unchanged=1)


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "عنوان آخر"},
        {"text": "نص آخر"},
        {"published": dt.datetime(2024, 11, 10, 9, 0, tzinfo=dt.UTC)},
        {"authors": ("كاتب",)},
        {"credits": ("وكالة",)},
        {"tags": ("وسم",)},
        {"dateline": "تونس"},
    ],
)
def test_what_a_reader_reads_makes_one(store: Store, edit: dict[str, Any]) -> None:
    store.ingest([seen(make(), NOW - HOUR)], now=NOW)
    report = store.ingest([seen(make(**edit), NOW)], now=NOW)
    assert report == IngestReport(revised=1)


def test_a_later_visit_refreshes_picture_and_exact_time_without_a_revision(store: Store) -> None:
    store.ingest([seen(make(), NOW - HOUR)], now=NOW)
    later = make(image="https://nakhla.example/b.jpg", updated=NOW)
    store.ingest([seen(later, NOW)], now=NOW)
    assert only(store) == later
    # An older visit that comes in late does not take it back.
    store.ingest([seen(make(), NOW - HOUR / 2)], now=NOW)
    assert only(store) == later


def test_a_publication_time_does_not_drift_with_rougher_looks(store: Store) -> None:
    first = make(published=NOW - 3 * HOUR, published_text="قبل 3 دقائق")
    store.ingest([seen(first, NOW - 2 * HOUR)], now=NOW)
    rougher = make(published=NOW - 2.5 * HOUR, published_text="قبل ساعتين", image="https://x/y.jpg")
    store.ingest([seen(rougher, NOW)], now=NOW)
    article = only(store)
    assert (article.published, article.published_text) == (NOW - 3 * HOUR, "قبل 3 دقائق")
    assert article.image == "https://x/y.jpg"
    day = make(2, published=NOW.date())
    store.ingest([seen(day, NOW - HOUR)], now=NOW)
    exact = make(2, published=NOW - 4 * HOUR)
    store.ingest([seen(exact, NOW)], now=NOW)
    stored = store.article_by_id("article-2")
    assert stored is not None
    assert stored.article == exact


def test_a_page_without_a_date_is_joined_to_a_dumps_article(store: Store) -> None:
    store.ingest([given(make())], now=NOW)
    page = Page(make().url, b"<p>", fetched_at=None)
    report = store.ingest([Ingest("file.html", page=page, articles=(make(),))], now=NOW)
    assert report == IngestReport(unchanged=1)
    stored = store.article_by_id("article-1")
    assert stored is not None
    assert stored.page_id is not None


def test_an_older_version_that_comes_late_goes_into_the_past(store: Store) -> None:
    store.ingest([seen(make(text="الصيغة الثانية"), NOW)], now=NOW)
    report = store.ingest([seen(make(text="الصيغة الأولى"), NOW - HOUR)], now=NOW)
    assert report == IngestReport(revised=1)
    found = store.article_by_id("article-1")
    assert found is not None
    assert [revision.article.text for revision in found.revisions] == [
        "الصيغة الأولى",
        "الصيغة الثانية",
    ]
    assert found.article.text == "الصيغة الثانية"
    assert found.first_seen == NOW - HOUR


def test_a_return_to_an_older_text_is_an_edit_when_seen_and_none_when_imported(
    store: Store,
) -> None:
    for hours, text in ((3, "أول"), (2, "ثان")):
        store.ingest([seen(make(text=text), NOW - hours * HOUR)], now=NOW)
    assert store.ingest([given(make(text="أول"))], now=NOW) == IngestReport(unchanged=1)
    assert only(store).text == "ثان"
    assert store.ingest([seen(make(text="أول"), NOW)], now=NOW) == IngestReport(revised=1)
    assert only(store).text == "أول"


def test_an_id_that_another_article_has_gives_way_the_same_every_time(store: Store) -> None:
    other = make(2, id="article-1")
    store.ingest([given(make(1)), given(other)], now=NOW)
    ids = {item.id for item in store.latest().items}
    assert "article-1" in ids
    (changed,) = ids - {"article-1"}
    assert len(changed) == 16
    assert store.ingest([given(other)], now=NOW) == IngestReport(unchanged=1)
    assert {item.id for item in store.latest().items} == ids
    first = store.article_by_id("article-1")
    assert first is not None
    assert first.article.canonical_url == "https://nakhla.example/news/1"


def test_without_an_address_the_id_tells_articles_apart(store: Store) -> None:
    first, second = (
        make(number, canonical_url=None, url=None, publisher=Publisher()) for number in (1, 2)
    )
    assert store.ingest([given(first), given(second), given(first)], now=NOW) == IngestReport(
        new=2, unchanged=1
    )


def test_a_date_in_the_future_does_not_pin_an_article_to_the_top(store: Store) -> None:
    hostile = make(1, published=NOW + 24 * 365 * HOUR)
    store.ingest([seen(hostile, NOW - 2 * HOUR), seen(make(2, published=NOW - HOUR), NOW)], now=NOW)
    assert [item.id for item in store.latest().items] == ["article-2", "article-1"]


def test_a_local_time_is_taken_in_the_zone_of_its_source(store: Store) -> None:
    store.add_source(Source("نخلة", "nakhla.example", zone="Asia/Baghdad"), now=NOW)
    local = dt.datetime.fromisoformat("2024-11-12T10:00")  # 07:00 in UTC
    between = make(2, published=dt.datetime(2024, 11, 12, 8, 0, tzinfo=dt.UTC))
    store.ingest([given(make(1, published=local)), given(between)], now=NOW)
    assert [item.id for item in store.latest().items] == ["article-2", "article-1"]


def test_a_day_alone_counts_at_its_end_or_when_it_was_first_seen(store: Store) -> None:
    yesterday, today = dt.date(2024, 11, 11), dt.date(2024, 11, 12)
    late = make(3, published=dt.datetime(2024, 11, 11, 22, 0, tzinfo=dt.UTC))
    batch = [seen(make(1, published=yesterday), NOW), seen(make(2, published=today), NOW - HOUR)]
    store.ingest([*batch, seen(late, NOW)], now=NOW)
    assert [item.id for item in store.latest().items] == ["article-2", "article-1", "article-3"]


def test_an_article_takes_the_country_of_its_source_or_of_the_domain_above(store: Store) -> None:
    store.ingest([given(make(publisher=Publisher("ن", "sport.nakhla.example")))], now=NOW)
    assert store.latest(country="IQ").items == ()
    store.add_source(Source("نخلة", "nakhla.example", country="IQ"), now=NOW)
    assert len(store.latest(country="IQ").items) == 1
    store.ingest([given(make(2))], now=NOW)
    assert len(store.latest(country="iq").items) == 2


def test_text_that_no_database_holds_is_kept_with_its_offsets(store: Store) -> None:
    store.ingest([given(make(title="عنوان\0", text="قبل\ud800بعد\0"))], now=NOW)
    beside = make(1, id="\0\ud800", made_by="\0", sections=("\0", "\ud800"), title="عنوان\0")
    store.ingest([given(dataclasses.replace(beside, text="قبل\ud800بعد\0"))], now=NOW)
    article = only(store)
    assert article.title == "عنوان\ufffd"
    assert article.text == "قبل\ufffdبعد\ufffd"


@pytest.mark.parametrize("article", [make(text=" \n "), make(id="x" * 1000)])
def test_what_is_no_article_goes_to_quarantine_and_stops_nothing(
    store: Store, article: Article
) -> None:
    report = store.ingest([given(article, name="bad"), given(make(2))], now=NOW)
    assert report == IngestReport(new=1, quarantined=1)
    assert [item.name for item in store.quarantine(limit=9)] == ["bad"]


def test_a_batch_is_stored_whole_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    page = Page("https://nakhla.example/p", b"body", fetched_at=NOW)
    batch = [seen(make(), NOW), Ingest("p", page=page, failure=Failure("p", "extract", "no"))]
    with monkeypatch.context() as patched:
        patched.setattr(articles, "change_counters", fail)
        with pytest.raises(RuntimeError):
            store.ingest(batch, now=NOW)
    counts = store.counts()
    assert (counts.articles, counts.pages, counts.quarantined) == (0, 0, 0)
    assert store.latest().items == ()
    assert store.ingest(batch, now=NOW) == IngestReport(new=1, quarantined=1)


def test_a_queued_page_is_done_with_its_articles(store: Store) -> None:
    feed = Feed("https://nakhla.example/feed")
    source = store.add_source(Source("نخلة", "nakhla.example", feeds=(feed,)), now=NOW)
    store.announce(source.id, [Announcement("https://nakhla.example/news/1")], now=NOW)
    (leased,) = store.lease_pages(now=NOW, limit=5, seconds=60)
    store.ingest([dataclasses.replace(seen(make(), NOW), queue_id=leased.id)], now=NOW)
    assert store.lease_pages(now=NOW + HOUR, limit=5, seconds=60) == ()
    assert store.sources()[0].queued == 0


def test_counters_follow_what_is_stored(store: Store) -> None:
    page = Page("https://nakhla.example/x", b"x", fetched_at=NOW)
    store.ingest(
        [
            seen(make(1, sections=("رياضة",)), NOW),
            given(make(2, publisher=Publisher(None, "tilal.example"))),
            given(make(3, sections=("رياضة",))),
            Ingest("x", page=page, failure=Failure("x", "extract", "no")),
            failed("y"),
        ],
        now=NOW,
    )
    counts = store.counts()
    assert (counts.articles, counts.pages, counts.quarantined) == (3, 2, 2)
    assert counts.latest_at == dt.datetime(2024, 11, 12, 9, 0, tzinfo=dt.UTC)
    assert [(item.publisher, item.count) for item in store.publishers()] == [
        (NAKHLA, 2),
        (Publisher(None, "tilal.example"), 1),
    ]
    assert [(block.topic, block.count) for block in store.front(per_topic=5)] == [
        ("sports", 2),
        (None, 1),
    ]
    moved = make(1, publisher=Publisher("تلال", "tilal.example"), title="منقول")
    store.ingest([seen(moved, NOW + HOUR)], now=NOW + HOUR)
    assert {item.publisher.domain: item.count for item in store.publishers()} == {
        "nakhla.example": 1,
        "tilal.example": 2,
    }


def test_an_empty_batch_is_fine(store: Store) -> None:
    assert store.ingest([], now=NOW) == IngestReport()


def test_a_local_time_without_a_known_source_is_taken_in_the_country_of_its_domain(
    store: Store,
) -> None:
    local = dt.datetime.fromisoformat("2024-11-12T10:00")
    egyptian = make(1, published=local, publisher=Publisher(None, "nil.example.eg"))  # 08:00 in UTC
    between = make(2, published=dt.datetime(2024, 11, 12, 9, 0, tzinfo=dt.UTC))
    store.ingest([given(egyptian), given(between)], now=NOW)
    assert [item.id for item in store.latest().items] == ["article-2", "article-1"]


def test_fields_of_any_size_are_kept(store: Store) -> None:
    words = " ".join(
        "".join(chr(0x621 + (n // 26**k) % 26) for k in range(4)) * 24 for n in range(15_000)
    )
    article = make(
        title="عنوان " * 50_000,
        text=words,
        tags=tuple(f"وسم{n}" for n in range(3_000)),
        sections=("ﷺ" * 200, *(f"قسم {n}" for n in range(100))),
        publisher=Publisher("اسم " * 5_000, "nakhla.example"),
        url="https://nakhla.example/" + "x" * 100_000,
        canonical_url="https://nakhla.example/" + "x" * 100_000,
    )
    assert store.ingest([given(article)], now=NOW) == IngestReport(new=1)
    assert only(store).text == words
    assert only(store).title == article.title
    assert len(store.latest().items[0].title or "") <= 1_000


def test_of_an_input_that_comes_twice_the_last_outcome_counts(store: Store) -> None:
    ok, bad = given(make(), name="x"), failed("x")
    assert store.ingest([ok, bad], now=NOW) == IngestReport(new=1, quarantined=1)
    assert store.counts().quarantined == 1
    store.ingest([bad, ok], now=NOW)
    assert store.counts().quarantined == 0
