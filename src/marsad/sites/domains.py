"""Domains as names of files: nothing else than a host's labels gets through."""

from __future__ import annotations

import re

from marsad.errors import ConfigError
from marsad.urls import clean_url, domain_of

_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LONGEST = 253


def site_domain(text: str) -> str:
    """Return the domain that a text names: a domain, or an address on it.

    Lower case, without "www.", Arabic labels as DNS knows them.

    Raises:
        ConfigError: it is no domain, such as a path.
    """
    is_address = text.lower().startswith(("http://", "https://"))
    url = clean_url(text if is_address else f"http://{text}")
    host = domain_of(url) or ""
    # What is no address may be no more than a host: neither a path nor a port.
    whole = is_address or not re.search(r"[/\\:@?#%\s]", text)
    if not whole or len(host) > _LONGEST or not _DOMAIN.fullmatch(host):
        raise ConfigError(f"{text!r} is no domain such as example.org")
    return host
