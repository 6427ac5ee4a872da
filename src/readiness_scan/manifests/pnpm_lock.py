"""pnpm-lock.yaml, versions 5 to 9: only the keys of its `packages`, which hold name and version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from readiness_scan.manifests.dependency import ManifestDependency, Wants

_KEY = re.compile(r"""  (["']?)([^\s"'][^"']*)\1:\s*(?:\{\})?\s*""")
_NAME_AT_VERSION = re.compile(r"/?((?:@[^/@]+/)?[^/@]+)@(\d[^(@:]*)")
_NAME_SLASH_VERSION = re.compile(r"/((?:@[^/]+/)?[^/]+)/(\d[^_/(]*)")


def read_pnpm_lock(path: str, text: str, wants: Wants) -> Iterator[ManifestDependency]:
    """The wanted packages at each version that is installed, once per version."""
    lines = text.split("\n")
    seen: set[tuple[str, str]] = set()
    in_packages = False
    for index, line in enumerate(lines):
        if line[:1] not in (" ", "", "\r", "#"):
            in_packages = line.startswith("packages:")
        elif in_packages and line[:2] == "  " and line[2:3] not in (" ", "#") and (key := _KEY.fullmatch(line)):
            found = _NAME_AT_VERSION.match(key[2]) or _NAME_SLASH_VERSION.match(key[2])
            if found is None or (found[1], found[2]) in seen or not wants("npm", found[1]):
                continue
            seen.add((found[1], found[2]))
            group = "development" if _is_development(lines, index + 1) else "runtime"
            yield ManifestDependency("npm", found[1], None, found[2], path, index + 1, True, group)


def _is_development(lines: Sequence[str], index: int) -> bool:
    """Does the block that starts at a line index carry `dev: true`, as versions 5 and 6 do?"""
    while index < len(lines) and lines[index].startswith("   "):
        if lines[index].strip() == "dev: true":
            return True
        index += 1
    return False
