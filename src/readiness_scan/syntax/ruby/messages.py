"""What calls of Ruby say. A call without arguments is written as a member is, and read as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import (
    CallValue,
    Choice,
    ClassValue,
    Entry,
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
from readiness_scan.syntax.ruby.values import SETTING, Values
from readiness_scan.syntax.texts import printf, separated

if TYPE_CHECKING:
    from tree_sitter import Node

CONSTRUCTOR = "constructor"
"""What a class's constructor is called, whatever the language calls it."""
SAME = {
    *("freeze", "to_s", "to_sym", "to_str", "dup", "clone", "itself", "tap", "presence", "html_safe", "to_h"),
    *(
        "with_indifferent_access",
        "to_json",
        "deep_dup",
        "symbolize_keys",
        "stringify_keys",
        "compact",
        "deep_symbolize_keys",
    ),
}
"""Methods that give what they are called on."""
WRITES = {"URI", "URI.parse", "JSON.generate", "JSON.dump", "String", "Array"}
"""Functions of the standard library that give their argument in another form."""
SENDS = {"send", "public_send", "__send__", "try", "try!"}
FORMATS = {"format", "sprintf"}
FUNCTIONS = {"identifier", "instance_variable", "lambda", "class_variable"}
"""What holds a function, where `.call` is said to it."""
PERFORMS = "perform"
LATER = {"perform_later", "perform_async", "perform_now", "perform_inline"}
"""Methods of a job's class that run its `perform`, now or later."""


class Messages(Values):
    """Calls and their arguments."""

    call_types: ClassVar[frozenset[str]] = frozenset({"call"})

    def _call(self, node: Node) -> Value:
        receiver, method = node.child_by_field_id(self.at.receiver), node.child_by_field_id(self.at.method)
        args, keywords = self.arguments(node.child_by_field_id(self.at.arguments))
        name = self.text(method) if method is not None else "call"
        if receiver is None:
            return self._own_call(name, args, keywords)
        if not (args or keywords):
            setting = self.setting(node)
            if setting is not None:
                return setting
        subject = self.follow(receiver)
        if name == "call" and receiver.type in FUNCTIONS:
            return CallValue(subject, args, keywords, new=False)
        return self._said_to(subject, name, args, keywords)

    def setting(self, node: Node) -> Ref | None:
        """What the application keeps under a name for all of its files."""
        head = self.data[node.start_byte : node.start_byte + 7]
        if not head.startswith((b"Rails.", b"::Rails")):
            return None
        match = SETTING.fullmatch(self.text(node))
        return Ref(f"Rails.config.{match[1]}") if match else None

    def _own_call(self, name: str, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Value:
        """A call without a receiver."""
        owner = self.enclosing(ScopeKind.CLASS)
        if name in FORMATS and args:
            return self.formatted(args)
        if name in WRITES and args:
            return args[0]
        if name == "new" and owner >= 0:
            return CallValue(ClassValue(owner), args, keywords, new=True)
        if name == "super":
            around = self.enclosing(ScopeKind.FUNCTION)
            said = self.functions[around].shape.name if 0 <= around < len(self.functions) else None
            return CallValue(Member(Super(owner), said), args, keywords, new=False) if said else Opaque("super")
        if name in ("method", *SENDS) and args and isinstance(args[0], Str):
            callee = Ref(args[0].text)
            return callee if name == "method" else CallValue(callee, args[1:], keywords, new=False)
        return CallValue(Ref(name), args, keywords, new=False) if args or keywords else Ref(name)

    def _said_to(self, subject: Value, name: str, args: tuple[Value, ...], keywords: tuple[Entry, ...]) -> Value:
        """A call with a receiver."""
        if name == "new" and isinstance(subject, This):
            return CallValue(ClassValue(subject.class_index), args, keywords, new=True)
        if name == "new":
            return CallValue(subject, args, keywords, new=True)
        if not (args or keywords):
            if name in SAME or (name == "class" and isinstance(subject, This)):
                return subject
            if name == "instance" and isinstance(subject, Ref):
                return CallValue(subject, (), (), new=True)
            return Member(subject, name)
        if isinstance(subject, Ref) and f"{subject.name}.{name}" in WRITES:
            return args[0] if args else ObjectLit(keywords)
        if name in ("fetch", "dig") and args:
            return self._fetched(subject, name, args)
        if name in ("method", *SENDS) and args and isinstance(args[0], Str):
            callee = Member(subject, args[0].text)
            return callee if name == "method" else CallValue(callee, args[1:], keywords, new=False)
        if name == "join" and isinstance(subject, ListLit) and isinstance(args[0], Str):
            return separated(args[0].text, subject) or Opaque("join")
        return CallValue(Member(subject, PERFORMS if name in LATER else name), args, keywords, new=False)

    def _fetched(self, subject: Value, name: str, args: tuple[Value, ...]) -> Value:
        if name == "dig":
            for key in args:
                subject = self.under(subject, key)
            return subject
        found = self.under(subject, args[0])
        return Choice((found, args[1])) if len(args) > 1 else found

    def formatted(self, args: tuple[Value, ...]) -> Value:
        """`format("%s_clicked", name)`."""
        return printf(args[0].text, args[1:]) if isinstance(args[0], Str) else Opaque("format")

    def arguments(self, listed: Node | None) -> tuple[tuple[Value, ...], tuple[Entry, ...]]:
        """Positional and keyword arguments."""
        args: list[Value] = []
        keywords: list[Entry] = []
        for child in listed.named_children if listed is not None else ():
            match child.type:
                case "pair":
                    keywords.append(self.pair(child))
                case "hash_splat_argument":
                    keywords.append(Entry(None, Spread(self.inner(child)), child.start_byte))
                case "comment" | "block_argument" | "heredoc_body":
                    pass
                case _:
                    args.append(self.follow(child))
        return tuple(args), tuple(keywords)

    readers: ClassVar[Mapping[str, Callable[..., Value]]] = {**Values.readers, "call": _call}
