"""What functions of libraries, and methods that every string, dict or promise has, give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Value
from readiness_scan.resolve.changes import NAMES, change, changed
from readiness_scan.resolve.containers import KINDS as LIST_KINDS
from readiness_scan.resolve.denotation import (
    Argument,
    Denotation,
    External,
    Frame,
    Func,
    Holder,
    Instance,
    Invocation,
    Items,
    Literal,
    Object,
    Partial,
    Text,
    Unknown,
)
from readiness_scan.resolve.invocation import keyword
from readiness_scan.resolve.passthrough import handed_through
from readiness_scan.resolve.relays import BINDS, RELAYS, Relayed, relayed
from readiness_scan.resolve.stores import KINDS as STORE_KINDS

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

DICT_METHODS = {"get", "values", "items"}
CHANGEABLE = Text | Argument | Unknown
SAME_RESULT = {"toString", "String", "valueOf", "encode", "decode"}
"""Methods that give what they are called on, as text or as bytes."""
FUNCTIONS = Func | Partial
GIVES_RESULT = {*BINDS, "run", "call", "apply"}
"""Kinds of calls made through a library whose result is that of the function."""


class Library:
    """Results of library calls, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self._handed_on: dict[Invocation, Invocation] = {}
        """What a call hands on, by its own arguments: one invocation, however often it is asked."""

    def through(self, callee: External, invocation: Invocation) -> list[Denotation] | None:
        """What a library function that hands something through gives; none for any other."""
        kind = handed_through(callee)
        if kind in RELAYS:
            return self._relayed(kind, relayed(kind, invocation.args, invocation.keywords), invocation)
        if kind in STORE_KINDS:
            return self.resolver.stores.through(kind, callee, invocation)
        if kind == "context":
            return self.resolver.callers.context(callee, invocation)
        if kind is None or not (invocation.args or invocation.keywords):
            return None
        first = invocation.args[0] if invocation.args else invocation.keywords[0].value
        if kind in LIST_KINDS:
            return self.resolver.containers.made(kind, first, invocation)
        return self._through(kind, first, invocation)

    def _through(self, kind: str, first: Value, invocation: Invocation) -> list[Denotation] | None:
        frame = invocation.frame
        match kind:
            case "argument":
                return self.resolver.denote(first, frame)
            case "parsed":
                return self.resolver.processes.parsed(self.resolver.denote(first, frame), frame.file)
            case "state":
                return self._state(first, frame)
            case "second":
                second = invocation.args[1] if len(invocation.args) > 1 else first
                known: list[Denotation] = [
                    d for d in self.resolver.denote(second, frame) if not isinstance(d, Unknown | Argument)
                ]
                return known or self.resolver.types.instances(first, frame)
            case "class_of":
                return self.resolver.step(self.resolver.denote(first, frame), ("__class__",))
            case "default":
                return self.resolver.denote(keyword(invocation.keywords, "default") or first, frame)
            case "result" | "result_holder":
                inner = facts.CallValue(first, (), (), new=False)
                if kind == "result_holder":
                    return [Holder(inner, frame)]
                return self.resolver.denote(inner, frame)
            case "holder":
                return [Holder(first, frame)]
            case "instance":
                return self.resolver.types.instances(first, frame)
            case "use_context":
                return self.resolver.callers.provided(self.resolver.denote(first, frame))
            case _:
                return None

    def _state(self, first: Value, frame: Frame) -> list[Denotation]:
        """`useState(value)`, or `useState(() => value)`: a list that holds the value."""
        lazy = any(isinstance(d, Func) for d in self.resolver.denote(first, frame))
        value = facts.CallValue(first, (), (), new=False) if lazy else first
        return self.resolver.denote(facts.ListLit((value,)), frame)

    def method(self, subject: Value, name: str, value: facts.CallValue, frame: Frame) -> list[Denotation] | None:
        """What a method that every string, function, promise or dict has gives; none for any other method."""
        found = self._method_of_function(subject, name, value, frame)
        if found is not None:
            return found
        step = change(value, name, self.resolver.program.ecosystem(frame.file))
        if step is not None or name in SAME_RESULT or name in DICT_METHODS:
            own = [d for base in self.resolver.denote(subject, frame) for d in self._own_methods(base, name)]
            if own:
                return None
        if step is not None:
            found = self.resolver.denote(subject, frame)
            texts: list[Denotation] = [d for d in found if isinstance(d, CHANGEABLE)]
            if len(texts) == len(found):
                return changed(texts, step)
            # what a library gives may be text, of which white space says nothing
            return [*changed(texts, step), *(d for d in found if d not in texts)] if name in NAMES["strip"] else None
        if name in SAME_RESULT:
            return self.resolver.denote(subject, frame)
        if name == "then" and value.args:
            given = self.resolver.denote(facts.CallValue(value.args[0], (subject,), (), new=False), frame)
            return [d for d in given if not isinstance(d, Unknown | Literal)] or None
        if name in DICT_METHODS:
            return self.of_dict(subject, name, value.args, frame)
        return self.resolver.lists.method(subject, name, value, frame)

    def _method_of_function(
        self, subject: Value, name: str, value: facts.CallValue, frame: Frame
    ) -> list[Denotation] | None:
        """What a method that every function has gives: `track.bind(it, "x")`; none for a method of anything else."""
        system = self.resolver.program.ecosystem(frame.file)
        kind = handed_through(External(system, "", ("Function", "prototype", name)))
        if kind is None:
            return None
        bases = self.resolver.denote(subject, frame)
        own = [d for base in bases for d in self._own_methods(base, name)]
        if own or not any(self._may_be_function(base, kind) for base in bases):
            return None
        made = relayed(kind, (subject, *value.args), value.keywords)
        return self._relayed(kind, made, self.resolver.invocation(value, frame))

    def _may_be_function(self, base: Denotation, kind: str) -> bool:
        """Whether the method is a function's own; something of a library that is bound to arguments is a function."""
        if isinstance(base, Argument):
            return all(isinstance(d, FUNCTIONS) for d in self.resolver.types.argument(base))
        return isinstance(base, FUNCTIONS) or (isinstance(base, External) and kind in BINDS)

    def _relayed(self, kind: str, made: Relayed | None, invocation: Invocation) -> list[Denotation] | None:
        """What a call gives that is made through a library, or the function to which it binds arguments."""
        if made is None or kind not in GIVES_RESULT:
            return None
        functions = self.resolver.denote(made.function, invocation.frame)
        if not (made.args or made.keywords) and kind in BINDS:
            return functions
        if invocation not in self._handed_on:
            self._handed_on[invocation] = Invocation(made.args, made.keywords, invocation.frame)
        handed = self._handed_on[invocation]
        if kind in BINDS:
            return [d if isinstance(d, Unknown) else Partial(d, handed) for d in functions]
        return [d for function in functions for d in self.resolver.call(function, handed)]

    def _own_methods(self, base: Denotation, name: str) -> list[Denotation]:
        """A first-party method of that name, which comes before what every value has."""
        if isinstance(base, Object) and all(entry.key != name for entry in base.literal.entries):
            return []
        if isinstance(base, Argument):
            typed = self.resolver.types.argument(base)
            return [d for each in typed if isinstance(each, Instance) for d in self._own_methods(each, name)]
        return (
            [d for d in self.resolver.members.of(base, name) if isinstance(d, Func)]
            if isinstance(base, Object | Instance)
            else []
        )

    def of_dict(self, subject: Value, name: str, args: tuple[Value, ...], frame: Frame) -> list[Denotation] | None:
        """What `get`, `values` or `items` of a dict gives; none where it is no dict's."""
        by_type = self.resolver.containers.method(subject, name, args, frame)
        if by_type is not None:
            return by_type
        found = self.resolver.denote(subject, frame)
        dicts = [d for d in found if isinstance(d, Object) and not d.shape]
        if name == "items":
            return [self.resolver.objects.pairs(d) for d in dicts] or None
        if name == "values":
            return [Items(facts.ListLit(tuple(e.value for e in d.literal.entries)), d.frame) for d in dicts] or None
        match args:
            case (facts.Str(key), *_) if not dicts:
                handed = [d for d in found if isinstance(d, Argument)]
                return [member for d in handed for member in self.resolver.members.of(d, key)] or None
            case (key, *defaults) if dicts:
                taken = self.resolver.index(subject, key, frame)
                return taken + [d for default in defaults[:1] for d in self.resolver.denote(default, frame)]
            case _:
                return None
