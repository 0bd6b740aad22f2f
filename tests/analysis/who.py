"""Articles with their names given, for tests of who is who."""

from __future__ import annotations

import datetime as dt

from marsad.analysis.identities.records import Subject
from marsad.analysis.identities.subjects import read_subjects
from marsad.analysis.understand import understand_names
from marsad.text.sentences import split_sentences
from marsad.types import Analysis
from tests.analysis.marked import read_marked

DAY = dt.date(2024, 11, 12)


def analysis_of(marked: str) -> Analysis:
    """Analyse a text whose names are marked."""
    text, mentions = read_marked(marked)
    sentences = split_sentences(text)
    found, roles, entities = understand_names(text, sentences, mentions)
    return Analysis("a", text, sentences=sentences, mentions=found, roles=roles, entities=entities)


def subjects_of(marked: str, day: dt.date = DAY) -> tuple[Subject, ...]:
    """Return what to look for of a text whose names are marked."""
    return read_subjects(analysis_of(marked), day)
