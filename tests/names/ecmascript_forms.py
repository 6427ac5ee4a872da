"""Forms of TypeScript with its own modules, and of JavaScript with CommonJS."""

from __future__ import annotations

from composed_program import Export, Import, Language, Value, Wrapper

_WRAPPERS = {
    "function": Wrapper("function inner(event) { posthog.capture(event); }", "<it>(<name>);"),
    "look_alike": Wrapper("function inner(event) { console.log(event); }", "<it>(<name>);", None),
    "arrow": Wrapper("const inner = (event) => posthog.capture(event);", "<it>(<name>);"),
    "later": Wrapper("async function inner(user, event) { posthog.capture(event, { user }); }", '<it>("me", <name>);'),
    "object": Wrapper(
        "function inner({ event, ...properties }) { posthog.capture(event, properties); }",
        "<it>({ size: 1, event: <name> });",
    ),
    "options": Wrapper("const inner = (options) => posthog.capture(options.event);", "<it>({ event: <name> });"),
    "rest": Wrapper("const inner = (...args) => posthog.capture(...args);", "<it>(<name>, {});"),
    "chain": Wrapper(
        "const one = (event) => posthog.capture(event);\nconst two = ({ event }) => one(event);\n"
        "function inner(area, event) { if (area) two({ event }); }",
        '<it>("area", <name>);',
    ),
    "members": Wrapper("const inner = { ready: true, send(event) { posthog.capture(event); } };", "<it>.send(<name>);"),
    "instance": Wrapper(
        "class Sender { #client = posthog; send(event) { this.#client.capture(event); } }\nconst inner = new Sender();",
        "<it>.send(<name>);",
    ),
    "constructed": Wrapper(
        "class inner { constructor() { this.client = posthog; } send(event) { this.client.capture(event); } }",
        "const sender = new <it>();\n  sender.send(<name>);",
    ),
    "factory": Wrapper(
        "const inner = (area) => ({ send: (event) => posthog.capture(event, { area }) });",
        'const { send: deliver } = <it>("area");\n  deliver(<name>);',
    ),
    "bound": Wrapper(
        'const send = (area, event) => posthog.capture(event, { area });\nconst inner = send.bind(null, "area");',
        "<it>(<name>);",
    ),
    "called": Wrapper("function inner(event) { posthog.capture(event); }", "<it>.call(null, <name>);"),
    "applied": Wrapper(
        "const inner = (...args) => posthog.capture.apply(posthog, args);", "Reflect.apply(<it>, null, [<name>]);"
    ),
    "calling_back": Wrapper(
        "const inner = (use) => use((event) => posthog.capture(event));", "<it>((send) => send(<name>));"
    ),
    "composed": Wrapper(
        'const PREFIX = "client";\nconst inner = (event) => posthog.capture(`${PREFIX}.${event}`);',
        "<it>(<name>);",
        "client.<name>",
    ),
}
_REACT_WRAPPERS = {
    "hook": Wrapper(
        "function inner() { const client = usePostHog(); return { send: (event) => client.capture(event) }; }",
        "const { send } = <it>();\n  send(<name>);",
    ),
    "callable_hook": Wrapper(
        "const inner = () => { const client = usePostHog();\n"
        "  return useCallback((event) => { client?.capture(event); }, [client]); };",
        "const deliver = <it>();\n  deliver(<name>);",
    ),
    "component": Wrapper(
        "function inner({ event }) { return <i onClick={() => posthog.capture(event)} />; }",
        "const Piece = <it>;\n  return <Piece event={<name>} />;",
    ),
}

_VALUES = {
    "literal": Value('"<event>"'),
    "constant": Value("CONSTANT", declare='const CONSTANT = "<event>";'),
    "imported": Value("names.IMPORTED", elsewhere='export const IMPORTED = "<event>";'),
    "member": Value(
        "EVENTS.user.MEMBER",
        declare="const { EVENTS } = names;",
        elsewhere='export const EVENTS = { user: { MEMBER: "<event>" } };',
    ),
    "template": Value("`<event>_${AREA}`", ("<event>_area",), declare='const AREA = "area";'),
    "concatenation": Value('"<event>_" + TAIL', ("<event>_tail",), declare='const TAIL = "tail";'),
    "conditional": Value('Date.now() ? "<event>_a" : "<event>_b"', ("<event>_a", "<event>_b")),
    "returned": Value("given()", declare='function given() { return "<event>"; }'),
    "looked_up": Value(
        "TABLE[Date.now()]", ("<event>_a", "<event>_b"), declare='const TABLE = { a: "<event>_a", b: "<event>_b" };'
    ),
    "field": Value("Names.FIELD", declare='class Names { static FIELD = "<event>"; }'),
}

