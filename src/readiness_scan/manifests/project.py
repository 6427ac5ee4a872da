"""The other files of a tree, as far as a manifest takes versions from them: parents, catalogues, properties."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from re import Pattern
from typing import TypeVar, cast

from readiness_scan.manifests.documents import decoded

Parsed = TypeVar("Parsed")
MAX_BYTES = 1024 * 1024
"""Larger files hold no versions that people wrote."""


class Project:
    """The files of one tree by path, read and parsed once, when a manifest refers to them.

    Args:
        files: every path, POSIX.
        read: gives a file's bytes; none where they can't be had.
    """

    def __init__(self, files: Collection[str] = (), read: Callable[[str], bytes | None] = lambda _path: None) -> None:
        self.files = frozenset(files)
        self._read = read
        self._parsed: dict[tuple[str, str], object] = {}
        self._matching: dict[Pattern[str], list[str]] = {}

    def parsed(self, path: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """What `parse` makes of a file's text, made once; none where there is no such file, or it raises."""
        key = (f"{parse.__module__}.{parse.__qualname__}", path)
        if key not in self._parsed:
            self._parsed[key] = self._made(path, parse)
        return cast("Parsed | None", self._parsed[key])

    def _made(self, path: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        data = self._read(path) if path in self.files else None
        if data is None or len(data) > MAX_BYTES:
            return None
        try:
            return parse(decoded(data))
        except (ValueError, ImportError):
            return None  # the file is a manifest itself, and says so there

    def above(self, path: str, *names: str) -> Iterator[str]:
        """The files of these names in the folder of `path` and in those above it, nearest first."""
        for folder in folders_above(path):
            prefix = f"{folder}/" if folder else ""
            yield from (found for name in names if (found := prefix + name) in self.files)

    def beside(self, folder: str, suffixes: tuple[str, ...]) -> list[str]:
        """The files of a folder whose name ends so, in order."""
        return [path for path in self._by_folder.get(folder, ()) if path.endswith(suffixes)]

    def matching(self, pattern: Pattern[str]) -> list[str]:
        """The files whose whole path is of a form, in order."""
        if pattern not in self._matching:
            self._matching[pattern] = sorted(path for path in self.files if pattern.fullmatch(path))
        return self._matching[pattern]

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        folders: dict[str, list[str]] = {}
        for path in sorted(self.files):
            folders.setdefault(path.rpartition("/")[0], []).append(path)
        return folders


def folders_above(path: str) -> Iterator[str]:
    """The folder of a file, then those above it; `""` is the root."""
    while path:
        path = path.rpartition("/")[0]
        yield path
