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


# --- offices of several persons ------------------------------------------------------------


@pytest.mark.parametrize(
    ("marked", "title", "country"),
    [
        ("[PER سامر] ووزير الخارجية النرويجي يبحثان الهدنة", "وزير الخارجية النرويجي", "NO"),
        ("لقاء بين [PER سامر] والسفيرة الكندية في المطار", "السفيرة الكندية", "CA"),
        ("[PER سامر] ونظيره الكيني يلتقيان اليوم", "نظيره الكيني", "KE"),
        ("حضر [PER سامر]، ورئيس البلدية، الحفل.", "رئيس البلدية", None),
    ],
)
def test_an_office_behind_and_is_another_persons(
    marked: str, title: str, country: str | None
) -> None:
    assert titles(marked) == [(title, None, country)]


def test_a_counterpart_behind_a_holder_and_his_office_is_another_person() -> None:
    found = titles("بحث [PER سامر عون]، وزير الدفاع الكندي، ونظيره الكيني الملف.")
    assert found == [("وزير الدفاع الكندي", "سامر عون", "CA"), ("نظيره الكيني", None, "KE")]


def test_offices_joined_behind_their_holder_stay_his() -> None:
    assert titles("قال [PER سامر عون] رئيس الوزراء ووزير الدفاع إن الوقت حان.") == [
        ("رئيس الوزراء", "سامر عون", None),
        ("وزير الدفاع", "سامر عون", None),
    ]


def test_two_offices_side_by_side_before_a_name_are_one_persons() -> None:
    assert titles(
        "قال رئيس [ORG مجلس الإنقاذ] القائد العام للقوات المسلحة الفريق [PER نادر عيسى] إن."
    ) == [
        ("رئيس مجلس الإنقاذ", "نادر عيسى", None),
        ("القائد العام للقوات المسلحة", "نادر عيسى", None),
    ]


@pytest.mark.parametrize(
    ("marked", "titled"),
    [
        ("أقال وزير الصيد مدير المكتب الوطني للسدود [PER نادر عيسى]", "مدير المكتب الوطني للسدود"),
        ("استقبل وزير الدفاع قائد الجيش العماد [PER نادر عيسى]", "قائد الجيش"),
        ("التقى رئيس الأركان السفير الكندي [PER نادر عيسى]", "السفير الكندي"),
        ("كرم وزير الثقافة الفنان [PER نادر عيسى]", None),
    ],
)
def test_whoever_meets_somebody_does_not_hold_his_name(marked: str, titled: str | None) -> None:
    assert [title for title, holder, _ in titles(marked) if holder] == ([titled] if titled else [])


def test_who_is_received_by_a_prince_is_not_the_prince() -> None:
    found = titles("استقبل الأمير [PER نادر عيسى] رئيس الوزراء الكندي في القصر.")
    assert ("رئيس الوزراء الكندي", None, "CA") in found


def test_a_word_of_address_behind_an_office_is_no_office_of_its_own() -> None:
    assert titles("قال رئيس كتلة «الوفاق» النائب [PER نادر عيسى] إن الوضع صعب.") == [
        ("رئيس كتلة «الوفاق»", "نادر عيسى", None)
    ]


# --- appointments --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marked",
    [
        "[PER نادر عيسى] يعين محافظاً جديداً للبنك المركزي",
        "[PER نادر عيسى] يختار جنرالا متقاعدا محافظاً جديداً للبنك المركزي",
        "عيّن الرئيس الكيني [PER نادر عيسى] محافظاً جديداً للبنك المركزي",
        "الرئيس الكيني [PER سامي نادر عيسى]. عين [PER عيسى] محافظاً جديداً للبنك المركزي",
    ],
)
def test_who_appoints_does_not_hold_the_post(marked: str) -> None:
    assert titles(marked)[-1] == ("محافظاً جديداً للبنك المركزي", None, None)


@pytest.mark.parametrize(
    "marked",
    [
        "عين [PER نادر عيسى] محافظاً للبنك المركزي",
        "[PER سامي] يعين [PER نادر عيسى] محافظاً للبنك المركزي",
        "عين الملك [PER سامي] [PER نادر عيسى] محافظاً للبنك المركزي",
        "قرر تعيين [PER نادر عيسى] محافظاً للبنك المركزي",
        "وكان [PER نادر عيسى] عين محافظاً للبنك المركزي عام 2010",
    ],
)
def test_who_is_appointed_holds_the_post(marked: str) -> None:
    assert titles(marked)[-1] == ("محافظاً للبنك المركزي", "نادر عيسى", None)


