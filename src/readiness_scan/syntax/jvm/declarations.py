"""What declarations of Java and Kotlin have in common: imports by packages, members with their accessors."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    CallValue,
    ClassValue,
    Entry,
    Field,
    ImportValue,
    ListLit,
    Member,
    ObjectLit,
    Ref,
    ScopeKind,
    Str,
    Value,
)
from readiness_scan.syntax.declarations import Draft, FunctionShape
from readiness_scan.syntax.extract import Extractor

if TYPE_CHECKING:
    from tree_sitter import Node

DOMAINS = {"com", "io", "org", "net", "dev", "app", "ai", "co", "me", "java", "javax", "jakarta", "kotlin", "android"}
"""What packages start with, where a class is written with its package."""
GROUPS = ("Config", "Configuration", "Options", "Settings")
"""What the names of members that are groups of settings end in."""
BUILDS = {"build", "create", "make", "start"}
"""Methods that give what a builder builds."""
CONSTRUCTOR = "constructor"


class JvmReader(Extractor):
    """Facts of a file whose package shares its names."""

    implicit_exports: ClassVar[bool] = True
    implicit_members: ClassVar[bool] = True

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.members: list[tuple[int, str, Field]] = []
        """Class, name and value of each member; the class may be read later than that."""

    # --- names ----------------------------------------------------------------------------------------------

    def import_name(self, local: str, parts: list[str], node: Node) -> None:
        """Bind a name to what stands at the end of a path: `com.acme.Outer.Inner`, `com.acme.function`."""
        place = package_length(parts)
        if place == len(parts) - 1:
            self.bind_import(local, ".".join(parts[:-1]), parts[-1], node)
            return
        outer = ".".join(parts[: place + 1])
        self.bind_import(outer, ".".join(parts[:place]), parts[place], node)
        value: Value = Ref(outer)
        for part in parts[place + 1 :]:
            value = Member(value, part)
        self.bind(local, value)

    def import_all(self, parts: list[str], node: Node) -> None:
        """`com.acme.*`: every name of a package. Of a class, its members are not listed here."""
        if package_length(parts) >= len(parts) - 1 and not parts[-1][:1].isupper():
            self.export(None, None, ".".join(parts), None, node)

    def member(self, subject: Value, name: str) -> Value:
        """`subject.name`, where the subject may be a package."""
        if name[:1].isupper():
            package = dotted(subject)
            if package is not None and package.partition(".")[0] in DOMAINS and "." in package:
                return Member(ImportValue(Str(package)), name)
        return Member(subject, name)

    # --- members --------------------------------------------------------------------------------------------

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
        """Give a class a member; the class may be read later than that."""
        self.members.append((class_index, name, Field(value, annotation, self.scope)))

    def set_member(self, target: Member, value: Value, node: Node) -> None:
        """Record `target = value`; of a group of settings (`config.replayConfig.mask`) as a value of the group, too."""
        self.assign_member(target, value, node)
        group = target.object
        if isinstance(group, Member) and group.name.endswith(GROUPS) and isinstance(group.object, Ref):
            held = ObjectLit((Entry(target.name, value, node.start_byte),))
            self.assign_member(group, held, node)

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


def package_length(parts: list[str]) -> int:
    """How many parts of a path are its package: up to the first that is written like a class, else all but the last."""
    for place, part in enumerate(parts):
        if part[:1].isupper() and place:
            return place
    return len(parts) - 1


def dotted(value: Value) -> str | None:
    """The path that names of packages make, one inside the other; none for anything else."""
    match value:
        case Ref(name) if name.islower():
            return name
        case Member(subject, name) if name.islower():
            outer = dotted(subject)
            return f"{outer}.{name}" if outer is not None else None
        case _:
            return None


def property_of(method: str, prefix: str) -> str | None:
    """The property that a getter or setter is for: `getUserId` and `userId`."""
    rest = method.removeprefix(prefix)
    return rest[0].lower() + rest[1:] if rest != method and rest[:1].isupper() else None


def getter_of(name: str) -> str:
    """The getter of a property."""
    return f"get{name[0].upper()}{name[1:]}"


def nested(path: list[str], value: Value, start: int) -> Entry:
    """An entry under a path of keys: `a.b = value`."""
    for key in reversed(path[1:]):
        value = ObjectLit((Entry(key, value, start),))
    return Entry(path[0], value, start)


def built(call: CallValue) -> Value | None:
    """A builder with what one of its methods is given: `Type.builder().host(h)`; none for any other call.

    Each method of a builder gives the builder again, apart from the one that builds.
    """
    match call.callee:
        case Member(CallValue(callee, args, keywords, new), name) if name not in BUILDS and is_builder(callee):
            value = call.args[0] if len(call.args) == 1 else ListLit(call.args)
            return CallValue(callee, args, (*keywords, Entry(name, value, 0)), new)
        case _:
            return None


def is_builder(callee: Value) -> bool:
    """Whether what is called makes a builder, by its name."""
    return isinstance(callee, Ref | Member) and callee.name.lower().endswith("builder")
