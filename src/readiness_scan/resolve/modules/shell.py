"""Files that shell scripts include: `source path`, mostly with a folder that only the running script knows."""

from __future__ import annotations

from collections.abc import Callable, Collection

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree, ancestry, folder_of, joined


class ShellModules(ModuleSystem):
    """The files of one tree as scripts include them.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "shell"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The file of that path, seen from the script's folder or from one above it."""
        if not specifier or specifier.startswith("/"):
            return None
        for folder in ancestry(folder_of(importer)):
            path = joined(folder, specifier)
            if path in self._tree.files and path != importer:
                return path
        return None
