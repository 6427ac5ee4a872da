"""Imports of Python: relative ones, and absolute ones over the import roots that a tree suggests."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import NamedTuple

from packaging.utils import canonicalize_name

from readiness_scan.manifests import read_manifest
from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.python_roots import import_roots, is_requirements, requirements_owner
from readiness_scan.resolve.modules.tree import FileTree, ancestry, folder_of, inside, shared_depth

_PACKAGE_FILES = ("__init__.py", "__init__.pyi")


class _Hits(NamedTuple):
    """Where a module is found among the import roots of all projects: (root, path) pairs in the order of roots."""

    regular: list[tuple[str, str]]
    namespaces: list[tuple[str, str]]


class PythonModules(ModuleSystem):
    """The import system of Python over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "pypi"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)
        self._read = read
        self._resolved: dict[tuple[str, str], str | None] = {}
        self._declared: dict[tuple[str, str], bool] = {}
        self._hits: dict[str, _Hits] = {}
        self._nearest: dict[tuple[str, str], str | None] = {}

    def resolve(self, module: str, importer: str) -> str | None:
        """The file that a module means: `a.b`, `.x`, `..x.y` or `.`; none for external modules.

        A namespace package is its folder, with a slash at the end. Of several candidates a regular module goes
        before a namespace package, then the one nearest to the importer wins. Namespace packages, and what only
        lies beside the importer, give way to the standard library and to a declared dependency of the same name.
        """
        folder, _, file = importer.rpartition("/")
        own = folder.rpartition("/")[2] if file in _PACKAGE_FILES else file.partition(".")[0]
        # `acme.py` that imports `acme` never means itself, its neighbours may mean it.
        key = (module, importer if module == own else folder)
        if key not in self._resolved:
            resolve = self._relative if module.startswith(".") else self._absolute
            self._resolved[key] = resolve(module, importer)
        return self._resolved[key]

    def submodule(self, package_file: str, name: str) -> str | None:
        """The file of `name` in `from package import name`, given what the package resolved to; none if it is none."""
        folder, _, file = package_file.rpartition("/")
        if file and file not in _PACKAGE_FILES:
            return None
        return self._locate(folder, name.split("."))

    def external_name(self, specifier: str) -> tuple[str, tuple[str, ...]]:
        """(top-level module, the parts below it); a relative module stays whole."""
        if specifier.startswith("."):
            return specifier, ()
        top, *rest = specifier.split(".")
        return top, tuple(rest)

    def package(self, specifier: str) -> str:
        """The top-level module."""
        return specifier.partition(".")[0]

    def _relative(self, module: str, importer: str) -> str | None:
        name = module.lstrip(".")
        folder = folder_of(importer)
        for _ in range(len(module) - len(name) - 1):
            if not folder:
                return None
            folder = folder_of(folder)
        return self._locate(folder, name.split(".") if name else [])

    def _absolute(self, module: str, importer: str) -> str | None:
        parts = module.split(".")
        if not all(parts):
            return None
        namespace: str | None = None
        is_owned = False
        for folder in ancestry(folder_of(importer)):
            of_project = folder in self._roots
            # A folder that is no package may be where a script is run.
            if of_project or inside(folder, "__init__.py") not in self._tree.files:
                found = self._locate(folder, parts)
                if found is not None and found.endswith("/"):
                    # A bare folder beside a script says too little: `integrations/acme/` is no `acme`.
                    namespace = namespace or (found if of_project or len(parts) > 1 else None)
                elif (
                    found is not None
                    and (found != importer or len(parts) > 1)
                    and (of_project or not self._comes_first_elsewhere(parts[0], importer))
                ):
                    return found
                # A package on the importer's own path hides those of the same name in other projects.
                is_owned = is_owned or self._holds_package(folder, parts[0])
            elsewhere = None if is_owned else self._below(folder, module)
            if elsewhere is not None and elsewhere != importer:
                return elsewhere
        if namespace is None and not is_owned:
            namespace = self._nearest_namespace(module, folder_of(importer))
        return namespace if namespace and not self._comes_first_elsewhere(parts[0], importer) else None

    def _holds_package(self, folder: str, top: str) -> bool:
        found = self._locate(folder, [top])
        return found is not None and not found.endswith("/")

    def _below(self, folder: str, module: str) -> str | None:
        """The regular module on the import root, somewhere below a folder, that is nearest to it."""
        key = (folder, module)
        if key not in self._nearest:
            hits = _within(self._found(module).regular, folder)
            self._nearest[key] = min(hits, key=lambda hit: (len(hit[0]), hit))[1] if hits else None
        return self._nearest[key]

    def _nearest_namespace(self, module: str, folder: str) -> str | None:
        """The namespace package on some project's import root that is nearest to a folder."""
        namespaces = self._found(module).namespaces
        best = max(namespaces, key=lambda hit: (shared_depth(hit[1], folder), -len(hit[0])), default=None)
        return best[1] if best is not None else None

    def _found(self, module: str) -> _Hits:
        known = self._hits.get(module)
        if known is None:
            parts = module.split(".")
            known = self._hits[module] = _Hits([], [])
            for root in self._roots_by_top.get(parts[0], ()):
                path = self._locate(root, parts)
                if path is not None:
                    (known.namespaces if path.endswith("/") else known.regular).append((root, path))
        return known

    def _locate(self, folder: str, parts: Sequence[str]) -> str | None:
        """The module at a folder and the parts below it: package, file, stub, namespace package."""
        files = self._tree.files
        base = inside(folder, "/".join(parts)) if parts else folder
        package = inside(base, "__init__.py")
        if package in files:
            return package
        for path in (f"{base}.py", inside(base, "__init__.pyi"), f"{base}.pyi"):
            if path in files and parts:
                return path
        return f"{base}/" if base in self._folders else None

    def _comes_first_elsewhere(self, top: str, importer: str) -> bool:
        """Is a module of the standard library's or of a declared dependency's name more likely meant?"""
        if top in sys.stdlib_module_names:
            return True
        name = canonicalize_name(top)
        return any(self._declares(folder, name) for folder in ancestry(folder_of(importer)))

    def _declares(self, folder: str, name: str) -> bool:
        key = (folder, name)
        if key not in self._declared:
            self._declared[key] = any(
                read_manifest(path, self._read(path) or b"", {("pypi", name)})
                for path in self._manifests.get(folder, ())
            )
        return self._declared[key]

    @cached_property
    def _folders(self) -> frozenset[str]:
        """Folders with Python files in them or below: only these can be namespace packages."""
        folders: set[str] = set()
        for path in self._tree.files:
            if path.endswith((".py", ".pyi")):
                folder = folder_of(path)
                while folder and folder not in folders:
                    folders.add(folder)
                    folder = folder_of(folder)
        return frozenset(folders)

    @cached_property
    def _roots(self) -> frozenset[str]:
        return frozenset(import_roots(self._tree))

    @cached_property
    def _roots_by_top(self) -> dict[str, list[str]]:
        """The import roots under which a top-level module of a name stands, in path order."""
        known = self._roots
        tops: dict[str, set[str]] = {}
        for path in self._tree.files:
            if path.endswith((".py", ".pyi")):
                folder, _, file = path.rpartition("/")
                if folder in known:
                    tops.setdefault(file.partition(".")[0], set()).add(folder)
        for path in self._folders:
            folder, _, name = path.rpartition("/")
            if folder in known:
                tops.setdefault(name, set()).add(folder)
        return {name: sorted(found) for name, found in tops.items()}

    @cached_property
    def _manifests(self) -> dict[str, list[str]]:
        """The manifests of each project folder, in path order."""
        found: dict[str, list[str]] = {}
        for path in sorted(self._tree.files):
            if path.endswith("pyproject.toml") or is_requirements(path):
                found.setdefault(requirements_owner(folder_of(path)), []).append(path)
        return found


def _within(hits: list[tuple[str, str]], folder: str) -> list[tuple[str, str]]:
    """The hits whose root lies below a folder."""
    if not folder:
        return hits
    start, end = (bisect_left(hits, (f"{folder}{mark}",)) for mark in "/0")  # "0" is the character after "/"
    return hits[start:end]
