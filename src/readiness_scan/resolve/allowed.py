"""Which strings a type allows: unions of literals, the keys and values of objects and types, enums, type parameters.

A type is expanded to what it consists of: denotations, and object, mapped, list and function types, each with the place
where it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from readiness_scan import facts
from readiness_scan.facts import Class, ParameterKind, Value
from readiness_scan.resolve.containers import LISTS, MAPS, TUPLES
from readiness_scan.resolve.denotation import (
    RESULT,
    Alias,
    Argument,
    ClassOf,
    Frame,
    Instance,
    Said,
    Text,
    Unknown,
    text_of,
)
from readiness_scan.resolve.type_forms import Given, Gives, Kind, Listed, Mapped, Shape, Where, strings
from readiness_scan.resolve.type_members import TypeMembers

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

MAX_STEPS = 20_000
"""Types that are expanded for one question."""
MAX_DEPTH = 40
"""Types within types."""
MAX_NAMES = 5_000
"""Strings of one type; of one that allows more, none is told."""
SAME = {
    *("Annotated", "Awaitable", "ClassVar", "Final", "NonNullable", "Optional", "Partial", "Promise", "Readonly"),
    *("Required", "Union"),
}
"""Generic types that allow what their first arguments allow."""
NAME = "#"
"""Stands for the member's name in a mapped type that is made here; no name in code is like it."""


class EndlessError(Exception):
    """A type that is too large to expand."""


