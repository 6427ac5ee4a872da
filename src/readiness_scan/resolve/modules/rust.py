"""Imports of Rust: a module is a file, found by the `mod` declarations' layout from its crate's root."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree, folder_of, inside

_ROOTS = ("main.rs", "lib.rs", "mod.rs")
_PACKAGE = re.compile(r'^\s*name\s*=\s*"([\w-]+)"', re.MULTILINE)


class RustModules(ModuleSystem):
    """The modules of Rust crates over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "cargo"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The file that a path leads into: its module's, or the one in which an inline module stands."""
        head, *rest = specifier.split("::")
        if head == "crate":
            return self._down(self._root_of(importer), rest)
        if head == "self":
            return self._down(importer, rest)
        if head == "super":
            base = self._parent(importer)
            while rest and rest[0] == "super" and base is not None:
                base, rest = self._parent(base), rest[1:]
            return self._down(base, rest)
        below = self.submodule(importer, head)
        if below is not None:
            return self._down(below, rest)
        return self._down(self._crates.get(head), rest)

    def external_name(self, specifier: str) -> tuple[str, tuple[str, ...]]:
        """A path into another crate: the crate, and the names on the way."""
        head, *rest = specifier.split("::")
        return head, tuple(rest)

    def package(self, specifier: str) -> str:
        """The crate that a path starts at, as Cargo.toml writes it."""
        return specifier.partition("::")[0].replace("_", "-")

    def submodule(self, package_file: str, name: str) -> str | None:
        """The file of a module below the one that a file is."""
        if not package_file.endswith(".rs"):
            return None
        folder, _, base = package_file.rpartition("/")
        below = folder if base in _ROOTS else inside(folder, base.removesuffix(".rs"))
        found = (inside(below, f"{name}.rs"), inside(below, f"{name}/mod.rs"))
        return next((path for path in found if path in self._tree.files and path != package_file), None)

    def _down(self, file: str | None, names: list[str]) -> str | None:
        """The deepest file on the way; what has no file of its own stands in the one above."""
        for name in names:
            below = self.submodule(file, name) if file is not None else None
            if below is None:
                break
            file = below
        return file

    def _root_of(self, file: str) -> str | None:
        """The root of the crate that a file belongs to."""
        folder = folder_of(file)
        while True:
            for name in ("lib.rs", "main.rs"):
                root = inside(folder, name)
                if root in self._tree.files and (name == "main.rs" or file != inside(folder, "main.rs")):
                    return root
            if not folder:
                return file
            folder = folder_of(folder)

    def _parent(self, file: str) -> str | None:
        """The file of the module above the one that a file is."""
        folder = folder_of(file)
        if file.endswith("/mod.rs"):
            folder = folder_of(folder)
        names = ("mod.rs", "lib.rs", "main.rs")
        above = [*(inside(folder, name) for name in names), f"{folder}.rs"]
        return next((path for path in above if path in self._tree.files and path != file), None)

    @cached_property
    def _crates(self) -> Mapping[str, str]:
        """The root of each library crate of the tree, by the name under which code uses it."""
        found: dict[str, str] = {}
        for path in sorted(self._tree.files):
            folder, _, name = path.rpartition("/")
            root = inside(folder, "src/lib.rs")
            if name == "Cargo.toml" and root in self._tree.files:
                said = _PACKAGE.search(self._tree.text(path))
                if said is not None:
                    found.setdefault(said[1].replace("-", "_"), root)
        return found
