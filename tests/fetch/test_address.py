"""Only addresses that the public may ask are asked."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.fetch.address import LocalhostResolver, Refused, guarded_sockets, is_allowed

NEVER = [
    "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3",
    "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "192.88.99.1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:93.184.216.34", "64:ff9b::a00:1",
    "64:ff9b::5db8:d822", "64:ff9b:1::1", "2002:7f00:1::", "2002:5db8:d822::1", "::7f00:1",
    "2001:db8::1", "2001::1", "no address", "",
]  # fmt: skip
LOOPBACK = ["127.0.0.1", "127.8.9.10", "::1"]
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"]


@pytest.mark.parametrize("address", NEVER)
def test_private_and_disguised_addresses_are_never_asked(address: str) -> None:
    assert not is_allowed(address, loopback=False)
    assert not is_allowed(address, loopback=True)


@pytest.mark.parametrize("address", LOOPBACK)
def test_this_machine_is_asked_only_by_an_explicit_setting(address: str) -> None:
    assert not is_allowed(address, loopback=False)
    assert is_allowed(address, loopback=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_asked(address: str) -> None:
    assert is_allowed(address, loopback=False)


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_gets_through_inside_ipv6(inner: ipaddress.IPv4Address) -> None:
    number = int(inner)
    for outer in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert not is_allowed(str(ipaddress.IPv6Address(outer)), loopback=True)


def test_the_guard_stands_where_sockets_are_made() -> None:
    make = guarded_sockets(loopback=True)
    made = make((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 80)))
    made.close()
    for family, address in ((socket.AF_INET, "10.0.0.1"), (socket.AF_UNIX, "/run/x.sock")):
        with pytest.raises(Refused):
            make((family, socket.SOCK_STREAM, 0, "", (address, 80)))


async def test_names_below_localhost_are_this_machine_without_dns() -> None:
    resolver = LocalhostResolver()
    try:
        for name in ("localhost", "difaf.localhost", "a.b.LOCALHOST."):
            found = await resolver.resolve(name, 80, socket.AF_UNSPEC)
            assert [item["host"] for item in found] == ["127.0.0.1", "::1"]
        only = await resolver.resolve("localhost", 80, socket.AF_INET)
        assert [item["host"] for item in only] == ["127.0.0.1"]
    finally:
        await resolver.close()
