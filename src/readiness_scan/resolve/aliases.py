"""Type aliases that share their names with values: `type Sound = …` beside `const Sound = {…}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Ref
from readiness_scan.resolve.denotation import Alias, Denotation, Namespace

if TYPE_CHECKING:
    from readiness_scan.resolve.names import Names


def alias(names: Names, name: str, file: str) -> list[Denotation]:
    """The type that a name of a file's own scope means; empty where it means none."""
    return _own(names, name, file, set())


def _own(names: Names, name: str, file: str, seen: set[tuple[str, str]]) -> list[Denotation]:
    unit = names.program.unit(file)
    if unit is None:
        return []
    if name in unit.summary.types:
        return [Alias(file, name)]
    imports = [(item.module, item.name) for item in unit.summary.scopes[0].imports.get(name, [])]
    return _elsewhere(names, imports, file, seen)


def _exported(names: Names, name: str, file: str, seen: set[tuple[str, str]]) -> list[Denotation]:
    unit = names.program.unit(file)
    if unit is None or (file, name) in seen:
        return []
    seen.add((file, name))
    for export in unit.summary.exports:
        if export.name == name and export.module is None and isinstance(export.value, Ref):
            return _own(names, export.value.name, file, seen)
    again = [
        (export.module, export.member if export.name else name)
        for export in unit.summary.exports
        if export.module is not None and export.name in (name, None)
    ]
    return _elsewhere(names, again, file, seen) or _own(names, name, file, seen)


def _elsewhere(
    names: Names, imports: list[tuple[str, str | None]], file: str, seen: set[tuple[str, str]]
) -> list[Denotation]:
    for specifier, member in imports:
        for module in names.module(specifier, file):
            if isinstance(module, Namespace) and member is not None and not module.file.endswith("/"):
                found = _exported(names, member, module.file, seen)
                if found:
                    return found
    return []
