"""Names by a Hugging Face token classifier from a local folder.

The folder is what `save_pretrained` writes: `config.json`, the tokenizer, and the weights. Weights
as ONNX (`model.onnx`) run on onnxruntime, which is small; others need transformers and torch. A
word is what its first piece is, as such models are trained.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from marsad.analysis.names.find import cut_pieces
from marsad.analysis.names.words import Word
from marsad.analysis.taggers.choose import broken, missing_extra, model_folder
from marsad.analysis.taggers.labels import Tag, labels_of, read_tags, tagged_spans
from marsad.analysis.taggers.networks import Network, OnnxNetwork, TorchNetwork
from marsad.errors import ConfigError
from marsad.types import Mention, Span

_KIND = "hf"
_ONNX = ("model.onnx", "onnx/model.onnx")
_WEIGHTS = (
    "model.safetensors", "model.safetensors.index.json",
    "pytorch_model.bin", "pytorch_model.bin.index.json",
)  # fmt: skip
_LONGEST_INPUT = 512  # pieces of words that are read at once, where the model says nothing
_RESERVED = 2  # positions that models of RoBERTa's kind keep for themselves
_LONGEST_WORD = 80  # letters of a word that are read
_BATCH = 16
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")  # training texts have neither marks nor tatweel
_OUTSIDE = Tag("I", "O", None)


class ClassifierNames:
    """A token classifier; its weights are read when it is first asked.

    Raises:
        ConfigError: the folder holds no token classifier, a label is not known, or what runs such
            weights is not installed.
    """

    def __init__(self, folder: str) -> None:
        self._folder = model_folder(_KIND, folder)
        config = _config(self._folder)
        self._limit = _limit(self._folder, config)
        labels = [label for _, label in sorted(config["id2label"].items())]
        tags = read_tags(labels, labels_of(self._folder), self._folder)
        self._tags = [tags[label] for label in labels]
        self._onnx = _runnable(self._folder)

    @cached_property
    def _network(self) -> Network:
        try:
            if self._onnx is not None:
                return OnnxNetwork(self._folder, self._onnx, len(self._tags))
            return TorchNetwork(self._folder)
        except ConfigError:
            raise
        except Exception as error:  # libraries raise whatever they like over a damaged file
            raise broken(self._folder, error) from error

    def find(self, text: str, sentences: Sequence[Span]) -> Iterator[Mention]:
        """Return the names of a text, of whole words."""
        pieces = [piece for span in sentences for piece in cut_pieces(text, span)]
        for start in range(0, len(pieces), _BATCH):
            for words, tags in self._tag(text, pieces[start : start + _BATCH]):
                for first, past, kind in tagged_spans(tags):
                    begin, end = words[first].start, words[past - 1].end
                    yield Mention(begin, end, text[begin:end], kind)

    def _tag(
        self, text: str, pieces: Sequence[Sequence[Word]]
    ) -> Iterator[tuple[Sequence[Word], list[Tag]]]:
        """Yield the pieces in order with what their words are; too long ones come in halves."""
        lines = [[_bare(text, word) for word in words] for words in pieces]
        encoded = self._network.encode([" ".join(line) for line in lines])
        fitting = [at for at, one in enumerate(encoded) if self._fits(one, pieces[at])]
        best = self._best([encoded[at] for at in fitting])
        row = dict(zip(fitting, best, strict=True))
        for at, words in enumerate(pieces):
            if at in row:
                yield words, self._words(lines[at], encoded[at], row[at])
            else:
                half = len(words) // 2
                yield from self._tag(text, [words[:half], words[half:]])

    def _fits(self, encoded: Any, words: Sequence[Word]) -> bool:
        return len(encoded.ids) <= self._limit or len(words) == 1

    def _best(self, encoded: Sequence[Any]) -> list[NDArray[np.intp]]:
        """Return the best label of every piece of the texts."""
        if not encoded:
            return []
        sizes = [min(len(one.ids), self._limit) for one in encoded]
        ids, mask, kinds = (np.zeros((len(encoded), max(sizes)), np.int64) for _ in range(3))
        for at, (one, size) in enumerate(zip(encoded, sizes, strict=True)):
            ids[at, :size], mask[at, :size] = one.ids[:size], 1
            kinds[at, :size] = one.type_ids[:size]
        best = self._network.scores(ids, mask, kinds).argmax(axis=-1)
        return [row[:size] for row, size in zip(best, sizes, strict=True)]

    def _words(self, line: Sequence[str], encoded: Any, best: NDArray[np.intp]) -> list[Tag]:
        """Return what each word of a line is: what its first piece is."""
        tags: list[Tag | None] = [None] * len(line)
        starts = [0, *accumulate(len(word) + 1 for word in line)][:-1]
        joined = " ".join(line)
        places = zip(encoded.offsets, encoded.special_tokens_mask, best, strict=False)
        for (start, end), is_special, label in places:
            piece = joined[start:end].lstrip()  # some tokenizers take the blank along
            if piece and not is_special:
                word = bisect_right(starts, end - len(piece)) - 1
                tags[word] = tags[word] or self._tags[label]
        return [tag or _OUTSIDE for tag in tags]


def _bare(text: str, word: Word) -> str:
    """Return a word as training texts have it: without marks, and not endless."""
    printed = text[word.start : word.end]
    return _MARKS.sub("", printed)[:_LONGEST_WORD] or printed[:1]


# --- the folder -------------------------------------------------------------------


def _config(folder: Path) -> dict[str, Any]:
    """Read a model's `config.json`; its labels come by number, from 0."""
    path = folder / "config.json"
    if not path.is_file():
        raise ConfigError(f"{_KIND}:{folder}: no Hugging Face model, since it has no config.json")
    try:
        config = orjson.loads(path.read_bytes())
        kinds = config.get("architectures") or []
        labels = {int(number): str(label) for number, label in config["id2label"].items()}
    except (orjson.JSONDecodeError, AttributeError, ValueError) as error:
        raise broken(path, error) from error
    except KeyError as error:
        raise ConfigError(f"{path}: not of a token classifier, since it has no id2label") from error
    if kinds and not any("TokenClassification" in kind for kind in kinds):
        raise ConfigError(f"{path}: of a {kinds[0]}, not of a token classifier")
    if sorted(labels) != list(range(len(labels))):
        raise ConfigError(f"{path}: the numbers of its labels are not 0, 1, 2 …")
    return {**config, "id2label": labels}


