"""Which blocks of a page are its article's body."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.extract.blocks import HEADINGS, Block, Containers
from marsad.extract.lines import is_stamped
from marsad.extract.live import live_entries
from marsad.extract.others import leads_elsewhere, other_stories, teasers
from marsad.extract.pieces import with_pieces
from marsad.extract.titles import letters

_GOOD = re.compile(
    r"article[-_ ]?(?:body|content|text|detail)|entry-content|post-(?:content|body|text)|story"
    r"|news[-_]?(?:body|text|content|detail)|articlebody|details|main-?text|single-content|cke?_"
)
_BAD = re.compile(
    r"comment|sidebar|related|footer|(?<!elementor-)widget|most-|popular|share|social|breadcrumb|promo|newsletter"
    r"|tag(?:s|-?cloud)\b|cookie|banner|menu|author-?(?:box|bio)|teaser|recommend|advert|trending"
)
_LEADS_OUT = re.compile(
    r"summar|comment|related|widget|most-|share|social|promo|newsletter|author|teaser|recommend"
    r"|subscri|wall|offer|donat|notice|alert|audio|player|caption|credit|poll|\bad"
)
_COMMENTS = frozenset(
    "comment comments commentlist comment-list comments-list comments-area comments-section "
    "comment-body responses respond disqus_thread fb-comments".split()
)
_STOPS = frozenset('.!؟?…»"”:。！？」』।۔')
_CONSENT = re.compile(r"الخصوصي|تتصفح|التصف|موافق|توافق|تجربت|[Pp]rivacy|consent|accept")
_DECAY = 0.55
_WRAPPERS = frozenset("p li blockquote pre dd dt h1 h2 h3 h4 h5 h6".split())
_LEVELS = 4
_MOST_WRAPPERS, _MOST_WIDER = 24, 3  # levels that a body goes up
_MOST_OF_PAGE = 0.4  # of its running text: what holds as much is no part of an article
_BOX = 3.0  # times the text beside the headline that a box has at most
_ENOUGH = 300.0  # weight of a text that introduces no list
_PLENTY, _SENTENCES = 450.0, 3  # and of one that is an article whatever stands above it
_STAMP_ABOVE = 3
_LEAD_WRAPPERS = 6
_GOING_ON = 2  # sentences
_HEADLINE_WORDS = 6  # that no section's name has
_LEAD = 60.0
"""Weight of a paragraph that stands apart and is still taken for body."""


@dataclass(frozen=True, slots=True)
class Body:
    """The chosen blocks, by index, and how sure the choice is (0 to 1)."""

    indexes: tuple[int, ...]
    confidence: float
    container: int = 0  # the innermost that holds them
    entries: tuple[int, ...] = ()  # of a live blog: its elements within the container
    beside_teasers: bool = False  # chosen though the page tells of other articles, too
    of_teasers: bool = False  # they say nothing else


def headline_index(blocks: Sequence[Block], titles: Sequence[str]) -> int | None:
    """Return the block that prints the headline: an h1 that a title confirms, else such a block."""
    keys = list(dict.fromkeys(key for title in titles if title and (key := letters(title))))
    known = " ".join(titles)
    scored = []
    for index, block in enumerate(blocks):
        text, tag = block.text, block.tag
        if tag not in _HEADLINE_TAGS or not 5 < len(text) <= 400:
            continue
        # Folding costs: only what shares a word with a title, as it is spelled, may be one.
        if tag != "h1":
            for word in text.split(None, 3)[:3]:
                if word in known:
                    break
            else:
                continue
        if _REPLY.match(text):
            continue
        key = letters(text)
        if key and any(key == k or (len(key) > 15 and (key in k or k in key)) for k in keys):
            # The article's own title comes first: some sites put their name into the h1.
            if tag == "h1" and key == keys[0] and not block.link_length:
                return index  # no later one is better
            scored.append(
                (key == keys[0], tag == "h1", block.heading, block.link_length == 0, -index)
            )
    if scored:
        return -max(scored)[-1]
    return next((i for i, block in enumerate(blocks) if block.tag == "h1"), None)


def nearest_headline(blocks: Sequence[Block], headline: int | None, first: int) -> int | None:
    """Return the block nearest above the text's `first` that prints the same headline again.

    Forums and old sites print it at the end of a path first, far above the article.
    """
    if headline is None or blocks[headline].heading or first <= headline:
        return headline
    key = letters(blocks[headline].text)
    near = range(first - 1, max(headline, first - _NEAR_TEXT), -1)
    again = (at for at in near if not blocks[at].link_length and letters(blocks[at].text) == key)
    return next(again, headline)


_REPLY = re.compile(r"\s*(?:re|رد(?: على)?)\s*[:：]", re.IGNORECASE)
_NEAR_TEXT = 8  # blocks
_HEADLINE_TAGS = frozenset("h1 h2 h3 h4 div td p header section article span font".split())


def choose_body(
    blocks: Sequence[Block], containers: Containers, headline: int | None, *, stated: bool = False
) -> Body:
    """Score containers by the running text in them and return the best one's blocks in order.

    What teasers and other articles on the page say counts for nothing, unless nothing else is left
    that may be the article: then the page lists articles. `stated` says that the page calls itself
    an article.
    """
    comments = _comments(containers)
    weights = [
        0.0 if index == headline or block.container in comments else _weight(block)
        for index, block in enumerate(blocks)
    ]
    whole = [*weights]
    _spend_once(blocks, weights)
    stories = other_stories(blocks, containers, weights, headline) if headline is not None else ()
    aside = comments.union(*stories)
    if stories:
        pairs = zip(blocks, weights, strict=True)
        weights = [0.0 if block.container in aside else weight for block, weight in pairs]
    teased = teasers(blocks, containers, whole, headline)
    body = _choose_own(blocks, containers, headline, weights, aside, teased, stated=stated)
    if headline is None or not body.indexes or body.indexes[-1] > headline:
        return body
    # What stands above a headline and ends there is no text of its: a ticker, or another column.
    below = [0.0 if at < headline else weight for at, weight in enumerate(weights)]
    if max(below, default=0.0) < _LEAD:
        return body
    return _choose_own(blocks, containers, headline, below, aside, teased, stated=stated)


def _choose_own(
    blocks: Sequence[Block], containers: Containers, headline: int | None,
    weights: Sequence[float], aside: Set[int], teased: Set[int], *, stated: bool,
) -> Body:  # fmt: skip
    """Choose without the teasers of other articles, unless nothing else may be the article."""
    if teased:
        own = [0.0 if at in teased else weight for at, weight in enumerate(weights)]
        body = _choose(blocks, containers, headline, own, aside)
        if _may_be_own(body, blocks, own, headline, teased, stated=stated):
            kept = tuple(at for at in body.indexes if at not in teased)
            return replace(body, indexes=kept, beside_teasers=True)
    body = _choose(blocks, containers, headline, weights, aside)
    said = {at for at in body.indexes if weights[at] >= _LEAD}
    return replace(body, of_teasers=headline is not None and bool(said) and said <= teased)


def _spend_once(blocks: Sequence[Block], weights: list[float]) -> None:
    """Leave the weight of a sentence to where it stands first: some print all twice, for phones."""
    seen: set[str] = set()
    for at, weight in enumerate(weights):
        if weight >= _LEAD:
            text = blocks[at].text
            if text in seen:
                weights[at] = 0.0
            seen.add(text)


def _may_be_own(
    body: Body, blocks: Sequence[Block], weights: Sequence[float], headline: int | None,
    teased: Set[int], *, stated: bool,
) -> bool:  # fmt: skip
    """Say whether a body may be the page's article though the page holds teasers.

    No headline that leads elsewhere, and no teaser, stands above its first sentence, unless the
    page states that it is an article, or it says more than a list does. Where it is short, as the
    introduction of a list is, the page states that it is an article, or its headline is longer than
    a section's name, or a stamp stands beside it.
    """
    told = [at for at in body.indexes if weights[at] >= _LEAD and blocks[at].text[-1] in _STOPS]
    if not told:
        return False
    first = told[0]
    size = sum(weights[at] for at in body.indexes)
    long = size >= _ENOUGH
    if headline is None:
        return long
    titled = len(blocks[headline].text.split()) >= _HEADLINE_WORDS
    if long and (stated or (size >= _PLENTY and len(told) >= _SENTENCES)):
        return True
    between = range(headline + 1, first)
    offered = not teased.isdisjoint(between) or (between and leads_elsewhere(blocks[first - 1]))
    if offered and not (titled and _goes_on(blocks, told)):
        return False
    if long or stated or titled:
        return True
    near = blocks[max(0, headline - _STAMP_ABOVE) : first]
    return any(block.tag == "time" or is_stamped(block) for block in near)


def _goes_on(blocks: Sequence[Block], told: Sequence[int]) -> bool:
    """Say whether a second sentence follows on a first in its own element, as in no teaser."""
    if len(told) < _GOING_ON:
        return False
    first, second = told[:_GOING_ON]
    beside = blocks[first].container == blocks[second].container or blocks[first].tag == "p"
    return beside and not any(map(leads_elsewhere, blocks[first + 1 : second]))


def _choose(
    blocks: Sequence[Block], containers: Containers, headline: int | None,
    weights: Sequence[float], aside: Set[int],
) -> Body:  # fmt: skip
    """Choose by weights; what stands in the elements `aside` is no body."""
    scores = _scores(blocks, containers, weights)
    if not scores:
        return Body((), 0.0)
    tags, hint = containers.tags, containers.hint
    weighted = {at: score * _factor(tags[at], hint(at)) for at, score in scores.items()}
    best = max(weighted, key=lambda at: (weighted[at], -containers.depths[at], -at))
    best = _widen(best, blocks, containers, weights)
    entries = live_entries(best, blocks, containers, weights)
    if entries:
        best = containers.parents[entries[0]]
    inside = range(best, containers.end(best))
    start = headline if headline is not None and blocks[headline].container in inside else -1
    if start >= 0 and len(blocks[start].lines) > 1:
        start -= 1  # old layouts print headline, stamp and lead in one cell, parted by breaks
    chosen = [
        index
        for index, block in enumerate(blocks)
        if inside.start <= block.container < inside.stop
        and index > start
        and block.container not in aside
    ]
    chosen = _extend(chosen, best, headline, blocks, containers)
    if not entries:
        whole = with_pieces(chosen, headline, blocks, containers, weights, aside)
        while len(whole) > len(chosen) and not _holds(containers, best, whole, blocks):
            best = containers.parents[best]
        chosen = whole
    if entries and headline is not None:
        leads = range(headline + 1, chosen[0] if chosen else 0)
        told = (i for i in leads if weights[i] >= _LEAD and blocks[i].text[-1] in _STOPS)
        chosen = [*told, *chosen]
    chosen = _beside_headline(chosen, headline, blocks, containers, weights) or chosen
    total = sum([len(block.text) for block in blocks if not block.outside]) or 1
    mine = sum([len(blocks[index].text) for index in chosen])
    return Body(tuple(chosen), min(1.0, mine / 400) * min(1.0, 2 * mine / total), best, entries)


def _holds(
    containers: Containers, at: int, indexes: Sequence[int], blocks: Sequence[Block]
) -> bool:
    """Say whether an element holds all of some blocks."""
    inside = range(at, containers.end(at))
    return at <= 0 or all(blocks[index].container in inside for index in indexes)


def _scores(
    blocks: Sequence[Block], containers: Containers, weights: Sequence[float]
) -> dict[int, float]:
    """Give each container the weight of what is in it, less for what lies deeper."""
    scores: dict[int, float] = {}
    for block, weight in zip(blocks, weights, strict=True):
        if weight <= 0:
            continue
        at, share = block.container, weight
        if containers.tags[at] in _WRAPPERS:
            at = max(containers.parents[at], 0)
        for _ in range(_LEVELS):
            scores[at] = scores.get(at, 0.0) + share
            at = containers.parents[at]
            if at < 0:
                break
            share *= _DECAY
    return scores


def _comments(containers: Containers) -> frozenset[int]:
    """Return the containers that lie among the readers' comments."""
    found: set[int] = set()
    tags = containers.everything  # most pages have none
    responses = "espon" in tags and tags.count("espon") > tags.count("esponsiv")
    if not responses and "omment" not in tags and "isqus" not in tags:
        return frozenset()
    for at, raw in enumerate(containers.raw):
        if "omment" not in raw and "espon" not in raw and "isqus" not in raw:
            continue
        # Near the root such names say that a page has comments, not that it is one.
        if (
            at not in found
            and containers.depths[at] > 1
            and not _COMMENTS.isdisjoint(containers.hint(at).split())
        ):
            found.update(range(at, containers.end(at)))
    return frozenset(found)


