"""project.pbxproj: the Swift packages that an Xcode project asks for. Xcode writes it, one property a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants, normal_name
from readiness_scan.manifests.versions import plain_version

_START = re.compile(r"\s*\w+(?:\s*/\*.*?\*/)?\s*=\s*\{\s*")
_PROPERTY = re.compile(r'\s*(\w+)\s*=\s*"?([^";{]*)"?;\s*')
_OPENS, _CLOSES = re.compile(r".*\{\s*"), re.compile(r"\s*\}[;,]?\s*")
_KIND = "XCRemoteSwiftPackageReference"


def read_xcode_project(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages."""
    start, depth = 0, 0
    properties: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if depth == 0 and _KIND in line and _START.fullmatch(line):
            start, depth, properties = number, 1, {}
        elif depth == 0:
            continue
        elif _OPENS.fullmatch(line):
            depth += 1
        elif _CLOSES.fullmatch(line):
            depth -= 1
            name = normal_name("swift", properties.get("repositoryURL", "")) if depth == 0 else ""
            if name and properties.get("isa") == _KIND and wants("swift", name):
                yield _dependency(path, start, name, properties)
        elif found := _PROPERTY.fullmatch(line):
            properties[found[1]] = found[2].strip()


def _dependency(path: str, line: int, name: str, properties: dict[str, str]) -> ManifestDependency:
    kind = properties.get("kind", "")
    limits = (properties.get(key) for key in ("version", "minimumVersion", "branch", "revision"))
    limit = next((each for each in limits if each), "")
    version = plain_version(limit) if kind == "exactVersion" else None
    return ManifestDependency("swift", name, f"{kind} {limit}".strip() or None, version, path, line, False, "runtime")
