"""Imports of Java and Kotlin: a package is a module, and all files that say to be of it are its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree

_PACKAGE = re.compile(r"^[ \t]*package[ \t]+([\w.`]+)", re.MULTILINE)
_NAMED = re.compile(r"^[ \t]*@file:[ \t]*(?:JvmName|kotlin\.jvm\.JvmName)\([ \t]*\"(\w+)\"", re.MULTILINE)
_DECLARED = re.compile(
    r"\b(?:class|interface|enum|record|object|typealias)[ \t]+`?(\w+)"
    r"|^(?:[\w@]+[ \t]+)*(?:val|var)[ \t]+(?:<[^>\n]*>[ \t]*)?(?:[\w.<>?]+\.)?`?(\w+)"
    r"|^(?:[\w@]+[ \t]+)*fun[ \t]+(?:<[^>\n]*>[ \t]*)?(?:([\w.]+)[\w<>?, ]*\.)?`?(\w+)",
    re.MULTILINE,
)
"""What declares a name in a file's own scope, or adds a function to a type. It may match too much, which costs a look
into the file, no more."""
_SUFFIXES = (".java", ".kt")


class _File(NamedTuple):
    package: str
    names: frozenset[str]
    facade: str
    """The class in which Java finds the functions of a Kotlin file."""


class JvmModules(ModuleSystem):
    """The packages of Java and Kotlin over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "maven"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The first file of a package; none for one that is not here."""
        return next(iter(self._packages.get(specifier, ())), None)

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files of the package: all, or those that may declare a name."""
        own = self._files.get(file)
        if own is None:
            return ()
        if name is None:
            return [path for path in self._packages[own.package] if path != file]
        return [path for path in self._declaring.get((own.package, name), ()) if path != file]

    def submodule(self, package_file: str, name: str) -> str | None:
        """The Kotlin file whose functions Java finds in the class of that name."""
        own = self._files.get(package_file)
        return self._facades.get((own.package, name)) if own is not None else None

    @cached_property
    def _files(self) -> dict[str, _File]:
        """Each file with what it says of itself."""
        found: dict[str, _File] = {}
        for path in sorted(self._tree.files):
            if path.endswith(_SUFFIXES):
                text = self._tree.text(path)
                package, named = _PACKAGE.search(text), _NAMED.search(text)
                names = (name for match in _DECLARED.finditer(text) for name in match.groups() if name)
                stem = path.rpartition("/")[2].partition(".")[0]
                facade = named[1] if named else f"{stem[:1].upper()}{stem[1:]}Kt" if path.endswith(".kt") else ""
                found[path] = _File(package[1].replace("`", "") if package else "", frozenset(names), facade)
        return found

    @cached_property
    def _packages(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for path, file in self._files.items():
            found.setdefault(file.package, []).append(path)
        return found

    @cached_property
    def _declaring(self) -> Mapping[tuple[str, str], Sequence[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for path, file in self._files.items():
            for name in file.names:
                found.setdefault((file.package, name), []).append(path)
        return found

    @cached_property
    def _facades(self) -> Mapping[tuple[str, str], str]:
        return {(file.package, file.facade): path for path, file in self._files.items() if file.facade}
