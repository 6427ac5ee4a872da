"""What expressions of JavaScript and TypeScript say."""

from __future__ import annotations

import pytest
from snippets import ECMA, bindings, class_of, entry, objects, placeless, returns, summary, value, values

from readiness_scan.facts import (
    Await,
    CallValue,
    Cast,
    Choice,
    ClassValue,
    Constant,
    FunctionType,
    ImportValue,
    Index,
    KeysOf,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Param,
    Ref,
    Spread,
    Str,
    Super,
    Template,
    This,
    TypeApplication,
    TypeOf,
    Value,
)

A, B, C = Ref("a"), Ref("b"), Ref("c")

EXPRESSIONS: list[tuple[str, Value]] = [
    ('"plain"', Str("plain")),
    ("'single'", Str("single")),
    ("''", Str("")),
    (r'"tab\tquote\"\u0041\x42\u{1F600}"', Str('tab\tquote"AB\U0001f600')),
    ('"one \\\nline"', Str("one line")),
    ("`plain`", Str("plain")),
    ("``", Str("")),
    ("`a_${b}_c`", Template((Str("a_"), B, Str("_c")))),
    ("`${a}${b}`", Template((A, B))),
    ('`a_${"b"}`', Str("a_b")),
    (r"`a\tb_${c}\n`", Template((Str("a\tb_"), C, Str("\n")))),
    (r'"\ud83d\ude00"', Str("\U0001f600")),
    (r'"a\ud83d"', Str("a\N{REPLACEMENT CHARACTER}")),
    ('"a" + "b"', Str("ab")),
    ('"a" + b', Template((Str("a"), B))),
    ('"a" + (b + `_${c}`)', Template((Str("a"), B, Str("_"), C))),
    ("1", Constant("1")),
    ("1.5e3", Constant("1.5e3")),
    ("true", Constant("true")),
    ("false", Constant("false")),
    ("null", Constant("null")),
    ("undefined", Constant("undefined")),
    ("a", A),
    ("a.b", Member(A, "b")),
    ("a?.b", Member(A, "b")),
    ('a["b"]', Member(A, "b")),
    ('a?.["b"]', Member(A, "b")),
    ("a[`b`]", Member(A, "b")),
    ("a[b]", Index(A, B)),
    ("a[0]", Index(A, Constant("0"))),
    ("a.b.c", Member(Member(A, "b"), "c")),
    ("(a)", A),
    ("[]", ListLit(())),
    ("[a, 'b', ...c]", ListLit((A, Str("b"), Spread(C)))),
    ("[a, /* between */ b]", ListLit((A, B))),
    ("{}", ObjectLit(())),
    ("{ a: 'b', c }", objects(a=Str("b"), c=C)),
    ("{ 'a-b': 1, [`c`]: 2 }", ObjectLit((entry("a-b", Constant("1")), entry("c", Constant("2"))))),
    ("{ [a]: 'b' }", ObjectLit((entry(None, Str("b")),))),
    ("{ ...a, b: 'c' }", ObjectLit((entry(None, Spread(A)), entry("b", Str("c"))))),
    ("{ a: { b: 'c' } }", objects(a=objects(b=Str("c")))),
    ("{ a() { return b; } }", objects(a=Lambda(0))),
    ("{ async a() {}, b: () => c }", objects(a=Lambda(0), b=Lambda(1))),
    ("() => a", Lambda(0)),
    ("async (b) => b", Lambda(0)),
    ("function () {}", Lambda(0)),
    ("function* () {}", Lambda(0)),
    ("class {}", ClassValue(0)),
    ("class Named {}", ClassValue(0)),
    ("a()", CallValue(A, (), (), new=False)),
    ("a?.('b')", CallValue(A, (Str("b"),), (), new=False)),
    ("a.b(c, ...d)", CallValue(Member(A, "b"), (C, Spread(Ref("d"))), (), new=False)),
    ("a(/* first */ b)", CallValue(A, (B,), (), new=False)),
    ("a()()", CallValue(CallValue(A, (), (), new=False), (), (), new=False)),
    ("new a(b)", CallValue(A, (B,), (), new=True)),
    ("new a", CallValue(A, (), (), new=True)),
    ("new a.b()", CallValue(Member(A, "b"), (), (), new=True)),
    ("['a', b].join('_')", Template((Str("a_"), B))),
    ("['a', 'b'].join(':')", Str("a:b")),
    ("['a', 'b'].join()", Str("a,b")),
    ("['a', 'b'].join('')", Str("ab")),
    ("[].join('_')", Str("")),
    ("a.join('_')", CallValue(Member(A, "join"), (Str("_"),), (), new=False)),
    ("[...a].join('_')", CallValue(Member(ListLit((Spread(A),)), "join"), (Str("_"),), (), new=False)),
    ("['a'].join(b)", CallValue(Member(ListLit((Str("a"),)), "join"), (B,), (), new=False)),
    ("a ? b : c", Choice((B, C))),
    ("a || b", Choice((A, B), in_order=True)),
    ("a ?? b", Choice((A, B), in_order=True)),
    ("a && b", B),
    ("await a", Await(A)),
    ("(await a).b", Member(Await(A), "b")),
    ('import("m")', ImportValue(Str("m"))),
    ("import(a)", ImportValue(A)),
    ('await import("m")', Await(ImportValue(Str("m")))),
    ('require("m")', ImportValue(Str("m"), commonjs=True)),
    ('require("m").b', Member(ImportValue(Str("m"), commonjs=True), "b")),
    ("b = c", C),
    ("(a, b)", B),
]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(("expression", "says"), EXPRESSIONS, ids=[text for text, _ in EXPRESSIONS])
def test_an_expression(expression: str, says: Value, language: str) -> None:
    assert value(expression, language) == says


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize("expression", ["a * b", "!a", "typeof a", "/a+/g", "a`b`", "a < b", "a++", "a - 'b'"])
def test_what_is_not_followed_is_opaque(expression: str, language: str) -> None:
    assert isinstance(value(expression, language), Opaque)


