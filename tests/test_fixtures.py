"""Every fixture says on its own lines what a scan finds in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures_harness import FIXTURES, LANGUAGES, Case, Staged, cases, findings, scanned, stage
from readiness_scan import ScanOptions
from readiness_scan.model.role import Role
from readiness_scan.model.signals import Capture, ErrorSignal, Init
from readiness_scan.screen import Screen
from readiness_scan.sdks import Rulebook, all_sdks

CASES = cases()


@pytest.fixture
def staged(case: Case, tmp_path: Path) -> Staged:
    return stage(case, tmp_path / "case")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_scan_finds_what_the_fixture_says(staged: Staged) -> None:
    differences = staged.differences(scanned(staged))
    assert not differences, "\n".join(["", *differences])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_screening_by_name_changes_nothing(staged: Staged) -> None:
    assert findings(scanned(staged)) == findings(scanned(staged, ScanOptions(screen_by_name=False)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_only_callers_of_wrappers_stand_in_files_that_the_screen_rejects(staged: Staged) -> None:
    report = scanned(staged, ScanOptions(screen_by_name=False))
    signals: list[Init | ErrorSignal | Capture] = [*report.inits, *report.error_signals]
    signals += [capture for capture in report.captures if capture.via is None]
    screen = Screen(Rulebook(all_sdks()).words)
    texts = {signal.location.path: (staged.root / signal.location.path).read_bytes() for signal in signals}
    hidden = [path for path, text in texts.items() if not screen.passes(text)]
    assert not hidden


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fixture_has_hits_and_look_alikes(staged: Staged) -> None:
    assert staged.expected
    assert staged.reasons


def test_each_case_is_named_after_its_language_and_each_sdk_has_cases() -> None:
    assert {case.folder.name for case in CASES} <= set(LANGUAGES)
    assert {case.subject for case in cases("sdks")} == {sdk.id for sdk in all_sdks()}
    assert not [path for path in (FIXTURES / "sdks").rglob("*") if path.is_symlink()]


# --- the harness itself ---------------------------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Staged]:
    def staged(text: str) -> Staged:
        folder = tmp_path / "own" / "subject" / "typescript"
        folder.mkdir(parents=True)
        (folder / "a.ts").write_text('import posthog from "posthog-js";\n' + text, "utf-8")
        return stage(Case(folder), tmp_path / "staged")

    return staged


def test_expectations_are_blanked_and_nothing_else(program: Callable[[str], Staged]) -> None:
    staged = program('posthog.capture("é"); // expect: capture "é" literal\nx(); // ok: posthog.init()\n// kept\n')
    text = (staged.root / "a.ts").read_text("utf-8")
    assert text == f'import posthog from "posthog-js";\nposthog.capture("é"); {" " * 30}\nx(); {" " * 21}\n// kept\n'


def test_a_wrong_name_is_both_lacking_and_unexpected(program: Callable[[str], Staged]) -> None:
    staged = program('posthog.capture("a"); // expect: capture "b" literal\n')
    assert staged.differences(scanned(staged)) == [
        'lacking    a.ts:2: capture "b" literal',
        'unexpected a.ts:2: capture "a" literal',
    ]


def test_a_finding_on_a_look_alike_is_told_with_its_reason(program: Callable[[str], Staged]) -> None:
    staged = program('posthog.capture("a"); // ok: a plotter\n')
    assert staged.differences(scanned(staged)) == ['unexpected a.ts:2: capture "a" literal (ok: a plotter)']


def test_several_findings_stand_on_one_line(program: Callable[[str], Staged]) -> None:
    staged = program('posthog.capture(x ? "a" : "b"); // expect: capture "a" literal ; capture "b" literal\n')
    assert staged.differences(scanned(staged)) == []


def test_findings_in_tests_count_as_any_others(tmp_path: Path) -> None:
    folder = tmp_path / "own" / "subject" / "python"
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "test_a.py").write_text(
        'import posthog\nposthog.capture("me", "a")  # expect: capture "a" literal\n'
    )
    staged = stage(Case(folder), tmp_path / "staged")
    report = scanned(staged)
    assert staged.differences(report) == []
    assert [item.role for item in report.captures] == [Role.TEST]
