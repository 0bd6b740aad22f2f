"""Whoever trains the names model anew gets the same model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from marsad.analysis.names.features import Lexicon
from marsad.analysis.names.gazetteer import parse_gazetteer
from marsad.analysis.names.model import NamesModel, unpack_weights
from marsad.analysis.names.net import unpack_net
from marsad.errors import InputError
from marsad.pipeline.train.corpora import Document, Sentence, conll_documents, labelled
from marsad.pipeline.train.names import archive, train_crf
from marsad.pipeline.train.net import (
    NetFunctions,
    Vocabulary,
    fresh_net,
    packed,
    train_net,
)

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


LEXICON = Lexicon(parse_gazetteer(["L\tبيروت"]), {"قال": ("0", "1"), "وصل": ("1", "0")})
VECTORS = np.eye(2, 6, dtype=np.float32)


def test_training_twice_gives_the_same_bytes() -> None:
    first, second = (archive(train_crf(documents(), LEXICON)) for _ in range(2))
    assert first == second


def test_a_trained_model_reads_what_it_has_not_seen(tmp_path: Path) -> None:
    assert crf(tmp_path).tag([["قال", "زياد", "انه", "وصل", "الي", "بيروت"]]) == [
        ["O", "B-PER", "O", "O", "O", "B-LOC"]
    ]


def crf(folder: Path) -> NamesModel:
    file = folder / "weights.npz"
    file.write_bytes(archive(train_crf(documents(), LEXICON)))
    with np.load(file) as arrays:
        return NamesModel(unpack_weights(arrays), LEXICON, "marsad")


def test_training_the_net_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("jax", reason="the dependency group `train` is not installed")
    teacher = crf(tmp_path)
    news = [list(document.sentences[0].words) for document in documents()] * 2
    first, second = (archive(train_net(documents(), news, teacher, VECTORS)) for _ in range(2))
    assert first == second


def test_the_net_says_at_work_what_it_says_in_training() -> None:
    jax = pytest.importorskip("jax", reason="the dependency group `train` is not installed")
    vocabulary = Vocabulary(LEXICON, VECTORS)
    sentence = ["قال", "زياد", "انه", "وصل", "الي", "بيروت"]
    read = vocabulary.row([(sentence, ["O"] * 6), (sentence[::-1], ["O"] * 6)], "anercorp")
    tables = vocabulary.tables()
    made = fresh_net(len(vocabulary.marks), len(vocabulary.tags), 6, 2)
    table, places = tables.of(read.words[None])
    functions = NetFunctions(jax)
    vectors = functions.embedded(made, table, places, read.words[None], 0.0, None)
    tags = read.tags[None].astype(np.int32)
    hidden = functions.hidden(made, vectors, tags, read.guidelines[None], 0.0, None)
    taught = jax.nn.log_softmax(hidden @ made["out"] + made["out_bias"])[0]

    net = unpack_net(packed(made, vocabulary, VECTORS), list(LEXICON.clusters))
    vectors, gap = net.embed(sentence, LEXICON), np.zeros((3, net.width), np.float32)
    rows = np.concatenate([vectors, gap, vectors[::-1], gap])
    at_work = net.read(rows, [(5, ["UL"]), (9, ["UL"])], "anercorp")
    assert np.abs(np.asarray(taught) - at_work).max() < 0.03  # bytes and halves are coarse


def test_the_net_tells_words_that_the_crf_cannot(tmp_path: Path) -> None:
    """A net that is sure outvotes a CRF that is not: their scores are added."""
    plain = crf(tmp_path)
    net = unpack_net(
        packed(
            fresh_net(1, 1, 6, 2) | {"out": np.zeros((128, 9), np.float32), "out_bias": SURE},
            Vocabulary(LEXICON, VECTORS),
            VECTORS,
        ),
        list(LEXICON.clusters),
    )
    with np.load(tmp_path / "weights.npz") as arrays:
        both = NamesModel(unpack_weights(arrays), LEXICON, "marsad", net)
    assert plain.tag([["انه"]]) == [["O"]]
    assert both.tag([["انه"]]) == [["B-LOC"]]


SURE = np.array([0, 0, 0, 0, 0, 50, 0, 0, 0], np.float32)  # that every word is a place


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
