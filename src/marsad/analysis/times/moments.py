"""Days, dayparts, clock times and ranges settled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from marsad.analysis.times.anchor import hijri_month_days, month_days
from marsad.analysis.times.items import (
    Clock,
    Day,
    Item,
    Modifier,
    Moment,
    Month,
    NumericDay,
    Period,
    Range,
    RelativeDay,
    Weekday,
    Year,
)
from marsad.analysis.times.settle import (
    SHIFTS,
    Context,
    Settled,
    hijri_years,
    month_of,
    of_days,
    settle_month,
    settle_period,
    settle_year,
    span_value,
    vague,
)
from marsad.text.calendar import Era
from marsad.text.stamp_days import hijri_day

_ONE = dt.timedelta(days=1)
_NEAR = 45  # days within which a date without a year is the near one, whatever the tense
_CLEARLY = 40  # days by which the nearer must be nearer, where nothing else tells


@dataclass(frozen=True, slots=True)
class _Found:
    """A day with how sure it is; without one, what it might be."""

    day: dt.date | None
    confidence: float = 1.0
    candidates: tuple[dt.date, ...] = ()
    why: str = ""
    era: Era = "gregorian"


def settle_moment(moment: Moment, context: Context) -> Settled:
    """Settle a day with its daypart or clock."""
    if isinstance(moment.day, Day) and moment.day.every:
        return _every_year(moment.day)
    found = _day_of(moment, context)
    if found.day is None:
        shown = tuple(day.isoformat() for day in found.candidates)
        return vague(found.why or moment.rule, shown)
    common: dict[str, object] = {"confidence": found.confidence, "era": found.era, "why": found.why}
    stretch = (found.day, found.day + _ONE)
    if moment.clock is not None:
        return _at_clock(found.day, moment.clock, common)
    if moment.daypart is not None:
        value = f"{found.day.isoformat()}T{moment.daypart.code}"
        return of_days("daypart", value, stretch, **common)
    return of_days("date", found.day.isoformat(), stretch, **common)


def _every_year(day: Day) -> Settled:
    if day.month.number is None or day.month.era == "hijri" or not 1 <= day.number <= 31:
        return vague(day.rule)
    return Settled("set", f"XXXX-{day.month.number:02d}-{day.number:02d}")


def _at_clock(day: dt.date, clock: Clock, common: dict[str, object]) -> Settled:
    start = dt.datetime.combine(day, dt.time(clock.hour % 24, clock.minute))
    candidates: tuple[str, ...] = ()
    confidence = common["confidence"]
    if not clock.half_known and clock.hour <= 12:
        other = start + dt.timedelta(hours=12)
        candidates = tuple(f"{at:%Y-%m-%dT%H:%M}" for at in (start, other))
        confidence = 0.5
    interval = (f"{start:%Y-%m-%dT%H:%M}", f"{start + dt.timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    return Settled(
        "datetime", interval[0], interval, (day, day + _ONE), common["era"],  # type: ignore[arg-type]  # its own fields
        confidence, candidates, common["why"],  # type: ignore[arg-type]
    )  # fmt: skip


# --- which day --------------------------------------------------------------------


def _day_of(moment: Moment, context: Context) -> _Found:
    """Choose the day by the date, else by its relation to today, else by the weekday."""
    if moment.day is not None:
        return _dated(moment, context)
    if moment.relative is not None:
        return _relative(moment.relative, moment.weekday, context)
    if moment.weekday is not None:
        return _weekday(moment.weekday, context)
    if moment.daypart is not None and moment.daypart.days is not None and context.anchor:
        return _Found(context.anchor.day + dt.timedelta(days=moment.daypart.days))
    return _borrowed(moment, context) if moment.clock else _Found(None)


def _borrowed(moment: Moment, context: Context) -> _Found:
    """Take a clock's day from the sentence: the last before it, else the first behind."""
    day = context.last_day()
    if day is None:
        days = [found.days for found in context.after if found.days]
        day = next((start for start, end in days if end - start == _ONE), None)
    return _Found(day, 0.7, why="day-of-sentence") if day else _Found(None, why=moment.rule)


