"""Which parts of a function may not run, or run again, around places in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness_scan.facts import Binding, Constant, Opaque, Region, RegionKind
from readiness_scan.model.location import Span

if TYPE_CHECKING:
    from tree_sitter import Node


MAX_BINDINGS = 100
"""Values of one name whose order is looked at; of a name that is given more, each counts at every use."""
MAX_REGIONS = 50
"""Regions around a value; what stands in more counts at every use."""
MAX_BRANCHES = 100
"""Branches of one statement that are counted; where it has more, it may be that none of them runs."""


@dataclass(frozen=True)
class Flow:
    """What a language's grammar calls the parts of a function that may not run, or run again."""

    regions: Mapping[str, RegionKind | None]
    """`node_type.field` or `node_type` to the kind of region. None for what runs whether the rest of the region around
    it does or not: what a loop starts with, what a branch depends on."""
    otherwise: tuple[str, ...]
    """`node_type.field` or `node_type` of the branch that runs where no other one of the statement does."""
    block: str
    """The node type of a sequence of statements."""
    leaving: frozenset[str]
    """The node types of statements that leave the function."""
    jumps: tuple[bytes, ...]
    """The words with which a region is left before its end."""
    cleanup: str
    """The node type of the last part of a statement, which runs however its other parts are left."""

    @cached_property
    def holders(self) -> frozenset[str]:
        """The node types of which a field is a region."""
        return frozenset(key.partition(".")[0] for key in self.regions if "." in key)


def set_regions(root: Node, names: list[tuple[Span, list[Binding]]], flow: Flow) -> None:
    """Say of the bindings of each name what they stand in within the scope that declares it, whose span is given."""
    spans: set[Span] = set()
    for _, bindings in names:
        if len(bindings) <= MAX_BINDINGS and not all(isinstance(b.value, Opaque | Constant) for b in bindings):
            spans.update(binding.span for binding in bindings if binding.span is not None)
    around = Regions(root, flow).around(spans) if spans else {}
    for home, bindings in names:
        for number, binding in enumerate(bindings):
            if binding.span is None:
                continue
            regions = around.get(binding.span)
            if regions is None or len(regions) > MAX_REGIONS:
                bindings[number] = replace(binding, span=None)
            elif regions:
                within = [r for r in regions if home.start <= r.span.start and r.span.end <= home.end]
                bindings[number] = replace(binding, regions=tuple(within))


class Regions:
    """The regions of one file."""

    def __init__(self, root: Node, flow: Flow) -> None:
        self.root = root
        self.flow = flow
        self.text = root.text or b""
        self.start = root.start_byte
        self._branches: dict[int, int] = {}

    def around(self, spans: Iterable[Span]) -> dict[Span, tuple[Region, ...]]:
        """The regions around each place, outer before inner. The tree is walked once, in document order."""
        kinds, holders, cursor = self.flow.regions, self.flow.holders, self.root.walk()
        path: list[tuple[int, Node, str, tuple[Region, ...]]] = [(self.root.end_byte, self.root, self.root.type, ())]
        found: dict[Span, tuple[Region, ...]] = {}
        for span in sorted(spans, key=lambda span: (span.start, -span.end)):
            start, end = span
            while path[-1][0] < end and cursor.goto_parent():
                path.pop()
            while cursor.goto_first_child_for_byte(start) is not None:
                node = cursor.node
                if node is None or node.start_byte > start or node.end_byte < end:
                    cursor.goto_parent()
                    break
                _, parent, above, regions = path[-1]
                key = kind = node.type
                if above in holders and f"{above}.{cursor.field_name}" in kinds:
                    key = f"{above}.{cursor.field_name}"
                if key in kinds:
                    regions = self._inside(node, parent, kinds[key], regions)
                path.append((node.end_byte, node, kind, regions))
            found[span] = path[-1][3]
        return found

    def _inside(
        self, node: Node, parent: Node, kind: RegionKind | None, outer: tuple[Region, ...]
    ) -> tuple[Region, ...]:
        """The regions around what stands in a node, where `outer` are those around its parent."""
        if kind is None:
            if not outer or outer[-1].kind is RegionKind.LOOP:
                return outer[:-1]
            return (*outer[:-1], replace(outer[-1], kind=RegionKind.PART, branches=0, leaves=False, jumps=True))
        flow = self.flow
        if kind is RegionKind.PART and _last_type(parent) == flow.cleanup:
            kind = RegionKind.TRY
        last = _last(node)
        in_block = flow.block in (node.type, last.type if last is not None else "")
        if last is not None and last.type == flow.block:
            last = _last(last)
        leaves = last is not None and last.type in flow.leaving and kind is not RegionKind.LOOP
        jumps = not (leaves or in_block or kind is RegionKind.BRANCH) or len(outer) >= MAX_REGIONS or self._jumps(node)
        region = Region(
            kind=kind,
            span=Span(node.start_byte, node.end_byte),
            whole=Span(parent.start_byte, parent.end_byte),
            branches=self._count(parent) if kind is RegionKind.BRANCH else 0,
            leaves=leaves and not jumps and RegionKind.TRY not in (kind, *(region.kind for region in outer)),
            jumps=jumps,
        )
        return (*outer, region)

    def _jumps(self, node: Node) -> bool:
        start, end = node.start_byte - self.start, node.end_byte - self.start
        return any(self.text.find(word, start, end) >= 0 for word in self.flow.jumps)

    def _count(self, statement: Node) -> int:
        """How many branches a statement has; 0 where it may be that none of them runs."""
        if statement.id not in self._branches:
            self._branches[statement.id] = self._find_count(statement)
        return self._branches[statement.id]

    def _find_count(self, statement: Node) -> int:
        if statement.child_count > MAX_BRANCHES:
            return 0
        kinds = self.flow.regions
        branches = [
            {part, child.type}
            for place, child in enumerate(statement.children)
            if kinds.get(part := f"{statement.type}.{statement.field_name_for_child(place)}") is RegionKind.BRANCH
            or kinds.get(child.type) is RegionKind.BRANCH
        ]
        return len(branches) if any(not names.isdisjoint(self.flow.otherwise) for names in branches) else 0


def _last_type(statement: Node) -> str:
    count = statement.named_child_count
    return statement.named_child(count - 1).type if count else ""


def _last(node: Node) -> Node | None:
    """The last child that is no comment."""
    for place in reversed(range(node.named_child_count)):
        child = node.named_child(place)
        if "comment" not in child.type:
            return child
    return None
