"""Whatever a rule file says, some fixture fails without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any, NamedTuple

import pytest

from fixtures_harness import Finding, Staged, cases, findings, scanned, stage
from readiness_scan.sdks import Sdk, all_sdks

ENTRIES = ("init", "capture", "error", "replay", "option", "configure", "post")
PATTERNS = ("call", "assign", "exported", "event", "modules", "url", "body", "options")
PATHS = ("clients", "server_clients", "globals", "hints", "modules")


class Removal(NamedTuple):
    """An SDK without one thing that its rule file says."""

    sdk: Sdk
    what: str

    def __str__(self) -> str:
        return f"{self.sdk.id} without {self.what}"


def removals(sdk: Sdk) -> Iterator[Removal]:
    """Every way to leave one thing out."""
    for field in PATHS:
        for path, rest in _without(getattr(sdk, field)):
            yield Removal(_with(sdk, field, rest), f"{field} {path!r}")
    for field in ("hosts", "paths", "keys") if sdk.ingestion else ():
        for part, rest in _without(getattr(sdk.ingestion, field)):
            changed: dict[str, Any] = {field: rest}
            yield Removal(replace(sdk, ingestion=replace(sdk.ingestion, **changed)), f"{field} {part!r}")  # type: ignore[type-var] # it is not none here
    for field in ENTRIES:
        for number, (entry, rest) in enumerate(_without(getattr(sdk, field)), 1):
            yield Removal(_with(sdk, field, rest), f"[[{field}]] {number}")
            for less, pattern in _narrower(entry):
                entries = tuple(less if kept is entry else kept for kept in getattr(sdk, field))
                yield Removal(_with(sdk, field, entries), f"[[{field}]] {number} {pattern}")


def _with(sdk: Sdk, field: str, items: tuple[Any, ...]) -> Sdk:
    changes: dict[str, Any] = {field: items}
    return replace(sdk, **changes)


def _narrower(entry: Any) -> Iterator[tuple[Any, str]]:
    """The entry without one of several patterns, or without a condition."""
    for field in PATTERNS:
        patterns = getattr(entry, field, ()) or ()
        several = isinstance(patterns, tuple) and (len(patterns) > 1 or field == "options")
        for pattern, rest in _without(patterns) if several else ():
            yield replace(entry, **{field: rest}), f"{field} {pattern!r}"
    if getattr(entry, "where", None):
        yield replace(entry, where={}), "where"
    for field in ("needs", "when", "made"):
        if getattr(entry, field, None) is not None:
            yield replace(entry, **{field: None}), field


def _without(items: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for position, item in enumerate(items):
        yield item, items[:position] + items[position + 1 :]


REMOVALS = [removal for sdk in all_sdks() for removal in removals(sdk)]


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Staged, Counter[Finding]]]]:
    """Each SDK's staged cases with what the whole rules find in them."""
    root = tmp_path_factory.mktemp("fixtures")
    staged: dict[str, list[tuple[Staged, Counter[Finding]]]] = {}
    for number, case in enumerate(cases("sdks")):
        ready = stage(case, root / str(number) / "case")
        staged.setdefault(case.subject, []).append((ready, findings(scanned(ready))))
    return staged


@pytest.mark.parametrize("removal", REMOVALS, ids=str)
def test_some_fixture_fails_without(
    removal: Removal,
    fixtures: dict[str, list[tuple[Staged, Counter[Finding]]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = [sdk for sdk in all_sdks() if sdk.id != removal.sdk.id]
    pipeline = import_module("readiness_scan.scan")  # the package's own `scan` is the function
    monkeypatch.setattr(pipeline, "all_sdks", lambda: (*others, removal.sdk))
    assert any(_is_worse(staged, whole) for staged, whole in fixtures[removal.sdk.id])


def _is_worse(staged: Staged, whole: Counter[Finding]) -> bool:
    """Whether something that the whole rules get right is wrong without the thing removed."""
    found = findings(scanned(staged))
    return bool((whole & staged.expected) - found or (found - whole) - staged.expected)
