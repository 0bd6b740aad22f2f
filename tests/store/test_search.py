from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from marsad.store import postgres, reprocess, search, sqlite
from marsad.store.articles import save_entries
from marsad.store.engine import Store
from marsad.store.query import parse_query
from marsad.store.records import SearchQuery
from marsad.types import Fragment, Source
from tests.store.builders import HOUR, NOW, TILAL, given, make, seen


def ids(store: Store, text: str, **filters: Any) -> list[str]:
    """Search as a reader does and return what was found by number."""
    result = store.search(parse_query(text, **filters))
    return [hit.item.id.removeprefix("article-") for hit in result.hits]


def put(store: Store, *texts: str, **fields: Any) -> None:
    batch = [
        given(make(n, title=f"خبر رقم {n}", text=text, **fields)) for n, text in enumerate(texts, 1)
    ]
    store.ingest(batch, now=NOW)


def test_marks_tatweel_hamza_and_digits_make_no_difference(store: Store) -> None:
    put(store, "أعلنت الشّرِكـة إنتاج ٢٠٢٤ وحدة في مؤتمرٍ صحافيّ")
    for text in ("اعلنت", "أعلنت", "الشركه", "شركة", "انتاج", "2024", "٢٠٢٤", "مؤتمر"):
        assert ids(store, text) == ["1"], text


def test_forms_of_a_word_are_found_and_exact_search_tells_them_apart(store: Store) -> None:
    put(store, "زار الوزير المدينة", "زار وزير آخر القرية", "لا شيء هنا")
    assert set(ids(store, "وزير")) == {"1", "2"}
    assert ids(store, "وزير", exact=True) == ["2"]
    assert ids(store, "الوزير", exact=True) == ["1"]


def test_all_words_must_occur_anywhere(store: Store) -> None:
    put(store, "الجسر الجديد في المدينة", "الجسر القديم", "المدينة القديمة", tags=("نقل",))
    assert ids(store, "جسر مدينة") == ["1"]
    assert set(ids(store, "نقل")) == {"1", "2", "3"}
    assert ids(store, "جسر غائب") == []


def test_a_phrase_must_occur_in_its_order(store: Store) -> None:
    put(store, "مجلس الأمن الدولي", "الأمن في مجلس المدينة", "مجلس", "الأمن")
    assert ids(store, '"مجلس الأمن"') == ["1"]
    assert ids(store, "«مجلس الأمن»") == ["1"]
    assert set(ids(store, "مجلس الأمن")) == {"1", "2"}


def test_a_phrase_does_not_run_from_the_headline_into_the_body(store: Store) -> None:
    store.ingest([given(make(title="افتتاح مجلس", text="الأمن يصدر بيانا"))], now=NOW)
    assert ids(store, '"مجلس الأمن"') == []


def test_excluded_words_and_phrases_leave(store: Store) -> None:
    put(store, "جسر حجري", "جسر خشبي", "جسر معلق طويل")
    assert set(ids(store, "جسر -خشبي")) == {"1", "3"}
    assert set(ids(store, 'جسر -"معلق طويل"')) == {"1", "2"}
    assert ids(store, "-جسر") == []
    assert set(ids(store, "-خشبي")) == {"1", "3"}


def test_a_headline_weighs_more_than_a_tag_and_a_tag_more_than_the_body(store: Store) -> None:
    filler = "كلام كثير عن أمور أخرى في النص "
    batch = [
        given(make(1, title="خبر عام", text=f"{filler} زلزال")),
        given(make(2, title="خبر عام", text=filler, tags=("زلزال",))),
        given(make(3, title="زلزال عام", text=filler)),
    ]
    store.ingest(batch, now=NOW)
    assert ids(store, "زلزال") == ["3", "2", "1"]


def test_by_time_the_newest_comes_first(store: Store) -> None:
    batch = [
        given(make(n, title="زلزال" if n == 1 else "خبر", text="زلزال", published=NOW - n * HOUR))
        for n in (3, 1, 2)
    ]
    store.ingest(batch, now=NOW)
    assert ids(store, "زلزال", order="time") == ["1", "2", "3"]


