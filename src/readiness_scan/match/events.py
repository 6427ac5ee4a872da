"""Event names: from the value in a capture call to names, patterns, wrappers' parameters, or a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from readiness_scan import facts
from readiness_scan.facts import CallKind, Value
from readiness_scan.match.found import FoundCapture, FoundPossible
from readiness_scan.model.location import Location
from readiness_scan.model.signals import Resolution
from readiness_scan.resolve.denotation import (
    RESULT,
    Argument,
    ClassOf,
    Denotation,
    External,
    Frame,
    Func,
    FunctionKey,
    Invocation,
    Items,
    Literal,
    Namespace,
    Object,
    Text,
    Unknown,
)
from readiness_scan.resolve.handover import CallerSite
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.resolve.texts import combined

MAX_PARTS = 16
"""Parts of a name; one with more is a pattern."""
MAX_SLOTS = 500
"""Forms in which one function passes names on; the others are patterns."""
MAX_GROWTH = 1
"""Times that a name is followed through a function that calls itself with a longer one; then it is a pattern."""
HOLE = "${*}"
_Key: TypeAlias = tuple[Location, str | None, str | None, bool]
"""What tells captures apart: place, name, pattern, and whether the name is a parameter."""
UNCALLED = "argument of a function that nothing here calls"


@dataclass(frozen=True, slots=True)
class Site:
    """A call that sends an event."""

    location: Location
    language: str
    sdk: str
    via: Location | None = None
    """The wrapper that it calls."""


class Handed(NamedTuple):
    """A function that sends events, where it is called as what a parameter holds."""

    parameter: Argument
    function: FunctionKey


@dataclass(frozen=True, slots=True)
class Slot:
    """How a function passes its parameters on as an event name."""

    text: Text
    site: Site
    """The call that the name is handed to."""
    otherwise: tuple[Text, ...] = ()
    """What stands for the name where a call hands over nothing for the first."""
    handed: Handed | None = None
    """What must be handed in for the call to send anything."""
    sizes: tuple[tuple[FunctionKey, int], ...] = field(default=(), compare=False)
    """The functions that the name came through so far, each with the name's size there."""

    @property
    def composed(self) -> bool:
        """The parameter is only a part of the name."""
        return any(isinstance(part, str) and part for part in self.text.parts)

    @property
    def returned(self) -> bool:
        """The name is made of what handed-in functions give, and of no parameter itself."""
        return all(part.path[:1] == (RESULT,) for part in self.text.parts if isinstance(part, Argument))

    @property
    def own_resolution(self) -> Resolution:
        """How a name is known that is reported where it is sent."""
        if self.site.via is not None:
            return Resolution.WRAPPER
        return Resolution.COMPOSED if self.composed else Resolution.CONSTANT


