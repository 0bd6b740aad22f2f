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


@cache
def load_furniture() -> Furniture:
    """Load `furniture.toml`.

    Raises:
        ConfigError: a list is missing or holds something else than text.
    """
    data = tomllib.loads(files("marsad.lexicon").joinpath("furniture.toml").read_text("utf-8"))
    lists = {}
    for name in Furniture.__dataclass_fields__:
        value = data.get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"furniture.toml: {name}: a list of phrases is needed")
        lists[name] = [" ".join(fold(item).split()) for item in value]
    return Furniture(
        read_also=_starting(lists["read_also"], r"(?!\w)"),
        end=_starting(lists["end"], r"(?!\w)"),
        policy=_starting(lists["policy"], r"(?!\w)"),
        drop=_starting(lists["drop"], r"(?!\w)"),
        tags=_starting(lists["tags"], r"(?!\w)"),
        credit=_starting(lists["credit"], r"\s*(?:[:：|]|$)"),
        byline=_starting(lists["byline"], r"\s*[:：\-–—]"),
        agencies=frozenset(lists["agencies"]),
    )


def _starting(phrases: Sequence[str], after: str) -> re.Pattern[str]:
    longest_first = sorted(set(phrases), key=len, reverse=True)
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first)
    return re.compile(rf"\W*(?:{words}){after}", re.IGNORECASE)
