"""Addresses: what identifies a page stays, what follows its readers goes."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.urls import absolute, clean_url, domain_of, registrable_domain, same_site


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("HTTP://WWW.Example.com:80/a?utm_source=x&id=5#top", "http://www.example.com/a?id=5"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com:8443/a?fbclid=1", "https://example.com:8443/a"),
        ("http://example.com/أخبار/1", "http://example.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"),
        ("http://example.com/%D8%A3?q=%D8%A3", "http://example.com/%D8%A3?q=%D8%A3"),
        ("http://user:secret@example.com/a", "http://example.com/a"),
        ("https://example.com/a?fb_comment_id=2&page=3", "https://example.com/a?page=3"),
        ("not an address", "not an address"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_trackers_and_accidents_are_removed(url: str, clean: str) -> None:
    assert clean_url(url) == clean


@given(st.text(max_size=80))
def test_cleaning_never_fails_and_is_done_after_once(tail: str) -> None:
    once = clean_url(f"https://example.com/{tail}")
    assert clean_url(once) == once
    clean_url(tail)
    domain_of(tail)
    absolute(tail, f"https://example.com/{tail}")


parts = st.sampled_from(
    ["a", "b.html", "..", ".", "/", "//", "?", "x=1", "&", "#", ";", "خبر", "%D9"]
)


@given(
    st.sampled_from(["", "/", "https://example.org/", "http://a.b", "HTTP://A.B/"]),
    st.lists(parts, max_size=7).map("".join),
    st.sampled_from(["https://example.com/x/y", "https://example.com", "http://example.com/?q=1"]),
)
def test_plain_addresses_are_joined_as_the_standard_library_joins_all(
    start: str, rest: str, base: str
) -> None:
    joined = urljoin(base, start + rest)
    assert absolute(start + rest, base) == (joined if urlsplit(joined).hostname else None)


def test_only_web_addresses_are_made_absolute() -> None:
    assert absolute("/b", "https://example.com/a/") == "https://example.com/b"
    assert absolute("javascript:alert(1)", "https://example.com/") is None
    assert absolute("http://[broken", "https://example.com/") is None
    assert absolute("http://example.com:99999/", None) is None


def test_domains_are_compared_as_their_owners_registered_them() -> None:
    assert domain_of("https://WWW.Example.com:443/x") == "example.com"
    assert same_site("http://arabic.news.co.uk/1", "https://www.news.co.uk/2")
    assert not same_site("http://a.co.uk/", "http://b.co.uk/")
    assert registrable_domain("difaf.localhost") == "difaf.localhost"
    assert registrable_domain("127.0.0.1") == "127.0.0.1"
