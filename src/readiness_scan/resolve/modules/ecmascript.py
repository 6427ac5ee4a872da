"""Imports of JavaScript and TypeScript: relative, configured, by package name, by a framework's alias."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from readiness_scan.manifests.documents import mapping
from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.node_packages import NodePackages, split_name
from readiness_scan.resolve.modules.package_exports import entry_targets, source_candidates, table_targets
from readiness_scan.resolve.modules.tree import FileTree, folder_of, inside, joined
from readiness_scan.resolve.modules.tsconfig import TsConfigs

_EXTENSIONS = (".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".vue", ".svelte", ".astro")
# React Native and Expo pick one of these where no plain file stands.
_PLATFORMS = tuple(f".{name}{ext}" for name in ("native", "ios", "android", "web") for ext in _EXTENSIONS[:4])
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")
_WRITTEN_AS = {
    ".js": (".ts", ".tsx", ".js", ".jsx"),
    ".jsx": (".tsx", ".jsx"),
    ".mjs": (".mts", ".mjs"),
    ".cjs": (".cts", ".cjs"),
}
"""What may stand for an extension as written: TypeScript imports name the file that will be built."""
# Folders, within a package, that an alias means where no configuration tells.
_ALIASES = {
    "@/": ("src", "", "app"),
    "~/": ("app", "src", ""),
    "~~/": ("",),
    "@@/": ("",),
    "$lib/": ("src/lib",),
    "src/": ("src", "src/src", "app/src"),
    "/": ("", "src"),
}


class EcmaModules(ModuleSystem):
    """The import system of npm packages over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "npm"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)
        self._packages = NodePackages(self._tree)
        self._configs = TsConfigs(self._tree, self._packages.find)
        self._resolved: dict[tuple[str, str], str | None] = {}

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The file that an import means; none for external packages and for files that are no code or absent."""
        folder = folder_of(importer)
        key = (specifier, folder)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(specifier, folder)
        return self._resolved[key]

    def package(self, specifier: str) -> str:
        """`name` or `@scope/name`; subpaths are modules of their own."""
        return split_name(specifier)[0]

    def _resolve(self, specifier: str, folder: str) -> str | None:
        specifier = specifier.partition("?")[0]  # Vite's `./worker?worker`
        if not specifier or ":" in specifier:
            return None  # a URL, `node:fs`, `npm:acme-js`
        if specifier.partition("/")[0] in (".", ".."):
            path = joined(folder, specifier)
            if path is None:
                return None
            names_folder = specifier.rpartition("/")[2] in ("", ".", "..")
            return self._folder(path) if names_folder else self._file_or_folder(path)
        return (
            _best(map(self._file_or_folder, self._configs.candidates(specifier, folder)))
            or self._package_import(specifier, folder)
            or self._package(specifier, folder)
            or _best(map(self._file_or_folder, self._aliased(specifier, folder)))
        )

    def _package_import(self, specifier: str, folder: str) -> str | None:
        """`#name`: an entry of `imports` in the package's own package.json."""
        holders = self._packages.enclosing(folder)
        if not specifier.startswith("#") or not holders:
            return None
        table = mapping(self._tree.document(inside(holders[0], "package.json")).get("imports"))
        for target in table_targets(table, specifier):
            found = self._target(holders[0], target) if target.startswith("./") else self._package(target, folder)
            if found is not None:
                return found
        return None

    def _package(self, specifier: str, folder: str) -> str | None:
        """A package of the tree, imported by its name."""
        name, subpath = split_name(specifier)
        package = self._packages.find(name, folder)
        return self._entry(package, subpath) if package is not None else None

    def _entry(self, package: str, subpath: str) -> str | None:
        """The file behind a package's subpath: its sources rather than what is built from them."""
        manifest = self._tree.document(inside(package, "package.json"))
        targets = list(entry_targets(manifest, subpath))
        targets += ["src/index", "index"] if subpath == "." else [subpath, f"src/{subpath.removeprefix('./')}"]
        return _best(self._target(package, target) for target in targets)

    def _target(self, package: str, target: str) -> str | None:
        """The file for one target of a package.json."""
        built_from = self._configs.sources(package, target)
        paths = (*built_from, *(joined(package, candidate) for candidate in source_candidates(target)))
        return _best(self._file(path) or self._index(path) for path in paths if path is not None)

    def _aliased(self, specifier: str, folder: str) -> Iterator[str]:
        """Paths that a framework's alias may mean, from the nearest package outwards."""
        if specifier == "$lib":
            specifier = "$lib/"
        for alias, places in _ALIASES.items():
            if not specifier.startswith(alias):
                continue
            for package in dict.fromkeys((*self._packages.enclosing(folder), "")):
                for place in places:
                    path = joined(package, f"./{place}/{specifier.removeprefix(alias)}")
                    if path is not None:
                        yield path

    def _file_or_folder(self, path: str) -> str | None:
        """The file that a path means, be it a file's or a folder's."""
        return _best(find(path) for find in (self._file, self._folder))

    def _file(self, path: str) -> str | None:
        """The file that a path without a certain extension means."""
        if not path:
            return None
        files = self._tree.files
        dot = path.rfind(".", path.rfind("/") + 1)
        stem, written = (path[:dot], path[dot:]) if dot > 0 else (path, "")
        standing_for = _WRITTEN_AS.get(written, (written,) if written in _EXTENSIONS else ())
        for ext in standing_for:
            if stem + ext in files:
                return stem + ext
        for ext in (*_EXTENSIONS, *_PLATFORMS):
            if path + ext in files:
                return path + ext
        for ext in _DECLARATIONS:
            if path + ext in files:
                return path + ext
            if standing_for and stem + ext in files:
                return stem + ext
        return None

    def _folder(self, path: str) -> str | None:
        """The file that a folder means: its package.json's entry, else its index."""
        if inside(path, "package.json") in self._tree.files:
            return self._entry(path, ".")
        return self._index(path)

    def _index(self, path: str) -> str | None:
        return self._file(inside(path, "index"))


def _best(found: Iterable[str | None]) -> str | None:
    """The first file; a declaration only where there is nothing else."""
    declaration: str | None = None
    for path in found:
        if path is not None and not path.endswith(_DECLARATIONS):
            return path
        declaration = declaration or path
    return declaration
