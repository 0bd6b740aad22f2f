"""Stored articles are analysed with the names model that the settings choose."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
from pathlib import Path

import pytest
from sqlalchemy import text

from marsad.config import Settings
from marsad.errors import ConfigError
from marsad.pipeline.analyse import analyze_waiting
from marsad.pipeline.gather import gather
from marsad.store.engine import Store, open_store
from tests.analysis.tiny_models import onnx_classifier
from tests.store.builders import NOW, given, make


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return onnx_classifier(tmp_path / "bridges", {"الجسر": "B-FAC"})


def names(store: Store) -> set[tuple[str, str]]:
    (stored,) = store.export()
    analysis = store.analysis(stored)
    assert analysis is not None
    return {(mention.type, mention.text) for mention in analysis.mentions}


def clock() -> dt.datetime:
    return NOW


@pytest.mark.parametrize("jobs", [1, 2])
def test_stored_articles_get_the_names_of_the_chosen_model(
    tmp_path: Path, model: Path, jobs: int
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'marsad.db'}") as store:
        store.ingest([given(make())], now=NOW)
        list(analyze_waiting(store, jobs=jobs, clock=clock, names=f"hf:{model}"))
        assert names(store) == {("LOC", "الجسر")}
        with store.database.read() as conn:
            made_by = conn.execute(text("SELECT made_by FROM analysis")).scalar_one()
        assert made_by.endswith(", names hf:bridges")
        assert str(tmp_path) not in made_by


def test_what_was_read_for_a_first_article_is_spared_by_the_garbage_collector(
    tmp_path: Path,
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'marsad.db'}") as store:
        store.ingest([given(make())], now=NOW)
        list(analyze_waiting(store, jobs=1, clock=clock))
    assert gc.get_freeze_count() > 0


def test_a_choice_that_leads_nowhere_leaves_the_articles_waiting(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'marsad.db'}") as store:
        store.ingest([given(make())], now=NOW)
        with pytest.raises(ConfigError, match="no such folder"):
            list(analyze_waiting(store, jobs=1, clock=clock, names="hf:/nowhere/at/all"))
        settings = Settings(data_dir=tmp_path, names="spacy:/nowhere/at/all")
        with pytest.raises(ConfigError, match="no such folder"):
            asyncio.run(gather(store, settings, once=True))
        assert store.unanalysed() == 1
        assert store.quarantine(limit=5) == ()


def test_a_damaged_model_fails_articles_with_its_reason(tmp_path: Path, model: Path) -> None:
    (model / "model.onnx").write_bytes(b"no model")
    with open_store(f"sqlite:///{tmp_path / 'marsad.db'}") as store:
        store.ingest([given(make())], now=NOW)
        list(analyze_waiting(store, jobs=1, clock=clock, names=f"hf:{model}"))
        (failed,) = store.quarantine(limit=5)
        assert failed.stage == "analyze"
        assert str(model) in failed.reason
