"""Titles of office, from `titles.toml`: every form of the words that open one, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from marsad.text.normalize import fold
from marsad.text.toml_data import Section, parse_toml

Bare = Literal["role", "rank", "none"]
Number = Literal["one", "two", "many"]
_FILE = "titles.toml"
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "كم")


@dataclass(frozen=True, slots=True)
class Head:
    """What a word that opens a title is like; the fields are explained in `titles.toml`."""

    word: str
    bare: Bare
    state: bool = False
    envoy: bool = False
    team: bool = False
    complete: bool = False
    counterpart: bool = False
    named: bool = False
    masculine: bool = False
    alone: bool = False
    things: bool = False  # its plural in ات is no title
    spelled: str = ""  # unfolded, since آمر is not أمر
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HeadForm:
    """One form of a head: a title opens here."""

    head: Head
    size: int  # words
    definite: bool = False  # with article
    possessed: bool = False  # رئيسها
    accusative: bool = False  # رئيسًا
    number: Number = "one"


@dataclass(frozen=True, slots=True)
class Titles:
    """All words of the grammar of titles, folded."""

    heads: dict[str, tuple[tuple[tuple[str, ...], HeadForm], ...]]  # by first word, longest first
    adjectives: frozenset[str]  # without article, all forms
    portfolios: frozenset[str]
    links: frozenset[str]
    anaphors: frozenset[str]
    firm: frozenset[str]
    firm_after_envoy: frozenset[str]
    joins: frozenset[str]
    abroad: frozenset[str]
    acting: frozenset[str]
    when: frozenset[str]
    fields: frozenset[str]
    personal: frozenset[str]
    standing: frozenset[str]
    loose: frozenset[str]
    bodies: frozenset[str]
    hearers: frozenset[str]
    not_adjectives: frozenset[str]
    before_names: frozenset[tuple[str, ...]]  # ranks and honorifics, without article
    longest_before_name: int
    professions: frozenset[str]
    rank_adjectives: frozenset[str]
    speech: frozenset[str]
    posts: frozenset[str]
    appointed: frozenset[str]
    appointing: frozenset[str]
    meets: frozenset[str]
    private: frozenset[str]
    international: frozenset[str]
    public: frozenset[str]

    def head(self, words: list[str], at: int, first: str) -> HeadForm | None:
        """Return the longest head whose first word is `first` and whose others follow `at`."""
        for key, form in self.heads.get(first, ()):
            if len(key) == 1 or tuple(words[at + 1 : at + len(key)]) == key[1:]:
                return form
        return None


@cache
def load_titles() -> Titles:
    """Return the words of `titles.toml`."""
    return parse_titles(files("marsad.lexicon").joinpath(_FILE).read_text("utf-8"))


def parse_titles(source: str) -> Titles:
    """Read and check the text of a `titles.toml`.

    Raises:
        ConfigError: it is not TOML or a field is missing or wrong; the message names it.
    """
    data = parse_toml(_FILE, source)
    complements, between = data.section("complements"), data.section("between")
    verbs = data.section("verbs")
    honours = [w for key in ("ranks", "honorifics", "professions") for w in between.words(key)]
    before_names = frozenset(_without_articles(phrase) for phrase in honours)
    return Titles(
        heads=_heads(data.sections("heads")),
        adjectives=frozenset(f for w in complements.words("adjectives") for f in _genders(fold(w))),
        portfolios=_folded(complements, "portfolios"),
        links=_folded(complements, "links"),
        anaphors=_folded(complements, "anaphors"),
        firm=_folded(complements, "firm"),
        firm_after_envoy=_folded(complements, "firm_after_envoy"),
        joins=_folded(complements, "joins"),
        abroad=_folded(complements, "abroad"),
        when=_folded(complements, "when"),
        acting=_folded(complements, "acting"),
        fields=_folded(complements, "fields"),
        personal=_folded(complements, "personal"),
        standing=frozenset(f for w in complements.words("standing") for f in _genders(fold(w))),
        loose=_folded(complements, "loose"),
        bodies=_folded(complements, "bodies"),
        hearers=_folded(complements, "hearers"),
        not_adjectives=_folded(complements, "not_adjectives"),
        before_names=before_names,
        longest_before_name=max(map(len, before_names)),
        professions=_folded(between, "professions"),
        rank_adjectives=_folded(between, "rank_adjectives"),
        speech=_folded(between, "speech"),
        posts=_folded(between, "posts"),
        appointed=_folded(verbs, "appointed"),
        appointing=_folded(verbs, "appointing"),
        meets=_folded(verbs, "meets"),
        private=_folded(data.section("organizations"), "private"),
        international=_folded(data.section("organizations"), "international"),
        public=_folded(data.section("organizations"), "public"),
    )


def _folded(section: Section, field: str) -> frozenset[str]:
    return frozenset(map(fold, section.words(field)))


def _without_articles(phrase: str) -> tuple[str, ...]:
    return tuple(word.removeprefix("ال") for word in fold(phrase).split())


def _genders(word: str) -> Iterator[str]:
    yield from (word, f"{word}ه", f"{word}ا", f"{word}ين", f"{word}ون", f"{word}ان", f"{word}ات")
    if word.endswith("ي"):
        yield f"{word[:-1]}يه"
    if word in ("اول", "اعلي", "اكبر"):
        yield {"اول": "اولي", "اعلي": "عليا", "اكبر": "كبري"}[word]


def _heads(sections: Iterable[Section]) -> dict[str, tuple[tuple[tuple[str, ...], HeadForm], ...]]:
    found: dict[tuple[str, ...], HeadForm] = {}
    for section in sections:
        for key, form in _forms(section):
            found.setdefault(key, form)
    index: dict[str, list[tuple[tuple[str, ...], HeadForm]]] = {}
    for key, form in found.items():
        index.setdefault(key[0], []).append((key, form))
    return {
        first: tuple(sorted(forms, key=lambda item: -len(item[0])))
        for first, forms in index.items()
    }


def _forms(section: Section) -> Iterator[tuple[tuple[str, ...], HeadForm]]:
    bare = section.word("bare")
    if bare not in get_args(Bare):
        raise section.error("bare", f"must be one of {', '.join(get_args(Bare))}")
    flags = {
        flag: bool(section.values.get(flag, False))
        for flag in (
            "state",
            "envoy",
            "team",
            "complete",
            "counterpart",
            "named",
            "alone",
            "masculine",
            "things",
        )
    }
    needs = (
        frozenset(f for word in section.words("needs") for f in (fold(word), f"ال{fold(word)}"))
        if "needs" in section.values
        else frozenset()
    )
    plurals = section.words("plurals") if "plurals" in section.values else []
    for word in section.words("words"):
        head = Head(fold(word), bare, needs=needs, spelled=word, **flags)  # type: ignore[arg-type]
        yield from _inflect(head, fold(word).split())
        for plural in plurals:
            parts = fold(plural).split()
            yield tuple(parts), HeadForm(head, len(parts), number="many")
            definite = tuple(f"ال{part}" for part in parts)
            yield definite, HeadForm(head, len(parts), definite=True, number="many")


def _inflect(head: Head, words: list[str]) -> Iterator[tuple[tuple[str, ...], HeadForm]]:
    """Yield the forms of a head: of several words the first inflects, the others agree."""
    first, rest = words[0], tuple(words[1:])
    article = first.startswith("ال")
    size = len(words)
    agreeing = {tuple(rest), tuple(_feminine(word) for word in rest)}
    for tail in agreeing:
        definite = tuple(t if t.startswith("ال") else f"ال{t}" for t in tail)
        # ولي العهد is definite by its complement, كاتب عام by its article.
        fixed = article or any(part.startswith("ال") for part in tail)
        for word in _stems(head, first):
            yield (word, *tail), HeadForm(head, size, definite=fixed)
            if not article:
                yield (f"ال{word}", *definite), HeadForm(head, size, definite=True)
        for stem in (first,) if head.masculine else (first, f"{first}ت"):
            for pronoun in _PRONOUNS:
                yield (stem + pronoun, *definite), HeadForm(head, size, possessed=True)
        if not head.counterpart:
            yield (f"{first}ا", *(f"{t}ا" for t in tail)), HeadForm(head, size, accusative=True)
    if rest or head.counterpart:
        return
    for ending in ("ان", "ين", "تان", "تين"):
        yield (first + ending,), HeadForm(head, 1, number="two")
        yield (f"ال{first}{ending}",), HeadForm(head, 1, definite=True, number="two")
    # Where the feminine is an everyday noun, so is its plural: محافظات, مساعدات.
    women = () if head.masculine or head.things else ("ات",)
    for ending in ("ون", "و", "ي", *women):
        yield (first + ending,), HeadForm(head, 1, number="many")
    for ending in ("ون", *women):
        yield (f"ال{first}{ending}",), HeadForm(head, 1, definite=True, number="many")


def _stems(head: Head, word: str) -> tuple[str, ...]:
    if head.counterpart:
        return ()
    return (word,) if head.masculine else (word, f"{word}ه")


def _feminine(word: str) -> str:
    special = {"اول": "اولي"}
    return word if word.startswith("ال") else special.get(word, f"{word}ه")
