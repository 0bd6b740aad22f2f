"""Web servers and their life: bound, run, stopped by a signal."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

from marsad.errors import ConfigError

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
GRACE = 3
"""Seconds that open requests are given when a server stops."""


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 picks a free one.

    Raises:
        ConfigError: the address is not this machine's, or is taken.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=512)
    except OSError as error:
        raise ConfigError(f"cannot listen on {host} port {port}: {error.strerror}") from error


def address_of(listener: socket.socket) -> str:
    """Return the web address that a listening socket answers at."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # only to print
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def make_server(app: Any) -> uvicorn.Server:
    """Return a quiet server for an ASGI application, not yet started."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE,
        )
    )


async def serve_until_stopped(
    app: Any,
    listener: socket.socket,
    beside: Callable[[asyncio.Event], Coroutine[Any, Any, object]] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, with `beside(stop)` running along until `stop` is set.

    An exception of `beside` ends the server and is raised.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOP_SIGNALS:
        # Uvicorn's own handlers do not replace these: both are called, and nothing is killed.
        loop.add_signal_handler(number, stop.set)
    server = make_server(app)
    jobs: list[Coroutine[Any, Any, object]] = [server.serve([listener]), stop.wait()]
    if beside is not None:
        jobs.append(beside(stop))
    tasks = [asyncio.create_task(job) for job in jobs]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stop.set()
    await asyncio.gather(*tasks)


@contextmanager
def serving(server: uvicorn.Server, listener: socket.socket) -> Iterator[None]:
    """Run a server in a thread of its own while the block runs."""
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=2 * GRACE)
