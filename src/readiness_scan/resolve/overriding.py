"""Methods that give something else for each class that a parameter's value can have: an event class's `name()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import CallValue, Member, Super
from readiness_scan.resolve.denotation import (
    RESULT,
    Argument,
    ClassOf,
    Denotation,
    Frame,
    Func,
    Instance,
    Invocation,
    Text,
    Unknown,
)

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver


def by_object(
    resolver: Resolver, call: CallValue, callees: list[Denotation], found: list[Denotation]
) -> list[Denotation]:
    """What a call gives, where `found` is what its callees give, which the parameter's type alone may tell.

    A string that is another one for a subclass is for the function's callers to say, who hand over the object.
    """
    callee = call.callee
    if not isinstance(callee, Member) or isinstance(callee.object, Super):
        return found
    if not any(isinstance(d, Text | Argument) for d in found):
        return found
    asked = [d.this.origin for d in callees if isinstance(d, Func) and d.this is not None]
    with_arguments = bool(call.args or call.keywords)
    open_ended = [
        d for d in dict.fromkeys(asked) if d and _varies(resolver, d, callee.name, with_arguments=with_arguments)
    ]
    if not open_ended:
        return found
    kept = [d for d in found if not isinstance(d, Text | Argument | Unknown)]
    return [*kept, *(d._replace(path=(*d.path, callee.name, RESULT)) for d in open_ended)]


def _varies(resolver: Resolver, argument: Argument, name: str, *, with_arguments: bool) -> bool:
    """Whether the text is another one for a class of the parameter's type; with arguments, whether the method is."""
    owners = [ClassOf(d.file, d.number) for d in resolver.types.argument(argument) if isinstance(d, Instance)]
    classes = [cls for owner in owners for cls in (owner, *resolver.relatives.subclasses(owner))]
    give = _methods if with_arguments else _texts
    return len(classes) > 1 and len({give(resolver, cls, name) for cls in classes}) > 1


def _methods(resolver: Resolver, cls: ClassOf, name: str) -> frozenset[object]:
    found = resolver.members.of(Instance(cls.file, cls.number), name)
    return frozenset(method.key for method in found if isinstance(method, Func))


def _texts(resolver: Resolver, cls: ClassOf, name: str) -> frozenset[object]:
    empty = Invocation((), (), Frame("", 0))
    methods = resolver.members.of(Instance(cls.file, cls.number), name)
    return frozenset(d for method in methods for d in resolver.call(method, empty) if isinstance(d, Text))
