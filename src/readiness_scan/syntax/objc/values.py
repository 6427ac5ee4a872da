"""What expressions of Objective-C say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
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
    Value,
)
from readiness_scan.syntax.objc.messages import Message, made_text, message
from readiness_scan.syntax.objc.types import Types
from readiness_scan.syntax.texts import joined

if TYPE_CHECKING:
    from tree_sitter import Node

CONSTRUCTOR = "constructor"
"""What a class's initialiser is called, whatever the language calls it."""
CONSTANTS = {
    **dict.fromkeys(("YES", "TRUE", "true"), "true"),
    **dict.fromkeys(("NO", "FALSE", "false"), "false"),
    **dict.fromkeys(("nil", "Nil", "NULL"), "null"),
}
ESCAPE = re.compile(r"\\(?:[uU]([0-9a-fA-F]{4,8})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\n": ""}
INITIALISER = re.compile(r"init(?:With)?(?=[A-Z]|$)")
SAME = {"self", "copy", "mutableCopy", "retain", "autorelease", "allObjects", "allValues"}
"""Messages that give back the receiver, or what it holds."""
ITEM = {"objectForKey", "objectForKeyedSubscript", "objectAtIndex", "objectAtIndexedSubscript", "valueForKey"}
ANY_ITEM = {"firstObject", "lastObject", "anyObject"}
NAMES = {"enumerateObjectsUsingBlock": "forEach"}
"""Messages of the standard library, by what facts call them."""


