"""Names models so small that a test makes them: what they know is what the test says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def spacy_rules(folder: Path, patterns: Mapping[str, str]) -> Path:
    """Save a pipeline that knows these words (tokens set apart by blanks) by these labels."""
    spacy = pytest.importorskip("spacy", reason="the extra `spacy` is not installed")
    nlp = spacy.blank("ar")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": label, "pattern": [{"ORTH": word} for word in words.split()]}
            for words, label in patterns.items()
        ]
    )
    nlp.to_disk(folder)
    return folder


def onnx_classifier(
    folder: Path,
    pieces: Mapping[str, str],
    *,
    inputs: Sequence[str] = ("input_ids",),
    **config: Any,
) -> Path:
    """Save a classifier that gives each piece of a word (## inside) its label, all others `O`."""
    onnx = pytest.importorskip("onnx", reason="the package onnx is not installed")
    pytest.importorskip("onnxruntime", reason="the extra `onnx` is not installed")
    labels = ["O", *sorted(set(pieces.values()) - {"O"})]
    vocabulary = word_pieces(folder, pieces)
    scores = np.zeros((len(vocabulary), len(labels)), np.float32)
    scores[:, 0] = 0.5
    for piece, label in pieces.items():
        scores[vocabulary[piece], labels.index(label)] = 1.0
    helper, floats, whole = onnx.helper, onnx.TensorProto.FLOAT, onnx.TensorProto.INT64
    graph = helper.make_graph(
        [helper.make_node("Gather", ["scores", "input_ids"], ["logits"], axis=0)],
        "names",
        [helper.make_tensor_value_info(name, whole, ["texts", "pieces"]) for name in inputs],
        [helper.make_tensor_value_info("logits", floats, ["texts", "pieces", len(labels)])],
        [onnx.numpy_helper.from_array(scores, "scores")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    write_config(folder, labels, **config)
    return folder


def word_pieces(folder: Path, pieces: Mapping[str, str]) -> dict[str, int]:
    """Save a tokenizer that knows these pieces of words; return their numbers."""
    tokenizers = pytest.importorskip("tokenizers", reason="the extra `onnx` is not installed")
    vocabulary = {piece: number for number, piece in enumerate((*SPECIAL, *pieces))}
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=200)
    )
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    return vocabulary


def write_config(folder: Path, labels: Sequence[str], **more: Any) -> None:
    """Save the part of a model's configuration that names its labels."""
    config = {
        "architectures": ["BertForTokenClassification"],
        "id2label": {str(number): label for number, label in enumerate(labels)},
        **more,
    }
    (folder / "config.json").write_bytes(orjson.dumps(config))
