"""Which version a manifest's entry is installed at: what the nearest lock file says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readiness_scan.manifests.dependency import ManifestDependency
from readiness_scan.manifests.project import folders_above

_INSIDE_PROJECT = re.compile(r"(?:^|/)(?:[^/]+\.(?:xcodeproj|xcworkspace)|\.swiftpm)/.*")
_WORKSPACE = frozenset(
    {
        "Cargo.lock",
        "bun.lock",
        "mix.lock",
        "npm-shrinkwrap.json",
        "package-lock.json",
        "pnpm-lock.yaml",
        "pubspec.lock",
        "uv.lock",
        "yarn.lock",
    }
)
"""Lock files that may serve the packages in the folders below theirs; any other serves its own folder alone."""
_LEAST = frozenset({"maven", "nuget"})
"""Where a bare version is the least that will do, so that a lock file knows better."""


def with_locked_versions(dependencies: Iterable[ManifestDependency]) -> list[ManifestDependency]:
    """The dependencies, each of a manifest with its version where it is known.

    The nearest lock file that serves a manifest and holds the package decides; one that holds several versions of it
    decides nothing. A requirements file has no lock file.
    """
    found = list(dependencies)
    locked: dict[tuple[str, str, str], dict[str | None, bool]] = {}
    for item in found:
        if item.from_lock:
            folder, name = _home(item.manifest), item.manifest.rpartition("/")[2]
            versions = locked.setdefault((folder, item.ecosystem, item.name), {})
            versions[item.version] = name in _WORKSPACE or versions.get(item.version, False)
    return [item if item.from_lock else item._replace(version=_version(item, locked)) for item in found]


def _version(item: ManifestDependency, locked: dict[tuple[str, str, str], dict[str | None, bool]]) -> str | None:
    if (item.version is not None and item.ecosystem not in _LEAST) or item.manifest.endswith((".txt", ".in")):
        return item.version
    home = _home(item.manifest)
    for folder in folders_above(f"{home}/" if home else "."):
        written = locked.get((folder, item.ecosystem, item.name), {})
        versions = [version for version, serves_below in written.items() if serves_below or folder == home]
        if versions:
            known = versions[0] if len(versions) == 1 else None
            return known or item.version
    return item.version


def _home(path: str) -> str:
    """The folder that a manifest or lock file speaks for: an Xcode project keeps them further down."""
    inside = _INSIDE_PROJECT.search(path)
    return path[: inside.start()] if inside else path.rpartition("/")[0]
