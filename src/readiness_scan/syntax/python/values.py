"""What expressions of Python say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Await,
    CallValue,
    Choice,
    Constant,
    Entry,
    ImportValue,
    Index,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    ScopeKind,
    Spread,
    Str,
    Super,
    This,
    Value,
)
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.texts import joined, separated, sound

if TYPE_CHECKING:
    from tree_sitter import Node

IMPORT_FUNCTIONS = {"import_module", "__import__"}
ESCAPE = re.compile(r"\\(\r?\n|[\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\})")
ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
PLAIN = re.compile(rb"(\"{3}|'{3}|[\"'])([^\\]*)\1")
"""A string without prefix and without escapes."""
PERCENT = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[sdrif]")
BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
DOUBLED = {"{{": "{", "}}": "}"}
CONVERSION = re.compile(r"[!:]")


class Values(Extractor):
    """Expressions and literals."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call"})

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        self.refs: dict[bytes, Ref] = {}
        self.instance_names: set[bytes] = set()

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        plain = PLAIN.fullmatch(self.data, node.start_byte, node.end_byte)
        if plain:
            return Str(plain[2].decode("utf-8", "replace"))
        children = node.named_children
        prefix = self.text(children[0]).rstrip("\"'").lower() if children else ""
        if "b" in prefix:
            return Opaque("bytes")
        parts: list[Value] = []
        for child in children:
            if child.type == "string_content":
                parts.append(Str(self._content(child, prefix)))
            elif child.type == "interpolation":
                parts.append(self.follow(child.child_by_field_id(self.at.expression)))
        return joined(parts)

    def _content(self, node: Node, prefix: str) -> str:
        text = self.text(node)
        if "f" in prefix:
            text = text.replace("{{", "{").replace("}}", "}")
        if "\\" not in text or "r" in prefix:
            return text
        return sound(ESCAPE.sub(unescape, text))

    def _concatenated(self, node: Node) -> Value:
        return joined(self.each(node.named_children))

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    # --- names and members ----------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        name = self.data[node.start_byte : node.end_byte]
        if name in self.instance_names:
            instance = self._instance(name.decode("utf-8", "replace"))
            if instance is not None:
                return instance
        known = self.refs.get(name)
        if known is None:
            text = name.decode("utf-8", "replace")
            if text in self.moved:
                return Ref(text, node.start_byte)
            known = self.refs[name] = Ref(text)
        return known

    def _instance(self, name: str) -> Value | None:
        """What the first parameter of the enclosing method stands for, if the name is that."""
        scope = self.scope
        while scope >= 0:
            bound = self.scopes[scope].bindings.get(name)
            if bound:
                return bound[0].value if isinstance(bound[0].value, This) else None
            scope = self.scopes[scope].parent
        return None

    def _attribute(self, node: Node) -> Value:
        name = node.child_by_field_id(self.at.attribute)
        return Member(self.follow(node.child_by_field_id(self.at.object)), self.text(name) if name else "")

    def _subscript(self, node: Node) -> Value:
        subject = self.follow(node.child_by_field_id(self.at.value))
        written = node.children_by_field_name("subscript")
        if len(written) == 1 and starts(written[0]):
            return ListLit((Spread(subject),))
        keys = self.each(written)
        key = keys[0] if len(keys) == 1 else ListLit(keys)
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        callee = self.follow(node.child_by_field_id(self.at.function))
        arguments = node.child_by_field_id(self.at.arguments)
        args, keywords = self.arguments(arguments) if arguments else ((), ())
        said: Value | None = None
        if isinstance(callee, Ref):
            said = self._built_in(callee.name, args, keywords)
        elif isinstance(callee, Member):
            said = method(callee, args, keywords)
        return said or CallValue(callee, args, keywords, new=False)

    def _built_in(self, name: str, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Value | None:
        """What a call of a function means that every file has."""
        if name in IMPORT_FUNCTIONS and args:
            return ImportValue(args[0])
        if name == "getattr" and len(args) > 1:
            return Member(args[0], args[1].text) if isinstance(args[1], Str) else Index(args[0], args[1])
        if name == "dict" and not args:
            return ObjectLit(keywords)
        if name == "super" and len(args) in (0, 2):
            owner = self.enclosing(ScopeKind.CLASS)
            return Super(owner) if owner >= 0 else None
        return None

    def arguments(self, node: Node) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
        """Positional and keyword arguments."""
        if node.type != "argument_list":
            return (self.follow(node),), ()
        args: list[Value] = []
        keywords: list[Entry] = []
        for child in node.named_children:
            kind = child.type
            if kind == "keyword_argument":
                name = child.child_by_field_id(self.at.name)
                value = self.follow(child.child_by_field_id(self.at.value))
                keywords.append(Entry(self.text(name) if name else None, value, child.start_byte))
            elif kind == "dictionary_splat":
                keywords.append(Entry(None, Spread(self.inner(child)), child.start_byte))
            elif kind != "comment":
                args.append(self.follow(child))
        return tuple(args), tuple(keywords)

    def _await(self, node: Node) -> Value:
        return Await(self.inner(node))

    def inner(self, node: Node) -> Value:
        """The value of the first child that is no comment."""
        return self.follow(next((child for child in node.named_children if child.type != "comment"), None))

    # --- operators ------------------------------------------------------------------------------------------

    def _conditional(self, node: Node) -> Value:
        children = [child for child in node.named_children if child.type != "comment"]
        return Choice((self.follow(children[0]), self.follow(children[-1])))

    def _boolean(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        right = self.follow(node.child_by_field_id(self.at.right))
        if operator is None or operator.type != "or":
            return right
        return Choice((self.follow(node.child_by_field_id(self.at.left)), right), in_order=True)

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        kind = operator.type if operator else ""
        if kind not in ("+", "%"):
            return Opaque("operator")
        left = self.follow(node.child_by_field_id(self.at.left))
        right = self.follow(node.child_by_field_id(self.at.right))
        if kind == "%" and isinstance(left, Str):
            return filled(PERCENT.split(left.text), right.items if isinstance(right, ListLit) else [right])
        return joined((left, right)) if kind == "+" else Opaque("operator")

    # --- collections and functions --------------------------------------------------------------------------

    def _dictionary(self, node: Node) -> Value:
        entries: list[Entry] = []
        for child in node.named_children:
            if child.type == "pair":
                key = self.follow(child.child_by_field_id(self.at.key))
                value = self.follow(child.child_by_field_id(self.at.value))
                entries.append(Entry(key.text if isinstance(key, Str) else None, value, child.start_byte))
            elif child.type == "dictionary_splat":
                entries.append(Entry(None, Spread(self.inner(child)), child.start_byte))
        return ObjectLit(tuple(entries))

    def _list(self, node: Node) -> Value:
        return ListLit(self.each(node.named_children))

    def _spread(self, node: Node) -> Value:
        return Spread(self.inner(node))

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    def walrus(self, node: Node) -> Value:
        """The value of `(name := value)`."""
        return self.follow(node.child_by_field_id(self.at.value))

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "string": _string,
        "concatenated_string": _concatenated,
        "integer": _constant,
        "float": _constant,
        "true": _constant,
        "false": _constant,
        "none": _constant,
        "identifier": _name,
        "attribute": _attribute,
        "subscript": _subscript,
        "call": _call,
        "await": _await,
        "parenthesized_expression": inner,
        "conditional_expression": _conditional,
        "boolean_operator": _boolean,
        "binary_operator": _binary,
        "dictionary": _dictionary,
        "list": _list,
        "tuple": _list,
        "set": _list,
        "expression_list": _list,
        "list_splat": _spread,
        "lambda": _lambda,
        "named_expression": walrus,
        "type": inner,
    }


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for; line continuations are nothing."""
    body = match[1]
    sign = body[0]
    if sign in "\r\n":
        return ""
    if sign in "xuU":
        code = int(body[1:], 16)
        return chr(code) if code <= 0x10FFFF else match[0]
    if sign in "01234567":
        return chr(int(body, 8))
    if sign == "N":
        try:
            return unicodedata.lookup(body[2:-1])
        except KeyError:
            return match[0]
    return ESCAPES.get(body, body)


def starts(key: Node) -> bool:
    """Whether a key is a slice of the first elements: `[:]`, `[:10]`."""
    kinds = [child.type for child in key.children]
    return key.type == "slice" and kinds[0] == ":" and kinds.count(":") == 1


def method(callee: Member, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Value | None:
    """What a call of a method means that is known by its name: `"a_{}".format(x)`, `"_".join([a, b])`."""
    if callee.name in IMPORT_FUNCTIONS and args:
        return ImportValue(args[0])
    if not isinstance(callee.object, Str):
        return None
    if callee.name == "format":
        return formatted(callee.object.text, args, keywords)
    if callee.name == "join" and args and isinstance(args[0], ListLit):
        return separated(callee.object.text, args[0])
    return None


def filled(texts: list[str], items: Iterable[Value]) -> Value:
    """Literal texts with a value between each two."""
    parts: list[Value] = []
    given = iter(items)
    for place, text in enumerate(texts):
        if place:
            parts.append(next(given, Opaque("format")))
        parts.append(Str(text))
    return joined(parts)


def formatted(text: str, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Value:
    """`"a_{}".format(x)`."""
    named = {entry.key: entry.value for entry in keywords}
    named |= {str(place): value for place, value in enumerate(args)}
    parts: list[Value] = []
    end = unnamed = 0
    for match in BRACES.finditer(text):
        parts.append(Str(text[end : match.start()]))
        end = match.end()
        if match[0] in DOUBLED:
            parts.append(Str(DOUBLED[match[0]]))
            continue
        key = CONVERSION.split(match[1])[0] or str(unnamed)
        unnamed += 1
        parts.append(named.get(key, Opaque("format")))
    return joined([*parts, Str(text[end:])])
