"""Stores of state libraries: a function makes the state, a hook or a getter gives it, a selector takes a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import CallValue, Lambda, Member, Value
from readiness_scan.resolve.denotation import (
    Denotation,
    External,
    Frame,
    Func,
    Invocation,
    Store,
    Unknown,
    identity,
)

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

GETTERS = ("getState", "getInitialState")
KINDS = {"store", "setup_store", "creator", "select"}
"""What `passthrough.toml` calls the functions of such libraries."""


class Stores:
    """Stores and their states, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._selections: dict[tuple[object, ...], Invocation] = {}

    def through(self, kind: str, callee: External, invocation: Invocation) -> list[Denotation] | None:
        """What a function of a state library gives: a store, its state, or what makes the state."""
        args, frame = invocation.args, invocation.frame
        match kind:
            case "store" if not args:  # `create<State>()(…)`
                return [callee]
            case "store":
                return [Store(args[0], frame)]
            case "setup_store" if len(args) > 1:
                return [Store(args[1], frame, selects=False)]
            case "creator" if args:
                return self.resolver.denote(args[0], frame)
            case "select" if args:
                state = self.resolver.denote(CallValue(Member(args[0], GETTERS[0]), (), (), new=False), frame)
                return self._selected(state, args[1], frame) if len(args) > 1 else state
            case _:
                return None

    def called(self, store: Store, invocation: Invocation) -> list[Denotation]:
        """What calling a store's hook or getter gives: its state, or what a selector takes of it."""
        if store.selects and invocation.args:
            return self._selected(self.state(store), invocation.args[0], invocation.frame)
        return self.state(store)

    def state(self, store: Store) -> list[Denotation]:
        """What a store is made to hold."""
        found: list[Denotation] = []
        for made in self.resolver.denote(store.creator, store.frame):
            unit = self.resolver.program.unit(made.file) if isinstance(made, Func) else None
            if unit is None or not isinstance(made, Func):
                found.append(made)
                continue
            for value, scope in unit.summary.functions[made.number].returns:
                found += self.resolver.denote(value, Frame(made.file, scope, made.env, made.this))
        return found

    def member(self, store: Store, name: str) -> list[Denotation]:
        """A member of a store itself."""
        return [store._replace(selects=False)] if name in GETTERS else [Unknown(f"{name} of a store")]

    def handed(self, function: int, position: int, frame: Frame) -> list[Denotation]:
        """What the library hands to the function that makes a state: a setter, a getter, the store."""
        return [Store(Lambda(function), frame, selects=position > 1)] if position else []

    def _selected(self, state: list[Denotation], selector: Value, frame: Frame) -> list[Denotation]:
        found: list[Denotation] = []
        for chosen in self.resolver.denote(selector, frame):
            found += self.resolver.call(chosen, self._handing(state))
        return found

    def _handing(self, state: list[Denotation]) -> Invocation:
        """The one call that hands a state over, however often it is asked for."""
        key = tuple(identity(denoted) for denoted in state)
        if key not in self._selections:
            self._selections[key] = Invocation((), (), Frame("", 0), tuple(state))
        return self._selections[key]
