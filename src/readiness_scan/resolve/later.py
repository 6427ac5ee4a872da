"""The members of an object that is constructed, and what they are given after it is made: `config.debug = true`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan import facts
from readiness_scan.facts import Assignment, Entry, Value
from readiness_scan.resolve.denotation import External, Frame, Instance
from readiness_scan.resolve.program import Program, Unit

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

MAX_VARIABLES = 4
"""Variables through which a construction is looked for."""


def given_later(program: Program, variable: str, frame: Frame) -> Iterator[Assignment]:
    """The assignments to members of a variable, in order, wherever they stand in the variable's scope."""
    unit = program.unit(frame.file)
    home = _home(unit, variable, frame.scope) if unit is not None else -1
    for assignment in unit.given_through.get(variable, ()) if unit is not None and home >= 0 else ():
        if unit is not None and _home(unit, variable, assignment.scope) == home:
            yield assignment


def built_members(
    resolver: Resolver, value: Value, frame: Frame, depth: int = MAX_VARIABLES
) -> Iterator[tuple[Entry, Frame]]:
    """The members that a value has by the keywords of a library's constructor, or is given through its variable."""
    match value:
        case facts.Ref(name) if depth:
            written = resolver.names.values(name, frame)
            for each in written:
                yield from built_members(resolver, each, frame, depth - 1)
            if any(isinstance(each, facts.ObjectLit | facts.CallValue | facts.Result) for each in written):
                for given in given_later(resolver.program, name, frame):
                    yield _entry(given), Frame(frame.file, given.scope)
        case facts.Await(inner) | facts.Cast(inner, _) | facts.Result(inner, 0):
            yield from built_members(resolver, inner, frame, depth)
        case facts.CallValue(callee, _, keywords) if keywords:
            made = [d for d in resolver.denote(callee, frame) if isinstance(d, External)]
            if any(resolver.program.is_library(d.ecosystem, d.module) for d in made):
                yield from ((entry, frame) for entry in keywords)
        case _:
            return


def instance_members(resolver: Resolver, instance: Instance) -> Iterator[tuple[Entry, Frame]]:
    """The members that an instance is constructed with, each under the key with which it is written as text."""
    unit = resolver.program.unit(instance.file)
    if unit is None or instance.made_by is None:
        return
    fields = unit.summary.classes[instance.number].fields
    for entry in instance.made_by.keywords:
        known = fields.get(entry.key or "")
        key = known[0].key if known else None
        yield replace(entry, key=key or entry.key), instance.made_by.frame


def _entry(given: Assignment) -> Entry:
    return Entry(given.target.name, given.value, given.span.start)


def _home(unit: Unit, name: str, scope: int) -> int:
    """The innermost scope around one that declares a name; -1 where none does."""
    scopes = unit.summary.scopes
    while scope >= 0 and name not in scopes[scope].bindings:
        scope = scopes[scope].parent
    return scope
