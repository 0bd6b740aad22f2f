"""Statistics of news words."""

from __future__ import annotations

import pytest

from marsad.errors import ConfigError
from marsad.lexicon.frequencies import (
    load_frequencies,
    load_word_classes,
    parse_frequencies,
    parse_word_classes,
)
from marsad.text.normalize import fold
from marsad.text.stem import stem


def test_common_words_are_less_rare_than_rare_ones() -> None:
    rarity = load_frequencies().rarity
    words = ["في", "رئيس", "اقتصاد", "مسبار"]
    values = [rarity(stem(fold(word))) for word in words]
    assert values == sorted(values)
    assert 0 <= values[0] < 0.1
    assert rarity("كلمةلايعرفهاأحد") > values[-1]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("أعلنت", "verb"), ("يقول", "verb"), ("انفصل", "verb"), ("دولي", "adjective"),
     ("العربية", "adjective"), ("وزارة", "noun"), ("لندن", "name"), ("وزارتها", "possessive"),
     ("طلب", "verbal"), ("حاليا", "adverb")],
)  # fmt: skip
def test_the_company_of_a_word_tells_what_it_is(word: str, kind: str) -> None:
    assert load_word_classes()[fold(word).removeprefix("ال")] == kind


@pytest.mark.parametrize(
    "source",
    ["", "# no number", "# 10 articles\n5 كتاب", "# 10 articles\n11\tكتاب", "# 10 a\nx\tكتاب"],
)
def test_a_broken_file_of_frequencies_is_named(source: str) -> None:
    with pytest.raises(ConfigError, match=r"frequencies\.txt:[12]"):
        parse_frequencies(source)


@pytest.mark.parametrize("source", ["verb قال", "particle\tفي"])
def test_a_broken_file_of_classes_is_named(source: str) -> None:
    with pytest.raises(ConfigError, match=r"word_classes\.txt:1"):
        parse_word_classes(source)
