"""The gold standard of pages: which of its fields mean what, and how they are scored."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import InputError
from marsad.pipeline.baseline import Baseline, compare, figures_of, load_baseline, save_baseline
from marsad.pipeline.evaluate import (
    FieldScores,
    evaluate_extract,
    score_article,
    score_table,
)
from marsad.pipeline.ratio import Ratio
from marsad.types import Article, Publisher, Related
from tests.extract.test_pages import BODY, TITLE, document, paragraphs
from tests.support.cli import marsad

CAIRO = dt.timezone(dt.timedelta(hours=2))
ARTICLE = Article(
    id="1",
    made_by="test",
    title=TITLE,
    text="\n".join(BODY),
    published=dt.datetime(2024, 11, 12, 1, 30, tzinfo=CAIRO),
    updated=dt.datetime(2024, 11, 12, 3, 0, tzinfo=CAIRO),
    authors=("سامي الورتاني",),
    publisher=Publisher("صحيفة المرافئ", "marafi.example"),
    credits=("وكالة الساحل", "رويترز"),
    dateline="المرسى القديم",
    tags=("صيد", "موانئ"),
    sections=("مجتمع",),
    related=(Related("أسعار السردين", text="ارتفعت أسعار السردين في الأسواق."),),
)


def scored(gold: dict[str, Any], article: Article | None = ARTICLE) -> FieldScores:
    return score_article("p", article, gold).scores


# --- the mapping -------------------------------------------------------------


@pytest.mark.parametrize("name", ["body", "paragraphs"])
def test_the_body_has_two_names(name: str) -> None:
    assert score_article("p", ARTICLE, {name: list(BODY)}).f1 == 1
    assert score_article("p", ARTICLE, {name: list(BODY[:2])}).f1 < 1


@pytest.mark.parametrize(
    ("gold", "field"),
    [
        ({"author": "سامي الورتاني"}, "authors"),
        ({"authors": ["سامي الورتاني"]}, "authors"),
        ({"modified": "2024-11-12"}, "updated"),
        ({"updated": "2024-11-12T03:00:00+02:00"}, "updated"),
        ({"section": "مجتمع"}, "sections"),
        ({"dateline": "المرسى القديم"}, "dateline"),
        ({"related": [{"title": "أسعار السردين"}]}, "related"),
    ],
)
def test_other_names_and_single_values_mean_the_same(gold: dict[str, Any], field: str) -> None:
    assert getattr(scored(gold), field) == Ratio(1, 1, 1)
    assert getattr(scored({}), field) == Ratio()  # what the gold does not name is not scored


def test_a_source_is_a_credit_or_the_publisher() -> None:
    assert scored({"source": "رويترز"}).credits == Ratio(2, 1, 1)
    assert scored({"source": "صحيفة المرافئ"}).credits == Ratio(3, 1, 1)
    assert scored({"source": "marafi.example"}).credits == Ratio(2, 1, 0)  # a domain is no name
    assert scored({"source": "وفا"}).credits == Ratio(2, 1, 0)
    assert scored({"source": None}).credits == Ratio(2, 0, 0)
    assert scored({"source": "رويترز + وكالة الساحل"}).credits == Ratio(2, 2, 2)
    assert scored({"source": "رويترز، وفا"}).credits == Ratio(2, 2, 1)
    assert scored({"credits": ["رويترز", "وكالة الساحل"]}).credits == Ratio(2, 2, 2)
    assert scored({"source": "وفا", "credits": ["رويترز"]}).credits == Ratio(2, 1, 1)


@pytest.mark.parametrize("field", ["authors", "tags", "related"])
def test_what_is_found_where_there_is_nothing_is_wrong(field: str) -> None:
    nothings: tuple[object, ...] = (None, [])
    for nothing in nothings:
        ratio = getattr(scored({field: nothing}), field)
        assert ratio.right == ratio.gold == 0
        assert ratio.precision == 0
        assert ratio.recall == 1


def test_precision_and_recall_are_of_sets_after_folding() -> None:
    ratio = scored({"tags": ["صَيد", "سفن", "بحر", "بحر"]}).tags
    assert ratio == Ratio(found=2, gold=3, right=1)
    assert (ratio.precision, ratio.recall) == (1 / 2, 1 / 3)


@pytest.mark.parametrize("name", ["body", "text"])
def test_a_related_text_counts_under_its_title(name: str) -> None:
    text = "ارتفعت أسعار السردين في الأسواق"
    right = {"title": "أسعار السردين", name: [text] if name == "body" else text}
    assert scored({"related": [right]}).related_texts == Ratio(1, 1, 1)
    assert scored({"related": [{**right, name: "نص آخر تمامًا"}]}).related_texts == Ratio(1, 1, 0)
    assert scored({"related": [{"title": "أسعار السردين"}]}).related_texts == Ratio(1, 0, 0)


@pytest.mark.parametrize(
    ("gold", "right"),
    [
        ("2024-11-12", True),
        ("2024-11-11T23:30:00Z", True),  # the same instant: a day later where it was published
        ("2024-11-11T23:30:00+00:00", True),
        ("2024-11-12T22:00:00Z", False),
        ("2024-11-12T20:00", True),  # days are compared, not hours
        ("2024-11-11", False),
    ],
)
def test_days_are_compared_as_the_publishers_clocks_show_them(gold: str, right: bool) -> None:
    assert scored({"published": gold}).published == Ratio(1, 1, int(right))


def test_a_date_that_the_page_does_not_state_may_not_be_invented() -> None:
    assert scored({"published": None}).published == Ratio(1, 0, 0)
    assert scored({"published": "2024-11-12"}, None).published == Ratio(0, 1, 0)


def test_optional_text_may_be_in_or_out_and_forbidden_text_is_a_leak() -> None:
    gold = {"body": list(BODY[1:]), "optional": [BODY[0]], "must_not": [BODY[1], "كلمات دلالية"]}
    page = score_article("p", ARTICLE, gold)
    assert page.f1 == 1
    assert page.leaks == (BODY[1],)


def test_a_page_that_is_no_article_is_right_when_it_is_refused() -> None:
    refused = score_article("p", None, {"article": False})
    taken = score_article("p", ARTICLE, {"article": False})
    assert refused.scores.articles + taken.scores.articles == Ratio(1, 0, 0)
    assert (refused.f1, taken.f1) == (1, 0)
    assert scored({"body": ["x"]}, None).articles == Ratio(0, 1, 0)


# --- folders -----------------------------------------------------------------


def write(folder: Path, gold: object, html: str | None = None) -> Path:
    folder.mkdir(parents=True)
    inner = f"<article><h1>{TITLE}</h1><div class=date>منذ 3 ساعات</div>{paragraphs()}</article>"
    (folder / "page.html").write_text(html or document(inner), "utf-8")
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
    return folder


GOLD = {"title": TITLE, "body": list(BODY), "kind": "real", "published": "2024-11-12",
        "fetched_at": "2024-11-13T01:00:00+02:00", "must_not": ["الأكثر قراءة"]}  # fmt: skip


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    write(tmp_path / "pages" / "a", GOLD)
    write(tmp_path / "pages" / "b", {"article": False}, "<html><nav><a href=/>أخبار</a></nav>")
    write(tmp_path / "pages" / "c", {**GOLD, "kind": "invented", "body": [*BODY, *BODY]})
    return tmp_path / "pages"


def test_a_folder_of_pages_is_scored_as_a_whole(pages: Path) -> None:
    scores = evaluate_extract(pages)
    assert [page.name for page in scores.pages] == ["a", "b", "c"]
    assert scores.f1_real == 1
    assert 0.5 < scores.f1 < 1  # refused pages do not count into it
    assert (scores.leaks, scores.forbidden, scores.titles) == (0, 2, 1)
    assert scores.scores.published == Ratio(2, 2, 2)  # by when the page was fetched
    assert scores.scores.articles == Ratio(2, 2, 2)
    assert "published     precision 1.000  recall 1.000" in score_table(scores)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("[]", "expected an object"),
        ('{"published": "soon"}', "is not an ISO 8601"),
        ('{"updated": 5}', "gold.json: updated: "),
        ('{"published": "2024-13-01"}', "gold.json: published: month"),
        ('{"title": 5}', "gold.json: title: "),
        ('{"body": [["a"]]}', "gold.json: body: "),
        ('{"author": ["a", 1]}', "gold.json: author: "),
        ('{"url": 5, "title": "a"}', "gold.json: url: "),
        ('{"must_not": {"a": 1}}', "gold.json: must_not: "),
        ('{"related": "a"}', "gold.json: related: "),
        ('{"related": [{"title": 5}]}', "gold.json: related.0"),
        ('{"article": "no"}', "gold.json: article: "),
        ('{"titel": "a", "body": ["b"]}', "'titel': is 'title' meant"),
        ('{"note": "a"}', "no field that is scored"),
    ],
)
def test_a_broken_gold_standard_is_named(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "a", GOLD)
    (tmp_path / "a" / "gold.json").write_text(text)
    with pytest.raises(InputError, match=message):
        evaluate_extract(tmp_path)
    with pytest.raises(InputError, match="no folder with"):
        evaluate_extract(tmp_path / "a" / "none")


# --- baselines ---------------------------------------------------------------


def test_each_figure_is_held_by_itself(pages: Path) -> None:
    scores = evaluate_extract(pages)
    folders = [pages]
    same = compare(scores, folders, Baseline.of(scores, folders))
    assert (same.worse, same.better) == ((), ())
    before = Baseline.of(scores, folders)
    for figure in figures_of(scores):
        step = 0.25 if figure.more_is_better else -1
        raised = {**before.scores, figure.name: figure.value + step}
        held = compare(scores, folders, Baseline(before.pages, before.digest, raised))
        assert [line.split()[0] for line in held.worse] == [figure.name]
        lowered = {**before.scores, figure.name: figure.value - step}
        freed = compare(scores, folders, Baseline(before.pages, before.digest, lowered))
        assert (freed.worse, len(freed.better)) == ((), 1)


def test_a_baseline_of_other_pages_holds_nothing(pages: Path, tmp_path: Path) -> None:
    scores = evaluate_extract(pages)
    save_baseline(tmp_path / "b.json", Baseline.of(scores, [pages]))
    write(pages / "d", GOLD)
    with pytest.raises(InputError, match="made of other pages"):
        compare(scores, [pages], load_baseline(tmp_path / "b.json"))


def test_a_baseline_that_lacks_a_figure_holds_nothing(pages: Path) -> None:
    scores = evaluate_extract(pages)
    whole = Baseline.of(scores, [pages])
    rest = {name: value for name, value in whole.scores.items() if name != "titles"}
    with pytest.raises(InputError, match="lacks titles"):
        compare(scores, [pages], Baseline(whole.pages, whole.digest, rest))


def test_the_command_writes_a_baseline_and_fails_below_it(pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    command = ("evaluate", "extract", pages, "--baseline", file)
    assert marsad(*command, home=tmp_path).code == 1  # there is none yet
    assert marsad(*command, "--update", home=tmp_path).code == 0
    assert marsad(*command, home=tmp_path).err == ""

    data = json.loads(file.read_text())
    data["scores"] |= {"titles": 0.5, "body_f1": 1}
    file.write_text(json.dumps(data))
    worse = marsad(*command, "--format", "json", home=tmp_path)
    assert worse.code == 1
    assert json.loads(worse.out)["titles"] == 1
    better, drop = worse.messages
    assert better == "marsad: better than the baseline: titles 0.5 → 1"
    assert drop.startswith("marsad: worse than the baseline: body_f1 1 → 0.")

    file.write_text('{"pages": 3}')
    assert "no baseline" in marsad(*command, home=tmp_path).err
    assert marsad("evaluate", "extract", pages, "--update", home=tmp_path).code == 2
