"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marsad.store import postgres, sqlite

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make all tables and the empty full-text index."""
    create_sources()
    create_queue()
    create_pages()
    create_articles()
    create_sections()
    create_counters()
    conn = op.get_bind()
    (sqlite if conn.dialect.name == "sqlite" else postgres).create_search(conn)


def create_sources() -> None:
    """Publishers and their feeds."""
    op.create_table(
        "source",
        sa.Column("id", KEY, nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("homepage", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("domain", name="uq_source_domain"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "feed",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("fetched_at", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_feed_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("source_id", "url", name="uq_feed_source_id_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feed_next_at", "feed", ["next_at"])


def create_queue() -> None:
    """Announced pages."""
    op.create_table(
        "queue",
        sa.Column("id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("modified", sa.BigInteger(), nullable=True),
        sa.Column("announced_at", sa.BigInteger(), nullable=False),
        sa.Column("fresh_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_queue_source_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_queue"),
        sa.UniqueConstraint("url_hash", name="uq_queue_url_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_queue_due", "queue", ["state", "due_at"])
    op.create_index("ix_queue_host_fresh", "queue", ["state", "host", "fresh_at"])
    op.create_index("ix_queue_source", "queue", ["source_id", "state"])


def create_pages() -> None:
    """Raw pages, and inputs that failed."""
    op.create_table(
        "page",
        sa.Column("id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("fetched_at", sa.BigInteger(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
        sa.UniqueConstraint("key", name="uq_page_key"),
    )
    op.create_table(
        "quarantine",
        sa.Column("id", KEY, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("page_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_quarantine_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quarantine"),
        sa.UniqueConstraint("key", name="uq_quarantine_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quarantine_last", "quarantine", ["last_at", "id"])
    op.create_index("ix_quarantine_page", "quarantine", ["page_id"])


def create_articles() -> None:
    """Articles and their versions."""
    op.create_table(
        "article",
        sa.Column("id", KEY, nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("identity", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sort_at", sa.BigInteger(), nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("revisions", sa.Integer(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("external_id", name="uq_article_external_id"),
        sa.UniqueConstraint("identity", name="uq_article_identity"),
    )
    op.create_index("ix_article_country", "article", ["country", "sort_at", "id"])
    op.create_index("ix_article_domain", "article", ["domain", "sort_at", "id"])
    op.create_index("ix_article_sort", "article", ["sort_at", "id"])
    op.create_index("ix_article_topic", "article", ["topic", "sort_at", "id"])
    op.create_table(
        "revision",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("page_id", KEY, nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_revision_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name="fk_revision_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
    )
    op.create_index("ix_revision_article", "revision", ["article_id", "seen_at"])
    op.create_index(
        "ix_revision_current",
        "revision",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_index("ix_revision_page", "revision", ["page_id"])


def create_sections() -> None:
    """Publishers' sections."""
    op.create_table(
        "section",
        sa.Column("id", KEY, nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_section"),
        sa.UniqueConstraint("folded", name="uq_section_folded"),
    )
    op.create_table(
        "article_section",
        sa.Column("section_id", KEY, nullable=False),
        sa.Column("sort_at", sa.BigInteger(), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_section_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name="fk_article_section_section_id"
        ),
        sa.PrimaryKeyConstraint("section_id", "sort_at", "article_id", name="pk_article_section"),
    )
    op.create_index("ix_article_section_article", "article_section", ["article_id"])


def create_counters() -> None:
    """What is counted on write."""
    op.create_table(
        "counter",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_counter"),
    )
    op.create_table(
        "publisher",
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("domain", name="pk_publisher"),
    )
