"""yarn.lock, classic and berry. Both are blocks: a line of descriptors, then indented properties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.package_json import unaliased

_DESCRIPTOR = re.compile(r"((?:@[^/@\s]+/)?[^@\s]+)@(.*)")
_VERSION = re.compile(r"""\s+"?version"?:?\s+"?([^"\s]+)""")
_LOCAL = ("workspace:", "link:", "portal:")


def read_yarn_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at each version that is installed, once per version: a patched one has two blocks."""
    seen: set[tuple[str, str]] = set()
    name: str | None = None
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line[:1] not in ("", " ", "#", "\r", "\t", ":"):
            name, start = _package(line), number
            if name is not None and not wants("npm", name):
                name = None
        elif name is not None and (version := _VERSION.match(line)):
            if (name, version[1]) not in seen:
                seen.add((name, version[1]))
                yield ManifestDependency("npm", name, None, version[1], path, start, True, "runtime")
            name = None


def _package(line: str) -> str | None:
    """The package of a block's first line; none for the tree's own packages and for anything else."""
    # A key that is too long for YAML's short form starts with a question mark.
    first = line.removeprefix("? ").replace('"', "").rstrip().removesuffix(":").partition(", ")[0]
    descriptor = _DESCRIPTOR.fullmatch(first)
    if descriptor is None or descriptor[2].startswith(_LOCAL):
        return None
    return unaliased(descriptor[1], descriptor[2])[0]
