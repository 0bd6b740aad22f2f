"""The topic that the analysis finds, for articles whose section tells none.

Analysed articles without a topic are due again, to bring theirs.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what has no topic is analysed again."""
    op.add_column("article", sa.Column("found_topic", sa.Text(), nullable=True))
    op.execute(
        "INSERT INTO analysis_due (article_id) SELECT id FROM article WHERE topic IS NULL"
        " AND id IN (SELECT article_id FROM analysis)"
        " AND id NOT IN (SELECT article_id FROM analysis_due)"
    )
