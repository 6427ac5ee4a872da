"""Where an entry stands in TOML text: the standard library's parser tells values, not lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from readiness_scan.manifests.documents import Lines, toml_without_comments

_HEADER = re.compile(r"^[ \t]*\[{1,2}([^\[\]\n]*)\]", re.MULTILINE)
_STRING = re.compile(r""""([^"\n]*)"|'([^'\n]*)'""")
_KEY = re.compile(r"""(?:^|[\s{,.])(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))[ \t]*(?=[.=])""", re.MULTILINE)
_KEY_PART = re.compile(r""""([^"]*)"|'([^']*)'|([^\s."']+)""")


class TomlLines:
    """The lines of one document, found by path."""

    def __init__(self, text: str) -> None:
        self._text = toml_without_comments(text)
        self._lines = Lines(text)
        headers = [(_parts(found[1]), found.span()) for found in _HEADER.finditer(self._text)]
        self._tables: dict[tuple[str, ...], tuple[int, int]] = {}
        """Where the first table of each path starts and ends."""
        self._places: dict[tuple[str, ...], list[int]] = {}
        for index, (parts, (start, content)) in enumerate(headers):
            end = headers[index + 1][1][0] if index + 1 < len(headers) else len(self._text)
            self._tables.setdefault(parts, (content, end))
            self._places.setdefault(parts, []).append(start)

    def line(self, path: Sequence[str], entry: str | None = None) -> int:
        """The 1-based line of the key at `path`, or of the string `entry` in its value; 1 where it is not found."""
        position, end, rest = self._table(tuple(path))
        for key in rest:
            found = _first(self._keys.get(key, ()), position, end)
            if found is None:
                break
            position = found
        if entry is not None and (places := self._strings.get(entry)):
            within = _first(places, position, end)
            position = places[0] if within is None else within
        return self._lines.at(position)

    def tables(self, path: Sequence[str]) -> list[int]:
        """The 1-based lines of the headers `[path]` and `[[path]]`, in order."""
        return [self._lines.at(start) for start in self._places.get(tuple(path), ())]

    @cached_property
    def _keys(self) -> dict[str, list[int]]:
        """Where each key ends."""
        places: dict[str, list[int]] = {}
        for found in _KEY.finditer(self._text):
            key = next(part for part in found.groups() if part is not None)
            places.setdefault(key, []).append(found.end())
        return places

    @cached_property
    def _strings(self) -> dict[str, list[int]]:
        """Where each string stands, as it is written."""
        places: dict[str, list[int]] = {}
        for found in _STRING.finditer(self._text):
            places.setdefault(found[1] if found[1] is not None else found[2], []).append(found.start())
        return places

    def _table(self, path: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
        """Start and end of the innermost table on the way to `path`, and the keys that remain."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._tables:
                return *self._tables[path[:length]], path[length:]
        return 0, len(self._text), path  # dotted keys at the top


def _first(places: Sequence[int], start: int, end: int) -> int | None:
    """The first of the places, which are in order, that lies in a range."""
    index = bisect_left(places, start)
    return places[index] if index < len(places) and places[index] <= end else None


def _parts(header: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _KEY_PART.findall(header))
