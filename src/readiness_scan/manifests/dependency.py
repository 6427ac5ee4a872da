"""One dependency as a manifest or lock file states it, and what a reader of such files is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple, TypeAlias

from packaging.utils import canonicalize_name


class ManifestDependency(NamedTuple):
    """A package that a manifest asks for, or that a lock file fixes."""

    ecosystem: str
    """What a language's imports refer to: `npm`, `pypi`, `go`, `gem`, `composer`, `maven`, `nuget`, `swift`, `pub`,
    `hex` or `cargo`."""
    name: str
    """The package's own name, whatever alias it is installed under, in the form of `normal_name`."""
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
    """`runtime`, `development`, `peer`, `optional`, `indirect` where another dependency asks for it, or `managed`
    where only the version is named, for the manifests that ask for the package."""


Wants: TypeAlias = Callable[[str, str], bool]
"""Is (ecosystem, normalised name) looked for?"""

Wanted: TypeAlias = Collection[tuple[str, str]] | Wants
"""The (ecosystem, normalised name) pairs that are looked for, or a question that answers it."""

Reader: TypeAlias = Callable[[str, str, Wants], Iterable[ManifestDependency]]
"""Reads the wanted dependencies of one file, given its path and its text. Raises `ValueError` where the text is broken
and `ImportError` where its grammar is not installed, after what could be read."""

_SWIFT_ORIGIN = re.compile(r"(?:[a-z+]+://)?(?:[^@/\s]+@)?", re.IGNORECASE)


def normal_name(ecosystem: str, name: str) -> str:
    """The one form of a package's name that manifests and rules agree on.

    Several registries may serve a language; their names differ in form. `maven` names are `group:artifact`, or the id
    of a Gradle plug-in; `nuget` names (lower-case) may be Unity's; `swift` names are a pod's, or a repository's
    address, in lower-case and without scheme and `.git`: `github.com/owner/name`.
    """
    match ecosystem:
        case "pypi":
            return canonicalize_name(name)
        case "composer" | "nuget":
            return name.lower()
        case "swift" if "/" in name or ":" in name:
            address = _SWIFT_ORIGIN.sub("", name.strip(), count=1).lower().rstrip("/").removesuffix(".git")
            host, colon, rest = address.partition(":")
            return f"{host}/{rest}" if colon and "/" not in host and not rest[:1].isdigit() else address
        case _:
            return name
