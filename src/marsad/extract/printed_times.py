"""The stamps that a page prints around its article: in short lines, and nowhere in its text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from marsad.extract.blocks import Block, Containers
from marsad.extract.captions import is_below_picture
from marsad.extract.hours import closing_stamp, day_with_hour
from marsad.extract.lines import is_sentence, is_stamp, same
from marsad.extract.stamp_shape import (
    CONTRADICTED,
    PARTED,
    SURE,
    TOUCHED,
    Shown,
    is_time_label,
    shape_of,
)
from marsad.extract.surface import LONGEST_META, Printed, Surface
from marsad.lexicon.furniture import load_furniture
from marsad.text.calendar import load_calendar
from marsad.text.normalize import fold
from marsad.text.stamps import StampReading, read_stamps
from marsad.types import Stamp

_BETWEEN = re.compile(r"\s+[-–—|•·]+\s+")
_SIGN = re.compile(r"[-–—|•·]")
_DIGIT = re.compile(r"\d")
_LONGEST, _MOST_LINES = 160, 20
_BEFORE, _AFTER, _NEAR, _FAR = 8, 14, 4, 14
_PART_DEPTH = 40
_MASTHEAD = 40
_LONGEST_LINK, _LONGEST_LABEL, _LABELLED_LINES = 25, 25, 3
_ISSUE = re.compile(r"(?<!\w)(?:العدد|عدد رقم|السنة)\s*(?:\(|:|رقم)?\s*(?:\d|ال)")
_TOP = re.compile(
    r"(?:^|[\s_-])(?:top|header|hdr|masthead|nav|today|now|ticker)(?:$|[\s_-]|bar|date|area|line)"
)
_OWN_TOP = re.compile(r"(?:date|post|entry|article|story|title)[-_]?header")
_HINT = re.compile(
    r"(?<!candi)date|time(?!line)|publi[sc]|posted|stamp|meta|byline|submitted|tarikh"
    r"|(?:^|[\s_-])(?:pub|by|dt|when|infos?)(?:$|[\s_-])"
)
_BESIDE = 2
_LEAST_TITLE, _HALF = 4, 0.5  # words of another article's title; share of its text
_LAST = 2  # texts of a body among which an update may stand
_UPDATED_AT = re.compile(r"\W*(?:(?:آخر )?تحديث|آخر تعديل)\s*[:：]?\s+(?=\d{1,2}[:.]\d\d(?!\d))")
_CHANGES = ("تحديث", "تعديل", "pdated", "odified")
_LONGEST_DAY = 40
_MOST_OWN = 2  # stamps of an article in a list
_RELATIVE = ("منذ", "قبل", "أمس", "اليوم", "الآن", " ago")
_FIELD = re.compile(r"[^\W\d]{3,12}\s*[:：]\s*\S")
_YEAR = re.compile(r"\d{4}")
_SOME_DAY = dt.datetime(2020, 2, 2, tzinfo=dt.UTC)  # to read how a relative stamp is printed


def printed_stamps(surface: Surface) -> list[Printed]:
    """Read the stamps printed in short lines around the headline and below the body.

    What stands above the headline counts only in the headline's own part of the page: the top of
    a page shows the day on which it was fetched. The day of a printed issue is the last resort.
    """
    found: list[Printed] = []
    for place in (_beneath, _around, _below):
        found += _stamps_at(surface, place(surface), below=place is _below)
        if any(p.reading.kind == "published" or is_stamp(p.text) for p in found):
            break  # the article's own stands right below its headline
    if not found:
        return _of_issue(surface)
    found += closing_stamp(surface, best_printed(found))
    if not _has_update(found):
        found += _timed(surface, _beneath(surface), found[0].reading.stamp)
    if not _has_update(found):
        found += _updates(surface, [*surface.body[-_LAST:], *_below(surface)])
    return found


def best_printed(found: Sequence[Printed]) -> Printed | None:
    """Choose the stamp of publication: by its shape, its label, its hour, then by its place."""

    def rank(printed: Printed) -> tuple[bool, int, bool]:
        reading = printed.reading
        return reading.kind == "published", printed.shape, isinstance(reading.stamp, dt.datetime)

    own = [printed for printed in found if printed.reading.kind != "updated"]
    if not own:
        return None
    best = max(own, key=rank)
    if not isinstance(best.reading.stamp, dt.datetime):
        for other in own:
            stamp = other.reading.stamp
            if isinstance(stamp, dt.datetime) and stamp.date() == best.reading.stamp:
                return other  # the same day with its hour
    return best


def printed_ago(surface: Surface) -> str | None:
    """Return a relative stamp as it is printed, where nothing tells from when it counts."""
    for place in (_beneath, _around):
        for index in place(surface):
            block = surface.blocks[index]
            if len(block.text) > LONGEST_META or not any(w in block.text for w in _RELATIVE):
                continue
            for found in _of_block(surface, index, _SOME_DAY):
                if found.reading.kind != "updated":
                    return found.text
    return None


def _beneath(surface: Surface) -> list[int]:
    """Return the places of the headline and of what stands between it and the text."""
    blocks, at, first = surface.blocks, surface.at, surface.first
    head = range(at + 1, min(at + _AFTER, max(first + 1, at + 4), len(blocks)))
    own = [at] if at < len(blocks) else []
    return [*own, *(n for n in head if n < first or not is_sentence(blocks[n].text))]


def _around(surface: Surface) -> list[int]:
    """Return the places above the headline, and those of the first and last text."""
    blocks, containers, body = surface.blocks, surface.containers, surface.body
    at = surface.at
    theirs = frozenset(containers.path(blocks[at].container, _PART_DEPTH) if blocks else ())
    above = [
        n
        for n in range(max(0, at - _BEFORE), at)
        if _shares_part(blocks, containers, n, theirs, at - n) and not _is_card(blocks, n)
    ]
    return list(dict.fromkeys([*above, *([surface.first, body[-1]] if body else ())]))


def _stamps_at(surface: Surface, place: Sequence[int], *, below: bool) -> list[Printed]:
    """Read the stamps of some blocks."""
    blocks, body = surface.blocks, surface.body
    return [
        found
        for index in place
        for found in _of_block(surface, index, surface.page.fetched_at)
        # Far below only a label tells whose stamp it is.
        if found.reading.kind
        or (
            (blocks[index].tag != "li" or index in _own_items(surface))
            and (not below or index < body[-1] + _NEAR)
        )
    ]


def _of_block(surface: Surface, index: int, fetched_at: dt.datetime | None) -> Iterator[Printed]:
    """Read the stamps of one block: what is no stamp by its shape is none."""
    block = surface.blocks[index]
    least = hinted = None
    if fetched_at is None and not _DIGIT.search(block.text):
        return
    for text in dict.fromkeys(day_with_hour(surface, index) or _short_lines(surface.blocks, index)):
        for reading in read_stamps(text, fetched_at=fetched_at, zone=surface.zone):
            if least is None:
                hinted = _is_hinted(surface, index)
                least = _least_shape(surface, index, hinted=hinted)
                if least > SURE or (not hinted and _recurs(surface, index)):
                    return
            shape = _shape(surface, block, text, reading, hinted=bool(hinted))
            printed = text[reading.start : reading.end]
            if reading.confidence <= CONTRADICTED and not _YEAR.search(fold(printed)):
                continue  # a number that is no year, by its weekday
            if is_time_label(text[: reading.begin]) and _is_events(surface, index):
                continue
            if block.after_image and not hinted and not _is_full(reading, printed):
                # Below a picture a day alone may be the article's; beside a place it is not.
                shape = TOUCHED if printed == block.text.strip() else 0
            elif shape < least:
                continue
            elif index in surface.body and not hinted:
                shape = PARTED  # what stands above the text goes before it
            if shape:
                yield Printed(reading, printed, shape)
                if len(printed) == len(block.text):
                    return  # its pieces say no more


def _is_events(surface: Surface, index: int) -> bool:
    """Say whether "الوقت:" tells of an event: in a text, or beside the like of "المكان: …"."""
    beside = (surface.blocks[n].text for n in (index - 1, index + 1) if 0 <= n < surface.first)
    fields = (text for text in beside if len(text) <= LONGEST_META and _FIELD.match(text))
    return index > surface.first or any(load_furniture().read(text) is None for text in fields)


def _recurs(surface: Surface, index: int) -> bool:
    """Say whether a day is one of several that head the parts of a text: of a chronicle."""
    blocks, body = surface.blocks, surface.body
    own = blocks[index]
    if not body or not _is_day(own.text):
        return False
    return any(
        block.tag == own.tag and block.text != own.text and _is_day(block.text)
        for block in blocks[body[0] : body[-1] + 1]
    )


def _is_day(text: str) -> bool:
    """Say whether a text is a day without a label and an hour, and nothing else."""
    readings = read_stamps(text) if len(text) < _LONGEST_DAY else ()
    return len(readings) == 1 and (
        readings[0].kind is None
        and not isinstance(readings[0].stamp, dt.datetime)
        and readings[0].end - readings[0].start == len(text.strip(" :"))
    )


def _is_full(reading: StampReading, printed: str) -> bool:
    """Say whether a date has a label, an hour or its weekday."""
    weekdays = load_calendar().weekdays.index
    return (
        bool(reading.kind)
        or isinstance(reading.stamp, dt.datetime)
        or any(word.strip(" ،,") in weekdays for word in fold(printed).split())
    )


def _is_hinted(surface: Surface, index: int) -> bool:
    """Say whether a block's element is made for stamps, by its name or that of the one around."""
    block, containers = surface.blocks[index], surface.containers
    if block.tag == "time" or _hints(containers.hint(block.container)):
        return True
    around = max(containers.parents[block.container], 0)
    own = around > 0 and around not in containers.path(
        surface.blocks[surface.at].container, _PART_DEPTH
    )
    return own and _hints(containers.hint(around))


