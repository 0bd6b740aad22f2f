"""The invented publishers over HTTP: pages, feeds, sitemaps and their manners."""

import datetime as dt
import gzip
import http.client
import json
import re
from urllib.parse import urljoin

import feedparser
import httpx
import pytest
from lxml import etree
from protego import Protego
from selectolax.lexbor import LexborHTMLParser

from marsad.demo.outlets import Outlet, load_outlets
from marsad.demo.publishers import create_app, sources
from marsad.demo.schedule import Item
from marsad.demo.site import Alias, Picture, article_path, build_site, href, section_path
from tests.demo.samples import OUTLETS, PORT, STARTED, Demo, served

LATER = STARTED + dt.timedelta(minutes=10)


@pytest.fixture
def demo() -> Demo:
    """All samples published, none stumbling any more."""
    demo = Demo()
    demo.now = LATER
    return demo


def base_of(outlet: str) -> str:
    return f"http://{outlet}.localhost:{PORT}"


def items_of(demo: Demo, outlet: str) -> list[Item]:
    return [item for item in demo.items if item.outlet.key == outlet]


def parsed(outlet: Outlet, reply: httpx.Response) -> LexborHTMLParser:
    return LexborHTMLParser(reply.content.decode(outlet.charset))


def words(page: LexborHTMLParser) -> str:
    return " ".join((page.body.text() if page.body else "").split())


async def settled(demo: Demo, outlet: str, path: str) -> httpx.Response:
    """Ask again where the first answer is the stumble."""
    reply = await demo.get(outlet, path)
    return await demo.get(outlet, path) if reply.status_code == 500 else reply


async def announced(demo: Demo, feed_url: str, kind: str) -> dict[str, str | None]:
    """Addresses that a source's feed names, sitemap indexes followed, with their titles."""
    reply = await demo.get("difaf", feed_url)
    assert reply.status_code == 200
    if kind == "sitemap":
        body = gzip.decompress(reply.content) if feed_url.endswith(".gz") else reply.content
        root = etree.fromstring(body)
        found = [str(loc.text) for loc in root.iter("{*}loc") if "image" not in str(loc.tag)]
        if not str(root.tag).endswith("sitemapindex"):
            return dict.fromkeys(found)
        return {url: None for part in found for url in await announced(demo, part, kind)}
    if "json" in reply.headers["content-type"]:
        return {item["url"]: item["title"] for item in json.loads(reply.content)["items"]}
    feed = feedparser.parse(reply.content, response_headers=dict(reply.headers))
    # The legacy site's charset stands in its XML declaration alone, which feedparser remarks on.
    assert not feed.bozo or isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride)
    return {urljoin(feed_url, entry.link): entry.title for entry in feed.entries}


def test_sources_name_every_outlet_with_its_feeds() -> None:
    found = {source.domain: source for source in sources(PORT)}
    assert list(found) == [f"{outlet}.localhost" for outlet in OUTLETS]
    assert found["rabwa.localhost"].feeds[0].url == f"{base_of('rabwa')}/sitemap.xml"
    assert found["rabwa.localhost"].feeds[0].kind == "sitemap"
    assert (found["marfa.localhost"].country, found["marfa.localhost"].zone) == (
        "TN",
        "Africa/Tunis",
    )
    assert all(source.feeds and source.interval == 15 for source in found.values())


@pytest.mark.parametrize("source", sources(PORT), ids=lambda source: source.domain)
async def test_a_feed_names_every_article_that_has_appeared(demo: Demo, source) -> None:  # type: ignore[no-untyped-def]
    outlet = source.domain.removesuffix(".localhost")
    extras = {urljoin(source.homepage, extra.path) for extra in load_outlets()[outlet].extras}
    found = await announced(demo, source.feeds[0].url, source.feeds[0].kind)
    titles = []
    for url, title in found.items():
        if url in extras or url == source.homepage:
            continue
        reply = await settled(demo, outlet, url)
        if reply.status_code == 301:
            reply = await demo.get(outlet, reply.headers["location"])
        assert reply.status_code == 200, url
        titles.append(title)
    shown = [item.version(demo.now) for item in items_of(demo, outlet)]
    assert len(titles) == len(shown)
    if source.feeds[0].kind == "feed":
        assert set(titles) == {version.headline for version in shown if version}


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_the_home_page_links_every_article_and_section(demo: Demo, outlet: str) -> None:
    site = build_site(load_outlets()[outlet], demo.items)
    home = parsed(site.outlet, await demo.get(outlet, "/"))
    linked = {
        str(httpx.URL(urljoin(base_of(outlet) + "/", link.attributes["href"] or "")))
        for link in home.css("a[href]")
    }
    for item in site.items:
        assert str(httpx.URL(base_of(outlet) + href(article_path(item)))) in linked
    for section in site.sections:
        path = href(section_path(site.outlet, section, site.sections))
        assert str(httpx.URL(base_of(outlet) + path)) in linked
        listing = (await demo.get(outlet, path)).content.decode(site.outlet.charset)
        assert section in listing


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_every_page_says_that_its_news_is_invented(demo: Demo, outlet: str) -> None:
    site = build_site(load_outlets()[outlet], demo.items)
    pages = 0
    for path, target in site.targets.items():
        reply = await settled(demo, outlet, href(path))
        if isinstance(target, Alias) or "html" not in reply.headers["content-type"]:
            continue
        pages += 1
        text = words(parsed(site.outlet, reply))
        assert " ".join(site.outlet.disclaimer.split()) in text
        assert "مختلق" in text or "متخي" in text or "غير حقيقية" in text or "وهمية" in text
    assert pages >= 3  # home, about, an article
    missing = await demo.get(outlet, "/no-such-page")
    assert missing.status_code == 404
    assert site.outlet.disclaimer in missing.content.decode(site.outlet.charset)


