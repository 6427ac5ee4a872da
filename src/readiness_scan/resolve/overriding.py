"""Methods that give something else for each class that a parameter's value can have: an event class's `name()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Value
from readiness_scan.resolve.denotation import RESULT, Argument, ClassOf, Denotation, Frame, Instance, Invocation, Text

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver


def by_object(resolver: Resolver, subject: Value, name: str, found: list[Denotation], frame: Frame) -> list[Denotation]:
    """What a method without arguments gives, where the parameter's type alone gives `found`.

    A string that is another one for a subclass is for the function's callers to say, who hand over the object.
    """
    if not any(isinstance(d, Text) for d in found):
        return found
    open_ended = [d for d in resolver.denote(subject, frame) if isinstance(d, Argument) and _varies(resolver, d, name)]
    if not open_ended:
        return found
    kept = [d for d in found if not isinstance(d, Text)]
    return [*kept, *(d._replace(path=(*d.path, name, RESULT)) for d in open_ended)]


def _varies(resolver: Resolver, argument: Argument, name: str) -> bool:
    owners = [ClassOf(d.file, d.number) for d in resolver.types.argument(argument) if isinstance(d, Instance)]
    classes = [cls for owner in owners for cls in (owner, *resolver.relatives.subclasses(owner))]
    return len({_texts(resolver, cls, name) for cls in classes}) > 1


def _texts(resolver: Resolver, cls: ClassOf, name: str) -> frozenset[Text]:
    empty = Invocation((), (), Frame("", 0))
    methods = resolver.members.of(Instance(cls.file, cls.number), name)
    return frozenset(d for method in methods for d in resolver.call(method, empty) if isinstance(d, Text))
