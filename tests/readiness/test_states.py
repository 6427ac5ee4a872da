from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_reports import capture, error, event, gap, init, replay, report

from readiness_scan.model.role import Role
from readiness_scan.model.scan_report import ScanReport, Stats
from readiness_scan.model.signals import Dependency, ReplaySignal, Strength
from readiness_scan.model.verdict import Capability, Classification, Overall, State
from readiness_scan.readiness.states import judge, overall

TRACKING, REPLAY, ERRORS = Capability
FRONTEND, BACKEND, UNKNOWN_KIND = Classification.FRONTEND_JS, Classification.BACKEND_SERVICE, Classification.UNKNOWN
LETTERS = {"N": State.NEEDS_SETUP, "D": State.DETECTED, "U": State.UNKNOWN, "-": State.NOT_APPLICABLE}

# Tracking, replay, errors: for a front end, and for a service or an unknown kind; then the same with a gap.
TABLE = """
init  capture error | front other | front other
none  no      no    | NNN   N-N   | UUU   U-U
none  no      yes   | NND   N-D   | UUD   U-D
none  yes     no    | NNN   N-N   | UUU   U-U
none  yes     yes   | NND   N-D   | UUD   U-D
on    no      no    | NDD   N-N   | UDD   U-U
on    no      yes   | NDD   N-D   | UDD   U-D
on    yes     no    | DDD   D-N   | DDD   D-U
on    yes     yes   | DDD   D-D   | DDD   D-D
off   no      no    | NND   N-N   | UUD   U-U
off   no      yes   | NND   N-D   | UUD   U-D
off   yes     no    | DND   D-N   | DUD   D-U
off   yes     yes   | DND   D-D   | DUD   D-D
""".strip().splitlines()[1:]


def states(found: ScanReport, classification: Classification) -> str:
    letter = {state: letter for letter, state in LETTERS.items()}
    return "".join(letter[judgement.state] for judgement in judge(found, classification).values())


def reason(found: ScanReport, capability: Capability, classification: Classification = FRONTEND) -> str:
    return judge(found, classification)[capability].reason


@pytest.mark.parametrize("row", TABLE)
def test_offline_states(row: str) -> None:
    given_signals, whole, incomplete = (part.split() for part in row.split("|"))
    how, captured, reported = given_signals
    found = report(
        inits=() if how == "none" else (init(recording=None if how == "on" else "off"),),
        captures=(capture(),) if captured == "yes" else (),
        errors=(error(),) if reported == "yes" else (),
    )
    for skipped, (front, other) in (((), whole), ((gap(),), incomplete)):
        judged = replace(found, skipped=skipped)
        assert states(judged, FRONTEND) == front
        assert states(judged, BACKEND) == states(judged, UNKNOWN_KIND) == other


@pytest.mark.parametrize("classification", [Classification.SDK_OR_LIBRARY, Classification.TEST_OR_SANDBOX])
def test_nothing_applies_to_an_excluded_repository(classification: Classification) -> None:
    for found in (
        report(),
        report(skipped=(gap(),)),
        report(inits=(init(),), captures=(capture(),), errors=(error(),)),
    ):
        assert states(found, classification) == "---"
        assert not any(judgement.estimated for judgement in judge(found, classification).values())


def test_what_rests_on_code_is_estimated() -> None:
    for found in (report(), report(skipped=(gap(),)), report(inits=(init(),))):
        judged = judge(found, BACKEND).values()
        assert [judgement.estimated for judgement in judged] == [True, False, True]


def test_an_event_name_serves_as_a_capture() -> None:
    assert states(report(inits=(init(),), events=(event(),)), FRONTEND) == "DDD"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SOURCE])
def test_only_source_is_evidence(role: Role) -> None:
    found = report(
        inits=(init(role=role),),
        captures=(capture(role=role),),
        errors=(error(role=role),),
        skipped=(gap(role=role),),
    )
    assert states(found, FRONTEND) == "NNN"