class Allowed:
    """Strings that types allow, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self.members = TypeMembers(self)
        self._known: dict[Argument | Said, tuple[str, ...]] = {}
        self._active: set[tuple[object, ...]] = set()
        self._steps = 0
        self._depth = 0

    def texts(self, text: Text) -> list[str]:
        """What a text of which parts are unknown may be by their types; empty where one of these says nothing."""
        choices = [self._part(part) for part in text.parts]
        return ["".join(chosen) for chosen in product(*choices)] if prod(map(len, choices)) <= MAX_NAMES else []

    def _part(self, part: str | Argument | Unknown) -> tuple[str, ...]:
        if isinstance(part, str):
            return (part,)
        asked = part.said if isinstance(part, Unknown) else part
        if asked is None:
            return ()
        if asked not in self._known:
            self._steps = self._depth = 0
            try:
                kinds = self._of_argument(asked) if isinstance(asked, Argument) else self._of_said(asked)
                self._known[asked] = strings(kinds)
            except (EndlessError, RecursionError):
                self._known[asked] = ()
        return self._known[asked]

    def _of_said(self, said: Said) -> list[Kind]:
        return self._along(self.expanded(said.annotation, Where(said.frame)), said.path)

    def _of_argument(self, argument: Argument) -> list[Kind]:
        unit = self.program.unit(argument.file)
        function = unit.summary.functions[argument.function] if unit is not None else None
        if function is None or argument.position >= len(function.parameters):
            return []
        parameter, path = function.parameters[argument.position], argument.path
        if parameter.annotation is None:
            return []
        where = Where(Frame(argument.file, function.scope))
        kinds = self.expanded(parameter.annotation, where)
        if parameter.kind is ParameterKind.KEYWORD_REST:
            path = path[1:]
        elif parameter.kind is ParameterKind.REST and not any(isinstance(kind, Listed) for kind in kinds):
            kinds = [Listed((parameter.annotation,), where)]
        return self._along(kinds, path)

    def _along(self, kinds: list[Kind], path: tuple[str, ...]) -> list[Kind]:
        """The types of what is taken step by step from values of these types."""
        for step in path:
            if step == RESULT:
                kinds = [found for kind in kinds for found in self.members.result(kind)]
            elif step.startswith("["):
                kinds = [found for kind in kinds for found in self.members.elements(kind, step.strip("[]"))]
            else:
                kinds = [found for kind in kinds for found in self.members.member(kind, step)]
        return kinds

    # --- types ----------------------------------------------------------------------------------------------

    def expanded(self, annotation: Value, where: Where) -> list[Kind]:
        """What a type consists of."""
        self._steps += 1
        self._depth += 1
        try:
            if self._steps > MAX_STEPS or self._depth > MAX_DEPTH:
                raise EndlessError
            return list(self._expand(annotation, where))
        finally:
            self._depth -= 1

    def _expand(self, annotation: Value, where: Where) -> Iterable[Kind]:  # noqa: C901 (one case per kind of type)
        match annotation:
            case facts.Str(text):
                return [text_of(text)]
            case facts.Template(parts):
                return self._joined(parts, where)
            case facts.TypeApplication(None, args):
                return self._each(args, where)
            case facts.TypeApplication(base, args) if base is not None:
                return self._generic(base, args, where)
            case facts.Ref():
                return self._named(annotation, where)
            case facts.Member(base, name):
                return self._named(annotation, where) or self._along(self.expanded(base, where), (name,))
            case facts.KeysOf(inner):
                return [text_of(key) for kind in self.expanded(inner, where) for key in self.members.keys(kind)]
            case facts.Index(subject, key):
                return self._indexed(subject, key, where)
            case facts.MappedType():
                return [Mapped(annotation, where)]
            case facts.ObjectLit():
                return [Shape(annotation, where)]
            case facts.ClassValue(number):
                return self._instances(ClassOf(where.frame.file, number))
            case facts.TypeOf(value):
                return [d for d in self.resolver.denote(value, where.frame) if not isinstance(d, Unknown)]
            case facts.FunctionType(result):
                return [Gives(result, where)]
            case _:
                return []

    def _each(self, annotations: Iterable[Value], where: Where) -> list[Kind]:
        return [kind for annotation in annotations for kind in self.expanded(annotation, where)]

    def all_of(self, annotation: Value, where: Where) -> tuple[str, ...]:
        """The strings of a type."""
        return strings(self.expanded(annotation, where))

    def _joined(self, parts: tuple[Value, ...], where: Where) -> list[Kind]:
        choices = [self.all_of(part, where) for part in parts]
        if prod(map(len, choices)) > MAX_NAMES:
            raise EndlessError
        return [text_of("".join(chosen)) for chosen in product(*choices)]

    def _indexed(self, subject: Value, key: Value | None, where: Where) -> list[Kind]:
        kinds = self.expanded(subject, where)
        if key is None or isinstance(key, facts.Constant):
            position = key.text if isinstance(key, facts.Constant) else ""
            return [found for kind in kinds for found in self.members.elements(kind, position)]
        names = self.all_of(key, where)
        return [found for kind in kinds for name in names for found in self.members.member(kind, name)]

    def _generic(self, base: Value, args: tuple[Value, ...], where: Where) -> list[Kind]:
        name = base.name if isinstance(base, facts.Ref | facts.Member) else ""
        match name, args:
            case "Literal", _:
                return self._each(args, where)
            case "Annotated", (first, *_):
                return self.expanded(first, where)
            case "Coroutine", (_, _, result):
                return self.expanded(result, where)
            case "Extract" | "Exclude", (whole, chosen):
                return self._sifted(whole, chosen, where, keeps=name == "Extract")
            case "Pick", (whole, keys):
                return [Mapped(facts.MappedType(NAME, keys, facts.Index(whole, facts.Ref(NAME))), where)]
            case "Omit", (whole, keys):
                left = facts.TypeApplication(facts.Ref("Exclude"), (facts.KeysOf(whole), keys))
                return [Mapped(facts.MappedType(NAME, left, facts.Index(whole, facts.Ref(NAME))), where)]
            case "Parameters", (function,):
                return [found for kind in self.expanded(function, where) for found in self.members.parameters(kind)]
            case "ReturnType", (function,):
                return [found for kind in self.expanded(function, where) for found in self.members.result(kind)]
            case _, (keys, value) if name in MAPS:
                return [Mapped(facts.MappedType(NAME, keys, value), where)]
            case _ if name in SAME:
                return self._each(args, where)
            case _ if name in LISTS | TUPLES:
                return [Listed(args, where)]
            case _:
                return self._named(base, where, args)

    def _sifted(self, whole: Value, chosen: Value, where: Where, *, keeps: bool) -> list[Kind]:
        """`Extract<whole, chosen>`, or `Exclude`; what a pattern chooses is not known."""
        named = set(self.all_of(chosen, where))
        if not named and (keeps or isinstance(chosen, facts.Template)):
            return []
        return [text_of(name) for name in self.all_of(whole, where) if (name in named) == keeps]

    # --- names ----------------------------------------------------------------------------------------------

    def _named(self, annotation: Value, where: Where, args: tuple[Value, ...] = ()) -> list[Kind]:
        """The type that a name means."""
        if isinstance(annotation, facts.Ref):
            given = next((item for item in where.given if item.name == annotation.name), None)
            if given is not None:
                return self.expanded(given.annotation, given.where)
            bound = self._bound(annotation.name, where.frame)
            if bound is not None:
                return self.expanded(bound, where)
        found: list[Kind] = []
        for named in self.resolver.types.named(annotation, where.frame):
            match named:
                case Alias(file, name):
                    found += self._aliased(file, name, args, where)
                case ClassOf():
                    found += self._instances(named)
                case Text() if isinstance(annotation, facts.Member):
                    found.append(named)
                case _:
                    continue
        return found

    def _instances(self, owner: ClassOf) -> list[Kind]:
        return self.members.of_enum(owner) if self.members.is_enum(owner) else [Instance(*owner)]

    def _bound(self, name: str, frame: Frame) -> Value | None:
        """The type that a type parameter of a function or class around a place must be."""
        unit = self.program.unit(frame.file)
        index = frame.scope
        while unit is not None and index >= 0:
            scope = unit.summary.scopes[index]
            owners: dict[facts.ScopeKind, tuple[facts.Function | Class, ...]] = {
                facts.ScopeKind.FUNCTION: unit.summary.functions,
                facts.ScopeKind.CLASS: unit.summary.classes,
            }
            if scope.kind in owners:
                for parameter in owners[scope.kind][scope.owner].type_parameters:
                    if parameter.name == name:
                        return parameter.bound or facts.Opaque("any type")
            index = scope.parent
        return None

    def _aliased(self, file: str, name: str, args: tuple[Value, ...], where: Where) -> list[Kind]:
        unit = self.program.unit(file)
        said = unit.summary.types.get(name) if unit is not None else None
        key = (file, name, *map(id, args))
        if key in self._active and args:
            raise EndlessError
        if said is None or key in self._active:
            return []
        given: tuple[Given, ...] = ()
        if isinstance(said, facts.GenericType):
            given = tuple(Given(p.name, arg, where) for p, arg in zip(said.parameters, args, strict=False))
            said = said.value
        self._active.add(key)
        try:
            return self.expanded(said, Where(Frame(file, 0), given))
        finally:
            self._active.discard(key)
