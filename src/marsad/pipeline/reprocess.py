"""Run the later stages again over kept pages, so that an upgrade reaches what is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from marsad.fetch.inputs import Input
from marsad.pipeline.stages import extract_inputs, known_to, with_related
from marsad.sites.book import SiteBook
from marsad.types import Failure

if TYPE_CHECKING:
    from marsad.store.engine import Store


@dataclass(frozen=True, slots=True)
class Reprocessed:
    """What one kept page came to: how many of its articles changed, or why it was left as it is."""

    changed: int = 0
    failure: Failure | None = None


def reprocess_pages(
    store: Store,
    *,
    jobs: int,
    clock: Callable[[], dt.datetime],
    since: dt.datetime | None = None,
    sites: SiteBook | None = None,
) -> Iterator[Reprocessed]:
    """Extract the kept pages again and replace their articles, page by page.

    A page that can no longer be read keeps the article it had.
    """
    known = known_to(store, sites)
    inputs = (Input(str(stored.id), stored.page) for stored in store.pages(since=since))
    for item, outcome in extract_inputs(inputs, jobs=jobs, known=known):
        if isinstance(outcome, Failure):
            url = outcome.page.url if outcome.page else None
            yield Reprocessed(failure=replace(outcome, name=url or f"page {item.name}"))
            continue
        report = store.reingest(int(item.name), with_related(outcome), now=clock())
        yield Reprocessed(changed=report.new + report.revised)
