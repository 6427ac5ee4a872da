"""Steps through calls that are made for another: bound arguments, callbacks, calls through methods and libraries."""

from __future__ import annotations

import re
from typing import Any

from readiness_scan.match import matcher
from readiness_scan.resolve import handover, library, relays, resolver
from readiness_scan.resolve.callers import Callers
from readiness_scan.resolve.denotation import Argument
from readiness_scan.resolve.handover import CallerSite, Handover
from readiness_scan.resolve.partials import Partials
from readiness_scan.resolve.relays import Relays
from readiness_scan.syntax import leaves
from readiness_scan.syntax.ecmascript.calls import Calls
from steps.taking_away import Removal, gone, gone_where, instead, nothing, step


def own_alone(*given: Any) -> Any:
    """What a call hands over itself."""
    return given[-1]


PARTIALS = (
    step(
        "bound arguments: what stands before a call's own",
        Removal(Partials, "joined", lambda _: own_alone),
        "names/bound-arguments/python",
        "names/bound-arguments/typescript",
    ),
    step(
        "bound arguments of wrappers",
        Removal(handover, "joined", lambda _: own_alone),
        "names/bound-arguments/python",
        "names/bound-arguments/typescript",
        "names/memoised-functions/python",
    ),
    step(
        "arguments that are bound in several steps",
        Removal(Partials, "both", lambda _: lambda _partials, first, then: then or first),
        "names/bound-arguments/python",
    ),
    step(
        "the function below bound arguments",
        Removal(Partials, "bare", lambda _: lambda _partials, denoted: (denoted, None)),
        "names/bound-arguments/python",
        "names/bound-arguments/typescript",
    ),
    step(
        "names of an SDK's events that are known where they are bound",
        gone(matcher, "is_bound", lambda: False),
        "names/bound-arguments/python",
        "names/bound-arguments/typescript",
    ),
    step(
        "names of wrappers' events that are known where they are bound",
        gone(CallerSite, "is_bound", lambda: False),
        "names/bound-arguments/python",
        "names/bound-arguments/typescript",
    ),
)

RELAYED = (
    step(
        "what a call that a library makes gives, or binds",
        gone(library, "relayed", nothing),
        "names/bound-arguments/python",
        "names/bound-arguments/typescript",
    ),
    step(
        "wrappers that a library calls",
        gone(Relays, "made"),
        "names/component-props/javascript",
        "names/created-elements/javascript",
        "names/relayed-calls/python",
        "names/relayed-calls/typescript",
    ),
    step(
        "wrappers that a list's method calls: `names.forEach(track)`",
        gone(Relays, "of_elements"),
        "names/relayed-calls/typescript",
    ),
    step(
        "an SDK's functions that a library calls",
        gone(Relays, "calls"),
        "names/relayed-calls/python",
        "names/relayed-calls/typescript",
    ),
    step(
        "the names of library functions that call what they are given",
        gone(relays, "names_of", frozenset),
        "names/relayed-calls/python",
        "names/relayed-calls/typescript",
    ),
    step(
        "where a library hands on what it is handed",
        gone(relays, "_onward", nothing),
        "names/created-elements/javascript",
    ),
    step(
        "calls through methods of functions: `track.call(it, …)`",
        gone(Calls, "called_through_method", nothing),
        "names/function-wrappers/typescript",
        "names/relayed-calls/typescript",
        "names/rest-arguments/typescript",
    ),
    step(
        "modules that are called where they are required",
        instead(leaves, "_FILE_END", re.compile(rb"(?!)")),
        "names/required-calls/javascript",
        "names/silent-callers/javascript",
    ),
)

HANDED = (
    step(
        "calls of what was handed over",
        gone(Handover, "sites"),
        "names/callback-arguments/typescript",
        "names/callback-arguments/python",
        "names/handed-over-functions/typescript",
        "names/handed-over-functions/python",
    ),
    step(
        "calls of what a parameter holds",
        gone(Handover, "calls_of"),
        "names/callback-arguments/typescript",
        "names/callback-arguments/python",
        "names/handed-over-functions/typescript",
    ),
    step(
        "callbacks: what calling a parameter reaches",
        gone_where(Callers, "reached", lambda _, denoted: isinstance(denoted, Argument)),
        "names/callback-arguments/typescript",
        "names/callback-arguments/python",
        "names/render-props/typescript",
    ),
    step(
        "render props: what stands between a component's tags",
        gone(Calls, "_children"),
        "names/render-props/typescript",
    ),
    step(
        "methods that give something else for each class: an event's `name()`",
        Removal(resolver, "by_object", lambda _: lambda _resolver, _call, _callees, found: found),
        "names/overridden-methods/typescript",
        "names/overridden-methods/python",
        "names/self-named-events/python",
        "names/self-named-events/typescript",
    ),
)

STEPS = (*PARTIALS, *RELAYED, *HANDED)
