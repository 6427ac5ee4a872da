"""Objective-C: what hides from its grammar, and files that are written to keep a reader busy."""

from __future__ import annotations

import time

import pytest
from snippets import calls, function, placeless, summary, values

from readiness_scan.facts import Constant, Entry, Index, Member, ObjectLit, Ref, Str, This
from readiness_scan.syntax.language import language_of, languages_of
from readiness_scan.syntax.objc.macros import written_out
from readiness_scan.syntax.objc.values import initial

OBJC = "objective-c"
DEEP = 10_000


def test_a_header_counts_where_the_tree_holds_objective_c() -> None:
    assert language_of("a.h") is not None
    assert languages_of(["a.h", "b.swift"], lambda path: b"") == [("b.swift", language_of("b.swift"))]
    assert [path for path, _ in languages_of(["a.h", "b.m"], lambda path: b"")] == ["a.h", "b.m"]


def test_macros_that_hide_declarations_are_written_out_in_place() -> None:
    text = b"typedef NS_ENUM(NSInteger, Kind) { KindA, KindB };\ntypedef NSString *Name NS_STRING_ENUM;\n"
    plain = written_out(text)
    assert len(plain) == len(text)
    assert plain.startswith(b"enum Kind ")
    assert b"NS_STRING_ENUM" not in plain
    facts = summary(text, OBJC)
    assert not facts.broken
    assert values(facts, "KindB") == [Constant("1")]


def test_a_method_that_a_macro_exports_is_a_method() -> None:
    text = """@implementation A
RCT_EXPORT_MODULE(Name);
RCT_EXPORT_METHOD(send:(NSString *)name done:(void (^)(id a))done)
{
  [hog send:name];
}
@end
"""
    facts = summary(text, OBJC)
    assert not facts.broken
    assert [parameter.name for parameter in function(facts, "send").parameters] == ["name", "done"]


def test_what_is_said_of_another_language_is_blank() -> None:
    text = "typedef NS_ENUM(NSInteger, A) { B } NS_SWIFT_NAME(C.a(b:));\nNS_SWIFT_SENDABLE\n@interface D : E\n@end\n"
    assert not summary(text, OBJC).broken


def test_a_block_for_cplusplus_hides_nothing() -> None:
    text = '#ifdef __cplusplus\nextern "C" {\n#endif\nvoid f(void);\n#ifdef __cplusplus\n}\n#endif\nid a = @"b";\n'
    facts = summary(text, OBJC)
    assert not facts.broken
    assert values(facts, "a") == [Str("b")]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("initWithName", "name"),
        ("initWithURL", "url"),
        ("initWithURLPath", "urlPath"),
        ("init", ""),
        ("initFrom", "from"),
    ],
)
def test_an_initialiser_labels_its_first_argument(name: str, label: str) -> None:
    assert initial(name) == label


def test_a_message_has_a_name_and_labels() -> None:
    (call,) = calls("void f(id a) { [a send:@x with:@(1) :2]; }".replace("@x", '@"x"'), OBJC, "send")
    assert placeless(call.callee) == Member(Ref("a"), "send")
    assert call.args == (Str("x"),)
    assert [(entry.key, entry.value) for entry in call.keywords] == [("with", Constant("1")), (":2", Constant("2"))]


def test_a_method_is_called_by_its_labels() -> None:
    facts = summary("@implementation A\n- (void)send:(id)a with:(id)b :(id)c with:(id)d { }\n@end\n", OBJC)
    assert [parameter.name for parameter in function(facts, "send").parameters] == ["a", "with", ":2", ":3"]


def test_an_instance_variable_is_its_property() -> None:
    text = "@implementation A\n- (id)b { static id _own; return flag ? _name : _own; }\n@end\n"
    ((returned, _),) = function(summary(text, OBJC), "b").returns
    assert Member(This(0), "name") in returned.options  # type: ignore[union-attr] # a choice
    assert Ref("_own") in [placeless(option) for option in returned.options]  # type: ignore[union-attr] # a choice


def test_a_dictionary_made_of_pairs_ends_at_nil() -> None:
    text = 'id d = [NSDictionary dictionaryWithObjectsAndKeys:@"b", @"a", nil];'
    (made,) = values(summary(text, OBJC), "d")
    assert placeless(made) == ObjectLit((Entry("a", Str("b"), 0),))


def test_an_element_is_taken() -> None:
    facts = summary('void f(id d) { id a = d[@"k"]; id b = [d objectForKey:@"k"]; id c = [d objectAtIndex:1]; }', OBJC)
    assert values(facts, "a") == values(facts, "b") == [Member(Ref("d"), "k")]
    assert values(facts, "c") == [Index(Ref("d"), Constant("1"))]


@pytest.mark.parametrize(
    "text",
    [
        "id a = " + "[" * DEEP + "a" + " b]" * DEEP + ";\n",
        "id a = " + "@[" * DEEP + "]" * DEEP + ";\n",
        "void f(void) " + "{ if (a) " * DEEP + "}" * DEEP,
        "void f(void) { " + "^{ " * DEEP + "}; " * DEEP + "}",
        "@implementation A\n- (void)f" + ":(id)a " * DEEP + "{ }\n@end\n",
        "void f(void) { [a send" + ":b " * DEEP + "]; }",
        "".join(f"#define M{n}(a) [a send:@{n}]\n" for n in range(DEEP)),
        "#define A [" * DEEP,
        "@implementation A (" * DEEP,
        "id " + "*" * DEEP + 'a = @"b";\n',
        "NS_ENUM(" * DEEP,
        "RCT_EXPORT_METHOD(" + "(a" * DEEP,
        "NS_SWIFT_NAME(a" * DEEP + "(" * DEEP,
        "typedef NS_ENUM(a, b) {" + "A," * DEEP + "};",
        '@"' + "\\" * DEEP + '";',
        "@property " * DEEP,
    ],
    ids=range(16),
)
def test_hostile_files_end_soon(text: str) -> None:
    started = time.perf_counter()
    summary(text, OBJC)
    calls(text, OBJC, "send")
    assert time.perf_counter() - started < 20
