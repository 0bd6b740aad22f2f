"""`import`, `search`, `export`, `reprocess`, `backup`: what a user does with the store."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import SHARED, environment, marsad

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not here")


def article(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"n{number}",
        "title": f"وزيرة المياه تتفقد السد رقم {number}",
        "text": f"تفقدت الوزيرة السدَّ رقم {number} في وادي الطرفاء.\nوقالت إن المفاوضات مستمرة.",
        "published": f"2024-11-{number % 28 + 1:02}T09:30:00+02:00",
        "publisher": {"name": "صحيفة السدرة", "domain": "sidra.example"},
        **fields,
    }


def write(path: Path, articles: list[dict[str, Any]]) -> Path:
    path.write_text(
        "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in articles), encoding="utf-8"
    )
    return path


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    write(tmp_path / "articles.jsonl", [article(number) for number in range(1, 31)])
    done = marsad("import", "articles.jsonl", home=tmp_path)
    assert done.code == 0, done.err
    assert "30 new" in done.err
    return tmp_path


def test_importing_the_same_input_twice_changes_nothing(filled: Path) -> None:
    before = marsad("export", home=filled).out
    again = marsad("import", "articles.jsonl", home=filled)
    assert "0 new, 0 revised, 30 unchanged, 0 failed" in again.err
    assert marsad("export", home=filled).out == before


def test_an_article_keeps_its_id_and_its_words(filled: Path) -> None:
    records = {record["id"]: record for record in marsad("export", home=filled).records}
    assert len(records) == 30
    assert records["n7"]["text"] == article(7)["text"]
    assert records["n7"]["published"] == "2024-11-08T09:30:00+02:00"


def test_export_is_oldest_first_and_filtered_by_day(filled: Path) -> None:
    done = marsad("export", "--since", "2024-11-05", "--until", "2024-11-07", home=filled)
    assert [record["published"][:10] for record in done.records] == [
        "2024-11-05",
        "2024-11-06",
        "2024-11-07",
    ]


def test_export_as_csv_opens_in_a_spreadsheet_without_running_anything(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", [article(1, title="=HYPERLINK(1)")])
    marsad("import", "a.jsonl", home=tmp_path)
    rows = list(csv.DictReader(io.StringIO(marsad("export", "-f", "csv", home=tmp_path).out)))
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert rows[0]["publisher"] == "صحيفة السدرة"


@pytest.mark.parametrize("query", ["السد", "سدّ", "بالمفاوضات", "مفاوضات وزيره", '"وادي الطرفاء"'])
def test_search_finds_any_form_of_a_word(filled: Path, query: str) -> None:
    done = marsad("search", query, "--limit", "50", "-f", "jsonl", home=filled)
    assert done.code == 0
    assert len(done.records) == 30


def test_search_shows_the_original_spelling_and_says_how_many(filled: Path) -> None:
    done = marsad("search", "السد", home=filled)
    assert "السدَّ" in done.out
    assert "30 found" in done.err


def test_search_without_result_prints_nothing_and_is_no_error(filled: Path) -> None:
    done = marsad("search", "كركدن", home=filled)
    assert (done.code, done.out) == (0, "")
    assert "0 found" in done.err


def test_backup_is_a_store_of_its_own(filled: Path) -> None:
    done = marsad("backup", "copy.db", home=filled)
    assert done.code == 0, done.err
    with closing(sqlite3.connect(filled / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copied = marsad("export", home=filled, database_url=f"sqlite:///{filled}/copy.db")
    assert copied.out == marsad("export", home=filled).out
    assert marsad("backup", "copy.db", home=filled).code == 1


def test_a_related_article_with_its_text_becomes_an_article_of_its_own(tmp_path: Path) -> None:
    related = {"title": "خبر آخر", "text": "نص الخبر الآخر كاملا.", "url": "https://x.example/2"}
    write(tmp_path / "a.jsonl", [article(1, related=[related, {"title": "عنوان وحده"}])])
    done = marsad("import", "a.jsonl", home=tmp_path)
    assert "2 new" in done.err
    other = next(r for r in marsad("export", home=tmp_path).records if r["id"] != "n1")
    assert (other["title"], other["published"]) == ("خبر آخر", None)


def test_failures_are_named_and_the_rest_is_imported(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps(article(1)) + '\n{"text": ""}\nnonsense\n', encoding="utf-8"
    )
    (tmp_path / "b.html").write_bytes(b"")
    done = marsad("import", "a.jsonl", "b.html", home=tmp_path)
    assert done.code == 1
    assert "1 new, 0 revised, 0 unchanged, 3 failed" in done.err
    for name in ("a.jsonl:2", "a.jsonl:3", "b.html"):
        assert name in done.err


def test_a_database_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "marsad.db").write_bytes(b"this is no database at all, just some text" * 30)
    done = marsad("search", "خبر", home=tmp_path)
    assert done.code == 1
    assert len(done.messages) == 1
    assert "marsad.db" in done.err


def test_an_import_killed_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    total = 6000
    write(tmp_path / "many.jsonl", [article(number) for number in range(total)])
    with subprocess.Popen(
        [sys.executable, "-m", "marsad", "import", "many.jsonl", "-j", "1"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stderr=subprocess.DEVNULL,
    ) as process:
        kept = 0
        for _ in range(2000):
            kept = count(tmp_path / "marsad.db")
            if kept or process.poll() is not None:
                break
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    assert kept > 0
    after = count(tmp_path / "marsad.db")
    assert kept <= after < total
    done = marsad("import", "many.jsonl", home=tmp_path)
    assert f"{total - after:,} new, 0 revised, {after:,} unchanged" in done.err
    ids = [record["id"] for record in marsad("export", home=tmp_path).records]
    assert len(ids) == len(set(ids)) == total


def count(database: Path) -> int:
    """Count the committed articles as another program would."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
            (number,) = store.execute("SELECT count(*) FROM article").fetchone()
            return int(number)
    except sqlite3.OperationalError:
        return 0


@needs_shared
def test_the_seed_page_imported_gives_two_articles(tmp_path: Path) -> None:
    seed = SHARED / "seed" / "aggregator_page.txt"
    assert "2 new" in marsad("import", seed, home=tmp_path).err
    assert "0 new, 0 revised, 2 unchanged" in marsad("import", seed, home=tmp_path).err
    first, second = sorted(
        marsad("export", home=tmp_path).records, key=lambda record: record["published"] or ""
    )
    assert (first["published"], second["published"]) == (None, "2024-11-12")


def test_reprocess_reaches_what_is_stored_without_a_revision(tmp_path: Path) -> None:
    body = "<p>" + "أعلنت البلدية بدء أعمال توسعة الطريق الساحلي عند المدخل الشمالي. " * 6 + "</p>"
    (tmp_path / "page.html").write_text(f"<h1>توسعة الطريق</h1>{body}", encoding="utf-8")
    marsad("import", "page.html", home=tmp_path)
    before = marsad("export", home=tmp_path).out
    done = marsad("reprocess", home=tmp_path)
    assert done.code == 0, done.err
    assert "0 articles changed, 0 pages failed" in done.err
    assert marsad("export", home=tmp_path).out == before
    assert marsad("reprocess", "--stage", "search", home=tmp_path).code == 0
