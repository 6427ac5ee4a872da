"""What object literals, and anything else that is looked into by a key that is not known, hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Entry, ListLit, Spread, Str
from readiness_scan.resolve.containers import ANY_PLACE
from readiness_scan.resolve.denotation import (
    ELEMENT,
    Argument,
    ClassOf,
    Denotation,
    External,
    Items,
    Object,
    Unknown,
    unique,
)

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver


class Objects:
    """Entries of objects, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver

    def of(self, base: Object, name: str) -> list[Denotation]:
        """What stands under a key, through what is spread, or is given to it later."""
        hidden = False
        for entry in reversed(base.literal.entries):
            if entry.key == name:
                return self._entry(base, entry)
            if entry.key is None and isinstance(entry.value, Spread):
                found = [
                    d
                    for spread in self.resolver.denote(entry.value.value, base.frame)
                    for d in self.resolver.members.of(spread, name)
                ]
                if any(not isinstance(d, Unknown) for d in found):
                    return found
                hidden = hidden or bool(found)
        assigned = self.resolver.members.assigned_in(base.frame.file, base, name)
        return assigned or ([Unknown("may be in what is spread")] if hidden else [])

    def pairs(self, base: Object) -> Items:
        """The keys of an object, each with its value."""
        entries = [entry for entry in base.literal.entries if entry.key is not None]
        return Items(ListLit(tuple(ListLit((Str(e.key or ""), e.value)) for e in entries)), base.frame)

    def _entry(self, base: Object, entry: Entry) -> list[Denotation]:
        if base.shape:
            found = self.resolver.types.instances(entry.value, base.frame)
            return found or self.resolver.types.typed([Unknown("known by its type alone")], entry.value, base.frame)
        return self.resolver.denote(entry.value, base.frame)

    def any_of(self, base: Denotation) -> list[Denotation]:
        """Every member that a lookup by an unknown key may give."""
        match base:
            case Object(literal):
                found = [d for entry in literal.entries for d in self._entry(base, entry)]
                return unique(found)
            case ClassOf(file, index):
                unit = self.resolver.program.unit(file)
                fields = unit.summary.classes[index].fields if unit else {}
                return [d for name in fields for d in self.resolver.members.of(base, name)]
            case External():
                return [base._replace(path=(*base.path, ELEMENT))]
            case Argument():
                return [base._replace(path=(*base.path, f"[{ANY_PLACE}]"))]
            case Items(keyed=True):
                return self.resolver.containers.values(base)
            case Items():
                return self.resolver.lists.element([base])
            case _:
                return [Unknown("looked up by a key that is not known")]
