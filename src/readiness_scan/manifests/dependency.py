"""One dependency as a manifest or lock file states it, and what a reader of such files is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, TypeAlias


class ManifestDependency(NamedTuple):
    """A package that a manifest asks for, or that a lock file fixes."""

    ecosystem: str
    """`npm`, `pypi` or `go`."""
    name: str
    """The package's own name, whatever alias it is installed under; PEP 503 form for `pypi`."""
    specifier: str | None
    """The range, URL or tag as written; none where there is none, and in lock files."""
    version: str | None
    """The exact version, where a lock file or an exact pin says it."""
    manifest: str
    """The file's path, as handed in."""
    line: int
    """Where the entry starts, 1-based."""
    from_lock: bool
    group: str
    """`runtime`, `development`, `peer`, `optional`, or `indirect` where another dependency asks for it."""


Wants: TypeAlias = Callable[[str, str], bool]
"""Is (ecosystem, normalised name) looked for?"""

Wanted: TypeAlias = Collection[tuple[str, str]] | Wants
"""The (ecosystem, normalised name) pairs that are looked for, or a question that answers it."""

Reader: TypeAlias = Callable[[str, str, Wants], Iterable[ManifestDependency]]
"""Reads the wanted dependencies of one file, given its path and its text."""