class Values(Types):
    """Expressions, literals and names."""

    def prepare(self) -> None:  # noqa: D102
        super().prepare()
        self.enumerators = set()

    # --- names ----------------------------------------------------------------------------------------------

    def _name(self, node: Node) -> Value:
        text = self.text(node)
        if text == "self":
            return self.own()
        if text == "super":
            owner = self.enclosing(ScopeKind.CLASS)
            return Super(owner) if owner >= 0 else Opaque("outside of a type")
        if text in CONSTANTS:
            return Constant(CONSTANTS[text])
        return self.instance_variable(text) or Ref(text)

    def own(self) -> Value:
        """The instance, or in a class method the class."""
        owner = self.enclosing(ScopeKind.CLASS)
        if owner < 0:
            return Opaque("outside of a type")
        return self.own_class(owner) if self._in_class_method() else This(owner)

    def own_class(self, owner: int) -> Value:
        """The class around a place, by its name; of a category, the class that it adds to."""
        shape = self.classes[owner]
        return Ref(shape.name) if shape.name is not None else shape.bases[0]

    def _in_class_method(self) -> bool:
        index = self.scope
        while index > 0:
            scope = self.scopes[index]
            if scope.kind is ScopeKind.FUNCTION and self.scopes[scope.parent].kind is ScopeKind.CLASS:
                return self.data[scope.span.start : scope.span.start + 1] == b"+"
            index = scope.parent
        return False

    def instance_variable(self, name: str) -> Member | None:
        """`_name`, by which a property's own variable goes: the same as `self.name`."""
        owner = self.enclosing(ScopeKind.CLASS) if name[:1] == "_" and len(name) > 1 else -1
        return Member(This(owner), name.lstrip("_")) if owner >= 0 and not self.is_local(name) else None

    def is_local(self, name: str) -> bool:
        """Whether a function around the place, or the file, declares a name."""
        index = self.scope
        while index >= 0:
            if name in self.scopes[index].bindings:
                return True
            index = self.scopes[index].parent
        return False

    def _field(self, node: Node) -> Value:
        target = self.follow(node.child_by_field_id(self.at.argument))
        field = node.child_by_field_id(self.at.field)
        name = self.text(field) if field is not None else ""
        if self.data[field.start_byte - 1 : field.start_byte] == b">" if field is not None else False:
            name = name.lstrip("_")
        return self.member(target, name)

    def member(self, target: Value, name: str) -> Value:
        """`target.name` or `[target name]`: the same for what takes nothing."""
        if name in SAME:
            return target
        if name == "class":
            return self.own_class(target.class_index) if isinstance(target, This) else target
        return Index(target, None) if name in ANY_ITEM else Member(target, name)

    def _subscript(self, node: Node) -> Value:
        target, index = node.child_by_field_id(self.at.argument), node.child_by_field_id(self.at.index)
        return item(self.follow(target), self.numbered(self.follow(index)))

    def numbered(self, key: Value) -> Value:
        """The number of an enum's member that the file declares."""
        known = (
            self.scopes[0].bindings.get(key.name, ()) if isinstance(key, Ref) and key.name in self.enumerators else ()
        )
        return known[0].value if len(known) == 1 else key

    enumerators: set[str]
    """The names of the members of enums."""

    # --- literals -------------------------------------------------------------------------------------------

    def _string(self, node: Node) -> Value:
        return joined(Str(self._piece(child)) for child in node.named_children)

    def _piece(self, node: Node) -> str:
        text = self.text(node)
        return ESCAPE.sub(unescape, text) if node.type == "escape_sequence" else text

    def _strings(self, node: Node) -> Value:
        return joined(self.each(node.named_children))

    def _number(self, node: Node) -> Value:
        return Constant(self.text(node))

    def _list(self, node: Node) -> Value:
        return ListLit(self.each(node.named_children))

    def _dictionary(self, node: Node) -> Value:
        pairs = [child.named_children for child in node.named_children if child.type == "dictionary_pair"]
        return ObjectLit(tuple(self.entry(self.follow(p[0]), self.follow(p[1]), p[0]) for p in pairs if len(p) > 1))

    def entry(self, key: Value, value: Value, place: Node) -> Entry:
        """A key with its value."""
        return Entry(key.text if isinstance(key, Str) else None, value, place.start_byte)

    def _initializer(self, node: Node) -> Value:
        """`{ @"a", @"b" }`, `{ [First] = @"a" }`."""
        pairs = [child for child in node.named_children if child.type == "initializer_pair"]
        if not pairs:
            return self._list(node)
        return ObjectLit(
            tuple(
                Entry(self._designated(child), self.follow(child.child_by_field_id(self.at.value)), child.start_byte)
                for child in pairs
            )
        )

    def _designated(self, pair: Node) -> str | None:
        designator = pair.child_by_field_id(self.at.designator)
        field = designator.named_children[0] if designator is not None and designator.named_children else None
        return self.text(field) if field is not None and field.type == "field_identifier" else None

    # --- calls ----------------------------------------------------------------------------------------------

    def message_of(self, node: Node) -> Message:
        """The parts of a message, its values followed."""
        return message(self, node)

    def _message(self, node: Node) -> Value:
        sent = self.message_of(node)
        receiver, name, args = sent.receiver, sent.name, sent.args
        if not args:
            return receiver if name == "alloc" else self._without_arguments(node, sent)
        text = made_text(sent)
        if text is not None:
            return text
        if name in ITEM and len(args) == 1 and not sent.keywords:
            return item(receiver, args[0])
        return self.call_value(node, sent)

    def _without_arguments(self, node: Node, sent: Message) -> Value:
        if self.is_construction(node, sent):
            return self.call_value(node, sent)
        return self.member(sent.receiver, sent.name)

    def is_construction(self, node: Node, sent: Message) -> bool:
        """`[Type new]`, `[[Type alloc] init…]`, whatever the initialiser is called."""
        if sent.name == "new":
            return isinstance(sent.receiver, Ref)
        receiver = node.child_by_field_id(self.at.receiver)
        if receiver is None or receiver.type != "message_expression":
            return False
        method = receiver.child_by_field_id(self.at.method)
        return method is not None and method.text in (b"alloc", b"allocWithZone")

    def call_value(self, node: Node, sent: Message) -> CallValue:
        """The call that a message is."""
        constructs = self.is_construction(node, sent)
        if constructs or (isinstance(sent.receiver, Super | This) and INITIALISER.match(sent.name)):
            args, keywords = sent.args, sent.keywords
            label = initial(sent.name)
            if args and label:
                args, keywords = args[1:], (Entry(label, args[0], node.start_byte), *keywords)
            own = isinstance(sent.receiver, This) and not constructs
            callee = Member(sent.receiver, CONSTRUCTOR) if own else sent.receiver
            return CallValue(callee, args, keywords, new=constructs)
        return CallValue(Member(sent.receiver, NAMES.get(sent.name, sent.name)), sent.args, sent.keywords, new=False)

    def _call(self, node: Node) -> Value:
        arguments = node.child_by_field_id(self.at.arguments)
        args = self.each(arguments.named_children) if arguments is not None else ()
        return CallValue(self.follow(node.child_by_field_id(self.at.function)), args, (), new=False)

    def _block(self, node: Node) -> Value:
        index = self.function_ids.get(node.id)
        return Opaque("function") if index is None else Lambda(index)

    # --- operators ------------------------------------------------------------------------------------------

    def _inner(self, node: Node) -> Value:
        named = [child for child in node.named_children if child.type != "comment"]
        return self.follow(named[-1]) if len(named) == 1 else Opaque(node.type)

    def _conditional(self, node: Node) -> Value:
        yes = node.child_by_field_id(self.at.consequence) or node.child_by_field_id(self.at.condition)
        return Choice((self.follow(yes), self.follow(node.child_by_field_id(self.at.alternative))))

    def _cast(self, node: Node) -> Value:
        value, kind = self.follow(node.child_by_field_id(self.at.value)), node.child_by_field_id(self.at.type)
        annotation = self.type_of(kind)
        return Cast(value, annotation) if annotation is not None else value

    def _assigned(self, node: Node) -> Value:
        return self.follow(node.child_by_field_id(self.at.right))

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {
        "identifier": _name,
        "field_expression": _field,
        "subscript_expression": _subscript,
        "string_literal": _string,
        "concatenated_string": _strings,
        "number_literal": _number,
        "true": _name,
        "false": _name,
        "null": _name,
        "array_literal": _list,
        "dictionary_literal": _dictionary,
        "initializer_list": _initializer,
        "at_expression": _inner,
        "parenthesized_expression": _inner,
        "pointer_expression": _inner,
        "message_expression": _message,
        "call_expression": _call,
        "block_literal": _block,
        "conditional_expression": _conditional,
        "cast_expression": _cast,
        "assignment_expression": _assigned,
    }


def item(target: Value, key: Value) -> Value:
    """`target[key]`."""
    return Member(target, key.text) if isinstance(key, Str) else Index(target, key)


def initial(name: str) -> str:
    """The name of an initialiser's first argument: of `initWithURLPath` that is `urlPath`."""
    rest = INITIALISER.sub("", name, count=1)
    capitals = len(rest) - len(rest.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    head = capitals if capitals == len(rest) else max(capitals - 1, 1)
    return rest[:head].lower() + rest[head:]


def unescape(match: re.Match[str]) -> str:
    """The character that an escape sequence stands for."""
    code = match[1] or match[2]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else match[0]
    return ESCAPES.get(match[3], match[3])
