"""What Dart files declare and call."""

from __future__ import annotations

import pytest
from snippets import (
    calls,
    class_of,
    entry,
    exports,
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
    Await,
    CallKind,
    CallSite,
    CallValue,
    Cast,
    Choice,
    ClassValue,
    Constant,
    FunctionType,
    Index,
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
    Value,
)

A, B, T = Ref("a"), Ref("b"), Ref("T")


def call(callee: Value, *args: Value, **keywords: Value) -> CallValue:
    """A call of something written in lower case."""
    return CallValue(callee, args, objects(**keywords).entries, new=False)


def new(callee: Value, *args: Value, **keywords: Value) -> CallValue:
    """A call of something written like a class."""
    return CallValue(callee, args, objects(**keywords).entries, new=True)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("'a'", Str("a")),
        ("'a' \"b\" r'\\c' '''d'''", Str("ab\\cd")),
        ("'\\u{1F600}\\x41\\n\\$a'", Str("😀A\n$a")),
        ("'x$a-${b.c}'", Template((Str("x"), A, Str("-"), Member(B, "c")))),
        ("'x' + a", Template((Str("x"), A))),
        ("a - b", Opaque("operator")),
        ("a.b", Member(A, "b")),
        ("a?.b!.c", Member(Member(A, "b"), "c")),
        ("a['b']", Member(A, "b")),
        ("a[b]", Index(A, B)),
        ("a(b)", call(A, B)),
        ("a.b(c: 1)", call(Member(A, "b"), c=Constant("1"))),
        ("a?.call(b)", call(A, B)),
        ("T(a)", new(T, A)),
        ("const T.b(a)", new(Member(T, "b"), A)),
        ("new T()", new(T)),
        ("T()..x = 1..y.z = 2..go()", new(T, x=Constant("1"), y=ObjectLit((entry("z", Constant("2")),)))),
        ("a<T>(b)", call(A, B)),
        ("a<T>(b, c: 1)", call(A, B, c=Constant("1"))),
        ("await a.b<T>(b).c()", Await(call(Member(call(Member(A, "b"), B), "c")))),
        ("a.read<T>()", Cast(Opaque("looked up by its type"), T)),
        ("a as T", Cast(A, T)),
        ("await a", Await(A)),
        ("a ?? b", Choice((A, B))),
        ("c ? a : b", Choice((A, B))),
        ("switch (c) { 1 => a, _ when d => b, _ => throw E() }", Choice((A, B))),
        ("[a, if (c) b, ...a]", ListLit((A, B, Spread(A)))),
        ("{'k': a, b: 1, ...a}", ObjectLit((entry("k", A), entry(None, Constant("1")), entry(None, Spread(A))))),
        ("<T>{a, b}", ListLit((A, B))),
        ("{}", ObjectLit(())),
        ("(a, n: b)", ObjectLit((entry("$1", A), entry("n", B)))),
        ("['a', 'b'].join('-')", Str("a-b")),
        ("null", Constant("null")),
        ("!a", Opaque("operator")),
    ],
)
def test_what_an_expression_says(expression: str, said: Value) -> None:
    assert values(summary(f"final subject = {expression};\n", "dart"), "subject") == [said]


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        ("T", T),
        ("T?", T),
        ("p.T", Member(Ref("p"), "T")),
        ("List<p.T?>", TypeApplication(Ref("List"), (Member(Ref("p"), "T"),))),
        ("Map<String, T>", TypeApplication(Ref("Map"), (Ref("String"), T))),
        ("Future<T>", T),
        ("T Function(String a)", FunctionType(T)),
    ],
)
def test_what_a_type_says(type_: str, said: Value) -> None:
    facts = summary(f"class C {{ final {type_} x; }}\n{type_} f() {{}}\n", "dart")
    assert fields(class_of(facts, "C"), "x") == [(None, said)]
    assert placeless(function(facts, "f").return_annotation) == said


def test_types_of_variables_outside_of_everything() -> None:
    facts = summary("final p.T? a = b;\nconst String c = 'c', d = 'd';\nlate T e;\n", "dart")
    found = {name: [binding.annotation for binding in facts.scopes[0].bindings[name]] for name in "acde"}
    assert found == {"a": [Member(Ref("p"), "T")], "c": [Ref("String")], "d": [Ref("String")], "e": [T]}


def test_imports_and_exports() -> None:
    text = (
        "import 'a.dart';\nimport 'b.dart' as b;\nimport 'package:c/c.dart' show C, D;\n"
        "import 'd.dart' as d show E;\nexport 'e.dart';\nexport 'f.dart' show F;\n"
    )
    facts = summary(text, "dart")
    assert imports(facts, "") == [("a.dart", None, False)]
    assert imports(facts, "b") == [("b.dart", None, False)]
    assert imports(facts, "D") == [("package:c/c.dart", "D", False)]
    assert imports(facts, "d") == [("d.dart", None, False)]
    assert imports(facts, "E") == []
    assert exports(facts) == [(None, None, "e.dart", None), ("F", None, "f.dart", "F")]


