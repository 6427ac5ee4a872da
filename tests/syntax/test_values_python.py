"""What expressions and annotations of Python say."""

from __future__ import annotations

import pytest
from snippets import bindings, class_of, entry, function, objects, placeless, returns, summary, value, values

from readiness_scan.facts import (
    Await,
    CallValue,
    Choice,
    Constant,
    ImportValue,
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
    Template,
    This,
    TypeApplication,
    Value,
)

A, B, C = Ref("a"), Ref("b"), Ref("c")

EXPRESSIONS: list[tuple[str, Value]] = [
    ('"plain"', Str("plain")),
    ("'single'", Str("single")),
    ("''", Str("")),
    ('"""triple"""', Str("triple")),
    ('"""two\nlines"""', Str("two\nlines")),
    (r'"tab\t\"quote\" A é"', Str('tab\t"quote" A é')),
    (r"'it\'s'", Str("it's")),
    (r'"say \"\x41\u00e9\101\N{BULLET}\d\"\\"', Str('say "Aé' + 'A\N{BULLET}\\d"\\')),
    ('"one \\\ntwo"', Str("one two")),
    (r'"\ud83d\ude00"', Str("\U0001f600")),
    (r'"\U00110000\N{no such name}"', Str("\\U00110000\\N{no such name}")),
    ("'a\"b'", Str('a"b')),
    ('"""a"b"""', Str('a"b')),
    (r'r"raw\d"', Str(r"raw\d")),
    ('u"old"', Str("old")),
    ('"a" "b"', Str("ab")),
    ('("a"\n "b"\n "c")', Str("abc")),
    ('"a" f"{b}"', Template((Str("a"), B))),
    ('f"plain"', Str("plain")),
    ('f"a_{b}_c"', Template((Str("a_"), B, Str("_c")))),
    ('f"{a}{b}"', Template((A, B))),
    ("f\"a_{'b'}\"", Str("a_b")),
    ('f"a_{b.c}"', Template((Str("a_"), Member(B, "c")))),
    ('f"a_{b!r:>10}"', Template((Str("a_"), B))),
    ('f"{{a}}_{b}"', Template((Str("{a}_"), B))),
    ('"{{a}}"', Str("{{a}}")),
    ('rf"\\d{a}"', Template((Str("\\d"), A))),
    ('"a" + "b"', Str("ab")),
    ('"a" + b', Template((Str("a"), B))),
    ('"a_%s" % b', Template((Str("a_"), B, Str("")))),
    ('"a_%s_%d" % (b, c)', Template((Str("a_"), B, Str("_"), C, Str("")))),
    ('"a_%s" % "b"', Str("a_b")),
    ('"a_{}".format(b)', Template((Str("a_"), B, Str("")))),
    ('"a_{}_{}".format("b", "c")', Str("a_b_c")),
    ('"{1}_{0}".format("a", "b")', Str("b_a")),
    ('"a_{x}".format(x="b")', Str("a_b")),
    ('"a_{x!r:>10}_{y:d}".format(x="b", y=c)', Template((Str("a_b_"), C))),
    ('"{{a}}_{}".format("b")', Str("{a}_b")),
    ('"{}_{}".format(a)', Template((A, Str("_"), Opaque("format")))),
    ('"_".join(["a", b])', Template((Str("a_"), B))),
    ('":".join(("a", "b"))', Str("a:b")),
    ('"".join(["a", "b"])', Str("ab")),
    ('"_".join([])', Str("")),
    ('"_".join(a)', CallValue(Member(Str("_"), "join"), (A,), (), new=False)),
    ('"_".join([*a])', CallValue(Member(Str("_"), "join"), (ListLit((Spread(A),)),), (), new=False)),
    ("dict(a='b', **c)", ObjectLit((entry("a", Str("b")), entry(None, Spread(C))))),
    ("dict()", ObjectLit(())),
    ("dict(a)", CallValue(Ref("dict"), (A,), (), new=False)),
    ("super()", CallValue(Ref("super"), (), (), new=False)),
    ("1", Constant("1")),
    ("1.5", Constant("1.5")),
    ("True", Constant("True")),
    ("None", Constant("None")),
    ("a", A),
    ("a.b", Member(A, "b")),
    ('a["b"]', Member(A, "b")),
    ("a[b]", Index(A, B)),
    ("a[0]", Index(A, Constant("0"))),
    ("a[b, 'c']", Index(A, ListLit((B, Str("c"))))),
    ('getattr(a, "b")', Member(A, "b")),
    ("getattr(a, b)", Index(A, B)),
    ('getattr(a, "b", None)', Member(A, "b")),
    ("(a)", A),
    ("[]", ListLit(())),
    ("[a, 'b', *c]", ListLit((A, Str("b"), Spread(C)))),
    ("(a, b)", ListLit((A, B))),
    ("a, b", ListLit((A, B))),
    ("{a, b}", ListLit((A, B))),
    ("{}", ObjectLit(())),
    ("{'a': 'b', **c}", ObjectLit((entry("a", Str("b")), entry(None, Spread(C))))),
    ("{a: 'b'}", ObjectLit((entry(None, Str("b")),))),
    ("{'a': {'b': c}}", objects(a=objects(b=C))),
    ("lambda: a", Lambda(0)),
    ("a()", CallValue(A, (), (), new=False)),
    ("a.b(c, *d)", CallValue(Member(A, "b"), (C, Spread(Ref("d"))), (), new=False)),
    ("a(b='c', **d)", CallValue(A, (), (entry("b", Str("c")), entry(None, Spread(Ref("d")))), new=False)),
    ("a(  # first\n b)", CallValue(A, (B,), (), new=False)),
    ("b if a else c", Choice((B, C))),
    ("a or b", Choice((A, B), in_order=True)),
    ("a and b", B),
    ("await a", Await(A)),
    ("(await a()).b", Member(Await(CallValue(A, (), (), new=False)), "b")),
    ('importlib.import_module("m")', ImportValue(Str("m"))),
    ('import_module("m").b', Member(ImportValue(Str("m")), "b")),
    ('__import__("m")', ImportValue(Str("m"))),
    ("(b := a)", A),
]


