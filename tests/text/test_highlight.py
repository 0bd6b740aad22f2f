"""Search hits are marked in the page's own spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.highlight import highlight, snippet
from marsad.text.stem import exact_terms, index_terms
from marsad.types import Fragment


def _marked(fragments: tuple[Fragment, ...]) -> list[str]:
    return [fragment.text for fragment in fragments if fragment.hit]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("قرأتُ الكِتابَ وكتابًا آخر", "كتاب", ["الكِتابَ", "وكتابًا"]),
        ("الولايات المتحدة الأمريكيّة", "أمريكا", ["الأمريكيّة"]),
        ("أوكرانيا واوكرانيا", "أوكرانيا", ["أوكرانيا", "واوكرانيا"]),
        ("العـــراق في ٢٠٢٤", "العراق 2024", ["العـــراق", "٢٠٢٤"]),
        ("ﺍﻟﻌﺮﺍﻕ", "عراق", ["ﺍﻟﻌﺮﺍﻕ"]),
        ("نقلت أ.ف.ب عن", "(أ ف ب)", ["أ.ف.ب"]),
        ("Elections in Iraq", "election", ["Elections"]),
        ("لا شيء هنا", "كتاب", []),
        ("لا شيء هنا", "", []),
    ],
)
def test_hits_are_marked_as_printed(text: str, query: str, hits: list[str]) -> None:
    fragments = highlight(text, index_terms(query))
    assert _marked(fragments) == hits
    assert "".join(fragment.text for fragment in fragments) == text


def test_exact_search_marks_the_spelling_alone() -> None:
    text = "كتاب والكتاب وكتابٌ كِتاب"
    assert _marked(highlight(text, exact_terms("كتاب"), exact=True)) == ["كتاب", "كِتاب"]


@given(st.text(st.sampled_from("كتاب والمنشر \u064eـ\n1a.")), st.text(st.sampled_from("كتابلا ")))
def test_highlighting_changes_no_character(text: str, query: str) -> None:
    fragments = highlight(text, index_terms(query))
    assert "".join(fragment.text for fragment in fragments) == text
    assert all(fragment.text for fragment in fragments)


def test_a_snippet_holds_the_most_distinct_terms() -> None:
    text = "بداية كتاب كتاب كتاب. " + "كلام كثير " * 60 + "هنا كتاب عن العراق. " + "كلام كثير " * 60
    fragments = snippet(text, index_terms("كتاب العراق"), width=80)
    assert _marked(fragments) == ["كتاب", "العراق"]
    assert fragments[0].text == fragments[-1].text == "…"


def test_a_snippet_without_hits_is_the_opening() -> None:
    text = "كلمة " * 100
    fragments = snippet(text, ["غائب"], width=42)
    assert "".join(fragment.text for fragment in fragments) == "كلمة " * 7 + "كلمة…"


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("خبر قصير", []) == (Fragment("خبر قصير"),)
    assert snippet("", ["كتاب"]) == ()
    assert snippet("  خبر  ", []) == (Fragment("خبر"),)


@given(
    st.lists(
        st.sampled_from(["كتاب", "الكتابُ", "كلام", "في", "مدينةِ", "بيت.", "\n", "a1"]), max_size=80
    ),
    st.integers(10, 120),
)
def test_snippets_end_at_words(words: list[str], width: int) -> None:
    text = " ".join(words)
    fragments = snippet(text, index_terms("كتاب بيت"), width=width)
    shown = "".join(fragment.text for fragment in fragments if fragment.text != "…")
    assert shown in text
    assert len(shown) <= width + 40
    assert set(shown.split()) <= set(text.split())
    if set(index_terms(text)) & set(index_terms("كتاب بيت")):
        assert _marked(fragments)


def test_a_very_long_text_and_a_very_long_word() -> None:
    text = "كلام " * 400_000 + "كتاب " + "كلام " * 400_000
    assert _marked(snippet(text, index_terms("كتاب"))) == ["كتاب"]
    fragments = snippet("x" * 1_000_000, ["y"])
    assert 240 <= len(fragments[0].text) <= 280
