"""Rows of who, whence, when, where and how often read, in any order and any make."""

from __future__ import annotations

import datetime as dt
import random
from typing import NamedTuple

import pytest

from marsad.types import Article
from tests.extract.test_pages import BODY, TITLE, document, paragraphs, read

SITE = "<meta property=og:site_name content='المرافئ نيوز'>"
NAMES = ("سامي خليل", "هالة فؤاد", "عبد الرحمن اليوسفي", "منى بنت سالم", "كريم الجبوري")
WRITTEN = (
    "{}", "بقلم: {}", "بقلم {}", "كتب: {}", "الكاتب: {}", "تقرير: {}", "حوار: {}", "<b>{}</b>",
    "<a href=/author/5>{}</a>", "بواسطة: <a href=/author/5>{}</a>", "القاهرة - {}", "✍ {}",
    "<span class=author-name>{}</span>", "المرافئ نيوز - {}", "د. {}",
)  # fmt: skip
SOURCES = ("رويترز", "وكالات", "الأناضول", "أ ف ب", "واس", "وكالة الأنباء القطرية")
CREDITED = (
    "المصدر: {}", "المصدر : {}", "مصدر الخبر: {}", "المصدر: <b>{}</b>", "نقلا عن: {}",
    "<span>المصدر:</span> <span>{}</span>", "المصدر: <a href=https://x.example>{}</a>",
    "<span class=source>{}</span>", "{}",
)  # fmt: skip
DAYS = (
    "12 نوفمبر 2024", "الثلاثاء 12 نوفمبر 2024", "2024-11-12", "نشر: 12 نوفمبر 2024",
    "<time>12 نوفمبر 2024</time>", "تاريخ النشر: 12-11-2024", "12 نوفمبر 2024 - 14:20",
    "الثلاثاء 12/11/2024 02:20 م",
)  # fmt: skip
OTHERS = (
    "350 مشاهدة", "3 دقائق للقراءة", "عدد القراءات: 1,204", "2 تعليق", "<i></i> 1,204", "شارك",
    "طباعة", "<a href=/c/2>اقتصاد</a>", "القسم: <a href=/c/2>اقتصاد</a>",
)  # fmt: skip
MAKES = (
    ("<div class=meta>", "<span>", "</span>", "</div>"), ("<div>", "", " | ", "</div>"),
    ("<ul>", "<li>", "</li>", "</ul>"), ("<div>", "<div>", "</div>", "</div>"),
    ("<p>", "", " - ", "</p>"), ("<table><tr>", "<td>", "</td>", "</tr></table>"),
)  # fmt: skip
ROLES = (
    "<ul><li>Author, هالة فؤاد</li><li>Role, مراسلة</li><li>سامي خليل</li>"
    "<li>محرر البيانات، لندن</li></ul>"
)


class Made(NamedTuple):
    """A row, and what it tells."""

    html: str
    authors: tuple[str, ...]
    credits: tuple[str, ...]


def made(chance: random.Random) -> Made:
    """Make a row of any of these parts."""
    names = (chance.choice(NAMES),) if chance.random() < 0.6 else ()
    sources = (chance.choice(SOURCES),) if chance.random() < 0.6 else ()
    items = [chance.choice(WRITTEN).format(name) for name in names]
    items += [chance.choice(CREDITED).format(source) for source in sources]
    items += [chance.choice(DAYS), *chance.sample(OTHERS, chance.randrange(3))]
    chance.shuffle(items)
    first, before, behind, last = chance.choice(MAKES)
    row = "".join(f"{before}{item}{behind}" for item in items).removesuffix(behind)
    return Made(f"{first}{row}{behind if before else ''}{last}", names, sources)


def page(row: str) -> Article:
    return read(
        document(f"<article><h1>{TITLE}</h1>{row}<div>{paragraphs()}</div></article>", SITE)
    )


@pytest.mark.parametrize("seed", range(4))
def test_a_row_tells_who_whence_and_when(seed: int) -> None:
    chance = random.Random(seed)
    day, wrong = dt.date(2024, 11, 12), list[str]()
    rows = [made(chance) for _ in range(150)]
    for row in rows:
        article = page(row.html)
        published = article.published
        when = published.date() if isinstance(published, dt.datetime) else published
        assert article.paragraphs == BODY, row
        assert when == day, row
        if (article.authors, article.credits) != (row.authors, row.credits):
            wrong.append(f"{row} {article.authors} {article.credits}")
    assert len(wrong) <= 0.01 * len(rows), "\n".join(wrong)


@pytest.mark.parametrize(
    ("row", "authors", "sources"),
    [
        (ROLES, ("هالة فؤاد", "سامي خليل"), ()),
        ("<div>المصدر:</div><div>القاهرة - رويترز</div><div>التاريخ:</div><div>12/11/2024</div>",
         (), ("رويترز",)),
        ("<div>كتابة: هالة فؤاد</div><div>تصوير: سامي خليل</div><div>12/11/2024</div>",
         ("هالة فؤاد",), ()),
        ("<div><span>ترجمة</span> <span>سامي خليل</span> | 12/11/2024</div>", (), ()),
        ("<div>مكتب <a href=/c>سعيد منصور</a> | 12/11/2024</div>", (), ()),
        ("<div>نشرت بواسطة webmaster في 12/11/2024 - 09:40</div>", (), ()),
    ],
)  # fmt: skip
def test_what_stands_beside_is_told_apart(
    row: str, authors: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    article = page(f"<div>{row}</div>")
    assert (article.authors, article.credits, article.paragraphs) == (authors, sources, BODY)
