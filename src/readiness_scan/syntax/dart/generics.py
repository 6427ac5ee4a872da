"""Calls with a type and one argument, `read<Analytics>(key)`, which the grammar takes for two comparisons.

No comparison can stand between others without parentheses, so that nothing else is written like that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness_scan.syntax.dart.types import head, spoken

if TYPE_CHECKING:
    from tree_sitter import Node

COMPARISON = "relational_expression"
OPERATOR = "relational_operator"
AWAITED = "await_expression"


class GenericCall(NamedTuple):
    """The parts of such a call, side by side."""

    callee: list[Node]
    argument: Node
    """The parentheses with what stands in them."""
    rest: list[Node]
    """What goes on behind them."""
    is_awaited: bool


def generic_call(node: Node) -> GenericCall | None:
    """The parts of a call that is written as two comparisons; none for anything else."""
    outer = spoken(node) if node.type == COMPARISON else []
    if len(outer) < 3 or outer[0].type != COMPARISON or outer[1].type != OPERATOR:
        return None
    inner = spoken(outer[0])
    places = [place for place, each in enumerate(inner) if each.type == OPERATOR]
    if outer[2].type != "parenthesized_expression" or len(places) != 1 or inner[0].type == COMPARISON:
        return None
    callee = inner[: places[0]]
    awaited = head(callee[0]) if len(callee) == 1 and callee[0].type == "unary_expression" else None
    if awaited is not None and awaited.type == AWAITED:
        return GenericCall(spoken(awaited), outer[2], outer[3:], is_awaited=True)
    return GenericCall(callee, outer[2], outer[3:], is_awaited=False)


def generic_call_of(part: Node) -> Node | None:
    """The call whose callee ends in a part of an expression."""
    parent = part.parent
    if parent is not None and parent.type == AWAITED and parent.parent is not None:
        parent = parent.parent.parent
    outer = parent.parent if parent is not None and parent.type == COMPARISON else None
    call = generic_call(outer) if outer is not None else None
    return outer if call is not None and call.callee[-1] == part else None
