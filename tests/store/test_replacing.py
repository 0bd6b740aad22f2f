"""All articles placed anew after an upgrade, and copies told anew when an earlier one turns up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import update

from marsad.pipeline import connect
from marsad.pipeline.analyse import analyze_waiting
from marsad.pipeline.connect import Placer
from marsad.store.engine import Store
from marsad.store.story_records import ConnectBatch, Place
from marsad.store.story_schema import story, story_article
from marsad.stories.connect import Connected
from marsad.types import Article, Publisher
from tests.store.builders import HOUR, NOW, given, seen
from tests.store.told import COPIED, LATER, article, key, of_story, place, story_of
from tests.stories.tellings import tellings

PlaceOf = tuple[str, str | None, str | None]


def places(store: Store, articles: Sequence[Article]) -> dict[str, PlaceOf]:
    """Return of each article its story's lasting id, and whose copy of what kind it is."""
    found: dict[str, PlaceOf] = {}
    for one in articles:
        here = store.stories.place(key(store, one.id))
        assert here is not None
        first, kind = (here.copy.first.id, here.copy.kind) if here.copy else (None, None)
        found[one.id] = here.story.id, first, kind
    return found


def go_on(store: Store, batches: int | None = None) -> int:
    """Place what waits, or so many batches of it; return how many articles that were."""
    done = 0
    for number, count in enumerate(Placer(store).place_waiting(clock=lambda: LATER), 1):
        done += count
        if number == batches:
            break
    return done


def jumble(store: Store) -> None:
    """Put all articles into one story, as a worse version of the code might have."""
    with store.database.write() as conn:
        row = conn.execute(story_article.select().limit(1)).one()
        conn.execute(
            update(story_article).values(story_id=row.story_id, copy_of=None, copy_kind=None)
        )


@pytest.fixture
def news(store: Store) -> list[Article]:
    articles = [article(number) for number in range(40)]
    place(store, *articles)
    return articles


def test_everything_placed_anew_is_where_it_would_be_in_a_new_store(
    store: Store, news: list[Article]
) -> None:
    before = places(store, news)
    front = [(one.id, one.articles, one.copies) for one in store.stories.list(limit=100).items]
    also = [one.article.id for one in store.stories.read_also(key(store, news[9].id))]
    jumble(store)
    assert store.stories.ask_for_all() == 40
    assert go_on(store) == 40
    assert store.stories.waiting() == 0
    assert places(store, news) == before
    assert [
        (one.id, one.articles, one.copies) for one in store.stories.list(limit=100).items
    ] == front
    assert [one.article.id for one in store.stories.read_also(key(store, news[9].id))] == also


def test_until_its_turn_an_article_keeps_its_place_and_an_interrupted_run_goes_on(
    store: Store, news: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "BATCH", 10)
    before = places(store, news)
    store.stories.ask_for_all()
    first = go_on(store, batches=1)
    assert places(store, news) == before
    left = store.stories.waiting_again()
    assert left == 40 - first
    # Who asks again while some wait only goes on.
    assert store.stories.ask_for_all() == left
    assert go_on(store) == left
    assert places(store, news) == before


def test_a_run_that_breaks_down_lets_the_next_one_go_on_at_once(
    store: Store, news: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.stories.ask_for_all()

    def broken(*_: object) -> list[Place]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Placer, "_place", broken)
        with pytest.raises(KeyboardInterrupt):
            go_on(store)
    assert store.stories.held_until(now=LATER) is None
    assert go_on(store) == 40


def test_nothing_is_asked_of_an_empty_store(store: Store) -> None:
    assert store.stories.ask_for_all() == 0
    assert go_on(store) == 0


def test_a_gatherer_that_places_meanwhile_loses_nothing(store: Store, news: list[Article]) -> None:
    placer = Placer(store)
    assert list(placer.place_waiting(clock=lambda: LATER)) == []
    before = places(store, news)
    store.ingest([given(article(40))], now=LATER)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: LATER):
        pass
    batch = store.stories.lease(now=LATER, limit=10, span=10**9, seconds=60)
    assert batch is not None
    store.stories.ask_for_all()
    assert store.stories.save(batch, []) is False  # decided from places that are made anew now
    assert sum(placer.place_waiting(clock=lambda: LATER)) == 41
    assert places(store, news) == before
    assert story_of(store, article(40).id).articles >= 1


def test_what_was_put_right_by_hand_stays_and_so_does_who_was_left_behind(
    store: Store, news: list[Article]
) -> None:
    listed = store.stories.list(limit=100).items
    several = sorted(listed, key=lambda one: (-one.articles, one.key))
    assert several[2].articles > 1
    view = store.stories.view(several[0].key)
    assert view is not None
    parted = view.articles[0].article  # the first: by their words the others would follow it
    new = store.stories.split(several[0].key, [parted.key], now=NOW)
    merged, into = several[1].key, several[2].key
    store.stories.merge(merged, into, now=NOW)
    store.stories.propose("merge", several[3].key, into, [], now=NOW, reason="test")
    before = places(store, news)
    waiting = store.stories.ask_for_all()
    assert waiting < 40
    assert store.stories.log(state="proposed") == ()
    assert go_on(store) == waiting
    assert places(store, news) == before
    assert story_of(store, parted.id).key == new


def test_what_an_editor_moves_while_it_waits_is_not_placed_again(
    store: Store, news: list[Article]
) -> None:
    store.stories.ask_for_all()
    one, other = store.stories.list(limit=2).items
    store.stories.merge(one.key, other.key, now=NOW)
    members = store.stories.view(other.key)
    assert members is not None
    go_on(store)
    again = store.stories.view(one.key)
    assert again is not None
    assert again.summary.key == other.key
    assert {each.article.id for each in again.articles} == {
        each.article.id for each in members.articles
    }


