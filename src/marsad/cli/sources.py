"""`source …`: the publishers that are gathered, and their feeds."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import typer

from marsad.cli.output import (
    Format,
    Progress,
    form_option,
    print_records,
    print_table,
    progress,
    say,
)
from marsad.config import Settings, load_settings
from marsad.errors import InputError
from marsad.types import Failure, Source
from marsad.urls import domain_of

if TYPE_CHECKING:
    from marsad.fetch.check import FeedCheck
    from marsad.store.engine import Store
    from marsad.store.records import SourceStatus

app = typer.Typer(
    help="Add, list, check and remove publishers; OPML in and out.", no_args_is_help=True
)

Domain = Annotated[str, typer.Argument(help="The publisher's domain, as `source list` prints it.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="A feed, a sitemap, or the publisher's home page.")],
    name: Annotated[str | None, typer.Option(help="Its name; default: what the feed says.")] = None,
    country: Annotated[str | None, typer.Option(help="Two letters, ISO 3166: EG, MA …")] = None,
    zone: Annotated[str | None, typer.Option(help="Time zone, IANA: Africa/Cairo …")] = None,
    interval: Annotated[
        int | None, typer.Option(min=10, help="Seconds between two polls of its feeds.")
    ] = None,
) -> None:
    """Add a publisher: its feeds and sitemaps are looked for at the address.

    Where a rule file of the publisher names its feeds, name, country or zone, those hold.
    """
    settings = load_settings()
    country, zone = _country(country), _zone(zone)
    found = _find(url, settings)
    source = dataclasses.replace(
        found,
        name=name or found.name,
        country=country or found.country,
        zone=zone or found.zone,
        interval=interval or settings.poll_interval,
    )
    with _store(settings) as store:
        before = store.source(source.domain)
        if before and name is None:
            source = dataclasses.replace(source, name=before.source.name)
        status = store.add_source(source, now=dt.datetime.now(dt.UTC))
    feeds = ", ".join(feed.url for feed in status.source.feeds)
    say(f"{status.source.domain}: {status.source.name}, {feeds}")


def _store(settings: Settings | None = None) -> Store:
    from marsad.store.engine import open_store

    return open_store((settings or load_settings()).store_url)


def _find(url: str, settings: Settings) -> Source:
    """Look for a publisher's feeds; what its rule file says need not be looked for."""
    from marsad.fetch.discover import country_of
    from marsad.sites.book import load_book

    book = load_book(settings.sites_folder)
    bare = "://" not in url
    domain = domain_of(f"https://{url}" if bare else url)
    site = book.of_domain(domain)
    is_home = urlsplit(f"https://{url}" if bare else url).path in {"", "/"}
    if site and site.feeds and domain and is_home:
        homepage = f"https://{url.strip('/')}/" if bare else url
        country = country_of(domain)
        found = Source(domain, domain, homepage=homepage, country=country, feeds=site.feeds)
    else:
        found = asyncio.run(_discover(url, settings))
        site = book.of_domain(found.domain)
    if site is None:
        return found
    return dataclasses.replace(
        found,
        name=site.name or found.name,
        country=site.country or found.country,
        zone=site.zone or found.zone,
    )


async def _discover(url: str, settings: Settings) -> Source:
    from marsad.fetch.discover import discover
    from marsad.fetch.http import Fetcher

    async with Fetcher(settings) as fetcher:
        return await discover(fetcher, url)


def _country(code: str | None) -> str | None:
    if code is not None and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise typer.BadParameter(f"{code!r} is not two letters", param_hint="--country")
    return code.upper() if code else None


def _zone(name: str | None) -> str | None:
    if name is not None and name not in available_timezones():
        raise typer.BadParameter(f"{name!r} is not an IANA time zone", param_hint="--zone")
    return name


@app.command("list")
def list_(
    form: Annotated[Format, form_option(Format.table, Format.json, Format.jsonl)] = Format.table,
) -> None:
    """List the publishers with their feeds' state and the articles they brought."""
    with _store() as store:
        statuses = store.sources()
    if form is not Format.table:
        print_records(statuses, form)
    elif not statuses:
        say("no sources yet: add one with `marsad source add URL`")
    else:
        columns = ("domain", "name", "country", "articles", "queued", "feeds", "errors")
        print_table("", columns, [_row(status) for status in statuses])


def _row(status: SourceStatus) -> tuple[str, ...]:
    errors = "; ".join(feed.error for feed in status.feeds if feed.error)
    source = status.source
    counts = (str(status.article_count), str(status.queued), str(len(status.feeds)))
    return (source.domain, source.name, source.country or "", *counts, errors)


@app.command()
def check(
    domain: Annotated[str | None, typer.Argument(help="One publisher; default: all.")] = None,
    form: Annotated[Format, form_option(Format.table, Format.json, Format.jsonl)] = Format.table,
) -> None:
    """Fetch each feed once and say what it announces; nothing is stored."""
    settings = load_settings()
    with _store(settings) as store:
        statuses = store.sources() if domain is None else [_known(store.source(domain), domain)]
    with progress("feeds") as line:
        checks = asyncio.run(_check([status.source for status in statuses], settings, line))
        if form is not Format.table:
            print_records(checks, form)
        else:
            columns = ("feed", "entries", "newest", "problem")
            rows = [
                (
                    item.url,
                    str(item.entries),
                    item.newest.isoformat() if item.newest else "",
                    item.error or "",
                )
                for item in checks
            ]
            print_table("", columns, rows)


async def _check(sources: Iterable[Source], settings: Settings, line: Progress) -> list[FeedCheck]:
    from marsad.fetch.check import check_feed
    from marsad.fetch.http import Fetcher

    async with Fetcher(settings) as fetcher:
        checks = []
        for source in sources:
            for feed in source.feeds:
                result = await check_feed(fetcher, feed)
                line.add()
                if result.error:
                    line.fail(Failure(feed.url, "fetch", result.error))
                checks.append(result)
        return checks


def _known(status: SourceStatus | None, domain: str) -> SourceStatus:
    if status is None:
        raise InputError(f"{domain}: no such source (see `marsad source list`)")
    return status


@app.command()
def remove(domain: Domain) -> None:
    """Stop gathering a publisher; its articles stay."""
    with _store() as store:
        if not store.remove_source(domain):
            raise InputError(f"{domain}: no such source (see `marsad source list`)")
    say(f"{domain}: removed; its articles stay")


@app.command("import")
def import_(
    path: Annotated[str, typer.Argument(metavar="OPML", help="An OPML file, or - for stdin.")],
) -> None:
    """Add the publishers of an OPML file."""
    from marsad.fetch.inputs import read_bytes
    from marsad.fetch.opml import read_opml

    settings = load_settings()
    try:
        found = read_opml(read_bytes(path, settings, stdin=sys.stdin.buffer))
    except InputError as error:
        raise InputError(f"{path}: {str(error).removeprefix(f'{path}: ')}") from error
    now = dt.datetime.now(dt.UTC)
    with _store(settings) as store:
        for source in found:
            store.add_source(source, now=now)
    say(f"{len(found)} sources added or updated")


@app.command()
def export() -> None:
    """Print the publishers as OPML."""
    from marsad.fetch.opml import write_opml

    with _store() as store:
        data = write_opml([status.source for status in store.sources()])
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
