"""What JavaScript and TypeScript import, export and bind."""

from __future__ import annotations

import pytest
from snippets import (
    ECMA,
    bindings,
    exports,
    imports,
    objects,
    summary,
)

from readiness_scan.facts import (
    ClassValue,
    Lambda,
    Member,
    ModuleSummary,
    Ref,
    ScopeKind,
    Value,
)

TYPED = ("typescript", "tsx")
A, B = Ref("a"), Ref("b")

# --- imports and exports -----------------------------------------------------------------------------------------

IMPORTS: list[tuple[str, str, tuple[str, str | None]]] = [
    ('import x from "m"', "x", ("m", "default")),
    ('import { x } from "m"', "x", ("m", "x")),
    ('import { a as x } from "m"', "x", ("m", "a")),
    ('import { default as x } from "m"', "x", ("m", "default")),
    ('import { "a-b" as x } from "m"', "x", ("m", "a-b")),
    ('import * as x from "./m"', "x", ("./m", None)),
    ('import y, { x } from "m"', "x", ("m", "x")),
    ('import y, * as x from "m"', "x", ("m", None)),
]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(("text", "name", "says"), IMPORTS, ids=[text for text, _, _ in IMPORTS])
def test_an_import(text: str, name: str, says: tuple[str, str | None], language: str) -> None:
    assert imports(summary(text + ";\n", language), name) == [(*says, False)]


@pytest.mark.parametrize("language", ECMA)
def test_an_import_for_its_effects_binds_nothing(language: str) -> None:
    assert summary('import "m";', language).scopes[0].imports == {}


@pytest.mark.parametrize(
    "text",
    [
        'import type { x } from "m"',
        'import { type x } from "m"',
        'import type x from "m"',
        'import type * as x from "m"',
    ],
)
def test_an_import_of_types_alone(text: str) -> None:
    (found,) = imports(summary(text + ";\n", "typescript"), "x")
    assert found[2]


def test_one_type_among_values() -> None:
    facts = summary('import { type x, y } from "m";', "typescript")
    assert imports(facts, "x") == [("m", "x", True)]
    assert imports(facts, "y") == [("m", "y", False)]


def test_an_import_that_requires() -> None:
    assert imports(summary('import x = require("m");', "typescript"), "x") == [("m", None, False)]


EXPORTS: list[tuple[str, list[tuple[str | None, Value | None, str | None, str | None]]]] = [
    ("export const a = 1", [("a", A, None, None)]),
    ("export let a, b", [("a", A, None, None), ("b", B, None, None)]),
    ("export const { a, c: b } = d", [("a", A, None, None), ("b", B, None, None)]),
    ("export const [a, b] = d", [("a", A, None, None), ("b", B, None, None)]),
    ("export function a() {}", [("a", A, None, None)]),
    ("export async function a() {}", [("a", A, None, None)]),
    ("export function* a() {}", [("a", A, None, None)]),
    ("export class a {}", [("a", A, None, None)]),
    ("export { a }", [("a", A, None, None)]),
    ("export { a as b }", [("b", A, None, None)]),
    ("export { a as default }", [("default", A, None, None)]),
    ("export default a", [("default", A, None, None)]),
    ("export default a.b", [("default", Member(A, "b"), None, None)]),
    ("export default { a: b }", [("default", objects(a=B), None, None)]),
    ("export default function a() {}", [("default", A, None, None)]),
    ("export default function () {}", [("default", Lambda(0), None, None)]),
    ("export default () => a", [("default", Lambda(0), None, None)]),
    ("export default class a {}", [("default", A, None, None)]),
    ("export default class {}", [("default", ClassValue(0), None, None)]),
    ('export { a } from "m"', [("a", None, "m", "a")]),
    ('export { a as b } from "m"', [("b", None, "m", "a")]),
    ('export { default } from "m"', [("default", None, "m", "default")]),
    ('export { default as b } from "m"', [("b", None, "m", "default")]),
    ('export * from "m"', [(None, None, "m", None)]),
    ('export * as a from "m"', [("a", None, "m", None)]),
    ("module.exports = a", [("=", A, None, None)]),
    ("module.exports = { a, b: c }", [("=", objects(a=A, b=Ref("c")), None, None)]),
    ("exports.a = b", [("a", B, None, None)]),
    ("module.exports.a = b", [("a", B, None, None)]),
    ("exports['a'] = b", [("a", B, None, None)]),
    ("exports.default = a", [("default", A, None, None)]),
    ("exports.a = exports.b = c", [("a", Ref("c"), None, None), ("b", Ref("c"), None, None)]),
]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(("text", "says"), EXPORTS, ids=[text for text, _ in EXPORTS])
def test_an_export(
    text: str, says: list[tuple[str | None, Value | None, str | None, str | None]], language: str
) -> None:
    assert sorted(exports(summary(text + ";\n", language)), key=repr) == sorted(says, key=repr)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("export enum a { b }", "a"),
        ("export interface a {}", "a"),
        ("export type a = b", "a"),
        ("export abstract class a {}", "a"),
        ("export declare const a: B", "a"),
        ("export declare function a(): B", "a"),
        ("export declare class a {}", "a"),
        ("export const enum a { b }", "a"),
    ],
)
def test_an_export_of_a_type(text: str, name: str) -> None:
    assert exports(summary(text + ";\n", "typescript")) == [(name, A, None, None)]


