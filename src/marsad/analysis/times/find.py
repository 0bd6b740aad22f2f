"""Time expressions of a text, found and resolved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from marsad.analysis.times.amounts import duration
from marsad.analysis.times.anchor import Anchor, add_months, anchor_of, month_days, year_days
from marsad.analysis.times.cues import Cue, direction
from marsad.analysis.times.grammar import find_items
from marsad.analysis.times.items import Amount, Item, Moment, Range, Recurring, Vague
from marsad.analysis.times.lexicon import load_lexicon
from marsad.analysis.times.moments import settle_end, settle_range
from marsad.analysis.times.settle import Context, Settled, of_days, vague
from marsad.analysis.times.words import time_words
from marsad.text.phrases import Words
from marsad.text.stamp_clocks import read_zone
from marsad.types import Span, Stamp, TimeExpression

_IMPOSSIBLE = (ValueError, OverflowError)  # what calendar arithmetic raises at its ends


def find_times(
    text: str,
    sentences: Sequence[Span],
    published: Stamp | None,
    *,
    zone: dt.tzinfo | None = None,
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in order, each resolved or honestly left open.

    Relative ones count from `published`, an instant being read on the clocks of `zone` (the
    publisher's); without it they stay `vague`. Never raises, whatever the text; linear time.
    """
    anchor = anchor_of(published, zone)
    parsed = [(sentence.start, *_parse(sentence.text)) for sentence in sentences]
    weekdays = _dated_weekdays([item for _, _, items in parsed for item in items], anchor)
    found: list[TimeExpression] = []
    for offset, words, items in parsed:
        settled = _settle_sentence(words, items, anchor, weekdays)
        for item, meaning in zip(items, settled, strict=True):
            found.append(_expression(text, offset, words, item, meaning))
    return tuple(found)


def _parse(sentence: str) -> tuple[Words, list[Item]]:
    words = time_words(sentence)
    return words, list(find_items(words))


# --- context ----------------------------------------------------------------------


def _dated_weekdays(items: Sequence[Item], anchor: Anchor | None) -> dict[int, dt.date]:
    """Return the weekdays that the article gives a date or a direction, where it is one only."""
    found: dict[int, set[dt.date]] = {}
    if anchor is None:
        return {}
    for item in items:
        if not isinstance(item, Moment) or item.weekday is None:
            continue
        if item.day is None and item.relative is None and item.weekday.modifier is None:
            continue
        settled = _settle(item, Context(anchor, _no_cue))
        if settled.days and abs((settled.days[0] - anchor.day).days) <= 7:
            found.setdefault(item.weekday.iso, set()).add(settled.days[0])
    return {iso: days.pop() for iso, days in found.items() if len(days) == 1}


def _no_cue() -> Cue:
    return Cue(None, "no-cue")


def _settle_sentence(
    words: Words, items: list[Item], anchor: Anchor | None, weekdays: dict[int, dt.date]
) -> list[Settled]:
    """Settle a sentence's expressions in order; clocks without a day wait for the days behind."""
    places = [(item.first, item.last) for item in items]
    settled: list[Settled] = []
    waiting: list[int] = []
    for at, item in enumerate(items):
        if _needs_day(item):
            waiting.append(at)
        others = [*places[max(0, at - 8) : at], *places[at + 1 : at + 8]]
        cue = _LazyCue(words, item, others)
        meaning = _settle(item, Context(anchor, cue, settled[-8:], (), weekdays))
        if at and _are_listed(words, items[at - 1], item):
            meaning = _following_day(items[at - 1], settled[-1], item) or meaning
        settled.append(meaning)
    for at in waiting:
        context = Context(anchor, _no_cue, settled[max(0, at - 8) : at], settled[at + 1 : at + 9])
        settled[at] = _settle(items[at], context)
    return settled


def _are_listed(words: Words, first: Item, second: Item) -> bool:
    return second.first - first.last == 1 and words.at(first.last) == "و"


def _following_day(first: Item, meaning: Settled, second: Item) -> Settled | None:
    """Read the second of الاثنين والثلاثاء as the day behind the first, where both stand bare."""
    if not isinstance(first, Moment) or not isinstance(second, Moment) or not meaning.days:
        return None
    if {first.rule, second.rule} != {"weekday"} or not first.weekday or not second.weekday:
        return None
    ahead = (second.weekday.iso - first.weekday.iso) % 7
    day = meaning.days[0] + dt.timedelta(days=ahead or 7)
    return of_days(
        "date", day.isoformat(), (day, day + _DAY), confidence=meaning.confidence,
        why="day-behind-the-first",
    )  # fmt: skip


def _needs_day(item: Item) -> bool:
    return isinstance(item, Moment) and not (item.day or item.weekday or item.relative)


