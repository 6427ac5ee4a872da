"""Where a function is called that was handed over: as an argument, as a member of one, or through a library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from readiness_scan.facts import Call, CallSite, Function, ListLit, ObjectLit, Value
from readiness_scan.resolve.denotation import Argument, Denotation, External, Frame, Func, Invocation
from readiness_scan.resolve.invocation import argument_value, keyword
from readiness_scan.resolve.partials import is_bound, joined
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.relays import Made

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

MAX_HOPS = 4
"""Library calls, one in the other, through which something is followed that is handed over."""
MAX_PATH = 5
"""Members of a parameter, one below the other, that callers are asked for; recursion makes them grow without end."""


class CallerSite(NamedTuple):
    """A call that reaches a function."""

    unit: Unit
    call: Call
    func: Func
    through: Argument | None = None
    """The parameter that the call is written with, where the function is handed in."""
    bound: Invocation | None = None
    """Arguments that were bound to the function before."""

    @property
    def invocation(self) -> Invocation:
        """The call's arguments where they stand, behind the bound ones."""
        own = Invocation(self.call.args, self.call.keywords, Frame(self.unit.path, self.call.scope))
        return own if self.bound is None else joined(self.bound, own)

    def is_bound(self, function: Function, argument: Argument) -> bool:
        """Whether what this call hands to a parameter of the function was bound before: there it is known."""
        if self.bound is None:
            return False
        value = argument_value(function, argument.position, self.invocation)
        step = argument.path[0] if argument.path else ""
        if isinstance(value, ListLit) and step[1:-1].isdigit():
            value = next(iter(value.items[int(step[1:-1]) :]), None)
        elif isinstance(value, ObjectLit):
            value = keyword(value.entries, step)
        return is_bound(value)


class Received(NamedTuple):
    """A parameter that a function is handed to, as it is or as a member of an object."""

    argument: Argument
    inner: tuple[str, ...] = ()


class Reach(NamedTuple):
    """A call of what a parameter holds."""

    unit: Unit
    call: Call
    through: Argument
    bound: Invocation | None
    function: Func | None = None
    """The one function that it can be, where the code around the parameter says that."""


class Carried(NamedTuple):
    """A function that is handed over, with the arguments bound to it, and the member under which an object holds it."""

    func: Func
    bound: Invocation | None = None
    inner: tuple[str, ...] = ()


class Handover:
    """Following of functions that are handed over, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program

    def sites(self, unit: Unit, value: Value, site: CallSite, carried: Carried) -> Iterator[CallerSite]:
        """The calls of a function behind the place where a value that is or holds it is handed over."""
        func, bound, inner = carried
        for receiver in self._receiving(unit, value, site):
            if isinstance(receiver, Made):
                if not inner:
                    yield CallerSite(unit, receiver.call, func, None, bound)
                continue
            for reach in self.resolver.callers.reach_of(Received(receiver, inner)):
                if reach.function is None:
                    both = self.resolver.partials.both(bound, reach.bound)
                    yield CallerSite(reach.unit, reach.call, func, reach.through, both)
                elif reach.function.key == func.key:
                    yield CallerSite(reach.unit, reach.call, reach.function, None, reach.bound)

    def _receiving(self, unit: Unit, value: Value, site: CallSite, hops: int = MAX_HOPS) -> Iterator[Argument | Made]:
        """The parameters that get what is handed over at a site, and the calls of it that a library makes."""
        found = self.resolver.denote(site.callee, Frame(unit.path, site.scope))
        yield from self.resolver.callers.relays.of_elements(unit, value, site, found)
        for denoted in found:
            for receiver, _ in self.resolver.callers.reached(denoted):
                if not isinstance(receiver, External):
                    yield from self._parameter(receiver, site)
                    continue
                for made in self.resolver.callers.relays.made(unit, value, site, receiver):
                    if made.onward is None:
                        yield made
                    elif hops:
                        yield from self._receiving(unit, value, made.onward, hops - 1)

    def _parameter(self, receiver: Denotation, site: CallSite) -> Iterator[Argument]:
        receiver, before = self.resolver.partials.bare(receiver)
        if before is not None and site.argument >= 0:
            site = replace(site, argument=site.argument + len(before.args))
        argument = self.resolver.types.received(receiver, site)
        if argument is not None and len(argument.path) <= MAX_PATH:
            yield argument

    def calls_of(self, received: Received) -> Iterator[Reach]:
        """The calls of what a parameter holds, there and wherever it is handed on."""
        bare, both = self.resolver.partials.bare, self.resolver.partials.both
        pending: list[tuple[Argument, Invocation | None]] = [(received.argument, None)]
        seen = {received.argument}
        while pending:
            argument, before = pending.pop()
            unit = self.program.unit(argument.file)
            local = self._local_name(unit, argument) if unit else None
            if unit is None or local is None:
                continue
            yield from self._called(unit, local, Received(argument, received.inner), before)
            for value, site in unit.handed(self.resolver.callers.aliases(unit, frozenset({local}))):
                for given in self.resolver.callers.given(value, Frame(unit.path, site.scope)):
                    function, bound = bare(given)
                    for further in self._receiving(unit, value, site) if function == argument else ():
                        if isinstance(further, Argument) and further not in seen:
                            seen.add(further)
                            pending.append((further, both(before, bound)))
                        elif isinstance(further, Made) and not received.inner:
                            yield Reach(unit, further.call, argument, both(before, bound))

    def _called(self, unit: Unit, local: str, received: Received, before: Invocation | None) -> Iterator[Reach]:
        argument, inner = received
        target = argument._replace(path=argument.path + inner)
        for call in unit.calls(self.resolver.callers.aliases(unit, frozenset({inner[-1] if inner else local}))):
            for called in self.resolver.denote(call.callee, Frame(unit.path, call.scope)):
                function, bound = self.resolver.partials.bare(called)
                if function == target:
                    yield Reach(unit, call, target, self.resolver.partials.both(before, bound))
                elif isinstance(function, Func) and target.path:
                    yield Reach(unit, call, target, bound, function)

    def _local_name(self, unit: Unit, argument: Argument) -> str | None:
        if argument.path:
            return argument.path[-1]
        return unit.summary.functions[argument.function].parameters[argument.position].name
