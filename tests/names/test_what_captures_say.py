"""What stands beside a followed name: the SDK, the wrapper, and the reason where it stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from fixtures_harness import Case, cases, scanned, stage
from readiness_scan.model.signals import Resolution

TOLD = {"http-ingestion", "patterns", "unresolved-arguments", "wrapper-chains"}
CASES = [case for case in cases("names") if case.subject in TOLD]
UNKNOWN = {Resolution.DYNAMIC, Resolution.PATTERN}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_unknown_name_has_a_reason(case: Case, tmp_path: Path) -> None:
    captures = scanned(stage(case, tmp_path / "case")).captures
    assert captures
    assert [c.location for c in captures if c.resolution in UNKNOWN and not c.reason] == []
    assert [c.location for c in captures if c.resolution in UNKNOWN and c.event is not None] == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_call_of_a_wrapper_says_where_the_wrapper_stands(case: Case, tmp_path: Path) -> None:
    staged = stage(case, tmp_path / "case")
    captures = scanned(staged).captures
    through = {c.via for c in captures if c.via is not None}
    assert through
    for wrapper in through:
        passed_on = [c.location.line for c in captures if c.location.path == wrapper.path and c.event is None]
        assert any(wrapper.line <= line <= wrapper.end_line for line in passed_on)
    assert [c.location for c in captures if c.resolution is Resolution.WRAPPER and c.via is None] == []


@pytest.mark.parametrize("case", [case for case in CASES if case.subject == "http-ingestion"], ids=str)
def test_plain_http_is_an_sdk_of_its_own(case: Case, tmp_path: Path) -> None:
    captures = scanned(stage(case, tmp_path / "case")).captures
    assert {capture.sdk for capture in captures} == {"posthog-http"}
