from __future__ import annotations

import pytest
from snippets import summary

from readiness_scan.facts import (
    Constant,
    GenericType,
    Index,
    KeysOf,
    MappedType,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    Str,
    Template,
    TypeApplication,
    TypeOf,
    TypeParameter,
    Value,
)

EVENTS = TypeOf(Ref("EVENTS"))


@pytest.mark.parametrize("language", ["typescript", "tsx"])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("keyof Events", KeysOf(Ref("Events"))),
        ("keyof typeof EVENTS", KeysOf(EVENTS)),
        ("(typeof EVENTS)[number]", Index(EVENTS, None)),
        ("(typeof EVENTS)[keyof typeof EVENTS]", Index(EVENTS, KeysOf(EVENTS))),
        ("(typeof EVENTS)[0]", Index(EVENTS, Constant("0"))),
        ('Events["name"]', Member(Ref("Events"), "name")),
        ("Events[K][number]", Index(Index(Ref("Events"), Ref("K")), None)),
        (
            "{ readonly [K in Names]?: `${K}_seen` }",
            MappedType("K", Ref("Names"), Template((Ref("K"), Str("_seen")))),
        ),
        ("{ [K in Names as `on${K}`]: string }", ObjectLit(())),
        ("{ [key: string]: number }", ObjectLit(())),
        ("Pick<Events, 'a'>", TypeApplication(Ref("Pick"), (Ref("Events"), Str("a")))),
    ],
)
def test_types_that_are_made_of_types(written: str, said: Value, language: str) -> None:
    assert summary(f"type T = {written};\n", language).types == {"T": said}


def test_an_object_type_has_its_methods_as_members() -> None:
    said = summary('type T = { "page:seen"(path: string): void; left: number };\n', "typescript").types["T"]
    assert isinstance(said, ObjectLit)
    assert [entry.key for entry in said.entries] == ["page:seen", "left"]


def test_an_alias_with_parameters() -> None:
    assert summary("type ValueOf<T, K extends keyof T = keyof T> = T[K];\n", "typescript").types == {
        "ValueOf": GenericType(
            (TypeParameter("T", None), TypeParameter("K", KeysOf(Ref("T")))), Index(Ref("T"), Ref("K"))
        )
    }
    assert summary("type Pair[T, E: Event] = dict[T, E]\n", "python").types == {
        "Pair": GenericType(
            (TypeParameter("T", None), TypeParameter("E", Ref("Event"))),
            TypeApplication(Ref("dict"), (Ref("T"), Ref("E"))),
        )
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("function f<T, E extends Event>(event: E) {}\nclass C<E extends Event> {}\n", "typescript"),
        ("const f = <T, E extends Event>(event: E) => event;\ninterface C<E extends Event> {}\n", "typescript"),
        ("def f[T, E: Event](event: E): ...\n\n\nclass C[E: Event]: ...\n", "python"),
    ],
)
def test_type_parameters_of_functions_and_classes(text: str, language: str) -> None:
    facts = summary(text, language)
    assert facts.functions[0].type_parameters == (TypeParameter("T", None), TypeParameter("E", Ref("Event")))
    assert facts.classes[0].type_parameters == (TypeParameter("E", Ref("Event")),)


def test_what_says_no_type_parameters_has_none() -> None:
    assert summary("function f(event: string) {}\n", "typescript").functions[0].type_parameters == ()
    assert summary("type T = A | number\n", "typescript").types["T"] == TypeApplication(
        None, (Ref("A"), Opaque("predefined_type"))
    )