def test_filters_narrow_a_search_and_stand_without_words(store: Store) -> None:
    store.add_source(Source("تلال", "tilal.example", country="MA"), now=NOW)
    batch = [
        given(make(1, text="مباراة", sections=("رياضة",))),
        given(make(2, text="مباراة", sections=("رياضة",), publisher=TILAL)),
        given(make(3, text="سوق", sections=("اقتصاد",), publisher=TILAL)),
    ]
    store.ingest(batch, now=NOW)
    assert ids(store, "مباراة مصدر:tilal.example") == ["2"]
    assert ids(store, 'مباراة مصدر:"تلال نيوز"') == ["2"]
    assert ids(store, "مصدر:تلال مباراه") == ["2"]
    assert set(ids(store, "بلد:المغرب")) == {"2", "3"}
    assert set(ids(store, "موضوع:رياضة")) == {"1", "2"}
    assert ids(store, "قسم:اقتصاد") == ["3"]
    assert set(ids(store, "قسم:sport")) == {"1", "2"}
    assert ids(store, "", topic="sports", domain="nakhla.example") == ["1"]
    for nothing in ("مصدر:غائب", "بلد:اليابان", "قسم:غائب"):
        assert ids(store, f"مباراة {nothing}") == []


def test_days_are_those_of_the_readers_zone_and_inclusive(store: Store) -> None:
    stamps = ["2024-11-10T22:30", "2024-11-11T00:00", "2024-11-11T21:30", "2024-11-11T22:30"]
    for number, stamp in enumerate(stamps, 1):
        published = dt.datetime.fromisoformat(stamp).replace(tzinfo=dt.UTC)
        store.ingest([given(make(number, published=published))], now=NOW)
    day = dt.date(2024, 11, 11)
    assert set(ids(store, "", since=day, until=day)) == {"2", "3", "4"}
    assert set(ids(store, "", since=day, until=day, zone="Africa/Cairo")) == {"1", "2", "3"}
    assert set(ids(store, "وزير من:2024-11-11")) == {"2", "3", "4"}
    assert ids(store, "وزير إلى:2024-11-10") == ["1"]
    assert len(ids(store, "", since=dt.date.min, until=dt.date.max, zone="Etc/Nowhere")) == 4


@pytest.mark.parametrize("order", ["time", "relevance"])
def test_pages_of_results_hold_each_once(store: Store, order: str) -> None:
    texts = ["جسر " * (n % 4 + 1) + "كلام " * (n % 7) for n in range(23)]
    put(store, *texts)
    query = parse_query("جسر", order=order, limit=5)
    found: list[str] = []
    while True:
        result = store.search(query)
        found += [hit.item.id for hit in result.hits]
        if result.after is None:
            break
        query = dataclasses.replace(query, after=result.after)
    assert len(found) == len(set(found)) == 23
    assert found == [
        hit.item.id for hit in store.search(parse_query("جسر", order=order, limit=99)).hits
    ]


def test_totals_are_counted_up_to_a_bound(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, *["جسر"] * 7)

    def bound(count: int) -> None:
        for module in (search, sqlite, postgres):
            monkeypatch.setattr(module, "COUNTED", count)

    bound(7)
    result = store.search(parse_query("جسر", limit=2))
    assert (len(result.hits), result.total, result.total_is_exact) == (2, 7, True)
    bound(6)
    result = store.search(parse_query("جسر", limit=2))
    assert (result.total, result.total_is_exact) == (6, False)


def test_facets_count_the_results_by_source_and_topic(store: Store) -> None:
    batch = [
        given(make(1, sections=("رياضة",))),
        given(make(2, sections=("رياضة",), publisher=TILAL)),
        given(make(3, sections=("اقتصاد",), publisher=TILAL)),
        given(make(4, text="غير ذلك", title="غير ذلك")),
    ]
    store.ingest(batch, now=NOW)
    result = store.search(parse_query("جسر"))
    assert [(facet.value, facet.label, facet.count) for facet in result.domains] == [
        ("tilal.example", "تلال نيوز", 2),
        ("nakhla.example", "نخلة برس", 1),
    ]
    assert {(facet.value, facet.label, facet.count) for facet in result.topics} == {
        ("sports", "رياضة", 2),
        ("economy", "اقتصاد", 1),
    }


