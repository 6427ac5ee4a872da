"""The options that an init is given, wherever they are written, and what a rule reads in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readiness_scan.facts import Entry, Spread, Value
from readiness_scan.model.location import Location, Span
from readiness_scan.resolve.denotation import Argument, Denotation, Frame, Instance, Literal, Object
from readiness_scan.resolve.later import built_members, instance_members
from readiness_scan.resolve.resolver import Resolver

FALSE = {"false", "False", "null", "None", "undefined", "nil", "0"}


MAX_ARGUMENTS = 32
"""Parameters through which options are followed."""


class Option(NamedTuple):
    """A key of an options object."""

    entry: Entry
    frame: Frame
    on: bool | None
    """Whether the value is on; none where that is not certain."""


def truth(resolver: Resolver, value: Value, frame: Frame) -> bool | None:
    """Whether a value is on: true, false, or not certain."""
    found = [d.text not in FALSE if isinstance(d, Literal) else None for d in resolver.denote(value, frame)]
    known = set(found)
    if known == {True} or known == {False}:
        return known.pop()
    return True if found and all(isinstance(d, Object) for d in resolver.denote(value, frame)) else None


def entries(
    resolver: Resolver, value: Value, frame: Frame, depth: int = 3, *, handed_in: bool = True
) -> Iterator[tuple[Entry, Frame]]:
    """The entries of every object that a value can be, through spreads and (`handed_in`) from the callers.

    The members of an object that is constructed, or given values after it is made, are entries too.
    """
    objects: list[Denotation] = []
    for found in resolver.denote(value, frame):
        objects += _handed_in(resolver, found) if handed_in and isinstance(found, Argument) else [found]
    yield from built_members(resolver, value, frame)
    for found in objects:
        if isinstance(found, Instance):
            yield from instance_members(resolver, found)
        if not isinstance(found, Object) or found.shape:
            continue
        for entry in found.literal.entries:
            if entry.key is not None:
                yield entry, found.frame
            elif isinstance(entry.value, Spread) and depth:
                yield from entries(resolver, entry.value.value, found.frame, depth - 1, handed_in=handed_in)


def _handed_in(resolver: Resolver, argument: Argument) -> list[Denotation]:
    """What callers hand to a parameter. Its type alone, where it has one, says nothing of which options are set."""
    found: list[Denotation] = []
    pending, seen = [argument], {argument}
    while pending and len(seen) < MAX_ARGUMENTS:
        target = pending.pop()
        known = resolver.callers.expanded(target)
        found += known
        if not known or any(isinstance(d, Object) and not d.shape for d in known):
            continue
        for site in resolver.callers.of(target.key):
            given = resolver.argument(target.key, target.position, site.invocation)
            for denoted in resolver.step(given, target.path):
                if not isinstance(denoted, Argument):
                    found.append(denoted)
                elif denoted not in seen:
                    seen.add(denoted)
                    pending.append(denoted)
    return found


def options(resolver: Resolver, value: Value, frame: Frame, key: str) -> Iterator[Option]:
    """The entries that stand under a dotted key."""
    first, _, rest = key.partition(".")
    for entry, where in entries(resolver, value, frame):
        if entry.key != first:
            continue
        if rest:
            yield from options(resolver, entry.value, where, rest)
        else:
            yield Option(entry, where, truth(resolver, entry.value, where))


def place(resolver: Resolver, option: Option) -> Location | None:
    """Where the option's key stands."""
    unit = resolver.program.unit(option.frame.file)
    if unit is None or option.entry.key is None:
        return None
    start = option.entry.start
    return unit.location(Span(start, start + len(option.entry.key.encode())))
