"""Copies: which article prints the text of an earlier one, whole, cut, edited or with additions.

A text is the sequence of its runs of three words. A run that two texts share marks a place where
they agree, and what lies between two such places a few words apart is taken for the same text with
words changed: the share of a text that is so covered tells an edited copy, which is covered from
end to end, from a report that quotes the same statement. Which texts to compare is known from a
sample of the runs, taken by their hash (A. Broder, "On the resemblance and containment of
documents", 1997): unlike MinHash it finds a short excerpt of a long text. `docs/decisions` has the
figures. Runs that many unrelated articles print are furniture and count for nothing.

All state is arrays of bounded size; the order of articles alone decides the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from marsad.stories.items import Item
from marsad.stories.words import Hashes, read_words, shingles
from marsad.types import CopyKind

Relation = Literal["copy", "shared_text"]
_Runs = NDArray[np.uint32]
_Mask = NDArray[np.bool_]

WINDOW = 7 * 86_400.0
"""Seconds after which a text is no longer looked for; 99 of 100 copies appear within three days."""

MOST_ARTICLES = 1 << 16
"""Articles that are compared with at most, the newest, however many the window holds."""

_MOST_RUNS = 4_000  # of a text
_SAMPLE = 64  # runs of a text that are looked up, about
_LEAST_RATE = 1 / 16  # of a long text
_DEPTH = 6  # articles that one run leads to, the newest
_MOST_CANDIDATES = 6
_SHARED_SAMPLE = 0.1  # of the smaller sample, for a candidate to be compared
_GAP = 12  # runs between two shared ones that are still the same text
_LEAST_SHARED = 4  # shared runs of a stretch
_COPIED = 0.47  # of either text
_TAKEN = 0.25  # of the later text: a bulletin inside a long report makes it no copy
_SHARED = 0.15  # of either text, to be listed as sharing text
_OPENING = 30  # runs
_SAME_OPENING = 0.5  # of both openings, for an update
_SAME_TEXT = 0.75  # of both texts, for an update with another opening
_SAME_WORDS = 0.9  # of both texts, for an update at any time
_UPDATED_WITHIN = 20 * 3600.0  # seconds; a daily series comes after that
_OF_FIRST = 0.3  # of either text, for a copy of a copy
_CUT = 0.75  # of the earlier text's length, below which a copy is an excerpt
_FURNITURE = 8  # unrelated articles that print a run
_SHORT = 16  # runs of a text that tells too little by itself
_TITLE_WORDS = 4
_TABLE = 1 << 22
_LOW = np.uint32(_TABLE - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """What of a text is compared: the runs of its words in order, and its headline."""

    runs: _Runs
    sample: _Runs  # of the runs, by hash, distinct
    rate: float  # the share of runs that the sample holds
    title: int  # of the headline's words; 0 where they are too few


class Match(NamedTuple):
    """How a text relates to an earlier one; shares are of words, 0 to 1."""

    relation: Relation
    of_earlier: float
    of_later: float
    openings: float  # of the first words, of the text that has less of them
    literally: float  # word by word, of the text that has less of it


class Printed(NamedTuple):
    """What decides how a copy stands to the first of its group."""

    publisher: str  # empty where unknown
    runs: int  # of its text, as they are compared


class CopyPlace(NamedTuple):
    """Where an article belongs among the copies."""

    root: int  # the first of its group, by its number in the index; its own if it is no copy
    kind: CopyKind | None
    shares_with: tuple[int, ...] = ()  # articles whose text it prints in part


def fingerprints(items: Sequence[Item]) -> Iterator[Fingerprint]:
    """Read many texts at once; see `marsad.stories.words`."""
    titles = read_words([item.title or "" for item in items])
    for at, runs in enumerate(shingles(read_words([item.text for item in items]))):
        first, last = titles.offsets[at], titles.offsets[at + 1]
        title = titles.numbers[first:last]
        yield _fingerprint(runs, int(_digest(title)) if len(title) >= _TITLE_WORDS else 0)


def text_lengths(texts: Sequence[str]) -> list[int]:
    """Return how many runs of each text are compared."""
    return [min(len(runs), _MOST_RUNS) for runs in shingles(read_words(texts))]


def copy_kind(first: Printed, later: Printed) -> CopyKind:
    """Say what a copy is to the first of its group."""
    if later.publisher and first.publisher == later.publisher:
        return "update"
    return "excerpt" if later.runs < _CUT * first.runs else "copy"


def _digest(numbers: Hashes) -> np.uint64:
    places = np.arange(1, 2 * len(numbers), 2, dtype=np.uint64)
    return np.uint64(np.bitwise_xor.reduce(numbers * places))


def _fingerprint(runs: Hashes, title: int) -> Fingerprint:
    short = (runs[:_MOST_RUNS] >> np.uint64(32)).astype(np.uint32)
    rate = min(1.0, max(_SAMPLE / max(len(short), 1), _LEAST_RATE))
    sample = np.unique(short[short <= int(rate * 0xFFFFFFFF)])
    return Fingerprint(short, sample, rate, title)


def compare(
    earlier: Fingerprint, later: Fingerprint, printed: NDArray[np.uint16] | None = None
) -> Match | None:
    """Say how a text relates to an earlier one; None where they share nothing to speak of.

    `printed` says how many unrelated articles print a run, by its low bits.
    """
    first, second = _telling(earlier.runs, printed), _telling(later.runs, printed)
    if min(len(first), len(second)) < _LEAST_SHARED:
        return None
    both = np.isin(first, second), np.isin(second, first)
    literally = min(float(part.mean()) for part in both)
    ours, theirs = map(_covered, both)
    of_first, of_second = float(ours.mean()), float(theirs.mean())
    openings = min(float(part[:_OPENING].mean()) for part in (ours, theirs))
    most = max(of_first, of_second)
    if most >= _COPIED and of_second >= _TAKEN:
        return Match("copy", of_first, of_second, openings, literally)
    if most >= _SHARED:
        return Match("shared_text", of_first, of_second, openings, literally)
    return None


def _telling(runs: _Runs, printed: NDArray[np.uint16] | None) -> _Runs:
    return runs if printed is None else runs[printed[runs & _LOW] <= _FURNITURE]


def _covered(shared: _Mask) -> _Mask:
    """Return which runs lie in stretches where shared ones are close together."""
    at = np.flatnonzero(shared)
    covered = np.zeros(len(shared) + 1, dtype=np.int32)
    if len(at) >= _LEAST_SHARED:
        breaks = np.flatnonzero(np.diff(at) > _GAP)
        firsts = np.concatenate(([0], breaks + 1))
        lasts = np.concatenate((breaks, [len(at) - 1]))
        kept = lasts - firsts + 1 >= _LEAST_SHARED
        covered[at[firsts[kept]]] += 1
        covered[at[lasts[kept]] + 1] -= 1
    return np.asarray(np.cumsum(covered[:-1]) > 0)


class _Entry(NamedTuple):
    at: float
    publisher: str
    print: Fingerprint


class CopyIndex:
    """The texts of the last days. Articles are numbered from 0 in the order in which they come."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._entries: dict[int, _Entry] = {}  # in order of number
        self._roots: dict[int, int] = {}
        self._titles: dict[int, int] = {}
        self._next = 0
        self._expired = 0  # entries whose links are still in the table
        self._clear()

    def place(self, item: Item, fingerprint: Fingerprint) -> CopyPlace:
        """Take the next article in and say what it copies; articles come in order of time.

        One that comes late is compared with later ones too; its group stays under the article that
        came first here; who keeps the places puts that right.
        """
        self._expire(item.at)
        number = self._next
        placed = self._find(number, item, fingerprint)
        self.insert(item, fingerprint, placed.root)
        return placed

    def insert(self, item: Item, fingerprint: Fingerprint, root: int) -> int:
        """Take in an article whose group is known and return its number."""
        number, self._next = self._next, self._next + 1
        self._entries[number] = _Entry(item.at, item.publisher, fingerprint)
        self._roots[number] = root
        if fingerprint.title:
            self._titles[fingerprint.title] = number
        self._link(number)
        return number

    def known(self) -> set[int]:
        """Return the numbers of the articles, and firsts of groups, that are still remembered."""
        return {*self._entries, *self._roots.values()}

    # --- what an article copies ---------------------------------------------------

    def _find(self, number: int, item: Item, fingerprint: Fingerprint) -> CopyPlace:
        best: tuple[float, int, Match] | None = None
        shares: set[int] = set()
        for candidate in self._candidates(fingerprint):
            match = compare(self._entries[candidate].print, fingerprint, self._printed)
            if match is None:
                continue
            root = self._roots[candidate]
            same = self._same_publisher(candidate, item)
            copied = match.relation == "copy" and (
                not same or self._updates(candidate, item, match)
            )
            if copied and self._prints(root, fingerprint):
                if best is None or match.of_later > best[0]:
                    best = match.of_later, root, match
            else:
                shares.add(root)
        if best is not None:
            _, root, match = best
            return CopyPlace(
                root, self._kind(root, item, fingerprint), tuple(sorted(shares - {root}))
            )
        twin = self._same_title(item, fingerprint)
        if twin is not None:
            return CopyPlace(
                twin, self._kind(twin, item, fingerprint), tuple(sorted(shares - {twin}))
            )
        return CopyPlace(number, None, tuple(sorted(shares)))

    def _prints(self, root: int, fingerprint: Fingerprint) -> bool:
        """Say whether a copy of a copy still prints a good part of the first one's text."""
        first = self._entries.get(root)
        if first is None:
            return True
        match = compare(first.print, fingerprint, self._printed)
        return match is not None and max(match.of_earlier, match.of_later) >= _OF_FIRST

    def _kind(self, root: int, item: Item, fingerprint: Fingerprint) -> CopyKind:
        first = self._entries.get(root)
        if first is None:
            return "copy"
        return copy_kind(
            Printed(first.publisher, len(first.print.runs)),
            Printed(item.publisher, len(fingerprint.runs)),
        )

    def _same_publisher(self, number: int, item: Item) -> bool:
        other = self._entries.get(number)
        return bool(item.publisher) and other is not None and other.publisher == item.publisher

    def _updates(self, number: int, item: Item, match: Match) -> bool:
        """Tell an update from what one publisher's articles share anyway.

        That is teasers of other articles in the text, and series that repeat a form every day.
        """
        if match.literally >= _SAME_WORDS:
            return True
        whole = min(match.of_earlier, match.of_later) >= _SAME_TEXT
        soon = abs(item.at - self._entries[number].at) <= _UPDATED_WITHIN
        return soon and (whole or match.openings >= _SAME_OPENING)

    def _same_title(self, item: Item, fingerprint: Fingerprint) -> int | None:
        """Return the group of an article with the same headline, where both have hardly a text."""
        other = self._titles.get(fingerprint.title) if fingerprint.title else None
        entry = self._entries.get(other) if other is not None else None
        if other is None or entry is None:
            return None
        if max(len(fingerprint.runs), len(entry.print.runs)) >= _SHORT:
            return None
        series = entry.publisher == item.publisher and abs(item.at - entry.at) > _UPDATED_WITHIN
        return None if series else self._roots[other]

    def _candidates(self, fingerprint: Fingerprint) -> list[int]:
        """Return the articles that share most of the sample, best first."""
        sample = _telling(fingerprint.sample, self._printed)
        links = self._head[sample & _LOW]
        found = []
        for _ in range(_DEPTH):
            links = links[links >= 0]
            if not len(links):
                break
            found.append(self._owner[links])
            links = self._before[links]
        if not found:
            return []
        numbers, counts = np.unique(np.concatenate(found), return_counts=True)
        order = np.lexsort((numbers, -counts))
        chosen: list[int] = []
        for number, count in zip(numbers[order].tolist(), counts[order].tolist(), strict=True):
            entry = self._entries.get(number)
            if count < min(3, len(sample)) or len(chosen) == _MOST_CANDIDATES:
                break
            if entry and count >= _SHARED_SAMPLE * _comparable(fingerprint, entry.print):
                chosen.append(number)
        return chosen

    # --- what is kept ---------------------------------------------------------------

    def _clear(self) -> None:
        self._head = np.full(_TABLE, -1, dtype=np.int32)  # the newest link of each sampled run
        self._before = np.zeros(1 << 16, dtype=np.int32)  # the link before, of another article
        self._owner = np.zeros(1 << 16, dtype=np.int64)  # whose link it is
        self._links = 0
        self._printed = np.zeros(_TABLE, dtype=np.uint16)

    def _link(self, number: int) -> None:
        entry, root = self._entries[number].print, self._roots[number]
        runs = entry.runs
        if root != number:
            first = self._entries.get(root)
            # Of a first that is forgotten it cannot be told what the copy added.
            runs = runs[:0] if first is None else runs[~np.isin(runs, first.print.runs)]
        slots = runs & _LOW
        self._printed[slots] = np.minimum(self._printed[slots], _FURNITURE) + 1
        size = len(entry.sample)
        if self._links + size > len(self._owner):
            self._before = np.concatenate((self._before, np.zeros_like(self._before)))
            self._owner = np.concatenate((self._owner, np.zeros_like(self._owner)))
        links = np.arange(self._links, self._links + size, dtype=np.int32)
        slots = entry.sample & _LOW
        self._before[links] = self._head[slots]
        self._owner[links] = number
        self._head[slots] = links
        self._links += size

    def _expire(self, now: float) -> None:
        """Forget what left the window; the table is made anew when half of it is forgotten."""
        while self._entries:
            oldest = next(iter(self._entries))
            entry = self._entries[oldest]
            if entry.at >= now - WINDOW and len(self._entries) < MOST_ARTICLES:
                break
            del self._entries[oldest], self._roots[oldest]
            if self._titles.get(entry.print.title) == oldest:
                del self._titles[entry.print.title]
            self._expired += 1
        if self._expired > max(len(self._entries), 1_000):
            self._expired = 0
            self._clear()
            for number in self._entries:
                self._link(number)


def _comparable(one: Fingerprint, other: Fingerprint) -> float:
    """Return how many runs two samples could share: the smaller one's, at the lower rate."""
    rate = min(one.rate, other.rate)
    return min(len(each.sample) * rate / each.rate for each in (one, other))
