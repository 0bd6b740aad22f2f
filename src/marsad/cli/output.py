"""Printing: records to standard output, progress and messages to standard error."""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain, islice
from typing import Any, TextIO

import typer
from rich.console import Console
from rich.table import Table

from marsad.codec import dumps
from marsad.text.bidi import strip_controls
from marsad.types import Failure

REDRAW = 0.1
"""Seconds between two drawings of the progress line."""


MAX_KEY = 2**63 - 1
"""The highest number that a store can give something; an option beyond it is wrong usage."""


class Format(StrEnum):
    """How records are printed; each command names the forms that make sense for it."""

    json = "json"
    jsonl = "jsonl"
    text = "text"
    table = "table"
    csv = "csv"


def form_option(*allowed: Format) -> Any:
    """Return the option `--format` of a command that prints these forms.

    The help names them, shells complete them, and any other is wrong usage.
    """
    names = [str(form) for form in allowed]

    def form_of(value: str) -> Format:
        if value not in names:
            raise typer.BadParameter(f"{value} is not one of: {', '.join(names)}")
        return Format(value)

    return typer.Option(
        "--format",
        "-f",
        parser=form_of,
        metavar="|".join(names),
        autocompletion=lambda: names,
        help=f"Print {', '.join(names[:-1])} or {names[-1]}.",
    )


def say(message: str) -> None:
    """Print a message for people on standard error, on one line and without control characters."""
    print(f"marsad: {plain(message)}", file=sys.stderr, flush=True)


def print_records(records: Iterable[Any], form: Format) -> None:
    """Print records as they come: `jsonl` a line each; `json` one object, or an array of several.

    Every record is flushed, so that a reader at the other end of a pipe never waits.
    """
    if form is Format.jsonl:
        for record in records:
            _write(dumps(record) + b"\n")
        return
    rest = iter(records)
    first = list(islice(rest, 2))
    if len(first) == 1:
        _write(dumps(first[0], indent=True) + b"\n")
        return
    for number, record in enumerate(chain(first, rest)):
        _write((b",\n" if number else b"[\n") + dumps(record, indent=True))
    _write(b"\n]\n" if first else b"[]\n")


def _write(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader (`| head`) has enough. Nothing more may be written, at exit neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for people; values from outside lose the controls that could disturb it."""
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(plain(cell) for cell in row))
    Console(file=sys.stdout, markup=False, highlight=False).print(table)


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], out: TextIO) -> None:
    """Print rows as CSV; a cell that a spreadsheet would run as a formula is quoted with `'`."""
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: object) -> object:
    # https://owasp.org/www-community/attacks/CSV_Injection
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{cell}"
    return cell


def plain(text: str) -> str:
    """Return text on one line without control characters, for a terminal."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """Return text without what could drive a terminal; blanks of every kind become blanks."""
    bare = (char if char.isprintable() else " " * char.isspace() for char in strip_controls(text))
    return "".join(bare)


class Progress:
    """A counting line on standard error, drawn only where a person watches; failures are named."""

    def __init__(self, noun: str) -> None:
        self.failed = 0
        self._noun = noun
        self._shown = sys.stderr.isatty()
        self._count = 0
        self._started = self._drawn = time.monotonic()

    def add(self, number: int = 1) -> None:
        """Count `number` more and redraw if it is time."""
        self._count += number
        now = time.monotonic()
        if self._shown and now - self._drawn >= REDRAW:
            self._drawn = now
            rate = self._count / max(now - self._started, 1e-9)
            print(f"\r{self._count:,} {self._noun}, {rate:,.0f}/s ", end="", file=sys.stderr)

    def fail(self, failure: Failure) -> None:
        """Name a failed input on a line of its own."""
        self.failed += 1
        self.clear()
        say(f"{failure.name}: {failure.reason}")

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


@contextmanager
def progress(noun: str) -> Iterator[Progress]:
    """Show a counting line while the block runs, then exit with 1 if any input failed."""
    line = Progress(noun)
    try:
        yield line
    finally:
        line.clear()
    if line.failed:
        raise typer.Exit(1)