CASTS: list[tuple[str, Value]] = [
    ("a!", A),
    ("a!.b", Member(A, "b")),
    ("a as B", Cast(A, Ref("B"))),
    ("(a as any).b", Member(Cast(A, Opaque("predefined_type")), "b")),
    ("a as unknown as B", Cast(Cast(A, Opaque("predefined_type")), Ref("B"))),
    ("a satisfies B", A),
    ("{ a: 'b' } as const", objects(a=Str("b"))),
]


@pytest.mark.parametrize("language", ["typescript", "tsx"])
@pytest.mark.parametrize(("expression", "says"), CASTS, ids=[text for text, _ in CASTS])
def test_a_cast(expression: str, says: Value, language: str) -> None:
    assert value(expression, language) == says


def test_a_cast_in_angle_brackets() -> None:
    assert value("<B>a", "typescript") == Cast(A, Ref("B"))
    assert value("(<B<C>>a).b", "typescript") == Member(Cast(A, TypeApplication(Ref("B"), (Ref("C"),))), "b")


@pytest.mark.parametrize("expression", ["new a<B>(c)", "a<B>(c)"])
def test_type_arguments_of_a_call_are_left_out(expression: str) -> None:
    assert value(expression, "typescript") == CallValue(A, (C,), (), new=expression.startswith("new"))


@pytest.mark.parametrize("language", ECMA)
def test_the_instance_and_its_base(language: str) -> None:
    facts = summary("class A extends B { m() { const a = this; const b = super.m; return () => this.x; } }", language)
    assert values(facts, "a") == [This(0)]
    assert values(facts, "b") == [Member(Super(0), "m")]
    assert returns(facts.functions[1]) == [Member(This(0), "x")]


@pytest.mark.parametrize("language", ECMA)
def test_this_outside_of_a_class(language: str) -> None:
    assert value("this.posthog", language) == Member(This(-1), "posthog")


@pytest.mark.parametrize("language", ECMA)
def test_a_private_member_is_a_member(language: str) -> None:
    facts = summary("class A { #b = 1; m() { const c = this.#b; } }", language)
    assert values(facts, "c") == [Member(This(0), "#b")]
    assert "#b" in class_of(facts, "A").fields


@pytest.mark.parametrize("language", ECMA)
def test_parameters_with_patterns_defaults_and_rest(language: str) -> None:
    facts = summary("function f(a, { b, c: { d = 'x' } }, [e, ...g], h = 'y', ...i) {}", language)
    assert values(facts, "a") == [Param(0, 0)]
    assert values(facts, "b") == [Member(Param(0, 1), "b")]
    assert values(facts, "d") == [Member(Member(Param(0, 1), "c"), "d")]  # its default stands in the parameter
    assert values(facts, "e") == [Index(Param(0, 2), Constant("0"))]
    assert values(facts, "g") == [Opaque("rest")]
    assert values(facts, "h") == [Param(0, 3)]
    assert values(facts, "i") == [Param(0, 4)]


