"""Inline elements of a block that is being read: what is bold, and short texts of their own."""

from __future__ import annotations

import re
from typing import Any

from marsad.extract.blocks import BREAK, HEADINGS
from marsad.extract.soup import one_line

_LONGEST_PIECE = 60
_LEAST_TITLE = 15
_LATELY = 20  # letters
_FIGURES = re.compile(r"[\d\W]+")
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*block")


class Inline:
    """Notes the bold letters and the pieces of the block that is being read."""

    def __init__(self) -> None:
        # The open elements: name, start tag, container (-1 until it holds text).
        self._stack: list[list[Any]] = [["body", "", 0]]
        self.texts: list[str] = []  # of the block; emptied, never replaced
        self._folded = ("", "")  # a link's text, of which most blocks hold no more
        self._anchor: str | None = None  # the link that is open
        self._pieces: list[str] = []
        self._bold_depth = self._bold_start = self._bold = 0
        self._piece_start = -1
        self._link_pieces: list[str] = []  # of the open link
        self._pictured_link = False
        self._spans: list[bool] = []  # from the first open one on that is shown as a block

    def _break(self, _name: str, _tag: str) -> None:
        """A second break in a row ends a paragraph, a first one is a blank."""
        texts = self.texts
        if texts and (
            texts[-1] == BREAK or (len(texts) > 1 and texts[-1].isspace() and texts[-2] == BREAK)
        ):
            self.flush()
        texts.append(BREAK)

    def _start_bold(self, _name: str, _tag: str) -> None:
        if self.texts and self._stack[-1][0] in HEADINGS and self.texts[-1][-1:].isalpha():
            self.texts.append(" ")  # "مقالات<strong>ذات صلة</strong>", which a style sets apart
        if not self._bold_depth:
            self._bold_start = len(self.texts)
        self._bold_depth += 1

    def _end_bold(self, _name: str, _tag: str) -> None:
        if self._bold_depth:
            self._bold_depth -= 1
            if not self._bold_depth:
                bold = "".join(self.texts[self._bold_start :])
                self._bold += len(bold.strip())
                if self._anchor is not None or not self._bold_start:
                    self._note(bold)  # in front of others it is often a label

    def _start_span(self, _name: str, tag: str) -> None:
        if "block" in tag and _SHOWN_AS_BLOCK.search(tag):
            self.flush()
            self._spans.append(True)
        elif self._spans:
            self._spans.append(False)
        self._piece_start = len(self.texts)

    def _end_span(self, _name: str, _tag: str) -> None:
        """Note the text of an inline element that holds a short text and nothing else."""
        if self._spans and self._spans.pop():
            self.flush()
        if 0 <= self._piece_start == len(self.texts) - 1:
            self._note(self.texts[-1])
        self._piece_start = -1

    def _note(self, text: str) -> None:
        piece = " ".join(text.split())
        if self._anchor is not None:
            self._link_pieces.append(piece)
        elif 0 < len(piece) < _LONGEST_PIECE:
            self._pieces.append(piece)

    def _since(self, start: int) -> str:
        """Return the text from a place on, white space folded."""
        fresh = self.texts[start:]
        raw = fresh[0] if len(fresh) == 1 else "".join(fresh)
        text = one_line(raw)
        self._folded = raw, text
        return text

    def _lately(self) -> str:
        """Return the end of what was read of the block."""
        return "".join([text[-_LATELY:] for text in self.texts[-2:]]).strip()

    def _title_of_link(self, text: str) -> str:
        """Return the headline among the parts of a link that is a card, else its whole text."""
        parts = [piece for piece in self._link_pieces if piece]
        first = parts[0] if len(parts) == 1 else ""
        rest = text.removeprefix(first).strip()
        if first and len(rest) < len(text) and len(first) < _LEAST_TITLE <= len(rest):
            return rest if any(map(str.isdigit, first)) else text  # a stamp before the headline
        if len(parts) < 2 and not (parts and self._pictured_link):
            return text
        titles = [
            part
            for part in parts
            if len(part) >= _LEAST_TITLE and " " in part and not _FIGURES.fullmatch(part)
        ]
        return titles[0] if titles else text

    def flush(self) -> None:
        """End a block."""
        raise NotImplementedError
