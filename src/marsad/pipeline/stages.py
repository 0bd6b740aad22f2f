"""The order of the stages, from an input to what is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from marsad.analysis.analyze import analyze
from marsad.analysis.names.features import Guideline
from marsad.analysis.taggers.choose import SHIPPED, load_names
from marsad.codec import article_id
from marsad.errors import InputError
from marsad.extract.page import extract_article
from marsad.extract.ruled import site_context
from marsad.fetch.inputs import Input
from marsad.lexicon.zones import zone_of_country
from marsad.pipeline.parallel import ordered_map
from marsad.sites.book import SiteBook
from marsad.sites.rules import Site
from marsad.store.records import Ingest, IngestReport
from marsad.types import Analysis, Article, Failure, Page, Publisher, Source, Stamp
from marsad.urls import domain_of, same_site

if TYPE_CHECKING:
    from marsad.store.engine import Store  # a worker process does without the database

BATCH = 200
"""Inputs stored in one transaction: fewer cost time, more delay the acknowledgement."""

Outcome = Article | Failure


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of publishers before their pages are read."""

    sources: Mapping[str, Source] = field(default_factory=dict)  # by domain, from the store
    sites: SiteBook = field(default_factory=SiteBook)  # rule files


def extract_input(item: Input, known: Known | None = None) -> Outcome:
    """Turn one input into its article; whatever is wrong with it comes back as a value."""
    if not isinstance(item.value, Page):
        return item.value
    known = known or Known()
    publisher, zone, site = reading_context(item.value.url, known.sources.values(), known.sites)
    try:
        return extract_article(item.value, publisher=publisher, zone=zone, site=site)
    except InputError as error:
        return Failure(item.name, "extract", str(error), page=item.value)
    except Exception as error:  # noqa: BLE001  # one page may not stop all others
        reason = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        return Failure(item.name, "extract", reason, page=item.value)


def reading_context(
    url: str | None, sources: Iterable[Source], sites: SiteBook
) -> tuple[Publisher | None, ZoneInfo | None, Site | None]:
    """Return what is known of a page's publisher: its name and domain, its zone, its site's rules.

    A page belongs to the source of its own domain, else to one of the same registrable domain.
    """
    site = sites.of_url(url)
    known = [source for source in sources if url and same_site(url, f"http://{source.domain}/")]
    if not known:
        return None, None, site
    domain = domain_of(url or "")
    source = next((one for one in known if one.domain == domain), known[0])
    return Publisher(source.name, source.domain), _zone(source, site), site


def _zone(source: Source, site: Site | None) -> ZoneInfo | None:
    """Return the zone that a site's file names, else the source's, else its country's."""
    named = (site.zone if site else None) or source.zone
    return ZoneInfo(named) if named else zone_of_country(source.country)


def extract_inputs(
    items: Iterable[Input], *, jobs: int = 1, known: Known | None = None
) -> Iterator[tuple[Input, Outcome]]:
    """Extract a stream of inputs in order, on several processes if `jobs` is above one."""
    work = partial(_extract_pair, known=known)
    return ordered_map(work, items, jobs=jobs, lost=lambda item: (item, _lost(item)))


def analyze_inputs(
    items: Iterable[Input],
    *,
    published: Stamp | None = None,
    jobs: int = 1,
    known: Known | None = None,
    guideline: Guideline = "marsad",
    names: str = SHIPPED,
) -> Iterator[Analysis | Failure]:
    """Analyse a stream of inputs in order; `published` is for articles that state no time.

    `names` is the choice of who finds them.

    Raises:
        ConfigError: who was chosen cannot find any.
    """
    load_names(names)  # what is wrong with the choice is said at once, not for every article
    work = partial(
        _analyze_input, published=published, known=known, guideline=guideline, names=names
    )
    return ordered_map(work, items, jobs=jobs, lost=_lost)


def _analyze_input(
    item: Input, published: Stamp | None, known: Known | None, guideline: Guideline, names: str
) -> Analysis | Failure:
    outcome = extract_input(item, known)
    if isinstance(outcome, Failure):
        return outcome
    if outcome.published is None:
        outcome = replace(outcome, published=published)
    domain = outcome.publisher.domain
    site = known.sites.of_domain(domain) if known else None
    _, zone = site_context(site, domain, None, None)
    return analyze(outcome, zone=zone, guideline=guideline, names=load_names(names))


def _extract_pair(item: Input, known: Known | None) -> tuple[Input, Outcome]:
    return item, extract_input(item, known)


def _lost(item: Input) -> Failure:
    page = item.value if isinstance(item.value, Page) else None
    return Failure(item.name, "extract", "the process that read it died", page=page)


def with_related(article: Article) -> tuple[Article, ...]:
    """Return an article, and after it each related article that came with its whole text.

    A related article's publication time is unknown, since the page prints only its host's, and its
    id is made of its content: the text may be cut, so it is not taken for the page it links to.
    """
    return (
        article,
        *(
            Article(
                id=article_id(None, related.title, related.text),
                made_by=article.made_by,
                title=related.title,
                text=related.text,
                url=related.url,
                language=article.language,
                publisher=article.publisher,
            )
            for related in article.related
            if related.text
        ),
    )


def known_to(store: Store, sites: SiteBook | None = None) -> Known:
    """Return what a store and the rule files know of publishers."""
    sources = {status.source.domain: status.source for status in store.sources()}
    return Known(sources, sites or SiteBook())


def to_ingest(item: Input, outcome: Outcome) -> Ingest:
    """Say what the store keeps of one input: its page, and its articles or its failure."""
    page = item.value if isinstance(item.value, Page) else None
    if isinstance(outcome, Failure):
        return Ingest(item.name, page=page, failure=replace(outcome, page=None))
    return Ingest(item.name, page=page, articles=with_related(outcome))


def import_inputs(
    items: Iterable[Input],
    store: Store,
    *,
    jobs: int,
    clock: Callable[[], dt.datetime],
    sites: SiteBook | None = None,
) -> Iterator[tuple[IngestReport, tuple[Failure, ...]]]:
    """Extract and store a stream; each value yielded is a batch that is safely kept."""
    known = known_to(store, sites)
    done = (
        to_ingest(item, outcome) for item, outcome in extract_inputs(items, jobs=jobs, known=known)
    )
    for batch in iter(lambda: list(islice(done, BATCH)), []):
        report = store.ingest(batch, now=clock())
        yield report, tuple(ingest.failure for ingest in batch if ingest.failure)