def test_weak_signals_are_no_evidence() -> None:
    found = report(
        inits=(init(strength=Strength.WEAK),), captures=(capture(),), errors=(error(strength=Strength.WEAK),)
    )
    assert states(found, FRONTEND) == "NNN"
    assert "src/fail.ts:7" in reason(found, ERRORS)


def test_a_skip_by_design_leaves_a_negative_a_fact() -> None:
    assert states(report(skipped=(replace(gap(kind="minified"), gap=False),)), FRONTEND) == "NNN"


def test_reasons_cite_the_first_line() -> None:
    found = report(
        inits=(init("../shared/posthog.ts", outside=True), init("src/posthog.ts")),
        captures=(capture("src/a.ts", 3), capture("src/b.ts", 9)),
        errors=(error("src/fail.ts", 7),),
    )
    assert "src/posthog.ts:4 and 1 more" in reason(found, TRACKING)
    assert "src/a.ts:3 and 1 more" in reason(found, TRACKING)
    assert "src/posthog.ts:4" in reason(found, REPLAY)
    assert "sentry (src/fail.ts:7)" in reason(found, ERRORS)
    assert all("Not known offline" in judgement.reason for judgement in judge(found, FRONTEND).values())


def test_code_outside_the_scanned_folder_is_evidence() -> None:
    found = report(inits=(init("../lib/posthog.ts", outside=True),), captures=(capture(),))
    assert states(found, FRONTEND) == "DDD"
    assert "../lib/posthog.ts:4" in reason(found, REPLAY)


def test_a_dependency_that_nothing_starts_is_named() -> None:
    found = replace(report(), sdks=(Dependency("posthog-js", "1.0.0", "package.json", 12),))
    assert states(found, FRONTEND) == "NNN"
    assert "posthog-js is a dependency, package.json:12" in reason(found, TRACKING)


def test_an_empty_folder() -> None:
    found = report(stats=Stats())
    assert states(found, UNKNOWN_KIND) == "N-N"
    assert "no source file found" in reason(found, TRACKING)


def test_a_tree_of_unsupported_languages_alone() -> None:
    found = report(stats=Stats(unsupported={"Ruby": 2, "Go": 12, "COBOL": 1}))
    assert states(found, UNKNOWN_KIND) == "U-U"
    assert "does not read Go (12 files), Ruby (2 files), COBOL (1 file)" in reason(found, TRACKING)


def test_gaps_are_counted_by_kind() -> None:
    found = report(
        skipped=(
            gap("src/big.ts", "oversized"),
            gap("src/locked.ts", "unreadable"),
            gap("src/x.ts", "unreadable"),
            gap("app.rb", "unsupported"),
        ),
        stats=Stats(candidates=3, unsupported={"Ruby": 1}),
    )
    expected = (
        "4 source files or folders were not read (2 unreadable, 1 oversized, 1 unsupported: Ruby (1 file); "
        "mostly unreadable), such as src/locked.ts (unreadable here)"
    )
    assert expected in reason(found, TRACKING)


def test_recording_switched_off_everywhere() -> None:
    found = report(
        inits=(init("src/a.ts", 4, recording="off"), init("src/b.ts", 9, recording="off")),
        replays=(replay("disable_session_recording", "src/a.ts", 6),),
    )
    assert states(found, FRONTEND) == "NND"
    assert "src/a.ts:4, disable_session_recording in line 6; src/b.ts:9" in reason(found, REPLAY)


def test_recording_switched_off_at_some_inits() -> None:
    found = report(inits=(init("src/a.ts", 4, recording="off"), init("src/b.ts", 9, recording="on")))
    assert states(found, FRONTEND) == "NDD"
    assert "src/a.ts:4" in reason(found, REPLAY)
    assert "src/b.ts:9" in reason(found, REPLAY)


@pytest.mark.parametrize("setting", ["startSessionRecording", "startSessionReplay", "start_session_recording"])
def test_recording_switched_on_again(setting: str) -> None:
    off = report(inits=(init(recording="off"),), replays=(replay(setting, "src/consent.ts", 30),))
    assert states(off, FRONTEND) == "NDD"
    assert "src/consent.ts:30" in reason(off, REPLAY)


