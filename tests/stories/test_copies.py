"""Copies: who printed a text first, and who printed it again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.stories.copies import WINDOW, CopyIndex, CopyPlace, fingerprints
from marsad.stories.items import Item
from tests.stories.tellings import items, tellings

HOUR = 3600.0
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"


def place(*stream: Item) -> list[CopyPlace]:
    index = CopyIndex()
    return [index.place(*pair) for pair in zip(stream, fingerprints(stream), strict=True)]


def long_one(words: int = 120) -> Item:
    return next(item for item in items() if len(item.text.split()) >= words)


def copied(item: Item, text: str, *, after: float = HOUR, by: str = "copier.example") -> Item:
    return replace(item, id=f"{item.id}:{after}", publisher=by, at=item.at + after, text=text)


def edited(name: str, text: str) -> str:
    rng = random.Random(3)
    other = [word for item in items()[:40] for word in item.text.split()]
    words = text.split(" ")
    match name:
        case "a third cut":
            return " ".join(words[: len(words) * 2 // 3])
        case "half cut":
            return " ".join(words[: len(words) // 2])
        case "source line":
            return f"{text}\nالمصدر: وكالات"
        case "spelling":
            return text.translate(str.maketrans("أإآىة", "اااي" + "ه"))
        case "diacritics":
            return "".join(c + rng.choice(MARKS) if c.isalpha() else c for c in text)
        case "word edits":
            return " ".join(rng.choice(other) if rng.random() < 0.1 else word for word in words)
        case "60 words more":
            return text + "\n" + " ".join(rng.choice(other) for _ in range(60))
        case _:
            return text


EDITS = ["none", "a third cut", "half cut", "source line", "spelling", "diacritics", "word edits",
         "60 words more"]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_is_folded_under_the_first(edit: str) -> None:
    first = long_one()
    title = "عنوان آخر لا يشبه الأول"
    later = replace(copied(first, edited(edit, first.text)), title=title)
    _, placed = place(first, later)
    assert placed.root == 0
    assert placed.kind in ("copy", "excerpt")


def test_every_copy_of_the_demo_is_found_and_nothing_else() -> None:
    stream = tellings()
    placed = place(*(told.item for told in stream))
    for told, found in zip(stream, placed, strict=True):
        first = stream[found.root]
        assert (found.kind is not None) == (told.copied_from is not None), told.item.id
        if found.kind:
            assert first.story == told.story
            assert first.item.publisher == told.copied_from


def test_a_copy_cut_by_half_is_an_excerpt() -> None:
    first = long_one()
    assert place(first, copied(first, edited("half cut", first.text)))[1].kind == "excerpt"


def test_a_publishers_own_later_version_is_an_update() -> None:
    first = long_one()
    text = f"{first.text}\nوأضاف بيان لاحق أن العمل سيستأنف صباح الغد."
    assert place(first, copied(first, text, by=first.publisher))[1].kind == "update"


def test_teasers_that_a_publisher_puts_into_its_articles_make_no_update() -> None:
    long = {told.story: told.item.text for told in tellings() if len(told.item.text.split()) > 90}
    first, second, teaser = list(long.values())[:3]
    block = " ".join(teaser.split()[:70])
    one = replace(long_one(), id="1", publisher="raqim", text=f"{first}\n{block}")
    two = replace(one, id="2", at=one.at + HOUR, text=f"{second}\n{block}")
    assert place(one, two)[1].kind is None


def test_a_daily_series_that_repeats_its_form_is_no_update() -> None:
    form = (
        "تكون السماء غدا قليلة السحب بأغلب المناطق ثم تتكاثف تدريجيا بعد الظهر مع أمطار متفرقة "
        "بالشمال وتتراوح درجات الحرارة القصوى بين {} و{} درجة وتكون في حدود {} درجة بالمرتفعات "
        "والريح من القطاع {} ضعيفة فمعتدلة السرعة قرب السواحل ومحليا قوية نسبيا بالجنوب والبحر {}"
    )
    one = Item("1", "jaw.example", 0.0, "طقس الأحد", form.format(18, 23, 14, "الغربي", "مضطرب"))
    text = form.format(25, 31, 21, "الشرقي", "هادئ").replace("قليلة السحب", "صافية")
    two = Item("2", "jaw.example", 24 * HOUR, "طقس الإثنين", text.replace("متفرقة", "غزيرة"))
    assert place(one, two)[1].kind is None


def test_a_bulletin_inside_a_long_report_makes_the_report_no_copy() -> None:
    long = long_one(200)
    bulletin = Item("1", "a.example", long.at - HOUR, "عاجل", " ".join(long.text.split()[:24]))
    placed = place(bulletin, long)[1]
    assert placed.kind is None
    assert placed.shares_with == (0,)


def test_short_items_are_copies_by_their_headline() -> None:
    title = "رئيس الوزراء يصل إلى مسقط في زيارة رسمية"
    first = Item("1", "a.example", 0.0, title, "التفاصيل لاحقا.")
    again = Item("2", "b.example", HOUR, f"{title}.", "نوافيكم بالتفاصيل بعد قليل")
    other = Item("3", "c.example", HOUR, "عاجل", "التفاصيل لاحقا.")
    assert [found.root for found in place(first, again, other)] == [0, 0, 2]


def test_furniture_that_a_hundred_articles_share_links_none_of_them() -> None:
    block = " ".join(long_one().text.split()[:60])
    rng = random.Random(5)
    vocabulary = [word for item in items() for word in item.text.split()]
    stream = [
        Item(str(n), f"{n}.example", n * HOUR / 4, None,
             " ".join(rng.choice(vocabulary) for _ in range(70)) + f"\n{block}")
        for n in range(100)
    ]  # fmt: skip
    assert not [found for found in place(*stream)[20:] if found.kind]


def test_ten_thousand_copies_of_one_text_are_one_group() -> None:
    first = long_one()
    stream = [
        replace(first, id=str(n), publisher=f"{n}.example", at=first.at + n) for n in range(10_000)
    ]
    assert {found.root for found in place(*stream)} == {0}


def test_a_text_is_forgotten_after_a_week() -> None:
    first = long_one()
    soon = copied(first, first.text, after=WINDOW - HOUR)
    late = copied(first, first.text, after=2 * WINDOW)
    assert place(first, soon)[1].kind == "copy"
    assert place(first, late)[1].kind is None


def test_articles_of_one_word_none_and_only_punctuation_are_placed() -> None:
    texts = ["كلمة", "", "؟!…", "ا" * 50_000, "ب " * 50_000]
    stream = [Item(str(n), "", 0.0, None, text) for n, text in enumerate(texts)]
    assert [found.root for found in place(*stream)] == [0, 1, 2, 3, 4]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=300), st.floats(-1e9, 1e9)), max_size=12))
def test_any_stream_is_placed_and_roots_come_first(stream: list[tuple[str, float]]) -> None:
    articles = [Item(str(n), "p", at, text[:20], text) for n, (text, at) in enumerate(stream)]
    for number, found in enumerate(place(*articles)):
        assert 0 <= found.root <= number
        assert (found.root == number) == (found.kind is None)
