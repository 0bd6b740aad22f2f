"""The names of the calendar, from `calendar.toml`, checked when loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar, get_args
from zoneinfo import available_timezones

from marsad.errors import ConfigError
from marsad.text.phrases import Phrases
from marsad.text.toml_data import Section, parse_toml, read_data

Naming = Literal["masri", "shami", "maghribi", "tunisi"]
Meridiem = Literal["am", "pm", "noon", "night"]
StampKind = Literal["published", "updated"]
Era = Literal["gregorian", "hijri"]
Value = TypeVar("Value")
_FILE = "calendar.toml"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time in one of its forms."""

    name: str
    seconds: int | None  # of one; None for units that are days or vaguer
    days: int | None
    count: int  # 1 or 2 where the form says so by itself, else 0


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone with the place that readers know it by."""

    iana: str
    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """All names, as phrases over folded words, and the display names."""

    months: Phrases[int]
    libyan_months: Phrases[int]  # common words: months only between a day and a year
    hijri_months: Phrases[int]
    weekdays: Phrases[int]  # ISO numbers
    bare_weekdays: Phrases[int]  # without ال: only beside a date
    zones: Phrases[str]  # places after بتوقيت → IANA name
    greenwich: Phrases[None]
    local: Phrases[None]
    zone_minutes: Phrases[int]
    meridiems: Phrases[Meridiem]
    clock_words: Phrases[None]
    clock_leads: Phrases[None]  # prepositions before an hour in digits
    hour_letters: frozenset[str]
    eras: Phrases[Era]
    kinds: Phrases[StampKind]
    verbs: Phrases[None]  # of updates, and of prose: labels beside another stamp
    connectors: Phrases[None]
    day_words: Phrases[int]  # day of the month; 0 for the last
    relative_days: Phrases[int]
    now_words: Phrases[None]
    before: Phrases[None]
    after: Phrases[None]
    units: Phrases[Unit]
    month_names: Mapping[Naming, tuple[str, ...]]  # twelve each
    month_names_en: tuple[str, ...]
    hijri_month_names: tuple[str, ...]
    hijri_month_names_en: tuple[str, ...]
    weekday_names: tuple[str, ...]  # Monday first
    weekday_names_en: tuple[str, ...]
    zone_places: Mapping[str, Zone]  # by IANA name


@cache
def load_calendar() -> Calendar:
    """Return the calendar's names.

    Raises:
        ConfigError: the file is not TOML, a field is missing or wrong; the message names both.
    """
    return parse_calendar(read_data(_FILE))


def parse_calendar(source: str) -> Calendar:
    """Read and check the text of a `calendar.toml`; see `load_calendar`."""
    data = parse_toml(_FILE, source)
    months = _numbered(data, "month", "number", 12)
    hijri = _numbered(data, "hijri_month", "number", 12)
    weekdays = _numbered(data, "weekday", "iso", 7)
    known = available_timezones()  # it searches folders, each time
    zones = {_zone(entry, known): entry for entry in data.sections("zone")}
    marks, clock, eras = (data.section(name) for name in ("zone_marks", "clock", "eras"))
    stamps, relative = data.section("stamps"), data.section("relative")
    namings: tuple[Naming, ...] = get_args(Naming)
    return Calendar(
        months=_spellings(months, (*namings, "en"), ("spellings",)),
        libyan_months=_spellings(months, (), ("libyan",)),
        hijri_months=_spellings(hijri, ("ar", "en"), ("spellings",)),
        weekdays=_spellings(weekdays, ("ar", "en"), ("spellings",)),
        bare_weekdays=_spellings(weekdays, (), ("bare",)),
        zones=_phrases(data, _zone_names(zones)),
        greenwich=_marks(marks, "greenwich"),
        local=_marks(marks, "local"),
        zone_minutes=_phrases(marks, marks.section("minutes").integers()),
        meridiems=_by_field(clock, get_args(Meridiem)),
        clock_words=_marks(clock, "introducers"),
        clock_leads=_marks(clock, "leads"),
        hour_letters=frozenset(clock.words("hour_letters")),
        eras=_by_field(eras, get_args(Era)),
        kinds=_by_field(stamps, get_args(StampKind)),
        verbs=_marks(stamps, "updated_beside"),
        connectors=_marks(stamps, "connectors"),
        day_words=_phrases(data, data.section("day_words").integers()),
        relative_days=_phrases(relative, relative.section("days").integers()),
        now_words=_marks(relative, "now"),
        before=_marks(relative, "before"),
        after=_marks(relative, "after"),
        units=_phrases(relative, _units(relative.sections("unit"))),
        month_names={naming: _names(months, naming) for naming in namings},
        month_names_en=_names(months, "en"),
        hijri_month_names=_names(hijri, "ar"),
        hijri_month_names_en=_names(hijri, "en"),
        weekday_names=_names(weekdays, "ar"),
        weekday_names_en=_names(weekdays, "en"),
        zone_places={zone.iana: zone for zone in zones},
    )


def _phrases(section: Section, items: Iterable[tuple[str, Value]]) -> Phrases[Value]:
    try:
        return Phrases.of(items)
    except ValueError as error:
        raise ConfigError(f"{section.where}: {error}") from error


def _marks(section: Section, field: str) -> Phrases[None]:
    return _phrases(section, ((word, None) for word in section.words(field)))


def _by_field(section: Section, fields: Iterable[Value]) -> Phrases[Value]:
    """Index the words of some fields; each means its field."""
    return _phrases(section, ((word, name) for name in fields for word in section.words(str(name))))


def _spellings(
    entries: list[Section], single: tuple[str, ...], lists: tuple[str, ...]
) -> Phrases[int]:
    """Join all spellings of numbered entries, which come in order."""
    pairs = []
    for number, entry in enumerate(entries, 1):
        words = [entry.word(field) for field in single]
        for field in lists:
            words += entry.words(field)
        pairs += [(word, number) for word in words]
    return _phrases(entries[0], pairs)


def _numbered(data: Section, name: str, key: str, count: int) -> list[Section]:
    entries = data.sections(name)
    if [entry.values.get(key) for entry in entries] != list(range(1, count + 1)):
        raise data.error(f"[[{name}]]", f"must have {key} from 1 to {count}, in order")
    return entries


def _names(entries: list[Section], field: str) -> tuple[str, ...]:
    return tuple(entry.word(field) for entry in entries)


def _zone(entry: Section, known: Set[str]) -> Zone:
    zone = Zone(entry.word("iana"), entry.word("ar"), entry.word("en"))
    if zone.iana not in known:
        raise entry.error("iana", f"{zone.iana!r} is not an IANA time zone")
    return zone


def _zone_names(zones: Mapping[Zone, Section]) -> Iterator[tuple[str, str]]:
    for zone, entry in zones.items():
        for name in (*entry.words("names"), zone.ar, zone.en):
            yield name, zone.iana


def _units(entries: list[Section]) -> Iterator[tuple[str, Unit]]:
    for entry in entries:
        seconds = entry.integer("seconds") if "seconds" in entry.values else None
        days = entry.integer("days") if "days" in entry.values else None
        for count, field in ((1, "singular"), (2, "dual"), (0, "plural")):
            unit = Unit(entry.word("name"), seconds, days, count)
            for word in entry.words(field):
                yield word, unit
