"""Where an entry stands in TOML text: the standard library's parser tells values, not lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readiness_scan.manifests.documents import line_at, toml_without_comments

_HEADER = re.compile(r"^[ \t]*\[{1,2}([^\[\]\n]*)\]", re.MULTILINE)
_KEY_PART = re.compile(r""""([^"]*)"|'([^']*)'|([^\s."']+)""")


class TomlLines:
    """The lines of one document, found by path."""

    def __init__(self, text: str) -> None:
        self._text = toml_without_comments(text)
        self._headers = [(_parts(found[1]), found.span()) for found in _HEADER.finditer(self._text)]

    def line(self, path: Sequence[str], entry: str | None = None) -> int:
        """The 1-based line of the key at `path`, or of the string `entry` in its value; 1 where it is not found."""
        position, end, rest = self._table(tuple(path))
        for key in rest:
            found = re.compile(rf"""(?:^|[\s{{,.])(["']?){re.escape(key)}\1[ \t]*(?=[.=])""", re.MULTILINE).search(
                self._text, position, end
            )
            if found is None:
                break
            position = found.end()
        if entry is not None:
            quoted = re.compile(rf"""(["']){re.escape(entry)}\1""")
            found = quoted.search(self._text, position, end) or quoted.search(self._text)
            if found is not None:
                position = found.start()
        return line_at(self._text, position)

    def tables(self, path: Sequence[str]) -> list[int]:
        """The 1-based lines of the headers `[path]` and `[[path]]`, in order."""
        return [line_at(self._text, start) for parts, (start, _) in self._headers if parts == tuple(path)]

    def _table(self, path: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
        """Start and end of the innermost table on the way to `path`, and the keys that remain."""
        for length in range(len(path), 0, -1):
            for index, (parts, (_, start)) in enumerate(self._headers):
                if parts == path[:length]:
                    following = self._headers[index + 1 : index + 2]
                    end = following[0][1][0] if following else len(self._text)
                    return start, end, path[length:]
        return 0, len(self._text), path  # dotted keys at the top


def _parts(header: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _KEY_PART.findall(header))
