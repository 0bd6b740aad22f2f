"""What is read of a title: where it opens, and the places where it may end."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.lexicon.titles import HeadForm


@dataclass(frozen=True, slots=True)
class Opening:
    """A head where it stands in the row."""

    at: int
    start: int  # offset in the source, behind the proclitics
    form: HeadForm
    glue: str  # the proclitics before it


@dataclass(slots=True)
class Reading:
    """The places where a title that opens somewhere may end."""

    opening: Opening
    firm: int = 0  # item behind the longest end that needs no further sign; 0 where there is none
    loose: list[int] = field(default_factory=list)  # longer ends, which need one
    nationality: int = 0  # 1 or 2 words of nationality right before the end `firm`
    second: bool = False  # that nationality follows another
    complement: bool = False  # anything follows the head
    idafa: bool = False  # a noun or name closes it
    anaphoric: bool = False  # its only complement is الفريق, اللجنة …
    two: bool = False  # وزيرا خارجية مصر وقطر
    appointed: bool = False  # وكيلةً للثقافة: what somebody becomes
    next_office: int = 0  # item of a second office read as part: نائب رئيس الوزراء وزير الداخلية


@dataclass(slots=True)
class Draft:
    """A title with its end settled, and whose it is."""

    reading: Reading
    end: int  # item behind the title
    holder: int | None = None  # item
    side: str = ""  # where the holder stands: after, before, far