PATTERNS: list[tuple[str, str, Value]] = [
    ("const { b } = a", "b", Member(A, "b")),
    ("const { b: x } = a", "x", Member(A, "b")),
    ("const { b = 'd' } = a", "b", Choice((Member(A, "b"), Str("d")))),
    ("const { b: x = 'd' } = a", "x", Choice((Member(A, "b"), Str("d")))),
    ("const { b: { c } } = a", "c", Member(Member(A, "b"), "c")),
    ("const { 'b-c': x } = a", "x", Member(A, "b-c")),
    ("const { [b]: x } = a", "x", Opaque("computed key")),
    ("const [x] = a", "x", Index(A, Constant("0"))),
    ("const [, x] = a", "x", Index(A, Constant("1"))),
    ("const [, , { x }] = a", "x", Member(Index(A, Constant("2")), "x")),
    ("const [x = 'd'] = a", "x", Choice((Index(A, Constant("0")), Str("d")))),
    ("const [b, ...x] = a", "x", Opaque("rest")),
    ("for (const x of a) {}", "x", Index(A, None)),
    ("for (const { b: x } of a) {}", "x", Member(Index(A, None), "b")),
    ("for (const x in a) {}", "x", Opaque("key")),
    ("for await (const x of a) {}", "x", Index(A, None)),
    ("try {} catch (x) {}", "x", Opaque("exception")),
    ("try {} catch ({ x }) {}", "x", Opaque("exception")),
    ("let x; x = a", "x", A),
    ("let x; ({ x } = a)", "x", Member(A, "x")),
    ("let x; [x] = a", "x", Index(A, Constant("0"))),
    ("let x; x ??= a", "x", A),
    ("let x; x ||= a", "x", A),
    ("var x = a", "x", A),
]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(("text", "name", "says"), PATTERNS, ids=[text for text, _, _ in PATTERNS])
def test_a_pattern_takes_its_part(text: str, name: str, says: Value, language: str) -> None:
    assert list(values(summary(text + ";\n", language), name)) == [says]


@pytest.mark.parametrize("language", ECMA)
def test_the_rest_of_an_object_has_the_members_of_the_object(language: str) -> None:
    assert values(summary("const { b, ...x } = a;", language), "x") == [A]


@pytest.mark.parametrize("language", ECMA)
def test_adding_to_a_name_hides_what_it_says(language: str) -> None:
    assert values(summary("let x = 'a'; x += 'b';", language), "x") == [Str("a"), Opaque("computed")]


# --- types -------------------------------------------------------------------------------------------------------

TYPES: list[tuple[str, Value]] = [
    ("A", Ref("A")),
    ("a.B", Member(Ref("a"), "B")),
    ("(A)", Ref("A")),
    ("readonly A[]", TypeApplication(Ref("Array"), (Ref("A"),))),
    ("A<B>", TypeApplication(Ref("A"), (Ref("B"),))),
    ("Promise<A | null>", TypeApplication(Ref("Promise"), (TypeApplication(None, (Ref("A"), Constant("null"))),))),
    ("A | B", TypeApplication(None, (Ref("A"), Ref("B")))),
    ("A | B | C", TypeApplication(None, (Ref("A"), Ref("B"), Ref("C")))),
    ("| 'a' | 'b'", TypeApplication(None, (Str("a"), Str("b")))),
    ("A & B", TypeApplication(None, (Ref("A"), Ref("B")))),
    ("'a'", Str("a")),
    ("1", Constant("1")),
    ("true", Constant("true")),
    ("null", Constant("null")),
    ("undefined", Constant("undefined")),
    ("`a:${B}`", Template((Str("a:"), Ref("B")))),
    ("typeof a", TypeOf(Ref("a"))),
    ("typeof a.b", TypeOf(Member(Ref("a"), "b"))),
    ("() => A", FunctionType(Ref("A"))),
    ("new () => A", FunctionType(Ref("A"))),
    ("keyof A", KeysOf(Ref("A"))),
    ("A['b']", Member(Ref("A"), "b")),
    ("A[B]", Index(Ref("A"), Ref("B"))),
    ("{ a: A; b?: 'c' }", objects(a=Ref("A"), b=Str("c"))),
]


@pytest.mark.parametrize("language", ["typescript", "tsx"])
@pytest.mark.parametrize(("text", "says"), TYPES, ids=[text for text, _ in TYPES])
def test_a_type_alias(text: str, says: Value, language: str) -> None:
    assert placeless(summary(f"type T = {text};", language).types["T"]) == says


@pytest.mark.parametrize("language", ["typescript", "tsx"])
@pytest.mark.parametrize(("text", "says"), TYPES, ids=[text for text, _ in TYPES])
def test_an_annotation(text: str, says: Value, language: str) -> None:
    (binding,) = bindings(summary(f"let x: {text} = y;", language), "x")
    assert placeless(binding.annotation) == says


@pytest.mark.parametrize("text", ["string", "any", "A extends B ? C : D", "[A, B]", "unique symbol"])
def test_a_type_that_is_not_followed_is_opaque(text: str) -> None:
    assert isinstance(summary(f"type T = {text};", "typescript").types["T"], Opaque)


def test_a_type_in_another_module_is_a_member_of_it() -> None:
    (binding,) = bindings(summary('let x: import("m").A;', "typescript"), "x")
    assert binding.annotation == Member(ImportValue(Str("m")), "A")
    assert summary('type T = typeof import("m");', "typescript").types["T"] == TypeOf(ImportValue(Str("m")))


def test_a_declaration_without_a_value_keeps_its_type() -> None:
    (binding,) = bindings(summary("let x: A | undefined;", "typescript"), "x")
    assert binding.value == Opaque("declared without a value")
    assert binding.annotation == TypeApplication(None, (Ref("A"), Constant("undefined")))
