"""What functions of JavaScript and TypeScript take and give."""

from __future__ import annotations

import pytest
from snippets import (
    ECMA,
    class_of,
    function,
    objects,
    parameters,
    returns,
    summary,
    values,
)

from readiness_scan.facts import (
    Await,
    CallSite,
    CallValue,
    Index,
    Lambda,
    ListLit,
    Member,
    Param,
    Ref,
    Spread,
    Str,
    TypeApplication,
    Value,
)

TYPED = ("typescript", "tsx")
A, B = Ref("a"), Ref("b")

# --- functions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("function f(a, ...b) {}", "f"),
        ("async function f(a, ...b) {}", "f"),
        ("function* f(a, ...b) {}", "f"),
        ("const g = function f(a, ...b) {}", "f"),
        ("const g = (a, ...b) => {}", None),
        ("const g = { f(a, ...b) {} }", "f"),
        ("class C { f(a, ...b) {} }", "f"),
        ("class C { 'f'(a, ...b) {} }", "f"),
    ],
)
def test_a_function_has_a_name_and_parameters(text: str, name: str | None, language: str) -> None:
    (found,) = summary(text, language).functions
    assert found.name == name
    assert parameters(found) == [("a", "plain"), ("b", "rest")]


@pytest.mark.parametrize("language", ECMA)
def test_defaults_and_patterns_of_parameters(language: str) -> None:
    (found,) = summary("function f(a = 'x', { b }, [c] = d) {}", language).functions
    assert parameters(found) == [("a", "plain"), (None, "plain"), (None, "plain")]
    assert [parameter.default for parameter in found.parameters] == [Str("x"), None, Ref("d")]


@pytest.mark.parametrize("language", TYPED)
def test_what_this_is_takes_no_argument(language: str) -> None:
    (found,) = summary("function f(this: Window, a: string) {}", language).functions
    assert parameters(found) == [("a", "plain")]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(
    ("text", "taken", "all_of_them"),
    [
        ("function f(a) { send(arguments); }", [("a", "plain"), (None, "rest")], (Param(0, 0), Spread(Param(0, 1)))),
        ("const o = { f(...a) { g(arguments[0]); } }", [("a", "rest")], (Spread(Param(0, 0)),)),
        ("const f = function () { arguments; }", [(None, "rest")], (Spread(Param(0, 0)),)),
        ("function f(arguments) { arguments; }", [("arguments", "plain")], None),
        ("const f = (a) => arguments;", [("a", "plain")], None),
        ("function f(a) { the_arguments; }", [("a", "plain")], None),
    ],
)
def test_a_function_that_asks_for_its_arguments_takes_any_number(
    text: str, taken: list[tuple[str | None, str]], all_of_them: tuple[Value, ...] | None, language: str
) -> None:
    facts = summary(text, language)
    (found,) = facts.functions
    assert parameters(found) == taken
    said = [binding.value for binding in facts.scopes[found.scope].bindings.get("arguments", ())]
    assert [value.items for value in said if isinstance(value, ListLit)] == ([all_of_them] if all_of_them else [])


@pytest.mark.parametrize("language", TYPED)
def test_types_of_parameters_and_results(language: str) -> None:
    (found,) = summary("function f(a: A, b?: B, c: C = d, ...e: E[]): Promise<R> {}", language).functions
    assert [parameter.annotation for parameter in found.parameters] == [
        Ref("A"),
        Ref("B"),
        Ref("C"),
        TypeApplication(Ref("Array"), (Ref("E"),)),
    ]
    assert parameters(found) == [("a", "plain"), ("b", "plain"), ("c", "plain"), ("e", "rest")]
    assert found.parameters[2].default == Ref("d")
    assert found.return_annotation == TypeApplication(Ref("Promise"), (Ref("R"),))


@pytest.mark.parametrize("language", ECMA)
def test_what_functions_give_back(language: str) -> None:
    facts = summary(
        "function f(a) { if (a) return 'x'; return g(a); }\nconst h = (a) => a.b;\nconst i = () => ({ a: b });"
        "function j() { return; }\nfunction k() { return () => { return 'inner'; }; }",
        language,
    )
    assert returns(function(facts, "f")) == [Str("x"), CallValue(Ref("g"), (A,), (), new=False)]
    assert returns(facts.functions[1]) == [Member(A, "b")]
    assert returns(facts.functions[2]) == [objects(a=B)]
    assert returns(function(facts, "j")) == []
    assert returns(function(facts, "k")) == [Lambda(5)]
    assert returns(facts.functions[5]) == [Str("inner")]


