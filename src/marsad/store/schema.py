"""The tables, the same on both engines; the full-text index of each is in its engine's file.

Instants are whole microseconds since 1970 in UTC (`Instant`), days as printed stay text. `sort_at`
is in whole seconds: with the article's key it orders every list, newest first.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

VERSION = "0006"
"""The newest migration: what a store must be at for this code."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def to_micros(moment: dt.datetime) -> int:
    """Return an aware moment as whole microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> dt.datetime:
    """Return the moment, in UTC, of microseconds since 1970."""
    return _EPOCH + micros * _MICROSECOND


class Instant(TypeDecorator[dt.datetime]):
    """An aware moment, kept as an integer so that both engines compare it alike."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Turn a moment into what the table holds."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Turn what the table holds into a moment in UTC."""
        return None if value is None else from_micros(value)


KEY = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers only INTEGER keys by itself

# Compared byte by byte on both engines, so that names that begin alike lie beside each other.
BYTES = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Keys of rows that go away are never given out again (`sqlite_autoincrement`): a worker may still
# hold one.
source = Table(
    "source",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("domain", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("homepage", Text),
    Column("country", Text),
    Column("zone", Text),
    Column("language", Text, nullable=False),
    Column("interval", Integer, nullable=False),
    Column("added_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

feed = Table(
    "feed",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("next_at", Instant, nullable=False),
    Column("leased_until", Instant),
    Column("fetched_at", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    UniqueConstraint("source_id", "url"),
    Index(None, "next_at"),
    sqlite_autoincrement=True,
)

WAITING, DONE, GIVEN_UP = 0, 1, 2

# An announced page. A lease moves `due_at` to its end, so that the row of a killed worker comes
# back by itself.
queue = Table(
    "queue",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    Column("url", Text, nullable=False),
    Column("url_hash", LargeBinary(16), nullable=False, unique=True),
    Column("host", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("modified", Instant),
    Column("announced_at", Instant, nullable=False),
    Column("fresh_at", Instant, nullable=False),  # newest news are fetched first
    Column("state", SmallInteger, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", Instant, nullable=False),
    Column("error", Text),
    Index("ix_queue_host_fresh", "state", "host", "fresh_at"),
    Index("ix_queue_due", "state", "due_at"),
    Index("ix_queue_source", "source_id", "state"),
    sqlite_autoincrement=True,
)

page = Table(
    "page",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("url", Text),
    Column("key", LargeBinary(16), nullable=False, unique=True),  # of address and body
    Column("content_type", Text),
    Column("status", SmallInteger, nullable=False),
    Column("fetched_at", Instant),
    Column("size", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),  # zlib
)

article = Table(
    "article",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("external_id", Text, nullable=False, unique=True),
    Column("identity", LargeBinary(16), nullable=False, unique=True),
    Column("sort_at", BigInteger, nullable=False),  # seconds
    Column("first_seen", Instant, nullable=False),
    Column("domain", Text),
    Column("publisher", Text),
    Column("topic", Text),  # its publisher's section tells, else the analysis
    Column("country", Text),
    Column("language", Text, nullable=False),
    Column("revisions", Integer, nullable=False),
    Column("published", Text),
    Column("title", Text),
    Column("lead", Text, nullable=False),
    Column("canonical_url", Text),
    Column("sections", Text, nullable=False),  # JSON array of names, in the order they came
    Column("found_topic", Text),  # what the analysis says
    Index("ix_article_sort", "sort_at", "id"),
    Index("ix_article_topic", "topic", "sort_at", "id"),
    Index("ix_article_domain", "domain", "sort_at", "id"),
    Index("ix_article_country", "country", "sort_at", "id"),
)

# Every version of an article, the current one marked. `record` is the contract's JSON without what
# the article's row or the record's own text says already.
revision = Table(
    "revision",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("last_at", Instant),
    Column("current", Boolean(create_constraint=False), nullable=False),
    Column("content_hash", LargeBinary(16), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("page_id", ForeignKey("page.id")),
    Column("record", Text, nullable=False),
    Index("ix_revision_article", "article_id", "seen_at"),
    Index("ix_revision_page", "page_id"),
    Index(
        "ix_revision_current",
        "article_id",
        unique=True,
        sqlite_where=text("current"),
        postgresql_where=text("current"),
    ),
)

section = Table(
    "section",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
)

article_section = Table(
    "article_section",
    metadata,
    Column("section_id", ForeignKey("section.id"), primary_key=True),
    Column("sort_at", BigInteger, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_article_section_article", "article_id"),
)

# Counters, kept on write. Kinds: total, topic, domain (`name` is "" for articles without one).
counter = Table(
    "counter",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
    Column("latest", BigInteger),  # the newest article's `sort_at`
)

publisher = Table(
    "publisher",
    metadata,
    Column("domain", Text, primary_key=True),
    Column("name", Text),
    Column("country", Text),
)

# What the analysis found: packed JSON without the texts that offsets into the article say.
analysis = Table(
    "analysis",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("made_by", Text, nullable=False),
    Column("text_hash", LargeBinary(16), nullable=False),  # of the text that its offsets are in
    Column("record", LargeBinary, nullable=False),  # zlib
)

# Articles that wait to be analysed.
analysis_due = Table(
    "analysis_due",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("leased_until", Instant),
)

# A keyword by what its spellings share; `name` is the one that came first.
keyword = Table(
    "keyword",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("key", BYTES, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    sqlite_autoincrement=True,
)

# The keywords of an article: ours and its publisher's; `form` where it is spelled otherwise.
article_keyword = Table(
    "article_keyword",
    metadata,
    Column("keyword_id", ForeignKey("keyword.id"), primary_key=True),
    Column("sort_at", BigInteger, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("form", Text),
    Index("ix_article_keyword_article", "article_id"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", LargeBinary(16), nullable=False, unique=True),  # of stage and name
    Column("reason", Text, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("page_id", ForeignKey("page.id")),
    Index("ix_quarantine_last", "last_at", "id"),
    Index("ix_quarantine_page", "page_id"),
    sqlite_autoincrement=True,
)

# --- identities -----------------------------------------------------------------

# A person, organisation or place that articles name. One that was merged by hand into another keeps
# its own row: `parent` is what it was merged into, `root` the end of that chain, else itself. Only
# the counters of roots are shown; they count what was merged into them too.
entity = Table(
    "entity",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("latitude", Double),
    Column("longitude", Double),
    Column("parent", KEY),
    Column("root", KEY, nullable=False),
    Column("articles", Integer, nullable=False, server_default="0"),
    Column("all_articles", Integer, nullable=False, server_default="0"),
    Column("all_mentions", Integer, nullable=False, server_default="0"),
    Index("ix_entity_root", "root"),
    Index("ix_entity_mentions", "all_mentions", "id"),
    Index("ix_entity_type_mentions", "type", "all_mentions", "id"),
    sqlite_autoincrement=True,
)

# What an identity is found by; `uses` counts the articles that brought the key.
entity_key = Table(
    "entity_key",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("entity_id", KEY, primary_key=True),
    Column("uses", Integer, nullable=False),
    Index("ix_entity_key_entity", "entity_id"),
)

# The spellings of an identity, as printed; `uses` counts mentions, `full_uses` the articles whose
# fullest name it was.
entity_name = Table(
    "entity_name",
    metadata,
    Column("entity_id", KEY, primary_key=True),
    Column("name", BYTES, primary_key=True),
    Column("uses", Integer, nullable=False),
    Column("full_uses", Integer, nullable=False),
)

# For the search by what a name or one of its words begins with.
entity_tail = Table(
    "entity_tail",
    metadata,
    Column("tail", BYTES, primary_key=True),
    Column("entity_id", KEY, primary_key=True),
    Index("ix_entity_tail_entity", "entity_id"),
)

# What an article brought to an identity, so that it can be taken away again.
entity_article = Table(
    "entity_article",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("entity_id", KEY, primary_key=True),
    Column("sort_at", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),  # proleptic ordinal
    Column("mentions", Integer, nullable=False),
    Column("brought", Text, nullable=False),  # JSON: the article's own ids, spellings, keys
    Index("ix_entity_article_time", "entity_id", "sort_at", "article_id"),
)

entity_day = Table(
    "entity_day",
    metadata,
    Column("entity_id", KEY, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("mentions", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
)

# The roles of an identity, each in the wording that came last.
entity_role = Table(
    "entity_role",
    metadata,
    Column("entity_id", KEY, primary_key=True),
    Column("key", BYTES, primary_key=True),
    Column("title", Text, nullable=False),
    Column("organization", Text),
    Column("country", Text),
    Column("articles", Integer, nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
)

# The sentences that give an identity its roles.
entity_evidence = Table(
    "entity_evidence",
    metadata,
    Column("entity_id", KEY, primary_key=True),
    Column("key", BYTES, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("sentence", Text, nullable=False),
    Index("ix_entity_evidence_article", "article_id"),
)

# What was decided by hand: a spelling (of one article, or of all: 0) is this identity.
entity_pin = Table(
    "entity_pin",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("article_id", KEY, primary_key=True),
    Column("entity_id", KEY, nullable=False),
    Index("ix_entity_pin_entity", "entity_id"),
)

# Every merge and split by hand.
entity_log = Table(
    "entity_log",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("action", Text, nullable=False),
    Column("entity_id", KEY, nullable=False),
    Column("other_id", KEY, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_entity_log_entity", "entity_id"),
    Index("ix_entity_log_other", "other_id"),
    sqlite_autoincrement=True,
)
