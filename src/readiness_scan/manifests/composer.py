"""composer.json and composer.lock: what a PHP project asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, key_offsets, load_json, mapping, parse_json, sequence, table
from readiness_scan.manifests.versions import pinned_version, plain_version

_REQUIRED = {"require": "runtime", "require-dev": "development"}
_LOCKED = {"packages": "runtime", "packages-dev": "development"}
_NAME = re.compile(r'"name"\s*+:\s*+"([^"\n]*)"')


def read_composer_json(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted entries of `require` and `require-dev`."""
    document = load_json(text)
    offsets: dict[tuple[str, ...], int] = {}
    lines: Lines | None = None
    for section, group in _REQUIRED.items():
        for key, written in table(document, section).items():
            name = key.lower()
            if not wants("composer", name):
                continue
            offsets, lines = offsets or key_offsets(text, depth=2), lines or Lines(text)
            specifier = written if isinstance(written, str) else None
            version = pinned_version((specifier or "").partition("@")[0], "", "=", "==")
            line = lines.at(offsets.get((section, key)))
            yield ManifestDependency("composer", name, specifier, version, path, line, False, group)


def own_composer_name(text: str) -> str | None:
    """The `name` of a composer.json."""
    name = parse_json(text).get("name")
    return name.lower() if isinstance(name, str) and name else None


def read_composer_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at the version that is installed."""
    document = load_json(text)
    places: dict[str, int] = {}
    for found in _NAME.finditer(text):
        places.setdefault(found[1].replace("\\/", "/").lower(), found.start())
    lines = Lines(text)
    for section, group in _LOCKED.items():
        for entry in map(mapping, sequence(document.get(section))):
            name, version = entry.get("name"), entry.get("version")
            if isinstance(name, str) and isinstance(version, str) and wants("composer", name.lower()):
                line = lines.at(places.get(name.lower()))
                exact = plain_version(version)
                yield ManifestDependency("composer", name.lower(), None, exact, path, line, True, group)
