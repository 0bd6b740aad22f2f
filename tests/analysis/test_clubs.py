"""Towns that play a match are clubs: the words around them say so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.analysis.names.clubs import towns_as_clubs
from marsad.analysis.names.words import split_words


def kinds(*sentences: str, towns: str) -> list[list[str]]:
    """Return what the towns in each sentence, read as places, are taken for, in their order."""
    places = {word.folded for word in split_words(towns)}
    words = [[word.folded for word in split_words(sentence)] for sentence in sentences]
    labels = [["B-LOC" if word in places else "O" for word in row] for row in words]
    return [[label[2:] for label in row if label != "O"] for row in towns_as_clubs(words, labels)]


@pytest.mark.parametrize(
    "text",
    [
        "تعادل دهوك مع زاخو 1 - 1",
        "وفاز دهوك على زاخو بهدفين نظيفين",
        "تبدل الترتيب بعد فوز دهوك على حساب زاخو 3-0",
        "دهوك (العراق) - زاخو (العراق) 1 - صفر",
    ],
)
def test_towns_that_play_a_match_are_clubs(text: str) -> None:
    assert set(kinds(text, towns="دهوك زاخو")[0]) == {"ORG"}


@pytest.mark.parametrize(
    "text",
    [
        "سقط زاخو بيد المسلحين بعد معركة",
        "وتعادل الفريقان في زاخو 1-1",
        "فاز الفريق في مباراة أقيمت قرب زاخو 2-1",
        "يعقد المؤتمر في زاخو (العراق) 3-5 أيار",
        "خسر الحزب أمام منافسه في زاخو",
    ],
)
def test_towns_where_something_happens_stay_places(text: str) -> None:
    assert kinds(text, towns="زاخو") == [["LOC"]]


def test_countries_and_grounds_play_under_their_own_name() -> None:
    assert kinds("وفاز العراق على مصر 2-1", towns="العراق مصر") == [["LOC", "LOC"]]
    assert kinds("وتعادل مع ملعب 1-1", towns="ملعب") == [["LOC"]]


def test_the_coach_of_a_town_that_played_is_its_clubs() -> None:
    below = "وقال مدرب زاخو عن سفره إلى زاخو"
    assert kinds("فاز زاخو على دهوك 2-1", below, towns="زاخو") == [["ORG"], ["ORG", "LOC"]]
    assert kinds("سافر الوفد إلى زاخو", below, towns="زاخو") == [["LOC"], ["LOC", "LOC"]]


WORDS = st.sampled_from(
    [*"فاز تعادل على امام زاخو العراق ( ) - – 1 2 صفر 2-1 بهدف مدرب في".split(), ""]
)


@given(st.lists(st.lists(st.tuples(WORDS, st.sampled_from(["O", "B-LOC", "I-LOC", "B-PER"])))))
def test_nothing_but_places_changes_and_only_to_bodies(rows: list[list[tuple[str, str]]]) -> None:
    sentences = [[word for word, _ in row] for row in rows]
    labels = [[label for _, label in row] for row in rows]
    for before, after in zip(labels, towns_as_clubs(sentences, labels), strict=True):
        for old, new in zip(before, after, strict=True):
            assert new == old or (old[1:], new[1:]) == ("-LOC", "-ORG")