def test_the_outlets_word_their_disclaimers_differently() -> None:
    assert len({outlet.disclaimer for outlet in load_outlets().values()}) == len(OUTLETS)


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_pages_load_nothing_from_elsewhere(demo: Demo, outlet: str) -> None:
    for path in ("/", *(href(article_path(item)) for item in items_of(demo, outlet))):
        page = parsed(load_outlets()[outlet], await settled(demo, outlet, path))
        for element in page.css("[src], a[href], link[href]"):
            address = element.attributes.get("src") or element.attributes.get("href") or "/"
            assert re.match(rf"{base_of(outlet)}/|/|#|data:|javascript:", address), address


async def test_an_article_is_not_there_before_its_time() -> None:
    demo = Demo()
    path = href(article_path(demo.item("yanbu-tremor", "rabwa")))
    assert (await demo.get("rabwa", path)).status_code == 404
    assert path not in (await demo.get("rabwa", "/sitemap.xml")).text
    demo.now += dt.timedelta(seconds=60)
    assert (await demo.get("rabwa", path)).status_code == 200
    assert path in (await demo.get("rabwa", "/sitemap.xml")).text
    assert "هزة أرضية خفيفة" in (await demo.get("rabwa", "/")).text


async def test_an_edit_changes_the_page_and_its_mark_in_the_feed() -> None:
    demo = Demo()
    item = demo.item("yanbu-tremor", "rabwa")
    demo.now = item.published
    path = href(article_path(item))
    before, map_before = await demo.get("rabwa", path), await demo.get("rabwa", "/sitemap.xml")
    demo.now = item.versions[1].at
    after, map_after = await demo.get("rabwa", path), await demo.get("rabwa", "/sitemap.xml")
    assert "هزتين" not in before.text
    assert "هزتين" in after.text
    assert item.versions[1].at.isoformat() not in map_before.text
    assert item.versions[1].at.isoformat() in map_after.text


@pytest.mark.parametrize("source", sources(PORT), ids=lambda source: source.domain)
async def test_an_unchanged_feed_is_not_sent_again(demo: Demo, source) -> None:  # type: ignore[no-untyped-def]
    url = source.feeds[0].url
    first = await demo.get("difaf", url)
    demo.now += dt.timedelta(hours=1)
    by_tag = await demo.get("difaf", url, if_none_match=first.headers["etag"])
    by_date = await demo.get("difaf", url, if_modified_since=first.headers["last-modified"])
    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert by_tag.content == b""
    assert by_tag.headers["etag"] == first.headers["etag"]


async def test_a_changed_feed_is_sent_again() -> None:
    demo = Demo()
    first = await demo.get("rabwa", "/sitemap.xml")
    demo.now += dt.timedelta(seconds=60)
    tag, date = first.headers["etag"], "Mon, 11 Nov 2024 00:00:00 GMT"
    assert (await demo.get("rabwa", "/sitemap.xml", if_none_match=tag)).status_code == 200
    assert (await demo.get("rabwa", "/sitemap.xml", if_modified_since=date)).status_code == 200
    assert (await demo.get("rabwa", "/sitemap.xml", if_modified_since="x")).status_code == 200


async def test_the_date_of_an_answer_is_the_demos_clock(demo: Demo) -> None:
    assert (await demo.get("marfa", "/")).headers["date"] == "Tue, 12 Nov 2024 10:10:00 GMT"


async def test_a_young_tunisian_article_says_only_how_old_it_is(demo: Demo) -> None:
    path = href(article_path(demo.item("lantern-prize", "marfa")))
    young = (await demo.get("marfa", path)).text
    demo.now += dt.timedelta(days=1)
    old = (await demo.get("marfa", path)).text
    assert "منذ ساعتين" in young
    assert "12 نوفمبر 2024" not in young
    assert "12 نوفمبر 2024" in old


async def test_the_legacy_site_declares_its_charset_in_the_page_alone(demo: Demo) -> None:
    path = href(article_path(demo.item("lantern-prize", "nakhla")))
    page = await demo.get("nakhla", path)
    assert page.headers["content-type"] == "text/html"
    assert "لينا المعلوف".encode("windows-1256") in page.content
    assert b"charset=windows-1256" in page.content
    assert "١١/١١/٢٠٢٤ - ١٠:٠٥ م" in words(parsed(load_outlets()["nakhla"], page))
    feed = await demo.get("nakhla", "/rss.asp")
    assert feed.content.startswith(b'<?xml version="1.0" encoding="windows-1256"?>')


