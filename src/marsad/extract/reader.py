"""Reads a page's tokens once.

What is open is kept as browsers keep it, as far as the text's place depends on it: paragraphs,
items and cells end where the next one begins, and an end tag closes nothing outside of its own
cell of a table.
"""

from __future__ import annotations

import re
from typing import Any

from marsad.extract.blocks import BREAK, HEADINGS, Block, Containers, Head
from marsad.extract.elements import (
    BLOCKS,
    CELLS,
    ITEM_EDGE,
    ITEMS,
    SILENT,
    TABLE,
    keeps_lines,
    paragraphs_in,
)  # fmt: skip
from marsad.extract.home import Home
from marsad.extract.inline import Inline
from marsad.extract.memory import BARE, LONGEST_BARE, Action, remember
from marsad.extract.soup import (
    CUT,
    Cutter,
    article_scripts,
    attribute,
    body_of,
    holds_text,
    is_framed,
    may_be_cut,
    microdata,
    names_source,
    one_line,
    start_of_article,
    unescape,
    value_of,
    whole_tag,
)  # fmt: skip

DEEPEST = 400
"""Open elements at once; as in browsers, what lies deeper becomes a neighbour."""

LARGEST = 40_000
"""Tags that are looked at; a page that has more is a bomb."""

_ITEM_STEPS = 40
_WIDGETS = frozenset("button video audio iframe".split())
_LONGEST_LINK, _LONGEST_CARD, _SENTENCE = 250, 1200, 70
_LONGEST_WORD, _MOST_WORDS = 30, 2000  # of the memory for what tags begin with
_MOST_LINKS = 45  # that follow on an article before it is over
_MOST_BLOCKS = 20_000
_VAIN, _NEAREST = 100_000, 5  # elements that were looked at in vain; open ones looked at then
_LABELS = 1  # of a card, above its headline
_OF_WRITER = re.compile("/(?:writer|author|columnist|kuttab)s?/")
_QUOTES, _STRETCHED = "\"'", "stretched-link"
_SEAM = "<!-- -->"  # within a text that React put together
_Open = list[Any]
_NAME = re.compile(r"/?[a-zA-Z][^\s/>]*")
_HREF = attribute("href")
_LANG = attribute("lang")
_NAMED = attribute("(?:title|aria-label|alt)")


def read_blocks(page: str) -> tuple[list[Block], Containers, Head]:
    """Read a page once and return its blocks, their containers, and its head.

    What stands far above a headline that the head confirms is menus, and where very many links
    follow on an article without a sentence between them, it is over: neither is read, and of large
    pages that is most.
    """
    reader, page = _Reader(), page.replace(_SEAM, "")
    pieces = page.split("<", LARGEST)
    body = body_of(page, pieces)
    reader.texts.append(unescape(pieces[0]))
    reader.read(pieces, 1, body)
    start = start_of_article(page, pieces, body, reader.head.titles) if body else 0
    start = 0 if start and holds_text(pieces, body, start) else start
    reader.read(pieces, start or max(body, 1), min(len(pieces), LARGEST))
    reader.flush()
    reader.containers.close(reader.body)
    reader.head.properties = microdata(pieces, reader.properties)
    if start > body:
        reader.head.scripts.extend(article_scripts(pieces[body:start]))
    reader.head.pieces = pieces
    reader.head.framed = is_framed(pieces, body)
    return reader.blocks, reader.containers, reader.head


def _cut(_reader: _Reader, _name: str, _tag: str) -> None:
    """Stand for the start tags of what is cut out."""


