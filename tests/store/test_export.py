from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from sqlalchemy import make_url

from marsad.errors import StoreError
from marsad.store import postgres, reading
from marsad.store.engine import Store, open_store
from marsad.store.query import parse_query
from marsad.store.records import SearchQuery
from tests.store.builders import HOUR, NOW, TILAL, given, make, seen
from tests.support.postgres import connect


def fill(store: Store, count: int = 450) -> None:
    for start in range(0, count, 150):
        store.ingest(
            [
                given(
                    make(
                        n,
                        published=NOW - (n % 40) * HOUR,
                        text="جسر" if n % 3 else "نفق",
                        **({"publisher": TILAL} if n % 2 else {}),
                    )
                )
                for n in range(start, start + 150)
            ],
            now=NOW,
        )


def test_everything_comes_out_once_oldest_first(store: Store) -> None:
    fill(store)
    found = list(store.export())
    assert len({stored.key for stored in found}) == 450
    order = [(str(stored.article.published), stored.key) for stored in found]
    assert order == sorted(order)
    assert list(store.export(SearchQuery())) == found


def test_a_query_narrows_it_and_its_limit_does_not(store: Store) -> None:
    fill(store)
    found = [s.article for s in store.export(parse_query("نفق مصدر:tilal.example", limit=3))]
    assert len(found) == 75
    assert all(article.text == "نفق" and article.publisher == TILAL for article in found)
    published = [str(article.published) for article in found]
    assert published == sorted(published)
    assert list(store.export(parse_query("مصدر:غائب"))) == []


def test_it_shows_one_state_of_the_store_though_it_changes(store: Store) -> None:
    fill(store)
    stream = store.export()
    first = next(stream)
    store.ingest([given(make(1000, published=NOW)), given(make(1001))], now=NOW)
    assert len([first, *stream]) == 450
    assert len(list(store.export())) == 452


def test_revisions_come_along(store: Store) -> None:
    store.ingest([seen(make(), NOW - HOUR)], now=NOW)
    store.ingest([seen(make(title="عنوان معدّل"), NOW)], now=NOW)
    (stored,) = store.export()
    assert [revision.number for revision in stored.revisions] == [1, 2]


def test_a_stream_that_is_left_early_holds_nothing(store: Store) -> None:
    fill(store)
    for _ in range(30):  # more than there are connections
        next(store.export())
    assert store.counts().articles == 450


def test_memory_does_not_grow_with_the_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "STREAMED", 5)
    articles = [make(n, text="كلمة " * 10_000) for n in range(60)]
    total = sum(sys.getsizeof(article.text) for article in articles)
    store.ingest([given(article) for article in articles], now=NOW)
    del articles
    list(store.export())  # whatever is loaded on first use
    tracemalloc.start()
    try:
        for _ in store.export():
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < total / 2


# --- backup ---


def test_a_backup_of_a_file_is_a_store(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'marsad.db'}") as store:
        fill(store, 150)
        target = tmp_path / "copies" / "copy.db"
        store.backup(target)
        assert [path.name for path in target.parent.iterdir()] == ["copy.db"]
        with open_store(f"sqlite:///{target}", create=False) as copy:
            assert list(copy.export()) == list(store.export())
            assert len(copy.search(parse_query("جسر")).hits) == 20
        with pytest.raises(StoreError, match="already"):
            store.backup(target)


def test_a_backup_is_consistent_while_others_write(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'marsad.db'}"
    with open_store(url) as store:
        fill(store, 150)
        with subprocess.Popen(
            [sys.executable, "-m", "tests.store.worker", "ingest", url, "400"],
            stdout=subprocess.PIPE,
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            for number in range(3):
                store.backup(tmp_path / f"{number}.db")
            writer.stdout.read()
        for number in range(3):
            with open_store(f"sqlite:///{tmp_path / f'{number}.db'}", create=False) as copy:
                assert copy.counts().articles == len(list(copy.export())) >= 150


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'marsad.db'}") as store:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreError, match="file"):
            store.backup(tmp_path / "file" / "copy.db")
        assert {path.name for path in tmp_path.iterdir()} >= {"marsad.db", "file"}


@pytest.mark.postgres
def test_a_backup_of_a_server_can_be_restored(postgres_url: str, tmp_path: Path) -> None:
    with open_store(postgres_url) as store:
        fill(store, 150)
        target = tmp_path / "marsad.dump"
        store.backup(target)
        expected = list(store.export())
    url = make_url(postgres_url)
    name = f"{url.database}_restored"
    with connect(url.set(database="postgres")) as conn:
        conn.execute(f'CREATE DATABASE "{name}"')
    restored = url.set(database=name)
    address = restored.set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        program = postgres.find_program("pg_restore")
        subprocess.run([program, f"--dbname={address}", str(target)], check=True, env=os.environ)
        with open_store(restored.render_as_string(hide_password=False), create=False) as copy:
            assert list(copy.export()) == expected
    finally:
        with connect(url.set(database="postgres")) as conn:
            conn.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.postgres
def test_a_backup_without_the_servers_programs_says_what_is_missing(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> str:
        raise StoreError(f"{name} is not installed")

    with open_store(postgres_url) as store:
        monkeypatch.setattr(postgres, "find_program", absent)
        with pytest.raises(StoreError, match="pg_dump is not installed"):
            store.backup(tmp_path / "marsad.dump")
        assert list(tmp_path.iterdir()) == []
