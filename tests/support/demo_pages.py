"""The demo's pages as a folder of `page.html` and `gold.json`, always the same to the byte.

`python -m tests.support.demo_pages FOLDER` writes them, for `marsad evaluate extract FOLDER`.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from marsad.demo.schedule import Item, Version
from marsad.demo.site import article_path, href
from marsad.demo.stories import load_stories
from tests.demo.samples import Demo

STARTED = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
"""When the demo began, as far as its pages know."""


def write_demo_pages(folder: Path) -> None:
    """Write every article page of the demo with what the demo knows to be true of it."""
    demo = Demo(load_stories(), STARTED)
    demo.now = STARTED + dt.timedelta(minutes=30)
    asyncio.run(_write_all(demo, folder))


async def _write_all(demo: Demo, folder: Path) -> None:
    for item in demo.items:
        version = item.version(demo.now)
        assert version is not None
        path = href(article_path(item))
        reply = await demo.get(item.outlet.key, path)
        if reply.status_code == 500:  # one outlet fails at the first try, as real ones do
            reply = await demo.get(item.outlet.key, path)
        reply.raise_for_status()
        place = folder / item.outlet.key / item.story
        place.mkdir(parents=True)
        (place / "page.html").write_bytes(reply.content)
        gold = _gold(item, version, demo.now)
        gold |= {"url": str(reply.url), "http_content_type": reply.headers["content-type"]}
        text = json.dumps(gold, ensure_ascii=False, indent=1, sort_keys=True)
        (place / "gold.json").write_text(text, "utf-8")


def _gold(item: Item, version: Version, now: dt.datetime) -> dict[str, Any]:
    gold: dict[str, Any] = {
        "kind": item.outlet.key,
        "fetched_at": now.isoformat(),
        "title": version.headline,
        "paragraphs": list(version.paragraphs),
        "published": item.published.isoformat(timespec="minutes"),
        "credits": list(item.credits),
        "must_not": [item.outlet.disclaimer, "إقرأ أيضا", "اقرأ أيضًا", "كلمات دلالية", "المصدر:"],
    }
    if item.outlet.key == "waha":
        # The aggregator prints its day in GMT, runs tags together and leaves bylines out.
        return gold | {"published": item.published.astimezone(dt.UTC).date().isoformat()}
    authors = [item.author] if item.author else []
    return gold | {"tags": list(item.tags), "authors": authors, "section": item.section}


if __name__ == "__main__":
    write_demo_pages(Path(sys.argv[1]))