async def test_one_page_fails_once_and_then_works() -> None:
    demo = Demo()
    stumbling = [outlet for outlet in load_outlets().values() if outlet.stumbles]
    assert len(stumbling) == 1
    path = href(article_path(items_of(demo, stumbling[0].key)[0]))
    demo.now = LATER
    codes = [(await demo.get(stumbling[0].key, path)).status_code for _ in range(3)]
    assert codes == [500, 200, 200]


async def test_a_feed_names_a_page_that_is_gone(demo: Demo) -> None:
    url = urljoin(base_of("raqim"), load_outlets()["raqim"].extras[0].path)
    assert url in await announced(demo, f"{base_of('raqim')}/rss/general.rdf", "feed")
    assert (await demo.get("raqim", url)).status_code == 404


async def test_robots_close_a_folder_that_a_feed_names(demo: Demo) -> None:
    url = urljoin(base_of("marfa"), load_outlets()["marfa"].extras[0].path)
    assert url in await announced(demo, f"{base_of('marfa')}/rss.xml", "feed")
    rules = Protego.parse((await demo.get("marfa", "/robots.txt")).text)
    assert not rules.can_fetch(url, "Marsad")
    assert rules.can_fetch(urljoin(url, "/actu/x-1"), "Marsad")
    assert (await demo.get("marfa", url)).status_code == 200  # asking would have worked


@pytest.mark.parametrize("outlet", OUTLETS)
async def test_robots_allow_the_articles_and_name_true_sitemaps(demo: Demo, outlet: str) -> None:
    rules = Protego.parse((await demo.get(outlet, "/robots.txt")).text)
    for item in items_of(demo, outlet):
        assert rules.can_fetch(base_of(outlet) + href(article_path(item)), "Marsad")
    for sitemap in rules.sitemaps:
        assert (await demo.get(outlet, sitemap)).status_code == 200


async def test_a_short_address_leads_to_the_article(demo: Demo) -> None:
    item = demo.item("lantern-prize", "sanawbar")
    reply = await demo.get("sanawbar", f"/node/{item.number}")
    assert reply.status_code == 301
    assert reply.headers["location"] == base_of("sanawbar") + href(article_path(item))


async def test_campaign_parameters_do_not_change_the_page(demo: Demo) -> None:
    path = href(article_path(demo.item("yanbu-tremor", "difaf")))
    assert (await demo.get("difaf", f"{path}?utm_source=rss&utm_medium=feed")).status_code == 200
    assert (await demo.get("difaf", f"{path}?p=1")).status_code == 404


async def test_lead_pictures_are_served(demo: Demo) -> None:
    pictures = 0
    for outlet in OUTLETS:
        site = build_site(load_outlets()[outlet], demo.items)
        for path, target in site.targets.items():
            if isinstance(target, Picture):
                reply = await demo.get(outlet, href(path))
                assert reply.headers["content-type"] == "image/svg+xml"
                assert etree.fromstring(reply.content).tag.endswith("svg")
                pictures += 1
    assert pictures >= 5


async def test_the_aggregator_prints_another_article_whole(demo: Demo) -> None:
    page = (await demo.get("waha", href(article_path(demo.item("bridge-opening", "waha"))))).text
    assert "تاريخ النشر: 10th, November 2024 GMT" in page
    taken = demo.item("lantern-prize", "nakhla").versions[0]
    after = page.partition("إقرأ أيضاً:")[2]
    taken_any = demo.item("lantern-prize", "sanawbar").versions[0]
    assert any(all(p in after for p in v.paragraphs) for v in (taken, taken_any))


async def test_the_same_moment_gives_the_same_bytes(demo: Demo) -> None:
    twin = Demo()
    twin.now = demo.now
    for outlet in OUTLETS:
        first, second = await demo.get(outlet, "/"), await twin.get(outlet, "/")
        assert first.content == second.content


async def test_an_unknown_host_is_not_found_and_the_bare_port_lists_the_outlets() -> None:
    demo = Demo()
    assert (await demo.get("nobody", "/about")).status_code == 404
    listing = (await demo.get("difaf", f"http://127.0.0.1:{PORT}/")).text
    assert all(f"http://{outlet}.localhost:{PORT}/" in listing for outlet in OUTLETS)


async def test_an_outlet_without_articles_still_answers() -> None:
    empty = create_app((), started_at=STARTED, clock=lambda: STARTED)
    transport = httpx.ASGITransport(app=empty)
    async with httpx.AsyncClient(transport=transport) as client:
        for source in sources(PORT):
            for url in (source.homepage or "", source.feeds[0].url):
                assert (await client.get(url)).status_code == 200


def test_over_a_real_socket_an_answer_has_one_date() -> None:
    demo = Demo()
    with served(demo) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/", headers={"Host": f"tilal.localhost:{port}"})
        reply = connection.getresponse()
        text = reply.read().decode()
        connection.close()
    assert reply.headers.get_all("date") == ["Tue, 12 Nov 2024 10:00:00 GMT"]
    assert f"http://tilal.localhost:{port}/" in text
