"""The topic of an article, as a reader would file it."""

# ruff: noqa: E501

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.analysis.topic import CATEGORIES, REST, TopicModel, find_topic, load_model, read_model
from marsad.lexicon.sections import topics
from marsad.text.stem import index_terms
from marsad.text.tokenize import tokens


@pytest.mark.parametrize(
    ("topic", "title", "text"),
    [
        ("sports", "الفريق الأزرق يحسم الدوري بهدف متأخر", "سجل المهاجم هدف الفوز في الدقيقة الأخيرة من المباراة، وتوج الفريق بلقب الدوري أمام جماهير الملعب."),
        ("economy", "المصرف المركزي يرفع أسعار الفائدة نصف نقطة", "قال المصرف إن التضخم بلغ ستة بالمئة، وارتفعت أسهم البنوك في البورصة، وتراجعت العملة أمام الدولار."),
        ("culture", "رواية عن الصيادين تنال جائزة أدبية", "نالت الروائية الجائزة عن روايتها الثانية، وقالت لجنة التحكيم إن الكاتبة مزجت الشعر بالسرد، ووقعت نسخا منها في معرض الكتاب."),
        ("science", "مسبار يدخل مدار الكوكب الأحمر بعد رحلة طويلة", "قال علماء وكالة الفضاء إن المسبار سيدرس الغلاف الجوي للكوكب ويرسل صورا من التلسكوب إلى الباحثين."),
        ("weather", "أمطار رعدية ورياح نشطة على السواحل غدا", "توقعت الأرصاد الجوية انخفاض درجات الحرارة وهطول أمطار غزيرة مع عواصف وغبار، وحذرت من السيول."),
        ("religion", "المفتي يعلن غدا أول أيام شهر رمضان", "أعلن المفتي ثبوت رؤية الهلال، وتقام صلاة التراويح في المساجد، ودعا خطيب الجامع المسلمين إلى الصدقة والزكاة."),
        ("security", "غارات جوية على مواقع المسلحين قرب الحدود", "قال الجيش إن مقاتلات قصفت مواقع لتنظيم إرهابي، وقتل عشرة مسلحين في اشتباكات مع القوات، وأطلقت صواريخ على القاعدة العسكرية."),
        ("politics", "البرلمان يمنح الثقة لحكومة ائتلافية جديدة", "صوت النواب لصالح رئيس الوزراء المكلف، وقالت المعارضة إنها ستطعن في نتائج الانتخابات، وأدى الوزراء اليمين أمام الرئيس."),
        ("accidents", "مصرع خمسة أشخاص في اصطدام حافلة بشاحنة", "نقل رجال الإسعاف المصابين بعد حادث السير، وفتحت الشرطة تحقيقا مع السائق، وأخمد الدفاع المدني حريقا اندلع في الشاحنة."),
        ("health", "الوزارة تطلق حملة تطعيم ضد الكوليرا", "قالت وزارة الصحة إن المستشفيات استقبلت مرضى مصابين بالكوليرا، وإن منظمة الصحة العالمية أرسلت لقاحات وأدوية."),
        ("society", "إضراب المعلمين يغلق المدارس أسبوعا", "طالب المعلمون وأولياء التلاميذ وزارة التربية بتحسين المدارس، وقالت النقابة إن الطلاب لن يخسروا عامهم الدراسي."),
    ],
)  # fmt: skip
def test_each_topic_is_told(topic: str, title: str, text: str) -> None:
    found = find_topic(f"{title}\n{text}", len(title))
    assert found is not None
    assert found.label == topic
    assert 0 < found.score <= 1


def test_every_label_is_one_of_the_contract() -> None:
    assert {*CATEGORIES[1:], *REST} == set(topics())


@pytest.mark.parametrize(
    "text", ["", "؟!…", "١٢٣", "Hello world again", "議会 選挙", "ززز سسس ضضض"]
)
def test_nothing_known_is_no_topic(text: str) -> None:
    assert find_topic(text, 0) is None


def test_known_tokens_and_a_second_look_change_nothing() -> None:
    text = "فاز الفريق في مباراة الدوري على ملعب المدينة"
    assert find_topic(text, 0, words=tokens(text)) == find_topic(text, 0) == find_topic(text, 0)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.integers(0, 400))
def test_no_text_makes_it_fail(text: str, title_length: int) -> None:
    found = find_topic(f"الحكومة والبرلمان والانتخابات {text}", title_length)
    assert found is None or (found.label in topics() and 0 <= found.score <= 1)


@pytest.mark.parametrize("unit", ["حكومة ", "ا", "؟ "])
def test_a_huge_paragraph_is_read(unit: str) -> None:
    found = find_topic(unit * (1_000_000 // len(unit)), 0)
    assert found is None or found.label in topics()


def test_a_saved_model_comes_back_the_same_to_the_byte(tmp_path: Path) -> None:
    size, columns = 5, len(CATEGORIES) + len(REST)
    weights = np.linspace(-1, 1, size * columns).reshape(size, columns)
    words = ["حكومه", "دوري", "روايه", "سهم", "مسبار"]
    model = TopicModel.build(words, np.ones(size), weights, np.zeros(columns))
    model.save(tmp_path / "a.npz")
    again = read_model(tmp_path / "a.npz")
    again.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert again.topic(words) == model.topic(words)


def test_the_headline_weighs_more_than_the_body() -> None:
    headline, body = index_terms("مباراة الدوري لاعب"), index_terms("البورصة أسهم تضخم")
    model = load_model()
    first = model.topic([*headline, *body], len(headline))
    second = model.topic([*body, *headline], len(body))
    assert first is not None
    assert second is not None
    assert (first.label, second.label) == ("sports", "economy")


def test_the_words_that_training_begins_with_cover_all_topics_and_none_twice() -> None:
    path = Path(__file__).parents[2] / "scripts" / "topic_seeds.toml"
    seeds = tomllib.loads(path.read_text("utf-8"))
    assert seeds.keys() == set(topics())
    owner: dict[tuple[str, ...], str] = {}
    for topic, listed in seeds.items():
        for phrase in listed.replace("\n", ",").split(","):
            if stems := tuple(index_terms(phrase)):
                assert owner.setdefault(stems, topic) == topic, phrase
