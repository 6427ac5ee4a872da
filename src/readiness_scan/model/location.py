"""Where something stands in a file."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of one file, as the parser counts: byte offsets into its UTF-8 text, end exclusive."""

    start: int
    end: int


class Location(NamedTuple):
    """A stretch of one file, as people count: 1-based lines and columns, columns in characters.

    `path` is POSIX, relative to the reading root inside the pipeline and to the reporting root in a report.
    `end_column` is the column just past the last character.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The one conversion from what the parser counts to what people count, for one file's UTF-8 text."""

    __slots__ = ("_data", "_starts")

    def __init__(self, data: bytes) -> None:
        self._data = data
        starts = [0]
        position = data.find(b"\n")
        while position >= 0:
            starts.append(position + 1)
            position = data.find(b"\n", position + 1)
        self._starts = starts

    def point(self, offset: int) -> tuple[int, int]:
        """1-based line and 1-based column in characters of a byte offset."""
        line = bisect_right(self._starts, offset)
        before = self._data[self._starts[line - 1] : offset]
        return line, len(before.decode("utf-8", "replace")) + 1

    def location(self, path: str, span: Span) -> Location:
        """The span as a location in `path`."""
        return Location(path, *self.point(span.start), *self.point(span.end))
