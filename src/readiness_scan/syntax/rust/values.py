"""What expressions of Rust say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
    Opaque,
    ScopeKind,
    Str,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.rust.tokens import Tokens
from readiness_scan.syntax.texts import joined

if TYPE_CHECKING:
    from tree_sitter import Node

TRANSPARENT_TYPES = {
    *("Arc", "Box", "Rc", "Weak", "Option", "Result", "Mutex", "RwLock", "RefCell", "Ref", "RefMut", "Cow", "Cell"),
    *("OnceLock", "OnceCell", "LazyLock", "LazyCell", "Lazy", "MutexGuard", "RwLockReadGuard", "RwLockWriteGuard"),
    *("Data", "State", "Extension", "Pin"),
}
"""Generic types that are, or lead to, what they hold."""
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F_]+)\}|x([0-9a-fA-F]{2})|\r?\n\s*|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


class Values(Tokens):
    """Expressions, literals and paths."""

    # --- paths ----------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        text = self.text(node)
        return self.own() if text == "Self" else self.use(text, node)

    def own(self) -> Value:
        """The type whose methods are written here."""
        owner = self.enclosing(ScopeKind.CLASS)
        return This(owner) if owner >= 0 else Opaque("outside of a type")

    def _self(self, node: Node) -> Value:
        return self.own()

    def _path(self, node: Node) -> Value:
        return self.along(self.text(node), node)

    def along(self, text: str, node: Node) -> Value:
        """What a path leads to. One that starts at a module is an import of its own."""
        head, *rest = [part for part in re.sub(r"::<.*?>", "", text).split("::") if part]
        if not rest or head == "Self" or (not head.islower() and not text.startswith("::")) or self._is_local(head):
            value = self.own() if head == "Self" else self.use(head, node)
            for name in rest:
                value = Member(value, name)
            return value
        return Member(ImportValue(Str("::".join((head, *rest[:-1])))), rest[-1])

    def _is_local(self, name: str) -> bool:
        scope = self.scope
        while scope >= 0:
            if name in self.scopes[scope].bindings or name in self.scopes[scope].imports:
                return True
            scope = self.scopes[scope].parent
        return False

    def _field(self, node: Node) -> Value:
        subject, name = self.follow(node.child_by_field_id(self.at.value)), node.child_by_field_id(self.at.field)
        text = self.text(name) if name is not None else ""
        return Index(subject, Constant(text)) if text.isdigit() else Member(subject, text)

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        return Str(self.unquoted(node))

    def unquoted(self, node: Node) -> str:
        """A string literal's text, escapes undone."""
        text = self.text(node)
        raw = re.match(r'^[bc]?r(#*)"(.*)"\1$', text, re.DOTALL)
        if raw:
            return raw[2]
        return ESCAPE.sub(unescape, text[text.find('"') + 1 : -1])

    def _constant(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _list(self, node: Node) -> Value:
        return ListLit(self.each(node.named_children))

    # --- calls ----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        function = node.child_by_field_id(self.at.function)
        arguments = node.child_by_field_id(self.at.arguments)
        args = self.each(arguments.named_children) if arguments is not None else ()
        if function is not None and function.type == "generic_function":
            function = function.child_by_field_id(self.at.function)
        if function is None:
            return Opaque("call")
        is_method = function.type == "field_expression"
        return self.called("." if is_method else self.text(function), self.follow(function), args)

    def built(self, node: Node) -> Value:
        """`Type { field: value }`."""
        name, body = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.body)
        entries: list[Entry] = []
        for child in body.named_children if body is not None else ():
            if child.type == "shorthand_field_initializer":
                field = self.text(child)
                entries.append(Entry(field, self.use(field, child), child.start_byte))
            elif child.type == "field_initializer":
                label = child.child_by_field_id(self.at.field)
                value = self.follow(child.child_by_field_id(self.at.value))
                entries.append(Entry(self.text(label) if label is not None else None, value, child.start_byte))
        return CallValue(self.follow(name), (), tuple(entries), new=True)

    # --- operators ------------------------------------------------------------------------------------------

    def inner(self, node: Node) -> Value:
        """The value of the last child that is no comment."""
        named = [child for child in node.named_children if "comment" not in child.type]
        return self.follow(named[-1] if named else None)

    def _await(self, node: Node) -> Value:
        return Await(self.inner(node))

    def _cast(self, node: Node) -> Value:
        return self.follow(node.child_by_field_id(self.at.value))

    def last(self, block: Node | None) -> Value:
        """The value of a block: its last expression."""
        ending = self.ending(block)
        return self.follow(ending) if ending is not None else Opaque("no value")

    def ending(self, block: Node | None) -> Node | None:
        """The expression that a block ends in, if it has none after its last semicolon."""
        if block is None or block.type != "block":
            return block
        named = [child for child in block.named_children if "comment" not in child.type]
        node = named[-1] if named else None
        if node is None or node.type.endswith("_declaration") or node.type.endswith("_item"):
            return None
        if node.type == "expression_statement":
            return None if self.data[node.end_byte - 1 : node.end_byte] == b";" else node.named_children[0]
        return node

    def _block(self, node: Node) -> Value:
        return self.last(node)

    def _if(self, node: Node) -> Value:
        other = node.child_by_field_id(self.at.alternative)
        inner = other.named_children[-1] if other is not None and other.named_children else None
        options = [self.last(node.child_by_field_id(self.at.consequence))]
        return Choice((*options, self.last(inner))) if inner is not None else options[0]

    def _match(self, node: Node) -> Value:
        body = node.child_by_field_id(self.at.body)
        arms = [child for child in body.named_children if child.type == "match_arm"] if body is not None else []
        return Choice(tuple(self.last(arm.child_by_field_id(self.at.value)) for arm in arms))

    def _binary(self, node: Node) -> Value:
        operator = node.child_by_field_id(self.at.operator)
        if operator is None or operator.type != "+":
            return Opaque("operator")
        left, right = node.child_by_field_id(self.at.left), node.child_by_field_id(self.at.right)
        return joined((self.follow(left), self.follow(right)))

    def _lambda(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- types ----------------------------------------------------------------------------------------------

    def type_of(self, node: Node | None) -> Value | None:
        """The value of a type; references and boxes are what they hold."""
        if node is None or node.type in ("primitive_type", "unit_type", "lifetime"):
            return None
        match node.type:
            case "reference_type" | "pointer_type":
                return self.type_of(node.child_by_field_id(self.at.type))
            case "dynamic_type" | "abstract_type":
                return self.type_of(node.child_by_field_id(self.at.trait))
            case "generic_type":
                base = node.child_by_field_id(self.at.type)
                listed = node.child_by_field_id(self.at.type_arguments)
                args = [self.type_of(child) for child in listed.named_children] if listed is not None else []
                known = tuple(arg for arg in args if arg is not None)
                name = self.text(base).rpartition("::")[2] if base is not None else ""
                if name in TRANSPARENT_TYPES:
                    return known[0] if known else None
                return TypeApplication(self.follow(base), known)
            case _:
                return self.follow(node)

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "identifier": _name,
        "type_identifier": _name,
        "self": _self,
        "scoped_identifier": _path,
        "scoped_type_identifier": _path,
        "field_expression": _field,
        "string_literal": _string,
        "raw_string_literal": _string,
        "integer_literal": _constant,
        "float_literal": _constant,
        "boolean_literal": _constant,
        "array_expression": _list,
        "tuple_expression": _list,
        "call_expression": _call,
        "struct_expression": built,
        "macro_invocation": Tokens.invoked,
        "try_expression": inner,
        "await_expression": _await,
        "reference_expression": inner,
        "unary_expression": inner,
        "parenthesized_expression": inner,
        "type_cast_expression": _cast,
        "async_block": inner,
        "unsafe_block": inner,
        "block": _block,
        "else_clause": inner,
        "if_expression": _if,
        "match_expression": _match,
        "binary_expression": _binary,
        "closure_expression": _lambda,
    }


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for; a line's end is nothing."""
    if match[1] or match[2]:
        number = int((match[1] or match[2]).replace("_", ""), 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return ESCAPES.get(match[3], match[3]) if match[3] else ""
