"""The data that pages bring along for their own programs: JSON, Nuxt's flat lists, JavaScript.

Nothing is run. JavaScript is read as far as it is literals, and the names of a function's arguments
(`(function(a,b){return {title:a,…}}("…",1))`); what is more than that is no data. All of it is
bounded: in length, in depth and in the number of values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson

LONGEST = 2_000_000
"""Characters of one script that are looked at."""

_MOST_SCRIPTS = 4
_DEEPEST, _MOST_VALUES = 60, 50_000
_DATA = re.compile(r"id\s*=\s*[\"']?__N(?:EXT|UXT)_DATA__")
_ASSIGNED = re.compile(r"\s*+(?:window|self|globalThis)?\.?(__[A-Z_]{3,40}__)\s*+=\s*+")
_FUNCTION = re.compile(r"\(?function\(([\w$,\s]*+)\)\s*+\{\s*+return\s*+")
_TOKEN = re.compile(
    # A text that does not end reaches to the end: looked for again at each mark in it, it would
    # take for ever.
    r"\"(?:[^\"\\]++|\\.)*+(?:\"|\\?\Z)|'(?:[^'\\]++|\\.)*+(?:'|\\?\Z)|[\w$.+-]++|\S",
    re.DOTALL,
)
_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPED = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "\n": ""}


def page_data(pieces: Sequence[str]) -> Iterator[Any]:
    """Yield what the scripts of a page hold for its own program, as plain values.

    `pieces` are those that the page is cut into at each "<".
    """
    places = (at for at, piece in enumerate(pieces) if "__" in piece and piece[:6] == "script")
    for at in islice(places, _MOST_SCRIPTS):
        tag, _, text = pieces[at].partition(">")
        end = next((n for n in range(at + 1, len(pieces)) if pieces[n][:7] == "/script"), at + 1)
        content = "<".join([text, *pieces[at + 1 : end]])
        if len(content) > LONGEST:
            continue
        value = _value_of(tag, content)
        if value is not None:
            yield value


def _value_of(tag: str, content: str) -> Any:
    """Return the value of one script; None where it is none that is known."""
    assigned = _ASSIGNED.match(content)
    try:
        if _DATA.search(tag):
            value = orjson.loads(content)
            return _Revived(value).root() if isinstance(value, list) else value
        return _script_value(content[assigned.end() :]) if assigned else None
    except ValueError:  # what `orjson` raises is one, too
        return None


class _Revived:
    """Nuxt's list of values, in which objects and lists name their values by place."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = values
        self._left = _MOST_VALUES

    def root(self) -> Any:
        return self._value(0, _DEEPEST)

    def _value(self, place: Any, depth: int) -> Any:
        self._left -= 1
        if not isinstance(place, int) or not 0 <= place < len(self._values):
            return None
        if depth <= 0 or self._left <= 0:
            return None
        value = self._values[place]
        if isinstance(value, dict):
            return {name: self._value(inner, depth - 1) for name, inner in value.items()}
        if not isinstance(value, list):
            return value
        if value and isinstance(value[0], str):  # ["Reactive", 4], ["Date", "2024-11-12T…"]
            return value[-1] if value[0] == "Date" else self._value(value[-1], depth - 1)
        return [self._value(inner, depth - 1) for inner in value]


def _script_value(source: str) -> Any:
    """Return the value that a script assigns.

    Raises:
        ValueError: it is more than literals.
    """
    function = _FUNCTION.match(source)
    start = function.end() if function else 0
    tokens = [match[0] for match in _TOKEN.finditer(source, start)]
    if function is None:
        return _Literals(tokens, {}).value(_DEEPEST)
    # What the arguments are stands behind the body, at the end of which its brace closes.
    depth, end = 1, 0
    while depth and end < len(tokens):
        depth += (tokens[end] == "{") - (tokens[end] == "}")
        end += 1
    names = [name.strip() for name in function[1].split(",") if name.strip()]
    while end < len(tokens) and tokens[end] == ")":  # `(function(){…})(…)`
        end += 1
    given = _Literals(["[", *tokens[end + 1 :]], {}).value(_DEEPEST, closing=")")
    return _Literals(tokens, dict(zip(names, given, strict=False))).value(_DEEPEST)


class _Literals:
    """Reads a literal off its tokens."""

    def __init__(self, tokens: Sequence[str], names: Mapping[str, Any]) -> None:
        self._tokens, self._names, self._at = tokens, names, 0

    def value(self, depth: int, *, closing: str = "]") -> Any:
        """Return the next value; a list ends at `closing`."""
        word = self._take()
        if depth <= 0:
            raise ValueError("literals too deep")
        if word == "{":
            return self._object(depth)
        if word == "[":
            return self._list(depth, closing)
        if word[0] in "\"'":
            return _text(word)
        if word == "!":  # !0 and !1 are what minifiers write
            return self._take() == "0"
        if word == "void":
            self._take()
            return None
        if word in _WORDS or word in self._names:
            return _WORDS.get(word, self._names.get(word))
        return float(word) if "." in word or "e" in word else int(word)

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (word := self._take()) != "}":
            if word == ",":
                continue
            if self._take() != ":":
                raise ValueError("no literal")
            found[_text(word) if word[0] in "\"'" else word] = self.value(depth - 1)
        return found

    def _list(self, depth: int, closing: str) -> list[Any]:
        found: list[Any] = []
        while self._peek() != closing:
            if self._peek() == ",":
                self._at += 1
            else:
                found.append(self.value(depth - 1))
        self._at += 1
        return found

    def _peek(self) -> str:
        if self._at >= len(self._tokens):
            raise ValueError("the literal does not end")
        return self._tokens[self._at]

    def _take(self) -> str:
        word = self._peek()
        self._at += 1
        return word


def _text(token: str) -> str:
    """Return what a quoted text means."""
    return (
        _ESCAPED.sub(_character, token[1:-1])
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


def _character(match: re.Match[str]) -> str:
    escape = match[1]
    if len(escape) > 1:
        return chr(int(escape[1:], 16))
    return _MEANT.get(escape, escape)