@pytest.mark.parametrize(("expression", "says"), EXPRESSIONS, ids=[text for text, _ in EXPRESSIONS])
def test_an_expression(expression: str, says: Value) -> None:
    found = value(expression, "python")
    assert _settled(found) == _settled(says)


def _settled(found: Value) -> Value:
    """A template without the empty texts at its ends, which say nothing."""
    if isinstance(found, Template):
        return Template(tuple(part for part in found.parts if part != Str("")))
    return found


@pytest.mark.parametrize(
    "expression",
    ["a * b", "not a", "a < b", "b'bytes'", "[x for x in a]", "a[1:2]", "-a", "a is b", "{x: y for x in a}"],
)
def test_what_is_not_followed_is_opaque(expression: str) -> None:
    found = value(expression, "python")
    assert isinstance(found, Opaque) or (isinstance(found, Index) and isinstance(found.key, Opaque))


def test_the_instance_under_any_name() -> None:
    facts = summary("class A:\n    def m(me):\n        a = me.x\n        return lambda: me.y\n", "python")
    assert values(facts, "a") == [Member(This(0), "x")]
    assert returns(facts.functions[1]) == [Member(This(0), "y")]


def test_the_class_in_a_class_method() -> None:
    facts = summary("class A:\n    @classmethod\n    def m(cls):\n        return cls.x\n", "python")
    assert returns(function(facts, "m")) == [Member(This(0), "x")]


def test_a_static_method_has_no_instance() -> None:
    facts = summary("class A:\n    @staticmethod\n    def m(a):\n        b = a\n", "python")
    assert values(facts, "a") == [Param(0, 0)]


def test_the_name_self_outside_of_a_class() -> None:
    facts = summary("def f(self):\n    return self.x\n", "python")
    assert returns(function(facts, "f")) == [Member(Ref("self"), "x")]


TARGETS: list[tuple[str, str, Value]] = [
    ("x = a", "x", A),
    ("x: T = a", "x", A),
    ("x = y = a", "x", A),
    ("x = y = a", "y", A),
    ("x, y = a", "x", Index(A, Constant("0"))),
    ("(b, x) = a", "x", Index(A, Constant("1"))),
    ("[b, (c, x)] = a", "x", Index(Index(A, Constant("1")), Constant("1"))),
    ("b, *x = a", "x", Opaque("rest")),
    ("for x in a:\n    pass", "x", Index(A, None)),
    ("for b, x in a:\n    pass", "x", Index(Index(A, None), Constant("1"))),
    ("async def f():\n    async for x in a:\n        pass", "x", Index(A, None)),
    ("b = [x for x in a]", "x", Index(A, None)),
    ("with a as x:\n    pass", "x", A),
    ("with a() as x, b:\n    pass", "x", CallValue(A, (), (), new=False)),
    ("async def f():\n    async with a as x:\n        pass", "x", A),
    ("try:\n    pass\nexcept E as x:\n    pass", "x", Opaque("exception")),
    ("if (x := a):\n    pass", "x", A),
    ("x += a", "x", Opaque("computed")),
    ("global x\nx = a", "x", A),
]


