"""What readers of the news may expect of every date and time in it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.times.find import find_times
from marsad.text.sentences import split_sentences
from marsad.types import Stamp, TimeExpression

TUESDAY = dt.datetime(2024, 11, 12, 10, 0)  # noqa: DTZ001 - a local time without a zone


def times(text: str, published: Stamp | None = TUESDAY) -> tuple[TimeExpression, ...]:
    return find_times(text, split_sentences(text), published)


def values(text: str, published: Stamp | None = TUESDAY) -> list[str | None]:
    return [time.value for time in times(text, published)]


def texts(text: str) -> list[str]:
    return [time.text for time in times(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("اختتم الملتقى في 17 أيار 2024", "2024-05-17"),
        ("اختتم الملتقى في 17 ماي 2024", "2024-05-17"),
        ("تسلم المنصب في 3 نوفمبر/ تشرين الثاني 2024", "2024-11-03"),
        ("تسلم المنصب في 24 نيسان / أبريل 2023", "2023-04-24"),
        ("جرت القرعة في ٨ شتنبر ٢٠٢٣", "2023-09-08"),
        ("جرت القرعة يوم 8 جويلية 2023", "2023-07-08"),
        ("صدر الظهير في فاتح نونبر 2024", "2024-11-01"),
        ("صدر الظهير في متم أكتوبر 2024", "2024-10-31"),
        ("يبدأ الصوم في غرة رمضان 1446هـ", "2025-03-01"),
        ("صدر الأمر في 10 جمادى الأولى 1446هـ الموافق 12 نوفمبر 2024م", "2024-11-12"),
        ("وقع العقد في الحادي والعشرين من آذار 2024", "2024-03-21"),
        ("حرر المحضر في 5/9/2024", "2024-09-05"),
        ("حرر المحضر في 2024-09-05", "2024-09-05"),
    ],
)
def test_months_of_every_arab_country_and_both_calendars(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("زارت الوفود المعرض أمس", "2024-11-11"),
        ("زارت الوفود المعرض أول من أمس", "2024-11-10"),
        ("زارت الوفود المعرض أمس الأول", "2024-11-10"),
        ("تزور الوفود المعرض بعد غد الخميس", "2024-11-14"),
        ("تزور الوفود المعرض غدًا الأربعاء", "2024-11-13"),
        ("زارت الوفود المعرض الأسبوع الماضي", "2024-W45"),
        ("تراجعت الصادرات الشهر المنصرم", "2024-10"),
        ("ترتفع الرسوم السنة المقبلة", "2025"),
        ("ارتفعت الرسوم في جانفي الفارط", "2024-01"),
        ("ارتفعت الرسوم منتصف العام الجاري", "2024"),
        ("ترتفع الرسوم مطلع يناير المقبل", "2025-01"),
        ("ارتفعت الرسوم في الربع الثالث من العام الحالي", "2024-Q3"),
        ("ارتفعت الرسوم في النصف الأول من 2023", "2023-H1"),
        ("بدأ البناء في صيف 2021", "2021-SU"),
        ("يعود القصر إلى سبعينيات القرن الماضي", "197X"),
        ("اجتمع المجلس في الخامس من الشهر الجاري", "2024-11-05"),
        ("اجتمع المجلس فجر اليوم", "2024-11-12TMO"),
        ("اجتمع المجلس الليلة الماضية", "2024-11-11TNI"),
    ],
)
def test_relative_days_and_periods_with_their_modifiers(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("يستقبل الوزير ضيفه الخميس", "2024-11-14"),
        ("سيستقبل الوزير ضيفه الخميس", "2024-11-14"),
        ("استقبل الوزير ضيفه الخميس", "2024-11-07"),
        ("من المنتظر أن تستأنف الرحلات الخميس", "2024-11-14"),
        ("أرجأت الهيئة قرارها إلى الخميس", "2024-11-14"),
        ("دعا الحزب إلى وقفة احتجاجية الخميس", "2024-11-14"),
        ("دعا رئيس الحزب الخميس إلى الحوار", "2024-11-07"),
        ("لم يصل الوفد الخميس", "2024-11-07"),
        ("أوقفت الشرطة رجلين الخميس", "2024-11-07"),
        ("الخميس التقى الوفدان في جدة", "2024-11-07"),
        ("أكد المدير أن المعرض سيفتتح الخميس", "2024-11-14"),
        ("أغلقت البلدية الجسر حتى الخميس", "2024-11-14"),
        ("وصل المبعوث الثلاثاء إلى العاصمة", "2024-11-12"),
        ("يعود الفريق الخميس المقبل", "2024-11-14"),
        ("عاد الفريق يوم الخميس الماضي", "2024-11-07"),
    ],
)
def test_a_bare_weekday_follows_the_tense_and_the_cues_of_its_clause(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_weekday_that_nothing_places_stays_open_with_its_candidates() -> None:
    (time,) = times("وكان من المقرر أن يجتمع الطرفان الخميس")
    assert (time.type, time.value, time.interval) == ("vague", None, None)
    assert time.candidates == ("2024-11-07", "2024-11-14")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("منذ الخميس والطريق مقطوع", ["2024-11-07"]),
        ("تعهد الوزير بصرف المنح قبل الخميس", ["2024-11-14"]),
        ("تقرر تأجيل الجلسة إلى الخميس", ["2024-11-14"]),
        ("نقلت الرابطة المباراة من الجمعة إلى السبت", ["2024-11-15", "2024-11-16"]),
        ("وافق المجلس الاثنين على عقد جلسة الخميس", ["2024-11-11", "2024-11-14"]),
        ("أعلن الجيش الاثنين مقتل جنديين في هجوم الخميس", ["2024-11-11", "2024-11-07"]),
        ("تحتضن المدينة اللقاءات الاثنين والثلاثاء", ["2024-11-18", "2024-11-19"]),
        ("تقام الندوتان الأربعاء والجمعة المقبلين", ["2024-11-13", "2024-11-15"]),
        ("أقيمت الندوتان الأربعاء والجمعة الماضيين", ["2024-11-06", "2024-11-08"]),
        ("يعود الفريق الخميس بعد المقبل", ["2024-11-21"]),
    ],
)
def test_weekdays_that_are_put_off_promised_decided_or_listed(
    text: str, expected: list[str]
) -> None:
    assert values(text)[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تقام الندوة أيام 12 و13 و14 ديسمبر", ["2024-12-12/2024-12-14"]),
        ("تقام الندوات في 3 و5 و9 ديسمبر", ["2024-12-03", "2024-12-05", "2024-12-09"]),
        ("في الأعوام 2015 و2016 و2018", ["2015", "2016", "2018"]),
        ("نمت في الأشهر الستة الأولى من 2023", ["2023-01-01/2023-06-30"]),
        ("نمت في الأشهر الـ9 الأخيرة من العام الماضي", ["2023-04-01/2023-12-31"]),
        ("نمت في أول سبعة أشهر من 2024", ["2024-01-01/2024-07-31"]),
        ("يعقد في الأسبوع الأول من ديسمبر", ["2024-12-01/2024-12-07"]),
        ("عقد في الأسبوع الأخير من أكتوبر الماضي", ["2024-10-25/2024-10-31"]),
        ("تنتهي بعد شهرين من الآن", ["2025-01"]),
        ("خلال الساعات الـ 24 الأخيرة", ["PT24H"]),
        ("تبدأ الولاية السنة بعد المقبلة", ["2026"]),
    ],
)
def test_lists_and_parts_of_months_and_years(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بلغت 5 ملايين عام 2016 وارتفعت في العام التالي", ["2016", "2017"]),
        ("تراجعت في مارس 2024 بعد ارتفاع في الشهر السابق", ["2024-03", "2024-02"]),
        ("ارتفعت في الشهر السابق", [None]),
        ("بدأ العمل عام 2011 وانتهى بعد سبعة أعوام", ["2011", "2018"]),
    ],
)
def test_following_and_preceding_count_from_what_the_text_named(
    text: str, expected: list[str | None]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أقلعت الطائرة في الساعة الرابعة وأربع وعشرين دقيقة من مساء اليوم", ["2024-11-12T16:24"]),
        ("اتصل بالشرطة حوالي العاشرة والنصف من مساء الجمعة", ["2024-11-08T22:30"]),
        ("ينتظم المهرجان في شهر ماي من كل سنة", ["XXXX-05"]),
        ("تقام المباراتان يومي السبت والأحد 23 و24 نوفمبر الجاري", ["2024-11-23/2024-11-24"]),
        ("يبدأ الصوم أول أيام شهر رمضان 1446هـ", ["2025-03-01"]),
        ("ارتفعت الليرة لتصل إلى مستوى جديد، الجمعة", ["2024-11-08"]),
        ("الأربعاء، قبيل مثوله أمام القضاء، رد على الأسئلة", ["2024-11-06"]),
        ("منذ بداية العام", ["2024"]),
        ("بعد مرور 12 شهرا", ["P12M"]),
    ],
)
def test_forms_met_in_real_news(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "فاز الفريق 1-صفر",
        "خلال أيام العيد",
        "تراجع الخام سنتين إلى 72.18 دولار للبرميل",
        "بلغت المدخرات 12301.5 م د",
        "أنشأ تقليدا سنويا",
    ],
)
def test_scores_feasts_cents_and_abbreviations_are_no_times(text: str) -> None:
    assert values(text) == []


def test_a_week_that_the_month_lacks_stays_open() -> None:
    assert values("في الأسبوع الخامس من فبراير 2023") == [None]


@pytest.mark.parametrize(
    "text", ["حرب تموز", "في الذكرى الخمسين لحرب أكتوبر", "المادة 2024 من القانون"]
)
def test_wars_named_after_months_and_numbered_articles_are_no_dates(text: str) -> None:
    assert values(text) == []


def test_two_clauses_of_one_sentence_point_their_own_ways() -> None:
    text = "أوقفت الشرطة المتهم الأحد على أن يمثل أمام القاضي الخميس"
    assert values(text) == ["2024-11-10", "2024-11-14"]


def test_a_weekday_without_a_cue_takes_the_date_that_the_article_gives_it() -> None:
    text = "تنطلق البطولة الجمعة 15 نوفمبر 2024.\nجدول مباريات الجمعة: لقاءان."
    assert values(text)[-1] == "2024-11-15"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("تنتهي المهلة في 31 يناير", "2025-01-31"),
        ("انتهت المهلة في 31 يناير", "2024-01-31"),
        ("انتهت المهلة في يناير", "2024-01"),
        ("ستنتهي المهلة في يناير", "2025-01"),
        ("وصلت البعثة في 5 نوفمبر", "2024-11-05"),
    ],
)
def test_a_date_without_a_year_follows_nearness_and_tense(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("تستمر الدورة من 20 إلى 24 نوفمبر", "من 20 إلى 24 نوفمبر", "2024-11-20/2024-11-24"),
        ("تقام بين 10 و12 ديسمبر", "بين 10 و12 ديسمبر", "2024-12-10/2024-12-12"),
        ("تقام من 28 نوفمبر حتى 3 ديسمبر 2024", "من 28 نوفمبر حتى 3 ديسمبر 2024",
         "2024-11-28/2024-12-03"),
        ("تقام 10-12 ديسمبر 2024", "10-12 ديسمبر 2024", "2024-12-10/2024-12-12"),
        ("تقام من الخميس إلى السبت", "من الخميس إلى السبت", "2024-11-14/2024-11-16"),
        ("نمت الصادرات بين عامي 2013 و2014", "بين عامي 2013 و2014", "2013-01-01/2014-12-31"),
        ("نمت من نوفمبر إلى مارس 2024", "من نوفمبر إلى مارس 2024", "2023-11-01/2024-03-31"),
        ("شارك يومي 9 و10 نوفمبر", "يومي 9 و10 نوفمبر", "2024-11-09/2024-11-10"),
    ],
)  # fmt: skip
def test_ranges_in_every_form_are_inclusive_days(text: str, span: str, value: str) -> None:
    (time,) = times(text)
    assert (time.text, time.type, time.value) == (span, "range", value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("دام الحصار ستة أشهر", "duration", "P6M"),
        ("تحدثا ساعة ونصف الساعة", "duration", "PT1H30M"),
        ("أفرج عنه لمدة أسبوع واحد", "duration", "P1W"),
        ("تراجع الجنيه خلال اليومين الماضيين", "duration", "P2D"),
        ("لاعب (27 عاما) جديد", "duration", "P27Y"),
        ("نشر البيان منذ ساعتين", "datetime", "2024-11-12T08:00"),
        ("بدأ الإضراب قبل ثلاثة أيام", "date", "2024-11-09"),
        ("غادر البلاد قبل شهرين", "month", "2024-09"),
        ("غادر البلاد قبل عامين", "year", "2022"),
        ("سيعود بعد يومين", "date", "2024-11-14"),
        ("تلتئم اللجنة كل ثلاثاء", "set", "XXXX-WXX-2"),
        ("يحتفلون به في 24 ديسمبر من كل عام", "set", "XXXX-12-24"),
        ("تبدأ الجلسة غدا في السابعة والنصف مساء", "datetime", "2024-11-13T19:30"),
        ("تبدأ الجلسة غدا عند 05:00 م", "datetime", "2024-11-13T17:00"),
    ],
)
def test_durations_sets_clocks_and_stretches_from_now(text: str, kind: str, value: str) -> None:
    (time,) = times(text)
    assert (time.type, time.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "سيصدر القرار في وقت لاحق",
        "تحسن الأداء في السنوات الأخيرة",
        "عاد الهدوء بعد ساعات من الاتفاق",
        "غادر الفريق قبل بضعة أيام",
        "تألق اللاعب في الموسم الحالي",
    ],
)
def test_what_cannot_be_known_is_vague_and_never_guessed(text: str) -> None:
    (time,) = times(text)
    assert (time.type, time.value, time.interval) == ("vague", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "ذكر موقع «اليوم السابع» أن الطريق مغلق",
        "كتبت صحيفة الغد عن الأزمة",
        "زار الملك عبد الله الثاني المخيم",
        "رحب الأمين العام السابق بالقرار",
        "مارس الوفد ضغوطا على الطرفين",
        "خرج الفريق صفر اليدين",
        "لم يحضر أحد من المدعوين",
        "وقع الحادث في شارع 26 يوليو",
        "كرمت الجامعة الأستاذ رجب شعبان",
        "أصيب 2000 جندي في المعارك",
        "نزل الإصدار 2.18.132 إلى الهواتف",
        "انتهت المباراة بنتيجة 31 - 49",
        "خسر في الجمعة السوداء",
    ],
)
def test_names_verbs_and_numbers_are_no_dates(text: str) -> None:
    assert texts(text) == []


def test_the_text_itself_is_an_anchor() -> None:
    assert values("وصل في 2 نوفمبر 2023 وغادر في اليوم نفسه")[1] == "2023-11-02"
    assert values("بدأ البناء عام 2019، وفي مايو من العام ذاته توقف")[1] == "2019-05"
    assert values("غادر في 3 نوفمبر 2023 وعاد بعد يومين")[1] == "2023-11-05"


@pytest.mark.parametrize(
    "text",
    [
        "يسري القرار في 31 فبراير 2025",
        "يسري القرار في 45/13/2024",
        "يسري القرار في 30 محرم 9999هـ",
        "تقام من 20 نوفمبر 2024 إلى 3 أكتوبر 2023",
    ],
)
def test_impossible_dates_keep_their_span_without_a_value(text: str) -> None:
    (time,) = times(text)
    assert time.value is None
    assert time.interval is None


def test_without_a_publication_time_nothing_relative_is_resolved() -> None:
    text = "يصل الوفد غدا، ويغادر الخميس بعد اجتماع في 5 مايو 2023"
    assert values(text, None) == [None, None, "2023-05-05"]


def test_with_a_publication_day_alone_hours_stay_open() -> None:
    assert values("نشر قبل ساعتين", dt.date(2024, 11, 12)) == [None]
    assert values("نشر قبل يومين", dt.date(2024, 11, 12)) == ["2024-11-10"]


def test_an_instant_is_read_on_the_publishers_clock() -> None:
    text = "وصل الوفد اليوم"
    late = dt.datetime(2024, 11, 12, 22, 30, tzinfo=dt.UTC)
    (utc,) = find_times(text, split_sentences(text), late)
    (dubai,) = find_times(text, split_sentences(text), late, zone=ZoneInfo("Asia/Dubai"))
    assert (utc.value, dubai.value) == ("2024-11-12", "2024-11-13")


def test_a_printed_zone_is_kept_and_the_clock_stays_as_printed() -> None:
    (time,) = times("تبدأ غدا في الحادية عشرة صباحا بتوقيت مكة المكرمة")
    assert (time.value, time.zone) == ("2024-11-13T11:00", "Asia/Riyadh")


def test_proclitics_stay_outside_the_span() -> None:
    assert texts("أعلن للعام الماضي وللشهر المقبل") == ["العام الماضي", "الشهر المقبل"] or texts(
        "أعلن للعام الماضي وللشهر المقبل"
    ) == ["لعام الماضي", "لشهر المقبل"]
    assert texts("والخميس الماضي عاد") == ["الخميس الماضي"]


def test_every_expression_names_its_rule_and_its_confidence() -> None:
    for time in times("وصل أمس، ويغادر الخميس، ويعود في 5 ديسمبر 2024 في وقت لاحق"):
        assert time.rule
        assert 0 < time.confidence <= 1


PIECES = st.sampled_from(
    ["الخميس", "غدا", "قبل", "5", "31", "فبراير", "2024", "من", "إلى", "بين", "و", "الأول", "رمضان",
     "1446هـ", "الساعة", "٣", "الـ", "9:30", "مساء", "كل", "يوم", "العام", "الماضي", "/",
     "-", "(", ")", "،", ".", "ثلاثة", "أشهر", "بعد", "منذ", "نصف", "الربع", "سيصل", "9" * 40]
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXT, st.sampled_from([None, TUESDAY, dt.date(1, 1, 1), dt.date(9999, 12, 31)]))
def test_no_text_makes_it_fail_and_offsets_are_exact(text: str, published: Stamp | None) -> None:
    end = 0
    for time in times(text, published):
        assert text[time.start : time.end] == time.text != ""
        assert time.start >= end
        assert (time.value is None) == (time.type == "vague")
        end = time.end


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max, TUESDAY])
def test_the_ends_of_the_calendar_and_endless_digits_are_harmless(published: Stamp) -> None:
    text = (
        f"قبل {'9' * 100_000} سنة، وقبل 9999 سنة، وبعد 9999 عاما سيعود، وغدا، وأمس، والعام المقبل"
    )
    times(text, published)


SENTENCES = st.sampled_from(
    ["وصل الوفد الخميس.", "يصل الوفد غدا.", "انتهت المهلة في 31 يناير.", "لا موعد هنا.",
     "تقام الدورة من 20 إلى 24 نوفمبر.", "دام الحصار ستة أشهر.", "عاد بعد ساعات من الاتفاق."]
)  # fmt: skip


@given(st.lists(SENTENCES, max_size=8))
def test_unrelated_sentences_do_not_change_each_other(sentences: list[str]) -> None:
    alone = [value for sentence in sentences for value in values(sentence)]
    assert values("\n".join(sentences)) == alone
