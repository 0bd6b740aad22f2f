"""The search page: its form, what is asked of the store, and what is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from marsad.lexicon.sections import topic_label, topics
from marsad.store.query import parse_query
from marsad.store.records import Cursor, Facet, Hit, PublisherStatus, SearchQuery, SearchResult
from marsad.store.terms import query_phrases
from marsad.text.bidi import isolate
from marsad.text.format import format_date, format_number
from marsad.types import Fragment
from marsad.web.addresses import cursor_text, with_query
from marsad.web.i18n import N_
from marsad.web.views import NAME_CHARS, NO_FOLDS, Folds, Item, Reader, clip, item, plain

MAX_QUERY_CHARS = 500
MAX_OPTIONS = 300
RESULTS = 20
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class SearchForm:
    """What the reader filled in; "" where nothing."""

    q: str = ""
    source: str = ""
    topic: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    order: Literal["relevance", "time"] = "relevance"
    exact: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return replace(self, order="relevance", exact=False) == SearchForm()

    def href(self, after: Cursor | None = None) -> str:
        """Return the address of this search."""
        return with_query(
            "/search",
            q=self.q,
            source=self.source,
            topic=self.topic,
            country=self.country,
            **{"from": self.since, "to": self.until},
            order="" if self.order == "relevance" else self.order,
            exact="1" if self.exact else "",
            after=cursor_text(after) if after else "",
        )


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of the form."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of the form."""

    sources: tuple[Option, ...]
    topics: tuple[Option, ...]
    countries: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the search without it."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class FacetView:
    """A value that the results can be narrowed to; an active one leads back."""

    text: str
    count: int
    href: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class HitView:
    """One result."""

    item: Item
    title: tuple[Fragment, ...]
    snippet: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page below its form."""

    page_title: str | None
    chips: tuple[Chip, ...]
    active: bool  # whether the filters are shown open
    note: str | None = None
    problem: str | None = None
    hits: tuple[HitView, ...] = ()
    total: int = 0
    is_exact: bool = True
    older: str | None = None
    newest: str | None = None
    domains: tuple[FacetView, ...] = ()
    topics: tuple[FacetView, ...] = ()


def read_form(values: Mapping[str, str]) -> SearchForm:
    """Read the form from an address; unknown choices are left out.

    Raises:
        ValueError: a day is none; the message is for the reader.
    """
    topic = values.get("topic", "")
    form = SearchForm(
        q=_line(values.get("q", ""), MAX_QUERY_CHARS),
        source=_line(values.get("source", ""), NAME_CHARS),
        topic=topic if topic in topics() else "",
        country=_line(values.get("country", ""), 2).upper(),
        since=read_day(values.get("from", "")),
        until=read_day(values.get("to", "")),
        order="time" if values.get("order") == "time" else "relevance",
        exact=values.get("exact", "") not in ("", "0"),
    )
    if form.since and form.until and form.since > form.until:
        raise ValueError(N_("اليوم الأول بعد اليوم الأخير."))
    return form


def _line(text: str, most: int) -> str:
    """Return a field's text on one line, without what no store can compare."""
    return " ".join(text[:most].replace("\0", " ").split())


def read_day(text: str) -> str:
    """Return a day as ISO 8601, "" for none; Arabic digits are read too.

    Raises:
        ValueError: the text is no day.
    """
    text = text.strip().translate(_DIGITS)
    if not text:
        return ""
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(
            N_("التاريخ غير مفهوم. يُكتب بالأرقام: السنة ثم الشهر ثم اليوم، وبينها شرطة.")
        ) from None


def to_query(form: SearchForm, zone: str, after: Cursor | None) -> SearchQuery:
    """Turn the form into a query; its fields win over operators in the text."""
    parsed = parse_query(form.q)
    return replace(
        parsed,
        exact=form.exact or parsed.exact,
        domain=form.source or parsed.domain,
        topic=form.topic or parsed.topic,
        country=form.country or parsed.country,
        since=dt.date.fromisoformat(form.since) if form.since else parsed.since,
        until=dt.date.fromisoformat(form.until) if form.until else parsed.until,
        zone=zone,
        order=form.order,
        limit=RESULTS,
        after=after,
    )


def asks_for_something(query: SearchQuery) -> bool:
    """Say whether a query has a filter, or a word that the index could know."""
    if query.words or query.phrases:
        return bool(query_phrases(query)[0])
    names = ("excluded", "domain", "topic", "section", "country", "since", "until")
    return any(getattr(query, name) for name in names)


def cut_note(values: Mapping[str, str], reader: Reader) -> str | None:
    """Say that only the beginning of an endless search was looked for; None if all of it was."""
    if len(values.get("q", "")) <= MAX_QUERY_CHARS:
        return None
    most = format_number(MAX_QUERY_CHARS, reader.style)
    return reader.language.gettext("البحث طويل، فاكتُفي بأوله: %(count)s حرف في الأكثر.") % {
        "count": most
    }


