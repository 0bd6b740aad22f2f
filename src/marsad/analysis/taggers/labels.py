"""What other people's models call names: their labels as the contract's types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, get_args

from marsad.errors import ConfigError
from marsad.text.toml_data import Section, parse_toml
from marsad.types import MentionType

OWN_FILE = "marsad-labels.toml"
"""The file in a model's folder that says what its own labels are."""

_FILE = "labels.toml"
_TYPES: tuple[MentionType, ...] = get_args(MentionType)
_PREFIXED = re.compile(r"([BILUES])[-_](.+)", re.IGNORECASE | re.DOTALL)
_SIGNS = re.compile(r"[-\s]+")

Labels = Mapping[str, MentionType | None]
"""A label's key to its type; None for what is no name."""


class Tag(NamedTuple):
    """A label of one word: where in a name the word stands (B I L U E S, or I), and whose type."""

    place: str
    label: str  # without its place, as the model writes it
    type: MentionType | None


def parse_labels(source: str, name: str = _FILE, *, beside: Labels | None = None) -> Labels:
    """Read the text of a `labels.toml`, to be added to the labels `beside` it.

    Raises:
        ConfigError: it is not TOML, a field is wrong or a label stands twice; with file and line.
    """
    data = parse_toml(name, source)
    found: dict[str, MentionType | None] = {}
    if "types" in data.values:
        types = data.section("types")
        for kind in types.values:
            if kind not in _TYPES:
                raise types.error(kind, f"must be one of {', '.join(_TYPES)}")
        for kind in _TYPES:
            if kind in types.values:
                _add(found, types, kind, kind)
    if "ignored" in data.values:
        _add(found, data.section("ignored"), "labels", None)
    return {**(beside or {}), **found}


def _add(
    found: dict[str, MentionType | None], section: Section, field: str, kind: MentionType | None
) -> None:
    for at, label in enumerate(section.words(field)):
        key = _key(label)
        if key in found:
            raise section.error(field, f"names {label!r}, which stands above already", at=at)
        found[key] = kind


@cache
def load_labels() -> Labels:
    """Return the labels that are known of public corpora and models."""
    return parse_labels(files("marsad.analysis.taggers").joinpath(_FILE).read_text("utf-8"))


def labels_of(folder: Path) -> Labels:
    """Return the known labels with those that a model's folder explains.

    Raises:
        ConfigError: the folder's file of labels is wrong.
    """
    file = folder / OWN_FILE
    if not file.is_file():
        return load_labels()
    try:
        source = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from error
    return parse_labels(source, str(file), beside=load_labels())


def read_tags(labels: Iterable[str], known: Labels, folder: Path) -> dict[str, Tag]:
    """Return what each label of a model means.

    Raises:
        ConfigError: some of them are not known, or none of them is a name.
    """
    found = {label: read_tag(label, known) for label in labels}
    unknown = sorted(label for label, tag in found.items() if tag is None)
    if unknown:
        raise ConfigError(
            f"{folder}: unknown label {', '.join(map(repr, unknown[:5]))}; say which type it is in "
            f"a file {OWN_FILE} in that folder, as in: [types] then ORG = [{_example(unknown[0])}]"
        )
    tags = {label: tag for label, tag in found.items() if tag is not None}
    if not any(tag.type for tag in tags.values()):
        raise ConfigError(f"{folder}: none of its labels is a name: {', '.join(sorted(tags)[:8])}")
    return tags


def _example(label: str) -> str:
    match = _PREFIXED.fullmatch(label)
    return f'"{match[2] if match else label}"'


def read_tag(label: str, known: Labels) -> Tag | None:
    """Return what one label means; None where it is not known.

    A label without a prefix is inside of its name, as in corpora that mark no beginnings.
    """
    if (key := _key(label)) in known:
        return Tag("I", label, known[key])
    match = _PREFIXED.fullmatch(label)
    if match and (key := _key(match[2])) in known:
        return Tag(match[1].upper(), match[2], known[key])
    return None


def _key(label: str) -> str:
    return _SIGNS.sub("_", label.strip()).upper()


def tagged_spans(tags: Sequence[Tag]) -> list[tuple[int, int, MentionType]]:
    """Return the names in the labels of a sentence's words: first word, past the last, type.

    Reads BIO, IOB, BILOU, BIOES and plain labels; a name that begins inside begins all the same.
    """
    found: list[tuple[int, int, MentionType]] = []
    open_label: str | None = None
    for at, tag in enumerate(tags):
        if tag.type is None:
            open_label = None
            continue
        if tag.place in "BUS" or tag.label != open_label:
            found.append((at, at + 1, tag.type))
        else:
            found[-1] = found[-1][0], at + 1, tag.type
        open_label = None if tag.place in "LEUS" else tag.label
    return found
