"""Time expressions of an article to what its page prints: chips beside them, and why.

The publisher's text is printed as it is; what was computed stands beside it, marked as computed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.codec import parse_stamp
from marsad.text.format import format_date, format_range, format_time, month_name
from marsad.text.normalize import fold
from marsad.types import Analysis, Stamp, TimeExpression
from marsad.web.i18n import N_
from marsad.web.views import Moment, Reader

UNSURE = 0.75
"""Confidence below which the page says that the day is not certain."""

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_ONE_DAY = dt.timedelta(days=1)

DAYPARTS = {
    "MO": N_("صباح %(day)s"),
    "MI": N_("ظهر %(day)s"),
    "AF": N_("بعد ظهر %(day)s"),
    "EV": N_("مساء %(day)s"),
    "NI": N_("ليل %(day)s"),
}
REASONS = {
    "verb": N_("زمن الفعل «%(word)s» يحدد الجهة."),
    "cue": N_("كلمة «%(word)s» تدل على ما سيأتي."),
    "noun": N_("«%(word)s» يدل على ما مضى."),
    "sent-ahead": N_("«%(word)s» يدل على موعد لاحق."),
    "called-for": N_("«%(word)s» يدل على موعد لاحق."),
    "until": N_("«%(word)s حتى» يدل على موعد لاحق."),
    "decided": N_("«%(word)s» له يومه، وما بعده موعد لاحق."),
    "appointed": N_("هو موعد محدد سلفًا."),
    "since": N_("«منذ» تدل على ما مضى."),
    "publication-weekday": N_("هو يوم النشر نفسه."),
    "date-of-article": N_("ورد هذا اليوم بتاريخه في الخبر نفسه."),
    "day-of-sentence": N_("اليوم مأخوذ من الجملة نفسها."),
    "day-behind-the-first": N_("هو اليوم الذي يلي ما عُطف عليه."),
    "nearest": N_("هو الأقرب إلى يوم النشر."),
    "weekday-disagrees": N_("اسم اليوم لا يوافق التاريخ المذكور."),
    "nth-weekday": N_("عُدّ من أول الشهر."),
}
"""Why an expression points where it does, by the resolver's own names."""


