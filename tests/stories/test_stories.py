"""Stories and sagas: articles of one event together, of one affair linked, others apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ConfigError
from marsad.stories.connect import Connected, Connector, saga_id, story_id
from marsad.stories.decide import load_decisions, parse_decisions
from marsad.stories.features import NAMES
from marsad.stories.items import UNDATED, Item, Name, in_order
from tests.stories.tellings import items, tellings

DAY = 86_400.0


def connect(stream: list[Item]) -> dict[str, Connected]:
    return {found.item.id: found.connected for found in Connector().connect(in_order(stream))}


def test_no_story_of_the_demo_holds_two_events() -> None:
    placed, told = connect(items()), defaultdict(set)
    for telling in tellings():
        told[placed[telling.item.id].story_id].add(telling.story)
    assert all(len(stories) == 1 for stories in told.values())


def test_copies_of_a_text_are_in_the_story_of_the_first() -> None:
    placed = connect(items())
    copies = [place for place in placed.values() if place.copy_kind in ("copy", "excerpt")]
    assert len(copies) > 30
    assert all(place.story_id == placed[place.copy_of or ""].story_id for place in copies)


def test_most_follow_ups_are_in_the_saga_of_their_event() -> None:
    placed, sagas = connect(items()), defaultdict(set)
    for telling in tellings():
        sagas[telling.story].add(placed[telling.item.id].saga_id)
    assert sum(len(found) == 1 for found in sagas.values()) > 0.6 * len(sagas)
    assert len(set().union(*sagas.values())) >= len(sagas)


def test_two_reports_of_one_meeting_are_one_story_and_the_next_day_is_the_same_saga() -> None:
    first = Item(
        "1", "a.example", 0.0, "وزير الخارجية العماني يلتقي نظيره الأردني في مسقط",
        "التقى وزير الخارجية العماني في مسقط اليوم نظيره الأردني، وبحث الوزيران تعزيز التعاون "
        "بين البلدين في مجالات النقل والطاقة، ووقعا مذكرة تفاهم للربط البحري بين صلالة والعقبة.",
    )  # fmt: skip
    second = Item(
        "2", "b.example", 3 * 3600.0, "مسقط: مباحثات عمانية أردنية حول الربط بين صلالة والعقبة",
        "عقد وزيرا خارجية سلطنة عمان والأردن لقاء في مسقط تناول التعاون في النقل والطاقة، ووقع "
        "الوزيران مذكرة تفاهم بشأن الربط البحري بين صلالة والعقبة.",
    )  # fmt: skip
    later = Item(
        "3", "a.example", 1.4 * DAY, "برلمان عمان يقر مذكرة الربط البحري بين صلالة والعقبة",
        "أقر مجلس الشورى العماني مذكرة التفاهم التي وقعتها مسقط مع الأردن للربط البحري بين صلالة "
        "والعقبة، على أن تبدأ أولى الرحلات الشهر المقبل.",
    )  # fmt: skip
    other = Item(
        "4", "b.example", DAY, "منتخب الأردن للسباحة يحصد ذهبيتين في بطولة غرب آسيا",
        "أحرز منتخب الأردن للسباحة ميداليتين ذهبيتين في ختام بطولة غرب آسيا المقامة في الدوحة.",
    )  # fmt: skip
    placed = connect([first, second, later, other])
    assert placed["1"].story_id == placed["2"].story_id == story_id("1")
    assert placed["3"].story_id != placed["1"].story_id
    assert placed["3"].saga_id == placed["1"].saga_id == saga_id("1")
    assert placed["4"].saga_id not in {placed["1"].saga_id, placed["3"].saga_id}


def test_the_same_happening_a_week_later_is_another_story() -> None:
    first = next(item for item in items() if len(item.text.split()) > 80)
    again = replace(first, id="later", publisher="b.example", at=first.at + 6 * DAY)
    placed = connect([first, again])
    assert placed["later"].copy_of == first.id
    assert placed["later"].story_id != placed[first.id].story_id


def test_input_order_changes_nothing() -> None:
    assert (
        connect(items()) == connect(items()[::-1]) == connect(sorted(items(), key=lambda i: i.text))
    )


def test_blocks_change_nothing() -> None:
    stream, connector = in_order(items()), Connector()
    one_by_one = [next(iter(connector.connect([item]))).connected for item in stream]
    assert one_by_one == list(connect(items()).values())


def test_a_connector_that_is_restored_goes_on_as_if_it_had_never_stopped() -> None:
    stream = in_order(items())
    whole = list(Connector().connect(stream))
    for cut in (1, len(stream) // 3, len(stream) - 5):
        second = Connector()
        second.restore(stream[:cut], [found.connected for found in whole[:cut]])
        rest = [found.connected for found in second.connect(stream[cut:])]
        assert rest == [found.connected for found in whole[cut:]]


def test_a_story_that_opened_before_what_is_restored_keeps_its_id() -> None:
    first = next(item for item in items() if len(item.text.split()) > 80)
    known = Connected("2", "0123456789abcdef", "fedcba9876543210", copy_of="gone", copy_kind="copy")
    connector = Connector()
    connector.restore([replace(first, id="2")], [known])
    later = replace(first, id="3", publisher="c.example", at=first.at + 60)
    (placed,) = connector.connect([later])
    assert placed.connected.story_id == known.story_id
    assert placed.connected.saga_id == known.saga_id
    assert placed.connected.copy_of == "gone"


def test_articles_without_a_date_come_last_and_are_placed() -> None:
    dated = items()[:20]
    bare = replace(dated[-1], id="undated", publisher="x.example", at=UNDATED)
    ordered = in_order([bare, *dated])
    assert ordered[-1].id == "undated"
    assert ordered[-1].at == ordered[-2].at
    placed = connect([bare, *dated])
    assert placed["undated"].copy_of == (placed[dated[-1].id].copy_of or dated[-1].id)
    assert in_order([bare])[0].at == 0.0


def test_a_clock_that_runs_backwards_stops_nothing_and_loses_nothing() -> None:
    stream = in_order(items())[::-1]
    placed = [found.connected for found in Connector().connect(stream)]
    assert [place.article_id for place in placed] == [item.id for item in stream]
    first = [place.copy_of for place in placed if place.copy_of]
    assert first
    assert set(first) <= {place.article_id for place in placed if place.copy_of is None}


def test_names_and_days_may_be_missing() -> None:
    known = [replace(item, names=(Name("PER", "احمد"),), day=738_000) for item in items()]
    mixed = [item if number % 2 else known[number] for number, item in enumerate(items())]
    assert len(connect(mixed)) == len(items())


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=120), st.one_of(st.none(), st.text(max_size=40)),
                  st.sampled_from([0.0, 0.0, 1.0, -1e12, 1e12, 5e4]))
    , max_size=10)
)  # fmt: skip
def test_any_stream_is_connected(stream: list[tuple[str, str | None, float]]) -> None:
    articles = [Item(str(n), "p", at, title, text) for n, (text, title, at) in enumerate(stream)]
    placed = connect(articles)
    assert placed.keys() == {item.id for item in articles}
    roots = {place.copy_of for place in placed.values() if place.copy_of}
    assert all(placed[root].copy_of is None for root in roots)


def test_the_model_fits_the_features_and_a_wrong_one_is_refused() -> None:
    assert len(load_decisions().story.weights) == len(NAMES)
    with pytest.raises(ConfigError, match=r"model\.json"):
        parse_decisions('{"story": {"bias": 1}, "saga": {"bias": 1}}')
    with pytest.raises(ConfigError, match=r"model\.json"):
        parse_decisions("[]")
