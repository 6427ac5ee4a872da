"""Modules of Elixir: each is found by its full name in the files that define it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree

SUFFIXES = (".ex", ".exs")
FETCHED = {"deps", "_build"}
"""Folders of what the package manager fetches and builds."""
_DEFINED = re.compile(r"^([ \t]*)def(?:module|protocol|impl)[ \t(]+([A-Z][\w.]*)", re.MULTILINE)
"""What defines a module: code is indented by its nesting."""


class ElixirModules(ModuleSystem):
    """The modules of Elixir over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "hex"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)

    def resolve(self, specifier: str, importer: str) -> str | None:
        """None: a module's name is its own, whatever file defines it."""
        return None

    def outside(self, name: str, file: str) -> Sequence[tuple[str, tuple[str, ...]]]:
        """A module that no file defines belongs to the package that has its first part as its name."""
        first, *rest = name.split(".")
        return [(first, tuple(rest)) if first[:1].isupper() else ("", (name,))]

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that define a module."""
        if name is None or not name[:1].isupper():
            return ()
        return [path for path in self._defining.get(name, ()) if path != file]

    @cached_property
    def _defining(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in sorted(self._tree.files):
            if path.endswith(SUFFIXES) and not FETCHED & set(path.split("/")[:-1]):
                for name in _defined(self._tree.text(path)):
                    places = found.setdefault(name, [])
                    if path not in places:
                        places.append(path)
        return found


def _defined(text: str) -> Iterator[str]:
    """The full names of the modules that a text defines."""
    around: list[tuple[int, str]] = []
    for match in _DEFINED.finditer(text):
        depth = len(match[1].expandtabs())
        while around and around[-1][0] >= depth:
            around.pop()
        full = f"{around[-1][1]}.{match[2]}" if around else match[2]
        around.append((depth, full))
        yield full
