"""Time zones of publishers and countries, for pages that print a clock without an offset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marsad.text.toml_data import Section, parse_toml

FILE = "zones.toml"

_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def zone_of_domain(domain: str | None) -> ZoneInfo | None:
    """Return the zone of a publisher's domain: its own, else that of its last label's country.

    A publisher's subdomains are its own too. None where nothing is known.
    """
    host = (domain or "").lower().rstrip(".")
    zones = _load()
    while host:
        if zone := zones.publishers.get(host):
            return zone
        label, _, host = host.partition(".")
    return zones.countries.get(label.upper().replace("UK", "GB")) if domain else None


def zone_of_country(country: str | None) -> ZoneInfo | None:
    """Return the zone of a country (ISO 3166-1 alpha-2); None where it is unknown."""
    return _load().countries.get((country or "").upper())


@dataclass(frozen=True, slots=True)
class Zones:
    """Zones by country, and by the domains of publishers."""

    countries: Mapping[str, ZoneInfo]
    publishers: Mapping[str, ZoneInfo]


@cache
def _load() -> Zones:
    return parse_zones(files("marsad.lexicon").joinpath(FILE).read_text("utf-8"))


def parse_zones(source: str) -> Zones:
    """Read and check the text of `zones.toml`.

    Raises:
        ConfigError: a zone is none, a domain is no domain, or one stands there twice.
    """
    data = parse_toml(FILE, source)
    countries, table = data.section("zones"), data.section("publishers")
    publishers: dict[str, ZoneInfo] = {}
    for name in table.values:
        zone = _zone(table, name, name)
        for at, domain in enumerate(table.words(name)):
            if not _DOMAIN.fullmatch(domain):
                raise table.error(name, f"holds {domain!r}, no domain", at=at)
            if domain in publishers:
                raise table.error(name, f"holds {domain!r}, which stands elsewhere too", at=at)
            publishers[domain] = zone
    return Zones(
        {code: _zone(countries, code, countries.word(code)) for code in countries.values},
        publishers,
    )


def _zone(section: Section, field: str, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise section.error(field, f"names {name!r}, no IANA time zone") from error
