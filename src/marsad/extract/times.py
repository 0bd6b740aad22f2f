"""When an article was published: what machines are told, weighed against what readers see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.lines import is_sentence, is_stamp
from marsad.extract.metadata import Claim, Metadata, url_day
from marsad.lexicon.furniture import load_furniture
from marsad.text.normalize import fold
from marsad.text.stamps import StampReading, read_stamps
from marsad.types import Page, Stamp

_WEEKDAY = re.compile(
    r"\b(?:الاحد|احد|الا?ثنين|الثلاثاء|ثلاثاء|الاربعاء|اربعاء|الخميس|خميس|الجمعه|جمعه|السبت|سبت)\b"
)
_BETWEEN = re.compile(r"\s+[-–—|•·]+\s+")
_SIGN = re.compile(r"[-–—|•·]")
_DIGIT = re.compile(r"\d")
_LONGEST, _MOST_LINES = 160, 20
_BEFORE, _AFTER, _NEAR, _FAR = 8, 14, 4, 14
_PART_DEPTH = 40
_LONGEST_META = 80  # of the lines between a headline and its text
_MASTHEAD = 40
_LONGEST_LINK, _LONGEST_LABEL, _LABELLED_LINES = 25, 25, 3
_ISSUE = re.compile(r"(?<!\w)(?:العدد|عدد رقم|السنة)\s*(?:\(|:|رقم)?\s*(?:\d|ال)")
_TOP = re.compile(
    r"(?:^|[\s_-])(?:top|header|hdr|masthead|nav|today|now|ticker)(?:$|[\s_-]|bar|date|area|line)"
)
_BESIDE = 2
_LAST = 2  # texts of a body among which an update may stand
_UPDATED_AT = re.compile(r"\W*(?:(?:آخر )?تحديث|آخر تعديل)\s*[:：]?\s+(?=\d{1,2}[:.]\d\d(?!\d))")
_CHANGES = ("تحديث", "تعديل", "pdated", "odified")
_MOST_OWN = 2  # stamps of an article in a list
_LATE = dt.timedelta(days=300)
_SAVED_WITHIN = dt.timedelta(minutes=1)


_WEIGHTS = {"json-ld": 3.0, "article": 3.0, "microdata": 2.0, "dublin-core": 2.0, "og": 1.5,
            "time": 2.0, "meta": 1.5, "url": 1.5, "visible": 2.0, "state": 1.5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """An article's stamps; `printed` is the visible one as it stands on the page."""

    published: Claim[Stamp] | None
    updated: Claim[Stamp] | None
    printed: str | None


def article_times(
    metadata: Metadata, blocks: Sequence[Block], containers: Containers, headline: int | None,
    body: Sequence[int], page: Page, zone: dt.tzinfo | None,
) -> Times:  # fmt: skip
    """Weigh machine stamps, visible ones near the headline, and the address's day."""
    seen = _visible(blocks, containers, headline, body, page, zone)
    published = next((pair for pair in seen if pair[0].kind == "published"), None)
    published = published or next((pair for pair in seen if pair[0].kind is None), None)
    updated = next((pair for pair in seen if pair[0].kind == "updated"), None)
    reading, printed = published or (None, None)
    day = url_day(page.url)
    claims = [*metadata.published, *_own_times(metadata, headline, body, len(blocks))]
    if updated and not published and not metadata.published:
        # An element for machines beside a printed update says the same.
        claims = [c for c in claims if _day(c.value) != _day(updated[0].stamp)]
    votes = [*claims]
    if reading is not None:
        votes.append(Claim(reading.stamp, "visible"))
    if day is not None:
        votes.append(Claim(day, "url"))
    machine = _elected(claims, votes, zone)
    chosen = _agree(machine, reading, zone, printed or "")
    if chosen is None and day is not None:
        chosen = Claim(day, "url")
    machine_update = metadata.updated[0] if metadata.updated else None
    if machine and chosen and _contradicts(chosen, machine, zone):
        machine_update = None  # it comes from the same clock
    update = _agree(machine_update, updated[0] if updated else None, zone, "")
    late = update and chosen and _day(update.value) - _day(chosen.value) > _LATE
    if update and late and update.source != "visible":
        update = None  # the day of a visit, which some systems print there
    if update and chosen and _says_nothing(update, chosen, machine):
        update = None
    return Times(chosen, update, printed)


