"""Identities: who and what articles name. Every analysed article is due again, to be linked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; every analysed article is due again, to be linked."""
    _make_identities()
    _make_contributions()
    _make_decisions()
    op.execute(
        "INSERT INTO analysis_due (article_id) SELECT article_id FROM analysis"
        " WHERE article_id NOT IN (SELECT article_id FROM analysis_due)"
    )


def _make_identities() -> None:
    op.create_table(
        "entity",
        sa.Column("id", KEY, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("parent", KEY, nullable=True),
        sa.Column("root", KEY, nullable=False),
        sa.Column("articles", sa.Integer(), server_default="0", nullable=False),
        sa.Column("all_articles", sa.Integer(), server_default="0", nullable=False),
        sa.Column("all_mentions", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entity_root", "entity", ["root"])
    op.create_index("ix_entity_mentions", "entity", ["all_mentions", "id"])
    op.create_index("ix_entity_type_mentions", "entity", ["type", "all_mentions", "id"])
    op.create_table(
        "entity_key",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "entity_id", name="pk_entity_key"),
    )
    op.create_index("ix_entity_key_entity", "entity_key", ["entity_id"])
    op.create_table(
        "entity_name",
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("name", BYTES, nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("full_uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "name", name="pk_entity_name"),
    )
    op.create_table(
        "entity_tail",
        sa.Column("tail", BYTES, nullable=False),
        sa.Column("entity_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("tail", "entity_id", name="pk_entity_tail"),
    )
    op.create_index("ix_entity_tail_entity", "entity_tail", ["entity_id"])


def _make_contributions() -> None:
    op.create_table(
        "entity_article",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("sort_at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("brought", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_entity_article_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "entity_id", name="pk_entity_article"),
    )
    op.create_index(
        "ix_entity_article_time", "entity_article", ["entity_id", "sort_at", "article_id"]
    )
    op.create_table(
        "entity_day",
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "day", name="pk_entity_day"),
    )
    op.create_table(
        "entity_role",
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("key", BYTES, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organization", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "key", name="pk_entity_role"),
    )
    op.create_table(
        "entity_evidence",
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("key", BYTES, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_entity_evidence_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entity_id", "key", "day", "article_id", name="pk_entity_evidence"),
    )
    op.create_index("ix_entity_evidence_article", "entity_evidence", ["article_id"])


def _make_decisions() -> None:
    op.create_table(
        "entity_pin",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("entity_id", KEY, nullable=False),
        sa.PrimaryKeyConstraint("key", "article_id", name="pk_entity_pin"),
    )
    op.create_index("ix_entity_pin_entity", "entity_pin", ["entity_id"])
    op.create_table(
        "entity_log",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entity_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entity_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entity_log_entity", "entity_log", ["entity_id"])
    op.create_index("ix_entity_log_other", "entity_log", ["other_id"])
