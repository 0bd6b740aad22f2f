"""What runs the weights of a token classifier: onnxruntime, or transformers with torch."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from marsad.errors import ConfigError

Numbers = NDArray[np.int64]
"""Texts by pieces of words."""


class Network(Protocol):
    """A tokenizer with a model."""

    def encode(self, texts: Sequence[str]) -> list[Any]:
        """Cut texts into the model's pieces, as `tokenizers.Encoding`s."""

    def scores(self, ids: Numbers, mask: Numbers, kinds: Numbers) -> NDArray[np.floating[Any]]:
        """Return the labels' scores: texts by pieces by labels."""


class OnnxNetwork:
    """Weights as ONNX, on the processor."""

    def __init__(self, folder: Path, weights: Path, labels: int) -> None:
        import onnxruntime  # noqa: PLC0415  # not there for everybody
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3  # errors alone
        if _is_worker():
            options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(weights), options, providers=["CPUExecutionProvider"]
        )
        shape = self._session.get_outputs()[0].shape
        if len(shape) != 3 or (isinstance(shape[2], int) and shape[2] != labels):
            raise ConfigError(f"{weights}: gives {shape}, not {labels} scores for every piece")
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._tokenizer = _unbounded(Tokenizer.from_file(str(folder / "tokenizer.json")))

    def encode(self, texts: Sequence[str]) -> list[Any]:
        """Cut texts into the model's pieces."""
        return list(self._tokenizer.encode_batch(list(texts)))

    def scores(self, ids: Numbers, mask: Numbers, kinds: Numbers) -> NDArray[np.floating[Any]]:
        """Return the labels' scores."""
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        given = {name: value for name, value in given.items() if name in self._inputs}
        return np.asarray(self._session.run(None, given)[0])


class TorchNetwork:
    """Weights as torch has them; nothing is fetched."""

    def __init__(self, folder: Path) -> None:
        import torch  # noqa: PLC0415  # takes seconds, and is not there for everybody
        from transformers import (  # noqa: PLC0415
            AutoModelForTokenClassification,
            AutoTokenizer,
        )
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()
        if _is_worker():
            torch.set_num_threads(1)
        # Classifiers whose weights lack the last layer would be given a random one.
        self._model, loading = AutoModelForTokenClassification.from_pretrained(
            folder, local_files_only=True, output_loading_info=True
        )
        if missing := sorted(loading["missing_keys"]):
            raise ConfigError(f"{folder}: its weights lack {', '.join(missing[:3])}")
        self._model.eval()
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        if not tokenizer.is_fast:
            raise ConfigError(f"{folder}: its tokenizer does not say where pieces stand")
        self._tokenizer = _unbounded(tokenizer.backend_tokenizer)
        self._has_kinds = "token_type_ids" in tokenizer.model_input_names
        self._torch = torch

    def encode(self, texts: Sequence[str]) -> list[Any]:
        """Cut texts into the model's pieces."""
        return list(self._tokenizer.encode_batch(list(texts)))

    def scores(self, ids: Numbers, mask: Numbers, kinds: Numbers) -> NDArray[np.floating[Any]]:
        """Return the labels' scores."""
        tensor = self._torch.from_numpy
        more = {"token_type_ids": tensor(kinds)} if self._has_kinds else {}
        with self._torch.inference_mode():
            found = self._model(input_ids=tensor(ids), attention_mask=tensor(mask), **more)
        return np.asarray(found.logits.float().numpy())


def _unbounded(tokenizer: Any) -> Any:
    """Let a tokenizer neither cut texts nor fill them up: that is done where it is known why."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _is_worker() -> bool:
    """Say whether this is one of several processes, that share the cores."""
    return multiprocessing.parent_process() is not None
