"""Invented articles and pages for the store's tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text

from marsad.store.engine import Store
from marsad.store.migrate import SCRIPTS
from marsad.store.records import Ingest
from marsad.store.schema import metadata
from marsad.types import Article, Failure, Page, Publisher

NOW = dt.datetime(2024, 11, 12, 12, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
NAKHLA = Publisher("نخلة برس", "nakhla.example")
TILAL = Publisher("تلال نيوز", "tilal.example")

TITLE = "وزير النقل يفتتح الجسر الجديد في المدينة"
TEXT = "افتتح وزير النقل صباح اليوم الجسر الجديد.\nوقال إن العمل استغرق عامين كاملين."


def make(number: int = 1, **fields: Any) -> Article:
    """Build an article at an address of its own; `fields` replace what it would have."""
    url = f"https://nakhla.example/news/{number}"
    values: dict[str, Any] = {
        "id": f"article-{number}",
        "made_by": "test 1",
        "title": TITLE,
        "text": TEXT,
        "url": url,
        "canonical_url": url,
        "published": dt.datetime(2024, 11, 12, 9, 0, tzinfo=dt.UTC),
        "publisher": NAKHLA,
    }
    return Article(**{**values, **fields})


def given(*articles: Article, name: str | None = None) -> Ingest:
    """Wrap articles as one input of a dump, which does not know when it was observed."""
    return Ingest(name or f"dump:{articles[0].id}", articles=articles)


def seen(article: Article, at: dt.datetime, body: bytes | None = None) -> Ingest:
    """Wrap an article as read from its page at a moment."""
    page = Page(article.url, body or f"{article.title}|{at}".encode(), "text/html", 200, at)
    return Ingest(article.url or article.id, page=page, articles=(article,))


def failed(name: str, reason: str = "no article was found", stage: Any = "extract") -> Ingest:
    """Build an input that failed."""
    return Ingest(name, failure=Failure(name, stage, reason))


def go_back(store: Store, version: str) -> None:
    """Make a store what it was at an earlier migration: without the tables of later ones."""
    known = tables_at(version)
    with store.database.write() as conn:
        for table in reversed(metadata.sorted_tables):
            if table.name not in known:
                conn.execute(text(f"DROP TABLE {table.name}"))
                continue
            for column in table.columns:
                if column.name not in known[table.name]:
                    conn.execute(text(f"ALTER TABLE {table.name} DROP COLUMN {column.name}"))
        conn.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))


def tables_at(version: str) -> dict[str, set[str]]:
    """Return the tables that the migrations up to one make, with the names of their columns."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, version)
        inspector = inspect(conn)
        tables = {
            name: {column["name"] for column in inspector.get_columns(name)}
            for name in inspector.get_table_names()
        }
    engine.dispose()
    return tables
