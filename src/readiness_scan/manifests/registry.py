"""Which reader reads which file. A new format is a line here and a module of its own."""

from __future__ import annotations

import re

from readiness_scan.manifests.bun_lock import read_bun_lock
from readiness_scan.manifests.dependency import ManifestDependency, Reader, Wanted
from readiness_scan.manifests.documents import decoded
from readiness_scan.manifests.go_mod import own_go_name, read_go_mod
from readiness_scan.manifests.npm_lock import read_npm_lock
from readiness_scan.manifests.package_json import own_npm_name, read_package_json
from readiness_scan.manifests.pnpm_lock import read_pnpm_lock
from readiness_scan.manifests.pyproject import own_python_name, read_pyproject
from readiness_scan.manifests.python_lock import read_python_lock
from readiness_scan.manifests.requirements_txt import read_requirements_txt
from readiness_scan.manifests.yarn_lock import read_yarn_lock

_BY_NAME: dict[str, Reader] = {
    "package.json": read_package_json,
    "package-lock.json": read_npm_lock,
    "npm-shrinkwrap.json": read_npm_lock,
    "yarn.lock": read_yarn_lock,
    "pnpm-lock.yaml": read_pnpm_lock,
    "bun.lock": read_bun_lock,
    "pyproject.toml": read_pyproject,
    "go.mod": read_go_mod,
    "uv.lock": read_python_lock,
    "poetry.lock": read_python_lock,
    "pdm.lock": read_python_lock,
}
_BY_PATTERN: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (re.compile(r"(?:.*/)?(?:[^/]*requirements[^/]*|requirements/(?:.*/)?[^/]+)\.(?:txt|in)"), read_requirements_txt),
)


def is_manifest(path: str) -> bool:
    """Is a file, by its POSIX path, a manifest or lock file that can be read?"""
    return _reader(path) is not None


def read_manifest(path: str, data: bytes, wanted: Wanted) -> list[ManifestDependency]:
    """The wanted dependencies of a manifest or lock file, in the order of its tables.

    A broken file gives what can be read of it, or nothing; a file that is no manifest gives nothing. Never raises
    because of the file's content.

    Args:
        path: the file's POSIX path: its name says which format it is in.
        data: the file's bytes.
        wanted: (ecosystem, name) pairs, names as in `ManifestDependency`, or a function that knows them. With
            pairs, a file that mentions none of the names is not parsed.
    """
    reader = _reader(path)
    if reader is None:
        return []
    text = decoded(data)
    if callable(wanted):
        return list(reader(path, text, wanted))
    pairs = frozenset(wanted)
    if not _mentions(text, pairs):
        return []
    return list(reader(path, text, lambda ecosystem, name: (ecosystem, name) in pairs))


def own_name(path: str, data: bytes) -> tuple[str, str] | None:
    """The (ecosystem, name) that a package.json, pyproject.toml or go.mod gives to its own package."""
    match path.rpartition("/")[2]:
        case "package.json":
            ecosystem, name = "npm", own_npm_name(decoded(data))
        case "pyproject.toml":
            ecosystem, name = "pypi", own_python_name(decoded(data))
        case "go.mod":
            ecosystem, name = "go", own_go_name(decoded(data))
        case _:
            return None
    return (ecosystem, name) if name else None


def _reader(path: str) -> Reader | None:
    reader = _BY_NAME.get(path.rpartition("/")[2])
    if reader is not None:
        return reader
    return next((reader for pattern, reader in _BY_PATTERN if pattern.fullmatch(path)), None)


def _mentions(text: str, wanted: frozenset[tuple[str, str]]) -> bool:
    """Can any of the names occur? True too often, never false too often."""
    folded: str | None = None
    for ecosystem, name in wanted:
        if ecosystem == "npm":
            if name.rpartition("/")[2] in text:  # the slash may be escaped
                return True
            continue
        # `Sentry_SDK`, `sentry.sdk` and `sentry-sdk` are one name: its longest part stands in all of them.
        folded = text.lower() if folded is None else folded
        if max(name.lower().split("-"), key=len) in folded:
            return True
    return False
