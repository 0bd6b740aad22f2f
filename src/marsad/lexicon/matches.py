"""Words of reports on matches, from `matches.toml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from marsad.text.normalize import fold
from marsad.text.toml_data import parse_toml

_FILE = "matches.toml"


@dataclass(frozen=True, slots=True)
class Matches:
    """Cues that a town plays, folded; the fields are explained in `matches.toml`."""

    results: frozenset[str]
    against: frozenset[str]
    within: frozenset[str]
    game: frozenset[str]
    of_club: frozenset[str]
    grounds: frozenset[str]
    goals: frozenset[str]


@cache
def load_matches() -> Matches:
    """Return the cues of `matches.toml`."""
    return parse_matches(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8"))


def parse_matches(source: str) -> Matches:
    """Read and check the text of a `matches.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    names = (field.name for field in fields(Matches))
    return Matches(*(frozenset(map(fold, data.words(name))) for name in names))
