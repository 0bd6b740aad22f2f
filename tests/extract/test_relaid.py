"""An article is read alike however its page is laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marsad.errors import ExtractError
from marsad.extract.decode import decode
from marsad.extract.page import extract_article
from marsad.pipeline.evaluate import gold_folders, score_article
from marsad.pipeline.gold import read_gold
from tests.extract.gate import PAGES
from tests.support.relaid import CHANGES, paragraphs_of, relaid

_PAGES = [read_gold(folder) for folder in gold_folders(PAGES)]


@pytest.mark.parametrize("name", CHANGES)
def test_the_layout_makes_no_difference(name: str) -> None:
    """Of the body's words .995 at least, and of what may not be in it one string in a hundred."""
    scores, forbidden, taken = [], 0, []
    for page, gold in _PAGES:
        markup = decode(page.body, page.content_type)
        body = relaid(markup, paragraphs_of(gold), CHANGES[name]).encode()
        changed = replace(page, body=body, content_type="text/html; charset=utf-8")
        try:
            article, problem = extract_article(changed), None
        except ExtractError as error:
            article, problem = None, str(error)
        if gold.get("article") is False:
            taken += [gold["url"]] if article else []
            continue
        scores.append(score_article(str(page.url), article, gold, error=problem))
        forbidden += len(gold.get("must_not") or ())
    worst = sorted(scores, key=lambda score: score.f1)[:5]
    said = "\n".join(f"{one.f1:.3f} {one.name} {one.error or one.leaks}" for one in worst)
    assert sum(score.f1 for score in scores) >= 0.995 * len(scores), said
    assert sum(len(score.leaks) for score in scores) <= 0.01 * forbidden, said
    assert len(taken) <= 1, taken
