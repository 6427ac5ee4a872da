"""What expressions of C# say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    Await,
    CallValue,
    Cast,
    Choice,
    Constant,
    Entry,
    Index,
    Lambda,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    ScopeKind,
    Str,
    Super,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.texts import joined

if TYPE_CHECKING:
    from tree_sitter import Node

CONSTRUCTOR = "constructor"
"""What a class's constructor is called, whatever the language calls it."""
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
HOLE = re.compile(r"\{\{|\}\}|\{(\d+)[^{}]*\}")
LISTS = {"IEnumerable", "IList", "ICollection", "IReadOnlyList", "IReadOnlyCollection", "List", "HashSet"}
TRANSPARENT_TYPES = {"Task", "ValueTask", "Lazy", "Nullable", "IOptions"}


class Values(Extractor):
    """Expressions, literals and names."""

    # --- names ----------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        return Ref(self.text(node).removeprefix("@"))

    def _generic(self, node: Node) -> Value:
        return self._first(node)

    def _qualified(self, node: Node) -> Value:
        """`A.B.Name`: the last part alone, for namespaces are no values."""
        return self.follow(node.child_by_field_id(self.at.name))

    def _this(self, node: Node) -> Value:
        owner = self.enclosing(ScopeKind.CLASS)
        return This(owner) if owner >= 0 else Opaque("outside of a type")

    def _base(self, node: Node) -> Value:
        owner = self.enclosing(ScopeKind.CLASS)
        return Super(owner) if owner >= 0 else Opaque("outside of a type")

    def _member(self, node: Node) -> Value:
        subject = node.child_by_field_id(self.at.expression)
        name = self.label(node.child_by_field_id(self.at.name))
        if subject is None:  # `this.x` and `base.x` have no named child before the dot
            start = self.data[node.start_byte : node.start_byte + 4]
            value = self._this(node) if start == b"this" else self._base(node)
            return Member(value, name)
        if subject.type == "predefined_type":
            return Member(Ref(self.text(subject)), name)
        return Member(self.follow(subject), name)

    def label(self, node: Node | None) -> str:
        """A member's name, without its type arguments."""
        if node is not None and node.type == "generic_name" and node.named_children:
            node = node.named_children[0]
        return self.text(node).removeprefix("@") if node is not None else ""

    def _conditional_access(self, node: Node) -> Value:
        """`a?.b.c`: what is bound after the sign is a member of what stands before it."""
        parts = said(node)
        return self._bound(self.follow(parts[0]), parts[-1]) if len(parts) > 1 else Opaque("conditional access")

    def _bound(self, subject: Value, node: Node, depth: int = 0) -> Value:
        if depth > 20:
            return Opaque("too deep")
        if node.type == "member_binding_expression":
            return Member(subject, self.label(node.child_by_field_id(self.at.name)))
        if node.type == "member_access_expression":
            inner = node.child_by_field_id(self.at.expression)
            target = self._bound(subject, inner, depth + 1) if inner is not None else subject
            return Member(target, self.label(node.child_by_field_id(self.at.name)))
        if node.type == "invocation_expression":
            function = node.child_by_field_id(self.at.function)
            args, keywords = self.arguments(node)
            callee = self._bound(subject, function, depth + 1) if function is not None else subject
            return CallValue(callee, args, keywords, new=False)
        return Opaque("conditional access")

    def _element(self, node: Node) -> Value:
        subject = self.follow(node.child_by_field_id(self.at.expression))
        listed = node.child_by_field_id(self.at.subscript)
        keys = tuple(self.inner(child) for child in listed.named_children) if listed is not None else ()
        key = keys[0] if keys else None
        return Member(subject, key.text) if isinstance(key, Str) else Index(subject, key)

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        return Str(ESCAPE.sub(unescape, self.text(node)[1:-1]))

    def _verbatim(self, node: Node) -> Value:
        return Str(self.text(node)[2:-1].replace('""', '"'))

    def _raw(self, node: Node) -> Value:
        text = self.text(node)
        return Str(text.strip('"').strip("\r\n").strip())

    def _interpolated(self, node: Node) -> Value:
        parts: list[Value] = []
        for child in node.named_children:
            if child.type == "interpolation":
                inner = [each for each in child.named_children if each.type not in BRACES]
                parts.append(self.follow(inner[0] if inner else None))
            elif child.type == "escape_sequence":
                parts.append(Str(ESCAPE.sub(unescape, self.text(child))))
            elif child.type == "string_content":
                parts.append(Str(self.text(child).replace("{{", "{").replace("}}", "}")))
        return joined(parts)

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _initializer(self, node: Node) -> Value:
        """`{ "a", "b" }`, `{ ["a"] = 1 }`, `{ { "a", 1 } }`."""
        entries = self.entries(node)
        return ObjectLit(entries) if entries else ListLit(self.each(node.named_children))

    def entries(self, node: Node) -> tuple[Entry, ...]:
        """The keys of an initialiser: members that are set, and the keys of a dictionary."""
        found: list[Entry] = []
        for child in node.named_children:
            if child.type == "assignment_expression":
                left, right = child.child_by_field_id(self.at.left), child.child_by_field_id(self.at.right)
                key = self._entry_key(left)
                found.append(Entry(key, self.follow(right), child.start_byte))
            elif child.type == "initializer_expression" and child.named_child_count == 2:
                written = self.follow(child.named_children[0])
                key = written.text if isinstance(written, Str) else None
                found.append(Entry(key, self.follow(child.named_children[1]), child.start_byte))
        return tuple(found)

    def _entry_key(self, node: Node | None) -> str | None:
        if node is None:
            return None
        if node.type == "identifier":
            return self.text(node)
        key = self.inner(node.named_children[0]) if node.named_children else None
        return key.text if isinstance(key, Str) else None

    # --- calls ----------------------------------------------------------------------------------------------

    def _invocation(self, node: Node) -> Value:
        callee = self.follow(node.child_by_field_id(self.at.function))
        args, keywords = self.arguments(node)
        if isinstance(callee, Ref) and callee.name == "nameof":
            last = args[0] if args else None
            return Str(last.name) if isinstance(last, Ref | Member) else Opaque("nameof")
        is_format = isinstance(callee, Member) and callee.name == "Format" and callee.object in TEXT_TYPES
        if is_format and args and isinstance(args[0], Str):
            return formatted(args[0].text, args[1:])
        return CallValue(callee, args, keywords, new=False)

    def _creation(self, node: Node) -> Value:
        args, keywords = self.arguments(node)
        initializer = node.child_by_field_id(self.at.initializer)
        kind = node.child_by_field_id(self.at.type)
        name = self.label(kind) if kind is not None else ""
        if initializer is not None and (name.endswith("Dictionary") or name in LISTS):
            return self._initializer(initializer)
        entries = self.entries(initializer) if initializer is not None else ()
        callee = self.follow(kind) if kind is not None else self.expected(node)
        return CallValue(callee, args, (*keywords, *entries), new=True)

    def expected(self, node: Node) -> Value:
        """The type of `new(…)`: what is declared beside it."""
        outer = node.parent
        if outer is not None and outer.type in ("variable_declarator", "equals_value_clause"):
            outer = outer.parent
        kind = outer.child_by_field_id(self.at.type) if outer is not None else None
        return self.type_of(kind) or Opaque("type")

    def _collection(self, node: Node) -> Value:
        return ListLit(self.each(said(node)))

    def arguments(self, node: Node) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
        """Positional and named arguments."""
        listed = node.child_by_field_id(self.at.arguments)
        if listed is None:
            listed = next((child for child in node.named_children if child.type == "argument_list"), None)
        args: list[Value] = []
        keywords: list[Entry] = []
        for child in listed.named_children if listed is not None else ():
            if child.type != "argument":
                continue
            name = child.child_by_field_id(self.at.name)
            written = said(child)
            value = self.follow(written[-1] if written else None)
            if name is not None and len(written) > 1:
                keywords.append(Entry(self.text(name), value, child.start_byte))
            else:
                args.append(value)
        return tuple(args), tuple(keywords)

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- operators ------------------------------------------------------------------------------------------

    def inner(self, node: Node) -> Value:
        """The value of the last child that says something."""
        return self.follow(last(node))

    def _first(self, node: Node) -> Value:
        return self.follow(node.named_children[0] if node.named_children else None)

    def _await(self, node: Node) -> Value:
        return Await(self.inner(node))

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        sides = (self.follow(node.child_by_field_id(self.at.left)), self.follow(node.child_by_field_id(self.at.right)))
        kind = operator.type if operator is not None else ""
        if kind == "+":
            return joined(sides)
        return Choice(sides) if kind == "??" else Opaque("operator")

    def _conditional(self, node: Node) -> Value:
        yes, no = node.child_by_field_id(self.at.consequence), node.child_by_field_id(self.at.alternative)
        return Choice((self.follow(yes), self.follow(no)))

    def _switch(self, node: Node) -> Value:
        arms = [child for child in node.named_children if child.type == "switch_expression_arm"]
        given = [value for arm in arms if (value := last(arm)) is not None and value.type != "throw_expression"]
        return Choice(self.each(given))

    def _as(self, node: Node) -> Value:
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        return Cast(self.follow(left), self.type_of(right) or Opaque("type"))

    def _cast(self, node: Node) -> Value:
        kind, value = node.child_by_field_id(self.at.type), node.child_by_field_id(self.at.value)
        return Cast(self.follow(value), self.type_of(kind) or Opaque("type"))

    # --- types ----------------------------------------------------------------------------------------------

    def type_of(self, node: Node | None) -> Value | None:
        """The value of a type."""
        if node is None or node.type in ("predefined_type", "implicit_type"):
            return None
        if node.type == "nullable_type":
            return self.type_of(node.child_by_field_id(self.at.type))
        if node.type == "array_type":
            item = self.type_of(node.child_by_field_id(self.at.type))
            return TypeApplication(Ref("Array"), (item,)) if item is not None else None
        if node.type == "generic_name":
            listed = next((child for child in node.named_children if child.type == "type_argument_list"), None)
            args = [self.type_of(child) for child in listed.named_children] if listed is not None else []
            known = tuple(arg for arg in args if arg is not None)
            name = self.label(node)
            if name in TRANSPARENT_TYPES:
                return known[0] if known else None
            return TypeApplication(Ref("Array" if name in LISTS else name), known)
        return self.follow(node)

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "identifier": _name,
        "generic_name": _generic,
        "qualified_name": _qualified,
        "alias_qualified_name": _qualified,
        "this": _this,
        "this_expression": _this,
        "base": _base,
        "base_expression": _base,
        "member_access_expression": _member,
        "conditional_access_expression": _conditional_access,
        "element_access_expression": _element,
        "string_literal": _string,
        "verbatim_string_literal": _verbatim,
        "raw_string_literal": _raw,
        "interpolated_string_expression": _interpolated,
        "integer_literal": _constant,
        "real_literal": _constant,
        "boolean_literal": _constant,
        "null_literal": _constant,
        "invocation_expression": _invocation,
        "object_creation_expression": _creation,
        "implicit_object_creation_expression": _creation,
        "initializer_expression": _initializer,
        "array_creation_expression": inner,
        "implicit_array_creation_expression": inner,
        "collection_expression": _collection,
        "lambda_expression": _lambda,
        "anonymous_method_expression": _lambda,
        "await_expression": _await,
        "parenthesized_expression": inner,
        "postfix_unary_expression": _first,
        "arrow_expression_clause": inner,
        "binary_expression": _binary,
        "conditional_expression": _conditional,
        "switch_expression": _switch,
        "as_expression": _as,
        "cast_expression": _cast,
        "assignment_expression": inner,
    }


TEXT_TYPES = (Ref("string"), Ref("String"))
SELF = {"this", "base"}
BRACES = {"interpolation_brace", "interpolation_format_clause", "interpolation_alignment_clause"}


def said(node: Node) -> list[Node]:
    """The children that say something: the grammar does not name `this` and `base`."""
    return [child for child in node.children if child.type in SELF or (child.is_named and child.type != "comment")]


def last(node: Node) -> Node | None:
    """The last child that says something."""
    found = said(node)
    return found[-1] if found else None


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return ESCAPES.get(match[4], match[4])


def formatted(text: str, values: tuple[Value, ...]) -> Value:
    """`string.Format("a_{0}", x)`."""
    parts: list[Value] = []
    end = 0
    for match in HOLE.finditer(text):
        parts.append(Str(text[end : match.start()]))
        end = match.end()
        if match[1] is None:
            parts.append(Str(match[0][0]))
        else:
            place = int(match[1])
            parts.append(values[place] if place < len(values) else Opaque("format"))
    return joined([*parts, Str(text[end:])])
