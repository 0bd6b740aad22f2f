"""Politeness towards publishers: one request at a time per host, spaced, and robots.txt."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from protego import Protego

from marsad.errors import AddressForbidden, FetchError, HttpStatusError

ROBOTS_BYTES = 500_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB, the rest is ignored."""

_ROBOTS_SECONDS = 24 * 3600.0
_RETRY_SECONDS = 600.0
"""How long a robots.txt counts as unreachable before it is asked for again."""

_MAX_DELAY = 30.0
"""Longest Crawl-delay that is kept, in seconds: some sites ask for days."""

_MAX_WAIT = 60.0
"""Seconds that a request waits for a host; above that it fails and is to be tried later."""

_MAX_HOLD = 24 * 3600.0
_MAX_HOSTS = 4096

Value = TypeVar("Value")


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0  # of the monotonic clock


class Turns:
    """Hands out turns: per host one request at a time, `delay` seconds after the last."""

    def __init__(self, concurrency: int) -> None:
        self._hosts: dict[str, _Host] = {}
        self._all = asyncio.Semaphore(concurrency)

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Wait for the host's next turn and hold it.

        Raises:
            HttpStatusError: the host asked to be left alone for longer than is worth waiting.
        """
        state = self._host(host)
        async with state.lock:
            wait = state.free_at - time.monotonic()
            if wait > _MAX_WAIT + delay:
                raise HttpStatusError(
                    f"{host}: asked to be left alone for {wait:,.0f} s",
                    status=429,
                    transient=True,
                    retry_after=wait,
                )
            await asyncio.sleep(max(0.0, wait))
            async with self._all:
                try:
                    yield
                finally:
                    # Counted from the end, the server never sees two requests closer together,
                    # however long each was on its way.
                    state.free_at = max(state.free_at, time.monotonic() + delay)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for some time, as it asked."""
        state = self._host(host)
        state.free_at = max(state.free_at, time.monotonic() + min(seconds, _MAX_HOLD))

    def _host(self, host: str) -> _Host:
        if len(self._hosts) >= _MAX_HOSTS:
            now = time.monotonic()
            _drop(self._hosts, lambda state: not state.lock.locked() and state.free_at < now)
        return self._hosts.setdefault(host, _Host())


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says to us."""

    product: str  # our name, as it is looked for
    parsed: Protego | None = None  # None: everything is allowed

    def allows(self, url: str) -> bool:
        """Say whether an address may be asked for."""
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.product))

    @property
    def delay(self) -> float:
        """Seconds between two requests that it asks for, within reason."""
        asked = self.parsed.crawl_delay(self.product) if self.parsed else None
        return min(float(asked or 0), _MAX_DELAY)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names, as written."""
        return tuple(self.parsed.sitemaps) if self.parsed else ()


@dataclass(slots=True)
class _Kept:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    answer: Rules | FetchError | None = None
    until: float = 0.0  # of the monotonic clock


class Robots:
    """The robots.txt of every origin that is asked, kept for a day.

    By RFC 9309, a missing file (4xx) allows everything and one that cannot be had for the moment
    (5xx, no connection) forbids everything until it can. 429 asks to slow down and counts with the
    latter.
    """

    def __init__(self, fetch: Callable[[str], Awaitable[bytes]], product: str) -> None:
        self._fetch = fetch
        self._product = product
        self._kept: dict[str, _Kept] = {}

    async def rules(self, url: str) -> Rules:
        """Return the rules for an address's origin.

        Raises:
            FetchError: they cannot be had for the moment.
            AddressForbidden: the origin may not be asked at all.
        """
        origin = "://".join(urlsplit(url)[:2])
        if len(self._kept) >= _MAX_HOSTS:
            now = time.monotonic()
            _drop(self._kept, lambda kept: not kept.lock.locked() and kept.until < now)
        kept = self._kept.setdefault(origin, _Kept())
        async with kept.lock:
            if kept.answer is None or kept.until < time.monotonic():
                kept.answer = await self._ask(f"{origin}/robots.txt")
                known = isinstance(kept.answer, Rules)
                kept.until = time.monotonic() + (_ROBOTS_SECONDS if known else _RETRY_SECONDS)
        if isinstance(kept.answer, FetchError):
            raise kept.answer
        return kept.answer

    async def _ask(self, url: str) -> Rules | FetchError:
        try:
            text = (await self._fetch(url)).decode("utf-8-sig", "replace")
        except AddressForbidden as error:
            return error
        except FetchError as error:
            status = error.status if isinstance(error, HttpStatusError) else None
            missing = status is not None and 400 <= status < 500 and status != 429
            if missing or (status is None and not error.transient):
                return Rules(self._product)
            reason = str(error).removeprefix(f"{url}: ")
            return FetchError(f"{url} cannot be read, so nothing is: {reason}", transient=True)
        # Half a megabyte of rules takes a while to parse.
        return Rules(self._product, await asyncio.to_thread(Protego.parse, text))


def product_token(agent: str) -> str:
    """Return the name that robots.txt files know us by: the agent's first word, without version."""
    match = re.match(r"[A-Za-z_-]+", agent)
    return match[0] if match else agent


def _drop(entries: dict[str, Value], idle: Callable[[Value], bool]) -> None:
    """Forget the idle entries, in place."""
    for key in [key for key, value in entries.items() if idle(value)]:
        del entries[key]
