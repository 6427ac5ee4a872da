"""Which SDK member a callee is: what resolution says, what callers hand in, and (last) what a bare name suggests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from readiness_scan import facts
from readiness_scan.facts import Call, Value
from readiness_scan.resolve.denotation import Argument, Denotation, External, Frame, Invocation, Literal, Unknown
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rulebook import Match, Rulebook


class Receivers:
    """Matching of callees for one program."""

    def __init__(self, resolver: Resolver, rules: Rulebook, depends_on: Callable[[str], bool]) -> None:
        self.resolver = resolver
        self.rules = rules
        self._depends_on = depends_on

    def matches(self, unit: Unit, call: Call, denoted: list[Denotation] | None = None) -> list[Match]:
        """The rules that a call meets, given what its callee denotes where that is known."""
        if denoted is None:
            denoted = self.resolver.denote(call.callee, Frame(unit.path, call.scope))
        found = list(self._external(denoted))
        if not found:
            found = list(self._kept_elsewhere(denoted))
        if not found:
            found = self._hinted(unit, call.callee, denoted)
        return list(dict.fromkeys(found))

    def bound(self, denoted: list[Denotation]) -> Iterator[tuple[Match, Invocation]]:
        """The rules that a call of a function with bound arguments meets, each with those arguments."""
        for d in denoted:
            function, bound = self.resolver.partials.bare(d)
            if bound is not None:
                for match in dict.fromkeys(self._external([function])):
                    yield match, bound

    def _external(self, denoted: list[Denotation]) -> Iterator[Match]:
        for d in denoted:
            if isinstance(d, External):
                yield from self.rules.calls(d.ecosystem, d.module, d.path)
            elif isinstance(d, Argument) and d.path[-1:] and self._sends(d.file, d.path[-1]):
                yield from self._external([e for e in self.resolver.callers.expanded(d) if isinstance(e, External)])

    def _sends(self, file: str, name: str) -> bool:
        return name in self.rules.sending_names(self.resolver.program.ecosystem(file))

    def _is_known(self, denoted: Denotation) -> bool:
        """Whether a callee is something else than what a bare name suggests."""
        if isinstance(denoted, Argument):
            owner = denoted._replace(path=denoted.path[:-1])
            return bool(denoted.path) and any(not isinstance(d, Literal) for d in self.resolver.callers.expanded(owner))
        return not isinstance(denoted, Unknown)

    def _kept_elsewhere(self, denoted: list[Denotation]) -> Iterator[Match]:
        """A client that is a member of something external (`app.state.posthog`): what is assigned to such a member."""
        for d in denoted:
            if not isinstance(d, External):
                continue
            path = d.path
            if len(path) > 2 and path[-1] in self.rules.sending_names(d.ecosystem):
                for client in self._assigned_to(path[-3], path[-2], d):
                    yield from self.rules.calls(client.ecosystem, client.module, (*client.path, path[-1]))

    def _assigned_to(self, holder: str, member: str, reached: External) -> Iterator[External]:
        """The clients that a member is given, where its owner is of the same library as the one that is asked."""
        if not (holder.isidentifier() and member.isidentifier()):
            return
        assigned = [f".{member} =", f".{member}=", f'["{member}"] =', f"['{member}'] ="]
        for path in self.resolver.program.containing(assigned):
            unit = self.resolver.program.unit(path)
            for assignment in unit.summary.assignments if unit else ():
                target = assignment.target
                if target.name == member and last_name(target.object) == holder:
                    frame = Frame(path, assignment.scope)
                    owners = self.resolver.denote(target.object, frame)
                    if any(isinstance(d, Argument) or d[:2] == reached[:2] for d in owners):
                        given = self.resolver.denote(assignment.value, frame)
                        yield from (d for d in given if isinstance(d, External))

    def _hinted(self, unit: Unit, callee: Value, denoted: list[Denotation]) -> list[Match]:
        if not isinstance(callee, facts.Member) or callee.name not in self.rules.names(unit.language.ecosystem):
            return []
        name = last_name(callee.object)
        sdk = self.rules.hinted(unit.language.ecosystem, name) if name else None
        if sdk is None or not self._depends_on(sdk.id) or any(self._is_known(d) for d in denoted):
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