class _Reader(Inline):
    """What is open, and what was collected."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.containers = Containers()
        self.head = Head()
        self.body = ""  # its start tag
        self._owners = [("body", 1)]  # tables and cells, with the first element inside
        self._first = 1  # that of the innermost
        self._in_vain = 0
        self._anchors: list[tuple[str, str]] = []
        self._link_start = 0  # the text at which it began within this block
        self._link_depth = 0
        self._link_blocks: list[int] = []  # blocks that the open link holds
        self._link_length = 0
        self._pictured: _Open | None = None  # where a picture stands, since the last block
        # What names a link without text, its tag, and how many texts may stand in between.
        self._untold: tuple[str, str, int] | None = None
        self.last = 0  # piece that was read
        self.links_apart = 0  # links since the last sentence below the headline
        self._headlined = self._said = False
        self._home = Home()
        self.actions = dict(_ACTIONS)
        self.properties: list[int] = []  # pieces with microdata
        self._cutter: Cutter | None = None

    def read(self, pieces: list[str], at: int, last: int) -> None:
        """Read the pieces from one on, up to `last`."""
        cutter = self._cutter = self._cutter or Cutter(pieces)
        texts, add, known, bare = self.texts, self.texts.append, self.actions.get, BARE.get
        at -= 1
        last -= 1
        while at < last and (self.links_apart < _MOST_LINKS or self._goes_on()):
            at += 1
            piece = pieces[at]
            if len(piece) < LONGEST_BARE and (seen := bare(piece)):  # most are
                name, action, tag, text = seen
                if action is not None:
                    action(self, name, tag)
                if text and texts:
                    add(text)
                continue
            tag, closed, text = piece.partition(">")
            word, _, rest = tag.partition(" ")
            name, action = known(word) or self.learn(word)
            if "itemprop" in tag:
                self.properties.append(at)
            if action is _cut:
                text, at = self.cut(name, tag, pieces, at, cutter)
                action = None
            elif not closed or (
                (rest or "=" in word)
                and (tag[-1] not in _QUOTES or tag[-2] == "=")
                and may_be_cut(tag)
            ):
                tag, text, at = whole_tag(pieces, at)
            elif len(piece) < LONGEST_BARE and (not text or text.isspace()):
                remember(piece, name, action, tag, text)
            if action is not None:
                action(self, name, tag)
            if text and (texts or not text.isspace()):
                if "&" in text:
                    self._resolve(text)
                else:
                    add(text)
        self.last = at

    def _resolve(self, text: str) -> None:
        """Add a text with entities."""
        text = text.replace("&nbsp;", "\xa0")  # by far the most frequent
        if self.texts or not text.isspace():
            self.texts.append(unescape(text))

    def _goes_on(self) -> bool:
        """Say whether the element that holds the sentences is still open, and go on if it is."""
        self.links_apart = 0
        return self._home.is_open(self._stack)

    def learn(self, word: str) -> tuple[str, Action | None]:
        """Return a tag's name and what is to be done at it, by the word that it begins with."""
        match = _NAME.match(word)
        if match is None:
            if word.startswith("!--"):
                return "!--", _cut
            return ("!", None) if word[:1] in {"!", "?", "/"} else ("", _cut)
        name = match[0].lower()
        found = self.actions.get(name)
        if found is None:
            found = (name[1:], _Reader._end) if name[0] == "/" else (name, _Reader._start)
            self.actions[name] = found
        if len(word) < _LONGEST_WORD and len(self.actions) < _MOST_WORDS:
            self.actions[word] = found
        return found

    def cut(
        self, name: str, tag: str, pieces: list[str], at: int, cutter: Cutter
    ) -> tuple[str, int]:
        """Cut an element or a comment out; return the text behind it and its last piece.

        `tag` is its start tag up to the first sign that may end it.
        """
        if not name:
            return "<" + pieces[at], at  # a sign, and no tag
        if name == "!--":
            end = cutter.end_of_comment(at)
            text = pieces[at][3:] if end is None else pieces[end].rpartition("-->")[2]
            return text, at if end is None else end
        told = name == "script" and ("json" in tag or "__NEXT_DATA__" in tag or may_be_cut(tag))
        if name == "script" and not told:
            after = pieces[at + 1] if at + 1 < len(pieces) else ""
            if after[:8] == "/script>":  # most of what is cut out holds no other tag
                return after[8:], at + 1
        tag, text, last = whole_tag(pieces, at)
        if name in {"svg", "math"} and tag.endswith("/"):
            return text, last
        end = cutter.end_of(name, last)
        if end is None:
            return text, last  # browsers would swallow the rest of the page
        if name == "script" and ("json" in tag or "__NEXT_DATA__" in tag):
            content = "<".join([text, *pieces[last + 1 : end]]).replace("&nbsp;", "\xa0")
            self.head.scripts.append((tag, content))
        elif name in _WIDGETS:
            self.containers.widgets.add(self.containers.innermost(self._stack))
        closing = pieces[end]
        return (closing.partition(">")[2] if closing[:1] == "/" else ""), end

    # --- elements that hold blocks ---------------------------------------------------

    def _start(self, name: str, tag: str) -> None:
        if self.texts:
            self.flush()
        stack = self._stack
        if stack[-1][0] == "p" or len(stack) >= DEEPEST:  # no block lies in a paragraph
            self._truncate(len(stack) - 1)
        stack.append([name, tag, -1])

    def _end(self, name: str, _tag: str) -> None:
        if self.texts:
            self.flush()
        stack, first = self._stack, self._first
        if stack[-1][0] == name and len(stack) > first:
            stack.pop()
            if self._anchor is not None and len(stack) < self._link_depth:
                self._end_link("a", "")  # forgotten: it reaches no further than its element
        else:
            self._close(name, first)

    def _close(self, name: str, first: int = 1) -> None:
        """Close the innermost element of a name, if it is open, and all in it.

        Where a page closes again and again what is not open, its ends count for the nearest alone.
        """
        top = len(self._stack) - 1
        last = max(first, top - _NEAREST) if self._in_vain > _VAIN else first
        for at in range(top, last - 1, -1):
            if self._stack[at][0] == name:
                self._truncate(at)
                return
        self._in_vain += max(top - last, 0)

    def _truncate(self, size: int) -> None:
        """Close all but the outermost `size` elements."""
        size = max(size, 1)
        del self._stack[size:]
        if size < self._first:
            while len(self._owners) > 1 and self._owners[-1][1] > size:
                self._owners.pop()
            self._first = self._owners[-1][1]
        if self._anchor is not None and size < self._link_depth:
            self._end_link("a", "")

    def _start_heading(self, name: str, tag: str) -> None:
        if self._stack[-1][0] in HEADINGS:
            self._end(self._stack[-1][0], tag)
        self._start(name, tag)

    def _end_heading(self, name: str, tag: str) -> None:
        top = self._stack[-1][0]
        self._end(top if top in HEADINGS else name[1:], tag)

    def _start_item(self, name: str, tag: str) -> None:
        if self.texts:
            self.flush()
        closes = ITEMS[name]
        for at in range(len(self._stack) - 1, max(len(self._stack) - _ITEM_STEPS, 0), -1):
            if self._stack[at][0] in closes:
                self._truncate(at)
                break
            if self._stack[at][0] in ITEM_EDGE:
                break
        self._start(name, tag)

    # --- tables: an end tag closes nothing outside of its cell -----------------------

    def _open_scope(self, name: str, tag: str) -> None:
        self._start(name, tag)
        self._first = len(self._stack)
        self._owners.append((name, self._first))

    def _leave(self, owners: frozenset[str]) -> None:
        """Close the innermost table or cell if it is one of `owners`."""
        if self.texts:
            self.flush()
        name, first = self._owners[-1]
        if name in owners:
            self._truncate(first - 1)

    def _end_cell(self, _name: str, _tag: str) -> None:
        self._leave(CELLS)

    def _end_row(self, _name: str, tag: str) -> None:
        self._leave(CELLS)
        self._end("tr", tag)

    def _end_table(self, _name: str, _tag: str) -> None:
        self._leave(CELLS)
        self._leave(TABLE)

    def _start_row(self, name: str, tag: str) -> None:
        self._end_row(name, tag)
        if self._owners[-1][0] == "table":
            self._start(name, tag)

    def _start_cell(self, name: str, tag: str) -> None:
        self._leave(CELLS)
        if self._owners[-1][0] == "table":
            self._open_scope(name, tag)

    # --- inline elements ---------------------------------------------------------------

    def _start_link(self, _name: str, tag: str) -> None:
        if self._anchor is not None:
            self._end_link("a", "")
        self.links_apart += self._said
        self._anchor = tag
        self._link_start = len(self.texts)
        self._link_depth = len(self._stack)
        self._link_pieces.clear()
        self._pictured_link = False

    def _end_link(self, _name: str, tag: str) -> None:
        if self._anchor is None:
            return
        text = self._since(self._link_start)
        inside = self._link_blocks
        size = len(text)
        if inside:
            size += sum(len(self.blocks[at].text) for at in inside)
            self._link_blocks = []
        card = tag and inside and self.blocks[inside[0]].heading  # whose link was closed
        if size > (_LONGEST_CARD if card else _LONGEST_LINK):
            # A "link" around whole paragraphs is one that its page forgot to close.
            for at in inside:
                self.blocks[at].link_length, self.blocks[at].anchors = 0, ()
        elif text:
            self._link_length += len(text)
            title = self._title_of_link(text) if self._link_pieces else text
            self._anchors.append((title, self._anchor))
        elif "title" in self._anchor or "label" in self._anchor or _STRETCHED in self._anchor:
            self._untold = self._anchor, self._anchor, _LABELS
        self._anchor = None

    # --- what machines read ------------------------------------------------------------

    def _meta(self, _name: str, tag: str) -> None:
        if len(self.head.metas) < 400:
            self.head.metas.append(tag)

    def _link(self, _name: str, tag: str) -> None:
        if "canonical" in tag and self.head.canonical is None:
            self.head.canonical = value_of(_HREF, tag)

    def _html(self, _name: str, tag: str) -> None:
        self.head.language = self.head.language or value_of(_LANG, tag)

    def _body(self, _name: str, tag: str) -> None:
        self.body = self.body or tag

    def _image(self, _name: str, tag: str) -> None:
        if not _OF_WRITER.search(tag):
            self._pictured = self._stack[-1]  # else a name stands below it, and no caption
        if self._anchor is not None:
            self._untold = tag, self._anchor, 0
            self._pictured_link = True
        if "alt" in tag:
            above = self.blocks[-1].text if self.blocks else ""
            if names_source(self._stack[-1][1], tag, self._lately() or above):
                self.head.logos.append(tag)

    def _input(self, _name: str, tag: str) -> None:
        if "placeholder" in tag or "email" in tag:
            self.containers.widgets.add(self.containers.innermost(self._stack))

    def _time(self, name: str, tag: str) -> None:
        if len(self.head.times) < 50 and (name == "time" or "published" in tag):
            self.head.times.append((tag, len(self.blocks)))
        if name == "time":  # the other, "abbr", stands within a line
            self._start(name, tag)

    def _start_title(self, _name: str, _tag: str) -> None:
        self.flush()

    def _end_title(self, _name: str, _tag: str) -> None:
        text = " ".join("".join(self.texts).split())
        self.head.title = self.head.title or text[:1000] or None
        self.texts.clear()

    # --- blocks ------------------------------------------------------------------------

    def flush(self) -> None:
        """End a block."""
        texts = self.texts
        joined = "".join(texts) if len(texts) > 1 else texts[0] if texts else ""
        raw, text = self._folded
        if joined is not raw:
            text = one_line(joined)
        if (
            text
            and not self._anchors
            and "\n" in joined.strip()  # most have line ends around them only
            and keeps_lines(self._stack)
        ):
            for part in paragraphs_in(joined):
                self._add(" ".join(part.split()), part.strip().replace("\n", BREAK))
        elif text:
            self._add(text, joined)
        texts.clear()
        self._anchors.clear()
        self._pieces.clear()
        self._link_start = self._link_length = self._bold_start = self._bold = 0
        self._piece_start = -1

    def _add(self, text: str, joined: str) -> None:
        if len(self.blocks) >= _MOST_BLOCKS:
            return
        anchors, length, bold = tuple(self._anchors), self._link_length, self._bold
        size = len(text)
        if self._anchor is not None:
            length += len(self._since(self._link_start))
            if not anchors and length >= 0.9 * size:
                anchors = ((text, self._anchor),)
            self._link_blocks.append(len(self.blocks))
        if self._untold is not None:
            # Cards lay an empty link over a headline, or a picture, that bears its name.
            named, link, left = self._untold
            told = " ".join((value_of(_NAMED, named) or "").split())
            over = not told and _STRETCHED in link and self._stack[-1][0] in HEADINGS
            if found := not length and (over or text == told):
                anchors, length = ((text, link),), size
            # A picture's label may stand between a card's link and its headline.
            self._untold = (named, link, left - 1) if told and left and not found else None
        if self._bold_depth:
            bold += len("".join(self.texts[self._bold_start :]).strip())
        row = self._stack[-1]
        name, _, at = row
        if not self._headlined:
            self._headlined = name in HEADINGS and self.head.titles(text)
        elif not length and size > _SENTENCE:
            self._said, self.links_apart = True, 0
            self._home.settle(self._stack)
        if at < 0:
            at = self.containers.innermost(self._stack)
        self.blocks.append(
            Block(
                text, name, at, self.containers.rows[at][4], min(length, size) if length else 0,
                anchors, tuple(self._pieces), bold, self._pictured is not None,
                joined if BREAK in joined else None, pictured_in=self._pictured is row,
            )
        )  # fmt: skip
        self._pictured = None


