"""Steps through what libraries, and the methods that every value has, hand through."""

from __future__ import annotations

from readiness_scan.resolve import library, passthrough
from readiness_scan.resolve import resolver as resolving
from readiness_scan.resolve.library import Library
from readiness_scan.resolve.objects import Objects
from readiness_scan.resolve.processes import Processes
from readiness_scan.resolve.stores import Stores
from steps.taking_away import Removal, Step, gone, gone_where, instead, nothing, step, unknown


def not_through(kind: str) -> Removal:
    """No library function hands something through in one way."""

    return Removal(
        passthrough, "_table", lambda whole: lambda: {name: way for name, way in whole().items() if way != kind}
    )


THROUGH: dict[str, Step] = {
    "argument": step(
        "memoised functions: `useCallback`, `debounce`, whatever gives its argument back",
        not_through("argument"),
        "names/memoised-functions/typescript",
        "names/object-members/javascript",
        "names/enums/python",
    ),
    "result": step(
        "what a function gives that a library calls: `useMemo`",
        not_through("result"),
        "names/memoised-functions/typescript",
        "names/context-values/typescript",
    ),
    "holder": step("refs: `useRef(client).current`", not_through("holder"), "sdks/posthog-react/typescript"),
    "result_holder": step("computed values", not_through("result_holder"), "names/computed-values/typescript"),
    "state": step("what is held in a state", not_through("state"), "names/held-in-state/typescript"),
    "context": step(
        "contexts: `createContext`",
        not_through("context"),
        "names/context-values/javascript",
        "names/context-values/typescript",
    ),
    "use_context": step(
        "context values: `useContext`",
        not_through("use_context"),
        "names/context-values/javascript",
        "names/context-values/typescript",
    ),
    "instance": step("injected classes: `inject(Class)`", not_through("instance"), "sdks/posthog-js/typescript"),
    "default": step(
        "declared defaults of fields: `Field(default=…)`",
        not_through("default"),
        "names/field-defaults/python",
    ),
    "class_of": step("`type(self)`", not_through("class_of"), "names/own-class-names/python"),
    "second": step("`cast(type, value)`", not_through("second"), "sdks/posthog-python/python"),
    "store": step(
        "stores: what the function that makes a store's state gives",
        not_through("store"),
        "names/state-stores/javascript",
        "names/state-stores/typescript",
    ),
    "setup_store": step(
        "stores whose state a second argument makes", not_through("setup_store"), "names/state-stores/javascript"
    ),
    "creator": step("middleware of stores", not_through("creator"), "names/state-stores/typescript"),
    "select": step("what a selector takes of a store", not_through("select"), "names/state-stores/typescript"),
    "process": step(
        "processes: what starts a script",
        not_through("process"),
        "names/child-processes/javascript",
        "names/child-processes/python",
    ),
    "parsed": step(
        "parsed text: `JSON.parse`, `json.loads`",
        not_through("parsed"),
        "names/child-processes/javascript",
        "names/child-processes/python",
    ),
    "input": step("what a script reads", not_through("input"), "names/child-processes/python"),
    "input_argument": step(
        "what a script is started with", not_through("input_argument"), "names/child-processes/javascript"
    ),
    "list": step(
        "lists made of others: `Array.from`, `sorted`",
        not_through("list"),
        "names/typed-lists/typescript",
        "names/typed-lists/python",
    ),
    "pairs": step("elements with their places: `enumerate`", not_through("pairs"), "names/typed-lists/python"),
    "tuples": step("elements side by side: `zip`", not_through("tuples"), "names/typed-lists/python"),
    "element": step("`next(…)`", not_through("element"), "names/typed-lists/python"),
    "values": step(
        "`Object.values(…)`",
        not_through("values"),
        "names/typed-lists/typescript",
        "names/typed-lists/javascript",
    ),
    "entries": step("`Object.entries(…)`", not_through("entries"), "names/typed-lists/typescript"),
    "run": step(
        "functions that a library runs with the arguments behind: `submit`, `to_thread`, `add_task`",
        not_through("run"),
        "names/relayed-calls/python",
    ),
    "each": step("functions that are mapped over a list", not_through("each"), "names/relayed-calls/python"),
    "call": step("functions that a timer runs: `setTimeout`", not_through("call"), "names/relayed-calls/typescript"),
    "apply": step("`Reflect.apply`", not_through("apply"), "names/relayed-calls/typescript"),
    "thread": step("functions that a thread runs", not_through("thread"), "names/relayed-calls/python"),
    "component": step(
        "created elements: `createElement(Button, props)`",
        not_through("component"),
        "names/created-elements/javascript",
        "names/component-props/javascript",
    ),
    "partial": step(
        "`functools.partial`",
        not_through("partial"),
        "names/bound-arguments/python",
        "names/memoised-functions/python",
    ),
    "bind": step(
        "`bind`",
        not_through("bind"),
        "names/bound-arguments/typescript",
        "names/function-wrappers/typescript",
        "names/own-names/typescript",
    ),
    "open": step(
        "types of stores, which say nothing of what they hold", not_through("open"), "names/state-stores/typescript"
    ),
}
"""The ways in which a library function can hand something through."""

