"""What classes, members and types of JavaScript and TypeScript hold."""

from __future__ import annotations

import pytest
from snippets import (
    ECMA,
    class_of,
    fields,
    function,
    placeless,
    returns,
    summary,
    values,
    written,
)

from readiness_scan.facts import (
    CallValue,
    ClassValue,
    Constant,
    GenericType,
    Lambda,
    Member,
    Opaque,
    Param,
    Ref,
    Str,
    Template,
    This,
    TypeApplication,
    TypeParameter,
    Value,
)

TYPED = ("typescript", "tsx")
A, B = Ref("a"), Ref("b")

# --- classes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ECMA)
def test_a_class_with_fields_and_assignments(language: str) -> None:
    facts = summary(
        "class C extends a.B { x = 'y'; static s = b; #p; constructor(z) { super(); this.z = z; this.#p = a; } }",
        language,
    )
    cls = class_of(facts, "C")
    assert cls.kind == "class"
    assert cls.bases == (Member(A, "B"),)
    assert fields(cls, "x") == [(Str("y"), None)]
    assert fields(cls, "s") == [(B, None)]
    assert fields(cls, "z") == [(Ref("z"), None)]
    assert fields(cls, "#p")[-1] == (A, None)


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("class C extends B {}", (Ref("B"),)),
        ("class C extends a(B) {}", (CallValue(A, (Ref("B"),), (), new=False),)),
        ("const C = class extends B {}", (Ref("B"),)),
        ("class C {}", ()),
    ],
)
def test_what_a_class_extends(text: str, bases: tuple[Value, ...], language: str) -> None:
    (found,) = summary(text, language).classes
    assert found.bases == bases


@pytest.mark.parametrize("language", TYPED)
def test_what_a_class_implements(language: str) -> None:
    facts = summary("class C<T> extends B<T> implements I, J.K<T> {}\ninterface L extends I, M<N> {}", language)
    assert class_of(facts, "C").bases == (Ref("B"), Ref("I"), Member(Ref("J"), "K"))
    assert class_of(facts, "L").bases == (Ref("I"), Ref("M"))


@pytest.mark.parametrize("language", TYPED)
def test_typed_fields_and_parameter_properties(language: str) -> None:
    facts = summary(
        "class C { private a?: A | null = null; readonly b: B; declare c: C;\n"
        "  constructor(private readonly d: D, public e = f, readonly g: G, h: H) {} }",
        language,
    )
    cls = class_of(facts, "C")
    assert fields(cls, "a") == [(Constant("null"), TypeApplication(None, (Ref("A"), Constant("null"))))]
    assert fields(cls, "b") == [(None, Ref("B"))]
    assert fields(cls, "c") == [(None, Ref("C"))]
    assert fields(cls, "d") == [(Param(0, 0), Ref("D"))]
    assert fields(cls, "e") == [(Param(0, 1), None)]
    assert fields(cls, "g") == [(Param(0, 2), Ref("G"))]
    assert "h" not in cls.fields


@pytest.mark.parametrize("language", TYPED)
def test_an_interface_with_properties_and_methods(language: str) -> None:
    cls = class_of(summary("interface I { a: A; b?: 'c'; m(x: X): Y; readonly d: () => E }", language), "I")
    assert cls.kind == "interface"
    assert set(cls.fields) == {"a", "b", "d"}
    assert fields(cls, "b") == [(None, Str("c"))]
    assert set(cls.methods) == {"m"}


def test_the_properties_of_a_type_within_an_interface_are_not_its_own() -> None:
    cls = class_of(summary("interface I { a: { b: B }; c(d: { e: E }): F }", "typescript"), "I")
    assert set(cls.fields) == {"a"}


