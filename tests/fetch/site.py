"""A publisher's web server on loopback, whose answers a test decides and whose requests it sees."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from marsad.config import Settings

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Answer:
    """What the server says to one path."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def html(cls, body: str, **headers: str) -> Answer:
        return cls(body, headers={"Content-Type": "text/html; charset=utf-8", **headers})

    @classmethod
    def xml(cls, body: str, **headers: str) -> Answer:
        return cls(body, headers={"Content-Type": "application/xml", **headers})


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    path: str
    host: str
    headers: Mapping[str, str]
    started: float
    ended: float


class Site:
    """An HTTP server: `pages` maps paths to answers or handlers, `requests` is what was asked."""

    def __init__(self, pages: Mapping[str, Answer | Handler] | None = None) -> None:
        self.pages: dict[str, Answer | Handler] = {**(pages or {})}
        self.requests: list[Seen] = []
        self.port: int | None = None
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._answer)
        self._server = TestServer(application)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        self.port = self._server.port
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._server.close()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def asked(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        started = time.monotonic()
        try:
            answer = self.pages.get(request.path_qs) or self.pages.get(request.path)
            if answer is None:
                return web.Response(status=404)
            if isinstance(answer, Answer):
                body = answer.body.encode() if isinstance(answer.body, str) else answer.body
                return web.Response(body=body, status=answer.status, headers=answer.headers)
            return await answer(request)
        finally:
            self.requests.append(
                Seen(request.path_qs, request.host, request.headers, started, time.monotonic())
            )


def polite_settings(**changes: object) -> Settings:
    """Settings for a test: loopback allowed, no waiting between requests unless asked for."""
    defaults: dict[str, object] = {
        "allow_loopback": True, "host_delay": 0, "request_timeout": 10, "jobs": 1,
    }  # fmt: skip
    return Settings(**{**defaults, **changes})  # type: ignore[arg-type]
