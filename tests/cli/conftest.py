"""A small invented publisher, served on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

BODY = "<p>" + "افتتحت بلدية الرملة الحمراء سوقها الجديد بحضور تجار المدينة وأهلها. " * 5 + "</p>"


def pages(base: str) -> dict[str, tuple[str, str]]:
    """Return the publisher's pages by path, as type and content."""
    items = "".join(
        f"<item><title>سوق {n}</title><link>{base}/n/{n}</link>"
        f"<pubDate>Tue, 12 Nov 2024 0{n}:00:00 +0200</pubDate></item>"
        for n in range(1, 4)
    )
    feed = f'<rss version="2.0"><channel><title>صحيفة الرملة</title>{items}</channel></rss>'
    home = '<html><link rel="alternate" type="application/rss+xml" href="/feed"><h1>الرملة</h1>'
    found = {"/": ("text/html", home), "/feed": ("application/rss+xml", feed)}
    for n in range(1, 4):
        found[f"/n/{n}"] = ("text/html", f"<html><h1>افتتاح السوق {n}</h1>{BODY}</html>")
    return found


@pytest.fixture
def publisher() -> Iterator[str]:
    """Serve a small publisher on loopback and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = pages(base).get(self.path, ("", ""))
            body = content.encode()
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", f"{kind or 'text/plain'}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield base
    server.shutdown()
    server.server_close()
    thread.join()
