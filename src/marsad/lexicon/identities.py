"""How names are written in other articles, from `identities.toml`, and how common their words are.

The lists of people only say which words are many people's: a name of such words alone may be a
namesake's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from marsad.lexicon.names import list_rows, without_article
from marsad.text.normalize import fold
from marsad.text.toml_data import Section, parse_toml

_FILE = "identities.toml"
_COMMON = 15  # listed people that bear a word, from which on it tells little
_PEOPLE = (
    "people-arab-state.tsv",
    "people-arab-society.tsv",
    "people-world-state.tsv",
    "people-world-society.tsv",
    "people-more-society.tsv",
)
_ORGANIZATIONS = ("organisations-world.tsv", "organisations-arab.tsv", "organisations-more.tsv")


@dataclass(frozen=True, slots=True)
class IdentityWords:
    """Words of names and offices, folded and without article; explained in `identities.toml`."""

    of_every_state: frozenset[str]
    borne_by_several: frozenset[str]
    parts_of_states: frozenset[str]
    left_out_of_roles: frozenset[str]
    latin_connectors: frozenset[str]
    latin_sounds: tuple[tuple[str, str], ...]


@cache
def load_identity_words() -> IdentityWords:
    """Return the words of `identities.toml`."""
    return parse_identity_words(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8"))


def parse_identity_words(source: str) -> IdentityWords:
    """Read and check the text of an `identities.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    latin = data.section("latin")
    return IdentityWords(
        of_every_state=_bare(data.section("organizations"), "of_every_state"),
        borne_by_several=_bare(data.section("organizations"), "borne_by_several"),
        parts_of_states=_bare(data.section("places"), "parts_of_states"),
        left_out_of_roles=_bare(data.section("roles"), "left_out"),
        latin_connectors=frozenset(latin.words("connectors")),
        latin_sounds=tuple(_sounds(latin)),
    )


def _bare(section: Section, field: str) -> frozenset[str]:
    return frozenset(bare_name(word) for word in section.words(field))


@lru_cache(maxsize=1 << 14)
def bare_name(name: str) -> str:
    """Return a name folded, its words without article."""
    return " ".join(without_article(word) for word in fold(name).split())


def _sounds(section: Section) -> list[tuple[str, str]]:
    found = []
    for at, item in enumerate(section.words("sounds")):
        letters, sign, sound = item.partition("=")
        if not (letters and sign and sound):
            raise section.error("sounds", f"must be written letters=sound, not {item!r}", at=at)
        found.append((letters, sound))
    return found


@cache
def common_name_words() -> frozenset[str]:
    """Return the folded words that many people's names share: محمد, علي, جون."""
    borne = Counter(
        word for name in _PEOPLE for row in list_rows(name) for word in set(fold(row[0]).split())
    )
    return frozenset(word for word, count in borne.items() if count >= _COMMON)


@cache
def listed_organizations() -> dict[str, str]:
    """Return which spellings are one organisation's: bare spelling → its bare main name.

    A spelling that several organisations share has "" instead: الأهلي is a club of many countries.
    """
    found: dict[str, str] = {}
    for row in (row for name in _ORGANIZATIONS for row in list_rows(name)):
        main = bare_name(row[0])
        for name in (row[0], *(row[1].split(";") if len(row) > 1 else ())):
            key = bare_name(name)
            if key and found.setdefault(key, main) != main:
                found[key] = ""
    return found
