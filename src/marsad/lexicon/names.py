"""How names are written twice, from `names.toml`; and which spellings are names of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.text.normalize import fold
from marsad.text.toml_data import Section, parse_toml

_FILE = "names.toml"
_LISTS = "gazetteer"
_KIND, _WITH_STATE = 3, 2  # the column of an organisation's kind; words of a name and its state


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words of names, folded; the fields are explained in `names.toml`."""

    connectors: frozenset[str]
    joined: frozenset[str]
    joined_before: frozenset[str]
    always_joined: frozenset[str]
    called: tuple[str, ...]
    left_out_of_organizations: frozenset[str]
    agencies: frozenset[str]
    agency_words: frozenset[str]
    left_out_of_places: frozenset[str]
    called_after_towns: frozenset[str]


@cache
def load_name_words() -> NameWords:
    """Return the words of `names.toml`."""
    return parse_name_words(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8"))


def parse_name_words(source: str) -> NameWords:
    """Read and check the text of a `names.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    people = data.section("people")
    return NameWords(
        connectors=_folded(people, "connectors"),
        joined=_folded(people, "joined"),
        joined_before=_folded(people, "joined_before"),
        always_joined=_folded(people, "always_joined"),
        called=tuple(map(fold, people.words("called"))),
        left_out_of_organizations=_folded(data.section("organizations"), "left_out"),
        agencies=_folded(data.section("organizations"), "agencies"),
        agency_words=_folded(data.section("organizations"), "agency_words"),
        left_out_of_places=_folded(data.section("places"), "left_out"),
        called_after_towns=_folded(data.section("places"), "called_after_towns"),
    )


def _folded(section: Section, field: str) -> frozenset[str]:
    return frozenset(map(fold, section.words(field)))


@cache
def arabic_name_words() -> frozenset[str]:
    """Return the folded words of Arab people's names: سلمان and سليمان are two of them.

    Two of these are never spellings of one name, however alike they sound.
    """
    found: set[str] = set()
    for name in ("people-arab-state.tsv", "people-arab-society.tsv"):
        for row in list_rows(name):
            found.update(fold(row[0]).split())
    return frozenset(found)


@cache
def given_names() -> frozenset[str]:
    """Return the folded words of people's given names, and those that known people's begin with.

    Listed words with an article mostly stand behind another one: "عبد السلام".
    """
    lists = (
        "people-arab-state",
        "people-arab-society",
        "people-world-state",
        "people-world-society",
    )
    names = (fold(row[0]).split() for name in lists for row in list_rows(f"{name}.tsv"))
    rows = list_rows("given-names.tsv")
    listed = (fold(row[0]) for row in rows if not row[0].startswith("ال"))
    return frozenset([*listed, *(words[0] for words in names if len(words) > 1)])


@cache
def organization_names() -> dict[str, int]:
    """Return which names are one organisation's: folded, without articles → a number.

    A variant that several organisations share is left out.
    """
    found: dict[str, int] = {}
    shared: set[str] = set()
    rows = [*list_rows("organisations-world.tsv"), *list_rows("organisations-arab.tsv")]
    for number, row in enumerate(rows):
        for name in (row[0], *(row[1].split(";") if len(row) > 1 else ())):
            key = " ".join(without_article(word) for word in fold(name).split())
            if found.setdefault(key, number) != number:
                shared.add(key)
    return {key: number for key, number in found.items() if key and key not in shared}


@cache
def media_names() -> frozenset[str]:
    """Return the folded names of known newspapers, channels and sites.

    Where the list adds a state to tell two apart ("الجريدة السودانية"), the name is there without
    it too, as its own pages print it.
    """
    found: set[str] = set()
    for name in ("organisations-arab.tsv", "organisations-world.tsv", "organisations-more.tsv"):
        for row in list_rows(name):
            if len(row) <= _KIND or row[_KIND] != "media":
                continue
            for variant in (row[0], *filter(None, row[1].split(";"))):
                words = fold(variant).split()
                found.add(" ".join(words))
                if len(words) == _WITH_STATE and words[1].startswith("ال") and words[1][-1] in "هي":
                    found.add(words[0])
    return frozenset(found)


def without_article(word: str) -> str:
    """Return a folded word without ال, where a word is left."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def list_rows(name: str) -> list[list[str]]:
    """Return the lines of one of the project's lists, cut into their columns."""
    text = files("marsad.lexicon").joinpath(_LISTS, name).read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [line.split("\t") for line in lines]
