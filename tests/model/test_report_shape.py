from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest
from write_report_schema import SCHEMA_FILE, schema_text

from readiness_scan.model.location import Location
from readiness_scan.model.report import report_json_schema
from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport, Stats, Target, TreeMarkers
from readiness_scan.model.signals import (
    Capture,
    Dependency,
    ErrorSignal,
    Event,
    Init,
    NearMiss,
    PossibleName,
    ReplaySignal,
    Resolution,
    Skipped,
    Strength,
    Suspected,
)
from readiness_scan.readiness import assess
from readiness_scan.render.json import render_readiness, render_report

BAD_PATH = "src/caf\udce9.ts"
HERE, THERE = Location("src/a.ts", 3, 5, 4, 2), Location(BAD_PATH, 9, 1, 9, 30)
EMPTY = ScanReport(Target("/home/me/shop", "", "shop", None, None, "git"), TreeMarkers())
FULL = ScanReport(
    target=Target("/home/me/caf\udce9", "apps/web", "caf\udce9", "Acme/Shop", "ab" * 20, "walk", "no git was found"),
    tree=TreeMarkers(frontend=2),
    inits=(
        Init(HERE, "typescript", "posthog-js", Role.SOURCE, "call", Strength.STRONG),
        Init(THERE, "typescript", "posthog-js", Role.SOURCE, "component", Strength.WEAK, outside=True),
    ),
    captures=(
        Capture(HERE, "typescript", "posthog-js", Role.SOURCE, "zoë 🎉", Resolution.WRAPPER, via=THERE),
        Capture(HERE, "typescript", "posthog-js", Role.SOURCE, "half \ud83c", Resolution.LITERAL),
        Capture(THERE, "typescript", "posthog-js", Role.TEST, None, Resolution.PATTERN, "a_*", "an unknown part"),
    ),
    events=(
        Event("zoë 🎉", False, (Resolution.WRAPPER, Resolution.LITERAL), (THERE, HERE)),
        Event("$pageview", True, (Resolution.LITERAL,), (HERE,)),
    ),
    possible_names=(PossibleName("b", (THERE, HERE)), PossibleName("a", (HERE,))),
    suspected=(
        Suspected(THERE, "@acme/analytics", "track", "looks so", ("0",)),
        Suspected(HERE, "acme.analytics", "Client().capture", "looks so", ("1", "event=")),
    ),
    error_signals=(ErrorSignal(HERE, "typescript", "sentry", Role.SOURCE, "init", Strength.STRONG),),
    replay_signals=(ReplaySignal(HERE, "typescript", "posthog-js", "session_recording", Role.SOURCE),),
    sdks=(
        Dependency("posthog-js", "1.2.3", "package.json", 7),
        Dependency("@sentry/browser", None, "package.json", 6),
    ),
    near_misses=(NearMiss(HERE, "a commented-out init"),),
    skipped=(Skipped("z.ts", "permission denied", True, "unreadable"), Skipped(BAD_PATH, "big", False, "minified")),
    stats=Stats(files_seen=9, candidates=4, ignored=2, seconds=0.5, languages={"typescript": 3, "python": 1}),
)


def written(report: ScanReport) -> dict[str, Any]:
    text = render_report(report, assess(report))
    assert text.endswith("}\n")
    text.encode("utf-8")  # whatever bytes a path has, the report is UTF-8
    found: dict[str, Any] = json.loads(text)
    return found


def test_the_shipped_schema_is_that_of_the_code() -> None:
    shipped = SCHEMA_FILE.read_text(encoding="utf-8")
    assert json.loads(shipped) == json.loads(schema_text()), "run: python tests/model/write_report_schema.py"


@pytest.mark.parametrize("report", [EMPTY, FULL], ids=["empty", "full"])
def test_a_report_is_valid(report: ScanReport) -> None:
    schema = report_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(written(report), schema)


def test_the_documented_fields_in_their_order() -> None:
    names = (
        "schemaVersion tool target readiness decidedBy nextSteps drift inits captures eventNames events possibleNames "
        "suspected errorSignals replaySignals sdks packages nearMisses skipped stats"
    )
    for report in (EMPTY, FULL):
        found = written(report)
        assert list(found) == names.split()
        assert found["schemaVersion"] == "1"
        assert found["tool"]["name"] == "readiness-scan"
        assert (found["drift"], found["packages"]) == (None, [])


