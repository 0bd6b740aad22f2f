"""Headline, rank, corrections, and what to read beside an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.stories.corrections import Correction, corrections
from marsad.stories.headline import choose_headline
from marsad.stories.rank import RECENT, Report, rank
from marsad.stories.related import Library
from tests.stories.tellings import items, tellings

HOUR = 3600


def test_the_headline_that_says_what_the_others_say_stands_for_all() -> None:
    titles = [
        "شاهد.. لن تصدق ما حدث في مسقط!",
        "وزير الخارجية الأردني يصل إلى مسقط للقاء نظيره العماني",
        "وزير الخارجية الأردني في مسقط",
        "عاجل",
    ]
    assert choose_headline(titles) in (1, 2)


def test_of_equal_headlines_the_first_is_taken_and_of_none_none() -> None:
    assert choose_headline(["قمة في القاهرة بحضور الرئيسين", "قمة في القاهرة بحضور الرئيسين"]) == 0
    assert choose_headline([None, "؟!"]) == 1
    assert choose_headline([None, None]) is None
    assert choose_headline([]) is None


def test_more_independent_sources_rank_higher_and_copies_do_not_count() -> None:
    alone = [Report(0, "a", copied=False)]
    copied = [*alone, *(Report(0, str(n), copied=True) for n in range(20))]
    own = [*alone, *(Report(0, str(n), copied=False) for n in range(20))]
    assert rank(alone).hot == rank(copied).hot < rank(own).hot
    assert rank(copied).sources == rank(own).sources == 21


def test_a_day_later_outranks_a_few_sources_but_not_a_growing_story() -> None:
    old = rank([Report(0, "a", copied=False), Report(0, "b", copied=False)])
    new = rank([Report(24 * HOUR, "c", copied=False)])
    grown = rank([Report(24 * HOUR - n, str(n), copied=False) for n in range(8)])
    assert old.hot < new.hot < grown.hot


def test_recent_sources_are_those_of_the_last_hours() -> None:
    reports = [Report(0, "a", copied=False), Report(RECENT + 1, "b", copied=False)]
    assert rank(reports).recent == 1


def test_a_replay_that_joins_two_stories_proposes_to_merge_the_later_into_the_earlier() -> None:
    placed = {"1": "A", "2": "A", "3": "B"}
    assert corrections(placed, {"1": 7, "2": 7, "3": 7}) == [Correction("merge", "B", "A", ("3",))]


def test_a_replay_that_parts_a_story_proposes_a_split_or_a_move() -> None:
    placed = {"1": "A", "2": "A", "3": "A", "4": "B"}
    assert corrections(placed, {"1": 1, "2": 1, "3": 3, "4": 4}) == [
        Correction("split", "A", None, ("3",))
    ]
    assert corrections(placed, {"1": 1, "2": 1, "3": 4, "4": 4}) == [
        Correction("move", "A", "B", ("3",))
    ]


def test_what_was_decided_by_hand_is_left_alone() -> None:
    placed = {"1": "A", "2": "A", "3": "A", "4": "B"}
    assert corrections(placed, {"1": 1, "2": 1, "3": 4, "4": 4}, frozenset({"3"})) == []
    assert corrections({"1": "A", "2": "B"}, {"1": 1, "2": 1}, frozenset({"2"})) == []


@given(st.dictionaries(st.integers(0, 30), st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_a_replay_that_agrees_changes_nothing_and_any_names_only_what_is_there(
    places: dict[int, tuple[int, int]],
) -> None:
    placed = {article: story for article, (story, _) in places.items()}
    assert corrections(placed, placed) == []
    for found in corrections(placed, {article: group for article, (_, group) in places.items()}):
        assert {placed[article] for article in found.articles} == {found.story}
        assert found.other != found.story


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(items())


def test_the_nearest_articles_are_those_of_the_same_story(library: Library) -> None:
    first = sum(
        (found := library.nearest(told.item.id, limit=1)) != []
        and found[0].article_id.split(":")[0] == told.story
        for told in tellings()
    )
    alone = sum(
        len([one for one in tellings() if one.story == told.story]) == 1 for told in tellings()
    )
    assert first >= 0.95 * (len(tellings()) - alone)


def test_of_articles_that_print_one_text_one_is_named_and_each_has_its_reason(
    library: Library,
) -> None:
    told = next(one for one in tellings() if one.copied_from)
    found = library.nearest(told.item.id, limit=10)
    assert [one.reason for one in found].count("copy") == 1
    assert found[0].reason == "copy"
    assert all(one.article_id != told.item.id for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.score <= 1 for one in found)


def test_only_articles_near_in_time_where_that_is_asked(library: Library) -> None:
    told = tellings()[0]
    times = {item.id: item.at for item in items()}
    for one in library.nearest(told.item.id, limit=50, within=HOUR):
        assert abs(times[one.article_id] - told.item.at) <= HOUR


def test_an_unknown_article_is_a_key_error(library: Library) -> None:
    assert "nobody" not in library
    with pytest.raises(KeyError):
        library.nearest("nobody")
