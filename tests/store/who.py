"""A store that is told articles whose names are marked, and says who is who."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from marsad.store.engine import Store
from marsad.store.records import Analysed, EntitySummary, StoredArticle
from marsad.types import Analysis, Article
from tests.analysis.marked import read_marked
from tests.analysis.who import analysis_of
from tests.store.builders import NOW, given, make


class Newsroom:
    """Articles by number; each may be told again with other words."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.texts: dict[str, str] = {}

    def tell(self, number: int, marked: str, day: int = 12) -> int:
        """Let an article say something on a day of November 2024; return the store's key."""
        return self.tell_all([(number, marked, day)])[0]

    def tell_all(self, articles: Sequence[tuple[int, str, int]]) -> list[int]:
        """Let several articles be read and analysed in one batch."""
        made = []
        for number, marked, day in articles:
            article = make(
                number,
                title=None,
                text=read_marked(marked)[0],
                published=dt.datetime(2024, 11, day, 9, tzinfo=dt.UTC),
            )
            self.texts[article.text] = marked
            made.append(article)
        later = NOW + dt.timedelta(minutes=len(self.texts))
        self.store.ingest([given(article) for article in made], now=later)
        self.analyse()
        return [self.key(number) for number, _, _ in articles]

    def analyse(self) -> None:
        """Analyse what waits, the names taken from the marks."""
        waiting = self.store.lease_unanalysed(now=NOW, limit=1000, seconds=60)
        done = [self._done(stored) for stored in waiting]
        self.store.save_analyses(done, now=NOW)

    def again(self) -> None:
        """Analyse every article anew."""
        self.store.ask_for_analysis(made_by="another version")
        self.analyse()

    def _done(self, stored: StoredArticle) -> Analysed:
        return Analysed(stored.key, stored.article, "test 1", self.analysis(stored.article))

    def analysis(self, article: Article) -> Analysis:
        """Return the analysis that the marks of an article make."""
        return analysis_of(self.texts[article.text])

    def key(self, number: int) -> int:
        """Return the store's key of an article."""
        stored = self.store.article_by_id(f"article-{number}")
        assert stored is not None
        return stored.key

    def who(self, number: int, name: str) -> EntitySummary | None:
        """Return whom an article means by a name."""
        stored = self.store.article_by_id(f"article-{number}")
        assert stored is not None
        found = self.store.article_entities(stored.key)
        mentions = self.analysis(stored.article).mentions
        local = next(mention.entity for mention in mentions if mention.text == name)
        return found.get(local or "")

    def same(self, *places: tuple[int, str]) -> bool:
        """Say whether names of articles mean one person or thing that is known."""
        found = [self.who(number, name) for number, name in places]
        keys = {item.key for item in found if item is not None}
        return None not in found and len(keys) == 1


def all_names(store: Store) -> list[str]:
    """Return the names of all identities."""
    return [item.name for item in store.entities(limit=1000).items]
