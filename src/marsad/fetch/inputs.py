"""Whatever a user names → pages and articles: files, folders, standard input, web addresses."""

from __future__ import annotations

import asyncio
import dataclasses
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from marsad.config import Settings
from marsad.errors import FetchError, InputError
from marsad.fetch.http import Fetched, Fetcher
from marsad.fetch.records import read_json
from marsad.fetch.streams import (
    GZIP_ERRORS,
    Kind,
    Rewound,
    gunzipped,
    gzip_problem,
    look,
    read_all,
    sniff,
)
from marsad.fetch.warcs import read_warc
from marsad.types import Article, Failure, Page

STDIN = "-"
_SUFFIXES = (
    ".html", ".htm", ".xhtml", ".txt", ".warc", ".warc.gz",
    ".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz",
)  # fmt: skip
"""What is read out of a folder; other files of a folder are passed over."""

_ABOUT = {
    "authors",
    "changelog",
    "copying",
    "licence",
    "license",
    "notice",
    "provenance",
    "readme",
    "robots",
}
"""Names of text files that stand beside articles and are none."""

_LINE_SUFFIXES = {".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Input:
    """One page, article or failure, under a name that the user can find again."""

    name: str
    value: Page | Article | Failure


@dataclass(frozen=True, slots=True)
class _Context:
    """What stays the same while one named input is read."""

    name: str
    limit: int  # bytes of a page or record
    url: str | None  # address of a single page
    suffix: str = ""  # of the name, ".gz" apart
    in_folder: bool = False

    def fail(self, reason: object, where: str | int | None = None) -> Input:
        name = self.name if where is None else f"{self.name}:{where}"
        return Input(name, Failure(name, "fetch", " ".join(str(reason).split())))


def read_inputs(
    paths: Iterable[str],
    settings: Settings,
    *,
    url: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Input]:
    """Yield what the named files, folders, addresses and standard input (`-`) hold, one by one.

    Content is recognised by itself, then by its suffix: HTML, plain text, WARC, JSON and JSONL of
    articles, each also gzipped. Memory does not grow with the input, and nothing is read ahead of
    need. What cannot be read comes as a `Failure` and the rest goes on. `url` is the address of a
    page that comes without one. Addresses are fetched in an event loop of this function's own, so
    it is not to be called from inside one.
    """
    with ExitStack() as stack:
        fetch: Callable[[str], Fetched] | None = None
        for path in paths:
            if path.lower().startswith(("http://", "https://")):
                fetch = fetch or _fetching(settings, stack)
                yield from _read_address(path, settings, fetch)
                continue
            context = _context(path, settings, url)
            if path == STDIN:
                yield from _read_stream(stdin or _no_stdin(), context)
            elif _is_folder(Path(path)):
                yield from _read_folder(Path(path), settings)
            else:
                yield from _read_file(context)


def read_bytes(path: str, settings: Settings, *, stdin: BinaryIO | None = None) -> bytes:
    """Return the bytes of one file or of standard input (`-`).

    Raises:
        InputError: it cannot be read, or is larger than a page may be.
    """
    try:
        if path == STDIN:
            return read_all(stdin or _no_stdin(), settings.max_page_bytes)
        with Path(path).open("rb") as stream:
            return read_all(stream, settings.max_page_bytes)
    except OSError as error:
        raise InputError(f"{path}: {_problem(error)}") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def _no_stdin() -> BinaryIO:
    return io.BytesIO()


def _context(
    path: str, settings: Settings, url: str | None, *, in_folder: bool = False
) -> _Context:
    base = path.lower().removesuffix(".gz")
    return _Context(path, settings.max_page_bytes, url, Path(base).suffix, in_folder)


# --- files and folders -------------------------------------------------------


def _read_file(context: _Context) -> Iterator[Input]:
    try:
        with Path(context.name).open("rb") as stream:
            yield from _read_stream(stream, context)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield context.fail(_problem(error))


def _problem(error: Exception) -> str:
    """Say for people why a file cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    return getattr(error, "strerror", None) or str(error)


def _read_folder(folder: Path, settings: Settings) -> Iterator[Input]:
    found = False
    for entry in _walk(folder):
        found = True
        if isinstance(entry, Input):
            yield entry
        else:
            yield from _read_file(_context(str(entry), settings, None, in_folder=True))
    if not found:
        context = _context(str(folder), settings, None)
        yield context.fail(f"holds no file that can be read ({' '.join(_SUFFIXES)})")


def _walk(folder: Path) -> Iterator[Path | Input]:
    """Yield the readable files below a folder in order of their names, hidden ones left out."""
    # Each folder waits with the real paths above it: a link that leads back to one is a loop.
    waiting: list[tuple[Path, frozenset[Path]]] = [(folder, frozenset())]
    while waiting:
        path, above = waiting.pop()
        if not _is_folder(path):
            yield path
            continue
        context, real = _Context(str(path), 0, None), path.resolve()
        if real in above:
            yield context.fail("is a link back to a folder that holds it")
            continue
        try:
            children = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield context.fail(_problem(error))
            continue
        waiting += ((child, above | {real}) for child in children if _is_wanted(child))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # it lies in a folder that may not be entered
        return False


def _is_wanted(path: Path) -> bool:
    """Say whether a folder's entry is to be read: a folder, or a file of a known suffix."""
    if path.name.startswith("."):
        return False
    known = path.name.lower().endswith(_SUFFIXES) and path.stem.lower() not in _ABOUT
    # Pipes and devices are left out; a link to nothing is kept, to be named as missing.
    return _is_folder(path) or (known and (path.is_file() or path.is_symlink()))


# --- addresses ---------------------------------------------------------------


def _fetching(settings: Settings, stack: ExitStack) -> Callable[[str], Fetched]:
    """Open a fetcher that is closed with `stack`; return its `get` as a plain function."""
    runner = stack.enter_context(asyncio.Runner())
    fetcher = Fetcher(settings)
    runner.run(fetcher.open())
    stack.callback(lambda: runner.run(fetcher.close()))
    return lambda url: runner.run(fetcher.get(url))


def _read_address(
    address: str, settings: Settings, fetch: Callable[[str], Fetched]
) -> Iterator[Input]:
    context = _context(address, settings, None)
    try:
        page = fetch(address).page
    except FetchError as error:
        yield context.fail(str(error).removeprefix(f"{address}: "))
        return
    for item in _read_stream(io.BytesIO(page.body), context):
        if isinstance(item.value, Page) and item.value.url is None:
            # What came over HTTP keeps the address, type and time it came with.
            yield dataclasses.replace(item, value=dataclasses.replace(page, body=item.value.body))
        else:
            yield item


# --- content -----------------------------------------------------------------


def _read_stream(stream: BinaryIO, context: _Context) -> Iterator[Input]:
    """Read a stream of any known content; whatever goes wrong comes as a failure."""
    try:
        head, rest = look(stream)
        kind = sniff(head, context.suffix)
        if kind == "gzip":
            with gunzipped(rest) as inner:
                head, rest = look(inner)
                yield from _read_kind(sniff(head, context.suffix), rest, context)
        else:
            yield from _read_kind(kind, rest, context)
    except GZIP_ERRORS as error:
        yield context.fail(gzip_problem(error))
    except OSError as error:
        yield context.fail(_problem(error))
    except InputError as error:
        yield context.fail(error)


def _read_kind(kind: Kind, stream: Rewound, context: _Context) -> Iterator[Input]:
    if kind == "empty":
        yield context.fail("is empty")
    elif kind in {"binary", "gzip"}:
        yield context.fail("is neither text, HTML, JSON nor WARC (binary data)")
    elif kind == "json":
        yield from _read_articles(stream, context)
    elif kind == "warc":
        for where, page in read_warc(stream, context.limit):
            if isinstance(page, Page):
                yield Input(f"{context.name}:{where}", page)
            else:
                yield context.fail(page, where)
    else:
        body = read_all(stream, context.limit)
        content_type = "text/html" if kind == "html" else "text/plain"
        yield Input(context.name, Page(context.url, body, content_type))


def _read_articles(stream: Rewound, context: _Context) -> Iterator[Input]:
    lines = context.suffix in _LINE_SUFFIXES
    # A folder may hold JSON of other kinds beside its articles; a file named by itself may not.
    others = context.in_folder and not lines
    for line, article in read_json(stream, context.limit, lines=lines, skip_others=others):
        if isinstance(article, Article):
            yield Input(f"{context.name}:{line}", article)
        else:
            yield context.fail(article, line)
