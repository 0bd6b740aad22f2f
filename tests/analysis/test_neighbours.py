"""Looking two words up without making strings finds what the strings would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.analysis.names.features import pairs
from marsad.analysis.names.neighbours import read_neighbours

WORDS = ["من", "وزير", "|", "<", ">", "^", "$", "a|b", ">x", ""]
KEYS = st.lists(st.sampled_from(WORDS), max_size=8)


@given(KEYS)
def test_every_feature_is_found_at_its_place_and_no_other(keys: list[str]) -> None:
    asked = [(at, name) for at in range(len(keys)) for name in pairs(keys, at)]
    known = sorted({name for _, name in asked})[::2]
    features = {name: row for row, name in enumerate([*known, "k=من", "<>قال|وزير", "<غيره|من"])}
    expected = [(at, features[name]) for at, name in asked if name in features]
    assert list(read_neighbours(features).rows(keys)) == expected
