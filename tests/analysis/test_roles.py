"""What readers may expect of every title in the news: its span, its holder, its state."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.roles.find import find_roles
from marsad.analysis.understand import understand_names
from marsad.text.sentences import split_sentences
from marsad.types import Entity, Role
from tests.analysis.marked import read_marked

SEED = Path(__file__).parents[2] / ".." / "shared" / "data" / "seed" / "aggregator_page.txt"

Found = tuple[str, str | None, str | None]


def understand(marked: str) -> tuple[tuple[Role, ...], dict[str, Entity]]:
    text, mentions = read_marked(marked)
    _, roles, entities = understand_names(text, split_sentences(text), mentions)
    for role in roles:
        assert text[role.start : role.end] == role.text
    return roles, {entity.id: entity for entity in entities}


def titles(marked: str) -> list[Found]:
    """Return title, holder and country of each role."""
    roles, entities = understand(marked)
    return [(r.text, entities[r.person].name if r.person else None, r.country) for r in roles]


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("التقى وزير الخارجية النمساوي [PER يوهان هوبر]",
         ("وزير الخارجية النمساوي", "يوهان هوبر", "AT")),
        ("وقالت وزيرة الطاقة الكندية [PER إيما ستون]", ("وزيرة الطاقة الكندية", "إيما ستون", "CA")),
        ("الرئيس الكوري الجنوبي [PER باك جون هو]", ("الرئيس الكوري الجنوبي", "باك جون هو", "KR")),
        ("سفيرة [LOC المغرب] لدى [LOC السنغال] [PER نزهة العمراني]",
         ("سفيرة المغرب لدى السنغال", "نزهة العمراني", "MA")),
        ("المبعوث النرويجي إلى [LOC السودان] [PER أولاف بيرغ]",
         ("المبعوث النرويجي إلى السودان", "أولاف بيرغ", "NO")),
        ("سفير [LOC طوكيو] في [LOC مسقط] [PER كينجي أوتا]",
         ("سفير طوكيو في مسقط", "كينجي أوتا", "JP")),
        ("رئيس وزراء [LOC ماليزيا] [PER رشدي عزمان]",
         ("رئيس وزراء ماليزيا", "رشدي عزمان", "MY")),
        ("نائب مساعد وزير الدفاع الأميركي [PER مايكل دنفر]",
         ("نائب مساعد وزير الدفاع الأميركي", "مايكل دنفر", "US")),
        ("القائم بأعمال السفارة البرازيلية [PER باولو رييس]",
         ("القائم بأعمال السفارة البرازيلية", "باولو رييس", "BR")),
        ("الرئيس المالي [PER موسى كوني]", ("الرئيس المالي", "موسى كوني", "ML")),
        ("وزير المالية [PER سهيل الرفاعي]", ("وزير المالية", "سهيل الرفاعي", None)),
        ("المدير المالي [PER سهيل الرفاعي]", ("المدير المالي", "سهيل الرفاعي", None)),
        ("المبعوث الأممي إلى [LOC اليمن] [PER نيلز لارسن]",
         ("المبعوث الأممي إلى اليمن", "نيلز لارسن", None)),
        ("والي [LOC القضارف] [PER حاتم الأمين]", ("والي القضارف", "حاتم الأمين", None)),
        ("وزير البيئة والغابات [PER كمال الزين]", ("وزير البيئة والغابات", "كمال الزين", None)),
        ("المتحدثة باسم [ORG وزارة الصحة القطرية] [PER نورة الكواري]",
         ("المتحدثة باسم وزارة الصحة القطرية", "نورة الكواري", "QA")),
        ("أمينها العام بالوكالة [PER رامي شاهين]", ("أمينها العام بالوكالة", "رامي شاهين", None)),
    ],
)  # fmt: skip
def test_a_title_is_found_with_its_holder_and_its_state(marked: str, found: Found) -> None:
    assert titles(f"{marked} في مؤتمر صحفي.") == [found]


@pytest.mark.parametrize(
    "marked",
    [
        "[PER ليلى حداد]، مديرة مكتب التخطيط، قالت إن العمل بدأ.",
        "[PER ليلى حداد]، وهي مديرة مكتب التخطيط، قالت إن العمل بدأ.",
        "[PER ليلى حداد] (42 عامًا)، مديرة مكتب التخطيط، قالت إن العمل بدأ.",
        "قالت مديرة مكتب التخطيط الدكتورة المهندسة [PER ليلى حداد] إن العمل بدأ.",
        "مديرة مكتب التخطيط، [PER ليلى حداد]، قالت إن العمل بدأ.",
        "قالت [PER ليلى حداد] مديرة مكتب التخطيط إن العمل بدأ.",
        "مديرة مكتب التخطيط السيدة [PER ليلى حداد]: العمل بدأ.",
        "مديرة مكتب التخطيط: [PER ليلى حداد]، مهندسة.",
    ],
)
def test_the_holder_may_stand_before_or_behind(marked: str) -> None:
    assert titles(marked) == [("مديرة مكتب التخطيط", "ليلى حداد", None)]


@pytest.mark.parametrize(
    "marked",
    [
        "وصل اللواء الركن [PER حازم درويش] إلى المدينة.",
        "قال السفير [PER حازم درويش] للصحفيين.",
        "ألقى الشاعر [PER حازم درويش] قصيدة.",
        "سجل اللاعب [PER حازم درويش] هدفين.",
        "يرى الخبير الاقتصادي [PER حازم درويش] أن السوق هادئة.",
        "كتب المحامي والباحث [PER حازم درويش] مقالًا.",
        "اجتمع الوزراء أمس، وأمر القاضي بالإفراج.",
        "تقع القرية في محافظة الأنبار وتديرها مؤسسة خيرية.",
        "قال الوزير إنه راض، ثم غادر الرئيس القاعة.",
        "بمساعدة السكان وصل المتطوعون إلى الموقع.",
    ],
)
def test_ranks_professions_and_everyday_words_are_no_roles(marked: str) -> None:
    assert titles(marked) == []


def test_what_a_title_says_of_a_name_does_not_make_the_name_its_holder() -> None:
    assert titles("رئيس الوزراء السويدي: [PER ليلى حداد] أخطأت") == [
        ("رئيس الوزراء السويدي", None, "SE")
    ]


def test_who_is_met_is_not_who_meets() -> None:
    marked = "استقبل [PER رياض قاسم] رئيس الوزراء القطري في مكتبه."
    assert titles(marked) == [("رئيس الوزراء القطري", None, "QA")]


def test_the_place_of_a_statement_is_not_part_of_the_title() -> None:
    assert titles("أكد وزير الصحة العراقي في [LOC البصرة] أن اللقاح آمن.") == [
        ("وزير الصحة العراقي", None, "IQ")
    ]
    assert titles("صرح وزير النقل التونسي لصحيفة [ORG الأفق] بأن الخط جاهز.") == [
        ("وزير النقل التونسي", None, "TN")
    ]


def test_a_counterpart_holds_the_same_office_of_another_state() -> None:
    roles, entities = understand(
        "بحث وزير الخارجية المصري [PER سعد الديب] مع نظيره الباكستاني [PER عمر خان] الملف."
    )
    assert [(role.text, role.country) for role in roles] == [
        ("وزير الخارجية المصري", "EG"),
        ("نظيره الباكستاني", "PK"),
    ]
    other = next(entity for entity in entities.values() if entity.name == "عمر خان")
    assert [(role.title, role.country) for role in other.roles] == [("وزير الخارجية", "PK")]


def test_joined_titles_before_one_name_are_one_persons() -> None:
    assert titles(
        "حضر مدير ديوان وزير الري ب[ORG حكومة الوفاق] ومدير [ORG هيئة السدود] [PER نادر عيسى]."
    ) == [
        ("مدير ديوان وزير الري بحكومة الوفاق", "نادر عيسى", None),
        ("مدير هيئة السدود", "نادر عيسى", None),
    ]


def test_offices_of_two_states_are_two_persons() -> None:
    found = titles("التقى وزير الخارجية الإيطالي ورئيس الوزراء المالطي [PER جوزيف بورغ].")
    assert found == [
        ("وزير الخارجية الإيطالي", None, "IT"),
        ("رئيس الوزراء المالطي", "جوزيف بورغ", "MT"),
    ]


def test_titles_behind_one_name_are_all_its_own() -> None:
    found = titles(
        "سفير [ORG الاتحاد الأفريقي] لدى [LOC الصومال] [PER سليمان ديوب]، رئيس بعثة المراقبة، وصل."
    )
    assert found == [
        ("سفير الاتحاد الأفريقي لدى الصومال", "سليمان ديوب", None),
        ("رئيس بعثة المراقبة", "سليمان ديوب", None),
    ]


def test_an_appointment_names_the_new_holder_before() -> None:
    assert titles("عُيّن [PER فؤاد الخطيب] سفيرًا لدى [LOC الصين].") == [
        ("سفيرًا لدى الصين", "فؤاد الخطيب", None)
    ]
    assert titles("انتخب المجلس [PER هدى سالم] رئيسةً للجنة المالية.") == [
        ("رئيسةً للجنة المالية", "هدى سالم", None)
    ]
    assert titles("أُسند منصب وزير العدل إلى [PER هدى سالم].") == [("وزير العدل", "هدى سالم", None)]


def test_a_dual_title_has_two_holders() -> None:
    found = titles("اجتمع الوزيران [PER سمير غانم] و[PER إيفان بتروف] أمس.")
    assert found == [("الوزيران", "سمير غانم", None), ("الوزيران", "إيفان بتروف", None)]


def test_a_coachs_nationality_is_his_own_a_teams_is_the_offices() -> None:
    assert titles("أشاد المدرب الصربي [PER ميلان إيليتش] بلاعبيه.") == [
        ("المدرب", "ميلان إيليتش", None)
    ]
    assert titles("أشاد مدرب المنتخب الأردني [PER ميلان إيليتش] بلاعبيه.") == [
        ("مدرب المنتخب الأردني", "ميلان إيليتش", "JO")
    ]


def test_proclitics_stay_outside() -> None:
    found = titles("ولوزير العدل [PER ناجي فرح] رأي، وللرئيس [PER علي بدر] آخر.")
    assert [title for title, _, _ in found] == ["وزير العدل", "رئيس"]


def test_the_organisation_is_the_first_one_named_in_the_title() -> None:
    roles, _ = understand("نائب رئيس [ORG هيئة الموانئ] في [ORG وزارة النقل] [PER وائل عمر] حاضر.")
    assert [role.organization for role in roles] == ["هيئة الموانئ"]


def test_marks_and_tatweel_do_not_hide_a_title() -> None:
    assert titles("قالَ وَزِيرُ الخارجيّةِ اليونانيّ [PER نيكوس باباس].") == [
        ("وَزِيرُ الخارجيّةِ اليونانيّ", "نيكوس باباس", "GR")
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not in the repository")
def test_every_title_of_the_seed_page_is_found() -> None:
    text = SEED.read_text(encoding="utf-8")
    names = {
        "PER": ["أنتوني بلينكن", "دونالد ترامب", "جو بايدن", "عبد الواحد عبد الصمد",
                "نيكولا أورلاندو"],
        "ORG": ["حكومة الوحدة الوطنية", "الإدارة العامة للدعم المركزي", "الاتحاد الأوروبي"],
        "LOC": ["ليبيا"],
    }  # fmt: skip
    for kind, spellings in names.items():
        for spelling in spellings:
            text = re.sub(rf"(?<![\w ]){spelling}|(?<= ){spelling}|(?<= ب){spelling}",
                          f"[{kind} {spelling}]", text)  # fmt: skip
    held = {(title, holder) for title, holder, _ in titles(text)}
    assert {
        ("الوزير", "أنتوني بلينكن"),
        ("الرئيس المنتخب", "دونالد ترامب"),
        ("الرئيس", "جو بايدن"),
        ("مدير مكتب وزير الداخلية بحكومة الوحدة الوطنية", "عبد الواحد عبد الصمد"),
        ("مدير الإدارة العامة للدعم المركزي", "عبد الواحد عبد الصمد"),
        ("سفير الاتحاد الأوروبي لدى ليبيا", "نيكولا أورلاندو"),
        ("رئيس بعثة الاتحاد الأوروبي", "نيكولا أورلاندو"),
    } <= held


WORDS = st.sampled_from(
    "رئيس وزير الرئيس وزيرا نظيره مدير عام السفير الليبي ل لدى في و ، . ( ) « » : نائب الدكتور "
    "مجلس الوزراء الخارجية للشؤون قال إن [PER علي] و[PER سعيد] ل[ORG هيئة] [LOC مصر] ب[LOC تونس] "
    "القائم بأعمال ولي العهد كبير المفاوضين \n م . 2024 ـ ً".split(" ")
)


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_order_of_words_gives_titles_within_the_text(words: list[str]) -> None:
    text, mentions = read_marked(" ".join(words))
    found = find_roles(text, split_sentences(text), mentions)
    for title in found:
        assert text[title.start : title.end] == title.text
        assert title.text
        assert title.text == title.text.strip()
        assert title.holder is None or mentions[title.holder].type == "PER"
    assert list(found) == sorted(found, key=lambda title: title.start)


@pytest.mark.parametrize(
    "unit", ["رئيس ", "وزير الخارجية ", "نظيره المصري ", "(", "ر" * 100, "، و"]
)
def test_a_long_hostile_text_is_read_to_its_end(unit: str) -> None:
    """Windows are bounded: anything worse than linear would not come back from this."""
    text = unit * (400_000 // len(unit)) + "\nوصل الملك الأردني اليوم"
    assert find_roles(text, (), ())[-1].text == "الملك الأردني"


@pytest.mark.parametrize(
    "marked",
    [
        "تبحث [LOC واشنطن] عن طرق لزيادة المساعدات العسكرية في الأيام الأخيرة من الولاية",
        "وصلت المساعدات إلى المحافظات الجنوبية",
    ],
)
def test_aid_and_provinces_are_no_posts_of_women(marked: str) -> None:
    assert titles(marked) == []
