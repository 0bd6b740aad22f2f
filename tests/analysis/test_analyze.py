"""What an analysed article holds."""

from __future__ import annotations

import datetime as dt

from marsad.analysis.analyze import analyze
from marsad.types import Article

PUBLISHED = dt.datetime(2024, 11, 12, 10, 0, tzinfo=dt.UTC)


def test_the_headline_is_the_first_line_of_the_analysed_text() -> None:
    article = Article("a1", "test", "الوزير يزور صور الخميس", "وصل أمس.", published=PUBLISHED)
    analysis = analyze(article)
    assert analysis.article_id == "a1"
    assert analysis.text == "الوزير يزور صور الخميس\nوصل أمس."
    assert analysis.published == PUBLISHED
    assert [time.value for time in analysis.times] == ["2024-11-14", "2024-11-11"]
    for sentence in analysis.sentences:
        assert analysis.text[sentence.start : sentence.end] == sentence.text
    for time in analysis.times:
        assert analysis.text[time.start : time.end] == time.text


def test_an_article_without_a_headline_is_its_body_alone() -> None:
    analysis = analyze(Article("a2", "test", None, "وصل أمس.", published=PUBLISHED))
    assert analysis.text == "وصل أمس."


def test_an_empty_article_gives_an_empty_analysis() -> None:
    analysis = analyze(Article("a3", "test", None, ""))
    assert (analysis.sentences, analysis.times) == ((), ())
    assert (analysis.keywords, analysis.topic) == ((), None)


def test_an_article_gets_keywords_and_a_topic() -> None:
    title = "منتخب السباحة يحصد أربع ميداليات في بطولة المتوسط"
    body = "توج منتخب السباحة بأربع ميداليات في بطولة المتوسط بعد مباريات قوية أمام الجماهير."
    analysis = analyze(Article("a4", "test", title, body))
    assert analysis.topic is not None
    assert analysis.topic.label == "sports"
    assert "منتخب السباحة" in [keyword.text for keyword in analysis.keywords]
