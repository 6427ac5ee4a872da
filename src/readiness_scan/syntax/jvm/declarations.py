"""What declarations of Java and Kotlin have in common: imports by packages, members with their accessors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import CallValue, Entry, ImportValue, ListLit, Member, Ref, Str, Value
from readiness_scan.syntax.members import MemberReader

if TYPE_CHECKING:
    from tree_sitter import Node

DOMAINS = {"com", "io", "org", "net", "dev", "app", "ai", "co", "me", "java", "javax", "jakarta", "kotlin", "android"}
"""What packages start with, where a class is written with its package."""
BUILDS = {"build", "create", "make", "start"}
"""Methods that give what a builder builds."""


class JvmReader(MemberReader):
    """Facts of a file whose package shares its names."""

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