@lru_cache(maxsize=1024)
def _hints(hint: str) -> bool:
    return _HINT.search(hint) is not None


def _least_shape(surface: Surface, index: int, *, hinted: bool) -> int:
    """Return how much a block's dates have to look like stamps, by where it stands."""
    block = surface.blocks[index]
    if is_below_picture(block, surface.containers) and not (hinted and not block.outside):
        return SURE + 1  # a picture's day
    if hinted:
        return TOUCHED
    if block.heading or index in surface.body:
        return SURE
    return PARTED if block.after_image else TOUCHED


def _shape(
    surface: Surface, block: Block, text: str, reading: StampReading, *, hinted: bool
) -> int:
    """Say how much a date in a text of a block looks like a stamp, within its line."""
    if len(text) == len(block.text):
        if not (text[: reading.begin].strip() or text[reading.end :].strip()):
            return SURE
        line, at = text, 0
    else:
        line = next((line for line in block.lines if text in line), text)
        at = line.index(text)
    title = surface.blocks[surface.at].text
    if (line == text and surface.headline is not None and same(line, title)) or is_sentence(line):
        return 0
    others = read_stamps(line, fetched_at=surface.page.fetched_at, zone=surface.zone)
    if at:
        start, end, begin = (at + place for place in (reading.start, reading.end, reading.begin))
        reading = replace(reading, start=start, end=end, begin=begin)
    return shape_of(Shown(line, _cuts(block, line), hinted, surface.site), reading, others)


