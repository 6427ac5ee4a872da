"""What words of a shell script say: quotes, variables, parameters, and what commands write."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import CallValue, Choice, Index, ListLit, Opaque, Ref, ScopeKind, Spread, Str, Template, Value
from readiness_scan.syntax.extract import MAX_ARGUMENTS
from readiness_scan.syntax.inner import InnerCode
from readiness_scan.syntax.shell.written import written
from readiness_scan.syntax.texts import joined, printf

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_WORDS = 4 * MAX_ARGUMENTS
"""Words of one command that are read."""
REST = "@"
"""What the arguments are called that no number names."""
EXPANSION = re.compile(
    r"\\(?P<escaped>[\"\\$`\n])"
    r"|\$(?P<name>[A-Za-z_]\w*|\d)"
    r"|\$\{(?P<braced>[A-Za-z_]\w*|\d{1,3})(?::?[-=](?P<default>[^}$`]*))?\}"
    r"|(?P<other>\$[({]|`)"
)
ESCAPED = re.compile(r"\\(\n|.)", re.DOTALL)
ANSI = {"n": "\n", "t": "\t", "r": "\r"}
CLOSING = {"$(": ("(", ")"), "${": ("{", "}"), "`": ("", "`")}


class Words(InnerCode):
    """Words and their parts."""

    def word(self, node: Node | None) -> Value:
        """What a word says; an object that is written as text is that object."""
        return self.as_written(self.follow(node), node.start_byte if node is not None else 0)

    def as_written(self, value: Value, place: int) -> Value:
        """A value; an object that is written as text is that object."""
        found = written(value, place)
        return value if found is None else found

    # --- variables ------------------------------------------------------------------------------------------

    def variable(self, name: str, place: int) -> Value:
        """`$name`, `$1`."""
        return self.parameter(int(name), place) if name.isdigit() else Ref(name)

    def parameter(self, number: int, place: int) -> Value:
        """The argument of a function that stands at a place, counted from one, after what was shifted away by then."""
        function = self.enclosing(ScopeKind.FUNCTION)
        if function < 0 or not number:
            return Opaque("what the script is started with")
        if function in self.rolled:
            return Opaque("shifted in a loop")
        return Ref(str(number + bisect_left(self.shifts.get(function, []), place)))

    shifts: dict[int, list[int]]
    """Per function the places where it shifts its arguments, in order."""
    rolled: set[int]
    """Functions that shift their arguments in a loop."""

    def _simple(self, node: Node) -> Value:
        name = self.text(node)[1:]
        if name in ("@", "*"):
            return self._all(node.start_byte)
        return self.variable(name, node.start_byte) if name.isidentifier() or name.isdigit() else Opaque("arguments")

    def _all(self, place: int) -> Value:
        """`$@`: the arguments that are left, those that have a number and the others."""
        function = self.enclosing(ScopeKind.FUNCTION)
        if function < 0 or function in self.rolled:
            return Opaque("arguments")
        first = 1 + bisect_left(self.shifts.get(function, []), place)
        names = self.scopes[self.home(ScopeKind.FUNCTION)].bindings
        numbered = [Ref(str(number)) for number in range(first, len(names) + 1) if str(number) in names]
        return Spread(ListLit((*numbered, Spread(Ref(REST)))))

    def _expansion(self, node: Node) -> Value:
        text = self.text(node)
        first = node.named_children[0] if node.named_children else None
        if first is not None and first.type == "subscript":
            return self._subscript(first)
        found = EXPANSION.fullmatch(text)
        if found is not None and found["braced"]:
            return self._braced(found, node.start_byte)
        if first is not None and first.type == "variable_name" and len(node.named_children) == 2:
            operator = text[2 + len(self.text(first)) :]
            if operator.startswith((":-", ":=", "-", "=")):
                known = self.variable(self.text(first), node.start_byte)
                return Choice((known, self.follow(node.named_children[1])))
        return Opaque("expansion")

    def _braced(self, found: re.Match[str], place: int) -> Value:
        known = self.variable(found["braced"], place)
        return Choice((known, Str(found["default"]))) if found["default"] else known

    def _subscript(self, node: Node) -> Value:
        name, index = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.index)
        if name is None or index is None:
            return Opaque("subscript")
        known = Ref(self.text(name))
        return Spread(known) if self.text(index) in ("@", "*") else Index(known, self.follow(index))

    # --- quotes ---------------------------------------------------------------------------------------------

    def _bare(self, node: Node) -> Value:
        text = self.text(node)
        return Str(ESCAPED.sub(lambda m: "" if m[1] == "\n" else m[1], text) if "\\" in text else text)

    def _raw(self, node: Node) -> Value:
        return Str(self.text(node)[1:-1])

    def _ansi(self, node: Node) -> Value:
        return Str(ESCAPED.sub(lambda m: ANSI.get(m[1], m[1]), self.text(node)[2:-1]))

    def _string(self, node: Node) -> Value:
        """A quoted text: between what is filled in, the text as it stands."""
        parts: list[Value] = []
        end = node.start_byte + 1
        for child in node.named_children:
            if child.type != "string_content":
                parts += (self._between(end, child.start_byte), self.follow(child))
                end = child.end_byte
        parts.append(self._between(end, max(node.end_byte - 1, end)))
        return filled_in(parts)

    def _between(self, start: int, end: int) -> Value:
        text = self.data[start:end].decode("utf-8", "replace")
        return Str(re.sub(r"\\([\"\\$`\n])", lambda m: m[1].strip("\n"), text))

    def _concatenation(self, node: Node) -> Value:
        return filled_in([self.follow(child) for child in node.named_children])

    def heredoc(self, redirect: Node) -> Value:
        """The text of a heredoc; in an unquoted one variables are filled in."""
        start = next((child for child in redirect.named_children if child.type == "heredoc_start"), None)
        body = next((child for child in redirect.named_children if child.type == "heredoc_body"), None)
        if start is None or body is None:
            return Opaque("heredoc")
        text = self.text(body)
        if self.text(start)[:1] in "'\"\\":
            return self.as_written(Str(text), body.start_byte)
        return self.as_written(filled_in(self._expanded(text, body.start_byte)), body.start_byte)

    def _expanded(self, text: str, place: int) -> list[Value]:
        parts: list[Value] = []
        end = 0
        while (found := EXPANSION.search(text, end)) is not None:
            parts.append(Str(text[end : found.start()]))
            end = found.end()
            if found["escaped"]:
                parts.append(Str(found["escaped"].strip("\n")))
            elif found["other"]:
                parts.append(Opaque("command"))
                end = closed(text, end, *CLOSING[found["other"]])
            else:
                known = self.variable(found["name"], place) if found["name"] else self._braced(found, place)
                parts.append(known)
        return [*parts, Str(text[end:])]

    # --- what commands write --------------------------------------------------------------------------------

    def _substitution(self, node: Node) -> Value:
        inner = [child for child in node.named_children if child.type != "comment"]
        return trimmed(self.output(inner[-1])) if inner else Str("")

    def output(self, node: Node) -> Value:
        """What a command writes."""
        if self.depth > MAX_ARGUMENTS // 2:
            return Opaque("too deep")
        self.depth += 1
        try:
            return self._output(node)
        finally:
            self.depth -= 1

    def _output(self, node: Node) -> Value:
        if node.type == "redirected_statement":
            body = node.child_by_field_id(self.at.body)
            return self.output(body) if body is not None else Opaque("redirect")
        if node.type == "pipeline" and node.named_children:
            return self.output(node.named_children[-1])
        if node.type != "command":
            return Opaque(node.type)
        name, words = self.command_words(node)
        if name == "echo":
            said = [self.follow(word) for word in words if self.text(word) not in ("-n", "-e", "-ne", "-en")]
            spaced = [part for value in said for part in (Str(" "), value)][1:]
            value = said[0] if len(said) == 1 else filled_in(spaced)
            return self.as_written(value, node.start_byte)
        if name == "printf":
            said = [self.follow(word) for word in words]
            shape = (
                ESCAPED.sub(lambda m: ANSI.get(m[1], m[1]), said[0].text) if said and isinstance(said[0], Str) else None
            )
            value = printf(shape, said[1:]) if shape is not None else Opaque("format")
            return self.as_written(value, node.start_byte)
        if name == "cat":
            return self.input(node) if not words else Opaque("a file")
        if name == "jq":
            return self._jq(node, words)
        callee, args = Ref(name), tuple(self.word(word) for word in words)
        return CallValue(callee, args, (), new=False) if name else Opaque("command")

    def _jq(self, node: Node, words: list[Node]) -> Value:
        """`jq -n --arg name value '{key: $name}'`."""
        variables: dict[str, Value] = {}
        programs: list[Value] = []
        index = 0
        while index < len(words):
            text = self.text(words[index])
            if text in ("--arg", "--argjson") and index + 2 < len(words):
                variables[self.text(words[index + 1]).strip("'\"")] = self.follow(words[index + 2])
                index += 3
                continue
            if not text.startswith("-"):
                programs.append(self.follow(words[index]))
            index += 1
        if programs == [Str(".")]:
            return self.input(node)
        made = written(programs[0], node.start_byte, variables) if len(programs) == 1 else None
        return made if made is not None else Opaque("a program")

    def input(self, node: Node) -> Value:
        """What a command reads: a heredoc, a text that it is given, or what the command before it writes."""
        outer = node.parent
        given = self._redirected(node)
        if given is not None:
            return given
        if outer is not None and outer.type == "redirected_statement":
            given = self._redirected(outer)
            if given is not None:
                return given
            node, outer = outer, outer.parent
        if outer is None or outer.type != "pipeline":
            return Opaque("input")
        before = [child for child in outer.named_children if child.end_byte <= node.start_byte]
        if before:
            return self.output(before[-1])
        redirect = outer.parent
        if redirect is not None and redirect.type == "heredoc_redirect":  # `cat <<EOF | program`
            return self.heredoc(redirect)
        return Opaque("input")

    def _redirected(self, statement: Node) -> Value | None:
        for child in statement.named_children:
            if child.type == "heredoc_redirect":
                return self.heredoc(child)
            if child.type == "herestring_redirect" and child.named_children:
                return self.word(child.named_children[-1])
        return None

    def command_words(self, node: Node) -> tuple[str, list[Node]]:
        """A command's name and the words after it."""
        name = node.child_by_field_id(self.at.name)
        arguments = node.children_by_field_name("argument")[:MAX_WORDS]
        return (self.text(name) if name is not None else ""), arguments

    def _list(self, node: Node) -> Value:
        return ListLit(tuple(self.word(child) for child in node.named_children))

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "word": _bare,
        "number": _bare,
        "raw_string": _raw,
        "ansi_c_string": _ansi,
        "string": _string,
        "concatenation": _concatenation,
        "simple_expansion": _simple,
        "expansion": _expansion,
        "command_substitution": _substitution,
        "array": _list,
    }


def filled_in(parts: list[Value]) -> Value:
    """Parts that stand next to each other; one alone is itself."""
    said = [part for part in parts if part != Str("")]
    return said[0] if len(said) == 1 else joined(said)


def trimmed(value: Value) -> Value:
    """What a command writes, as a word: without line ends behind it."""
    if isinstance(value, Str):
        return Str(value.text.rstrip("\n"))
    if isinstance(value, Template) and isinstance(value.parts[-1], Str):
        return filled_in([*value.parts[:-1], Str(value.parts[-1].text.rstrip("\n"))])
    return value


def closed(text: str, place: int, opening: str, closing: str) -> int:
    """The place behind what closes a bracket that is open."""
    depth = 1
    for index in range(place, len(text)):
        if text[index] == closing:
            depth -= 1
            if not depth:
                return index + 1
        elif text[index] == opening:
            depth += 1
    return len(text)