@pytest.mark.parametrize("language", TYPED)
@pytest.mark.parametrize("head", ["enum E", "const enum E", "export enum E", "declare enum E"])
def test_an_enum(head: str, language: str) -> None:
    cls = class_of(summary(head + " { A = 'a', B = `b`, C = 'c' + 'd', D, 'e-f' = 'g', H = 7 }", language), "E")
    assert cls.kind == "enum"
    assert {name: found[0].value for name, found in cls.fields.items()} == {
        "A": Str("a"),
        "B": Str("b"),
        "C": Str("cd"),
        "D": Constant("number"),
        "e-f": Str("g"),
        "H": Constant("7"),
    }


@pytest.mark.parametrize("language", ECMA)
def test_decorators_of_a_class_and_of_a_method(language: str) -> None:
    facts = summary("@a @b('c') class C { @d m() {} }", language)
    assert class_of(facts, "C").decorators == (A, CallValue(B, (Str("c"),), (), new=False))
    assert function(facts, "m").decorators == (Ref("d"),)


def test_decorators_belong_to_the_member_that_follows() -> None:
    facts = summary("class C { @a x = 1; m() {} @b /* why */ @d('e') static async n() {} o() {} }", "typescript")
    assert {found.name: found.decorators for found in facts.functions} == {
        "m": (),
        "n": (B, CallValue(Ref("d"), (Str("e"),), (), new=False)),
        "o": (),
    }


def test_decorators_of_an_exported_class() -> None:
    facts = summary("@a() export class C {}\nexport default @a() class D {}", "typescript")
    assert {cls.name: cls.decorators for cls in facts.classes} == {
        "C": (CallValue(A, (), (), new=False),),
        "D": (CallValue(A, (), (), new=False),),
    }


@pytest.mark.parametrize("language", ECMA)
def test_a_class_expression_is_not_bound_by_its_own_name(language: str) -> None:
    facts = summary("const A = class Inner {};", language)
    assert facts.scopes[0].bindings["A"][0].value == ClassValue(0)
    assert "Inner" not in facts.scopes[0].bindings


# --- assignments to members --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ECMA)
def test_assignments_to_members(language: str) -> None:
    text = "a.b = 'c'; a.d ??= e; a['f'] = g; a.h.i = j;"
    facts = summary(text, language)
    assert [(item.target, item.value) for item in facts.assignments] == [
        (Member(A, "b"), Str("c")),
        (Member(A, "d"), Ref("e")),
        (Member(A, "f"), Ref("g")),
        (Member(Member(A, "h"), "i"), Ref("j")),
    ]
    assert written(text, facts.assignments[0].span) == "a.b = 'c'"


@pytest.mark.parametrize("language", ECMA)
def test_a_counted_member_says_nothing(language: str) -> None:
    (found,) = summary("a.b += 1;", language).assignments
    assert isinstance(found.value, Opaque)


# --- types -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", TYPED)
def test_types_by_name(language: str) -> None:
    facts = summary("type A = 'a' | 'b';\nexport type B = `x:${A}`;\ntype C<T> = Promise<T>;", language)
    assert placeless(facts.types["A"]) == TypeApplication(None, (Str("a"), Str("b")))
    assert facts.types["B"] == Template((Str("x:"), Ref("A")))
    assert facts.types["C"] == GenericType((TypeParameter("T", None),), TypeApplication(Ref("Promise"), (Ref("T"),)))


@pytest.mark.parametrize("language", TYPED)
def test_a_namespace_and_a_global_declaration_keep_what_they_hold(language: str) -> None:
    facts = summary(
        "declare global { interface Window { posthog: P } }\nnamespace N { export const a = 'b'; }", language
    )
    assert fields(class_of(facts, "Window"), "posthog") == [(None, Ref("P"))]
    assert values(facts, "a") == [Str("b")]


def test_a_field_with_an_arrow_is_called_on_the_instance() -> None:
    facts = summary("class C { send = (a: A) => this.x.b(a); }", "typescript")
    assert fields(class_of(facts, "C"), "send") == [(Lambda(0), None)]
    assert returns(facts.functions[0]) == [CallValue(Member(Member(This(0), "x"), "b"), (A,), (), new=False)]
