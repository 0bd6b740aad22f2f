"""Names by a spaCy pipeline from a local folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from marsad.analysis.names.find import cut_pieces
from marsad.analysis.taggers.choose import broken, missing_extra, model_folder
from marsad.analysis.taggers.labels import OWN_FILE, Tag, labels_of, read_tag, read_tags
from marsad.errors import ConfigError
from marsad.types import Mention, Span

_KIND = "spacy"
_NAMES = "doc.ents"  # what a component that finds names says that it fills
_BATCH = 64


class SpacyNames:
    """A pipeline with a component that finds names; it reads sentence by sentence.

    Raises:
        ConfigError: spaCy is not installed, or the folder holds no pipeline that finds names.
    """

    def __init__(self, folder: str) -> None:
        path = model_folder(_KIND, folder)
        if not (path / "config.cfg").is_file():
            raise ConfigError(f"{_KIND}:{folder}: no spaCy pipeline, since it has no config.cfg")
        if find_spec("spacy") is None:
            raise missing_extra(_KIND, "spaCy", "spacy")
        self._nlp = _load(path)
        self._folder, self._known = path, labels_of(path)
        self._tags = read_tags(_labels(self._nlp, path), self._known, path)

    def find(self, text: str, sentences: Sequence[Span]) -> Iterator[Mention]:
        """Return the names of a text as the pipeline draws them."""
        pieces = (piece for span in sentences for piece in cut_pieces(text, span))
        parts = ((text[piece[0].start : piece[-1].end], piece[0].start) for piece in pieces)
        for found, at in self._nlp.pipe(parts, as_tuples=True, batch_size=_BATCH):
            for name in found.ents:
                kind = self._tag(name.label_).type
                if kind is not None:
                    start, end = at + name.start_char, at + name.end_char
                    yield Mention(start, end, text[start:end], kind)

    def _tag(self, label: str) -> Tag:
        """Return what a label means, also of one that the pipeline did not announce."""
        tag = self._tags.get(label) or read_tag(label, self._known)
        if tag is None:
            place = self._folder / OWN_FILE
            raise ConfigError(f"{self._folder}: unknown label {label!r}; say its type in {place}")
        self._tags[label] = tag
        return tag


def _load(path: Path) -> Any:
    import spacy  # noqa: PLC0415  # takes a second, and is not there for everybody

    try:
        return spacy.load(path)
    except Exception as error:  # a pipeline runs code and data of its makers
        raise broken(path, error) from error


def _labels(nlp: Any, path: Path) -> list[str]:
    """Return the labels of the components that find names."""
    finders = [name for name in nlp.pipe_names if _NAMES in nlp.get_pipe_meta(name).assigns]
    if not finders:
        names = ", ".join(nlp.pipe_names) or "nothing"
        raise ConfigError(
            f"{path}: a pipeline without a component that finds names; it has {names}"
        )
    return [label for name in finders for label in nlp.pipe_labels.get(name, ())]
