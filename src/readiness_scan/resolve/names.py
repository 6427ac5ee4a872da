"""What a name means at a place: scopes, imports, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Binding, Export, ImportBinding, ScopeKind, Value
from readiness_scan.resolve.denotation import (
    Alias,
    Denotation,
    External,
    Frame,
    Literal,
    Namespace,
    Unknown,
    unique,
)

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

DECLARED = Unknown("declared without a value")
GLOBAL_OBJECTS = {"window", "globalThis", "self", "global"}
"""Names under which JavaScript's global names can be written as members."""


class Names:
    """Lookup of names for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._active: set[tuple[object, ...]] = set()
        self._exported: dict[tuple[str, str], list[Denotation]] = {}
        self._module_names: dict[tuple[str, str], list[Denotation]] = {}

    def lookup(self, name: str, frame: Frame) -> list[Denotation]:
        """What a name denotes, from the innermost scope outwards."""
        unit = self.program.unit(frame.file)
        if unit is None:
            return [Unknown("a file that cannot be read")]
        scopes = unit.summary.scopes
        index = frame.scope
        while index >= 0:
            scope = scopes[index]
            if scope.kind is not ScopeKind.CLASS or index == frame.scope:
                bindings, imports = scope.bindings.get(name), scope.imports.get(name)
                if bindings and index == 0 and name in unit.summary.types:
                    return [Alias(frame.file, name)]
                if bindings or imports:
                    return self._bound(name, index, bindings or [], imports or [], frame)
                if bindings is not None:
                    return [Unknown(f"{name} is never given a value")]
            index = scope.parent
        if name in unit.summary.types:
            return [Alias(frame.file, name)]
        starred = self._starred(frame.file, name)
        if starred:
            return starred
        if name == "exports":
            return [Namespace(frame.file)]
        return [External(self.program.ecosystem(frame.file), "", (name,))]

    def values(self, name: str, frame: Frame) -> list[Value]:
        """The values that the innermost scope which knows a name gives it."""
        unit = self.program.unit(frame.file)
        index = frame.scope if unit is not None else -1
        while unit is not None and index >= 0:
            scope = unit.summary.scopes[index]
            if name in scope.bindings:
                return [binding.value for binding in scope.bindings[name]]
            index = scope.parent
        return []

    def _bound(
        self, name: str, scope: int, bindings: list[Binding], imports: list[ImportBinding], frame: Frame
    ) -> list[Denotation]:
        key = (frame.file, scope, name, frame.env, frame.this)
        plain = scope == 0
        if plain and (frame.file, name) in self._module_names:
            return self._module_names[frame.file, name]
        if key in self._active:
            return []
        self._active.add(key)
        try:
            found: list[Denotation] = []
            for binding in bindings:
                found += self._binding(binding, frame)
            for imported in imports:
                found += self._imported(imported, frame.file)
        finally:
            self._active.discard(key)
        found = unique(found)
        if len(found) > 1:
            # `let client = null` before the client is assigned says nothing of what it is
            found = [d for d in found if not isinstance(d, Literal) and d != DECLARED] or found
        if plain and not self._active and not self.resolver.was_cut:
            self._module_names[frame.file, name] = found
        return found

    def _binding(self, binding: Binding, frame: Frame) -> list[Denotation]:
        inner = frame._replace(scope=binding.scope)
        found = self.resolver.denote(binding.value, inner)
        if binding.annotation is not None and all(isinstance(d, Unknown | Literal) for d in found):
            return self.resolver.types.instances(binding.annotation, inner) or found
        return found

    # --- modules --------------------------------------------------------------------------------------------

    def module(self, specifier: str, importer: str, *, commonjs: bool = False) -> list[Denotation]:
        """The module that a specifier means."""
        target = self.program.module(specifier, importer)
        if target is not None:
            if commonjs:
                return [*self.exported(target, "="), Namespace(target)]
            return [Namespace(target)]
        if specifier.startswith("."):
            return [Unknown(f"module {specifier} is not here")]
        system = self.program.system(importer)
        module, path = system.external_name(specifier) if system else (specifier, ())
        return [External(self.program.ecosystem(importer), module, path)]

    def _imported(self, binding: ImportBinding, importer: str) -> list[Denotation]:
        found: list[Denotation] = []
        for module in self.module(binding.module, importer):
            if binding.name is None:
                found.append(module)
            elif isinstance(module, Namespace):
                found += self.member(module.file, binding.name)
            else:
                found += self.resolver.members.of(module, binding.name)
        return found

    def member(self, file: str, name: str) -> list[Denotation]:
        """A member of a first-party module: what it exports, or a module inside a package."""
        if not file.endswith("/"):
            found = self.exported(file, name)
            if found:
                return found
        inner = self.program.submodule(file, name)
        if inner is not None:
            return [Namespace(inner)]
        return [Unknown(f"{name} is not exported")]

    def exported(self, file: str, name: str) -> list[Denotation]:
        """What a file exports under a name; empty where it exports no such thing."""
        key = (file, name)
        if key in self._exported:
            return self._exported[key]
        if ("export", *key) in self._active:
            return []
        self._active.add(("export", *key))
        try:
            with self.resolver.deeper() as allowed:
                found: list[Denotation] = [Unknown("too far to follow")]
                if allowed:
                    found = unique(self._find_export(file, name))
        finally:
            self._active.discard(("export", *key))
        if not self._active and not self.resolver.was_cut:
            self._exported[key] = found
        return found

    def _find_export(self, file: str, name: str) -> list[Denotation]:
        unit = self.program.unit(file)
        if unit is None:
            return []
        summary = unit.summary
        found: list[Denotation] = []
        for export in summary.exports:
            if export.name == name:
                found += self._export(export, file)
        if found:
            return found
        if summary.implicit_exports and (name in summary.scopes[0].bindings or name in summary.scopes[0].imports):
            return self.lookup(name, Frame(file, 0))
        if name in summary.types:
            return [Alias(file, name)]
        if name != "=":
            whole = [d for export in summary.exports if export.name == "=" for d in self._export(export, file)]
            if whole:
                return whole if name == "default" else self.resolver.step(whole, (name,))
        return self._starred(file, name)

    def _export(self, export: Export, file: str) -> list[Denotation]:
        if export.module is None:
            return self.resolver.denote(export.value, Frame(file, 0))
        return self._imported(ImportBinding(export.module, export.member, False, export.span), file)

    def _starred(self, file: str, name: str) -> list[Denotation]:
        unit = self.program.unit(file)
        if unit is None or name in ("default", "="):
            return []
        for export in unit.summary.exports:
            if export.name is not None or export.module is None:
                continue
            for module in self.module(export.module, file):
                if isinstance(module, Namespace) and not module.file.endswith("/"):
                    found = self.exported(module.file, name)
                    if found:
                        return found
                elif isinstance(module, External) and module.module and len(unit.summary.exports) == 1:
                    return self.resolver.members.of(module, name)
        return []
