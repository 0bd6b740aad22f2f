"""The names model sees at work what it was taught; its lists and files say what is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.names.codes import read_codes
from marsad.analysis.names.features import sentence_features
from marsad.analysis.names.find import find_names
from marsad.analysis.names.gazetteer import load_gazetteer, parse_gazetteer
from marsad.analysis.names.model import NamesModel, load_model, pack_weights, unpack_weights
from marsad.analysis.names.starts import letters_before, parse_starts
from marsad.errors import ConfigError
from marsad.text.sentences import split_sentences

WORDS = st.sampled_from(
    "قال محمد وقال بن علي : « حجاره البازلت » وبغداد ودمشق والقاهره في من 12 . ، الوزير ليلي"
    " منتخب تونس cnn | < > سمير الخولي وزير الخارجيه الامريكي".split()
)
LABELS = ("O", "B-PER", "I-PER", "B-LOC")


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, max_size=9), min_size=1, max_size=4))
def test_sentences_score_at_work_as_their_features_do_in_training(
    sentences: list[list[str]],
) -> None:
    sentences = [["قال"], *sentences]
    lexicon = load_model().lexicon
    rows = [sentence_features(words, lexicon, "marsad") for words in sentences]
    names = sorted({name for sentence in rows for row in sentence for name in row})
    random = np.random.RandomState(len(names))
    weights = {
        name: random.randint(-9, 10, len(LABELS)).astype(float)
        for name in names
        if "||" not in name
    }
    states = (
        (name, label, weight)
        for name, some in weights.items()
        for label, weight in zip(LABELS, some, strict=True)
    )
    arrays = pack_weights(LABELS, states, [])
    model = NamesModel(unpack_weights(arrays), lexicon, "marsad")
    expected = [
        [
            LABELS[int(np.sum([weights[name] for name in row if name in weights], axis=0).argmax())]
            for row in sentence
        ]
        for sentence in rows
    ]
    assert model.tag(sentences, once=True) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وصلت ورود العلي إلى المطار أمس.", "ورود العلي"),
        ("قالت الوزيرة لبنى القاسمي إن الخطة جاهزة.", "لبنى القاسمي"),
        ("قال المدرب بلال الخطيب إن الفريق جاهز.", "بلال الخطيب"),
    ],
)
def test_letters_that_are_a_names_own_stay_in_it(text: str, name: str) -> None:
    assert name in [mention.text for mention in find_names(text, split_sentences(text))]


def test_the_bare_word_in_the_document_tells_that_a_letter_is_glued() -> None:
    weights = {"بbare=1": 2.0, "ب": -1.0}
    lists = parse_gazetteer([])
    assert letters_before("بكيرانا", "", "LOC", {"كيرانا", "بكيرانا"}, lists, weights) == 1
    assert letters_before("بكيرانا", "", "LOC", {"بكيرانا"}, lists, weights) == 0


def test_a_listed_name_keeps_the_letter_that_looks_glued() -> None:
    gazetteer = parse_gazetteer(["p\tبلاتيني"])
    assert gazetteer.key("بلاتيني") == "بلاتيني"


def test_a_known_name_of_two_words_is_known_behind_what_is_glued_to_it() -> None:
    gazetteer = parse_gazetteer(["L\tام القيوين", "L\tبني سويف", "L\tني سويف"])
    assert gazetteer.tags(["بام", "القيوين"]) == [["BL"], ["IL"]]
    assert gazetteer.letters_before("وبام", ["القيوين"]) == 2
    assert gazetteer.letters_before("بني", ["سويف"]) == 0
    assert gazetteer.letters_before("بام", ["الناس"]) == 0


def test_given_names_are_no_names_by_themselves() -> None:
    gazetteer = parse_gazetteer(["g\tسعيد", "Lg\tجنين"])
    assert gazetteer.tags(["سعيد", "جنين"]) == [[], ["UL"]]
    assert gazetteer.given == {"سعيد": "g", "جنين": "g"}


def test_no_particle_is_listed_as_a_name() -> None:
    gazetteer = load_gazetteer()
    for word in ("في", "من", "الي", "ان", "التي", "كان"):
        assert gazetteer.tags([word]) == [[]]
        assert word not in gazetteer.given


def test_a_damaged_line_of_the_starts_is_named() -> None:
    with pytest.raises(ConfigError, match=r"starts\.txt:2"):
        parse_starts(["ب\t0.5", "ل\tmuch"])


def test_features_of_neighbours_are_told_from_others_that_begin_alike() -> None:
    codes = read_codes({"t<rare|g": 0, "t<>|g": 1, "tgو|a|b": 2, "c<1:5|7": 3, "c0=5": 4, "cj>": 5})
    assert {row for template in codes.templates for row in template.rows[1:].tolist()} == {0, 1, 3}
    assert {"rare", "g", ">"} == set(codes.kinds)
