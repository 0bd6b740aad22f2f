"""`extract`, `import` and `evaluate`: from files, standard input and addresses."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.output import Format, Progress, check_format, print_records, progress, say
from marsad.cli.stored import analyze_all
from marsad.codec import parse_stamp
from marsad.config import Settings, load_settings
from marsad.errors import InputError
from marsad.types import Analysis, Article, Failure, Stamp
from marsad.urls import absolute

if TYPE_CHECKING:
    from marsad.fetch.inputs import Input
    from marsad.pipeline.evaluate import ExtractScores
    from marsad.pipeline.stages import Known

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
        print_records(_articles(_readable(inputs, line), jobs or 1, known(settings), line), form)


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


def known(settings: Settings) -> Known:
    """Return what the rule files know of publishers.

    Raises:
        SiteRuleError: some of them are wrong.
    """
    from marsad.pipeline.stages import Known
    from marsad.sites.book import load_book

    return Known(sites=load_book(settings.sites_folder))


def _articles(
    inputs: Iterable[Input], jobs: int, known: Known, line: Progress
) -> Iterator[Article]:
    from marsad.pipeline.stages import extract_inputs

    for _, outcome in extract_inputs(inputs, jobs=jobs, known=known):
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
    """Find what the text of each article holds, so far its sentences and time expressions."""
    check_format(form, Format.json, Format.jsonl)
    from marsad.fetch.inputs import read_inputs
    from marsad.pipeline.stages import analyze_inputs

    stamp = _stamp(published)
    settings = load_settings()
    inputs = read_inputs(paths, settings, stdin=sys.stdin.buffer)

    def analyses(line: Progress) -> Iterator[Analysis]:
        outcomes = analyze_inputs(
            _readable(inputs, line), published=stamp, jobs=jobs or 1, known=known(settings)
        )
        for outcome in outcomes:
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
        sites = known(settings).sites
        inputs = read_inputs(paths, settings, url=url, stdin=sys.stdin.buffer)
        batches = import_inputs(
            inputs,
            store,
            jobs=jobs or settings.jobs,
            clock=lambda: dt.datetime.now(dt.UTC),
            sites=sites,
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
        analyze_all(store, jobs or settings.jobs, sites)


def evaluate(
    task: Annotated[str, typer.Argument(help="What to score: extract, times or roles.")],
    gold: Annotated[
        Path,
        typer.Argument(
            help="extract: a folder of page.html + gold.json; times: JSONL of sentences with their "
            "expressions, or of labels by article and offset; roles: JSONL of texts with names "
            "and roles."
        ),
    ],
    corpus: Annotated[
        Path | None,
        typer.Option(help="times: the folder of the corpora that labels by offset refer to."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(help="extract: a file of scores that no field may fall below: exit code 1."),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write the scores into the baseline instead.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="table or json.")] = Format.table,
) -> None:
    """Score a stage against a gold standard and print a table."""
    check_format(form, Format.table, Format.json)
    if (baseline and task != "extract") or (update and not baseline):
        raise typer.BadParameter("belongs to extract, and --update to it", param_hint="--baseline")
    if not gold.exists():
        raise InputError(f"{gold}: no such file or folder")
    scores: Any
    if task == "extract":
        from marsad.pipeline.evaluate import evaluate_extract, score_table

        scores = evaluate_extract(gold)
        table = score_table(scores)
    elif task == "times":
        from marsad.pipeline.evaluate_times import evaluate_times, times_table

        scores = evaluate_times(gold, corpus)
        table = times_table(scores)
    elif task == "roles":
        from marsad.pipeline.evaluate_roles import evaluate_roles, roles_table

        scores = evaluate_roles(gold)
        table = roles_table(scores)
    else:
        raise typer.BadParameter(
            f"{task!r} is not one of: extract, times, roles", param_hint="TASK"
        )
    if form is Format.json:
        print_records([scores], form)
    else:
        print(table)
    if baseline:
        _hold(scores, gold, baseline, update=update)


def _hold(scores: ExtractScores, gold: Path, file: Path, *, update: bool) -> None:
    """Store scores as a baseline, or compare them with one; exit with 1 if any is worse."""
    from marsad.pipeline.baseline import Baseline, compare, load_baseline, save_baseline

    if update:
        save_baseline(file, Baseline.of(scores, [gold]))
        say(f"{file}: written")
        return
    result = compare(scores, [gold], load_baseline(file))
    for line in result.better:
        say(f"better than the baseline: {line}")
    for line in result.worse:
        say(f"worse than the baseline: {line}")
    if result.worse:
        raise typer.Exit(1)
