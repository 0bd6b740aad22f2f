"""Who finds the names: the model that ships, a spaCy pipeline, a token classifier, a third party's.

A choice is written as a word: `marsad`, `spacy:FOLDER`, `hf:FOLDER`, or `KIND:REST` of a package
that registers KIND as an entry point of the group `marsad.names`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast

from marsad.analysis.names.features import Guideline
from marsad.analysis.names.find import find_names
from marsad.analysis.taggers.settle import settle
from marsad.errors import ConfigError
from marsad.types import Mention, Span

SHIPPED = "marsad"
"""The choice of the model that ships."""

GROUP = "marsad.names"
"""The group of entry points that third parties register under."""


class Names(Protocol):
    """Somebody else's way to find names."""

    def find(self, text: str, sentences: Sequence[Span]) -> Iterable[Mention]:
        """Return the names of a text, whose sentences are given, as its model draws them.

        They need not be in order, nor leave out what is glued to a name. Must take no longer than
        linear time, and open no connection.
        """


Factory = Callable[[str], Names]
"""What an entry point holds: it is called with what stands behind the colon of a choice.

It says with a `ConfigError` what is wrong with that.
"""

_FACTORIES = {
    "spacy": "marsad.analysis.taggers.spacy_pipeline:SpacyNames",
    "hf": "marsad.analysis.taggers.token_classifier:ClassifierNames",
}


def mentions_of(
    text: str, sentences: Sequence[Span], *, guideline: Guideline, names: Names | None
) -> tuple[Mention, ...]:
    """Return the names in a text as the contract draws them; found by the model that ships if None.

    Somebody else's model follows its own idea of a name; of a guideline only its edges are kept.
    """
    if names is None:
        return find_names(text, sentences, guideline=guideline)
    return settle(text, names.find(text, sentences), whole=guideline == "anercorp")


@cache
def load_names(choice: str) -> Names | None:
    """Return who finds the names; None for the model that ships. Each is loaded once.

    Raises:
        ConfigError: there is no such kind, its extra is not installed, its folder is missing or
            holds no model of that kind, or a label of the model is not known.
    """
    kind, _, rest = choice.partition(":")
    if choice == SHIPPED:
        return None
    if kind in _FACTORIES:
        if not rest.strip():
            raise ConfigError(f"names {choice!r}: which folder? Write {kind}:FOLDER")
        if "://" in rest:
            raise ConfigError(f"names {choice!r}: not a folder; models are not downloaded")
        module, _, name = _FACTORIES[kind].partition(":")
        factory: Factory = getattr(import_module(module), name)
        return factory(str(Path(rest).expanduser()))
    return _third_party(choice, kind, rest)


def _third_party(choice: str, kind: str, rest: str) -> Names:
    registered = {entry.name: entry for entry in entry_points(group=GROUP)}
    if kind not in registered:
        known = [SHIPPED, *(f"{name}:FOLDER" for name in _FACTORIES), *sorted(registered)]
        raise ConfigError(f"names {choice!r}: no such kind; known are {', '.join(known)}")
    try:
        return cast("Factory", registered[kind].load())(rest)
    except ConfigError:
        raise
    except Exception as error:  # whatever a package raises, its user is to learn which one it was
        where = registered[kind].value
        raise ConfigError(f"names {choice!r} ({where}): {_one_line(error)}") from error


def made_with(made_by: str, choice: str) -> str:
    """Return a version with who found the names, for records; folders of this machine left out."""
    if choice == SHIPPED:
        return made_by
    kind, _, rest = choice.partition(":")
    return f"{made_by}, names {kind}:{Path(rest).name}" if rest else f"{made_by}, names {kind}"


def model_folder(kind: str, folder: str) -> Path:
    """Return the folder of a model.

    Raises:
        ConfigError: there is no such folder.
    """
    path = Path(folder)
    if not path.is_dir():
        raise ConfigError(f"{kind}:{folder}: no such folder")
    return path


def missing_extra(kind: str, package: str, extra: str) -> ConfigError:
    """Return the error that says what to install."""
    return ConfigError(
        f"{kind}: needs {package}, which is not installed: pip install 'marsad[{extra}]'"
    )


def broken(path: Path, error: Exception) -> ConfigError:
    """Return the error of a model that its library could not read."""
    return ConfigError(f"{path}: {_one_line(error)}")


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