TYPESCRIPT = Language(
    suffix=".tsx",
    head='import posthog from "posthog-js";\nimport { usePostHog } from "posthog-js/react";\n'
    'import { useCallback } from "react";',
    caller_head='import * as names from "./names";',
    names_head="",
    call="export function at_<form>() {\n  <use>\n}",
    wrappers=_WRAPPERS | _REACT_WRAPPERS,
    exports={
        "named": Export("inner", "export { inner };"),
        "renamed": Export("track", "export { inner as track };"),
        "default": Export("default", "export default inner;"),
        "constant": Export("track", "export const track = inner;"),
        "member": Export("box", "export const box = { track: inner };", member=".track"),
        "barrel": Export("track", "export { inner };", 'export { inner as track } from "<module>";'),
        "star": Export("inner", "export { inner };", 'export * from "<module>";'),
        "namespace": Export("box", "export { inner };", 'export * as box from "<module>";', ".inner"),
        "default_named": Export("track", "export default inner;", 'export { default as track } from "<module>";'),
        "passed_on": Export(
            "default", "export { inner };", 'import { inner as local } from "<module>";\nexport default local;'
        ),
    },
    imports={
        "named": Import('import { <exported> } from "<module>";', "<exported>"),
        "default": Import('import anything from "<module>";', "anything"),
        "renamed": Import('import { <exported> as thing } from "<module>";', "thing"),
        "namespace": Import('import * as all from "<module>";', "all.<exported>"),
        "taken_apart": Import('import * as all from "<module>";\nconst { <exported>: piece } = all;', "piece"),
        "dynamic": Import('const { <exported>: loaded } = await import("<module>");', "loaded"),
    },
    ill_matched=frozenset(
        {("default", "named"), ("passed_on", "named")}
        | {
            (form, "default")
            for form in ("named", "renamed", "constant", "member", "barrel", "star", "namespace", "default_named")
        }
    ),
    values=_VALUES
    | {
        "enumerated": Value("Kind.ENUMERATED", declare='enum Kind { ENUMERATED = "<event>" }'),
        "frozen": Value("FROZEN.it", declare='const FROZEN = { it: "<event>" } as const;'),
    },
)

JAVASCRIPT = Language(
    suffix=".js",
    head='const posthog = require("posthog-js").default;',
    caller_head='const names = require("./names");',
    names_head="",
    call="exports.at_<form> = function () {\n  <use>\n};",
    wrappers=_WRAPPERS,
    exports={
        "exports": Export("track", "exports.track = inner;"),
        "module_exports": Export("track", "module.exports.track = inner;"),
        "object": Export("inner", "module.exports = { inner };"),
        "renamed": Export("track", "module.exports = { track: inner, other: 1 };"),
        "whole": Export("", "module.exports = inner;"),
        "barrel": Export("track", "exports.inner = inner;", 'exports.track = require("<module>").inner;'),
        "spread": Export("inner", "module.exports = { inner };", 'module.exports = { ...require("<module>") };'),
        "nested": Export("box", "exports.inner = inner;", 'exports.box = require("<module>");', ".inner"),
    },
    imports={
        "member": Import('const all = require("<module>");', "all.<exported>"),
        "taken_apart": Import('const { <exported>: piece } = require("<module>");', "piece"),
        "read": Import('const thing = require("<module>").<exported>;', "thing"),
        "whole": Import('const thing = require("<module>");', "thing"),
        "in_place": Import("", '(require("<module>").<exported>)'),
        "whole_in_place": Import("", '(require("<module>"))'),
    },
    ill_matched=frozenset(
        {("whole", form) for form in ("member", "taken_apart", "read", "in_place")}
        | {
            (form, whole)
            for form in ("exports", "module_exports", "object", "renamed", "barrel", "spread", "nested")
            for whole in ("whole", "whole_in_place")
        }
    ),
    values={
        form: value._replace(elsewhere=value.elsewhere.replace("export const ", "exports."))
        for form, value in _VALUES.items()
    },
)
