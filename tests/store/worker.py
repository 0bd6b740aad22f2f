"""What the store's tests run in processes of their own: `python -m tests.store.worker …`."""

from __future__ import annotations

import datetime as dt
import sys

from marsad.store.engine import Store, open_store
from tests.store.builders import NOW, make, seen

BATCH = 5


def ingest(store: Store, batches: int) -> None:
    """Store batches of articles and say after each that it is kept."""
    for number in range(batches):
        first = number * BATCH
        batch = [
            seen(make(n, sections=("رياضة", "قسم آخر")), NOW) for n in range(first, first + BATCH)
        ]
        store.ingest(batch, now=NOW)
        print(number, flush=True)


def lease(store: Store, limit: int) -> None:
    """Lease pages until there are none and print their keys."""
    moment = NOW
    while pages := store.lease_pages(now=moment, limit=limit, seconds=3600):
        for page in pages:
            print(page.id, flush=True)
        moment += dt.timedelta(microseconds=1)


def main() -> None:
    """Run one of the tasks: its name, the store's address, a number."""
    task, url, number = sys.argv[1:]
    with open_store(url) as store:
        {"ingest": ingest, "lease": lease}[task](store, int(number))


if __name__ == "__main__":
    main()
