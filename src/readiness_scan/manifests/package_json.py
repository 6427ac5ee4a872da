"""package.json: what a JavaScript package asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness_scan.manifests.dependency import ManifestDependency, Wants
from readiness_scan.manifests.documents import Lines, key_offsets, load_json, parse_json, table

_GROUPS = {
    "dependencies": "runtime",
    "devDependencies": "development",
    "peerDependencies": "peer",
    "optionalDependencies": "optional",
}
_EXACT = re.compile(r"[=v]*\s*(\d+\.\d+\.\d+(?:[-+][\w.+-]+)?)")
_ALIAS = re.compile(r"npm:(@[^/@]+/[^/@]+|[^/@]+(?=@))(?:@(.*))?")


def read_package_json(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted entries of the four dependency tables."""
    document = load_json(text)
    offsets: dict[tuple[str, ...], int] = {}
    lines: Lines | None = None
    for section, group in _GROUPS.items():
        for key, written in table(document, section).items():
            specifier = written if isinstance(written, str) else None
            name, constraint = unaliased(key, specifier)
            if not wants("npm", name):
                continue
            offsets = offsets or key_offsets(text, depth=2)
            lines = lines or Lines(text)
            line = lines.at(offsets.get((section, key)))
            yield ManifestDependency("npm", name, specifier, exact_version(constraint), path, line, False, group)


def own_npm_name(text: str) -> str | None:
    """The `name` of a package.json."""
    name = parse_json(text).get("name")
    return name if isinstance(name, str) and name else None


def unaliased(key: str, specifier: str | None) -> tuple[str, str | None]:
    """(package name, range) behind an entry: `npm:name@range` installs another package under the key's name."""
    if specifier is None:
        return key, None
    alias = _ALIAS.fullmatch(specifier)
    return (alias[1], alias[2]) if alias else (key, specifier.removeprefix("npm:"))


def exact_version(constraint: str | None) -> str | None:
    """The version that an exact pin names."""
    exact = _EXACT.fullmatch((constraint or "").strip())
    return exact[1] if exact else None
