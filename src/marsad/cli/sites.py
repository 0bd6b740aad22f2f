"""`site …`: rules for single publishers, with recorded pages that show whether they hold."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.output import (
    Format,
    Progress,
    form_option,
    plain,
    print_records,
    print_table,
    progress,
    say,
)
from marsad.config import Settings, load_settings
from marsad.errors import ConfigError, InputError, MarsadError, SiteRuleError
from marsad.types import Failure, Page
from marsad.urls import domain_of

if TYPE_CHECKING:
    from marsad.pipeline.site_pages import SiteCheck
    from marsad.sites.rules import Site

app = typer.Typer(
    help="Rules for publishers whose layout needs them: make, check and list them.",
    no_args_is_help=True,
)

Domain = Annotated[str, typer.Argument(help="The publisher's domain, such as example.org.")]


@app.command()
def new(
    domain: Domain,
    page: Annotated[
        str | None,
        typer.Argument(
            metavar="PAGE", help="An article of it: an address or a file. Default: its newest."
        ),
    ] = None,
    url: Annotated[
        str | None, typer.Option("--url", help="The address of the page, where PAGE is a file.")
    ] = None,
) -> None:
    """Begin a publisher's rule file, or record one more page for it.

    The page is saved beside the rules and read by them: edit the file and run `site check` until
    title, date and body are right.
    """
    from marsad.pipeline.site_pages import record_page
    from marsad.sites.domains import site_domain
    from marsad.sites.template import new_rules

    settings = load_settings()
    name = site_domain(domain)
    found = _newest(domain, settings) if page is None else _one_page(page, url, settings)
    _belongs(found.url, name)
    path = settings.sites_folder / f"{name}.toml"
    if not path.exists():
        _write_new(path, new_rules(name))
        say(f"{path}: written; its selectors are yours to fill in")
    folder = record_page(settings.sites_folder, name, found)
    say(f"{folder}: page recorded")
    with progress("pages") as line:
        for one in _checks([path], settings, line):
            if one.folder == folder:
                _print_check(one)


def _one_page(path: str, url: str | None, settings: Settings) -> Page:
    from marsad.fetch.inputs import read_inputs

    for item in read_inputs([path], settings, url=url, stdin=sys.stdin.buffer):
        if isinstance(item.value, Failure):
            raise InputError(f"{item.name}: {item.value.reason}")
        if isinstance(item.value, Page):
            return item.value
    raise InputError(f"{path}: holds no page")


def _newest(domain: str, settings: Settings) -> Page:
    """Fetch the first page that the publisher's feeds announce."""
    from marsad.fetch.announced import entries_of, parse_announced
    from marsad.fetch.discover import discover
    from marsad.fetch.http import Fetcher

    async def fetch() -> Page:
        async with Fetcher(settings) as fetcher:
            for feed in (await discover(fetcher, domain)).feeds:
                got = await fetcher.get(feed.url)
                kind = got.page.content_type
                parsed = parse_announced(got.page.body, url=got.final_url, content_type=kind)
                for entry in entries_of(parsed):
                    return (await fetcher.get(entry.url)).page
        raise InputError(f"{domain}: its feeds announce no page; name one")

    return asyncio.run(fetch())


def _belongs(url: str | None, domain: str) -> None:
    host = domain_of(url) if url else None
    if host and host != domain and not host.endswith(f".{domain}"):
        raise typer.BadParameter(f"{url} does not lie on {domain}", param_hint="PAGE")


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


@app.command()
def check(
    domain: Annotated[str | None, typer.Argument(help="One publisher; default: all.")] = None,
    take: Annotated[
        bool, typer.Option("--accept", help="Make what is read now what is expected.")
    ] = False,
    form: Annotated[Format, form_option(Format.text, Format.json, Format.jsonl)] = Format.text,
) -> None:
    """Read the recorded pages by their rules, and print what differs from what is expected.

    A page of which nothing is expected yet is printed as it is read.
    """
    from marsad.pipeline.site_pages import accept

    settings = load_settings()
    files = _files(settings, domain)
    if not files:
        say("no rules of your own yet: begin with `marsad site new DOMAIN PAGE`")

    def checked(line: Progress) -> Iterator[SiteCheck]:
        for one in _checks(files, settings, line):
            if take:
                accept(one)
            elif one.differences:
                names = ", ".join(one.differences)
                line.fail(Failure(one.name, "extract", f"not as expected: {names}"))
            yield one

    with progress("pages") as line:
        if form is Format.text:
            for one in checked(line):
                _print_check(one, accepted=take)
        else:
            print_records((_record(one) for one in checked(line)), form)