def _cuts(block: Block, line: str) -> tuple[int, ...]:
    """Return where the elements inside a line begin and end."""
    cuts: list[int] = []
    at = 0
    for piece in block.pieces:
        found = line.find(piece, at)
        if found >= 0:
            at = found + len(piece)
            cuts += (found, at)
    for text, _ in block.anchors:
        found = line.find(text)
        if found >= 0:
            cuts += (found, found + len(text))
    return tuple(cuts)


def _of_issue(surface: Surface) -> list[Printed]:
    """Read the day of the printed issue in the masthead."""
    heads = (block.text for block in surface.blocks[: min(surface.at, _MASTHEAD)])
    # Behind the number of an issue may stand the menu, in the same text.
    issues = (text[:_LONGEST] for text in heads if _ISSUE.search(text, 0, _LONGEST))
    read = ((text, read_stamps(text)) for text in issues)
    return [
        Printed(readings[0], text[readings[0].start : readings[0].end], PARTED)
        for text, readings in read
        if readings
    ]


def _timed(surface: Surface, places: Sequence[int], published: Stamp) -> list[Printed]:
    """Read an update that is told by the clock alone: one on the day that is printed beside it."""
    blocks, fetched_at, zone = surface.blocks, surface.page.fetched_at, surface.zone
    day = published.date() if isinstance(published, dt.datetime) else published
    lines = (
        line
        for at in places
        if any(word in blocks[at].text for word in _CHANGES)
        for line in _short_lines(blocks, at)
        if _UPDATED_AT.match(line) and not read_stamps(line, fetched_at=fetched_at, zone=zone)
    )
    for line in lines:
        clock = _UPDATED_AT.sub(f"{day} ", line)
        for reading in read_stamps(clock, fetched_at=fetched_at, zone=zone):
            stamp = reading.stamp
            if isinstance(published, dt.datetime) and isinstance(stamp, dt.datetime):
                stamp = stamp if stamp.tzinfo else stamp.replace(tzinfo=published.tzinfo)
                if (stamp.tzinfo is None) != (published.tzinfo is None) or stamp < published:
                    return []  # on another day, which nothing tells
            return [Printed(replace(reading, stamp=stamp, kind="updated"), line, PARTED)]
    return []