def test_the_address_of_a_story_that_is_empty_now_leads_to_where_its_headline_went(
    store: Store, news: list[Article]
) -> None:
    own = story_of(store, news[0].id)
    with store.database.write() as conn:
        wrong = conn.execute(
            story.insert().values(name="wrong", saga_id=1).returning(story.c.id)
        ).scalar_one()
        row = update(story_article).where(story_article.c.article_id == key(store, news[0].id))
        conn.execute(row.values(story_id=wrong))
        conn.execute(
            update(story)
            .where(story.c.id == wrong)
            .values(headline_id=key(store, news[0].id), articles=1)
        )
    store.stories.ask_for_all()
    go_on(store)
    view = store.stories.view(wrong)
    assert view is not None
    assert view.summary.key == own.key


# --- stories that were merged ---------------------------------------------------


def test_an_article_whose_story_was_merged_joins_what_that_is_part_of_now(store: Store) -> None:
    numbers = of_story(COPIED)
    place(store, article(numbers[0]), article(0), article(2))
    own = story_of(store, article(numbers[0]).id)
    one, other = (story_of(store, article(number).id) for number in (0, 2))
    store.stories.merge(own.key, one.key, now=NOW)
    store.stories.merge(one.key, other.key, now=NOW)
    store.ingest([given(article(numbers[1]))], now=LATER)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: LATER):
        pass
    batch = store.stories.lease(now=LATER, limit=10, span=10**9, seconds=60)
    assert batch is not None
    assert store.stories.save(batch, [named(batch, own.id)])
    assert story_of(store, article(numbers[1]).id).key == other.key


def test_merges_that_lead_round_in_a_circle_stop_nothing(store: Store) -> None:
    place(store, article(0), article(2))
    one, other = (story_of(store, article(number).id) for number in (0, 2))
    assert one.key != other.key
    with store.database.write() as conn:
        for here, there in ((one, other), (other, one)):
            conn.execute(update(story).where(story.c.id == here.key).values(merged_into=there.key))
    store.ingest([given(article(4))], now=LATER)
    for _ in analyze_waiting(store, jobs=1, clock=lambda: LATER):
        pass
    batch = store.stories.lease(now=LATER, limit=10, span=10**9, seconds=60)
    assert batch is not None
    assert store.stories.save(batch, [named(batch, one.id)])
    assert story_of(store, article(4).id).key in (one.key, other.key)


def named(batch: ConnectBatch, name: str) -> Place:
    """Place the one article of a batch into the story of a name."""
    (waiting,) = batch.waiting
    return Place(waiting, Connected(waiting.item.id, name, "affair"))


# --- copies of what turns up late -----------------------------------------------

PAPERS = [Publisher(name, f"{name}.example") for name in ("nakhla", "tilal", "sahil", "wadi")]


def printed(paper: int, hours: int, share: float = 1.0) -> Article:
    """Let a paper print the first part of one text, some hours after the first that did."""
    number = of_story(COPIED)[0]
    words = tellings()[number].item.text.split()
    at = LATER - 3 * dt.timedelta(days=1) + hours * HOUR
    text = " ".join(words[: int(len(words) * share)])
    address = f"https://{PAPERS[paper].domain}/{hours}"
    return article(
        number,
        id=f"{PAPERS[paper].domain}:{hours}",
        url=address,
        canonical_url=address,
        text=text,
        published=at,
        publisher=PAPERS[paper],
    )


def kinds(store: Store, *articles: Article) -> list[str | None]:
    return [kind for _, _, kind in places(store, articles).values()]


def test_what_copies_are_is_told_anew_when_the_first_of_all_comes_late(store: Store) -> None:
    cut, whole, again = printed(0, 10, 0.6), printed(1, 11, 0.62), printed(2, 12, 0.6)
    place(store, cut, whole, again)
    assert kinds(store, cut, whole, again) == [None, "copy", "copy"]
    first = printed(2, 0)
    place(store, first)
    assert kinds(store, first, cut, whole, again) == [None, "excerpt", "excerpt", "update"]
    # What comes now is measured by the first of all too, in a process that knew another one.
    later = printed(3, 14, 0.6)
    place(store, later)
    assert kinds(store, later) == ["excerpt"]


def test_a_process_that_knew_another_first_tells_the_next_copy_by_the_true_one(
    store: Store,
) -> None:
    placer = Placer(store)
    for one in (printed(0, 10, 0.6), printed(2, 0), printed(3, 14, 0.6), printed(2, 15)):
        store.ingest([given(one)], now=LATER)
        for _ in analyze_waiting(store, jobs=1, clock=lambda: LATER):
            pass
        assert list(placer.place_waiting(clock=lambda: LATER)) == [1]
    told = kinds(store, printed(0, 10), printed(2, 0), printed(3, 14), printed(2, 15))
    assert told == ["excerpt", None, "excerpt", "update"]


def test_a_corrected_time_that_makes_another_one_first_tells_copies_anew(store: Store) -> None:
    long, short = printed(0, 1), printed(1, 2, 0.6)
    place(store, long, short)
    assert kinds(store, long, short) == [None, "excerpt"]
    corrected = replace(short, published=LATER - 4 * dt.timedelta(days=1))
    store.ingest([seen(corrected, LATER + HOUR)], now=LATER + HOUR)
    assert kinds(store, long, short) == ["copy", None]
