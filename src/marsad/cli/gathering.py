"""`gather`, `serve` and `run`: fetching, the website, and both at once."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import plain, say
from marsad.config import Settings, load_settings

if TYPE_CHECKING:
    from marsad.pipeline.gather import GatherEvent
    from marsad.store.engine import Store

Host = Annotated[str | None, typer.Option(help="Address to listen on; default: the setting.")]
Port = Annotated[
    int | None,
    typer.Option(min=0, max=65535, help="Port; 0 picks a free one; default: the setting."),
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("gather")(gather_)
    app.command()(serve)
    app.command()(run)


def gather_(
    once: Annotated[
        bool, typer.Option("--once", help="Stop when nothing is due any more.")
    ] = False,
) -> None:
    """Fetch what is due, from the feeds and sitemaps of the sources."""
    from marsad.pipeline.gather import gather
    from marsad.store.engine import open_store

    settings = load_settings()
    with open_store(settings.store_url) as store:
        _hint_if_empty(store)
        report = asyncio.run(gather(store, settings, once=once, on_event=print_event))
    say(
        f"{report.articles.new:,} new, {report.articles.revised:,} revised, "
        f"{report.articles.unchanged:,} unchanged, {report.failed:,} failed"
    )
    if report.failed:
        raise typer.Exit(1)


def serve(host: Host = None, port: Port = None) -> None:
    """Serve the website, without gathering."""
    from marsad.cli.servers import address_of, bind, serve_until_stopped
    from marsad.store.engine import open_store
    from marsad.web.app import create_app

    settings = settings_with_address(host, port)
    listener = bind(settings.host, settings.port)
    with open_store(settings.store_url) as store:
        say(f"serving {address_of(listener)} (Ctrl+C stops)")
        asyncio.run(serve_until_stopped(create_app(store, settings), listener))


def run(host: Host = None, port: Port = None) -> None:
    """Gather for ever and serve the website."""
    from marsad.cli.servers import address_of, bind, serve_until_stopped
    from marsad.store.engine import open_store
    from marsad.web.app import create_app

    settings = settings_with_address(host, port)
    listener = bind(settings.host, settings.port)
    with open_store(settings.store_url) as store:
        _hint_if_empty(store)
        say(f"serving {address_of(listener)} (Ctrl+C stops)")
        work = partial(gather_until, store, settings)
        asyncio.run(serve_until_stopped(create_app(store, settings), listener, work))


async def gather_until(store: Store, settings: Settings, stop: asyncio.Event) -> None:
    """Gather for ever, printing what is done, until `stop` is set."""
    from marsad.pipeline.gather import gather

    await gather(store, settings, once=False, on_event=print_event, stop=stop)


def settings_with_address(host: str | None, port: int | None) -> Settings:
    """Read the settings; a host and port from the command line win."""
    given = {"host": host, "port": port}
    return load_settings(**{key: value for key, value in given.items() if value is not None})


def print_event(event: GatherEvent) -> None:
    """Print what the gatherer did, a line each, on standard error."""
    print(plain(str(event)), file=sys.stderr, flush=True)


def _hint_if_empty(store: Store) -> None:
    if not store.sources():
        say("no sources yet: add one with `marsad source add URL`")
