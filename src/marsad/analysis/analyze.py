"""Article → Analysis: what the text of one article holds."""

from __future__ import annotations

import datetime as dt

from marsad.analysis.keywords.find import find_keywords
from marsad.analysis.names.features import Guideline
from marsad.analysis.taggers.choose import Names, mentions_of
from marsad.analysis.times.find import find_times
from marsad.analysis.topic import find_topic
from marsad.analysis.understand import understand_names
from marsad.text.sentences import split_sentences
from marsad.text.tokenize import tokens
from marsad.types import Analysis, Article


def analyze(
    article: Article,
    *,
    zone: dt.tzinfo | None = None,
    guideline: Guideline = "marsad",
    names: Names | None = None,
) -> Analysis:
    """Analyse an article; `zone` is the publisher's, in which instants are read.

    The text is title, newline, body; the body alone where there is no title. `guideline` is whose
    idea of a name the mentions follow; `names` finds them instead of the model that ships. Pure:
    the same article gives the same analysis, whatever the clock says.
    """
    text = article.analysed_text
    title_length = len(article.title or "")
    sentences = split_sentences(text)
    words = tokens(text)
    named = mentions_of(text, sentences, guideline=guideline, names=names)
    mentions, roles, entities = understand_names(text, sentences, named)
    return Analysis(
        article_id=article.id,
        text=text,
        published=article.published,
        sentences=sentences,
        mentions=mentions,
        roles=roles,
        entities=entities,
        times=find_times(text, sentences, article.published, zone=zone),
        keywords=find_keywords(text, title_length, mentions, words=words),
        topic=find_topic(text, title_length, words=words),
    )
