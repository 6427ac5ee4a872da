"""Which parts of a function may not run, or run again, around places in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readiness_scan.facts import Binding, Region, RegionKind
from readiness_scan.model.location import Span

if TYPE_CHECKING:
    from tree_sitter import Node, TreeCursor


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


def set_regions(root: Node, names: list[tuple[Span, list[Binding]]], flow: Flow) -> None:
    """Say of the bindings of each name what they stand in within the scope that declares it, whose span is given."""
    placed = [bindings for _, bindings in names if len(bindings) <= MAX_BINDINGS]
    spans = {binding.span for bindings in placed for binding in bindings if binding.span is not None}
    around = regions_around(root, spans, flow)
    for home, bindings in names:
        for number, binding in enumerate(bindings):
            regions = around.get(binding.span) if binding.span is not None else None
            if regions is None or len(regions) > MAX_REGIONS:
                bindings[number] = binding._replace(span=None)
            else:
                within = [r for r in regions if home.start <= r.span.start and r.span.end <= home.end]
                bindings[number] = binding._replace(regions=tuple(within))


def regions_around(root: Node, spans: Iterable[Span], flow: Flow) -> dict[Span, tuple[Region, ...]]:
    """The regions around each place, outer before inner. The tree is walked once, in document order."""
    cursor = root.walk()
    around: list[tuple[Region, ...]] = [()]
    found: dict[Span, tuple[Region, ...]] = {}
    for span in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        while len(around) > 1 and not _holds(cursor.node, span):
            cursor.goto_parent()
            around.pop()
        while True:
            parent = cursor.node
            if parent is None or cursor.goto_first_child_for_byte(span.start) is None:
                break
            if not _holds(cursor.node, span):
                cursor.goto_parent()
                break
            around.append(_inside(parent, cursor, around[-1], flow))
        found[span] = around[-1]
    return found


def _holds(node: Node | None, span: Span) -> bool:
    return node is not None and node.start_byte <= span.start and span.end <= node.end_byte


def _inside(parent: Node, cursor: TreeCursor, outer: tuple[Region, ...], flow: Flow) -> tuple[Region, ...]:
    """The regions around what the cursor stands at, where `outer` are those around its parent."""
    node = cursor.node
    if node is None:
        return outer
    part = f"{parent.type}.{cursor.field_name}"
    key = part if part in flow.regions else node.type
    if key not in flow.regions:
        return outer
    kind = flow.regions[key]
    if kind is None:
        around = outer[-1]._replace(kind=RegionKind.PART, branches=0, leaves=False, jumps=True)
        return outer[:-1] if outer[-1].kind is RegionKind.LOOP else (*outer[:-1], around)
    if kind is RegionKind.PART and _ends_with(parent, flow.cleanup):
        kind = RegionKind.TRY
    last = _last(node)
    in_block = flow.block in (node.type, last.type if last is not None else "")
    if last is not None and last.type == flow.block:
        last = _last(last)
    leaves = last is not None and last.type in flow.leaving and kind is not RegionKind.LOOP
    jumps = (
        not (leaves or in_block or kind is RegionKind.BRANCH)
        or len(outer) >= MAX_REGIONS
        or any(word in (node.text or b"") for word in flow.jumps)
    )
    region = Region(
        kind=kind,
        span=Span(node.start_byte, node.end_byte),
        whole=Span(parent.start_byte, parent.end_byte),
        branches=_branches(parent, flow) if kind is RegionKind.BRANCH else 0,
        leaves=leaves and not jumps and RegionKind.TRY not in (kind, *(region.kind for region in outer)),
        jumps=jumps,
    )
    return (*outer, region)


def _ends_with(statement: Node, kind: str) -> bool:
    count = statement.named_child_count
    return count > 0 and statement.named_child(count - 1).type == kind


def _branches(statement: Node, flow: Flow) -> int:
    """How many branches a statement has; 0 where it may be that none of them runs."""
    if statement.child_count > MAX_BRANCHES:
        return 0
    branches = [
        {part, child.type}
        for place, child in enumerate(statement.children)
        if flow.regions.get(part := f"{statement.type}.{statement.field_name_for_child(place)}") is RegionKind.BRANCH
        or flow.regions.get(child.type) is RegionKind.BRANCH
    ]
    return len(branches) if any(not names.isdisjoint(flow.otherwise) for names in branches) else 0


def _last(node: Node) -> Node | None:
    """The last child that is no comment."""
    return next((child for child in reversed(node.named_children) if "comment" not in child.type), None)
