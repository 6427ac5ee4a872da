"""What a shell script declares, assigns and calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    Call,
    CallKind,
    CallSite,
    Entry,
    Index,
    Lambda,
    ListLit,
    Opaque,
    Param,
    Parameter,
    ParameterKind,
    Ref,
    ScopeKind,
    Spread,
    Str,
    Template,
    Value,
)
from readiness_scan.model.location import Span
from readiness_scan.syntax.declarations import ClassShape, FunctionShape
from readiness_scan.syntax.extract import MAX_DEPTH
from readiness_scan.syntax.shell.programs import BEFORE, SENDING, command_line
from readiness_scan.syntax.shell.words import REST, Words, trimmed

if TYPE_CHECKING:
    from tree_sitter import Node

NUMBERED = re.compile(rb"\$(?:([1-9])|\{([1-9]\d?)\b)")
ALL = re.compile(rb"\$\{?[@*]")
LOCAL = re.compile(rb"(?:local|declare|typeset)\b")
INCLUDES = {"source", "."}
WRITES = {"echo", "printf", "cat", "jq"}
"""Commands whose output is known; in a function it is what the function gives."""
AROUND = {
    *("compound_statement", "if_statement", "elif_clause", "else_clause", "case_statement", "case_item", "list"),
    *("redirected_statement", "do_group", "for_statement", "while_statement"),
}
"""What stands between a command that writes and the function whose result that is."""
LOOPS = {"while_statement", "for_statement", "c_style_for_statement"}
INPUT = {"@-", "-"}
"""Values of options that mean the standard input."""


class Commands(Words):
    """Functions, variables and commands."""

    def prepare(self) -> None:  # noqa: D102
        super().prepare()
        self.shifts = {}
        self.rolled = set()

    # --- declarations ---------------------------------------------------------------------------------------

    def function_shape(self, node: Node) -> FunctionShape:  # noqa: D102
        index = len(self.functions)
        written = node.child_by_field_id(self.at.name)
        name = self.text(written) if written is not None else None
        if name is not None:
            self.bind(name, Lambda(index), scope=0)
        used = [int(one or other) for one, other in NUMBERED.findall(self.data, node.start_byte, node.end_byte)]
        count = min(max(used, default=0) + self.data.count(b"shift", node.start_byte, node.end_byte), 20)
        for place in range(count):
            self.bind(str(place + 1), Param(index, place))
        parameters = [Parameter(str(place + 1), ParameterKind.PLAIN, None, None) for place in range(count)]
        if ALL.search(self.data, node.start_byte, node.end_byte):
            self.bind(REST, Param(index, count))
            parameters.append(Parameter(REST, ParameterKind.REST, None, None))
        return FunctionShape(name, tuple(parameters), None)

    def class_shape(self, node: Node) -> ClassShape:  # noqa: D102
        raise NotImplementedError("a shell has no classes")

    def on_assignment(self, node: Node) -> None:
        """`name=value`; `local name=value`."""
        name, given = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.value)
        if name is None or name.type != "variable_name":
            return
        value = self.word(given) if given is not None else Str("")
        if self.data[name.end_byte : name.end_byte + 1] == b"+":
            value = Opaque("added to")
        outer = node.parent
        if outer is not None and LOCAL.match(self.data, outer.start_byte) and outer.type == "declaration_command":
            self.bind(self.text(name), value)
        else:
            self.assign(self.text(name), value)

    def on_loop(self, node: Node) -> None:
        """`for name in words; do`."""
        name = node.child_by_field_id(self.at.variable)
        words = [self.word(child) for child in node.children_by_field_name("value")]
        if name is not None and words:
            only = words[0].value if len(words) == 1 and isinstance(words[0], Spread) else ListLit(tuple(words))
            self.assign(self.text(name), Index(only, None))

    def on_command(self, node: Node) -> None:
        """`source file`, `trap "commands" signal`, `shift`, and what a function writes."""
        name, words = self.command_words(node)
        if name in INCLUDES and words:
            self._include(words[0], node)
        elif name == "trap" and words and words[0].type in ("raw_string", "string"):
            if "\\" not in self.text(words[0]):
                self.parsed(words[0], cut=1)
        elif name == "shift":
            self._shift(node)
        elif name in WRITES and self._is_result(node):
            self.add_return(trimmed(self.output(node)))

    def _include(self, word: Node, node: Node) -> None:
        """`source "$here/lib/name.sh"`: the end of the path, as far as it is known."""
        value = self.follow(word)
        parts = value.parts if isinstance(value, Template) else (value,)
        if isinstance(parts[-1], Str):
            known = parts[-1].text.strip()
            self.export(None, None, known.lstrip("/") if len(parts) > 1 else known, None, node)

    def _shift(self, node: Node) -> None:
        function = self.enclosing(ScopeKind.FUNCTION)
        if function < 0:
            return
        outer = node.parent
        in_loop = False
        for _ in range(MAX_DEPTH):
            if outer is None or outer.type == "function_definition":
                break
            in_loop = in_loop or outer.type in LOOPS
            outer = outer.parent
        self.shifts.setdefault(function, []).append(node.start_byte)
        if in_loop:
            self.rolled.add(function)

    def _is_result(self, node: Node) -> bool:
        outer = node.parent
        for _ in range(MAX_DEPTH):
            if outer is None or outer.type not in AROUND:
                break
            if outer.type == "redirected_statement" and any(c.type == "file_redirect" for c in outer.named_children):
                return False
            outer = outer.parent
        return outer is not None and outer.type == "function_definition"

    # --- calls ----------------------------------------------------------------------------------------------

    def site_of(self, node: Node) -> CallSite | None:  # noqa: D102
        return None

    def expression_of(self, name: Node) -> Node | None:  # noqa: D102
        return None

    def call_around(self, name: Node) -> Node | None:  # noqa: D102
        parent = name.parent
        if parent is not None and parent.type == "command_name":
            return parent.parent
        if parent is not None and parent.type == "command":
            first, words = self.command_words(parent)
            if first in BEFORE and next((w for w in words if not self._is_setting(w)), None) == name:
                return parent
        return None

    def _is_setting(self, word: Node) -> bool:
        text = self.text(word)
        return text.startswith("-") or "=" in text

    def call_fact(self, node: Node) -> Call:  # noqa: D102
        name, words = self.command_words(node)
        if name in BEFORE:
            rest = [place for place, word in enumerate(words) if not self._is_setting(word)]
            start = rest[0] if rest else len(words)
            name, words = (self.text(words[start]) if rest else ""), words[start + 1 :]
        span = Span(node.start_byte, node.end_byte)
        if name in SENDING:
            args, options = command_line(name, [(self.follow(word), word.start_byte) for word in words])
            keywords = tuple(self._posted(entry, node) for entry in options)
            return Call(CallKind.CALL, Ref(name), args, keywords, self.scope, span)
        return Call(CallKind.CALL, Ref(name), tuple(self.word(word) for word in words), (), self.scope, span)

    def _posted(self, entry: Entry, node: Node) -> Entry:
        """An option, with what is read where it says so, and with the object that it is as text."""
        value: Value = entry.value
        if isinstance(value, Str) and value.text in INPUT:
            value = self.input(node)
        return Entry(entry.key, self.as_written(value, entry.start), entry.start)
