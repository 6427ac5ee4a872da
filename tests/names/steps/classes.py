"""Steps through classes: fields, methods, constructors, bases, enums."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from readiness_scan import facts
from readiness_scan.resolve import construction, members
from readiness_scan.resolve.construction import Construction
from readiness_scan.resolve.denotation import Argument, ClassOf, External, Text
from readiness_scan.resolve.members import Members
from readiness_scan.resolve.relatives import Relatives
from readiness_scan.resolve.resolver import Resolver
from steps.taking_away import Removal, asked_with, fewer, gone, gone_where, instead, nothing, step, unknown


def class_kind(found: Members, owner: ClassOf, *_: Any) -> str:
    """Whether a class is a class, an interface or an enum."""
    unit = found.program.unit(owner.file)
    assert unit is not None
    return unit.summary.classes[owner.number].kind


def is_accessor(found: Members, owner: ClassOf, index: int, *_: Any) -> bool:
    """Whether a method is called by reading it."""
    unit = found.program.unit(owner.file)
    assert unit is not None
    return unit.summary.functions[index].is_accessor


def untyped(field: facts.Field) -> facts.Field:
    """A field that says no type."""
    return replace(field, annotation=None)


CLASSES = (
    step(
        "enum members",
        gone_where(Members, "of_class", lambda *args: class_kind(*args) == "enum", unknown),
        "names/enums/typescript",
    ),
    step(
        "`auto()`: an enum member that is its own name",
        instead(members, "AUTO", None),
        "names/enums/python",
    ),
    step(
        "`.value`: the text of an enum's member",
        instead(members, "SAME_TEXT", frozenset()),
        "names/enums/python",
    ),
    step(
        "class defaults: strings that are class attributes, fields or enum members",
        fewer(Members, "_field", lambda found: not isinstance(found, Text)),
        "names/class-attributes/typescript",
        "names/class-attributes/python",
        "names/field-defaults/python",
        "names/enums/typescript",
        "names/enums/python",
        "names/event-classes/python",
    ),
    step(
        "class fields: clients and services that an instance holds",
        fewer(Members, "_field", lambda found: isinstance(found, Text)),
        "names/class-fields/javascript",
        "names/class-fields/typescript",
        "names/class-fields/python",
    ),
    step(
        "types of class fields",
        asked_with(Members, "_field", lambda found, owner, name, field, *_: (found, owner, name, untyped(field))),
        "names/class-fields/typescript",
        "names/class-fields/python",
    ),
    step(
        "constructors of dataclasses: fields that keywords and arguments set",
        gone(Construction, "given"),
        "names/field-defaults/python",
        "names/object-parameters/python",
        "names/event-classes/python",
    ),
    step(
        "fields that are set by position",
        gone(Construction, "_by_place", nothing),
        "names/field-defaults/python",
    ),
    step(
        "fields that are set after an instance is made",
        gone(Members, "_set_later"),
        "names/object-parameters/go",
    ),
    step(
        "keys of fields: the name under which a field becomes text",
        gone(Members, "_under_key"),
        "names/http-ingestion/go",
    ),
    step(
        "fields of bases come first",
        Removal(Members, "line", lambda whole: lambda *args: whole(*args)[:1]),
        "names/inherited-fields/python",
    ),
    step(
        "methods",
        gone(Members, "_method", unknown),
        "names/class-methods/javascript",
        "names/class-methods/typescript",
        "names/class-methods/python",
    ),
    step(
        "getters and properties",
        gone_where(Members, "_method", is_accessor),
        "names/event-classes/typescript",
        "names/event-classes/python",
        "names/returned-literals/python",
    ),
    step(
        "instances: what constructing a class gives",
        gone_where(Resolver, "call", lambda _, callee, *rest: isinstance(callee, ClassOf), unknown),
        "names/class-fields/javascript",
        "names/class-fields/typescript",
        "names/class-methods/python",
    ),
    step(
        "constructor injection: what an instance was made with",
        gone(Construction, "environment", tuple),
        "names/event-classes/typescript",
    ),
    step(
        "constructors that a class writes itself",
        gone(Construction, "own", nothing),
        "names/constructor-injection/javascript",
        "names/constructor-injection/python",
        "names/base-constructors/typescript",
    ),
    step(
        "constructors that a class inherits",
        gone(Construction, "heirs", tuple),
        "names/base-constructors/python",
    ),
    step(
        "`super(…)`: what a constructor hands to its base's",
        gone(Construction, "calls_from_below", tuple),
        "names/base-constructors/javascript",
        "names/base-constructors/typescript",
        "names/base-constructors/python",
    ),
    step(
        "what reaches the constructor of a base when an instance is made",
        Removal(
            Construction, "reaching", lambda _: lambda _construction, _owner, instance: instance and instance.made_by
        ),
        "names/base-constructors/typescript",
        "names/base-constructors/python",
        "names/written-instances/python",
    ),
    step(
        "fields that no positional argument sets",
        instead(construction, "NO_PLACE", frozenset()),
        "names/base-constructors/python",
    ),
    step(
        "fields that only a keyword sets, or nothing",
        gone(construction, "_says", bool),
        "names/base-constructors/python",
    ),
    step(
        "members of a parameter whose type alone is known: the callers tell the values",
        Removal(Members, "_of_origin", lambda _: lambda _members, found, *_rest: found),
        "names/written-instances/typescript",
        "names/overridden-methods/python",
    ),
    step(
        "`super().label()`: a base's method, for the instance that it is called on",
        gone(Resolver, "_of_base", unknown),
        "names/overridden-methods/typescript",
        "names/overridden-methods/python",
    ),
    step(
        "inherited members",
        gone(Members, "_inherited"),
        "names/class-methods/typescript",
        "names/class-methods/python",
        "names/class-attributes/typescript",
    ),
    step(
        "base classes, first-party ones and a package's",
        gone(Members, "bases"),
        "names/class-methods/typescript",
        "names/interfaces/python",
        "sdks/posthog-node/typescript",
    ),
    step(
        "bases from a package: a class that extends a client",
        fewer(Members, "bases", lambda found: not isinstance(found, External)),
        "sdks/posthog-node/typescript",
        "sdks/posthog-python/python",
    ),
    step(
        "`super` of a package's class",
        gone(Members, "made", lambda: unknown()[0]),
        "sdks/posthog-node/typescript",
        "sdks/posthog-python/python",
    ),
    step(
        "interfaces: members that their implementations give",
        gone(Relatives, "subclasses"),
        "names/interfaces/typescript",
        "names/interfaces/python",
        "names/abstract-classes/typescript",
        "names/abstract-classes/python",
    ),
    step(
        "interfaces of Go: types that have every method",
        gone(Relatives, "_implementing", tuple),
        "names/interfaces/go",
        "names/embedding/go",
    ),
    step(
        "extensions: methods that other files of a package add to a type",
        gone(Relatives, "extensions"),
        "names/class-methods/go",
    ),
    step(
        "extended types: what `this` is in such a method",
        Removal(Relatives, "extended", lambda _: lambda _relatives, owner: owner),
        "names/class-methods/go",
    ),
    step(
        "new types: a conversion gives the value itself",
        gone(Resolver, "_is_newtype", bool),
        "names/enums/go",
    ),
    step(
        "types that are only names: they say nothing of the value",
        gone(Relatives, "is_only_a_name", bool),
        "names/named-function-types/go",
    ),
    step(
        "methods without a body: those that override them say what they do",
        gone(Members, "is_empty", bool),
        "names/interfaces/python",
        "names/abstract-classes/typescript",
    ),
    step(
        "`cls()`: a class method that makes an instance",
        gone_where(Resolver, "call", lambda _, callee, *rest: type(callee).__name__ == "Instance", unknown),
        "names/class-methods/python",
    ),
    step(
        "names of classes: typed events",
        gone(Members, "class_name", lambda: unknown()[0]),
        "names/event-classes/typescript",
        "names/event-classes/python",
    ),
    step(
        "object parameters: members of what is handed in",
        fewer(Members, "_of_argument", lambda found: not isinstance(found, Argument)),
        "names/object-parameters/javascript",
        "names/object-parameters/typescript",
        "names/object-parameters/python",
    ),
)

STEPS = CLASSES