def _actions() -> dict[str, tuple[str, Action | None]]:
    """Return by the first word of a tag its name and what is to be done."""
    reader = _Reader
    actions: dict[str, Action | None] = dict.fromkeys(SILENT) | {
        "a": reader._start_link, "br": reader._break, "hr": reader._break, "b": reader._start_bold,
        "strong": reader._start_bold, "td": reader._start_cell,
        "th": reader._start_cell, "tr": reader._start_row, "table": reader._open_scope,
        "li": reader._start_item, "dt": reader._start_item, "dd": reader._start_item,
        "meta": reader._meta, "title": reader._start_title, "body": reader._body,
        "html": reader._html, "link": reader._link, "img": reader._image,
        "amp-img": reader._image, "input": reader._input, "time": reader._time,
        "abbr": reader._time, "/a": reader._end_link, "/b": reader._end_bold,
        "/strong": reader._end_bold, "/br": reader._break, "/title": reader._end_title,
        "/td": reader._end_cell, "/th": reader._end_cell, "/tr": reader._end_row,
        "/table": reader._end_table,
    }  # fmt: skip
    for name in BLOCKS:
        actions |= {name: reader._start, f"/{name}": reader._end}
    for name in ("span", "font", "label", "small"):
        actions |= {name: reader._start_span, f"/{name}": reader._end_span}
    actions |= dict.fromkeys([*CUT, "!--"], _cut)
    actions |= dict.fromkeys(HEADINGS, reader._start_heading)
    actions |= dict.fromkeys([f"/{name}" for name in HEADINGS], reader._end_heading)
    bare = reader._end  # it is handed the name without the slash
    return {n: (n.lstrip("/") if action is bare else n, action) for n, action in actions.items()}


_ACTIONS = _actions()
