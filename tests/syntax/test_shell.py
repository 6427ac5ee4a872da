"""Shell: words, command lines, what commands write, and files that are written to keep a reader busy."""

from __future__ import annotations

import time

import pytest
from snippets import calls, function, placeless, summary, values

from readiness_scan.facts import Choice, Constant, Entry, ListLit, ObjectLit, Opaque, Ref, Str, Template, Value
from readiness_scan.syntax.language import languages_of
from readiness_scan.syntax.shell.written import written

DEEP = 10_000


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("plain", Str("plain")),
        ("a\\ b", Str("a b")),
        ("'a $b'", Str("a $b")),
        ('"a $b"', Template((Str("a "), Ref("b")))),
        ('"\\"a\\" \\$b"', Str('"a" $b')),
        ("$b", Ref("b")),
        ("${b}", Ref("b")),
        ("${b:-c}", Choice((Ref("b"), Str("c")))),
        ("${b//c/d}", Opaque("expansion")),
        ("$'a\\tb'", Str("a\tb")),
        ("'a'\"b\"c", Str("abc")),
        ("$(echo a b)", Str("a b")),
        ("`echo a`", Str("a")),
        ("$(printf '%s_b\\n' a)", Str("a_b")),
        ("$(date)", Opaque("")),
        ("(a 'b')", ListLit((Str("a"), Str("b")))),
        ("'{\"a\": 1}'", ObjectLit((Entry("a", Constant("1"), 0),))),
        ('"{\\"a\\": \\"x_$b\\"}"', ObjectLit((Entry("a", Template((Str("x_"), Ref("b"))), 0),))),
        ("$(jq -n --arg a \"$b\" '{$a, c: [$a]}')", None),
    ],
)
def test_what_a_word_says(word: str, value: Value | None) -> None:
    (found,) = values(summary(f"a={word}\n", "shell"), "a")
    match value:
        case None:
            assert placeless(found) == ObjectLit((Entry("a", Ref("b"), 0), Entry("c", ListLit((Ref("b"),)), 0)))
        case Opaque(""):
            assert not isinstance(found, Str)
        case _:
            assert placeless(found) == value


@pytest.mark.parametrize(
    ("head", "is_shell"),
    [
        (b"#!/bin/sh\n", True),
        (b"#!/usr/bin/env bash\n", True),
        (b"#! /usr/bin/env -S zsh -e\n", True),
        (b"#!/usr/bin/env python3\n", False),
        (b"#!/bin/shadow\n", False),
        (b"echo\n", False),
        (b"", False),
    ],
)
def test_a_file_without_a_suffix_is_known_by_what_runs_it(head: bytes, is_shell: bool) -> None:
    found = languages_of(["bin/tool", "a.txt", ".profile"], lambda path: head)
    assert [path for path, _ in found] == (["bin/tool"] if is_shell else [])


@pytest.mark.parametrize("text", ["{", "[1", '{"a"}', '{"a": }', "{a: 1} b", '{"a": 1,, }', "text", ""])
def test_what_is_no_object(text: str) -> None:
    assert written(Str(text), 0) is None


def test_objects_that_are_nested_too_deep_are_none() -> None:
    assert written(Str("[" * DEEP + "]" * DEEP), 0) is None


@pytest.mark.parametrize(
    ("line", "args", "options"),
    [
        ("curl -sS -X POST url -d body", ("url",), {"-X": "POST", "-d": "body"}),
        ("curl -XPOST -sd body url", ("url",), {"-X": "POST", "-d": "body"}),
        ("curl --silent --data=body --location url", ("url",), {"--data": "body"}),
        ("curl --max-time 3 url", ("url",), {"--max-time": "3"}),
        ("wget -q --post-data body --no-check-certificate url", ("url",), {"--post-data": "body"}),
        ("command curl -d body url", ("url",), {"-d": "body"}),
        ("sudo -n curl -d body url", ("url",), {"-d": "body"}),
    ],
)
def test_a_command_line_has_options(line: str, args: tuple[str, ...], options: dict[str, str]) -> None:
    program = "wget" if line.startswith("wget") else "curl"
    (call,) = calls(line + "\n", "shell", program)
    assert call.args == tuple(Str(text) for text in args)
    assert {entry.key: entry.value for entry in call.keywords} == {key: Str(text) for key, text in options.items()}


def test_arguments_are_counted_after_what_was_shifted_away() -> None:
    facts = summary('f() {\n  a="$1"\n  shift\n  b="$1"\n}\n', "shell")
    assert values(facts, "a") == [Ref("1")]
    assert values(facts, "b") == [Ref("2")]
    looped = summary('f() {\n  while [ $# -gt 0 ]; do shift; done\n  b="$1"\n}\n', "shell")
    assert isinstance(values(looped, "b")[0], Opaque)


def test_a_function_gives_what_it_writes() -> None:
    facts = summary("f() {\n  echo a\n  echo b >&2\n  c=$(echo d)\n  echo e | tr e f\n}\n", "shell")
    assert [value for value, _ in function(facts, "f").returns] == [Str("a")]


def test_a_half_written_script_keeps_what_is_sound() -> None:
    text = 'before="b"\nif [ ; then\nfi\nsend "sound"\n'
    assert values(summary(text, "shell"), "before") == [Str("b")]
    assert [call.args for call in calls(text, "shell", "send")] == [(Str("sound"),)]


@pytest.mark.parametrize(
    "text",
    [
        "a=" + "$(" * DEEP + "b" + ")" * DEEP,
        'a="' + "$x" * DEEP + '"\n',
        "a='" + "{" * DEEP + "'\n",
        "a='[" + "1," * DEEP + "1]'\n",
        "send " + "word " * DEEP + "\n",
        "a | " * DEEP + "curl -d @-\n",
        "f() { " * DEEP + "echo a;" + "}; " * DEEP,
        "cat <<EOF | curl -d @- url\n" + "$(" * DEEP + "\nEOF\n",
        "cat <<EOF | curl -d @- url\n" + '{"a": "${b' * DEEP + "\nEOF\n",
        "if a; then " * DEEP + "b; " + "fi; " * DEEP,
        "f() {\n" + 'shift\na="$1"\n' * DEEP + "}\n",
        "a=" + "'b'" * DEEP + "\n",
        "a=" + "\\\n" * DEEP + "b\n",
        "curl " + "-s " * DEEP + "url\n",
    ],
    ids=range(14),
)
def test_hostile_files_end_soon(text: str) -> None:
    started = time.perf_counter()
    summary(text, "shell")
    calls(text, "shell", "send")
    calls(text, "shell", "curl")
    assert time.perf_counter() - started < 20
