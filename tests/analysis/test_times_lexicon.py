"""A mistake in the words of the time grammar is named, not swallowed."""

from __future__ import annotations

from importlib.resources import files

import pytest

from marsad.analysis.times.cues import parse_cues
from marsad.analysis.times.lexicon import parse_lexicon
from marsad.errors import ConfigError

FOLDER = files("marsad.analysis.times")


def read(name: str) -> str:
    return FOLDER.joinpath(name).read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[modifiers]", "[modifier]", r"lexicon\.toml.*modifiers"),
        ('this = ["جاري"', 'this = [7, "جاري"', r"lexicon\.toml.*this"),
        ('full = ["كامل"', 'full = "كامل" #', r"lexicon\.toml.*full"),
        ("[units]", "[units", r"lexicon\.toml"),
    ],
)
def test_a_broken_lexicon_is_named_with_its_field(old: str, new: str, message: str) -> None:
    source = read("lexicon.toml")
    assert old in source
    with pytest.raises(ConfigError, match=message):
        parse_lexicon(source.replace(old, new), read("context.toml"))


def test_a_broken_context_and_broken_cues_are_named() -> None:
    with pytest.raises(ConfigError, match=r"context\.toml.*counted"):
        parse_lexicon(read("lexicon.toml"), read("context.toml").replace("counted =", "count ="))
    with pytest.raises(ConfigError, match=r"cues\.toml.*towards"):
        parse_cues(read("cues.toml").replace("towards =", "toward ="))
