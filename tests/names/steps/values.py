"""Steps from an expression to what it gives: kinds of values, members of objects, elements of lists."""

from __future__ import annotations

from typing import Any

from readiness_scan import facts
from readiness_scan.facts import Spread, Value
from readiness_scan.resolve import resolver as resolving
from readiness_scan.resolve import texts
from readiness_scan.resolve.denotation import ClassOf, Func, Holder, Items, Literal, Object
from readiness_scan.resolve.lists import Lists
from readiness_scan.resolve.members import Members
from readiness_scan.resolve.objects import Objects
from readiness_scan.resolve.resolver import Resolver
from readiness_scan.resolve.texts import Texts
from readiness_scan.resolve.types import Types
from steps.taking_away import Removal, Step, asked_with, gone, gone_where, instead, nothing, step, unknown


def never_this(kind: type[Value]) -> Removal:
    """Expressions of one kind denote nothing that is known."""
    return gone_where(Resolver, "_denote", lambda _, value, *rest: isinstance(value, kind), unknown)


def not_in_types(kind: type[Value]) -> Removal:
    """Types that are written in one form say nothing."""
    return gone_where(Types, "instances", lambda _, annotation, *rest: isinstance(annotation, kind))


def without_spreads(found: Objects, base: Object, *_: Any) -> tuple[Any, ...]:
    """The arguments for an object without what is spread into it."""
    entries = tuple(entry for entry in base.literal.entries if not isinstance(entry.value, Spread))
    return found, base._replace(literal=facts.ObjectLit(entries))


def without_known_keys(resolver: Resolver, subject: Value, key: Value | None, *_: Any) -> tuple[Any, ...]:
    """The arguments for a lookup whose key is not known, unless it is a position."""
    return resolver, subject, key if key is None or isinstance(key, facts.Constant) else facts.Opaque()


KINDS: dict[type, Step] = {
    facts.Template: step(
        "templates and concatenation",
        gone(Texts, "joined", unknown),
        "names/templates/typescript",
        "names/templates/python",
        "names/concatenation/javascript",
        "names/concatenation/python",
        "names/patterns/python",
    ),
    facts.Choice: step(
        "conditionals: one of several values",
        never_this(facts.Choice),
        "names/conditionals/typescript",
        "names/conditionals/python",
    ),
    facts.Await: step(
        "awaited values",
        never_this(facts.Await),
        "sdks/posthog-node/javascript",
        "sdks/posthog-next/typescript",
    ),
    facts.Cast: step(
        "casts: a value that is said to have a type",
        never_this(facts.Cast),
        "names/casts/typescript",
    ),
    facts.Index: step(
        "lookups by a key or a position",
        never_this(facts.Index),
        "names/object-lookups/typescript",
        "names/object-lookups/python",
        "names/rest-arguments/python",
    ),
    facts.ListLit: step(
        "lists as they are written",
        never_this(facts.ListLit),
        "names/loop-names/typescript",
        "names/loop-names/python",
    ),
    facts.ObjectLit: step(
        "objects as they are written",
        never_this(facts.ObjectLit),
        "names/object-members/javascript",
        "names/object-members/typescript",
        "names/dict-values/python",
        "names/function-wrappers/typescript",
    ),
    facts.Spread: step(
        "what is spread into a looked-up object",
        never_this(facts.Spread),
        "names/object-lookups-with-spreads/typescript",
    ),
    facts.CallValue: step(
        "results of calls, and constructed things",
        never_this(facts.CallValue),
        "names/module-singletons/typescript",
        "names/returned-literals/python",
        "names/function-wrappers/typescript",
        "sdks/posthog-js-lite/javascript",
    ),
    facts.Lambda: step(
        "functions as values",
        never_this(facts.Lambda),
        "names/hooks-returning-functions/javascript",
        "names/module-singletons/python",
        "names/function-wrappers/typescript",
        "names/function-wrappers/python",
    ),
    facts.ClassValue: step(
        "classes as values",
        never_this(facts.ClassValue),
        "names/class-methods/javascript",
        "names/class-fields/python",
    ),
    facts.This: step(
        "`this` and `self`",
        never_this(facts.This),
        "names/class-fields/javascript",
        "names/class-fields/typescript",
        "names/constructor-injection/python",
    ),
    facts.Super: step(
        "`super`",
        gone(Resolver, "_super", unknown),
        "names/class-methods/typescript",
        "names/class-methods/python",
    ),
    facts.Param: step(
        "parameters as values",
        never_this(facts.Param),
        "names/wrapper-chains/typescript",
        "names/function-wrappers/typescript",
        "names/function-wrappers/python",
    ),
    facts.ImportValue: step(
        "modules obtained by an expression: `require(…)`, `await import(…)`",
        never_this(facts.ImportValue),
        "names/constants/javascript",
        "names/re-exports/javascript",
    ),
    facts.Result: step(
        "one of several values that a call gives at once",
        never_this(facts.Result),
        "names/returned-literals/go",
        "names/constructor-injection/go",
    ),
    facts.TypeApplication: step(
        "unions and generic types",
        not_in_types(facts.TypeApplication),
        "names/class-fields/typescript",
        "names/class-fields/python",
        "names/type-aliases/python",
    ),
    facts.TypeOf: step(
        "`typeof client` as a type",
        not_in_types(facts.TypeOf),
        "names/types-of-values/typescript",
    ),
}
"""The kinds of values that are steps of their own."""

