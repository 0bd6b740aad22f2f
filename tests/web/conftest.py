"""One filled store for all tests of the website, in process and behind a real server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from marsad.config import Settings
from marsad.store.engine import Store, open_store
from marsad.web.app import create_app
from tests.support.browser import serving
from tests.web.affair import affair, tell
from tests.web.newsroom import NOW, fill


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(timezone="Africa/Cairo", port=8000)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with everything of `newsroom`; tests only read it."""
    path = tmp_path_factory.mktemp("web") / "marsad.db"
    with open_store(f"sqlite:///{path}") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'empty.db'}") as opened:
        yield opened


def client_of(store: Store, settings: Settings, now: dt.datetime = NOW) -> TestClient:
    """Return a client of a site of its own, at a moment."""
    app = create_app(store, settings, clock=lambda: now)
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture(scope="session")
def client(store: Store, settings: Settings) -> TestClient:
    return client_of(store, settings)


@pytest.fixture(scope="session")
def english(store: Store, settings: Settings) -> TestClient:
    client = client_of(store, settings)
    client.cookies.set("marsad_language", "en")
    return client


@pytest.fixture(scope="session")
def affairs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the stories of `affair`; tests only read it."""
    path = tmp_path_factory.mktemp("affairs") / "marsad.db"
    with open_store(f"sqlite:///{path}") as opened:
        tell(opened, affair())
        yield opened


@pytest.fixture(scope="session")
def readers(affairs: Store, settings: Settings) -> TestClient:
    return client_of(affairs, settings)


@pytest.fixture(scope="session")
def site(store: Store, settings: Settings) -> Iterator[str]:
    """The address of a real server."""
    with serving(create_app(store, settings, clock=lambda: NOW)) as address:
        yield address


@pytest.fixture(scope="session")
def keys(store: Store) -> dict[str, int]:
    """The store's key of each article by the end of its address."""
    found = {}
    for stored in store.export():
        assert stored.article.url
        found[stored.article.url.split("/", 3)[3]] = stored.key
    return found
