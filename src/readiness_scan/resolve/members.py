"""What `x.name` denotes, for everything that x can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import Class, Field
from readiness_scan.resolve.containers import traced
from readiness_scan.resolve.denotation import (
    RESULT,
    Argument,
    ClassOf,
    Context,
    Denotation,
    External,
    Frame,
    Func,
    Holder,
    Instance,
    Invocation,
    Items,
    Literal,
    Namespace,
    Object,
    Store,
    Text,
    Unknown,
    text_of,
    unique,
)
from readiness_scan.resolve.later import given_later
from readiness_scan.resolve.relatives import EXTENSION

if TYPE_CHECKING:
    from readiness_scan.resolve.resolver import Resolver

SAME_TEXT = {"value", "rawValue", "toString", "valueOf", "as_str"}
"""Members of a string or an enum member that stand for the same text."""
OWN_CLASS = {"__class__", "constructor"}
AUTO = External("pypi", "enum", ("auto", RESULT))
"""The value of a string enum's member that is the member's own name, in lower case."""
HELD = {"current", "value"}
ENDS = {"first": "0", "last": "", "single": "0"}
"""Members of a list that are one of its elements, with its position where that is known."""
TYPED = Func | External | Instance | ClassOf | Namespace | Holder
"""What a type tells of a member. Of a plain value it tells nothing."""


class Members:
    """Member lookup for one resolver."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.program = resolver.program
        self._bases: dict[ClassOf, list[Denotation]] = {}

    def of(self, base: Denotation, name: str) -> list[Denotation]:
        """What the member denotes."""
        with self.resolver.deeper() as allowed:
            return self._of(base, name) if allowed else [Unknown("too far to follow")]

    def _of(self, base: Denotation, name: str) -> list[Denotation]:  # noqa: C901 (one case per denotation)
        match base:
            case External():
                added = (self._added(extension, name, None) for extension in self.resolver.relatives.adding(base))
                return next((found for found in added if found), None) or self._external(base, name)
            case Namespace(file):
                return self.resolver.names.member(file, name)
            case Instance():
                return self.of_class(ClassOf(base.file, base.number), name, base)
            case ClassOf():
                return self.of_class(base, name, None)
            case Object():
                return self.resolver.objects.of(base, name)
            case Argument():
                return self._of_argument(base, name)
            case Text():
                return [base] if name in SAME_TEXT else [Unknown(f"{name} of a string")]
            case Store():
                return self.resolver.stores.member(base, name)
            case Holder(value, frame):
                found = self.resolver.denote(value, frame)
                if name in HELD:
                    return found
                return [d for held in found for d in self.of(held, name)]
            case Context():
                return [External("", "", ("context", name))]
            case Func():
                return self.assigned_in(base.file, base, name) or [self._of_function(base, name)]
            case Items(shape=True):
                return self.resolver.lists.element([base])
            case Items() if name in ENDS:
                return self.resolver.lists.element([base], ENDS[name])
            case Items(keyed=True):
                return self.resolver.containers.values(base, name)
            case Items() | Literal():
                return []
            case Unknown():
                return [base.part(name)]
            case _:
                return [Unknown(f"member {name}")]

    def _of_function(self, base: Func, name: str) -> Denotation:
        """A function's own name; in JavaScript a build may change it."""
        unit = self.program.unit(base.file)
        own = unit.summary.functions[base.number].name if unit and name == "__name__" else None
        return text_of(own) if own else Unknown(f"{name} of a function")

    def _external(self, base: External, name: str) -> list[Denotation]:
        if self.resolver.globals.is_global_object(base):
            return [*self.resolver.globals.of(base.ecosystem, name), base._replace(path=(name,))]
        return [base._replace(path=(*base.path, name))]

    def _of_argument(self, base: Argument, name: str) -> list[Denotation]:
        """What the parameter's type gives to call or to look into; a plain value is for the callers to say."""
        typed = [d for t in self.resolver.types.argument(base) for d in self.of(t, name)]
        known: list[Denotation] = [d for d in typed if isinstance(d, TYPED) and name not in OWN_CLASS]
        handed = base._replace(path=(*base.path, name))
        if known and all(self._is_open(d) for d in known):
            return [handed]  # which implementation or which instance it is, the callers say
        is_told = bool(known) and self.program.is_nominal(base.file)
        if not is_told and all(isinstance(d, External) for d in known):
            # a library's type says nothing of the value: the callers do
            known.append(handed)
        return known

    def _is_open(self, found: Denotation) -> bool:
        """Whether a member's type is known, and not which one of that type it is."""
        if isinstance(found, Func):
            return self.is_empty(found)
        return isinstance(found, Instance) and found.made_by is None

    # --- what is given later -------------------------------------------------------------------------------

    def assigned_in(self, file: str, base: Denotation, name: str) -> list[Denotation]:
        """What `base.name = value` in the same file gives it."""
        unit = self.program.unit(file)
        key = ("assigned", file, name)
        found: list[Denotation] = []
        with self.resolver.circles.asking(key) as asked:
            for assignment in unit.given_to.get(name, ()) if unit is not None and asked is not None else ():
                frame = Frame(file, assignment.scope)
                owners = self.resolver.denote(assignment.target.object, frame)
                if any(_same(owner, base) for owner in owners):
                    found += self.resolver.denote(assignment.value, frame)
        return found

    # --- classes --------------------------------------------------------------------------------------------

    def of_class(self, owner: ClassOf, name: str, instance: Instance | None) -> list[Denotation]:
        """A member that a class, or what it extends, gives to an instance of it or of a class below it."""
        if name in OWN_CLASS and instance is not None:
            return [ClassOf(instance.file, instance.number)]
        key = (owner, name, instance)
        with self.resolver.circles.asking(key) as asked:
            if asked is None:
                return []
            found = self._declared(owner, name, instance)
            if self._is_left_open(owner, name, found):
                for subclass in self._implementations(owner, found):
                    own = instance and Instance(subclass.file, subclass.number, origin=instance.origin)
                    found += self._declared(subclass, name, own, inherited=False)
                found = [d for d in found if not isinstance(d, Unknown)] or found
            if not found and name == "__name__":
                found = [self.class_name(owner)]
            if instance is not None and instance.origin is not None:
                found = self._of_origin(found, instance.origin, name)
            return self.resolver.types.typed_member(owner, name, unique(found) or [Unknown(f"no member {name}")])

    def _of_origin(self, found: list[Denotation], origin: Argument, name: str) -> list[Denotation]:
        """A member of what is known by its type: what there is to call or to look into; a value the callers tell."""
        known = [traced(d, origin, name) for d in found if isinstance(d, TYPED)]
        return known or [origin._replace(path=(*origin.path, name))]

    def _implementations(self, owner: ClassOf, found: list[Denotation]) -> list[ClassOf]:
        """The classes that may give an open member its meaning: this one's, and those of an interface it holds."""
        owners = [owner]
        for d in found:
            unit = self.program.unit(d.file) if isinstance(d, Func) else None
            number = unit.summary.functions[d.number].class_index if unit and isinstance(d, Func) else -1
            if unit is not None and number >= 0 and unit.summary.classes[number].is_structural:
                owners.append(ClassOf(unit.path, number))
        return [cls for each in dict.fromkeys(owners) for cls in self.resolver.relatives.subclasses(each)]

    def _is_left_open(self, owner: ClassOf, name: str, found: list[Denotation]) -> bool:
        """A member that is declared here and given a meaning by those that extend or implement this."""
        unit = self.program.unit(owner.file)
        declared = unit is not None and name in unit.summary.classes[owner.number].fields
        if not found or all(isinstance(d, Unknown) for d in found):
            return declared
        return all(isinstance(d, Func) and self.is_empty(d) for d in found)

    def is_empty(self, func: Func) -> bool:
        """Whether a function does nothing: what it does is decided by those that override it."""
        unit = self.program.unit(func.file)
        return unit is not None and unit.summary.functions[func.number].is_empty

    def _declared(
        self, owner: ClassOf, name: str, instance: Instance | None, *, inherited: bool = True
    ) -> list[Denotation]:
        unit = self.program.unit(owner.file)
        if unit is None:
            return []
        cls = unit.summary.classes[owner.number]
        found = self._set_later(name, instance) or self.resolver.construction.given(owner, name, instance)
        for index in cls.methods.get(name, ()):
            found += self._method(owner, index, instance)
        for field in () if found else cls.fields.get(name, ()):
            found += self._field(owner, name, field, instance)
        found = found or self._under_key(owner, cls, name, instance)
        for extension in () if found else self.resolver.relatives.extensions(owner):
            found += self._added(extension, name, instance)
        found = found or self.assigned_in(owner.file, owner, name)
        if not found and inherited:
            with self.resolver.deeper() as allowed:
                found = self._inherited(owner, name, instance) if allowed else []
        return found

    def _under_key(self, owner: ClassOf, cls: Class, name: str, instance: Instance | None) -> list[Denotation]:
        """The field that is written under a key when an instance becomes text."""
        fields = (field for field, given in cls.fields.items() if field != name and given[0].key == name)
        own = next(fields, None)
        return self._declared(owner, own, instance, inherited=False) if own is not None else []

    def _added(self, extension: ClassOf, name: str, instance: Instance | None) -> list[Denotation]:
        """What another place adds to a class."""
        unit = self.program.unit(extension.file)
        cls = unit.summary.classes[extension.number] if unit is not None else None
        if cls is None:
            return []
        found = [d for index in cls.methods.get(name, ()) for d in self._method(extension, index, instance)]
        return found + [d for field in cls.fields.get(name, ()) for d in self._field(extension, name, field, instance)]

    def _inherited(self, owner: ClassOf, name: str, instance: Instance | None) -> list[Denotation]:
        found: list[Denotation] = []
        for base in self.bases(owner):
            if isinstance(base, ClassOf):
                found += self._declared(base, name, instance)
            elif isinstance(base, External) and base.module:
                found += self.of(base if instance is None else self.made(base), name)
            elif isinstance(base, External):
                adding = self.resolver.relatives.adding(self.made(base))
                found += next((added for each in adding if (added := self._added(each, name, instance))), [])
        return found

    def made(self, base: External) -> External:
        """An instance of an external class."""
        return base if base.path[-1:] == (RESULT,) else base._replace(path=(*base.path, RESULT))

    def class_name(self, base: Denotation) -> Denotation:
        """The name of an instance's class, as text."""
        match base:
            case Instance(origin=Argument() as origin):
                return origin._replace(path=(*origin.path, "__class__", "__name__"))
            case Instance(file, number) | ClassOf(file, number):
                unit = self.program.unit(file)
                name = unit.summary.classes[number].name if unit else None
                return text_of(name) if name else Unknown("a class without a name")
            case Argument():
                return base._replace(path=(*base.path, "__class__", "__name__"))
            case _:
                return Unknown("name of a class")

    def _set_later(self, name: str, instance: Instance | None) -> list[Denotation]:
        """What the variable that an instance was made for gives the member afterwards."""
        if instance is None or instance.made_by is None or instance.held_by is None:
            return []
        file, scope, variable = instance.held_by
        return [
            d
            for given in given_later(self.program, variable, Frame(file, scope))
            if given.target.name == name
            for d in self.resolver.denote(given.value, instance.made_by.frame._replace(scope=given.scope))
        ]

    def _method(self, owner: ClassOf, index: int, instance: Instance | None) -> list[Denotation]:
        unit = self.program.unit(owner.file)
        if unit is None:
            return []
        func = Func(owner.file, index, self.resolver.construction.environment(owner, instance), instance)
        if unit.summary.functions[index].is_accessor:
            return self.resolver.call(func, Invocation((), (), Frame(owner.file, 0)))
        return [func]

    def line(self, owner: ClassOf) -> list[ClassOf]:
        """A class and the first-party ones that it extends and implements, directly or not."""
        found = [owner]
        for cls in found:
            found += [base for base in self.bases(cls) if isinstance(base, ClassOf) and base not in found]
        return found

    def holds(self, owner: ClassOf, name: str) -> bool:
        """Whether a class, or one that it extends, declares a member of that name, or is given it elsewhere."""
        for cls in self.line(owner):
            for place in (cls, *self.resolver.relatives.extensions(cls)):
                unit = self.program.unit(place.file)
                known = unit.summary.classes[place.number] if unit is not None else None
                if known is not None and (name in known.fields or name in known.methods):
                    return True
        return False

    def _field(self, owner: ClassOf, name: str, field: Field, instance: Instance | None) -> list[Denotation]:
        frame = Frame(owner.file, field.scope, self.resolver.construction.environment(owner, instance), instance)
        found = self.resolver.denote(field.value, frame) if field.value is not None else []
        found = [text_of(name.lower()) if d == AUTO else d for d in found if not isinstance(d, Literal)]
        if field.annotation is not None and all(isinstance(d, Unknown | Argument) for d in found):
            typed = self.resolver.types.instances(field.annotation, frame)
            handed = [d for d in found if isinstance(d, Argument)]
            if any(not isinstance(d, Unknown) for d in typed):
                own = None if not handed or (instance and instance.origin) else handed[0]
                return [traced(d, own) if own else d for d in typed] + [*handed]
        elif field.annotation is not None:
            return self.resolver.containers.declared(found, field.annotation, frame) or found
        return found

    def bases(self, owner: ClassOf) -> list[Denotation]:
        """What a class extends and implements."""
        if owner in self._bases:
            return self._bases[owner]
        unit = self.program.unit(owner.file)
        if unit is None:
            return []
        cls = unit.summary.classes[owner.number]
        outer = unit.summary.scopes[cls.scope].parent
        found = [d for base in cls.bases for d in self.resolver.denote(base, Frame(owner.file, outer))]
        found = unique(found + self._added_bases(owner)) if cls.kind != EXTENSION else found
        if not self.resolver.was_cut and (found or not cls.bases):  # nothing: it is being asked already
            self._bases[owner] = found
        return found

    def _added_bases(self, owner: ClassOf) -> list[Denotation]:
        """What other places say that a class extends and implements: the first base of an extension is the class."""
        found: list[Denotation] = []
        for place in self.resolver.relatives.extensions(owner):
            unit = self.program.unit(place.file)
            cls = unit.summary.classes[place.number] if unit is not None else None
            if unit is not None and cls is not None and len(cls.bases) > 1:
                frame = Frame(place.file, unit.summary.scopes[cls.scope].parent)
                found += [d for base in cls.bases[1:] for d in self.resolver.denote(base, frame)]
        return found


def _same(left: Denotation, right: Denotation) -> bool:
    """Whether two denotations are the same thing, whatever is known of its making."""
    if isinstance(left, Object) and isinstance(right, Object):
        return left.literal is right.literal
    if isinstance(left, Func) and isinstance(right, Func):
        return left.key == right.key
    if isinstance(left, Instance | ClassOf) and isinstance(right, Instance | ClassOf):
        return left.file == right.file and left.number == right.number
    return False
