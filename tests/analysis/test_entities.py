"""Who is meant where in an article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.understand import understand_names
from marsad.text.sentences import split_sentences
from marsad.types import Entity
from tests.analysis.marked import read_marked


def entities(marked: str) -> list[Entity]:
    text, mentions = read_marked(marked)
    linked, _, found = understand_names(text, split_sentences(text), mentions)
    ids = {entity.id for entity in found}
    assert all(mention.entity in ids for mention in linked)
    assert sum(entity.count for entity in found) == len(mentions)
    return list(found)


def names(marked: str) -> list[tuple[str, int]]:
    return [(entity.name, entity.count) for entity in entities(marked)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("قال [PER سامر العطار] إن [PER العطار] راض", [("سامر العطار", 2)]),
        ("[PER العطار] يصل\nقال [PER سامر العطار] إنه راض", [("سامر العطار", 2)]),
        ("قالت [PER صفية منصور كامل] ثم ضحكت [PER صفية]", [("صفية منصور كامل", 2)]),
        ("[PER محمد بن راشد بن سعيد الحارثي] و[PER محمد الحارثي]",
         [("محمد بن راشد بن سعيد الحارثي", 2)]),
        ("[PER عبد العزيز الشامي] ثم [PER عبدالعزيز الشامي]", [("عبد العزيز الشامي", 2)]),
        ("[PER كريستوفر هالبرغ] ثم [PER هالبيرغ]", [("كريستوفر هالبرغ", 2)]),
        ("[PER إيمان الآغا] ثم [PER ايمان الاغا]", [("إيمان الآغا", 2)]),
        ("[PER محمود الزين] ([PER أبو كريم]) ثم [PER أبو كريم]", [("محمود الزين", 3)]),
        ("[PER نجاة بنت سالم فال] ثم [PER بنت سالم فال]", [("نجاة بنت سالم فال", 2)]),
    ],
)  # fmt: skip
def test_a_later_or_shorter_name_is_the_same_person(
    marked: str, expected: list[tuple[str, int]]
) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "[PER سامر العطار] و[PER وليد العطار]",
        "[PER محمد حسن] و[PER محمد حسين]",
        "[PER خالد سلمان] و[PER خالد سليمان]",
        "[PER راشد بن سعيد] و[PER محمد بن راشد بن سعيد]",
        "[PER أحمد كامل] و[PER أحمد ناجي]",
        "[ORG وزارة الصحة] و[ORG وزارة الدفاع]",
        "[ORG مجلس النواب الليبي] و[ORG مجلس النواب اليمني]",
        "[LOC السودان] و[LOC جنوب السودان]",
        "[LOC عتق] ([LOC اليمن])",
        "[ORG فوسفات قفصة] ([ORG رويترز])",
        "[PER طارق الأهلي] و[ORG الأهلي]",
    ],
)
def test_two_names_stay_two(marked: str) -> None:
    assert [count for _, count in names(marked)] == [1, 1]


def test_a_family_name_that_two_bear_follows_the_one_just_named() -> None:
    far = "وتواصل العمل في الموقع حتى المساء من غير توقف. " * 20
    marked = f"[PER سامر العطار] قال.\n{far}\n[PER وليد العطار] رد. ثم ابتسم [PER العطار]"
    assert names(marked) == [("سامر العطار", 1), ("وليد العطار", 2)]


def test_a_family_name_that_nobody_can_tell_is_left_open() -> None:
    marked = "[PER سامر العطار] و[PER وليد العطار] هنا، وقال [PER العطار] إنه راض"
    assert names(marked) == [("سامر العطار", 1), ("وليد العطار", 1), ("العطار", 1)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[ORG منظمة الري العربية] ([ORG ARO]) ثم [ORG ARO]", [("منظمة الري العربية", 3)]),
        ("[ORG وكالة الأنباء القمرية] ([ORG وال])", [("وكالة الأنباء القمرية", 2)]),
        ("[ORG الاتحاد الأوروبي] ثم [ORG الاتحاد]", [("الاتحاد الأوروبي", 2)]),
        ("[ORG البنك المركزي المغربي] ثم [ORG البنك المركزي]", [("البنك المركزي المغربي", 2)]),
        ("[ORG وزارة الخارجية الكينية] و[ORG الخارجية الكينية]", [("وزارة الخارجية الكينية", 2)]),
        ("ل[ORG الاتحاد الأوروبي] ثم لل[ORG اتحاد الأوروبي]", [("الاتحاد الأوروبي", 2)]),
        ("[LOC الولايات المتحدة] ثم [LOC أميركا]", [("الولايات المتحدة", 2)]),
        ("[MISC كأس الخليج 2025] ثم [MISC كأس الخليج]", [("كأس الخليج 2025", 2)]),
    ],
)
def test_short_forms_and_acronyms_are_the_same_thing(
    marked: str, expected: list[tuple[str, int]]
) -> None:
    assert names(marked) == expected


def test_entities_are_numbered_by_first_mention_and_keep_their_aliases_and_roles() -> None:
    found = entities(
        "[PER قاسم] في [LOC روما]\n"
        "وصل وزير النقل الأردني [PER نبيل قاسم] أمس، وقال [PER قاسم] إنه راض"
    )
    first = found[0]
    assert [entity.id for entity in found] == ["e1", "e2"]
    assert (first.name, first.aliases, first.count) == ("نبيل قاسم", ("قاسم",), 3)
    assert [(role.title, role.country) for role in first.roles] == [("وزير النقل الأردني", "JO")]


def test_a_name_that_only_stands_behind_li_is_called_with_its_article() -> None:
    (found,) = entities("تقرير لل[ORG أمم المتحدة] ورد لل[ORG أمم المتحدة]")
    assert (found.name, found.aliases) == ("الأمم المتحدة", ())
    (found,) = entities("وصل إلى [LOC القاهرة] وسافر لل[LOC قاهرة]")
    assert (found.name, found.aliases) == ("القاهرة", ())


NAMES = st.lists(
    st.tuples(
        st.sampled_from(["PER", "ORG", "LOC", "MISC"]),
        st.lists(
            st.sampled_from(
                "علي بن سالم العطار العطّار عبد أبو هالبرغ هالبيرغ ARO طرابلس عمان - ٣".split()
            ),
            min_size=1,
            max_size=4,
        ),
        st.sampled_from([" ", " و", "، ", " (", ") ", "\n", ". "]),
    ),
    max_size=12,
)  # fmt: skip


@given(NAMES)
@settings(max_examples=200, deadline=None)
def test_any_names_become_entities_and_again_the_same(
    parts: list[tuple[str, list[str], str]],
) -> None:
    marked = "".join(f"[{kind} {' '.join(words)}]{behind}" for kind, words, behind in parts)
    text, mentions = read_marked(marked)
    sentences = split_sentences(text)
    once = understand_names(text, sentences, mentions)
    assert [m.entity is not None for m in once[0]] == [True] * len(mentions)
    assert [(m.start, m.end, m.type) for m in once[0]] == [
        (m.start, m.end, m.type) for m in mentions
    ]
    assert understand_names(text, sentences, once[0]) == once
    types = {entity.id: entity.type for entity in once[2]}
    assert all(types[m.entity or ""] == m.type for m in once[0])


@pytest.mark.parametrize(
    "name", ["[PER علي سالم]", "[ORG هيئة الري]", "[LOC طرابلس]", "[PER سالم {}]"]
)
def test_an_article_of_very_many_names_is_linked_to_its_end(name: str) -> None:
    marked = "، ".join(name.format(f"ال{number}") for number in range(20_000))
    assert sum(entity.count for entity in entities(marked)) == 20_000
