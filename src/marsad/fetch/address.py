"""Which network addresses may be asked, decided where a connection is made.

Names are resolved by others (DNS answers change between a check and its use, and redirects lead
anywhere), so the only sound place for the decision is the socket address itself.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver

AddrInfo = tuple[int, int, int, str, tuple[Any, ...]]

# Ranges that `ipaddress` counts as global and that lead elsewhere than they say: IPv4 inside IPv6
# (mapped, translated by NAT64, 6to4 with its relay), and IPv6 site-local.
_DETOURS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "192.88.99.0/24",
        "fec0::/10",
    )
)  # fmt: skip


class Refused(OSError):
    """A connection to a forbidden address; an OSError, so that other answers are tried."""

    def __init__(self) -> None:
        # Always the same text: the connector merges several errors into one only if they are equal.
        super().__init__(errno.EACCES, "the address may not be asked")


def is_allowed(address: str, *, loopback: bool) -> bool:
    """Say whether an IP address may be connected to: public ones, and this machine if wished."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if any(ip.version == network.version and ip in network for network in _DETOURS):
        return False
    if ip.is_loopback:
        return loopback
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def guarded_sockets(*, loopback: bool) -> Callable[[AddrInfo], socket.socket]:
    """Return a socket factory that raises `Refused` for addresses that may not be asked."""
    return partial(_open_socket, loopback=loopback)


def _open_socket(info: AddrInfo, *, loopback: bool) -> socket.socket:
    family, kind, protocol, _, address = info
    if family not in (socket.AF_INET, socket.AF_INET6):
        raise Refused
    if not is_allowed(str(address[0]), loopback=loopback):
        raise Refused
    return socket.socket(family, kind, protocol)


class LocalhostResolver(AbstractResolver):
    """Resolves `localhost` and `*.localhost` to this machine without asking DNS (RFC 6761)."""

    def __init__(self) -> None:
        self._others = DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host."""
        name = host.rstrip(".").lower()
        if name != "localhost" and not name.endswith(".localhost"):
            return await self._others.resolve(host, port, family)
        addresses = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
        return [
            ResolveResult(hostname=host, host=ip, port=port, family=kind, proto=0, flags=0)
            for kind, ip in addresses
            if family in (socket.AF_UNSPEC, kind)
        ]

    async def close(self) -> None:
        """Close the resolver for all other names."""
        await self._others.close()
