"""A private PostgreSQL server for the tests, and an empty database in it for each that asks.

Use the fixtures by `pytest_plugins = ["tests.support.postgres"]` in the top `conftest.py`, or by
importing them into a folder's own. `MARSAD_TEST_POSTGRES_URL` names a running server instead (its
user must be allowed to create databases); `MARSAD_SKIP_POSTGRES=1` skips the tests that need one.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

URL_VARIABLE = "MARSAD_TEST_POSTGRES_URL"
SKIP_VARIABLE = "MARSAD_SKIP_POSTGRES"
SERVER_USER = "postgres"  # whom the server runs as where the tests run as root, which it refuses
START_SECONDS = 60

# The tests kill clients, never the server's machine.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=127.0.0.1",
    "max_connections=60",
    "shared_buffers=64MB",
)


def find_server_programs() -> Path | None:
    """Return the folder of `initdb` and `pg_ctl`, the newest installed."""
    installed = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: [int(part) for part in folder.parts[4].split(".") if part.isdigit()],
    )
    if installed:
        return installed[-1]
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def run_as_server(command: list[str]) -> None:
    """Run one of the server's programs, as its own user where the tests run as root."""
    if os.geteuid() == 0:
        if shutil.which("setpriv"):
            switch = [
                "setpriv",
                f"--reuid={SERVER_USER}",
                f"--regid={SERVER_USER}",
                "--init-groups",
            ]
        else:
            switch = ["runuser", "-u", SERVER_USER, "--"]
        command = [*switch, *command]
    done = subprocess.run(
        command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        pytest.fail(
            f"{Path(command[-1]).name}: PostgreSQL did not start: {done.stdout}", pytrace=False
        )


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def private_server(programs: Path) -> Iterator[URL]:
    """Run a server in a folder of its own until the block ends."""
    root = os.geteuid() == 0
    # A root's own temporary folder may be closed to the server's user.
    with tempfile.TemporaryDirectory(
        prefix="marsad-pg-", dir="/tmp" if root else None, ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        data, log = folder / "data", folder / "log"
        user = getpass.getuser()
        if root:
            user = SERVER_USER
            try:
                shutil.chown(folder, SERVER_USER, SERVER_USER)
            except LookupError:
                pytest.fail(f"PostgreSQL needs a user {SERVER_USER} to run as", pytrace=False)
        port = free_port()
        run_as_server(
            [
                str(programs / "initdb"), "--auth=trust", "--encoding=UTF8", "--locale=C",
                "--no-sync", f"--username={user}", f"--pgdata={data}",
            ]
        )  # fmt: skip
        options = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"port={port}"))
        control = [str(programs / "pg_ctl"), f"--pgdata={data}"]
        run_as_server(
            [
                *control, "start", "--wait", f"--timeout={START_SECONDS}", f"--log={log}",
                f"--options={options} -c unix_socket_directories={folder}",
            ]
        )  # fmt: skip
        try:
            yield URL.create(
                "postgresql+psycopg",
                username=user,
                host="127.0.0.1",
                port=port,
                database="postgres",
            )
        finally:
            run_as_server([*control, "stop", "--mode=immediate", "--wait"])


def connect(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    """Connect outside of any transaction, as creating a database needs it."""
    return psycopg.connect(
        url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """Give a running server's address."""
    if os.environ.get(SKIP_VARIABLE) == "1":
        pytest.skip(f"{SKIP_VARIABLE}=1")
    given = os.environ.get(URL_VARIABLE)
    if given:
        yield make_url(given).set(drivername="postgresql+psycopg")
        return
    programs = find_server_programs()
    if programs is None:
        pytest.fail(
            "no PostgreSQL server is installed (on Debian: apt-get install postgresql);"
            f" set {URL_VARIABLE} to use a running one or {SKIP_VARIABLE}=1 to do without",
            pytrace=False,
        )
    with private_server(programs) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: URL) -> Iterator[str]:
    """Give the address of an empty database, dropped afterwards."""
    name = f"marsad_test_{uuid.uuid4().hex[:12]}"
    with connect(postgres_server) as conn:
        conn.execute(f'CREATE DATABASE "{name}"')
    try:
        yield postgres_server.set(database=name).render_as_string(hide_password=False)
    finally:
        with connect(postgres_server) as conn:
            conn.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