@pytest.mark.parametrize(
    "signal", [replay("stopSessionRecording"), replay("startSessionRecording", role=Role.TEST)], ids=["stop", "test"]
)
def test_what_starts_no_recording(signal: ReplaySignal) -> None:
    found = report(inits=(init(recording="off"),), replays=(signal,))
    assert states(found, FRONTEND) == "NND"


def test_an_init_in_tests_does_not_switch_recording_off() -> None:
    found = report(inits=(init(), init("test/setup.ts", recording="off", role=Role.TEST)))
    assert states(found, FRONTEND) == "NDD"
    assert "test/setup.ts" not in reason(found, REPLAY)


SIGNALS: dict[str, st.SearchStrategy[Any]] = {
    "inits": st.sampled_from(
        [init(), init("b.ts", recording="off"), init("c.ts", recording="on"), init("t.ts", role=Role.TEST)]
    ),
    "captures": st.sampled_from([capture(), capture("t.ts", role=Role.TEST)]),
    "events": st.just(event()),
    "error_signals": st.sampled_from([error(), error("w.ts", strength=Strength.WEAK), error(role=Role.TEST)]),
    "replay_signals": st.sampled_from([replay("startSessionRecording"), replay("disable_session_recording")]),
}


@st.composite
def reports(draw: st.DrawFn) -> ScanReport:
    found: dict[str, Any] = {name: tuple(draw(st.lists(strategy, max_size=2))) for name, strategy in SIGNALS.items()}
    skipped = draw(st.sampled_from([(), (gap(),)]))
    stats = draw(st.sampled_from([Stats(), Stats(candidates=5), Stats(unsupported={"Go": 1})]))
    return replace(report(skipped=skipped, stats=stats), **found)


@settings(deadline=None)
@given(reports(), st.sampled_from(Classification), st.sampled_from(sorted(SIGNALS)), st.data())
def test_more_signals_never_move_a_state_backwards(
    found: ScanReport, classification: Classification, name: str, data: st.DataObject
) -> None:
    more: dict[str, Any] = {name: (*getattr(found, name), data.draw(SIGNALS[name]))}
    richer = replace(found, **more)
    before, after = judge(found, classification), judge(richer, classification)
    for capability in Capability:
        old, new = before[capability].state, after[capability].state
        assert new in {old, State.DETECTED}
        assert after[capability].reason


@settings(deadline=None)
@given(st.lists(st.sampled_from(State), min_size=3, max_size=3))
def test_overall_follows_its_definition(three: list[State]) -> None:
    found = overall(three)
    applicable = [state for state in three if state is not State.NOT_APPLICABLE]
    assert overall(reversed(three)) is found
    assert (found is Overall.READY) == (bool(applicable) and all(state is State.READY for state in applicable))
    assert (found is Overall.NEEDS_SETUP) == (
        bool(applicable) and all(state is State.NEEDS_SETUP for state in applicable)
    )
    assert (found is Overall.UNKNOWN) == (not applicable or State.UNKNOWN in applicable)
    assert (found is Overall.DETECTED) == (
        State.DETECTED in applicable and all(state in (State.NEEDS_SETUP, State.DETECTED) for state in applicable)
    )


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("---", "unknown"),
        ("N-N", "needs_setup"),
        ("NDN", "detected"),
        ("DDD", "detected"),
        ("D-U", "unknown"),
        ("UUU", "unknown"),
        ("RRR", "ready"),
        ("R-R", "ready"),
        ("RND", "partial"),
        ("WWW", "partial"),
        ("RUD", "unknown"),
        ("W-N", "partial"),
    ],
)
def test_overall(letters: str, expected: str) -> None:
    known = LETTERS | {"R": State.READY, "W": State.WAITING_FOR_DATA}
    assert overall(known[letter] for letter in letters) == expected
