"""What changed between two versions of an article, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from marsad.store.records import Revision
from marsad.stories.difference import difference
from marsad.types import Article

MAX_PARAGRAPHS = 500
"""Paragraphs of either version that are compared; the rest of a longer one is left out."""

MIN_LIKENESS = 0.4
"""Share of common words (Dice) from which a paragraph counts as another's new wording; below it
two paragraphs are read more easily as one gone and one come than as a patchwork."""

WINDOW = 8
"""Paragraphs ahead in which a changed one is looked for."""

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph's pieces, or a run of `unchanged` paragraphs that are not shown."""

    pieces: tuple[Piece, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field beside headline and body that changed; values joined for reading."""

    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed of the one before it."""

    title: tuple[Piece, ...] | None  # None where the headline stayed
    blocks: tuple[Block, ...]  # empty where the body stayed
    fields: tuple[FieldChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether a reader would see no difference."""
        return self.title is None and not self.blocks and not self.fields


def compare_versions(old: Article, new: Article) -> Change:
    """Compare two versions of one article."""
    title = None
    if old.title != new.title:
        title = word_pieces(old.title or "", new.title or "")
    changed = old.paragraphs != new.paragraphs
    return Change(
        title=title,
        blocks=_blocks(old.paragraphs, new.paragraphs) if changed else (),
        fields=tuple(_field_changes(old, new)),
    )


def compare_revisions(revisions: Sequence[Revision]) -> tuple[Change | None, ...]:
    """Compare each version with the one before it; the first has none and gives None."""
    changes = (compare_versions(old.article, new.article) for old, new in pairwise(revisions))
    return (None, *changes)


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word, by the letter; see `marsad.stories.difference`."""
    if likeness(old, new) < MIN_LIKENESS:
        return _replaced(old, new)
    pieces: list[Piece] = []
    for step in difference(old, new, as_printed=True).pieces:
        if step.kind == "same":
            pieces.append(Piece("same", step.second))
        else:
            for piece in _replaced(step.first, step.second):
                pieces += _trimmed(piece)
    return tuple(pieces)


def _trimmed(piece: Piece) -> list[Piece]:
    """Leave the white space after a changed stretch unmarked."""
    words = piece.text.rstrip()
    parts = [Piece(piece.kind, words), Piece("same", piece.text[len(words) :])]
    return [part for part in parts if part.text]


def likeness(first: str, second: str) -> float:
    """Return the Dice coefficient of two texts' sets of words; 1 for two empty texts."""
    one, other = set(re.findall(r"\w+", first)), set(re.findall(r"\w+", second))
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _replaced(old: str, new: str) -> tuple[Piece, ...]:
    both = (Piece("removed", old), Piece("added", new))
    return tuple(piece for piece in both if piece.text)


def _blocks(old: Sequence[str], new: Sequence[str]) -> tuple[Block, ...]:
    old, new = old[:MAX_PARAGRAPHS], new[:MAX_PARAGRAPHS]
    matcher = SequenceMatcher(None, old, new)
    blocks: list[Block] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            blocks.append(Block(unchanged=j - i))
        else:
            blocks += _paired(old[i:j], new[k:m])
    return tuple(blocks)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Set changed paragraphs side by side, each old one with its new wording."""
    done = 0
    for before in old:
        ahead = range(done, min(done + WINDOW, len(new)))
        match = next((k for k in ahead if likeness(before, new[k]) >= MIN_LIKENESS), None)
        if match is None:
            yield Block(pieces=(Piece("removed", before),))
            continue
        yield from (Block(pieces=(Piece("added", text),)) for text in new[done:match])
        yield Block(pieces=word_pieces(before, new[match]))
        done = match + 1
    yield from (Block(pieces=(Piece("added", text),)) for text in new[done:])


def _field_changes(old: Article, new: Article) -> Iterator[FieldChange]:
    for field in ("authors", "credits", "tags", "sections"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield FieldChange(field, _item_pieces(before, after))
    if old.dateline != new.dateline:
        yield FieldChange("dateline", _replaced(old.dateline or "", new.dateline or ""))


def _item_pieces(old: Sequence[str], new: Sequence[str]) -> tuple[Piece, ...]:
    gone = [Piece("removed", item) for item in old if item not in new]
    now = [Piece("same" if item in old else "added", item) for item in new]
    return (*gone, *now)
