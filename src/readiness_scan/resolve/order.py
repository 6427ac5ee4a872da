"""Which of a name's values can reach a use: the order in which a function gives a name its values.

A value reaches a use unless it is certain that it does not. Where use and value stand in different functions, nobody
knows which runs first: the value reaches.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from msgspec.structs import replace

from readiness_scan.facts import UNSET, Binding, Opaque, Region, RegionKind, Scope, ScopeKind
from readiness_scan.model.location import Span

NOWHERE = -1


class Step(NamedTuple):
    """Where a name gets a new value whenever the regions around it run."""

    start: int
    end: int
    regions: tuple[Region, ...]

    def precedes(self, use: int) -> bool:
        """Whether the use is reached through this step alone."""
        return self.end <= use and (not self.regions or self.regions[-1].span.end > use)

    def follows(self, end: int, regions: tuple[Region, ...]) -> bool:
        """Whether what has run to a place runs this step, too, if it goes on behind the regions around the step."""
        depth = len(self.regions)
        return (
            0 < depth <= len(regions)
            and end <= self.start
            and regions[depth - 1] == self.regions[-1]
            and not any(region.jumps or region.kind is RegionKind.TRY for region in self.regions)
        )


class Order:
    """The bindings of one name in one scope (`home`), in the order in which functions run them."""

    def __init__(self, bindings: list[Binding], scopes: tuple[Scope, ...], home: int) -> None:
        self._scopes = scopes
        self._home = function_of(scopes, home)
        said = next((binding.annotation for binding in bindings if binding.annotation is not None), None)
        # what a declaration says of a name holds for each of its values
        self._bindings = [b if b.annotation is not None else replace(b, annotation=said) for b in bindings]
        self._functions = [function_of(scopes, binding.scope) for binding in bindings]
        self._steps = {function: self._steps_in(function) for function in set(self._functions)}
        self._followed = [self._followed_at(binding, at) for binding, at in zip(bindings, self._functions, strict=True)]

    def reaching(self, use: int, scope: int) -> tuple[int, ...]:
        """The bindings, by number, that can reach a use (a byte offset) in a scope; all where none is seen to."""
        function = function_of(self._scopes, scope)
        renewed = max((s.start for s in self._steps.get(function, ()) if s.precedes(use)), default=NOWHERE)
        found = [
            number
            for number, binding in enumerate(self._bindings)
            if binding.span is None
            or self._functions[number] != function
            or self._reaches(number, binding.span.end, use, renewed)
        ]
        return tuple(found or range(len(self._bindings)))

    def chosen(self, numbers: tuple[int, ...]) -> list[Binding]:
        """The bindings of these numbers."""
        return [self._bindings[number] for number in numbers]

    def _reaches(self, number: int, end: int, use: int, renewed: int) -> bool:
        """Whether a value, held from `end` on, reaches a use in its function; `renewed`: the last step before that."""
        regions, function = self._bindings[number].regions, self._functions[number]
        if end <= use and not any(_is_behind(region, use) for region in regions):
            return renewed < end and use < self._followed[number]
        if not any(region.leaves and not _holds(region, use) for region in regions):
            loops = [region for region in regions if region.kind is RegionKind.LOOP and _holds(region, use)]
            # what a loop starts with stands in it, but is not run again
            if loops and not any(s.precedes(use) and loops[-1] in s.regions for s in self._steps[function]):
                return True
        # a variable of another function keeps what an earlier call of this one gave it
        return function != self._home and renewed == NOWHERE

    def _followed_at(self, binding: Binding, function: int) -> float:
        """Where a value has certainly ended, at the latest: a byte offset; infinite where it may last."""
        if binding.span is None:
            return inf
        end, regions = binding.span.end, binding.regions
        return min((step.end for step in self._steps[function] if step.follows(end, regions)), default=inf)

    def _steps_in(self, function: int) -> list[Step]:
        """The steps of a function. A statement is one itself where each of its branches has one."""
        steps = [
            Step(binding.span.start, binding.span.end, binding.regions)
            for binding, at in zip(self._bindings, self._functions, strict=True)
            if at == function and binding.span is not None and not _is_unset(binding)
        ]
        for depth in range(max((len(step.regions) for step in steps), default=0), 0, -1):
            branches: dict[Span, dict[Span, Step]] = {}
            for step in steps:
                if len(step.regions) == depth and step.regions[-1].branches:
                    branches.setdefault(step.regions[-1].whole, {})[step.regions[-1].span] = step
            for whole, inner in branches.items():
                regions = next(iter(inner.values())).regions
                if len(inner) == regions[-1].branches:
                    steps.append(Step(*whole, regions[:-1]))
        return steps


def function_of(scopes: tuple[Scope, ...], index: int) -> int:
    """The scope of the function, class or file that runs what stands in a scope."""
    while scopes[index].kind is ScopeKind.BLOCK:
        index = scopes[index].parent
    return index


def _holds(region: Region, place: int) -> bool:
    return region.span.start <= place < region.span.end


def _is_behind(region: Region, place: int) -> bool:
    """Whether what runs in a region does not go on to a later place."""
    end = region.span.end
    return end <= place and (region.leaves or (region.kind is RegionKind.BRANCH and place < region.whole.end))


def _is_unset(binding: Binding) -> bool:
    return isinstance(binding.value, Opaque) and binding.value == UNSET
