"""Names of people, organisations and places to what pages print: links, pages, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.lexicon.countries import load_countries
from marsad.store.records import (
    ArticleSummary,
    DayCount,
    EntityProfile,
    EntitySummary,
    Evidence,
    RoleHistory,
)
from marsad.text.format import format_range
from marsad.types import Analysis, MentionType
from marsad.web.addresses import article_path, entity_path
from marsad.web.chart import Chart, draw_chart, shown_days
from marsad.web.filters import script_language
from marsad.web.i18n import N_
from marsad.web.times_view import NameLink
from marsad.web.views import (
    NAME_CHARS,
    Link,
    Moment,
    Outlet,
    Reader,
    clip,
    day_moment,
    headline,
    outlet,
    plain,
)
from marsad.web.world_map import MapView, state_map, town_map

MAX_ALIASES = 12
_MANY = 5
_SLIPS = 200  # mentions among which a spelling of one is not shown
TYPES: Mapping[MentionType, str] = {
    "PER": N_("أشخاص"),
    "ORG": N_("هيئات"),
    "LOC": N_("أماكن"),
    "MISC": N_("أسماء أخرى"),
}
"""Names of the lists, in the order of their links."""

KINDS: Mapping[MentionType, str] = {
    "PER": N_("شخص"),
    "ORG": N_("هيئة"),
    "LOC": N_("مكان"),
    "MISC": N_("اسم"),
}
"""What a name is."""


@dataclass(frozen=True, slots=True)
class NameItem:
    """A name in a list."""

    href: str
    name: str
    kind: str
    role: str | None
    country: str | None
    articles: int
    shared: int


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """The sentence that says something, with the article it stands in."""

    day: Moment
    sentence: str
    href: str
    title: str
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role, from when to when articles gave it, with the sentences."""

    title: str
    days: str
    articles: int
    evidence: tuple[EvidenceView, ...]  # the latest first


@dataclass(frozen=True, slots=True)
class EntityView:
    """The page of a person, organisation or place."""

    href: str
    name: str
    page_title: str
    kind: str
    kinds: Link
    country: str | None
    aliases: tuple[str, ...]
    articles: int
    mentions: int
    days: str | None
    roles: tuple[RoleView, ...]
    rare_roles: tuple[RoleView, ...]  # of one article, where others are of many
    company: tuple[NameItem, ...]
    chart: Chart | None
    map: MapView | None
    coordinates: str | None
    search: str


# --- links in an article ----------------------------------------------------------


def name_links(
    analysis: Analysis, body: int, names: Mapping[str, EntitySummary], language: str
) -> tuple[tuple[int, int, NameLink], ...]:
    """Return where the names of an article's body, which begins at `body`, lead.

    Each person, organisation and place is linked where the body names it first.
    """
    seen: set[int] = set()
    found = []
    for mention in sorted(analysis.mentions, key=lambda mention: mention.start):
        known = names.get(mention.entity or "")
        if known is None or known.key in seen or mention.start < body:
            continue
        seen.add(known.key)
        script = script_language(mention.text)
        foreign = script if script and script != language.partition("-")[0] else None
        link = NameLink(entity_path(known.key, known.name), foreign)
        found.append((mention.start, mention.end, link))
    return tuple(found)


# --- pages ------------------------------------------------------------------------


def entity_view(
    profile: EntityProfile,
    company: Sequence[EntitySummary],
    days: Sequence[DayCount],
    reader: Reader,
) -> EntityView:
    """Return a person, organisation or place for its page."""
    item, word = profile.summary, reader.language.gettext
    drawn, is_state = _map(item)
    rare = [role for role in profile.roles if _is_rare(role, profile.roles)]
    return EntityView(
        href=entity_path(item.key, item.name),
        name=clip(item.name, NAME_CHARS),
        page_title=plain(item.name),
        kind=word(KINDS[item.type]),
        kinds=Link(word(TYPES[item.type]), f"/names?type={item.type}"),
        country=None if is_state else reader.language.country(item.country),
        aliases=_aliases(profile),
        articles=item.articles,
        mentions=item.mentions,
        days=_days(profile.first_day, profile.last_day, reader),
        roles=tuple(_role(role, reader) for role in profile.roles if role not in rare),
        rare_roles=tuple(_role(role, reader) for role in rare),
        company=tuple(name_item(other, reader) for other in company),
        chart=draw_chart(days, reader),
        map=drawn,
        coordinates=_coordinates(item) if not is_state else None,
        search=f'"{" ".join(item.name.replace(chr(34), " ").split())}"',
    )


def _aliases(profile: EntityProfile) -> tuple[str, ...]:
    """Return the other spellings, without those so rare that they may be slips."""
    least = profile.summary.mentions / _SLIPS
    kept = [alias.name for alias in profile.aliases if alias.mentions >= least]
    return tuple(clip(name, NAME_CHARS) for name in kept[:MAX_ALIASES])


def name_item(item: EntitySummary, reader: Reader) -> NameItem:
    """Return a name for a list."""
    return NameItem(
        href=entity_path(item.key, item.name),
        name=clip(item.name, NAME_CHARS),
        kind=reader.language.gettext(KINDS[item.type]),
        role=item.role and clip(item.role, NAME_CHARS),
        country=None if _is_state(item) else reader.language.country(item.country),
        articles=item.articles,
        shared=item.shared,
    )


def _days(first: dt.date | None, last: dt.date | None, reader: Reader) -> str | None:
    if first is None or last is None:
        return None
    if first == last:
        return day_moment(first, reader).text
    return format_range(first, last, reader.style)


def _is_rare(role: RoleHistory, roles: Sequence[RoleHistory]) -> bool:
    """Say whether a role stands in one article while another stands in many: it may be misread."""
    return role.articles == 1 and max(other.articles for other in roles) >= _MANY


def _role(role: RoleHistory, reader: Reader) -> RoleView:
    ends = [role.last] if role.last == role.first else [role.last, role.first]
    return RoleView(
        title=clip(role.title, NAME_CHARS),
        days=_days(role.first.day, role.last.day, reader) or "",
        articles=role.articles,
        evidence=tuple(_evidence(end, reader) for end in ends),
    )


def _evidence(end: Evidence, reader: Reader) -> EvidenceView:
    article: ArticleSummary = end.article
    return EvidenceView(
        day=day_moment(end.day, reader),
        sentence=end.sentence,
        href=article_path(article.key, article.title),
        title=headline(article.title, article.lead, reader),
        outlet=outlet(article.publisher),
    )


def chart_days(profile: EntityProfile, today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the picture of mentions."""
    return shown_days(profile.last_day, today)


def _map(item: EntitySummary) -> tuple[MapView | None, bool]:
    """Draw where a place lies; say whether it is a state by itself."""
    if item.type != "LOC":
        return None, False
    if _is_state(item):
        drawn = state_map(item.country or "")
        if drawn is None and item.coordinates is not None:
            drawn = town_map(item.coordinates, item.country)
        return drawn, True
    if item.coordinates is None:
        return None, False
    return town_map(item.coordinates, item.country), False


def _is_state(item: EntitySummary) -> bool:
    if item.type != "LOC" or item.country is None:
        return False
    countries = load_countries()
    return countries.named(item.name) == item.country and countries.part(item.name) is None


def _coordinates(item: EntitySummary) -> str | None:
    """Print where a place lies, as maps write it."""
    if item.coordinates is None:
        return None
    latitude, longitude = item.coordinates
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"
