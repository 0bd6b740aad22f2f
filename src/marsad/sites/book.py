"""All rule files at hand: those that ship with Marsad, and over them the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from marsad.errors import ConfigError, SiteRuleError
from marsad.sites.domains import site_domain
from marsad.sites.rules import LARGEST, Site, parse_site
from marsad.urls import clean_url, domain_of, registrable_domain

SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class SiteBook:
    """Sites by domain; a record like all others, so that it can be sent to worker processes."""

    sites: Mapping[str, Site] = field(default_factory=dict)

    def of_domain(self, domain: str | None) -> Site | None:
        """Return the site of a host: its own, else that of the nearest domain above it.

        Nothing above the registrable domain counts: `co.uk` speaks for nobody below it.
        """
        if not domain or not self.sites:
            return None
        top = registrable_domain(domain)
        while domain:
            if site := self.sites.get(domain):
                return site
            if domain == top:
                return None
            domain = domain.partition(".")[2]
        return None

    def of_url(self, url: str | None) -> Site | None:
        """Return the site that a page's address lies on."""
        return self.of_domain(domain_of(clean_url(url))) if url else None


def load_book(folder: Path | None) -> SiteBook:
    """Read all rule files; `folder` holds the user's own and may be missing.

    Raises:
        SiteRuleError: some are wrong; every mistake is named with file and line.
    """
    sites: dict[str, Site] = {}
    mistakes: list[str] = []
    for file in (*built_in_files(), *user_files(folder)):
        try:
            site = read_site(file)
        except SiteRuleError as error:
            mistakes += error.mistakes
        else:
            sites[site.domain] = site
    if mistakes:
        raise SiteRuleError(mistakes)
    return SiteBook(sites)


def built_in_files() -> Iterator[Traversable]:
    """Yield the rule files that ship with Marsad."""
    return (item for item in files("marsad.sites").iterdir() if item.name.endswith(SUFFIX))


def user_files(folder: Path | None) -> list[Path]:
    """Return the rule files of a user's folder in order of their names.

    Raises:
        ConfigError: the folder cannot be read.
    """
    if folder is None:
        return []
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix == SUFFIX and not path.name.startswith(".")
        )
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConfigError(f"{folder}: {error.strerror or error}") from error


def read_site(file: Path | Traversable) -> Site:
    """Read one rule file; its name is its domain.

    Raises:
        SiteRuleError: it cannot be read, or there are mistakes in it.
    """
    stem = file.name.removesuffix(SUFFIX)
    try:
        domain = site_domain(stem)
        if domain != stem:
            raise ConfigError(f"must be called {domain}{SUFFIX}")
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise ConfigError(f"is larger than {LARGEST:,} bytes")
        source = data.decode("utf-8-sig")
    except ConfigError as error:
        raise SiteRuleError([f"{file}: {error}"]) from error
    except OSError as error:
        raise SiteRuleError([f"{file}: {error.strerror or error}"]) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SiteRuleError([f"{file}:{line}: is not UTF-8"]) from error
    return parse_site(domain, source, file=str(file))