def _files(settings: Settings, domain: str | None) -> list[Path]:
    from marsad.sites.book import user_files
    from marsad.sites.domains import site_domain

    files = user_files(settings.sites_folder)
    if domain is None:
        return files
    name = f"{site_domain(domain)}.toml"
    chosen = [path for path in files if path.name == name]
    if not chosen:
        raise InputError(f"{domain}: no such rules (see `marsad site list`)")
    return chosen


def _checks(files: Iterable[Path], settings: Settings, line: Progress) -> Iterator[SiteCheck]:
    """Check the recorded pages of rule files; what is wrong with one stops no other."""
    from marsad.pipeline.site_pages import check_page, recorded_pages

    for path in files:
        site = _site(path, line)
        if site is None:
            continue
        folders = recorded_pages(settings.sites_folder, site.domain)
        if not folders:
            say(f"{site.domain}: no page recorded: `marsad site new {site.domain} PAGE`")
        for folder in folders:
            line.add()
            try:
                yield check_page(site, folder)
            except MarsadError as error:
                line.fail(Failure(f"{site.domain}/{folder.name}", "extract", str(error)))


def _site(path: Path, line: Progress) -> Site | None:
    """Read a rule file; each of its mistakes is named on a line of its own."""
    from marsad.sites.book import read_site

    try:
        return read_site(path)
    except SiteRuleError as error:
        for mistake in error.mistakes:
            line.failed += 1
            say(mistake)
        return None


def _record(one: SiteCheck) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": one.url,
        "layout": one.layout,
        "silent": list(one.silent),
        "needless": one.needless,
        "found": one.found,
        "expected": one.expected,
        "differences": one.differences,
    }


def _print_check(one: SiteCheck, *, accepted: bool = False) -> None:
    """Print a page: what differs, or all of it where nothing is expected yet."""
    if accepted:
        state = "accepted"
    elif one.expected is None:
        state = "not accepted yet"
    else:
        state = "differs" if one.differences else "as expected"
    layout = one.layout or "none fits: read in the general way"
    print(plain(f"{one.name}: {state}  (layout {layout})  {one.url or ''}"))
    for selector in one.silent:
        print(f"  matches nothing: {plain(selector)}")
    if one.needless and not one.silent:
        print("  the general way reads it just so: rules for this page are not needed")
    if one.expected is None and not accepted:
        for name, value in one.found.items():
            _print_value(name, value)
    for name, lines in one.differences.items():
        print(f"  {name}")
        for text in lines:
            print(f"    {plain(text)}")


def _print_value(name: str, value: Any) -> None:
    from marsad.pipeline.site_pages import related_line

    if not isinstance(value, list):
        print(f"  {name}: {plain('-' if value is None else str(value))}")
        return
    print(f"  {name}:{'' if value else ' -'}")
    for item in value:
        print(f"    {plain(related_line(item) if isinstance(item, dict) else str(item))}")


@app.command("list")
def list_(
    form: Annotated[Format, form_option(Format.table, Format.json, Format.jsonl)] = Format.table,
) -> None:
    """List the rule files: yours, and those that come with Marsad."""
    settings = load_settings()
    with progress("files") as line:
        rows = list(_rows(settings, line))
        if form is not Format.table:
            print_records(rows, form)
        elif rows:
            columns = tuple(rows[0])
            print_table("", columns, [[str(value) for value in row.values()] for row in rows])
        else:
            say(f"no rules yet in {settings.sites_folder}: `marsad site new DOMAIN PAGE`")


def _rows(settings: Settings, line: Progress) -> Iterator[dict[str, Any]]:
    from marsad.pipeline.site_pages import EXPECTED, recorded_pages
    from marsad.sites.book import built_in_files, read_site, user_files

    own = user_files(settings.sites_folder)
    for path in own:
        site = _site(path, line)
        if site:
            pages = recorded_pages(settings.sites_folder, site.domain)
            accepted = sum((folder / EXPECTED).is_file() for folder in pages)
            yield _row(site, len(pages), accepted, "own")
    for file in built_in_files():
        yield _row(read_site(file), 0, 0, "built in")


def _row(site: Site, pages: int, accepted: int, origin: str) -> dict[str, Any]:
    return {
        "domain": site.domain,
        "name": site.name or "",
        "zone": site.zone or "",
        "feeds": len(site.feeds),
        "layouts": len(site.layouts),
        "pages": pages,
        "accepted": accepted,
        "from": origin,
    }