ALPHABET = {
    facts.Str: "what everything ends in",
    facts.Constant: "says of a value that it is no string",
    facts.Ref: "what everything starts from: inner scopes, constants and imports are its steps",
    facts.Member: "what everything leads through: each thing that can have members is a step",
    facts.FunctionType: "read by generic functions",
    facts.Opaque: "what is not followed",
}
"""The other kinds, and why each is no step."""

OBJECTS = (
    step(
        "object members: `Events.Signup`, `hook.send`",
        gone(Objects, "of", unknown),
        "names/object-members/javascript",
        "names/object-members/typescript",
        "names/dict-values/python",
        "names/hooks-returning-objects/javascript",
        "names/function-wrappers/typescript",
    ),
    step(
        "what is spread into an object",
        asked_with(Objects, "of", without_spreads),
        "names/object-members/javascript",
        "names/object-members/typescript",
        "names/dict-values/python",
    ),
    step(
        "members that are assigned: `events.signup = …`",
        gone(Members, "assigned_in"),
        "names/object-members/javascript",
        "names/dict-values/python",
        "names/module-singletons/python",
    ),
    step(
        "members of functions: `track.click = …`",
        gone_where(Members, "_of", lambda _, base, *rest: isinstance(base, Func), unknown),
        "names/function-members/javascript",
    ),
    step(
        "holders: `.current` and `.value`",
        gone_where(Members, "_of", lambda _, base, *rest: isinstance(base, Holder), unknown),
        "names/computed-values/typescript",
        "sdks/posthog-react/typescript",
    ),
    step(
        "known keys: a member under a key that is a constant",
        asked_with(Resolver, "index", without_known_keys),
        "names/dict-values/python",
    ),
    step(
        "object lookups: every member that an unknown key may give",
        gone_where(Objects, "any_of", lambda _, base: isinstance(base, Object), unknown),
        "names/object-lookups/typescript",
        "names/object-lookups/python",
    ),
    step(
        "enum lookups: every member of a class",
        gone_where(Objects, "any_of", lambda _, base: isinstance(base, ClassOf), unknown),
        "names/enum-lookups/typescript",
        "names/enum-lookups/python",
    ),
    step(
        "elements of lists: loops",
        gone_where(Lists, "element", lambda _, bases, *rest: any(isinstance(b, Items) for b in bases), unknown),
        "names/loop-names/typescript",
        "names/loop-names/python",
    ),
    step(
        "queues: what is put into a list after it is made",
        gone(Lists, "added"),
        "names/queued-events/javascript",
        "names/queued-events/typescript",
        "names/queued-events/python",
    ),
    step(
        "methods of lists: `map`, `filter`, `pop`",
        gone(Lists, "method", nothing),
        "names/queued-events/javascript",
        "names/queued-events/typescript",
        "names/queued-events/python",
    ),
    step(
        "names of functions: a decorated function's own",
        gone(Members, "_of_function", lambda: unknown()[0]),
        "names/returned-events/python",
    ),
    step(
        "positions: the element at one place of a list",
        asked_with(Lists, "element", lambda found, bases, *rest: (found, bases, *("" for _ in rest))),
        "names/object-members/typescript",
        "names/rest-arguments/python",
        "names/loop-names/python",
    ),
    step(
        "the first that is there: `name or other`",
        Removal(resolving, "instead_of", lambda _: lambda found, _arguments: found),
        "names/fallback-names/javascript",
        "names/fallback-names/python",
    ),
    step(
        "numbers as parts of names",
        asked_with(texts, "as_text", lambda item: (unknown()[0] if isinstance(item, Literal) else item,)),
        "names/templates/typescript",
        "names/templates/python",
    ),
    step(
        "instances as text: `toString`, `__str__`, `__repr__`",
        instead(texts, "WRITERS", {}),
        "names/written-instances/typescript",
        "names/written-instances/python",
    ),
)

STEPS = (*KINDS.values(), *OBJECTS)
