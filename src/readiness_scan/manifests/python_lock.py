"""uv.lock, poetry.lock and pdm.lock: TOML with one `[[package]]` table per installed package."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from packaging.utils import canonicalize_name

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, mapping, parse_toml, sequence, strings

_PACKAGE = re.compile(r"^\[\[package\]\][ \t\r]*$", re.MULTILINE)
_NAME = re.compile(r"""^name[ \t]*=[ \t]*["']([^"'\n]+)["']""", re.MULTILINE)
_OTHER_TABLE = re.compile(r"^\[(?!\[?package[.\]])", re.MULTILINE)
_OWN_SOURCES = ("editable", "virtual", "directory")
_MAIN_GROUPS = frozenset({"main", "default"})


def read_python_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at each version that is installed.

    Only the tables of wanted packages are parsed: a lock file of a few megabytes takes seconds as a whole.
    """
    starts = [found.start() for found in _PACKAGE.finditer(text)]
    lines = Lines(text)
    seen: set[tuple[str, str | None]] = set()
    for start, end in pairwise([*starts, len(text)]):
        named = _NAME.search(text, start, end)
        name = canonicalize_name(named[1]) if named else ""
        if not name or not wants("pypi", name):
            continue
        other = _OTHER_TABLE.search(text, start, end)
        packages = sequence(parse_toml(text[start : other.start() if other else end]).get("package"))
        entry = mapping(packages[0]) if packages else {}
        version = entry.get("version") if isinstance(entry.get("version"), str) else None
        if not entry or (name, version) in seen or any(key in mapping(entry.get("source")) for key in _OWN_SOURCES):
            continue
        seen.add((name, version))
        yield ManifestDependency("pypi", name, None, version, path, lines.at(start), True, _group(entry))


def _group(entry: Mapping[str, Any]) -> str:
    groups = strings(entry.get("groups"))
    if entry.get("category") == "dev" or (groups and not _MAIN_GROUPS.intersection(groups)):
        return "development"
    return "optional" if entry.get("optional") is True else "runtime"
