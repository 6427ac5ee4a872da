"""Clients that a framework's configuration file starts: where it names the SDK's module, and the options it gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from readiness_scan import facts
from readiness_scan.facts import Value
from readiness_scan.match.options import Option, options
from readiness_scan.match.selectors import taken
from readiness_scan.model.location import Location, Span
from readiness_scan.resolve.denotation import Denotation, Frame, Items, Text
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rule import ConfigureRule, Sdk
from readiness_scan.sdks.rulebook import Rulebook


class Configured(NamedTuple):
    """A client that a file's configuration starts."""

    sdk: Sdk
    location: Location
    """The entry that names the module."""
    options: tuple[Value | None, ...]
    """What stands where the rule says that options do, in the file's own scope."""


def configured(resolver: Resolver, rules: Rulebook, unit: Unit) -> Iterator[Configured]:
    """The clients that a file starts as a framework's configuration."""
    frame = Frame(unit.path, 0)
    for sdk, rule in rules.configured_by(PurePosixPath(unit.path).stem):
        for export in unit.summary.exports:
            if export.name not in ("default", "=") or export.value is None:
                continue
            for value in _configurations(resolver, export.value, frame):
                listed = _listed(resolver, value, frame, rule)
                home = resolver.program.unit(listed.frame.file) if listed else None
                if listed is not None and home is not None:
                    places = (taken(value, *place.split(".")) for place in rule.options)
                    yield Configured(sdk, _location(home, rule.module, listed.entry.start), tuple(places))


def _configurations(resolver: Resolver, value: Value, frame: Frame) -> Iterator[Value]:
    """The configuration that is exported: what the define function is given, or the value itself."""
    for written in resolver.names.values(value.name, frame, value.place) if isinstance(value, facts.Ref) else [value]:
        if not isinstance(written, facts.CallValue):
            yield written
        elif written.args:
            yield written.args[0]


def _listed(resolver: Resolver, value: Value, frame: Frame, rule: ConfigureRule) -> Option | None:
    """The key under which the module is listed, alone or with its own options."""
    for option in options(resolver, value, frame, rule.key):
        for listed in resolver.denote(option.entry.value, option.frame):
            if not isinstance(listed, Items):
                continue
            for item in listed.literal.items:
                if rule.module in _names(resolver, resolver.denote(item, listed.frame)):
                    return option
    return None


def _names(resolver: Resolver, denoted: list[Denotation]) -> set[str | None]:
    heads = [head for d in denoted if isinstance(d, Items) for head in resolver.lists.element([d], "0")]
    return {d.known for d in (*denoted, *heads) if isinstance(d, Text)}


def _location(unit: Unit, module: str, start: int) -> Location:
    """The module's text in the list, where it is written there; else the key."""
    quoted = [f"{quote}{module}{quote}".encode() for quote in "\"'`"]
    found = [at for text in quoted if (at := unit.data.find(text, start)) >= 0]
    return unit.location(Span(min(found), min(found) + len(quoted[0])) if found else Span(start, start + 1))
