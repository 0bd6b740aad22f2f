"""The zone of a page's clock, where its publisher's domain says it."""

from __future__ import annotations

import pytest

from marsad.errors import ConfigError
from marsad.lexicon.zones import parse_zones, zone_of_country, zone_of_domain

SOURCE = """
[zones]
EG = "Africa/Cairo"
[publishers]
"Asia/Amman" = [
  "alghad.com",
]
"""


def key(domain: str | None) -> str | None:
    zone = zone_of_domain(domain)
    return zone.key if zone else None


@pytest.mark.parametrize(
    ("domain", "zone"),
    [
        ("youm7.com", "Africa/Cairo"),  # nothing in its name says Egypt
        ("sport.hespress.com", "Africa/Casablanca"),
        ("arabic.cnn.com", "Asia/Dubai"),
        ("edition.cnn.com", None),  # only the Arabic desk sits there
        ("Skynewsarabia.COM.", "Asia/Dubai"),
        ("ahram.org.eg", "Africa/Cairo"),
        ("alquds.co.uk", "Europe/London"),
        ("notyoum7.com", None),
        ("youm7.com.example", None),
        ("eg", "Africa/Cairo"),
        ("", None),
        (None, None),
    ],
)
def test_the_zone_of_a_domain(domain: str | None, zone: str | None) -> None:
    assert key(domain) == zone


def test_a_country_is_named_by_its_code() -> None:
    assert str(zone_of_country("ma")) == "Africa/Casablanca"
    assert zone_of_country("XX") is zone_of_country(None) is None


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("Africa/Cairo", "Africa/Kairo", r"^zones\.toml:3: zones: EG names 'Africa/Kairo'"),
        ("Asia/Amman", "../etc/passwd", r"^zones\.toml:5: publishers: \.\./etc/passwd names"),
        ("alghad.com", "https://alghad.com", r"^zones\.toml:6: publishers: Asia/Amman holds"),
        ('"alghad.com",', '"alghad.com",\n "alghad.com"', r"^zones\.toml:7: .*elsewhere too"),
        ("[publishers]", "[others]", r"^zones\.toml: \[publishers\] is missing"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(
    before: str, after: str, message: str
) -> None:
    assert before in SOURCE
    with pytest.raises(ConfigError, match=message):
        parse_zones(SOURCE.replace(before, after))
