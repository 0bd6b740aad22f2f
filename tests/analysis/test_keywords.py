"""Keywords: what an editor would tag, in printed form."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.keywords.find import MOST, find_keywords
from marsad.analysis.keywords.words import parse_lists
from marsad.errors import ConfigError
from marsad.text.normalize import fold
from marsad.text.tokenize import tokens
from marsad.types import Mention

# ruff: noqa: E501

HEADLINE = "وزارة الموارد المائية تعلن خطة لترميم السدود الصغيرة"
BODY = """أعلنت وزارة الموارد المائية، اليوم الاثنين، خطة لترميم السدود الصغيرة في المحافظات الجنوبية.
وقال الوزير سامر الخالدي إن السدود الصغيرة تحتاج إلى صيانة عاجلة، وإن كلفة الخطة تبلغ 12 مليون دولار.
وأضاف الخالدي أن وزارة الموارد المائية ستتعاون مع البنك الإفريقي للتنمية في تمويل المشروع.
وتعاني المحافظات الجنوبية من شح المياه منذ ثلاث سنوات، ويعتمد مزارعوها على مياه الأمطار."""
TEXT = f"{HEADLINE}\n{BODY}"


def keywords(text: str, title: str = "", *mentions: tuple[str, str]) -> list[str]:
    found = []
    for name, kind in mentions:
        at = -1
        while (at := text.find(name, at + 1)) >= 0:
            found.append(Mention(at, at + len(name), name, kind))  # type: ignore[arg-type]
    return [word.text for word in find_keywords(text, len(title), found)]


def test_noun_phrases_come_whole_and_in_printed_form() -> None:
    found = keywords(TEXT, HEADLINE)
    assert "وزارة الموارد المائية" in found
    assert "السدود الصغيرة" in found
    assert "المحافظات الجنوبية" in found


def test_no_keyword_is_a_fragment() -> None:
    found = keywords(TEXT, HEADLINE)
    assert not {"وزارة", "وزارة الموارد", "الصغيرة", "المائية", "الجنوبية", "الموارد"} & set(found)


def test_verbs_particles_days_and_numbers_are_no_keywords() -> None:
    words = {word for phrase in keywords(TEXT, HEADLINE) for word in phrase.split()}
    assert not words & {
        "تعلن",
        "أعلنت",
        "وقال",
        "الاثنين",
        "اليوم",
        "إن",
        "في",
        "12",
        "مليون",
        "وتعاني",
    }


def test_what_the_headline_says_comes_before_what_the_last_line_says() -> None:
    found = keywords(TEXT, HEADLINE)
    late = [at for at, phrase in enumerate(found) if "الأمطار" in phrase]
    assert found.index("السدود الصغيرة") < min(late, default=MOST)


def test_scores_fall_from_one() -> None:
    scores = [word.score for word in find_keywords(TEXT, len(HEADLINE))]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_a_name_stays_whole_and_its_family_name_alone_counts_for_it() -> None:
    found = keywords(TEXT, HEADLINE, ("سامر الخالدي", "PER"), ("الخالدي", "PER"))
    assert "سامر الخالدي" in found
    assert "الخالدي" not in found
    assert "سامر" not in found


def test_a_name_is_printed_as_the_tagger_cut_it() -> None:
    text = "التقى الوفد بكارتال في أنقرة. وأشاد كارتال بالوفد. ثم غادر كارتال القاعة."
    assert "كارتال" in keywords(text, "", ("كارتال", "PER"))


def test_a_name_may_hold_words_that_are_particles_elsewhere() -> None:
    text = "افتتح مهرجان من وإلى في تونس. ويعرض مهرجان من وإلى أربعين فيلما. ويختتم مهرجان من وإلى غدا."
    assert "مهرجان من وإلى" in keywords(text, "", ("مهرجان من وإلى", "ORG"))


def test_what_is_joined_to_a_name_by_wa_is_no_part_of_its_phrase() -> None:
    title = "المركزي يثبت الفائدة وكجوك: الصرف الشهر المقبل"
    text = f"{title}\nقال وزير المالية أحمد كجوك إن الفائدة مستقرة. وأضاف كجوك أن الدعم قريب."
    found = keywords(text, title, ("أحمد كجوك", "PER"), ("كجوك", "PER"))
    assert "أحمد كجوك" in found
    assert not any("وكجوك" in phrase or "يثبت" in phrase for phrase in found)


def test_a_verb_ends_the_phrase_of_the_name_before_it() -> None:
    title = "كاوندي تحتكم إلى القضاء ومارتشيكا توقف خط التعليب"
    text = f"{title}\nأعلنت بلدية كاوندي قرارها. وقالت مارتشيكا إن خط التعليب متوقف."
    found = keywords(text, title, ("كاوندي", "LOC"), ("مارتشيكا", "ORG"))
    assert {"كاوندي", "مارتشيكا", "خط التعليب"} <= set(found)
    assert not {"تحتكم", "توقف"} & {word for phrase in found for word in phrase.split()}


def test_a_keyword_ends_before_the_time_that_is_said_with_it() -> None:
    title = "بدء صرف دعم المصدرين الشهر المقبل"
    found = keywords(f"{title}\nيبدأ صرف دعم المصدرين قريبا.", title)
    assert not any("الشهر" in phrase for phrase in found)


@pytest.mark.parametrize("word", ["مصرع", "المخرج", "الدورة"])
def test_a_word_that_says_nothing_alone_is_no_keyword(word: str) -> None:
    title = f"{word} على طريق القصيم"
    text = f"{title}\nتصادم على طريق القصيم. قال شهود إن {word} على الطريق."
    assert word not in keywords(text, title, ("طريق القصيم", "LOC"))


def test_two_persons_with_one_family_name_stay_apart() -> None:
    text = "سالم الراعي وهند الراعي يفوزان. تسلم سالم الراعي الجائزة. شكرت هند الراعي اللجنة. الراعي سعيد."
    found = keywords(text, "", ("سالم الراعي", "PER"), ("هند الراعي", "PER"), ("الراعي", "PER"))
    assert {"سالم الراعي", "هند الراعي"} <= set(found)


def test_the_article_glued_to_a_preposition_is_not_lost_within_a_phrase() -> None:
    text = "انضمت البلاد للمنظمة البحرية الدولية. وقالت المنظمة البحرية الدولية إنها ترحب بها."
    found = keywords(text)
    assert "المنظمة البحرية الدولية" in found
    assert not any(phrase.startswith("منظمة البحرية") for phrase in found)


def test_what_only_stands_behind_li_gets_its_article_back() -> None:
    text = "سلم الوزير رسالة للأمين العام للأمم المتحدة. وشرح الوزير للأمين العام موقف بلاده."
    found = keywords(text, "", ("أمم المتحدة", "ORG"))
    assert "الأمين العام" in found or "الأمين العام للأمم المتحدة" in found
    assert not any(phrase.startswith(("أمم", "أمين", "لأمين")) for phrase in found)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("فاز المنتخب بكأس العالم لكرة القدم. وكأس العالم لكرة القدم أشهر البطولات.", "كأس العالم لكرة القدم"),
        ("أطلقت SpaceX صاروخا. وقالت SpaceX إن الصاروخ عاد.", "SpaceX"),
        ("حلقت مقاتلات F-35 فوق البحر. ومقاتلات F-35 حديثة.", "مقاتلات F-35"),
    ],
)  # fmt: skip
def test_terms_of_several_words_and_scripts(text: str, tag: str) -> None:
    assert tag in keywords(text)


def test_a_short_text_gets_few_keywords() -> None:
    assert len(keywords("افتتاح معرض الكتاب في الدوحة")) <= 2
    assert len(keywords(TEXT)) <= MOST


def test_known_tokens_change_nothing() -> None:
    assert find_keywords(TEXT, len(HEADLINE), words=tokens(TEXT)) == find_keywords(
        TEXT, len(HEADLINE)
    )


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "؟!…،؛", "١٢٣ 456", "و", "ـــ", "\u200f\u202b", "👍👍 👍", "ًٌٍ"]
)
def test_nothing_to_say_gives_no_keywords(text: str) -> None:
    assert find_keywords(text, 0) == ()


def test_other_scripts_are_read_too() -> None:
    found = keywords("Parliament elects new speaker. Парламент избрал спикера. 议会 选举 议长")
    assert found
    assert all(isinstance(phrase, str) and phrase for phrase in found)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from("ابتدرسعفكلمنهويةىأإآ ءؤ\u064e\u0651ـ\u200f\n.،«»()12٣ aZé-_"), max_size=200
    ),
    st.integers(0, 250),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=6),
)
def test_any_text_with_any_names_gives_phrases_that_are_printed_in_it(
    text: str, title_length: int, places: list[tuple[int, int]]
) -> None:
    mentions = [
        Mention(start, end, text[start:end], "PER")
        for start, length in places
        if start < (end := min(len(text), start + length))
    ]
    printed = " ".join(text.split())
    found = find_keywords(text, title_length, mentions)
    assert len(found) <= MOST
    assert len({fold(word.text) for word in found}) == len(found)
    for word in found:
        assert word.text in printed or f"لل{word.text.removeprefix('ال')}" in printed
        assert 0 < word.score <= 1


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    for word in find_keywords(text, len(text) // 2):
        assert word.text.strip()


@pytest.mark.parametrize("unit", ["كلمة ", "وزارة الخارجية ", "ا", "؟ ", "بن محمد بن "])
def test_a_huge_paragraph_is_read(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    names = [Mention(0, len(text), text, "PER"), Mention(5, 10, text[5:10], "LOC")]
    assert len(find_keywords(text, 0, names)) <= MOST


def test_a_broken_list_is_named() -> None:
    with pytest.raises(ConfigError, match=r"keywords\.toml.*alone"):
        parse_lists('stops = []\nkept = []\nprepositions = []\nalone = "يوم"')