LIBRARIES = (
    step(
        "library functions that hand something through",
        gone(Library, "through", nothing),
        "names/memoised-functions/typescript",
        "names/field-defaults/python",
    ),
    step(
        "methods that everything has: `bind`, `then`, `strip`, `get`",
        gone(Library, "method", nothing),
        "names/dict-values/python",
        "names/http-ingestion/python",
        "names/function-wrappers/typescript",
    ),
    step(
        "methods that give the same text: `encode`, `toString`",
        instead(library, "SAME_RESULT", frozenset()),
        "names/enums/go",
        "names/http-ingestion/python",
    ),
    step(
        "changed names: `strip`, `toLowerCase`, `replace`",
        gone(library, "change", nothing),
        "names/trimmed-names/typescript",
        "names/trimmed-names/python",
        "names/changed-names/javascript",
        "names/changed-names/python",
    ),
    step(
        "names that are changed before they are known",
        gone(resolving, "changed"),
        "names/changed-names/javascript",
        "names/changed-names/python",
    ),
    step(
        "promises: what `then` is given",
        gone_where(Library, "method", lambda _, subject, name, *rest: name == "then", nothing),
        "sdks/posthog-js/typescript",
    ),
    step(
        "values of dicts: `get`, `values`, `items`",
        gone(Library, "of_dict", nothing),
        "names/dict-values/python",
        "names/object-lookups/python",
        "names/loop-names/python",
    ),
    step(
        "keys with values: `items()`",
        gone(Objects, "pairs", lambda: unknown()[0]),
        "names/loop-names/python",
    ),
    step(
        "state libraries",
        gone(Stores, "through", nothing),
        "names/state-stores/javascript",
        "names/state-stores/typescript",
    ),
    step(
        "hooks of stores: what calling one gives",
        gone(Stores, "called", unknown),
        "names/state-stores/javascript",
        "names/state-stores/typescript",
    ),
    step(
        "states of stores",
        gone(Stores, "state", unknown),
        "names/state-stores/javascript",
        "names/state-stores/typescript",
    ),
    step(
        "getters of stores: `getState`",
        gone(Stores, "member", unknown),
        "names/state-stores/typescript",
    ),
    step(
        "what a store hands to the function that makes its state",
        gone(Stores, "handed"),
        "names/state-stores/typescript",
    ),
    step(
        "objects that a script is handed as text",
        gone(Processes, "parsed", nothing),
        "names/child-processes/javascript",
        "names/child-processes/python",
    ),
    step(
        "what other files hand to a script",
        gone(Processes, "fed"),
        "names/child-processes/javascript",
        "names/child-processes/python",
    ),
    step(
        "own methods that are called like a dict's",
        gone(Library, "_own_methods"),
        "names/own-methods/typescript",
    ),
)

STEPS = (*THROUGH.values(), *LIBRARIES)
