"""What functions and classes of Python take, give and hold."""

from __future__ import annotations

import pytest
from snippets import (
    bindings,
    class_of,
    fields,
    function,
    parameters,
    returns,
    summary,
    values,
    written,
)

from readiness_scan.facts import (
    CallSite,
    CallValue,
    ClassValue,
    Constant,
    Index,
    Lambda,
    Member,
    Opaque,
    Param,
    Ref,
    Str,
    Super,
    TypeApplication,
    Value,
)

A, B = Ref("a"), Ref("b")

# --- functions ---------------------------------------------------------------------------------------------------


def test_every_kind_of_parameter() -> None:
    (found,) = summary("def f(a, /, b, c='x', *d, e, g: G = h, **i): ...\n", "python").functions
    assert parameters(found) == [
        ("a", "plain"),
        ("b", "plain"),
        ("c", "plain"),
        ("d", "rest"),
        ("e", "keyword_only"),
        ("g", "keyword_only"),
        ("i", "keyword_rest"),
    ]
    assert found.parameters[2].default == Str("x")
    assert (found.parameters[5].annotation, found.parameters[5].default) == (Ref("G"), Ref("h"))


def test_keyword_only_after_a_bare_star() -> None:
    (found,) = summary("def f(a, *, b): ...\n", "python").functions
    assert parameters(found) == [("a", "plain"), ("b", "keyword_only")]


def test_typed_rest_parameters() -> None:
    (found,) = summary("def f(*a: A, **b: B): ...\n", "python").functions
    assert parameters(found) == [("a", "rest"), ("b", "keyword_rest")]
    assert [parameter.annotation for parameter in found.parameters] == [Ref("A"), Ref("B")]


def test_a_method_leaves_its_instance_out() -> None:
    facts = summary("class C:\n    def m(self, a): ...\n    @staticmethod\n    def s(a): ...\n", "python")
    assert parameters(function(facts, "m")) == [("a", "plain")]
    assert parameters(function(facts, "s")) == [("a", "plain")]
    assert function(facts, "s").is_static


def test_what_functions_give_back() -> None:
    facts = summary(
        "def f(a):\n    if a:\n        return 'x'\n    return g(a)\n\nasync def h():\n    return a.b\n\n"
        "i = lambda x: x.y\n\ndef j():\n    def k():\n        return 'inner'\n    return k\n",
        "python",
    )
    assert returns(function(facts, "f")) == [Str("x"), CallValue(Ref("g"), (A,), (), new=False)]
    assert returns(function(facts, "h")) == [Member(A, "b")]
    assert returns(function(facts, None)) == [Member(Ref("x"), "y")]
    assert returns(function(facts, "j")) == [Ref("k")]
    assert returns(function(facts, "k")) == [Str("inner")]


def test_a_generator_gives_what_it_yields() -> None:
    found = function(summary("def f():\n    yield 'a'\n    yield b\n", "python"), "f")
    assert found.yields
    assert returns(found) == [Str("a"), B]


def test_a_generator_that_delegates_gives_any_element() -> None:
    found = function(summary("def f():\n    yield from a\n", "python"), "f")
    assert found.yields
    assert returns(found) == [Index(A, None)]


def test_the_base_of_a_class() -> None:
    text = "class C(B):\n    def m(self):\n        x = super().y\n        z = super(C, self)\n"
    facts = summary(text, "python")
    assert list(values(facts, "x")) == [Member(Super(0), "y")]
    assert list(values(facts, "z")) == [Super(0)]


def test_decorators_with_and_without_arguments() -> None:
    facts = summary("@a\n@b.c('d')\ndef f(): ...\n\n@a\nclass C:\n    @a\n    def m(self): ...\n", "python")
    assert function(facts, "f").decorators == (A, CallValue(Member(B, "c"), (Str("d"),), (), new=False))
    assert class_of(facts, "C").decorators == (A,)
    assert function(facts, "m").decorators == (A,)


@pytest.mark.parametrize("decorator", ["property", "cached_property", "functools.cached_property"])
def test_a_property_is_an_accessor(decorator: str) -> None:
    facts = summary(f"class C:\n    @{decorator}\n    def p(self):\n        return self.x\n", "python")
    assert function(facts, "p").is_accessor


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("...", True),
        ("pass", True),
        ("'Says what it does.'", True),
        ("raise NotImplementedError", True),
        ("'Says.'\n        raise NotImplementedError", True),
        ("return a", False),
        ("b()", False),
        ("'Says.'\n        b()", False),
    ],
)
def test_a_function_that_does_nothing_is_empty(body: str, empty: bool) -> None:
    assert function(summary(f"class C:\n    def m(self):\n        {body}\n", "python"), "m").is_empty is empty


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("a(lambda x: x)", CallSite(A, 0, (), 0)),
        ("a(b, lambda x: x)", CallSite(A, 1, (), 0)),
        ("a.b(c=lambda x: x)", CallSite(Member(A, "b"), -1, ("c",), 0)),
    ],
)
def test_where_a_function_is_handed_over(text: str, site: CallSite) -> None:
    (found,) = summary(text + "\n", "python").functions
    assert found.handed_to == site


