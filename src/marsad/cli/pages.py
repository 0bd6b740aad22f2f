"""`extract`, `import` and `evaluate`: from files, standard input and addresses."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import Format, Progress, check_format, print_records, progress, say
from marsad.cli.stored import analyze_all
from marsad.codec import parse_stamp
from marsad.config import load_settings
from marsad.errors import InputError
from marsad.types import Analysis, Article, Failure, Stamp
from marsad.urls import absolute

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
    app.command()(analyze)
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
    _check_url(url, paths)
    inputs = read_inputs(paths, settings, url=url, stdin=sys.stdin.buffer)
    with progress("pages") as line:
        print_records(_articles(_readable(inputs, line), jobs or 1, line), form)


def _check_url(url: str | None, paths: list[str]) -> None:
    """Refuse an address that is none, or that would be given to several pages."""
    if url is not None and absolute(url, None) is None:
        raise typer.BadParameter(f"{url!r} is no http(s) address", param_hint="--url")
    if url is not None and (len(paths) != 1 or Path(paths[0]).is_dir()):
        raise typer.BadParameter("belongs to one page, so PATH must be one", param_hint="--url")


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


def analyze(
    paths: Paths,
    published: Annotated[
        str | None,
        typer.Option(help="When it was published, ISO 8601, for articles that do not say so."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="json or jsonl.")] = Format.jsonl,
    jobs: Jobs = 1,
) -> None:
    """Find what each article holds: sentences, time expressions, keywords and its topic."""
    check_format(form, Format.json, Format.jsonl)
    from marsad.fetch.inputs import read_inputs
    from marsad.pipeline.stages import analyze_inputs

    stamp = _stamp(published)
    settings = load_settings()
    inputs = read_inputs(paths, settings, stdin=sys.stdin.buffer)

    def analyses(line: Progress) -> Iterator[Analysis]:
        for outcome in analyze_inputs(_readable(inputs, line), published=stamp, jobs=jobs or 1):
            line.add()
            if isinstance(outcome, Failure):
                line.fail(outcome)
            else:
                yield outcome

    with progress("articles") as line:
        print_records(analyses(line), form)


def _stamp(text: str | None) -> Stamp | None:
    try:
        return parse_stamp(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from error


def import_(paths: Paths, url: Url = None, jobs: Jobs = None) -> None:
    """Put articles into the store, from pages, archives and dumps.

    Then what is new is analysed. What was stored before and has not changed stays as it is. A
    failed input is kept in
    quarantine with its reason.
    """
    from marsad.fetch.inputs import read_inputs
    from marsad.pipeline.stages import import_inputs
    from marsad.store.engine import open_store
    from marsad.store.records import IngestReport

    settings = load_settings()
    _check_url(url, paths)
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
        analyze_all(store, jobs or settings.jobs)


def evaluate(
    task: Annotated[str, typer.Argument(help="What to score: extract, times, keywords or topic.")],
    gold: Annotated[
        Path,
        typer.Argument(
            help="extract: a folder of page.html + gold.json; times: JSONL of sentences with their "
            "expressions, or of labels by article and offset; keywords: the folder of AKEC, or "
            "article JSONL with keywords or tags; topic: article JSONL with a topic or a category."
        ),
    ],
    corpus: Annotated[
        Path | None,
        typer.Option(help="times: the folder of the corpora that labels by offset refer to."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="table or json.")] = Format.table,
) -> None:
    """Score a stage against a gold standard and print a table."""
    check_format(form, Format.table, Format.json)
    if not gold.exists():
        raise InputError(f"{gold}: no such file or folder")
    scores: object
    if task == "extract":
        from marsad.pipeline.evaluate import evaluate_extract, score_table

        scores = evaluate_extract(gold)
        table = score_table(scores)
    elif task == "times":
        from marsad.pipeline.evaluate_times import evaluate_times, times_table

        scores = evaluate_times(gold, corpus)
        table = times_table(scores)
    elif task == "keywords":
        from marsad.pipeline.evaluate_keywords import evaluate_keywords, keywords_table

        scores = evaluate_keywords(gold)
        table = keywords_table(scores)
    elif task == "topic":
        from marsad.pipeline.evaluate_topic import evaluate_topic, topic_table

        scores = evaluate_topic(gold)
        table = topic_table(scores)
    else:
        tasks = "extract, times, keywords, topic"
        raise typer.BadParameter(f"{task!r} is not one of: {tasks}", param_hint="TASK")
    if form is Format.json:
        print_records([scores], form)
    else:
        print(table)
