"""`demo`: invented publishers on loopback, gathered live, served as the website."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from marsad.cli.gathering import Host, gather_until
from marsad.cli.output import say
from marsad.config import load_settings
from marsad.errors import ConfigError

WEBSITE, PUBLISHERS = 8000, 8100
LOOPBACK = "127.0.0.1"


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(demo)


def demo(
    host: Host = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help=f"Port of the website; default: {WEBSITE} or a free one."
        ),
    ] = None,
    publishers_port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help=f"Port of the publishers; default: {PUBLISHERS} or a free one."
        ),
    ] = None,
    keep: Annotated[
        Path | None,
        typer.Option(help="Folder to keep the store in; default: a temporary one, removed."),
    ] = None,
) -> None:
    """Show the whole product: invented publishers are gathered live and served as the website.

    Everything runs on this machine; nothing outside it is asked. All the news is invented, and new
    items appear while it runs.
    """
    from marsad.cli.servers import address_of, serve_until_stopped, serving
    from marsad.demo.publishers import create_app as create_publishers
    from marsad.demo.publishers import create_server, sources
    from marsad.demo.stories import load_stories
    from marsad.store.engine import open_store
    from marsad.web.app import create_app

    website = _bind(host or LOOPBACK, port, WEBSITE)
    publishers = _bind(LOOPBACK, publishers_port, PUBLISHERS)
    started = _now()
    app = create_publishers(load_stories(), started_at=started, clock=_now)
    publishers_at = publishers.getsockname()[1]
    server = create_server(app, port=publishers_at)
    with tempfile.TemporaryDirectory(prefix="marsad-demo-") as scratch:
        store_file = (keep or Path(scratch)).resolve() / "marsad.db"
        # The demo has its own store and may ask this machine; whatever else is set stays in force.
        settings = load_settings(database_url=f"sqlite:///{store_file}", allow_loopback=True)
        with serving(server, publishers), open_store(settings.store_url) as store:
            for source in sources(publishers_at):
                store.add_source(source, now=started)
            say("all news here is invented; each publisher is asked for one page a second")
            say(f"open {address_of(website)} (Ctrl+C stops)")
            work = partial(gather_until, store, settings)
            asyncio.run(serve_until_stopped(create_app(store, settings), website, work))


def _bind(host: str, port: int | None, usual: int) -> socket.socket:
    """Listen on the port asked for, else on the usual one, else on any."""
    from marsad.cli.servers import bind

    if port is not None:
        return bind(host, port)
    try:
        return bind(host, usual)
    except ConfigError:
        return bind(host, 0)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
