"""Imports of Go: a package is a folder, and its files share their top-level names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from readiness_scan.manifests.go_mod import local_replacements, own_go_name
from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree, ancestry, folder_of, inside, joined, shared_depth

_CLAUSE = re.compile(r"^[ \t]*package[ \t]+(\w+)", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECLARED = re.compile(
    r"^(?:func|type)[ \t]+(\w+)"
    r"|^func[ \t]*\((?:\w+[ \t]+)?\*?[ \t]*(\w+)(?:\[[^\]]*\])?[ \t]*\)"
    r"|^(?:var|const)[ \t]+(\w+(?:[ \t]*,[ \t]*\w+)*)"
    r"|^[ \t]+(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*(?:$|(?:=|[ \t]\w|[*\[])|//)",
    re.MULTILINE,
)
"""What stands at the start of a line that declares names, alone or in a group. It may match too much, never too little
of what is formatted as usual."""
_HOSTS = ("github.com", "gitlab.com", "bitbucket.org")
_UNIVERSE = frozenset({
    *("any", "bool", "byte", "error", "float32", "float64", "int", "int32", "int64", "rune", "string", "uint"),
    *("append", "cap", "close", "copy", "delete", "len", "make", "new", "panic", "print", "println", "recover"),
    *("false", "iota", "nil", "true"),
})  # fmt: skip
"""Names that every file has; those that no package gives a meaning of its own."""


class GoModules(ModuleSystem):
    """The import system of Go over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "go"
    is_nominal = True

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)
        self._texts: dict[str, tuple[str, frozenset[str]]] = {}
        self._resolved: dict[tuple[str, str], str | None] = {}
        self._peers: dict[str, Mapping[str, Sequence[str]]] = {}

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The first file of the package that an import path means; none for external ones."""
        key = (specifier, folder_of(importer))
        if key not in self._resolved:
            self._resolved[key] = next(self._candidates(specifier, folder_of(importer)), None)
        return self._resolved[key]

    def package(self, specifier: str) -> str:
        """The module that an import path most likely belongs to: `github.com/owner/name`."""
        parts = specifier.split("/")
        if "." not in parts[0]:
            return parts[0]
        return "/".join(parts[: 3 if parts[0] in _HOSTS or len(parts) < 3 else 2])

    def name_of(self, specifier: str, importer: str) -> str | None:
        """The name in the package clause of a first-party package."""
        file = self.resolve(specifier, importer)
        return self._clause(file) if file is not None else None

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files of the package: all, or those that may declare a name or give its type methods."""
        if name in _UNIVERSE:
            return ()
        if file not in self._peers:
            self._peers[file] = self._index(file)
        return [peer for peer in self._peers[file].get(name or "", ()) if peer != file]

    # --- packages -------------------------------------------------------------------------------------------

    def _index(self, file: str) -> Mapping[str, Sequence[str]]:
        """The names of a file's package, each with the files that may declare it."""
        files = [peer for peer in self._folders.get(folder_of(file), ()) if self._shares(file, peer)]
        alike = [peer for peer in files if peer in self._peers and _is_test(peer) == _is_test(file)]
        known = next((self._peers[peer] for peer in alike), None)
        if known is not None:
            return known
        index: dict[str, list[str]] = {"": files}
        for peer in files:
            for name in self._text(peer)[1]:
                index.setdefault(name, []).append(peer)
        return index

    def _shares(self, file: str, peer: str) -> bool:
        """Whether a file sees what another one of its folder declares: tests see more than the others."""
        return self._clause(file) == self._clause(peer) and (_is_test(file) or not _is_test(peer))

    def _clause(self, file: str) -> str:
        return self._text(file)[0]

    def _text(self, file: str) -> tuple[str, frozenset[str]]:
        """A file's package and the names that it may declare; read once."""
        if file not in self._texts:
            text = self._tree.text(file)
            clause = _CLAUSE.search(_BLOCK_COMMENT.sub("", text))
            names = (group for match in _DECLARED.finditer(text) for group in match.groups() if group)
            self._texts[file] = (
                clause[1] if clause else "",
                frozenset(name.strip() for group in names for name in group.split(",")),
            )
        return self._texts[file]

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        """The Go files of each folder, in path order, those that are fetched copies left out."""
        folders: dict[str, list[str]] = {}
        for path in sorted(self._tree.files):
            if path.endswith(".go") and "vendor" not in path.split("/")[:-1]:
                folders.setdefault(folder_of(path), []).append(path)
        return folders

    def _first_file(self, folder: str) -> str | None:
        """The file that stands for the package in a folder: not a test, and of the package that most files are of."""
        files = [path for path in self._folders.get(folder, ()) if not _is_test(path)]
        files = [path for path in files if self._clause(path) != "main"] or files  # a script beside a package
        clauses = [self._clause(path) for path in files]
        return max(files, key=lambda path: clauses.count(self._clause(path)), default=None)

    # --- modules --------------------------------------------------------------------------------------------

    def _candidates(self, specifier: str, folder: str) -> Iterator[str]:
        """The packages that an import path can mean, the likeliest first."""
        if specifier.startswith("."):
            relative = joined(folder, specifier)
            places = [relative] if relative is not None else []
        else:
            places = [*self._in_modules(specifier, folder), *self._without_module(specifier, folder)]
        for place in places:
            file = self._first_file(place)
            if file is not None:
                yield file

    def _in_modules(self, specifier: str, folder: str) -> list[str]:
        """Folders by the paths of the tree's modules: the longest path first, then the nearest module."""
        found: list[tuple[int, int, str]] = []
        for path, homes in self._modules.items():
            if specifier == path or specifier.startswith(f"{path}/"):
                rest = specifier[len(path) :]
                found += [(len(path), shared_depth(home, folder), f"{home}{rest}".strip("/")) for home in homes]
        return [place for _, _, place in sorted(found, key=lambda hit: (-hit[0], -hit[1], hit[2]))]

    def _without_module(self, specifier: str, folder: str) -> Iterator[str]:
        """Folders of a tree that says nowhere what it is called: `host/owner/name/rest` is `rest` here."""
        parts = specifier.split("/")
        if any(inside(around, "go.mod") in self._tree.files for around in ancestry(folder)):
            return
        if len(parts) > 3 and parts[0] in _HOSTS:
            yield "/".join(parts[3:])

    @cached_property
    def _modules(self) -> dict[str, list[str]]:
        """The folders of each module path: of the modules themselves, and of those that replace others."""
        modules: dict[str, list[str]] = {}
        for path in sorted(self._tree.files):
            folder, _, name = path.rpartition("/")
            if name != "go.mod" or "vendor" in folder.split("/"):
                continue
            text = self._tree.text(path)
            own = own_go_name(text)
            if own is not None:
                modules.setdefault(own, []).append(folder)
            for module, target in local_replacements(text):
                place = joined(folder, target)
                if place is not None:
                    modules.setdefault(module, []).append(place)
        return modules


def _is_test(path: str) -> bool:
    return path.endswith("_test.go")