def _limit(folder: Path, config: dict[str, Any]) -> int:
    """Return how many pieces of words the model reads at once."""
    limits = [_LONGEST_INPUT]
    positions = config.get("max_position_embeddings")
    if isinstance(positions, int):
        limits.append(positions - _RESERVED)
    try:
        longest = orjson.loads((folder / "tokenizer_config.json").read_bytes())["model_max_length"]
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        longest = None
    if isinstance(longest, int):
        limits.append(longest)
    return max(min(limits), 1)


def _runnable(folder: Path) -> Path | None:
    """Return the ONNX file that is run; None where transformers and torch run the weights.

    Raises:
        ConfigError: there are no weights, or what runs them is not installed.
    """
    onnx = next((folder / name for name in _ONNX if (folder / name).is_file()), None)
    weights = any((folder / name).is_file() for name in _WEIGHTS)
    has_onnx = find_spec("onnxruntime") is not None and find_spec("tokenizers") is not None
    has_torch = find_spec("torch") is not None and find_spec("transformers") is not None
    if onnx is None and not weights:
        names = f"{_WEIGHTS[0]}, {_WEIGHTS[2]} or {_ONNX[0]}"
        raise ConfigError(f"{_KIND}:{folder}: a model without weights: no {names}")
    if onnx is not None and has_onnx:
        if not (folder / "tokenizer.json").is_file():
            raise ConfigError(f"{_KIND}:{folder}: its ONNX weights need a tokenizer.json")
        return onnx
    if weights and has_torch:
        return None
    if onnx is not None:
        raise missing_extra(_KIND, "onnxruntime", "onnx")
    raise missing_extra(_KIND, "transformers with torch", "transformers")
