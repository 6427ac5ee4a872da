"""Pipfile and Pipfile.lock: what Pipenv installs."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import canonicalize_name

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, key_offsets, load_json, load_toml, mapping, table
from readiness_scan.manifests.toml_lines import TomlLines
from readiness_scan.manifests.versions import pinned_version

_NO_PACKAGES = frozenset({"source", "requires", "scripts", "pipenv"})
_GROUPS = {"packages": "runtime", "default": "runtime", "dev-packages": "development", "develop": "development"}
_SOURCES = ("version", "git", "path", "file", "url")


def read_pipfile(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages of each category."""
    document = load_toml(text)
    lines: TomlLines | None = None
    for category in document:
        for key, value in table(document, category).items():
            name = canonicalize_name(key)
            if category in _NO_PACKAGES or not wants("pypi", name):
                continue
            lines = lines or TomlLines(text)
            written = _constraint(value)
            version = pinned_version(written, "==", "===")
            line = lines.line((category, key))
            group = _GROUPS.get(category, "optional")
            yield ManifestDependency("pypi", name, written, version, path, line, False, group)


def read_pipfile_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at the version that is installed."""
    document = load_json(text)
    offsets: dict[tuple[str, ...], int] = {}
    lines: Lines | None = None
    for category in document:
        for key, value in table(document, category).items():
            name = canonicalize_name(key)
            version = mapping(value).get("version")
            if not wants("pypi", name) or not isinstance(version, str):
                continue
            offsets, lines = offsets or key_offsets(text, depth=2), lines or Lines(text)
            line = lines.at(offsets.get((category, key)))
            exact = pinned_version(version, "==", "===")
            yield ManifestDependency("pypi", name, None, exact, path, line, True, _GROUPS.get(category, "optional"))


def _constraint(value: object) -> str | None:
    """The range or source of an entry, as written; none where any version will do."""
    parts = mapping(value)
    found = [value] if isinstance(value, str) else [parts.get(key) for key in _SOURCES]
    written = next((each for each in found if isinstance(each, str)), None)
    return None if written == "*" else written
