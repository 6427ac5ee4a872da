"""What a type has: its keys, its members, its elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Class
from readiness_scan.resolve.denotation import (
    RESULT,
    ClassOf,
    External,
    Frame,
    Func,
    Instance,
    Items,
    Namespace,
    Object,
    Text,
    Unknown,
)
from readiness_scan.resolve.members import AUTO, SAME_TEXT
from readiness_scan.resolve.type_forms import Given, Gives, Kind, Listed, Mapped, Shape, Where

if TYPE_CHECKING:
    from readiness_scan.resolve.allowed import Allowed

ENUMS = {"Enum", "StrEnum", "TextChoices"}
MAX_LINE = 10
"""Classes between a class and the farthest that it extends."""


class TypeMembers:
    """Members of types, for the reading of types."""

    def __init__(self, types: Allowed) -> None:
        self.types = types
        self.resolver = types.resolver
        self.program = types.program

    def keys(self, kind: Kind) -> list[str]:
        """The names of a type's members."""
        match kind:
            case Shape(literal, _):
                return [entry.key for entry in literal.entries if entry.key is not None]
            case Mapped(mapped, where):
                return list(self.types.all_of(mapped.keys, where))
            case Object(literal, frame):
                return [key for entry in literal.entries for key in self._keys_of_entry(entry, frame)]
            case ClassOf() | Instance():
                line = list(self._line(ClassOf(kind.file, kind.number)))
                return [name for _, cls in line for name in (*cls.fields, *cls.methods)]
            case Namespace(file):
                unit = self.program.unit(file)
                return [export.name for export in unit.summary.exports if export.name] if unit else []
            case _:
                return []

    def _keys_of_entry(self, entry: facts.Entry, frame: Frame) -> list[str]:
        if entry.key is not None:
            return [entry.key]
        inner = entry.value.value if isinstance(entry.value, facts.Spread) else None
        return [key for spread in self.resolver.denote(inner, frame) for key in self.keys(spread)]

    def member(self, kind: Kind, name: str) -> list[Kind]:
        """What a member of this name consists of."""
        match kind:
            case Shape(literal, where):
                given = [entry.value for entry in literal.entries if entry.key == name]
                return [d for value in given for d in self.types.expanded(value, where)]
            case Mapped(mapped, where):
                inner = Where(where.frame, (Given(mapped.name, facts.Str(name), where), *where.given))
                return self.types.expanded(mapped.value, inner)
            case Text():
                return [kind] if name in SAME_TEXT else []
            case Instance():
                return self._of_instance(kind, name)
            case Object() | ClassOf() | Namespace():
                return [d for d in self.resolver.members.of(kind, name) if not isinstance(d, Unknown)]
            case _:
                return []

    def elements(self, kind: Kind, position: str) -> list[Kind]:
        """What the element at a position, or (empty) any, consists of."""
        match kind:
            case Listed(items, where, fixed):
                if fixed and position.isdigit():
                    items = items[int(position) : int(position) + 1]
                return [d for item in items for d in self.types.expanded(item, where)]
            case Items():
                return [d for d in self.resolver.lists.element([kind], position) if not isinstance(d, Unknown)]
            case _:
                return []

    def result(self, kind: Kind) -> list[Kind]:
        """What a function of this type gives."""
        match kind:
            case Gives(result, where):
                return self.types.expanded(result, where)
            case Func(file, number):
                unit = self.program.unit(file)
                function = unit.summary.functions[number] if unit is not None else None
                if function is None or function.return_annotation is None:
                    return [d for d in self.resolver.step([kind], (RESULT,)) if not isinstance(d, Unknown)]
                return self.types.expanded(function.return_annotation, Where(Frame(file, function.scope)))
            case _:
                return []

    def parameters(self, kind: Kind) -> list[Kind]:
        """The types of a function's parameters, as a list."""
        unit = self.program.unit(kind.file) if isinstance(kind, Func) else None
        if unit is None or not isinstance(kind, Func):
            return []
        function = unit.summary.functions[kind.number]
        types = tuple(parameter.annotation or facts.Opaque("any type") for parameter in function.parameters)
        return [Listed(types, Where(Frame(kind.file, function.scope)), fixed=True)]

    # --- classes --------------------------------------------------------------------------------------------

    def is_enum(self, owner: ClassOf) -> bool:
        """Whether a class lists its only instances."""
        return any(cls.kind == "enum" or self._extends(file, cls, ENUMS) for file, cls in self._line(owner))

    def of_enum(self, owner: ClassOf) -> list[Kind]:
        """The texts of an enum's members."""
        line = list(self._line(owner))
        named = any(self._extends(file, cls, {"StrEnum"}) for file, cls in line)
        found: list[Kind] = []
        for file, cls in line:
            for name, fields in cls.fields.items():
                given = [d for field in fields for d in self.resolver.denote(field.value, Frame(file, field.scope))]
                if given and not name.startswith("_") and (named or AUTO not in given):
                    found += [d for d in self.resolver.members.of(owner, name) if isinstance(d, Text)]
        return found

    def _extends(self, file: str, cls: Class, names: set[str]) -> bool:
        outer = self.program.unit(file)
        parent = outer.summary.scopes[cls.scope].parent if outer is not None else 0
        bases = [d for base in cls.bases for d in self.resolver.denote(base, Frame(file, parent))]
        return any(isinstance(base, External) and base.module and names & {*base.path[-1:]} for base in bases)

    def _line(self, owner: ClassOf, depth: int = 0) -> Iterator[tuple[str, Class]]:
        """A class and those that it extends, each with its file."""
        unit = self.program.unit(owner.file)
        if unit is None or depth > MAX_LINE:
            return
        yield owner.file, unit.summary.classes[owner.number]
        for base in self.resolver.members.bases(owner):
            if isinstance(base, ClassOf):
                yield from self._line(base, depth + 1)

    def _of_instance(self, kind: Instance, name: str) -> list[Kind]:
        found: list[Kind] = []
        for file, cls in self._line(ClassOf(kind.file, kind.number)):
            for field in cls.fields.get(name, ()):
                if field.annotation is not None:
                    found += self.types.expanded(field.annotation, Where(Frame(file, field.scope)))
                elif field.value is not None:
                    found += self.resolver.denote(field.value, Frame(file, field.scope))
            unit = self.program.unit(file)
            for number in cls.methods.get(name, ()) if unit is not None else ():
                function = Func(file, number)
                is_accessor = unit is not None and unit.summary.functions[number].is_accessor
                found += self.result(function) if is_accessor else [function]
            if found:
                break
        return found