def test_an_export_that_is_the_module() -> None:
    assert exports(summary("export = a;", "typescript")) == [("=", A, None, None)]
    assert exports(summary("export = { a: b };", "typescript")) == [("=", objects(a=B), None, None)]


def test_only_what_is_exported_can_be_imported() -> None:
    assert not summary("const a = 1;", "javascript").implicit_exports


# --- scopes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ECMA)
def test_each_region_is_a_scope_of_its_own(language: str) -> None:
    facts = summary("function f() { if (a) { const b = 1; } } class C { m() {} }", language)
    kinds = [(scope.kind, scope.parent) for scope in facts.scopes]
    assert kinds == [
        (ScopeKind.MODULE, -1),
        (ScopeKind.FUNCTION, 0),
        (ScopeKind.BLOCK, 1),
        (ScopeKind.CLASS, 0),
        (ScopeKind.FUNCTION, 3),
    ]


def homes(facts: ModuleSummary, name: str) -> list[ScopeKind]:
    """The kinds of the scopes that define a name."""
    return [scope.kind for scope in facts.scopes if name in scope.bindings]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{ let x = 1; }", ScopeKind.BLOCK),
        ("{ var x = 1; }", ScopeKind.MODULE),
        ("function f() { { var x = 1; } }", ScopeKind.FUNCTION),
        ("function f() { { const x = 1; } }", ScopeKind.BLOCK),
        ("for (const x of a) {}", ScopeKind.BLOCK),
        ("for (let x = 0; x < 1; x++) {}", ScopeKind.BLOCK),
        ("switch (a) { case 1: const x = 1; }", ScopeKind.BLOCK),
        ("switch (a) { default: const x = 1; }", ScopeKind.BLOCK),
        ("{ function x() {} }", ScopeKind.BLOCK),
        ("{ function* x() {} }", ScopeKind.BLOCK),
        ("{ class x {} }", ScopeKind.BLOCK),
        ("try {} catch (x) {}", ScopeKind.BLOCK),
        ("if (a) { for (;;) { var x = 1; } }", ScopeKind.MODULE),
        ("function x() {}", ScopeKind.MODULE),
        ("class x {}", ScopeKind.MODULE),
        ("let x; function f() { x = 1; }", ScopeKind.MODULE),
        ("function f() { let x; return () => { x = 1; }; }", ScopeKind.BLOCK),
        ("function f(x) {}", ScopeKind.FUNCTION),
        ("x = 1", ScopeKind.MODULE),
    ],
)
def test_a_name_is_bound_where_it_is_declared(text: str, kind: ScopeKind, language: str) -> None:
    assert homes(summary(text + "\n", language), "x") == [kind]


@pytest.mark.parametrize("language", ECMA)
def test_a_block_without_declarations_is_no_scope(language: str) -> None:
    facts = summary("if (a) { b(); for (;;) { c(); } } switch (d) { case 1: e(); } { { let x; } f(); }", language)
    assert [(scope.kind, scope.parent) for scope in facts.scopes] == [(ScopeKind.MODULE, -1), (ScopeKind.BLOCK, 0)]


@pytest.mark.parametrize("language", ECMA)
def test_a_function_above_a_declaration_sees_it(language: str) -> None:
    facts = summary("{ const f = () => x; let x = 1; }", language)
    (found,) = facts.functions
    assert "x" in facts.scopes[facts.scopes[found.scope].parent].bindings


def test_types_and_enums_of_a_block_belong_to_it() -> None:
    facts = summary("{ enum E { A } } { abstract class C {} } { interface I {} }", "typescript")
    assert [homes(facts, name) for name in "ECI"] == [[ScopeKind.BLOCK]] * 3


def test_a_value_stands_in_the_scope_of_its_assignment() -> None:
    (binding,) = bindings(summary("let x; function f(a) { x = a; }", "javascript"), "x")
    assert (binding.value, binding.scope) == (A, 1)
