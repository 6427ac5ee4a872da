"""Types and declarators of Objective-C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_scan.facts import FunctionType, Opaque, Ref, TypeApplication, Value
from readiness_scan.syntax.extract import MAX_DEPTH
from readiness_scan.syntax.objc.macros import Macros

if TYPE_CHECKING:
    from tree_sitter import Node

PLAIN_TYPES = {
    *("NSString", "NSMutableString", "NSNumber", "NSInteger", "NSUInteger", "CGFloat", "BOOL", "NSTimeInterval"),
    *("id", "instancetype", "Class", "SEL", "IBAction", "NSObject", "NSDate", "NSData", "NSURL", "NSError"),
    *("NSArray", "NSMutableArray", "NSSet", "NSDictionary", "NSMutableDictionary", "dispatch_once_t"),
}
LISTS = {"NSArray", "NSMutableArray", "NSSet", "NSMutableSet", "NSOrderedSet"}
MAPS = {"NSDictionary", "NSMutableDictionary"}
DECLARATORS = {
    *("pointer_declarator", "array_declarator", "function_declarator", "parenthesized_declarator"),
    *("block_pointer_declarator", "struct_declarator", "init_declarator"),
}
PARTS = ("declarator", "type")


class Types(Macros):
    """What is declared, and of which type."""

    def declared(self, node: Node | None) -> Node | None:
        """The name that a declarator ends in; none for a function's prototype."""
        for _ in range(MAX_DEPTH):
            if node is None or node.type not in DECLARATORS:
                break
            if node.type == "function_declarator" and not self._is_block(node):
                return None
            inner = node.child_by_field_id(self.at.declarator)
            named = [child for child in node.named_children if child.type in DECLARATORS or child.type == "identifier"]
            node = inner if inner is not None else next(iter(named), None)
        return node if node is not None and node.type in ("identifier", "field_identifier") else None

    def _is_block(self, node: Node) -> bool:
        inner = node.child_by_field_id(self.at.declarator)
        return inner is not None and inner.type in ("parenthesized_declarator", "abstract_parenthesized_declarator")

    def type_of(self, node: Node | None) -> Value | None:
        """The value of a type; none of one that says nothing of members."""
        if node is None:
            return None
        match node.type:
            case "method_type" | "type_name" | "type_descriptor":
                named = node.named_children
                if any(child.type == "abstract_function_declarator" for child in named):
                    return FunctionType(self._first(named) or Opaque("type"))
                return self._first(named)
            case "type_identifier":
                name = self.text(node)
                return None if name in PLAIN_TYPES else Ref(name)
            case "typedefed_specifier":
                return self._protocols(node)
            case "generic_specifier":
                return self._generic(node)
            case _:
                return None

    def _first(self, nodes: list[Node]) -> Value | None:
        return next((found for child in nodes if (found := self.type_of(child)) is not None), None)

    def _protocols(self, node: Node) -> Value | None:
        """`id<A, B>`."""
        listed = next((child for child in node.named_children if child.type == "protocol_reference_list"), None)
        names = [Ref(self.text(child)) for child in listed.named_children] if listed is not None else []
        return self._all_of(*names)

    def _all_of(self, *types: Value | None) -> Value | None:
        known = tuple(kind for kind in types if kind is not None)
        return TypeApplication(None, known) if len(known) > 1 else next(iter(known), None)

    def _generic(self, node: Node) -> Value | None:
        """`NSArray<T *>`, `NSDictionary<K, V>`, and `T<P>`, which says that T also implements P."""
        base, *written = node.named_children
        args = [self.type_of(child) for child in written]
        name = self.text(base)
        if name in LISTS or name in MAPS:
            element = args[-1] if args else None
            return TypeApplication(Ref("[]"), (element,)) if element is not None else None
        if any(b"*" in self.data[child.start_byte : child.end_byte] for child in written):
            return self.type_of(base)
        return self._all_of(self.type_of(base), *args)