def _contradicts(chosen: Claim[Stamp], machine: Claim[Stamp], zone: dt.tzinfo | None) -> bool:
    """Say whether readers are told another day than machines."""
    apart = abs((_day(_local(machine.value, zone)) - _day(chosen.value)).days)
    return chosen.source == "visible" and apart > 1


def _says_nothing(
    update: Claim[Stamp], published: Claim[Stamp], machine: Claim[Stamp] | None
) -> bool:
    """Say whether an update is no change: another system's clock, or the publication's own time.

    `machine` is that time as machines are told it: systems fill in both when they publish. Where
    readers are told of an update it is one, and a day without a time is no more than the same day.
    """
    stamp, day = update.value, _day(published.value)
    told = (published.value, machine.value if machine else None)
    if _day(stamp) < day or (update.source != "visible" and any(_is_same(stamp, o) for o in told)):
        return True
    return not isinstance(stamp, dt.datetime) and stamp == day


def _is_same(stamp: Stamp, other: Stamp | None) -> bool:
    """Say whether two stamps are one: systems save what they publish within seconds."""
    if not isinstance(stamp, dt.datetime) or not isinstance(other, dt.datetime):
        return stamp == other
    comparable = (stamp.tzinfo is None) == (other.tzinfo is None)
    return comparable and abs(stamp - other) < _SAVED_WITHIN


def _own_times(
    metadata: Metadata, headline: int | None, body: Sequence[int], size: int
) -> list[Claim[Stamp]]:
    """Return the times of the article's own elements: near its headline, or the only ones."""
    first = body[0] if body else headline or 0
    at = headline if headline is not None else first
    near = range(min(at, first) - _BEFORE, max(first, min(at + _AFTER, size)) + 3)
    found = [stamp for stamp, place in metadata.times if place in near]
    if not found and len(metadata.times) == 1:
        found = [metadata.times[0][0]]
    return [Claim(stamp, "time") for stamp in found[:1]]


def _elected(
    claims: Sequence[Claim[Stamp]], votes: Sequence[Claim[Stamp]], zone: dt.tzinfo | None
) -> Claim[Stamp] | None:
    """Return the first claim of the day that most of the page agrees on."""
    if len({_day(_local(claim.value, zone)) for claim in claims}) < 2:
        return claims[0] if claims else None

    def support(claim: Claim[Stamp]) -> float:
        day = _day(_local(claim.value, zone))
        return sum(
            _WEIGHTS.get(vote.source, 1.0)
            for vote in votes
            if abs((_day(_local(vote.value, zone)) - day).days)
            <= (zone is None and _differ(vote, claim))
        )

    return max(claims, key=support)


def _differ(first: Claim[Stamp], second: Claim[Stamp]) -> bool:
    """Say whether an unknown zone may part the days of two stamps: one is an instant."""
    return _is_instant(first.value) or _is_instant(second.value)


def _visible(
    blocks: Sequence[Block], containers: Containers, headline: int | None, body: Sequence[int],
    page: Page, zone: dt.tzinfo | None,
) -> list[tuple[StampReading, str]]:  # fmt: skip
    """Read the stamps printed in short lines around the headline and below the body.

    What stands above the headline counts only in the headline's own part of the page: the top of
    a page shows the day on which it was fetched. The day of a printed issue is the last resort.
    """
    at = headline if headline is not None else (body[0] if body else 0)
    first = next((n for n in body if len(blocks[n].text) > _LONGEST_META), body[0] if body else at)
    theirs = frozenset(containers.path(blocks[at].container, _PART_DEPTH) if blocks else ())
    before = range(max(0, at - _BEFORE), at)
    above = [
        n
        for n in before
        if _shares_part(blocks, containers, n, theirs, at - n) and not _is_card(blocks, n)
    ]
    head = range(at + 1, min(at + _AFTER, max(first + 1, at + 4), len(blocks)))
    places = [
        [at, *(n for n in head if n < first or not is_sentence(blocks[n].text))],
        [*above, *([first, body[-1]] if body else ())],
        _below(blocks, body[-1] + 1) if body else [],
    ]
    own = _own_items(blocks, at, first)
    found: list[tuple[StampReading, str]] = []
    for place in places:
        near = place is not places[2]
        found += [
            (reading, text[reading.start : reading.end])
            for index in dict.fromkeys(place)
            if index < len(blocks)
            for text in _short_lines(blocks, index)
            for reading in read_stamps(text, fetched_at=page.fetched_at, zone=zone)
            # Far below only a label tells whose stamp it is.
            if reading.kind
            or ((blocks[index].tag != "li" or index in own) and (near or index < body[-1] + _NEAR))
        ]
        if any(reading.kind == "published" or is_stamp(text) for reading, text in found):
            break  # the article's own stands right below its headline
    if found:
        if not _has_update(found):
            found += _timed(blocks, places[0], found[0][0].stamp, page, zone)
        if not _has_update(found):
            found += _updates(blocks, [*body[-_LAST:], *places[2]], page, zone)
        return found
    heads = (block.text for block in blocks[: min(at, _MASTHEAD)])
    # Behind the number of an issue may stand the menu, in the same text.
    issues = (text[:_LONGEST] for text in heads if _ISSUE.search(text, 0, _LONGEST))
    read = ((text, read_stamps(text)) for text in issues)
    return [
        (readings[0], t[readings[0].start : readings[0].end]) for t, readings in read if readings
    ]