class _LazyCue:
    """The cue of an expression's clause, worked out once and only when asked for."""

    __slots__ = ("_cue", "_item", "_others", "_words")

    def __init__(self, words: Words, item: Item, others: list[tuple[int, int]]) -> None:
        self._words, self._item, self._others = words, item, others
        self._cue: Cue | None = None

    def __call__(self) -> Cue:
        if self._cue is None:
            self._cue = direction(self._words, self._item.first, self._item.last, self._others)
        return self._cue


# --- settling ---------------------------------------------------------------------


def _settle(item: Item, context: Context) -> Settled:
    try:
        if isinstance(item, Range):
            return settle_range(item, context)
        if isinstance(item, Amount):
            return _settle_amount(item, context)
        if isinstance(item, Recurring):
            return Settled("set", item.value)
        if isinstance(item, Vague):
            return vague(item.rule)
        return settle_end(item, context)
    except _IMPOSSIBLE:
        return vague("out-of-range")


def _settle_amount(amount: Amount, context: Context) -> Settled:
    """Settle a duration, or the moment that lies an amount from the publication or the text."""
    if not amount.parts:
        return vague(amount.rule)
    if amount.direction is None:
        value = duration(amount.parts)
        if amount.to is not None:
            value += "/" + duration(((amount.parts[0][0], amount.to),))
        return Settled("duration", value)
    if amount.tied:
        return vague("tied-to-an-event")
    if amount.direction == "after":
        return _after(amount, context)
    return _shifted(amount, context.anchor, -1)


def _after(amount: Amount, context: Context) -> Settled:
    """Count on from the publication where the clause looks ahead, else from the text's day."""
    if amount.from_now:
        return _shifted(amount, context.anchor, 1)
    cue = context.cue()
    if cue.direction == "future":
        return _shifted(amount, context.anchor, 1)
    day = context.last_day()
    if day is None and amount.parts[-1][0] in ("year", "decade", "century"):
        day = context.last_start()
    if day is not None and cue.direction == "past":
        return _shifted(amount, Anchor(day, None), 1)
    return vague("after-an-event")


def _shifted(amount: Amount, anchor: Anchor | None, sign: int) -> Settled:
    """Move from the anchor, as finely as the smallest unit says."""
    if anchor is None:
        return vague(amount.rule)
    months, seconds = 0.0, 0.0
    for unit, count in amount.parts:
        months += count * {"month": 1, "year": 12, "decade": 120, "century": 1200}.get(unit, 0)
        seconds += count * _SECONDS.get(unit, 0)
    unit = amount.parts[-1][0]
    if unit in ("second", "minute", "hour"):
        if anchor.minute is None:
            return vague("hours-of-a-day-alone")
        day = add_months(anchor.minute.date(), sign * int(months))
        base = dt.datetime.combine(day, anchor.minute.time())
        at = base + sign * dt.timedelta(seconds=seconds)
        interval = (_minute(at), _minute(at + dt.timedelta(minutes=1)))
        return Settled(
            "datetime", interval[0], interval, (at.date(), at.date() + _DAY), confidence=0.9
        )
    day = add_months(anchor.day, sign * int(months)) + sign * dt.timedelta(seconds=seconds)
    if unit in ("day", "week"):
        return of_days(
            "date", day.isoformat(), (day, day + _DAY), confidence=0.9 - 0.2 * (unit == "week")
        )
    if unit == "month" or months % 12:
        return of_days("month", f"{day:%Y-%m}", month_days(day.year, day.month), confidence=0.8)
    return of_days("year", f"{day.year:04d}", year_days(day.year), confidence=0.8)


_DAY = dt.timedelta(days=1)
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}


def _minute(at: dt.datetime) -> str:
    return at.isoformat(timespec="minutes")


# --- results ----------------------------------------------------------------------


def _expression(
    text: str, offset: int, words: Words, item: Item, settled: Settled
) -> TimeExpression:
    start, end = words.folded.span(words.starts[item.first] + item.skip, words.ends[item.last - 1])
    start, end = start + offset, end + offset
    rule = f"{item.rule}; {settled.why}" if settled.why and settled.why != item.rule else item.rule
    return TimeExpression(
        start=start,
        end=end,
        text=text[start:end],
        type=settled.type,
        value=settled.value,
        interval=settled.interval,
        calendar=settled.era,
        zone=_zone(words, item),
        confidence=round(settled.confidence, 2),
        rule=rule,
        candidates=settled.candidates,
    )


def _zone(words: Words, item: Item) -> str | None:
    """Return the zone printed behind a clock time."""
    if not isinstance(item, Moment) or item.clock is None:
        return None
    place = item.last + (words.at(item.last) == "(")
    if words.at(place) not in {"ب", "حسب", "وفق"}:
        mark = read_zone(words, place, load_lexicon().calendar)
    else:
        mark = read_zone(words, place + 1, load_lexicon().calendar)
    if mark is None:
        return None
    if mark.iana:
        return mark.iana
    return None if mark.minutes is None else _offset_name(mark.minutes)


def _offset_name(minutes: int) -> str:
    sign = "+" if minutes >= 0 else "-"
    return "UTC" if not minutes else f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
