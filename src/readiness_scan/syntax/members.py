"""What declarations of languages have in common whose members are used without naming what they belong to."""

from __future__ import annotations

from typing import ClassVar

from readiness_scan.facts import CallValue, ClassValue, Entry, Field, ObjectLit, ScopeKind, Str, Value
from readiness_scan.syntax.declarations import Draft, FunctionShape
from readiness_scan.syntax.extract import Extractor

CONSTRUCTOR = "constructor"
"""What a class's constructor is called, whatever the language calls it."""


class MemberReader(Extractor):
    """Facts of a file whose top-level names others see, and in whose classes members stand for themselves."""

    implicit_exports: ClassVar[bool] = True
    implicit_members: ClassVar[bool] = True

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.members: list[tuple[int, str, Field]] = []
        """Class, name and value of each member; the class may be read later than that."""

    def own_class(self) -> int:
        """The class around the current scope; -1 where there is none."""
        return self.enclosing(ScopeKind.CLASS)

    def declare(self, name: str, value: Value, annotation: Value | None = None) -> None:
        """Bind a name in the current scope, as a member where that is a class's."""
        scope = self.scopes[self.scope]
        if scope.kind is ScopeKind.CLASS:
            self.add_field(scope.owner, name, value, annotation)
        else:
            self.bind(name, value, annotation)

    def declare_outside(self, name: str, value: Value) -> None:
        """Bind the name of a class or function in the scope around it."""
        inner, self.scope = self.scope, self.scopes[self.scope].parent
        self.declare(name, value)
        self.scope = inner

    def add_field(self, class_index: int, name: str, value: Value | None, annotation: Value | None = None) -> None:
        """Give a class a member; the class may be read later than that. A broken file may lack the class."""
        if class_index >= 0:
            self.members.append((class_index, name, Field(value, annotation, self.scope)))

    def settle(self) -> None:
        """Give each class its members."""
        super().settle()
        for owner, name, field in self.members:
            self.classes[owner].fields.setdefault(name, []).append(field)
        for number, cls in enumerate(self.classes):
            if cls.kind == "enum" and "name" not in cls.methods:
                self.add_getter(number, "name", None)

    def add_getter(self, class_index: int, name: str, value: Value | None) -> None:
        """Give a class a method that gives a value: what a language makes of a property for the other one.

        Without a value it is the subclasses that say what it gives.
        """
        index = len(self.functions)
        scope = self.classes[class_index].scope
        shape = FunctionShape(name, (), None, is_method=True, is_empty=value is None)
        self.functions.append(Draft(shape, scope, class_index, None))
        if value is not None:
            self.returns[index] = [(value, scope)]
        self.classes[class_index].methods[name] = [index]

    def enum_entry(self, name: str) -> int:
        """Note the entry that the current class is with the enumeration around it, whose number it gives."""
        owner = self.scopes[self.scopes[self.scope].parent].owner
        index = len(self.classes)
        self.add_field(index, "name", Str(name))
        self.declare_outside(name, CallValue(ClassValue(index), (), (), new=True))
        return owner


def nested(path: list[str], value: Value, start: int) -> Entry:
    """An entry under a path of keys: `a.b = value`."""
    for key in reversed(path[1:]):
        value = ObjectLit((Entry(key, value, start),))
    return Entry(path[0], value, start)