def _extend(
    chosen: list[int], best: int, headline: int | None, blocks: Sequence[Block],
    containers: Containers,
) -> list[int]:  # fmt: skip
    """Add running text right above and below: leads stand apart, and broken markup ends early."""
    if not chosen:
        return chosen
    around = {at for at in containers.path(best, len(containers)) if at > 0 or at == best}
    beside = {containers.parents[best], _beside_wrappers(best, chosen, blocks, containers)}

    def belongs(index: int, *, above: bool = False) -> bool:
        block = blocks[index]
        if _weight(block) < _LEAD or block.text[-1] not in _STOPS:
            return False
        holder = containers.parents[block.container]
        if holder in around or block.container in around:
            return True
        if not above or block.anchors or not (block.tag == "p" or block.text[-1] in ".!؟…"):
            return False
        # An introduction in an element of its own, right beside the one of the text.
        for wrappers in range(_LEAD_WRAPPERS):
            if holder <= 0 or _LEADS_OUT.search(containers.hint(holder)):
                return False
            if containers.parents[holder] in beside:
                inside = range(holder, containers.end(holder))
                near = (blocks[at].container for at in (index - 1, index + 1))
                return not wrappers or not any(at in inside for at in near)
            holder = containers.parents[holder]
        return False

    first, last = chosen[0], chosen[-1]
    floor = headline if headline is not None and headline < first else first - 2
    above = [i for i in range(max(floor + 1, first - 3, 0), first) if belongs(i, above=True)]
    below = []
    while last + 1 < len(blocks) and belongs(last + 1):
        last += 1
        below.append(last)
    return [*above, *chosen, *below]


