"""Imports of Dart: libraries by path or by package, in several files where they have parts, seen whole unless said."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from readiness_scan.manifests.pubspec import own_pub_name
from readiness_scan.resolve.modules.interface import ModuleSystem
from readiness_scan.resolve.modules.tree import FileTree, ancestry, folder_of, inside, joined

_DIRECTIVE = re.compile(r"^[ \t]*(import|export|part[ \t]+of|part)\b([^;]*);", re.MULTILINE)
_URI = re.compile(r"['\"]([^'\"\n]+)['\"]")
_CHOSEN = re.compile(r"\b(?:as|show)[ \t\n]+\w")
"""What gives the names of an import a place in the file itself: a prefix, or a list of names."""
_LIBRARY = re.compile(r"^[ \t]*library[ \t]+([\w.]+)[ \t]*;", re.MULTILINE)
_TYPE = re.compile(
    r"^(?:[a-z]+[ \t]+)*?(?:class|mixin|enum|typedef|extension[ \t]+type(?:[ \t]+const)?)[ \t]+(\w+)", re.MULTILINE
)
_EXTENSION = re.compile(r"^extension\b[^{]*?\bon[ \t]+(?:\w+\.)?(\w+)", re.MULTILINE)
_LINE = re.compile(
    r"^(?!(?:[a-z]+[ \t]+)*(?:class|enum|extension|import|export|mixin|part)\b)[A-Za-z_][^\n=({;]*(?=[=({;])",
    re.MULTILINE,
)
"""The start of what is declared outside of everything, as it is usually formatted."""
_FURTHER = re.compile(r"^[A-Za-z_][^\n=]*=[^\n]*?,[ \t]*(\w+)[ \t]*=", re.MULTILINE)
_GENERIC = re.compile(r"<[^<>]*>")
_LAST_WORD = re.compile(r"(\w+)\W*$")
_PACKAGE = "package:"
_MANIFEST = "pubspec.yaml"
_CORE = frozenset({
    *("BigInt", "Comparable", "DateTime", "Duration", "Enum", "Error", "Exception", "Function", "Future", "Iterable"),
    *("Iterator", "List", "Map", "MapEntry", "Never", "Null", "Object", "Pattern", "Record", "RegExp", "Set"),
    *("StackTrace", "Stream", "String", "StringBuffer", "Symbol", "Type", "Uri", "bool", "double", "dynamic", "int"),
    *("num", "override", "print", "void"),
})  # fmt: skip
"""Names that every library has without importing them."""


class _Seen(NamedTuple):
    """What one library sees: the files that declare its names, and the packages that may."""

    files: Sequence[str]
    packages: Sequence[str]


class DartModules(ModuleSystem):
    """The libraries of Dart over one tree.

    Args:
        files: all files, POSIX, relative to the reading root.
        read: a file's bytes; none where it cannot be read.
    """

    ecosystem = "pub"

    def __init__(self, files: Collection[str], read: Callable[[str], bytes | None]) -> None:
        self._tree = FileTree(files, read)
        self._texts: dict[str, str] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._seen: dict[str, _Seen] = {}

    def resolve(self, specifier: str, importer: str) -> str | None:
        """The library's file; none for one that is not here."""
        if specifier.startswith(_PACKAGE):
            name, _, rest = specifier.removeprefix(_PACKAGE).partition("/")
            folder = self._folders.get(name)
            path = inside(folder, f"lib/{rest}") if folder is not None and rest else None
        elif ":" in specifier:
            return None
        else:
            path = joined(folder_of(importer), specifier)
        return path if path in self._tree.files else None

    def external_name(self, specifier: str) -> tuple[str, tuple[str, ...]]:
        """The package of a library, whichever of its libraries it is."""
        return self.package(specifier), ()

    def package(self, specifier: str) -> str:
        """The name of the package: of `package:acme/client.dart`, `acme`."""
        return specifier.removeprefix(_PACKAGE).partition("/")[0] if specifier.startswith(_PACKAGE) else specifier

    def owner(self, file: str) -> str | None:
        """The package that a file is of."""
        for folder in ancestry(folder_of(file)):
            if folder in self._owners:
                return self._owners[folder]
        return None

    def outside(self, name: str, file: str) -> Sequence[tuple[str, tuple[str, ...]]]:
        """A name that no file declares is of one of the packages that are imported whole: nobody says which."""
        packages = () if name in _CORE else self._sight(file).packages
        return [(package, (name,)) for package in packages] or [("", (name,))]

    def peers(self, file: str, name: str | None) -> Sequence[str]:
        """The other files that may declare a name which the library sees, or that extend a type of that name."""
        if not file.endswith(".dart"):
            return ()
        if name is None:
            library = self._library_of(file)
            return [path for path in (library, *self._parts(library)) if path != file]
        declaring = [path for path in self._sight(file).files if path != file and name in self._declared(path)]
        extending = [path for path in self._extending.get(name, ()) if path != file]
        return sorted({*declaring, *extending})

    def extending(self, name: str) -> Sequence[str]:
        """The files with an extension of a type of that name."""
        return self._extending.get(name, ())

    # --- libraries ------------------------------------------------------------------------------------------------

    def _sight(self, file: str) -> _Seen:
        """What the library sees that a file is of."""
        library = self._library_of(file)
        if library not in self._seen:
            files = dict.fromkeys((library, *self._parts(library)))
            packages: dict[str, None] = {}
            for kind, rest in self._directives(library):
                if (kind == "import" and not _CHOSEN.search(rest)) or kind == "export":
                    for uri in _URI.findall(rest):
                        self._add(uri, library, files, packages)
            self._seen[library] = _Seen(list(files), list(packages))
        return self._seen[library]

    def _add(self, uri: str, library: str, files: dict[str, None], packages: dict[str, None]) -> None:
        """Add what a library gives those that import it: its files, and whatever it exports again."""
        pending = [(uri, library)]
        while pending:
            specifier, importer = pending.pop()
            target = self.resolve(specifier, importer)
            if target is None or (specifier.startswith(_PACKAGE) and self.package(specifier) != self.owner(importer)):
                packages[self.package(specifier)] = None
            if target is None or target in files:
                continue
            files.update(dict.fromkeys((target, *self._parts(target))))
            again = (rest for kind, rest in self._directives(target) if kind == "export")
            pending += [(each, target) for rest in again for each in _URI.findall(rest)]

    def _directives(self, file: str) -> Iterator[tuple[str, str]]:
        for match in _DIRECTIVE.finditer(self._text(file)):
            yield match[1], match[2]

    def _parts(self, library: str) -> list[str]:
        given = (rest for kind, rest in self._directives(library) if kind == "part")
        found = (self.resolve(uri, library) for rest in given for uri in _URI.findall(rest))
        return [path for path in found if path is not None]

    def _library_of(self, file: str) -> str:
        """The file that a file is a part of; itself where it is none."""
        for kind, rest in self._directives(file):
            if kind.startswith("part") and kind != "part":
                uri = _URI.search(rest)
                library = self.resolve(uri[1], file) if uri else self._libraries.get(rest.strip())
                return library or file
        return file

    @cached_property
    def _libraries(self) -> Mapping[str, str]:
        """The libraries that give themselves a name, by it."""
        named = ((path, _LIBRARY.search(self._text(path))) for path in self._files)
        return {match[1]: path for path, match in named if match}

    # --- names ----------------------------------------------------------------------------------------------------

    def _declared(self, file: str) -> frozenset[str]:
        """The names that a file may declare outside of everything; it may be more, which costs a look into it."""
        if file not in self._names:
            text = self._text(file)
            found = {*_TYPE.findall(text), *_FURTHER.findall(text)}
            for start in _LINE.findall(text):
                while "<" in start and _GENERIC.search(start):
                    start = _GENERIC.sub("", start)
                words = (_LAST_WORD.search(piece) for piece in start.split(","))
                found.update(word[1] for word in words if word)
            self._names[file] = frozenset(found)
        return self._names[file]

    @cached_property
    def _extending(self) -> Mapping[str, Sequence[str]]:
        """The types that files add members to, each with those files."""
        found: dict[str, list[str]] = {}
        for path in self._files:
            for name in dict.fromkeys(_EXTENSION.findall(self._text(path))):
                found.setdefault(name, []).append(path)
        return found

    def _text(self, file: str) -> str:
        if file not in self._texts:
            self._texts[file] = self._tree.text(file)
        return self._texts[file]

    # --- packages -------------------------------------------------------------------------------------------------

    @cached_property
    def _files(self) -> list[str]:
        return sorted(path for path in self._tree.files if path.endswith(".dart"))

    @cached_property
    def _owners(self) -> Mapping[str, str | None]:
        """The folders that are packages, each with its name."""
        manifests = sorted(path for path in self._tree.files if path.rpartition("/")[2] == _MANIFEST)
        return {folder_of(path): own_pub_name(self._tree.text(path)) for path in manifests}

    @cached_property
    def _folders(self) -> Mapping[str, str]:
        """The folder of each package of the tree, by its name."""
        found: dict[str, str] = {}
        for folder, name in self._owners.items():
            if name:
                found.setdefault(name, folder)
        return found
