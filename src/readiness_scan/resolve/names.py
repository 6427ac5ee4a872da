"""What a name means at a place: scopes, imports, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Binding, ImportBinding, Scope, ScopeKind, This, Value
from readiness_scan.resolve.denotation import (
    Alias,
    ClassOf,
    Denotation,
    External,
    Frame,
    Instance,
    Literal,
    Namespace,
    Unknown,
    unique,
)
from readiness_scan.resolve.order import Order

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

DECLARED = "declared without a value"
COMMONJS = "npm"
"""The registry whose modules know themselves as `exports` and `module.exports`."""


class Names:
    """Lookup of names for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._module_names: dict[tuple[str, str, tuple[int, ...]], list[Denotation]] = {}
        self._orders: dict[tuple[str, int, str], Order] = {}

    def lookup(self, name: str, frame: Frame, place: int = -1) -> list[Denotation]:
        """What a name denotes, from the innermost scope outwards, where it is used: at a place, or anywhere."""
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
                    return _known(self._bound(name, scopes, index, frame, place)) or [Alias(frame.file, name)]
                if imports and not bindings and self._is_declared_here(name, imports, frame.file):
                    return self.of_peers(name, frame.file) or []
                if bindings or imports:
                    found = self._bound(name, scopes, index, frame, place)
                    return found if index or not bindings else unique(found + (self.of_peers(name, frame.file) or []))
                if bindings is not None:
                    return [Unknown(f"{name} is never given a value")]
            if unit.summary.implicit_members and scope.owner >= 0:
                own = self._own_member(name, scope, frame)
                if own is not None:
                    return own
            index = scope.parent
        if name in unit.summary.types:
            return [Alias(frame.file, name)]
        return self._elsewhere(name, frame, scopes[0])

    def _elsewhere(self, name: str, frame: Frame, top: Scope) -> list[Denotation]:
        """What a name denotes that a file does not bind: of its package, of what it imports whole, or a global."""
        elsewhere = self.of_peers(name, frame.file)
        if elsewhere is not None:
            return elsewhere
        unit = self.program.unit(frame.file)
        implicit = unit is not None and unit.summary.implicit_members
        inner = self.program.submodule(frame.file, name) if implicit else None
        if inner is not None:
            return [Namespace(inner)]
        starred = self.resolver.exports.starred(frame.file, name) or self._named(name, top, frame.file)
        if starred:
            return starred
        if name == "exports" and self.program.ecosystem(frame.file) == COMMONJS:
            return [Namespace(frame.file)]
        system = self.program.system(frame.file)
        places = system.outside(name, frame.file) if system is not None else [("", (name,))]
        ecosystem = self.program.ecosystem(frame.file)
        known = self.resolver.globals.of(ecosystem, name) if name not in top.imports else []
        return [*known, *(External(ecosystem, *place) for place in places)]

    def _own_member(self, name: str, scope: Scope, frame: Frame) -> list[Denotation] | None:
        """A member of the class that a scope is, or that a function adds to; none where there is no such member."""
        unit = self.program.unit(frame.file)
        number = scope.owner
        if unit is not None and scope.kind is ScopeKind.FUNCTION:
            number = unit.summary.functions[scope.owner].receiver
        elif scope.kind is not ScopeKind.CLASS:
            number = -1
        if unit is None or number < 0:
            return None
        members = self.resolver.members
        this = frame.this
        outside: list[Denotation] = []
        for owner in self.resolver.denote(This(number), frame._replace(this=None)):
            if isinstance(owner, Instance):
                kind = ClassOf(owner.file, owner.number)
                if members.holds(kind, name):
                    own = this is not None and kind in members.line(ClassOf(this.file, this.number))
                    return members.of(this if own and this is not None else owner, name)
            elif isinstance(owner, External) and not self._is_known(name, unit.summary.scopes[0], frame.file):
                outside += members.of(owner, name)
        return outside or None

    def _is_known(self, name: str, top: Scope, file: str) -> bool:
        """Whether a file's own scope, or its package, has a name."""
        return name in top.bindings or name in top.imports or bool(self.program.peers(file, name))

    def of_peers(self, name: str, file: str) -> list[Denotation] | None:
        """What the files say of a name that share their names with this one; none where none of them knows it."""
        known = False
        found: list[Denotation] = []
        for path in self.program.peers(file, name):
            unit = self.program.unit(path)
            if unit is not None and name in unit.summary.scopes[0].bindings:
                known = True
                found += self._bound(name, unit.summary.scopes, 0, Frame(path, 0), -1)
        return found if known else None

    def _is_declared_here(self, name: str, imports: list[ImportBinding], file: str) -> bool:
        """Whether the tree declares a module's name, too, where names do not say which module they are of."""
        system = self.program.system(file)
        if system is None or system.names_modules or any(item.name is not None for item in imports):
            return False
        return bool(self.program.peers(file, name))

    def _named(self, name: str, top: Scope, file: str) -> list[Denotation]:
        """The module that gives itself this name, imported under a name that was guessed."""
        for imported in (item for imports in top.imports.values() for item in imports if item.name is None):
            if self.program.name_of(imported.module, file) == name:
                return self.imported(imported, file)
        return []

    def values(self, name: str, frame: Frame, place: int = -1) -> list[Value]:
        """The values that the innermost scope which knows a name gives it, for a use at a place, or anywhere."""
        unit = self.program.unit(frame.file)
        index = frame.scope if unit is not None else -1
        while unit is not None and index >= 0:
            scopes = unit.summary.scopes
            if name in scopes[index].bindings:
                return [binding.value for binding in self._reaching(name, scopes, index, frame, place)[1]]
            index = scopes[index].parent
        return []

    def _reaching(
        self, name: str, scopes: tuple[Scope, ...], home: int, frame: Frame, place: int
    ) -> tuple[tuple[int, ...], list[Binding]]:
        """The bindings of a scope's name that can reach a use, and their numbers; none where all of them count."""
        bindings = scopes[home].bindings.get(name, [])
        span = scopes[frame.scope].span
        if len(bindings) < 2 or not span.start <= place < span.end:
            return (), bindings
        key = (frame.file, home, name)
        if key not in self._orders:
            self._orders[key] = Order(bindings, scopes, home)
        numbers = self._orders[key].reaching(place, frame.scope)
        return numbers, self._orders[key].chosen(numbers)

    def _bound(self, name: str, scopes: tuple[Scope, ...], home: int, frame: Frame, place: int) -> list[Denotation]:
        numbers, bindings = self._reaching(name, scopes, home, frame, place)
        key = (frame.file, home, name, numbers, frame.env, frame.this)
        plain = home == 0
        if plain and (frame.file, name, numbers) in self._module_names:
            return self._module_names[frame.file, name, numbers]
        with self.resolver.circles.asking(key) as asked:
            if asked is None:
                return []
            found: list[Denotation] = []
            for binding in bindings:
                found += self._held(name, home, frame.file, self._binding(binding, frame))
            for given in scopes[home].imports.get(name, []):
                found += self.imported(given, frame.file)
        found = unique(found)
        if len(found) > 1:
            # `let client = null` before the client is assigned says nothing of what it is
            found = [d for d in found if not isinstance(d, Literal) and not _is_declared(d)] or found
        if plain and asked.is_whole and not self.resolver.was_cut:
            self._module_names[frame.file, name, numbers] = found
        return found

    def _held(self, name: str, home: int, file: str, found: list[Denotation]) -> list[Denotation]:
        """The same, with the variable noted in instances whose members are given values through it."""
        if not any(isinstance(d, Instance) and d.made_by is not None and d.held_by is None for d in found):
            return found
        unit = self.program.unit(file)
        if unit is None or name not in unit.given_through:
            return found
        holder = (file, home, name)
        return [
            d._replace(held_by=holder)
            if isinstance(d, Instance) and d.made_by is not None and d.made_by.frame.file == file and d.held_by is None
            else d
            for d in found
        ]

    def _binding(self, binding: Binding, frame: Frame) -> list[Denotation]:
        inner = frame._replace(scope=binding.scope)
        found = self.resolver.denote(binding.value, inner)
        if binding.annotation is not None and all(isinstance(d, Unknown | Literal) for d in found):
            found = self.resolver.types.instances(binding.annotation, inner) or found
        elif binding.annotation is not None:
            found = self.resolver.containers.declared(found, binding.annotation, inner) or found
        if binding.annotation is not None:
            return self.resolver.types.typed(found, binding.annotation, inner)
        return found

    # --- modules --------------------------------------------------------------------------------------------

    def module(self, specifier: str, importer: str, *, commonjs: bool = False) -> list[Denotation]:
        """The module that a specifier means."""
        target = self.program.module(specifier, importer)
        if target is not None:
            if commonjs:
                return [*self.resolver.exports.of(target, "="), Namespace(target)]
            return [Namespace(target)]
        if specifier.startswith("."):
            return [Unknown(f"module {specifier} is not here")]
        system = self.program.system(importer)
        module, path = system.external_name(specifier) if system else (specifier, ())
        return [External(self.program.ecosystem(importer), module, path)]

    def imported(self, binding: ImportBinding, importer: str) -> list[Denotation]:
        """What an import brings in."""
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
            found = self.resolver.exports.of(file, name)
            if found:
                return found
        inner = self.program.submodule(file, name)
        if inner is not None:
            return [Namespace(inner)]
        return [Unknown(f"{name} is not exported")]


def _is_declared(found: Denotation) -> bool:
    return isinstance(found, Unknown) and found.reason == DECLARED


def _known(found: list[Denotation]) -> list[Denotation]:
    return [d for d in found if not isinstance(d, Unknown | External)]
