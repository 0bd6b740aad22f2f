"""The element that holds an article's sentences: while it is open, the article may go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Home:
    """Follows the sentences through the open elements of a page."""

    __slots__ = ("_depth", "_outer", "_row")

    def __init__(self) -> None:
        self._row: Any = None  # the element, by identity
        self._depth = 0
        self._outer: Any = None  # around it, while there was one sentence only

    def is_open(self, stack: Sequence[Any]) -> bool:
        """Say whether the element is among the open ones."""
        at = self._depth
        if at < len(stack) and stack[at] is self._row:
            return True
        return self._outer is not None and 1 < at <= len(stack) and stack[at - 1] is self._outer

    def settle(self, stack: Sequence[Any]) -> None:
        """Note the element of a sentence, whose own is the innermost of the open ones."""
        first = self._row is None
        if not first and self._depth < len(stack) and stack[self._depth] is self._row:
            self._outer = None
            return
        # The first one's parent; where that is closed, paragraphs have wrappers of their own.
        self._depth = max(len(stack) - (2 if first else 3), 0)
        self._row = stack[self._depth]
        self._outer = stack[self._depth - 1] if first and self._depth else None
