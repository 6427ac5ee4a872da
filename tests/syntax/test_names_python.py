"""What Python imports, exports and binds."""

from __future__ import annotations

import pytest
from snippets import (
    exports,
    imports,
    summary,
    values,
)

from readiness_scan.facts import (
    Ref,
    ScopeKind,
    Str,
)

A, B = Ref("a"), Ref("b")

# --- imports and exports -----------------------------------------------------------------------------------------

IMPORTS: list[tuple[str, str, tuple[str, str | None]]] = [
    ("import x", "x", ("x", None)),
    ("import x.y.z", "x", ("x", None)),
    ("import a, x", "x", ("x", None)),
    ("import a as x", "x", ("a", None)),
    ("import a.b as x", "x", ("a.b", None)),
    ("from m import x", "x", ("m", "x")),
    ("from m import a as x", "x", ("m", "a")),
    ("from m.n import (\n    a,\n    x,\n)", "x", ("m.n", "x")),
    ("from . import x", "x", (".", "x")),
    ("from .m import x", "x", (".m", "x")),
    ("from ...m.n import a as x", "x", ("...m.n", "a")),
    ("try:\n    import x\nexcept ImportError:\n    x = None", "x", ("x", None)),
    ("if TYPE_CHECKING:\n    from m import x", "x", ("m", "x")),
]


@pytest.mark.parametrize(("text", "name", "says"), IMPORTS, ids=[text for text, _, _ in IMPORTS])
def test_an_import(text: str, name: str, says: tuple[str, str | None]) -> None:
    assert [found[:2] for found in imports(summary(text + "\n", "python"), name)] == [says]


def test_an_import_inside_a_function_is_bound_there() -> None:
    facts = summary("def f():\n    import x\n    from m import y\n", "python")
    assert facts.scopes[0].imports == {}
    assert set(facts.scopes[1].imports) == {"x", "y"}


def test_a_future_import_binds_no_module_of_the_repository() -> None:
    (found,) = imports(summary("from m import annotations\n", "python"), "annotations")
    assert found == ("m", "annotations", False)


def test_a_wildcard_import_passes_everything_on() -> None:
    assert exports(summary("from .m import *\n", "python")) == [(None, None, ".m", None)]


def test_every_name_of_a_module_can_be_imported() -> None:
    assert summary("x = 1\n", "python").implicit_exports


# --- scopes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("if a:\n    x = 1", [ScopeKind.MODULE]),
        ("for x in a:\n    pass", [ScopeKind.MODULE]),
        ("with a as x:\n    pass", [ScopeKind.MODULE]),
        ("def f():\n    x = 1", [ScopeKind.FUNCTION]),
        ("def f(x): ...", [ScopeKind.FUNCTION]),
        ("class C:\n    x = 1", [ScopeKind.CLASS]),
        ("class C:\n    def m(self):\n        x = 1", [ScopeKind.FUNCTION]),
        ("def x(): ...", [ScopeKind.MODULE]),
        ("class x: ...", [ScopeKind.MODULE]),
        ("def f():\n    global x\n    x = 1", [ScopeKind.MODULE]),
        ("x = 0\ndef f():\n    global x\n    x = 1", [ScopeKind.MODULE]),
        ("x = 0\ndef f():\n    x = 1", [ScopeKind.MODULE, ScopeKind.FUNCTION]),
        ("a = [x for x in b]", [ScopeKind.BLOCK]),
        ("a = {x: 1 for x in b}", [ScopeKind.BLOCK]),
        ("a = lambda x: x", [ScopeKind.FUNCTION]),
        ("def f():\n    if (x := a):\n        pass", [ScopeKind.FUNCTION]),
    ],
)
def test_a_name_is_bound_where_python_binds_it(text: str, kinds: list[ScopeKind]) -> None:
    assert [scope.kind for scope in summary(text + "\n", "python").scopes if "x" in scope.bindings] == kinds


def test_a_nonlocal_name_is_that_of_the_function_around() -> None:
    facts = summary("def f():\n    x = a\n    def g():\n        nonlocal x\n        x = b\n", "python")
    assert values(facts, "x") == [A, B]
    assert ["x" in scope.bindings for scope in facts.scopes] == [False, True, False]


def test_a_nonlocal_name_is_no_attribute_of_a_class_between() -> None:
    text = (
        "def f():\n    x = a\n    class C:\n        x = c\n"
        "        def m(self):\n            nonlocal x\n            x = b\n"
    )
    facts = summary(text, "python")
    (found,) = [scope for scope in facts.scopes if "x" in scope.bindings and scope.kind is ScopeKind.FUNCTION]
    assert [binding.value for binding in found.bindings["x"]] == [A, B]


def test_a_name_with_several_values_keeps_them_all() -> None:
    assert values(summary("x = 'a'\nif y:\n    x = 'b'\n", "python"), "x") == [Str("a"), Str("b")]
