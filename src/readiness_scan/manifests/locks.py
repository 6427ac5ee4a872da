"""Which version a manifest's entry is installed at: what the nearest lock file says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readiness_scan.manifests.dependency import ManifestDependency
from readiness_scan.manifests.project import folders_above

_INSIDE_PROJECT = re.compile(r"(?:^|/)(?:[^/]+\.(?:xcodeproj|xcworkspace)|\.swiftpm)/.*")
_LEAST = frozenset({"maven", "nuget"})
"""Where a bare version is the least that will do, so that a lock file knows better."""


def with_locked_versions(dependencies: Iterable[ManifestDependency]) -> list[ManifestDependency]:
    """The dependencies, each of a manifest with its version where it is known.

    A lock file serves the folder that it stands in and those below. The nearest one that holds the package decides; one
    that holds several versions of it decides nothing.
    """
    found = list(dependencies)
    locked: dict[tuple[str, str, str], set[str | None]] = {}
    for item in found:
        if item.from_lock:
            locked.setdefault((_home(item.manifest), item.ecosystem, item.name), set()).add(item.version)
    return [item if item.from_lock else item._replace(version=_version(item, locked)) for item in found]


def _version(item: ManifestDependency, locked: dict[tuple[str, str, str], set[str | None]]) -> str | None:
    if item.version is not None and item.ecosystem not in _LEAST:
        return item.version
    home = _home(item.manifest)
    for folder in folders_above(f"{home}/" if home else "."):
        versions = locked.get((folder, item.ecosystem, item.name))
        if versions is not None:
            known = next(iter(versions)) if len(versions) == 1 else None
            return known or item.version
    return item.version


def _home(path: str) -> str:
    """The folder that a manifest or lock file speaks for: an Xcode project keeps them further down."""
    inside = _INSIDE_PROJECT.search(path)
    return path[: inside.start()] if inside else path.rpartition("/")[0]
