"""Functions with bound arguments: what a call of one hands over."""

from __future__ import annotations

from msgspec.structs import replace

from readiness_scan.facts import Index, Member, Param, Spread, Value
from readiness_scan.resolve.denotation import Denotation, Invocation, Partial


class Partials:
    """Bound arguments of one program; each invocation is made once, however often it is asked for."""

    def __init__(self) -> None:
        self._joined: dict[tuple[Invocation, Invocation], Invocation] = {}

    def joined(self, bound: Invocation, call: Invocation) -> Invocation:
        """What a call of a function with bound arguments hands over, those first."""
        key = (bound, call)
        if key not in self._joined:
            self._joined[key] = joined(bound, call)
        return self._joined[key]

    def both(self, first: Invocation | None, then: Invocation | None) -> Invocation | None:
        """What is bound at first, with what is bound then."""
        return self.joined(first, then) if first is not None and then is not None else first or then

    def bare(self, denoted: Denotation) -> tuple[Denotation, Invocation | None]:
        """A function without the arguments bound to it, and those."""
        bound: Invocation | None = None
        while isinstance(denoted, Partial):
            bound = self.both(denoted.bound, bound)
            denoted = denoted.function
        return denoted, bound


def joined(bound: Invocation, call: Invocation) -> Invocation:
    """What a call of a function with bound arguments hands over, those first.

    They stand in another frame than the call's own. There they are the parameters of a function that no file has: its
    number is negative.
    """
    frame = call.frame
    number = -1 - sum(function < 0 for (_, function), _ in frame.env)
    given = [*bound.args, *(entry.value for entry in bound.keywords)]
    held = Invocation(tuple(v.value if isinstance(v, Spread) else v for v in given), (), bound.frame)
    moved = [
        Spread(Param(number, place)) if isinstance(value, Spread) else Param(number, place)
        for place, value in enumerate(given)
    ]
    count = len(bound.args)
    keywords = [replace(e, value=value) for e, value in zip(bound.keywords, moved[count:], strict=True)]
    env = (*frame.env, ((frame.file, number), held))
    return Invocation((*moved[:count], *call.args), (*keywords, *call.keywords), frame._replace(env=env))


def is_bound(value: Value | None) -> bool:
    """Whether a value is, or is taken of, an argument that was bound before the call."""
    while isinstance(value, Member | Index):
        value = value.object
    return isinstance(value, Param) and value.function < 0
