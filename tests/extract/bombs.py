"""Pages made to take for ever, by their kind: each grows with a number."""

from __future__ import annotations

from collections.abc import Callable

from tests.extract.test_pages import BODY, TITLE

HEAD = f"<title>{TITLE}</title><h1>{TITLE}</h1>"
NUXT = f"<title>{TITLE}</title><div id=__nuxt></div><script id=__NUXT_DATA__>"


def between(piece: str) -> Callable[[int], str]:
    """Return a page of one piece again and again between two sentences."""
    return lambda n: f"{HEAD}<p>{BODY[0]}</p>{piece * n}<p>{BODY[1]}</p>"


BOMBS: dict[str, Callable[[int], str]] = {
    "nested div": lambda n: "<div>" * n + BODY[0],
    "nested and closed": lambda n: "<div>" * n + BODY[0] + "</div>" * n,
    "nested inline": lambda n: "<p>" + "<b>" * n + BODY[0],
    "nested links": lambda n: "<a href=/x>" * n + BODY[0],
    "nested tables": lambda n: "<table><tr><td>" * n + BODY[0],
    "nested lists": lambda n: "<ul><li>" * n + BODY[0],
    "wrong ends": lambda n: "<div></b></i></p>" * n + BODY[0],
    "attributes": lambda n: "<p " + "a=b " * n + f">{BODY[0]}",
    "one attribute": lambda n: f"<p title='{'x<' * n}'>{BODY[0]}",
    "open quotes": lambda n: "<p title='" * n + BODY[0],
    "classes": lambda n: f"<p class='{'article-body comment ' * n}'>{BODY[0]}",
    "comments": lambda n: "<!--" * n + BODY[0],
    "scripts": lambda n: "<script>" * n + BODY[0],
    "unclosed svg": lambda n: "<svg>" * n + BODY[0],
    "metas": lambda n: "<meta property=og:title content=a>" * n + BODY[0],
    "stamps": lambda n: "<p>12 نوفمبر 2024 - 09:30</p>" * n + BODY[0],
    "digits": lambda n: f"<p>{'12/' * n}</p>{BODY[0]}",
    "read also": lambda n: f"<p>{BODY[0]}</p><p>إقرأ أيضاً</p><p>عنوان خبر آخر طويل</p>" * (n // 4),
    "labels": lambda n: "<p>كلمات دلالية:</p><p>المصدر:</p>" * n + BODY[0],
    "tags": lambda n: f"<p>{BODY[0]}</p><p>كلمات دلالية: {'صيد، ' * n}</p>",
    "keywords": lambda n: f"<p>{BODY[0]}</p><p>كلمات دلالية: {'المرسى القديم ' * n}</p>",
    "breaks": lambda n: f"{BODY[0]}<br>" * n,
    "headings": lambda n: "<h1>عنوان</h1><h2>آخر</h2>" * n + BODY[0],
    "paragraphs": lambda n: "".join(f"<p>{number} {BODY[0]}</p>" for number in range(n // 4)),
    "json": lambda n: f'<script type="application/ld+json">{"[" * n}</script><p>{BODY[0]}',
    "json objects": lambda n: '<script type="application/ld+json">' + '{"@graph":[' * n
    + f"</script><p>{BODY[0]}",
    "json scripts": lambda n: '<script type="application/ld+json">{"@type":"NewsArticle"}</script>'
    * n + BODY[0],
    "program's data": lambda n: "<div id=__next></div><script>window.__DATA__="
     '"' + '\\"' * n + f"</script><title>{TITLE}</title><p>{BODY[0]}",
    "program's lists": lambda n: f"<title>{TITLE}</title><div id=__next></div>"
     "<script>window.__DATA__=" + "[{a:1}," * n + f"</script><p>{BODY[0]}",
    "title marks": lambda n: f"<title>{' | ' * n}</title><h1>{TITLE}</h1><p>{BODY[0]}",
    "one word": lambda n: "<p>" + "ا" * n * 10,
    "blanks": lambda n: "<p>" + " \n" * n + BODY[0],
    "brackets": lambda n: f"<p>{BODY[0]} {'(' * n}",
    "dashes": lambda n: f"<p>{' - ' * n}</p><p>{BODY[0]}",
    "marks": lambda n: "<p>" + "مَ" * n + ".",
    "entities": lambda n: "<p>" + "&amp;&#x627;" * n + ".",
    "a long line": lambda n: f"{HEAD}{'نص وسم ' * n}{HEAD}<p>{BODY[0]}",
    "long bylines": lambda n: f"{HEAD}<span class=author>{'أحمد علي ومنى سعيد ' * n}</span>",
    "a type": lambda n: '<script type="application/ld+json">{"@type":"' + "a" * n
    + f'"}}</script>{HEAD}<p>{BODY[0]}',
    "open scripts above": lambda n: "<script type=ld+json>" * n + "<i>-->" + "<b>" * 230
    + f"{HEAD}<p>{BODY[0]}",
    "one text shared": lambda n: NUXT + "[[6],0,[3],[4],[" + "5," * n + '5],"' + "نص " * n
    + '",{"title":1,"body":4}]</script>',
    "stamps between": between("<p>12 نوفمبر 2024 - 09:30</p>"),
    "bylines between": between("<p>كتب: أحمد محمد علي</p>"),
    "editors between": between("<p>تحرير: منى سعيد ووكالات</p>"),
    "places between": between("<p>القاهرة - أحمد محمود السيد</p>"),
    "dashes between": between("<p>نص - نص | نص - نص</p>"),
    "headlines between": between(f"<h1>{TITLE}</h1>"),
    "tables between": between("<table><tr><td>أ<td>1<tr><td>ب<td>2</table>"),
    "tags between": between("<li><a href=/tag/x rel=tag>السودان</a></li>"),
    "links between": between("<p><a href=/n/9>رابط لخبر عربي مهم</a></p>"),
    "entries": between(f"<div class=live><p>09:30</p><p>{BODY[2]}</p></div>"),
    "a long title": lambda n: f"<meta property=og:title content='{'ابت ' * n}'>"
    + "<h2>زق زد زل ققق كك</h2>" * n + f"<p>{BODY[0]}",
    "wrong ends in depth": lambda n: f"{HEAD}{'<q>' * 395}<p>{BODY[0]}</p>{'</z>x' * n}",
    "depth and doubt": lambda n: "<meta property=og:type content=article>"
    + "<div>" * 250 + "<p>a</p>" * n + f"<p>{BODY[0]}",
    "tiny paragraphs": between("<p>اب"),
    "pictures behind a long text": lambda n: f"{HEAD}<p>{'اب ' * n}{'<img alt=a>' * n}<p>{BODY[0]}",
    "labels above lists": lambda n: f"{HEAD}<p>{BODY[0]}</p>"
    + "<div><h3>اقرأ أيضا</h3><i>اب</i><b>جد</b></div>" * n,
    "tatweel in a headline": lambda n: f"<h1>{'ـ ' * n}</h1><p>{BODY[0]}</p><p>{BODY[1]}",
    "lines of text": lambda n: f"{TITLE}\nتاريخ النشر: 12 نوفمبر 2024\n{BODY[0]}\n"
    + "12/11/2024\n" * n + BODY[1],
}  # fmt: skip


def bomb_of(name: str, size: int) -> bytes:
    """Return a bomb of about `size` bytes."""
    each = len(BOMBS[name](100).encode()) / 100
    return f"<html><body>{BOMBS[name](max(1, int(size / each)))}".encode()
