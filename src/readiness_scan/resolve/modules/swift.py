"""Names of Swift: all files of a module share them, and an import names a module, not a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree

_DECLARED = re.compile(r"\b(?:class|struct|enum|protocol|actor|extension|func|let|var|typealias)[ \t]+`?(\w+)")
"""What declares a name, at the top of a file or inside of a type: that costs a look into the file, no more."""
_SUFFIX = ".swift"


class SwiftModules(ModuleSystem):
    """The names of Swift's files over one tree, which counts as one module.

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

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that may declare a name, or add to the type of that name."""
        if not file.endswith(_SUFFIX):
            return ()
        if name is None:
            return [path for path in self._files if path != file]
        return [path for path in self._declaring.get(name, ()) if path != file]

    @cached_property
    def _files(self) -> list[str]:
        return sorted(path for path in self._tree.files if path.endswith(_SUFFIX))

    @cached_property
    def _declaring(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self._files:
            for name in dict.fromkeys(_DECLARED.findall(self._tree.text(path))):
                found.setdefault(name, []).append(path)
        return found
