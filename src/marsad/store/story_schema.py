"""The tables of copies, stories and sagas; `schema` has all others."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
)

from marsad.store.schema import KEY, Instant, metadata

# Stories of one affair.
saga = Table(
    "saga",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # the lasting id
    sqlite_autoincrement=True,
)

# Articles about one event. What a list shows is counted on write. `hot` is seconds, made so that
# what orders the front page needs no clock: when it grew last, and a bonus for its sources. One
# that was merged into another keeps its row, so that its address still leads there.
story = Table(
    "story",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # the lasting id
    Column("saga_id", ForeignKey("saga.id"), nullable=False),
    Column("merged_into", KEY),
    Column("headline_id", KEY),  # the article whose headline stands for all
    Column("first_at", BigInteger, nullable=False, server_default="0"),  # seconds
    Column("last_at", BigInteger, nullable=False, server_default="0"),
    Column("articles", Integer, nullable=False, server_default="0"),
    Column("copies", Integer, nullable=False, server_default="0"),
    Column("sources", Integer, nullable=False, server_default="0"),
    Column("recent", Integer, nullable=False, server_default="0"),  # sources of its last hours
    Column("topic", Text),
    Column("hot", BigInteger, nullable=False, server_default="0"),
    Index("ix_story_hot", "hot", "id"),
    Index("ix_story_topic_hot", "topic", "hot", "id"),
    Index("ix_story_last", "last_at", "id"),
    Index("ix_story_saga", "saga_id", "first_at"),
    sqlite_autoincrement=True,
)

story_country = Table(
    "story_country",
    metadata,
    Column("story_id", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("country", Text, primary_key=True),
    Column("hot", BigInteger, nullable=False),
    Index("ix_story_country_hot", "country", "hot", "story_id"),
)

# Where an article belongs. `by_hand` is what an editor decided: a replay leaves it alone.
story_article = Table(
    "story_article",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", ForeignKey("story.id"), nullable=False),
    Column("sort_at", BigInteger, nullable=False),
    Column("copy_of", KEY),  # the first of its copy group
    Column("copy_kind", Text),
    Column("topic", Text),
    Column("countries", Text, nullable=False),  # codes of its lead, parted by blanks
    Column("by_hand", Boolean(create_constraint=False), nullable=False),
    Index("ix_story_article_story", "story_id", "sort_at", "article_id"),
    Index("ix_story_article_copy", "copy_of"),
    Index("ix_story_article_sort", "sort_at", "article_id"),
)

# Articles that print a part of each other's text, and are no copies.
shared_text = Table(
    "shared_text",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_shared_text_other", "other_id"),
)

# Earlier articles that lead with something alike, with the probabilities of one event, one affair.
near_article = Table(
    "near_article",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Double, nullable=False),
    Column("saga", Double, nullable=False),
    Index("ix_near_article_other", "other_id"),
)

# Analysed articles that wait for their place.
connect_due = Table(
    "connect_due",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("sort_at", BigInteger, nullable=False),
    Index("ix_connect_due_sort", "sort_at", "article_id"),
)

# One row: who places articles now, a number that every change of places raises, and when a replay
# looked at the last days.
connect_state = Table(
    "connect_state",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("leased_until", Instant),
    Column("replayed_at", Instant),
)

# Every merge, split and move, done or proposed by a replay, for everyone to read.
story_log = Table(
    "story_log",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("action", Text, nullable=False),  # merge, split, move
    Column("state", Text, nullable=False),  # done, proposed, rejected
    Column("story_id", KEY, nullable=False),
    Column("other_id", KEY),
    Column("articles", Text, nullable=False),  # JSON array of keys
    Column("reason", Text, nullable=False),
    Index("ix_story_log_story", "story_id"),
    Index("ix_story_log_other", "other_id"),
    Index("ix_story_log_state", "state", "id"),
    sqlite_autoincrement=True,
)
