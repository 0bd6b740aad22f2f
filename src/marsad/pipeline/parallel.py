"""Map a function over a stream in several processes: in order, bounded, and crash-proof."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 8
"""Items sent to a process at once: more saves messages, fewer lets results come earlier."""


def ordered_map(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    jobs: int,
    lost: Callable[[Item], Result],
) -> Iterator[Result]:
    """Yield `function(item)` for each item, in order, holding only a few items at a time.

    `function` must be importable by name and must not raise. A process that dies over an item (a
    crash in a C library, the kernel's memory killer) costs only that item: `lost(item)` stands in
    for its result.
    """
    if jobs <= 1:
        yield from map(function, items)
        return
    stream = iter(items)
    waiting: deque[list[Item]] = deque()
    while True:
        try:
            yield from _pooled(function, stream, waiting, jobs)
        except BrokenProcessPool:
            suspects = chain.from_iterable(waiting)
            yield from _one_by_one(function, suspects, lost)
            waiting.clear()
        else:
            return


def _pooled(
    function: Callable[[Item], Result],
    stream: Iterator[Item],
    waiting: deque[list[Item]],
    jobs: int,
) -> Iterator[Result]:
    """Run one pool until the stream ends; `waiting` holds what it has not answered yet."""
    with processes(jobs) as pool:
        answers: deque[Future[list[Result]]] = deque()
        for chunk in iter(lambda: list(islice(stream, CHUNK)), []):
            waiting.append(chunk)
            answers.append(pool.submit(_run, function, chunk))
            if len(answers) > 2 * jobs:
                results = answers.popleft().result()
                waiting.popleft()
                yield from results
        while answers:
            results = answers.popleft().result()
            waiting.popleft()
            yield from results


def _one_by_one(
    function: Callable[[Item], Result], items: Iterable[Item], lost: Callable[[Item], Result]
) -> Iterator[Result]:
    """Try again, each item alone in its process's hands, so that the culprit is known."""
    pool = processes(1)
    try:
        for item in items:
            try:
                yield pool.submit(function, item).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = processes(1)
                yield lost(item)
    finally:
        pool.shutdown()


def _run(function: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [function(item) for item in chunk]


def processes(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of processes that leave Ctrl+C to the one that started them."""
    return ProcessPoolExecutor(
        jobs,
        # A forked copy of a process that runs threads may deadlock; a spawned one cannot.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    )
