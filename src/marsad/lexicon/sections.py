"""What publishers call their sections, and the contract's topic that each is about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from marsad.errors import ConfigError
from marsad.text.normalize import fold

FILE = "sections.toml"
MAX_NAME = 200

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PART = re.compile(r"\s*(?:[/>|»›«‹\\;؛,،:•·]|\s[-–—]\s)\s*")
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Sections:
    """The section names of the world, by the key that `_key` makes of them."""

    topics: Mapping[str, str | None]  # key → topic; None for names that say nothing
    fillers: frozenset[str]
    labels: Mapping[str, Mapping[str, str]]  # topic → locale → label, in the front page's order


def topic_of_section(name: str | None) -> str | None:
    """Return the contract's topic that a publisher's section is about, None where it says none.

    Language and spelling do not matter; of a path such as "أخبار / رياضة" the last part that says
    something counts.
    """
    return _topic_of(name[:MAX_NAME]) if name else None


def topic_of_sections(names: Iterable[str]) -> str | None:
    """Return the topic that the first of some sections to tell any is about."""
    return next((topic for name in names if (topic := topic_of_section(name))), None)


def is_section_name(name: str, *, whole: bool = False) -> bool:
    """Say whether a name is known as a section's, though it may say nothing about the topic.

    `whole` asks for the name as it stands: not for what begins or ends as a known one does.
    """
    name = name[:MAX_NAME]
    known = _key(name) in load_sections().topics
    return known or (not whole and _topic_of(name) is not None)


@lru_cache(maxsize=4096)
def _topic_of(name: str) -> str | None:
    sections = load_sections()
    whole = _key(name)
    if whole in sections.topics:
        return sections.topics[whole]
    parts = reversed(_PART.split(name))
    return next((topic for topic in map(_topic_of_part, parts) if topic), None)


def _topic_of_part(part: str) -> str | None:
    """Look a name up: without fillers, then by its longest known beginning, then by its end."""
    sections = load_sections()
    candidates = _candidates(_key(part).split(), sections.fillers)
    found = (sections.topics.get(candidate) for candidate in candidates)
    return next((topic for topic in found if topic), None)


def _candidates(words: list[str], fillers: frozenset[str]) -> Iterator[str]:
    before = _count_leading(words, fillers)
    after = _count_leading(words[::-1], fillers)
    for first in range(before + 1):
        for last in range(len(words), len(words) - after - 1, -1):
            yield " ".join(words[first:last])
    end = len(words) - after
    for last in range(end - 1, before, -1):
        yield " ".join(words[before:last])
    for first in range(before + 1, end):
        yield " ".join(words[first:end])


def _count_leading(words: list[str], fillers: frozenset[str]) -> int:
    return next((at for at, word in enumerate(words) if word not in fillers), len(words))


def topics() -> tuple[str, ...]:
    """Return the contract's topics in the order of the front page."""
    return tuple(load_sections().labels)


def topic_label(topic: str, locale: str = "ar") -> str:
    """Return a topic's name for people; Arabic where the locale has none, an unknown one itself."""
    labels = load_sections().labels.get(topic, {})
    return labels.get(locale) or labels.get("ar") or topic


def _key(name: str) -> str:
    """Return what makes two section names the same."""
    folded = fold(_CAMEL.sub(" ", name))
    return " ".join(_bare(word) for word in _WORD.findall(folded))


def _bare(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word


@lru_cache(maxsize=1)
def load_sections() -> Sections:
    """Read and check `sections.toml`.

    Raises:
        ConfigError: a field is missing, of the wrong type, or one name has two topics.
    """
    return parse_sections((files("marsad.lexicon") / FILE).read_text(encoding="utf-8"))


def parse_sections(source: str) -> Sections:
    """Read and check the text of a `sections.toml`; see `load_sections`."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{FILE}: {error}") from error
    found = data.get("topics")
    if not isinstance(found, dict) or not found:
        raise ConfigError(f"{FILE}: topics: expected tables such as [topics.politics]")
    names: dict[str, str | None] = {_key(name): None for name in _strings(data, "none", "none")}
    labels: dict[str, dict[str, str]] = {}
    for topic, table in found.items():
        where = f"topics.{topic}"
        labels[topic] = {locale: _string(table, locale, where) for locale in ("ar", "en")}
        for name in _strings(table, "names", f"{where}.names"):
            key = _key(name)
            if names.get(key, topic) != topic or not key:
                raise ConfigError(f"{FILE}: {where}.names: {name!r} stands elsewhere too")
            names[key] = topic
    fillers = frozenset(_key(word) for word in _strings(data, "fillers", "fillers"))
    return Sections(names, fillers, labels)


def _strings(table: Any, name: str, where: str) -> list[str]:
    value = table.get(name) if isinstance(table, dict) else None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{FILE}: {where}: expected an array of strings")
    return value


def _string(table: Any, name: str, where: str) -> str:
    value = table.get(name) if isinstance(table, dict) else None
    if not isinstance(value, str) or not value:
        raise ConfigError(f"{FILE}: {where}.{name}: expected a string")
    return value
