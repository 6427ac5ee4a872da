"""packages.lock.json of NuGet, and Unity's Packages/manifest.json with its lock file."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, key_offsets, load_json, mapping, table
from readiness_scan.manifests.versions import plain_version

_GROUPS = {"Direct": "runtime"}


def read_nuget_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at the version that is installed, once per version."""
    document = load_json(text)
    offsets: dict[tuple[str, ...], int] = {}
    lines: Lines | None = None
    seen: set[tuple[str, str]] = set()
    for framework in table(document, "dependencies"):
        for key, value in table(document, "dependencies", framework).items():
            entry, name = mapping(value), key.lower()
            version = entry.get("resolved")
            if not isinstance(version, str) or (name, version) in seen or not wants("nuget", name):
                continue
            seen.add((name, version))
            offsets, lines = offsets or key_offsets(text, depth=3), lines or Lines(text)
            line = lines.at(offsets.get(("dependencies", framework, key)))
            group = _GROUPS.get(str(entry.get("type")), "indirect")
            yield ManifestDependency("nuget", name, None, version, path, line, True, group)


def read_unity_manifest(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages that Unity's package manager installs; it names exact versions or sources."""
    for name, written, line in _unity(text, wants):
        yield ManifestDependency("nuget", name, written, plain_version(written), path, line, False, "runtime")


def read_unity_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at the version that is installed."""
    for name, written, line in _unity(text, wants):
        if version := plain_version(written):
            yield ManifestDependency("nuget", name, None, version, path, line, True, "runtime")


def _unity(text: str, wants: Wants) -> Iterator[tuple[str, str | None, int]]:
    offsets: dict[tuple[str, ...], int] = {}
    lines: Lines | None = None
    for key, value in table(load_json(text), "dependencies").items():
        name = key.lower()
        if not wants("nuget", name):
            continue
        written = mapping(value).get("version", value)
        offsets, lines = offsets or key_offsets(text, depth=2), lines or Lines(text)
        yield name, written if isinstance(written, str) else None, lines.at(offsets.get(("dependencies", key)))