def _relative(relative: RelativeDay, weekday: Weekday | None, context: Context) -> _Found:
    if relative.days is None:
        day = context.last_day()
        if day is not None:
            return _Found(day + dt.timedelta(days=relative.of_text), 0.9)
        if relative.of_text < 0 and context.anchor and not context.before:
            return _Found(context.anchor.day - _ONE, 0.4)
        return _Found(None, why="day-of-another-sentence")
    if context.anchor is None:
        return _Found(None)
    day = context.anchor.day + dt.timedelta(days=relative.days)
    if weekday is None or day.isoweekday() == weekday.iso:
        return _Found(day)
    for shift in (-1, 1):
        near = day + dt.timedelta(days=shift)
        if near.isoweekday() == weekday.iso:
            return _Found(near, 0.5, (near, day), "weekday-disagrees")
    return _Found(day, 0.3, why="weekday-disagrees")


def _dated(moment: Moment, context: Context) -> _Found:
    """Settle a printed date, with the weekday and the other calendar as witnesses."""
    day = moment.day
    if isinstance(day, NumericDay):
        found = _numeric(day, moment.weekday)
    else:
        found = _written(day, moment.weekday, context) if day else _Found(None)
    if moment.double is None:
        return found
    other = _dated(replace(moment, day=moment.double, double=None, weekday=None), context)
    gregorian = other if other.era == "gregorian" else found
    return replace(gregorian, era=found.era) if gregorian.day else found


def _numeric(day: NumericDay, weekday: Weekday | None) -> _Found:
    dates = [dt.date.fromisoformat(date) for date in day.dates]
    if not dates:
        return _Found(None, why="no-such-day")
    if weekday:
        agreeing = [date for date in dates if date.isoweekday() == weekday.iso]
        if agreeing:
            return _Found(agreeing[0], era=day.era)
        return _Found(dates[0], 0.4, tuple(dates), "weekday-disagrees", day.era)
    return _Found(dates[0], 0.8 if len(dates) > 1 else 1.0, tuple(dates[1:]), era=day.era)


def _written(day: Day, weekday: Weekday | None, context: Context) -> _Found:
    month = day.month
    if month.era == "hijri":
        return _hijri(day, context)
    if weekday and day.ordinal and 1 <= day.number <= 5:
        nth = _nth_weekday(day, weekday, context)
        if nth:
            return nth
    open_year = month.number is not None and month.year is None and month.modifier != "same"
    if not open_year:
        found = month_of(month, context)
        if found is None:
            return _Found(None, why=month.rule)
        date = _date(found[0], found[1], day.number)
        if date is None:
            return _Found(None, why="no-such-day")
        if weekday and date.isoweekday() != weekday.iso:
            return _Found(date, 0.4, why="weekday-disagrees")
        return _Found(date, found[2])
    return _without_year(day, weekday, context)


def _date(year: int, month: int, day: int) -> dt.date | None:
    """Return the day; 0 is the month's last."""
    try:
        return dt.date(year, month, day) if day else month_days(year, month)[1] - _ONE
    except (ValueError, OverflowError):
        return None


def _without_year(day: Day, weekday: Weekday | None, context: Context) -> _Found:
    """Choose the year by modifier, weekday, nearness and cue."""
    anchor, number = context.anchor, day.month.number
    if anchor is None or number is None:
        return _Found(None, why="no-year")
    years = range(anchor.day.year - 4, anchor.day.year + 5)
    every = [date for year in years if (date := _date(year, number, day.number))]
    if not every:
        return _Found(None, why="no-such-day")
    near = sorted(every, key=lambda date: abs((date - anchor.day).days))
    modifier = day.month.modifier
    if modifier:
        return _by_modifier(near, modifier, anchor.day, weekday)
    if weekday:
        agreeing = [date for date in near[:3] if date.isoweekday() == weekday.iso]
        if agreeing:
            return _Found(agreeing[0])
    return _by_cue(near, anchor.day, context)


def _by_modifier(
    near: list[dt.date], modifier: Modifier, now: dt.date, weekday: Weekday | None
) -> _Found:
    if modifier in ("next", "after_next"):
        fitting = [date for date in near if date > now][modifier == "after_next" :]
    elif modifier in ("last", "before_last"):
        fitting = [date for date in near if date < now]
    else:
        fitting = near
    if not fitting:
        return _Found(None, why="no-such-day")
    agrees = weekday is None or fitting[0].isoweekday() == weekday.iso
    return _Found(fitting[0], 1.0 if agrees else 0.5, why="" if agrees else "weekday-disagrees")


