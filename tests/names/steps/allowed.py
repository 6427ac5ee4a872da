"""Steps from a type to the names that it allows."""

from __future__ import annotations

from readiness_scan import facts
from readiness_scan.facts import Value
from readiness_scan.resolve import types
from readiness_scan.resolve.allowed import Allowed
from readiness_scan.resolve.type_members import TypeMembers
from readiness_scan.resolve.types import Types
from steps.taking_away import Removal, Step, gone, gone_where, step


def allows_nothing(kind: type[Value]) -> Removal:
    """Types that are written in one form allow nothing."""
    return gone_where(Allowed, "_expand", lambda _, annotation, *rest: isinstance(annotation, kind))


KINDS: dict[type, Step] = {
    facts.KeysOf: step(
        "keys of types: `keyof Events`",
        allows_nothing(facts.KeysOf),
        "names/literal-unions/typescript",
        "names/keyed-types/typescript",
        "names/enum-types/typescript",
    ),
    facts.MappedType: step(
        "mapped types: `{ [K in Keys]: … }`",
        allows_nothing(facts.MappedType),
        "names/keyed-types/typescript",
    ),
    facts.GenericType: step(
        "aliases with parameters: `ValueOf<…>`",
        gone_where(Allowed, "_aliased", lambda _, file, name, args, where: bool(args)),
        "names/keyed-types/typescript",
    ),
}
"""Kinds of values that stand in types alone, and only say which names these allow."""

STEPS = (
    *KINDS.values(),
    step(
        "names that a type allows",
        gone(Allowed, "texts"),
        "names/literal-unions/typescript",
        "names/literal-unions/python",
        "names/keyed-types/typescript",
        "names/enum-types/typescript",
        "names/enum-types/python",
    ),
    step(
        "bounds of type parameters: `<E extends keyof Events>`",
        gone(Allowed, "_bound"),
        "names/literal-unions/typescript",
        "names/literal-unions/python",
        "names/keyed-types/typescript",
    ),
    step(
        "types that choose from others: `Extract`, `Exclude`",
        gone(Allowed, "_sifted"),
        "names/literal-unions/typescript",
        "names/keyed-types/typescript",
    ),
    step(
        "names in types of template literals",
        gone(Allowed, "_joined"),
        "names/literal-unions/typescript",
        "names/keyed-types/typescript",
        "names/enum-types/typescript",
    ),
    step(
        "types that are said of values which are not known",
        Removal(Types, "typed", lambda _: lambda self, found, *rest: found),
        "names/literal-unions/typescript",
        "names/literal-unions/python",
        "names/enum-types/python",
    ),
    step(
        "types that are said of members which are not known",
        Removal(Types, "typed_member", lambda _: lambda self, owner, name, found: found),
        "names/literal-unions/typescript",
        "names/literal-unions/python",
    ),
    step(
        # the module that asks knows the function by its own name
        "aliases that share their names with values",
        gone(types, "alias"),
        "names/keyed-types/typescript",
    ),
    step(
        "keys of objects, interfaces and enums as types",
        gone(TypeMembers, "keys"),
        "names/literal-unions/typescript",
        "names/keyed-types/typescript",
        "names/enum-types/typescript",
    ),
    step(
        "members of types",
        gone(TypeMembers, "member"),
        "names/literal-unions/typescript",
        "names/literal-unions/python",
        "names/keyed-types/typescript",
        "names/enum-types/typescript",
        "names/enum-types/python",
    ),
    step(
        "elements of list types, and of lists as types",
        gone(TypeMembers, "elements"),
        "names/literal-unions/typescript",
        "names/literal-unions/python",
        "names/keyed-types/typescript",
    ),
    step(
        "types of what functions give",
        gone(TypeMembers, "result"),
        "names/keyed-types/typescript",
    ),
    step(
        "types of functions' parameters: `Parameters<typeof track>[0]`",
        gone(TypeMembers, "parameters"),
        "names/keyed-types/typescript",
    ),
    step(
        "enums as types, told from other classes",
        gone(TypeMembers, "is_enum"),
        "names/enum-types/typescript",
        "names/enum-types/python",
    ),
    step(
        "members of enums as what a type allows",
        gone(TypeMembers, "of_enum"),
        "names/enum-types/typescript",
        "names/enum-types/python",
    ),
)