def test_parameters() -> None:
    facts = summary("void f(T a, [String b = 'b']) {}\nvoid g(a, {required T b, int c = 1}) {}\n", "dart")
    assert parameters(function(facts, "f")) == [("a", "plain"), ("b", "plain")]
    assert parameters(function(facts, "g")) == [("a", "plain"), ("b", "keyword_only"), ("c", "keyword_only")]
    said = [(each.annotation, each.default) for item in facts.functions for each in item.parameters]
    assert said == [(T, None), (Ref("String"), Str("b")), (None, None), (T, None), (Ref("int"), Constant("1"))]


def test_results() -> None:
    facts = summary("f() => a;\nget g => a;\nh() { if (b) return a; return b; }\ni() sync* { yield a; }\n", "dart")
    assert [returns(function(facts, name)) for name in "fghi"] == [[A], [A], [A, B], [A]]
    assert function(facts, "g").is_accessor
    assert function(facts, "i").yields
    assert values(facts, "g") == [call(Lambda(1))]


def test_members_of_a_class() -> None:
    facts = summary(
        "abstract class C<T> extends p.B<T> with M implements I {\n"
        "  static const a = 'a', b = 'b';\n  final String? c;\n  void d();\n  T get e => this;\n"
        "  set f(T v) { _f = v; }\n  static void g() {}\n}\n",
        "dart",
    )
    cls = class_of(facts, "C")
    assert cls.bases == (TypeApplication(Member(Ref("p"), "B"), (T,)), Ref("M"), Ref("I"))
    assert fields(cls, "b") == [(Str("b"), None)]
    assert fields(cls, "c") == [(None, Ref("String"))]
    assert fields(cls, "_f") == [(Ref("v"), None)]
    assert function(facts, "d").is_empty
    assert returns(function(facts, "e")) == [This(0)]
    assert function(facts, "g").is_static
    assert set(cls.methods) == {"d", "e", "g"}


def test_the_one_constructor_makes_instances_of_the_class() -> None:
    facts = summary("class C extends B {\n  C._(this.a, {T? b, super.c}) : _b = b, super('x');\n}\n", "dart")
    cls = class_of(facts, "C")
    assert fields(cls, "a") == [(Param(0, 0), None)]
    assert fields(cls, "_b") == [(B, None)]
    assert cls.methods["constructor"] == cls.methods["_"] == [0]
    assert cls.construction is not None
    assert placeless(cls.construction[0]) == new(B_TYPE, Str("x"), c=Param(0, 2))


B_TYPE = Ref("B")


def test_a_further_constructor_makes_instances_of_a_class_below() -> None:
    facts = summary("class C {\n  C(this.a);\n  C.of(String x) : a = 'of_$x';\n  C.no() : this('no');\n}\n", "dart")
    cls, below = facts.classes
    assert fields(cls, "a") == [(Param(0, 0), None)]
    assert below.bases == (ClassValue(0),)
    assert fields(below, "a") == [(Template((Str("of_"), Ref("x"))), None)]
    assert returns(function(facts, "of")) == [new(ClassValue(1), Param(1, 0))]
    assert returns(function(facts, "no")) == [new(ClassValue(0), Str("no"))]


def test_factories() -> None:
    facts = summary("class C {\n  factory C() => _a;\n  factory C.of(T x) = D.of;\n}\n", "dart")
    assert returns(function(facts, "constructor")) == [Ref("_a")]
    assert returns(function(facts, "of")) == [new(Member(Ref("D"), "of"), Param(1, 0))]


def test_enums() -> None:
    facts = summary("enum E implements I { one('x', n: 1), two; const E([this.v]); final String? v; }\n", "dart")
    owner, one, _ = facts.classes
    assert owner.kind == "enum"
    assert fields(owner, "two") == [(new(ClassValue(2)), None)]
    assert fields(owner, "v") == [(None, Ref("String")), (Param(0, 0), None)]
    assert fields(one, "name") == [(Str("one"), None)]
    assert one.construction is not None
    assert placeless(one.construction[0]) == new(ClassValue(0), Str("x"), n=Constant("1"))


@pytest.mark.parametrize(
    ("text", "kind", "bases"),
    [
        ("mixin M on A implements B {}", "class", (Ref("A"), Ref("B"))),
        ("class M = A with B;", "class", (Ref("A"), Ref("B"))),
        ("abstract interface class M {}", "interface", ()),
        ("extension M on List<T> {}", "extension", (TypeApplication(Ref("List"), (T,)),)),
        ("extension on p.T {}", "extension", (Member(Ref("p"), "T"),)),
        ("extension type M(String v) implements String {}", "newtype", (Ref("String"),)),
        ("extension type M(String v) {}", "class", ()),
    ],
)
def test_other_types(text: str, kind: str, bases: tuple[Value, ...]) -> None:
    (cls,) = summary(text, "dart").classes
    assert (cls.kind, cls.bases) == (kind, bases)


