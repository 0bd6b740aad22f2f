"""Arabic nouns by number: six plural forms, from `nouns.toml`, checked when loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from marsad.text.toml_data import Section, parse_toml, read_data

PluralCategory = Literal["zero", "one", "two", "few", "many", "other"]
_FILE = "nouns.toml"
_DERIVED = ("dual", "dual_oblique", "accusative", "zero")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with the forms that numbers ask for."""

    gender: Literal["m", "f"]
    singular: str  # 1, and after 100, 200 ...
    dual: str
    dual_oblique: str  # after a preposition
    plural: str  # 3 to 10
    accusative: str  # 11 to 99
    zero: str
    en: tuple[str, str]

    @property
    def one(self) -> str:
        """The single one, spelled out: "خبر واحد", "نتيجة واحدة"."""
        return f"{self.singular} {'واحدة' if self.gender == 'f' else 'واحد'}"


def plural_category(number: float) -> PluralCategory:
    """Return CLDR's plural category of a number in Arabic.

    Fractions are "other". Source: Unicode CLDR, plural rules for `ar`.
    """
    if number != int(number):
        return "other"
    whole = abs(int(number))
    if whole <= 2:
        return ("zero", "one", "two")[whole]
    rest = whole % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"


@cache
def load_nouns() -> Mapping[str, Noun]:
    """Return the nouns by key.

    Raises:
        ConfigError: the file is not TOML or a field is wrong; the message names both.
    """
    return parse_nouns(read_data(_FILE))


def parse_nouns(source: str) -> Mapping[str, Noun]:
    """Read and check the text of a `nouns.toml`; see `load_nouns`."""
    data = parse_toml(_FILE, source)
    return {key: _noun(data.section(key)) for key in data.values}


def _noun(entry: Section) -> Noun:
    if entry.values.get("gender") not in ("m", "f"):
        raise entry.error("gender", "must be m or f")
    english = entry.words("en")
    if len(english) != 2:
        raise entry.error("en", "must be two words, singular and plural")
    singular, plural = entry.word("singular"), entry.word("plural")
    given = {name: entry.word(name) for name in _DERIVED if name in entry.values}
    stem = f"{singular[:-1]}ت" if singular.endswith("ة") else singular
    fixed = singular.endswith(("ة", "اء"))
    return Noun(
        gender=entry.values["gender"],
        singular=singular,
        dual=given.get("dual", f"{stem}ان"),
        dual_oblique=given.get("dual_oblique", f"{stem}ين"),
        plural=plural,
        accusative=given.get("accusative", singular if fixed else f"{singular}ًا"),
        zero=given.get("zero", f"لا {plural}"),
        en=(english[0], english[1]),
    )
