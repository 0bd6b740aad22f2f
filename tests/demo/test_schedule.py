"""When the demo's articles appear and change."""

import datetime as dt
import tomllib
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.demo.schedule import LAST_MINUTES, Item, schedule
from marsad.demo.stories import AfterStart, load_stories, read_story
from tests.demo.samples import STARTED, Demo, sample_stories

MINUTE = dt.timedelta(minutes=1)


def find(items: tuple[Item, ...], story: str, outlet: str) -> Item:
    return next(item for item in items if (item.story, item.outlet.key) == (story, outlet))


def test_days_are_counted_from_the_start_in_the_outlets_own_zone() -> None:
    item = Demo().item("bridge-opening", "raqim")
    assert item.published.isoformat() == "2024-11-10T09:30:00+03:00"


def test_seconds_are_counted_from_the_start() -> None:
    item = Demo().item("yanbu-tremor", "rabwa")
    assert item.published == STARTED + dt.timedelta(seconds=60)
    assert item.versions[1].at == STARTED + dt.timedelta(seconds=300)


def test_nothing_shows_before_its_time() -> None:
    item = Demo().item("yanbu-tremor", "rabwa")
    assert item.version(item.published - dt.timedelta(seconds=1)) is None
    assert item.version(item.published) is item.versions[0]


def test_an_edit_shows_from_its_time_on() -> None:
    item = Demo().item("bridge-opening", "raqim")
    before, after = item.version(item.versions[1].at - MINUTE), item.version(item.versions[1].at)
    assert before is not None
    assert after is not None
    assert before.headline == "الوزيران يفتتحان جسر السدر الأربعاء"
    assert after.headline == "تأجيل افتتاح جسر السدر"
    assert after.paragraphs[0].endswith("إلى مطلع كانون الأول المقبل.")


def test_dates_in_a_text_are_written_as_the_outlet_writes_them() -> None:
    demo = Demo()
    agency = demo.item("bridge-opening", "raqim").versions[0].paragraphs[0]
    moroccan = demo.item("bridge-opening", "tilal").versions[0].paragraphs[1]
    lebanese = demo.item("lantern-prize", "sanawbar").versions[0].paragraphs[0]
    assert "يوم الأربعاء الموافق 13 تشرين الثاني 2024" in agency
    assert moroccan.endswith("بعد 12 نونبر.")
    assert "مساء الاثنين 11 تشرين الثاني/نوفمبر 2024" in lebanese


def test_a_copy_keeps_the_words_and_dates_of_the_original() -> None:
    demo = Demo()
    original = demo.item("bridge-opening", "raqim").versions[0].paragraphs
    copy = demo.item("bridge-opening", "waha").versions[0].paragraphs
    assert copy == ("واحة – متابعات: " + original[0], original[1])


def test_a_copy_takes_the_version_of_its_time() -> None:
    bridge, *others = sample_stories()
    agency, copy, *rest = bridge.tellings
    late = replace(copy, at=AfterStart(5), drop_last=1)
    items = schedule([replace(bridge, tellings=(agency, late, *rest)), *others], STARTED)
    assert "تأجل افتتاح" in find(items, "bridge-opening", "waha").versions[0].paragraphs[0]


def test_an_agency_prints_its_dateline_apart_and_others_in_the_text() -> None:
    demo = Demo()
    agency = demo.item("bridge-opening", "raqim")
    assert agency.dateline == "إربد 10 تشرين الثاني (رقيم) -"
    bridge = sample_stories()[0]
    placed = replace(bridge.tellings[2], dateline="الرباط")
    items = schedule([replace(bridge, tellings=(placed,))], STARTED)
    assert items[0].dateline is None
    assert items[0].versions[0].paragraphs[0].startswith("الرباط - تلال نيوز: أرجأت")


def test_what_today_would_still_bring_is_moved_before_the_start() -> None:
    early = STARTED.replace(hour=1)
    items = schedule(sample_stories(), early)
    tunis = find(items, "lantern-prize", "marfa").published  # 08:20 of today
    rabat = find(items, "bridge-opening", "tilal").published  # 18:00 of today
    assert early - LAST_MINUTES < tunis < rabat < early


def test_two_starts_of_one_moment_give_the_same_articles() -> None:
    assert schedule(sample_stories(), STARTED) == schedule(sample_stories(), STARTED)


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        schedule(sample_stories(), STARTED.replace(tzinfo=None))


SHIPPED = load_stories()
YEARS = dt.timedelta(days=3 * 365)
STARTS = st.timedeltas(-YEARS, YEARS).map(lambda offset: STARTED + offset)


@given(STARTS)
def test_at_any_hour_of_any_day_all_fits_together(started: dt.datetime) -> None:
    items = schedule(SHIPPED, started)
    live = {
        (story.slug, telling.outlet)
        for story in SHIPPED
        for telling in story.tellings
        if isinstance(telling.at, AfterStart)
    }
    for item in items:
        moments = [version.at for version in item.versions]
        assert moments == sorted(moments)
        assert (item.published > started) == ((item.story, item.outlet.key) in live)
        if item.copy_of:
            assert find(items, item.story, item.copy_of).published < item.published
        for version in item.versions:
            assert not any("{" in text for text in (version.headline, *version.paragraphs))


@given(STARTS)
def test_day_zero_is_one_calendar_day_for_all_outlets(started: dt.datetime) -> None:
    items = schedule(sample_stories(), started)
    assert (
        find(items, "lantern-prize", "marfa").published.date()
        == find(items, "bridge-opening", "tilal").published.date()
    )


def test_summer_time_is_the_outlets_own() -> None:
    story = read_story(
        "summer",
        tomllib.loads(
            'topic = "weather"\nsummary = "x"\n[[telling]]\noutlet = "difaf"\nat = "-1d 09:00"\n'
            'headline = "حر"\nsection = "طقس"\nbody = "حر شديد."'
        ),
    )
    started = dt.datetime(2024, 7, 10, 12, tzinfo=dt.UTC)
    published = schedule([story], started)[0].published
    assert published == dt.datetime(2024, 7, 9, 9, tzinfo=ZoneInfo("Africa/Cairo"))
    assert published.utcoffset() == dt.timedelta(hours=3)
