"""When places stand for governments or teams, from `metonyms.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.text.normalize import fold
from marsad.text.toml_data import Section, parse_toml

_FILE = "metonyms.toml"
_OBJECTS = ("ها", "هما", "هم", "نا", "ه")


@dataclass(frozen=True, slots=True)
class Metonyms:
    """Cues around a place, folded; the fields are explained in `metonyms.toml`."""

    verbs: frozenset[str]  # every form
    happening: frozenset[str]  # every form
    particles: frozenset[str]
    openers: frozenset[str]
    clauses: frozenset[str]
    generic: frozenset[str]
    pronouns: frozenset[str]
    nouns: frozenset[str]
    deputies: frozenset[str]
    dealings: frozenset[str]
    sport: frozenset[str]
    against: frozenset[str]

    def acts(self, word: str) -> bool:
        """Say whether a folded word is a verb of governments: وأعلنت, ستبحث, تبنتها."""
        return _is_form(word, self.verbs)

    def happens(self, word: str) -> bool:
        """Say whether a folded word is a verb of what happens in a place: تشهد, تستضيفها."""
        return _is_form(word, self.happening)


def _is_form(word: str, verbs: frozenset[str]) -> bool:
    for start in ("", "و", "ف", "س", "وس"):
        rest = word[len(start) :]
        if not word.startswith(start):
            continue
        if rest in verbs:
            return True
        if any(rest.endswith(o) and rest[: -len(o)] in verbs for o in _OBJECTS):
            return True
    return False


@cache
def load_metonyms() -> Metonyms:
    """Return the cues of `metonyms.toml`."""
    return parse_metonyms(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8"))


def parse_metonyms(source: str) -> Metonyms:
    """Read and check the text of a `metonyms.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    return Metonyms(
        *(
            frozenset(form for verb in data.words(field) for form in _forms(data, field, verb))
            for field in ("verbs", "happening")
        ),
        *(
            frozenset(map(fold, data.words(field)))
            for field in (
                "particles",
                "openers",
                "clauses",
                "generic",
                "pronouns",
                "nouns",
                "deputies",
                "dealings",
                "sport",
                "against",
            )
        ),
    )


def _forms(data: Section, field: str, verb: str) -> Iterator[str]:
    written, slash, _ = verb.partition("/")
    past, _, present = fold(verb).partition("/")
    if not slash or present[:1] not in ("ي", "ت"):
        raise data.error(field, f"must be past/present, not {verb!r}")
    stem = present[1:]
    yield past
    # رأى loses its last letter before ت, دعا too; the hamza of هنأ stays.
    feminine = f"{past[:-1] if written[-1] in 'اى' and len(past) > 2 else past}ت"
    yield from (feminine, f"{feminine}ا")
    yield from (f"ي{stem}", f"ت{stem}")
    dual = f"{stem[:-1]}ي" if stem.endswith("ا") else stem
    yield from (f"ي{dual}ان", f"ت{dual}ان")
