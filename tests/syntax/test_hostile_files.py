"""Files that are written to take long: nested ten thousand levels deep, or thousands of entries wide.

Whatever costs a file's depth for each of its nodes would take minutes here: that these end is what they prove. What
stands around the nest keeps its facts, and what is read of the nest itself is bounded.
"""

from __future__ import annotations

import pytest
from snippets import read, values

from readiness_scan.facts import Str
from readiness_scan.syntax.leaves import MAX_NODES

DEEP = 10_000

ECMA: dict[str, str] = {
    "functions": "function f() { let a; send('x'); " * DEEP + "}" * DEEP,
    "arrows": "(() => { let a; this.x; return this; " * DEEP + "})()" * DEEP,
    "blocks": "{ let a; b = 1; var c = 2; " * DEEP + "}" * DEEP,
    "calls with callbacks": "send(x => x, " * DEEP + "1" + ")" * DEEP,
    "objects with methods": "a = " + "{ send(x) {}, a: " * DEEP + "1" + "}" * DEEP,
    "classes": "class A { m() { this.x = 1; " * DEEP + "}}" * DEEP,
    "switches": "switch (a) { case 1: let b; " * DEEP + "}" * DEEP,
    "conditions": "if (a) { let b; send(1); } else " * DEEP + "{}",
    "a chain": "a" + ".send(x => x)" * DEEP,
    "assignments": "a = " * DEEP + "1",
    "list patterns": "const " + "[" * DEEP + "x" + "]" * DEEP + " = a",
    "object patterns": "const " + "{ a: " * DEEP + "x" + "}" * DEEP + " = a",
    "templates": "a = " + "`${" * DEEP + "1" + "}`" * DEEP,
    "choices": "a = " + "b ? send(1) : " * DEEP + "1",
    "parentheses around a callee": "(" * DEEP + "a.send" + ")" * DEEP + "(1)",
    "many arguments": "f(" + "x => x, " * DEEP + "1)",
    "many entries": "a = [" + "x => x, " * DEEP + "1]",
}
TYPES: dict[str, str] = {
    "generic types": "type T = " + "A<" * DEEP + "B" + ">" * DEEP,
    "unions": "type T = " + "A | " * DEEP + "B",
    "casts": "a = b" + " as A" * DEEP,
}
PYTHON: dict[str, str] = {
    "functions": "".join(" " * level + "def f(self):\n" for level in range(500)) + " " * 500 + "self.send('x')",
    "lambdas": "a = " + "lambda x: send(x, " * DEEP + "1" + ")" * DEEP,
    "calls with callbacks": "send(lambda x: x, " * DEEP + "1" + ")" * DEEP,
    "comprehensions": "a = " + "[x for x in " * DEEP + "y" + "]" * DEEP,
    "conditions": "a = " + "b if send(1) else " * DEEP + "1",
    "a chain": "a" + ".send(lambda x: x)" * DEEP,
    "assignments": "a = " * DEEP + "1",
    "targets": "(" * DEEP + "x," + ")" * DEEP + " = a",
    "annotations": "x: " + "A[" * DEEP + "B" + "]" * DEEP + " = 1",
    "unions": "x: " + "A | " * DEEP + "B = 1",
    "a type's name": "X = Optional[" + "A | " * DEEP + "B]",
    "parentheses around a callee": "(" * DEEP + "a.send" + ")" * DEEP + "(1)",
    "places in a text": "a = '" + "{}" * DEEP + "'.format(b)",
    "many arguments": "f(" + "lambda x: x, " * DEEP + "1)",
    "many decorators": "@a\n" * DEEP + "def f(): pass",
}
CASES = [
    *(("javascript", name, text) for name, text in ECMA.items()),
    *(("typescript", name, text) for name, text in TYPES.items()),
    ("tsx", "elements", "a = " + "<A b={x => x}>" * DEEP + "</A>" * DEEP),
    *(("python", name, text) for name, text in PYTHON.items()),
]


@pytest.mark.parametrize(("language", "name", "text"), CASES, ids=[f"{name}-{language}" for language, name, _ in CASES])
def test_a_hostile_file_ends_and_hides_nothing_around_it(language: str, name: str, text: str) -> None:
    end = "\n" if language == "python" else ";\n"
    extractor = read(f"before = 'b'{end}{text}{end}after = 'a'{end}last.send('end'){end}", language)
    found = [call.args for _, call in extractor.calls({"send"})]
    list(extractor.handed({"x", "a"}))
    assert values(extractor.summary, "before") == [Str("b")]
    assert values(extractor.summary, "after")[-1] == Str("a")
    assert found[-1] == (Str("end"),)
    if not name.startswith("many"):
        assert len(extractor.summary.scopes) <= MAX_NODES + 1


@pytest.mark.parametrize("language", ["javascript", "python"])
def test_what_lies_too_deep_is_not_read(language: str) -> None:
    def nested(levels: int) -> int:
        return len(list(read("f(" * levels + "send(1)" + ")" * levels, language).calls({"send"})))

    assert [nested(MAX_NODES // 2 - 10), nested(MAX_NODES // 2 + 10)] == [1, 0]
