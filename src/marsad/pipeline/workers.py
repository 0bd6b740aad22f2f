"""Processes that asynchronous code sends its work to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from marsad.errors import InputError
from marsad.pipeline.parallel import processes

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Workers:
    """Processes for parsing; one that dies takes only the work that killed it along."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._alone = asyncio.Semaphore(jobs)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    async def run(
        self,
        function: Callable[Parameters, Result],
        *arguments: Parameters.args,
        **options: Parameters.kwargs,
    ) -> Result:
        """Run a function in one of the processes.

        Raises:
            InputError: the process died over it, and so did another one.
        """
        pool = self._pool = self._pool or processes(self._jobs)
        try:
            return await asyncio.wrap_future(pool.submit(function, *arguments, **options))
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = None
        # Which of the inputs in work killed the pool is not known: each tries again by itself.
        async with self._alone:
            single = processes(1)
            try:
                return await asyncio.wrap_future(single.submit(function, *arguments, **options))
            except BrokenProcessPool as error:
                raise InputError("the process that read it died") from error
            finally:
                single.shutdown(wait=False)
