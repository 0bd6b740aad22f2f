"""Recorded pages of sites, and whether their rules still read them as expected.

Beside the rule file `example.org.toml` a folder `example.org` holds a folder per recorded page:
`page.html`, `page.json` (how it came) and, once a person agreed to it, `expected.json`.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from marsad.codec import dumps, encode, loads
from marsad.errors import ConfigError, ExtractError, InputError
from marsad.extract.page import extract_article
from marsad.extract.ruled import explain
from marsad.sites.rules import Site
from marsad.types import Article, Page

PAGE, META, EXPECTED = "page.html", "page.json", "expected.json"

FIELDS = ("title", "published", "updated", "authors", "dateline", "credits", "tags", "sections",
          "related", "image", "language", "paragraphs")  # fmt: skip
"""What a page is expected to say, in the order in which it is printed."""

REFUSED = "refused"
"""Stands alone where a page is expected to be no article, with the reason."""

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """How one recorded page is read, beside what is expected of it."""

    name: str  # "example.org/01"
    url: str | None
    layout: str | None  # which one of the file's was used; None: none of them fits
    silent: tuple[str, ...]  # selectors of that layout that match nothing, with their fields
    needless: bool  # the general way reads the page just so
    found: Record
    expected: Record | None
    folder: Path

    @property
    def differences(self) -> dict[str, list[str]]:
        """What differs, by field, as lines that begin with "- " (expected) or "+ " (found)."""
        if self.expected is None:
            return {}
        names = (*FIELDS, REFUSED)
        pairs = ((name, self.expected.get(name), self.found.get(name)) for name in names)
        return {name: _difference(old, new) for name, old, new in pairs if old != new}


def record_page(folder: Path, domain: str, page: Page) -> Path:
    """Save a page for a site's checks; return its folder.

    Raises:
        ConfigError: it cannot be written.
    """
    home = folder / domain
    try:
        home.mkdir(parents=True, exist_ok=True)
        taken = {path.name for path in home.iterdir()}
        number = next(n for n in range(1, len(taken) + 2) if f"{n:02}" not in taken)
        place = home / f"{number:02}"
        place.mkdir()
        (place / PAGE).write_bytes(page.body)
        (place / META).write_bytes(dumps(_Meta.of(page), indent=True) + b"\n")
    except OSError as error:
        raise ConfigError(f"{home}: {error.strerror or error}") from error
    return place


@dataclass(frozen=True, slots=True)
class _Meta:
    """How a recorded page came: all of a page but its bytes."""

    url: str | None = None
    content_type: str | None = None
    fetched_at: dt.datetime | None = None

    @classmethod
    def of(cls, page: Page) -> _Meta:
        return cls(page.url, page.content_type, page.fetched_at)


def recorded_pages(folder: Path, domain: str) -> list[Path]:
    """Return the folders of a site's recorded pages in order of their names."""
    home = folder / domain
    return sorted(path.parent for path in home.glob(f"*/{PAGE}")) if home.is_dir() else []


def check_page(site: Site, folder: Path) -> SiteCheck:
    """Read one recorded page by its site's rules.

    Raises:
        InputError: its files cannot be read.
    """
    page, expected = _load_page(folder), _load_expected(folder / EXPECTED)
    found = _reading(page, site)
    layout, silent = (None, ()) if REFUSED in found else explain(page, site)
    general = _reading(page, replace(site, layouts=()))
    return SiteCheck(
        name=f"{site.domain}/{folder.name}",
        url=page.url,
        layout=layout,
        silent=silent,
        needless=layout is not None and general == found,
        found=found,
        expected=expected,
        folder=folder,
    )


def accept(check: SiteCheck) -> None:
    """Make what was found what is expected from now on.

    Raises:
        ConfigError: it cannot be written.
    """
    path = check.folder / EXPECTED
    try:
        path.write_bytes(orjson.dumps(check.found, option=orjson.OPT_INDENT_2) + b"\n")
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


def _load_page(folder: Path) -> Page:
    path = folder / META
    try:
        body = (folder / PAGE).read_bytes()
        page = loads(Page, _with_body(path.read_bytes())) if path.is_file() else Page(None, b"")
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    return replace(page, body=body)


def _with_body(meta: bytes) -> bytes:
    """Add the field that the codec asks for."""
    try:
        values = orjson.loads(meta)
    except orjson.JSONDecodeError:
        return meta  # the codec says what is wrong
    return orjson.dumps({**values, "body": ""}) if isinstance(values, dict) else meta


def _load_expected(path: Path) -> Record | None:
    if not path.is_file():
        return None
    try:
        value = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise InputError(f"{path}: expected a JSON object")
    return value


def _reading(page: Page, site: Site) -> Record:
    try:
        return fields_of(extract_article(page, site=site))
    except ExtractError as error:
        return {REFUSED: str(error)}


def fields_of(article: Article) -> dict[str, Any]:
    """Return what of an article is compared, as JSON holds it."""
    values = encode(article)
    return {name: values[name] for name in FIELDS}


def _difference(old: Any, new: Any) -> list[str]:
    """Compare two values as lines, leaving out what is the same."""
    lines = difflib.ndiff(list(_lines(old)), list(_lines(new)), charjunk=None)
    return [line for line in lines if line[0] in "+-"]


def _lines(value: Any) -> Iterator[str]:
    """Write a value as lines: one for each element of a list."""
    if value is None:
        return
    if not isinstance(value, list):
        yield str(value)
        return
    for item in value:
        yield related_line(item) if isinstance(item, dict) else str(item)


def related_line(item: Record) -> str:
    """Write a related item on one line."""
    return " ".join(str(item[name]) for name in ("title", "url", "text") if item.get(name))
