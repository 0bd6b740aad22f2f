"""Who has a names model of their own plugs it in; its names come out as the contract draws them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.analysis.analyze import analyze
from marsad.analysis.taggers.choose import load_names, made_with, mentions_of
from marsad.analysis.taggers.labels import (
    OWN_FILE,
    Tag,
    labels_of,
    load_labels,
    parse_labels,
    read_tag,
    read_tags,
    tagged_spans,
)
from marsad.analysis.taggers.settle import settle
from marsad.errors import ConfigError
from marsad.text.sentences import split_sentences
from marsad.types import Article, Mention, MentionType
from tests.analysis.tiny_models import onnx_classifier, spacy_rules, word_pieces, write_config

TEXT = (
    "وصل سمير الحلبي إلى القاهرة، ومنها إلى طرابلس وبغداد.\n"
    "وسلّم رسالة للاتحاد الأوروبي يوم الأربعاء."
)


def found(choice: str, text: str = TEXT) -> list[tuple[str, str]]:
    names = load_names(choice)
    mentions = mentions_of(text, split_sentences(text), guideline="marsad", names=names)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    return [(mention.type, mention.text) for mention in mentions]


def drawn(text: str, part: str, kind: MentionType = "LOC") -> Mention:
    """A name as some model draws it."""
    start = text.index(part)
    return Mention(start, start + len(part), part, kind)


# --- what the contract asks of a name's edges --------------------------------------


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        ("وصل إلى وبغداد أمس", "وبغداد", "بغداد"),  # clitics taken in
        ("مر بالقاهرة أمس", "قاهرة", "القاهرة"),  # clitics and article cut off
        ("مر بالقاهرة أمس", "بالقاهرة", "القاهرة"),
        ("رسالة للاتحاد الأوروبي", "للاتحاد الأوروبي", "اتحاد الأوروبي"),
        ("رسالة للاتحاد الأوروبي", "لاتحاد الأوروبي", "اتحاد الأوروبي"),
        ("وصل إلى وزارة الصحة", "وزارة الصحة", "وزارة الصحة"),  # its و is its own
        ("في «بغداد».", "«بغداد».", "بغداد"),
        ("قال (بغداد)", "بغداد)", "بغداد"),
        ("حركة الشباب (الصومال) أمس", "حركة الشباب (الصومال)", "حركة الشباب (الصومال)"),
        ("إلى بَغـدادَ أمس", "غـداد", "بَغـدادَ"),  # half of a word
        ("عنوان بغداد\nبيروت مدينة", "بغداد\nبيروت", "بغداد"),  # across the headline's end
    ],
)
def test_names_cover_whole_words_with_their_article_and_nothing_glued(
    text: str, part: str, name: str
) -> None:
    (mention,) = settle(text, [drawn(text, part)])
    assert mention.text == name
    assert text[mention.start : mention.end] == name


def test_under_anercorps_guideline_names_stay_whole_words() -> None:
    text = "وصل إلى وبغداد أمس"
    assert settle(text, [drawn(text, "بغداد")], whole=True)[0].text == "وبغداد"


def test_of_overlapping_names_the_first_and_longest_stays() -> None:
    text = "جامعة الدول العربية في القاهرة"
    names = [
        drawn(text, "القاهرة"),
        drawn(text, "الدول العربية"),
        drawn(text, "جامعة الدول", "ORG"),
        drawn(text, "جامعة الدول العربية", "ORG"),
    ]
    assert [name.text for name in settle(text, names)] == ["جامعة الدول العربية", "القاهرة"]


def test_signs_and_blanks_alone_are_no_name() -> None:
    assert (
        settle("قال ... «» ثم", [Mention(4, 10, "... «»", "ORG"), Mention(3, 4, " ", "ORG")]) == ()
    )


@given(
    st.text(st.sampled_from("وبال لكقغدًـ \n.«»(),a1٣👍🏽"), max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8),
)
def test_whatever_a_model_says_names_are_ordered_apart_and_in_their_place(
    text: str, places: list[tuple[int, int]]
) -> None:
    names = settle(text, [Mention(a, b, text[a:b], "LOC") for a, b in places])
    at = 0
    for name in names:
        assert at <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text
        assert name.text.strip() == name.text
        assert "\n" not in name.text
        at = name.end


# --- labels ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O B-PER I-PER O B-LOC", [(1, 3, "PER"), (4, 5, "LOC")]),
        ("B-PERS B-PERS I-PERS", [(0, 1, "PER"), (1, 3, "PER")]),
        ("O I-ORG I-ORG I-LOC", [(1, 3, "ORG"), (3, 4, "LOC")]),  # IOB1: nothing begins
        ("B-PER I-PER L-PER U-LOC U-LOC", [(0, 3, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]),
        ("B-PER E-PER S-LOC I-LOC", [(0, 2, "PER"), (2, 3, "LOC"), (3, 4, "LOC")]),
        ("PERSON PERSON O GPE DATE GPE", [(0, 2, "PER"), (3, 4, "LOC"), (5, 6, "LOC")]),
        ("b_org i_org B-DATE I-ORG", [(0, 2, "ORG"), (3, 4, "ORG")]),
        ("B-WORK_OF_ART I-WORK-OF-ART", [(0, 1, "MISC"), (1, 2, "MISC")]),
    ],
)
def test_every_usual_scheme_of_labels_is_read(
    labels: str, spans: list[tuple[int, int, str]]
) -> None:
    tags = [read_tag(label, load_labels()) for label in labels.split()]
    assert tagged_spans([tag for tag in tags if tag]) == spans
    assert None not in tags


@given(st.lists(st.sampled_from(["O", *(f"{p}-{t}" for p in "BILUES" for t in ("PER", "LOC"))])))
def test_every_labelled_word_is_in_one_name(labels: list[str]) -> None:
    tags = [read_tag(label, load_labels()) for label in labels]
    spans = tagged_spans([tag for tag in tags if tag])
    covered = [at for start, end, _ in spans for at in range(start, end)]
    assert covered == [at for at, label in enumerate(labels) if label != "O"]


def test_an_unknown_label_is_named_with_where_to_explain_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"unknown label 'B-MINISTRY'.*marsad-labels\.toml"):
        read_tags(["O", "B-PER", "B-MINISTRY"], load_labels(), tmp_path)
    (tmp_path / OWN_FILE).write_text('[types]\nORG = ["Ministry"]\n', "utf-8")
    tags = read_tags(["O", "B-MINISTRY"], labels_of(tmp_path), tmp_path)
    assert tags["B-MINISTRY"] == Tag("B", "MINISTRY", "ORG")


def test_a_model_without_a_label_of_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="none of its labels is a name: DATE, O"):
        read_tags(["O", "DATE"], load_labels(), tmp_path)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('[types]\nPERSON = ["X"]', r"labels\.toml:2: types: PERSON must be one of PER, ORG"),
        ('[types]\nORG = ["X", "x"]', r"labels\.toml:2: .*stands above already"),
        ('[types]\nORG = "X"', r"labels\.toml:2: .*list of words"),
        ("[types\n", r"labels\.toml:1"),
    ],
)
def test_mistakes_in_a_file_of_labels_are_named_with_their_line(source: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse_labels(source)


# --- spaCy -------------------------------------------------------------------------


def test_a_spacy_pipeline_finds_the_names(tmp_path: Path) -> None:
    known = {
        "سمير الحلبي": "PERSON", "القاهرة": "GPE", "وبغداد": "GPE", "للاتحاد الأوروبي": "ORG",
        "الأربعاء": "DATE",
    }  # fmt: skip
    assert found(f"spacy:{spacy_rules(tmp_path / 'rules', known)}") == [
        ("PER", "سمير الحلبي"),
        ("LOC", "القاهرة"),
        ("LOC", "بغداد"),
        ("ORG", "اتحاد الأوروبي"),
    ]


def test_a_spacy_pipeline_that_was_trained_finds_the_names(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra `spacy` is not installed")
    from spacy.training import Example  # type: ignore[import-not-found,unused-ignore]
    from spacy.util import fix_random_seed  # type: ignore[import-not-found,unused-ignore]

    fix_random_seed(0)
    nlp = spacy.blank("ar")
    nlp.add_pipe("ner")
    text = "زار الوزير طرابلس وبغداد صباحا"
    gold = {"entities": [(11, 17, "CITY"), (18, 24, "CITY")]}
    examples = [Example.from_dict(nlp.make_doc(text), gold)]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    nlp.to_disk(tmp_path / "trained")
    assert found(f"spacy:{tmp_path / 'trained'}", text) == [("LOC", "طرابلس"), ("LOC", "بغداد")]


def test_the_whole_analysis_stands_on_the_plugged_names(tmp_path: Path) -> None:
    folder = spacy_rules(tmp_path / "rules", {"الحلبي": "PER", "زغرتا": "GPE"})
    article = Article("a1", "test", None, "قال وزير الصحة الحلبي إنه سيزور زغرتا.")
    analysis = analyze(article, names=load_names(f"spacy:{folder}"))
    assert [(entity.type, entity.name) for entity in analysis.entities] == [
        ("PER", "الحلبي"),
        ("LOC", "زغرتا"),
    ]
    assert [(role.text, role.person) for role in analysis.roles] == [("وزير الصحة", "e1")]


# --- Hugging Face ------------------------------------------------------------------

PIECES = {
    "سمير": "B-PERS", "الحلبي": "I-PERS", "القاهرة": "B-LOC", "طرابلس": "B-LOC", "و": "O",
    "وبغ": "B-LOC", "##داد": "O", "للاتحاد": "B-ORG", "الأوروبي": "I-ORG",
}  # fmt: skip
EXPECTED = [
    ("PER", "سمير الحلبي"),
    ("LOC", "القاهرة"),
    ("LOC", "طرابلس"),
    ("LOC", "بغداد"),  # a word is what its first piece is
    ("ORG", "اتحاد الأوروبي"),
]


def test_a_token_classifier_finds_the_names(tmp_path: Path) -> None:
    assert found(f"hf:{onnx_classifier(tmp_path / 'tiny', PIECES)}") == EXPECTED


def test_weights_may_lie_where_exporters_put_them_and_ask_for_a_mask(tmp_path: Path) -> None:
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    folder = onnx_classifier(tmp_path / "tiny", PIECES, inputs=inputs)
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    assert found(f"hf:{folder}") == EXPECTED


def test_marks_and_tatweel_do_not_hide_a_name(tmp_path: Path) -> None:
    folder = onnx_classifier(tmp_path / "tiny", PIECES)
    assert found(f"hf:{folder}", "زار القَاهِرَة وطـرابلس") == [("LOC", "القَاهِرَة")]
    assert found(f"hf:{folder}", "زار طـرابلس") == [("LOC", "طـرابلس")]


@pytest.mark.parametrize("positions", [7, 12, 512])
def test_sentences_longer_than_the_model_reads_are_read_in_parts(
    tmp_path: Path, positions: int
) -> None:
    folder = onnx_classifier(tmp_path / "tiny", PIECES, max_position_embeddings=positions)
    text = "غادر القاهرة " * 400 + "غ" * 5000 + " طرابلس"
    assert found(f"hf:{folder}", text) == [("LOC", "القاهرة")] * 400 + [("LOC", "طرابلس")]


@pytest.mark.parametrize("text", ["", " \n ", "...!؟", "\u064b", "hello 你好 🙂", "a" * 100_000])
def test_no_text_is_too_strange(tmp_path: Path, text: str) -> None:
    assert found(f"hf:{onnx_classifier(tmp_path / 'tiny', PIECES)}", text) == []
    assert found(f"spacy:{spacy_rules(tmp_path / 'rules', {'بيروت': 'LOC'})}", text) == []


def test_a_token_classifier_with_torchs_weights_finds_the_names(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="the extra `transformers` is not installed")
    transformers = pytest.importorskip("transformers", reason="transformers is not installed")
    folder = tmp_path / "tiny"
    vocabulary = word_pieces(folder, PIECES)
    transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(folder)
    labels = ["O", *sorted(set(PIECES.values()) - {"O"})]
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, id2label=dict(enumerate(labels)), hidden_dropout_prob=0.0,
    )  # fmt: skip
    model = transformers.BertForTokenClassification(config)
    ids = torch.tensor([list(vocabulary.values())])
    wanted = torch.tensor([[labels.index(PIECES.get(piece, "O")) for piece in vocabulary]])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(200):  # learns which label each piece has, wherever it stands
        order = torch.randperm(ids.shape[1])
        loss = model(input_ids=ids[:, order], labels=wanted[:, order]).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    assert found(f"hf:{folder}") == EXPECTED


# --- what may be wrong -------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("bert", r"no such kind; known are marsad, spacy:FOLDER, hf:FOLDER"),
        ("marsad:x", "no such kind"),
        ("", "no such kind"),
        ("spacy", "which folder"),
        ("hf: ", "which folder"),
        ("spacy:/nowhere/at/all", "spacy:/nowhere/at/all: no such folder"),
        ("hf:/nowhere/at/all", "hf:/nowhere/at/all: no such folder"),
    ],
)
def test_a_choice_that_leads_nowhere_is_named(choice: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_names(choice)


def test_folders_of_another_kind_are_told_apart(tmp_path: Path) -> None:
    pieces = onnx_classifier(tmp_path / "pieces", PIECES)
    rules = spacy_rules(tmp_path / "rules", {"بيروت": "LOC"})
    with pytest.raises(ConfigError, match="no spaCy pipeline"):
        load_names(f"spacy:{pieces}")
    with pytest.raises(ConfigError, match="no Hugging Face model"):
        load_names(f"hf:{rules}")
    write_config(pieces, ["O", "B-LOC"], architectures=["BertForMaskedLM"])
    with pytest.raises(ConfigError, match="of a BertForMaskedLM, not of a token classifier"):
        load_names(f"hf:{pieces}")


def test_a_spacy_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra `spacy` is not installed")
    nlp = spacy.blank("ar")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "sentences")
    with pytest.raises(ConfigError, match="without a component that finds names; it has sentenciz"):
        load_names(f"spacy:{tmp_path / 'sentences'}")


def test_labels_of_a_spacy_pipeline_that_nobody_knows_are_named(tmp_path: Path) -> None:
    folder = spacy_rules(tmp_path / "rules", {"بيروت": "SEASIDE_TOWN"})
    with pytest.raises(ConfigError, match="unknown label 'SEASIDE_TOWN'"):
        load_names(f"spacy:{folder}")


def test_a_classifier_whose_labels_were_never_named_is_refused(tmp_path: Path) -> None:
    folder = onnx_classifier(tmp_path / "tiny", PIECES)
    write_config(folder, ["LABEL_0", "LABEL_1"])
    with pytest.raises(ConfigError, match="unknown label 'LABEL_0', 'LABEL_1'"):
        load_names(f"hf:{folder}")


def test_damaged_models_are_named(tmp_path: Path) -> None:
    folder = onnx_classifier(tmp_path / "tiny", PIECES)
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ConfigError, match=str(folder)):
        found(f"hf:{folder}")
    (folder / "model.onnx").unlink()
    load_names.cache_clear()
    with pytest.raises(ConfigError, match=r"without weights: no model\.safetensors"):
        load_names(f"hf:{folder}")
    (folder / "config.json").write_text("{", "utf-8")
    with pytest.raises(ConfigError, match=r"config\.json"):
        load_names(f"hf:{folder}")


def test_a_classifier_of_other_labels_than_its_weights_is_named(tmp_path: Path) -> None:
    folder = onnx_classifier(tmp_path / "tiny", PIECES)
    write_config(folder, ["O", "B-LOC"])
    with pytest.raises(ConfigError, match="not 2 scores for every piece"):
        found(f"hf:{folder}")


@pytest.mark.parametrize(
    ("kind", "blocked", "message"),
    [
        ("spacy", ["spacy"], r"needs spaCy.*pip install 'marsad\[spacy\]'"),
        ("hf", ["onnxruntime"], r"needs onnxruntime.*pip install 'marsad\[onnx\]'"),
        ("hf", ["torch"], r"needs transformers with torch.*'marsad\[transformers\]'"),
    ],
)
def test_what_is_to_be_installed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, blocked: Sequence[str], message: str
) -> None:
    if kind == "spacy":
        folder = spacy_rules(tmp_path / "rules", {"بيروت": "LOC"})
    else:
        folder = onnx_classifier(tmp_path / "tiny", PIECES)
    if "torch" in blocked:
        (folder / "model.onnx").rename(folder / "model.safetensors")
    for name in blocked:
        monkeypatch.setitem(sys.modules, name, None)  # as if it were not installed
    with pytest.raises(ConfigError, match=message):
        load_names(f"{kind}:{folder}")


# --- third parties -----------------------------------------------------------------

PACKAGE = """
from marsad.errors import ConfigError
from marsad.types import Mention

