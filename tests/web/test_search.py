"""Search as readers use it: words, filters, facets, pages, and what happens without results."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from marsad.web.search_view import MAX_QUERY_CHARS, SearchForm, read_day, read_form
from tests.web.reading import first, page, value


def search(client: TestClient, **fields: str) -> LexborHTMLParser:
    response = client.get("/search", params={name.rstrip("_"): v for name, v in fields.items()})
    assert response.status_code == 200
    return LexborHTMLParser(response.text)


def titles(tree: LexborHTMLParser) -> list[str]:
    return [node.text() for node in tree.css(".hits h2")]


def test_an_empty_search_explains_how_searches_are_written(client: TestClient) -> None:
    tree = search(client)
    assert "مجلس الأمن" in first(tree, ".operators").text()
    assert not tree.css("[role=status]")


def test_results_show_where_they_match_in_the_original_spelling(client: TestClient) -> None:
    tree = search(client, q="محمد العلمي")
    assert titles(tree) == ["مكتبة مَقدسية تُتِيحُ أَلْفَ مَخْطُوطٍ مُرَقْمَنٍ للباحثين مجانًا"]
    marks = [node.text() for node in tree.css(".hits mark")]
    assert "مُحَمَّدٌ" in marks
    assert first(tree, ".total").text() == "نتيجة واحدة"
    assert first(tree, "#q").attributes["value"] == "محمد العلمي"


def test_what_was_typed_comes_back_as_text(client: TestClient) -> None:
    hostile = '"><script>alert(1)</script>'
    response = client.get("/search", params={"q": hostile, "source": hostile, "country": hostile})
    tree = LexborHTMLParser(response.text)
    assert first(tree, "#q").attributes["value"] == hostile
    assert len(tree.css("script")) == 1


def test_filters_narrow_and_can_be_taken_away_one_by_one(client: TestClient) -> None:
    tree = search(client, q="المرور", source="rafidain.example", topic="society")
    assert len(titles(tree)) == 20
    chips = tree.css(".active-filters a")
    assert [" ".join(chip.text().split()) for chip in chips] == [
        "\u2068رافد برس\u2069إزالة",
        "مجتمعإزالة",
    ]
    assert parse_qs(urlsplit(value(chips[0], "href")).query) == {
        "q": ["المرور"],
        "topic": ["society"],
    }
    assert "open" in first(tree, "details").attributes


def test_facets_lead_to_narrower_searches(client: TestClient) -> None:
    tree = search(client, q="في")
    facets = {first(node, "span").text(): node for node in tree.css(".facet a")}
    sport = search_by(client, value(facets["رياضة"], "href"))
    assert len(titles(sport)) == 1
    assert first(sport, ".facet [aria-current] span").text() == "رياضة"


def search_by(client: TestClient, href: str) -> LexborHTMLParser:
    response = client.get(href)
    assert response.status_code == 200
    return LexborHTMLParser(response.text)


@pytest.mark.parametrize("order", ["relevance", "time"])
def test_all_results_are_reached_page_by_page(client: TestClient, order: str) -> None:
    tree = search(client, q="نشرة", order=order)
    found = titles(tree)
    while following := tree.css_first(".pager a[rel=next]"):
        tree = search_by(client, value(following, "href"))
        found += titles(tree)
        assert first(tree, ".pager a[rel=prev]")
    assert len(found) == len(set(found)) == 70


def test_filters_alone_list_by_time(client: TestClient) -> None:
    tree = search(client, country="ps")
    assert len(titles(tree)) == 2
    assert first(tree, "#f-country option[selected]").text() == "فلسطين"


def test_days_are_inclusive_and_of_the_sites_zone(client: TestClient) -> None:
    day = search(client, q="رياح OR أمطار", from_="2024-11-11", to="2024-11-11", source="")
    assert day.css(".operators")
    rain = search(client, q="أمطار", from_="2024-11-11", to="٢٠٢٤-١١-١١")
    assert len(titles(rain)) == 1
    assert not titles(search(client, q="أمطار", to="2024-11-10"))


def test_exact_words_are_not_stemmed(client: TestClient) -> None:
    assert titles(search(client, q="مخطوطات"))
    assert not titles(search(client, q="مخطوطتان", exact="1"))


@pytest.mark.parametrize("query", ["!!!", "،؛؟", "((", "\u0640\u0640"])
def test_a_search_without_a_word_says_so(client: TestClient, query: str) -> None:
    tree = search(client, q=query)
    assert not titles(tree)
    assert "لا كلمة هنا" in first(tree, "[role=status]").text()


def test_results_are_never_without_a_headline(client: TestClient) -> None:
    tree = search(client, q="غريب", source="gulf.example")
    assert len(titles(tree)) == 7
    assert all(0 < len(title.strip()) < 300 for title in titles(tree))


def test_no_result_says_what_may_help(client: TestClient) -> None:
    tree = search(client, q="زخرفشطنب")
    assert "لا نتائج" in first(tree, "[role=status]").text()
    assert "كيف يُكتب البحث" in tree.text()


def test_search_pages_are_kept_out_of_indexes(client: TestClient) -> None:
    assert 'name="robots" content="noindex"' in client.get("/search?q=خبر").text


def test_nul_bytes_and_endless_queries_do_no_harm(client: TestClient) -> None:
    assert client.get("/search?q=%00خبر&source=%00").status_code == 200
    assert client.get("/search", params={"q": "كلمة " * 900}).status_code == 200
    assert client.get("/search", params={"q": "(" * 400 + '"' * 99}).status_code == 200


def test_an_endless_search_says_that_its_beginning_was_looked_for(client: TestClient) -> None:
    tree = page(client, "/search?q=" + "ا" * 10_000)
    assert "البحث طويل" in first(tree, "main .note").text()
    assert len(value(first(tree, "main input[name=q]"), "value")) == MAX_QUERY_CHARS
    assert not page(client, "/search?q=خبر").css("main .note[role=status]")


def test_a_form_survives_its_own_address() -> None:
    form = SearchForm(
        q="«مجلس الأمن» -كرة", source="a.example", topic="politics", country="EG",
        since="2024-11-01", until="2024-11-12", order="time", exact=True,
    )  # fmt: skip
    values = {name: found[0] for name, found in parse_qs(urlsplit(form.href()).query).items()}
    assert read_form(values) == form
    assert SearchForm().is_empty
    assert not form.is_empty


def test_days_are_read_in_both_kinds_of_digits() -> None:
    assert read_day(" ٢٠٢٤-١١-٠٢ ") == "2024-11-02"
    assert read_day("") == ""
    with pytest.raises(ValueError, match="التاريخ"):
        read_day("2024-02-30")
