"""Which of several functions of one name a call means, by what it hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Entry, Function, Parameter, ParameterKind, Spread, Value
from readiness_scan.resolve.denotation import Denotation, Frame, Func

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

TEXTS = {"String", "CharSequence", "string", "str"}
ANYTHING = {"Any", "Object", "Comparable", "Serializable", "dynamic", "object"}


def meant(
    resolver: Resolver, found: list[Denotation], args: tuple[Value, ...], keywords: tuple[Entry, ...], frame: Frame
) -> list[Denotation]:
    """What is called, without the functions that take something else, where others of their name and class do."""
    if sum(isinstance(d, Func) for d in found) < 2:
        return found
    groups: dict[tuple[str, int, str | None], list[tuple[Func, Function]]] = {}
    for d in found:
        unit = resolver.program.unit(d.file) if isinstance(d, Func) else None
        if unit is not None and isinstance(d, Func) and d.number >= 0 and unit.summary.implicit_members:
            function = unit.summary.functions[d.number]
            groups.setdefault((d.file, function.class_index, function.name), []).append((d, function))
    if all(len(group) < 2 for group in groups.values()):
        return found
    types = [_type_of(resolver, arg, frame) for arg in args]
    misfits: list[Func] = []
    for (_, _, name), group in groups.items():
        others = [func for func, function in group if not _takes(function, args, keywords, types)]
        if name is not None and len(others) < len(group):
            misfits += others
    return [d for d in found if d not in misfits] if misfits else found


def _takes(function: Function, args: tuple[Value, ...], keywords: tuple[Entry, ...], types: list[str | None]) -> bool:
    """Whether a function can be called so."""
    if any(isinstance(arg, Spread) for arg in args):
        return True
    parameters = function.parameters
    rest = any(parameter.kind is ParameterKind.REST for parameter in parameters)
    if len(args) > len(parameters) and not rest:
        return False
    named = {entry.key for entry in keywords}
    if named - {parameter.name for parameter in parameters}:
        return False
    left = [p for p in parameters[len(args) :] if p.kind is not ParameterKind.REST and p.default is None]
    if any(parameter.name not in named for parameter in left):
        return False
    return all(_fits(parameter, said) for parameter, said in zip(parameters, types, strict=False))


def _fits(parameter: Parameter, given: str | None) -> bool:
    """Whether a value of a type may be handed to a parameter; only texts are told from others."""
    name = _last_name(parameter.annotation)
    if given is None or name is None or parameter.kind is ParameterKind.REST:
        return True
    if given in TEXTS:
        return name in TEXTS | ANYTHING or len(name) == 1
    return name not in TEXTS


def _type_of(resolver: Resolver, arg: Value, frame: Frame) -> str | None:
    """The type of an argument as far as it is written: of a literal, or of a parameter; none where it is not."""
    match arg:
        case facts.Str() | facts.Template():
            return "String"
        case facts.ObjectLit() | facts.ListLit():
            return "Map"
        case facts.Ref(name):
            written = resolver.names.values(name, frame)
            unit = resolver.program.unit(frame.file)
            if len(written) != 1 or unit is None or not isinstance(written[0], facts.Param):
                return None
            function = unit.summary.functions[written[0].function]
            return _last_name(function.parameters[written[0].position].annotation)
        case _:
            return None


def _last_name(annotation: Value | None) -> str | None:
    if isinstance(annotation, facts.TypeApplication):
        annotation = annotation.base
    return annotation.name if isinstance(annotation, facts.Ref) else None


def stated(resolver: Resolver, found: list[Denotation]) -> list[Denotation]:
    """What is called, without the declarations of methods to which other classes that are found give a meaning."""
    given = {_owner(resolver, d) for d in found if isinstance(d, Func) and not resolver.members.is_empty(d)}
    if not given:
        return found
    return [
        d
        for d in found
        if not (isinstance(d, Func) and resolver.members.is_empty(d) and _is_method(resolver, d))
        or _owner(resolver, d) in given
    ]


def _owner(resolver: Resolver, func: Func) -> tuple[str, int]:
    unit = resolver.program.unit(func.file)
    return func.file, unit.summary.functions[func.number].class_index if unit is not None and func.number >= 0 else -1


def _is_method(resolver: Resolver, func: Func) -> bool:
    return _owner(resolver, func)[1] >= 0
