"""Files that are broken, deep, long, or written in unusual ways."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import WRITTEN
from snippets import ECMA, calls, class_of, function, imports, read, returns, summary, values

from readiness_scan.facts import Opaque, Ref, Str, Template
from readiness_scan.sources.content import judge, to_utf8
from readiness_scan.syntax.known import KNOWN_SUFFIXES
from readiness_scan.syntax.language import by_suffix, language_of, languages

ALL = tuple(WRITTEN)
DEEP = 10_000


def test_every_suffix_has_one_language() -> None:
    claimed = [suffix for language in languages() for suffix in language.suffixes]
    assert sorted(claimed) == sorted(by_suffix())
    assert not by_suffix().keys() & KNOWN_SUFFIXES.keys()
    assert set(ALL) <= {language.id for language in languages()}


@pytest.mark.parametrize(
    ("path", "language"),
    [("a/B.TSX", "tsx"), ("a.d.ts", "typescript"), ("x.test.js", "javascript"), ("a.blade.php", "html")],
)
def test_a_file_is_known_by_its_suffix(path: str, language: str) -> None:
    found = language_of(path)
    assert found is not None
    assert found.id == language


@pytest.mark.parametrize("path", ["README.md", "ts", "a.ts.bak", ".py/x", "js"])
def test_a_file_of_no_known_language(path: str) -> None:
    assert language_of(path) is None


# --- broken ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ALL)
def test_a_file_with_an_error_keeps_the_facts_of_its_sound_parts(language: str) -> None:
    text = WRITTEN[language].broken
    facts = summary(text, language)
    assert facts.broken
    assert imports(facts, "a")
    assert values(facts, "before") == [Str("b")]
    assert [call.args for call in calls(text, language, "send")] == [(Str("sound"),)]


@pytest.mark.parametrize("language", ALL)
def test_a_sound_file_says_so(language: str) -> None:
    way = WRITTEN[language]
    assert not summary(way.program(way.assign.format("a", way.text.format("b")), way.send.format("a")), language).broken


@pytest.mark.parametrize("language", ECMA)
def test_an_unclosed_block_keeps_what_stands_before(language: str) -> None:
    facts = summary("import a from 'm';\nfunction f() { a.send('x');\n", language)
    assert facts.broken
    assert imports(facts, "a")


@pytest.mark.parametrize("language", ECMA)
def test_a_half_written_call_raises_nothing(language: str) -> None:
    for text in ("a.send(", "a.", "new ", "const {", "import {", "export", "class", "a?.", "`${", "<", "import(", "@"):
        assert read(text, language).summary.language == language


def test_half_written_python_raises_nothing() -> None:
    for text in ("a.send(", "a.", "def", "class", "import", "from", "f'{", "@", "lambda", "with a as", "a[", "x: "):
        assert read(text, "python").summary.language == "python"


def test_half_written_go_raises_nothing() -> None:
    starts = (
        "a.send(",
        "a.",
        "func",
        "func (",
        "type",
        "type T",
        "import",
        'import (\n"',
        "var x",
        "x :=",
        "T{",
        "[]T{{",
    )
    for text in starts:
        assert read(f"package p\nfunc f() {{\n{text}", "go").summary.language == "go"
        assert read(f"package p\n{text}", "go").summary.language == "go"


def test_half_written_ruby_raises_nothing() -> None:
    starts = (
        "a.send(",
        "a.",
        "def",
        "class",
        "module A; class",
        "x =",
        "@x ||=",
        "foo(a:",
        "a do |",
        "->(",
        "case a",
        "A::",
    )
    for text in starts:
        assert read(f"class C\n  def f\n    {text}", "ruby").summary.language == "ruby"
        assert read(text, "ruby").summary.language == "ruby"


def test_half_written_elixir_raises_nothing() -> None:
    starts = (
        "A.send(",
        "A.",
        "def",
        "def f(",
        "alias",
        "alias A.{",
        "x =",
        "@x",
        "%A{",
        "a |>",
        "fn x ->",
        "case a do",
        "&",
    )
    for text in starts:
        assert read(f"defmodule C do\n  def f(x) do\n    {text}", "elixir").summary.language == "elixir"
        assert read(text, "elixir").summary.language == "elixir"


def test_merge_markers_hide_nothing_around_them() -> None:
    text = (
        "import a from 'm';\na.send('before');\n<<<<<<< HEAD\nconst b = 1;\n=======\nconst b = 2;\n>>>>>>> other\n"
        "function f() { a.send('after'); }\n"
    )
    assert Str("before") in [call.args[0] for call in calls(text, "javascript", "send")]
    assert Str("after") in [call.args[0] for call in calls(text, "javascript", "send")]


@pytest.mark.parametrize("language", ALL)
@settings(max_examples=60, deadline=None)
@given(
    text=st.text(
        alphabet="ab.(){}[]<>=\"'`$,:;#/*\n @def class import from as new func type var := struct map []T{{",
        max_size=120,
    )
)
def test_no_text_raises(language: str, text: str) -> None:
    extractor = read(text, language)
    found = list(extractor.calls({"a", "b"}))
    assert all(0 <= call.span.start < call.span.end <= len(extractor.data) for _, call in found)
    assert all(0 <= call.scope < len(extractor.summary.scopes) for _, call in found)


@pytest.mark.parametrize("language", ALL)
@settings(max_examples=30, deadline=None)
@given(data=st.binary(max_size=80))
def test_no_bytes_raise(language: str, data: bytes) -> None:
    assert read(to_utf8(data), language).summary.language == language


# --- empty, and all comment --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("text", ["", "\n", "   \n\n", "\t"])
def test_an_empty_file_declares_nothing(text: str, language: str) -> None:
    facts = summary(text, language)
    assert (len(facts.scopes), facts.functions, facts.classes, facts.exports) == (1, (), (), ())
    assert facts.scopes[0].bindings == {}


@pytest.mark.parametrize("language", ALL)
def test_a_comment_declares_nothing_and_is_known_as_one(language: str) -> None:
    way = WRITTEN[language]
    extractor = read(f"{way.comment} a.send('x')\n" + way.program(way.assign.format("b", "1")), language)
    assert extractor.is_comment(5)
    assert not extractor.is_comment(len(f"{way.comment} a.send('x')\n"))


# --- line ends and encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ALL)
def test_windows_line_ends_change_nothing_but_places(language: str) -> None:
    way = WRITTEN[language]
    text = way.program(way.assign.format("a", way.text.format("b")), way.send.format(way.text.format("x")))
    assert values(summary(text.replace("\n", "\r\n"), language), "a") == [Str("b")]
    assert calls(text.replace("\n", "\r\n"), language, "send")[0].args == (Str("x"),)
    assert not summary(text.replace("\n", "\r\n"), language).broken


def test_a_text_over_several_lines_with_windows_line_ends() -> None:
    assert values(summary("const a = `x\r\ny`;\r\n", "typescript"), "a") in ([Str("x\r\ny")], [Str("x\ny")])
    assert values(summary('a = ("x"\r\n     "y")\r\n', "python"), "a") == [Str("xy")]


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8", "utf-8-sig"])
def test_every_encoding_gives_the_same_facts(encoding: str, language: str) -> None:
    way = WRITTEN[language]
    text = way.program(way.assign.format("first", way.text.format("ünïcode")), way.send.format(way.text.format("x")))
    data = text.encode(encoding)
    assert judge("a.ts", data) is None
    extractor = read(to_utf8(data), language)
    assert values(extractor.summary, "first") == [Str("ünïcode")]
    assert [call.args for _, call in extractor.calls({"send"})] == [(Str("x"),)]


@pytest.mark.parametrize("language", ALL)
def test_windows_1252_is_read_as_its_letters(language: str) -> None:
    way = WRITTEN[language]
    text = way.program(way.assign.format("a", way.text.format("caf\xe9")))
    assert values(summary(to_utf8(text.encode("cp1252")), language), "a") == [Str("café")]


@pytest.mark.parametrize("language", [language for language in ALL if not WRITTEN[language].ascii_names])
def test_names_beyond_ascii(language: str) -> None:
    way = WRITTEN[language]
    assigned = way.program(way.assign.format("größe", way.text.format("大")))
    called = way.program(way.send.replace("send", "größe").format("1"))
    assert values(summary(assigned, language), "größe") == [Str("大")]
    assert calls(called, language, "größe")[0].callee == Ref("größe")


# --- deep and long -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize(
    ("opens", "closes"),
    [("(", ")"), ("[", "]"), ("f(", ")"), ("{'a': ", "}"), ("'a' + (", ")"), ("x and (", ")"), ("not (", ")")],
)
def test_deep_nesting_is_survived(opens: str, closes: str, language: str) -> None:
    if language != "python":
        opens = {"x and (": "x && (", "not (": "!("}.get(opens, opens)
        opens = "({'a': " if opens.startswith("{") else opens
        closes = "})" if opens.startswith("({") else closes
    way = WRITTEN[language]
    text = way.program(
        way.assign.format("before", way.text.format("b")),
        way.assign.format("subject", f"{opens * DEEP}x{closes * DEEP}"),
        way.send.format(way.text.format("after")),
    )
    extractor = read(text, language)
    assert values(extractor.summary, "before") == [Str("b")]
    assert extractor.summary.language == language


@pytest.mark.parametrize("language", ECMA)
def test_deep_functions_are_survived(language: str) -> None:
    text = "const before = 'b';\n" + "(() => { let a;" * 1_000 + "})()" * 1_000 + ";\n"
    assert values(summary(text, language), "before") == [Str("b")]


@pytest.mark.parametrize("language", ALL)
def test_a_long_chain_of_members_is_survived(language: str) -> None:
    way = WRITTEN[language]
    text = way.program(
        way.assign.format("before", way.text.format("b")),
        way.assign.format("subject", f"a{'.b()' * DEEP}"),
        way.member.format(f"a{'.b' * DEEP}", "x"),
    )
    extractor = read(text, language)
    assert values(extractor.summary, "before") == [Str("b")]
    assert [call.args for _, call in extractor.calls({"send"})] == [(Str("x"),)]


@pytest.mark.parametrize("language", ALL)
def test_a_long_sum_of_strings_is_survived(language: str) -> None:
    way = WRITTEN[language]
    text = way.program(way.assign.format("subject", " + ".join(["a"] * DEEP)))
    (found,) = values(summary(text, language), "subject")
    assert isinstance(found, Template | Opaque)


@pytest.mark.parametrize("language", ["javascript", "tsx"])
def test_deep_elements_are_survived(language: str) -> None:
    text = "const before = 'b';\nconst c = " + "<a>" * DEEP + "</a>" * DEEP + ";\n"
    assert values(summary(text, language), "before") == [Str("b")]


def test_deep_types_are_survived() -> None:
    text = "const before = 'b';\ntype T = " + "A<" * 2_000 + "B" + ">" * 2_000 + ";\n"
    assert values(summary(text, "typescript"), "before") == [Str("b")]


@pytest.mark.parametrize("language", ALL)
def test_nesting_as_people_write_it_is_followed(language: str) -> None:
    way = WRITTEN[language]
    text = way.program(way.assign.format("subject", f"{'(' * 40}{way.text.format('x')}{')' * 40}"))
    (found,) = values(summary(text, language), "subject")
    assert found == Str("x")


@pytest.mark.parametrize("language", ALL)
def test_a_file_of_ten_thousand_lines(language: str) -> None:
    way = WRITTEN[language]
    lines = [way.assign.format(f"name_{line}", way.text.format(f"event_{line}")) for line in range(DEEP)]
    text = way.program(*lines, way.send.format("name_9999"))
    facts = summary(text, language)
    assert len(facts.scopes[0].bindings) == DEEP
    assert values(facts, "name_9999") == [Str("event_9999")]
    assert [call.args for call in calls(text, language, "send")] == [(Ref("name_9999"),)]


def test_a_file_of_ten_thousand_functions() -> None:
    text = "".join(f"function f{line}(a) {{ return a.send('x{line}'); }}\n" for line in range(DEEP))
    facts = summary(text, "javascript")
    assert len(facts.functions) == DEEP
    assert returns(function(facts, "f9999"))
    assert len(calls(text, "javascript", "send")) == DEEP


# --- facts travel ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ALL)
def test_facts_can_be_sent_to_another_process(language: str) -> None:
    facts = summary(WRITTEN[language].broken, language)
    assert pickle.loads(pickle.dumps(facts)) == facts  # noqa: S301 (our own bytes)
    assert class_of(facts, "Sound").name == "Sound"


@pytest.mark.parametrize("language", ALL)
def test_the_same_text_gives_the_same_facts(language: str) -> None:
    text = WRITTEN[language].broken
    assert summary(text, language) == summary(text, language)
