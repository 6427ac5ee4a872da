"""Steps through calls: results, arguments, callers, wrappers, posts."""

from __future__ import annotations

from typing import Any

from readiness_scan import facts
from readiness_scan.facts import CallKind, Function, ParameterKind, Spread
from readiness_scan.match import matcher, options, posts, selectors
from readiness_scan.match.events import Events
from readiness_scan.match.matcher import Matcher
from readiness_scan.match.posts import Posts
from readiness_scan.match.receivers import Receivers
from readiness_scan.match.subclasses import Subclasses
from readiness_scan.resolve import invocation, resolver
from readiness_scan.resolve.callers import Callers
from readiness_scan.resolve.denotation import RESULT, Argument, Func, Namespace, Object, Text
from readiness_scan.resolve.handles import Handles
from readiness_scan.resolve.program import Unit
from readiness_scan.resolve.resolver import Resolver
from steps.taking_away import Removal, asked_with, blurred, fewer, gone, gone_where, nothing, step, unknown

VENDOR = b"posthog"


def no_argument(kind: ParameterKind) -> Removal:
    """A call hands nothing to parameters of one kind."""

    def hands_nothing(function: Function, index: int, *_: Any) -> bool:
        return index < len(function.parameters) and function.parameters[index].kind is kind

    return gone_where(resolver, "argument_value", hands_nothing, nothing)


def has_no_argument(asked: Resolver, key: tuple[str, int], index: int, given: Any) -> bool:
    """Whether a call leaves a parameter to its default."""
    unit = asked.program.unit(key[0])
    assert unit is not None
    return invocation.argument_value(unit.summary.functions[key[1]], index, given) is None


def written(args: tuple[facts.Value, ...], *_: Any) -> tuple[Any, ...]:
    """The arguments that are not spread."""
    return (tuple(arg for arg in args if not isinstance(arg, Spread)),)


def named(keywords: tuple[facts.Entry, ...], *_: Any) -> tuple[Any, ...]:
    """The keywords that are not spread."""
    return (tuple(entry for entry in keywords if entry.key is not None),)


def own_name(callers: Callers, key: tuple[str, int]) -> frozenset[str]:
    """The name that a function is declared with."""
    unit = callers.program.unit(key[0])
    name = unit.summary.functions[key[1]].name if unit is not None else None
    return frozenset({name} if name else ())


def is_result(part: Any) -> bool:
    """Whether a part of a name is what calling a parameter gives."""
    return isinstance(part, Argument) and RESULT in part.path


def not_written_as(kind: CallKind) -> Removal:
    """Calls of one kind reach no wrapper."""
    return fewer(Callers, "of", lambda site: site.call.kind is not kind)


def handed(asked: Resolver, argument: Argument, given: Any) -> Any:
    """What a call hands over for a parameter's part, without the pattern's own defaults."""
    return asked.step(asked.argument(argument.key, argument.position, given), argument.path)


