"""What stands in Rust's macros: to the grammar it is no more than a row of tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness_scan.facts import (
    Await,
    CallValue,
    Choice,
    Constant,
    Entry,
    Index,
    ListLit,
    Member,
    ObjectLit,
    Opaque,
    Ref,
    Str,
    Value,
)
from readiness_scan.syntax.extract import DEEP, MAX_DEPTH, Extractor
from readiness_scan.syntax.texts import joined

if TYPE_CHECKING:
    from tree_sitter import Node

SAME = {
    *("as_deref", "as_mut", "as_ref", "as_str", "borrow", "clone", "cloned", "copied", "expect", "into", "iter"),
    *("into_iter", "iter_mut", "lock", "read", "write", "to_owned", "to_string", "unwrap", "unwrap_or_default"),
    *("as_bytes", "into_bytes", "into_owned", "into_boxed_str", "as_deref_mut", "ok", "ok_or", "ok_or_else", "take"),
    *("map_err", "context", "with_context", "unwrap_unchecked", "borrow_mut", "get_mut", "into_inner", "as_object"),
}
"""Methods that give what they are called on; what a type's own method of that name gives is possible too."""
WRAPPERS = {
    *("Some", "Ok", "String::from", "Box::new", "Arc::new", "Rc::new", "Mutex::new", "RwLock::new", "RefCell::new"),
    *("Cow::from", "Cow::Borrowed", "Cow::Owned", "Arc::clone", "Rc::clone", "std::sync::Arc::new", "Data::new"),
    *("Box::pin", "Cell::new", "web::Data::new", "Extension", "State", "Reverse", "Pin::new"),
}
"""Functions that give what they are given, wrapped."""
HOLDERS = {
    **dict.fromkeys(("map", "and_then", "inspect", "is_some_and", "is_ok_and", "filter", "for_each", "flat_map"), 0),
    **dict.fromkeys(("filter_map", "any", "all", "find", "find_map", "take_while", "skip_while"), 0),
    **dict.fromkeys(("map_or", "map_or_else"), 1),
}
"""Methods that call a function with what their object holds, and where that function stands."""
MAPPING = {"map", "and_then"}
"""Those that give what the function gives."""
LISTING = {"iter", "into_iter", "iter_mut", "drain", "chars", "lines", "split", "values", "keys", "bytes"}
"""Methods that start a walk over elements."""
HOLE = re.compile(r"\{\{|\}\}|\{([^{}:]*)(?::[^{}]*)?\}")
PATHS = {"identifier", "self", "crate", "super", "metavariable"}
LITERALS = {
    *("string_literal", "raw_string_literal", "integer_literal", "float_literal", "boolean_literal", "char_literal"),
}
PREFIXES = {"&", "*", "mutable_specifier", "&&"}
TOKENS = Opaque("tokens")
MAX_TOKENS = 1_000
"""Tokens of a macro among which calls are looked for."""


