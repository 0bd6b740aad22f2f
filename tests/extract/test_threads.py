"""Forums: the first post is the article; members, replies and signatures are none of it."""

from __future__ import annotations

import pytest

from tests.extract.test_pages import BODY, TITLE, document, read

TEXT = "<br><br>".join(BODY)
REPLY = "الله يعطيك العافية على الخبر، وحنا في حي المرجان ما رجعت الكهرباء الا الساعة عشر ونص."
VBULLETIN = (
    "<table id=post{n}><tr><td class=thead>0{n}-02-2012, 11:40 AM</td>"
    "<td class=thead>#<a href=p{n}><b>{n}</b></a></td></tr><tr><td>"
    "<a class=bigusername href=member.php?u={n}>{who}</a>"
    "<div class=smallfont>عضو فعال</div><div>تاريخ التسجيل: May 2010</div><div>المشاركات: 310</div>"
    "</td><td id=td_post_{n}><div><strong>{title}</strong></div>"
    "<div id=post_message_{n}>{text}</div>"
    "<div>__________________<br>ربي اغفر لي ولوالدي</div></td></tr></table>"
)
PHPBB = (
    "<div class=post id=p{n}><div class=postbody><h3><a href=#p{n}>{title}</a></h3>"
    "<p class=author>بواسطة <strong><a href=/u{n}>{who}</a></strong> »"
    " الخميس فبراير 0{n}, 2012 11:40 am</p><div class=content>{text}</div></div></div>"
)


@pytest.mark.parametrize("post", [VBULLETIN, PHPBB])
@pytest.mark.parametrize("who", ["سمير 77", "ابو فيصل"])
def test_what_others_reply_is_no_text_and_they_wrote_nothing(post: str, who: str) -> None:
    first = post.format(n=1, who=who, title=TITLE, text=TEXT)
    second = post.format(n=2, who="ليلى حداد", title=f"رد: {TITLE}", text=REPLY)
    bar = "<div class=bar><a href=index.php>منتديات المرسى</a> &gt; <a href=f2>الاخبار</a></div>"
    html = document(f"{bar}{first}{second}", f"<title>{TITLE} - منتديات المرسى</title>")
    article = read(html)
    assert (article.title, article.paragraphs, article.tags) == (TITLE, BODY, ())
    assert "ليلى حداد" not in article.authors
    assert article.published is not None
    assert article.published.day == 1


def test_a_readers_comment_of_the_same_title_is_not_the_headline() -> None:
    story = (
        f"<tr><td><b>{TITLE}</b><br>أرسلت في الأربعاء 31 أغسطس 2005 بواسطة admin<br>"
        f"الموضوع: <a href=t1>أخبار المحافظات</a></td></tr><tr><td>{TEXT}</td></tr>"
    )
    reply = f"<tr><td><b>Re: {TITLE}</b> (التقييم: 1) بواسطة زائر في الخميس 1 سبتمبر 2005</td></tr>"
    foot = "<center>جميع الحقوق محفوظة لموقع المرافئ، ونظام البوابة حر ومجاني للجميع.</center>"
    html = document(f"<table>{story}{reply}</table>{foot}", f"<title>المرافئ - {TITLE}</title>")
    article = read(html)
    assert (article.title, article.paragraphs, article.authors) == (TITLE, BODY, ())
    assert article.sections == ("أخبار المحافظات",)


def test_numbered_news_beside_an_article_makes_no_thread_of_it() -> None:
    slides = "".join(
        f"<li id=post-{n}><a href=/{n}>خبر رقم {n} من المدينة</a></li>" for n in (7, 8)
    )
    text = "".join(f"<p>{text}</p>" for text in BODY)
    story = f"<div id=post-9><h1>{TITLE}</h1><div class=postbody>{text}</div></div>"
    html = document(f"<ul class=slider>{slides}</ul>{story}", f"<title>{TITLE} - المرافئ</title>")
    assert read(html).paragraphs == BODY
