"""Inline elements of a block that is being read: what is bold, and short texts of their own."""

from __future__ import annotations

_LONGEST_PIECE = 60


class Inline:
    """Notes the bold letters and the pieces of the block that is being read."""

    def __init__(self) -> None:
        self.texts: list[str] = []  # of the block; emptied, never replaced
        self._anchor: str | None = None  # the link that is open
        self._pieces: list[str] = []
        self._bold_depth = self._bold_start = self._bold = 0
        self._piece_start = -1

    def _start_bold(self, _name: str, _tag: str) -> None:
        if not self._bold_depth:
            self._bold_start = len(self.texts)
        self._bold_depth += 1

    def _end_bold(self, _name: str, _tag: str) -> None:
        if self._bold_depth:
            self._bold_depth -= 1
            if not self._bold_depth:
                self._bold += len("".join(self.texts[self._bold_start :]).strip())

    def _start_span(self, _name: str, _tag: str) -> None:
        self._piece_start = len(self.texts)

    def _end_span(self, _name: str, _tag: str) -> None:
        """Note the text of an inline element that holds a short text and nothing else."""
        if 0 <= self._piece_start == len(self.texts) - 1 and self._anchor is None:
            piece = " ".join(self.texts[-1].split())
            if 0 < len(piece) < _LONGEST_PIECE:
                self._pieces.append(piece)
        self._piece_start = -1