def _beside_wrappers(
    best: int, chosen: Sequence[int], blocks: Sequence[Block], containers: Containers
) -> int:
    """Return the element around those that hold nothing but the chosen text."""
    edges = [at for at in (chosen[0] - 1, chosen[-1] + 1) if 0 <= at < len(blocks)]
    top = containers.parents[best]
    for _ in range(_LEAD_WRAPPERS):
        inside = range(top, containers.end(top))
        if top <= 0 or any(blocks[at].container in inside for at in edges):
            break
        top = containers.parents[top]
    return top


def _beside_headline(
    chosen: list[int], headline: int | None, blocks: Sequence[Block], containers: Containers,
    weights: Sequence[float],
) -> list[int] | None:  # fmt: skip
    """Return the sentences of the headline's own element if the chosen text is a box below it.

    Breaking news are a sentence, and boxes about the site are longer: they have a heading of their
    own, though, and do not lie with the headline.
    """
    if headline is None or not chosen or chosen[0] <= headline + 1:
        return None
    first = chosen[0]
    titled = any(blocks[index].heading for index in (first - 1, first) if index > headline)
    top = containers.parents[blocks[headline].container]
    if not titled or top <= 0 or blocks[first].container in range(top, containers.end(top)):
        return None
    inside = range(top, containers.end(top))
    own = [at for at in range(headline + 1, first) if blocks[at].container in inside]
    said = [at for at in own if weights[at] >= _LEAD and blocks[at].text[-1] in _STOPS]
    rest = sum(weights[at] for at in chosen)
    if not said or rest > _BOX * sum(weights[at] for at in said):
        return None
    return [at for at in own if said[0] <= at <= said[-1]]


