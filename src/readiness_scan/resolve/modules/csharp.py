"""Names of C#: a file sees its own namespace, those around it, and those that it uses, in all files of the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree

_DECLARED = re.compile(r"\b(?:class|struct|record(?:[ \t]+(?:class|struct))?|interface|enum)[ \t]+(\w+)")
_NAMESPACE = re.compile(r"^\s*namespace[ \t]+([\w.]+)", re.MULTILINE)
_USING = re.compile(r"^\s*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?([\w.]+)[ \t]*;", re.MULTILINE)
_SUFFIX = ".cs"


class CSharpModules(ModuleSystem):
    """The namespaces of C# over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "nuget"
    names_modules = False

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)
        self._seen: dict[str, frozenset[str]] = {}

    def resolve(self, specifier: str, importer: str) -> str | None:
        """None: names are seen by their namespaces, not by files."""
        return None

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that may declare a type, those of namespaces that the file sees before all others."""
        if not file.endswith(_SUFFIX) or name is None:
            return ()
        others = [path for path in self._declaring.get(name, ()) if path != file]
        if len(others) < 2:
            return others
        seen = self._sees(file)
        return [path for path in others if self._namespaces[path] in seen] or others

    def _sees(self, file: str) -> frozenset[str]:
        """The namespaces whose names a file may use as they are."""
        if file not in self._seen:
            parts = self._namespaces[file].split(".")
            around = {".".join(parts[:end]) for end in range(len(parts) + 1)}
            self._seen[file] = frozenset({*around, *_USING.findall(self._tree.text(file))})
        return self._seen[file]

    @cached_property
    def _namespaces(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path in sorted(self._tree.files):
            if path.endswith(_SUFFIX):
                clause = _NAMESPACE.search(self._tree.text(path))
                found[path] = clause[1] if clause else ""
        return found

    @cached_property
    def _declaring(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._namespaces:
            for name in dict.fromkeys(_DECLARED.findall(self._tree.text(path))):
                found.setdefault(name, []).append(path)
        return found
