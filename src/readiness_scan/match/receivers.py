"""Which SDK member a callee is: what resolution says, what callers hand in, and (last) what a bare name suggests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from readiness_scan import facts
from readiness_scan.facts import Call, Value
from readiness_scan.resolve.denotation import Argument, Denotation, External, Frame, Unknown
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rulebook import Match, Rulebook


class Receivers:
    """Matching of callees for one program."""

    def __init__(self, resolver: Resolver, rules: Rulebook, depends_on: Callable[[str], bool]) -> None:
        self.resolver = resolver
        self.rules = rules
        self._depends_on = depends_on

    def matches(self, unit: Unit, call: Call) -> list[Match]:
        """The rules that a call meets."""
        frame = Frame(unit.path, call.scope)
        denoted = self.resolver.denote(call.callee, frame)
        found = list(self._external(denoted))
        if not found and all(isinstance(d, Unknown | Argument) for d in denoted):
            found = self._hinted(unit, call.callee)
        return list(dict.fromkeys(found))

    def _external(self, denoted: list[Denotation]) -> Iterator[Match]:
        for d in denoted:
            if isinstance(d, External):
                yield from self.rules.calls(d.ecosystem, d.module, d.path)
            elif isinstance(d, Argument) and d.path[-1:] and d.path[-1] in self.rules.sending_names:
                yield from self._external([e for e in self.resolver.callers.expanded(d) if isinstance(e, External)])

    def _hinted(self, unit: Unit, callee: Value) -> list[Match]:
        if not isinstance(callee, facts.Member):
            return []
        name = last_name(callee.object)
        sdk = self.rules.hinted(unit.language.ecosystem, name) if name else None
        if sdk is None or not self._depends_on(sdk.id):
            return []
        for client in sdk.clients:
            for path in sdk.paths(client):
                found = [
                    m for m in self.rules.calls(sdk.ecosystem, sdk.modules[0], (*path, callee.name)) if m.sdk is sdk
                ]
                if found:
                    return found
        return []


def last_name(value: Value) -> str | None:
    """The name that a receiver ends in."""
    match value:
        case facts.Ref(name) | facts.Member(_, name):
            return name
        case facts.Await(inner) | facts.Cast(inner, _):
            return last_name(inner)
        case _:
            return None
