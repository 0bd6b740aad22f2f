"""Time zones of countries, for publishers whose own zone is not known."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from marsad.errors import ConfigError


def zone_of_domain(domain: str | None) -> ZoneInfo | None:
    """Return the zone of the country that a domain's last label stands for; None where unknown."""
    return _zones().get((domain or "").rpartition(".")[2].upper().replace("UK", "GB"))


def zone_of_country(country: str | None) -> ZoneInfo | None:
    """Return the zone of a country (ISO 3166-1 alpha-2); None where it is unknown."""
    return _zones().get((country or "").upper())


@cache
def _zones() -> dict[str, ZoneInfo]:
    data = tomllib.loads(files("marsad.lexicon").joinpath("zones.toml").read_text("utf-8"))
    try:
        return {code: ZoneInfo(name) for code, name in data["zones"].items()}
    except (KeyError, ValueError, ZoneInfoNotFoundError) as error:
        raise ConfigError(f"zones.toml: {error}") from error