def test_assignments() -> None:
    facts = summary(
        "void f() {\n  var x = a;\n  x = b;\n  x += a;\n  c.d = a;\n  c..e = b..f.g = a;\n  y ??= b;\n}\n", "dart"
    )
    assert values(facts, "x") == [A, B, Opaque("computed")]
    assert values(facts, "y") == [B]
    given = [(placeless(item.target), placeless(item.value)) for item in facts.assignments]
    c = Ref("c")
    assert given == [(Member(c, "d"), A), (Member(c, "e"), B), (Member(Member(c, "f"), "g"), A)]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("for (final x in a) {}", "x", Index(A, None)),
        ("for (final x in a.values) {}", "x", Index(A, None)),
        ("await for (var x in a) {}", "x", Index(A, None)),
        ("for (var x = a; ; ) {}", "x", A),
        ("final (y, n: x) = a;", "x", Member(A, "n")),
        ("final (y, x) = a;", "x", Member(A, "$2")),
        ("try {} catch (x) {}", "x", Opaque("an error")),
    ],
)
def test_names_that_statements_bind(text: str, name: str, said: Value) -> None:
    assert values(summary(f"void f() {{ {text} }}\n", "dart"), name) == [said]


@pytest.mark.parametrize(
    ("statement", "callee", "span"),
    [
        ("a.send(1);", Member(A, "send"), "a.send(1)"),
        ("a?.b!.send(1);", Member(Member(A, "b"), "send"), "a?.b!.send(1)"),
        ("await a.send(1);", Member(A, "send"), "a.send(1)"),
        ("send(1)(2);", Ref("send"), "send(1)"),
        ("send?.call(1);", Ref("send"), "send?.call(1)"),
        ("a..b = 1..send(1);", Member(A, "send"), "..send(1)"),
        ("a..b.send(1);", Member(Member(A, "b"), "send"), "..b.send(1)"),
        ("a.send<T>(1);", Member(A, "send"), "a.send<T>(1)"),
        ("return b(a.send(1));", Member(A, "send"), "a.send(1)"),
        ("x = 'b${a.send(1)}';", Member(A, "send"), "a.send(1)"),
        ("this.send(1);", Member(Opaque("outside of a class"), "send"), "this.send(1)"),
    ],
)
def test_calls(statement: str, callee: Value, span: str) -> None:
    text = f"void f() {{ {statement} }}\n"
    found = calls(text, "dart", "send")[0]
    assert (placeless(found.callee), found.args, written(text, found.span)) == (callee, (Constant("1"),), span)


def test_kinds_of_calls() -> None:
    text = "class C extends B { C() : super(1); void f() { final x = T(1); const T.of(1); t(1); } }\n"
    found = calls(text, "dart", "T", "of", "t", "super")
    assert [(call.kind, placeless(call.callee), call.given_to) for call in found] == [
        (CallKind.CALL, Super(0), None),
        (CallKind.NEW, T, "x"),
        (CallKind.NEW, Member(T, "of"), None),
        (CallKind.CALL, Ref("t"), None),
    ]


def test_what_error_handlers_are_set_to_is_called() -> None:
    text = (
        "void f() { A.onError = b.send; g(onError: b.send); runZonedGuarded(() {}, b.send); h.catchError(b.send); }\n"
    )
    assert [written(text, call.span) for call in calls(text, "dart", "send")] == ["b.send"] * 4
    other = "void f() { A.onTap = b.send; g(onTap: b.send); runZonedGuarded(b.send, c); h.then(b.send); x = b.send; }\n"
    assert calls(other, "dart", "send") == []


def test_what_is_handed_over() -> None:
    text = "void f() { g(1, a.send); h(on: send); i<T>(send); a.send.b(send()); }\n"
    found = [(placeless(given), site) for _, given, site in read(text, "dart").handed({"send"})]
    assert found == [
        (Member(A, "send"), CallSite(Ref("g"), 1, (), 1)),
        (Ref("send"), CallSite(Ref("h"), -1, ("on",), 1)),
        (Ref("send"), CallSite(Ref("i"), 0, (), 1)),
    ]


def test_functions_in_place_know_where_they_are_handed() -> None:
    facts = summary("void f() { g((a) => a, h: (b) {}); i<T>((c) => c); }\n", "dart")
    sites = [item.handed_to for item in facts.functions if item.name is None]
    assert sites == [
        CallSite(Ref("g"), 0, (), 1),
        CallSite(Ref("g"), -1, ("h",), 1),
        CallSite(Ref("i"), 0, (), 1),
    ]
