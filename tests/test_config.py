"""Settings come from the environment, then the file, then the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.config import Settings, load_settings
from marsad.errors import ConfigError


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_environment_wins_over_the_file_and_the_file_over_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "marsad.toml").write_text('host_delay = 2.5\ntimezone = "Africa/Cairo"\n')
    monkeypatch.setenv("MARSAD_HOST_DELAY", "4")
    settings = load_settings()
    assert settings.host_delay == 4
    assert settings.timezone == "Africa/Cairo"
    assert settings.max_redirects == 5
    assert load_settings(host_delay=0).host_delay == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('timezone = "Mars/Olympus"', "setting timezone"),
        ("host_dealy = 2", "setting host_dealy"),
        ("host_delay = -1", "setting host_delay"),
        ("host_delay = ", "marsad.toml"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "marsad.toml").write_text(content)
    with pytest.raises(ConfigError, match=message):
        load_settings()


def test_a_settings_file_that_was_named_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_CONFIG", "nowhere.toml")
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_settings()


def test_the_store_lies_in_the_data_folder_unless_an_address_is_set(tmp_path: Path) -> None:
    assert load_settings(data_dir=tmp_path).store_url == f"sqlite:///{tmp_path}/marsad.db"
    assert load_settings(database_url="sqlite:///x.db").store_url == "sqlite:///x.db"


def test_every_setting_says_what_it_is() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_the_contact_is_part_of_the_user_agent() -> None:
    assert load_settings(contact="mailto:a@b.example").agent.endswith(" +mailto:a@b.example")
