"""Whether a value can be text, where calls of one name differ in what stands at a position."""

from __future__ import annotations

from readiness_scan import facts
from readiness_scan.facts import Value
from readiness_scan.resolve.denotation import (
    RESULT,
    Argument,
    ClassOf,
    Denotation,
    External,
    Frame,
    Func,
    Instance,
    Items,
    Literal,
    Object,
)
from readiness_scan.resolve.resolver import Resolver

TEXTS = {"String", "CharSequence", "str", "string"}


def may_be_text(resolver: Resolver, value: Value, frame: Frame) -> bool:
    """Whether some of what a value denotes can be text; what nothing is known of can."""
    found = resolver.denote(value, frame)
    return not found or any(not _is_none(resolver, d) for d in found)


def _is_none(resolver: Resolver, found: Denotation) -> bool:
    match found:
        case Object() | Items() | Instance() | ClassOf() | Func() | Literal():
            return True
        case External(_, _, path):
            return path[-1:] == (RESULT,) and any(step[:1].isupper() for step in path)
        case Argument(path=()):
            unit = resolver.program.unit(found.file)
            parameters = unit.summary.functions[found.function].parameters if unit is not None else ()
            said = parameters[found.position].annotation if found.position < len(parameters) else None
            name = _name(said)
            return name is not None and name not in TEXTS
        case _:
            return False


def _name(annotation: Value | None) -> str | None:
    """The name in which a type ends; none where it is a type of several names."""
    match annotation:
        case facts.Ref(name) | facts.Member(_, name):
            return name
        case facts.TypeApplication(base, _):
            return _name(base)
        case _:
            return None