def test_hits_show_the_words_in_their_own_spelling(store: Store) -> None:
    store.ingest([given(make(title="الوزيرُ يفتتح", text="قال الوَزير إنّ العمل انتهى."))], now=NOW)
    (hit,) = store.search(parse_query("وزير")).hits
    assert hit.title == (Fragment("الوزيرُ", hit=True), Fragment(" يفتتح"))
    assert [part.text for part in hit.snippet if part.hit] == ["الوَزير"]
    assert "".join(part.text for part in hit.snippet) == "قال الوَزير إنّ العمل انتهى."
    assert hit.score > 0
    (plain,) = store.search(SearchQuery()).hits
    assert (plain.title, plain.score) == ((Fragment("الوزيرُ يفتتح"),), 0.0)


def test_an_edit_is_found_by_its_new_words_alone(store: Store) -> None:
    store.ingest([seen(make(text="الجسر القديم"), NOW - HOUR)], now=NOW)
    store.ingest([seen(make(text="النفق الحديث"), NOW)], now=NOW)
    assert ids(store, "قديم") == []
    assert ids(store, "نفق") == ["1"]
    assert store.search(parse_query("وزير")).total == 1


def test_a_section_that_comes_later_is_found(store: Store) -> None:
    store.ingest([given(make(sections=("رياضة",)))], now=NOW)
    store.ingest([given(make(sections=("ملف خاص",)))], now=NOW)
    assert ids(store, 'جسر قسم:"ملف خاص"') == ["1"]
    assert ids(store, "جسر قسم:رياضة") == ["1"]


def test_the_index_built_anew_finds_the_same(store: Store) -> None:
    put(store, "جسر حجري", "جسر خشبي", sections=("رياضة",))
    before = store.search(parse_query("جسر موضوع:رياضة"))
    assert store.rebuild_search() == 2
    after = store.search(parse_query("جسر موضوع:رياضة"))
    assert after == before
    assert len(after.hits) == 2
    assert store.front(per_topic=3)[0].count == 2


def test_searches_go_on_while_the_index_is_built(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "جسر حجري", "جسر خشبي")
    totals: list[int] = []

    def save(*arguments: Any) -> None:
        totals.append(store.search(parse_query("جسر")).total)
        save_entries(*arguments)

    monkeypatch.setattr(reprocess, "save_entries", save)
    store.rebuild_search()
    assert totals == [2]


def test_words_that_are_none_find_nothing_and_none_lists_all(store: Store) -> None:
    put(store, "جسر")
    assert ids(store, "؟ !") == []
    assert ids(store, "") == ["1"]
    assert ids(store, "جسر ؟") == ["1"]


def test_a_huge_query_is_bounded(store: Store) -> None:
    put(store, "جسر نفق")
    assert ids(store, "جسر نفق " * 5000) == ["1"]
    many = SearchQuery(words=tuple(f"كلمة{n}" for n in range(5000)), limit=10**9)
    assert store.search(many).hits == ()
    assert store.search(SearchQuery(phrases=("جسر " * 50_000,))).hits == ()


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@forall(
    text=st.text(
        st.one_of(st.characters(), st.sampled_from("\"'()*^:+-{}|&!<>\\=~%@؟«»“”\0 جسرAND")),
        max_size=60,
    ),
    exact=st.booleans(),
)
def test_no_text_is_ever_read_as_the_index_own_language(
    store: Store, text: str, exact: bool
) -> None:
    if store.counts().articles == 0:
        put(store, "جسر OR نفق", "title : سؤال")
    for query in (
        parse_query(text, exact=exact),
        SearchQuery(words=(text,), exact=exact),
        SearchQuery(phrases=(text,), excluded=(text[::-1],), section=text, domain=text),
        SearchQuery(topic=text, country=text, zone=text, order="time"),
    ):
        result = store.search(query)
        assert len(result.hits) <= 2


def test_operators_of_the_index_are_words(store: Store) -> None:
    put(store, "جسر OR نفق", "جسر")
    assert ids(store, "جسر OR نفق") == ["1"]
    assert ids(store, "title:جسر") == []
    assert ids(store, "NEAR(جسر نفق)") == []
    assert ids(store, "=a") == []
    assert ids(store, "=t:sports") == []
