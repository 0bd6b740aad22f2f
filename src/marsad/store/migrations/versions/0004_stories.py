"""Copies, stories and sagas: every analysed article waits for its place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; every analysed article waits for its place."""
    _make_stories()
    _make_places()
    _make_work()
    op.execute(
        "INSERT INTO connect_due (article_id, sort_at)"
        " SELECT article.id, article.sort_at FROM article"
        " JOIN analysis ON analysis.article_id = article.id"
    )
    op.execute("INSERT INTO connect_state (id, version) VALUES (1, 0)")


def _make_stories() -> None:
    op.create_table(
        "saga",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saga"),
        sa.UniqueConstraint("name", name="uq_saga_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story",
        sa.Column("id", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("saga_id", KEY, nullable=False),
        sa.Column("merged_into", KEY, nullable=True),
        sa.Column("headline_id", KEY, nullable=True),
        sa.Column("first_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_at", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("articles", sa.Integer(), server_default="0", nullable=False),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sources", sa.Integer(), server_default="0", nullable=False),
        sa.Column("recent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("hot", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["saga_id"], ["saga.id"], name="fk_story_saga_id"),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sa.UniqueConstraint("name", name="uq_story_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_hot", "story", ["hot", "id"])
    op.create_index("ix_story_last", "story", ["last_at", "id"])
    op.create_index("ix_story_saga", "story", ["saga_id", "first_at"])
    op.create_index("ix_story_topic_hot", "story", ["topic", "hot", "id"])
    op.create_table(
        "story_country",
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("hot", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_story_country_story_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "country", name="pk_story_country"),
    )
    op.create_index("ix_story_country_hot", "story_country", ["country", "hot", "story_id"])


def _make_places() -> None:
    op.create_table(
        "story_article",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("sort_at", sa.BigInteger(), nullable=False),
        sa.Column("copy_of", KEY, nullable=True),
        sa.Column("copy_kind", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_story_article_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_article_story_id"),
        sa.PrimaryKeyConstraint("article_id", name="pk_story_article"),
    )
    op.create_index("ix_story_article_copy", "story_article", ["copy_of"])
    op.create_index("ix_story_article_sort", "story_article", ["sort_at", "article_id"])
    op.create_index(
        "ix_story_article_story", "story_article", ["story_id", "sort_at", "article_id"]
    )
    op.create_table(
        "shared_text",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_shared_text_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["article.id"], name="fk_shared_text_other_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "other_id", name="pk_shared_text"),
    )
    op.create_index("ix_shared_text_other", "shared_text", ["other_id"])
    op.create_table(
        "near_article",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("story", sa.Double(), nullable=False),
        sa.Column("saga", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_near_article_article_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["article.id"], name="fk_near_article_other_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "other_id", name="pk_near_article"),
    )
    op.create_index("ix_near_article_other", "near_article", ["other_id"])


def _make_work() -> None:
    op.create_table(
        "connect_due",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("sort_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_connect_due_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_connect_due"),
    )
    op.create_index("ix_connect_due_sort", "connect_due", ["sort_at", "article_id"])
    op.create_table(
        "connect_state",
        sa.Column("id", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("replayed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_connect_state"),
    )
    op.create_table(
        "story_log",
        sa.Column("id", KEY, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("story_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=True),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_log_other", "story_log", ["other_id"])
    op.create_index("ix_story_log_state", "story_log", ["state", "id"])
    op.create_index("ix_story_log_story", "story_log", ["story_id"])
