"""Words, numbers and what is glued before them, with offsets into the page's own text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.text.normalize import fold
from marsad.text.proclitics import cut, cuts, parse_lexicon, split_proclitics
from marsad.text.tokenize import fold_words, tokens, virtual_tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("أعلنت الوزارة، اليوم، عن خطتها.", ["أعلنت", "الوزارة", "اليوم", "عن", "خطتها"]),
        (
            "بلغ 1,250.75 دولار و١٬٢٥٠٫٧٥ يورو",
            ["بلغ", "1,250.75", "دولار", "و", "١٬٢٥٠٫٧٥", "يورو"],
        ),
        ("#غزة_تحت_القصف", ["غزة", "تحت", "القصف"]),
        ("طائرة F-35 وقمة G20 وشبكة 5G", ["طائرة", "F-35", "وقمة", "G20", "وشبكة", "5G"]),
        ("12th November", ["12th", "November"]),
        ("وكالة أ.ف.ب أو (أ ف ب)", ["وكالة", "أ.ف.ب", "أو", "أ ف ب"]),
        ("د. محمد", ["د", "محمد"]),
        ("U.S. don't", ["U.S.", "don't"]),
        ("انتهى.وقال", ["انتهى", "وقال"]),
        ("لـCNN وبـ10", ["لـ", "CNN", "وبـ", "10"]),
        ("مُحَمَّدٌ", ["مُحَمَّدٌ"]),
        ("می\u200cخواهم", ["می\u200cخواهم"]),
        ("بيت\u200f.", ["بيت"]),
        ("", []),
        ("… ، !", []),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


@given(st.text())
def test_tokens_are_where_they_say(text: str) -> None:
    found = tokens(text)
    assert [token.folded for token in found] == fold_words(text)
    for token in found:
        assert text[token.start : token.end] == token.text
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.text(st.sampled_from("وفبلكسالتينمرك \u064e\u0651ـ10A.")))
def test_proclitics_and_words_cover_the_tokens(text: str) -> None:
    parts = virtual_tokens(text)
    assert all(text[part.start : part.end] == part.text for part in parts)
    assert "".join(part.folded for part in parts) == "".join(fold_words(text))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("وبالكتاب", ["و", "ب", "الكتاب"]),
        ("وَبِالكِتابِ", ["وَ", "بِ", "الكِتابِ"]),
        ("للاتحاد", ["لل", "اتحاد"]),
        ("وبغداد", ["و", "بغداد"]),
        ("بغداد", ["بغداد"]),
        ("لبيروت", ["ل", "بيروت"]),
        ("لبنان", ["لبنان"]),
        ("ولبنان", ["و", "لبنان"]),
        ("وزير", ["وزير"]),
        ("ووزير", ["و", "وزير"]),
        ("سيزور", ["س", "يزور"]),
        ("سوريا", ["سوريا"]),
        ("لسوريا", ["ل", "سوريا"]),
        ("فلسطين", ["فلسطين"]),
        ("فقال", ["ف", "قال"]),
        ("وهو", ["و", "هو"]),
        ("كالعادة", ["ك", "العادة"]),
        ("كوريا", ["كوريا"]),
        ("بايدن", ["بايدن"]),
        ("ألمانيا", ["ألمانيا"]),
        ("بألمانيا", ["ب", "ألمانيا"]),
        ("بالتزاماتها", ["ب", "التزاماتها"]),
        ("واشنطن", ["واشنطن"]),
        ("فقط", ["فقط"]),
        ("بـ10", ["بـ", "10"]),
    ],
)
def test_proclitics_part_from_words_and_not_from_roots(text: str, parts: list[str]) -> None:
    assert [token.text for token in virtual_tokens(text)] == parts


def test_all_places_where_a_word_may_begin() -> None:
    assert cuts(fold("للاتحاد")) == (0, 1, 2)
    assert cuts(fold("وبالكتاب")) == (0, 1, 2, 4)
    assert cuts(fold("وسيزور")) == (0, 1, 2)
    assert cuts("dog") == (0,)
    assert split_proclitics(fold("وللجنة")) == ("و", "ل", "لجنه")
    assert split_proclitics(fold("للأمين")) == ("ل", "ل", "امين")
    assert split_proclitics(fold("لامين")) == ("لامين",)


@given(st.text(st.sampled_from("وفبلكسالتينمرك"), max_size=12))
def test_a_cut_leaves_a_word(word: str) -> None:
    assert 0 <= cut(word) <= max(0, len(word) - 2)
    assert "".join(split_proclitics(word)) == word


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("names = [", "proclitics.toml"),
        ("names = [1]", "names"),
        ("names = []\nindivisible = []", "function_words"),
    ],
)
def test_mistakes_in_the_list_of_names_are_named(names: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_lexicon([], names)