class Capitals:
    def __init__(self, rest):
        if rest == "bad":
            raise ConfigError("capitals: bad list")
        if rest == "broken":
            raise OSError("disk full")
        self.names = rest.split(",")

    def find(self, text, sentences):
        return [
            Mention(at, at + len(name), name, "LOC")
            for name in self.names
            if (at := text.find(name)) >= 0
        ]
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "capitals_of_test.py").write_text(PACKAGE, "utf-8")
    info = tmp_path / "capitals_of_test-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: capitals-of-test\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[marsad.names]\ncapitals = capitals_of_test:Capitals\nlost = no_such_module:Names\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("package")
def test_an_installed_package_offers_its_own_names() -> None:
    assert found("capitals:طرابلس,بغداد") == [("LOC", "طرابلس"), ("LOC", "بغداد")]


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("capitals:bad", "capitals: bad list"),
        ("capitals:broken", r"'capitals:broken' \(capitals_of_test:Capitals\): OSError: disk full"),
        ("lost:x", r"\(no_such_module:Names\): ModuleNotFoundError"),
        ("other", "known are marsad, spacy:FOLDER, hf:FOLDER, capitals, lost"),
    ],
)
def test_a_package_that_fails_is_named(choice: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load_names(choice)


def test_records_say_who_found_the_names() -> None:
    assert made_with("marsad 1", "marsad") == "marsad 1"
    assert made_with("marsad 1", "hf:/home/me/models/news") == "marsad 1, names hf:news"
    assert made_with("marsad 1", "capitals") == "marsad 1, names capitals"