CALLS = (
    step(
        "results of first-party functions",
        gone(Resolver, "_returned", unknown),
        "names/wrapper-chains/typescript",
        "names/memoised-functions/python",
    ),
    step(
        "hooks that give functions",
        blurred(Resolver, "_returned", Func),
        "names/hooks-returning-functions/javascript",
        "names/hooks-returning-functions/typescript",
        "names/memoised-functions/typescript",
    ),
    step(
        "hooks that give objects",
        blurred(Resolver, "_returned", Object),
        "names/hooks-returning-objects/javascript",
        "names/hooks-returning-objects/typescript",
    ),
    step(
        "returned literals: functions that give one of several names",
        blurred(Resolver, "_returned", Text),
        "names/returned-literals/typescript",
        "names/returned-literals/python",
    ),
    step(
        "closures: what the functions around a function were called with",
        asked_with(Resolver, "_parameter", lambda asked, frame, *_: (asked, frame._replace(env=()))),
        "names/event-classes/typescript",
        "names/http-ingestion/python",
    ),
    step(
        "results of what is handed in: `getClient().capture(…)`",
        gone_where(Resolver, "call", lambda _, callee, *rest: isinstance(callee, Argument), unknown),
        "names/client-getters/typescript",
    ),
    step(
        "calls of modules: `import * as make from …; make()`",
        gone_where(Resolver, "call", lambda _, callee, *rest: isinstance(callee, Namespace), unknown),
        "names/called-modules/typescript",
    ),
    step(
        "default parameters",
        gone_where(Resolver, "argument", has_no_argument),
        "names/default-parameters/typescript",
        "names/default-parameters/python",
    ),
    step(
        'defaults inside of patterns: `({ event = "x" })`',
        Removal(Resolver, "handed", lambda _: handed),
        "names/default-parameters/typescript",
        "names/component-props/typescript",
    ),
    step(
        "members of arguments: what a pattern or a path takes of what a call hands over",
        Removal(
            Resolver, "step", lambda whole: lambda asked, found, path: unknown() if path else whole(asked, found, path)
        ),
        "names/object-parameters/typescript",
        "names/object-parameters/python",
    ),
    step(
        "rest arguments: `(...args)`, `*args`",
        no_argument(ParameterKind.REST),
        "names/rest-arguments/typescript",
        "names/rest-arguments/python",
    ),
    step(
        "keyword rest: `**kwargs`",
        no_argument(ParameterKind.KEYWORD_REST),
        "names/keyword-wrappers/python",
    ),
    step(
        "keyword arguments of wrappers",
        gone(invocation, "keyword", nothing),
        "names/keyword-wrappers/python",
        "names/function-wrappers/python",
    ),
    step(
        "keywords that are spread: `track(**values)`",
        asked_with(invocation, "keyword", named),
        "names/spread-keywords/python",
    ),
    step(
        "arguments that are spread: `track(...values)`",
        asked_with(invocation, "positional", written),
        "names/spread-arguments/typescript",
        "names/spread-arguments/python",
    ),
    step(
        "arguments that are spread into the SDK's own call",
        asked_with(selectors, "positional", written),
        "names/rest-arguments/typescript",
        "names/rest-arguments/python",
    ),
    step(
        "keywords that are spread into the SDK's own call",
        asked_with(selectors, "keyword", named),
        "names/keyword-wrappers/python",
    ),
)

CALLERS = (
    step(
        "wrappers: calls that hand a name to a function which captures it",
        gone(Callers, "of"),
        "names/class-methods/javascript",
        "names/function-wrappers/typescript",
        "names/function-wrappers/python",
    ),
    step(
        'component props: `<Button event="x">`',
        not_written_as(CallKind.ELEMENT),
        "names/component-props/javascript",
        "names/component-props/typescript",
    ),
    step(
        'decorators: `@tracked("x")`',
        not_written_as(CallKind.DECORATOR),
        "names/decorators/typescript",
        "names/decorators/python",
    ),
    step(
        "constructions: `new Tracker(client)`",
        not_written_as(CallKind.NEW),
        "names/constructor-injection/javascript",
    ),
    step(
        "silent callers: files that never mention the SDK",
        fewer(Callers, "of", lambda site: VENDOR in site.unit.data.lower()),
        "names/silent-callers/javascript",
        "names/silent-callers/typescript",
        "names/silent-callers/python",
        "names/function-wrappers/typescript",
    ),
    step(
        "other names of a wrapper: exported, held or handed on under them",
        Removal(Handles, "of", lambda _: own_name),
        "names/renamed-exports/javascript",
        "names/renamed-exports/python",
        "names/module-singletons/javascript",
        "names/function-wrappers/typescript",
    ),
    step(
        "aliases: other names within a file",
        Removal(Callers, "aliases", lambda _: lambda _callers, _unit, names: set(names)),
        "names/memoised-functions/typescript",
        "names/renamed-exports/javascript",
        "names/function-wrappers/typescript",
    ),
    step(
        "what callers hand to a parameter",
        gone(Callers, "expanded"),
        "names/constructor-injection/javascript",
        "names/constructor-injection/python",
        "names/client-getters/typescript",
    ),
    step(
        "handed-over functions: a wrapper as an argument",
        gone(Unit, "handed"),
        "names/handed-over-functions/typescript",
        "names/handed-over-functions/python",
    ),
    step(
        "providers: what fills a context",
        gone(Callers, "provided", unknown),
        "names/context-values/javascript",
        "names/context-values/typescript",
    ),
)

