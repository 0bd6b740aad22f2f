"""Real pages with a gold standard; none of their text is in this repository."""

from __future__ import annotations

from functools import cache

import pytest

from marsad.pipeline.evaluate import ExtractScores, evaluate_extract
from tests.support.cli import SHARED

FOLDER = SHARED / "pages"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/gold.json"))

pytestmark = pytest.mark.skipif(not NAMES, reason="../shared/data/pages is not here")


@cache
def scores() -> ExtractScores:
    return evaluate_extract(FOLDER)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_gives_its_body_title_and_day(name: str) -> None:
    (page,) = [page for page in scores().pages if page.name == name]
    assert page.error is None
    assert page.f1 >= 0.985
    assert page.leaks == ()
    assert page.title
    assert page.published.right == page.published.gold == 1


def test_tags_and_authors_are_the_articles_own() -> None:
    found = scores()
    for ratio in (found.scores.tags, found.scores.authors, found.scores.related):
        assert ratio.precision >= 0.9
        assert ratio.recall >= 0.9
