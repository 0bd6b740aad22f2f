"""Stories as the rest of Marsad sees them: `Store.stories`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from marsad.store import placing, replacing, stories, story_details, story_edits, story_out
from marsad.store.database import Database
from marsad.store.records import Cursor
from marsad.store.search import valid_cursor
from marsad.store.story_records import (
    ArticlePlace,
    ConnectBatch,
    Connecting,
    LogAction,
    Place,
    ReadAlso,
    SharedText,
    ShortPlace,
    StoryListing,
    StoryLogEntry,
    StoryName,
    StoryView,
)
from marsad.stories.connect import Connected
from marsad.types import MentionType, Story


class StoryStore:
    """The stories of one open store. Errors and moments are as those of `Store`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- placing ---

    def lease(
        self, *, now: dt.datetime, limit: int, span: int, seconds: float
    ) -> ConnectBatch | None:
        """Take articles to place, oldest first; None without any, or while another process does.

        None is published more than `span` seconds after the first.
        """
        with self._database.lease() as conn:
            return placing.lease_batch(conn, now=now, limit=limit, span=span, seconds=seconds)

    def placed_between(self, first: int, last: int) -> list[tuple[Connecting, Connected]]:
        """Return the articles published between two moments, in seconds, with their places."""
        with self._database.read() as conn:
            return list(placing.placed_between(conn, first, last))

    def save(self, batch: ConnectBatch, places: Sequence[Place]) -> bool:
        """Keep places; False, and none is kept, where places changed since the lease."""
        with self._database.write() as conn:
            return placing.save_places(conn, batch, places)

    def give_up(self, batch: ConnectBatch) -> None:
        """End a lease whose articles were not placed; they wait on."""
        with self._database.write() as conn:
            placing.give_up(conn, batch)

    def ask_for_all(self) -> int:
        """Let every article wait for a new place, but for what editors put right; count them.

        Where an earlier request is not done yet, only the rest of it waits.
        """
        with self._database.write() as conn:
            return replacing.ask_for_all(conn)

    def waiting_again(self) -> int:
        """Return how many articles that have a place wait for a new one."""
        with self._database.read() as conn:
            return replacing.count_again(conn)

    def held_until(self, *, now: dt.datetime) -> dt.datetime | None:
        """Return until when another process has what waits for itself; None if none has."""
        with self._database.read() as conn:
            return replacing.held_until(conn, now)

    def waiting(self) -> int:
        """Return how many articles wait for their place."""
        with self._database.read() as conn:
            return placing.count_waiting(conn)

    def claim_replay(self, *, now: dt.datetime, every: dt.timedelta) -> bool:
        """Say whether a replay is due; of several processes only one hears yes."""
        with self._database.lease() as conn:
            return placing.claim_replay(conn, now=now, every=every)

    # --- reading ---

    def list(
        self,
        *,
        topic: str | None = None,
        country: str | None = None,
        least_sources: int = 1,
        limit: int = 30,
        after: Cursor | None = None,
    ) -> StoryListing:
        """List stories as a front page ranks them, a page at a time."""
        with self._database.read() as conn:
            return stories.list_stories(
                conn,
                topic=topic,
                country=country,
                least_sources=least_sources,
                limit=limit,
                after=valid_cursor(after),
            )

    def view(self, key: int) -> StoryView | None:
        """Return a story with its articles; of one that was merged, what it is part of."""
        with self._database.read() as conn:
            return stories.story_view(conn, key)

    def record(self, key: int) -> Story | None:
        """Return a story as the contract has it, with all its articles; merged ones as `view`."""
        with self._database.read() as conn:
            return story_out.whole_story(conn, key)

    def key(self, name: str) -> int | None:
        """Return the key of a story by its lasting id."""
        with self._database.read() as conn:
            return stories.story_key(conn, name)

    def place(self, article: int) -> ArticlePlace | None:
        """Return where an article stands; None while it waits for its place."""
        with self._database.read() as conn:
            return stories.article_place(conn, article)

    def places(self, articles: Sequence[int]) -> dict[int, ShortPlace]:
        """Return where articles stand, by their keys."""
        with self._database.read() as conn:
            return stories.places_of(conn, articles)

    def names(
        self,
        keys: Sequence[int],
        *,
        kinds: Sequence[MentionType] = ("PER", "ORG", "LOC"),
        limit: int = 5,
    ) -> dict[int, tuple[StoryName, ...]]:
        """Return whom and what most articles of stories name, by the stories' keys."""
        with self._database.read() as conn:
            return story_details.story_names(conn, keys, kinds=kinds, limit=limit)

    def countries(self, *, limit: int = 12) -> tuple[tuple[str, int], ...]:
        """Return the countries of what happens in the first stories, the most frequent first."""
        with self._database.read() as conn:
            return story_details.story_countries(conn, limit=limit)

    def shared_texts(self, articles: Sequence[int], *, limit: int = 60) -> dict[int, SharedText]:
        """Return how much of articles' words was printed before, by their keys."""
        with self._database.read() as conn:
            return story_details.shared_texts(conn, articles, limit=limit)

    def read_also(self, article: int, *, limit: int = 6) -> tuple[ReadAlso, ...]:
        """Return what to read after an article, and why."""
        with self._database.read() as conn:
            return stories.read_also(conn, article, limit=limit)

    # --- putting right ---

    def log(self, *, state: str | None = None, limit: int = 50) -> tuple[StoryLogEntry, ...]:
        """Return what was merged, split and moved, or is proposed to be, the latest first."""
        with self._database.read() as conn:
            return stories.log_entries(conn, state=state, limit=limit)

    def merge(self, key: int, into: int, *, now: dt.datetime, reason: str = "") -> None:
        """Make one story part of another by hand."""
        with self._database.write() as conn:
            story_edits.merge(conn, key, into, now=now, reason=reason)

    def split(
        self, key: int, articles: Sequence[int], *, now: dt.datetime, reason: str = ""
    ) -> int:
        """Give some articles of a story one of their own by hand; return its key."""
        with self._database.write() as conn:
            return story_edits.split(conn, key, articles, now=now, reason=reason)

    def move(
        self, articles: Sequence[int], into: int, *, now: dt.datetime, reason: str = ""
    ) -> None:
        """Move articles of one story into another by hand."""
        with self._database.write() as conn:
            story_edits.move(conn, articles, into, now=now, reason=reason)

    def propose(
        self,
        action: LogAction,
        key: int,
        other: int | None,
        articles: Sequence[int],
        *,
        now: dt.datetime,
        reason: str,
    ) -> bool:
        """Note what a replay would change; False where that is known already."""
        with self._database.write() as conn:
            return story_edits.propose(conn, action, key, other, articles, now=now, reason=reason)

    def accept(self, entry: int, *, now: dt.datetime) -> None:
        """Do what was proposed."""
        with self._database.write() as conn:
            story_edits.accept(conn, entry, now=now)

    def reject(self, entry: int) -> None:
        """Turn down what was proposed, for good."""
        with self._database.write() as conn:
            story_edits.reject(conn, entry)