WRAPPERS = (
    step(
        "wrapper chains: wrappers of wrappers",
        gone_where(Events, "_call", lambda _, key, slot, caller: slot.site.via is not None, nothing),
        "names/wrapper-chains/javascript",
        "names/wrapper-chains/typescript",
        "names/wrapper-chains/python",
    ),
    step(
        "composed names: a wrapper that adds to the name",
        gone_where(
            Events, "_owner", lambda _, text: any(isinstance(part, str) and part for part in text.parts), nothing
        ),
        "names/composed-names/typescript",
        "names/composed-names/python",
    ),
    step(
        "names that a handed-in function gives",
        gone_where(Events, "_owner", lambda _, text: any(is_result(part) for part in text.parts), nothing),
        "names/returned-events/typescript",
        "names/returned-events/python",
    ),
    step(
        "general callers: functions that call what they are handed",
        gone_where(Events, "_call", lambda _, key, slot, caller: caller.through is not None, nothing),
        "names/general-callers/typescript",
        "names/general-callers/python",
        "names/handed-over-functions/typescript",
    ),
    step(
        "whether a general caller is handed what sends the event",
        gone(Events, "_is_handed", lambda: True),
        "names/general-callers/typescript",
        "names/general-callers/python",
    ),
    step(
        "names that a struct is given after it is made",
        gone(matcher, "given_later"),
        "sdks/posthog-go/go",
    ),
    step(
        "options that an object is given after it is made",
        gone(options, "built_members"),
        "names/later-options/typescript",
        "names/later-options/javascript",
    ),
    step(
        "keys of an instance that becomes text",
        gone(options, "instance_members"),
        "names/http-ingestion/go",
    ),
    step(
        "what stands for the name where all is spread",
        Removal(matcher, "alternatives", lambda whole: lambda *args: whole(*args)[:1]),
        "names/rest-arguments/python",
    ),
    step(
        "own names of the SDK's functions: `export const report = posthog.capture`",
        gone(Matcher, "_named", nothing),
        "names/own-names/typescript",
        "names/own-names/python",
    ),
    step(
        "clients that are handed in",
        asked_with(
            Receivers, "_external", lambda asked, found: (asked, [d for d in found if not isinstance(d, Argument)])
        ),
        "names/constructor-injection/javascript",
    ),
    step(
        "clients that something of a package keeps: `app.state.posthog`",
        gone(Receivers, "_kept_elsewhere"),
        "sdks/posthog-python/python",
    ),
    step(
        "clients of own making: classes that extend an SDK's",
        gone(Subclasses, "constructions"),
        "sdks/posthog-node/typescript",
        "sdks/posthog-python/python",
    ),
    step(
        "HTTP ingestion: events posted without an SDK",
        gone(Posts, "events"),
        "names/http-ingestion/javascript",
        "names/http-ingestion/typescript",
        "names/http-ingestion/python",
    ),
    step(
        "posted text: `JSON.stringify({…})`",
        gone(posts, "handed_through", nothing),
        "names/http-ingestion/typescript",
    ),
    step(
        "requests that are made first and sent later",
        gone(Posts, "_made", nothing),
        "names/http-ingestion/python",
    ),
)

STEPS = (*CALLS, *CALLERS, *WRAPPERS)
