"""Where places lie, and when they stand for a government or a team."""

from __future__ import annotations

import pytest

from marsad.analysis.places.metonyms import mark_metonyms
from marsad.analysis.understand import understand_names
from marsad.text.sentences import split_sentences
from marsad.types import Entity
from tests.analysis.marked import read_marked


def places(marked: str) -> dict[str, Entity]:
    text, mentions = read_marked(marked)
    _, _, entities = understand_names(text, split_sentences(text), mentions)
    return {entity.name: entity for entity in entities if entity.type == "LOC"}


def near(entity: Entity, latitude: float, longitude: float) -> bool:
    at = entity.coordinates
    return at is not None and abs(at[0] - latitude) < 0.5 and abs(at[1] - longitude) < 0.5


def test_towns_and_states_get_country_and_coordinates() -> None:
    found = places("من [LOC بغداد] إلى [LOC كولومبو] عبر [LOC الأردن]")
    assert found["بغداد"].country == "IQ"
    assert near(found["بغداد"], 33.3, 44.4)
    assert found["كولومبو"].country == "LK"
    assert found["الأردن"].country == "JO"
    assert found["الأردن"].coordinates is not None


@pytest.mark.parametrize(
    ("marked", "country", "latitude", "longitude"),
    [
        ("وصل من [LOC طرابلس] إلى [LOC بيروت] في [LOC لبنان]", "LB", 34.4, 35.8),
        ("قال الجيش الليبي إن [LOC طرابلس] هادئة", "LY", 32.9, 13.2),
    ],
)
def test_the_article_tells_which_of_two_towns_is_meant(
    marked: str, country: str, latitude: float, longitude: float
) -> None:
    found = places(marked)["طرابلس"]
    assert found.country == country
    assert near(found, latitude, longitude)


@pytest.mark.parametrize(
    ("marked", "name", "country"),
    [
        ("نزح سكان ولاية [LOC الجزيرة] من [LOC ود مدني] إلى [LOC الخرطوم]", "الجزيرة", "SD"),
        ("أمطار في [LOC الحسكة] وسائر [LOC الجزيرة] شمال شرقي [LOC سوريا]", "الجزيرة", "SY"),
        ("موظفون من [LOC صفرو] و[LOC الحاجب] و[LOC إفران] في [LOC المغرب]", "الحاجب", "MA"),
        ("سيول في أودية [LOC تهامة] ب[LOC اليمن]", "تهامة", "YE"),
        ("سيول في أودية [LOC تهامة] ب[LOC السعودية]", "تهامة", "SA"),
        ("حريق في محافظة [LOC الشرقية] قرب [LOC القاهرة]", "الشرقية", "EG"),
        ("حريق في [LOC الشرقية] و[LOC الدمام] و[LOC الرياض]", "الشرقية", "SA"),
        ("معارك في [LOC مأرب] و[LOC البيضاء] ب[LOC اليمن]", "البيضاء", "YE"),
        ("اجتمع نواب [LOC درنة] و[LOC البيضاء] في شرق [LOC ليبيا]", "البيضاء", "LY"),
        ("سفن في ميناء [LOC صور] جنوب [LOC لبنان]", "صور", "LB"),
        ("سفن في ميناء [LOC صور] و[LOC صحار] ب[LOC سلطنة عمان]", "صور", "OM"),
        ("سكان [LOC طرابلس] اللبنانية ينتظرون", "طرابلس", "LB"),
        ("جريمة في مركز [LOC دار السلام] ب[LOC سوهاج] المصرية", "دار السلام", "EG"),
        ("وفد الأحزاب الإيرانية زار [LOC أبادان] و[LOC طهران] في [LOC إيران]", "أبادان", "IR"),
        ("بلديات [LOC السواني] و[LOC تلمسان] في [LOC الجزائر]", "السواني", "DZ"),
        ("مديرية [LOC المنصورة]، وهي تتبع [LOC عدن]", "المنصورة", "YE"),
        ("خرج سكان [LOC المنصورة] و[LOC طنطا] في [LOC مصر]", "المنصورة", "EG"),
    ],
)
def test_a_name_borne_in_several_states_follows_its_context(
    marked: str, name: str, country: str
) -> None:
    assert places(marked)[name].country == country


def test_a_seat_of_government_is_not_a_quarter_of_its_name() -> None:
    found = places("عاد الوزير من [LOC القاهرة] إلى [LOC صنعاء]، وقالت الحكومة اليمنية إنه بخير")
    assert found["القاهرة"].country == "EG"
    found = places("استؤنفت محادثات [LOC جنيف] برعاية [LOC واشنطن] بين أطراف سودانية")
    assert found["جنيف"].country == "CH"


def test_the_nearer_of_two_states_tells_more() -> None:
    found = places(
        "زار الوزير [LOC لبنان] والتقى في [LOC بيروت] الحكومة اللبنانية ووفدا من [LOC صيدا]، "
        + "وقال إن بلاده تدعم الاستقرار وإعادة البناء وتتابع ما يجري من كثب. " * 4
        + "وفي [LOC ليبيا] قطعت الأمطار الطريق بين [LOC مصراتة] و[LOC طرابلس] ثلاثة أيام."
    )
    assert found["طرابلس"].country == "LY"


