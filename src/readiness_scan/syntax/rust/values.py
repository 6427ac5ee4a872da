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
    Ref,
    ScopeKind,
    Str,
    This,
    TypeApplication,
    Value,
)
from readiness_scan.syntax.extract import Extractor
from readiness_scan.syntax.texts import joined

if TYPE_CHECKING:
    from tree_sitter import Node

SAME = {
    *("as_deref", "as_mut", "as_ref", "as_str", "borrow", "clone", "cloned", "copied", "expect", "into", "iter"),
    *("into_iter", "iter_mut", "lock", "read", "write", "to_owned", "to_string", "unwrap", "unwrap_or_default"),
}
"""Methods that give what they are called on; what a type's own method of that name gives is possible too."""
WRAPPERS = {
    *("Some", "Ok", "String::from", "Box::new", "Arc::new", "Rc::new", "Mutex::new", "RwLock::new", "RefCell::new"),
    *("Cow::from", "Cow::Borrowed", "Arc::clone", "Rc::clone", "std::sync::Arc::new", "Data::new"),
}
"""Functions that give what they are given, wrapped."""
TRANSPARENT_TYPES = {
    "Arc",
    "Box",
    "Rc",
    "Option",
    "Result",
    "Mutex",
    "RwLock",
    "RefCell",
    "Cow",
    "OnceLock",
    "OnceCell",
}
HOLE = re.compile(r"\{\{|\}\}|\{([^{}:]*)(?::[^{}]*)?\}")
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F_]+)\}|x([0-9a-fA-F]{2})|\r?\n\s*|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


class Values(Extractor):
    """Expressions, literals and paths."""

    # --- paths ----------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        text = self.text(node)
        return self.own() if text == "Self" else Ref(text)

    def own(self) -> Value:
        """The type whose methods are written here."""
        owner = self.enclosing(ScopeKind.CLASS)
        return This(owner) if owner >= 0 else Opaque("outside of a type")

    def _self(self, node: Node) -> Value:
        return self.own()

    def _path(self, node: Node) -> Value:
        return self.along(self.text(node))

    def along(self, text: str) -> Value:
        """What a path leads to. One that starts at a module is an import of its own."""
        head, *rest = [part for part in re.sub(r"::<.*?>", "", text).split("::") if part]
        if not rest or head == "Self" or (not head.islower() and not text.startswith("::")) or self._is_local(head):
            value = self.own() if head == "Self" else Ref(head)
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
        if len(args) == 1 and self.text(function) in WRAPPERS:
            return args[0]
        callee = self.follow(function)
        if function.type == "field_expression" and isinstance(callee, Member) and callee.name in SAME:
            own = callee.name in self.method_names
            return Choice((CallValue(callee, args, (), new=False), callee.object)) if own else callee.object
        return CallValue(callee, args, (), new=False)

    def built(self, node: Node) -> Value:
        """`Type { field: value }`."""
        name, body = node.child_by_field_id(self.at.name), node.child_by_field_id(self.at.body)
        entries: list[Entry] = []
        for child in body.named_children if body is not None else ():
            if child.type == "shorthand_field_initializer":
                field = self.text(child)
                entries.append(Entry(field, Ref(field), child.start_byte))
            elif child.type == "field_initializer":
                label = child.child_by_field_id(self.at.field)
                value = self.follow(child.child_by_field_id(self.at.value))
                entries.append(Entry(self.text(label) if label is not None else None, value, child.start_byte))
        return CallValue(self.follow(name), (), tuple(entries), new=True)

    def _macro(self, node: Node) -> Value:
        name = node.child_by_field_id(self.at.macro)
        tokens = next((child for child in node.named_children if child.type == "token_tree"), None)
        kind = self.text(name).rpartition("::")[2] if name is not None else ""
        parts = self._arguments(tokens) if tokens is not None else []
        if kind == "concat":
            return joined(value for _, value in parts)
        if kind == "format" and parts and isinstance(parts[0][1], Str):
            return self._formatted(parts[0][1].text, parts[1:])
        return ListLit(tuple(value for _, value in parts)) if kind == "vec" else Opaque("macro")

    def _arguments(self, tokens: Node) -> list[tuple[str | None, Value]]:
        """The arguments of a macro, each with its name if it has one; what is no single token is not followed."""
        found: list[tuple[str | None, Value]] = []
        group: list[Node] = []
        for child in [*tokens.children[1:-1], None]:
            if child is not None and self.text(child) != ",":
                group.append(child)
                continue
            name = self.text(group[0]) if len(group) > 2 and self.text(group[1]) == "=" else None
            rest = group[2:] if name else group
            rest = rest[1:] if len(rest) == 2 and self.text(rest[0]) == "&" else rest
            if rest:
                found.append((name, self.follow(rest[0]) if len(rest) == 1 else Opaque("tokens")))
            group = []
        return found

    def _formatted(self, text: str, given: list[tuple[str | None, Value]]) -> Value:
        named = {name: value for name, value in given if name}
        listed = [value for name, value in given if not name]
        parts: list[Value] = []
        end = following = 0
        for match in HOLE.finditer(text):
            parts.append(Str(text[end : match.start()]))
            end = match.end()
            if match[0] in ("{{", "}}"):
                parts.append(Str(match[0][0]))
                continue
            key = match[1].strip()
            if not key:
                key, following = str(following), following + 1
            if key.isdigit():
                parts.append(listed[int(key)] if int(key) < len(listed) else Opaque("format"))
            else:
                parts.append(named.get(key, Ref(key)))
        return joined([*parts, Str(text[end:])])

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
        "macro_invocation": _macro,
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
    method_names: ClassVar[frozenset[str]] = frozenset()


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for; a line's end is nothing."""
    if match[1] or match[2]:
        number = int((match[1] or match[2]).replace("_", ""), 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return ESCAPES.get(match[3], match[3]) if match[3] else ""
