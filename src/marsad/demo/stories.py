"""The invented stories, as data: one TOML file each in `stories/`, told by several outlets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from marsad.demo.dates import unknown_placeholder
from marsad.demo.forms import read_record, read_toml
from marsad.demo.outlets import load_outlets
from marsad.errors import ConfigError

STORIES_FOLDER = Path(__file__).with_name("stories")

Topic = Literal[
    "politics", "economy", "sports", "culture", "health", "science", "security", "society",
    "religion", "weather", "accidents",
]  # fmt: skip

_DAY_TIME = re.compile(r"([+-]?\d{1,3})d (\d\d):(\d\d)")
_AFTER_START = re.compile(r"\+(\d{1,6})s")


@dataclass(frozen=True, slots=True)
class DayTime:
    """A local time of an outlet, `days` after the day on which the demo starts."""

    days: int
    time: dt.time


@dataclass(frozen=True, slots=True)
class AfterStart:
    """So many seconds after the demo's start."""

    seconds: int


Moment = DayTime | AfterStart


def read_moment(text: object) -> Moment:
    """Read `-2d 09:30` or `+90s`.

    Raises:
        ValueError: it is neither.
    """
    if isinstance(text, (DayTime, AfterStart)):
        return text
    if match := _DAY_TIME.fullmatch(str(text)):
        return DayTime(int(match[1]), dt.time(int(match[2]), int(match[3])))
    if match := _AFTER_START.fullmatch(str(text)):
        return AfterStart(int(match[1]))
    raise ValueError(f'{text!r} is neither like "-2d 09:30" nor like "+90s"')


def read_body(text: object) -> tuple[str, ...]:
    """Split a text at its blank lines into paragraphs.

    Raises:
        ValueError: it holds none.
    """
    if isinstance(text, tuple):
        return text
    parts = re.split(r"\n[ \t]*\n", text) if isinstance(text, str) else []
    paragraphs = tuple(" ".join(part.split()) for part in parts if part.strip())
    if not paragraphs:
        raise ValueError("there is no text")
    return paragraphs


Body = Annotated[tuple[str, ...], BeforeValidator(read_body)]
ReadMoment = Annotated[Moment, BeforeValidator(read_moment)]
Line = Annotated[str, Field(min_length=1, pattern=r"^\S(.*\S)?$")]


@dataclass(frozen=True, slots=True)
class Edit:
    """A later version of a telling."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    at: ReadMoment
    body: Body
    headline: Line | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One outlet's article about a story, in its own words or copied from another's."""

    __pydantic_config__ = ConfigDict(extra="forbid", populate_by_name=True)

    outlet: str
    at: ReadMoment
    section: Line
    headline: Line
    body: Body | None = None
    author: Line | None = None
    dateline: Line | None = None  # the place alone
    credits: tuple[Line, ...] = ()
    tags: tuple[Line, ...] = ()
    related: tuple[str, ...] = ()  # slugs of other stories
    edits: Annotated[tuple[Edit, ...], Field(alias="edit")] = ()
    copy_of: str | None = None  # the outlet whose text this is
    drop_last: Annotated[int, Field(ge=0)] = 0  # paragraphs that the copy leaves out
    prefix: str = ""  # words that the copy puts before the first paragraph


@dataclass(frozen=True, slots=True)
class DemoStory:
    """One invented story with all its tellings."""

    __pydantic_config__ = ConfigDict(extra="forbid", populate_by_name=True)

    slug: str
    topic: Topic
    summary: str  # one English line, for maintainers
    tellings: Annotated[tuple[Telling, ...], Field(alias="telling", min_length=1)]


def load_stories(folder: Path = STORIES_FOLDER) -> tuple[DemoStory, ...]:
    """Read and check all stories of a folder, by the names of their files.

    Raises:
        ConfigError: a file is wrong; the message names file, telling and field.
    """
    files = sorted(folder.glob("*.toml"))
    stories = tuple(read_story(file.stem, read_toml(file)) for file in files)
    check_related(stories)
    return stories


def read_story(slug: str, values: dict[str, Any]) -> DemoStory:
    """Make a story of a parsed file and check it.

    Raises:
        ConfigError: a field is wrong, missing or unknown.
    """
    story = read_record(DemoStory, {**values, "slug": slug}, name=f"{slug}.toml")
    for number, telling in enumerate(story.tellings, 1):
        for field, mistake in _mistakes(story, telling):
            raise ConfigError(
                f"{slug}.toml: telling {number} ({telling.outlet}): {field}: {mistake}"
            )
    return story


def check_related(stories: Collection[DemoStory]) -> None:
    """Check that tellings name other stories that exist.

    Raises:
        ConfigError: one does not.
    """
    known = {story.slug for story in stories}
    for story in stories:
        for telling in story.tellings:
            for slug in telling.related:
                if slug not in known - {story.slug}:
                    raise ConfigError(
                        f"{story.slug}.toml: telling of {telling.outlet}: related: "
                        f"{slug!r} is no other story"
                    )


def _mistakes(story: DemoStory, telling: Telling) -> Iterator[tuple[str, str]]:
    """Yield what the annotations cannot say: field and mistake."""
    if telling.outlet not in load_outlets():
        yield "outlet", f"{telling.outlet!r} is none of {', '.join(load_outlets())}"
    if sum(other.outlet == telling.outlet for other in story.tellings) > 1:
        yield "outlet", "tells the story twice"
    yield from _copy_mistakes(story, telling)
    earlier = telling.at
    for edit in telling.edits:
        if not _may_follow(earlier, edit.at):
            yield "edit.at", "is not after the version before it"
        earlier = edit.at
    for text in _texts(telling):
        if (found := unknown_placeholder(text)) is not None:
            yield "placeholder", f"{found!r} is none"


def _copy_mistakes(story: DemoStory, telling: Telling) -> Iterator[tuple[str, str]]:
    if telling.copy_of is None:
        if telling.body is None:
            yield "body", "is missing, and there is no copy_of"
        if telling.drop_last or telling.prefix:
            yield "copy_of", "is missing, but there is drop_last or prefix"
        return
    if telling.body is not None:
        yield "body", "a copy has none of its own"
    bodies = {other.outlet: other.body for other in story.tellings}
    original = bodies.get(telling.copy_of)
    if original is None:
        yield "copy_of", f"{telling.copy_of!r} has no telling with a body in this story"
    elif telling.drop_last >= len(original):
        yield "drop_last", "leaves nothing of the text"


def _may_follow(earlier: Moment, later: Moment) -> bool:
    if isinstance(earlier, DayTime) and isinstance(later, DayTime):
        return (earlier.days, earlier.time) < (later.days, later.time)
    if isinstance(earlier, AfterStart) and isinstance(later, AfterStart):
        return earlier.seconds < later.seconds
    return isinstance(later, AfterStart)


def _texts(telling: Telling) -> Iterator[str]:
    yield telling.headline
    yield telling.prefix
    yield from telling.body or ()
    for edit in telling.edits:
        yield edit.headline or ""
        yield from edit.body
