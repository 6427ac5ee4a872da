"""Event names: from the value in a capture call to names, patterns, wrappers' parameters, or a reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from readiness_scan import facts
from readiness_scan.facts import CallKind, Value
from readiness_scan.match.found import FoundCapture
from readiness_scan.model.location import Location
from readiness_scan.model.signals import Resolution
from readiness_scan.resolve.callers import CallerSite
from readiness_scan.resolve.denotation import RESULT, Argument, Denotation, Frame, FunctionKey, Text, Unknown
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver

MAX_PARTS = 16
"""Parts of a name; one with more is a pattern, as in a wrapper that calls itself with a longer name."""
MAX_SLOTS = 64
"""Forms in which one function passes names on; the others are patterns."""
HOLE = "${*}"
UNCALLED = "argument of a function that nothing here calls"


@dataclass(frozen=True, slots=True)
class Slot:
    """How a function passes its parameters on as an event name."""

    text: Text
    sdk: str
    origin: tuple[Unit, Location, Location | None] = field(compare=False)
    """The call that the name is handed to."""
    otherwise: tuple[Text, ...] = ()
    """What stands for the name where a call hands over nothing for the first."""

    @property
    def composed(self) -> bool:
        """The parameter is only a part of the name."""
        return any(isinstance(part, str) and part for part in self.text.parts)


@dataclass(slots=True)
class Events:
    """Captures and wrappers of one program, to a fixpoint."""

    resolver: Resolver
    captures: dict[tuple[Location, str | None, str | None], FoundCapture] = field(default_factory=dict)
    _slots: dict[FunctionKey, list[Slot]] = field(default_factory=dict)
    _queue: list[tuple[FunctionKey, Slot]] = field(default_factory=list)

    def direct(self, unit: Unit, location: Location, sdk: str, values: tuple[Value, ...], frame: Frame) -> None:
        """Record an SDK's own capture call with what may stand for its event name, in order of preference."""
        found = [self._telling(self._texts(self.resolver.denote(value, frame))) for value in values]
        found = [texts for texts in found if texts]
        if not found:
            reason = "nothing is known of the name" if values else "no event name in the call"
            self._add(unit, location, sdk, None, Resolution.DYNAMIC, reason=reason)
            return
        otherwise = tuple(text for texts in found[1:] for text in texts)
        for text in found[0]:
            self._record(unit, location, sdk, text, _form(values[0]), None, otherwise)

    def settle(self) -> None:
        """Follow wrappers to their callers until no new one appears."""
        while self._queue:
            self.resolver.program.check()
            key, slot = self._queue.pop()
            sites = self.resolver.callers.of(key)
            for site in sites:
                try:
                    self._call(key, slot, site)
                except RecursionError:
                    self.resolver.program.failed(site.unit.path, "nested too deep to follow")
            if not sites:
                self._uncalled(slot)

    def _uncalled(self, slot: Slot) -> None:
        """Say of a capture whose name is a parameter that nothing hands one over."""
        location = slot.origin[1]
        known = self.captures.get((location, None, None))
        if known is not None and known.resolution is Resolution.PARAMETER:
            self.captures[location, None, None] = replace(known, resolution=Resolution.DYNAMIC, reason=UNCALLED)

    def _call(self, key: FunctionKey, slot: Slot, site: CallerSite) -> None:
        unit = site.unit
        via = self.resolver.program.unit(key[0])
        if via is None:
            return
        wrapper: Location | None = via.location(via.summary.functions[key[1]].span)
        location, resolution = unit.location(site.call.span), Resolution.WRAPPER
        if slot.composed and site.call.kind is CallKind.ELEMENT:
            # a component's prop that is a part of a name: the event is sent where the name is put together
            unit, location, wrapper = slot.origin
            resolution = Resolution.COMPOSED
        for position, text in enumerate((slot.text, *slot.otherwise)):
            handed = self.substituted(text, key, site)
            for given in handed:
                self._record(unit, location, slot.sdk, given, resolution, wrapper, slot.otherwise[position:])
            if handed:
                return

    def substituted(self, text: Text, key: FunctionKey, site: CallerSite) -> list[Text]:
        """A slot's text with the arguments of one call in it; nothing where the call hands over nothing for it."""
        known = dict(site.func.env)
        known[key] = site.invocation
        done: list[Text] = [Text(())]
        for part in text.parts:
            pieces = [Text((part,))]
            if isinstance(part, Argument) and part.key in known:
                given = self.resolver.handed(part, known[part.key])
                pieces = self._telling(self._texts(given))
            done = [Text(head.parts + tail.parts) for head in done for tail in pieces][:200]
        return done

    def _telling(self, texts: list[Text]) -> list[Text]:
        """Without those of which a library's type alone is known, where a parameter stands for the same value."""
        if any(isinstance(part, Argument) for text in texts for part in text.parts):
            return [text for text in texts if not all(isinstance(part, Unknown) for part in text.parts)]
        return texts

    def _texts(self, found: list[Denotation]) -> list[Text]:
        return list(dict.fromkeys(self.resolver.as_text(d) for d in found))

    def _record(
        self,
        unit: Unit,
        location: Location,
        sdk: str,
        text: Text,
        resolution: Resolution,
        via: Location | None,
        otherwise: tuple[Text, ...] = (),
    ) -> None:
        if text.known is not None:
            if text.known:
                self._add(unit, location, sdk, text.known, resolution, via=via)
            else:
                self._add(unit, location, sdk, None, Resolution.DYNAMIC, reason="the name is empty", via=via)
            return
        owner = self._owner(text)
        if owner is not None and self._has_room(owner, text):
            slot = Slot(text, sdk, (unit, location, via), otherwise)
            if slot not in self._slots.setdefault(owner, []):
                self._slots[owner].append(slot)
                self._queue.append((owner, slot))
            self._add(unit, location, sdk, None, Resolution.PARAMETER, via=via)
            return
        open_end = "result of a function that is handed in" if owner is None else "more forms than are followed"
        reasons = [
            part.reason if isinstance(part, Unknown) else open_end for part in text.parts if not isinstance(part, str)
        ]
        known = [part for part in text.parts if isinstance(part, str) and part.strip()]
        if known:
            pattern = "".join(part if isinstance(part, str) else HOLE for part in text.parts)
            self._add(unit, location, sdk, None, Resolution.PATTERN, pattern=pattern, reason=reasons[0], via=via)
        else:
            self._add(unit, location, sdk, None, Resolution.DYNAMIC, reason=reasons[0] if reasons else None, via=via)

    def _has_room(self, owner: FunctionKey, text: Text) -> bool:
        """False where a name grows without end: a wrapper that calls itself with a longer name."""
        return len(text.parts) <= MAX_PARTS and len(self._slots.get(owner, ())) < MAX_SLOTS

    def _owner(self, text: Text) -> FunctionKey | None:
        """The innermost function whose parameter stands in the text; what a handed-in function gives is none."""
        arguments = [part for part in text.parts if isinstance(part, Argument)]
        if not arguments or any(RESULT in part.path for part in arguments):
            return None

        def depth(argument: Argument) -> int:
            unit = self.resolver.program.unit(argument.file)
            return unit.summary.functions[argument.function].span.start if unit else -1

        return max(arguments, key=depth).key

    def _add(
        self,
        unit: Unit,
        location: Location,
        sdk: str,
        event: str | None,
        resolution: Resolution,
        *,
        pattern: str | None = None,
        reason: str | None = None,
        via: Location | None = None,
    ) -> None:
        key = (location, event, pattern)
        found = FoundCapture(location, unit.language.id, sdk, event, resolution, pattern, reason, via)
        known = self.captures.get(key)
        if known is None or (known.via is not None and via is None):
            self.captures[key] = found


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
