"""How instances are made: which arguments reach which constructor, and the fields that a generated one sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan import facts
from readiness_scan.facts import Call, Class, Entry, Field, ScopeKind, Value
from readiness_scan.resolve.denotation import (
    ClassOf,
    Denotation,
    Frame,
    Func,
    FunctionKey,
    Instance,
    Invocation,
    Unknown,
)
from readiness_scan.resolve.invocation import keyword, positional
from readiness_scan.resolve.names import COMMONJS
from readiness_scan.resolve.order import function_of
from readiness_scan.resolve.program import Unit

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

CONSTRUCTORS = ("constructor", "__init__")
CALLED_ABOVE = {"super", "__init__"}
"""The names that a call of a base's constructor ends in."""
MAX_LINE = 10
"""Classes, one extending the other."""
NO_PLACE = {"ClassVar", "KW_ONLY"}
"""Types of fields that no positional argument sets."""


class Construction:
    """Constructors, for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._above: dict[ClassOf, list[tuple[Call, list[ClassOf]]]] = {}
        self._reaching: dict[tuple[ClassOf, Instance], Invocation | None] = {}

    # --- constructors -------------------------------------------------------------------------------------------

    def own(self, owner: ClassOf) -> Func | None:
        """The constructor that a class itself writes."""
        numbers = self._numbers(owner)
        return Func(owner.file, numbers[-1]) if numbers else None

    def _numbers(self, owner: ClassOf) -> list[int]:
        cls = self._class(owner)
        return next((cls.methods[name] for name in CONSTRUCTORS if name in cls.methods), []) if cls is not None else []

    def _bases(self, owner: ClassOf) -> list[ClassOf]:
        return [base for base in self.resolver.members.bases(owner) if isinstance(base, ClassOf)]

    def of(self, owner: ClassOf) -> Func | None:
        """The function that constructs a class's instances: its own, or the one that it inherits."""
        return next(
            (func for place in self.resolver.members.line(owner) if (func := self.own(place)) is not None), None
        )

    def heirs(self, unit: Unit, number: int) -> Iterator[str]:
        """The names of the classes that inherit a constructor, by the number of the class that writes it."""
        owner = ClassOf(unit.path, number)
        written = self.own(owner)
        for place in self.resolver.relatives.subclasses(owner):
            cls = self._class(place)
            if cls is not None and cls.name and self.own(place) is None and self.of(place) == written:
                yield cls.name

    # --- calls of a base's constructor --------------------------------------------------------------------------

    def calls_from_below(self, key: FunctionKey) -> Iterator[tuple[Unit, Call]]:
        """The calls by which the constructors of derived classes reach one: `super(…)`, `Base.__init__(self, …)`."""
        home = self.program.unit(key[0])
        function = home.summary.functions[key[1]] if home is not None else None
        if function is None or function.class_index < 0 or function.name not in CONSTRUCTORS:
            return
        for place in self.resolver.relatives.subclasses(ClassOf(key[0], function.class_index)):
            unit = self.program.unit(place.file)
            for call, bases in self._calls_above(place) if unit is not None else ():
                if unit is not None and any(func.key == key for base in bases if (func := self.of(base)) is not None):
                    yield unit, call

    def _calls_above(self, owner: ClassOf) -> list[tuple[Call, list[ClassOf]]]:
        """The calls in a class's own constructor that construct what it extends, each with the classes it may reach."""
        if owner not in self._above:
            self._above[owner] = []
            self._above[owner] = list(self._find_above(owner))
        return self._above[owner]

    def _find_above(self, owner: ClassOf) -> Iterator[tuple[Call, list[ClassOf]]]:
        unit, own = self.program.unit(owner.file), self.own(owner)
        bases = self._bases(owner)
        if unit is None or own is None or not bases:
            return
        scopes = unit.summary.scopes
        for call in unit.calls(CALLED_ABOVE):
            around = scopes[function_of(scopes, call.scope)]
            if around.kind is not ScopeKind.FUNCTION or around.owner != own.number:
                continue
            match call.callee:
                case facts.Super() | facts.Member(facts.Super(), "__init__"):
                    yield call, bases
                case facts.Member(subject, "__init__") if isinstance(
                    next(iter(call.args), None), facts.This | facts.Ref
                ):
                    named = self.resolver.denote(subject, Frame(owner.file, call.scope))
                    reached = [base for base in bases if base in named]
                    if reached:
                        yield replace(call, args=call.args[1:]), reached

    # --- what reaches a base's part of an instance ----------------------------------------------------------------

    def reaching(self, owner: ClassOf, instance: Instance | None) -> Invocation | None:
        """The arguments with which the part of an instance that a class declares is made; none where not known."""
        if instance is None or owner == (instance.file, instance.number):
            return instance.made_by if instance is not None else None
        key = (owner, instance)
        if key in self._reaching:
            return self._reaching[key]
        found = self._handed_up(ClassOf(instance.file, instance.number), owner, instance, MAX_LINE)
        if not self.resolver.was_cut:
            self._reaching[key] = found
        return found

    def _handed_up(self, place: ClassOf, owner: ClassOf, instance: Instance, depth: int) -> Invocation | None:
        if place == owner or not depth:
            return instance.made_by if place == owner else None
        cls, bases = self._class(place), self._bases(place)
        if cls is not None and cls.construction is not None:
            made, scope = cls.construction
            instance = self._made_with(place, instance, made.args, made.keywords, scope)
        elif self.own(place) is not None:
            above = self._calls_above(place)
            if len(above) != 1 or instance.made_by is None:
                return None
            call, bases = above[0]
            instance = self._made_with(place, instance, call.args, call.keywords, call.scope)
        reached = (self._handed_up(base, owner, instance, depth - 1) for base in bases)
        return next((found for found in reached if found is not None), None)

    def _made_with(
        self, place: ClassOf, instance: Instance, args: tuple[Value, ...], keywords: tuple[Entry, ...], scope: int
    ) -> Instance:
        """An instance as the base of a class sees it, to which the class's constructor hands arguments."""
        env = self._bound(place, instance.made_by)
        return instance._replace(made_by=Invocation(args, keywords, Frame(place.file, scope, env, instance)))

    def environment(self, owner: ClassOf, instance: Instance | None) -> tuple[tuple[FunctionKey, Invocation], ...]:
        """What is known of the parameters of a class's own constructors."""
        return self._bound(owner, self.reaching(owner, instance))

    def _bound(self, owner: ClassOf, made_by: Invocation | None) -> tuple[tuple[FunctionKey, Invocation], ...]:
        return tuple(((owner.file, number), made_by) for number in self._numbers(owner)) if made_by is not None else ()

    # --- generated constructors -----------------------------------------------------------------------------------

    def given(self, owner: ClassOf, name: str, instance: Instance | None) -> list[Denotation]:
        """A field that an argument sets, where the class has no constructor of its own."""
        cls = self._class(owner)
        if instance is None or cls is None or name not in cls.fields or self.own(owner) is not None:
            return []
        made_by = self.reaching(owner, instance)
        if made_by is None:
            return []
        value = keyword(made_by.keywords, name)
        if value is None and made_by.args:
            value = self._by_place(owner, name, made_by)
        found = self.resolver.denote(value, made_by.frame) if value is not None else []
        said = cls.fields[name][0]
        if said.annotation is not None and all(isinstance(d, Unknown) for d in found):
            # nothing is known of the argument: what the field's type says of it
            return self.resolver.types.instances(said.annotation, Frame(owner.file, said.scope)) or found
        return found

    def _by_place(self, owner: ClassOf, name: str, made_by: Invocation) -> Value | None:
        """The argument that sets a field by its place: the fields of bases come first."""
        order: list[str] = []
        for place in reversed(self.resolver.members.line(owner)):
            cls = self._class(place)
            order += [field for field in _placed(cls) if field not in order] if cls is not None else []
        return positional(made_by.args, order.index(name)) if name in order and self._is_generated(owner) else None

    def _is_generated(self, owner: ClassOf) -> bool:
        """Whether a constructor that sets the fields is made for the class, and none is inherited."""
        cls = self._class(owner)
        made = self.program.ecosystem(owner.file) != COMMONJS
        return made and cls is not None and (bool(cls.decorators) or self.of(owner) is None)

    def _class(self, owner: ClassOf) -> Class | None:
        unit = self.program.unit(owner.file)
        return unit.summary.classes[owner.number] if unit is not None else None


def _placed(cls: Class) -> list[str]:
    """The fields that positional arguments set, in order."""
    if any(_says(decorator, "kw_only", "True") for decorator in cls.decorators):
        return []
    found: list[str] = []
    for name, fields in cls.fields.items():
        if _type_name(fields[0]) == "KW_ONLY":
            break
        value = fields[0].value
        kept_out = _says(value, "init", "False") or _says(value, "kw_only", "True")
        if fields[0].annotation is not None and _type_name(fields[0]) not in NO_PLACE and not kept_out:
            found.append(name)
    return found


def _type_name(field: Field) -> str:
    said = field.annotation.base if isinstance(field.annotation, facts.TypeApplication) else field.annotation
    return said.name if isinstance(said, facts.Ref | facts.Member) else ""


def _says(value: Value | None, name: str, text: str) -> bool:
    """Whether a call has a keyword with this constant."""
    return isinstance(value, facts.CallValue) and keyword(value.keywords, name) == facts.Constant(text)
