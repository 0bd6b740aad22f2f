"""The difference between versions, as readers see it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from marsad.types import Article
from marsad.web.revisions import (
    Piece,
    compare_versions,
    word_pieces,
)

BASE = Article(id="1", made_by="test", title="عنوان الخبر", text="فقرة أولى.\nفقرة ثانية.")

words = st.lists(
    st.sampled_from(["قال", "الوزير", "أمس", "إن", "«نعم»", "12%", "،", "\n"]), max_size=30
)
texts = st.one_of(words.map(" ".join), st.text(max_size=80))


def version(pieces: tuple[Piece, ...], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(texts, texts)
def test_both_versions_can_be_read_from_the_difference(old: str, new: str) -> None:
    pieces = word_pieces(old, new)
    assert squeezed(version(pieces, "same", "added")) == squeezed(new)
    assert squeezed(version(pieces, "same", "removed")) == squeezed(old)


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.kind for piece in word_pieces(text, text)} <= {"same"}
    same = replace(BASE, text=text or "نص")
    assert compare_versions(same, same).is_empty


def test_changed_words_are_marked_and_blanks_are_not() -> None:
    assert word_pieces("زار الوزير عمّان أمس", "زار الوزير بيروت أمس") == (
        Piece("same", "زار الوزير "),
        Piece("removed", "عمّان"),
        Piece("same", " "),
        Piece("added", "بيروت"),
        Piece("same", " "),
        Piece("same", "أمس"),
    )


def test_a_rewritten_sentence_is_not_shown_as_a_patchwork() -> None:
    pieces = word_pieces("افتتح الرئيس المعرض مساء اليوم", "هطلت أمطار غزيرة على الساحل")
    assert [piece.kind for piece in pieces] == ["removed", "added"]


def test_a_new_paragraph_does_not_upset_the_ones_around_it() -> None:
    new = replace(BASE, text="فقرة أولى.\nكلام جديد كل الجدة هنا.\nفقرة ثانية معدلة.")
    blocks = compare_versions(BASE, new).blocks
    assert blocks[0].unchanged == 1
    assert blocks[1].pieces == (Piece("added", "كلام جديد كل الجدة هنا."),)
    assert version(blocks[2].pieces, "added") == "معدلة"


def test_fields_beside_the_text_are_compared_too() -> None:
    old = replace(BASE, tags=("أ", "ب"), dateline="القاهرة")
    new = replace(BASE, tags=("ب", "ج"), dateline=None)
    fields = {change.field: change.pieces for change in compare_versions(old, new).fields}
    assert fields["tags"] == (Piece("removed", "أ"), Piece("same", "ب"), Piece("added", "ج"))
    assert fields["dateline"] == (Piece("removed", "القاهرة"),)
    assert compare_versions(old, new).title is None


def test_what_is_only_spelled_or_punctuated_otherwise_is_shown_too() -> None:
    pieces = word_pieces("قال إن الامارات دولةٌ آمنة", "قال: إن الإمارات دولة آمنة")
    assert [piece.text for piece in pieces if piece.kind == "removed"] == ["الامارات دولةٌ"]
    assert [piece.text for piece in pieces if piece.kind == "added"] == [":", "الإمارات دولة"]


def test_one_word_of_a_long_paragraph_is_marked_alone() -> None:
    words = [f"كلمة{number}" for number in range(2_000)]
    old, new = " ".join(words), " ".join([*words[:999], "غيرها", *words[1_000:]])
    changed = [piece for piece in word_pieces(old, new) if piece.kind != "same"]
    assert changed == [Piece("removed", "كلمة999"), Piece("added", "غيرها")]


def test_endless_versions_are_compared_within_bounds() -> None:
    old, new = "كلمة " * 50_000, "كلمة أخرى " * 50_000
    assert {piece.kind for piece in word_pieces(old, new)} >= {"added"}
    many = replace(BASE, text="\n".join(f"سطر {number % 7}" for number in range(5000)))
    other = replace(BASE, text="\n".join(f"سطر {number % 5}" for number in range(5000)))
    assert compare_versions(many, other).blocks
