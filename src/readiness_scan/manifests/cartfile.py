"""Cartfile and Cartfile.resolved: one dependency a line, by the address of its repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants, normal_name
from readiness_scan.manifests.versions import pinned_version, plain_version

_LINE = re.compile(r'\s*(github|git|binary)\s+"([^"]+)"([^#]*)')


def read_cartfile(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted repositories."""
    for line, name, written in _entries(text, wants):
        specifier = written.strip('"') or None
        version = pinned_version(specifier, "==")
        yield ManifestDependency("swift", name, specifier, version, path, line, False, "runtime")


def read_cartfile_resolved(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted repositories at the version that is built."""
    for line, name, written in _entries(text, wants):
        version = plain_version(written.strip('"'))
        yield ManifestDependency("swift", name, None, version, path, line, True, "runtime")


def _entries(text: str, wants: Wants) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.match(line)
        if found is None:
            continue
        address = f"github.com/{found[2]}" if found[1] == "github" and "://" not in found[2] else found[2]
        name = normal_name("swift", address)
        if wants("swift", name):
            yield number, name, found[3].strip()
