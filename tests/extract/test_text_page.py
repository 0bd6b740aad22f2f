"""Plain text: an aggregator's listing, or an article alone."""

from __future__ import annotations

import datetime as dt

from marsad.extract.page import extract_article
from marsad.types import Article, Page

LISTING = """ميناء الطرفاء يستقبل أول سفينة حبوب
تاريخ النشر: 3rd, March 2025 GMT
استقبل ميناء الطرفاء، اليوم الاثنين، أول سفينة حبوب منذ انتهاء أعمال التوسعة.
وقال مدير الميناء رضوان الكيالي إن السفينة تحمل ثلاثين ألف طن من القمح.
المصدر: صحيفة الطرفاء
كلمات دلالية: ميناء الطرفاء رضوان الكيالي القمح
إقرأ أيضاً:
افتتاح معرض الكتاب في مدينة النخيلات
افتُتح صباح اليوم معرض الكتاب في مدينة النخيلات بمشاركة سبعين دار نشر من المنطقة.
ويستمر المعرض عشرة أيام، وتُخصص أيامه الثلاثة الأولى لتلاميذ المدارس.
"""


def read(text: str) -> Article:
    return extract_article(Page(None, text.encode(), "text/plain"))


def test_a_listing_is_taken_apart() -> None:
    article = read(LISTING)
    assert article.title == "ميناء الطرفاء يستقبل أول سفينة حبوب"
    assert article.published == dt.date(2025, 3, 3)
    assert article.published_text == "3rd, March 2025 GMT"
    assert len(article.paragraphs) == 2
    assert article.credits == ("صحيفة الطرفاء",)
    assert article.tags == ("ميناء الطرفاء", "رضوان الكيالي", "القمح")
    (related,) = article.related
    assert related.title == "افتتاح معرض الكتاب في مدينة النخيلات"
    assert (related.text or "").count("\n") == 1
    assert related.published is None


def test_keywords_that_occur_nowhere_stay_one_string() -> None:
    article = read(LISTING.replace("رضوان الكيالي القمح\n", "زراعة الزيتون\n"))
    assert article.tags == ("ميناء الطرفاء زراعة الزيتون",)


def test_other_text_is_one_article_without_title() -> None:
    article = read("سطر أول من النص.\n\nسطر ثان منه.\n")
    assert (article.title, article.paragraphs) == (None, ("سطر أول من النص.", "سطر ثان منه."))
    assert article.published is None
