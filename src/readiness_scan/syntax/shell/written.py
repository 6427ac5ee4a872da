"""Objects that are written as text: JSON in a word, a heredoc or a program of `jq`, with values filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from readiness_scan.facts import Constant, Entry, ListLit, ObjectLit, Opaque, Spread, Str, Template, Value
from readiness_scan.syntax.texts import joined

MAX_NESTING = 40
"""Objects in objects; what is nested deeper is no object."""
MAX_HOLES = 500
"""Values that are filled into one text."""
_FIRST = 0xE000
"""The first of the characters that stand for what is filled in; no text that people write holds them."""
_HOLE = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + MAX_HOLES)}]")
_SPACE = re.compile(r"\s*")
_PLAIN = re.compile(rf"[^\s,:{{}}\[\]\"'{chr(_FIRST)}-{chr(_FIRST + MAX_HOLES)}]+")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


class _NoObjectError(Exception):
    """The text is none."""


class _Read(NamedTuple):
    value: Value
    end: int


def written(value: Value, start: int, variables: Mapping[str, Value] | None = None) -> Value | None:
    """The object or list that a text is, its entries placed at `start`; none where it is neither.

    With `variables` the text is a program of jq, in which keys stand bare and `$name` is a variable.
    """
    parts = value.parts if isinstance(value, Template) else (value,)
    head = parts[0]
    if not isinstance(head, Str) or head.text.lstrip()[:1] not in ("{", "[") or len(parts) > 2 * MAX_HOLES:
        return None
    holes: list[Value] = []
    text = ""
    for part in parts:
        if isinstance(part, Str):
            text += part.text
        else:
            text += chr(_FIRST + len(holes))
            holes.append(part)
    reading = _Reading(text, holes, start, variables)
    try:
        found = reading.value(0, 0)
    except _NoObjectError:
        return None
    return found.value if reading.after(found.end) == len(text) else None


class _Reading:
    def __init__(self, text: str, holes: list[Value], start: int, variables: Mapping[str, Value] | None) -> None:
        self.text = text
        self.holes = holes
        self.start = start
        self.variables = variables

    def after(self, place: int) -> int:
        """Behind white space."""
        found = _SPACE.match(self.text, place)
        return found.end() if found is not None else place

    def value(self, place: int, depth: int) -> _Read:
        place = self.after(place)
        first = self.text[place : place + 1]
        if not first or depth > MAX_NESTING:
            raise _NoObjectError
        if first == "{":
            return self._object(place + 1, depth)
        if first == "[":
            return self._list(place + 1, depth)
        return self._scalar(place)

    def _scalar(self, place: int) -> _Read:
        string = _STRING.match(self.text, place)
        if string is not None:
            return _Read(self._filled(string[1]), string.end())
        if _HOLE.match(self.text, place):
            return _Read(self.holes[ord(self.text[place]) - _FIRST], place + 1)
        plain = _PLAIN.match(self.text, place)
        if plain is None:
            raise _NoObjectError
        if self.variables is not None and plain[0].startswith("$"):
            return _Read(self.variables.get(plain[0][1:], Opaque("a variable")), plain.end())
        return _Read(Constant(plain[0]), plain.end())

    def _filled(self, text: str) -> Value:
        parts: list[Value] = []
        end = 0
        for hole in _HOLE.finditer(text):
            parts += (Str(_ESCAPE.sub(_unescaped, text[end : hole.start()])), self.holes[ord(hole[0]) - _FIRST])
            end = hole.end()
        parts.append(Str(_ESCAPE.sub(_unescaped, text[end:])))
        known = [part for part in parts if part != Str("")]
        return known[0] if len(known) == 1 else joined(known)

    def _list(self, place: int, depth: int) -> _Read:
        items: list[Value] = []
        place = self.after(place)
        while self.text[place : place + 1] != "]":
            item = self.value(place, depth + 1)
            items.append(item.value)
            place = self._next(item.end, "]")
        return _Read(ListLit(tuple(items)), place + 1)

    def _object(self, place: int, depth: int) -> _Read:
        entries: list[Entry] = []
        place = self.after(place)
        while self.text[place : place + 1] != "}":
            key = self._scalar(place)
            name = key.value.text if isinstance(key.value, Str | Constant) else None
            colon = self.after(key.end)
            if _HOLE.match(self.text, place) and self.text[colon : colon + 1] in (",", "}"):  # `{$entries}`
                entries.append(Entry(None, Spread(key.value), self.start))
                place = self._next(key.end, "}")
                continue
            if self.text[colon : colon + 1] == ":":
                item = self.value(colon + 1, depth + 1)
            elif self.variables is not None:  # `{$name}`
                name = self.text[place : key.end].removeprefix("$")
                item = key
            else:
                raise _NoObjectError
            entries.append(Entry(name, item.value, self.start))
            place = self._next(item.end, "}")
        return _Read(ObjectLit(tuple(entries)), place + 1)

    def _next(self, place: int, closing: str) -> int:
        place = self.after(place)
        if self.text[place : place + 1] == ",":
            return self.after(place + 1)
        if self.text[place : place + 1] != closing:
            raise _NoObjectError
        return place


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _ESCAPES.get(match[2], match[2])
