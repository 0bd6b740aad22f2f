"""Phrases that surround an article on its page, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.errors import ConfigError
from marsad.text.normalize import fold

_NOTHING_ELSE = r"(?=\s*(?:[:：|؛،.…(\-–—>»\d]|$))"


@dataclass(frozen=True, slots=True)
class Furniture:
    """Patterns over the beginning of folded lines."""

    read_also: re.Pattern[str]
    end: re.Pattern[str]
    policy: re.Pattern[str]
    drop: re.Pattern[str]
    tags: re.Pattern[str]
    credit: re.Pattern[str]
    byline: re.Pattern[str]
    agencies: frozenset[str]
    no_place: frozenset[str]


@cache
def load_furniture() -> Furniture:
    """Load `furniture.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text.
    """
    data = tomllib.loads(files("marsad.lexicon").joinpath("furniture.toml").read_text("utf-8"))
    lists = {}
    for name in (*Furniture.__dataclass_fields__, "alone"):
        value = data.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"furniture.toml: {name}: a list of phrases is needed")
        lists[name] = [" ".join(fold(item).split()) for item in value]
    alone = frozenset(lists["alone"])

    def starting(name: str, after: str) -> re.Pattern[str]:
        return _starting(lists[name], after, alone)

    return Furniture(
        read_also=starting("read_also", r"(?!\w)"),
        end=starting("end", _NOTHING_ELSE),
        policy=starting("policy", r"(?!\w)"),
        drop=starting("drop", r"(?!\w)"),
        tags=starting("tags", r"(?!\w)"),
        credit=starting("credit", r"\s*(?:[:：|]|$)"),
        byline=starting("byline", r"\s*[:：\-–—]"),
        agencies=frozenset(lists["agencies"]),
        no_place=frozenset(lists["no_place"]),
    )


def _starting(phrases: Sequence[str], after: str, alone: frozenset[str]) -> re.Pattern[str]:
    """Match any phrase at the beginning; those of `alone` only with a sign or nothing behind."""
    longest_first = sorted(set(phrases), key=len, reverse=True)
    words = "|".join(
        re.escape(phrase).replace(r"\ ", r"\s+") + (_NOTHING_ELSE if phrase in alone else after)
        for phrase in longest_first
    )
    return re.compile(rf"\W*(?:{words})", re.IGNORECASE)
