r"""Imports of PHP: a namespace is a module, and all files that declare in it are its parts.

A specifier is a namespace without its leading backslash; the global one is `\`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree

GLOBAL = "\\"
_NAMESPACE = re.compile(r"^[ \t]*(?:<\?php[ \t]+)?namespace[ \t]+([\w\\]+)", re.MULTILINE)
_DECLARED = re.compile(
    r"^[ \t]*(?:(?:abstract|final|readonly)[ \t]+)*(?:class|interface|trait|enum|function)[ \t]+&?(\w+)"
    r"|^[ \t]*const[ \t]+(\w+)|\bdefine\([ \t]*['\"](\w+)['\"]",
    re.MULTILINE,
)
"""What declares a name. It may match a method, too: that costs a look into the file, no more."""


class _File(NamedTuple):
    namespace: str
    names: frozenset[str]


class PhpModules(ModuleSystem):
    """The namespaces of PHP over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "composer"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The first file of a namespace; none for one of a package."""
        return next(iter(self._namespaces.get(specifier, ())), None)

    def package(self, specifier: str) -> str:
        """The first part of a namespace: a package's name cannot be told from it."""
        return specifier.partition("\\")[0]

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files of the namespace: all, or those that may declare a name."""
        own = self._files.get(file)
        if own is None:
            return ()
        if name is None:
            return [path for path in self._namespaces[own.namespace] if path != file]
        return [path for path in self._declaring.get((own.namespace, name), ()) if path != file]

    @cached_property
    def _files(self) -> Mapping[str, _File]:
        found: dict[str, _File] = {}
        for path in sorted(self._tree.files):
            if path.endswith(".php") and not path.endswith(".blade.php") and "vendor" not in path.split("/")[:-1]:
                text = self._tree.text(path)
                clause = _NAMESPACE.search(text)
                names = (group for match in _DECLARED.finditer(text) for group in match.groups() if group)
                found[path] = _File(clause[1] if clause else GLOBAL, frozenset(names))
        return found

    @cached_property
    def _namespaces(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, file in self._files.items():
            found.setdefault(file.namespace, []).append(path)
        return found

    @cached_property
    def _declaring(self) -> Mapping[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for path, file in self._files.items():
            for name in file.names:
                found.setdefault((file.namespace, name), []).append(path)
        return found
