"""What statements of Dart bind, assign and give back, and what a file imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from readiness_scan.facts import UNSET, Index, Member, Opaque, Ref, RegionKind, ScopeKind, Str, This, Value
from readiness_scan.syntax.dart.classes import Classes
from readiness_scan.syntax.dart.expressions import CONTINUES, MAX_SELECTORS
from readiness_scan.syntax.dart.types import head, spoken
from readiness_scan.syntax.extract import ABSENT
from readiness_scan.syntax.regions import Flow

if TYPE_CHECKING:
    from tree_sitter import Node

FLOW = Flow(
    regions={
        "if_statement.consequence": RegionKind.BRANCH,
        "if_statement.alternative": RegionKind.BRANCH,
        "switch_statement_case": RegionKind.PART,
        "switch_statement_default": RegionKind.PART,
        "for_statement": RegionKind.LOOP,
        "while_statement": RegionKind.LOOP,
        "do_statement": RegionKind.LOOP,
        "for_loop_parts.init": None,
        "try_statement.body": RegionKind.TRY,
        "try_statement": RegionKind.PART,
        "conditional_expression.consequence": RegionKind.BRANCH,
        "conditional_expression.alternative": RegionKind.BRANCH,
    },
    otherwise=("if_statement.alternative",),
    block="block",
    leaving=frozenset({"return_statement", "throw_expression", "rethrow_expression"}),
    jumps=(b"break", b"continue", b"return", b"throw"),
    cleanup="finally_clause",
)


class Statements(Classes):
    """Imports, variables, assignments and results."""

    flow: ClassVar[Flow | None] = FLOW

    def prepare(self) -> None:  # noqa: D102 (documented in the base)
        super().prepare()
        self.subjects: dict[int, tuple[int, Value]] = {}
        """By what it stands in: the place of a cascade's last section so far, and the cascade's subject."""

    def reassigned(self, nodes: list[tuple[str, Node]]) -> set[str]:
        """The names to which something is assigned."""
        found: set[str] = set()
        for capture, node in nodes:
            left = node.child_by_field_id(self.at.left) if capture == "assignment" else None
            if left is not None and left.named_child_count == 1:
                found.add(self.text(left))
        return found

    # --- imports ----------------------------------------------------------------------------------------------

    def on_import(self, node: Node) -> None:
        """`import "a.dart" as b show C;`: without a prefix and `show`, all names of the library are there.

        Those that are imported whole have no name here; the import system knows what they declare.
        """
        inner = head(node)
        if inner is None:
            return
        specification = head(inner) if inner.type == "library_import" else inner
        module = self._uri(specification) if specification is not None else None
        if specification is None or module is None:
            return
        prefix = next((self.text(child) for child in specification.named_children if child.type == "identifier"), "")
        shown = self._shown(specification)
        if inner.type == "library_export":
            for name in shown or (None,):
                self.export(name, None, module, name, node)
        elif prefix or not shown:
            self.bind_import(prefix, module, None, node)
        else:
            for name in shown:
                self.bind_import(name, module, name, node)

    def _uri(self, node: Node) -> str | None:
        """The library that is meant; of several for several platforms, the first."""
        inner = next((child for child in node.named_children if child.type in ("configurable_uri", "uri")), None)
        while inner is not None and inner.type != "string_literal":
            inner = head(inner)
        value = self.follow(inner) if inner is not None else None
        return value.text if isinstance(value, Str) and value.text else None

    def _shown(self, node: Node) -> tuple[str, ...]:
        shows = [c for c in node.named_children if c.type == "combinator" and self.text(c).startswith("show")]
        return tuple(self.text(name) for child in shows for name in spoken(child))

    def on_alias(self, node: Node) -> None:
        """`typedef Name = Type;`."""
        names = [child for child in node.named_children if child.type == "type_identifier"]
        if not names or not any(child.type == "=" for child in node.children):
            return
        said = self.annotation(child for child in node.children if child.start_byte >= names[0].end_byte)
        if said is not None:
            self.bind(self.text(names[0]), said)

    # --- variables --------------------------------------------------------------------------------------------

    def on_top(self, node: Node) -> None:
        """`const a = 1, b = 2;` outside of everything: its type stands before it, side by side."""
        around = self.family(self.root)
        place = around.place(node)
        before: list[Node] = []
        while place > 0 and around.nodes[place - 1].type.startswith(("type_", "nullable", "function_type")):
            place -= 1
            before.insert(0, around.nodes[place])
        start = before[0].start_byte if before else node.start_byte
        annotation = self._dotted(before, start, node.start_byte)
        for name, value in self.declared(node):
            self.bind(name, value if value is not None else UNSET, annotation)

    def _dotted(self, types: list[Node], start: int, end: int) -> Value | None:
        """A type whose parts are known; a dot between the first two is not among them."""
        found = self.types_in(types)
        if len(found) > 1 and b"." in self.data[start:end]:
            name = self.text(next(each for each in types[1:] if each.type == "type_identifier"))
            return Member(found[0], name)
        return found[0] if found else None

    def on_variable(self, node: Node) -> None:
        """`final Type a = x, b = y;`, `final (a, b) = x;`."""
        inner = node.named_children[-1] if node.named_children else None
        if inner is None:
            return
        if inner.type == "pattern_variable_declaration":
            parts = [c for c in spoken(inner) if c.type not in ("final_builtin", "inferred_type")]
            value = self.first_of(parts[1:])
            if parts:
                self._take_apart(parts[0], value)
            return
        name = inner.child_by_field_id(self.at.name)
        if name is None:
            return
        annotation = self.annotation(child for child in inner.children if child.end_byte <= name.start_byte)
        nodes = [child for child in spoken(inner) if child.start_byte >= name.end_byte]
        further = [child for child in nodes if child.type == "initialized_identifier"]
        given = [child for child in nodes if child.type != "initialized_identifier"]
        self.bind(self.text(name), self.first_of(given) if given else UNSET, annotation)
        for child in further:
            other, *rest = spoken(child)
            self.bind(self.text(other), self.first_of(rest) if rest else UNSET, annotation)

    def _take_apart(self, pattern: Node, value: Value) -> None:
        """Bind the names of a pattern to the parts of a value."""
        place = 0
        label: str | None = None
        for child in spoken(pattern):
            if child.type == "identifier":
                label = self.text(child)
                continue
            if child.type not in ("constant_pattern", "variable_pattern"):
                continue
            names = [each for each in child.named_children if each.type == "identifier"]
            place += label is None
            if names:
                own = pattern.type == "object_pattern" and label is None
                part = label or (self.text(names[-1]) if own else f"${place}")
                self.bind(self.text(names[-1]), Member(value, part))
            label = None

    def on_loop(self, node: Node) -> None:
        """`for (final x in xs)`: x is any element."""
        self.on_block(node)
        parts = next((child for child in node.named_children if child.type == "for_loop_parts"), None)
        name = parts.child_by_field_id(self.at.name) if parts is not None else None
        value = parts.child_by_field_id(self.at.value) if parts is not None else None
        if parts is not None and name is not None and value is not None:
            nodes = [child for child in spoken(parts) if child.start_byte >= value.start_byte]
            annotation = self.annotation(child for child in parts.children if child.end_byte <= name.start_byte)
            listed = self.first_of(nodes)
            if isinstance(listed, Member) and listed.name == "values":
                listed = listed.object  # of a map or an enum
            self.bind(self.text(name), Index(listed, None), annotation)

    def on_catch(self, node: Node) -> None:
        """`catch (error, trace)`."""
        for name in node.named_children:
            self.bind(self.text(name), Opaque("an error"))

    def on_pattern(self, node: Node) -> None:
        """`case Type(:final name)`: a name for a part of what is matched."""
        name = next((child for child in node.named_children if child.type == "identifier"), None)
        if name is not None:
            self.bind(self.text(name), Opaque("part of a pattern"))

    # --- assignments and results ------------------------------------------------------------------------------

    def on_assignment(self, node: Node) -> None:
        """`a = b`, `a ??= b`, `a.b = c`; what `+=` gives is not known."""
        left = node.child_by_field_id(self.at.left)
        nodes = spoken(node)
        if left is None or len(nodes) < 2:
            return
        operators = {child.type for child in node.children if not child.is_named}
        value = self.first_of(nodes[1:]) if operators & {"=", "??="} else Opaque("computed")
        target = self.first(left)
        if isinstance(target, Member):
            self.set_member(target, value, node)
        elif left.named_child_count == 1 and left.named_children[0].type == "identifier":
            self._assign_name(self.text(left), value, node)

    def _assign_name(self, name: str, value: Value, node: Node) -> None:
        """A variable, or a member of the class around."""
        scope = self.scope
        while scope >= 0:
            here = self.scopes[scope]
            if here.kind is ScopeKind.CLASS:
                self.assign_member(Member(This(here.owner), name), value, node)
                return
            if name in here.bindings:
                break
            scope = here.parent
        self.assign(name, value)

    def on_cascade(self, node: Node) -> None:
        """`config..debug = true`: a member of what is there already."""
        path, given = self.setting(node)
        if not path or given is None or node.parent is None:
            return
        subject = self._subject(node, node.parent)
        if not isinstance(subject, Ref | Member | This):
            return
        for name in path[:-1]:
            subject = Member(subject, self.text(name))
        self.set_member(Member(subject, self.text(path[-1])), self.first_of(given), node)

    def _subject(self, section: Node, parent: Node) -> Value:
        """What a cascade is about: asked once for all of its sections, which come in order."""
        around = self.family(parent)
        place = around.place(section)
        last, subject = self.subjects.get(parent.id, (-1, ABSENT))
        if last < 0 or last != place - 1:
            start = place - 1
            while start > max(place - MAX_SELECTORS, 0) and around.nodes[start].type in CONTINUES:
                start -= 1
            subject, _ = self.expression(around.nodes[start:place], 0) if start >= 0 else (ABSENT, 0)
        self.subjects[parent.id] = (place, subject)
        return subject

    def on_return(self, node: Node) -> None:
        """`return value;`."""
        if spoken(node):
            self.add_return(self.first(node))

    def on_yield(self, node: Node) -> None:
        """`yield value;`."""
        self.add_yield(self.first(node))