def _has_update(found: Sequence[Printed]) -> bool:
    return any(printed.reading.kind == "updated" for printed in found)


def _updates(surface: Surface, places: Sequence[int]) -> list[Printed]:
    """Read the stamps below a body that say that they are of an update: "آخر تعديل على …"."""
    blocks = surface.blocks
    return [
        Printed(reading, text[reading.start : reading.end], PARTED)
        for index in places
        if len(blocks[index].text) <= _LONGEST and any(w in blocks[index].text for w in _CHANGES)
        for line in _short_lines(blocks, index)
        for text in (line, line[max(line.find("آخر تعديل"), line.find("آخر تحديث"), 0) :])
        for reading in read_stamps(text, fetched_at=surface.page.fetched_at, zone=surface.zone)
        if reading.kind == "updated"
    ]


def _own_items(surface: Surface) -> Set[int]:
    """Return the items of lists that are the article's own stamps.

    Timelines are lists of dates: only one or two items that are nothing else, above the text, are.
    """
    blocks = surface.blocks
    beside = range(max(0, surface.at - _NEAR), min(surface.first, len(blocks)))
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
    """Say whether a text is, or shares its link with, another article's title and its day."""
    block = blocks[at]
    titled = any(len(text.split()) >= _LEAST_TITLE for text, _ in block.anchors)
    if titled and block.link_density > _HALF:
        return True
    own, above = blocks[at].anchors, blocks[at - 1].anchors if at else ()
    return len(own) == len(above) == 1 and own[0][1] == above[0][1]


@lru_cache(maxsize=1024)
def _is_top(hint: str) -> bool:
    return _TOP.search(hint) is not None and not _OWN_TOP.search(hint)


def _below(surface: Surface) -> list[int]:
    """Return the places below a body up to where other articles, or readers, begin."""
    blocks, found = surface.blocks, []
    start = surface.body[-1] + 1 if surface.body else len(blocks)
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
    if block.pieces:
        own = [p for p in block.pieces if _DIGIT.search(p)]
        # What stands beside a stamp may touch it: alone it is read as it is.
        short = [*(p for p in own if is_stamp(p)), *short]
        short += [p for p in own if block.text.startswith(p)]
    # A line often holds more than the stamp: "منذ ساعة – بقلم فلان – تحديث: …".
    several = (_BETWEEN.split(line) for line in short if _SIGN.search(line))
    return [*short, *(piece for pieces in several if len(pieces) > 1 for piece in pieces)]
