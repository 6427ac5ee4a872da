"""package-lock.json and npm-shrinkwrap.json, versions 1 to 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, load_json, mapping, table

_OBJECT_KEY = re.compile(r'"([^"\n]*)"\s*+:\s*+\{')
_INSTALLED_UNDER = "node_modules/"
_FLAGS = {"dev": "development", "devOptional": "development", "optional": "optional", "peer": "peer"}
_MAX_DEPTH = 64


def read_npm_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at each version that is installed."""
    document = load_json(text)
    packages = table(document, "packages")
    lines = Lines(text)
    places: dict[str, list[int]] = {}
    for found in _OBJECT_KEY.finditer(text):
        places.setdefault(found[1], []).append(lines.at(found.start()))
    if packages:
        yield from _flat(path, places, packages, wants)
    else:
        yield from _nested(path, {key: iter(each) for key, each in places.items()}, document, wants)


def _flat(
    path: str, places: Mapping[str, list[int]], packages: Mapping[str, Any], wants: Wants
) -> Iterator[ManifestDependency]:
    """Versions 2 and 3: one table, keyed by the folder of installation."""
    for folder, value in packages.items():
        entry = mapping(value)
        _, installed, name = folder.rpartition(_INSTALLED_UNDER)
        name = entry["name"] if isinstance(entry.get("name"), str) else name
        if not installed or entry.get("link") is True or not wants("npm", name):
            continue
        yield _dependency(path, name, entry, places.get(folder, [1])[0])


def _nested(
    path: str, places: Mapping[str, Iterator[int]], document: Mapping[str, Any], wants: Wants
) -> Iterator[ManifestDependency]:
    """Version 1: tables within tables. The nth entry of a name in the tree is the nth in the text.

    `requires` repeats the name with a string; an installed package is an object.
    """
    for name, entry in _walk(document, 0):
        line = next(places.get(name, iter(())), 1)
        if wants("npm", name):
            yield _dependency(path, name, entry, line)


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
