"""`search`, `export`, `reprocess` and `backup`: what is in the store."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import (
    Format,
    form_option,
    plain,
    print_csv,
    print_records,
    print_table,
    printable,
    progress,
    say,
)
from marsad.codec import format_stamp
from marsad.config import Settings, load_settings
from marsad.errors import StoreError
from marsad.types import Article

if TYPE_CHECKING:
    from marsad.sites.book import SiteBook
    from marsad.store.engine import Store
    from marsad.store.records import Hit

SourceFilter = Annotated[str | None, typer.Option("--source", help="Only this domain.")]
TopicFilter = Annotated[str | None, typer.Option("--topic", help="Only this topic: politics …")]
CountryFilter = Annotated[
    str | None, typer.Option("--country", help="Only sources of this country: EG, MA …")
]
DAY = ["%Y-%m-%d"]
Since = Annotated[
    dt.datetime | None, typer.Option("--since", formats=DAY, help="First day, YYYY-MM-DD.")
]
Until = Annotated[
    dt.datetime | None, typer.Option("--until", formats=DAY, help="Last day, YYYY-MM-DD.")
]


class Stage(StrEnum):
    """What `reprocess` runs again."""

    extract = "extract"
    analyze = "analyze"
    connect = "connect"
    search = "search"


CSV_COLUMNS = ("id", "published", "publisher", "section", "title", "url", "tags", "text")


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    for command in (search, export, reprocess, backup):
        app.command()(command)


def search(
    query: Annotated[
        list[str],
        typer.Argument(help='Words; "a phrase"; -not; مصدر: بلد: قسم: من: إلى: narrow it down.'),
    ],
    source: SourceFilter = None,
    topic: TopicFilter = None,
    country: CountryFilter = None,
    since: Since = None,
    until: Until = None,
    order: Annotated[str, typer.Option(help="relevance or time.")] = "relevance",
    exact: Annotated[bool, typer.Option("--exact", help="Spellings as given, no stems.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000)] = 20,
    form: Annotated[
        Format, form_option(Format.text, Format.table, Format.json, Format.jsonl)
    ] = Format.text,
) -> None:
    """Search the stored articles, in any form of the words."""
    if order not in ("relevance", "time"):
        raise typer.BadParameter(f"{order!r} is neither relevance nor time", param_hint="--order")
    from marsad.store.engine import open_store
    from marsad.store.query import parse_query

    parsed = parse_query(
        " ".join(query),
        exact=exact,
        order=order,
        limit=limit,
        **_filters(source, topic, country, since, until),
    )
    with open_store(load_settings().store_url) as store:
        result = store.search(parsed)
    if form in (Format.json, Format.jsonl):
        print_records(result.hits, form)
    elif form is Format.table:
        print_table("", ("published", "publisher", "title"), [_row(hit) for hit in result.hits])
    else:
        _print_text(result.hits)
    more = "" if result.total_is_exact else " or more"
    say(f"{result.total:,}{more} found")


def _filters(
    source: str | None,
    topic: str | None,
    country: str | None,
    since: dt.datetime | None,
    until: dt.datetime | None,
) -> dict[str, object]:
    filters = {
        "domain": source,
        "topic": topic,
        "country": country.upper() if country else None,
        "since": since.date() if since else None,
        "until": until.date() if until else None,
    }
    return {key: value for key, value in filters.items() if value is not None}


def _row(hit: Hit) -> tuple[str, ...]:
    item = hit.item
    name = item.publisher.name or item.publisher.domain or ""
    return (format_stamp(item.published) if item.published else "", name, item.title or item.lead)


def _print_text(hits: Iterable[Hit]) -> None:
    bold, normal = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    for hit in hits:
        published, name, title = (plain(cell) for cell in _row(hit))
        parts = (
            f"{bold}{printable(fragment.text)}{normal}"
            if fragment.hit
            else printable(fragment.text)
            for fragment in hit.snippet
        )
        print(
            f"{title}\n  {published}  {name}  {hit.item.id}\n  {' '.join(''.join(parts).split())}\n"
        )


def export(
    source: SourceFilter = None,
    topic: TopicFilter = None,
    country: CountryFilter = None,
    since: Since = None,
    until: Until = None,
    form: Annotated[Format, form_option(Format.jsonl, Format.json, Format.csv)] = Format.jsonl,
) -> None:
    """Print the stored articles, oldest first."""
    from marsad.store.engine import open_store
    from marsad.store.records import SearchQuery

    filters = SearchQuery(**_filters(source, topic, country, since, until))  # type: ignore[arg-type]
    with open_store(load_settings().store_url) as store, progress("articles") as line:

        def articles() -> Iterator[Article]:
            for stored in store.export(filters):
                line.add()
                yield stored.article

        if form is Format.csv:
            print_csv(CSV_COLUMNS, map(_csv_row, articles()), sys.stdout)
        else:
            print_records(articles(), form)


def _csv_row(article: Article) -> tuple[object, ...]:
    return (
        article.id,
        format_stamp(article.published) if article.published else "",
        article.publisher.name or article.publisher.domain,
        article.section,
        article.title,
        article.url,
        " | ".join(article.tags),
        article.text,
    )


def reprocess(
    stage: Annotated[
        Stage,
        typer.Option(
            "--stage",
            help="extract: pages are read anew, and what changed is analysed; analyze: every "
            "article is analysed anew; connect: copies and stories are found anew, but for those "
            "that were put right by hand; search: the index only.",
        ),
    ] = Stage.extract,
    since: Annotated[
        dt.datetime | None,
        typer.Option("--since", formats=DAY, help="Only pages fetched since this day."),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1)] = None,
) -> None:
    """Run the later stages again over what is kept, after an upgrade.

    Articles are replaced in place: a better reading of the same page is no edit by its publisher.
    """
    from marsad.pipeline.reprocess import reprocess_pages
    from marsad.sites.book import load_book
    from marsad.store.engine import open_store

    if since is not None and stage is not Stage.extract:
        raise typer.BadParameter(f"stage {stage} takes all articles", param_hint="--since")
    settings = load_settings()
    sites = load_book(settings.sites_folder)
    with open_store(settings.store_url) as store, progress("pages") as line:
        if stage is Stage.search:
            store.rebuild_search()
            say("search index rebuilt")
            return
        if stage is Stage.connect:
            connect_anew(store)
            return
        if stage is Stage.analyze:
            store.ask_for_analysis(made_by="")
            analyze_all(store, settings, jobs, sites)
            return
        start = since.replace(tzinfo=dt.UTC) if since else None
        changed = 0
        for result in reprocess_pages(
            store,
            since=start,
            jobs=jobs or settings.jobs,
            clock=lambda: dt.datetime.now(dt.UTC),
            sites=sites,
        ):
            line.add()
            changed += result.changed
            if result.failure:
                line.fail(result.failure)
        line.clear()
        say(f"{changed:,} articles changed, {line.failed:,} pages failed")
        analyze_all(store, settings, jobs, sites)


def analyze_all(store: Store, settings: Settings, jobs: int | None, sites: SiteBook) -> None:
    """Analyse the articles that wait, and say how many there were."""
    from marsad.pipeline.analyse import analyze_waiting

    with progress("articles") as line:
        done = 0
        batches = analyze_waiting(
            store,
            jobs=jobs or settings.jobs,
            clock=lambda: dt.datetime.now(dt.UTC),
            sites=sites,
            names=settings.names,
        )
        for batch in batches:
            line.add(len(batch))
            for item in batch:
                if item.failure:
                    line.fail(item.failure)
            done += len(batch)
        line.clear()
        say(f"{done:,} articles analysed")
    connect_all(store)


def connect_anew(store: Store) -> None:
    """Place every article among copies and stories anew, or go on where that was interrupted."""
    left = store.stories.waiting_again()
    if left:
        say(f"going on: {left:,} articles are left of an earlier run")
    else:
        store.stories.ask_for_all()
    connect_all(store)


def connect_all(store: Store) -> None:
    """Place the analysed articles that wait among copies and stories."""
    from marsad.pipeline.connect import Placer

    with progress("articles") as line:
        done = 0
        for count in Placer(store).place_waiting(clock=lambda: dt.datetime.now(dt.UTC)):
            line.add(count)
            done += count
        line.clear()
        say(f"{done:,} articles connected")
    held, waiting = store.stories.held_until(now=dt.datetime.now(dt.UTC)), store.stories.waiting()
    if held and waiting:
        say(
            f"{waiting:,} articles wait: another process is placing them, or one that died was; "
            f"free from {held:%H:%M:%S} UTC on"
        )


def backup(
    path: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
) -> None:
    """Write a consistent copy of the store while it is in use."""
    from marsad.store.engine import open_store

    if path.exists():
        raise StoreError(f"{path}: there is a file already; choose another name")
    with open_store(load_settings().store_url, create=False) as store:
        store.backup(path)
    say(f"{path}: {path.stat().st_size:,} bytes")
