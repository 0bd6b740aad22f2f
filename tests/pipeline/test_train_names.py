"""Whoever trains the names model anew gets the same model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from marsad.analysis.names.features import Lexicon
from marsad.analysis.names.gazetteer import parse_gazetteer
from marsad.analysis.names.model import NamesModel, unpack_weights
from marsad.errors import InputError
from marsad.pipeline.train.corpora import Document, Sentence, conll_documents, labelled
from marsad.pipeline.train.names import archive, train_crf

pytest.importorskip("pycrfsuite", reason="the dependency group `train` is not installed")

CITIES = ("بغداد", "دمشق", "عمان", "تونس", "مسقط", "صنعاء")
PEOPLE = ("سمير", "ليلى", "رامي", "هدى", "كريم", "نوال")


def documents() -> list[Document]:
    """A tiny language: people greet and cities are travelled to."""
    made = []
    for person, city in zip(PEOPLE, CITIES, strict=True):
        words = ("قال", person, "انه", "وصل", "الي", city)
        labels = ("O", "B-PER", "O", "O", "O", "B-LOC")
        made.append(Document("marsad", (Sentence(words, labels),)))
    return made


LEXICON = Lexicon(parse_gazetteer(["L\tبيروت"]), {})


def test_training_twice_gives_the_same_bytes() -> None:
    first, second = (archive(train_crf(documents(), LEXICON)) for _ in range(2))
    assert first == second


def test_a_trained_model_reads_what_it_has_not_seen(tmp_path: Path) -> None:
    file = tmp_path / "weights.npz"
    file.write_bytes(archive(train_crf(documents(), LEXICON)))
    with np.load(file) as arrays:
        model = NamesModel(unpack_weights(arrays), LEXICON, "marsad")
    assert model.tag([["قال", "زياد", "انه", "وصل", "الي", "بيروت"]]) == [
        ["O", "B-PER", "O", "O", "O", "B-LOC"]
    ]


def test_names_by_offset_become_labels_of_whole_words() -> None:
    text = "وصل إلى وبغداد\nثم عاد"
    mentions = [{"start": 9, "end": 14, "type": "LOC"}]
    (first, second) = labelled(text, mentions)
    assert first == Sentence(("وصل", "الي", "وبغداد"), ("O", "O", "B-LOC"))
    assert second.labels == ("O", "O")


def test_nested_names_give_the_outermost(tmp_path: Path) -> None:
    file = tmp_path / "nested.txt"
    file.write_text("جامعة B-ORG\nدمشق I-ORG B-GPE\n\nفي O\n", encoding="utf-8")
    (document,) = conll_documents(file, "wojood", {"ORG": "ORG", "GPE": "LOC"})
    assert [sentence.labels for sentence in document.sentences] == [("B-ORG", "I-ORG"), ("O",)]


def test_a_damaged_corpus_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text("كلمة O\nأخرى\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.txt:2"):
        conll_documents(file, "wojood", {})
