"""`stories` and `related`: articles of files, connected."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import Format, Progress, form_option, print_records, print_table, progress
from marsad.cli.pages import Jobs, Paths, known
from marsad.config import load_settings
from marsad.errors import InputError
from marsad.types import Failure

if TYPE_CHECKING:
    from marsad.stories.items import Item

Analyze = Annotated[
    bool,
    typer.Option(
        "--analyze",
        help="Look for names and days first, as the store does: about 10 ms an article.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(stories)
    app.command()(related)


def stories(
    paths: Paths,
    analyze: Analyze = False,
    form: Annotated[Format, form_option(Format.json, Format.jsonl)] = Format.jsonl,
    jobs: Jobs = 1,
) -> None:
    """Say of each article which story it is part of, and whose copy it is, by publication time.

    A line an article: `article_id`, `story_id` (one event), `saga_id` (one affair), `copy_of` (the
    first that printed the text) with `copy_kind`, and `shares_with`: articles that print a part of
    the same text. The input may be in any order; articles without a date come last.
    """
    from marsad.stories.connect import Connector
    from marsad.stories.items import in_order

    with progress("articles") as line:
        ordered = in_order(read_items(paths, line, analyze=analyze, jobs=jobs))
        print_records((placed.connected for placed in Connector().connect(ordered)), form)


def related(
    paths: Paths,
    article: Annotated[str, typer.Option("--id", help="The article to read beside.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1_000)] = 10,
    analyze: Analyze = False,
    form: Annotated[Format, form_option(Format.table, Format.json, Format.jsonl)] = Format.jsonl,
    jobs: Jobs = 1,
) -> None:
    """Name the articles nearest to one, best first, with scores and what they have in common.

    Reasons: copy (the same text), event, saga (the same affair), who, where, alike. Of articles
    that print one text only the nearest is named.
    """
    if not article.strip():
        raise typer.BadParameter("names no article", param_hint="--id")
    from marsad.stories.related import Library

    with progress("articles") as line:
        items = list(read_items(paths, line, analyze=analyze, jobs=jobs))
        library = Library(items, around=article)
        if article not in library:
            raise InputError(f"{article}: no such article in the input")
        found = library.nearest(article, limit=limit)
        if form is Format.table:
            columns = ("article", "score", "reason", "title")
            rows = [
                (one.article_id, f"{one.score:.3f}", one.reason, one.title or "") for one in found
            ]
            print_table("", columns, rows)
        else:
            print_records(found, form)


def read_items(
    paths: list[str], line: Progress, *, analyze: bool = False, jobs: int = 1
) -> Iterator[Item]:
    """Read what connecting needs of the articles at paths; an id that comes again is left out."""
    from marsad.fetch.inputs import read_inputs
    from marsad.pipeline.connect import connectable

    settings = load_settings()
    inputs = read_inputs(paths, settings, stdin=sys.stdin.buffer)
    for item in connectable(inputs, known(settings), analysed=analyze, jobs=jobs):
        line.add()
        if isinstance(item, Failure):
            line.fail(item)
        else:
            yield item