@pytest.mark.parametrize(("text", "name", "says"), TARGETS, ids=[text for text, _, _ in TARGETS])
def test_a_target_takes_its_part(text: str, name: str, says: Value) -> None:
    assert list(values(summary(text + "\n", "python"), name)) == [says]


# --- annotations -------------------------------------------------------------------------------------------------

OPTIONAL = TypeApplication(Ref("Optional"), (Ref("A"),))
ANNOTATIONS: list[tuple[str, Value]] = [
    ("A", Ref("A")),
    ("a.B", Member(A, "B")),
    ("Optional[A]", OPTIONAL),
    ("typing.Optional[A]", TypeApplication(Member(Ref("typing"), "Optional"), (Ref("A"),))),
    ("A | None", TypeApplication(None, (Ref("A"), Constant("None")))),
    ("A | B | None", TypeApplication(None, (Ref("A"), Ref("B"), Constant("None")))),
    ("Union[A, B]", TypeApplication(Ref("Union"), (Ref("A"), Ref("B")))),
    ("'A'", Ref("A")),
    ("'a.B'", Member(A, "B")),
    ("'A | None'", TypeApplication(None, (Ref("A"), Ref("None")))),
    ("Optional['A']", OPTIONAL),
    ("Literal['a', 'b']", TypeApplication(Ref("Literal"), (Str("a"), Str("b")))),
    ("Annotated[A, b(c)]", TypeApplication(Ref("Annotated"), (Ref("A"), CallValue(B, (C,), (), new=False)))),
    ("A | B | 'C'", TypeApplication(None, (Ref("A"), Ref("B"), Ref("C")))),
    ("dict[str, A]", TypeApplication(Ref("dict"), (Ref("str"), Ref("A")))),
]


@pytest.mark.parametrize(("text", "says"), ANNOTATIONS, ids=[text for text, _ in ANNOTATIONS])
def test_an_annotation(text: str, says: Value) -> None:
    facts = summary(f"x: {text} = y\n\ndef f(p: {text}) -> {text}: ...\n", "python")
    (variable,) = bindings(facts, "x")
    found = function(facts, "f")
    for annotation in (variable.annotation, found.parameters[0].annotation, found.return_annotation):
        assert placeless(annotation) == says


def test_a_quoted_optional_leads_to_its_type() -> None:
    (binding,) = bindings(summary("x: 'Optional[A]' = y\n", "python"), "x")
    assert binding.annotation in (Ref("A"), OPTIONAL)


def test_a_declaration_without_a_value_keeps_its_type() -> None:
    facts = summary("x: A\n\nclass C:\n    y: B\n", "python")
    (binding,) = bindings(facts, "x")
    assert (binding.value, binding.annotation) == (Opaque("declared without a value"), Ref("A"))
    (field,) = class_of(facts, "C").fields["y"]
    assert field.annotation == Ref("B")


LITERALS = TypeApplication(Ref("Literal"), (Str("a"), Str("b")))
ALIASES: list[tuple[str, Value]] = [
    ("type T = Literal['a', 'b']", LITERALS),
    ("T: TypeAlias = Literal['a', 'b']", LITERALS),
    ("T: typing.TypeAlias = Literal['a', 'b']", LITERALS),
    ("T: TypeAlias = A", Ref("A")),
    ("T: TypeAlias = 'A | B'", TypeApplication(None, (Ref("A"), Ref("B")))),
]


@pytest.mark.parametrize(("text", "says"), ALIASES, ids=[text for text, _ in ALIASES])
def test_a_type_alias(text: str, says: Value) -> None:
    facts = summary(text + "\n", "python")
    assert facts.types["T"] == says
    assert "T" not in facts.scopes[0].bindings


FORMS: list[tuple[str, Value]] = [
    (
        "Annotated[A, Depends(b)]",
        TypeApplication(Ref("Annotated"), (Ref("A"), CallValue(Ref("Depends"), (B,), (), False))),
    ),
    ("Optional[A]", OPTIONAL),
    ("typing.Union[A, 'B']", TypeApplication(Member(Ref("typing"), "Union"), (Ref("A"), Ref("B")))),
    ("Literal['a', 'b']", LITERALS),
]


@pytest.mark.parametrize(("text", "says"), FORMS, ids=[text for text, _ in FORMS])
def test_a_name_that_a_module_gives_a_type_is_a_value_and_a_type(text: str, says: Value) -> None:
    facts = summary(f"T = {text}\n", "python")
    assert placeless(facts.types["T"]) == says
    assert len(bindings(facts, "T")) == 1


@pytest.mark.parametrize("text", ["T = a['b']", "T = A[B]", "def f():\n    T = Optional[A]", "T, U = Optional[A]"])
def test_a_subscript_of_something_else_is_no_type(text: str) -> None:
    assert summary(text + "\n", "python").types == {}