@pytest.mark.parametrize("language", ECMA)
def test_a_generator_gives_what_it_yields(language: str) -> None:
    found = function(summary("function* f() { yield 'a'; yield b; }", language), "f")
    assert found.yields
    assert returns(found) == [Str("a"), B]


@pytest.mark.parametrize("language", ECMA)
def test_a_generator_that_delegates_gives_any_element(language: str) -> None:
    found = function(summary("const g = { *f() { yield* a; } }", language), "f")
    assert found.yields
    assert returns(found) == [Index(A, None)]


@pytest.mark.parametrize("language", ECMA)
def test_defaults_of_the_parts_of_a_parameter(language: str) -> None:
    (found,) = summary("function f({ a, b = 'x', c: { d = 'y' }, e: [g = 'z'] }) {}", language).functions
    assert found.parameters[0].inner_defaults == ((("b",), Str("x")), (("c", "d"), Str("y")))


@pytest.mark.parametrize("language", ECMA)
def test_an_async_function_gives_what_it_returns(language: str) -> None:
    facts = summary("async function f() { const a = await b(); return a; }", language)
    assert values(facts, "a") == [Await(CallValue(B, (), (), new=False))]
    assert returns(function(facts, "f")) == [A]


@pytest.mark.parametrize("language", ECMA)
def test_kinds_of_methods(language: str) -> None:
    facts = summary(
        "class C { static s() {} get g() { return a; } set g(v) {} async m() { x(); } constructor() {} }", language
    )
    cls = class_of(facts, "C")
    assert set(cls.methods) == {"s", "g", "m", "constructor"}
    assert [(f.name, f.is_static, f.is_accessor, f.is_empty) for f in facts.functions] == [
        ("s", True, False, True),
        ("g", False, True, False),
        ("g", False, False, True),
        ("m", False, False, False),
        ("constructor", False, False, True),
    ]
    assert {f.class_index for f in facts.functions} == {0}


def test_methods_without_a_body_are_empty() -> None:
    facts = summary("abstract class C { abstract a(x: X): R; b(): void; }\ninterface I { c(y: Y): S }", "typescript")
    assert [(f.name, f.is_empty, f.class_index) for f in facts.functions] == [
        ("a", True, 0),
        ("b", True, 0),
        ("c", True, 1),
    ]
    assert parameters(function(facts, "a")) == [("x", "plain")]
    assert function(facts, "c").return_annotation == Ref("S")


def test_overloads_are_functions_without_a_body() -> None:
    facts = summary("function f(a: A): X; function f(b: B): Y; function f(c: any) { return c; }", "typescript")
    assert [f.is_empty for f in facts.functions] == [True, True, False]


# --- functions that are handed over ------------------------------------------------------------------------------

HANDED: list[tuple[str, Value, int, tuple[str, ...]]] = [
    ("a((x) => x)", A, 0, ()),
    ("a(b, (x) => x)", A, 1, ()),
    ("a.b(function (x) {})", Member(A, "b"), 0, ()),
    ("a(b, { c: (x) => x })", A, 1, ("c",)),
    ("a({ b: { c: (x) => x } })", A, 0, ("b", "c")),
    ("a(b, { c(x) {} })", A, 1, ("c",)),
    ("a({ b: { 'c-d'(x) {} } })", A, 0, ("b", "c-d")),
    ("a({ async *b(x) {} })", A, 0, ("b",)),
    ("new a((x) => x)", A, 0, ()),
    ("a(/* first */ (x) => x)", A, 0, ()),
]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(("text", "callee", "argument", "path"), HANDED, ids=[text for text, *_ in HANDED])
def test_where_a_function_is_handed_over(
    text: str, callee: Value, argument: int, path: tuple[str, ...], language: str
) -> None:
    (found,) = summary(text, language).functions
    assert found.handed_to == CallSite(callee, argument, path, 0)


@pytest.mark.parametrize("language", ["javascript", "tsx"])
def test_a_function_that_is_handed_over_as_a_prop(language: str) -> None:
    (found,) = summary("const a = <B onClick={(x) => x} />;", language).functions
    assert found.handed_to == CallSite(Ref("B"), 0, ("onClick",), 0)


@pytest.mark.parametrize("language", ECMA)
def test_a_function_that_is_kept_is_handed_to_nobody(language: str) -> None:
    assert [f.handed_to for f in summary("const a = (x) => x; function b(x) {}", language).functions] == [None, None]