@dataclass(slots=True)
class Events:
    """Captures and wrappers of one program, to a fixpoint."""

    resolver: Resolver
    possible: dict[FoundPossible, None] = field(default_factory=dict)
    _captures: dict[_Key, list[FoundCapture]] = field(default_factory=dict)
    _slots: dict[FunctionKey, set[Slot]] = field(default_factory=dict)
    _queue: list[tuple[FunctionKey, Slot]] = field(default_factory=list)
    _through: dict[Location, set[Handed]] = field(default_factory=dict)
    """Where a function that sends is called as what a parameter holds."""

    @property
    def captures(self) -> list[FoundCapture]:
        """Every capture found so far."""
        return [found for same in self._captures.values() for found in same]

    def direct(self, unit: Unit, location: Location, sdk: str, values: tuple[Value, ...], frame: Frame) -> None:
        """Record an SDK's own capture call with what may stand for its event name, in order of preference."""
        site = Site(location, unit.language.id, sdk)
        found = [self._names(self.resolver.denote(value, frame)) for value in values]
        found = [texts for texts in found if texts]
        if not found:
            reason = "nothing is known of the name" if values else "no event name in the call"
            self._add(site, None, Resolution.DYNAMIC, reason=reason)
            return
        otherwise = tuple(text for texts in found[1:] for text in texts)
        for text in found[0]:
            self._record(site, text, _form(values[0]), otherwise)

    def settle(self) -> None:
        """Follow wrappers to their callers until no new one appears."""
        called: set[Site] = set()
        idle: list[Site] = []
        while self._queue:
            self.resolver.program.check()
            key, slot = self._queue.pop()
            callers = self.resolver.callers.of(key)
            for caller in callers:
                try:
                    self._call(key, slot, caller)
                except RecursionError:
                    self.resolver.program.failed(caller.unit.path, "nested too deep to follow")
            if callers:
                called.add(slot.site)
            else:
                idle.append(slot.site)
        for site in idle:
            if site not in called:
                self._captures.pop((site.location, None, None, True), None)
            self._add(site, None, Resolution.DYNAMIC, reason=UNCALLED)
        self._forget_general_calls()

    def _call(self, key: FunctionKey, slot: Slot, caller: CallerSite) -> None:
        """Record what one call of a wrapper sends."""
        wrapper = self.resolver.program.unit(key[0])
        if wrapper is None or (slot.handed is not None and not self._is_handed(slot.handed, key, caller)):
            return
        function = wrapper.summary.functions[key[1]]
        own = [part for part in slot.text.parts if isinstance(part, Argument) and part.key == key]
        if all(caller.is_bound(function, part) for part in own):
            return  # the name is known where it was bound
        via = wrapper.location(function.span)
        resolution = Resolution.WRAPPER
        site = Site(caller.unit.location(caller.call.span), caller.unit.language.id, slot.site.sdk, via)
        if slot.returned:
            # what a handed-in function gives is no argument of the call that hands it in: it is known where it is sent
            site, resolution = slot.site, slot.own_resolution
        elif slot.composed and caller.call.kind is CallKind.ELEMENT:
            # a component's prop that is a part of a name: the event is sent where the name is put together
            site, resolution = slot.site, Resolution.COMPOSED
        handed = Handed(caller.through, key) if caller.through is not None else None
        if handed is not None:
            self._through.setdefault(site.location, set()).add(handed)
        for position, text in enumerate((slot.text, *slot.otherwise)):
            given = _sendable(self.substituted(text, key, caller))
            for name in given:
                self._record(site, name, resolution, slot.otherwise[position:], slot.sizes, handed)
            if given:
                return

    def _is_handed(self, handed: Handed, key: FunctionKey, caller: CallerSite) -> bool:
        """Whether a call hands in the function that sends; where it is not seen what it hands in, it may."""
        known = {**dict(caller.func.env), key: caller.invocation}
        invocation = known.get(handed.parameter.key)
        if invocation is None:
            return True
        given = self.resolver.handed(handed.parameter, invocation)
        others = [d for d in given if isinstance(d, Func | External) or _is_no_string(d)]
        return len(others) < len(given) or any(isinstance(d, Func) and d.key == handed.function for d in others)

    def _forget_general_calls(self) -> None:
        """A function that calls whatever it is handed is no place that sends an event; where it is called, one is."""
        for location, reached in self._through.items():
            for parameter, _ in reached:
                held = self.resolver.callers.expanded(parameter)
                if any(isinstance(d, Func) and d.key not in self._slots for d in held):
                    self._captures.pop((location, None, None, True), None)

    # --- names ----------------------------------------------------------------------------------------------

    def substituted(self, text: Text, key: FunctionKey, caller: CallerSite) -> list[Text]:
        """A slot's text with the arguments of one call in it; nothing where the call hands over nothing for it."""
        known = dict(caller.func.env)
        known[key] = caller.invocation
        conditions = self._conditions(text, known)
        if conditions is None:
            return []
        choices: list[list[Text]] = []
        for part in text.parts:
            if isinstance(part, Argument) and part.key in known:
                given = self.resolver.handed(part, known[part.key])
                choices.append(self._names(given) if len(text.parts) == 1 else self._texts(given))
            else:
                choices.append([Text((part,))])
        unless, needs = conditions
        return [t._replace(unless=(*t.unless, *unless), needs=(*t.needs, *needs)) for t in combined(choices)]

    def _conditions(
        self, text: Text, known: dict[FunctionKey, Invocation]
    ) -> tuple[tuple[Argument, ...], tuple[Argument, ...]] | None:
        """What must not and what must be handed over still for a text to count; none where a call rules it out."""
        left: list[tuple[Argument, ...]] = []
        for arguments, rules_out in ((text.unless, _is_there), (text.needs, _is_missing)):
            still: list[Argument] = []
            for argument in arguments:
                given: list[Denotation] = [argument]
                if argument.key in known:
                    given = self.resolver.handed(argument, known[argument.key])
                if rules_out(given):
                    return None
                still += [d for d in given if isinstance(d, Argument)]
            left.append(tuple(dict.fromkeys(still)))
        return left[0], left[1]

    def _names(self, found: list[Denotation]) -> list[Text]:
        """What may be a whole name. What is certainly none (`name ?? null`) counts only where it stands alone."""
        kept = [d for d in found if not _is_no_string(d)]
        return _sendable(self._texts(kept or found))

    def _texts(self, found: list[Denotation]) -> list[Text]:
        """The strings that these are, without those that only say which library's type a parameter has."""
        types = self.resolver.types
        typed = {t for d in found if isinstance(d, Argument) for t in types.argument(d) if isinstance(t, External)}
        kept = [d for d in found if not (isinstance(d, External) and d in typed)]
        return list(dict.fromkeys(self.resolver.texts.of(kept)))

    def _record(
        self,
        site: Site,
        text: Text,
        resolution: Resolution,
        otherwise: tuple[Text, ...] = (),
        sizes: tuple[tuple[FunctionKey, int], ...] = (),
        handed: Handed | None = None,
    ) -> None:
        if text.known is not None:
            if text.known.strip():
                self._add(site, text.known, resolution)
            else:
                self._add(
                    site, None, Resolution.DYNAMIC, reason="the name is blank" if text.known else "the name is empty"
                )
            return
        for name in self.resolver.allowed.texts(text):
            if name.strip():
                self.possible[FoundPossible(site.location, name)] = None
        owner = self._owner(text)
        open_end = "result of a method of a parameter"
        if owner is not None:
            open_end = self._no_room(owner, text, sizes)
            if not open_end:
                slot = Slot(text, site, otherwise, handed, (*sizes, (owner, _size(text))))
                if slot not in self._slots.setdefault(owner, set()):
                    self._slots[owner].add(slot)
                    self._queue.append((owner, slot))
                self._add(site, None, Resolution.PARAMETER)
                return
        reasons = [
            part.reason if isinstance(part, Unknown) else open_end for part in text.parts if not isinstance(part, str)
        ]
        if any(isinstance(part, str) and part.strip() for part in text.parts):
            pattern = "".join(part if isinstance(part, str) else HOLE for part in text.parts)
            self._add(site, None, Resolution.PATTERN, pattern=pattern, reason=reasons[0])
        else:
            self._add(site, None, Resolution.DYNAMIC, reason=reasons[0])

    def _no_room(self, owner: FunctionKey, text: Text, sizes: tuple[tuple[FunctionKey, int], ...]) -> str:
        """Why a name is not followed to a function's callers; empty where it is."""
        if sum(key == owner and size < _size(text) for key, size in sizes) > MAX_GROWTH:
            return "grows as the function calls itself"
        if len(text.parts) > MAX_PARTS or len(self._slots.get(owner, ())) >= MAX_SLOTS:
            return "more forms than are followed"
        return ""

    def _owner(self, text: Text) -> FunctionKey | None:
        """The innermost function whose parameter stands in the text, or what its parameter gives when it is called.

        What a method of a parameter gives is none: it may be made of anything, unless the method is one of ours.
        """
        arguments = [part for part in text.parts if isinstance(part, Argument)]
        if not arguments or any(RESULT in part.path[1:] and not self._is_own(part) for part in arguments):
            return None

        def depth(argument: Argument) -> int:
            unit = self.resolver.program.unit(argument.file)
            return unit.summary.functions[argument.function].span.start if unit else -1

        return max(arguments, key=depth).key

    def _is_own(self, argument: Argument) -> bool:
        """Whether the method of a parameter that a name comes from is a first-party type's."""
        method = argument._replace(path=argument.path[: argument.path.index(RESULT)])
        return any(isinstance(d, Func) for d in self.resolver.types.argument(method))

    def _add(
        self,
        site: Site,
        event: str | None,
        resolution: Resolution,
        *,
        pattern: str | None = None,
        reason: str | None = None,
    ) -> None:
        found = FoundCapture(site.location, site.language, site.sdk, event, resolution, pattern, reason, site.via)
        known = self._captures.setdefault((site.location, event, pattern, resolution is Resolution.PARAMETER), [])
        if site.via is None:
            known[:] = [other for other in known if other.via is None]
        # a wrapper's call is one event, whichever SDK takes it; a call of several SDKs' clients is told for each
        if not known or (site.via is None and all(other.sdk != site.sdk for other in known)):
            known.append(found)