class Tokens(Extractor):
    """Calls, and the values of tokens."""

    method_names: frozenset[str]
    """The methods that this file declares."""

    def use(self, name: str, node: Node) -> Ref:
        """A name that is used at a place."""
        return Ref(name, node.start_byte) if name in self.moved else Ref(name)

    def along(self, text: str, node: Node) -> Value:
        """What a path leads to."""
        raise NotImplementedError

    def called(self, function: str, callee: Value, args: tuple[Value, ...]) -> Value:
        """What a call gives whose function is written so."""
        if len(args) == 1 and function in WRAPPERS:
            return args[0]
        if isinstance(callee, Member) and callee.name in SAME and "." in function:
            own = callee.name in self.method_names
            return Choice((CallValue(callee, args, (), new=False), callee.object)) if own else callee.object
        if (
            isinstance(callee, Member)
            and callee.name in MAPPING
            and len(args) == 1
            and callee.name not in self.method_names
        ):
            return CallValue(args[0], (callee.object,), (), new=False)
        return CallValue(callee, args, (), new=False)

    # --- macros ---------------------------------------------------------------------------------------------

    def invoked(self, node: Node) -> Value:
        """`name!(tokens)`."""
        name = node.child_by_field_id(self.at.macro)
        tokens = next((child for child in node.named_children if child.type == "token_tree"), None)
        return self.macro(self.text(name), tokens) if name is not None and tokens is not None else TOKENS

    def macro(self, name: str, tokens: Node) -> Value:
        """What a macro makes of its tokens."""
        kind = name.rpartition("::")[2]
        if kind in ("concat", "format", "vec"):
            parts = self.arguments(tokens)
            if kind == "concat":
                return joined(value for _, value in parts)
            if kind == "vec":
                return ListLit(tuple(value for _, value in parts))
            if parts and isinstance(parts[0][1], Str):
                return self._formatted(parts[0][1].text, parts[1:], tokens)
        return self.json(tokens.children[1:-1]) if kind == "json" else Opaque("macro")

    def arguments(self, tokens: Node) -> list[tuple[str | None, Value]]:
        """The arguments of a macro, each with its name if it has one."""
        found: list[tuple[str | None, Value]] = []
        for group in separate(tokens):
            name = self.text(group[0]) if len(group) > 2 and group[1].type == "=" else None
            found.append((name, self.expression(group[2:] if name else group)))
        return found

    def _formatted(self, text: str, given: list[tuple[str | None, Value]], node: Node) -> Value:
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
                parts.append(named.get(key, self.use(key, node)))
        return joined([*parts, Str(text[end:])])

    def json(self, tokens: list[Node]) -> Value:
        """`{"key": value}`, `[value]`, or an expression."""
        if self.depth > MAX_DEPTH:
            return DEEP
        only = tokens[0] if len(tokens) == 1 and tokens[0].type == "token_tree" else None
        if only is None or only.children[0].type == "(":
            return self.expression(tokens)
        self.depth += 1
        groups = separate(only)
        if only.children[0].type == "[":
            value: Value = ListLit(tuple(self.json(group) for group in groups))
        else:
            value = ObjectLit(tuple(self._entry(group) for group in groups))
        self.depth -= 1
        return value

    def _entry(self, group: list[Node]) -> Entry:
        place = next((place for place, token in enumerate(group) if token.type == ":"), len(group))
        key = self.expression(group[:place])
        return Entry(key.text if isinstance(key, Str) else None, self.json(group[place + 1 :]), group[0].start_byte)

    # --- expressions ----------------------------------------------------------------------------------------

    def expression(self, tokens: list[Node]) -> Value:
        """The value of an expression; opaque where it is no path, literal or chain of members and calls."""
        if self.depth > MAX_DEPTH:
            return DEEP
        self.depth += 1
        start = next((place for place, token in enumerate(tokens) if token.type not in PREFIXES), len(tokens))
        value = self._chain(tokens[start:])
        self.depth -= 1
        return value

    def _chain(self, tokens: list[Node]) -> Value:
        value, place = self._head(tokens)
        while place < len(tokens):
            token = tokens[place]
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            if token.type == "?":
                place += 1
            elif token.type == "token_tree" and token.children[0].type == "(":
                args = tuple(value for _, value in self.arguments(token))
                written = "".join(self.text(each) for each in tokens[:place])
                value = self.called(written, value, args)
                place += 1
            elif token.type == "token_tree" and token.children[0].type == "[":
                value = Index(value, self.expression(token.children[1:-1]))
                place += 1
            elif token.type == "." and following is not None:
                value = self._member(value, following)
                place += 2
            else:
                return value if token.type == "as" else TOKENS
        return value

    def _member(self, value: Value, name: Node) -> Value:
        if name.type == "await":
            return Await(value)
        return (
            Index(value, Constant(self.text(name))) if name.type.endswith("literal") else Member(value, self.text(name))
        )

    def _head(self, tokens: list[Node]) -> tuple[Value, int]:
        """What an expression starts with, and how many tokens that takes."""
        if not tokens:
            return TOKENS, 0
        first = tokens[0]
        if first.type in LITERALS:
            return self.follow(first), 1
        if first.type == "token_tree":
            items = tuple(self.expression(group) for group in separate(first))
            opening = first.children[0].type
            if opening == "{":
                return TOKENS, 1
            return (items[0] if opening == "(" and len(items) == 1 else ListLit(items)), 1
        if first.type not in PATHS:
            return TOKENS, len(tokens)
        place = 1
        while place + 1 < len(tokens) and tokens[place].type == "::" and tokens[place + 1].type in PATHS:
            place += 2
        path = "".join(self.text(token) for token in tokens[:place])
        if place + 1 < len(tokens) and tokens[place].type == "!" and tokens[place + 1].type == "token_tree":
            return self.macro(path, tokens[place + 1]), place + 2
        return (self.follow(first) if first.type == "self" and place == 1 else self.along(path, first)), place

    def callee_before(self, args: Node) -> list[Node]:
        """The tokens of the function that is called with some tokens; empty where these are no arguments."""
        parent = args.parent
        if parent is None or parent.child_count > MAX_TOKENS or args.children[0].type != "(":
            return []
        tokens = parent.children
        end = place = tokens.index(args)
        while place and (tokens[place - 1].type in PATHS or tokens[place - 1].type in ("token_tree", "?", "await")):
            is_part = tokens[place - 1].type in ("token_tree", "?")
            place -= 1
            if not is_part and tokens[place - 1].type in (".", "::") and place > 1:
                place -= 1
            elif not is_part:
                break
        return tokens[place:end]


def separate(tokens: Node) -> list[list[Node]]:
    """The tokens between brackets, split at commas."""
    groups: list[list[Node]] = [[]]
    for child in tokens.children[1:-1]:
        if child.type == ",":
            groups.append([])
        elif "comment" not in child.type:
            groups[-1].append(child)
    return [group for group in groups if group]
