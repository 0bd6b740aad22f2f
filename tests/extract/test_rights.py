"""The line of copyright at a page's foot: whose the site is, and what is nobody."""

from __future__ import annotations

import pytest

from tests.extract.test_pages import BODY, TITLE, paragraphs, read

MENU = "<nav><ul><li><a href=/c/1>محليات</a></li><li><a href=/c/2>ثقافة</a></li></ul></nav>"


def publisher(line: str) -> str | None:
    text = f"<main><h1>{TITLE}</h1>{paragraphs()}</main>"
    html = f"<html><head><title>{TITLE}</title></head><body>{MENU}{text}<footer>{line}</footer>"
    article = read(html)
    assert article.paragraphs == BODY
    return article.publisher.name


@pytest.mark.parametrize(
    "line",
    [
        "جميع الحقوق محفوظة © 2024",
        "جميع الحقوق محفوظة",
        "الحقوق محفوظة © 2010 - 2024",
        "حقوق النشر محفوظة ©",
        "حقوق الطبع والنشر محفوظة © ٢٠٢٤",
        "حقوق الطبع محفوظة ©",
        "All rights reserved ©",
        "Copyright © 2024. All Rights Reserved.",
        "جميع الحقوق محفوظة © 2024 - يمنع النسخ أو النقل دون إذن مسبق",
        "جميع الحقوق محفوظة © 2024 تصميم وبرمجة شركة البحر",
        "Powered by Marafi Engine © 2024",
    ],
)
def test_phrases_years_and_makers_are_no_name(line: str) -> None:
    assert publisher(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Copyright © 2024 Sawt Marafi",
        "Copyright 2010-2024 Sawt Marafi. All Rights Reserved",
        "© 2024 Sawt Marafi",
        "All rights reserved © 2024 - Sawt Marafi",
        "Sawt Marafi © 2024 | Designed by Bahr",
        "جميع الحقوق محفوظة © 2024 Sawt Marafi",
        "جميع الحقوق محفوظة لموقع Sawt Marafi © 2024",
        "يسمح بالنقل شرط ذكر المصدر - جميع الحقوق محفوظة © Sawt Marafi 2001-2024",
    ],
)
def test_the_name_stands_beside_them(line: str) -> None:
    assert publisher(line) == "Sawt Marafi"


def test_a_medium_keeps_its_word() -> None:
    assert publisher("حقوق النشر محفوظة 2024 لصحيفة المرافئ") == "صحيفة المرافئ"
    assert publisher("© 2024 صحيفة المرافئ. جميع الحقوق محفوظة.") == "صحيفة المرافئ"
