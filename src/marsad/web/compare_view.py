"""Two articles side by side: what the later one cut, added and changed of the earlier one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from marsad.instants import sort_seconds
from marsad.store.records import StoredArticle
from marsad.stories.difference import Kind, Piece, difference
from marsad.text.format import format_delay
from marsad.text.tokenize import tokens
from marsad.web.addresses import article_path
from marsad.web.views import (
    SUMMARY_CHARS,
    TITLE_CHARS,
    Moment,
    Outlet,
    Reader,
    full_moment,
    headline,
    outlet,
    plain,
    short_moment,
    to_zone,
)

FOLDED_FROM = 60
"""Words of an unchanged stretch from which its middle is folded."""

CONTEXT = 15
"""Words of it that stay beside a change."""

MAX_ROWS = 400
_FOLDED_CHARS = 4_000  # of a folded stretch

_STOP = re.compile(r"[.!؟?\n]\s*$")

Side = Literal["same", "cut", "added"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one side."""

    kind: Side
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of both texts: side by side, in paragraphs, or folded where nothing changed."""

    first: tuple[tuple[Run, ...], ...] = ()
    second: tuple[tuple[Run, ...], ...] = ()
    folded: str | None = None
    words: int = 0  # of what is folded

    @property
    def is_same(self) -> bool:
        """Whether both sides have the same words."""
        sides = (*self.first, *self.second)
        return all(run.kind == "same" for runs in sides for run in runs)


@dataclass(frozen=True, slots=True)
class Column:
    """One of the two articles."""

    href: str
    title: str
    language: str
    outlet: Outlet
    time: Moment


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The page of a comparison."""

    page_title: str
    columns: tuple[Column, Column]
    delay: str | None
    titles: Row
    rows: tuple[Row, ...]
    is_same: bool
    kept: int
    lost: int
    gained: int
    share: int  # hundredths of the later text's words that the earlier one has
    is_complete: bool
    left_out: int  # rows beyond those that are shown


def compare(one: StoredArticle, two: StoredArticle, reader: Reader) -> ComparePage:
    """Compare two stored articles, the earlier one first."""
    first, second = sorted((one, two), key=_order)
    found = difference(first.article.text, second.article.text)
    rows = tuple(layout(found.pieces))
    seconds = _order(second)[0] - _order(first)[0]
    timed = all(_is_exact(item) for item in (first, second))
    names = [headline(item.article.title, "", reader) for item in (first, second)]
    return ComparePage(
        page_title=plain(names[0]),
        columns=(_column(first, reader), _column(second, reader)),
        delay=format_delay(dt.timedelta(seconds=seconds), reader.style) if timed else None,
        titles=next(_row(difference(*names).pieces), Row()),
        rows=rows[:MAX_ROWS],
        is_same=not found.lost and not found.gained,
        kept=found.kept,
        lost=found.lost,
        gained=found.gained,
        share=_percent(found.shared),
        is_complete=found.is_complete,
        left_out=max(0, len(rows) - MAX_ROWS),
    )


def _order(item: StoredArticle) -> tuple[int, int]:
    return sort_seconds(item.article.published, item.first_seen), item.key


def _is_exact(item: StoredArticle) -> bool:
    stamp = item.article.published
    return isinstance(stamp, dt.datetime) and stamp.tzinfo is not None


def _column(item: StoredArticle, reader: Reader) -> Column:
    article = item.article
    if article.published is not None:
        time = full_moment(to_zone(article.published, reader.zone), reader)
    else:
        time = short_moment(item.first_seen, reader)
    return Column(
        href=article_path(item.key, article.title),
        title=headline(article.title, article.text[:SUMMARY_CHARS], reader, TITLE_CHARS),
        language=article.language,
        outlet=outlet(article.publisher),
        time=time,
    )


def _percent(share: float) -> int:
    """Return a share in hundredths; only what is all or nothing is called so."""
    whole = round(100 * share)
    return min(max(whole, 1), 99) if 0 < share < 1 else whole


# --- rows -------------------------------------------------------------------------------


