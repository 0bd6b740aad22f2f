"""The invented publishers' table."""

from typing import Any

import pytest

from marsad.demo.forms import read_toml
from marsad.demo.outlets import OUTLETS_FILE, load_outlets, read_outlet
from marsad.demo.views import TEMPLATES
from marsad.errors import ConfigError


def test_nine_outlets_of_nine_countries() -> None:
    outlets = load_outlets().values()
    assert len({outlet.country for outlet in outlets}) == len(outlets) == 9
    assert load_outlets()["sanawbar"].host == "sanawbar.localhost"


@pytest.mark.parametrize("outlet", load_outlets().values(), ids=lambda outlet: outlet.key)
def test_every_outlet_has_its_templates_and_a_feed(outlet: Any) -> None:
    names = {"article.html", "list.html", "message.html", *(f.template for f in outlet.feeds)}
    assert names <= {path.name for path in (TEMPLATES / outlet.key).iterdir()}
    assert any(feed.source for feed in outlet.feeds)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("zone", "Africa/Atlantis", "outlets.toml: tilal: zone: "),
        ("months", "gregorian", "outlets.toml: tilal: months: "),
        ("article", "/{id}", "outlets.toml: tilal: article: "),
        ("article", "{number}", "starts with a slash"),
        ("dateline_inline", "{city}: ", "outlets.toml: tilal: dateline_inline: "),
        ("artcle", "/x", "outlets.toml: tilal: artcle: "),
        ("feeds", [{"path": "/a"}], "outlets.toml: tilal: feeds.0.template: "),
    ],
)
def test_a_mistake_is_named_with_its_field(field: str, value: object, message: str) -> None:
    table = read_toml(OUTLETS_FILE)["tilal"]
    with pytest.raises(ConfigError) as caught:
        read_outlet("tilal", {**table, field: value})
    assert message in str(caught.value)
