"""`evaluate`: score a stage against a gold standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.output import Format, Progress, form_option, print_records, say
from marsad.cli.pages import NamesChoice, NamesGuideline, read_guideline
from marsad.config import load_settings
from marsad.errors import InputError

if TYPE_CHECKING:
    from marsad.analysis.names.features import Guideline
    from marsad.pipeline.evaluate import ExtractScores

TASKS = {
    "copies": "JSONL of pairs of article ids, each copy, excerpt, update or none",
    "extract": "a folder of page.html + gold.json",
    "keywords": "the folder of AKEC, or article JSONL with keywords or tags",
    "names": "JSONL of texts with their names, or a CoNLL file",
    "related": "JSONL of article ids with those to find",
    "roles": "JSONL of texts with names and roles",
    "stories": "JSONL of pairs of article ids, each story, saga, related or unrelated",
    "times": "JSONL of sentences with their expressions, or of labels by article and offset",
    "topic": "article JSONL with a topic or a category",
}
"""What can be scored, and what its gold standard is."""

_FOLDERS = ("extract", "keywords")


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(evaluate)


def evaluate(
    task: Annotated[str, typer.Argument(help=f"What to score: {', '.join(TASKS)}.")],
    gold: Annotated[
        Path, typer.Argument(help="; ".join(f"{name}: {form}" for name, form in TASKS.items()))
    ],
    corpus: Annotated[
        Path | None,
        typer.Option(
            help="times: the folder of the corpora that labels by offset refer to; copies, "
            "stories, related: the articles, a file or folder."
        ),
    ] = None,
    guideline: NamesGuideline = "marsad",
    names: NamesChoice = None,
    lists: Annotated[
        bool, typer.Option("--lists/--no-lists", help="names: with or without the known names.")
    ] = True,
    confusion: Annotated[
        bool, typer.Option("--confusion", help="names: print what the names of each type came to.")
    ] = False,
    baseline: Annotated[
        Path | None,
        typer.Option(help="extract: a file of scores that no field may fall below: exit code 1."),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write the scores into the baseline instead.")
    ] = False,
    form: Annotated[Format, form_option(Format.table, Format.json)] = Format.table,
) -> None:
    """Score a stage against a gold standard and print a table."""
    names_as = read_guideline(guideline)
    if task not in TASKS:
        raise typer.BadParameter(f"{task!r} is not one of: {', '.join(TASKS)}", param_hint="TASK")
    if (baseline and task != "extract") or (update and not baseline):
        raise typer.BadParameter("belongs to extract, and --update to it", param_hint="--baseline")
    _check_names_options(task, lists=lists, confusion=confusion, names=names, guideline=names_as)
    if gold.is_dir() and task not in _FOLDERS:
        raise InputError(f"{gold}: a folder, where {task} wants a file: {TASKS[task]}")
    if not gold.exists():
        raise InputError(f"{gold}: no such file or folder")
    scores, table = _score(
        task, gold, corpus, names_as, lists=lists, names=names, confusion=confusion
    )
    if form is Format.json:
        print_records([scores], form)
    else:
        print(table)
    if baseline:
        _hold(scores, gold, baseline, update=update)


def _check_names_options(
    task: str, *, lists: bool, confusion: bool, names: str | None, guideline: Guideline
) -> None:
    """Refuse options of one task for the others, where they would do nothing."""
    given = {
        "--no-lists": not lists,
        "--confusion": confusion,
        "--names": names is not None,
        "--guideline": guideline != "marsad",
    }
    wrong = [option for option, is_given in given.items() if is_given]
    if wrong and task != "names":
        raise typer.BadParameter("belongs to the task names", param_hint=wrong[0])


def _score(
    task: str,
    gold: Path,
    corpus: Path | None,
    guideline: Guideline,
    *,
    lists: bool,
    names: str | None,
    confusion: bool,
) -> tuple[Any, str]:
    """Run one task's scorer; each is imported only when it is asked for."""
    scores: Any
    if task == "extract":
        from marsad.pipeline.evaluate import evaluate_extract, score_table

        scores = evaluate_extract(gold)
        return scores, score_table(scores)
    if task == "times":
        from marsad.pipeline.evaluate_times import evaluate_times, times_table

        scores = evaluate_times(gold, corpus)
        return scores, times_table(scores)
    if task == "names":
        from marsad.analysis.taggers.choose import SHIPPED
        from marsad.pipeline.evaluate_names import evaluate_names, names_table

        choice = load_settings().names if names is None else names
        if not lists and choice != SHIPPED:
            raise typer.BadParameter("belongs to the model that ships", param_hint="--no-lists")
        scores = evaluate_names(gold, guideline=guideline, lists=lists, names=choice)
        return scores, names_table(scores, confusion=confusion)
    if task == "keywords":
        from marsad.pipeline.evaluate_keywords import evaluate_keywords, keywords_table

        scores = evaluate_keywords(gold)
        return scores, keywords_table(scores)
    if task == "topic":
        from marsad.pipeline.evaluate_topic import evaluate_topic, topic_table

        scores = evaluate_topic(gold)
        return scores, topic_table(scores)
    if task in ("copies", "stories", "related"):
        return _score_connected(task, gold, corpus)
    from marsad.pipeline.evaluate_roles import evaluate_roles, roles_table

    scores = evaluate_roles(gold)
    return scores, roles_table(scores)


def _score_connected(task: str, gold: Path, corpus: Path | None) -> tuple[Any, str]:
    from marsad.cli.connecting import read_items
    from marsad.pipeline import evaluate_stories as scorers

    if corpus is None or not corpus.exists():
        raise typer.BadParameter("name the articles that the gold is about", param_hint="--corpus")
    line = Progress("articles")  # a line of the corpus that cannot be read is named, no failure
    items = list(read_items([str(corpus)], line))
    line.clear()
    if task == "related":
        found = scorers.evaluate_related(gold, items)
        return found, scorers.related_table(found)
    score = scorers.evaluate_copies if task == "copies" else scorers.evaluate_stories
    scores = score(gold, items)
    return scores, scorers.pairs_table(scores)


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