def search_view(
    form: SearchForm,
    result: SearchResult | None,
    reader: Reader,
    *,
    names: Mapping[str, str],
    after: Cursor | None = None,
    folds: Folds = NO_FOLDS,
    note: str | None = None,
) -> SearchView:
    """Return the page of a search; `result` is None where nothing could be asked.

    `names` are the publishers' names by domain, `folds` the copies among the results; `note` stands
    above them.
    """
    frame = SearchView(
        page_title=plain(form.q) if form.q else None,
        chips=_chips(form, reader, names),
        active=bool(form.source or form.topic or form.country or form.since or form.until),
        note=note,
    )
    word = reader.language.gettext
    if form.is_empty:
        return frame
    if result is None:
        return replace(frame, problem=word("لا كلمة هنا يمكن البحث عنها: يلزم حرف أو رقم."))
    if not result.hits:
        return replace(
            frame,
            problem=word("لا نتائج لهذا البحث. قد تفيد كلمات أقل، أو إزالة مرشح، أو صيغة أخرى."),
        )
    return replace(
        frame,
        hits=tuple(
            _hit(hit, reader, folds) for hit in result.hits if hit.item.key not in folds.hidden
        ),
        total=result.total,
        is_exact=result.total_is_exact,
        older=form.href(result.after) if result.after else None,
        newest=form.href() if after else None,
        domains=_facets(result.domains, form.source, lambda value: replace(form, source=value)),
        topics=_facets(
            [replace(facet, label=_topic(facet.value, reader)) for facet in result.topics],
            form.topic,
            lambda value: replace(form, topic=value),
        ),
    )


def _hit(hit: Hit, reader: Reader, folds: Folds) -> HitView:
    shown = item(hit.item, reader, copies=folds.links.get(hit.item.key))
    # What lists shorten or replace is shown so here too, without marks.
    whole = shown.title == " ".join((hit.item.title or "").split())
    return HitView(shown, hit.title if whole else (Fragment(shown.title),), hit.snippet)


def _topic(key: str, reader: Reader) -> str:
    return topic_label(key, reader.language.code)


def _chips(form: SearchForm, reader: Reader, names: Mapping[str, str]) -> tuple[Chip, ...]:
    word = reader.language.gettext
    chips = []
    if form.source:
        chips.append(
            Chip(isolate(names.get(form.source, form.source)), replace(form, source="").href())
        )
    if form.topic:
        chips.append(Chip(_topic(form.topic, reader), replace(form, topic="").href()))
    if form.country:
        name = reader.language.country(form.country) or form.country
        chips.append(Chip(name, replace(form, country="").href()))
    if form.since:
        text = word("من %(day)s") % {"day": _day(form.since, reader)}
        chips.append(Chip(text, replace(form, since="").href()))
    if form.until:
        text = word("إلى %(day)s") % {"day": _day(form.until, reader)}
        chips.append(Chip(text, replace(form, until="").href()))
    return tuple(chips)


def _day(text: str, reader: Reader) -> str:
    return isolate(format_date(dt.date.fromisoformat(text), reader.style, weekday=False))


def _facets(
    found: Sequence[Facet], active: str, narrow: Callable[[str], SearchForm]
) -> tuple[FacetView, ...]:
    """Return the facets of one field; `narrow` sets it."""
    return tuple(
        FacetView(
            text=facet.label,
            count=facet.count,
            href=narrow("" if facet.value == active else facet.value).href(),
            is_active=facet.value == active,
        )
        for facet in found
    )


def options(known: Iterable[PublisherStatus], form: SearchForm, reader: Reader) -> Options:
    """Return the choices of the form: the publishers with most articles, their countries."""
    publishers = [item for item in known if item.publisher.domain]
    sources = {
        item.publisher.domain or "": clip(
            item.publisher.name or item.publisher.domain or "", NAME_CHARS
        )
        for item in publishers[:MAX_OPTIONS]
    }
    if form.source:
        sources.setdefault(form.source, form.source)
    countries = {item.country.upper() for item in publishers if item.country}
    if form.country:
        countries.add(form.country)
    return Options(
        sources=_sorted(sources),
        topics=tuple(Option(key, _topic(key, reader)) for key in topics()),
        countries=_sorted({code: reader.language.country(code) or code for code in countries}),
    )


def _sorted(choices: Mapping[str, str]) -> tuple[Option, ...]:
    by_text = sorted(choices.items(), key=lambda choice: (choice[1], choice[0]))
    return tuple(Option(value, text) for value, text in by_text)