def test_the_readiness_within_is_the_documented_answer() -> None:
    assessment = assess(FULL)
    alone = render_readiness(assessment)
    assert alone.endswith("}\n")
    assert json.loads(render_report(FULL, assessment))["readiness"] == json.loads(alone)
    assert json.loads(alone) == json.loads(assessment.readiness.model_dump_json(by_alias=True))


def test_what_is_absent_is_left_out_and_what_is_unknown_is_null() -> None:
    found = written(FULL)
    assert "outside" not in found["inits"][0]
    assert found["inits"][1]["outside"] is True
    literal, wrapper, unknown = found["captures"]
    assert not {"pattern", "reason", "via", "outside"} & set(literal)
    assert wrapper["via"]["line"] == 9
    assert unknown["event"] is None
    assert (unknown["pattern"], unknown["reason"]) == ("a_*", "an unknown part")
    assert "version" not in found["sdks"][0]
    assert "revision" not in written(EMPTY)["target"]
    assert "ignored" not in written(EMPTY)["stats"]


def test_a_signal_says_where_it_stands() -> None:
    assert written(FULL)["inits"][0] == {
        "path": "src/a.ts",
        "line": 3,
        "column": 5,
        "endLine": 4,
        "endColumn": 2,
        "language": "typescript",
        "role": "source",
        "sdk": "posthog-js",
        "form": "call",
        "strength": "strong",
    }


def test_what_is_declared_says_where() -> None:
    where = ".readiness-scan.toml:3"
    report = replace(
        FULL,
        inits=(replace(FULL.inits[0], sdk="declared", declared=where), FULL.inits[1]),
        captures=(replace(FULL.captures[0], sdk="declared", declared=where), FULL.captures[2]),
        error_signals=(replace(FULL.error_signals[0], vendor="declared", declared=where),),
    )
    found = written(report)
    jsonschema.validate(found, report_json_schema())
    for kind in ("inits", "captures"):
        assert [(entry["sdk"], entry.get("declared")) for entry in found[kind]] == [
            ("declared", where),
            ("posthog-js", None),
        ]
    assert [(entry["vendor"], entry["declared"]) for entry in found["errorSignals"]] == [("declared", where)]


def test_a_suspected_call_says_what_a_declaration_needs() -> None:
    first, second = written(FULL)["suspected"]
    assert first == {
        "path": "src/a.ts",
        "line": 3,
        "column": 5,
        "endLine": 4,
        "endColumn": 2,
        "call": "Client().capture",
        "module": "acme.analytics",
        "why": "looks so",
        "selectors": ["1", "event="],
    }
    assert (second["path"], second["module"]) == ("src/caf\\udce9.ts", "@acme/analytics")


def test_the_target() -> None:
    assert written(FULL)["target"] == {
        "path": "/home/me/caf\\udce9",
        "prefix": "apps/web",
        "repository": "acme/shop",
        "repositoryFrom": "remote",
        "revision": "ab" * 20,
        "listing": "walk",
        "listingNote": "no git was found",
    }


def test_bytes_that_are_no_text_come_out_printable() -> None:
    found = written(replace(FULL, target=replace(FULL.target, remote=None)))
    assert found["target"]["repository"] == "caf\\udce9"
    assert found["inits"][1]["path"] == "src/caf\\udce9.ts"
    assert {capture["event"] for capture in found["captures"]} == {"zoë 🎉", "half \\ud83c", None}


def test_text_is_written_as_it_is() -> None:
    assert "zoë 🎉" in render_report(FULL, assess(FULL))


def test_the_order_of_what_was_found_tells_nothing() -> None:
    found = {field.name: getattr(FULL, field.name) for field in fields(FULL)}
    reverse: dict[str, Any] = {name: value[::-1] for name, value in found.items() if isinstance(value, tuple)}
    reverse["stats"] = replace(FULL.stats, languages=dict(reversed(FULL.stats.languages.items())))
    assessment = assess(FULL)
    assert render_report(replace(FULL, **reverse), assessment) == render_report(FULL, assessment)
