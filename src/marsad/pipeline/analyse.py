"""The analysis of stored articles: those that are new or changed, and all after an upgrade.

Which articles wait is in the store, so that imports, gatherers and `reprocess` share one way and a
process that dies loses nothing.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from marsad.analysis.analyze import analyze
from marsad.analysis.identities.subjects import read_subjects
from marsad.analysis.taggers.choose import SHIPPED, load_names, made_with
from marsad.codec import MADE_BY
from marsad.extract.ruled import site_context
from marsad.instants import article_day
from marsad.pipeline.parallel import ordered_map
from marsad.pipeline.stages import Known, known_to, reading_context
from marsad.sites.book import SiteBook
from marsad.store.records import Analysed, StoredArticle
from marsad.types import Failure

if TYPE_CHECKING:
    from marsad.store.engine import Store  # a worker process does without the database

BATCH = 100
"""Articles of one transaction."""

LEASE = 600.0
"""Seconds until the articles of a process that died come back."""


def analyze_stored(stored: StoredArticle, known: Known, names: str = SHIPPED) -> Analysed:
    """Analyse one stored article; whatever is wrong with it comes back as a value.

    `names` is the choice of who finds them.
    """
    article = stored.article
    domain = article.publisher.domain
    url = f"http://{domain}/" if domain else None
    publisher, clock, site = reading_context(url, known.sources.values(), known.sites)
    _, zone = site_context(site, domain, publisher, clock)
    try:
        found = analyze(article, zone=zone, names=load_names(names))
        day = article_day(article.published, stored.first_seen)
        made_by = made_with(MADE_BY, names)
        _spare_tables()
        return Analysed(stored.key, article, made_by, found, subjects=read_subjects(found, day))
    except Exception as error:  # noqa: BLE001  # one article may not stop all others
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return _failed(stored, reason)


@cache
def _spare_tables() -> None:
    """Tell the garbage collector, after a first article, that what was read for it stays.

    Lists and models are some hundred thousand objects. To walk through them again and again, since
    analyses come and go, took a tenth of the time.
    """
    gc.collect()
    gc.freeze()


def _failed(stored: StoredArticle, reason: str) -> Analysed:
    failure = Failure(stored.article.id, "analyze", reason)
    return Analysed(stored.key, stored.article, MADE_BY, failure=failure)


def analyze_waiting(
    store: Store,
    *,
    jobs: int,
    clock: Callable[[], dt.datetime],
    sites: SiteBook | None = None,
    names: str = SHIPPED,
) -> Iterator[tuple[Analysed, ...]]:
    """Analyse what waits in the store, newest first; each value yielded is safely kept.

    Raises:
        ConfigError: who was chosen to find names cannot find any.
    """
    load_names(names)  # what is wrong with the choice is said at once, not for every article
    work = partial(analyze_stored, known=known_to(store, sites or SiteBook()), names=names)

    def articles() -> Iterator[StoredArticle]:
        # One pool of processes for all batches: starting one takes as long as some batches.
        while batch := store.lease_unanalysed(now=clock(), limit=BATCH, seconds=LEASE):
            yield from batch

    done: list[Analysed] = []
    lost = partial(_failed, reason="the process that analysed it died")
    for item in ordered_map(work, articles(), jobs=jobs, lost=lost):
        done.append(item)
        if len(done) == BATCH:
            store.save_analyses(done, now=clock())
            yield tuple(done)
            done = []
    if done:
        store.save_analyses(done, now=clock())
        yield tuple(done)