def _by_cue(near: list[dt.date], now: dt.date, context: Context) -> _Found:
    """Take a near day as it is; a far one by the tense, else by clear nearness, else leave it."""
    first = near[0]
    if abs((first - now).days) <= _NEAR:
        return _Found(first, 0.9)
    cue = context.cue()
    if cue.direction:
        fitting = [date for date in near if (date <= now) == (cue.direction == "past")]
        if fitting:
            return _Found(fitting[0], 0.8, why=cue.rule)
    second = near[1] if len(near) > 1 else None
    if second is None or abs((second - now).days) - abs((first - now).days) >= _CLEARLY:
        return _Found(first, 0.6, tuple(near[:2]), "nearest")
    return _Found(None, 0.5, tuple(sorted(near[:2])), cue.rule)


def _nth_weekday(day: Day, weekday: Weekday, context: Context) -> _Found | None:
    """Settle السبت الأول من نوفمبر: the first Saturday where it is not the first day."""
    found = month_of(day.month, context)
    if found is None:
        return None
    year, month, confidence = found
    date = _date(year, month, day.number)
    if date and date.isoweekday() == weekday.iso:
        return _Found(date, confidence)
    first = dt.date(year, month, 1)
    shift = (weekday.iso - first.isoweekday()) % 7 + 7 * (day.number - 1)
    nth = first + dt.timedelta(days=shift)
    return _Found(nth, 0.7, why="nth-weekday") if nth.month == month else None


def _hijri(day: Day, context: Context) -> _Found:
    years = hijri_years(day.month, context, day.number)
    if not years:
        return _Found(None, why="no-hijri-year", era="hijri")
    year, month = years[0]
    if day.number == 0:
        days = hijri_month_days(year, month)
        date = days[1] - _ONE if days else None
    else:
        date = hijri_day(year, month, day.number)
    sure = 0.9 if day.month.year else 0.8
    return _Found(date, sure, why="" if date else "no-such-day", era="hijri")


def _weekday(weekday: Weekday, context: Context) -> _Found:
    """Settle a weekday: modifier, same day, cue, the article's dates; else leave it open."""
    anchor = context.anchor
    if anchor is None:
        return _Found(None)
    ahead = (weekday.iso - anchor.day.isoweekday()) % 7
    forward, back = (anchor.day + dt.timedelta(days=ahead or 7)), (
        anchor.day - dt.timedelta(days=(7 - ahead) % 7 or 7)
    )  # fmt: skip
    if weekday.rule == "weekday-of-week" and weekday.modifier:
        return _of_week(weekday, anchor.day)
    if weekday.modifier == "next":
        return _Found(forward)
    if weekday.modifier == "after_next":
        return _Found(forward + dt.timedelta(days=7), 0.8)
    if weekday.modifier == "last":
        return _Found(back)
    if weekday.modifier == "before_last":
        return _Found(back - dt.timedelta(days=7), 0.8)
    if ahead == 0:
        return _Found(anchor.day, 0.9, why="publication-weekday")
    cue = context.cue()
    if cue.direction:
        return _Found(forward if cue.direction == "future" else back, 0.8, why=cue.rule)
    known = context.weekdays.get(weekday.iso)
    if known and cue.rule == "no-cue":
        return _Found(known, 0.6, why="date-of-article")
    return _Found(None, 0.5, (back, forward), cue.rule)


def _of_week(weekday: Weekday, now: dt.date) -> _Found:
    shift = 7 * SHIFTS.get(weekday.modifier or "this", 0)
    monday = now - dt.timedelta(days=now.weekday()) + dt.timedelta(days=shift)
    return _Found(monday + dt.timedelta(days=weekday.iso - 1), 0.8)


# --- ranges -----------------------------------------------------------------------


def settle_end(item: Item, context: Context) -> Settled:
    """Settle what a range begins or ends with."""
    if isinstance(item, Moment):
        return settle_moment(item, context)
    if isinstance(item, Month):
        return settle_month(item, context)
    if isinstance(item, Year):
        return settle_year(item, context)
    if isinstance(item, Period):
        return settle_period(item, context)
    return vague(item.rule)


