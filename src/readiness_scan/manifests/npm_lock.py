"""package-lock.json and npm-shrinkwrap.json, versions 1 to 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import line_at, mapping, parse_json, table

_INSTALLED_UNDER = "node_modules/"
_FLAGS = {"dev": "development", "devOptional": "development", "optional": "optional", "peer": "peer"}
_MAX_DEPTH = 64


def read_npm_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at each version that is installed."""
    document = parse_json(text)
    packages = table(document, "packages")
    if packages:
        yield from _flat(path, text, packages, wants)
    else:
        yield from _nested(path, text, document, wants)


def _flat(path: str, text: str, packages: Mapping[str, Any], wants: Wants) -> Iterator[ManifestDependency]:
    """Versions 2 and 3: one table, keyed by the folder of installation."""
    for folder, value in packages.items():
        entry = mapping(value)
        _, installed, name = folder.rpartition(_INSTALLED_UNDER)
        name = entry["name"] if isinstance(entry.get("name"), str) else name
        if not installed or entry.get("link") is True or not wants("npm", name):
            continue
        found = re.search(rf'"{re.escape(folder)}"\s*+:', text)
        yield _dependency(path, name, entry, line_at(text, found.start() if found else 0))


def _nested(path: str, text: str, document: Mapping[str, Any], wants: Wants) -> Iterator[ManifestDependency]:
    """Version 1: tables within tables. The nth entry of a name in the tree is the nth in the text."""
    places: dict[str, Iterator[re.Match[str]]] = {}
    for name, entry in _walk(document, 0):
        if not wants("npm", name):
            continue
        # `requires` repeats the name with a string; an installed package is an object.
        if name not in places:
            places[name] = re.finditer(rf'"{re.escape(name)}"\s*+:\s*+\{{', text)
        found = next(places[name], None)
        yield _dependency(path, name, entry, line_at(text, found.start() if found else 0))


def _walk(document: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if depth > _MAX_DEPTH:
        return
    for name, value in table(document, "dependencies").items():
        entry = mapping(value)
        if entry:
            yield name, entry
            yield from _walk(entry, depth + 1)


def _dependency(path: str, name: str, entry: Mapping[str, Any], line: int) -> ManifestDependency:
    version = entry.get("version")
    group = next((group for flag, group in _FLAGS.items() if entry.get(flag) is True), "runtime")
    exact = version if isinstance(version, str) and version[:1].isdigit() else None
    return ManifestDependency("npm", name, None, exact, path, line, True, group)
