from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from readiness_scan.model.contract import CapabilityState, Readiness, ScanEvidence, readiness_json_schema
from readiness_scan.model.verdict import Classification, Overall, State

CAPABILITY: dict[str, Any] = {
    "type": "object",
    "properties": {
        "state": {"enum": ["needs_setup", "detected", "waiting_for_data", "ready", "not_applicable", "unknown"]},
        "estimated": {"type": "boolean"},
        "reason": {"type": "string"},
        "evidence": {"type": "object", "additionalProperties": {"type": "number"}},
    },
    "required": ["state", "estimated", "reason"],
    "additionalProperties": False,
}
SCAN: dict[str, Any] = {
    "type": "object",
    "properties": {
        "filesScanned": {"type": "integer"},
        "detectedFilesCount": {"type": "integer"},
        "eventNameCount": {"type": "integer"},
        "foundPosthogInit": {"type": "boolean"},
        "foundPosthogCapture": {"type": "boolean"},
        "foundErrorSignal": {"type": "boolean"},
    },
    "additionalProperties": False,
}
SCAN["required"] = list(SCAN["properties"])
FIELDS: dict[str, Any] = {
    "repository": {"type": "string"},
    "classification": {
        "enum": ["frontend_js", "backend_service", "sdk_or_library", "test_or_sandbox", "unknown"],
    },
    "excluded": {"type": "boolean"},
    "coreSuggestions": CAPABILITY,
    "replayInsights": CAPABILITY,
    "errorInsights": CAPABILITY,
    "overall": {"enum": ["needs_setup", "detected", "partial", "ready", "unknown"]},
    "evidenceTaskCount": {"type": "integer"},
    "windowDays": {"type": "integer"},
    "generatedAt": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
    "cacheAgeSeconds": {"type": "integer"},
    "scan": SCAN,
}
DOCUMENTED = {
    "type": "object",
    "properties": FIELDS,
    "required": [name for name in FIELDS if name != "scan"],
    "additionalProperties": False,
}

OURS = readiness_json_schema()

TEXT = st.text(st.characters(codec=None), max_size=20)
COUNT = st.integers(0, 9)
CAPABILITIES = st.fixed_dictionaries(
    {
        "state": st.sampled_from(State),
        "estimated": st.booleans(),
        "reason": TEXT,
        "evidence": st.dictionaries(st.sampled_from(["matchedEventCount", "replayTaskCount"]), COUNT),
    }
).map(CapabilityState.model_validate)
SCANS = st.fixed_dictionaries(
    {
        "files_scanned": COUNT,
        "detected_files_count": COUNT,
        "event_name_count": COUNT,
        "found_posthog_init": st.booleans(),
        "found_posthog_capture": st.booleans(),
        "found_error_signal": st.booleans(),
    }
).map(ScanEvidence.model_validate)
ANSWERS = st.fixed_dictionaries(
    {
        "repository": TEXT,
        "classification": st.sampled_from(Classification),
        "excluded": st.booleans(),
        "core_suggestions": CAPABILITIES,
        "replay_insights": CAPABILITIES,
        "error_insights": CAPABILITIES,
        "overall": st.sampled_from(Overall),
        "evidence_task_count": COUNT,
        "window_days": st.integers(1, 30),
        "generated_at": st.datetimes(
            min_value=datetime(2020, 1, 1),
            max_value=datetime(2100, 1, 1),
            timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5, minutes=-30))]),
        ),
        "cache_age_seconds": COUNT,
    },
    optional={"scan": SCANS},
).map(Readiness.model_validate)


def answer(**changes: Any) -> Readiness:
    state = CapabilityState(state=State.READY, estimated=False, reason="Seen.", evidence={"matchedEventCount": 3})
    fields: dict[str, Any] = {
        "repository": "acme/shop",
        "classification": Classification.FRONTEND_JS,
        "excluded": False,
        "core_suggestions": state,
        "replay_insights": state,
        "error_insights": state,
        "overall": Overall.READY,
        "evidence_task_count": 0,
        "window_days": 7,
        "generated_at": datetime(2026, 11, 24, tzinfo=UTC),
        "cache_age_seconds": 0,
    }
    return Readiness(**(fields | changes))


@settings(deadline=None)
@given(ANSWERS)
def test_every_answer_has_the_documented_shape(readiness: Readiness) -> None:
    text = readiness.model_dump_json(by_alias=True)
    written = json.loads(text)
    jsonschema.validate(written, DOCUMENTED)
    jsonschema.validate(written, OURS)
    assert list(written) == [name for name in FIELDS if name in written]
    assert ("scan" in written) == (readiness.scan is not None)
    assert list(written["coreSuggestions"]) == list(CAPABILITY["properties"])
    assert Readiness.model_validate_json(text) == readiness


def test_the_schema_names_what_the_documentation_names() -> None:
    assert list(OURS["properties"]) == list(FIELDS)
    assert OURS["required"] == DOCUMENTED["required"]
    for name, ours in (("CapabilityState", CAPABILITY), ("ScanEvidence", SCAN)):
        assert list(OURS["$defs"][name]["properties"]) == list(ours["properties"])
        assert OURS["$defs"][name]["required"] == ours["required"]


def test_the_documented_order_of_a_scan() -> None:
    scan = ScanEvidence(
        files_scanned=1,
        detected_files_count=2,
        event_name_count=3,
        found_posthog_init=True,
        found_posthog_capture=False,
        found_error_signal=False,
    )
    assert list(json.loads(answer(scan=scan).model_dump_json(by_alias=True))["scan"]) == list(SCAN["properties"])


def test_an_answer_is_frozen_and_closed() -> None:
    with pytest.raises(ValidationError):
        answer().excluded = True
    with pytest.raises(ValidationError):
        answer(extra=1)


def test_a_time_needs_a_zone() -> None:
    with pytest.raises(ValidationError):
        answer(generated_at=datetime(2026, 11, 24))