def layout(pieces: Sequence[Piece]) -> Iterator[Row]:
    """Set pieces in rows: a row ends with a paragraph of either text.

    Of a long stretch without a change only the words beside changes are shown, the rest is folded.
    """
    line: list[_Part] = []
    last = pieces[-1] if pieces else None
    for at, piece in enumerate(pieces):
        parts = _parts(piece)
        if piece.kind == "same" and len(parts) > FOLDED_FROM:
            start = _sentence_edge(parts, CONTEXT) if at else 0
            end = _sentence_edge(parts, len(parts) - CONTEXT) if piece is not last else len(parts)
            yield from _rows(line + parts[:start])
            middle = "".join(part.first for part in parts[start:end])
            if middle.strip():
                yield Row(folded=clip_text(middle.strip()), words=end - start)
            line = parts[end:]
        else:
            line += parts
    yield from _rows(line)


def _sentence_edge(parts: Sequence[_Part], wanted: int) -> int:
    """Return where a sentence begins near a place, the place itself where none does."""
    near = range(max(1, wanted - CONTEXT // 2), min(len(parts), wanted + CONTEXT // 2) + 1)
    edges = [at for at in near if _STOP.search(parts[at - 1].first)]
    return min(edges, key=lambda at: abs(at - wanted), default=wanted)


class _Part(NamedTuple):
    """A word that both texts have, or a line that one of them has."""

    kind: Kind
    first: str
    second: str

    @property
    def ends(self) -> bool:
        return "\n" in self.first or "\n" in self.second


def _parts(piece: Piece) -> list[_Part]:
    if piece.kind == "same":
        ours, theirs = _words(piece.first), _words(piece.second)
        if len(ours) == len(theirs):
            return [_Part("same", *pair) for pair in zip(ours, theirs, strict=True)]
        return [_Part("same", piece.first, piece.second)]
    if piece.kind == "changed":
        return [_Part("changed", piece.first, piece.second)]
    lines = (piece.first or piece.second).splitlines(keepends=True)
    if piece.kind == "cut":
        return [_Part("cut", line, "") for line in lines]
    return [_Part("added", "", line) for line in lines]


def _words(text: str) -> list[str]:
    """Cut a text into words, each with what follows it."""
    edges = [0, *(token.start for token in tokens(text)[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def _rows(parts: Iterable[_Part]) -> Iterator[Row]:
    line: list[_Part] = []
    for part in parts:
        line.append(part)
        if part.ends:
            yield from _row(line)
            line = []
    yield from _row(line)


def _row(parts: Sequence[_Part | Piece]) -> Iterator[Row]:
    first = _cell(("same" if part.kind == "same" else "cut", part.first) for part in parts)
    second = _cell(("same" if part.kind == "same" else "added", part.second) for part in parts)
    if first or second:
        yield Row(first, second)


def _cell(parts: Iterable[tuple[Side, str]]) -> tuple[tuple[Run, ...], ...]:
    """Return what stands in one side of a row: its paragraphs that hold something."""
    paragraphs: list[list[tuple[Side, str]]] = [[]]
    for kind, text in parts:
        for at, line in enumerate(text.split("\n")):
            if at:
                paragraphs.append([])
            paragraphs[-1].append((kind, line))
    runs = (tuple(_runs(paragraph)) for paragraph in paragraphs)
    return tuple(some for some in runs if any(run.text.strip() for run in some))


def _runs(parts: Iterable[tuple[Side, str]]) -> Iterator[Run]:
    """Join stretches of one kind; the blanks around a change are none of it."""
    for kind, group in groupby(parts, key=lambda part: part[0]):
        text = "".join(part[1] for part in group)
        words = text.strip()
        if kind == "same" or not words:
            cut = [Run("same", text)]
        else:
            start = text.index(words)
            end = start + len(words)
            cut = [Run("same", text[:start]), Run(kind, words), Run("same", text[end:])]
        yield from (run for run in cut if run.text)


def clip_text(text: str) -> str:
    """Shorten what is folded, which may be a book."""
    return text if len(text) <= _FOLDED_CHARS else f"{text[:_FOLDED_CHARS].rstrip()}…"
