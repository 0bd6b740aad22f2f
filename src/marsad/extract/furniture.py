"""Parts an article's lines from the furniture among them: read-also, tags, credits, bylines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

from marsad.extract.author_box import MOST_ABOUT, headed_box, names_bearer, says_office
from marsad.extract.credits import printed_in, quoted_source, sources_of_line
from marsad.extract.dateline import line_of_its_own
from marsad.extract.lines import (
    SHORT,
    Line,
    addresses,
    ends_copy,
    in_row,
    is_count,
    is_furniture,
    is_reading_time,
    is_stamp,
    runs_on,
    stops,
    value_behind,
    without_abstract,
)
from marsad.extract.meta_row import stands_among_particulars
from marsad.extract.name_shape import TITLED, is_named
from marsad.extract.parts import Parts, take_edges
from marsad.extract.people import is_byline, is_edited, name_alone, read_byline, stands_in_byline
from marsad.extract.related import behind_summary, is_offer, linked_offer, says_also, take_related
from marsad.extract.sources import (
    agencies_in,
    credited,
    ended_by,
    noted_author,
    reported_by,
    signed_elsewhere,
    signed_with,
    signs_off,
)
from marsad.extract.stamp_shape import is_sure_stamp
from marsad.extract.tags import hashtags, is_tag_label, split_tags, take_tag_links
from marsad.extract.where import is_known_place
from marsad.lexicon.furniture import Label, load_furniture
from marsad.text.normalize import fold
from marsad.types import Related

_SENTENCE_OPENER = re.compile(r"\W*(?:\w+\s+){0,4}\w+\s*،")
_FIRST_LINES, _LOOK_AHEAD = 8, 40  # the first above the text, where a page prints what is none
_MUCH = 3  # sentences that a lead stands above
_MOST_LINES, _NEAR_GROUPS = 5000, 40  # a body has more only where a page is a bomb
_PARTS = frozenset({"tags", "read_also"})
_LONGEST_STAMP, _TOPIC = 30, 2  # the last in words
_LEAST_NAME, _LONGEST_BOX = 5, 400
_MORE_THAN_NAME = 15  # letters on a line that a name ends


def part_lines(
    lines: Sequence[Line], *, title: str | None, url: str | None, site: str | None = None,
    people: Sequence[str] = (),
) -> Parts:  # fmt: skip
    """Take lines below a headline apart.

    `url` makes addresses of links absolute; `people` wrote the article: boxes about them at its end
    are no part of it.
    """
    parter = _Parter(lines[:_MOST_LINES], title, url, site, people)
    parter.run()
    parts = parter.parts
    take_edges(parts, site)
    return parts


def part_tail(
    said: Line, lines: Sequence[Line], *, title: str | None, url: str | None, site: str | None,
    people: Sequence[str],
) -> Parts:  # fmt: skip
    """Take lines apart that stand below what is `said` last, up to one that tells nothing of it."""
    parter = _Parter([said, *lines], title, url, site, people)
    parter.tail = True
    parter.run()
    return parter.parts


class _Parter:
    """Goes through the lines once."""

    def __init__(
        self, lines: Sequence[Line], title: str | None, url: str | None, site: str | None,
        people: Sequence[str],
    ) -> None:  # fmt: skip
        self.parts = Parts()
        self.tail = False  # only the first line is text
        self._said_at = 0  # where the last sentence stood
        self._lines, self._title, self._url, self._site = lines, title, url, site
        self._people = [name for name in people if len(name) > _LEAST_NAME]
        self._taken: set[str] = set()
        self._headings: set[str] = set()
        self._over = False  # an agency's sign that its copy ends stood above
        self._signature = -1  # where the last line stood that was no text
        self._ended = False  # a credit or tags stood above: the article is over
        self._closed = False  # a box about the site stood above: no text follows
        self._running = 0  # sentences of running text so far
        self._groups: set[int] = set()  # where they stand
        self._said: list[Line] = []  # one line of each
        self._sentences = [at for at, line in enumerate(lines) if line.running]
        self._first = self._sentences[0] if self._sentences else len(lines)
        self._last = self._sentences[-1] if self._sentences else -1

    def run(self) -> None:
        at = 0
        while at < len(self._lines):
            after = self._step(at)
            if after is None or (self.tail and len(self.parts.paragraphs) > 1):
                break
            at = after
        parts = self.parts
        while parts.paragraphs and parts.paragraphs[-1] in self._headings:
            parts.paragraphs.pop()
        parts.paragraphs = without_abstract(parts.paragraphs)

    def _step(self, at: int) -> int | None:
        """Read a line; return where to go on, None where the article is over."""
        line = self._lines[at]
        label = line.label
        self._over = bool(self._running and ends_copy(line.text)) or (
            self._over and not stops(line.text)
        )
        self._said_at = at if line.running else self._said_at
        if label is not None and label.kind == "drop" and (after := self._after_heading(at)):
            return after
        if label is not None:
            taken = self._labelled(at, line, label)
            if taken != at:
                return taken
        if self._running and (self._disclaims(at, line) or self._is_note(at, line)):
            return at + 1
        short = len(line.text) < SHORT
        if line.text[0] == "#" and (tags := hashtags(line)):
            self.parts.tags.extend(tags)
            return at + 1
        if self._running and (after := self._after_box(at, line)):
            return after
        if not self.parts.paragraphs and self._opens_copy(line):
            self._keep(line, short=short)
        elif short and (
            self._is_place(at, line) or self._is_credit(at, line) or self._is_meta(at, line)
        ):
            self._signature = at
            return at + 1
        elif short and self._running and self._is_name(line.text):
            return at + 1
        elif self._over and short:
            return at + 1  # the hour and the number of the copy
        elif self._running and (
            offered := linked_offer(line, self._url, within=self._says_more(at))
        ):
            self.parts.related.append(offered)
            below = self._lines[at + 1 : at + 2]
            return at + 1 + any(is_stamp(one.text) for one in below)
        elif line.text not in self._taken and not is_furniture(line, self._title):
            self._keep(line, short=short)
        return at + 1

    def _is_name(self, text: str) -> bool:
        """Say whether a line is the name of who wrote, and hardly more: "تحليل - فلان الفلاني"."""
        return any(text.endswith(n) and len(text) < len(n) + _MORE_THAN_NAME for n in self._people)

    def _disclaims(self, at: int, line: Line) -> bool:
        """Say whether a line at the end tells whose opinions its site is not responsible for."""
        last = len(line.text) < _LONGEST_BOX and not self._goes_on(at + 1)
        return last and load_furniture().disclaims(line.text)

    def _is_note(self, at: int, line: Line) -> bool:
        """Read a starred line at the end that says who the author is, and where else it stood."""
        text = line.text
        if text[0] != "*" or len(text) > _LONGEST_BOX:
            return False
        name = noted_author(text, self._site)
        if name is None and not signs_off(text, self._site):
            return False
        below = self._sentences[bisect_right(self._sentences, at) :]
        if any(self._lines[place].text[0] != "*" for place in below):
            return False
        self.parts.credits.extend(printed_in(text))
        self.parts.authors.extend([name] if name and not self._people else [])
        return True

    def _is_place(self, at: int, line: Line) -> bool:
        """Read a place that stands alone right above the first sentence; say whether it was one."""
        text = line.text.strip(" :")
        if at + 1 != self._first or line.tag != "p" or not is_known_place(text):
            return False
        self.parts.place = text
        return True

    def _is_credit(self, at: int, line: Line) -> bool:
        """Read a short line of agencies, sources or authors; say whether it was one."""
        sources = agencies_in(line.text) or ended_by(line.text) if self._running else []
        source, sure = quoted_source(line.text) if self._running and not sources else ("", False)
        sources = credited(source, None) if sure else sources
        edge = not sources and self._is_edge(at)
        sources = self._sources(at, line) if edge else sources
        names = read_byline(line, self._site) if edge and not sources else []
        if edge and not sources and not names:
            sources = signed_elsewhere(line.text, line.label, self._site)
        if sources:
            self.parts.credits.extend(sources)
            return True
        if not edge:
            return False
        if self._running and self._last < at:
            people, agencies = signed_with(line.text, self._site)
            if people := reported_by(line.text, self._site) or people:
                self.parts.authors.extend(people)
                self.parts.credits.extend(agencies)
                return True
        if not names and line.label is None:
            alone = name_alone(line, self._site, above=not self._running)
            names = alone if alone and self._may_be_named(at) else []
        (self.parts.editors if is_edited(line) else self.parts.authors).extend(names)
        return bool(
            names
            or self._is_about_author(at, line)
            or is_byline(line)
            or is_stamp(line.text)
            or is_reading_time(line.text)
            or (is_count(line.text) and not line.text.isdecimal())  # bare figures are text
        )

    def _says_more(self, at: int) -> bool:
        """Say whether a sentence follows on a line, wherever it stands."""
        return bool(self._sentences_in(at + 1, at + _LOOK_AHEAD))

    def _sentences_in(self, first: int, end: int) -> list[int]:
        """Return where sentences stand among some lines."""
        places = self._sentences
        return places[bisect_left(places, first) : bisect_left(places, end)]

    def _after_box(self, at: int, line: Line) -> int | None:
        """Return where a box about the author ends, if one begins here."""
        bare = TITLED.sub("", line.text)
        known = (*self._people, *self.parts.authors)
        name = next((name for name in known if bare.startswith(name)), None)
        if (
            name is None
            and line.group not in self._groups
            and names_bearer(self._lines, at, self._site)
        ):
            name = line.text
            self.parts.authors.append(name)
        if name is None or len(line.text) > _LONGEST_BOX:
            return None
        alone = len(line.text) < len(name) + 5
        if line.group in self._groups:
            # Among the paragraphs only a last one that opens with the name in bold is a box.
            trade = fold(bare[len(name) :]).strip(" ،-").partition(" ")[0]
            boxed = alone or name in line.pieces or any(name == text for text, _ in line.anchors)
            boxed = boxed or trade in load_furniture().about_author
            return at + 1 if boxed and at >= len(self._lines) - 3 else None
        if self._said and line.group in self._said[-1].path:
            offices = takewhile(says_office, self._lines[at + 1 : at + 1 + MOST_ABOUT])
            return at + 1 + sum(1 for _ in offices)  # the name stands among others: no box
        after = at + 1
        while after < len(self._lines) and line.group in self._lines[after].path:
            after += 1
        told = any(other.running for other in self._lines[at + 1 : after])
        return at + 1 if told and self._says_more(after) else after  # above an entry of a live page

    def _after_heading(self, at: int) -> int | None:
        """Return where a box about the author ends that begins with its heading."""
        among = self._lines[at].group in self._groups
        box = headed_box(self._lines, at, among=among)
        if box is None:
            return None
        names = [line.text for line in self._lines[at + 1 : box] if is_named(line.text, self._site)]
        if not self._people and len(names) == 1:
            self.parts.authors.extend(names)
        return box

    def _keep(self, line: Line, *, short: bool) -> None:
        if self._closed:
            return
        self.parts.paragraphs.append(line.text)
        if line.heading:
            self._headings.add(line.text)
        if line.running:
            self._running += 1
            if line.group not in self._groups:
                self._groups.add(line.group)
                self._said.append(line)
            self._ended = False
        if not short:
            self._taken.add(line.text)  # short lines repeat: an answer, a verse

    def _labelled(self, at: int, line: Line, label: Label) -> int | None:
        """Read a line that begins with a phrase; return `at` itself where it means nothing."""
        short = len(line.text) < SHORT
        if label.kind in {"comments", "end", "policy"}:
            if label.kind == "end" and label.sign and self._running and is_offer(line):
                after, related = take_related(self._lines, at, self._url, ended=self._ended)
                self.parts.related.extend(offer for offer, _ in related)
                return after
            return self._close(at, line, label)
        if label.kind == "tags" and len(line.text) < 500:
            return self._tags(at, line, label)
        if label.kind in {"credit", "stamp"} and short:
            return self._credit_or_stamp(at, line, label)
        if label.kind == "promo" and len(line.text) < 2 * SHORT:
            return at + 1
        if label.kind == "read_also" and short and fold(line.text).endswith("نهايه"):
            return at + 1
        if label.kind == "read_also" and short and self._offers(at, line, label):
            after, related = take_related(self._lines, at, self._url, ended=self._ended)
            if related and all(len(r.title.split()) <= _TOPIC and r.url for r, _ in related):
                links = [text for one in self._lines[at:after] for text, _ in one.anchors]
                self.parts.tags.extend(links[line.text == links[0] :])  # topics, not headlines
                return after
            if label.others and not runs_on(self._lines, after):
                return self._next_part(at + 1) or after
            self.parts.related.extend(
                Related(r.title, r.url, r.published, self._body_of(r, text)) for r, text in related
            )
            among = any(line.container in (said.container, *said.path) for said in self._said[-1:])
            return after if after > at + 1 or among else behind_summary(self._lines, at)
        if label.kind == "caption" and short and (label.sign or label.alone or line.after_image):
            return at + 1
        if label.kind == "section" and self._running and self._says_more(at):
            return at  # "المجموعة: الثانية"
        if (
            label.kind in {"drop", "section"}
            and short
            and (not stops(line.text) or len(line.text) < 40)
        ):
            return at + 1
        return at

    def _body_of(self, related: Related, lines: Sequence[Line]) -> str | None:
        """Return the text of a second article, if these lines hold one."""
        if not lines:
            return related.text
        whole = part_lines(lines, title=related.title, url=self._url).paragraphs
        size = sum(map(len, whole))
        return "\n".join(whole) if size > 120 and any(map(stops, whole)) else None

    def _close(self, at: int, line: Line, label: Label) -> int | None:
        """Read a line that usually ends the article."""
        if label.kind == "policy":
            return at + 1 if self._goes_on(at + 1) else self._next_part(at + 1)
        if not (line.heading or len(line.text) < 60) or line.running:
            return at
        said = sum(map(len, self.parts.paragraphs))
        if label.kind == "comments" and self._running and said > 150 and not line.anchors:
            return None  # what readers write looks like an article's sentences
        if self._goes_on(at + 1):
            return at + 1
        return self._next_part(at + 1) if label.kind == "end" else None

    def _next_part(self, at: int) -> int | None:
        """Return where tags or related items begin, which stand below boxes about a site."""
        for place in range(at, min(len(self._lines), at + _LOOK_AHEAD)):
            label = self._lines[place].label
            if label is not None and label.kind in _PARTS and (label.alone or label.sign):
                self._closed = True
                return place
        return None

    def _goes_on(self, at: int) -> bool:
        """Say whether the body goes on below a line that usually ends it: beside what was above."""
        ahead = self._sentences_in(at, at + _LOOK_AHEAD)
        if self._running <= 1 and len(ahead) >= _MUCH:
            return True  # above stood a lead, in an element of its own
        said = self._said[-_NEAR_GROUPS:]
        own = self._lines[at - 1].group  # what stands below a label in its element is of its kind
        for line in (self._lines[place] for place in ahead):
            if line.group == own and own not in self._groups:
                continue
            if not said or line.group in self._groups or in_row(line, said):
                label = line.label
                if label is None or label.kind != "policy":
                    return True
        return False

    def _offers(self, at: int, line: Line, label: Label) -> bool:
        """Say whether a phrase such as "المزيد من" opens a block of links and no sentence."""
        if not line.anchors and _SENTENCE_OPENER.match(line.text):
            return False  # "في السياق ذاته، دعا الوزير إلى الهدوء."
        if line.link_density > 0.5 or label.alone or label.sign:
            return True
        if not line.anchors and not stops(line.text) and says_also(line.text):
            return True
        following = self._lines[at + 1] if at + 1 < len(self._lines) else None
        linked = following is not None and following.link_density > 0.6
        return not stops(line.text) and (line.heading or line.bold or linked)

    def _tags(self, at: int, line: Line, label: Label) -> int:
        value = value_behind(line.text)
        if not (line.anchors or (value and label.sign) or label.alone or len(line.pieces) > 1):
            return at
        tags = self.parts.tags
        linked = [text for text, _ in line.anchors if not is_tag_label(text)]
        if linked:
            tags.extend(linked)
        elif len(line.pieces) > 1:
            tags.extend(piece for piece in line.pieces if not is_tag_label(piece))
        elif value:
            tags.extend(split_tags(value))
        after = at + 1
        if not linked and not value:
            after = take_tag_links(self._lines, at + 1, tags)
        self._ended = True
        return after

    def _credit_or_stamp(self, at: int, line: Line, label: Label) -> int:
        value = value_behind(line.text) if label.sign else None
        for piece in line.pieces if value and len(line.pieces) > 1 else ():
            if (own := load_furniture().read(piece)) and own.kind == label.kind and not own.alone:
                value = value_behind(piece) or value
        if label.kind == "stamp":
            told = label.alone or len(line.text) < _LONGEST_STAMP
            return at + 1 if self._is_edge(at) and not value and told else at
        if value:
            self.parts.credits.extend(credited(value, self._site))
            self._ended = True
            return at + 1
        below = self._lines[at + 1] if at + 1 < len(self._lines) else None
        if label.alone and label.kind == "credit" and line.text[-1] in ":：" and below is None:
            return at + 1  # a logo stands behind it
        if not label.alone or below is None or (below.label is not None and below.label.alone):
            return at
        if len(below.text) > 60 or stops(below.text.rstrip("()")):
            return at + 1
        self.parts.credits.extend(credited(below.text, self._site))
        self._ended = True
        return at + 2

    def _is_edge(self, at: int) -> bool:
        """Say whether a line stands above the body's second paragraph, or behind the last one."""
        apart = at - self._said_at
        above = len(self.parts.paragraphs) < 2 and (not self._running or apart <= _LOOK_AHEAD)
        if above or at > len(self._lines) - 4:
            return True
        return apart <= _FIRST_LINES and not (self._lines[at].heading or self._goes_on(at + 1))

    def _may_be_named(self, at: int) -> bool:
        """Say whether a name stands at a place as bylines do: above the text, or right below it."""
        if not self._running:
            return at < self._first
        above = self._lines[at - 1]
        kept = bool(self.parts.paragraphs) and self.parts.paragraphs[-1] == above.text
        below = above.running or self._signature == at - 1 or (kept and stops(above.text))
        if not below or self._last > at:
            return False
        rest = self._lines[at + 1 : at + 3]
        return not any(name_alone(line, self._site) for line in rest)  # a list of people

    def _sources(self, at: int, line: Line) -> list[str]:
        """Read a line above or below the text that is sources: "الصحيفة - وكالات", "عن صحيفة …"."""
        above = not self._running and at < self._first
        if not above and at <= self._last_text:
            return []
        ends = bool(self._running) and self._last < at
        return sources_of_line(line, self._site, above=above, ends=ends)

    @cached_property
    def _last_text(self) -> int:
        """Where the last sentence stands that is no furniture."""
        texts = reversed(self._sentences)
        return next((at for at in texts if not is_furniture(self._lines[at], self._title)), -1)

    def _is_about_author(self, at: int, line: Line) -> bool:
        """Say whether a line at the end says what its author is, or is initials, or the site."""
        if not self._running or self._last >= at:
            return False
        return signs_off(line.text, self._site)

    def _is_meta(self, at: int, line: Line) -> bool:
        """Say whether a short line stands above the first sentence as stamps and sections do."""
        if line.heading or line.bold or line.text.endswith(":"):
            return False
        if at < self._first < min(len(self._lines), at + _FIRST_LINES) and not self._running:
            if line.tag == "li" and not stands_in_byline(line):
                return stands_among_particulars(self._lines, at, self._people)
            stamp = is_sure_stamp(line.text, self._site)
            short = stamp or (len(line.text) < 60 and not stops(line.text))
            return short and not self._opens_copy(line) and not addresses(line.text)
        return False

    def _opens_copy(self, line: Line) -> bool:
        """Say whether a line is a dateline, which is kept until it is read."""
        if line.tag == "li" and stands_in_byline(line):
            return False
        # What is longer opens with a dateline at most: that is read when all lines are known.
        return line_of_its_own(line.text, self._site) is not None