def _timed(
    blocks: Sequence[Block], places: Sequence[int], published: Stamp, page: Page,
    zone: dt.tzinfo | None,
) -> list[tuple[StampReading, str]]:  # fmt: skip
    """Read an update that is told by the clock alone: one on the day that is printed beside it."""
    day = published.date() if isinstance(published, dt.datetime) else published
    lines = (
        line
        for at in places
        if at < len(blocks) and any(word in blocks[at].text for word in _CHANGES)
        for line in _short_lines(blocks, at)
        if _UPDATED_AT.match(line) and not read_stamps(line, fetched_at=page.fetched_at, zone=zone)
    )
    for line in lines:
        clock = _UPDATED_AT.sub(f"{day} ", line)
        for reading in read_stamps(clock, fetched_at=page.fetched_at, zone=zone):
            stamp = reading.stamp
            if isinstance(published, dt.datetime) and isinstance(stamp, dt.datetime):
                stamp = stamp if stamp.tzinfo else stamp.replace(tzinfo=published.tzinfo)
                if (stamp.tzinfo is None) != (published.tzinfo is None) or stamp < published:
                    return []  # on another day, which nothing tells
            return [(replace(reading, stamp=stamp, kind="updated"), line)]
    return []


def _has_update(found: Sequence[tuple[StampReading, str]]) -> bool:
    return any(reading.kind == "updated" for reading, _ in found)


def _updates(
    blocks: Sequence[Block], places: Sequence[int], page: Page, zone: dt.tzinfo | None
) -> list[tuple[StampReading, str]]:
    """Read the stamps below a body that say that they are of an update: "آخر تعديل على …"."""
    return [
        (reading, text[reading.start : reading.end])
        for index in places
        if len(blocks[index].text) <= _LONGEST and any(w in blocks[index].text for w in _CHANGES)
        for line in _short_lines(blocks, index)
        for text in (line, line[max(line.find("آخر تعديل"), line.find("آخر تحديث"), 0) :])
        for reading in read_stamps(text, fetched_at=page.fetched_at, zone=zone)
        if reading.kind == "updated"
    ]


def _own_items(blocks: Sequence[Block], headline: int, first: int) -> Set[int]:
    """Return the items of lists that are the article's own stamps.

    Timelines are lists of dates: only one or two items that are nothing else, above the text, are.
    """
    beside = range(max(0, headline - _NEAR), min(first, len(blocks)))
    own = [at for at in beside if blocks[at].tag == "li" and is_stamp(blocks[at].text)]
    return frozenset(own if len(own) <= _MOST_OWN else ())


def _shares_part(
    blocks: Sequence[Block], containers: Containers, first: int, theirs: Set[int], apart: int
) -> bool:
    """Say whether a block stands in the part of the page of another, and not in its masthead.

    `theirs` are the elements around the other one, `apart` is how far above it the block stands.
    """
    at, own = blocks[first].container, 0  # elements around it alone
    while at >= 0 and at not in theirs and own < _PART_DEPTH:
        if containers.tags[at] == "header" or _is_top(containers.hint(at)):
            return False
        at, own = containers.parents[at], own + 1
    return (at > 0 and at in theirs) or (apart <= _BESIDE and own < 2)


