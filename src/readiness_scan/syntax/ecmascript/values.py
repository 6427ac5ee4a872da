"""What expressions of JavaScript say."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Await,
    CallValue,
    Cast,
    Choice,
    ClassValue,
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
    Template,
    This,
    Value,
)
from readiness_scan.syntax.extract import Extractor, opaque
from readiness_scan.syntax.texts import filled, joined, separated, sound

if TYPE_CHECKING:
    from tree_sitter import Node

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
IMPORT = opaque("import")


class Values(Extractor):
    """Expressions, literals and object keys."""

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        self.refs: dict[bytes, Ref] = {}

    def annotation(self, node: Node | None) -> Value | None:
        """A type annotation; JavaScript has none."""
        return None

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        return filled(self.unquote(node))

    def unquote(self, node: Node) -> str:
        """A string literal's text, escapes undone."""
        written = self.data[node.start_byte : node.end_byte]
        if len(written) > 1 and written[0] == written[-1] and b"\\" not in written and b"&" not in written:
            return written[1:-1].decode("utf-8", "replace")
        return sound("".join(self.fragment(child) for child in node.named_children))

    def fragment(self, node: Node) -> str:
        """A part of a string or template: its text, or the character that an escape stands for."""
        text = self.text(node)
        if node.type == "escape_sequence":
            return unescape(text)
        return html.unescape(text) if node.type == "html_character_reference" else text

    def _template(self, node: Node) -> Value:
        said = joined(self._template_part(child) for child in node.named_children)
        parts = said.parts if isinstance(said, Template) else (said,)
        return joined(Str(sound(part.text)) if isinstance(part, Str) else part for part in parts)

    def _template_part(self, node: Node) -> Value:
        if node.type != "template_substitution":
            return filled(self.fragment(node))
        return self.follow(first(node)) if node.named_children else Opaque()

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    # --- names and members ----------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        name = self.data[node.start_byte : node.end_byte]
        known = self.refs.get(name)
        if known is None:
            text = name.decode("utf-8", "replace")
            if text in self.moved:
                return Ref(text, node.start_byte)
            known = self.refs[name] = Ref(text)
        return known

    def _this(self, node: Node) -> Value:
        return This(self.enclosing(ScopeKind.CLASS))

    def _super(self, node: Node) -> Value:
        return Super(self.enclosing(ScopeKind.CLASS))

    def _member(self, node: Node) -> Value:
        name = node.child_by_field_id(self.at.property)
        return Member(self.follow(node.child_by_field_id(self.at.object)), self.text(name) if name else "")

    def _subscript(self, node: Node) -> Value:
        subject = self.follow(node.child_by_field_id(self.at.object))
        key = self.follow(node.child_by_field_id(self.at.index))
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        function = node.child_by_field_id(self.at.function)
        arguments = node.child_by_field_id(self.at.arguments)
        if function is None or arguments is None or arguments.type != "arguments":
            return Opaque("tagged template")
        callee = self.follow(function)
        args = self.each(arguments.named_children)
        if callee is IMPORT or (isinstance(callee, Ref) and callee.name == "require"):
            return ImportValue(args[0], commonjs=callee is not IMPORT) if args else Opaque("import")
        if isinstance(callee, Member) and callee.name == "join" and isinstance(callee.object, ListLit):
            separator = args[0] if args else Str(",")
            text = separated(separator.text, callee.object) if isinstance(separator, Str) else None
            return text or CallValue(callee, args, (), new=False)
        return CallValue(callee, args, (), new=False)

    def _new(self, node: Node) -> Value:
        arguments = node.child_by_field_id(self.at.arguments)
        callee = self.follow(node.child_by_field_id(self.at.constructor))
        return CallValue(callee, self.each(arguments.named_children) if arguments else (), (), new=True)

    def _await(self, node: Node) -> Value:
        return Await(self.follow(first(node)))

    # --- operators ------------------------------------------------------------------------------------------

    def _inner(self, node: Node) -> Value:
        return self.follow(first(node))

    def _conditional(self, node: Node) -> Value:
        consequence = self.follow(node.child_by_field_id(self.at.consequence))
        return Choice((consequence, self.follow(node.child_by_field_id(self.at.alternative))))

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        kind = operator.type if operator else ""
        if kind == "&&":
            return self.follow(node.child_by_field_id(self.at.right))
        if kind not in ("||", "??", "+"):
            return Opaque("operator")
        sides = (self.follow(node.child_by_field_id(self.at.left)), self.follow(node.child_by_field_id(self.at.right)))
        return joined(sides) if kind == "+" else Choice(sides, in_order=True)

    def _assigned(self, node: Node) -> Value:
        return self.follow(node.child_by_field_id(self.at.right))

    def _sequence(self, node: Node) -> Value:
        return self.follow(node.named_children[-1])

    def _cast(self, node: Node) -> Value:
        children = [child for child in node.named_children if child.type != "comment"]
        value = self.follow(children[0]) if children else Opaque()
        annotation = self.annotation(children[1]) if len(children) > 1 else None
        return Cast(value, annotation) if annotation is not None else value

    # --- objects, lists, functions --------------------------------------------------------------------------

    def _object(self, node: Node) -> Value:
        return ObjectLit(tuple([entry for child in node.named_children if (entry := self._entry(child)) is not None]))

    def _entry(self, node: Node) -> Entry | None:
        kind = node.type
        if kind == "pair":
            value = self.follow(node.child_by_field_id(self.at.value))
            return Entry(self.key(node.child_by_field_id(self.at.key)), value, node.start_byte)
        if kind == "shorthand_property_identifier":
            return Entry(self.text(node), self._name(node), node.start_byte)
        if kind == "spread_element":
            return Entry(None, Spread(self.follow(first(node))), node.start_byte)
        if kind == "method_definition":
            return Entry(self.key(node.child_by_field_id(self.at.name)), self._lambda(node), node.start_byte)
        return None

    def key(self, node: Node | None) -> str | None:
        """An object key's text; none for a computed one that is no literal."""
        if node is None:
            return None
        kind = node.type
        if kind == "property_identifier":
            return self.text(node)
        if kind == "string":
            return self.unquote(node)
        if kind == "computed_property_name":
            value = self.follow(first(node))
            return value.text if isinstance(value, Str) else None
        return self.text(node)

    def _list(self, node: Node) -> Value:
        return ListLit(self.each(node.named_children))

    def _spread(self, node: Node) -> Value:
        return Spread(self.follow(first(node)))

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    def _class_value(self, node: Node) -> Value:
        index = self.class_ids.get(node.id)
        return Opaque("class") if index is None else ClassValue(index)

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "string": _string,
        "template_string": _template,
        "number": _constant,
        "true": _constant,
        "false": _constant,
        "null": _constant,
        "undefined": _constant,
        "identifier": _name,
        "shorthand_property_identifier": _name,
        "type_identifier": _name,
        "this": _this,
        "super": _super,
        "member_expression": _member,
        "subscript_expression": _subscript,
        "call_expression": _call,
        "new_expression": _new,
        "await_expression": _await,
        "parenthesized_expression": _inner,
        "non_null_expression": _inner,
        "as_expression": _cast,
        "satisfies_expression": _inner,
        "ternary_expression": _conditional,
        "binary_expression": _binary,
        "object": _object,
        "array": _list,
        "spread_element": _spread,
        "arrow_function": _lambda,
        "function_expression": _lambda,
        "generator_function": _lambda,
        "class": _class_value,
        "assignment_expression": _assigned,
        "augmented_assignment_expression": _assigned,
        "sequence_expression": _sequence,
        "jsx_expression": _inner,
    }


def first(node: Node | None) -> Node | None:
    """The first child that is no comment."""
    if node is None:
        return None
    children = node.named_children
    if children and children[0].type != "comment":
        return children[0]
    return next((child for child in children if child.type != "comment"), None)


def unescape(text: str) -> str:
    """One escape sequence's character; line continuations are nothing."""
    body = text[1:]
    if body[:1] in "ux" and len(body) > 1:
        try:
            return chr(int(body[1:].strip("{}"), 16))
        except (ValueError, OverflowError):
            return text
    return "" if body in ("\n", "\r\n") else ESCAPES.get(body, body)