@dataclass(frozen=True, slots=True)
class Chip:
    """What an expression was resolved to, leading to its explanation."""

    href: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class NameLink:
    """Where a name of the text leads, and in what language it is where that is not the text's."""

    href: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: a name that leads somewhere, or what a chip stands behind."""

    text: str
    chip: Chip | None = None
    link: NameLink | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is, cut where chips stand."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """One resolved expression with its explanation."""

    anchor: str
    expression: str
    moment: Moment
    sentence: str
    reasons: tuple[str, ...]
    is_unsure: bool


@dataclass(frozen=True, slots=True)
class Times:
    """The resolved expressions of an article, as its page prints them."""

    chips: tuple[tuple[int, int, Chip], ...] = ()  # of the analysed text
    computed: tuple[Computed, ...] = ()
    links: tuple[tuple[int, int, NameLink], ...] = ()

    def pieces(self, text: str, start: int) -> tuple[Piece, ...]:
        """Cut a stretch of the analysed text, which begins at `start`, where something stands."""
        return tuple(self._cut(text, start))

    def _cut(self, text: str, start: int) -> Iterator[Piece]:
        at = 0
        marks: list[tuple[int, int, Chip | NameLink]] = [*self.chips, *self.links]
        marks.sort(key=lambda mark: mark[:2])
        for first, last, mark in marks:
            if not (start + at <= first and last <= start + len(text)):
                continue  # in another paragraph, or a name within a time expression
            if isinstance(mark, Chip):
                yield Piece(text[at : last - start], mark)
            else:
                if first > start + at:
                    yield Piece(text[at : first - start])
                yield Piece(text[first - start : last - start], link=mark)
            at = last - start
        if at < len(text) or not text:
            yield Piece(text[at:])


def times_view(analysis: Analysis | None, published: Moment | None, reader: Reader) -> Times:
    """Return the chips of an article's resolved expressions.

    An expression that prints its own year needs none: its chip would say the same again.
    """
    if analysis is None:
        return Times()
    shown = [time for time in analysis.times if _adds_something(time)]
    chips, computed = [], []
    for number, time in enumerate(shown, start=1):
        moment, short = resolved(time, reader), resolved(time, reader, weekday=False)
        if moment is None or short is None:
            continue
        anchor = f"when-{number}"
        chips.append((time.start, time.end, Chip(f"#{anchor}", short)))
        computed.append(
            Computed(
                anchor=anchor,
                expression=time.text,
                moment=moment,
                sentence=_sentence(analysis, time),
                reasons=_reasons(time, published, reader),
                is_unsure=time.confidence < UNSURE,
            )
        )
    return Times(tuple(chips), tuple(computed))


def paragraphs(text: str, start: int, times: Times) -> tuple[Paragraph, ...]:
    """Cut a body, which begins at `start` of the analysed text, into its paragraphs."""
    found = []
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(line, times.pieces(line, start)))
        start += len(line) + 1
    return tuple(found)


def _adds_something(time: TimeExpression) -> bool:
    if time.interval is None:
        return False
    return time.calendar == "hijri" or _YEAR.search(fold(time.text)) is None


# --- values ------------------------------------------------------------------


def resolved(time: TimeExpression, reader: Reader, *, weekday: bool = True) -> Moment | None:
    """Print what an expression was resolved to; None where it has no place in the calendar."""
    if time.interval is None or time.value is None:
        return None
    try:
        start, end = (parse_stamp(edge) for edge in time.interval)
    except ValueError:
        return None
    return Moment(_machine_value(time), _printed(time, start, end, reader, weekday=weekday))


def _machine_value(time: TimeExpression) -> str:
    """Return what a `datetime` attribute may hold: a day, minute, month, year or ISO week."""
    value = (time.value or "").partition("/")[0]
    plain = re.fullmatch(r"\d{4}(-W\d\d|-\d\d(-\d\d(T\d\d:\d\d)?)?)?", value)
    return value if plain else (time.interval or ("",))[0][:10]


def _printed(
    time: TimeExpression, start: Stamp, end: Stamp, reader: Reader, *, weekday: bool
) -> str:
    style = reader.style
    day = start.date() if isinstance(start, dt.datetime) else start
    last = (end.date() if isinstance(end, dt.datetime) else end) - _ONE_DAY
    if time.type == "datetime" and isinstance(start, dt.datetime):
        separator = "، " if style.locale == "ar" else ", "
        return separator.join((format_date(day, style, weekday=weekday), format_time(start, style)))
    if time.type == "daypart":
        message = reader.language.gettext(DAYPARTS[(time.value or "MO")[-2:]])
        return message % {"day": format_date(day, style, weekday=weekday)}
    if isinstance(start, dt.datetime) or isinstance(end, dt.datetime):
        return format_range(start, end, style)
    if day == last:
        return format_date(day, style, weekday=weekday)
    if time.type == "month" and time.calendar == "gregorian":
        return f"{month_name(day.month, style)} {_year(day, reader)}"
    if time.type == "year" and time.calendar == "gregorian":
        return _year(day, reader)
    return format_range(day, last, style)


def _year(day: dt.date, reader: Reader) -> str:
    return format_date(day, reader.style, weekday=False).rsplit(" ", 1)[-1]


# --- explanations ------------------------------------------------------------


def _sentence(analysis: Analysis, time: TimeExpression) -> str:
    """Return the sentence that an expression stands in."""
    for sentence in analysis.sentences:
        if sentence.start <= time.start < sentence.end:
            return " ".join(sentence.text.split())
    return time.text


def _reasons(time: TimeExpression, published: Moment | None, reader: Reader) -> tuple[str, ...]:
    word = reader.language.gettext
    found = []
    if published and _counts_from_publication(time):
        found.append(word("حُسب من وقت النشر: %(time)s.") % {"time": published.text})
    if time.calendar == "hijri":
        found.append(word("حُوّل من التقويم الهجري (تقويم أم القرى)."))
    cue, _, name = time.rule.rpartition("; ")[2].partition(" ")
    if cue in REASONS:
        found.append(word(REASONS[cue]) % {"word": name})
    others = [day for value in time.candidates if (day := _candidate(value, reader))]
    if time.confidence < UNSURE and others:
        listed = word("، ").join(others)
        found.append(word("وقد يكون: %(days)s.") % {"days": listed})
    return tuple(found)


def _counts_from_publication(time: TimeExpression) -> bool:
    """Say whether the expression leaves something to the publication: a year, or all of it."""
    return time.calendar == "gregorian" or _YEAR.search(fold(time.text)) is None


def _candidate(value: str, reader: Reader) -> str | None:
    try:
        return format_date(parse_stamp(value), reader.style)
    except ValueError:
        return None