def _weight(block: Block) -> float:
    """Say how much running text a block is: length in letters, links and furniture discounted."""
    text, linked = block.text, block.link_length
    length = len(text)
    if length < 25 or block.outside or linked > 0.4 * length or block.tag in HEADINGS:
        return 0.0
    if ("الارتباط" in text or "cookie" in text) and _CONSENT.search(text):
        return 0.1 * min(length, 1000)
    weight = min(length, 1000) * (1.0 if text[-1] in _STOPS else 0.5)
    return weight * (1 - linked / length) if linked else weight


@lru_cache(maxsize=1024)
def _factor(tag: str, hint: str) -> float:
    factor = 1.0
    if tag == "article" or "articlebody" in hint:
        factor *= 1.5
    if hint and _GOOD.search(hint):
        factor *= 1.3
    if hint and _BAD.search(hint):
        factor *= 0.4
    return factor


def _widen(
    best: int, blocks: Sequence[Block], containers: Containers, weights: Sequence[float]
) -> int:
    """Go up while the parent's other children add as much running text again."""

    pairs = zip(blocks, weights, strict=True)
    weighty = [(block.container, weight) for block, weight in pairs if weight]

    def running(at: int) -> float:
        end = containers.end(at)
        return sum([weight for container, weight in weighty if at <= container < end])

    mine, at, widened = running(best), best, 0
    whole = sum(weight for _, weight in weighty)
    for _ in range(_MOST_WRAPPERS):
        at = containers.parents[at]
        if at <= 0 or widened >= _MOST_WIDER:
            break
        around = running(at)
        if around == mine:
            continue  # a wrapper
        if mine >= 0.75 * around:
            if mine >= _MOST_OF_PAGE * whole:
                break
            continue  # a picture's line, and the article goes on around it
        best, mine, widened = at, around, widened + 1
    return best
