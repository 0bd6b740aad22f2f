"""Settings, read once: environment variables first, then `marsad.toml`, then the defaults.

`MARSAD_HOST_DELAY=2` in the environment and `host_delay = 2` in the file mean the same.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from marsad import __version__
from marsad.errors import ConfigError

CONFIG_VARIABLE = "MARSAD_CONFIG"


def default_data_dir() -> Path:
    """Return the folder of a user's data, by the XDG convention."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "marsad"


class Settings(BaseSettings):
    """All settings, with their meaning, unit and default."""

    model_config = SettingsConfigDict(env_prefix="MARSAD_", frozen=True, extra="forbid")

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Folder of the SQLite store and of everything else that Marsad keeps.",
    )
    database_url: str | None = Field(
        default=None,
        description="Store, as a SQLAlchemy address: `sqlite:////path/marsad.db` or "
        "`postgresql+psycopg://user:password@host/name`. Default: `marsad.db` in `data_dir`.",
    )
    sites_dir: Path | None = Field(
        default=None,
        description="Folder of your own site rules and their recorded pages. "
        "Default: `sites` in `data_dir`.",
    )
    user_agent: str = Field(
        default=f"Marsad/{__version__} (Arabic news observatory)",
        min_length=3,
        description="Name that Marsad gives itself in requests and looks for in robots.txt.",
    )
    contact: str | None = Field(
        default=None,
        description="Web or mail address added to the user agent, for publishers to reach you.",
    )
    request_timeout: float = Field(
        default=30.0, gt=0, le=600, description="Seconds that one request may take in all."
    )
    max_page_bytes: int = Field(
        default=20_000_000,
        gt=1000,
        description="Largest page, feed or file of a single article in bytes, after decompression.",
    )
    max_redirects: int = Field(default=5, ge=0, le=20, description="Redirects followed per page.")
    host_delay: float = Field(
        default=1.0, ge=0, description="Seconds between two requests to the same host."
    )
    concurrency: int = Field(
        default=16, ge=1, le=256, description="Requests under way at once, over all hosts."
    )
    poll_interval: int = Field(
        default=900, ge=10, description="Seconds between two polls of a feed, for new sources."
    )
    allow_loopback: bool = Field(
        default=False,
        description="Whether addresses on this machine (127.0.0.0/8, ::1, *.localhost) may be "
        "fetched. Private networks never are.",
    )
    jobs: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        description="Processes for extraction. Default: one per core.",
    )
    names: str = Field(
        default="marsad",
        description="Who finds names in articles: `marsad` (the model that ships), "
        "`spacy:FOLDER` (a spaCy pipeline), `hf:FOLDER` (a Hugging Face token classifier), or "
        "what an installed package offers.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the website listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that the website listens on.")
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s/]+$",
        description="Address that readers reach the website at, as in `https://news.example.org`, "
        "where a proxy stands before it. Default: `host` and `port`.",
    )
    timezone: str = Field(
        default="UTC",
        description="IANA zone that the website groups days by, and shows times in where the "
        "publisher's own zone is not known.",
    )
    digits: Literal["latn", "arab"] = Field(
        default="latn", description="Digits on the website: `latn` (123) or `arab` (١٢٣)."
    )
    months: Literal["masri", "shami", "maghribi", "double"] = Field(
        default="double",
        description="Month names on the website: `masri` (نوفمبر), `shami` (تشرين الثاني), "
        "`maghribi` (نونبر) or `double` (نوفمبر/تشرين الثاني).",
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is not an IANA time zone such as Africa/Cairo")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the places that settings come from, strongest first."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file()))

    @property
    def store_url(self) -> str:
        """The store's address with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir.expanduser() / 'marsad.db'}"

    @property
    def sites_folder(self) -> Path:
        """The folder of the user's site rules with the default filled in."""
        return (self.sites_dir or self.data_dir / "sites").expanduser()

    @property
    def site_url(self) -> str:
        """The website's own address, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def agent(self) -> str:
        """The User-Agent header, contact included."""
        return f"{self.user_agent} +{self.contact}" if self.contact else self.user_agent


def config_file() -> Path:
    """Return the settings file: `$MARSAD_CONFIG`, else `marsad.toml` in the working folder."""
    return Path(os.environ.get(CONFIG_VARIABLE) or "marsad.toml")


def load_settings(**overrides: object) -> Settings:
    """Read the settings; `overrides` (from the command line) win over all.

    Raises:
        ConfigError: a value is wrong, a name unknown, or the file is missing or not TOML.
    """
    path = config_file()
    if os.environ.get(CONFIG_VARIABLE) and not path.is_file():
        raise ConfigError(f"{path}: no such settings file (named by {CONFIG_VARIABLE})")
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # values are validated by pydantic
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        unknown = first["type"] == "extra_forbidden"
        problem = "no such setting" if unknown else f"{first['msg']}, found {first['input']!r}"
        raise ConfigError(f"setting {name} ({path} or environment): {problem}") from error
    except ValueError as error:  # tomllib.TOMLDecodeError
        raise ConfigError(f"{path}: {error}") from error
