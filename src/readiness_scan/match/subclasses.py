"""Clients of the repository's own making: classes that extend an SDK's client, and where they are constructed."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_scan.facts import Call, CallKind
from readiness_scan.resolve.denotation import ClassOf, External, Frame
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rule import InitRule
from readiness_scan.sdks.rulebook import Match, Rulebook

CONSTRUCTIONS = (CallKind.NEW, CallKind.CALL)


class Subclasses:
    """Search for one resolver."""

    def __init__(self, resolver: Resolver, rules: Rulebook) -> None:
        self.resolver = resolver
        self.rules = rules

    def constructions(self, unit: Unit) -> Iterator[tuple[Unit, Call, Match]]:
        """Every call in the repository that constructs a class of this file which extends a client, or one below it."""
        for number, cls in enumerate(unit.summary.classes):
            if not cls.bases:
                continue
            owner = ClassOf(unit.path, number)
            for match in self._inits(owner):
                for derived in (owner, *self.resolver.relatives.subclasses(owner)):
                    for place, call in self._constructed(derived):
                        yield place, call, match

    def _inits(self, owner: ClassOf) -> list[Match]:
        """The inits that constructing a direct base of the class would be."""
        return [
            match
            for base in self.resolver.members.bases(owner)
            if isinstance(base, External)
            for match in self.rules.calls(base.ecosystem, base.module, base.path)
            if isinstance(match.rule, InitRule)
        ]

    def _constructed(self, owner: ClassOf) -> Iterator[tuple[Unit, Call]]:
        home = self.resolver.program.unit(owner.file)
        name = home.summary.classes[owner.number].name if home else None
        for path in self.resolver.program.containing([name], owner.file) if name else ():
            unit = self.resolver.program.unit(path)
            if unit is None or name is None:
                continue
            for call in unit.calls(self.resolver.callers.aliases(unit, frozenset({name}))):
                constructs = call.kind in CONSTRUCTIONS
                if constructs and owner in self.resolver.denote(call.callee, Frame(path, call.scope)):
                    yield unit, call
