"""pubspec.yaml and pubspec.lock: what a Dart or Flutter package asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.versions import pinned_version
from readiness_scan.manifests.yaml_entries import Entry, yaml_entries

_GROUPS = {"dependencies": "runtime", "dev_dependencies": "development"}
_SOURCES = ("version", "git", "path", "hosted")
_LOCKED_NAME = re.compile(r"  (\w+):\s*")
_LOCKED_KIND = re.compile(r'    dependency:\s*"?([\w ]+)"?\s*')
_LOCKED_VERSION = re.compile(r'    version:\s*"?(\d[^"\s]*)"?\s*')
_LOCKED_GROUPS = {"direct main": "runtime", "direct dev": "development"}


class _Locked(NamedTuple):
    name: str
    line: int
    group: str


def read_pubspec(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages of the dependency tables. An override belongs to a dependency and is not one itself."""
    found: dict[tuple[str, str], list[Entry]] = {}
    problem: ValueError | None = None
    try:
        for entry in yaml_entries(text, depth=4):
            if len(entry.path) >= 2 and entry.path[0] in _GROUPS and wants("pub", entry.path[1]):
                found.setdefault((entry.path[0], entry.path[1]), []).append(entry)
    except ValueError as broken:
        problem = broken
    for (section, name), entries in found.items():
        constraints = {entry.path[2:]: entry.value for entry in entries if entry.value}
        written = constraints.get(()) or next(
            (value for source in _SOURCES for keys, value in constraints.items() if keys[0] == source), None
        )
        version = pinned_version(written, "")
        line = entries[0].line
        yield ManifestDependency("pub", name, written, version, path, line, False, _GROUPS[section])
    if problem is not None:
        raise problem


def own_pub_name(text: str) -> str | None:
    """The `name` of a pubspec."""
    try:
        return next((entry.value for entry in yaml_entries(text, depth=1) if entry.path == ("name",)), None)
    except ValueError:
        return None


def read_pubspec_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at the version that is installed: lines that the package manager writes."""
    package: _Locked | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if name := _LOCKED_NAME.fullmatch(line):
            package = _Locked(name[1], number, "indirect") if wants("pub", name[1]) else None
        elif package is not None and (kind := _LOCKED_KIND.fullmatch(line)):
            package = package._replace(group=_LOCKED_GROUPS.get(kind[1], "indirect"))
        elif package is not None and (version := _LOCKED_VERSION.fullmatch(line)):
            yield ManifestDependency("pub", package.name, None, version[1], path, package.line, True, package.group)
            package = None
