"""Spellings of names across articles, and the pure decision whether somebody is known already."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.analysis.identities.decide import decide
from marsad.analysis.identities.records import Known, Subject
from marsad.analysis.identities.spelling import (
    alike,
    likeness,
    read_spelling,
    shortens,
    word_sound,
)
from marsad.analysis.identities.subjects import number, role_key
from marsad.errors import ConfigError
from marsad.lexicon.identities import parse_identity_words
from marsad.text.normalize import fold
from marsad.types import EntityRole
from tests.analysis.who import subjects_of

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ"
words = st.text(st.sampled_from(ARABIC), min_size=1, max_size=9)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("أنتوني بلينكن", "أنطوني بلينكين"),
        ("أنتوني بلينكن", "Antony Blinken"),
        ("سيرغي لافروف", "سيرجي لافروف"),
        ("سيرغي لافروف", "Sergey Lavrov"),
        ("فولوديمير زيلينسكي", "Volodymyr Zelensky"),
        ("دونالد ترامب", "دونالد ترمب"),
        ("إيمانويل ماكرون", "Emmanuel Macron"),
    ],
)
def test_spellings_of_one_foreign_name_sound_alike(one: str, two: str) -> None:
    assert likeness(read_spelling(one, "PER"), read_spelling(two, "PER")) == "sounds alike"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("حسن نصر", "حسين نصر"),
        ("محمد سلمان", "محمد سليمان"),
        ("محمد السلمان", "محمد سليمان"),
        ("عبد الله السناني", "عبد الإله السناني"),
        ("أنتوني بلينكن", "أنتوني فاوتشي"),
        ("جو بايدن", "هانتر بايدن"),
    ],
)
def test_two_names_stay_two(one: str, two: str) -> None:
    assert likeness(read_spelling(one, "PER"), read_spelling(two, "PER")) == "different"


def test_what_latin_letters_leave_open_is_said_so() -> None:
    salman = read_spelling("Mohammed bin Salman", "PER")
    assert likeness(salman, read_spelling("محمد بن سلمان", "PER")) == "may be"
    assert likeness(salman, read_spelling("محمد سليمان", "PER")) == "may be"
    assert alike(fold("العلي"), fold("علي")) == "may be"


def test_a_family_name_shortens_nothing() -> None:
    full = read_spelling("أنتوني جون بلينكن", "PER")
    assert shortens(read_spelling("أنتوني بلينكن", "PER"), full)
    assert not shortens(read_spelling("بلينكن", "PER"), full)
    assert not shortens(read_spelling("جون بلينكن", "PER"), full)


@given(names)
def test_a_name_is_like_itself_in_any_marks(name: str) -> None:
    spelling = read_spelling(name, "PER")
    marked = read_spelling("".join(char + "\u064e" for char in name), "PER")
    assert likeness(spelling, marked) == "same"
    assert spelling.sounds == tuple(map(word_sound, spelling.words))


@given(names, names)
def test_likeness_is_symmetrical(one: str, two: str) -> None:
    left, right = read_spelling(one, "PER"), read_spelling(two, "PER")
    assert likeness(left, right) == likeness(right, left)


@given(st.text(max_size=300))
def test_any_text_has_a_spelling_of_bounded_length(text: str) -> None:
    spelling = read_spelling(text, "PER")
    assert len(spelling.words) <= 24
    assert all(word_sound(word) is not None for word in spelling.words)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_keys_fit_the_stores_integers_and_never_change(parts: list[str]) -> None:
    assert 0 <= number(*parts) < 2**63
    assert number(*parts) == number(*parts)


def test_a_key_is_the_same_in_every_release() -> None:
    assert number("PER", "انتوني بلينكن", "") == 5328245089568697108


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("وزير الخارجية الأمريكي", "وزير خارجية الولايات المتحدة"),
        ("وزير الخارجية الأمريكي", "وزير الخارجية الأمريكية السابق"),
        ("رئيس الوزراء العراقي", "رئيس وزراء العراق"),
    ],
)
def test_an_office_is_one_in_any_wording(one: str, two: str) -> None:
    assert role_key(EntityRole(one, None, "XX")) == role_key(EntityRole(two, None, "XX"))


def test_offices_of_two_states_are_two() -> None:
    title = "وزير الخارجية"
    assert role_key(EntityRole(title, None, "US")) != role_key(EntityRole(title, None, "EG"))


# --- subjects ---------------------------------------------------------------------


def test_a_role_comes_with_the_sentence_that_gives_it() -> None:
    (subject,) = subjects_of(
        "انطلق المؤتمر. وقال وزير النقل الأردني [PER نبيل قاسم الدروبي] إن الطريق جاهز. وانتهى."
    )
    (role,) = subject.roles
    assert (role.title, role.country) == ("وزير النقل الأردني", "JO")
    assert role.sentence == "وقال وزير النقل الأردني نبيل قاسم الدروبي إن الطريق جاهز."


def test_a_list_gives_nobody_a_role() -> None:
    (subject,) = subjects_of("التقى [PER أنتوني بلينكن] الصحافيين.")
    assert subject.roles == ()


def test_a_ministry_without_its_state_is_the_articles() -> None:
    about_iraq = subjects_of("أعلنت [ORG وزارة النقل] في [LOC بغداد] و[LOC البصرة] و[LOC الموصل].")
    about_egypt = subjects_of("أعلنت [ORG وزارة النقل] في [LOC القاهرة] و[LOC أسوان].")
    named = subjects_of("أعلنت [ORG وزارة النقل العراقية] ذلك.")
    ministry = [next(s for s in found if s.type == "ORG") for found in (about_iraq, about_egypt)]
    assert not ministry[0].strong & ministry[1].strong
    assert ministry[0].strong & named[0].strong
    (nowhere,) = subjects_of("أعلنت [ORG وزارة النقل] ذلك.")
    assert nowhere.is_open


def test_a_name_behind_li_is_shown_with_its_article() -> None:
    (subject,) = subjects_of("قدم تقريرا لل[ORG أمم المتحدة] ورفع رسالة لل[ORG أمم المتحدة].")
    assert list(subject.spellings) == ["الأمم المتحدة"]


def test_markup_is_no_name() -> None:
    assert subjects_of("قال [PER img src=x onerror] ذلك.") == ()


def test_subjects_do_not_depend_on_anything_but_the_article() -> None:
    marked = "قال وزير النقل الأردني [PER نبيل قاسم] إن [LOC عمّان] و[LOC صور] و[ORG الأمم المتحدة]."
    assert subjects_of(marked) == subjects_of(marked)


def test_mistakes_in_the_words_are_named() -> None:
    with pytest.raises(ConfigError, match="latin"):
        parse_identity_words("[roles]\nleft_out = []")
    broken = "\n".join(
        ["[roles]", "left_out = []", "[organizations]", "of_every_state = []",
         "borne_by_several = []", "[places]", "parts_of_states = []", ""]
    )  # fmt: skip
    with pytest.raises(ConfigError, match=r"identities\.toml:10: latin: sounds must be written"):
        parse_identity_words(f"{broken}[latin]\nconnectors = []\nsounds = ['b=ب', 'c']")


# --- decisions ---------------------------------------------------------------------


def known_from(marked: str, key: int, subject: Subject, **fields: object) -> Known:
    """Return somebody known by one article, as the store would hand him to `subject`."""
    mine = subjects_of(marked)[0]
    found = Known(key, key, mine.type, mine.country, mine.coordinates, articles=1)
    found.matched = set(mine.keys & subject.keys)
    found.names = list(mine.names)
    found.roles = {r.key: (mine.day, mine.day) for r in mine.roles}
    found.countries = {r.country for r in mine.roles if r.country}
    return replace(found, **fields)  # type: ignore[arg-type]  # fields of Known


BLINKEN = "وصل وزير الخارجية الأمريكي [PER أنتوني بلينكن] إلى المدينة."


def test_the_same_full_name_is_the_same_person() -> None:
    (subject,) = subjects_of("وصل [PER أنتوني بلينكن] إلى المدينة.")
    assert decide(subject, [known_from(BLINKEN, 7, subject)]).id == 7


def test_a_family_name_alone_is_nobody_however_well_known() -> None:
    (subject,) = subjects_of("وصل [PER بلينكن] إلى المدينة.")
    decision = decide(subject, [known_from(BLINKEN, 7, subject)])
    assert decision.id is None
    assert not decision.is_new


def test_a_family_name_with_the_office_is_its_holder() -> None:
    (subject,) = subjects_of("وصل وزير الخارجية الأمريكي [PER بلينكين] إلى المدينة.")
    assert decide(subject, [known_from(BLINKEN, 7, subject)]).id == 7


def test_an_office_of_long_ago_names_nobody_of_today() -> None:
    (subject,) = subjects_of("وصل وزير الخارجية الأمريكي [PER بلينكن] إلى المدينة.")
    known = known_from(BLINKEN, 7, subject)
    known.roles = dict.fromkeys(known.roles, (700000, 700001))
    assert decide(subject, [known]).id is None


def test_two_holders_of_one_family_name_leave_it_open() -> None:
    (subject,) = subjects_of("وصل وزير الخارجية الأمريكي [PER بلينكن] إلى المدينة.")
    other = "وصل وزير الخارجية الأمريكي [PER مارتن بلينكن] إلى المدينة."
    decision = decide(subject, [known_from(BLINKEN, 7, subject), known_from(other, 8, subject)])
    assert decision.id is None
    assert not decision.is_new


def test_a_common_name_in_offices_of_two_states_is_two_people() -> None:
    (subject,) = subjects_of("وصل وزير النقل السوداني [PER محمد علي] إلى المدينة.")
    known = known_from("وصل وزير الثقافة التونسي [PER محمد علي] إلى المدينة.", 7, subject)
    assert known.matched & subject.strong
    assert decide(subject, [known]).is_new


def test_the_order_of_the_known_makes_no_difference() -> None:
    (subject,) = subjects_of("وصل وزير النقل السوداني [PER محمد علي] إلى المدينة.")
    known = [
        known_from(f"وصل وزير {office} [PER محمد علي].", at, subject, articles=at % 3)
        for at, office in enumerate(
            ["النقل السوداني", "الثقافة التونسي", "النقل الليبي", "الصحة السوداني"], 1
        )
    ]
    answers = {decide(subject, list(order)) for order in itertools.permutations(known)}
    assert len(answers) == 1
    assert next(iter(answers)).id == 1


def test_a_town_is_not_its_namesake_in_another_state() -> None:
    (subject,) = subjects_of("انفجار في [LOC طرابلس] قرب [LOC بيروت] و[LOC صيدا] في [LOC لبنان].")[
        :1
    ]
    libya = "اشتباك في [LOC طرابلس] و[LOC بنغازي] و[LOC مصراتة] في [LOC ليبيا]."
    mine = next(s for s in subjects_of(libya) if s.names[0].text == "طرابلس")
    assert subject.country == "LB"
    assert mine.country == "LY"
    assert not mine.strong & subject.strong


@given(st.permutations(range(6)), st.integers(0, 2**32))
def test_decisions_are_the_same_whatever_the_order(order: list[int], seed: int) -> None:
    (subject,) = subjects_of(BLINKEN)
    random.seed(seed)
    known = [
        Known(key, key, "PER", articles=random.randrange(5), names=list(subject.names))
        for key in range(1, 7)
    ]
    for item in known:
        item.matched = set(subject.strong) if item.id % 2 else set(subject.weak)
    assert decide(subject, known) == decide(subject, [known[at] for at in order])
