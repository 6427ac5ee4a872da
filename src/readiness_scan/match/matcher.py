"""The one matcher: facts and rules in, findings out, with wrappers followed to a fixpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from msgspec.structs import replace

from readiness_scan import facts
from readiness_scan.facts import Assignment, Call, CallKind, Value
from readiness_scan.match.configuration import configured
from readiness_scan.match.events import Events
from readiness_scan.match.found import Findings, FoundError, FoundInit, FoundReplay
from readiness_scan.match.options import options, place, truth
from readiness_scan.match.posts import Posts
from readiness_scan.match.receivers import Receivers
from readiness_scan.match.selectors import alternatives, selected
from readiness_scan.match.subclasses import Subclasses
from readiness_scan.match.texts import may_be_text
from readiness_scan.model.location import Location
from readiness_scan.resolve.denotation import External, Frame, Invocation, Text
from readiness_scan.resolve.later import given_later
from readiness_scan.resolve.mentions import stem
from readiness_scan.resolve.partials import is_bound
from readiness_scan.resolve.program import OutOfTime, Program, Unit
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.sdks.rule import CaptureRule, ErrorRule, InitRule, PostRule, ReplayRule, Sdk
from readiness_scan.sdks.rulebook import Match, Rulebook


class Matcher:
    """Matches one program against a rulebook."""

    def __init__(self, program: Program, rules: Rulebook, depends_on: Callable[[str], bool]) -> None:
        self.program = program
        self.rules = rules
        self.resolver = Resolver(program)
        self.receivers = Receivers(self.resolver, rules, depends_on)
        self.events = Events(self.resolver)
        self.posts = Posts(self.resolver)
        self.subclasses = Subclasses(self.resolver, rules)
        self.found = Findings()
        self._own_names: set[str] = set()
        """The names under which files export what sends events, where those are not the SDK's."""

    def run(self, paths: Iterable[str]) -> Findings:
        """Match these files, then whatever calls the wrappers found in them, as far as the time goes."""
        try:
            for path in paths:
                self._guarded(path)
            self._follow_own_names()
            self.events.settle()
        except OutOfTime:
            self.program.close()
            self.found.complete = False
        self.found.captures = self.events.captures
        self.found.possible = list(self.events.possible)
        self._error_events()
        return self.found

    def _guarded(self, path: str) -> None:
        unit = self.program.unit(path)
        try:
            if unit is not None:
                self._file(unit)
        except RecursionError:
            self.program.failed(path, "nested too deep to follow")

    def _file(self, unit: Unit) -> None:
        self._calls(unit, self._names(unit))
        self._assignments(unit)
        self._exports(unit)
        self._configurations(unit)
        for elsewhere, call, match in self.subclasses.constructions(unit):
            self._call(elsewhere, call, match)

    def _calls(self, unit: Unit, names: set[str]) -> None:
        for call in unit.calls(names):
            frame = Frame(unit.path, call.scope)
            denoted = self.resolver.denote(call.callee, frame)
            for match in self.receivers.matches(unit, call, denoted):
                self._call(unit, call, match)
            for match, bound in self.receivers.bound(denoted):
                given = self.resolver.partials.joined(bound, Invocation(call.args, call.keywords, frame))
                self._call(unit, replace(call, args=given.args, keywords=given.keywords), match, given.frame)
        for made in self.resolver.callers.relays.calls(unit, names):
            for match in self.receivers.matches(unit, made.call):
                if not made.binds or names_event(match, made.call):
                    self._call(unit, made.call, match)

    def _follow_own_names(self) -> None:
        """Match the calls of what files export under names of their own, until no new such name appears."""
        known: set[str] = set()
        while new := frozenset(self._own_names - known):
            known |= new
            for path in self.program.containing(sorted(new)):
                unit = self.program.unit(path)
                if unit is not None:
                    self._calls(unit, self.resolver.callers.aliases(unit, new))
                    self._exports(unit)

    def _names(self, unit: Unit) -> set[str]:
        """The names under which the file may call what a rule describes."""
        names = self.resolver.callers.aliases(unit, self.rules.names(unit.language.ecosystem))
        for scope in unit.summary.scopes:
            for local, imports in scope.imports.items():
                if any(self.rules.knows(unit.language.ecosystem, i.module) for i in imports):
                    names.add(local)
            for local, bindings in scope.bindings.items():
                modules = [loaded(binding.value) for binding in bindings]
                if any(module and self.rules.knows(unit.language.ecosystem, module) for module in modules):
                    names.add(local)
        return names

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, unit: Unit, call: Call, match: Match, frame: Frame | None = None) -> None:
        sdk, rule = match
        location = unit.location(call.span)
        frame = frame or Frame(unit.path, call.scope)
        match rule:
            case CaptureRule():
                if is_bound(selected(call, rule.event[0].rstrip("?"))):
                    return  # the event is known where it was bound
                if all(self._says(selected(call, place), text, frame) for place, text in rule.where.items()):
                    for values, where in self._event_values(call, rule, frame):
                        self.events.direct(unit, location, sdk.id, values, where)
            case InitRule():
                if rule.needs is None or self._present(call, rule.needs, frame):
                    self._init(unit, call, sdk, rule, frame)
            case ErrorRule():
                needed = rule.needs is None or self._present(call, rule.needs, frame)
                if needed and not any(self._is_given(call, selector, frame) for selector in rule.unless):
                    self._error(unit, location, sdk, rule.form)
            case PostRule():
                self._post(unit, call, sdk, rule, frame)
            case ReplayRule():
                self._replay(unit, location, sdk, facts_name(call))
            case _:
                assert_never(rule)

    def _event_values(self, call: Call, rule: CaptureRule, frame: Frame) -> Iterator[tuple[tuple[Value, ...], Frame]]:
        """What may stand for the event name, and where; nothing for a struct that is never given one."""
        values = alternatives(call, tuple(self._open_selectors(call, rule, frame)))
        if values or call.kind is not CallKind.LITERAL:
            yield values, frame
        for selector in rule.event:
            for given in self._given_later(call, selector, frame):
                yield (given.value,), Frame(frame.file, given.scope)

    def _open_selectors(self, call: Call, rule: CaptureRule, frame: Frame) -> Iterator[str]:
        """The selectors of a rule, without those that ask for text (`1?`) where something else stands."""
        for selector in rule.event:
            value = selected(call, selector.rstrip("?")) if selector.endswith("?") else None
            if value is None or may_be_text(self.resolver, value, frame):
                yield selector.rstrip("?")

    def _given_later(self, call: Call, selector: str, frame: Frame) -> Iterator[Assignment]:
        """What the member that a keyword selector names is given after a struct was made."""
        for given in given_later(self.program, call.given_to, frame) if call.given_to else ():
            if selector == f"{given.target.name}=":
                yield given

    def _post(self, unit: Unit, call: Call, sdk: Sdk, rule: PostRule, frame: Frame) -> None:
        for event in self.posts.events(call, rule, sdk, unit):
            self.events.direct(unit, unit.location(call.span), sdk.id, (event,), frame)

    def _says(self, value: Value | None, text: str, frame: Frame) -> bool:
        return any(isinstance(d, Text) and d.known == text for d in self.resolver.denote(value, frame))

    def _present(self, call: Call, selector: str, frame: Frame) -> bool:
        position, _, key = selector.partition(".")
        value = selected(call, position)
        if value is None:
            return any(True for _ in self._given_later(call, selector, frame))
        if not key:
            return truth(self.resolver, value, frame) is not False
        return any(option.on is not False for option in options(self.resolver, value, frame, key))

    def _is_given(self, call: Call, selector: str, frame: Frame) -> bool:
        """Whether an option is given, on or off."""
        position, _, key = selector.partition(".")
        value = selected(call, position)
        return value is not None and any(True for _ in options(self.resolver, value, frame, key))

    def _init(self, unit: Unit, call: Call, sdk: Sdk, rule: InitRule, frame: Frame) -> None:
        recording: str | None = None
        for selector in rule.options:
            recording = self._options(unit, sdk, selected(call, selector), frame) or recording
        location = unit.location(call.span)
        self.found.inits.append(FoundInit(location, unit.language.id, sdk.id, rule.form, recording))

    def _options(self, unit: Unit, sdk: Sdk, value: Value | None, frame: Frame) -> str | None:
        """Record the signals in an init's options; what they say of session recording, if they all say the same."""
        recordings: set[str | None] = set()
        for option_rule in sdk.option if value is not None else ():
            for option in options(self.resolver, value, frame, option_rule.key):  # type: ignore[arg-type] # value is not none here
                where = place(self.resolver, option)
                if where is None or (option_rule.when == "on" and option.on is False):
                    continue
                if option_rule.signal == "error":
                    self._error(unit, where, sdk, "option")
                else:
                    self._replay(unit, where, sdk, option_rule.key)
                    if option_rule.recording:
                        state = {True: "on", False: "off", None: ""}[option.on]
                        recordings.add(option_rule.recording.get(state))
        return recordings.pop() if len(recordings) == 1 else None

    def _error(self, unit: Unit, location: Location, sdk: Sdk, form: str) -> None:
        self.found.errors.append(FoundError(location, unit.language.id, sdk.vendor, form))

    def _replay(self, unit: Unit, location: Location, sdk: Sdk, setting: str) -> None:
        self.found.replays.append(FoundReplay(location, unit.language.id, sdk.id, setting))

    def _error_events(self) -> None:
        """Events that are errors by their name, wherever the name comes from."""
        for capture in self.found.captures:
            sdk, rule = self.rules.error_events.get((capture.sdk, capture.event or ""), (None, None))
            if sdk is not None and rule is not None:
                self.found.errors.append(FoundError(capture.location, capture.language, sdk.vendor, rule.form))

    # --- configurations, assignments and exports ----------------------------------------------------------------------

    def _configurations(self, unit: Unit) -> None:
        for sdk, location, values in configured(self.resolver, self.rules, unit):
            recording: str | None = None
            for value in values:
                recording = self._options(unit, sdk, value, Frame(unit.path, 0)) or recording
            self.found.inits.append(FoundInit(location, unit.language.id, sdk.id, "configuration", recording))

    def _assignments(self, unit: Unit) -> None:
        for assignment in unit.summary.assignments:
            if assignment.target.name not in self.rules.assigned_names(unit.language.ecosystem):
                continue
            frame = Frame(unit.path, assignment.scope)
            for target in self.resolver.denote(assignment.target, frame):
                if not isinstance(target, External):
                    continue
                for sdk, rule in self.rules.assigns(target.ecosystem, target.module, target.path):
                    on = truth(self.resolver, assignment.value, frame)
                    location = unit.location(assignment.span)
                    if isinstance(rule, InitRule) and on is not False:
                        self.found.inits.append(FoundInit(location, unit.language.id, sdk.id, rule.form))
                    elif isinstance(rule, ErrorRule) and not (rule.when == "on" and on is False):
                        self._error(unit, location, sdk, rule.form)

    def _exports(self, unit: Unit) -> None:
        for export in unit.summary.exports:
            if export.name is None:
                continue
            for found in self.resolver.exports.of(unit.path, export.name):
                exported, _ = self.resolver.partials.bare(found)
                if isinstance(exported, External):
                    self._named(unit, export.name, exported)
                    for sdk, rule in self.rules.exports(exported.ecosystem, exported.module, exported.path):
                        if isinstance(rule, ErrorRule) and not _is_called(export.value):
                            self._error(unit, unit.location(export.span), sdk, rule.form)
        for name in (
            self.resolver.callers.aliases(unit, self.rules.names(unit.language.ecosystem))
            if unit.summary.implicit_exports
            else ()
        ):
            for found in self.resolver.denote(facts.Ref(name), Frame(unit.path, 0)):
                exported, _ = self.resolver.partials.bare(found)
                if isinstance(exported, External):
                    self._named(unit, name, exported)

    def _named(self, unit: Unit, name: str, exported: External) -> None:
        """Note the name that other files use for what sends events."""
        own = stem(unit.path) if name in ("default", "=") else name
        if own not in self.rules.names(unit.language.ecosystem) and any(
            isinstance(rule, CaptureRule | ErrorRule) for _, rule in self.rules.calls(*exported)
        ):
            self._own_names.add(own)


def names_event(match: Match, call: Call) -> bool:
    """Whether arguments that are bound to a capture hold its event's name, whatever a call adds to them."""
    return isinstance(match.rule, CaptureRule) and selected(call, match.rule.event[0]) is not None


def facts_name(call: Call) -> str:
    """The name that a call's callee ends in."""
    callee = call.callee
    return callee.name if isinstance(callee, facts.Ref | facts.Member) else ""


def loaded(value: facts.Value) -> str | None:
    """The module that an expression obtains: `require("x")`, `await import("x")`."""
    match value:
        case facts.ImportValue(facts.Str(module), _):
            return module
        case facts.Await(inner) | facts.Cast(inner, _):
            return loaded(inner)
        case _:
            return None


def _is_called(value: facts.Value | None) -> bool:
    return isinstance(value, facts.CallValue)
