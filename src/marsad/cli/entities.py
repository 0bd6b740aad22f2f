"""`marsad entity`: who and what the stored articles name, put right by hand where it is wrong."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import MAX_KEY, Format, form_option, plain, print_records, print_table, say
from marsad.config import load_settings
from marsad.errors import InputError

if TYPE_CHECKING:
    from marsad.store.records import EntityProfile, EntitySummary

app = typer.Typer(
    help="People, organisations and places across articles: list, show, merge, split.",
    no_args_is_help=True,
)

Key = Annotated[
    int, typer.Argument(max=MAX_KEY, help="The number in the address of its page: /e/NUMBER.")
]
Form = Annotated[Format, form_option(Format.table, Format.json, Format.jsonl)]


class Kind(StrEnum):
    """The types of names."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    MISC = "MISC"


@app.command("list")
def list_entities(
    text: Annotated[str, typer.Argument(help="What a word of the name begins with.")] = "",
    kind: Annotated[Kind | None, typer.Option("--type", help="Only this type.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000)] = 50,
    form: Form = Format.table,
) -> None:
    """List who and what articles name, the most named first."""
    from marsad.store.engine import open_store

    with open_store(load_settings().store_url, create=False) as store:
        found = store.entities(text=text, kind=kind.value if kind else None, limit=limit).items
    if form is not Format.table:
        print_records(found, form)
        return
    columns = ("key", "type", "name", "role", "articles", "mentions")
    print_table("", columns, [_row(item) for item in found])


def _row(item: EntitySummary) -> tuple[str, ...]:
    counts = (f"{item.articles:,}", f"{item.mentions:,}")
    return (str(item.key), item.type, item.name, item.role or "", *counts)


@app.command()
def show(
    key: Key,
    form: Annotated[Format, form_option(Format.text, Format.json)] = Format.text,
) -> None:
    """Show all that articles told of one: spellings, roles with their sentences, what was merged.

    Every role stands with the first and the last sentence that gave it.
    """
    from marsad.store.engine import open_store

    with open_store(load_settings().store_url, create=False) as store:
        found, edits = store.entity(key), store.entity_edits(key)
    if found is None:
        raise InputError(f"there is no identity {key}")
    if form is Format.json:
        print_records([found], form)
        return
    _print(found)
    for edit in edits:
        print(plain(f"{edit.at:%Y-%m-%d} {edit.action} {edit.key} {edit.other} {edit.detail}"))


def _print(found: EntityProfile) -> None:
    item = found.summary
    days = f"{found.first_day or '-'} … {found.last_day or '-'}"
    print(plain(f"{item.key} {item.type} {item.name}"))
    print(f"{item.articles:,} articles, {item.mentions:,} mentions, {days}")
    if found.merged:
        print(f"merged: {', '.join(map(str, found.merged))}")
    for alias in found.aliases:
        print(plain(f"  {alias.name} ({alias.mentions:,})"))
    for role in found.roles:
        print(plain(f"{role.first.day} … {role.last.day} {role.title} ({role.articles:,})"))
        for evidence in dict.fromkeys((role.first, role.last)):
            print(plain(f"  {evidence.article.id} {evidence.sentence}"))


@app.command()
def merge(
    key: Key,
    into: Annotated[int, typer.Argument(max=MAX_KEY, help="The one that it is.")],
) -> None:
    """Say that two are one; the first becomes part of the second.

    Later analyses keep to it. `split` with the first number takes it back.
    """
    from marsad.store.engine import open_store

    with open_store(load_settings().store_url, create=False) as store:
        root = store.merge_entities(key, into, now=dt.datetime.now(dt.UTC))
    say(f"{key} and {into} are now {root}")


@app.command()
def split(
    key: Key,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A full spelling that is somebody else, in every article."),
    ] = None,
    article: Annotated[
        list[str] | None,
        typer.Option("--article", help="An article, by id or number, that means somebody else."),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1)] = None,
) -> None:
    """Make two of one: spellings or articles get an identity of their own.

    Without options a merge is taken back. Later analyses keep to it; the articles that it is about
    are analysed at once.
    """
    from marsad.cli.stored import analyze_all
    from marsad.sites.book import load_book
    from marsad.store.engine import open_store

    settings = load_settings()
    with open_store(settings.store_url, create=False) as store:
        new = store.split_entity(
            key, names=name or (), articles=article or (), now=dt.datetime.now(dt.UTC)
        )
        if name or article:
            analyze_all(store, settings, jobs, load_book(settings.sites_folder))
    say(f"{new} stands by itself now")