def settle_range(item: Range, context: Context) -> Settled:
    """Settle both ends; the first takes the year of the second where it has none."""
    finish = settle_end(item.end, context)
    start = settle_end(_with_year_of(item.start, item.end, finish), context)
    if start.days is None and finish.days and isinstance(item.start, Moment) and item.start.weekday:
        start = _weekday_before(item.start.weekday, finish)
    if finish.days is None and start.days and isinstance(item.end, Moment) and item.end.weekday:
        finish = _weekday_after(item.end.weekday, start)
    if start.days and finish.days and start.days[0] >= finish.days[1]:
        start, finish = _straightened(item, start, finish)
    if start.days is None or finish.days is None or start.days[0] >= finish.days[1]:
        return vague(item.rule)
    if start.type == finish.type == "datetime" and start.interval and finish.interval:
        if start.interval[0] >= finish.interval[0]:
            return vague(item.rule)
        ends = (start.interval[0], finish.interval[0])
        return Settled("range", "/".join(ends), ends, (start.days[0], finish.days[1]))
    days = (start.days[0], finish.days[1])
    sure = min(start.confidence, finish.confidence)
    era = "hijri" if "hijri" in (start.era, finish.era) else "gregorian"
    return of_days("range", span_value(days), days, confidence=sure, era=era, why=start.why)


def _with_year_of(start: Item, end: Item, finish: Settled) -> Item:
    """Give a beginning without a year the end's."""
    if finish.days is None:
        return start
    year = Year(0, 0, "year-of-range", 0, finish.days[0].year)
    if (
        isinstance(start, Month)
        and start.number
        and start.year is None
        and start.era == "gregorian"
    ):
        return replace(start, year=year, modifier=None) if start.modifier is None else start
    if isinstance(start, Moment) and isinstance(start.day, Day) and isinstance(end, Moment):
        month = start.day.month
        free = month.number and month.year is None and month.era == "gregorian"
        if free and (month.modifier is None or month == getattr(end.day, "month", None)):
            day = replace(start.day, month=replace(month, year=year, modifier=None))
            return replace(start, day=day)
    return start


def _straightened(item: Range, start: Settled, finish: Settled) -> tuple[Settled, Settled]:
    """Move a beginning without a year of its own into the year before; نوفمبر إلى مارس 2024."""
    moved: Settled = vague(item.rule)
    if start.days is None or _has_year(item.start):
        return moved, finish
    first = start.days[0]
    if isinstance(item.start, Month):
        days = month_days(first.year - 1, first.month)
        moved = of_days("month", f"{days[0]:%Y-%m}", days, confidence=0.8)
    elif isinstance(item.start, Moment) and isinstance(item.start.day, Day):
        same = isinstance(item.end, Moment) and isinstance(item.end.day, Day) and (
            item.end.day.month.number == item.start.day.month.number
        )  # fmt: skip
        date = None if same else _date(first.year - 1, first.month, first.day)
        moved = of_days("date", date.isoformat(), (date, date + _ONE)) if date else moved
    elif isinstance(item.start, Moment) and item.start.weekday:
        moved = _weekday_before(item.start.weekday, finish)
    return moved, finish


def _has_year(item: Item) -> bool:
    if isinstance(item, Moment):
        return isinstance(item.day, NumericDay) or (
            isinstance(item.day, Day) and item.day.month.year is not None
        )
    return getattr(item, "year", None) is not None or isinstance(item, Year)


def _weekday_before(weekday: Weekday, finish: Settled) -> Settled:
    if finish.days is None:
        return vague("range")
    end = finish.days[0]
    day = end - dt.timedelta(days=(end.isoweekday() - weekday.iso) % 7)
    return of_days("date", day.isoformat(), (day, day + _ONE), confidence=0.7)


def _weekday_after(weekday: Weekday, start: Settled) -> Settled:
    if start.days is None:
        return vague("range")
    begin = start.days[0]
    day = begin + dt.timedelta(days=(weekday.iso - begin.isoweekday()) % 7)
    return of_days("date", day.isoformat(), (day, day + _ONE), confidence=0.7)