def test_a_function_that_is_kept_is_handed_to_nobody() -> None:
    facts = summary("a = lambda x: x\ndef f(x): ...\n", "python")
    assert [found.handed_to for found in facts.functions] == [None, None]


def test_names_of_functions_and_classes_are_bound() -> None:
    facts = summary("def f(): ...\nclass C:\n    def m(self): ...\n    class D: ...\n", "python")
    assert values(facts, "f") == [Lambda(0)]
    assert values(facts, "C") == [ClassValue(0)]
    assert fields(class_of(facts, "C"), "D") == [(ClassValue(1), None)]
    assert class_of(facts, "C").methods == {"m": [1]}


# --- classes -----------------------------------------------------------------------------------------------------


def test_a_class_with_attributes_and_assignments() -> None:
    facts = summary(
        "class C(a.B, metaclass=M):\n    x = 'y'\n    n: T = None\n    d: D\n\n"
        "    def __init__(self, z: Z):\n        super().__init__()\n        self.z = z\n        self._p: P = a\n",
        "python",
    )
    cls = class_of(facts, "C")
    assert cls.kind == "class"
    assert cls.bases == (Member(A, "B"),)
    assert fields(cls, "x") == [(Str("y"), None)]
    assert fields(cls, "n") == [(Constant("None"), Ref("T"))]
    assert [annotation for _, annotation in fields(cls, "d")] == [Ref("D")]
    assert fields(cls, "z") == [(Ref("z"), None)]
    assert fields(cls, "_p") == [(A, Ref("P"))]


@pytest.mark.parametrize(
    ("head", "bases"),
    [
        ("C", ()),
        ("C()", ()),
        ("C(B)", (Ref("B"),)),
        ("C(B, D)", (Ref("B"), Ref("D"))),
        ("C(B[T])", (Ref("B"),)),
        ("C(str, enum.Enum)", (Ref("str"), Member(Ref("enum"), "Enum"))),
        ("C(Protocol)", (Ref("Protocol"),)),
    ],
)
def test_what_a_class_extends(head: str, bases: tuple[Value, ...]) -> None:
    assert class_of(summary(f"class {head}:\n    x = 1\n", "python"), "C").bases == bases


def test_the_members_of_an_enum_are_its_fields() -> None:
    cls = class_of(summary("class E(StrEnum):\n    A = 'a'\n    B = auto()\n", "python"), "E")
    assert fields(cls, "A") == [(Str("a"), None)]
    assert fields(cls, "B") == [(CallValue(Ref("auto"), (), (), new=False), None)]


def test_the_fields_of_a_data_class_keep_their_order() -> None:
    cls = class_of(
        summary("@dataclass\nclass C:\n    b: B\n    a: A = 'x'\n    c: C = field(default=d)\n", "python"), "C"
    )
    assert list(cls.fields) == ["b", "a", "c"]


# --- assignments to members --------------------------------------------------------------------------------------


def test_assignments_to_members() -> None:
    text = "a.b = 'c'\na['d'] = e\na.f.g = h\na.i: T = j\n"
    facts = summary(text, "python")
    assert [(item.target, item.value) for item in facts.assignments] == [
        (Member(A, "b"), Str("c")),
        (Member(A, "d"), Ref("e")),
        (Member(Member(A, "f"), "g"), Ref("h")),
        (Member(A, "i"), Ref("j")),
    ]
    assert written(text, facts.assignments[0].span) == "a.b = 'c'"


def test_an_assignment_to_several_members_gives_each_its_value() -> None:
    facts = summary("a.b = a.c = 'd'\na.e, a.f = 'g', 'h'\n", "python")
    assert {(item.target, item.value) for item in facts.assignments} >= {
        (Member(A, "b"), Str("d")),
        (Member(A, "c"), Str("d")),
    }


def test_a_stub_file_declares_without_doing() -> None:
    facts = summary("x: A\ndef f(a: A) -> B: ...\nclass C:\n    y: Optional[A]\n    def m(self) -> A: ...\n", "python")
    assert [binding.value for binding in bindings(facts, "x")] == [Opaque("declared without a value")]
    assert function(facts, "f").is_empty
    assert function(facts, "m").return_annotation == Ref("A")
    ((_, annotation),) = fields(class_of(facts, "C"), "y")
    assert annotation == TypeApplication(Ref("Optional"), (Ref("A"),))


def test_a_parameter_is_bound_with_its_type() -> None:
    (binding,) = bindings(summary("def f(a: A): ...\n", "python"), "a")
    assert (binding.value, binding.annotation) == (Param(0, 0), Ref("A"))
