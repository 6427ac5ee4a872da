"""Cargo.toml and Cargo.lock: what a Rust crate asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, load_toml, mapping, parse_toml, sequence, table
from readiness_scan.manifests.project import Project
from readiness_scan.manifests.toml_lines import TomlLines
from readiness_scan.manifests.versions import pinned_version

_TABLES = {"dependencies": "runtime", "dev-dependencies": "development", "build-dependencies": "development"}
_WORKSPACE = ("workspace", "dependencies")
_SOURCES = ("version", "git", "path")
_PACKAGE = re.compile(r"^\[\[package\]\][ \t\r]*$", re.MULTILINE)
_NAME = re.compile(r'^name[ \t]*=[ \t]*"([^"\n]+)"', re.MULTILINE)


class _Wish(NamedTuple):
    """An entry of a dependency table, taken apart."""

    name: str
    specifier: str | None
    inherited: bool
    optional: bool


def read_cargo_toml(path: str, text: str, wants: Wants, project: Project) -> Iterator[ManifestDependency]:
    """The wanted entries of every dependency table, those for one platform and the workspace's included."""
    document = load_toml(text)
    lines: TomlLines | None = None
    for keys, group in _tables(document):
        for key, value in table(document, *keys).items():
            wish = _wish(key, value)
            specifier = wish.specifier
            if wish.inherited:
                inherited = _inherited(path, key, document, project)
                wish = inherited._replace(optional=wish.optional) if inherited else wish
                specifier = wish.specifier
            if not wants("cargo", wish.name):
                continue
            lines = lines or TomlLines(text)
            line = lines.line((*keys, key))
            version = pinned_version(specifier, "=")
            kind = "optional" if wish.optional and group == "runtime" else group
            yield ManifestDependency("cargo", wish.name, specifier, version, path, line, False, kind)


def own_cargo_name(text: str) -> str | None:
    """The name of `[package]`."""
    name = table(parse_toml(text), "package").get("name")
    return name if isinstance(name, str) and name else None


def read_cargo_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted crates at each version that is built, without the workspace's own. Only their tables are parsed."""
    starts = [found.start() for found in _PACKAGE.finditer(text)]
    lines = Lines(text)
    for start, end in pairwise([*starts, len(text)]):
        named = _NAME.search(text, start, end)
        if named is None or not wants("cargo", named[1]):
            continue
        packages = sequence(parse_toml(text[start:end]).get("package"))
        entry = mapping(packages[0]) if packages else {}
        version = entry.get("version")
        if isinstance(version, str) and "source" in entry:
            yield ManifestDependency("cargo", named[1], None, version, path, lines.at(start), True, "runtime")


def _tables(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, group in _TABLES.items():
        yield (name,), group
        for platform in table(document, "target"):
            yield ("target", platform, name), group
    yield _WORKSPACE, "managed"


def _wish(key: str, value: object) -> _Wish:
    parts = mapping(value)
    package = parts.get("package")
    found = [value] if isinstance(value, str) else [parts.get(source) for source in _SOURCES]
    specifier = next((each for each in found if isinstance(each, str)), None)
    name = package if isinstance(package, str) else key
    return _Wish(name, specifier, parts.get("workspace") is True, parts.get("optional") is True)


def _inherited(path: str, key: str, document: Mapping[str, Any], project: Project) -> _Wish | None:
    """The workspace's entry for a key: of this file, or of the nearest Cargo.toml above it that has one."""
    above = (project.parsed(each, parse_toml) for each in project.above(path, "Cargo.toml") if each != path)
    for workspace in (document, *above):
        entries = table(workspace or {}, *_WORKSPACE)
        if key in entries:
            return _wish(key, entries[key])
    return None