# --- how far standing phrases reach --------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "وزير الخارجية وشؤون المغتربين",
        "نائب رئيس الوزراء وزير الخارجية وشؤون المغتربين",
        "وزير الزراعة واستصلاح الأراضي",
        "وزيرة الأسرة والمرأة والطفولة وكبار السن",
        "وزيرة إعداد التراب الوطني والتعمير والإسكان وسياسة المدينة",
        "الأمين العام لـ«[ORG تجمع الأمل]»",
        'الأمين العام لـ "[ORG تجمع الأمل]"',
        "نائب الأمين العام لـ[ORG تجمع الأمل]",
        "المديرة التنفيذية لـ“جمعية أصدقاء البيئة”",
        "رئيس تكتل «الوفاق القوي»",
        "رئيس الحزب «الوطني التقدمي»",
        "رئيس حزب الإنصاف الحاكم",
        "وكيل محافظة [LOC حضرموت] لشؤون الوادي والصحراء",
        "وزير الدولة لشؤون التنمية الإدارية",
        "رئيس هيئة شؤون الأسرى والمحررين",
        "العضوة المنتدبة لشركة [ORG بردى] لتداول الأوراق المالية",
        "المستشار بالديوان الملكي",
        "الوزير المنتدب المكلف بالعلاقات مع البرلمان",
        "نائب رئيس الدولة رئيس مجلس الوزراء حاكم [LOC دبي]",
        "ولي العهد نائب القائد الأعلى للقوات المسلحة رئيس مجلس الوزراء",
        "الرئيس السابق لجماعة [LOC أولاد عمار]",
        "نائب رئيس [ORG بنك النيل] سابقاً",
        "البرلمانية",
        "نائبه",
    ],
)
def test_a_standing_phrase_reaches_its_holder(title: str) -> None:
    plain, _ = read_marked(title)
    found = titles(f"وقال {title} الأمير [PER نادر عيسى] إن العمل بدأ.")
    assert [(text, holder) for text, holder, _ in found] == [(plain, "نادر عيسى")]


@pytest.mark.parametrize(
    "title", ["وزير الخارجية وشؤون المغتربين", "وزير الهجرة وشؤون المقيمين بالخارج"]
)
def test_a_standing_phrase_is_whole_without_a_name_too(title: str) -> None:
    assert titles(f"أعلن {title} أن العمل بدأ.") == [(title, None, None)]


def test_what_a_minister_says_in_quotes_is_no_part_of_his_title() -> None:
    assert titles("وصفه الناس بأنه وزير «يبدأ يومه باكرًا» دائمًا.") == []


def test_a_profession_before_the_name_is_not_part_of_the_title() -> None:
    assert titles("حضر رئيس لجنة التحكيم المخرج الكيني [PER نادر عيسى] الحفل.") == [
        ("رئيس لجنة التحكيم", "نادر عيسى", None)
    ]


def test_a_member_of_parliament_is_no_description() -> None:
    assert titles("التقت اللجنة البرلمانية [PER نادر عيسى] أمس.") == []


# --- states and organisations --------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("رئيس [ORG الاتحاد الكيني لكرة القدم]", "KE"),
        ("نقيبة [ORG نقابة الصحفيين السودانيين]", "SD"),
        ("رئيس [ORG الشركة الكندية للحديد والصلب]", "CA"),
        ("رئيس حزب «[ORG القوات اللبنانية]»", None),
        ("مدير [ORG المعهد العربي الأمريكي]", None),
        ("منسقة الشؤون الإنسانية لل[ORG أمم المتحدة] في [LOC السودان]", None),
        ("مديرة شؤون [ORG الأونروا] في [LOC لبنان]", None),
        ("ممثل [ORG منظمة الصحة العالمية] في الأراضي الفلسطينية المحتلة", None),
        ("منسق البرنامج في جنوبي [LOC العراق]", None),
        ("المديرة القطرية لمنظمة [ORG سند]", None),
        ("السفير القطري", "QA"),
        ("وزيرة العدل في [LOC كينيا]", "KE"),
        ("رئيس اتحاد العمال في [LOC كينيا]", "KE"),
    ],
)
def test_a_national_body_tells_its_state_and_a_host_does_not(
    title: str, country: str | None
) -> None:
    plain, _ = read_marked(title)
    assert titles(f"وقال {title} [PER نادر عيسى] إن العمل بدأ.") == [(plain, "نادر عيسى", country)]


def test_an_organisation_behind_the_article_keeps_it() -> None:
    roles, _ = understand("قال المنسق العام لل[ORG أمم المتحدة] [PER نادر عيسى] إن.")
    assert [role.organization for role in roles] == ["الأمم المتحدة"]
