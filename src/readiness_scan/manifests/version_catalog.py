"""Gradle's version catalogues (`libs.versions.toml`): libraries, plug-ins and bundles by alias."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import load_toml, mapping, strings, table
from readiness_scan.manifests.toml_lines import TomlLines
from readiness_scan.manifests.versions import least_version

_SEPARATOR = re.compile(r"[-_.]")
_RICH = ("strictly", "require", "prefer")


class Library(NamedTuple):
    """A library or plug-in, and the version that it is asked for at."""

    name: str
    """`group:artifact`, or a plug-in's id."""
    specifier: str | None


class Catalog(NamedTuple):
    """What the accessors of one catalogue stand for; aliases are written with points."""

    versions: dict[str, str]
    libraries: dict[str, Library]
    plugins: dict[str, Library]
    bundles: dict[str, list[str]]


def read_version_catalog(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted libraries and plug-ins; a script that uses one asks for it."""
    document = load_toml(text)
    versions = _versions(document)
    lines: TomlLines | None = None
    for section in ("libraries", "plugins"):
        for key, value in table(document, section).items():
            library = _library(value, versions)
            if library is not None and wants("maven", library.name):
                lines = lines or TomlLines(text)
                line, exact = lines.line((section, key)), least_version(library.specifier)
                yield ManifestDependency("maven", library.name, library.specifier, exact, path, line, False, "managed")


def parse_catalog(text: str) -> Catalog:
    """What a catalogue holds.

    Raises:
        ValueError: it is no valid TOML.
    """
    document = load_toml(text)
    versions = _versions(document)
    libraries, plugins = (
        {
            normal_alias(key): library
            for key, value in table(document, section).items()
            if (library := _library(value, versions)) is not None
        }
        for section in ("libraries", "plugins")
    )
    listed = table(document, "bundles").items()
    bundles = {normal_alias(key): [normal_alias(alias) for alias in strings(value)] for key, value in listed}
    return Catalog(versions, libraries, plugins, bundles)


def normal_alias(alias: str) -> str:
    """An alias as its accessor is written: `posthog-android` and `posthog_android` are `posthog.android`."""
    return _SEPARATOR.sub(".", alias)


def _versions(document: Mapping[str, Any]) -> dict[str, str]:
    return {
        normal_alias(key): written
        for key, value in table(document, "versions").items()
        if (written := _written(value, {})) is not None
    }


def _written(value: object, versions: Mapping[str, str]) -> str | None:
    """The text of a version: a string, a reference, or the strictest part of a rich one."""
    if isinstance(value, str):
        return value
    parts = mapping(value)
    if isinstance(parts.get("ref"), str):
        return versions.get(normal_alias(parts["ref"]))
    return next((parts[key] for key in _RICH if isinstance(parts.get(key), str)), None)


def _library(value: object, versions: Mapping[str, str]) -> Library | None:
    """A library (`group:artifact:version`, or a table) or a plug-in (`id:version`, or a table)."""
    if isinstance(value, str):
        names = value.split(":")
        return Library(":".join(names[:-1]), names[-1]) if len(names) > 1 else None
    parts = mapping(value)
    module = parts.get("module") or parts.get("id")
    if not isinstance(module, str):
        module = f"{parts.get('group')}:{parts.get('name')}"
    return Library(module, _written(parts.get("version"), versions))
