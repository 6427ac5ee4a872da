"""What Go files declare and call."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from snippets import (
    bindings,
    calls,
    class_of,
    entry,
    fields,
    function,
    imports,
    objects,
    parameters,
    placeless,
    read,
    returns,
    summary,
    values,
    written,
)

from readiness_scan.facts import (
    CallKind,
    CallSite,
    CallValue,
    Cast,
    ClassValue,
    Constant,
    FunctionType,
    Index,
    Lambda,
    ListLit,
    Member,
    ModuleSummary,
    Opaque,
    Param,
    Ref,
    Result,
    Spread,
    Str,
    Template,
    This,
    TypeApplication,
    Value,
)

A, B, T = Ref("a"), Ref("b"), Ref("T")
OUTER = "package p\n\ntype T struct{ x, y string }\n\n"


def facts_of(text: str) -> ModuleSummary:
    """The facts of a file with a type T of two members."""
    return summary(OUTER + text, "go")


def built(kind: Value, *args: Value, **keywords: Value) -> CallValue:
    """A struct literal."""
    return CallValue(kind, args, tuple(entry(key, value) for key, value in keywords.items()), new=True)


def called(callee: Value, *args: Value) -> CallValue:
    """The result of a call."""
    return CallValue(callee, args, (), new=False)


# --- values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r'"a\tb\"\x41\u00e9\U0001F600\101"', Str('a\tb"Aé😀A')),
        ("`a\\n`", Str("a\\n")),
        ('"a" + b', Template((Str("a"), B))),
        ('"a" + "b" + `c`', Str("abc")),
        ("a - b", Opaque("operator")),
        ("&a", A),
        ("*a", A),
        ("!a", Opaque("operator")),
        ("(a)", A),
        ("a.b", Member(A, "b")),
        ('a["b"]', Member(A, "b")),
        ("a[b]", Index(A, B)),
        ("a[1:]", Opaque("slice_expression")),
        ("nil", Constant("nil")),
        ("3", Constant("3")),
        ("a.(T)", Cast(A, T)),
        ("a.(*b.T)", Cast(A, Member(B, "T"))),
        ("string(a)", A),
        ("any(a)", A),
        ("[]byte(a)", A),
        ("T(a)", called(T, A)),
        ("new(T)", built(T)),
        ("make(map[string]T)", Opaque("make")),
        ("append(a, b)", ListLit((Spread(A), B))),
        ("a(b...)", called(A, Spread(B))),
        ("a.b()", called(Member(A, "b"))),
        ("f[T](a)", called(Ref("f"), A)),
        ('fmt.Sprintf("%s_%v%%", a, b)', Template((A, Str("_"), B, Str("%")))),
        ('fmt.Sprintf("%[2]s-%5s-%*d-%s", a, b)', Template((B, Str("-"), Opaque("format"), Str("-"), Opaque("format"),
                                                              Str("-"), Opaque("format")))),
        ('fmt.Sprint(a, "x")', Template((A, Str("x")))),
        ('strings.Join([]string{"a", b}, "_")', Template((Str("a_"), B))),
    ],
)  # fmt: skip
def test_expressions(text: str, expected: Value) -> None:
    assert values(facts_of(f"func f(g int) {{}}\n\nvar subject = {text}\n"), "subject") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T{}", built(T)),
        ('T{x: a, y: "b"}', built(T, x=A, y=Str("b"))),
        ('T{a, "b"}', built(T, A, Str("b"))),
        ("&b.T{x: a}", built(Member(B, "T"), x=A)),
        ("[]T{{x: a}, T{y: b}}", ListLit((built(T, x=A), built(T, y=B)))),
        ("[...]*T{{a, b}}", ListLit((built(T, A, B),))),
        ('[]string{0: "a", 1: "b"}', ListLit((Str("a"), Str("b")))),
        ('map[string]string{"a": b}', objects(a=B)),
        ('map[string]T{"a": {x: b}}', objects(a=built(T, x=B))),
        ("map[K]string{a: b}", replace(objects(), entries=(entry(None, B),))),
        ('b.Properties{"a": b}', objects(a=B)),
        ("Names{a}", ListLit((A,))),
        ("Table{a: b}", replace(objects(), entries=(entry(None, B),))),
        ("List[int]{x: a}", built(TypeApplication(Ref("List"), (Ref("int"),)), x=A)),
    ],
)
def test_composite_literals(text: str, expected: Value) -> None:
    facts = facts_of(f"type Names []string\n\ntype Table map[string]string\n\nvar subject = {text}\n")
    assert values(facts, "subject") == [expected]


# --- declarations ------------------------------------------------------------------------------------------------


def test_imports_and_the_names_that_they_bring() -> None:
    facts = summary(
        'package p\n\nimport (\n\t"net/http"\n\tph "a.example/b"\n\t"a.example/posthog-go/v2"\n\t"gopkg.in/yaml.v3"\n'
        '\t"a.example/sentry/gin"\n\t. "a.example/all"\n\t_ "a.example/none"\n)\n\nvar x = sentrygin.New()\n',
        "go",
    )
    assert imports(facts, "http") == [("net/http", None, False)]
    assert imports(facts, "ph") == [("a.example/b", None, False)]
    assert imports(facts, "posthog") == [("a.example/posthog-go/v2", None, False)]
    assert imports(facts, "yaml") == [("gopkg.in/yaml.v3", None, False)]
    assert imports(facts, "sentrygin") == [("a.example/sentry/gin", None, False)]
    assert [(item.name, item.module) for item in facts.exports] == [(None, "a.example/all")]
    assert facts.implicit_exports


def test_constants_repeat_what_stands_before() -> None:
    facts = facts_of('const (\n\tone T = "x"\n\ttwo\n\tthree, four = iota, b\n)\n')
    assert values(facts, "one") == values(facts, "two") == [Str("x")]
    assert bindings(facts, "two")[0].annotation == T
    assert values(facts, "three") == [Opaque("iota")]
    assert values(facts, "four") == [B]


def test_several_values_at_once() -> None:
    facts = facts_of(
        "func f() (T, string) {\n\tx, y := g()\n\tv, ok := a[b]\n\tw, _ := a.(T)\n\tp, q = b, a\n"
        "\tvar c, d = h()\n\treturn x, y\n}\n"
    )
    g, h = called(Ref("g")), called(Ref("h"))
    assert values(facts, "x") == [Result(g, 0)]
    assert values(facts, "y") == [Result(g, 1)]
    assert values(facts, "v") == [Index(A, B)]
    assert values(facts, "w") == [Cast(A, T)]
    assert values(facts, "d") == [Result(h, 1)]
    assert values(facts, "p") == [B]
    assert returns(function(facts, "f")) == [ListLit((Ref("x"), Ref("y")))]
    assert function(facts, "f").return_annotation == T


def test_named_results_are_what_a_bare_return_gives() -> None:
    facts = facts_of("func f() (x, y string) {\n\treturn\n}\n")
    assert returns(function(facts, "f")) == [ListLit((Ref("x"), Ref("y")))]


def test_errors_are_not_followed() -> None:
    facts = facts_of("func f() {\n\tx, err := g()\n\terr = h()\n\tcloseErr := g()\n}\n")
    assert set(values(facts, "err") + values(facts, "closeErr")) == {Opaque("an error")}


def test_parameters() -> None:
    facts = facts_of("func f(a, b string, _ T, more ...*p.T) {}\n")
    assert parameters(function(facts, "f")) == [("a", "plain"), ("b", "plain"), ("_", "plain"), ("more", "rest")]
    assert [item.annotation for item in function(facts, "f").parameters] == [
        Ref("string"), Ref("string"), T, Member(Ref("p"), "T"),
    ]  # fmt: skip
    assert values(facts, "b") == [Param(0, 1)]


def test_a_function_called_where_it_is_written_has_its_arguments() -> None:
    facts = facts_of('func f(outer string) {\n\tgo func(x, y string) {}(outer, "b")\n}\n')
    assert values(facts, "x") == [Ref("outer")]
    assert values(facts, "y") == [Str("b")]
    assert facts.scopes[bindings(facts, "x")[0].scope].owner == 0


@pytest.mark.parametrize(
    ("body", "empty"),
    [("{}", True), ("{ return nil }", True), ("{\n// nothing\n}", True), ("{ x() }", False), ("{ return x }", False)],
)
def test_functions_that_do_nothing(body: str, empty: bool) -> None:
    assert function(facts_of(f"func f() error {body}\n"), "f").is_empty is empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*T", T),
        ("[]T", TypeApplication(Ref("[]"), (T,))),
        ("[3]*b.T", TypeApplication(Ref("[]"), (Member(B, "T"),))),
        ("map[string]T", TypeApplication(Ref("[]"), (T,))),
        ("List[T]", TypeApplication(Ref("List"), (T,))),
        ("func(string) (T, error)", FunctionType(T)),
        ("func()", FunctionType(Opaque("nothing"))),
        ("chan T", Opaque("channel_type")),
    ],
)
def test_types(text: str, expected: Value) -> None:
    assert bindings(facts_of(f"var subject {text}\n"), "subject")[0].annotation == expected


# --- types and their members -----------------------------------------------------------------------------------


def test_a_struct_with_what_it_embeds() -> None:
    facts = summary(
        'package p\n\ntype T struct {\n\t*b.Base\n\tOther\n\tx, y string `json:"z,omitempty"`\n\tf func() T\n}\n', "go"
    )
    cls = class_of(facts, "T")
    assert cls.kind == "class"
    assert cls.bases == (Member(B, "Base"), Ref("Other"))
    assert fields(cls, "Base") == [(None, Member(B, "Base"))]
    assert fields(cls, "y") == [(None, Ref("string"))]
    assert cls.fields["x"][0].key == "z"
    assert cls.fields["f"][0].key is None
    assert values(facts, "T") == [ClassValue(0)]


def test_methods_belong_to_their_receivers_type() -> None:
    facts = summary("package p\n\nfunc (t *T) M() { t.x = a }\n\nfunc (o Other) N() {}\n\ntype T struct{}\n", "go")
    first, other = class_of(facts, "T"), facts.classes[-1]
    assert first.methods == {"M": [0]}
    assert fields(first, "x") == [(A, None)]
    assert (other.kind, other.bases, other.methods) == ("extension", (Ref("Other"),), {"N": [1]})
    assert function(facts, "M").class_index == 0
    assert values(facts, "t") == [This(0)]
    assert facts.assignments[0].target == Member(This(0), "x")


def test_a_method_that_gives_the_receivers_own_text_is_none() -> None:
    facts = summary(
        "package p\n\ntype T string\n\nfunc (t T) String() string { return string(t) }\n\n"
        'type U string\n\nfunc (u U) String() string { return "u" + string(u) }\n',
        "go",
    )
    assert class_of(facts, "T").methods == {}
    assert class_of(facts, "U").methods == {"String": [1]}


def test_interfaces_are_structural() -> None:
    facts = summary("package p\n\ntype I interface {\n\tOther\n\tM(x string) error\n\t~int | ~string\n}\n", "go")
    cls = class_of(facts, "I")
    assert (cls.kind, cls.is_structural, cls.bases, list(cls.methods)) == ("interface", True, (Ref("Other"),), ["M"])
    assert function(facts, "M").is_empty


@pytest.mark.parametrize("text", ["type T string", "type T func()", "type T []string", "type T b.U"])
def test_types_under_a_name_of_their_own(text: str) -> None:
    assert class_of(summary(f"package p\n\n{text}\n", "go"), "T").kind == "newtype"


def test_an_alias_is_the_type_itself() -> None:
    assert values(summary("package p\n\ntype T = *b.U\n", "go"), "T") == [Member(B, "U")]


def test_constructors_say_what_members_are() -> None:
    facts = facts_of(
        'func New(x string) *T { return &T{x: x, y: "y"} }\n\nvar other = T{x: "other"}\n\n'
        'func f() { g(T{x: "argument"}) }\n'
    )
    assert fields(class_of(facts, "T"), "x") == [(None, Ref("string")), (Ref("x"), None)]
    assert fields(class_of(facts, "T"), "y") == [(None, Ref("string")), (Str("y"), None)]


def test_texts_of_several_constructors_say_nothing_for_certain() -> None:
    facts = facts_of('func New() T { return T{x: "a", y: g()} }\n\nfunc Other() *T { return &T{x: "b"} }\n')
    assert fields(class_of(facts, "T"), "x") == [(None, Ref("string"))]
    assert fields(class_of(facts, "T"), "y") == [(None, Ref("string")), (called(Ref("g")), None)]


# --- scopes ----------------------------------------------------------------------------------------------------


def test_blocks_bind_names_of_their_own() -> None:
    facts = facts_of(
        "func f() {\n\tx := 1\n\tif x := 2; x > 1 {\n\t\tx := 3\n\t} else {\n\t\tx := 4\n\t}\n"
        "\tfor _, x := range y {\n\t\tx := 6\n\t}\n\tswitch x := 7; x {\n\tcase 1:\n\t\tx := 8\n\t}\n}\n"
    )
    homes = [index for index, scope in enumerate(facts.scopes) if "x" in scope.bindings]
    assert [len(facts.scopes[home].bindings["x"]) for home in homes] == [1] * 8
    assert facts.scopes[homes[0]].owner == 0


def test_a_case_of_a_type_switch_has_its_type() -> None:
    facts = facts_of("func f() {\n\tswitch v := a.(type) {\n\tcase *T:\n\tcase b, c:\n\tdefault:\n\t}\n}\n")
    assert values(facts, "v") == [Cast(A, T), A]


def test_elements_of_what_is_gone_through() -> None:
    facts = facts_of("func f() {\n\tfor key, each := range a.b {\n\t}\n}\n")
    assert values(facts, "each") == [Index(Member(A, "b"), None)]
    assert values(facts, "key") == [Opaque("key")]


# --- calls -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["a.M(b)", "go a.M(b)", "defer a.M(b)", "x := a.M(b)", "(a.M)(b)", 'a["M"](b)', "a.M[T](b)", "if a.M(b) { }"],
)
def test_a_call_wherever_it_stands(text: str) -> None:
    (call,) = calls(f"package p\n\nfunc M[T any]() {{}}\n\nfunc f() {{\n\t{text}\n}}\n", "go", "M")
    assert call.kind is CallKind.CALL
    assert call.callee in (Member(A, "M"), Index(Member(A, "M"), T))
    assert call.args == (B,)


@pytest.mark.parametrize(
    ("text", "built_of", "variable"),
    [
        ("g(b.C{x: a})", [objects(x=A).entries], None),
        ("g(&b.C{x: a})", [objects(x=A).entries], None),
        ("v := b.C{x: a}", [objects(x=A).entries], "v"),
        ("v := &b.C{}", [()], "v"),
        ("var v b.C", [()], "v"),
        ("var v = b.C{}", [()], "v"),
        ("v = b.C{}", [()], "v"),
        ("v := new(b.C)", [()], "v"),
        ("v, w := b.C{}, a", [()], None),
        ("v := []b.C{{x: a}, {}}", [objects(x=A).entries, ()], None),
        ('v := map[string]*b.C{"k": {x: a}}', [objects(x=A).entries], None),
        ("v := []b.C{b.C{x: a}}", [objects(x=A).entries], None),
        ("var v []b.C", [], None),
        ("v := make([]b.C, 3)", [], None),
        ("_, ok := a.(b.C)", [], None),
        ("func(c b.C) {}(a)", [], None),
    ],
)
def test_struct_literals(text: str, built_of: list[tuple[object, ...]], variable: str | None) -> None:
    found = calls(f"package p\n\nfunc f() {{\n\t{text}\n}}\n", "go", "C")
    assert [call.keywords for call in found] == built_of
    assert {call.given_to for call in found} <= {variable}
    assert all(call.kind is CallKind.LITERAL and call.callee == Member(B, "C") for call in found)


def test_a_literal_starts_at_its_type() -> None:
    text = "package p\n\nvar v = g(&b.C{\n\tx: a,\n})\n"
    ((_, call),) = read(text, "go").calls(["C"])
    assert written(text, call.span) == "b.C{\n\tx: a,\n}"


@pytest.mark.parametrize(
    ("text", "argument", "path"),
    [("g(a, t.M)", 1, ()), ("g(&M)", 0, ()), ("T{x: t.M}", -1, ("x",)), ("&T{x: M}", -1, ("x",))],
)
def test_what_is_handed_over(text: str, argument: int, path: tuple[str, ...]) -> None:
    ((_, _, site),) = read(f"{OUTER}func f() {{\n\tv := {text}\n}}\n", "go").handed(["M"])
    assert (site.argument, site.path) == (argument, path)
    assert site.callee == (T if path else Ref("g"))


def test_a_function_in_a_field_knows_where_it_is_handed_over() -> None:
    facts = facts_of("var v = T{x: func(name string) {}}\n")
    site = facts.functions[0].handed_to
    assert site is not None
    assert placeless(site) == CallSite(T, -1, ("x",), 0)
    assert values(facts, "v") == [built(T, x=Lambda(0))]
