"""Trees of files in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping

from readiness_scan.resolve.modules import EcmaModules, GoModules, PythonModules


def contents(files: Mapping[str, object]) -> dict[str, bytes]:
    """Files by path; a value that is no text is written as JSON."""
    return {path: text.encode() if isinstance(text, str) else json.dumps(text).encode() for path, text in files.items()}


def ecma(*empty: str, files: Mapping[str, object] | None = None) -> EcmaModules:
    """Modules over files: empty ones by path, others in `files`."""
    tree = contents({**dict.fromkeys(empty, ""), **(files or {})})
    return EcmaModules(tree, tree.get)


def python(*empty: str, files: Mapping[str, object] | None = None) -> PythonModules:
    """Modules over files: empty ones by path, others in `files`."""
    tree = contents({**dict.fromkeys(empty, ""), **(files or {})})
    return PythonModules(tree, tree.get)


def go(*empty: str, files: Mapping[str, object] | None = None) -> GoModules:
    """Modules over files: those by path hold a package called as their folder, others are in `files`."""
    packages = {path: f"package {path.split('/')[-2] if '/' in path else 'main'}\n" for path in empty}
    tree = contents({**packages, **(files or {})})
    return GoModules(tree, tree.get)
