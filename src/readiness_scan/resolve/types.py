"""What an annotation says of a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import CallSite, Function, ParameterKind, Value
from readiness_scan.resolve.aliases import alias
from readiness_scan.resolve.containers import traced
from readiness_scan.resolve.denotation import (
    RESULT,
    Alias,
    Argument,
    ClassOf,
    Denotation,
    External,
    Frame,
    Func,
    Instance,
    Invocation,
    Items,
    Object,
    Said,
    Text,
    Unknown,
)
from readiness_scan.resolve.invocation import argument_value
from readiness_scan.resolve.members import SAME_TEXT
from readiness_scan.resolve.passthrough import handed_through
from readiness_scan.resolve.stores import KINDS as STORE_KINDS

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

TRANSPARENT = {
    *("Annotated", "ClassVar", "Final", "NonNullable", "Optional", "Partial", "Readonly", "Required", "Union"),
    *("Awaitable", "Coroutine", "Promise", "Generator", "AsyncGenerator", "Iterator", "AsyncIterator"),
    *("MutableRefObject", "Ref", "RefObject", "ShallowRef", "Pick", "Omit"),
}
"""Generic types whose value is, or leads to, a value of their argument."""
ELEMENTS = "[]"
"""The generic type that languages without a name for one give lists, and maps by their values."""
VARIABLE = re.compile(r"[A-Z]\d?|T[A-Z]\w*")
"""What type variables are called. A function from `string` to `string` says nothing of what it gives."""
NAMED = {ParameterKind.PLAIN, ParameterKind.KEYWORD_ONLY}
NOT_HANDED_ON = {None, "result"}
"""What library functions do, by the table of what they hand through, that call a callback with values of their own."""
CLASSES = {"Type", "type", "Class", "Constructor"}
STEP_ARGUMENT = "@"
"""Starts the step from a function to what it hands to a callback: `@1.loaded#0`."""


class Types:
    """Reading of annotations for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program

    def instances(self, annotation: Value, frame: Frame) -> list[Denotation]:
        """What a value of this type can denote."""
        match annotation:
            case facts.TypeApplication(None, args):
                return [d for arg in args for d in self.instances(arg, frame) if not isinstance(d, Unknown)]
            case facts.TypeApplication(base, args) if base is not None:
                return self._generic(base, args, frame)
            case facts.TypeOf(value):
                return self.resolver.denote(value, frame)
            case facts.ObjectLit():
                return [Object(annotation, frame, shape=True)]
            case facts.Ref() | facts.Member():
                return [d for named in self.named(annotation, frame) for d in self._instance(named)]
            case facts.CallValue():
                return self.resolver.denote(annotation, frame)
            case _:
                return []

    def named(self, annotation: Value, frame: Frame) -> list[Denotation]:
        """What a name means where a type stands: of a value and a type alias of that name, the alias."""
        found = self.resolver.denote(annotation, frame)
        if isinstance(annotation, facts.Ref) and any(isinstance(d, Func | Items | Object | Text) for d in found):
            return alias(self.resolver.names, annotation.name, frame.file) or found
        return found

    def _generic(self, base: Value, args: tuple[Value, ...], frame: Frame) -> list[Denotation]:
        name = base.name if isinstance(base, facts.Ref | facts.Member) else ""
        if name in TRANSPARENT:
            return [d for arg in args for d in self.instances(arg, frame)]
        if name == "ReturnType" and args:
            empty = Invocation((), (), frame)
            return [d for callee in self.instances(args[0], frame) for d in self.resolver.call(callee, empty)]
        if name in CLASSES:
            return [d for arg in args for d in self.resolver.denote(arg, frame)]
        held = self.resolver.containers.of(name, args, frame)
        if held is not None:
            return held
        if name == ELEMENTS and args:
            return [Items(facts.ListLit(args[-1:]), frame, shape=True)]
        return self.instances(base, frame)

    def _instance(self, named: Denotation) -> list[Denotation]:
        match named:
            case ClassOf(file, index):
                return [] if self.resolver.relatives.is_only_a_name(named) else [Instance(file, index)]
            case External(ecosystem, module, path) if (
                self.program.is_library(ecosystem, module) and handed_through(named) != "open"
            ):
                return [named if path[-1:] == (RESULT,) else named._replace(path=(*path, RESULT))]
            case Alias(file, name):
                return self._aliased(file, name)
            case Instance() | Object():
                return [named]
            case _:
                return []

    def _aliased(self, file: str, name: str) -> list[Denotation]:
        unit = self.program.unit(file)
        key = ("alias", file, name)
        with self.resolver.circles.asking(key) as asked:
            if unit is None or asked is None:
                return []
            said = unit.summary.types[name]
            return self.instances(said.value if isinstance(said, facts.GenericType) else said, Frame(file, 0))

    def typed(self, found: list[Denotation], annotation: Value, frame: Frame) -> list[Denotation]:
        """What a value denotes, with the type that is said of it where it is not known otherwise."""
        if isinstance(annotation, facts.Opaque):
            return found
        said = Said(annotation, frame)
        kept = [d._replace(said=d.said or said) if isinstance(d, Unknown) else d for d in found]
        if found and all(isinstance(d, External) for d in found):
            kept.append(Unknown("value of a type that is given", said))
        return kept

    def typed_member(self, owner: ClassOf, name: str, found: list[Denotation]) -> list[Denotation]:
        """What a member denotes, with the type that its class, or one which that extends, says it has."""
        if not any(isinstance(d, Unknown | External) for d in found):
            return found
        line = [owner]
        for cls in line:
            unit = self.program.unit(cls.file)
            for field in unit.summary.classes[cls.number].fields.get(name, ()) if unit is not None else ():
                if field.annotation is not None:
                    return self.typed(found, field.annotation, Frame(cls.file, field.scope))
            line += [
                base for base in self.resolver.members.bases(cls) if isinstance(base, ClassOf) and base not in line
            ]
        same = name in SAME_TEXT
        return self.typed(found, facts.ClassValue(owner.number), Frame(owner.file, 0)) if same else found

    # --- results --------------------------------------------------------------------------------------------

    def result(self, function: Function, frame: Frame, invocation: Invocation) -> list[Denotation]:
        """What a call gives by the function's return type; a type variable is found in an argument."""
        annotation = function.return_annotation
        if annotation is None:
            return []
        found = self.instances(annotation, frame)
        if found or not isinstance(annotation, facts.Ref):
            return found
        for index, parameter in enumerate(function.parameters):
            given = argument_value(function, index, invocation)
            if given is None or parameter.annotation is None:
                continue
            values = self.resolver.denote(given, invocation.frame)
            match parameter.annotation:
                case facts.FunctionType(result) | facts.TypeApplication(facts.Ref("Callable"), (_, result)) if (
                    annotation in (result, _inner(result))
                ):
                    empty = Invocation((), (), invocation.frame)
                    return [d for callee in values for d in self.resolver.call(callee, empty)]
                case facts.TypeApplication(_, args) if annotation in args:
                    return [d for value in values for d in self._instance(value)]
                case facts.Ref(name) if name == annotation.name and VARIABLE.fullmatch(name):
                    return values
                case _:
                    continue
        return []

    def implied(self, function: Function, index: int, name: str, frame: Frame) -> list[Denotation]:
        """`.name` where a parameter is handed it: the member of the parameter's type."""
        annotation = function.parameters[index].annotation
        expected = self.resolver.denote(annotation, frame) if annotation is not None else []
        return [d for owner in expected for d in self.resolver.members.of(owner, name)]

    # --- parameters -----------------------------------------------------------------------------------------

    def argument(self, argument: Argument) -> list[Denotation]:
        """What is known of a parameter without looking at its callers: type, default, and who calls a callback."""
        key = ("argument", argument)
        unit = self.program.unit(argument.file)
        with self.resolver.circles.asking(key) as asked:
            if unit is None or asked is None:
                return []
            function = unit.summary.functions[argument.function]
            found = self._parameter(argument, function)
            if found:
                whole = argument._replace(path=())
                found = self.resolver.step([traced(d, whole) for d in found], argument.path)
                return [traced(d, argument) for d in found if d != argument and not isinstance(d, Unknown)]
            return self._inner_default(argument, function)

    def _inner_default(self, argument: Argument, function: Function) -> list[Denotation]:
        """A client or a function that a pattern gives where the caller hands over none."""
        found: list[Denotation] = []
        for path, default in function.parameters[argument.position].inner_defaults if argument.path else ():
            if argument.path[: len(path)] == path:
                given = self.resolver.denote(default, Frame(argument.file, function.scope))
                kept = [d for d in given if isinstance(d, Func | Instance) or (isinstance(d, External) and d.module)]
                found += self.resolver.step(list(kept), argument.path[len(path) :])
        return found

    def _parameter(self, argument: Argument, function: Function) -> list[Denotation]:
        if argument.position >= len(function.parameters):
            return []
        parameter = function.parameters[argument.position]
        frame = Frame(argument.file, function.scope)
        if parameter.annotation is not None:
            kind, said, collected = parameter.kind, parameter.annotation, self.resolver.containers.collected
            found = self.instances(said, frame) if kind in NAMED else collected(kind, said, frame)
            if found:
                return found
        if parameter.default is not None:
            found = self.resolver.denote(parameter.default, frame)
            kept: list[Denotation] = [
                d for d in found if isinstance(d, Instance) or (isinstance(d, External) and d.module)
            ]
            if kept:
                return kept
        return self._handed(function.handed_to, argument) if function.handed_to else []

    def _handed(self, site: CallSite, argument: Argument) -> list[Denotation]:
        """What the function that takes this callback calls it with."""
        frame = Frame(argument.file, site.scope)
        match site.callee:
            case facts.Member(receiver, "then" | "tap") if not site.path:
                return self.resolver.denote(receiver, frame) if argument.position == 0 else []
            case _:
                pass
        found: list[Denotation] = []
        for callee in self.resolver.denote(site.callee, frame):
            if isinstance(callee, External) and handed_through(callee) in STORE_KINDS:
                found += self.resolver.stores.handed(argument.function, argument.position, frame)
            elif isinstance(callee, External) and callee.module and handed_through(callee) in NOT_HANDED_ON:
                keys = "".join(f".{key}" for key in site.path)
                step = f"{STEP_ARGUMENT}{max(site.argument, 0)}{keys}#{argument.position}"
                found.append(callee._replace(path=(*callee.path, step)))
            elif isinstance(callee, Func):
                found += self._called_back(callee, site, argument.position)
        return found

    def received(self, receiver: Denotation, site: CallSite) -> Argument | None:
        """The parameter that receives what a site hands over; none where it is no first-party function's."""
        if isinstance(receiver, ClassOf):
            receiver = self.resolver.construction.of(receiver) or receiver
        unit = self.program.unit(receiver.file) if isinstance(receiver, Func) else None
        if unit is None or not isinstance(receiver, Func):
            return None
        parameters = unit.summary.functions[receiver.number].parameters
        if site.argument >= 0:
            known = site.argument < len(parameters) and parameters[site.argument].kind is ParameterKind.PLAIN
            return Argument(receiver.file, receiver.number, site.argument, site.path) if known else None
        for position, parameter in enumerate(parameters):
            if parameter.name == site.path[0]:
                return Argument(receiver.file, receiver.number, position, site.path[1:])
        return None

    def _called_back(self, callee: Func, site: CallSite, index: int) -> list[Denotation]:
        """What a first-party function hands to the callback that it is given."""
        target = self.received(callee, site)
        unit = self.program.unit(callee.file)
        if target is None or unit is None:
            return []
        parameter = unit.summary.functions[callee.number].parameters[target.position]
        name = target.path[-1] if target.path else parameter.name
        found: list[Denotation] = []
        for call in unit.calls({name}) if name else ():
            frame = Frame(callee.file, call.scope)
            if target in self.resolver.denote(call.callee, frame) and index < len(call.args):
                found += self.resolver.denote(call.args[index], frame)
        return found


def _inner(value: Value) -> Value:
    """The argument of `Promise<T>` and the like."""
    if isinstance(value, facts.TypeApplication) and value.args:
        return value.args[0]
    return value
