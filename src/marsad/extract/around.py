"""What stands around the text: tags, related items and credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from marsad.extract.author_links import leads_to_author
from marsad.extract.blocks import Block, Containers
from marsad.extract.body import Body
from marsad.extract.boxes import opens, says_something
from marsad.extract.captions import is_caption
from marsad.extract.credits import (
    credits_beside,
    media_beside,
    names_person,
    sources_of_line,
)
from marsad.extract.lines import (
    SHORT,
    Line,
    is_stamp,
    label_of_block,
    line_of,
    offers_article,
    stops,
)
from marsad.extract.related import item, take_related
from marsad.extract.sources import credited
from marsad.extract.tags import (
    hashtags,
    is_tag_link,
    occurring,
    split_tags,
    tag_links,
    tags_behind_label,
    tags_linked,
    take_tag_links,
)
from marsad.lexicon.furniture import Label, load_furniture
from marsad.text.normalize import fold
from marsad.text.stamps import read_stamps
from marsad.types import Related

_BELOW, _FAR = 14, 150
_TAG_HINT = re.compile(
    r"tags?\b|keyword|topics?\b|labels\b|(?:^|\s)label(?:$|\s)|(?:^|[\s_-])kw(?:$|[\s_-])|wosom|wsom|\bchips?\b"
)
_LONGEST_TAG, _LONGEST_CREDIT = 40, 60
_BUTTONS = 3  # times that a page prints the same one
_OF_ITEMS = frozenset({"stamp", "byline"})  # of what a list has beside headlines
_OFFERS = frozenset({"tags", "read_also"})
_CLIMB = 6
_TOPIC_WORDS, _TOPICS = 2, 3  # words of a topic; such links side by side that are tags
_ABOVE_HEAD = 4
_MOST_ITEMS, _MOST_OWN = 15, 12
_MOST_PLACES = 40  # blocks of a section: headlines, and what stands beside them
_OUTSIDE = frozenset("nav aside footer figcaption".split())
_ITEMS = frozenset("li h2 h3 h4 h5 h6 p b strong".split())
_NEWEST = re.compile(
    r"(?:^|[\s_-])(?:(?:latest|most|newest)[-_]?(?:news|posts|articles|read|viewed)?"
    r"|last[-_]?(?:news|posts|articles)"
    r"|trending|popular|check-also|taboola|outbrain|mgid|sponsored)(?:$|[\s_-])"
)
_RELATED = re.compile(r"(?:^|[\s_-])related(?:$|[\s_-])")
_LINKED = 0.6
_LEAST_TITLE, _LEAST_SAME = 9, 2
_HIDDEN, _HIDDEN_DEPTH = re.compile(r"display\s*:\s*none|tab-pane"), 12
_SHOWN = re.compile(r"(?<![^\W_])active(?![^\W_])")


@dataclass(slots=True)
class Surroundings:
    """What was found around the body."""

    related: list[Related] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)  # those that stand above the text


def read_around(
    blocks: Sequence[Block], containers: Containers, headline: int | None, body: Body,
    url: str | None, text: str, *, site: str | None, tagged: bool,
) -> Surroundings:  # fmt: skip
    """Read the blocks around the body for related items, tags and credits.

    Tags without a label are looked for unless the article is `tagged` already; they occur in its
    `text`.
    """
    found = Surroundings()
    first = body.indexes[0] if body.indexes else 0
    last = body.indexes[-1] if body.indexes else 0
    at = first if headline is None else headline
    inside = frozenset(index for index in body.indexes if not blocks[index].outside)
    reader = _Around(blocks, containers, inside, url, site, found)
    reader.read(range(min(at, first), min(len(blocks), last + _FAR)), near=last + _BELOW)
    above, below_text = (at - _ABOVE_HEAD, first + 2), (last, last + 4)
    if headline is not None:
        places = range(headline + 1, min(len(blocks), first + 1))
        found.signed = media_beside(blocks, containers, places, site)
    if not found.credits:
        found.credits = credits_beside(blocks, containers, site, above, below_text) or found.signed
    if not found.tags and not tagged:
        upwards = reversed(body.indexes)
        kept = (n for n in upwards if says_something(blocks[n]) and blocks[n].text in text)
        said = next(kept, last)
        below = range(said + 1, min(len(blocks), last + _BELOW))
        found.tags = reader.bare_tags(below, text) or reader.marked_tags(below)
        told = next((n for n in body.indexes if says_something(blocks[n])), first)
        found.tags = found.tags or reader.unlinked_tags(below)
        if headline is not None and not found.tags:
            found.tags = reader.tags_above(range(at + 1, told))
    return found


def _is_button(text: str) -> bool:
    label = load_furniture().read(text)
    return label is not None and label.kind == "drop" and label.alone


@lru_cache(maxsize=1024)
def _is_for_tags(hint: str) -> bool:
    return _TAG_HINT.search(hint) is not None


class _Around:
    """Looks for labelled blocks outside of the body."""

    def __init__(
        self, blocks: Sequence[Block], containers: Containers, inside: frozenset[int],
        url: str | None, site: str | None, found: Surroundings,
    ) -> None:  # fmt: skip
        self._blocks, self._containers, self._inside = blocks, containers, inside
        self._url, self._site, self._found = url, site, found
        self._hides = _HIDDEN.search(containers.everything) is not None

    def read(self, places: range, *, near: int) -> None:
        """Read the blocks at `places`; credits and bare tags stand before the block `near`."""
        commented, at = False, places.start
        while at < places.stop:
            block = self._blocks[at]
            at += 1
            if at - 1 in self._inside or len(block.text) > 500:
                continue
            if block.outside and at > near and not (block.heading and self._is_related(block)):
                continue
            label = label_of_block(block)
            if label and (
                label.kind in _OFFERS
                or not block.outside
                or self._is_own_footer(block)
                or self._credits_beside_text(block, label)
            ):
                commented = commented or label.kind == "comments"
                at = max(
                    at, self._labelled(at - 1, block, label, near=at <= near and not commented)
                )

    def _is_related(self, block: Block) -> bool:
        """Say whether a block stands in an element that is made for related articles."""
        around = self._containers.path(block.container, _CLIMB)
        return any(_RELATED.search(self._containers.hint(at)) for at in around)

    def _credits_beside_text(self, block: Block, label: Label) -> bool:
        """Say whether a text in an aside credits a source, which captions do of their picture."""
        told = label.kind == "credit" and label.sign
        return told and not is_caption(block, self._containers)

    def bare_tags(self, places: range, text: str) -> list[str]:
        """Return the first tags without a label: a run of short links, or of items of such a box.

        Links to pages of tags are believed, others only where most of them occur in the `text`.
        """
        at, haystack, likely = places.start, "", list[str]()
        while at < places.stop:
            run, sure = self._run_of_tags(at, places.stop)
            if not run:
                at += 1
                continue
            tags = [tag for place in run for tag in self._texts(place)]
            if 1 - sure < len(tags) <= _MOST_ITEMS:
                if sure:
                    return tags
                haystack = haystack or fold(text)
                if not likely and occurring(tags, haystack):
                    likely = tags
            at = run[-1] + 1
        return likely

    def marked_tags(self, places: range) -> list[str]:
        """Return links that are marked as tags among others: "posted in … and tagged …"."""
        for at in places:
            block = self._blocks[at]
            tags = [text for text, tag in block.anchors if is_tag_link(tag)]
            tags = tags or tags_behind_label(block)
            if tags and (not block.outside or self._is_own_footer(block)):
                return tags[:_MOST_ITEMS]
        return []

    def tags_above(self, places: Iterable[int]) -> list[str]:
        """Return the links to pages of tags, two or more, that stand between headline and text."""
        for at in places:
            block = self._blocks[at]
            if len(block.anchors) < 2 or block.outside or block.heading:
                continue
            tags = tag_links(line_of(block, self._containers))
            if tags := tags or [text for text, tag in block.anchors if is_tag_link(tag)]:
                return tags
        return []

    def unlinked_tags(self, places: range) -> list[str]:
        """Return the tags of a text without links in an element that is made for them."""
        for at in places:
            block = self._blocks[at]
            if block.anchors or block.outside or not self._is_tag_item(block):
                continue
            tags = list(block.pieces) if len(block.pieces) > 1 else split_tags(block.text)
            if 1 < len(tags) <= _MOST_ITEMS and all(len(tag) < _LONGEST_TAG for tag in tags):
                return tags
        return []

    def _run_of_tags(self, at: int, stop: int) -> tuple[list[int], bool]:
        """Return the blocks from one on that may be tags of one group, and whether they surely are.

        Tags stand in one element: the same parent holds all of them.
        """
        run: list[int] = []
        sure = True
        while at < stop:
            block = self._blocks[at]
            size = len(block.text)
            linked = block.link_length > 0.7 * size and all(
                len(t) < _LONGEST_TAG for t, _ in block.anchors
            )
            marked = block.text[0] == "#" and size < SHORT
            if block.anchors and all(load_furniture().shares(text) for text, _ in block.anchors):
                break
            if not (linked or marked or (size < _LONGEST_TAG and self._is_tag_item(block))):
                break
            if block.outside and not self._is_own_footer(block):
                break
            if run and self._group(at) != self._group(run[0]):
                break
            line = line_of(block, self._containers)
            surely = bool(marked or tag_links(line) or self._is_scripted_tag(block))
            surely = surely or (linked and self._is_tag_item(block))
            if run and surely != sure:
                break  # buttons stand above, or below
            sure = sure and surely
            run.append(at)
            at += 1
        return run, sure and bool(run)

    def _is_own_footer(self, block: Block) -> bool:
        """Say whether a text stands in the footer of the article, and not in that of the page."""
        containers = self._containers
        path = containers.path(block.container, _CLIMB)
        outer = [at for at in path if containers.tags[at] in _OUTSIDE]
        if len(outer) != 1 or containers.tags[outer[0]] != "footer":
            return False
        holder = containers.parents[outer[0]]
        around = range(holder, containers.end(holder))
        first = min(self._inside, default=None)
        return holder > 0 and first is not None and self._blocks[first].container in around

    def _group(self, place: int) -> int:
        """Return the element that holds a text's item of a list, or the text itself."""
        tags, parents = self._containers.tags, self._containers.parents
        at = self._blocks[place].container
        while parents[at] > 0 and tags[parents[at]] in _ITEMS:
            at = parents[at]
        return parents[at]

    def _is_scripted_tag(self, block: Block) -> bool:
        """Say whether links that a script fills in stand in an element that is made for tags."""
        return bool(block.anchors) and not block.links and self._is_tag_item(block)

    def _is_tag_item(self, block: Block) -> bool:
        """Say whether a short text stands in an element that is made for tags."""
        containers = self._containers
        above = max(containers.parents[block.container], 0)
        around = [block.container, above]
        if containers.tags[above] in {"ul", "ol"}:
            around.append(max(containers.parents[above], 0))  # around the list
        return any(_is_for_tags(containers.hint(at)) for at in around)

    def _texts(self, place: int) -> list[str]:
        block = self._blocks[place]
        if block.text[0] == "#" and not block.anchors:
            return hashtags(line_of(block, self._containers))
        return [text for text, _ in block.anchors] or [block.text]

    def _labelled(self, at: int, block: Block, label: Label, *, near: bool) -> int:
        """Read a block that begins with a phrase; return where to go on."""
        if label.kind == "tags" and not self._found.tags:
            return self._tags(at, block, label)
        if label.kind == "read_also" and (len(block.text) < SHORT or block.link_density > _LINKED):
            if label.alone and not block.heading and self._is_repeated(block.text):
                return at + 1  # "read more", below each teaser of a list
            if label.others and at > max(self._inside, default=0):
                places = self._section(at)
                return places[-1] + 1 if places else at + 1
            return self._related(at, block, label)
        if label.kind == "credit" and near and label.alone and at + 1 < len(self._blocks):
            below = self._blocks[at + 1].text
            named = load_furniture().read(below) is None and not names_person(below, self._site)
            named = named and not read_stamps(below)  # a logo stands in between
            if named and len(below) < _LONGEST_CREDIT and not stops(below):
                self._found.credits += credited(below.strip(" ()"), self._site)
                return at + 2
        if label.kind == "credit" and near and label.sign and len(block.text) < SHORT:
            value = re.split(r"[:：|]", block.text, maxsplit=1)[-1].strip(" .()")
            if value and value != block.text:
                self._found.credits += credited(value, self._site)
        elif label.kind == "credit" and near and not label.alone and len(block.text) < SHORT:
            line = line_of(block, self._containers)
            self._found.credits += sources_of_line(line, self._site, above=False, ends=False)
        return at + 1

    def _is_repeated(self, text: str) -> bool:
        """Say whether a page prints a text again and again, as it does its buttons."""
        return len(text) < _LONGEST_TAG and sum(b.text == text for b in self._blocks) >= _BUTTONS

    def _tags(self, at: int, block: Block, label: Label) -> int:
        linked = [text for text, _ in block.anchors if not opens(text, {"tags"})]
        if linked:
            self._found.tags.extend(linked)
        elif len(block.pieces) > 1:
            texts = [piece for piece in block.pieces if not opens(piece, {"tags"})]
            self._found.tags.extend(texts)
        elif label.sign and not label.alone:
            value = re.split(r"[:：|]", block.text, maxsplit=1)
            self._found.tags.extend(split_tags(value[-1]) if len(value) > 1 else ())
        elif label.alone:
            places = self._section(at)
            links = [text for n in places for text, _ in self._blocks[n].anchors]
            items = [self._blocks[n].text for n in places if not self._blocks[n].anchors]
            tags = links or [text for text in items if len(text) < 40] or self._listed(at)
            if len(tags) <= _MOST_ITEMS:
                self._found.tags.extend(tags)
            return places[-1] + 1 if places else at + 1
        return at + 1

    def _listed(self, at: int) -> list[str]:
        """Return the keywords without links below a label: a line of them, or items of a list."""
        containers, tags = self._containers, list[str]()
        lines = [line_of(one, containers) for one in self._blocks[at + 1 : at + 1 + _MOST_ITEMS]]
        beside = containers.parents[self._blocks[at].container]
        if lines and containers.path(lines[0].container, _CLIMB).count(beside):
            take_tag_links(lines, 0, tags)
        return tags

    def _related(self, at: int, block: Block, label: Label) -> int:
        line = line_of(block, self._containers)
        linked = block.link_density > 0.5
        below = self._blocks[at + 1] if at + 1 < len(self._blocks) else block
        heads = block.heading or line.bold or (len(block.text) < 50 and below.link_density > 0.4)
        known = tags_linked(line)
        if not (linked or label.alone or label.sign or heads or known):
            return at + 1
        if block.anchors and self._is_newest([at]):
            return at + 1
        if linked or known or (block.anchors and label.alone):
            topics = [t for t, _ in block.anchors if len(t.split()) <= _TOPIC_WORDS]
            if known or len(topics) == len(block.anchors) >= _TOPICS:
                if not self._found.tags:
                    self._found.tags.extend((known or topics)[:_MOST_ITEMS])
                return at + 1
            after, offers = take_related([line], 0, self._url, ended=False)
            if offers:
                self._found.related.extend(related for related, _ in offers)
                return at + after
        places = self._section(at)
        if self._is_newest(places):
            return places[-1] + 1
        lines = [line_of(self._blocks[n], self._containers) for n in places]
        if titled := self._titles_above(places):
            self._found.related.extend(titled)
            return places[-1] + 1
        tags = [text for one in lines for text in tag_links(one)]
        if (
            not tags
            and not linked
            and all(len(t.split()) <= _TOPIC_WORDS for one in lines for t, _ in one.anchors)
        ):
            tags = [text for one in lines for text, _ in one.anchors]  # topics, not headlines
        if tags and len(tags) >= len(lines):
            if not self._found.tags:
                self._found.tags.extend(tags[:_MOST_ITEMS])
        else:
            self._items(lines, linked=linked)
        return places[-1] + 1 if places else at + 1

    def _items(self, lines: Sequence[Line], *, linked: bool) -> None:
        """Take the linked headlines of lines; `linked` says that their heading is a link."""
        long = sum(len(t.split()) > _TOPIC_WORDS for one in lines for t, _ in one.anchors)
        for one in lines:
            if leads_to_author(one.anchors):
                continue  # who wrote it, below its headline
            links = [link for link in one.links if len(link[0]) >= _LEAST_TITLE]
            # A heading that leads elsewhere has its buttons beside it, headlines their sections.
            if linked or long >= _LEAST_SAME:
                links = [link for link in links if len(link[0].split()) > _TOPIC_WORDS]
            known = {related.url for related in self._found.related[-1:] if related.url}
            own = (
                item(text, href, self._url)
                for text, href in links
                if offers_article(text, href) and not is_stamp(text) and not _is_button(text)
            )
            new = [related for related in own if related.url not in known]
            self._found.related.extend(new[:_MOST_ITEMS])

    def _titles_above(self, places: Sequence[int]) -> list[Related]:
        """Return the items whose links say the same, "the details", each below its headline."""
        links = [self._blocks[at].links for at in places]
        texts = {text for pairs in links for text, _ in pairs}
        if not all(links) or len(texts) != 1 or len(places) < _LEAST_SAME:
            return []
        parents, found = self._containers.parents, []
        for at, pairs in zip(places, links, strict=True):
            above, here = self._blocks[at - 1], self._blocks[at]
            near = {above.container, parents[above.container]} & {
                here.container, parents[here.container]
            }  # fmt: skip
            if near - {0, -1} and len(above.text) >= _LEAST_TITLE and not above.anchors:
                found.append(item(above.text, pairs[0][1], self._url))
        return found

    def _is_newest(self, places: Sequence[int]) -> bool:
        """Say whether links are the site's newest or most read ones, whatever stands above them.

        Their element says so, or they are more than an article has of its own.
        """
        blocks = (self._blocks[place] for place in places)
        if sum(len(block.text.split()) > _TOPIC_WORDS for block in blocks) > _MOST_OWN:
            return True
        around = {
            at for p in places for at in self._containers.path(self._blocks[p].container, _CLIMB)
        }
        return any(_NEWEST.search(self._containers.hint(at)) for at in around if at > 0)

    def _section(self, at: int) -> list[int]:
        """Return the linked blocks that stand below a heading in its own section."""
        own = self._blocks[at].container
        path = self._containers.path(own, _CLIMB)
        for container in reversed(path if self._containers.parents[own] == 0 else path[1:]):
            inside = range(container, self._containers.end(container))
            found: list[int] = []
            for place in range(at + 1, min(len(self._blocks), at + 60)):
                block = self._blocks[place]
                if block.container not in inside or place in self._inside:
                    break
                if self._is_hidden(block):
                    continue  # the other tab
                linked = block.link_density > 0.4
                label = load_furniture().read(block.text) if not linked else None
                if not linked and (block.heading or (label and label.kind not in _OF_ITEMS)):
                    break
                if not linked and self._heads_like(place, at):
                    break
                if linked:
                    found.append(place)
                if len(found) >= _MOST_PLACES:
                    break
            if found:
                return found
        return []

    def _is_hidden(self, block: Block) -> bool:
        """Say whether a block stands in an element that the page does not show at first."""
        containers = self._containers
        if not self._hides:
            return False
        around = [containers.raw[at] for at in containers.path(block.container, _HIDDEN_DEPTH)]
        return any(_HIDDEN.search(raw) and not _SHOWN.search(raw) for raw in around)

    def _heads_like(self, place: int, label: int) -> bool:
        """Say whether a text looks as the label above it does, and so begins another section."""
        block, first, parents = self._blocks[place], self._blocks[label], self._containers.parents
        beside = parents[block.container] == parents[first.container]
        return beside and block.tag == first.tag and not is_stamp(block.text)
