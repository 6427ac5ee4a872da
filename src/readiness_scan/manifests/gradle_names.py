"""What a name in a Gradle script stands for: an accessor of a catalogue, or a text that some script is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from readiness_scan.manifests.gradle_values import (
    Definitions,
    Reference,
    Value,
    definitions,
    property_definitions,
    without_holders,
)
from readiness_scan.manifests.project import Project, folders_above
from readiness_scan.manifests.version_catalog import Catalog, Library, parse_catalog

_SCRIPTS = (".gradle", ".gradle.kts")
_BUILD_SOURCES = re.compile(r"(?:.*/)?(?:buildSrc|build-logic|buildLogic)/.*\.(?:kt|gradle|gradle\.kts)")
_MAX_STEPS = 8
_MAX_LENGTH = 1000


class Names:
    """The names that one script can use.

    Args:
        path: the script's path.
        script: its text.
        project: the tree that holds catalogues, properties and other scripts.
    """

    def __init__(self, path: str, script: str, project: Project) -> None:
        self._path = path
        self._script = script
        self._project = project
        self._levels: list[list[Definitions]] | None = None
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], str | None] = {}

    def text(self, value: Value | None, scope: tuple[str, ...]) -> str | None:
        """The text of a value; what is not known stands in it as `$name`."""
        return None if value is None else self._filled(value, scope, _MAX_STEPS)

    def coordinates(self, value: Value | None, scope: tuple[str, ...]) -> list[str]:
        """The coordinates that an argument stands for: several for a bundle, none for what is not known."""
        if value is not None and len(value) == 1 and isinstance(value[0], Reference):
            found = self._catalog(value[0].path)
            if found is not None:
                return [_written(library) for library in _libraries(*found)]
        text = self.text(value, scope)
        return [text] if text else []

    def plugins(self, value: Value | None) -> list[Library]:
        """The plug-in that an accessor stands for; none where it is not known."""
        reference = value[0] if value else None
        found = self._catalog(reference.path) if isinstance(reference, Reference) else None
        if found is None or found[1][:1] != ("plugins",):
            return []
        plugin = found[0].plugins.get(".".join(found[1][1:]))
        return [plugin] if plugin is not None else []

    def _filled(self, value: Value, scope: tuple[str, ...], steps: int) -> str:
        pieces: list[str] = []
        for part in value:
            if isinstance(part, str):
                pieces.append(part)
                continue
            known = self._looked_up(part.path, scope, steps - 1) if steps else None
            pieces.append(f"${'.'.join(part.path)}" if known is None else known)
        return "".join(pieces)[:_MAX_LENGTH]

    def _looked_up(self, path: tuple[str, ...], scope: tuple[str, ...], steps: int) -> str | None:
        if (path, scope) not in self._known:
            self._known[path, scope] = None  # a name that leads back to itself stands for nothing
            self._known[path, scope] = self._lookup(path, scope, steps)
        return self._known[path, scope]

    def _lookup(self, path: tuple[str, ...], scope: tuple[str, ...], steps: int) -> str | None:
        """The one text that a name stands for in the nearest files that give it any."""
        found = self._catalog(path)
        if found is not None:
            catalog, rest = found
            return catalog.versions.get(".".join(rest[1:])) if rest[:1] == ("versions",) else None
        plain = without_holders(path)
        for level in self._definitions():
            for depth in range(len(scope), -1, -1):
                full = (*scope[:depth], *plain)
                values = {value for each in level for value in each.get(full, ())}
                if values:
                    texts = {self._filled(value, full[:-1], steps) for value in values} if len(values) <= 4 else set()
                    return next(iter(texts)) if len(texts) == 1 else None
        return None

    def _catalog(self, path: tuple[str, ...]) -> tuple[Catalog, tuple[str, ...]] | None:
        """The catalogue that a path starts with, and the rest of the path."""
        for file in self._project.above(self._path, f"gradle/{path[0]}.versions.toml", f"{path[0]}.versions.toml"):
            catalog = self._project.parsed(file, parse_catalog)
            if catalog is not None:
                return catalog, path[1:]
        return None

    def _definitions(self) -> list[list[Definitions]]:
        """What files define, by how near they stand: the script itself, each folder above it, the build's own code."""
        if self._levels is None:
            own = definitions(self._script)
            self._levels = [[own], *map(self._in_folder, folders_above(self._path)), self._build_sources()]
        return self._levels

    def _in_folder(self, folder: str) -> list[Definitions]:
        properties = f"{folder}/gradle.properties" if folder else "gradle.properties"
        scripts = self._project.beside(folder, _SCRIPTS)
        scripts += self._project.beside(f"{folder}/gradle" if folder else "gradle", _SCRIPTS)
        return list(self._parsed([properties], property_definitions)) + list(self._parsed(scripts, definitions))

    def _build_sources(self) -> list[Definitions]:
        return list(self._parsed(self._project.matching(_BUILD_SOURCES), definitions))

    def _parsed(self, paths: list[str], parse: Callable[[str], Definitions]) -> Iterator[Definitions]:
        for path in paths:
            found = self._project.parsed(path, parse)
            if found:
                yield found


def _libraries(catalog: Catalog, rest: tuple[str, ...]) -> list[Library]:
    """What an accessor asks for: the libraries of a bundle, or one."""
    bundle = catalog.bundles.get(".".join(rest[1:]), []) if rest[:1] == ("bundles",) else [".".join(rest)]
    return [catalog.libraries[alias] for alias in bundle if alias in catalog.libraries]


def _written(library: Library) -> str:
    return f"{library.name}:{library.specifier}" if library.specifier else library.name