def test_a_village_that_no_list_has_lies_where_the_text_says() -> None:
    found = places("سيول في قرية [LOC خربوطة الفوقا] شمال [LOC السودان]")["خربوطة الفوقا"]
    assert (found.country, found.coordinates) == ("SD", None)


def test_a_small_place_is_not_looked_for_where_nothing_speaks_of_its_state() -> None:
    found = places("قالت الحكومة الأردنية إن أهالي [LOC بن عكنون] و[LOC عمّان] بخير")
    assert found["عمّان"].country == "JO"
    found = places("حي [LOC الإمام الشافعي] في [LOC القاهرة]")
    assert found["الإمام الشافعي"].country in (None, "EG")


def test_a_name_that_nothing_tells_is_left_open() -> None:
    found = places("سقط المطر على [LOC طرابلس] أمس")["طرابلس"]
    assert (found.country, found.coordinates) == (None, None)


def test_the_state_and_the_capital_of_one_name_are_told_apart() -> None:
    assert places("زار [LOC عُمان]")["عُمان"].country == "OM"
    assert places("زار [LOC عمّان]")["عمّان"].country == "JO"
    assert (
        places("زار [LOC عمان] والتقى رجال أعمال أردنيين من [LOC الأردن]")["عمان"].country == "JO"
    )
    assert places("زار [LOC عمان] أمس")["عمان"].country is None


def test_an_airport_lies_in_its_towns_country_but_not_at_its_middle() -> None:
    found = places("هبطت في [LOC مطار بغداد الدولي]")["مطار بغداد الدولي"]
    assert (found.country, found.coordinates) == ("IQ", None)


def test_an_unknown_place_is_left_open() -> None:
    found = places("مر بقرية [LOC خربوطة الفوقا]")["خربوطة الفوقا"]
    assert (found.country, found.coordinates) == (None, None)


@pytest.mark.parametrize(
    ("marked", "metonyms"),
    [
        ("تبحث [LOC واشنطن] عن مخرج", ["واشنطن"]),
        ("وأعلنت [LOC الرباط] و[LOC مدريد] اتفاقًا", ["الرباط", "مدريد"]),
        ("[LOC موسكو] ترفض العرض", ["موسكو"]),
        ("قال إن [LOC برلين] لن تقبل ذلك", ["برلين"]),
        ("وما زال موقف [LOC باريس] غامضًا", ["باريس"]),
        ("استؤنفت المحادثات بين [LOC أنقرة] و[LOC أثينا]", ["أنقرة", "أثينا"]),
        ("تعثرت مهلة حددتها [LOC الدوحة]، وتبنتها [LOC القاهرة]", ["القاهرة"]),
        ("ثمن الدور الذي تؤديه [LOC مسقط] في الوساطة", ["مسقط"]),
        ("أزمة تتسع في الجوار و[LOC واشنطن] تراقب", ["واشنطن"]),
        ("قال إن [LOC الولايات المتحدة] تقف مع الشعب", ["الولايات المتحدة"]),
        ("[LOC بوينس آيرس] تنتظر أسماء الوزراء", ["بوينس آيرس"]),
        ("[LOC مدريد] تمرر المرسوم، و[LOC نواكشوط] ستغرّم الصيادين", ["مدريد", "نواكشوط"]),
        ("كما هنأت [LOC الرباط] و[LOC نواكشوط] الشعب السنغالي", ["الرباط", "نواكشوط"]),
        ("نجحت وساطة [LOC الدوحة] برعاية [LOC قطر]", ["الدوحة", "قطر"]),
        ("حضر ممثلون عن [LOC الأردن] و[LOC تونس]", ["الأردن", "تونس"]),
        ("[LOC بغداد] تغرق في مياه الأمطار", []),
        ("[LOC القاهرة] تستضيف القمة و[LOC بيروت] تعيش بلا كهرباء", []),
        ("زود [LOC كييف] بالسلاح", []),
        ("وصل الوزير إلى [LOC واشنطن] من [LOC برلين]", []),
        ("عقد اللقاء في [LOC الرباط] أمس", []),
        ("شهدت [LOC القاهرة] أمطارًا غزيرة", []),
        ("قال شهود من [LOC أريحا]", []),
        ("فاز المنتخب في المباراة وسجل هدفين أمام [LOC غانا]", ["غانا"]),
        ("وقف أمام [LOC غانا] طويلًا", []),
    ],
)
def test_a_capital_that_acts_stands_for_its_government(marked: str, metonyms: list[str]) -> None:
    text, mentions = read_marked(marked)
    assert [m.text for m in mark_metonyms(text, mentions) if m.metonym] == metonyms


def test_parts_of_a_state_are_places_of_their_own() -> None:
    found = places(
        "فازت [LOC إنجلترا] على [LOC إسكتلندا] في [LOC بريطانيا]، ثم [LOC إنكلترا] على [LOC ويلز]"
    )
    assert {name: entity.count for name, entity in found.items()} == {
        "إنجلترا": 2, "إسكتلندا": 1, "بريطانيا": 1, "ويلز": 1,
    }  # fmt: skip
    assert {entity.country for entity in found.values()} == {"GB"}
    placed = {name for name, entity in found.items() if entity.coordinates is not None}
    assert placed == {"بريطانيا"}  # the state's middle is not Scotland's
