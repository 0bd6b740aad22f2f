"""What a gatherer that was killed left is neither lost nor done twice, and waits for no page."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import sys
from pathlib import Path

import pytest
from aiohttp import web

from marsad.pipeline import gather as module
from marsad.pipeline.gather import gather
from marsad.store.engine import Store
from tests.fetch.site import Site, polite_settings
from tests.pipeline.gathering import (
    NOW,
    add,
    article,
    make_due,
    processes,
    rss,
    run,
    site,
    store,
    titles,
)
from tests.store.builders import given, make

__all__ = ["processes", "site", "store"]

KILLED = """
import asyncio, sys
from marsad.pipeline.gather import gather
from marsad.store.engine import open_store
from tests.fetch.site import polite_settings

if __name__ == "__main__":
    with open_store(sys.argv[1]) as store:
        asyncio.run(gather(store, polite_settings(), once=True))
"""


async def test_a_killed_gatherer_loses_and_doubles_nothing(
    store: Store, site: Site, tmp_path: Path
) -> None:
    asked = asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        asked.set()
        await asyncio.Event().wait()
        return web.Response()

    site.pages = {"/feed": rss("/1", "/2", "/slow")}
    site.pages |= {"/1": article(1), "/2": article(2), "/slow": slow}
    add(store, site, ("/feed", "feed"))
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    address = store.database.url
    folder = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(script), address, env={**os.environ, "PYTHONPATH": str(folder)}
    )
    await asyncio.wait_for(asked.wait(), 60)
    process.kill()
    await process.wait()
    kept = titles(store)
    assert (await run(store))[0].pages == 0  # all that is left is still leased
    site.pages["/slow"] = article(3)
    make_due(store)
    await run(store)
    assert kept < titles(store)
    assert len(list(store.export())) == 3
    assert all(len(item.revisions) == 1 for item in store.export())


DYING = """
import asyncio, os, signal, sys
from marsad.pipeline.connect import Placer
from marsad.pipeline.gather import gather
from marsad.store.engine import Store, open_store
from tests.fetch.site import polite_settings


def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    setattr(*{"analyse": (Store, "save_analyses"), "place": (Placer, "_place")}[sys.argv[2]], die)
    with open_store(sys.argv[1]) as store:
        asyncio.run(gather(store, polite_settings(), once=True))
"""


@pytest.mark.parametrize("at", ["analyse", "place"])
async def test_what_a_killed_gatherer_left_unplaced_is_placed_at_the_next_start(
    store: Store, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    site.pages = {"/feed": rss("/1"), "/1": article(1)}
    add(store, site, ("/feed", "feed"))
    script = tmp_path / "dying.py"
    script.write_text(DYING)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        store.database.url,
        at,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert await process.wait() < 0
    (stored,) = store.export()
    assert store.stories.place(stored.key) is None
    asked = len(site.asked)
    monkeypatch.setattr(module, "_now", lambda: NOW + dt.timedelta(hours=1))  # leases have ended
    with store.database.write() as conn:
        conn.exec_driver_sql("UPDATE feed SET next_at = next_at * 2")
    report, _ = await run(store)
    assert (report.pages, report.feeds, len(site.asked)) == (0, 0, asked)  # no page brought it on
    assert store.analysis(stored) is not None
    assert store.stories.place(stored.key) is not None


async def test_what_another_process_left_is_placed_once_its_lease_ends(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOOK_AGAIN", 0.05)
    store.ingest([given(make())], now=NOW)
    assert store.lease_unanalysed(now=dt.datetime.now(dt.UTC), limit=9, seconds=1)
    stop = asyncio.Event()
    gathering = asyncio.create_task(gather(store, polite_settings(), once=False, stop=stop))
    (stored,) = store.export()
    while store.stories.place(stored.key) is None:
        assert not gathering.done()
        await asyncio.sleep(0.02)
    stop.set()
    await gathering
