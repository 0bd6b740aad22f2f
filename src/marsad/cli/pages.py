"""`extract`, `import` and `evaluate`: from files, standard input and addresses."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import Format, Progress, check_format, print_records, progress, say
from marsad.config import load_settings
from marsad.errors import InputError
from marsad.types import Article, Failure

if TYPE_CHECKING:
    from marsad.fetch.inputs import Input

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files, folders, http(s) addresses, or - for standard input: HTML, WARC, article "
        "JSON or JSONL, text; also gzipped.",
    ),
]
Url = Annotated[
    str | None, typer.Option("--url", help="The address of the page, where PATH is one page.")
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: one per core.")
]


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(extract)
    app.command("import")(import_)
    app.command()(evaluate)


def extract(
    paths: Paths,
    url: Url = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="json or jsonl.")] = Format.jsonl,
    jobs: Jobs = 1,
) -> None:
    """Find the article in each page and print it as JSON."""
    check_format(form, Format.json, Format.jsonl)
    from marsad.fetch.inputs import read_inputs

    settings = load_settings()
    inputs = read_inputs(paths, settings, url=url, stdin=sys.stdin.buffer)
    with progress("pages") as line:
        print_records(_articles(_readable(inputs, line), jobs or 1, line), form)


def _readable(inputs: Iterable[Input], line: Progress) -> Iterator[Input]:
    """Pass on what could be read; failures of reading are named without a detour over a process."""
    for item in inputs:
        if isinstance(item.value, Failure):
            line.fail(item.value)
        else:
            yield item


def _articles(inputs: Iterable[Input], jobs: int, line: Progress) -> Iterator[Article]:
    from marsad.pipeline.stages import extract_inputs

    for _, outcome in extract_inputs(inputs, jobs=jobs):
        line.add()
        if isinstance(outcome, Failure):
            line.fail(outcome)
        else:
            yield outcome


def import_(paths: Paths, url: Url = None, jobs: Jobs = None) -> None:
    """Put articles into the store, from pages, archives and dumps.

    What was stored before and has not changed stays as it is. A failed input is kept in
    quarantine with its reason.
    """
    from marsad.fetch.inputs import read_inputs
    from marsad.pipeline.stages import import_inputs
    from marsad.store.engine import open_store
    from marsad.store.records import IngestReport

    settings = load_settings()
    with open_store(settings.store_url) as store, progress("inputs") as line:
        total = IngestReport()
        inputs = read_inputs(paths, settings, url=url, stdin=sys.stdin.buffer)
        batches = import_inputs(
            inputs, store, jobs=jobs or settings.jobs, clock=lambda: dt.datetime.now(dt.UTC)
        )
        for report, failures in batches:
            line.add(report.new + report.revised + report.unchanged + len(failures))
            total += report
            for failure in failures:
                line.fail(failure)
        line.clear()
        say(
            f"{total.new:,} new, {total.revised:,} revised, {total.unchanged:,} unchanged, "
            f"{line.failed:,} failed"
        )


def evaluate(
    task: Annotated[str, typer.Argument(help="What to score: extract.")],
    gold: Annotated[Path, typer.Argument(help="extract: a folder of page.html + gold.json.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="table or json.")] = Format.table,
) -> None:
    """Score a stage against a gold standard and print a table."""
    check_format(form, Format.table, Format.json)
    if task != "extract":
        raise typer.BadParameter(f"{task!r} is not one of: extract", param_hint="TASK")
    if not gold.is_dir():
        raise InputError(f"{gold}: no such folder")
    from marsad.pipeline.evaluate import evaluate_extract, score_table

    scores = evaluate_extract(gold)
    if form is Format.json:
        print_records([scores], form)
    else:
        print(score_table(scores))
