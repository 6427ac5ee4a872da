"""Who calls a function, and who fills a context.

A name is only where to look: whether a call really reaches the function is asked of the resolver.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from readiness_scan import facts
from readiness_scan.facts import Call, Value
from readiness_scan.model.location import Span
from readiness_scan.resolve.denotation import (
    RESULT,
    Argument,
    ClassOf,
    Context,
    Denotation,
    External,
    Frame,
    Func,
    FunctionKey,
    Instance,
    Invocation,
    Namespace,
    Object,
    Partial,
    Text,
    Unknown,
    unique,
)
from readiness_scan.resolve.fixpoint import Fixpoint
from readiness_scan.resolve.handles import CONSTRUCTORS, TOO_COMMON, Handles
from readiness_scan.resolve.handover import MAX_PATH, CallerSite, Carried, Handover, Reach, Received
from readiness_scan.resolve.mentions import (
    ends,
    known_as,
    last_name,
)
from readiness_scan.resolve.overloads import meant
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.relays import Relays

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

MAX_FILES = 100
"""Files that are asked for what they hand to a parameter."""

Question: TypeAlias = FunctionKey | Argument | Received
"""Who calls a function; what a parameter is handed; where what it is handed is called."""
Answer: TypeAlias = CallerSite | Denotation | Reach


class Callers:
    """Search for callers, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self.relays = Relays(resolver)
        self.handover = Handover(resolver)
        self.handles = Handles(resolver)
        self._known_as: dict[str, dict[str, set[str]]] = {}
        self._answers: Fixpoint[Question, Answer] = Fixpoint(self._answer)
        self._callees: dict[tuple[str, Span, str | None], list[Denotation]] = {}
        self._handed: dict[tuple[int, str, int], tuple[Value, list[Denotation]]] = {}
        self._members: dict[tuple[int, str, int, str], list[Func]] = {}
        self._provided: dict[tuple[str, str], list[Denotation]] = {}

    def aliases(self, unit: Unit, names: frozenset[str]) -> set[str]:
        """Those names and every other one under which a file may hold what they mean."""
        if unit.path not in self._known_as:
            self._known_as[unit.path] = known_as(unit.summary)
        others = self._known_as[unit.path]
        found, pending = set(names), [name for name in names if name in others]
        while pending:
            new = others.get(pending.pop(), set()) - found
            found |= new
            pending += new
        return found

    # --- callers --------------------------------------------------------------------------------------------

    def of(self, key: FunctionKey) -> list[CallerSite]:
        """Every call in the repository that reaches a function."""
        return [found for found in self._answers.ask(key) if isinstance(found, CallerSite)]

    def expanded(self, argument: Argument) -> list[Denotation]:
        """What is known of a parameter: by its type, its default, and what the function's callers hand in."""
        return [found for found in self._answers.ask(argument) if not isinstance(found, CallerSite | Reach)]

    def reach_of(self, received: Received) -> list[Reach]:
        """The calls of what is handed to a parameter, there and wherever it is handed on."""
        return [found for found in self._answers.ask(received) if isinstance(found, Reach)]

    def _answer(self, question: Question) -> list[Answer]:
        if isinstance(question, Argument):
            return [*unique(list(self._expand(question)))]
        if isinstance(question, Received):
            return [*self.handover.calls_of(question)]
        return [*self._search(question)]

    def _search(self, key: FunctionKey) -> Iterator[CallerSite]:
        names = self.handles.of(key)
        home = self.program.unit(key[0])
        for path in self.program.containing(sorted(names - TOO_COMMON), key[0]):
            unit = self.program.unit(path)
            if unit is None:
                continue
            aliases = self.aliases(unit, names)
            for call in unit.calls(aliases):
                for found, through in self.callees(call, Frame(path, call.scope)):
                    reached, bound = self.resolver.partials.bare(found)
                    func = self.resolver.construction.of(reached) if isinstance(reached, ClassOf) else reached
                    if isinstance(func, Func) and func.key == key:
                        yield CallerSite(unit, call, func, through, bound)
            for value, site in unit.handed(aliases):
                for carried in self._held(value, Frame(path, site.scope), key, names):
                    yield from self.handover.sites(unit, value, site, carried)
        yield from (
            CallerSite(unit, call, Func(*key)) for unit, call in self.resolver.construction.calls_from_below(key)
        )
        place = home.summary.functions[key[1]].handed_to if home else None
        if home is not None and place is not None:
            yield from self.handover.sites(home, facts.Lambda(key[1]), place, Carried(Func(*key)))

    def _held(self, value: Value, frame: Frame, key: FunctionKey, names: frozenset[str]) -> Iterator[Carried]:
        """The function among what is handed over, or among the members of it."""
        for denoted in self.given(value, frame):
            reached, bound = self.resolver.partials.bare(denoted)
            if isinstance(reached, Func) and reached.key == key:
                yield Carried(reached, bound)
        for name in sorted(names):
            for member in self._handed_with(value, frame, name):
                if member.key == key:
                    yield Carried(member, None, (name,))

    def _handed_with(self, value: Value, frame: Frame, name: str) -> list[Func]:
        """The functions that are handed over as members of that name; asked once, whichever one is looked for."""
        key = (id(value), frame.file, frame.scope, name)
        if key not in self._members:
            owners = [self.resolver.partials.bare(denoted)[0] for denoted in self.given(value, frame)]
            held = [
                d
                for owner in owners
                if isinstance(owner, Object | Instance)
                for d in self.resolver.members.of(owner, name)
            ]
            self._members[key] = [d for d in held if isinstance(d, Func)]
        return self._members[key]

    def callees(self, call: Call, frame: Frame) -> Iterator[tuple[Denotation, Argument | None]]:
        """What a call may reach, each with the parameter through which it is handed in."""
        for denoted in self._denoted(call, frame):
            yield from self.reached(denoted)

    def reached(self, denoted: Denotation) -> Iterator[tuple[Denotation, Argument | None]]:
        """What a call of something reaches, each with the parameter through which it is handed in."""
        match denoted:
            case Argument():
                typed = self.resolver.types.argument(denoted)
                yield from ((found, None) for found in typed)
                yield from ((found, denoted) for found in (() if typed else self.expanded(denoted)))
            case Namespace(file):
                yield from ((found, None) for found in self.resolver.exports.of(file, "="))
            case Partial(function, bound):
                yield from ((Partial(found, bound), through) for found, through in self.reached(function))
            case _:
                yield denoted, None

    def _denoted(self, call: Call, frame: Frame) -> list[Denotation]:
        """What a call's callee denotes; asked once, whichever function is looked for."""
        key = (frame.file, call.span, last_name(call.callee))
        if key not in self._callees:
            found = self.resolver.denote(call.callee, frame)
            self._callees[key] = meant(self.resolver, found, call.args, call.keywords, frame)
        return self._callees[key]

    def given(self, value: Value, frame: Frame) -> list[Denotation]:
        """What is handed over at a site; asked once for each, whichever function is looked for."""
        key = (id(value), frame.file, frame.scope)
        if key not in self._handed:
            self._handed[key] = (value, self.resolver.denote(value, frame))
        return self._handed[key][1]

    def _is_everywhere(self, key: FunctionKey) -> bool:
        """Whether a function's names stand in so many files that asking all of them costs more than it tells."""
        unit = self.program.unit(key[0])
        own = unit.summary.functions[key[1]] if unit else None
        if unit is None or own is None:
            return True
        name = unit.summary.classes[own.class_index].name if own.name in CONSTRUCTORS else own.name
        return name is not None and len(self.program.containing([name], key[0])) > MAX_FILES

    def _expand(self, argument: Argument) -> Iterator[Denotation]:
        kinds = Func | External | Instance | Object | Text
        typed = [d for d in self.resolver.types.argument(argument) if isinstance(d, kinds)]
        yield from typed
        # a library's type says nothing of the value: the callers do
        told = any(not isinstance(d, External) for d in typed)
        if told or len(argument.path) > MAX_PATH or self._is_everywhere(argument.key):
            return
        sites = self.of(argument.key)
        for denoted in unique([d for site in sites for d in self.resolver.handed(argument, site.invocation)]):
            if isinstance(denoted, Argument):
                yield from self.expanded(denoted)
            elif not isinstance(denoted, Unknown):
                yield denoted

    # --- contexts -------------------------------------------------------------------------------------------

    def context(self, callee: External, invocation: Invocation) -> list[Denotation]:
        """The context that a call makes: known by the name that it is bound to."""
        frame = invocation.frame
        unit = self.program.unit(frame.file)
        if unit is None:
            return []
        default = invocation.args[0] if invocation.args else None
        for name, bindings in unit.summary.scopes[0].bindings.items():
            for binding in bindings:
                value = binding.value
                if isinstance(value, facts.CallValue) and value.args == invocation.args and ends(value, callee.path):
                    return [Context(frame.file, name, default, Frame(frame.file, 0))]
        return [Unknown("context without a name")]

    def provided(self, contexts: list[Denotation]) -> list[Denotation]:
        """What the providers of a context hold, and its default."""
        found: list[Denotation] = []
        for context in contexts:
            if not isinstance(context, Context):
                if isinstance(context, External):
                    found.append(context._replace(path=(*context.path, RESULT)))
                continue
            key = (context.file, context.name)
            if key not in self._provided:
                self._provided[key] = []
                self._provided[key] = unique(list(self._providers(context)))
            found += self._provided[key]
            found += self.resolver.denote(context.default, context.frame)
        return [d for d in found if not isinstance(d, Unknown)] or [Unknown("context")]

    def _made_in(self, unit: Unit, names: set[str]) -> Iterator[Call]:
        """The calls in a file of what ends in one of these names, also those that a library makes."""
        yield from unit.calls(names)
        yield from (made.call for made in self.relays.calls(unit, names))

    def _providers(self, context: Context) -> Iterator[Denotation]:
        for path in self.program.containing([context.name], context.file):
            unit = self.program.unit(path)
            for call in self._made_in(unit, {"Provider", context.name}) if unit else ():
                frame = Frame(path, call.scope)
                callee = call.callee
                subject = callee.object if isinstance(callee, facts.Member) and callee.name == "Provider" else callee
                for denoted in self.resolver.denote(subject, frame):
                    if isinstance(denoted, Context) and denoted[:2] == context[:2] and call.args:
                        props = call.args[0]
                        if isinstance(props, facts.ObjectLit):
                            yield from self.resolver.members.of(Object(props, frame), "value")