def _is_card(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a text shares its link with the one above: another article's title and day."""
    own, above = blocks[at].anchors, blocks[at - 1].anchors if at else ()
    return len(own) == len(above) == 1 and own[0][1] == above[0][1]


@lru_cache(maxsize=1024)
def _is_top(hint: str) -> bool:
    return _TOP.search(hint) is not None


def _below(blocks: Sequence[Block], start: int) -> list[int]:
    """Return the places below a body up to where other articles, or readers, begin."""
    found = []
    for at in range(start, min(len(blocks), start + _FAR)):
        block = blocks[at]
        label = load_furniture().read(block.text)
        if label is not None and label.kind in {"read_also", "end", "comments", "policy"}:
            break
        if block.link_density > 0.5 and len(block.text) > _LONGEST_LINK:
            break
        found.append(at)
    return found


def _short_lines(blocks: Sequence[Block], at: int) -> Sequence[str]:
    """Return what could hold a stamp: a short block, or the short lines of a longer one.

    A label that is a block, or a line, of its own goes with what stands below it.
    """
    block = blocks[at]
    lines = block.lines
    if len(block.text) > _LONGEST and len(lines) < 2:
        return ()
    above = blocks[at - 1].text if at else ""
    if above and len(above) < _LONGEST_LABEL and _DIGIT.search(block.text, 0, 40):
        label = load_furniture().read(above)
        if label is not None and label.kind == "stamp" and label.alone:
            return (f"{above.strip(' :')}: {block.text}",)
    if 1 < len(lines) <= _LABELLED_LINES and len(block.text) <= _LONGEST:
        label = load_furniture().read(lines[0])
        if label is not None and label.kind == "stamp" and label.alone:
            return (block.text,)
    short = [line for line in lines[:_MOST_LINES] if len(line) <= _LONGEST]
    if len(block.pieces) > 1:
        own = [p for p in block.pieces if _DIGIT.search(p)]
        # What stands beside a stamp may touch it: alone it is read as it is.
        short = [*(p for p in own if is_stamp(p)), *short]
        short += [p for p in own if block.text.startswith(p)]
    # A line often holds more than the stamp: "منذ ساعة – بقلم فلان – تحديث: …".
    several = (_BETWEEN.split(line) for line in short if _SIGN.search(line))
    return [*short, *(piece for pieces in several if len(pieces) > 1 for piece in pieces)]


def _agree(
    claim: Claim[Stamp] | None, reading: StampReading | None, zone: dt.tzinfo | None, printed: str
) -> Claim[Stamp] | None:
    """Return the stamp that both support; a `Z` whose clock is the printed local time is false."""
    if claim is None:
        return Claim(reading.stamp, "visible") if reading else None
    if reading is None:
        return Claim(_local(claim.value, zone), claim.source)
    machine, visible = claim.value, reading.stamp
    told = reading.kind == "published" and isinstance(visible, dt.datetime)
    if reading.confidence > 0.9 and (told or _WEEKDAY.search(fold(printed))):
        # What readers see with its weekday is no slip; an unknown zone may shift a day.
        slack = 1 if zone is None and _is_instant(machine) else 0
        if abs((_day(_local(machine, zone)) - _day(visible)).days) > slack:
            return Claim(visible, "visible")
    if not isinstance(machine, dt.datetime):
        finer = isinstance(visible, dt.datetime) and _day(visible) == machine
        return Claim(visible, "visible") if finer else claim
    if isinstance(visible, dt.datetime) and machine.utcoffset() == dt.timedelta(0):
        clock = visible.replace(tzinfo=None)
        if _minutes(machine) == _minutes(clock) and visible.utcoffset() != dt.timedelta(0):
            return Claim(machine.replace(tzinfo=visible.tzinfo or zone), claim.source)
    return Claim(_local(machine, zone), claim.source)


def _local(stamp: Stamp, zone: dt.tzinfo | None) -> Stamp:
    """Put a stamp into the publisher's zone: a naive one stands there, one in UTC moves there."""
    if zone is None or not isinstance(stamp, dt.datetime):
        return stamp
    if stamp.tzinfo is None:
        return stamp.replace(tzinfo=zone)
    return stamp.astimezone(zone) if stamp.utcoffset() == dt.timedelta(0) else stamp


def _is_instant(stamp: Stamp) -> bool:
    return isinstance(stamp, dt.datetime) and stamp.tzinfo is not None


def _day(stamp: Stamp) -> dt.date:
    return stamp.date() if isinstance(stamp, dt.datetime) else stamp


def _minutes(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None, second=0, microsecond=0)
