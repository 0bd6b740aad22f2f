"""Pages over HTTP: polite, bounded, and only from addresses that may be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from marsad.config import Settings
from marsad.errors import (
    AddressForbidden,
    FetchError,
    HttpStatusError,
    RobotsForbidden,
    TooLarge,
)
from marsad.fetch.address import LocalhostResolver, Refused, guarded_sockets
from marsad.fetch.politeness import ROBOTS_BYTES, Robots, Rules, Turns, product_token
from marsad.types import Page
from marsad.urls import absolute, same_site

_CHUNK = 1 << 16
_HEADER_BYTES = 1 << 16  # some publishers send cookies and policies beyond the usual 8 KB
_REDIRECTS = {301, 302, 303, 307, 308}
_TRANSIENT = {408, 425, 429, 500, 502, 503, 504, *range(520, 531)}  # 52x: answers of Cloudflare
_MAX_RETRY_AFTER = 24 * 3600.0
_FORBIDDEN = "leads to a private or local address"
_DATE_PAST, _DATE_FUTURE = dt.timedelta(days=1), dt.timedelta(minutes=5)
"""How far a response's `Date` may be from our clock: caches answer with the origin's, and a server
whose clock is wrong says nothing about when the page was seen."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answered request. `page` is empty where the server says that nothing has changed."""

    page: Page
    final_url: str  # after redirects
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False


