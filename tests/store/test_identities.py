"""Who is who across articles, and how that survives edits, upgrades and hands."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from sqlalchemy import text

from marsad.analysis.analyze import analyze
from marsad.errors import InputError
from marsad.pipeline.analyse import analyze_waiting
from marsad.store.engine import Store, open_store
from marsad.store.records import Analysed
from marsad.types import Failure
from tests.store.builders import NOW, given, go_back, make
from tests.store.who import Newsroom, all_names

MINISTER = "قال وزير الخارجية الأمريكي [PER أنتوني بلينكن] إن الاتفاق قريب."
TABLES = ("entity", "entity_key", "entity_name", "entity_tail", "entity_article", "entity_day",
          "entity_role", "entity_evidence")  # fmt: skip


@pytest.fixture
def news(store: Store) -> Newsroom:
    return Newsroom(store)


def rows(store: Store) -> dict[str, list[Any]]:
    """Everything that is kept of identities."""
    with store.database.read() as conn:
        return {
            name: sorted(conn.execute(text(f"SELECT * FROM {name}")).all(), key=repr)
            for name in TABLES
        }


# --- one identity for many spellings ------------------------------------------------


def test_spellings_of_one_name_are_one_person(news: Newsroom) -> None:
    news.tell(1, MINISTER)
    news.tell(2, "غادر [PER أنطوني بلينكين] المدينة.")
    news.tell(3, "التقى [PER Antony Blinken] الصحافيين.")
    assert news.same((1, "أنتوني بلينكن"), (2, "أنطوني بلينكين"), (3, "Antony Blinken"))


def test_a_person_is_called_what_most_articles_call_him(news: Newsroom) -> None:
    news.tell(1, "غادر [PER أنطوني بلينكين] المدينة.")
    news.tell(2, MINISTER)
    news.tell(3, MINISTER + " وانتهى.")
    assert all_names(news.store) == ["أنتوني بلينكن"]


def test_a_family_name_alone_joins_nobody(news: Newsroom) -> None:
    news.tell(1, MINISTER)
    news.tell(2, "وصل [PER بلينكن] مساء.")
    assert news.who(2, "بلينكن") is None
    assert [item.articles for item in news.store.entities().items] == [1]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_family_name_with_its_office_joins_whoever_came_first(
    news: Newsroom, order: tuple[int, int]
) -> None:
    texts = {1: MINISTER, 2: "ووصل وزير الخارجية الأمريكي [PER بلينكن] مساء."}
    for number in order:
        news.tell(number, texts[number])
    assert news.same((1, "أنتوني بلينكن"), (2, "بلينكن"))
    assert all_names(news.store) == ["أنتوني بلينكن"]


def test_an_office_without_its_state_is_that_of_the_article(news: Newsroom) -> None:
    news.tell(1, MINISTER)
    news.tell(2, "وصل وزير الخارجية [PER بلينكن] إلى [LOC واشنطن] عائدًا من [LOC القاهرة].")
    news.tell(3, "وصل وزير الخارجية [PER بلينكن] إلى [LOC القاهرة] مساء.")
    assert news.same((1, "أنتوني بلينكن"), (2, "بلينكن"))
    assert news.who(3, "بلينكن") is None


def test_two_of_one_family_are_two(news: Newsroom) -> None:
    news.tell(1, "قال الرئيس الأمريكي [PER جو بايدن] ذلك.")
    news.tell(2, "مثل [PER هانتر بايدن] أمام القاضي.")
    assert sorted(all_names(news.store)) == ["جو بايدن", "هانتر بايدن"]


def test_children_are_not_their_father(news: Newsroom) -> None:
    news.tell(1, "قالت [PER دنيا سمير غانم] ذلك، وحضر [PER سمير غانم] الحفل.")
    news.tell(2, "وقالت [PER إيمي سمير غانم] ذلك، وحضر [PER سمير غانم] الحفل.")
    assert not news.same((1, "دنيا سمير غانم"), (2, "إيمي سمير غانم"))


def test_namesakes_in_offices_of_two_states_are_two(news: Newsroom) -> None:
    news.tell(1, "قال وزير الثقافة التونسي [PER محمد علي] ذلك.")
    news.tell(2, "وقال وزير النقل السوداني [PER محمد علي] ذلك.")
    news.tell(3, "وسافر وزير النقل السوداني [PER محمد علي] أمس.", 13)
    assert not news.same((1, "محمد علي"), (2, "محمد علي"))
    assert news.same((2, "محمد علي"), (3, "محمد علي"))


def test_a_name_that_two_bear_stays_open_where_nothing_tells(news: Newsroom) -> None:
    news.tell(1, "قال وزير الثقافة التونسي [PER محمد علي] ذلك.")
    news.tell(2, "وقال وزير النقل السوداني [PER محمد علي] ذلك.")
    news.tell(3, "وفاز [PER محمد علي] بالجائزة.")
    assert news.who(3, "محمد علي") is None


def test_a_state_and_an_organisation_are_one_under_all_their_names(news: Newsroom) -> None:
    news.tell(1, "أعلنت [LOC السعودية] و[ORG الأمم المتحدة] ذلك.")
    news.tell(2, "استقبلت [LOC المملكة العربية السعودية] وفد [ORG منظمة الأمم المتحدة].")
    assert news.same((1, "السعودية"), (2, "المملكة العربية السعودية"))
    assert news.same((1, "الأمم المتحدة"), (2, "منظمة الأمم المتحدة"))


def test_towns_of_one_name_are_told_apart_or_left_open(news: Newsroom) -> None:
    news.tell(1, "انفجار في [LOC طرابلس] قرب [LOC بيروت] و[LOC صيدا] في [LOC لبنان].")
    news.tell(2, "اشتباك في [LOC طرابلس] و[LOC بنغازي] و[LOC مصراتة] في [LOC ليبيا].")
    lebanon, libya = news.who(1, "طرابلس"), news.who(2, "طرابلس")
    assert lebanon is not None
    assert libya is not None
    assert (lebanon.country, libya.country) == ("LB", "LY")
    assert lebanon.key != libya.key


def test_ministries_of_two_states_are_two(news: Newsroom) -> None:
    news.tell(1, "أعلنت [ORG وزارة النقل] في [LOC بغداد] و[LOC البصرة] و[LOC الموصل] ذلك.")
    news.tell(2, "أعلنت [ORG وزارة النقل] في [LOC القاهرة] و[LOC أسوان] ذلك.")
    news.tell(3, "أعلنت [ORG وزارة النقل العراقية] ذلك.")
    assert not news.same((1, "وزارة النقل"), (2, "وزارة النقل"))
    assert news.same((1, "وزارة النقل"), (3, "وزارة النقل العراقية"))


# --- what is kept --------------------------------------------------------------------


def test_every_role_has_its_days_and_sentences(news: Newsroom) -> None:
    news.tell(1, MINISTER, 3)
    news.tell(2, "وصل وزير خارجية [LOC الولايات المتحدة] [PER أنتوني بلينكن] اليوم.", 9)
    news.tell(3, "كتب [PER أنتوني بلينكن]، نائب مستشار الأمن القومي الأمريكي، مقالًا.", 1)
    who = news.who(1, "أنتوني بلينكن")
    assert who is not None
    profile = news.store.entity(who.key)
    assert profile is not None
    assert (profile.first_day, profile.last_day) == (dt.date(2024, 11, 1), dt.date(2024, 11, 9))
    minister = profile.roles[0]
    assert minister.title == "وزير خارجية الولايات المتحدة"
    assert (minister.country, minister.articles) == ("US", 2)
    assert minister.first.day == dt.date(2024, 11, 3)
    assert minister.first.sentence == "قال وزير الخارجية الأمريكي أنتوني بلينكن إن الاتفاق قريب."
    assert minister.last.article.id == "article-2"
    assert [role.title for role in profile.roles[1:]] == ["نائب مستشار الأمن القومي الأمريكي"]


def test_mentions_are_counted_by_day_and_spelling(news: Newsroom) -> None:
    news.tell(1, MINISTER + " وأكد [PER بلينكن] ذلك.", 3)
    news.tell(2, MINISTER + " وانتهى.", 3)
    news.tell(3, MINISTER + " وغادر.", 5)
    who = news.who(1, "بلينكن")
    assert who is not None
    days = news.store.entity_days(who.key, since=dt.date(2024, 11, 1), until=dt.date(2024, 11, 30))
    assert [(day.day.day, day.mentions, day.articles) for day in days] == [(3, 3, 2), (5, 1, 1)]
    profile = news.store.entity(who.key)
    assert profile is not None
    assert [(alias.name, alias.mentions) for alias in profile.aliases] == [("بلينكن", 1)]
    assert (profile.summary.articles, profile.summary.mentions) == (3, 4)


def test_lists_page_by_place_and_show_company(news: Newsroom) -> None:
    for number in range(1, 8):
        other = "[LOC القاهرة]" if number % 2 else "[LOC عمّان]"
        news.tell(number, f"{MINISTER} ووصل إلى {other} في يوم رقم {number}.", number)
    who = news.who(1, "أنتوني بلينكن")
    assert who is not None
    seen, after = [], None
    while True:
        listing = news.store.entity_articles(who.key, limit=3, after=after)
        seen += [item.id for item in listing.items]
        after = listing.after
        if after is None:
            break
    assert seen == [f"article-{number}" for number in range(7, 0, -1)]
    company = news.store.entity_company(who.key)
    assert [(item.name, item.shared) for item in company] == [("القاهرة", 4), ("عمّان", 3)]
    first = news.store.entities(limit=2)
    second = news.store.entities(limit=2, after=first.after)
    assert [item.name for item in (*first.items, *second.items)] == [
        "أنتوني بلينكن", "القاهرة", "عمّان",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["بلين", "بلينكن", "انتوني ب", "أنتوني", "أَنتوني", "أنطون", "بلنكان", "Blinken"]
)
def test_a_name_is_found_by_what_any_of_its_words_begins_with(news: Newsroom, typed: str) -> None:
    news.tell(1, MINISTER)
    news.tell(2, "غادر [PER أنطوني بلينكين] المدينة.")
    news.tell(3, "قال [PER سيرغي لافروف] ذلك.")
    news.tell(4, MINISTER + " وانتهى.")
    assert [item.name for item in news.store.entities(text=typed).items] == ["أنتوني بلينكن"]
    assert news.store.entities(text=typed, kind="LOC").items == ()


def test_nothing_is_found_for_what_nobody_is_called(news: Newsroom) -> None:
    news.tell(1, MINISTER)
    assert news.store.entities(text="؟؟").items == ()
    assert news.store.entities(text="ينكن").items == ()
    assert news.store.entity(999) is None
    assert news.store.entity_articles(999).items == ()


# --- edits and upgrades ---------------------------------------------------------------


def test_an_edit_takes_back_what_the_article_said(news: Newsroom) -> None:
    news.tell(1, MINISTER, 3)
    news.tell(2, f"{MINISTER} وحضر [PER سيرغي لافروف] و[LOC القاهرة].", 4)
    before = rows(news.store)
    news.tell(2, "غابت الأسماء عن هذا الخبر كله.", 4)
    after = rows(news.store)
    assert all_names(news.store) == ["أنتوني بلينكن"]
    assert {name: len(found) for name, found in after.items()} == {
        "entity": 1, "entity_key": 4, "entity_name": 1, "entity_tail": 4, "entity_article": 1,
        "entity_day": 1, "entity_role": 1, "entity_evidence": 1,
    }  # fmt: skip
    news.tell(2, f"{MINISTER} وحضر [PER سيرغي لافروف] و[LOC القاهرة] ثانية.", 4)
    again = rows(news.store)
    assert [row[1:] for row in again["entity_name"]] == [row[1:] for row in before["entity_name"]]
    assert len(again["entity_role"]) == 1


def test_an_upgrade_changes_nothing_where_it_finds_the_same(news: Newsroom) -> None:
    news.tell_all(
        [
            (1, MINISTER, 3),
            (2, f"{MINISTER} وحضر [PER سيرغي لافروف] إلى [LOC القاهرة].", 4),
            (3, "وصل وزير الخارجية الأمريكي [PER بلينكن] مساء.", 5),
            (4, "أعلنت [ORG الأمم المتحدة] ذلك.", 6),
        ]
    )
    before = rows(news.store)
    news.again()
    assert rows(news.store) == before


def test_a_role_that_an_edit_takes_back_leaves_the_days_of_the_others(news: Newsroom) -> None:
    for number, day in ((1, 3), (2, 9), (3, 5)):
        news.tell(number, f"{MINISTER} الخبر {number}.", day)
    news.tell(2, "غادر [PER أنتوني بلينكن] المدينة.", 9)
    who = news.who(1, "أنتوني بلينكن")
    profile = news.store.entity(who.key if who else 0)
    assert profile is not None
    (role,) = profile.roles
    assert (role.first.day.day, role.last.day.day, role.articles) == (3, 5, 2)
    assert profile.last_day == dt.date(2024, 11, 9)


def test_one_batch_or_many_come_to_the_same(store: Store, tmp_path: Any) -> None:
    articles = [
        (1, MINISTER, 3),
        (2, "غادر [PER أنطوني بلينكين] المدينة.", 4),
        (3, f"{MINISTER} وحضر [PER سيرغي لافروف].", 5),
        (4, "قال [PER سيرجي لافروف] ذلك في [LOC موسكو].", 6),
    ]
    Newsroom(store).tell_all(articles)
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        single = Newsroom(other)
        for article in articles:
            single.tell(*article)
        assert sorted(all_names(store)) == sorted(all_names(other))
        one, two = ({i.name: i.mentions for i in s.entities().items} for s in (store, other))
        assert one == two


# --- by hand ---------------------------------------------------------------------------


def merged(news: Newsroom) -> tuple[int, int]:
    news.tell(1, "قال [PER محمود عباس] ذلك.", 3)
    news.tell(2, "وقال [PER أبو مازن الفلسطيني] ذلك.", 4)
    one, two = news.who(1, "محمود عباس"), news.who(2, "أبو مازن الفلسطيني")
    assert one is not None
    assert two is not None
    assert one.key != two.key
    assert news.store.merge_entities(two.key, one.key, now=NOW) == one.key
    return one.key, two.key


def test_a_merge_by_hand_survives_edits_and_upgrades(news: Newsroom) -> None:
    one, two = merged(news)
    news.again()
    news.tell(2, "غابت الأسماء عن هذا الخبر كله.", 4)
    news.tell(3, "وسافر [PER أبو مازن الفلسطيني] أمس.", 5)
    found = news.who(3, "أبو مازن الفلسطيني")
    assert found is not None
    assert (found.key, found.name, found.articles) == (one, "محمود عباس", 2)
    assert news.store.entity(two) == news.store.entity(one)
    assert [item.id for item in news.store.entity_articles(two).items] == ["article-3", "article-1"]


def test_a_merge_can_be_taken_back(news: Newsroom) -> None:
    one, two = merged(news)
    assert news.store.split_entity(two, now=NOW) == two
    assert sorted(all_names(news.store)) == ["أبو مازن الفلسطيني", "محمود عباس"]
    assert {item.articles for item in news.store.entities().items} == {1}
    assert [edit.action for edit in news.store.entity_edits(one)] == ["undo", "merge"]


def test_a_merge_of_merged_ones_is_taken_back_with_all_of_them(news: Newsroom) -> None:
    one, two = merged(news)
    news.tell(3, "وقال [PER الرئيس الفلسطيني الحالي] ذلك.", 5)
    third = news.who(3, "الرئيس الفلسطيني الحالي")
    assert third is not None
    assert news.store.merge_entities(one, third.key, now=NOW) == third.key
    assert news.who(2, "أبو مازن الفلسطيني") == news.who(3, "الرئيس الفلسطيني الحالي")
    news.store.split_entity(one, now=NOW)
    back = news.who(2, "أبو مازن الفلسطيني")
    assert back is not None
    assert (back.key, back.articles) == (one, 2)
    assert two not in {item.key for item in news.store.entities().items}


def test_a_spelling_split_off_stays_apart(news: Newsroom) -> None:
    news.tell(1, MINISTER, 3)
    news.tell(2, "غادر [PER أنطوني بلينكين] المدينة.", 4)
    who = news.who(1, "أنتوني بلينكن")
    assert who is not None
    new = news.store.split_entity(who.key, names=["أنطوني بلينكين"], now=NOW)
    news.analyse()
    news.tell(3, "وسافر [PER أنطوني بلينكين] أمس.", 5)
    news.again()
    for number in (2, 3):
        found = news.who(number, "أنطوني بلينكين")
        assert found is not None
        assert found.key == new
    assert news.same((1, "أنتوني بلينكن"))
    assert news.who(1, "أنتوني بلينكن") != news.who(2, "أنطوني بلينكين")


def test_an_article_that_means_somebody_else_is_split_off(news: Newsroom) -> None:
    news.tell(1, "قال [PER محمد علي] ذلك.", 3)
    key = news.tell(2, "وفاز [PER محمد علي] بالجائزة.", 4)
    who = news.who(1, "محمد علي")
    assert who is not None
    new = news.store.split_entity(who.key, articles=[str(key)], now=NOW)
    news.analyse()
    news.again()
    found = news.who(2, "محمد علي")
    assert found is not None
    assert (found.key, found.articles) == (new, 1)
    left = news.who(1, "محمد علي")
    assert left is not None
    assert (left.key, left.articles) == (who.key, 1)


def test_what_cannot_be_done_is_said_and_changes_nothing(news: Newsroom) -> None:
    news.tell(1, f"{MINISTER} في [LOC القاهرة].")
    person, town = news.who(1, "أنتوني بلينكن"), news.who(1, "القاهرة")
    assert person is not None
    assert town is not None
    before = rows(news.store)
    with pytest.raises(InputError, match="is PER"):
        news.store.merge_entities(person.key, town.key, now=NOW)
    with pytest.raises(InputError, match="one already"):
        news.store.merge_entities(person.key, person.key, now=NOW)
    with pytest.raises(InputError, match="no identity 999"):
        news.store.merge_entities(999, person.key, now=NOW)
    with pytest.raises(InputError, match="was not merged"):
        news.store.split_entity(person.key, now=NOW)
    with pytest.raises(InputError, match="no article calls"):
        news.store.split_entity(person.key, names=["اسم آخر"], now=NOW)
    with pytest.raises(InputError, match="no article nowhere"):
        news.store.split_entity(person.key, articles=["nowhere"], now=NOW)
    assert rows(news.store) == before


# --- bad days ------------------------------------------------------------------------


def test_gatherers_side_by_side_make_nobody_twice(store_url: str) -> None:
    with open_store(store_url) as store:
        news = Newsroom(store)
        marked = [(n, f"{MINISTER} ووصل إلى [LOC القاهرة] رقم {n}.", 1) for n in range(40)]
        for number, text_, _ in marked:
            news.texts[_plain(text_)] = text_
            store.ingest([given(make(number, title=None, text=_plain(text_)))], now=NOW)
        workers = [threading.Thread(target=_analyse_few, args=(store_url, news)) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        found = {item.name: item.articles for item in store.entities().items}
        assert found == {"أنتوني بلينكن": 40, "القاهرة": 40}


def _plain(marked: str) -> str:
    return marked.replace("[PER ", "").replace("[LOC ", "").replace("]", "")


def _analyse_few(url: str, news: Newsroom) -> None:
    with open_store(url) as store:
        while batch := store.lease_unanalysed(now=NOW, limit=3, seconds=60):
            done = [
                Analysed(stored.key, stored.article, "test 1", news.analysis(stored.article))
                for stored in batch
            ]
            store.save_analyses(done, now=NOW)


def test_odd_letters_and_endless_lists_of_names_are_kept(news: Newsroom) -> None:
    many = " ".join(f"[PER فلان{n} الفلاني{n}] و[LOC بلدة{n}]،" for n in range(1, 301))
    news.tell(1, f"قال [PER سمير\ufffd الدين] {many}")
    assert 100 <= len(all_names(news.store)) <= 150


def test_a_failed_analysis_takes_back_the_names_of_the_older_text(news: Newsroom) -> None:
    news.tell(1, MINISTER)
    news.store.ask_for_analysis(made_by="another version")
    (stored,) = news.store.lease_unanalysed(now=NOW, limit=5, seconds=60)
    failure = Failure(stored.article.id, "analyze", "ValueError: too odd")
    news.store.save_analyses(
        [Analysed(stored.key, stored.article, "test 1", failure=failure)], now=NOW
    )
    assert all_names(news.store) == []


def test_the_pipeline_links_what_it_analyses(store: Store) -> None:
    body = "التقى وزير الخارجية الأمريكي أنتوني بلينكن نظيره المصري سامح شكري في القاهرة."
    store.ingest([given(make(1, text=body))], now=NOW)
    assert analyze(make(1, text=body)).entities
    list(analyze_waiting(store, jobs=1, clock=lambda: NOW))
    assert "أنتوني بلينكن" in all_names(store)


def test_a_store_of_before_is_linked_by_its_next_analysis(news: Newsroom) -> None:
    news.tell(1, MINISTER)
    with news.store.database.write() as conn:
        for name in TABLES:
            conn.execute(text(f"DELETE FROM {name}"))
    news.again()
    assert all_names(news.store) == ["أنتوني بلينكن"]


def test_an_older_store_is_migrated_and_its_articles_are_linked_again(store_url: str) -> None:
    with open_store(store_url) as store:
        Newsroom(store).tell(1, MINISTER)
        go_back(store, "0002")
    with open_store(store_url) as store:
        assert store.unanalysed() == 1
        news = Newsroom(store)
        (stored,) = store.export()
        news.texts[stored.article.text] = MINISTER
        news.analyse()
        assert all_names(store) == ["أنتوني بلينكن"]


def test_a_part_of_a_state_is_an_identity_of_its_own_in_all_its_spellings(store: Store) -> None:
    news = Newsroom(store)
    news.tell(1, "زار [LOC إنجلترا] ثم [LOC بريطانيا]")
    news.tell(2, "زار [LOC إنكلترا] ثم [LOC المملكة المتحدة] و[LOC اسكتلندا]")
    found = {item.name: item.articles for item in store.entities(limit=10).items}
    assert sorted(found.values()) == [1, 2, 2]
    assert found["اسكتلندا"] == 1
