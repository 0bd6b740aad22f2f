"""The `marsad` command: its subcommands, and what every one of them shares."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from marsad import __version__
from marsad.cli import (
    connecting,
    demo,
    entities,
    evaluating,
    gathering,
    pages,
    settings,
    sites,
    sources,
    stored,
    stories,
    training,
)
from marsad.cli.output import say
from marsad.errors import ConfigError, MarsadError

app = typer.Typer(
    name="marsad",
    help="مرصد · Marsad: a self-hosted observatory of Arabic news.\n\n"
    "Gathers news pages, finds the article in each, stores them, and serves them as a searchable "
    "Arabic website. `marsad demo` shows all of it with invented publishers.",
    epilog="Exit codes: 0 done, 1 some inputs failed (they are named, the rest is done), "
    "2 wrong usage or settings. Settings: `marsad config`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"marsad {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


for module in (demo, gathering, pages, connecting, stored, evaluating, training, settings):
    module.register(app)
app.add_typer(sources.app, name="source")
app.add_typer(stories.app, name="story")
app.add_typer(sites.app, name="site")
app.add_typer(entities.app, name="entity")


def main() -> None:
    """Run the command line; every known error is one line on standard error."""
    try:
        app()
    except ConfigError as error:
        _fail(str(error), 2)
    except MarsadError as error:
        _fail(str(error), 1)
    except KeyboardInterrupt:
        _fail("interrupted", 130)


def _fail(message: str, code: int) -> None:
    say(message)
    sys.exit(code)
