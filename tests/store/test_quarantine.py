from __future__ import annotations

from marsad.store.engine import Store
from marsad.store.records import Cursor, Ingest
from marsad.types import Failure, Page
from tests.store.builders import HOUR, NOW, failed, given, make


def test_a_failure_is_kept_with_its_reason_and_counted(store: Store) -> None:
    store.ingest([failed("a.html", "فارغ")], now=NOW)
    store.ingest([failed("a.html", "ما زال\nفارغا")], now=NOW + HOUR)
    (item,) = store.quarantine(limit=5)
    assert (item.name, item.stage, item.reason) == ("a.html", "extract", "ما زال فارغا")
    assert (item.first_at, item.last_at, item.attempts) == (NOW, NOW + HOUR, 2)
    assert store.counts().quarantined == 1


def test_an_input_that_succeeds_leaves(store: Store) -> None:
    store.ingest([failed("a", stage="fetch")], now=NOW)
    store.ingest([failed("a"), failed("b")], now=NOW)
    assert store.counts().quarantined == 3
    store.ingest([given(make(), name="a")], now=NOW)
    assert [item.name for item in store.quarantine(limit=5)] == ["b"]
    assert store.counts().quarantined == 1


def test_the_page_of_a_failure_is_kept(store: Store) -> None:
    page = Page("https://nakhla.example/x", "صفحة".encode(), "text/html", 200, NOW)
    store.ingest([Ingest("x", page=page, failure=Failure("x", "extract", "no"))], now=NOW)
    store.ingest([Ingest("y", failure=Failure("y", "extract", "no", page=page))], now=NOW)
    first, second = store.quarantine(limit=5)
    assert first.page_id == second.page_id
    kept = store.page(first.page_id or 0)
    assert kept is not None
    assert kept.page == page


def test_the_latest_come_first_page_by_page(store: Store) -> None:
    for hour in range(5):
        store.ingest([failed(f"{hour}-a"), failed(f"{hour}-b")], now=NOW + hour * HOUR)
    found: list[str] = []
    after: Cursor | None = None
    while batch := store.quarantine(limit=3, after=after):
        found += [item.name[0] for item in batch]
        after = Cursor(batch[-1].last_at.timestamp(), batch[-1].id)
    assert found == ["4", "4", "3", "3", "2", "2", "1", "1", "0", "0"]


def test_names_and_reasons_of_any_length_are_kept(store: Store) -> None:
    names = ["x" * 9000, "x" * 9000 + "y", "\0\ud800"]
    store.ingest([failed(name, "سبب " * 5000) for name in names], now=NOW)
    assert store.counts().quarantined == 3
    store.ingest([given(make(), name=names[0])], now=NOW)
    assert store.counts().quarantined == 2
