"""What the decision "is this the one we know?" is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marsad.analysis.identities.spelling import Spelling
from marsad.types import Coordinates, MentionType

Days = tuple[int, int]
"""First and last day, as proleptic ordinals."""


@dataclass(frozen=True, slots=True)
class RoleSeen:
    """A role that an article's sentence gives somebody."""

    key: str  # the same for other wordings: office and state
    title: str
    organization: str | None
    country: str | None
    sentence: str  # in which it stands, the evidence
    is_telling: bool  # with a family name beside it, few people are meant
    assumed: tuple[str, ...] = ()  # keys of the office in the states that the article speaks of


@dataclass(frozen=True, slots=True)
class Subject:
    """One entity of an article, as it is looked for among those that are known.

    `keys` are numbers that stand for what is the same in another article: `strong` ones for the
    name itself, `weak` ones for its sound, or for a family name with a role.
    """

    locals: tuple[str, ...]  # the article's own ids of it
    type: MentionType
    names: tuple[Spelling, ...]  # the fullest first
    strong: frozenset[int]
    weak: frozenset[int]
    spellings: Mapping[str, int]  # as printed → how often
    guesses: frozenset[int] = frozenset()  # looked for, but nothing that others are found by
    pin: int = 0  # stands for the fullest spelling alone, for what was decided by hand
    roles: tuple[RoleSeen, ...] = ()
    country: str | None = None
    coordinates: Coordinates | None = None
    around: frozenset[str] = frozenset()  # states that the article speaks of
    day: int = 0
    is_open: bool = False  # the article does not tell which one of its name is meant

    @property
    def mentions(self) -> int:
        """How often the article names it."""
        return sum(self.spellings.values())

    @property
    def keys(self) -> frozenset[int]:
        """All keys that it is found by."""
        return self.strong | self.weak

    @property
    def sought(self) -> frozenset[int]:
        """All keys that it is looked for by."""
        return self.keys | self.guesses

    @property
    def offices(self) -> tuple[str, ...]:
        """The keys of its roles, assumed ones included."""
        return tuple(key for role in self.roles for key in (role.key, *role.assumed))


@dataclass(slots=True)
class Known:
    """One identity that the store knows, as far as the decision needs it."""

    id: int
    root: int  # what it was merged into by hand, else itself
    type: MentionType
    country: str | None = None
    coordinates: Coordinates | None = None
    articles: int = 0
    matched: set[int] = field(default_factory=set)  # keys of the subject that led here
    names: list[Spelling] = field(default_factory=list)
    roles: dict[str, Days] = field(default_factory=dict)  # those that the subject has too
    countries: set[str] = field(default_factory=set)  # of its offices
    was_here: bool = False  # the article was linked to it before


@dataclass(frozen=True, slots=True)
class Decision:
    """Which identity a subject is: a known one, a new one, or left open (neither)."""

    reason: str
    id: int | None = None
    is_new: bool = False
