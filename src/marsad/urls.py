"""Web addresses: cleaned, compared, made absolute."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from publicsuffixlist import PublicSuffixList

_TRACKERS = re.compile(
    r"(?:utm_\w+|fbclid|fb_(?:comment|action|source|ref)\w*|gclid|dclid|msclkid|yclid|igshid|twclid|mc_[ce]id|_ga|_gl|ocid|cmpid"
    r"|ns_\w+|at_(?:medium|campaign|custom\d)|xtor|ref_src|ref_url|__twitter_impression)",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%(?:[a-f][0-9a-fA-F]|[0-9A-F][a-f])")  # in small letters
_SIGNS = "a-zA-Z0-9%_,~=&ء-ي-"
_REST = rf"[{_SIGNS}./]*+(?:\?[{_SIGNS}./]++)?"
_PLAIN = re.compile(rf"(https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+)/{_REST}")
_CLEAN = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z0-9-]+/[a-zA-Z0-9/_.~-]*")
_PATH = re.compile(rf"(?:/[{_SIGNS}]++(?:\.[{_SIGNS}.]*+)?)++/?(?:\?[{_SIGNS}./]++)?")
_SAFE = "/:@!$&'()*+,;=~%-._?"


def absolute(url: str, base: str | None) -> str | None:
    """Resolve `url` against `base`; None unless the result is a well-formed HTTP(S) address."""
    url = url.strip()
    # Joining costs, and most addresses of a page are plain: whole ones, or paths from the root.
    at = _PLAIN.fullmatch(base) if base else None
    if at or not base:
        if _PLAIN.fullmatch(url):
            return url
        if at and _PATH.fullmatch(url):
            return at[1] + url
    try:
        url.encode()  # half of a surrogate pair is no letter
        joined = urljoin(base or "", url)
        parts = urlsplit(joined)
        _ = parts.port  # raises on a bad port
    except ValueError:
        return None
    return joined if parts.scheme in _DEFAULT_PORTS and parts.hostname else None


def path_of(url: str) -> str:
    """Return an address's path, "" for what is no address."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def domain_of(url: str) -> str | None:
    """Return an address's host, lower case, without "www." and port."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.").rstrip(".") or None if host else None


def clean_url(url: str) -> str:
    """Return an address in the form that identifies its page.

    Trackers, fragment, default port and user part are dropped, scheme and host lower-cased, and
    whatever is not ASCII is percent-encoded. Text that is no HTTP(S) address comes back unchanged.
    """
    if _CLEAN.fullmatch(url):
        return url
    if absolute(url, None) is None:
        return url
    parts = urlsplit(url.strip())
    scheme, host = parts.scheme.lower(), _ascii_host((parts.hostname or "").rstrip("."))
    netloc = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != _DEFAULT_PORTS[scheme]:
        netloc += f":{parts.port}"
    # Pieces stay as they are written: old servers have escapes of windows-1256 in them.
    pieces = parts.query.split("&") if parts.query else []
    kept = [piece for piece in pieces if not _TRACKERS.fullmatch(piece.partition("=")[0])]
    path, query = (_escape(text) for text in (parts.path or "/", "&".join(kept)))
    return urlunsplit((scheme, netloc, path, query, ""))


def _escape(text: str) -> str:
    """Percent-encode what is not ASCII; write escapes in capitals, as RFC 3986 asks."""
    return _ESCAPE.sub(lambda match: match[0].upper(), quote(text, safe=_SAFE))


def _ascii_host(host: str) -> str:
    """Write a host with Arabic labels as DNS knows it."""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host)


def registrable_domain(host: str) -> str:
    """Return the part of a host that its owner registered; an IP address stands for itself."""
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return _public_suffixes().privatesuffix(host.lower()) or host.lower()


def same_site(first: str, second: str) -> bool:
    """Say whether two addresses belong to the same registrable domain."""
    hosts = domain_of(first), domain_of(second)
    if hosts[0] == hosts[1]:
        return hosts[0] is not None
    return None not in hosts and len({registrable_domain(host or "") for host in hosts}) == 1


@lru_cache(maxsize=1)
def _public_suffixes() -> PublicSuffixList:
    return PublicSuffixList()
