"""Names of Swift and Objective-C: all files of a module share them, and an import names a module, not a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree

_DECLARED = re.compile(r"\b(?:class|struct|enum|protocol|actor|extension|func|let|var|typealias)[ \t]+`?(\w+)")
"""What declares a name, at the top of a file or inside of a type: that costs a look into the file, no more."""
_OBJC = re.compile(
    r"^[ \t]*@(?:interface|implementation|protocol)[ \t]+(\w+)"
    r"|^[ \t]*#[ \t]*define[ \t]+(\w+)"
    r"|^(?:static[ \t]|[A-Za-z_])[\w \t*<>,]*?\b(\w+)(?:[ \t]*\[[^\]\n]*\])?[ \t]*[=(]",
    re.MULTILINE,
)
"""The same for Objective-C: types and categories, macros, variables with a value, functions."""
_ADDED = re.compile(r"\bextension[ \t]+(\w+)|^[ \t]*@(?:interface|implementation)[ \t]+(\w+)[ \t]*\(", re.MULTILINE)
"""What adds members to a type: an extension, a category."""
_STATIC = re.compile(r"^(?:static\b|[ \t]*#).*", re.MULTILINE)
"""What a file keeps for itself, unless others include it."""
_HEADER = ".h"
_SUFFIXES = (".swift", ".m", ".mm", _HEADER)


class SwiftModules(ModuleSystem):
    """The names of Swift's and Objective-C's files over one tree, which counts as one module.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "swift"
    names_modules = False

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)

    def resolve(self, specifier: str, importer: str) -> str | None:
        """None: a module of the tree is seen without an import, and the others are external."""
        return None

    def external_name(self, specifier: str) -> tuple[str, tuple[str, ...]]:
        """A module's name is mostly a type's, too: `import Bugsnag`, `Bugsnag.start()`."""
        return "", (specifier,)

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that may declare a name, or add to the type of that name."""
        if not file.endswith(_SUFFIXES):
            return ()
        if name is None:
            return [path for path in self._files if path != file]
        return [path for path in self._declaring.get(name, ()) if path != file]

    def extending(self, name: str) -> Sequence[str]:
        """The files with an extension, or a category, of a type of that name."""
        return self._extending.get(name, ())

    @cached_property
    def _extending(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._files:
            names = (swift or objc for swift, objc in _ADDED.findall(self._tree.text(path)))
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(path)
        return found

    @cached_property
    def _files(self) -> list[str]:
        return sorted(path for path in self._tree.files if path.endswith(_SUFFIXES))

    @cached_property
    def _declaring(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._files:
            for name in dict.fromkeys(self._names(path)):
                found.setdefault(name, []).append(path)
        return found

    def _names(self, path: str) -> list[str]:
        text = self._tree.text(path)
        if path.endswith(".swift"):
            return _DECLARED.findall(text)
        text = text if path.endswith(_HEADER) else _STATIC.sub("", text)
        return [name for names in _OBJC.findall(text) for name in names if name]
