"""Calls are found by the names in which their callees end, and only by those."""

from __future__ import annotations

import pytest
from snippets import ECMA, calls, entry, objects, read, written

from readiness_scan.facts import (
    CallKind,
    CallValue,
    ClassValue,
    Constant,
    ImportValue,
    Index,
    Lambda,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    ScopeKind,
    Spread,
    Str,
    This,
    Value,
)

A = Ref("a")
TAGS = ("javascript", "tsx")

ECMA_CALLS: list[tuple[str, CallKind, Value, tuple[Value, ...]]] = [
    ("send()", CallKind.CALL, Ref("send"), ()),
    ("send('x', ...b)", CallKind.CALL, Ref("send"), (Str("x"), Spread(Ref("b")))),
    ("a.send('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("a?.send('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("a.send?.('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("a['send']('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("a?.['send']?.('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("a[`send`]('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("(a['send'])('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("new a['send']('x')", CallKind.NEW, Member(A, "send"), (Str("x"),)),
    ("a.b.send('x')", CallKind.CALL, Member(Member(A, "b"), "send"), (Str("x"),)),
    ("a().send('x')", CallKind.CALL, Member(CallValue(A, (), (), new=False), "send"), (Str("x"),)),
    ("a[0].send('x')", CallKind.CALL, Member(Index(A, Constant("0")), "send"), (Str("x"),)),
    ("(a.send)('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("this.send('x')", CallKind.CALL, Member(This(-1), "send"), (Str("x"),)),
    ("void a.send('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("b && a.send('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
    ("new send('x')", CallKind.NEW, Ref("send"), (Str("x"),)),
    ("new a.send('x')", CallKind.NEW, Member(A, "send"), (Str("x"),)),
    ("new send", CallKind.NEW, Ref("send"), ()),
    ("a\n  .send('x')", CallKind.CALL, Member(A, "send"), (Str("x"),)),
]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(("text", "kind", "callee", "args"), ECMA_CALLS, ids=[text for text, *_ in ECMA_CALLS])
def test_a_call(text: str, kind: CallKind, callee: Value, args: tuple[Value, ...], language: str) -> None:
    (found,) = calls(text + ";\n", language, "send")
    assert (found.kind, found.callee, found.args, found.keywords) == (kind, callee, args, ())


THROUGH_METHODS: list[tuple[str, Value, tuple[Value, ...]]] = [
    ("send.call(it, 'x', 1)", Ref("send"), (Str("x"), Constant("1"))),
    ("a.send.call(a, 'x')", Member(A, "send"), (Str("x"),)),
    ("send.call()", Ref("send"), ()),
    ("send.apply(it, ['x', ...b])", Ref("send"), (Str("x"), Spread(Ref("b")))),
    ("send.apply(it, b)", Ref("send"), (Spread(Ref("b")),)),
    ("send.apply(it)", Ref("send"), ()),
    ("a?.send?.apply(a, b)", Member(A, "send"), (Spread(Ref("b")),)),
    ("send.bind(it, 'x')", Ref("send"), (Str("x"),)),
    ("(send).call(it, 'x')", Ref("send"), (Str("x"),)),
]


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(("text", "callee", "args"), THROUGH_METHODS, ids=[text for text, *_ in THROUGH_METHODS])
def test_a_call_through_a_method_that_every_function_has(
    text: str, callee: Value, args: tuple[Value, ...], language: str
) -> None:
    (found,) = calls(text + ";\n", language, "send")
    assert (found.kind, found.callee, found.args) == (CallKind.CALL, callee, args)
    assert written(text, found.span) == text


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize("text", ["send.bind(it)", "send.bind()", "send.bind", "send.caller('x')", "b.call(it, send)"])
def test_what_is_no_call_through_a_method(text: str, language: str) -> None:
    assert calls(text + ";\n", language, "send") == []


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize("path", ["send", "./send", "../lib/send.js", "./send/index", "@scope/send/index.ts"])
def test_a_call_of_a_module_where_it_is_required(path: str, language: str) -> None:
    (found,) = calls(f"require('{path}')('x');\n", language, "send")
    assert (found.callee, found.args) == (ImportValue(Str(path), commonjs=True), (Str("x"),))


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize("path", ["./send-off", "./send/off", "./resend", "./off.send"])
def test_a_call_of_a_module_of_another_name(path: str, language: str) -> None:
    assert calls(f"require('{path}')('x');\n", language, "send") == []


@pytest.mark.parametrize("language", ["typescript", "tsx"])
@pytest.mark.parametrize(
    "text", ["a!.send('x')", "a.send!('x')", "(a as any).send('x')", "a.send<T>('x')", "(a.send as any)('x')"]
)
def test_a_typed_call(text: str, language: str) -> None:
    (found,) = calls(text + ";\n", language, "send")
    assert found.args == (Str("x"),)


@pytest.mark.parametrize("language", ECMA)
def test_a_call_of_a_private_method(language: str) -> None:
    (found,) = calls("class C { #send() {} m() { this.#send('x'); } }", language, "#send")
    assert (found.callee, found.args) == (Member(This(0), "#send"), (Str("x"),))


@pytest.mark.parametrize("language", ECMA)
@pytest.mark.parametrize(
    "text",
    [
        "// a.send('x')",
        "/* a.send('x') */",
        "'a.send(x)'",
        "`a.send('x')`",
        "a.send",
        "const b = a.send",
        "a['send']",
        "a['send'].b()",
        "a['send x']()",
        "a[b['send']]()",
        "a[`send${b}`]()",
        "b(a.send)",
        "a.send.b()",
        "resend(); sender(); a.$send(); send_x()",
        "function send() {}",
        "class C { send() {} }",
        "({ send: 1 })",
        "import { send } from 'm'",
    ],
)
def test_what_is_no_call(text: str, language: str) -> None:
    assert calls(text + ";\n", language, "send") == []


@pytest.mark.parametrize(
    "text", ["interface I { send(x: string): void }", "type T = { send(): void }", "declare function send(): void"]
)
def test_a_declaration_is_no_call(text: str) -> None:
    assert calls(text, "typescript", "send") == []


@pytest.mark.parametrize("language", ECMA)
def test_a_call_inside_a_template_is_a_call(language: str) -> None:
    (found,) = calls("`a ${b.send('x')} c`;", language, "send")
    assert found.callee == Member(Ref("b"), "send")


@pytest.mark.parametrize("language", [*ECMA, "python"])
def test_the_span_is_the_whole_expression(language: str) -> None:
    text = "b(\n  a\n    .send(\n      'é'\n    )\n)\n"
    (found,) = calls(text, language, "send")
    assert written(text, found.span) == "a\n    .send(\n      'é'\n    )"


@pytest.mark.parametrize("language", ECMA)
def test_the_scope_is_where_the_call_stands(language: str) -> None:
    text = "send(); function f() { send(); { let a; send(); } } class C { m() { send(); } }"
    extractor = read(text, language)
    kinds = [extractor.summary.scopes[call.scope].kind for _, call in extractor.calls({"send"})]
    assert kinds == [ScopeKind.MODULE, ScopeKind.FUNCTION, ScopeKind.BLOCK, ScopeKind.FUNCTION]


@pytest.mark.parametrize("language", [*ECMA, "python"])
def test_calls_come_in_document_order_with_the_name_that_was_asked_for(language: str) -> None:
    text = "a.open('1')\na.send('2')\na.shut('3')\na.open('4')\n"
    found = [(name, call.args) for name, call in read(text, language).calls({"open", "send"})]
    assert found == [("open", (Str("1"),)), ("send", (Str("2"),)), ("open", (Str("4"),))]


@pytest.mark.parametrize("language", [*ECMA, "python"])
def test_a_call_within_a_call_is_found_too(language: str) -> None:
    found = calls("send(send('x'))\n", language, "send")
    assert [call.args for call in found] == [(CallValue(Ref("send"), (Str("x"),), (), new=False),), (Str("x"),)]


@pytest.mark.parametrize("language", [*ECMA, "python"])
def test_nothing_asked_for_gives_nothing(language: str) -> None:
    assert calls("send('x')\n", language) == []


def test_an_object_keeps_the_places_of_its_keys() -> None:
    text = "send({ first: 1,\n  'second': 2 });"
    ((_, call),) = read(text, "javascript").calls({"send"})
    argument = call.args[0]
    assert isinstance(argument, ObjectLit)
    assert [text[found.start :][:8] for found in argument.entries] == ["first: 1", "'second'"]


# --- components --------------------------------------------------------------------------------------------------

ELEMENTS: list[tuple[str, Value, ObjectLit]] = [
    ("<Box />", Ref("Box"), ObjectLit(())),
    ("<Box></Box>", Ref("Box"), ObjectLit(())),
    ("<Box a='b' />", Ref("Box"), objects(a=Str("b"))),
    ("<Box a={b} />", Ref("Box"), objects(a=Ref("b"))),
    ("<Box a />", Ref("Box"), objects(a=Constant("true"))),
    ("<Box a={{ b: 'c' }} />", Ref("Box"), objects(a=objects(b=Str("c")))),
    ("<Box a={() => b} />", Ref("Box"), objects(a=Lambda(0))),
    ("<Box {...a} b='c' />", Ref("Box"), ObjectLit((entry(None, Spread(A)), entry("b", Str("c"))))),
    ("<Box data-a='b' />", Ref("Box"), ObjectLit((entry("data-a", Str("b")),))),
    ("<Box a={/* note */ b} />", Ref("Box"), objects(a=Ref("b"))),
]


@pytest.mark.parametrize("language", TAGS)
@pytest.mark.parametrize(("text", "callee", "props"), ELEMENTS, ids=[text for text, *_ in ELEMENTS])
def test_a_component_is_a_call_with_its_props(text: str, callee: Value, props: ObjectLit, language: str) -> None:
    (found,) = calls(f"const c = {text};\n", language, "Box")
    assert (found.kind, found.callee, found.args) == (CallKind.ELEMENT, callee, (props,))


@pytest.mark.parametrize("language", TAGS)
def test_a_component_that_is_a_member(language: str) -> None:
    (found,) = calls("const c = <a.Box b='c'><p /></a.Box>;\n", language, "Box")
    assert (found.kind, found.callee, found.args) == (CallKind.ELEMENT, Member(A, "Box"), (objects(b=Str("c")),))


@pytest.mark.parametrize("language", TAGS)
def test_the_span_of_a_component_is_its_opening_tag(language: str) -> None:
    text = "const c = <Box a='b'>\n  <p>Box</p>\n</Box>;\n"
    (found,) = calls(text, language, "Box")
    assert written(text, found.span) == "<Box a='b'>"


@pytest.mark.parametrize("language", TAGS)
def test_text_of_a_page_is_no_call(language: str) -> None:
    assert calls("const c = <p title='a.send()'>a.send('x') and Box</p>;\n", language, "send", "Box") == []


CHILDREN = [
    ("<Box>{(a) => a}</Box>", Lambda(0)),
    ("<Box>\n  {a}\n  {/* why */}\n</Box>", A),
    ("<Box>{a}{a}</Box>", None),
    ("<Box>text {a}</Box>", None),
    ("<Box></Box>", None),
]


@pytest.mark.parametrize("language", TAGS)
@pytest.mark.parametrize(("text", "child"), CHILDREN, ids=[text for text, _ in CHILDREN])
def test_the_one_expression_inside_a_component_is_its_children(text: str, child: Value | None, language: str) -> None:
    (found,) = calls(f"const c = {text};\n", language, "Box")
    assert found.args == (objects() if child is None else objects(children=child),)


def test_a_component_with_type_arguments() -> None:
    (found,) = calls("const c = <Box<T> a='b' />;\n", "tsx", "Box")
    assert found.args == (objects(a=Str("b")),)


# --- decorators --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ECMA)
def test_a_decorator_is_a_call(language: str) -> None:
    (found,) = calls("class C { @send('x') m() {} }", language, "send")
    assert (found.kind, found.callee, found.args) == (CallKind.DECORATOR, Ref("send"), (Str("x"),))


@pytest.mark.parametrize("text", ["@send('x')\ndef f(): ...\n", "@a.send('x')\nclass C: ...\n"])
def test_a_decorator_of_python_is_a_call(text: str) -> None:
    made, decorating = calls(text, "python", "send")
    assert (made.kind, made.args) == (CallKind.DECORATOR, (Str("x"),))
    assert (decorating.kind, decorating.callee) == (
        CallKind.DECORATOR,
        CallValue(made.callee, made.args, (), new=False),
    )


DECORATORS: list[tuple[str, Value]] = [
    ("@send\ndef f(): ...\n", Lambda(0)),
    ("@send  # why\n# and this\nasync def f(): ...\n", Lambda(0)),
    ("@a.send\nclass C: ...\n", ClassValue(0)),
    ("@a\n@send\ndef f(): ...\n", Lambda(0)),
    (
        "@send\n@a\n@b('x')\ndef f(): ...\n",
        CallValue(
            A, (CallValue(CallValue(Ref("b"), (Str("x"),), (), new=False), (Lambda(0),), (), new=False),), (), new=False
        ),
    ),
]


@pytest.mark.parametrize(("text", "given"), DECORATORS)
def test_a_decorator_is_called_with_what_stands_below_it(text: str, given: Value) -> None:
    (found,) = calls(text, "python", "send")
    assert (found.kind, found.args) == (CallKind.DECORATOR, (given,))


# --- Python ------------------------------------------------------------------------------------------------------

PYTHON_CALLS: list[tuple[str, Value, tuple[Value, ...], dict[str | None, Value]]] = [
    ("send()", Ref("send"), (), {}),
    ("a.send('x')", Member(A, "send"), (Str("x"),), {}),
    ("a.b.send('x', *c)", Member(Member(A, "b"), "send"), (Str("x"), Spread(Ref("c"))), {}),
    ("a.send(b='c', **d)", Member(A, "send"), (), {"b": Str("c"), None: Spread(Ref("d"))}),
    ("a().send('x')", Member(CallValue(A, (), (), new=False), "send"), (Str("x"),), {}),
    ("a['b'].send('x')", Member(Member(A, "b"), "send"), (Str("x"),), {}),
    ("a['send']('x')", Member(A, "send"), (Str("x"),), {}),
    ("(a['send'])('x')", Member(A, "send"), (Str("x"),), {}),
    ("(a.send)('x')", Member(A, "send"), (Str("x"),), {}),
    ("(a\n .send('x'))", Member(A, "send"), (Str("x"),), {}),
    ("b = await_it if c else a.send('x')", Member(A, "send"), (Str("x"),), {}),
    ("f'{a.send(1)}'", Member(A, "send"), (Constant("1"),), {}),
    ("[a.send(x) for x in b]", Member(A, "send"), (Ref("x"),), {}),
    ("a.send(x for x in b)", Member(A, "send"), (Opaque("generator_expression"),), {}),
]


@pytest.mark.parametrize(("text", "callee", "args", "keywords"), PYTHON_CALLS, ids=[text for text, *_ in PYTHON_CALLS])
def test_a_call_of_python(text: str, callee: Value, args: tuple[Value, ...], keywords: dict[str | None, Value]) -> None:
    (found,) = calls(text + "\n", "python", "send")
    assert (found.kind, found.callee, found.args) == (CallKind.CALL, callee, args)
    assert {item.key: item.value for item in found.keywords} == keywords


@pytest.mark.parametrize(
    "text",
    [
        "# a.send('x')",
        "'a.send(x)'",
        '"""\na.send("x")\n"""',
        "a.send",
        "b(a.send)",
        "b(send=1)",
        "a['send']",
        "a['send'].b()",
        "a['send x']()",
        "a['send', b]()",
        "a[b['send']]()",
        "a.send.b()",
        "resend(); sender(); send_x(); a._send()",
        "def send(): ...",
        "from m import send",
    ],
)
def test_what_is_no_call_of_python(text: str) -> None:
    assert calls(text + "\n", "python", "send") == []


def test_the_scope_of_a_call_of_python() -> None:
    extractor = read("send()\ndef f():\n    send()\nclass C:\n    send()\n    def m(self):\n        send()\n", "python")
    kinds = [extractor.summary.scopes[call.scope].kind for _, call in extractor.calls({"send"})]
    assert kinds == [ScopeKind.MODULE, ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.FUNCTION]
