"""What a story's page and the front page ask of the store, on both engines."""

from __future__ import annotations

import pytest

from marsad.store.engine import Store
from tests.web.affair import affair, article_keys, tell


def test_a_story_is_told_of_with_names_countries_and_shares(store: Store) -> None:
    stories = tell(store, affair())
    keys = article_keys(store)
    main = stories["first"]

    names = store.stories.names([main, stories["next"]], limit=50)
    counted = {one.entity.name: one.articles for one in names[main]}
    # Its two copies name him too, and count with the first of their text.
    assert counted["أنتوني بلينكن"] == 2
    assert "بغداد" in {one.entity.name for one in names[stories["next"]]}
    places = store.stories.names([main], kinds=("LOC",), limit=2)[main]
    assert len(places) == 2
    assert {one.entity.type for one in places} == {"LOC"}
    assert store.stories.names([]) == {}

    countries = dict(store.stories.countries())
    assert countries["EG"] >= countries["IQ"] >= 1
    assert next(iter(countries)) == "EG"
    assert len(store.stories.countries(limit=1)) == 1

    shares = store.stories.shared_texts(list(keys.values()))
    assert shares[keys["copy"]].first == keys["first"]
    assert shares[keys["copy"]].share == pytest.approx(0.98, abs=0.02)
    assert shares[keys["excerpt"]].share == 1.0
    assert 0.2 < shares[keys["quoting"]].share < 0.9
    assert not {keys["first"], keys["own"], keys["wheat"]} & shares.keys()
    assert store.stories.shared_texts([]) == {}
    assert len(store.stories.shared_texts(list(keys.values()), limit=1)) == 1


def test_a_place_says_how_many_copies_its_text_has(store: Store) -> None:
    tell(store, affair())
    keys = article_keys(store)
    places = store.stories.places(list(keys.values()))
    copies = {slug: places[key].copies for slug, key in keys.items()}
    assert copies["first"] == copies["copy"] == copies["excerpt"] == 2
    assert copies["own"] == copies["wheat"] == 0
    assert {places[keys[slug]].first for slug in ("first", "copy", "excerpt")} == {keys["first"]}
