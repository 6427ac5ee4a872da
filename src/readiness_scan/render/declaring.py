"""What to paste into the configuration for the calls that a report suspects."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from readiness_scan.model.signals import Suspected


class Declaration(NamedTuple):
    """The table that declares one member of a package, and how often that is called."""

    calls: int
    lines: tuple[str, ...]


def declarations(suspected: Iterable[Suspected]) -> list[Declaration]:
    """One declaration for each suspected member, the one with most calls first."""
    groups: dict[tuple[str, str], list[Suspected]] = {}
    for item in suspected:
        groups.setdefault((item.module, item.call), []).append(item)
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [Declaration(len(calls), _table(calls[0])) for _, calls in ranked]


def _table(item: Suspected) -> tuple[str, ...]:
    event = item.selectors[0] if len(item.selectors) == 1 else list(item.selectors)
    # the strings of JSON are strings of TOML, and so are its lists
    return (
        "[[tool.readiness-scan.wrappers]]",
        f"module = {json.dumps(item.module)}",
        f"call = {json.dumps(item.call)}",
        f"event = {json.dumps(event)}",
    )
