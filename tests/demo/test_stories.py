"""Reading the invented stories, and what must hold for those that ship."""

import tomllib
from pathlib import Path

import pytest

from marsad.demo.dates import unknown_placeholder
from marsad.demo.outlets import load_outlets
from marsad.demo.stories import (
    AfterStart,
    DayTime,
    DemoStory,
    load_stories,
    read_moment,
    read_story,
)
from marsad.errors import ConfigError
from tests.demo.samples import BRIDGE, sample_stories


@pytest.fixture(scope="module")
def shipped() -> tuple[DemoStory, ...]:
    return load_stories()


def test_a_story_is_read_with_tellings_copies_and_edits() -> None:
    bridge = sample_stories()[0]
    agency, copy, _ = bridge.tellings
    assert agency.body is not None
    assert len(agency.body) == 3
    assert agency.edits[0].headline == "تأجيل افتتاح جسر السدر"
    assert (copy.copy_of, copy.drop_last, copy.body) == ("raqim", 1, None)


def test_moments_are_local_times_or_seconds_after_the_start() -> None:
    day_time, after = read_moment("-2d 09:30"), read_moment("+90s")
    assert isinstance(day_time, DayTime)
    assert (day_time.days, day_time.time.hour, day_time.time.minute) == (-2, 9, 30)
    assert after == AfterStart(90)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('topic = "politics"', 'topic = "gossip"', "bridge.toml: topic: "),
        ('outlet = "tilal"', 'outlet = "tilla"', "telling 3 (tilla): outlet: 'tilla' is none of"),
        ('outlet = "tilal"', 'outlet = "raqim"', "outlet: tells the story twice"),
        ('at = "0d 18:00"', 'at = "0d 25:00"', "bridge.toml: telling.2.at: "),
        ('at = "0d 18:00"', 'at = "yesterday"', "neither like"),
        ('at = "-2d 15:00"', 'at = "-3d 15:00"', "edit.at: is not after the version before it"),
        ("{weekday:+3}", "{weekday:+x}", "placeholder: '{weekday:+x}"),
        ('copy_of = "raqim"', 'copy_of = "difaf"', "copy_of: 'difaf' has no telling with a body"),
        ("drop_last = 1", "drop_last = 3", "drop_last: leaves nothing"),
        ('section = "دولي"', "", "bridge.toml: telling.2.section: Field required"),
        ('section = "دولي"', 'section = "دولي"\nsektion = "x"', "telling.2.sektion: "),
        ('section = "دولي"', 'section = "دولي"\nprefix = "x"', "copy_of: is missing"),
        ('section = "دولي"', 'section = " دولي"', "telling.2.section: "),
    ],
)
def test_a_mistake_is_named_with_file_and_field(old: str, new: str, message: str) -> None:
    text = BRIDGE.replace(old, new, 1)
    assert text != BRIDGE
    with pytest.raises(ConfigError) as caught:
        read_story("bridge", tomllib.loads(text))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_related_story_must_exist(tmp_path: Path) -> None:
    (tmp_path / "bridge.toml").write_text(BRIDGE, "utf-8")
    with pytest.raises(ConfigError, match=r"bridge\.toml.*'lantern-prize' is no other story"):
        load_stories(tmp_path)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("topic = ", "utf-8")
    with pytest.raises(ConfigError, match=r"broken\.toml: "):
        load_stories(tmp_path)


def test_there_are_enough_stories_of_enough_outlets_and_countries(
    shipped: tuple[DemoStory, ...],
) -> None:
    outlets = {telling.outlet for story in shipped for telling in story.tellings}
    assert len(shipped) >= 40
    assert len({load_outlets()[outlet].country for outlet in outlets}) >= 8
    assert len({story.topic for story in shipped}) == 11


def test_the_stories_hold_copies_edits_news_of_later_and_several_voices(
    shipped: tuple[DemoStory, ...],
) -> None:
    tellings = [telling for story in shipped for telling in story.tellings]
    assert sum(telling.copy_of is not None for telling in tellings) >= 10
    assert sum(bool(telling.edits) for telling in tellings) >= 5
    assert sum(isinstance(telling.at, AfterStart) for telling in tellings) >= 5
    assert all(len(story.tellings) >= 2 for story in shipped)


def test_every_placeholder_of_the_stories_resolves(shipped: tuple[DemoStory, ...]) -> None:
    for story in shipped:
        for telling in story.tellings:
            for text in (telling.headline, telling.prefix, *(telling.body or ())):
                assert unknown_placeholder(text) is None, story.slug
