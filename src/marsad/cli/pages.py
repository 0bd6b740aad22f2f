"""`extract`, `analyze` and `import`: from files, standard input and addresses."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import Format, Progress, form_option, print_records, progress, say
from marsad.cli.stored import analyze_all
from marsad.codec import parse_stamp
from marsad.config import Settings, load_settings
from marsad.types import Analysis, Article, Failure, Stamp
from marsad.urls import absolute

if TYPE_CHECKING:
    from marsad.analysis.names.features import Guideline
    from marsad.fetch.inputs import Input
    from marsad.pipeline.stages import Known

GUIDELINES: tuple[Guideline, ...] = ("marsad", "anercorp")
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
NamesGuideline = Annotated[
    str,
    typer.Option("--guideline", help=f"Whose idea of a name is followed: {', '.join(GUIDELINES)}."),
]
NamesChoice = Annotated[
    str | None,
    typer.Option(
        "--names",
        help="Who finds names: marsad, spacy:FOLDER, hf:FOLDER, or what an installed package "
        "offers; default: the setting.",
    ),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes.")]
ImportJobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes; default: the setting, or one per core."),
]


def read_guideline(name: str) -> Guideline:
    """Return the guideline of that name.

    Raises:
        typer.BadParameter: the names model was not trained on any such.
    """
    for guideline in GUIDELINES:
        if name == guideline:
            return guideline
    raise typer.BadParameter(
        f"{name!r} is not one of: {', '.join(GUIDELINES)}", param_hint="--guideline"
    )


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(extract)
    app.command()(analyze)
    app.command("import")(import_)


def extract(
    paths: Paths,
    url: Url = None,
    form: Annotated[Format, form_option(Format.json, Format.jsonl)] = Format.jsonl,
    jobs: Jobs = 1,
) -> None:
    """Find the article in each page and print it as JSON."""
    from marsad.fetch.inputs import read_inputs

    settings = load_settings()
    _check_url(url, paths)
    inputs = read_inputs(paths, settings, url=url, stdin=sys.stdin.buffer)
    with progress("pages") as line:
        print_records(_articles(_readable(inputs, line), jobs, known(settings), line), form)


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
    guideline: NamesGuideline = "marsad",
    names: NamesChoice = None,
    form: Annotated[Format, form_option(Format.json, Format.jsonl)] = Format.jsonl,
    jobs: Jobs = 1,
) -> None:
    """Find what the text of each article holds: names, titles of office, time expressions."""
    names_as = read_guideline(guideline)
    from marsad.fetch.inputs import read_inputs
    from marsad.pipeline.stages import analyze_inputs

    stamp = _stamp(published)
    settings = load_settings()
    inputs = read_inputs(paths, settings, stdin=sys.stdin.buffer)

    def analyses(line: Progress) -> Iterator[Analysis]:
        outcomes = analyze_inputs(
            _readable(inputs, line),
            published=stamp,
            jobs=jobs,
            known=known(settings),
            guideline=names_as,
            names=settings.names if names is None else names,
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


def import_(paths: Paths, url: Url = None, jobs: ImportJobs = None) -> None:
    """Put articles into the store, from pages, archives and dumps.

    Then what is new is analysed. What was stored before and has not changed stays as it is. A
    failed input is kept in
    quarantine with its reason.
    """
    from marsad.analysis.taggers.choose import load_names
    from marsad.fetch.inputs import read_inputs
    from marsad.pipeline.stages import import_inputs
    from marsad.store.engine import open_store
    from marsad.store.records import IngestReport

    settings = load_settings()
    _check_url(url, paths)
    load_names(settings.names)  # an import may take hours: what would end it is said before
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
        analyze_all(store, settings, jobs, sites)
