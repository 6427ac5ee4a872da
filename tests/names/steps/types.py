"""Steps through annotations, and through callbacks that are told what they are given."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from readiness_scan import facts
from readiness_scan.facts import Function, Parameter
from readiness_scan.resolve import containers, lists, members, types
from readiness_scan.resolve.callers import Callers
from readiness_scan.resolve.construction import Construction
from readiness_scan.resolve.containers import Containers
from readiness_scan.resolve.denotation import Argument, External
from readiness_scan.resolve.types import Types
from steps.taking_away import Removal, asked_with, fewer, gone, gone_where, instead, nothing, step


def untyped(kind: type[facts.Value]) -> Removal:
    """Parameters whose type is written in one form say nothing of a type variable."""

    def less(parameter: Parameter) -> Parameter:
        return replace(parameter, annotation=None) if isinstance(parameter.annotation, kind) else parameter

    return asked_with(
        Types,
        "result",
        lambda asked, function, *_: (asked, replace(function, parameters=tuple(map(less, function.parameters)))),
    )


def without_defaults(asked: Types, argument: Argument, function: Function) -> tuple[Any, ...]:
    """The arguments for a function whose parameters have no defaults."""
    parameters = tuple(replace(parameter, default=None) for parameter in function.parameters)
    return asked, argument, replace(function, parameters=parameters)


TYPES = (
    step(
        "types: what an annotation says of a value",
        gone(Types, "instances"),
        "names/class-fields/typescript",
        "names/class-methods/python",
        "names/interfaces/typescript",
    ),
    step(
        "types of parameters, and their clients by default",
        gone(Types, "argument"),
        "names/interfaces/typescript",
        "names/interfaces/python",
        "names/class-methods/typescript",
        "names/class-methods/python",
    ),
    step(
        "types that are objects: `{ client: PostHog }`",
        gone_where(Types, "instances", lambda _, annotation, *rest: isinstance(annotation, facts.ObjectLit)),
        "names/typed-objects/typescript",
    ),
    step(
        "type aliases",
        gone(Types, "_aliased"),
        "names/type-aliases/typescript",
        "names/type-aliases/python",
    ),
    step(
        "wrappers of types: `Optional[…]`, `Promise<…>`",
        instead(types, "TRANSPARENT", frozenset()),
        "names/type-aliases/python",
        "sdks/posthog-python/python",
    ),
    step(
        "`ReturnType<typeof …>`",
        gone_where(Types, "_generic", lambda _, base, *rest: getattr(base, "name", "") == "ReturnType"),
        "names/types-of-values/typescript",
    ),
    step(
        "types of classes: `type[Telemetry]`",
        instead(types, "CLASSES", frozenset()),
        "names/class-types/python",
    ),
    step(
        "types of results",
        gone(Types, "result"),
        "names/generic-functions/typescript",
        "names/generic-functions/python",
        "sdks/posthog-js/typescript",
    ),
    step(
        "generic functions of functions: the type is what a handed-in function gives",
        untyped(facts.FunctionType),
        "names/generic-functions/typescript",
    ),
    step(
        "generic functions of classes: the type is the class that is handed in",
        untyped(facts.TypeApplication),
        "names/generic-functions/python",
    ),
    step(
        "generic functions of values: the type is the one of what is handed in",
        untyped(facts.Ref),
        "names/generic-functions/typescript",
    ),
    step(
        "clients that a parameter has by default",
        asked_with(Types, "_parameter", without_defaults),
        "sdks/posthog-python/python",
    ),
    step(
        "clients that a pattern has by default",
        gone(Types, "_inner_default"),
        "names/pattern-default-clients/typescript",
    ),
    step(
        "callbacks of packages: `loaded: (client) => …`",
        fewer(Types, "_handed", lambda found: not isinstance(found, External)),
        "sdks/posthog-js/typescript",
        "sdks/sentry-js/typescript",
    ),
    step(
        # two places: what callers hand in (`expanded`) says the same of a callback's parameter
        "callbacks of own functions: what they are called with",
        (gone(Types, "_called_back"), gone(Callers, "expanded")),
        "names/called-back/typescript",
        "names/called-back/python",
    ),
    step(
        "elements that `forEach` hands to a function",
        gone(Containers, "given"),
        "names/loop-names/typescript",
        "names/handed-over-functions/typescript",
        "names/typed-lists/typescript",
        "names/typed-lists/javascript",
    ),
    step(
        "constructors as callees: a call of a class reaches the function that makes its instances",
        gone(Construction, "of", nothing),
        "names/constructor-injection/javascript",
        "names/constructor-injection/python",
    ),
    step(
        "receivers of what is handed over: the parameter that a function stands for",
        gone(Types, "received", nothing),
        "names/handed-over-functions/typescript",
        "names/handed-over-functions/python",
    ),
)

CONTAINERS = (
    step(
        "lists and maps that are known by their type: `Client[]`, `dict[str, Client]`",
        gone(Containers, "of"),
        "names/typed-lists/typescript",
        "names/typed-lists/python",
    ),
    step(
        "parameters that take all further arguments, by their type",
        gone(Containers, "collected"),
        "names/typed-lists/typescript",
        "names/typed-lists/python",
    ),
    step(
        "types of lists and maps that are empty where they are declared",
        gone(Containers, "declared"),
        "names/typed-lists/typescript",
        "names/typed-lists/python",
    ),
    step(
        "values of maps that are known by their type",
        gone(Containers, "values"),
        "names/typed-lists/typescript",
    ),
    step(
        "methods of maps that are known by their type: `get`, `values`, `items`",
        gone(Containers, "method", nothing),
        "names/typed-lists/typescript",
        "names/typed-lists/python",
    ),
    step(
        "what library functions make of lists",
        gone(Containers, "made", nothing),
        "names/typed-lists/typescript",
        "names/typed-lists/javascript",
        "names/typed-lists/python",
    ),
    step(
        # several places: each module that traces knows the function by its own name
        "parameters that a thing comes from which is known by its type",
        tuple(
            Removal(place, "traced", lambda _: lambda found, *_: found) for place in (containers, lists, members, types)
        ),
        "names/typed-lists/typescript",
    ),
)

STEPS = (*TYPES, *CONTAINERS)
