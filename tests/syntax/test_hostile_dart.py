"""Dart files that are written to take long, as in `test_hostile_files.py`."""

from __future__ import annotations

import pytest
from snippets import read, values

from readiness_scan.facts import Str
from readiness_scan.syntax.leaves import MAX_NODES

DEEP = 10_000
LESS = 1_000
"""As deep as the grammar gets in a second."""
NESTED: dict[str, str] = {
    "functions": "void f() { " + "g((a) { send(a); " * LESS + "});" * LESS + " }",
    "blocks": "void f() { " + "{ var a = 1; b = 2; " * DEEP + "}" * DEEP + " }",
    "conditions": "void f() { " + "if (a) { send(c); } else " * LESS + "{} }",
    "loops": "void f() { " + "for (final a in b) { send(a); " * LESS + "}" * LESS + " }",
    "widgets": "var a = " + "Send(child: " * DEEP + "1" + ")" * DEEP + ";",
    "lists": "var a = " + "[" * DEEP + "1" + "]" * DEEP + ";",
    "elements under conditions": "var a = [" + "if (b) " * DEEP + "1];",
    "entries under conditions": "var a = {'a': 1, " + "if (b) " * DEEP + "'b': 1};",
    "spreads": "var a = " + "[...?" * DEEP + "b" + "]" * DEEP + ";",
    "types": "List<" * DEEP + "int" + ">" * DEEP + " a = b;",
    "conditional expressions": "var a = " + "b ? send(1) : " * DEEP + "2;",
    "calls with a type": "var a = " + "f<T>(" * LESS + "send(1)" + ")" * LESS + ";",
    "texts": "var a = " + "'${" * LESS + "send(1)" + "}'" * LESS + ";",
    "records": "var a = " + "(b: " * DEEP + "1" + ")" * DEEP + ";",
    "switches": "var a = " + "switch (b) { _ => " * LESS + "1" + " }" * LESS + ";",
    "negations": "var a = " + "!" * DEEP + "b;",
}
WIDE: dict[str, str] = {
    "a chain": "var a = b" + ".send((x) => 1)" * DEEP + ";",
    "a cascade of calls": "void f() { b" + "..send(1)" * DEEP + "; }",
    "a cascade of members": "void f() { b" + "..send = 1" * DEEP + "; }",
    "a cascade of both": "void f() { b" + "..send(1)..a = 2" * DEEP + "; }",
    "a cascade of what is made": "var a = B()" + "..send = 1" * DEEP + ";",
    "calls of results": "var a = b" + "()" * DEEP + ";",
    "indexes": "var a = b" + "[c]" * DEEP + ";",
    "sums": "var a = " + "'x' + " * DEEP + "b;",
    "texts side by side": "var a = " + "'x$b' " * DEEP + ";",
    "many arguments": "void f() { g(" + "(x) {}, " * LESS + "1); }",
    "many named arguments": "void f() { g(" + ", ".join(f"a{n}: x" for n in range(DEEP)) + "); }",
    "many constructors": "class T { " + " ".join(f"T.c{n}(this.a) : super(a);" for n in range(DEEP)) + " }",
    "many constants": "enum T { "
    + ", ".join(f"c{n}('x')" for n in range(DEEP))
    + "; const T(this.a); final String a; }",
    "many members": "class T { " + "\n".join(f"final a{n} = send({n});" for n in range(DEEP)) + " }",
    "many imports": "\n".join(f"import 'x{n}.dart' show X{n};" for n in range(DEEP)),
    "many assignments": "void f() {\n" + "a = b;\n" * DEEP + "send(a);\n}",
}


@pytest.mark.parametrize("name", [*NESTED, *WIDE])
def test_a_hostile_file_ends_and_hides_nothing_around_it(name: str) -> None:
    text = NESTED.get(name) or WIDE[name]
    extractor = read(f"var before = 'b';\n\n{text}\n\nvar after = 'a';\n\nvoid last() {{ x.send('end'); }}\n", "dart")
    found = [call.args for _, call in extractor.calls({"send", "Send"})]
    list(extractor.handed({"x", "a"}))
    assert values(extractor.summary, "before") == [Str("b")]
    assert values(extractor.summary, "after")[-1] == Str("a")
    assert found[-1] == (Str("end"),)
    if name in NESTED:
        assert len(extractor.summary.scopes) <= 2 * MAX_NODES
