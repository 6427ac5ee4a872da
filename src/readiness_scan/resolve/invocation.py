"""Which argument of a call reaches which parameter."""

from __future__ import annotations

from readiness_scan.facts import (
    Constant,
    Entry,
    Function,
    Index,
    ListLit,
    Member,
    ObjectLit,
    ParameterKind,
    Spread,
    Value,
)
from readiness_scan.resolve.denotation import Invocation


def argument_value(function: Function, index: int, invocation: Invocation) -> Value | None:
    """The value that a call hands to a parameter; none where it hands nothing."""
    if index >= len(function.parameters):
        return None
    parameter = function.parameters[index]
    if parameter.kind is ParameterKind.REST:
        return ListLit(invocation.args[index:])
    if parameter.kind is ParameterKind.KEYWORD_REST:
        named = {p.name for p in function.parameters}
        return ObjectLit(tuple(entry for entry in invocation.keywords if entry.key not in named))
    if parameter.kind is ParameterKind.PLAIN:
        found = positional(invocation.args, index)
        if found is not None:
            return found
        if _takes_keywords(function, index, invocation):
            return ObjectLit(invocation.keywords)
    return keyword(invocation.keywords, parameter.name)


def _takes_keywords(function: Function, index: int, invocation: Invocation) -> bool:
    """Whether keywords that no parameter is called after are one hash for the last parameter."""
    keywords, parameters = invocation.keywords, function.parameters
    if not keywords or index != len(invocation.args) or index != len(parameters) - 1:
        return False
    names = {parameter.name for parameter in parameters}
    return all(entry.key is not None and entry.key not in names for entry in keywords)


def positional(args: tuple[Value, ...], index: int) -> Value | None:
    """The argument at a position, through a spread where one stands before it."""
    for position, arg in enumerate(args[: index + 1]):
        if isinstance(arg, Spread):
            return Index(arg.value, Constant(str(index - position)))
    return args[index] if index < len(args) else None


def keyword(keywords: tuple[Entry, ...], name: str | None) -> Value | None:
    """The keyword argument of that name, through `**` where it may hold it."""
    if name is None:
        return None
    for entry in reversed(keywords):
        if entry.key == name:
            return entry.value
    for entry in reversed(keywords):
        if entry.key is None and isinstance(entry.value, Spread):
            return Member(entry.value.value, name)
    return None