class Fetcher:
    """Asks publishers for pages, one at a time per host, within the limits of the settings.

    Use it as an asynchronous context manager, or `open` and `close` it. One fetcher may serve many
    tasks of one event loop.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._turns = Turns(settings.concurrency)
        self._robots = Robots(self._robots_text, product_token(settings.user_agent))
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Get ready to ask."""
        settings = self.settings
        connector = aiohttp.TCPConnector(
            limit=settings.concurrency,
            resolver=LocalhostResolver(),
            socket_factory=guarded_sockets(loopback=settings.allow_loopback),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=settings.request_timeout),
            headers={"User-Agent": settings.agent, "Accept-Language": "ar,*;q=0.5"},
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
            trust_env=False,  # a proxy would make the connections that the guard is to see
        )

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        robots: bool = True,
    ) -> Fetched:
        """Fetch a page; with `etag` or `last_modified`, only if it has changed since.

        Raises:
            AddressForbidden: it leads to an address that may not be asked.
            RobotsForbidden: its robots.txt does not allow it, or that of a host it leads to.
            HttpStatusError: the server answered with an error.
            TooLarge: the body is larger than the settings allow, after decompression.
            FetchError: anything else; `transient` says whether a later try may succeed.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        limit = self.settings.max_page_bytes
        return await self._follow(url, headers, limit=limit, cut=False, robots=robots)

    async def rules(self, url: str) -> Rules:
        """Return what the robots.txt of an address's origin says.

        Raises:
            FetchError: it cannot be had for the moment.
        """
        return await self._robots.rules(str(_parse(url)))

    async def _robots_text(self, url: str) -> bytes:
        fetched = await self._follow(url, {}, limit=ROBOTS_BYTES, cut=True, robots=False)
        return fetched.page.body

    async def _follow(
        self, url: str, headers: Mapping[str, str], *, limit: int, cut: bool, robots: bool
    ) -> Fetched:
        """Ask, and ask again where the answer leads, each step with all its checks."""
        target, cookies = _parse(url), dict[str, str]()
        for _ in range(self.settings.max_redirects + 1):
            delay = self.settings.host_delay
            if robots:
                delay = max(delay, await self._checked_delay(target))
            async with self._turns.turn(target.host or "", delay):
                answer = await self._ask(target, headers, cookies, limit=limit, cut=cut)
            if isinstance(answer, Fetched):
                return answer
            if not same_site(str(target), str(answer)):
                cookies.clear()
            target = answer
        raise FetchError(f"{url}: more than {self.settings.max_redirects} redirects")

    async def _checked_delay(self, target: URL) -> float:
        """Return the delay that robots.txt asks for, if it allows the address."""
        try:
            rules = await self._robots.rules(str(target))
        except AddressForbidden as error:
            raise AddressForbidden(f"{target}: {_FORBIDDEN}") from error
        if not rules.allows(str(target)):
            raise RobotsForbidden(f"{target}: robots.txt does not allow it")
        return rules.delay

    async def _ask(
        self,
        target: URL,
        headers: Mapping[str, str],
        cookies: dict[str, str],
        *,
        limit: int,
        cut: bool,
    ) -> Fetched | URL:
        """Send one request; return its answer, or where it leads."""
        if self._session is None:
            raise RuntimeError("the fetcher is not open")
        try:
            async with self._session.get(
                target, headers=headers, cookies=cookies, allow_redirects=False
            ) as response:
                if response.status in _REDIRECTS and "Location" in response.headers:
                    # Some sites send back a request until it brings the cookie that they set.
                    cookies.update((key, item.value) for key, item in response.cookies.items())
                    return _redirect(target, response.headers["Location"])
                if response.status != 304:
                    self._check_status(response)
                body = b"" if response.status == 304 else await _read(response, limit, cut=cut)
                return self._fetched(target, response, body)
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as error:
            raise _translated(error, target, self.settings) from error

    def _check_status(self, response: aiohttp.ClientResponse) -> None:
        if 200 <= response.status < 300:
            return
        wait = retry_seconds(response.headers.get("Retry-After"), self._clock())
        if wait and response.status in {429, 503}:
            self._turns.hold(response.url.host or "", wait)
        raise HttpStatusError(
            f"{response.url}: answered {response.status} {response.reason or ''}".rstrip(),
            status=response.status,
            transient=response.status in _TRANSIENT,
            retry_after=wait,
        )

    def _fetched(self, target: URL, response: aiohttp.ClientResponse, body: bytes) -> Fetched:
        headers = response.headers
        url = str(target)
        page = Page(
            url=url,
            body=body,
            content_type=headers.get("Content-Type"),
            status=response.status,
            fetched_at=response_time(headers.get("Date"), self._clock()),
        )
        return Fetched(
            page=page,
            final_url=url,
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
            not_modified=response.status == 304,
        )


def _parse(url: str) -> URL:
    """Turn an address as people write it into one to ask, without credentials and fragment."""
    try:
        if absolute(url, None) is None:
            raise ValueError(url)
        target = URL(url.strip()).with_user(None).with_fragment(None)
        return target if target.raw_path != "/" else target.with_path("/", keep_query=True)
    except ValueError as error:
        raise FetchError(f"{url}: not a web address (http or https)") from error


def _redirect(target: URL, location: str) -> URL:
    leads_to = absolute(location, str(target))
    if leads_to is None:
        raise FetchError(f"{target}: leads to {location[:200]!r}, which is no web address")
    return _parse(leads_to)


async def _read(response: aiohttp.ClientResponse, limit: int, *, cut: bool) -> bytes:
    """Read a body up to `limit` bytes after decompression; `cut` drops the rest silently."""
    parts: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            response.close()  # the rest is not wanted: the connection cannot be used again
            if not cut:
                raise TooLarge(f"{response.url}: larger than {limit:,} bytes")
            break
    return b"".join(parts)[:limit]


def _translated(error: Exception, target: URL, settings: Settings) -> FetchError:
    """Say for people why a request got no answer, and whether another try makes sense."""
    if isinstance(error, TimeoutError):
        seconds = settings.request_timeout
        return FetchError(f"{target}: no answer within {seconds:g} s", transient=True)
    if isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, Refused):
        return AddressForbidden(f"{target}: {_FORBIDDEN}")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FetchError(f"{target}: no such host is known", transient=True)
    if isinstance(error, aiohttp.ClientSSLError):
        return FetchError(f"{target}: no secure connection ({_reason(error)})")
    if isinstance(error, aiohttp.ClientConnectorError):
        return FetchError(f"{target}: cannot connect ({_reason(error.os_error)})", transient=True)
    if isinstance(error, (aiohttp.InvalidURL, ValueError)):
        return FetchError(f"{target}: not a web address (http or https)")
    if isinstance(error, aiohttp.ClientResponseError):
        return FetchError(f"{target}: no proper HTTP answer ({error.message})")
    return FetchError(f"{target}: the connection broke ({_reason(error)})", transient=True)


def _reason(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(text.split())[:200]


def retry_seconds(header: str | None, now: dt.datetime) -> float | None:
    """Read a Retry-After header, seconds or a date; at most a day is believed."""
    if not header:
        return None
    try:
        seconds = float(header) if header.isdecimal() else (_date(header) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), _MAX_RETRY_AFTER)


def response_time(header: str | None, now: dt.datetime) -> dt.datetime:
    """Return when a response was made: its Date header if that can be right, else `now`."""
    try:
        made = _date(header or "")
    except (ValueError, TypeError, OverflowError):
        return now
    return made if -_DATE_PAST <= made - now <= _DATE_FUTURE else now


def _date(header: str) -> dt.datetime:
    return parsedate_to_datetime(header).astimezone(dt.UTC)
