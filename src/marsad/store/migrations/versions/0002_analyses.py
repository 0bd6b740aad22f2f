"""What the analysis found, and which articles wait for it: at first all that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the analysis; every stored article is due."""
    op.create_table(
        "analysis",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_analysis_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_analysis"),
    )
    op.create_table(
        "analysis_due",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name="fk_analysis_due_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_analysis_due"),
    )
    op.execute("INSERT INTO analysis_due (article_id) SELECT id FROM article")
