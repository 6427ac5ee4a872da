"""Go files that are written to take long, as in `test_hostile_files.py`."""

from __future__ import annotations

import pytest
from snippets import read, values

from readiness_scan.facts import Str
from readiness_scan.syntax.leaves import MAX_NODES

DEEP = 10_000
NESTED: dict[str, str] = {
    "functions": "func f() { " + "go func(a string) { a := 1; send(a); " * DEEP + "}(a)" * DEEP + " }",
    "blocks": "func f() { " + "{ a := 1; b = 2; " * DEEP + "}" * DEEP + " }",
    "conditions": "func f() { " + "if a := b(); a { c := 1; send(c) } else " * DEEP + "{} }",
    "loops": "func f() { " + "for _, a := range b { send(a); " * DEEP + "}" * DEEP + " }",
    "switches": "func f() { " + "switch a := b.(type) { case T: send(a); " * DEEP + "}" * DEEP + " }",
    "calls with functions": "var a = " + "send(func(x string) {}, " * DEEP + "1" + ")" * DEEP,
    "struct literals": "var a = " + "T{x: &" * DEEP + "T{}" + "}" * DEEP,
    "elements without their types": "var a = []send" + "{" * DEEP + "}" * DEEP,
    "types": "type T struct { a " * DEEP + "int" + " }" * DEEP,
    "list types": "var a " + "[]" * DEEP + "send",
    "map types": "var a " + "map[string]" * DEEP + "send",
    "pointers": "var a = " + "*" * DEEP + "b",
    "parentheses": "func f() { " + "(" * DEEP + "a.send" + ")" * DEEP + "(1) }",
    "a chain": "var a = b" + ".send(func(x string) {})" * DEEP,
    "sums": "var a = " + '"x" + ' * DEEP + "b",
    "indexes": "var a = b" + "[c]" * DEEP,
}
WIDE: dict[str, str] = {
    "many arguments": "func f() { g(" + "func(x string) {}, " * DEEP + "1) }",
    "many structs": "var a = []send{" + "{x: 1}, " * DEEP + "}",
    "many names": "func f() { " + ", ".join(f"a{n}" for n in range(DEEP)) + " := b() }",
    "many imports": "\n".join(f'import "a.example/x{n}"' for n in range(DEEP // 10)),
    "many methods": "\n".join(f"func (t T{n}) M() {{}}" for n in range(DEEP)),
    "a format of many verbs": 'var a = fmt.Sprintf("' + "%s" * DEEP + '", b)',
    "many assignments": "func f() {\n" + "a = b\n" * DEEP + "send(a)\n}",
}


@pytest.mark.parametrize("name", [*NESTED, *WIDE])
def test_a_hostile_file_ends_and_hides_nothing_around_it(name: str) -> None:
    text = NESTED.get(name) or WIDE[name]
    extractor = read(
        f'package p\n\nvar before = "b"\n\n{text}\n\nvar after = "a"\n\nfunc last() {{ x.send("end") }}\n', "go"
    )
    found = [call.args for _, call in extractor.calls({"send"})]
    list(extractor.handed({"x", "a"}))
    assert values(extractor.summary, "before") == [Str("b")]
    assert values(extractor.summary, "after")[-1] == Str("a")
    assert found[-1] == (Str("end"),)
    if name in NESTED:
        assert len(extractor.summary.scopes) <= 2 * MAX_NODES
