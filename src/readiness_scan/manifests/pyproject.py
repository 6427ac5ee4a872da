"""pyproject.toml: PEP 621, dependency groups, Poetry, PDM, uv and Hatch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from packaging.utils import canonicalize_name

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import load_toml, mapping, parse_toml, sequence, strings, table
from readiness_scan.manifests.requirement import Wish, wanted_requirement
from readiness_scan.manifests.toml_lines import TomlLines

_EXACT = re.compile(r"={0,3}\s*v?(\d+(?:\.\d+)*[\w.+-]*)")


class _Entry(NamedTuple):
    wish: Wish
    group: str
    path: tuple[str, ...]
    """Keys from the document's top to the list or to the entry."""
    text: str | None
    """The entry as written, where it is a string of a list."""


def read_pyproject(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted requirements of every table that a known tool reads."""
    document = load_toml(text)
    lines: TomlLines | None = None
    for entry in (*_requirement_lists(document, wants), *_poetry(document, wants)):
        lines = lines or TomlLines(text)
        name, specifier, version = entry.wish
        line = lines.line(entry.path, entry.text)
        yield ManifestDependency("pypi", name, specifier, version, path, line, False, entry.group)


def own_python_name(text: str) -> str | None:
    """The name of PEP 621, else Poetry's, in PEP 503 form."""
    document = parse_toml(text)
    for holder in (table(document, "project"), table(document, "tool", "poetry")):
        name = holder.get("name")
        if isinstance(name, str) and name:
            return canonicalize_name(name)
    return None


def _requirement_lists(document: Mapping[str, Any], wants: Wants) -> Iterator[_Entry]:
    """Entries that are requirement strings in lists."""
    for keys, group in _list_paths(document):
        for written in strings(table(document, *keys[:-1]).get(keys[-1])):
            wish = wanted_requirement(written, wants)
            if wish is not None:
                yield _Entry(wish, group, keys, written)


def _list_paths(document: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    yield ("project", "dependencies"), "runtime"
    for holder, group in (
        (("project", "optional-dependencies"), "optional"),
        (("dependency-groups",), "development"),
        (("tool", "pdm", "dev-dependencies"), "development"),
    ):
        for key in table(document, *holder):
            yield (*holder, key), group
    yield ("tool", "uv", "dev-dependencies"), "development"
    for environment in table(document, "tool", "hatch", "envs"):
        for key in ("dependencies", "extra-dependencies"):
            yield ("tool", "hatch", "envs", environment, key), "development"


def _poetry(document: Mapping[str, Any], wants: Wants) -> Iterator[_Entry]:
    """Entries of Poetry's tables, whose keys are the names."""
    holders: list[tuple[tuple[str, ...], str]] = [
        (("tool", "poetry", "dependencies"), "runtime"),
        (("tool", "poetry", "dev-dependencies"), "development"),
    ]
    for name in table(document, "tool", "poetry", "group"):
        group = "runtime" if name == "main" else "development"
        holders.append((("tool", "poetry", "group", name, "dependencies"), group))
    for keys, group in holders:
        for key, value in table(document, *keys).items():
            name = canonicalize_name(key)
            if wants("pypi", name):
                optional = mapping(value).get("optional") is True
                wish = Wish(name, *_constraint(value))
                yield _Entry(wish, "optional" if optional else group, (*keys, key), None)


def _constraint(value: object) -> tuple[str | None, str | None]:
    """(range or source as written, exact version) of a Poetry entry: a string, a table, or a list of tables."""
    if several := sequence(value):
        return _constraint(several[0]) if len(several) == 1 else (None, None)
    parts = mapping(value)
    written = (
        value
        if isinstance(value, str)
        else next((parts[key] for key in ("version", "git", "url", "path") if isinstance(parts.get(key), str)), None)
    )
    if written is None:
        return None, None
    is_range = isinstance(value, str) or "version" in parts
    exact = _EXACT.fullmatch(written.strip()) if is_range else None
    return written, exact[1] if exact else None
