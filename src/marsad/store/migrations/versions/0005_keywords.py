"""Keywords of articles, to list by. Every analysed article is due again, to bring them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BYTES = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables; every analysed article is due again, to bring its keywords."""
    op.create_table(
        "keyword",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", BYTES, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keyword"),
        sa.UniqueConstraint("key", name="uq_keyword_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "article_keyword",
        sa.Column("keyword_id", KEY, nullable=False),
        sa.Column("sort_at", sa.BigInteger(), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["keyword_id"], ["keyword.id"], name="fk_article_keyword_keyword_id"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_article_keyword_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("keyword_id", "sort_at", "article_id", name="pk_article_keyword"),
    )
    op.create_index("ix_article_keyword_article", "article_keyword", ["article_id"])
    op.execute(
        "INSERT INTO analysis_due (article_id) SELECT article_id FROM analysis"
        " WHERE article_id NOT IN (SELECT article_id FROM analysis_due)"
    )
