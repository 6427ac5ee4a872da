"""The files of one tree as import systems see them: lookups by path, documents read once."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from readiness_scan.manifests.documents import decoded, parse_json, parse_toml

Read = Callable[[str], bytes | None]


class FileTree:
    """A fixed set of files, with their contents on demand. Folders are written without a slash; `""` is the root."""

    def __init__(self, files: Collection[str], read: Read) -> None:
        self.files = frozenset(files)
        self._read = read
        self._documents: dict[str, Mapping[str, Any]] = {}

    def text(self, path: str) -> str:
        """A file's text; empty where it is absent or cannot be read."""
        data = self._read(path) if path in self.files else None
        return decoded(data) if data is not None else ""

    def document(self, path: str) -> Mapping[str, Any]:
        """The object in a JSON (comments allowed) or TOML file; empty where it is absent or broken."""
        if path not in self._documents:
            parse = parse_toml if path.endswith(".toml") else parse_json
            self._documents[path] = parse(self.text(path))
        return self._documents[path]


def folder_of(path: str) -> str:
    """The folder that a file or folder stands in."""
    return path.rpartition("/")[0]


def inside(folder: str, name: str) -> str:
    """A name within a folder."""
    return f"{folder}/{name}" if folder else name


def joined(folder: str, relative: str) -> str | None:
    """A relative path seen from a folder, without `.` and `..`; none where it leaves the root."""
    path = posixpath.normpath(inside(folder, relative.lstrip("/")))
    if path == ".." or path.startswith("../"):
        return None
    return "" if path == "." else path


def ancestry(folder: str) -> Iterator[str]:
    """A folder, then its ancestors up to the root."""
    while folder:
        yield folder
        folder = folder_of(folder)
    yield ""


def is_within(path: str, folder: str) -> bool:
    """Is a path the folder, or below it?"""
    return not folder or path == folder or path.startswith(f"{folder}/")


def shared_depth(one: str, other: str) -> int:
    """How many leading parts two paths have in common."""
    depth = 0
    for a, b in zip(one.split("/"), other.split("/"), strict=False):
        if a != b:
            break
        depth += 1
    return depth
