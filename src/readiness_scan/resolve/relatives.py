"""Which types belong together: those that extend or implement one, and what other files add to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Class, Function, Value
from readiness_scan.resolve.denotation import RESULT, ClassOf, Denotation, External, Frame
from readiness_scan.resolve.program import Unit

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

EXTENSION = "extension"
NEWTYPE = "newtype"
Shape = tuple[str | None, ...]
"""The parameters of a method, each by the name in which its type ends."""


class Relatives:
    """Relations between types, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._subclasses: dict[ClassOf, list[ClassOf]] = {}
        self._extensions: dict[ClassOf, list[ClassOf]] = {}
        self._extended: dict[ClassOf, ClassOf | None] = {}
        self._adding: dict[External, list[ClassOf]] = {}

    def subclasses(self, owner: ClassOf) -> list[ClassOf]:
        """Every class of the repository that extends or implements this one, directly or not."""
        if owner not in self._subclasses:
            self._subclasses[owner] = []
            cls = self._class(owner)
            found = list(self._extending(owner, cls.name)) if cls is not None and cls.name else []
            found += [ClassOf(*key) for key in self._implementing(owner, cls)] if cls is not None else []
            self._subclasses[owner] = list(dict.fromkeys(found))
        return self._subclasses[owner]

    def _extending(self, owner: ClassOf, name: str) -> Iterator[ClassOf]:
        for path in self.program.containing([name], owner.file):
            unit = self.program.unit(path)
            for index, cls in enumerate(unit.summary.classes if unit else ()):
                is_extension = cls.kind == EXTENSION
                with self.resolver.afresh():
                    bases = self.resolver.members.bases(ClassOf(path, index)) if cls.bases else []
                    extends = owner in (bases[1:] if is_extension else bases)
                if extends and is_extension:
                    extended = self.extended(ClassOf(path, index))
                    yield from [extended] if extended is not None else []
                elif extends:
                    yield ClassOf(path, index)
                    yield from self.subclasses(ClassOf(path, index))

    # --- interfaces that are implemented without saying so ----------------------------------------------------

    def _implementing(self, owner: ClassOf, interface: Class) -> Iterator[ClassOf]:
        """The types that have every method of an interface, where that is enough to implement it."""
        home = self.program.unit(owner.file)
        if home is None or not interface.is_structural or not interface.methods:
            return
        shapes = {name: shape(home.summary.functions[numbers[0]]) for name, numbers in interface.methods.items()}
        rarest = max(shapes, key=lambda name: (len(name), name))
        ecosystem = self.program.ecosystem(owner.file)
        for path in self.program.containing([rarest], owner.file):
            unit = self.program.unit(path) if self.program.ecosystem(path) == ecosystem else None
            for function in unit.summary.functions if unit is not None else ():
                if unit is None or function.name != rarest or function.class_index < 0:
                    continue
                candidate = self.extended(ClassOf(path, function.class_index))
                cls = self._class(candidate) if candidate is not None else None
                if candidate is None or cls is None or cls.kind == "interface":
                    continue
                with self.resolver.afresh():
                    implements = all(self._has(candidate, name, wanted) for name, wanted in shapes.items())
                if implements:
                    yield candidate

    def _has(self, owner: ClassOf, name: str, wanted: Shape) -> bool:
        return any(
            shape(unit.summary.functions[number]) == wanted
            for place in (owner, *self.extensions(owner))
            if (unit := self.program.unit(place.file)) is not None
            for number in unit.summary.classes[place.number].methods.get(name, ())
        )

    def is_only_a_name(self, owner: ClassOf) -> bool:
        """Whether a type is another one under a name of its own, or an enum of such, without a method of its own."""
        cls = self._class(owner)
        if cls is None or cls.kind not in (NEWTYPE, "enum") or cls.methods:
            return False
        return not any(each.methods for place in self.extensions(owner) if (each := self._class(place)) is not None)

    # --- members that other files add ---------------------------------------------------------------------------

    def extensions(self, owner: ClassOf) -> list[ClassOf]:
        """The classes that hold what other places add to a type."""
        if owner not in self._extensions:
            self._extensions[owner] = []
            cls = self._class(owner)
            name = cls.name if cls is not None else None
            places = [owner.file, *self.program.peers(owner.file, name)] if name else []
            self._extensions[owner] = [
                ClassOf(path, index)
                for path in places
                if (unit := self.program.unit(path)) is not None
                for index, extension in enumerate(unit.summary.classes)
                if extension.kind == EXTENSION and self.extended(ClassOf(path, index)) == owner
            ]
        return self._extensions[owner]

    def extended(self, owner: ClassOf) -> ClassOf | None:
        """The type that an extension adds to; any other class itself; none where the type is not here."""
        if owner not in self._extended:
            cls = self._class(owner)
            if cls is None or cls.kind != EXTENSION:
                return owner
            self._extended[owner] = None
            outer = Frame(owner.file, max(self._outer(owner, cls), 0))
            found = [d for d in self.resolver.denote(cls.bases[0], outer) if isinstance(d, ClassOf)]
            self._extended[owner] = found[0] if found else None
        return self._extended[owner]

    def extended_outside(self, owner: ClassOf) -> list[Denotation]:
        """An instance of the type of a package that an extension adds to."""
        cls = self._class(owner)
        if cls is None or cls.kind != EXTENSION:
            return []
        frame = Frame(owner.file, max(self._outer(owner, cls), 0))
        return [d for d in self.resolver.types.instances(cls.bases[0], frame) if isinstance(d, External)]

    def adding(self, instance: External) -> list[ClassOf]:
        """The classes that hold what the repository adds to the library's type of which something is an instance."""
        if len(instance.path) < 2 or instance.path[-1] != RESULT:
            return []
        if instance not in self._adding:
            self._adding[instance] = []
            self._adding[instance] = [
                ClassOf(path, index)
                for path in self.program.extending(instance.ecosystem, instance.path[-2])
                if (unit := self.program.unit(path)) is not None
                for index, extension in enumerate(unit.summary.classes)
                if extension.kind == EXTENSION and instance in self.extended_outside(ClassOf(path, index))
            ]
        return self._adding[instance]

    def _outer(self, owner: ClassOf, cls: Class) -> int:
        unit = self.program.unit(owner.file)
        return unit.summary.scopes[cls.scope].parent if unit is not None else 0

    def _class(self, owner: ClassOf) -> Class | None:
        unit: Unit | None = self.program.unit(owner.file)
        return unit.summary.classes[owner.number] if unit is not None else None


def shape(function: Function) -> Shape:
    """What tells a method from others of its name."""
    return tuple(_last_name(parameter.annotation) for parameter in function.parameters)


def _last_name(annotation: Value | None) -> str | None:
    match annotation:
        case facts.Ref(name) | facts.Member(_, name):
            return name
        case facts.TypeApplication(base, _):
            return _last_name(base)
        case _:
            return None