def _is_no_string(found: Denotation) -> bool:
    match found:
        case Literal(text):
            return not text.lstrip("-").isdigit()
        case Func() | ClassOf() | Namespace() | Object() | Items():
            return True
        case _:
            return False


def _sendable(texts: list[Text]) -> list[Text]:
    """Without blank names, where there are others."""
    return [text for text in texts if text.known is None or text.known.strip()] or texts


def _size(text: Text) -> int:
    return sum(len(part) if isinstance(part, str) else 1 for part in text.parts)


def _form(value: Value) -> Resolution:
    """How a name that stands in a call is known."""
    match value:
        case facts.Str():
            return Resolution.LITERAL
        case facts.Template():
            return Resolution.COMPOSED
        case facts.Choice(options) if all(_form(option) is Resolution.LITERAL for option in options):
            return Resolution.LITERAL
        case facts.Member(facts.ObjectLit(entries), key):
            return next((_form(entry.value) for entry in entries if entry.key == key), Resolution.CONSTANT)
        case facts.Cast(inner, _):
            return _form(inner)
        case _:
            return Resolution.CONSTANT


def _is_there(given: list[Denotation]) -> bool:
    """Whether a call certainly hands over a text."""
    return bool(given) and all(isinstance(d, Text) and d.known for d in given)


def _is_missing(given: list[Denotation]) -> bool:
    """Whether a call hands over nothing that could be a name: nothing at all, `None`, or an empty text."""
    return all(isinstance(d, Literal) or (isinstance(d, Text) and d.known == "") for d in given)
