"""`marsad story`: the stored stories, put right by hand where they are wrong."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from marsad.cli.output import MAX_KEY, Format, form_option, print_records, print_table, say
from marsad.config import load_settings
from marsad.errors import InputError
from marsad.lexicon.sections import topics

if TYPE_CHECKING:
    from marsad.store.engine import Store

app = typer.Typer(
    help="Stories of the store: list, show, merge, split, move, and what a replay proposes.",
    no_args_is_help=True,
)

Key = Annotated[
    int, typer.Argument(max=MAX_KEY, help="The number in the address of its page: /story/NUMBER.")
]
Reason = Annotated[str, typer.Option(help="Why; it is shown in the story's log.")]
Articles = Annotated[
    list[str], typer.Option("--article", help="An article's id; may be given several times.")
]
Form = Annotated[Format, form_option(Format.table, Format.json, Format.jsonl)]


def _open() -> Store:
    from marsad.store.engine import open_store

    return open_store(load_settings().store_url, create=False)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@app.command("list")
def list_stories(
    topic: Annotated[str | None, typer.Option(help="Only this topic.")] = None,
    country: Annotated[
        str | None, typer.Option(help="Only what happens there: a code of two letters.")
    ] = None,
    sources: Annotated[int, typer.Option(min=1, help="At least so many publishers.")] = 1,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1_000)] = 30,
    form: Form = Format.table,
) -> None:
    """List stories as the front page ranks them."""
    if topic is not None and topic not in topics():
        names = ", ".join(topics())
        raise typer.BadParameter(f"{topic!r} is not one of: {names}", param_hint="--topic")
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise typer.BadParameter(f"{country!r} is no code of two letters", param_hint="--country")
    with _open() as store:
        found = store.stories.list(
            topic=topic, country=country, least_sources=sources, limit=limit
        ).items
    if form is not Format.table:
        print_records(found, form)
        return
    rows = [
        (
            str(one.key),
            f"{one.sources:,}",
            f"{one.articles:,}",
            f"{one.last_at:%Y-%m-%d %H:%M}",
            one.topic or "",
            one.headline.title or "",
        )
        for one in found
    ]
    print_table("", ("key", "sources", "articles", "last (UTC)", "topic", "headline"), rows)


@app.command()
def show(key: Key, form: Form = Format.table) -> None:
    """Show a story: its articles by time, and whose copy each is.

    As a table its log too; in JSON it is the contract's Story, with names and keywords.
    """
    with _open() as store:
        record = store.stories.record(key) if form is not Format.table else None
        found = store.stories.view(key)
    if found is None or (form is not Format.table and record is None):
        raise InputError(f"there is no story {key}")
    if record is not None:
        print_records([record], form)
        return
    rows = [
        (
            one.article.id,
            one.article.publisher.name or one.article.publisher.domain or "",
            dt.datetime.fromtimestamp(one.sort_at, dt.UTC).strftime("%Y-%m-%d %H:%M"),
            f"{one.copy.kind} of {one.copy.first.id}" if one.copy else "",
            one.article.title or "",
        )
        for one in found.articles
    ]
    title = f"story {found.summary.key}: {found.summary.headline.title or ''}"
    print_table(title, ("article", "publisher", "published (UTC)", "copy", "headline"), rows)
    for entry in found.log:
        say(f"{entry.at:%Y-%m-%d %H:%M} {entry.state}: {entry.action} {entry.reason}")


@app.command()
def merge(
    key: Key,
    into: Annotated[int, typer.Argument(max=MAX_KEY, help="The story that it becomes part of.")],
    reason: Reason = "",
) -> None:
    """Make one story part of another; its address leads there from now on."""
    with _open() as store:
        store.stories.merge(key, into, now=_now(), reason=reason)
    say(f"story {key} is part of story {into} now")


@app.command()
def split(key: Key, article: Articles, reason: Reason = "") -> None:
    """Give some articles of a story one of their own."""
    with _open() as store:
        new = store.stories.split(key, _keys(store, article), now=_now(), reason=reason)
    say(f"story {new} has them now")


@app.command()
def move(
    into: Annotated[int, typer.Argument(max=MAX_KEY, help="The story that they become part of.")],
    article: Articles,
    reason: Reason = "",
) -> None:
    """Move articles of one story into another."""
    with _open() as store:
        store.stories.move(_keys(store, article), into, now=_now(), reason=reason)
    say(f"story {into} has them now")


@app.command()
def replay(
    days: Annotated[int, typer.Option(min=1, max=60, help="How far back.")] = 7,
) -> None:
    """Connect the articles of the last days anew, and propose what would be put right.

    The gatherer does so once a day.
    """
    from marsad.pipeline.connect import replay as look_again

    with _open() as store:
        count = look_again(store, now=_now(), days=days)
    say(f"{count:,} new proposals; `marsad story log --state proposed` lists them")


@app.command()
def log(
    state: Annotated[
        str | None, typer.Option(help="Only this state: done, proposed, rejected.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000)] = 50,
    form: Form = Format.table,
) -> None:
    """List what was merged, split and moved, or is proposed to be, the latest first."""
    if state not in (None, "done", "proposed", "rejected"):
        raise typer.BadParameter(f"{state!r} is no state", param_hint="--state")
    with _open() as store:
        found = store.stories.log(state=state, limit=limit)
    if form is not Format.table:
        print_records(found, form)
        return
    rows = [
        (
            str(one.key),
            f"{one.at:%Y-%m-%d %H:%M}",
            one.state,
            one.action,
            str(one.story),
            str(one.other or ""),
            str(len(one.articles)),
            one.reason,
        )
        for one in found
    ]
    columns = ("key", "at (UTC)", "state", "action", "story", "other", "articles", "reason")
    print_table("", columns, rows)


Entry = Annotated[int, typer.Argument(max=MAX_KEY, help="The proposal's number in the log.")]


@app.command()
def accept(entry: Entry) -> None:
    """Do what a replay proposed."""
    with _open() as store:
        store.stories.accept(entry, now=_now())
    say(f"proposal {entry} is done")


@app.command()
def reject(entry: Entry) -> None:
    """Turn down what a replay proposed; it is not proposed again."""
    with _open() as store:
        store.stories.reject(entry)
    say(f"proposal {entry} is turned down")


def _keys(store: Store, ids: list[str]) -> list[int]:
    keys = []
    for one in ids:
        stored = store.article_by_id(one)
        if stored is None:
            raise InputError(f"{one}: no such article")
        keys.append(stored.key)
    return keys
