"""What calls of Kotlin say, and what their lambdas give the members of what they are called on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from readiness_scan.facts import (
    CallValue,
    Choice,
    ClassValue,
    Entry,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    Spread,
    Str,
    Super,
    Template,
    Value,
)
from readiness_scan.syntax.extract import ABSENT
from readiness_scan.syntax.jvm.declarations import built, property_of
from readiness_scan.syntax.kotlin.expressions import COMMENTS, Expressions
from readiness_scan.syntax.members import nested
from readiness_scan.syntax.texts import joined, printf

if TYPE_CHECKING:
    from tree_sitter import Node

WITH_THIS = {"apply", "run", "with"}
"""Functions whose lambda has its subject as `this`."""
WITH_IT = {"also", "let", "takeIf"}
"""Functions whose lambda is handed its subject."""
GIVES_SUBJECT = {"apply", "also", "takeIf"}
LISTS = {"listOf", "setOf", "mutableListOf", "arrayOf", "listOfNotNull", "mutableSetOf", "arrayListOf"}
MAPS = {"mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf"}


class Values(Expressions):
    """Calls and what is written in place: functions, objects."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call_expression"})

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        call = self.read_call(node)
        return self._scoped(node, call) or self._library(call) or built(call) or call

    def read_call(self, node: Node) -> CallValue:
        """The callee and the arguments of a call, its lambda after the parentheses among them."""
        args: list[Value] = []
        keywords: list[Entry] = []
        function = node.named_children[0] if node.named_children else None
        parts = list(node.named_children[1:])
        lambdas = [part for part in parts if part.type == "annotated_lambda"]
        has_arguments = any(part.type == "value_arguments" for part in parts)
        if function is not None and function.type == "call_expression" and lambdas and not has_arguments:
            parts = [*function.named_children[1:], *lambdas]
            function = function.named_children[0]
        for part in parts:
            if part.type == "value_arguments":
                self.arguments(part, args, keywords)
            elif part.type == "annotated_lambda":
                args.append(self.follow(part.named_children[-1]))
        return CallValue(self.callee(function), tuple(args), tuple(keywords), new=self._constructs(function))

    def _constructs(self, function: Node | None) -> bool:
        """Whether a call is written like that of a class."""
        while function is not None and function.type == "navigation_expression" and function.named_children:
            function = function.named_children[-1]
        return function is not None and self.text(function)[:1].isupper()

    def arguments(self, node: Node, args: list[Value], keywords: list[Entry]) -> None:
        """The arguments in parentheses, by position and by name."""
        for child in node.named_children:
            if child.type != "value_argument":
                continue
            inner = [each for each in child.named_children if each.type not in COMMENTS]
            marks = {each.type for each in child.children if not each.is_named}
            if "=" in marks and len(inner) > 1:
                keywords.append(Entry(self.text(inner[0]).strip("`"), self.follow(inner[-1]), inner[0].start_byte))
            elif inner:
                value = self.follow(inner[-1])
                args.append(Spread(value) if "*" in marks else value)

    def callee(self, node: Node | None) -> Value:
        """What is called: also a function that is called like a member of what it is no member of."""
        if node is None:
            return ABSENT
        value = self.follow(node)
        match value:
            case Member(subject, name) if name in self.added and not isinstance(subject, Super):
                return Choice((value, Ref(name)))
            case Ref(name) if self.receivers and not self._is_local(name):
                receiver = self.receiver()
                return Choice((value, Member(receiver, name))) if receiver is not None else value
            case _:
                return value

    def _is_local(self, name: str) -> bool:
        scope = self.scope
        while scope >= 0:
            if name in self.scopes[scope].bindings or name in self.scopes[scope].imports:
                return True
            scope = self.scopes[scope].parent
        return False

    def _scoped(self, node: Node, call: CallValue) -> Value | None:
        """What `x.apply { … }` and its like give: their subject, with what its members are given there."""
        match call:
            case CallValue(Member(subject, name), (Lambda(index),), ()) if name in WITH_THIS | WITH_IT:
                if name not in GIVES_SUBJECT:
                    return CallValue(Lambda(index), (subject,) if name in WITH_IT else (), (), new=False)
                if isinstance(subject, CallValue) and name != "takeIf":
                    return replace(subject, keywords=(*subject.keywords, *self.settings(node)))
                return subject
            case CallValue(Ref("with"), (_, Lambda(index)), ()):
                return CallValue(Lambda(index), (), (), new=False)
            case CallValue(Ref("lazy" | "run"), (*_, Lambda(index)), ()):
                return CallValue(Lambda(index), (), (), new=False)
            case _:
                return None

    def settings(self, node: Node) -> tuple[Entry, ...]:
        """What the statements of the lambda of `x.apply { a = 1; b.c = 2; setD(3) }` give the members of x."""
        block = node.named_children[-1] if node.named_children else None
        while block is not None and block.type == "annotated_lambda":
            block = block.named_children[-1]
        inside = block.named_children if block is not None else []
        handed = next((child for child in inside if child.type == "lambda_parameters"), None)
        name = self.text(handed) if handed is not None else "it"
        found: list[Entry] = []
        for child in inside:
            if child.type == "assignment":
                left, right = child.child_by_field_id(self.at.left), child.child_by_field_id(self.at.right)
                path = self._path(left)
                path = path[1:] if path[:1] in ([name], ["this"]) else path
                if path:
                    found.append(nested(path, self.follow(right), left.start_byte if left is not None else 0))
            elif child.type == "call_expression":
                found += self._nested_settings(child, name)
        return tuple(found)

    def _nested_settings(self, node: Node, handed: str) -> list[Entry]:
        """`a.apply { b = 1 }` and `setA(1)` as statements of such a lambda."""
        function = node.named_children[0]
        path = self._path(function)
        path = path[1:] if path[:1] in ([handed], ["this"]) else path
        if len(path) == 2 and path[1] in ("apply", "also", "run"):
            return [Entry(path[0], ObjectLit(self.settings(node)), node.start_byte)]
        name = property_of(path[-1], "set") if path else None
        call = self.read_call(node) if name else None
        if name is None or call is None or len(call.args) != 1:
            return []
        return [nested([*path[:-1], name], call.args[0], node.start_byte)]

    def _path(self, node: Node | None) -> list[str]:
        """The names of `a.b.c`; empty for anything else."""
        if node is None or node.type == "this_expression":
            return ["this"] if node is not None else []
        if node.type == "identifier":
            return [self.text(node)]
        if node.type == "navigation_expression" and len(node.named_children) == 2:
            outer = self._path(node.named_children[0])
            return [*outer, self.text(node.named_children[1])] if outer else []
        return []

    def _library(self, call: CallValue) -> Value | None:
        """What a call of the standard library puts together."""
        match call.callee:
            case Ref(name) if name in LISTS:
                return ListLit(call.args)
            case Ref(name) if name in MAPS:
                return ObjectLit(tuple(pair_entry(arg) for arg in call.args))
            case Member(subject, "plus") if len(call.args) == 1 and isinstance(subject, Str | Template):
                return joined((subject, *call.args))
            case Member(Str(text), "format"):
                return printf(text, call.args)
            case Member(Ref("String"), "format") if call.args and isinstance(call.args[0], Str):
                return printf(call.args[0].text, call.args[1:])
            case Member(subject, "lowercase" | "uppercase" | "toLowerCase" | "toUpperCase" as name):
                return CallValue(Member(subject, "toLowerCase" if "ower" in name else "toUpperCase"), (), (), new=False)
            case _:
                return None

    def _infix(self, node: Node) -> Value:
        """`key to value`."""
        parts = node.named_children
        if len(parts) == 3 and self.text(parts[1]) == "to":
            return ListLit((self.follow(parts[0]), self.follow(parts[2])))
        return Opaque("operator")

    def _function(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    def _object(self, node: Node) -> Value:
        index = self.class_ids.get(node.id)
        return Opaque("object") if index is None else CallValue(ClassValue(index), (), (), new=True)

    def _reference(self, node: Node) -> Value:
        """`::track`, `Analytics::track`."""
        parts = node.named_children
        if len(parts) == 1:
            return self.follow(parts[0])
        return Member(self.follow(parts[0]), self.text(parts[-1])) if parts else ABSENT

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        **Expressions.readers,
        "infix_expression": _infix,
        "call_expression": _call,
        "lambda_literal": _function,
        "anonymous_function": _function,
        "object_literal": _object,
        "callable_reference": _reference,
    }


def pair_entry(value: Value) -> Entry:
    """An entry of a map that is made of pairs."""
    match value:
        case ListLit((Str(key), held)):
            return Entry(key, held, 0)
        case ListLit((_, held)):
            return Entry(None, held, 0)
        case _:
            return Entry(None, Spread(value), 0)
