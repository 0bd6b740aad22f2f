"""Stories in the store: placed once, listed by rank, put right by hand, with a public log."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.analysis.analyze import analyze
from marsad.errors import InputError
from marsad.pipeline.analyse import analyze_waiting
from marsad.pipeline.connect import Placer, replay
from marsad.store.engine import Store
from marsad.store.records import Analysed
from marsad.store.story_records import StorySummary
from marsad.types import Article, Failure
from tests.store.builders import HOUR, NOW, given, seen
from tests.store.told import COPIED, LATER, article, key, of_story, place, story_of
from tests.stories.tellings import tellings


@pytest.fixture
def souk(store: Store) -> list[Article]:
    """One text in three papers, and a feature about the same market."""
    articles = [article(number) for number in of_story(COPIED)]
    place(store, *articles)
    return articles


def test_copies_are_folded_under_the_first_and_nothing_is_lost(
    store: Store, souk: list[Article]
) -> None:
    found = store.stories.place(key(store, souk[0].id))
    assert found is not None
    assert found.copy is None
    assert {one.article.id for one in found.copies} == {souk[1].id, souk[2].id}
    assert all(one.copy and one.copy.first.id == souk[0].id for one in found.copies)
    assert store.counts().articles == len(souk)
    copy = store.stories.place(key(store, souk[1].id))
    assert copy is not None
    assert copy.copy is not None
    assert copy.copy.first.id == souk[0].id


def test_a_story_says_who_reported_when_and_how_many(store: Store, souk: list[Article]) -> None:
    found = story_of(store, souk[0].id)
    assert (found.articles, found.copies, found.sources) == (3, 2, 3)
    assert found.first_at == souk[0].published
    assert found.last_at == souk[2].published
    view = store.stories.view(found.key)
    assert view is not None
    assert [one.article.id for one in view.articles] == [one.id for one in souk[:3]]
    assert store.stories.key(found.id) == found.key


def test_the_front_page_ranks_stories_and_pages_through_all(store: Store) -> None:
    place(store, *(article(number) for number in range(40)))
    whole = store.stories.list(limit=100).items
    assert sum(story.articles for story in whole) == 40
    paged: list[StorySummary] = []
    after = None
    while True:
        page = store.stories.list(limit=7, after=after)
        paged += page.items
        after = page.after
        if after is None:
            break
    assert paged == list(whole)
    several = store.stories.list(least_sources=2, limit=100).items
    assert several
    assert all(story.sources >= 2 for story in several)


def test_stories_are_listed_by_topic_and_by_the_country_that_they_are_about(
    store: Store, souk: list[Article]
) -> None:
    there = store.stories.list(country="sy").items
    assert story_of(store, souk[0].id) in there
    assert not store.stories.list(country="PE").items
    topic = story_of(store, souk[0].id).topic
    assert all(one.topic == topic for one in store.stories.list(topic=topic).items)


def test_an_article_that_comes_late_joins_the_story_that_is_there(store: Store) -> None:
    numbers = of_story(COPIED)
    place(store, article(numbers[0]), article(numbers[2]))
    before = story_of(store, article(numbers[0]).id)
    place(store, article(numbers[1]), now=LATER + HOUR)
    after = story_of(store, article(numbers[1]).id)
    assert after.key == before.key
    assert after.articles == before.articles + 1


def test_a_text_is_folded_under_the_first_published_even_if_that_one_comes_late(
    store: Store,
) -> None:
    numbers = of_story(COPIED)
    first, second, third = (article(number) for number in numbers[:3])
    place(store, second)
    place(store, first, now=LATER + HOUR)
    place(store, third, now=LATER + 2 * HOUR)
    found = store.stories.place(key(store, first.id))
    assert found is not None
    assert found.copy is None
    assert {one.article.id for one in found.copies} == {second.id, third.id}
    assert all(one.copy and one.copy.first.id == first.id for one in found.copies)
    assert story_of(store, first.id).copies == 2


def test_one_by_one_and_all_at_once_come_to_the_same(store: Store) -> None:
    articles = [article(number) for number in range(30)]
    place(store, *articles)
    ids = {one.id: story_of(store, one.id).id for one in articles}
    again = Placer(store)
    assert list(again.place_waiting(clock=lambda: LATER)) == []
    for number in range(30, 45):
        place(store, article(number))
    assert {one.id: story_of(store, one.id).id for one in articles} == ids


def test_an_article_whose_analysis_failed_is_placed_by_its_words(store: Store) -> None:
    numbers = of_story(COPIED)
    place(store, article(numbers[0]))
    store.ingest([given(article(numbers[1]))], now=LATER)
    (waiting,) = store.lease_unanalysed(now=LATER, limit=5, seconds=60)
    failure = Failure(waiting.article.id, "analyze", "broken")
    store.save_analyses(
        [Analysed(waiting.key, waiting.article, "test", failure=failure)], now=LATER
    )
    assert list(Placer(store).place_waiting(clock=lambda: LATER)) == [1]
    assert story_of(store, waiting.article.id).articles == 2


def test_articles_wait_while_an_older_one_is_not_analysed(store: Store) -> None:
    old, new = article(0), article(20)
    store.ingest([given(old), given(new)], now=LATER)
    waiting = {
        one.article.id: one for one in store.lease_unanalysed(now=LATER, limit=5, seconds=60)
    }
    late = waiting[new.id]
    store.save_analyses([Analysed(late.key, new, "test", analyze(new))], now=LATER)
    assert list(Placer(store).place_waiting(clock=lambda: LATER)) == []
    early = waiting[old.id]
    store.save_analyses([Analysed(early.key, old, "test", analyze(old))], now=LATER)
    assert list(Placer(store).place_waiting(clock=lambda: LATER)) == [2]
    assert store.stories.waiting() == 0


def test_one_process_places_at_a_time_and_a_dead_ones_work_comes_back(store: Store) -> None:
    store.ingest([given(article(0))], now=LATER)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: LATER):
        pass
    assert store.stories.lease(now=LATER, limit=10, span=10**9, seconds=60) is not None
    assert store.stories.lease(now=LATER, limit=10, span=10**9, seconds=60) is None
    assert store.stories.lease(now=LATER + HOUR, limit=10, span=10**9, seconds=60) is not None


def test_what_was_decided_before_places_changed_is_not_kept(store: Store) -> None:
    numbers = of_story(COPIED)
    place(store, *(article(number) for number in numbers))
    store.ingest([given(article(0))], now=LATER)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: LATER):
        pass
    batch = store.stories.lease(now=LATER, limit=10, span=10**9, seconds=60)
    assert batch is not None
    own = story_of(store, article(numbers[0]).id)
    store.stories.split(own.key, [key(store, article(numbers[2]).id)], now=LATER)
    assert store.stories.save(batch, []) is False
    assert list(Placer(store).place_waiting(clock=lambda: LATER)) == [1]


def test_a_merge_by_hand_moves_all_and_the_old_address_leads_there(
    store: Store, souk: list[Article]
) -> None:
    one, other = story_of(store, souk[0].id), story_of(store, souk[3].id)
    assert one.key != other.key
    store.stories.merge(other.key, one.key, now=NOW, reason="السوق نفسه")
    assert story_of(store, souk[3].id).key == one.key
    assert story_of(store, souk[3].id).articles == 4
    view = store.stories.view(other.key)
    assert view is not None
    assert view.summary.key == one.key
    assert [(entry.action, entry.reason) for entry in view.log] == [("merge", "السوق نفسه")]
    assert other.key not in {story.key for story in store.stories.list(limit=100).items}


def test_a_split_by_hand_keeps_the_saga_and_survives_new_articles(
    store: Store, souk: list[Article]
) -> None:
    own = story_of(store, souk[0].id)
    new = store.stories.split(own.key, [key(store, souk[2].id)], now=NOW)
    assert story_of(store, souk[2].id).key == new
    assert own.key in {story.key for story in store.stories.view(new).saga}  # type: ignore[union-attr]
    place(store, article(0), article(1))
    assert story_of(store, souk[2].id).key == new


def test_articles_move_between_stories_by_hand(store: Store, souk: list[Article]) -> None:
    one, other = story_of(store, souk[0].id), story_of(store, souk[3].id)
    store.stories.move([key(store, souk[2].id)], other.key, now=NOW)
    assert story_of(store, souk[2].id).key == other.key
    assert story_of(store, souk[0].id).articles == one.articles - 1


def test_wrong_edits_are_refused_with_a_reason(store: Store, souk: list[Article]) -> None:
    own, other = story_of(store, souk[0].id), story_of(store, souk[3].id)
    members = [key(store, one.id) for one in souk[:3]]
    with pytest.raises(InputError, match="itself"):
        store.stories.merge(own.key, own.key, now=NOW)
    with pytest.raises(InputError, match="no such story"):
        store.stories.merge(own.key, 10_000, now=NOW)
    with pytest.raises(InputError, match="no article would stay"):
        store.stories.split(own.key, members, now=NOW)
    with pytest.raises(InputError, match="in it"):
        store.stories.split(own.key, [key(store, souk[3].id)], now=NOW)
    with pytest.raises(InputError, match="of one story"):
        store.stories.move([members[0], key(store, souk[3].id)], other.key, now=NOW)
    with pytest.raises(InputError, match="already"):
        store.stories.move([members[0]], own.key, now=NOW)
    store.stories.merge(other.key, own.key, now=NOW)
    with pytest.raises(InputError, match="is part of"):
        store.stories.merge(other.key, own.key, now=NOW)
    with pytest.raises(InputError, match="no such proposal"):
        store.stories.accept(10_000, now=NOW)


def test_a_replay_proposes_what_it_would_put_right_once(store: Store) -> None:
    numbers = of_story(COPIED)
    place(store, *(article(number) for number in numbers))
    own = story_of(store, article(numbers[0]).id)
    assert replay(store, now=LATER, days=30) == 0
    store.stories.split(own.key, [key(store, article(numbers[1]).id)], now=NOW)
    # What an editor decided is not proposed again.
    assert replay(store, now=LATER, days=30) == 0
    parted = [key(store, article(numbers[2]).id)]
    assert store.stories.propose("split", own.key, None, parted, now=NOW, reason="test")
    assert not store.stories.propose("split", own.key, None, parted, now=NOW, reason="test")
    (entry,) = store.stories.log(state="proposed")
    store.stories.accept(entry.key, now=NOW)
    assert story_of(store, article(numbers[2]).id).key != own.key
    assert store.stories.log(state="proposed") == ()


def test_a_rejected_proposal_is_not_made_again(store: Store, souk: list[Article]) -> None:
    own = story_of(store, souk[0].id)
    parted = [key(store, souk[2].id)]
    store.stories.propose("split", own.key, None, parted, now=NOW, reason="test")
    (entry,) = store.stories.log(state="proposed")
    store.stories.reject(entry.key)
    assert not store.stories.propose("split", own.key, None, parted, now=NOW, reason="test")


def test_a_proposal_follows_a_story_that_grows_and_stays_turned_down(
    store: Store, souk: list[Article]
) -> None:
    own, other = story_of(store, souk[0].id).key, story_of(store, souk[3].id).key
    keys = [key(store, one.id) for one in souk[:3]]
    assert store.stories.propose("merge", own, other, keys[:2], now=NOW, reason="test")
    assert store.stories.propose("merge", own, other, keys, now=NOW, reason="test")
    (entry,) = store.stories.log(state="proposed")
    assert entry.articles == tuple(sorted(keys))
    store.stories.reject(entry.key)
    assert not store.stories.propose("merge", own, other, keys[:1], now=NOW, reason="test")


def test_moving_all_articles_of_a_story_is_a_merge(store: Store, souk: list[Article]) -> None:
    one, other = story_of(store, souk[0].id), story_of(store, souk[3].id)
    store.stories.move([key(store, souk[3].id)], one.key, now=NOW)
    view = store.stories.view(other.key)
    assert view is not None
    assert view.summary.key == one.key


def test_a_corrected_time_of_publication_moves_an_article_in_its_story(
    store: Store, souk: list[Article]
) -> None:
    first = souk[0].published
    assert isinstance(first, dt.datetime)
    before = first - dt.timedelta(days=1)
    earlier = article(of_story(COPIED)[2], published=before)
    store.ingest([seen(earlier, LATER + HOUR)], now=LATER + HOUR)
    found = store.stories.place(key(store, earlier.id))
    assert found is not None
    assert found.story.first_at == before
    assert found.copy is None
    assert {one.article.id for one in found.copies} == {souk[0].id, souk[1].id}


def test_an_old_article_between_new_ones_is_placed_in_its_own_days(store: Store) -> None:
    numbers = of_story(COPIED)
    old = dt.datetime(2020, 3, 1, tzinfo=dt.UTC)
    placer = Placer(store)
    for number, published in ((numbers[0], None), (numbers[3], old), (numbers[1], None)):
        fields = {} if published is None else {"published": published}
        store.ingest([given(article(number, **fields))], now=LATER)
        for _ in analyze_waiting(store, jobs=1, clock=lambda: LATER):
            pass
        assert list(placer.place_waiting(clock=lambda: LATER)) == [1]
    assert story_of(store, article(numbers[1]).id).articles == 2
    assert story_of(store, article(numbers[3]).id).first_at == old


def test_a_story_merged_across_the_edge_of_a_replay_is_no_trouble(store: Store) -> None:
    place(store, *(article(number) for number in range(60)))
    middle = tellings()[30].item.at
    days = (LATER - dt.datetime.fromtimestamp(middle, dt.UTC)) / dt.timedelta(days=1)
    before, after = (story_of(store, tellings()[number].item.id).key for number in (5, 55))
    store.stories.merge(before, after, now=NOW)
    replay(store, now=LATER, days=max(1, int(days)))
    for entry in store.stories.log(state="proposed"):
        assert after not in (entry.story, entry.other)


def test_a_replay_is_due_once_a_day_for_all_processes(store: Store) -> None:
    day = dt.timedelta(hours=24)
    assert store.stories.claim_replay(now=NOW, every=day)
    assert not store.stories.claim_replay(now=NOW + HOUR, every=day)
    assert store.stories.claim_replay(now=NOW + day, every=day)


def test_read_also_names_the_event_then_the_affair_and_never_one_text_twice(store: Store) -> None:
    place(store, *(article(number) for number in range(len(tellings()))))
    asked = [one for one in tellings() if one.story == "ankara-damascus-phone-call"]
    first = asked[0].item
    found = store.stories.read_also(key(store, first.id))
    assert found
    assert first.id not in {one.article.id for one in found}
    order = [("event", "saga").index(one.reason) if one.reason in ("event", "saga") else 2
             for one in found]  # fmt: skip
    assert order == sorted(order)
    assert "saga" in {one.reason for one in found}
    places = store.stories.places([one.article.key for one in found])
    texts = [places[one.article.key].first for one in found]
    assert len(texts) == len(set(texts))


def test_an_article_that_waits_has_no_place_yet(store: Store) -> None:
    store.ingest([given(article(0))], now=LATER)
    waiting = key(store, article(0).id)
    assert store.stories.place(waiting) is None
    assert store.stories.read_also(waiting) == ()
    assert store.stories.view(1) is None
    assert store.stories.list().items == ()
